"""A row in words: values, periods, what it says."""

from __future__ import annotations

import doctest
from datetime import date

import pandas as pd
import pytest

from bilat_nb import words
from bilat_nb.widgets import calls

NAN = float("nan")


@pytest.mark.parametrize("module", [words, calls])
def test_examples(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (32_420_000_000, "USD", "32.42 bn USD"),
        (1_500_000_000_000, "RUB", "1.5 tn RUB"),
        (18_000_000, "t", "18 million tonnes"),
        (19_010_000_000, "m3", "19.01 bn m³"),
        (150, "USD/1000m3", "150 USD per 1,000 m³"),
        (-8.4, "%", "−8.4%"),
        (11, "rank", "11th"),
        (0, None, "0"),
        (-0.00001, "%", "0%"),
        (NAN, "USD", "not told"),
    ],
)
def test_amount(value, unit, said):
    assert words.amount(value, unit) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": 4e10, "unit": "USD", "bound": "about"}, "about 40 bn USD"),
        ({"value": 23.5, "unit": "%", "measure": "change", "bound": "exact"}, "+23.5%"),
        ({"value": 2.25e9, "low": 2e9, "high": 2.5e9, "unit": "USD", "bound": "range"}, "2–2.5 bn USD"),
        ({"value": 1e9, "low": 9e8, "high": 1.1e9, "unit": "USD", "bound": "range"}, "900 million USD – 1.1 bn USD"),
        ({"value": 5.0, "low": NAN, "high": pd.NA, "unit": "%", "bound": "range"}, "5%"),
        ({"count": 8.0, "bound": "at_least"}, "at least 8"),
    ],
)
def test_value(row, said):
    assert words.value_words(row) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2017, 1, 1), date(2019, 12, 31), "2017–2019"),
        (date(2021, 4, 1), date(2022, 3, 31), "Apr 2021 – Mar 2022"),
        (date(2018, 4, 1), date(2018, 6, 30), "Q2 2018"),
        (date(2018, 2, 1), date(2018, 2, 28), "Feb 2018"),
        (date(2018, 1, 1), date(2018, 5, 11), "1 Jan – 11 May 2018"),
        (date(2017, 6, 4), date(2017, 6, 5), "4–5 Jun 2017"),
        (date(2017, 12, 31), date(2018, 1, 1), "31 Dec 2017 – 1 Jan 2018"),
        (pd.Timestamp("2018-05-14"), pd.Timestamp("2018-05-14"), "14 May 2018"),
        (pd.NaT, date(2020, 12, 31), "until 2020"),
        (date(2014, 5, 29), None, "since 29 May 2014"),
        (pd.NaT, pd.NaT, "no date"),
    ],
)
def test_period(start, end, said):
    assert words.period_words(start, end) == said


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        (
            "energy",
            {
                "commodity": "gas",
                "indicator": "delivery",
                "supplier": "RUS",
                "recipient": None,
                "value": 6e9,
                "unit": "m3",
            },
            "6 bn m³: gas delivery, RUS, no date",
        ),
        (
            "contacts",
            {
                "kind": "visit",
                "level": "head_of_state",
                "participants": pd.NA,
                "countries": "BLR; RUS",
                "status": "planned",
            },
            "visit: head of state, BLR; RUS, no date, planned",
        ),
        ("contact_counts", {"kind": "call", "level": None, "count": 1.0}, "1 call stated: level not told, no date"),
        ("quantities", {"quote": "a_b"}, "a_b"),
    ],
)
def test_row(table, row, said):
    assert words.row_words(table, row) == said
