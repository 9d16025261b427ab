"""Parts of a larger stretch: the second quarter of a year, the last week of a month, early September."""

from __future__ import annotations

from datetime import date, timedelta

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.points import Point

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal": 12, "fiscal_year": 12, "decade": 120}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def inside(p: Point, outer: Stretch) -> Stretch | None:
    """Return the part `p` of a year, a fiscal year, a quarter, a month or a week."""
    if p.how == "iso_week":
        return calendar.week(date(outer[0].year, 1, 4) + timedelta(7 * ((p.index or 1) - 1)))
    if p.how in ("first", "ordinal"):
        return _counted(p, outer)
    if p.unit == "weekday" and p.index is not None:
        found = calendar.move(outer[0], p.index)
        return (found, found) if found else None
    if p.unit == "month" and p.month:
        return _month(p.month, outer)
    if p.unit in ("day", "days") and p.day:
        month = _month(p.month, outer) if p.month else outer
        first = calendar.day(month[0].year, month[0].month, p.day) if month else None
        last = calendar.day(first.year, first.month, p.day + max(p.count or 1, 1) - 1) if first else None
        return (first, last) if first and last else None
    if p.unit == "season" and p.index:
        return calendar.months(outer[0].year, p.index, p.index + 2)
    return _counted(p, outer)


def _month(month: int, outer: Stretch) -> Stretch | None:
    year = outer[0].year if month >= outer[0].month else outer[0].year + 1
    return calendar.months(year, month, month)


def _counted(p: Point, outer: Stretch) -> Stretch | None:
    """The second quarter, the first nine months, the last week: counted from an end of the outer stretch."""
    count = p.count or 1
    index = 1 if p.how == "first" else p.index or 1
    if p.unit in DAYS_IN:
        width = DAYS_IN[p.unit] * count
        start = calendar.move(outer[1], 1 - width) if index < 0 else calendar.move(outer[0], (index - 1) * width)
        end = calendar.move(start, width - 1) if start else None
        return (start, min(end, outer[1])) if start and end and start <= outer[1] else None
    width = MONTHS_IN.get(p.unit, 0) * count
    if not width:
        return None
    first = begin(outer[1], width) if index < 0 else calendar.move_months(outer[0], (index - 1) * width)
    after = calendar.move_months(first, width) if first else None
    end = calendar.move(after, -1) if after else None
    return (first, end) if first and end else None


def begin(end: date, n: int) -> date | None:
    """Return the first day of the `n` months that finish with `end`."""
    before = calendar.move_months(end, -n)
    return calendar.move(before, 1) if before else None


def edged(stretch: Stretch, edge: str) -> Stretch:
    """Return the early, middle or late part: ten days of a month, a quarter or so of a year, a month of a quarter."""
    start, end = stretch
    n = calendar.n_months(stretch)
    early, late = edge in ("early", "start"), edge in ("late", "end")
    if n == 1:
        first, last = {"mid": (11, 20), "half1": (1, 15), "half2": (16, end.day)}.get(
            edge, (1, 10) if early else (21, end.day)
        )
        return start.replace(day=first), start.replace(day=last)
    if n == 12:
        first, last = (1, 3) if early else (10, 12) if late else (5, 8)
    elif n in (3, 6):
        third = n // 3
        first, last = (1, third) if early else (n - third + 1, n) if late else (third + 1, n - third)
    elif (end - start).days == 6:
        first, last = (0, 2) if early else (3, 6) if late else (2, 4)
        return start + timedelta(first), start + timedelta(last)
    else:
        return stretch
    return calendar.months(start.year, start.month + first - 1, start.month + last - 1) or stretch
