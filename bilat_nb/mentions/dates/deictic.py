"""What is said from here and now: on Tuesday, last August, last year, the past three months, in two weeks, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.choosing import choose, in_year, years_around
from bilat_nb.mentions.dates.inside import DAYS_IN, MONTHS_IN, inside
from bilat_nb.mentions.dates.known import Context
from bilat_nb.mentions.dates.points import Point


def weekday(p: Point, context: Context) -> Stretch | None:
    """On Tuesday: the last one, today included; ahead where the clause speaks of what will be."""
    if context.day is None or p.index is None:
        return None
    back = (context.day.weekday() - p.index) % 7
    found = calendar.move(context.day, (7 - back) % 7 if context.future else -back)
    return (found, found) if found else None


def nearby(p: Point, context: Context) -> Stretch | None:
    """Last August, next Monday, over the weekend."""
    if p.unit in ("weekday", "weekend"):
        return _nearby_day(p, context)
    if context.about is None:
        return None
    part = Point(p.unit, month=p.month, index=p.index)
    found = years_around(part, context.about)
    if p.steps < 0:
        found = [s for s in found if s[1] < context.about]
        return found[-1] if found else None
    if p.steps > 0:
        found = [s for s in found if s[0] > context.about]
        return found[0] if found else None
    return in_year(part, context.about.year)


def _nearby_day(p: Point, context: Context) -> Stretch | None:
    """The weekday of this, the last or the next week; the weekend before or after the day of publication."""
    if context.day is None:
        return None
    if p.unit == "weekend":
        steps = 0 if context.future or context.day.weekday() >= 5 else -1
        return around("weekend", context.day, steps)
    week = around("week", context.day, p.steps)
    found = inside(Point("weekday", index=p.index), week) if week else None
    if found and p.steps < 0 and (context.day - found[0]).days > 7:
        nearer = calendar.move(found[0], 7)  # "last Friday", said on a Saturday, was yesterday
        return (nearer, nearer) if nearer else None
    return found


def deictic(p: Point, context: Context) -> Stretch | None:
    """Last year, this quarter, the past two years, today, within five years."""
    wide = p.unit in ("year", "decade", "fiscal", "fiscal_year")
    month = context.between is not None and p.unit in ("month", "quarter", "half") and not p.count
    about = context.about if wide or month else context.day
    if about is None:
        return None
    if p.unit in ("fiscal", "fiscal_year"):
        return context.fiscal.around(about, context.at, p.steps, context.stop)
    if p.unit == "decade" and p.steps:
        return _years(replace(p, count=10 * (p.count or 1)), about)
    if p.unit == "year":
        return _years(p, about)
    return last_units(p, about) if p.count else around(p.unit, about, p.steps)


def _years(p: Point, about: date) -> Stretch | None:
    count = p.count or 1
    first = about.year + (p.steps if p.steps > 0 or not p.count else -count)
    return calendar.months(first, 1, 12 * count)


def last_units(p: Point, about: date) -> Stretch | None:
    """Return the past three months, the next ten days: up to the day before, or from the day after."""
    count = (p.count or 1) * (p.steps or 1)
    near = calendar.move(about, 1 if count > 0 else -1)
    if near is None:
        return None
    if p.unit == "quarter":
        first = (about.month - 1) // 3 * 3 + 1
        return calendar.months(
            about.year, *((first + 3, first + 3 * count + 2) if count > 0 else (first + 3 * count, first - 1))
        )
    if p.unit in DAYS_IN:
        far = calendar.move(about, DAYS_IN[p.unit] * count)
    else:
        far = calendar.move_months(about, MONTHS_IN.get(p.unit, 0) * count)
    return (min(near, far), max(near, far)) if far and far != about else None


def around(unit: str, about: date, steps: int) -> Stretch | None:
    """Return the day, week, month, quarter, half or year around a day, some units away."""
    if unit in DAYS_IN:
        there = calendar.move(about, DAYS_IN[unit] * steps)
        if there is None or unit == "day":
            return (there, there) if there else None
        if unit == "fortnight":
            return last_units(Point("week", steps=2 * steps), about)
        week = calendar.week(there)
        return _weekend(week) if unit == "weekend" else week
    width = MONTHS_IN.get(unit)
    if not width or width > 12:
        return None
    first = (about.month - 1) // width * width + 1 + steps * width
    return calendar.months(about.year, first, first + width - 1)


def _weekend(week: Stretch | None) -> Stretch | None:
    saturday = calendar.move(week[0], 5) if week else None
    return (saturday, week[1]) if week and saturday else None


def ahead(p: Point, context: Context) -> Stretch | None:
    """In two weeks, in five years, where the clause speaks of what will be; in eight months: the months of a report."""
    if context.future and p.unit in DAYS_IN:
        there = calendar.move(context.day, DAYS_IN[p.unit] * (p.count or 1)) if context.day else None
        return (there, there) if there else None
    if context.future:
        return deictic(Point(p.unit, "deictic", steps=p.count or 1), context)
    if p.unit == "month" and 2 <= (p.count or 0) <= 11:
        return choose(Point(p.unit, "first", count=p.count), context)
    return None


def present(_: Point, context: Context) -> Stretch | None:
    """Now: the day of publication."""
    return (context.day, context.day) if context.day else None


def year_to_date(_: Point, context: Context) -> Stretch | None:
    """Since the start of the year."""
    if context.about is None:
        return None
    return date(context.about.year, 1, 1), context.day or date(context.about.year, 12, 31)
