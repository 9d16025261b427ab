"""The readers alone: quantities, periods, actors and sentences of any text, as DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from bilat_nb.documents import Document
from bilat_nb.model import Reading
from bilat_nb.reading import read


def _reading(text: str, published: str | date | None = None) -> Reading:
    if not isinstance(text, str):
        raise TypeError(f"text is {type(text).__name__}, not str")
    day = date.fromisoformat(str(published)[:10]) if published else None
    return read(Document("text", text, published=day))


def _frame(rows: Iterable[Mapping[str, Any]], columns: list[str], text: str) -> pd.DataFrame:
    """A DataFrame with quote and span first, dates as datetimes, missing as NA."""
    listed = [{"quote": text[r["span_start"] : r["span_stop"]], **r} for r in rows]
    frame = pd.DataFrame(listed, columns=["quote", "span_start", "span_stop", *columns])
    for column in columns:
        if column in ("period_start", "period_end"):
            frame[column] = pd.to_datetime(frame[column], errors="coerce")
        elif column in ("value", "low", "high"):
            frame[column] = frame[column].astype("float64")
    return frame


def quantities(text: str) -> pd.DataFrame:
    """Return the quantities of a text.

    Parameters
    ----------
    text : str
        Any English text.

    Returns
    -------
    DataFrame
        One row per quantity in the order of the text: quote, span_start, span_stop, value, low, high (float, in the
        unit written out in full), unit, dimension, noun, bound, trend. Numbers that are no quantities are left out;
        amounts told only by their size ("tens of millions of dollars") are ranges.

    Examples
    --------
    >>> quantities("Exports grew by more than a third to $2-2.5 billion.")[["value", "unit", "bound"]].values.tolist()
    [[33.333333333333336, '%', 'at_least'], [2250000000.0, 'USD', 'range']]
    """
    columns = ["value", "low", "high", "unit", "dimension", "noun", "bound", "trend"]
    rows = (
        {"span_start": q.start, "span_stop": q.stop, **{name: getattr(q, name) for name in columns}}
        for sentence in _reading(text)
        for q in sentence.quantities
        if q.refused in (None, "vague")
    )
    return _frame(rows, columns, text)


def periods(text: str, published: str | date | None = None) -> pd.DataFrame:
    """Return the periods of a text, both ends included.

    Parameters
    ----------
    text : str
        Any English text.
    published : str or datetime.date, optional
        The day from which "last year" or "on Tuesday" count; by default the day that the text itself tells, if any.

    Returns
    -------
    DataFrame
        One row per expression: quote, span_start, span_stop, period_start, period_end (NaT where it cannot be known),
        granularity, bound, kind, refers_to (the words whose value it took). What has no place of its own in the
        calendar is left out: lengths of time ("for two years"), which are `quantities`, and "now" and "currently".

    Examples
    --------
    >>> rows = periods("Trade grew in January-October 2022.")
    >>> rows[["period_start", "period_end", "granularity"]].astype(str).values.tolist()
    [['2022-01-01', '2022-10-31', 'months']]
    """
    rows = [
        {
            "span_start": p.start,
            "span_stop": p.stop,
            "period_start": p.period_start,
            "period_end": p.period_end,
            "granularity": p.granularity,
            "bound": p.bound,
            "kind": p.kind,
            "refers_to": text[slice(*p.refers_to)] if p.refers_to else None,
        }
        for sentence in _reading(text, published)
        for p in sentence.periods
        if p.kind != "duration" and not (p.kind == "present" and text[p.start : p.stop].isalpha())
    ]
    return _frame(rows, ["period_start", "period_end", "granularity", "bound", "kind", "refers_to"], text)


def actors(text: str, published: str | date | None = None) -> pd.DataFrame:
    """Return countries, people, offices, bodies and references to them.

    Parameters
    ----------
    text : str
        Any English text.
    published : str or datetime.date, optional
        The day at which offices are looked up.

    Returns
    -------
    DataFrame
        One row per mention: quote, span_start, span_stop, kind, person (surname), name, office, level,
        countries (codes joined by "; ").

    Examples
    --------
    >>> rows = actors("Foreign Minister of Belarus Vladimir Makei was in Moscow.")
    >>> "Makei" in rows["person"].tolist()
    True
    """
    columns = ["kind", "person", "name", "office", "level", "countries"]
    rows = [
        {
            "span_start": a.start,
            "span_stop": a.stop,
            **{name: getattr(a, name) for name in columns[:-1]},
            "countries": "; ".join(a.countries) or None,
        }
        for sentence in _reading(text, published)
        for a in sentence.actors
    ]
    return _frame(rows, columns, text)


def sentences(text: str) -> pd.DataFrame:
    """Return the sentences of a text with the kind of block that they stand in.

    Returns
    -------
    DataFrame
        One row per sentence: quote, span_start, span_stop, block (headline, dateline, body, list, furniture).

    Examples
    --------
    >>> sentences("Mr. Makei met Mr. Lavrov. They spoke of gas.")["quote"].tolist()
    ['Mr. Makei met Mr. Lavrov.', 'They spoke of gas.']
    """
    rows = [{"span_start": s.start, "span_stop": s.stop, "block": s.block} for s in _reading(text)]
    return _frame(rows, ["block"], text)
