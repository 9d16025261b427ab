"""The readers alone, `bn.quantities` and `bn.periods`: what they promise of any text, and numbers there and back."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb import vocabulary
from bilat_nb.facts.figures.table_units import in_table_unit
from bilat_nb.mentions.dates.spelled import spelled_year
from bilat_nb.mentions.number_words import read_words
from bilat_nb.model import Quantity

ONES = [""] + [row["forms"] for row in vocabulary.table("number_words") if 1 <= int(row["value"]) <= 19]
TENS = [row["forms"] for row in vocabulary.table("number_words") if int(row["value"]) >= 20]
UNITS = sorted({row["unit"] for row in vocabulary.table("figures/units")})
PIECES = (
    "the past three or four years|two years later|a couple of years ago|last summer|nineteen ninety-five|the nineties|"
    "in two thousand and five|on the 18th|on Christmas Eve|20190518|on 22/04|half a percentage point|500 kW|40 basis "
    "points|tens of millions of dollars|from 24.2 to 33-35 billion euros|1.99×10^30 kg|517 rushing yards|11 bcf|since "
    "May 2018|by 2020|in the first nine months of 2018|5.3%|Russia and Belarus|, |. |\n| and | rose to |$5 billion"
).split("|")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


def below_hundred(n: int, joint: str = "-") -> str:
    if n < 20:
        return ONES[n]
    return TENS[n // 10 - 2] + (joint + ONES[n % 10] if n % 10 else "")


def in_words(n: int) -> str:
    """A number below a million as it is written in words."""
    thousands, rest = divmod(n, 1000)
    hundreds, rest = divmod(rest, 100)
    said = [f"{in_words(thousands)} thousand"] if thousands else []
    said += [f"{ONES[hundreds]} hundred"] if hundreds else []
    said += [f"and {below_hundred(rest)}" if said else below_hundred(rest)] if rest else []
    return " ".join(said)


@settings(deadline=None)
@given(TEXTS | st.text(max_size=80))
@example("tens of millions of dollars in the past two years")
def test_quantities_are_quoted_in_order_and_their_ends_agree(text):
    rows = bn.quantities(text)
    for row in rows.to_dict("records"):
        assert row["quote"] == text[row["span_start"] : row["span_stop"]] != ""
        if row["bound"] == "range":
            assert row["low"] <= row["value"] <= row["high"]
        else:
            assert row["low"] != row["low"]
            assert row["high"] != row["high"]


@settings(deadline=None)
@given(TEXTS | st.text(max_size=80), st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_periods_are_quoted_and_end_after_they_start(text, published):
    rows = bn.periods(text, published=published)
    for row in rows.to_dict("records"):
        assert row["quote"] == text[row["span_start"] : row["span_stop"]] != ""
        assert not row["period_start"] > row["period_end"]
        assert row["kind"] != "duration"


@pytest.mark.parametrize("year", [y for y in range(1811, 2100, 3) if y % 100 >= 10])
def test_years_in_words_there_and_back(year):
    century = {18: "eighteen", 19: "nineteen", 20: "twenty"}[year // 100]
    for joint in "- ":
        said = f"{century} {below_hundred(year % 100, joint)}"
        assert spelled_year(said, 0, dated=False) == (year, len(said))


@pytest.mark.parametrize("year", [2000, 2001, 2005, 2010, 2021])
def test_two_thousand_is_a_year_only_where_the_words_before_it_say_so(year):
    said = "two thousand" + (f" and {below_hundred(year - 2000)}" if year > 2000 else "")
    assert spelled_year(f"in {said}.", 3, dated=False) == (year, 3 + len(said))
    assert spelled_year(f"May {said}", 4, dated=True) == (year, 4 + len(said))
    assert spelled_year(f"rose to {said}.", 8, dated=False) is None
    assert spelled_year(f"in {said} cases", 3, dated=False) is None


@given(st.integers(1, 999_999))
def test_numbers_in_words_there_and_back(n):
    found = read_words(in_words(n), 0)
    assert (found.value, found.stop) == (n, len(in_words(n)))


@given(st.sampled_from(UNITS), st.floats(1e-3, 1e12))
def test_tables_hold_only_their_own_units(unit, value):
    told = in_table_unit(Quantity(0, 1, value, unit, "other"))
    assert in_table_unit(told) == told
    factor = {row["unit"]: float(row["factor"]) for row in vocabulary.table("figures/table_units")}.get(unit, 1.0)
    assert told.value == pytest.approx(value * factor)
    price = in_table_unit(Quantity(0, 1, value, f"USD/{unit}", "price"))
    assert price.value == pytest.approx(value / factor)


def test_a_quantity_may_be_told_in_another_unit_than_the_row_that_uses_it():
    text = "Gas exports from Norway to Poland reached 10 billion cubic feet in 2023."
    facts = bn.parse(bn.load_documents({"a": text}), progress=False)
    assert bn.quantities(text)[["value", "unit"]].to_numpy().tolist() == [[1e10, "ft3"]]
    assert facts.quantities["used_by"].tolist()[0] == facts.energy["fact_id"].tolist()[0]
    assert facts.energy[["value", "unit"]].to_numpy().tolist() == [[pytest.approx(283168465.92), "m3"]]


def test_words_without_a_place_in_the_calendar_are_no_periods():
    text = "Trade is now growing; currently, at present and today it stands high, as it did for two years."
    assert bn.periods(text, published="2020-05-05")["quote"].tolist() == ["at present", "today"]


def test_lengths_of_time_are_quantities_and_reporting_periods_are_none():
    def lengths(text):
        rows = bn.quantities(text)
        return rows.loc[rows["dimension"] == "time", ["value", "low", "unit"]].fillna(0).to_numpy().tolist()

    assert lengths("In the past two years trade grew; three months later it fell.") == [[2, 0, "year"], [3, 0, "month"]]
    assert lengths("Over the last three or four years trade grew.") == [[3.5, 3, "year"]]
    assert lengths("Trade grew in the first nine months of this year and in nine months of 2018.") == []
