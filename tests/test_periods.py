"""Periods and publication dates: the cases of `cases/periods.csv` and `cases/published.csv`, and what must always hold.

A case says what is read from a text: ``quote = first day to last day (granularity, bound, kind)``, ``?`` for an end
that is open or cannot be known. A pilcrow in a case of publication dates is a line break.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bilat_nb import vocabulary
from bilat_nb.blocks import label_blocks
from bilat_nb.lexicon import Lexicon, lexicon
from bilat_nb.mentions import published
from bilat_nb.mentions.dates import bounds, calendar, days, named_days, parts, spelled
from bilat_nb.mentions.dates.context import context_year
from bilat_nb.mentions.dates.grammar import RULES
from bilat_nb.mentions.periods import read_periods
from bilat_nb.mentions.published import find_published
from bilat_nb.model import Period
from bilat_nb.sentences import split_sentences

CASES = Path(__file__).parent / "cases"
GRANULARITIES = frozenset("day days week month months quarter half year years decade fiscal_year time".split())
BOUNDS = frozenset("in since by until before after early late mid about ytd as_of".split())
KINDS = frozenset("explicit partial deictic anaphoric comparison duration present".split())


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(text: str, published: date | None = None) -> list[Period]:
    return read_periods(text, lexicon().tokens(text), split_sentences(text), published)


def said(text: str, period: Period) -> str:
    days = f"{period.period_start or '?'} to {period.period_end or '?'}"
    return f"{text[period.start : period.stop]} = {days} ({period.granularity}, {period.bound}, {period.kind})"


@pytest.mark.parametrize("row", rows("periods.csv"), ids=lambda row: row["text"][:60])
def test_periods(row):
    published = date.fromisoformat(row["published"]) if row["published"] else None
    found = [said(row["text"], period) for period in read(row["text"], published)]
    assert (" ; ".join(found) or "nothing") == row["expected"]


@pytest.mark.parametrize("row", rows("published.csv"), ids=lambda row: row["text"][:60])
def test_published(row):
    text = row["text"].replace(" ¶ ", "\n")
    found = find_published(text, lexicon().tokens(text), label_blocks(text), None)
    assert (str(found.day or ""), found.basis) == (row["day"], row["basis"])


def test_sidecar_is_believed():
    found = find_published("20.12.2019", lexicon().tokens("20.12.2019"), [], date(2020, 1, 2))
    assert (found.day, found.basis, found.span) == (date(2020, 1, 2), "stated", None)


def test_what_a_period_refers_to():
    text = "Trade in January-March 2018 rose. In the same period of 2017 it fell, and in this period it stood still."
    main, same, this = read(text)
    assert text[slice(*same.refers_to)] == "January-March 2018"
    assert this.refers_to == (main.start, main.stop)
    assert (this.period_start, this.period_end) == (main.period_start, main.period_end)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2023 trade rose to $5 bn. They met twice in 2023. GDP rose last year too.", 2024),
        ("Trade in January-April 2016 fell by 12% on the first four months of last year.", 2016),
        ("In 2020 they ranked first in the first three months of last year; in 2021 they were second.", 2021),
        ("The 9th Forum was held on July 1, 2022. This year the forum will be held in Ufa.", 2023),
        ("In 2021 trade rose. By 2025 it is to reach $10 bn.", None),
        ("Nothing here has a year.", None),
    ],
)
def test_year_of_an_undated_text(text, year):
    assert context_year(text, lexicon().tokens(text), split_sentences(text)) == year


def test_numeric_dates_of_two_readings():
    text = "The note of 12/10/2018."
    tokens, spans = lexicon().tokens(text), [(0, len(text))]
    read_as = [read_periods(text, tokens, spans, None, american=a)[0].period_start for a in (None, False, True)]
    assert read_as == [None, date(2018, 10, 12), date(2018, 12, 10)]


def test_every_form_of_the_tables_is_a_letter_of_the_grammar():
    own = Lexicon(["period_words"])
    for row in vocabulary.table("period_words"):
        for form in vocabulary.forms(row):
            assert any(t.get("period_words") is row for t in own.tokens(f"the {form} .")), form


def test_all_rules_are_linear():
    for rules in RULES.values():
        for pattern, _ in rules:
            re2.compile(pattern.pattern)


@pytest.mark.parametrize(
    "module", [bounds, days, named_days, parts, published, spelled], ids=lambda module: module.__name__
)
def test_all_other_patterns_are_linear(module):
    patterns = [value for value in vars(module).values() if isinstance(value, re.Pattern)]
    assert patterns
    for pattern in patterns:
        re2.compile(pattern.pattern)


# --- what must hold for any text --------------------------------------------------------------------------------------


@cache
def words() -> list[str]:
    """Pieces of which dates are made, to be strung together at random."""
    tables = ("months", "weekdays", "ordinals", "number_words", "period_words", "tense_words", "fiscal_years")
    forms = [form for name in tables for row in vocabulary.table(name) for form in vocabulary.forms(row)]
    links = [row["words"] for row in vocabulary.table("period_links")] + list("-–−,./:();'\n") + [" "]
    figures = [
        "1",
        "5",
        "19",
        "28",
        "31",
        "2018",
        "2019",
        "1899",
        "9999",
        "22",
        "23-24",
        "2018/19",
        "12.10.2018",
        "21st",
        "0",
    ]
    return [*forms, *links, *figures, "in", "since", "by", "India", "%", "MW", "$", "he said"]


TEXTS = st.lists(st.sampled_from(words()), max_size=30).map(" ".join) | st.lists(
    st.sampled_from(words()), max_size=30
).map("".join)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


def check(text: str, periods: list[Period]) -> None:
    last = 0
    for period in periods:
        assert last <= period.start < period.stop <= len(text)
        assert not text[period.start].isspace()
        assert not text[period.stop - 1].isspace()
        assert period.granularity in GRANULARITIES
        assert period.bound in BOUNDS
        assert period.kind in KINDS
        if period.period_start and period.period_end:
            assert period.period_start <= period.period_end
        if period.kind == "duration":
            assert period.period_start is None
        last = period.stop


@given(TEXTS, DAYS)
def test_any_words(text, published):
    check(text, read(text, published))
    find_published(text, lexicon().tokens(text), label_blocks(text), None)


@given(st.text(alphabet="0123456789.,:/- thsrdMayQ", max_size=60), DAYS)
def test_any_figures(text, published):
    check(text, read(text, published))


@given(st.text(max_size=200), DAYS)
def test_any_text(text, published):
    check(text, read(text, published))


@given(TEXTS)
def test_no_day_is_guessed(text):
    exact = [p for p in read(text) if p.kind in ("present",) or (p.kind == "deictic" and p.granularity == "day")]
    assert all(p.period_start is None or "since" in text or any(c.isdigit() for c in text) for p in exact)


@given(st.dates(date(10, 1, 1), date(9990, 1, 1)), st.integers(-60, 60))
def test_moving_by_months(day, by):
    moved = calendar.move_months(day, by)
    assert moved is not None
    assert (moved.year - day.year) * 12 + moved.month - day.month == by
