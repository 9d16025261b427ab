"""Every vocabulary table: well-formed, and each row proved by its own example."""

import pytest
import re2

from bilat_nb import vocabulary
from bilat_nb.lexicon import Lexicon, agrees, fold
from bilat_nb.mentions.who.institutions import institution
from bilat_nb.sentences import split_sentences

TABLES = vocabulary.names()


@pytest.mark.parametrize("name", TABLES)
def test_each_row_is_found_in_its_example(name):
    lexicon = Lexicon([name])
    missed = []
    for row in vocabulary.table(name):
        example = row.get("example", "")
        found = [token.get(name) for token in lexicon.tokens(example)]
        if not example or row not in found:
            missed.append(f"{row['forms'][:40]!r} in {example!r}")
    assert not missed, f"{name}.csv: rows that their example does not show: {missed[:10]}"


@pytest.mark.parametrize("name", TABLES)
def test_no_form_is_claimed_twice_in_a_table(name):
    seen, twice = {}, []
    for number, row in enumerate(vocabulary.table(name)):
        twice += [form for form in vocabulary.forms(row) if seen.setdefault(form, number) != number]
    assert not twice, f"{name}.csv: {twice[:10]}"


def test_groups_name_tables_that_exist():
    assert {row["table"] for row in vocabulary.table("groups")} <= set(TABLES)


def test_furniture_patterns_match_their_examples_and_are_linear():
    for row in vocabulary.table("furniture"):
        assert re2.compile("(?i)" + row["pattern"]).search(row["example"]), row


def test_an_abbreviation_does_not_end_a_sentence():
    wrong = []
    for row in vocabulary.table("abbreviations"):
        text = f"They saw {row['abbreviation']}. Smith there."
        if len(split_sentences(text)) != 1:
            wrong.append(row["abbreviation"])
    assert not wrong


def test_a_missing_table_is_told():
    with pytest.raises(vocabulary.VocabularyError, match="no_such_table"):
        vocabulary.table("no_such_table")


def test_folding_keeps_every_character_at_its_place():
    text = "İstanbul’s TRADE\u00a0with Groß ﬁrms"
    assert len(fold(text)) == len(text)


def test_capitals_in_a_form_must_be_capitals_in_the_text():
    assert agrees("May", "May") and agrees("May", "MAY") and not agrees("May", "may")
    assert agrees("trade", "TRADE")


@pytest.mark.parametrize("name", ["contact_forms", "energy_terms", "rank_words", "trade_terms"])
def test_no_form_stands_twice_in_a_row(name):
    rows = [vocabulary.forms(row) for row in vocabulary.table(name)]
    assert [form for forms in rows for form in set(forms) if forms.count(form) > 1] == []


def test_each_institution_is_found_in_its_example():
    rows = vocabulary.table("institutions")
    assert [row["example"] for row in rows if institution(row["example"]) != row] == []
