"""Stacks of days: which contacts and counts fall into which period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilat_nb.views.diplomacy import Contact, Count, level_words, levels_of, time_span
from bilat_nb.views.rows import plural

MONTHS = {"year": 12, "quarter": 3, "month": 1}
_COLUMNS_MOST = 60


@dataclass(frozen=True, slots=True)
class Stack:
    """One period of one panel."""

    held: tuple[tuple[Contact, ...], ...]  # one entry a day, with all rows that tell it
    planned: tuple[tuple[Contact, ...], ...]
    known: int  # days that only the reference has
    counts: tuple[Count, ...]  # stated for the whole period
    parts: tuple[Count, ...]  # stated for a part of it

    @property
    def framed(self) -> tuple[Count, ...]:
        """Counts that get a frame: those of the whole period, else the largest of a part."""
        return self.counts or tuple(sorted(self.parts, key=lambda one: -one.count)[:1])

    @property
    def height(self) -> float:
        """Squares that the stack needs."""
        stated = [count.count for count in (*self.counts, *self.parts)]
        return max([len(self.held) + len(self.planned) + self.known, *stated])


@dataclass(frozen=True, slots=True)
class Chart:
    """One panel: a level, in person or by telephone."""

    heading: str
    stacks: tuple[Stack, ...]

    @property
    def height(self) -> float:
        """Squares of the highest stack; a low panel still shows that it is one."""
        return max(max(stack.height for stack in self.stacks), 2)


def to_periods(
    rows: Sequence[Contact | Count], by: str, years: tuple[int | None, int | None]
) -> list[tuple[date, date]]:
    """All periods from the first to the last row, without gaps; the last ones when they are too many."""
    if not rows:
        return []
    step = MONTHS[by]
    first_year, last_year = time_span(rows, years) or (0, -1)
    dates = [when for row in rows for when in (row.start, row.end) if when is not None]
    first, last = (first_year * 12, last_year * 12 + 11)
    if by != "year":
        first = max(first, min(when.year * 12 + when.month - 1 for when in dates) // step * step)
        last = min(last, max(when.year * 12 + when.month - 1 for when in dates))
    starts = list(range(first, last + 1, step))[-_COLUMNS_MOST:]
    return [(_month_start(n), _month_end(n + step - 1)) for n in starts]


def _month_end(months: int) -> date:
    year, month = months // 12, months % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def to_charts(
    rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact], periods: Sequence[tuple[date, date]],
    most: int,
) -> tuple[list[Chart], list[str]]:  # fmt: skip
    """A panel for each level and for calls apart, so many at most; the others are told in words."""
    charts: list[Chart] = []
    left: list[str] = []
    for level in levels_of([*rows, *counts]):
        for group, name in (("other", "in person"), ("call", "calls")):
            own = [row for row in rows if row.level == level and row.group == group]
            stated = [one for one in counts if one.level == level and one.group == group]
            if not own and not stated:
                continue
            beside = [one for one in known if one.level == level and one.group == group]
            heading = f"{level_words(level)}, {name}"
            if len(charts) == most:
                left.append(f"{heading.lower()} ({plural(len(own), 'contact')})")
                continue
            charts.append(Chart(heading, tuple(_stack(own, stated, beside, *period) for period in periods)))
    return charts, left


def _stack(rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact], start: date, end: date) -> Stack:
    """What falls into one period."""
    inside = [row for row in rows if row.start and start <= row.start <= end]
    days: dict[tuple[str, date | None, bool], list[Contact]] = {}
    for row in sorted(inside, key=lambda row: (row.start, row.kind, row.fact_id)):
        days.setdefault((row.kind, row.start, row.planned), []).append(row)
    told = {row.start for row in inside}
    only = {one.start for one in known if one.start and start <= one.start <= end} - told
    stated = [one for one in counts if one.start and one.end and start <= one.start and one.end <= end]
    return Stack(
        tuple(tuple(rows) for key, rows in days.items() if not key[2]),
        tuple(tuple(rows) for key, rows in days.items() if key[2]),
        len(only),
        tuple(one for one in stated if (one.start, one.end) == (start, end)),
        tuple(one for one in stated if (one.start, one.end) != (start, end)),
    )
