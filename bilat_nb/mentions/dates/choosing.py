"""The year that is not told: "14 May", "the first quarter", "nine months"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.inside import MONTHS_IN, inside
from bilat_nb.mentions.dates.known import Context
from bilat_nb.mentions.dates.points import Point

_AHEAD = {"day": 150, "days": 150, "month": 45, "season": 30}
"""How many days ahead a date without a year may lie when nothing says that it is to come."""


def choose(p: Point, context: Context) -> Stretch | None:
    """Return the reading of a part without a year that fits best."""
    about = context.about
    if context.frame is not None and not (p.unit == "day" and p.month is None):
        return in_year(p, context.frame)
    if about is None or p.how == "iso_week":
        return in_year(p, about.year) if about else None
    if p.unit == "day" and p.month is None:
        return _month_of(p, context)
    found = _fiscal(p, context, about) or years_around(p, about)
    if p.weekday is not None and p.day is not None:
        found = [s for s in found if s[0].weekday() == p.weekday] or found
    if not found:
        return None
    if context.day is None and not context.future:  # only the year is known: what is told has happened
        past = [s for s in found if s[0] <= about]
        return past[-1] if past else None
    if context.future:
        to_come = [s for s in found if calendar.distance(s, about) >= -60]
        return to_come[0] if to_come else found[-1]
    return _told(p, found, about)


def _fiscal(p: Point, context: Context, about: date) -> list[Stretch]:
    """The parts of fiscal years, where the text tells elsewhere that it counts in them: "exports up in first half"."""
    if p.base is not None or not context.fiscal_parts or months_of(p) not in context.fiscal_parts:
        return []
    years = [context.fiscal.around(about, context.at, steps) for steps in (-1, 0)]
    found = [s for year in years if year and (s := inside(p, year))]
    return [s for s in found if calendar.distance(s, about) < 0] or found


def months_of(p: Point) -> tuple[int, int] | None:
    """Return the first and last month of a part of a year, counted from where the year begins."""
    width = MONTHS_IN.get(p.unit, 0) * (p.count or 1)
    if not width or width > 11 or p.month or p.how not in ("first", "calendar") or (p.index or 1) < 1:
        return None
    first = 1 if p.how == "first" else ((p.index or 1) - 1) * width + 1
    return first, first + width - 1


def _month_of(p: Point, context: Context) -> Stretch | None:
    """The day nearest to publication that has this number, and this weekday if one is told."""
    about = context.day
    if context.month is not None and p.day is not None and not context.future:
        under = calendar.day(*context.month, p.day)
        return (under, under) if under else None
    if about is None or p.day is None:
        return None
    first = about.year * 12 + about.month - 1
    found: list[date] = []
    for by in range(-6, 7):
        year, month = divmod(first + by, 12)
        there = calendar.day(year, month + 1, p.day)
        if there is not None and p.weekday in (None, there.weekday()):
            found.append(there)
    if context.future:
        found = [day for day in found if day >= about] or found
    elif p.weekday is None:
        found = [day for day in found if day <= about] or found
    nearest = min(found, key=lambda day: abs((day - about).days), default=None)
    return (nearest, nearest) if nearest else None


def _told(p: Point, found: Sequence[Stretch], about: date) -> Stretch:
    """The latest reading that can have been told: a day may lie some months ahead, nine months must be over."""
    ahead = 0 if p.over else _AHEAD.get(p.unit, 0)
    allowed = [s for s in found if calendar.distance(s, about) <= ahead]
    if p.how == "first" or p.over:
        allowed = [s for s in allowed if (s[1] - about).days <= 20] or allowed
    return allowed[-1] if allowed else found[0]


def years_around(p: Point, about: date) -> list[Stretch]:
    """Return the part of a year in the year of a day, the one before and the one after."""
    return [s for y in (about.year - 1, about.year, about.year + 1) if (s := in_year(p, y))]


def _nth_weekday(p: Point, year: int) -> date | None:
    """The fourth Thursday of November, the last Monday of May."""
    if p.month is None or p.weekday is None or not p.steps:
        return None
    if p.steps < 0:
        last = calendar.month_end(year, p.month)
        return calendar.move(last, -((last.weekday() - p.weekday) % 7))
    first = calendar.day(year, p.month, 1)
    return calendar.move(first, (p.weekday - first.weekday()) % 7 + 7 * (p.steps - 1)) if first else None


def in_year(p: Point, year: int) -> Stretch | None:
    """Return the part of a year in a given year."""
    if p.how == "calendar" and p.month:
        if p.unit == "month":
            return calendar.months(year, p.month, p.month)
        if p.unit == "day":
            found = calendar.day(year, p.month, p.day) if p.day else _nth_weekday(p, year)
            return (found, found) if found else None
    whole = calendar.months(year, 1, 12)
    return inside(p, whole) if whole else None
