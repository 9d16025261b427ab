"""Quantities: the cases of two tables, and what must hold on any text."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat_nb import vocabulary
from bilat_nb.lexicon import lexicon
from bilat_nb.mentions import units
from bilat_nb.mentions.number_words import read_words
from bilat_nb.mentions.numbers import figure_value
from bilat_nb.mentions.quantities import read_quantities

CASES = Path(__file__).parent / "cases"
COUNTRIES = {"crore": ("IND",), "Switzerland": ("CHE",)}


def cases(name):
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(text, countries=()):
    return read_quantities(text, lexicon().tokens(text), [(0, len(text))], [], countries=countries)


def said(row):
    """The cells of a case as the record should have them."""
    number = {name: float(row[name]) if row[name] else None for name in ("value", "low", "high")}
    words = {name: row[name] or None for name in ("unit", "trend", "noun")}
    return {**number, **words, "bound": row["bound"]}


def shown(quantity, row):
    found = {name: getattr(quantity, name) for name in ("value", "low", "high", "unit", "trend", "noun", "bound")}
    if not row["noun"]:  # an empty cell says nothing about the noun
        found["noun"] = None
    return found


@pytest.mark.parametrize("row", cases("quantities"), ids=lambda row: f"{row['text'][:50]}|{row['quote']}")
def test_a_quantity_is_read_as_the_case_says(row):
    countries = next((codes for word, codes in COUNTRIES.items() if word in row["text"]), ())
    found = [q for q in read(row["text"], countries) if row["text"][q.start : q.stop] == row["quote"] and not q.refused]
    assert found, [(row["text"][q.start : q.stop], q) for q in read(row["text"], countries)]
    got, expected = shown(found[0], row), said(row)
    for name in ("value", "low", "high"):
        if expected[name] is not None and got[name] is not None:
            assert math.isclose(got[name], expected[name], rel_tol=1e-5), (name, got[name])
            got[name] = expected[name]
    assert got == expected


@pytest.mark.parametrize("row", cases("no_quantities"), ids=lambda row: f"{row['text'][:50]}|{row['number']}")
def test_what_is_no_quantity_is_refused_with_its_reason(row):
    start = row["text"].rindex(row["number"])
    stop = start + len(row["number"])
    found = [q for q in read(row["text"]) if q.start < stop and q.stop > start]
    assert all(q.refused for q in found), [(row["text"][q.start : q.stop], q) for q in found if not q.refused]
    if row["refused"] and found:  # a phrase of the lexicon ("G20", "the two countries") is no number at all
        assert row["refused"] in {q.refused for q in found}, found


def test_a_bare_currency_follows_the_countries_of_the_text():
    text = "He paid 5 million rupees and 5 million pesos and 5 million roubles."
    assert [q.unit for q in read(text, ("PAK", "MEX"))] == ["PKR", "MXN", "RUB"]
    assert [q.unit for q in read(text, ("BLR", "RUS"))] == [None, None, "RUB"]
    assert [q.unit for q in read(text, ("BLR",))] == [None, None, "BYN"]


@pytest.mark.parametrize(
    ("digits", "comma", "value"),
    [
        ("1,234", False, 1234), ("1,234", True, 1.234), ("1.234", True, 1234), ("1,2", False, 1.2),
        ("0,345", False, 0.345), ("1,23,45,678", False, 12345678), ("1.234,5", False, 1234.5),
        ("1,234.5", False, 1234.5), ("1,2,3", False, None), ("12.5.2018", False, None), ("007", False, 7),
        ("12345,678", False, 12345.678),
    ],
)  # fmt: skip
def test_figures_by_their_commas_and_points(digits, comma, value):
    assert figure_value(digits, comma) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ninety-nine", 99), ("one hundred twelve", 112), ("three hundred and five thousand", 305_000),
        ("two dozen", 24), ("twelve hundred", 1200), ("one million two hundred thousand", 1_200_000), ("zero", 0),
    ],
)  # fmt: skip
def test_numbers_in_words(words, value):
    assert read_words(words, 0).value == value


@pytest.mark.parametrize("name", ["units", "bare_currencies"])
def test_each_unit_is_read_in_its_example(name):
    missed = []
    for row in vocabulary.table(f"figures/{name}"):
        if not row["forms"] + row["symbols"]:
            continue  # letters before an amount, which need a country: see below
        unit = row.get("unit") or row.get("default") or None
        if unit not in {
            q.unit.split("/")[-1] if q.dimension == "price" else q.unit
            for q in read(row["example"])
            if not q.refused and (q.unit or not unit)
        }:
            missed.append((row["example"], unit, read(row["example"])))
    assert not missed


def test_bare_dollars_are_those_of_the_first_country_unless_the_text_says_more():
    text = "Trade was worth $5 billion."
    assert [q.unit for q in read(text, ("NZL", "AUS"))] == ["NZD"]
    assert [q.unit for q in read(text, ("IND", "AUS"))] == ["USD"]
    assert [q.unit for q in read(text, ("CAN", "USA"))] == ["USD"]
    assert [q.unit for q in read(text + " That is US$3 billion.", ("NZL", "AUS"))] == ["USD", "USD"]


def test_a_letter_before_an_amount_is_a_currency_where_the_country_has_one():
    assert [q.unit for q in read("It cost K5.2 billion and N71.5bn.", ("ZMB", "NGA"))] == ["ZMW", "NGN"]
    assert [q.refused for q in read("The K5.2 route and N95 masks.", ("ZMB",))] == ["name", "name"]


def test_each_currency_is_read_in_its_example():
    missed = [
        row["example"]
        for row in vocabulary.table("figures/currencies")
        if row["code"] not in {q.unit for q in read(row["example"])}
    ]
    assert not missed


def test_each_bound_and_change_has_an_example_that_shows_it():
    for row in vocabulary.table("figures/bounds"):
        assert {q.bound for q in read(row["example"])} == {row["bound"]}, row["example"]


def test_no_form_of_the_units_is_claimed_twice():
    owners = {}
    for table in ("scales", "figures/units", "figures/bare_currencies"):
        for row in vocabulary.table(table):
            for form in vocabulary.forms(row) + row.get("symbols", "").split("|"):
                owners.setdefault(form, set()).add(row["example"])
    twice = {form for form, rows in owners.items() if len(rows) > 1 and form}
    assert twice <= {"m"}, twice  # "m" is a million or a metre, as what follows tells


def test_every_iso_currency_has_a_row():
    codes = {row["code"] for row in vocabulary.table("figures/currencies")}
    assert codes >= set("USD EUR GBP JPY CNY RUB BYN UAH KZT UZS KGS TJS TMT AZN AMD GEL MDL INR PKR LKR TRY".split())
    assert len(codes) > 170
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert units.after().after("500 Russian rubles", 3)[0].unit == "RUB"


def check(text):
    last = 0
    for q in read(text):
        assert 0 <= q.start < q.stop <= len(text)
        assert math.isfinite(q.value)
        assert (q.low is None) == (q.high is None) == (q.bound != "range")
        if q.low is not None:
            assert q.low <= q.value <= q.high
        assert q.bound in ("exact", "about", "at_least", "at_most", "range")
        assert q.trend in (None, "up", "down")
        for part in q.parts:
            assert 0 <= part.start < part.stop <= len(text), (q, part)
        if q.core is not None:
            assert q.start <= q.core[0] < q.core[1] <= q.stop
        assert q.start >= last or q.refused is None
        last = q.start


PIECES = st.sampled_from(
    (
        "5 12 2017 1,234 1,2 20.5 816 000 96, 0 .5 ½ 1/3 two five hundred a an half third quarter million bn thousand "
        "dozen % percent per cent $ € US$ RUB Rs m t MW kWh tonnes cubic meters barrels per day dollars - – − to and "
        "or between from about more than up down minus plus fold times twice doubled double of in ( ) , . ; : / + May "
        "Unit No. the rose fell by year years a barrel 1,000 s K B ×10^3 × 10 half a percentage point previous"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from([" ", "", "\n", "\u00a0"]))
def test_any_row_of_number_words_keeps_the_invariants(pieces, gap):
    check(gap.join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_keeps_the_invariants(text):
    check(text)


@pytest.mark.parametrize(
    "piece", ["1", "1,", "9 ", "1-", "$", "one ", "1 to ", "about ", "half a ", "1 million ", "1/2", "+1"]
)
def test_hostile_repetition_is_linear(piece):
    check(piece * (20_000 // len(piece)))
