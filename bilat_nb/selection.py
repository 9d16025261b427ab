"""Choose rows of a table by countries, years, documents and what the other columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

SIDES = (("reporter", "partner"), ("supplier", "recipient"))
TIMES = (("period_start", "period_end"), ("start", "end"))


def select(
    rows: pd.DataFrame,
    *,
    countries: Sequence[str] | None = None,
    since: int | date | None = None,
    until: int | date | None = None,
    documents: str | Sequence[str] | None = None,
    **wanted: str | Sequence[str] | None,
) -> pd.DataFrame:
    """Return the rows that fit all of the conditions given.

    Parameters
    ----------
    rows : DataFrame
        A table of facts: trade, energy, contacts or contact_counts.
    countries : sequence of str, optional
        Codes of the countries. Of trade, those of reporter and partner in any order; of energy, no other country may be
        supplier or recipient; of contacts, all of them take part.
    since, until : int or date, optional
        First and last year or day. A row stays when its period touches that stretch of time, or when it has no date.
    documents : str or sequence of str, optional
        doc_id, one or several.
    **wanted : str or sequence of str
        Any other column and what it must hold: ``flow="exports"``, ``status="planned"``, ``kind=["meeting", "call"]``.

    Returns
    -------
    DataFrame
        The rows in their order, all columns.

    Raises
    ------
    ValueError
        If the table has no such column.
    """
    conditions = {**wanted, "doc_id": documents}
    asked = {column: _listed(value) for column, value in conditions.items() if value is not None}
    unknown = sorted(set(asked) - set(rows.columns))
    if unknown:
        raise ValueError(f"The table has no column {', '.join(unknown)}; it has {', '.join(rows.columns)}.")
    keep = pd.Series(True, index=rows.index)
    for column, values in asked.items():
        keep &= rows[column].isin(values)
    if countries is not None:
        keep &= _between(rows, set(countries))
    if since is not None or until is not None:
        keep &= _touches(rows, since, until)
    return rows[keep]


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _between(rows: pd.DataFrame, wanted: set[str]) -> pd.Series[bool]:
    """Whether each row is about the countries wanted."""
    for one, other in SIDES:
        if one in rows and other in rows:
            pairs = [{a, b} - {None} for a, b in zip(_codes(rows[one]), _codes(rows[other]), strict=True)]
            # A figure of energy may name one side only; trade has both.
            fits = [pair == wanted if one == "reporter" else pair <= wanted for pair in pairs]
            return pd.Series(fits, index=rows.index, dtype=bool)
    told = [set(cell.split("; ")) if cell else set() for cell in _codes(rows["countries"])]
    return pd.Series([wanted <= codes for codes in told], index=rows.index, dtype=bool)


def _codes(column: pd.Series[Any]) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in column]


def _touches(rows: pd.DataFrame, since: int | date | None, until: int | date | None) -> pd.Series[bool]:
    """Whether the period of each row touches the stretch of time, or is not known."""
    start, end = next((pair for pair in TIMES if pair[0] in rows), TIMES[0])
    # A missing end compares as false: a period that is open there is never left out.
    late = pd.Series(False, index=rows.index) if since is None else rows[end] < _day(since, 1, 1)
    early = pd.Series(False, index=rows.index) if until is None else rows[start] > _day(until, 12, 31)
    return ~(late | early)


def _day(limit: int | date, month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(limit, month, day) if isinstance(limit, int) else pd.Timestamp(limit)
