"""select: rows by countries, years, documents and what the other columns hold."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from bilat_nb.selection import select

PERIODS = [("2016-01-01", "2016-12-31"), ("2018-01-01", "2018-03-31"), (None, None), ("2014-05-01", None)]


def table(**columns) -> pd.DataFrame:
    starts, ends = (pd.to_datetime([period[i] for period in PERIODS]) for i in (0, 1))
    rows = {"doc_id": list("aabb"), "period_start": starts, "period_end": ends, "flow": ["exports"] * 3 + ["imports"]}
    return pd.DataFrame({**rows, **columns})


TRADE = table(reporter=["BLR", "RUS", "BLR", "BLR"], partner=["RUS", "BLR", "POL", None])
ENERGY = table(supplier=["RUS", "RUS", None, "KAZ"], recipient=["BLR", None, None, "BLR"])


def kept(rows: pd.DataFrame, **wanted) -> list[int]:
    return select(rows, **wanted).index.tolist()


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({}, [0, 1, 2, 3]),
        ({"flow": "imports"}, [3]),
        ({"flow": ["imports", "exports"], "documents": "a"}, [0, 1]),
        ({"flow": None, "documents": ["b"]}, [2, 3]),
        ({"countries": ("BLR", "RUS")}, [0, 1]),
        ({"countries": ("RUS", "BLR"), "since": 2018}, [1]),
        ({"since": 2017}, [1, 2, 3]),  # without a date, and open at its end
        ({"until": 2016}, [0, 2, 3]),
        ({"until": date(2015, 12, 31)}, [2, 3]),
        ({"since": date(2018, 3, 31), "until": 2018}, [1, 2, 3]),
        ({"flow": "balance"}, []),
    ],
)
def test_rows_that_fit_all_conditions_stay(wanted, rows):
    assert kept(TRADE, **wanted) == rows


def test_of_energy_no_other_country_may_take_part():
    assert kept(ENERGY, countries=("BLR", "RUS")) == [0, 1, 2]


def test_of_contacts_all_countries_take_part():
    contacts = pd.DataFrame({"countries": ["BLR; RUS", "BLR; KAZ; RUS", "EAEU", None], "doc_id": list("abcd")})
    assert kept(contacts, countries=["RUS", "BLR"]) == [0, 1]


def test_contacts_have_days_of_their_own_names():
    contacts = pd.DataFrame(
        {"start": pd.to_datetime(["2017-06-04", None]), "end": pd.to_datetime(["2017-06-05", None])}
    )
    assert kept(contacts, since=2018) == [1]
    assert kept(contacts, since=2017, until=2017) == [0, 1]


def test_an_empty_table_stays_empty():
    assert kept(TRADE.iloc[:0], countries=("BLR", "RUS"), since=2017) == []


def test_a_column_that_is_not_there_is_told():
    with pytest.raises(ValueError, match="no column colour; it has doc_id"):
        select(TRADE, colour="red")
