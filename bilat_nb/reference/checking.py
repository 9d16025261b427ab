"""What a table of official figures must be, and what is wrong with one that is not, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from bilat_nb.vocabulary import table

TEXT = ("reporter", "partner", "flow_or_commodity", "indicator", "unit", "source_name", "source_url", "note")
COLUMNS = ("period_start", "period_end", *TEXT[:4], "value", *TEXT[4:])
"""Columns of a table of official figures, in their order."""
REQUIRED = ("reporter", "partner", "flow_or_commodity", "indicator", "unit", "source_name")
_SHOWN = 5  # faults that a message lists
_SCALED = r"(?i)\b(?:thousands?|millions?|billions?|trillions?|mln|bln|mn|bn|tn|thous|hundreds?)\b"
_NO_CODE = "is no ISO 3166 alpha-3 code of a country, and no code of a bloc"
_CODE = re.compile(r"[A-Z]{2,5}")


def checked(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table of official figures with its dates and values typed.

    Parameters
    ----------
    frame : DataFrame
        With the columns `COLUMNS`, one row per figure.
    name : str
        What the table is called in an error.

    Raises
    ------
    ValueError
        With the first faults and their rows: a column that is missing, a day that is none, a period that ends before it
        starts, a value that is no number, a code of no country, a unit with a scale in it, an empty cell.
    """
    lacking = [column for column in COLUMNS if column not in frame]
    if lacking:
        raise ValueError(f"{name} lacks the column {', '.join(lacking)}; it needs {', '.join(COLUMNS)}.")
    if frame.empty:
        raise ValueError(f"{name} has no rows.")
    typed = frame.assign(
        period_start=_days(frame["period_start"]),
        period_end=_days(frame["period_end"]),
        value=pd.to_numeric(frame["value"], errors="coerce"),
    )
    faults = list(_faults(frame, typed))
    if faults:
        more = f" And {len(faults) - _SHOWN} more." if len(faults) > _SHOWN else ""
        raise ValueError(f"{name} is not a table of official figures: {'; '.join(faults[:_SHOWN])}.{more}")
    return typed


def _days(column: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(column, errors="coerce", format="ISO8601").astype("datetime64[ns]")


def _faults(given: pd.DataFrame, typed: pd.DataFrame) -> Iterator[str]:
    """What is wrong; rows are counted from 1, as in a spreadsheet without its heading."""
    for name in ("period_start", "period_end"):
        yield from _at(given[name], typed[name].isna(), "is no day such as 2017-12-31")
    yield from _at(given["period_end"], typed["period_end"] < typed["period_start"], "is before period_start")
    yield from _at(given["value"], ~typed["value"].abs().lt(float("inf")), "is no number")
    for name in ("reporter", "partner"):
        yield from _at(given[name], ~given[name].isin(_codes()), _NO_CODE)
    scaled = given["unit"].astype(str).str.contains(_SCALED)
    yield from _at(given["unit"], scaled, "has a scale; give values in whole units")
    for name in REQUIRED:
        yield from _at(given[name], given[name].isna() | given[name].eq(""), "is empty")


def _at(column: pd.Series[str], wrong: pd.Series[bool], says: str) -> Iterator[str]:
    for number, bad in enumerate(wrong, start=1):
        if bad:
            yield f"row {number}: {column.name} {column.iloc[number - 1]!r} {says}"


@cache
def _codes() -> frozenset[str]:
    """Codes of countries and blocs that the vocabulary knows."""
    rows = (*table("countries"), *table("blocs"))
    cells = (cell for row in rows for cell in (row.get("iso"), row.get("bloc"), row.get("code")) if cell)
    return frozenset(cell for cell in cells if _CODE.fullmatch(cell)) | {"WLD"}
