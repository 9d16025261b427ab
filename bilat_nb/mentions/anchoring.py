"""From what an expression says to the days it means: the day of publication, the year of the stretch of text, the period
under discussion. What cannot be known stays None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.mentions import calendar
from bilat_nb.mentions.calendar import Stretch
from bilat_nb.mentions.fiscal import Fiscal
from bilat_nb.mentions.points import Point
from bilat_nb.model import Row

REPORTING = frozenset({"months", "quarter", "half", "month", "year", "fiscal_year", "years"})
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal": 12, "fiscal_year": 12, "decade": 120}
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


@dataclass(frozen=True, slots=True)
class Seen:
    """A period that was resolved earlier in the text."""

    span: tuple[int, int]
    stretch: Stretch
    granularity: str
    main: bool
    """Whether figures may be told for it: no comparison, deadline or duration."""


@dataclass(slots=True)
class Context:
    """What is known at one place of the text.

    ``day`` is the day of publication where it is known exactly; ``about`` is the best idea of it, for years only.
    """

    day: date | None
    about: date | None
    fiscal: Fiscal
    seen: list[Seen] = field(default_factory=list)
    at: int = 0
    frame: int | None = None
    future: bool = False
    refers_to: tuple[int, int] | None = None

    def last(self, allowed: Callable[[Seen], bool] = lambda _: True) -> Seen | None:
        """Return the last period before this place that is allowed, and remember that it was referred to."""
        found = next((s for s in reversed(self.seen) if allowed(s)), None)
        if found is not None:
            self.refers_to = found.span
        return found


# --- parts of a larger stretch ---------------------------------------------------------------------------------------------


def inside(p: Point, outer: Stretch) -> Stretch | None:
    """Return the part `p` of a year, a fiscal year, a quarter or a month."""
    if p.how == "first" or p.how == "ordinal":
        return _counted_inside(p, outer)
    if p.unit == "month" and p.month:
        return _month_inside(p.month, outer)
    if p.unit in ("day", "days") and p.month and p.day:
        month = _month_inside(p.month, outer)
        first = calendar.day(month[0].year, p.month, p.day) if month else None
        last = calendar.day(first.year, p.month, p.day + (p.count or 1) - 1) if first else None
        return (first, last) if first and last else None
    if p.unit == "season" and p.index:
        return calendar.months(outer[0].year, p.index, p.index + 2)
    return _counted_inside(p, outer)


def _month_inside(month: int, outer: Stretch) -> Stretch | None:
    year = outer[0].year if month >= outer[0].month else outer[0].year + 1
    return calendar.months(year, month, month)


def _counted_inside(p: Point, outer: Stretch) -> Stretch | None:
    """The second quarter, the first nine months, the last week: counted from an end of the outer stretch."""
    count = p.count or 1
    index = 1 if p.how == "first" else p.index or 1
    if p.unit in UNIT_DAYS:
        width = UNIT_DAYS[p.unit] * count
        start = calendar.move(outer[1], 1 - width) if index < 0 else calendar.move(outer[0], (index - 1) * width)
        end = calendar.move(start, width - 1) if start else None
        return (start, min(end, outer[1])) if start and end and start <= outer[1] else None
    width = UNIT_MONTHS.get(p.unit, 0) * count
    if not width:
        return None
    first = calendar.move_months(outer[0], (index - 1) * width) if index > 0 else None
    if index < 0:
        first = _begin(outer[1], width)
    after = calendar.move_months(first, width) if first else None
    end = calendar.move(after, -1) if after else None
    return (first, end) if first and end else None


def _begin(end: date, n: int) -> date | None:
    """The first day of the `n` months that finish with `end`."""
    before = calendar.move_months(end, -n)
    return calendar.move(before, 1) if before else None


def edged(stretch: Stretch, edge: str) -> Stretch:
    """Return the early, middle or late part: ten days of a month, a quarter or so of a year, a month of a quarter."""
    start, end = stretch
    n = calendar.n_months(stretch)
    if n == 1:
        first, last = {
            "early": (1, 10),
            "start": (1, 10),
            "mid": (11, 20),
            "late": (21, end.day),
            "end": (21, end.day),
            "half1": (1, 15),
            "half2": (16, end.day),
        }[edge]
        return start.replace(day=first), start.replace(day=last)
    if n == 12:
        first, last = {"early": (1, 3), "start": (1, 3), "mid": (5, 8), "late": (10, 12)}.get(edge, (1, 12))
    elif n in (3, 6):
        first, last = {"early": (1, n // 3), "start": (1, n // 3), "mid": (n // 3 + 1, n - n // 3)}.get(
            edge, (n - n // 3 + 1, n)
        )
    else:
        return stretch
    return calendar.months(start.year, start.month + first - 1, start.month + last - 1) or stretch


# --- the year that is not told ---------------------------------------------------------------------------------------------------


def choose(p: Point, context: Context) -> Stretch | None:
    """Return the reading of a part without a year that fits best."""
    if context.frame is not None:
        return _in_year(p, context.frame)
    about = context.about
    if about is None:
        return None
    found = [s for y in (about.year - 1, about.year, about.year + 1) if (s := _in_year(p, y))]
    if p.weekday is not None:
        found = [s for s in found if s[0].weekday() == p.weekday] or found
    if not found:
        return None
    if context.day is None and not context.future:  # only the year is known: what is told has happened
        past = [s for s in found if s[0] <= about]
        return past[-1] if past else None
    if context.future:
        ahead = [s for s in found if calendar.distance(s, about) >= -60]
        return ahead[0] if ahead else found[-1]
    return _past(p, found, about)


def _past(p: Point, found: Sequence[Stretch], about: date) -> Stretch:
    """The latest reading that can have been told: a day may lie some months ahead, nine months must be over."""
    ahead = {"day": 150, "days": 150, "month": 75, "season": 30}.get(p.unit, 0)
    allowed = [s for s in found if calendar.distance(s, about) <= ahead]
    if p.how == "first":
        allowed = [s for s in allowed if (s[1] - about).days <= 20] or allowed
    return allowed[-1] if allowed else found[0]


def _in_year(p: Point, year: int) -> Stretch | None:
    whole = calendar.months(year, 1, 12)
    return inside(p, whole) if whole else None


# --- one resolver for each way of saying it --------------------------------------------------------------------------------------


def on_calendar(p: Point, context: Context) -> Stretch | None:
    """May 2018, the first quarter, 14 May, 2017, FY 2021/22."""
    if p.unit == "weekday":
        return weekday(p, context)
    if p.base is not None:
        outer = resolve(p.base, context)
        return inside(p, outer) if outer else None
    if p.year is None:
        return choose(p, context)
    if p.unit == "fiscal_year":
        return context.fiscal.named(p, context.at)
    if p.unit in ("year", "years"):
        return calendar.months(p.year, 1, 12 * (p.count or 1))
    if p.unit == "decade":
        return calendar.months(p.year, 1, 120)
    if p.unit == "day" and p.doubtful:
        return None
    return _in_year(p, p.year)


def weekday(p: Point, context: Context) -> Stretch | None:
    """On Tuesday: the last one, today included; ahead where the clause speaks of what will be."""
    if context.day is None or p.index is None:
        return None
    back = (context.day.weekday() - p.index) % 7
    if p.steps < 0:
        by = -(back or 7)
    elif p.steps > 0:
        by = (7 - back) if back else 7
    elif context.future:
        by = (7 - back) % 7
    else:
        by = -back
    found = calendar.move(context.day, by)
    return (found, found) if found else None


def nearby(p: Point, context: Context) -> Stretch | None:
    """Last August, next Monday."""
    if p.unit == "weekday":
        return weekday(p, context)
    if context.about is None:
        return None
    found = [s for y in range(context.about.year - 1, context.about.year + 2) if (s := _in_year(_plain(p), y))]
    if p.steps < 0:
        found = [s for s in found if s[1] < context.about]
        return found[-1] if found else None
    if p.steps > 0:
        found = [s for s in found if s[0] > context.about]
        return found[0] if found else None
    return _in_year(_plain(p), context.about.year)


def _plain(p: Point) -> Point:
    return Point(p.unit, month=p.month)


def deictic(p: Point, context: Context) -> Stretch | None:
    """Last year, this quarter, the past two years, today, within five years."""
    about = context.about if p.unit in ("year", "decade", "fiscal", "fiscal_year") else context.day
    if about is None:
        return None
    if p.unit in ("fiscal", "fiscal_year"):
        return context.fiscal.around(about, context.at, p.steps)
    if p.unit == "decade" and p.steps < 0:
        return calendar.months(about.year - 10, 1, 120)
    if p.unit == "year":
        return _years(p, about)
    if p.count:
        return _last_units(p, about)
    return around(p.unit, about, p.steps)


def _years(p: Point, about: date) -> Stretch | None:
    count = p.count or 1
    first = about.year + (p.steps if p.steps > 0 or not p.count else -count)
    return calendar.months(first, 1, 12 * count)


def _last_units(p: Point, about: date) -> Stretch | None:
    """The past three months, the next ten days: reaching up to the day or going on from it."""
    count = (p.count or 1) * (p.steps or 1)
    if p.unit in UNIT_DAYS:
        other = calendar.move(about, UNIT_DAYS[p.unit] * count)
    else:
        other = calendar.move_months(about, UNIT_MONTHS.get(p.unit, 0) * count)
    return (min(about, other), max(about, other)) if other and other != about else None


def around(unit: str, about: date, steps: int) -> Stretch | None:
    """Return the day, week, month, quarter, half or year around a day, some units away."""
    if unit in UNIT_DAYS:
        there = calendar.move(about, UNIT_DAYS[unit] * steps)
        if there is None or unit == "day":
            return (there, there) if there else None
        found = calendar.week(there)
        return (
            (found[0].replace() if unit != "weekend" else calendar.move(found[0], 5) or found[0], found[1])
            if found
            else None
        )
    width = UNIT_MONTHS.get(unit)
    if not width or width > 12:
        return None
    first = (about.month - 1) // width * width + 1
    return calendar.months(about.year, first + steps * width, first + steps * width + width - 1)


def that(p: Point, context: Context) -> Stretch | None:
    """This period, those six months, in the month, the year: the one told last."""
    found = context.last(lambda s: s.main and _fits(p, s))
    if found is not None:
        return found.stretch
    if p.count or p.unit in ("period", "day", "week"):
        return None
    if p.unit in ("fiscal", "fiscal_year", "year", "half", "quarter"):
        return deictic(Point(p.unit), context)
    return None


def _fits(p: Point, seen: Seen) -> bool:
    """Whether a period told before can be what "these six months" or "the quarter" means."""
    n = calendar.n_months(seen.stretch)
    if p.unit == "period":
        return seen.granularity in REPORTING
    if p.unit in ("fiscal", "fiscal_year"):
        return seen.granularity == "fiscal_year"
    if p.count and p.unit == "day":
        return (seen.stretch[1] - seen.stretch[0]).days + 1 == p.count
    if p.count and p.unit == "month":
        return n == p.count or (n in (3, 6, 9, 12) and n == p.count)
    if p.unit == "month" and p.how == "same" and p.count is None:
        return n == 1 or seen.granularity == "months"
    wanted = UNIT_MONTHS.get(p.unit, 0) * (p.count or 1)
    return bool(wanted) and n == wanted


def same(p: Point, context: Context) -> Stretch | None:
    """The same period of 2016, the same month last year, over the same months."""
    found = context.last(lambda s: s.main and _fits(p, s))
    if p.base is None:
        return found.stretch if found else None
    mark, span = context.refers_to, found.span if found else None
    base = resolve(p.base, context)
    context.refers_to = span or mark
    if base is None or found is None:
        return base if base is not None and calendar.n_months(base) not in (0, 12) else None
    if calendar.n_months(base) != 12:
        return base
    years = base[0].year - found.stretch[0].year
    if p.base.how == "ago" or years == 0 or (p.base.unit.startswith("fiscal")):
        years = -1
    return calendar.shifted(found.stretch, 12 * years)


def relative(p: Point, context: Context) -> Stretch | None:
    """The previous year, the following month, the previous one."""
    if p.unit == "one":
        found = context.last(lambda s: s.main and s.granularity in REPORTING)
        return _next_to(found, p.steps) if found else None
    if p.unit in ("fiscal", "fiscal_year"):
        found = context.last(lambda s: s.main and s.granularity == "fiscal_year")
        return _next_to(found, p.steps) if found else deictic(p, context)
    found = context.last(lambda s: s.main or p.unit in UNIT_DAYS)
    if found is not None:
        if p.count:
            edge = found.stretch[0] if p.steps < 0 else found.stretch[1]
            start = calendar.move(edge, p.steps)
            return _last_units(p, start) if start and p.unit in UNIT_DAYS else None
        return around(p.unit, found.stretch[0] if p.steps < 0 else found.stretch[1], p.steps)
    return deictic(p, context) if p.steps < 0 or p.count else None


def _next_to(found: Seen, steps: int) -> Stretch | None:
    n = calendar.n_months(found.stretch) or (12 if found.granularity == "fiscal_year" else 0)
    return calendar.shifted(found.stretch, n * steps) if n else None


def ago(p: Point, context: Context) -> Stretch | None:
    """A year earlier, a month before, the next day: the period under discussion, moved."""
    if p.unit in UNIT_DAYS:
        seen = context.last(lambda s: s.stretch[0] == s.stretch[1])
        start = seen.stretch[0] if seen else context.day
        return around(p.unit, start, p.steps) if start else None
    found = context.last(lambda s: s.main)
    if found is None:
        return deictic(p, context) if p.steps < 0 else None
    return calendar.shifted(found.stretch, UNIT_MONTHS.get(p.unit, 0) * p.steps)


def present(_: Point, context: Context) -> Stretch | None:
    """Now: the day of publication."""
    return (context.day, context.day) if context.day else None


def year_to_date(_: Point, context: Context) -> Stretch | None:
    """Since the start of the year."""
    if context.about is None:
        return None
    return date(context.about.year, 1, 1), context.day or date(context.about.year, 12, 31)


def rolling(p: Point, context: Context) -> Stretch | None:
    """The twelve months to June."""
    end = resolve(p.base, context) if p.base else None
    start = _begin(end[1], p.count or 12) if end else None
    return (start, end[1]) if start and end else None


def nothing(_: Point, __: Context) -> Stretch | None:
    """For five years: a length of time, no place in it."""
    return None


RESOLVERS: dict[str, Callable[[Point, Context], Stretch | None]] = {
    "calendar": on_calendar,
    "first": on_calendar,
    "ordinal": on_calendar,
    "nearby": nearby,
    "deictic": deictic,
    "that": that,
    "same": same,
    "relative": relative,
    "ago": ago,
    "compare": ago,
    "present": present,
    "ytd": year_to_date,
    "rolling": rolling,
    "duration": nothing,
}


def resolve(p: Point, context: Context) -> Stretch | None:
    """Return the first and last day of a point in its context, or None where they cannot be known."""
    found = RESOLVERS[p.how](p, context)
    if found and p.edge and not (p.edge == "end" and calendar.n_months(found) == 12):
        return edged(found, p.edge)
    return found


__all__ = ["Context", "Row", "Seen", "choose", "inside", "resolve"]
