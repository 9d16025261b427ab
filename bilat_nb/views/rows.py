"""Rows of a table as plain values, and why some of them are not in the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from bilat_nb.series import period_kind, to_dates, to_records
from bilat_nb.views.wording import words
from bilat_nb.words import missing, row_words


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table trade or energy."""

    fact_id: str
    doc_id: str
    start: date | None
    end: date | None
    kind: str  # of its period, see `bilat_nb.series.PERIOD_KINDS`
    measure: str
    value: float
    low: float | None
    high: float | None
    unit: str
    bound: str
    planned: bool
    sides: tuple[str | None, str | None]
    title: str
    base: date | None = None  # first day of the period that a change is compared with

    @property
    def dated(self) -> bool:
        """Whether it has a place on the axis of time."""
        return self.start is not None and self.end is not None

    @property
    def loose(self) -> bool:
        """Whether it is drawn hollow: not exact, or planned."""
        return self.planned or self.bound in ("about", "at_least", "at_most")


def to_rows(table: str, frame: pd.DataFrame) -> list[Row]:
    """Turn a DataFrame into rows of plain values."""
    ends = ("reporter", "partner") if table == "trade" else ("supplier", "recipient")
    spans = [to_dates(frame[name]) for name in ("period_start", "period_end")]
    spans.append(to_dates(frame["base_start"]) if "base_start" in frame else [None] * len(frame))
    return [_row(table, record, span, ends) for record, *span in zip(to_records(frame), *spans, strict=True)]


def _row(table: str, record: Mapping[Any, Any], span: Sequence[date | None], ends: tuple[str, str]) -> Row:
    """One row; `span` is the first and the last day of its period and the first of that it is compared with."""
    start, end, base = span
    told = {**record, "period_start": start, "period_end": end}
    return Row(
        fact_id=str(record["fact_id"]),
        doc_id=str(record["doc_id"]),
        start=start,
        end=end,
        kind=period_kind(start, end),
        measure=str(record["measure"]),
        value=float(record["value"]),
        low=_or_none(record.get("low")),
        high=_or_none(record.get("high")),
        unit=str(record["unit"]),
        bound=str(record["bound"]),
        planned=record["status"] == "planned",
        sides=(_text(record.get(ends[0])), _text(record.get(ends[1]))),
        title=row_words(table, told),
        base=base,
    )


def _or_none(value: Any) -> float | None:
    return None if missing(value) else float(value)


def _text(value: Any) -> str | None:
    return None if missing(value) else str(value)


def common(values: Iterable[Any]) -> Any:
    """The most frequent value, the first of those that are equally frequent; None when there is none."""
    counted = Counter(value for value in values if not missing(value))
    return counted.most_common(1)[0][0] if counted else None


def pair_of(frame: pd.DataFrame, ends: Sequence[str]) -> tuple[str, ...]:
    """The pair of countries that most rows are about, in alphabetical order of their codes."""
    named = frame[list(ends)].dropna()
    counted: Counter[tuple[str, ...]] = Counter()
    for pair, count in Counter(zip(*(named[end].tolist() for end in ends), strict=True)).items():
        counted[tuple(sorted(map(str, pair)))] += count
    return counted.most_common(1)[0][0] if counted else ()


def within(rows: Sequence[Row], years: tuple[int | None, int | None]) -> list[Row]:
    """Rows whose period touches some years; undated rows stay."""
    first, last = years
    return [
        row for row in rows
        if (last is None or row.start is None or row.start.year <= last)
        and (first is None or row.end is None or row.end.year >= first)
    ]  # fmt: skip


def plural(count: int, noun: str) -> str:
    """A number with its noun: "1 figure", "3 figures"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def units_left_out(rows: Sequence[Row], unit: str) -> str:
    """In words: figures in other units, which this picture does not draw."""
    others = Counter(row.unit for row in rows if row.unit != unit)
    return ", ".join(f"{plural(count, 'figure')} in {words('unit', other)}" for other, count in others.most_common(4))


def sources_words(rows: Sequence[Row], noun: str, tellers: Mapping[str, str]) -> str:
    """The first half of a sources line: "13 turnover figures in 4 documents (BelTA, 2018; …)"."""
    docs = list(dict.fromkeys(row.doc_id for row in rows))
    names = list(dict.fromkeys(tellers.get(doc, doc) for doc in docs))
    shown = "; ".join(names[:5]) + (f"; and {len(names) - 5} more" if len(names) > 5 else "")
    return f"{plural(len(rows), noun)} in {plural(len(docs), 'document')} ({shown})" if docs else f"no {noun}s"
