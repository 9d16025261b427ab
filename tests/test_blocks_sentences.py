"""Blocks and sentences: the cases are tests/cases/blocks.csv and tests/cases/sentences.txt."""

import csv
from itertools import pairwise
from pathlib import Path

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
