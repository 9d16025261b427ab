"""Choose rows of a table by countries, years, documents and what the other columns hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
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
    known = {*wanted, None}
    for one, other in SIDES:
        if one in rows and other in rows:
            fits = _each(rows[one], known.__contains__) & _each(rows[other], known.__contains__)
            # A figure of energy may name one side only; trade has both.
            return fits & _both(rows[one], rows[other], wanted) if one == "reporter" else fits
    return _each(rows["countries"], lambda cell: wanted <= (set(cell.split("; ")) if cell else set()))


def _both(one: pd.Series[Any], other: pd.Series[Any], wanted: set[str]) -> pd.Series[bool]:
    """Whether the two columns, which hold nothing else, hold all of the countries between them."""
    pairs = pd.Series(True, index=one.index)
    for code in wanted:
        pairs &= one.eq(code) | other.eq(code)
    return pairs


def _each(column: pd.Series[Any], fits: Callable[[str | None], bool]) -> pd.Series[bool]:
    """What `fits` says of each cell; it is asked once for each different one."""
    codes, cells = pd.factorize(column)
    answers = np.array([*(fits(str(cell)) for cell in cells), fits(None)], dtype=bool)  # the code of nothing is -1
    return pd.Series(answers[codes], index=column.index)


def _touches(rows: pd.DataFrame, since: int | date | None, until: int | date | None) -> pd.Series[bool]:
    """Whether the period of each row touches the stretch of time, or is not known."""
    start, end = next((pair for pair in TIMES if pair[0] in rows), TIMES[0])
    # A missing end compares as false: a period that is open there is never left out.
    late = pd.Series(False, index=rows.index) if since is None else rows[end] < _day(since, 1, 1)
    early = pd.Series(False, index=rows.index) if until is None else rows[start] > _day(until, 12, 31)
    return ~(late | early)


def _day(limit: int | date, month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(limit, month, day) if isinstance(limit, int) else pd.Timestamp(limit)
