"""Stated figures as series: one row per period and value, with the kind of period told, so that kinds are never mixed.

A full year, a quarter and a total of nine months measure different things. `series` keeps them apart in the column
``period_kind`` and says in ``to_date`` which rows are running totals from the first day of a year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Container, Iterable
from datetime import date
from typing import Any, Protocol

import numpy as np
import pandas as pd

from bilat_nb.rates import Rates, find_rates

PERIOD_KINDS = ("year", "half", "quarter", "month", "part_year", "years", "day", "open", "undated")
# What identifies a stated figure, apart from who told it. Trade and energy share the later part.
_TRADE = ("flow", "measure", "reporter", "partner", "product", "share_of")
_ENERGY = ("commodity", "indicator", "measure", "supplier", "recipient", "project")
FLOWS = ("delivery", "transit", "production", "consumption")
"""Indicators of energy that a longer period can only have more of."""
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


def to_records(frame: pd.DataFrame, wanted: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return the rows as dictionaries; ``to_dict("records")`` takes five times as long for columns of text.

    Of many columns, `wanted` names those that are needed; one that is not there is left out.
    """
    names = [str(name) for name in frame.columns if wanted is None or name in wanted]
    columns = (_cells(frame[name]) for name in names)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def of_facts(frame: pd.DataFrame, ids: Container[str]) -> pd.DataFrame:
    """Return the rows of these fact_ids; ``isin`` takes ten times as long for columns of text."""
    return frame[np.array([fact_id in ids for fact_id in frame["fact_id"].tolist()], dtype=bool)]


def _cells(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column; equal days share one timestamp, for to make one takes long."""
    if column.dtype.kind != "M":
        return column.tolist()
    codes, days = pd.factorize(column)
    stamps = [*days, pd.NaT]  # the code of what is missing is -1
    return [stamps[code] for code in codes]


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
    differences: bool = False,
    rates: Rates | None = None,
    currency: str = "USD",
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
    differences : bool, default False
        Add what lies between running totals of one year: nine months less six months. See Returns.
    rates : mapping of str to float, or DataFrame, optional
        What one of each currency is worth in `currency`, by your own choice: ``{"EUR": 1.08}``, or a DataFrame with
        unit, rate and the period for which it holds (see `rates.rate_table`). Without it nothing is converted.
    currency : str, default "USD"
        Currency to convert to.
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

        With `differences` there are also ``derived`` and ``formula``, and rows of which derived is True: the later
        total less the earlier one, for the days between, with the fact_ids of both. A period of which different
        values are told gives none, nor do bounds that leave an end open. With `rates` there are also ``rate``,
        ``told_value`` and ``told_unit``; what has no rate stays as it is told, and rate is NaN.

    Raises
    ------
    ValueError
        If a column is asked for that the table does not have, or a rate is none.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> text = (
    ...     "In 2023 Peru's exports to Chile reached $1.2 billion. In January-September 2023 Peru's exports to Chile "
    ...     "reached $0.8 billion."
    ... )
    >>> found = series(bn.parse({"note": text}), differences=True).query("derived")
    >>> found[["period_start", "period_end", "value", "formula"]].astype(str).values.tolist()
    [['2023-10-01', '2023-12-31', '400000000.0', 'longer period - shorter period']]
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
    if rates is not None:
        tidy = _converted(tidy, rates, currency)
    return _with_differences(tidy, keys) if differences else tidy.reset_index(drop=True)


def _converted(tidy: pd.DataFrame, rates: Rates, currency: str) -> pd.DataFrame:
    """Convert levels that are money and have a rate; keep what was told beside them."""
    rate = find_rates(tidy, rates, currency)["rate"].where(tidy["measure"].eq("level"))
    out = tidy.assign(rate=rate, told_value=tidy["value"], told_unit=tidy["unit"])
    for name in ("value", "low", "high"):
        out[name] = tidy[name].where(rate.isna(), tidy[name] * rate)
    out["unit"] = tidy["unit"].where(rate.isna(), currency)
    return out


def _with_differences(tidy: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add what lies between two running totals of a year, or between one and the year."""
    told = tidy.assign(derived=False, formula=pd.Series(pd.NA, index=tidy.index, dtype="str"))
    thing = [k for k in keys if k not in ("value", "low", "high", "bound", "period_end")]
    adds_up = told["measure"].eq("level") & ~told.get("flow", told["measure"]).eq("balance")
    if "indicator" in told:
        adds_up &= told["indicator"].isin(FLOWS)
    yearly = adds_up & (told["to_date"] | told["period_kind"].eq("year")) & told["bound"].isin(["exact", "about"])
    totals = told[yearly & ~told.duplicated([*thing, "period_end"], keep=False)].sort_values(
        "period_end", kind="stable"
    )
    before = totals.groupby(thing, dropna=False)[["value", "period_end", "bound", "fact_ids", "doc_ids"]].shift()
    later, before = totals[before["value"].notna()], before[before["value"].notna()]
    rest = later.assign(
        period_start=before["period_end"] + pd.Timedelta(days=1),
        value=later["value"] - before["value"],
        bound=later["bound"].where(before["bound"].eq("exact"), "about"),
        to_date=False,
        derived=True,
        formula="longer period - shorter period",
        **{name: _both(later[name], before[name]) for name in ("fact_ids", "doc_ids")},
    )
    days = zip(to_dates(rest["period_start"]), to_dates(rest["period_end"]), strict=True)
    rest["period_kind"] = [period_kind(a, b) for a, b in days]
    rest["documents"] = [names.count("; ") + 1 for names in rest["doc_ids"]]
    every = pd.concat([told, rest.astype({"period_start": told["period_start"].dtype})], ignore_index=True)
    return every.sort_values(["period_start", "period_end"], na_position="last", kind="stable", ignore_index=True)


def _both(later: pd.Series[str], before: pd.Series[str]) -> list[str]:
    return [_joined([*a.split("; "), *b.split("; ")]) for a, b in zip(later, before, strict=True)]


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
