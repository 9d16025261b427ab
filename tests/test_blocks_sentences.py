"""Blocks and sentences: the cases are tests/cases/blocks.csv and tests/cases/sentences.txt."""

import csv
from itertools import pairwise
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat_nb.blocks import label_blocks
from bilat_nb.sentences import MAX_SENTENCE, split_sentences

CASES = Path(__file__).parent / "cases"
SENTENCES = [
    line
    for line in (CASES / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
with (CASES / "blocks.csv").open(encoding="utf-8", newline="") as lines:
    BLOCKS = list(csv.DictReader(lines))


@pytest.mark.parametrize("case", SENTENCES)
def test_sentences_end_at_the_bars(case):
    text = case.replace("|", "")
    assert [text[a:b] for a, b in split_sentences(text)] == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize("case", BLOCKS, ids=lambda row: row["why"])
def test_blocks(case):
    text = "A headline\n\n" + case["text"] + "\nThe end of it.\n"
    kinds = [block.kind for block in label_blocks(text)][1:-1]
    assert kinds == case["kinds"].split()


def test_a_headline_is_short_and_does_not_end_like_a_sentence():
    assert [b.kind for b in label_blocks("Trade grows\n\nTrade grew by 2%.")] == ["headline", "body"]
    assert [b.kind for b in label_blocks("Trade grew by 2%.\n\nIt will grow on.")] == ["body", "body"]


def test_wrapped_lines_are_one_paragraph():
    text = "The sides met in\nthe city of Minsk and\nspoke of trade."
    assert len(label_blocks(text)) == 1


def test_wrapped_lines_go_on_with_capitals_and_digits():
    paragraphs = (
        "Imports of pipes from the neighbours fell in the whole of last year to 2.34 million tonnes, the officials of "
        "the Ministry of Trade and Industry said on Monday, and those of steel were as low as in the year before it.",
        "Exports of timber from Finland, Sweden and Norway were 3.1 million cubic meters in 2016, up from 2.9 million "
        "cubic meters in 2015, and the U.S. Department of Commerce said so too.",
    )
    text = "\n".join(fill(p, 46, initial_indent="    ", break_on_hyphens=False) for p in paragraphs)
    spans = split_sentences(text, label_blocks(text))
    assert [" ".join(text[a:b].split()) for a, b in spans] == list(paragraphs)


def test_a_short_text_is_wrapped_even_where_each_line_begins_with_a_capital():
    text = (
        "President Gabriel Boric of Chile spoke today with Prime Minister Jose\n"
        "Alvarez of Peru. The leaders agreed that the Ministers of both of their\n"
        "Governments will meet in the spring with the heads of the Customs\n"
        "Service.\n"
    )
    assert [text[b.start : b.stop].count("\n") for b in label_blocks(text)] == [3]


def test_short_lines_stay_apart_in_a_text_that_is_not_wrapped():
    assert len(label_blocks("Exports to Russia\nImports from India\nTrade with China\nTotal trade")) == 4


@given(st.text(max_size=400))
def test_spans_are_in_order_and_inside(text):
    blocks = label_blocks(text)
    spans = split_sentences(text, blocks)
    for before, after in pairwise(spans):
        assert before[1] <= after[0]
    for start, stop in spans:
        assert 0 <= start < stop <= len(text)
        assert not text[start].isspace() and not text[stop - 1].isspace()
    assert sum(b.stop - b.start for b in blocks) <= len(text)


def test_no_sentence_is_longer_than_the_limit():
    text = "trade " * 20_000
    assert max(stop - start for start, stop in split_sentences(text)) <= MAX_SENTENCE
