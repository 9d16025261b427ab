"""Stated figures as series: one row per period and value, with the kind of period told, so that kinds are never mixed.

A full year, a quarter and a total of nine months measure different things. `series` keeps them apart in the column
``period_kind`` and says in ``to_date`` which rows are running totals from the first day of a year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

import pandas as pd

PERIOD_KINDS = ("year", "half", "quarter", "month", "part_year", "years", "day", "open", "undated")
# What identifies a stated figure, apart from who told it. Trade and energy share the later part.
_TRADE = ("flow", "measure", "reporter", "partner", "product", "share_of")
_ENERGY = ("commodity", "indicator", "measure", "supplier", "recipient", "project")
_FIGURE = ("period_start", "period_end", "value", "low", "high", "unit", "bound", "status")


class HasTables(Protocol):
    """What `series` needs of `Facts`."""

    @property
    def trade(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def energy(self) -> pd.DataFrame: ...  # noqa: D102


def period_kind(start: date | None, end: date | None) -> str:
    """Name the kind of a period; both ends are included.

    Parameters
    ----------
    start, end : date or None
        First and last day; None where not known.

    Returns
    -------
    str
        One of `PERIOD_KINDS`. A year is any twelve whole months (a fiscal year too); halves and quarters start where
        calendar halves and quarters start; other periods shorter than a year are ``part_year``.

    Examples
    --------
    >>> period_kind(date(2017, 1, 1), date(2017, 12, 31)), period_kind(date(2021, 4, 1), date(2022, 3, 31))
    ('year', 'year')
    >>> period_kind(date(2018, 1, 1), date(2018, 3, 31)), period_kind(date(2017, 1, 1), date(2017, 9, 30))
    ('quarter', 'part_year')
    >>> period_kind(date(2014, 1, 1), None), period_kind(None, None)
    ('open', 'undated')
    """
    if start is None or end is None:
        return "undated" if start is None and end is None else "open"
    if start == end:
        return "day"
    months = _whole_months(start, end)
    if months == 12:
        return "year"
    if months == 1:
        return "month"
    if months in (3, 6) and start.month % 3 == 1:
        return "quarter" if months == 3 else "half"
    return "years" if (end - start).days > 366 else "part_year"


def _whole_months(start: date, end: date) -> int:
    """Number of months when the period consists of whole ones, else 0."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def to_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries; ``to_dict("records")`` takes five times as long for columns of text."""
    names = [str(name) for name in frame.columns]
    columns = (frame[name].tolist() for name in frame.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def to_dates(column: Iterable[Any]) -> list[date | None]:
    """Turn a column of dates into plain dates, None where there is none."""
    if isinstance(column, pd.Series) and column.dtype.kind == "M":
        days: list[date | None] = column.to_numpy().astype("datetime64[D]").tolist()
        return days
    return [None if pd.isna(value) else pd.Timestamp(value).date() for value in column]


def series(
    facts: HasTables | pd.DataFrame,
    *,
    table: str = "trade",
    unit: str | None = None,
    measure: str | None = "level",
    **wanted: str | None,
) -> pd.DataFrame:
    """Collect the stated figures of one series, each kind of period by itself.

    Parameters
    ----------
    facts : Facts or DataFrame
        What `parse` returned, or a table of trade or energy rows.
    table : {"trade", "energy"}
        Which table of `facts` to read; a DataFrame given instead is taken as it is.
    unit : str, optional
        Unit written out in full ("USD"); all units when not given.
    measure : {"level", "change", "share", "rank"}, optional
        None takes all.
    **wanted : str
        Other columns and what they must hold, for example ``flow="exports"``, ``reporter="RUS"``, ``product="all"``,
        ``commodity="gas"``. Of a turnover, reporter and partner may stand in either order.

    Returns
    -------
    DataFrame
        One row per figure and period, values in the unit told, sorted by period: the columns that identify the series,
        ``period_start``, ``period_end``, ``period_kind``, ``to_date``, ``value``, ``low``, ``high``, ``unit``,
        ``bound``, ``status``, ``documents`` (how many tell it) and ``fact_ids``, ``doc_ids`` (joined by ``"; "``).
        Nothing is summed, averaged or filled in.

    Raises
    ------
    ValueError
        If a column is asked for that the table does not have.
    """
    frame = facts if isinstance(facts, pd.DataFrame) else getattr(facts, table)
    rows = _wanted(frame, {**wanted, "unit": unit, "measure": measure})
    keys = [key for key in dict.fromkeys((*_TRADE, *_ENERGY)) if key in rows] + [key for key in _FIGURE if key in rows]
    told = rows.groupby(keys, dropna=False, sort=False).agg(
        documents=("doc_id", "nunique"), fact_ids=("fact_id", "; ".join), doc_ids=("doc_id", _joined)
    )
    tidy = told.reset_index().sort_values(["period_start", "period_end"], na_position="last", kind="stable")
    starts, ends = to_dates(tidy["period_start"]), to_dates(tidy["period_end"])
    place = list(tidy.columns).index("period_end") + 1
    tidy.insert(place, "period_kind", [period_kind(a, b) for a, b in zip(starts, ends, strict=True)])
    tidy.insert(place + 1, "to_date", [_to_date(a, b) for a, b in zip(starts, ends, strict=True)])
    return tidy.reset_index(drop=True)


def _joined(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def _to_date(start: date | None, end: date | None) -> bool:
    """Whether a period is a running total: from the first day of a year to a day within it."""
    if start is None or end is None:
        return False
    return (start.month, start.day) == (1, 1) and start.year == end.year and (end.month, end.day) != (12, 31)


def _wanted(frame: pd.DataFrame, wanted: dict[str, str | None]) -> pd.DataFrame:
    """Rows that hold what is wanted; the two sides of a turnover may stand in either order."""
    asked = {column: value for column, value in wanted.items() if value is not None}
    unknown = sorted(set(asked) - set(frame.columns))
    if unknown:
        raise ValueError(f"The table has no column {', '.join(unknown)}; it has {', '.join(frame.columns)}.")
    sides: dict[str, str] = {name: asked.pop(name) for name in ("reporter", "partner") if name in asked}
    keep = pd.Series(True, index=frame.index)
    for column, value in asked.items():
        keep &= frame[column] == value
    if sides:
        told = _all_equal(frame, sides)
        turned = {"reporter": sides.get("partner"), "partner": sides.get("reporter")}
        told |= (frame["flow"] == "turnover") & _all_equal(frame, {k: v for k, v in turned.items() if v is not None})
        keep &= told
    return frame[keep]


def _all_equal(frame: pd.DataFrame, values: dict[str, str]) -> pd.Series[bool]:
    equal = pd.Series(True, index=frame.index)
    for column, value in values.items():
        equal &= frame[column] == value
    return equal
