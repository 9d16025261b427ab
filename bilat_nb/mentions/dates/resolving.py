"""From what an expression says to the days it means: one resolver for each way of saying it.

They know the day of publication, the year of the stretch of text and the periods told before. What cannot be known
stays None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.inside import DAYS_IN, MONTHS_IN, begin, edged, inside
from bilat_nb.mentions.dates.points import Point

REPORTING = frozenset({"months", "quarter", "half", "month", "year", "fiscal_year", "years"})
_AHEAD = {"day": 150, "days": 150, "month": 45, "season": 30}
"""How many days ahead a date without a year may lie when nothing says that it is to come."""


_MEMORY = 40
"""How many periods back a reference may reach."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A period that was resolved earlier in the text.

    main: 2 when figures may be told for it, 1 when it rather is what they are compared with ("August last year"), 0
    for deadlines and the like.
    """

    span: tuple[int, int]
    stretch: Stretch
    granularity: str
    main: int


@dataclass(slots=True)
class Context:
    """What is known at one place of the text.

    ``day`` is the day of publication where it is known exactly, ``about`` the same day or one of the days ``between``
    which the text was written.
    """

    day: date | None
    about: date | None
    fiscal: Fiscal
    seen: list[Seen] = field(default_factory=list)
    at: int = 0
    frame: int | None = None
    future: bool = False
    day_first: bool | None = None
    between: Stretch | None = None
    refers_to: tuple[int, int] | None = None

    def last(self, allowed: Callable[[Seen], bool]) -> Seen | None:
        """Return the last allowed period before this place, one with figures of its own if there is; remember it."""
        found = None
        for seen in self.seen[: -_MEMORY - 1 : -1]:
            if allowed(seen):
                found = found or seen
                if seen.main == 2:
                    found = seen
                    break
        if found is not None:
            self.refers_to = found.span
        return found


# --- the year that is not told ----------------------------------------------------------------------------------------


def choose(p: Point, context: Context) -> Stretch | None:
    """Return the reading of a part without a year that fits best."""
    about = context.about
    if context.frame is not None:
        return _in_year(p, context.frame)
    if about is None or p.how == "iso_week":
        return _in_year(p, about.year) if about else None
    found = _around(p, about)
    if p.weekday is not None:
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


def _told(p: Point, found: Sequence[Stretch], about: date) -> Stretch:
    """The latest reading that can have been told: a day may lie some months ahead, nine months must be over."""
    ahead = 0 if p.over else _AHEAD.get(p.unit, 0)
    allowed = [s for s in found if calendar.distance(s, about) <= ahead]
    if p.how == "first" or p.over:
        allowed = [s for s in allowed if (s[1] - about).days <= 20] or allowed
    return allowed[-1] if allowed else found[0]


def _around(p: Point, about: date) -> list[Stretch]:
    return [s for y in (about.year - 1, about.year, about.year + 1) if (s := _in_year(p, y))]


def _in_year(p: Point, year: int) -> Stretch | None:
    if p.how == "calendar" and p.month:
        if p.unit == "month":
            return calendar.months(year, p.month, p.month)
        if p.unit == "day" and p.day:
            found = calendar.day(year, p.month, p.day)
            return (found, found) if found else None
    whole = calendar.months(year, 1, 12)
    return inside(p, whole) if whole else None


# --- on the calendar --------------------------------------------------------------------------------------------------


def on_calendar(p: Point, context: Context) -> Stretch | None:
    """May 2018, the first quarter, 14 May, 2017, FY 2021/22."""
    if p.base is not None:
        return _in_base(p, p.base, context)
    if p.unit == "weekday":
        return weekday(p, context)
    if p.year is None:
        return choose(p, context)
    if p.unit == "fiscal_year":
        return context.fiscal.named(p, context.at)
    if p.unit in ("year", "years"):
        return calendar.months(p.year, 1, 12 * (p.count or 1))
    if p.unit == "decade":
        return calendar.months(p.year, 1, 120)
    return _in_year(p, p.year) if not p.doubtful else _two_ways(p, p.year, context)


def _in_base(p: Point, base: Point, context: Context) -> Stretch | None:
    """June of last year; the third quarter a year earlier."""
    outer = resolve(base, context)
    if outer and base.how == "ago" and base.unit == "year":
        outer = calendar.months(outer[0].year, 1, 12)
    return inside(p, outer) if outer else None


def _two_ways(p: Point, year: int, context: Context) -> Stretch | None:
    """12/10/2018, read as the other dates of the document show."""
    if context.day_first is None:
        return None
    return _in_year(p if context.day_first else Point("day", month=p.day, day=p.month), year)


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
    found = _around(Point(p.unit, month=p.month), context.about)
    if p.steps < 0:
        found = [s for s in found if s[1] < context.about]
        return found[-1] if found else None
    if p.steps > 0:
        found = [s for s in found if s[0] > context.about]
        return found[0] if found else None
    return _in_year(Point(p.unit, month=p.month), context.about.year)


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


# --- from here and now ------------------------------------------------------------------------------------------------


def deictic(p: Point, context: Context) -> Stretch | None:
    """Last year, this quarter, the past two years, today, within five years."""
    about = context.about if p.unit in ("year", "decade", "fiscal", "fiscal_year") else context.day
    if about is None:
        return None
    if p.unit in ("fiscal", "fiscal_year"):
        return context.fiscal.around(about, context.at, p.steps)
    if p.unit == "decade" and p.steps < 0:
        return calendar.months(about.year - 10, 1, 120)
    if p.unit == "decade" and p.steps > 0:
        return calendar.months(about.year + 1, 1, 120)
    if p.unit == "year":
        return _years(p, about)
    return _last_units(p, about) if p.count else around(p.unit, about, p.steps)


def _years(p: Point, about: date) -> Stretch | None:
    count = p.count or 1
    first = about.year + (p.steps if p.steps > 0 or not p.count else -count)
    return calendar.months(first, 1, 12 * count)


def _last_units(p: Point, about: date) -> Stretch | None:
    """The past three months, the next ten days: up to the day before, or from the day after."""
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
            return _last_units(Point("week", steps=2 * steps), about)
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


# --- from the period under discussion ---------------------------------------------------------------------------------


def that(p: Point, context: Context) -> Stretch | None:
    """The period told last: this period, those six months, in the month, the year."""
    found = context.last(lambda s: s.main and _fits(p, s))
    if found is not None:
        return found.stretch
    if p.count or p.unit in ("day", "period"):
        return None
    if p.how == "that" and p.unit in ("year", "month", "quarter", "half", "week"):
        told = context.last(lambda s: s.main)  # "he left in June 1998 and came back later that year"
        return around(p.unit, told.stretch[0], 0) if told else None
    return deictic(Point(p.unit), context)


def _fits(p: Point, seen: Seen) -> bool:
    """Whether a period told before can be what "these six months" or "the quarter" means."""
    if p.unit == "period":
        return seen.granularity in REPORTING
    if p.unit in ("fiscal", "fiscal_year"):
        return seen.granularity == "fiscal_year"
    days = (seen.stretch[1] - seen.stretch[0]).days + 1
    if p.unit in DAYS_IN:
        return days == DAYS_IN[p.unit] * (p.count or 1)
    n = calendar.n_months(seen.stretch)
    if p.unit == "month" and p.how == "same" and p.count is None:
        return n == 1 or seen.granularity == "months"
    wanted = MONTHS_IN.get(p.unit, 0) * (p.count or 1)
    return bool(wanted) and n == wanted


def same(p: Point, context: Context) -> Stretch | None:
    """The same period of 2016, the same month last year, over the same months."""
    found = context.last(lambda s: s.main and _fits(p, s))
    if p.base is None:
        return found.stretch if found else None
    if p.base.how == "ago":
        return calendar.shifted(found.stretch, MONTHS_IN.get(p.base.unit, 0) * p.base.steps) if found else None
    span = context.refers_to
    base = resolve(p.base, context)
    context.refers_to = span
    if base is None:
        return None
    if calendar.n_months(base) != 12:
        return base
    if found is None:
        return None
    years = base[0].year - found.stretch[0].year
    if years == 0 or p.base.unit.startswith("fiscal"):
        years = -1
    return calendar.shifted(found.stretch, 12 * years)


def relative(p: Point, context: Context) -> Stretch | None:
    """The previous year, the following month, the previous one, the previous Friday."""
    if p.unit == "one":
        found = context.last(lambda s: s.main and s.granularity in REPORTING)
        return _next_to(found, p.steps) if found else None
    if p.unit in ("fiscal", "fiscal_year"):
        found = context.last(lambda s: s.main and s.granularity == "fiscal_year")
        return _next_to(found, p.steps) if found else deictic(p, context)
    if p.unit == "weekday":
        return _relative_weekday(p, context)
    found = context.last(lambda s: s.main or p.unit in DAYS_IN)
    if found is None:
        return deictic(p, context) if p.steps < 0 or p.count else None
    edge = found.stretch[0] if p.steps < 0 else found.stretch[1]
    return _last_units(p, edge) if p.count else around(p.unit, edge, p.steps)


def _relative_weekday(p: Point, context: Context) -> Stretch | None:
    seen = context.last(lambda s: s.stretch[0] == s.stretch[1])
    start = seen.stretch[0] if seen else context.day
    if start is None or p.index is None:
        return None
    by = -((start.weekday() - p.index) % 7 or 7) if p.steps < 0 else ((p.index - start.weekday()) % 7 or 7)
    found = calendar.move(start, by)
    return (found, found) if found else None


def _next_to(found: Seen, steps: int) -> Stretch | None:
    n = 12 if found.granularity == "fiscal_year" else calendar.n_months(found.stretch)
    return calendar.shifted(found.stretch, n * steps) if n else None


def ago(p: Point, context: Context) -> Stretch | None:
    """A year earlier, a month before, the next day: the period under discussion, moved."""
    if p.unit in DAYS_IN:
        seen = context.last(lambda s: s.stretch[0] == s.stretch[1])
        start = seen.stretch[0] if seen else context.day
        return around(p.unit, start, p.steps) if start else None
    found = context.last(lambda s: s.main and s.granularity in REPORTING)
    if found is None:
        return deictic(p, context) if p.steps < 0 else None
    return calendar.shifted(found.stretch, MONTHS_IN.get(p.unit, 0) * p.steps)


def rolling(p: Point, context: Context) -> Stretch | None:
    """The twelve months to June."""
    end = resolve(p.base, context) if p.base else None
    start = begin(end[1], p.count or 12) if end else None
    return (start, end[1]) if start and end else None


def week_around(p: Point, context: Context) -> Stretch | None:
    """The week of 10 April."""
    found = resolve(p.base, context) if p.base else None
    return calendar.week(found[0]) if found else None


def offset(p: Point, context: Context) -> Stretch | None:
    """Three days after 12 January, two weeks from today."""
    found = resolve(p.base, context) if p.base else None
    if found is None:
        return None
    if p.unit in DAYS_IN:
        there = calendar.move(found[0], DAYS_IN[p.unit] * p.steps)
    else:
        there = calendar.move_months(found[0], MONTHS_IN[p.unit] * p.steps)
    return (there, there) if there else None


def from_day(p: Point, context: Context) -> Stretch | None:
    """The week starting on 4 February."""
    found = resolve(p.base, context) if p.base else None
    last = calendar.move(found[0], (p.count or 1) - 1) if found else None
    return (found[0], last) if found and last else None


def nothing(_: Point, __: Context) -> Stretch | None:
    """For five years: a length of time, no place in it."""
    return None


RESOLVERS: dict[str, Callable[[Point, Context], Stretch | None]] = {
    "calendar": on_calendar,
    "first": on_calendar,
    "ordinal": on_calendar,
    "nearby": nearby,
    "deictic": deictic,
    "ahead": ahead,
    "that": that,
    "the": that,
    "same": same,
    "relative": relative,
    "ago": ago,
    "compare": ago,
    "present": present,
    "ytd": year_to_date,
    "rolling": rolling,
    "around": week_around,
    "iso_week": on_calendar,
    "offset": offset,
    "stretch": from_day,
    "duration": nothing,
}
"""The resolver for each way of saying (`Point.how`)."""


def resolve(p: Point, context: Context) -> Stretch | None:
    """Return the first and last day of a point in its context, or None where they cannot be known."""
    found = RESOLVERS[p.how](p, context)
    if found and p.edge and not (p.edge == "end" and calendar.n_months(found) == 12):
        return edged(found, p.edge)
    return found
