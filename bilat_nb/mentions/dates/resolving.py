"""From what an expression says to the days it means: one resolver for each way of saying it.

They know the day of publication, the year of the stretch of text and the periods told before. What cannot be known
stays None.
"""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.choosing import choose, in_year
from bilat_nb.mentions.dates.deictic import ahead, around, deictic, last_units, nearby, present, weekday, year_to_date
from bilat_nb.mentions.dates.inside import DAYS_IN, MONTHS_IN, begin, edged, inside
from bilat_nb.mentions.dates.known import REPORTING, Context, Seen
from bilat_nb.mentions.dates.points import Point

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
        return context.fiscal.named(p, context.at, context.stop)
    if p.unit in ("year", "years"):
        return calendar.months(p.year, 1, 12 * (p.count or 1))
    if p.unit == "decade":
        return calendar.months(p.year, 1, 120)
    return in_year(p, p.year) if not p.doubtful else _two_ways(p, p.year, context)


def _in_base(p: Point, base: Point, context: Context) -> Stretch | None:
    """June of last year; the third quarter a year earlier."""
    if base.how == "the" and base.unit == "year" and context.about is not None:
        base = Point("year", "deictic", edge=base.edge)  # "the five months of the year"
    outer = resolve(base, context)
    if outer and base.how == "ago" and base.unit == "year":
        outer = calendar.months(outer[0].year, 1, 12)
    return inside(p, outer) if outer else None


def _two_ways(p: Point, year: int, context: Context) -> Stretch | None:
    """12/10/2018, read as the other dates of the document show."""
    if context.day_first is None:
        return None
    return in_year(p if context.day_first else Point("day", month=p.day, day=p.month), year)


_NEAR_DAYS = 2
"""How far the days that a text gives for the end of a year may be from those of its calendar."""

_NEAR = 250
"""How far back "the year" may look for the year under discussion, in characters."""


# --- from the period under discussion ---------------------------------------------------------------------------------


def that(p: Point, context: Context) -> Stretch | None:
    """The period told last: this period, those six months, in the month, the year."""
    if p.how == "the" and p.unit == "year":
        near = context.last(lambda s: s.main and context.at - s.span[1] < _NEAR)
        return calendar.months(near.stretch[0].year, 1, 12) if near else deictic(Point("year"), context)
    found = _reporting(context) if p.unit == "period" else None
    found = found or context.last(lambda s: s.main and _fits(p, s))
    if found is not None:
        return found.stretch
    if p.count or p.unit in ("day", "period"):
        return None
    if p.how == "that" and p.unit in ("year", "month", "quarter", "half", "week"):
        told = context.last(lambda s: s.main)  # "he left in June 1998 and came back later that year"
        return around(p.unit, told.stretch[0], 0) if told else None
    return deictic(Point(p.unit), context)


def _reporting(context: Context) -> Seen | None:
    """The last stretch of some months that figures were told for: rather that is a period than a month or a year."""
    span = context.refers_to
    found = context.last(lambda s: s.main == 2 and s.granularity in _STRETCHES)
    if found is None:
        context.refers_to = span
    return found


_STRETCHES = frozenset({"months", "quarter", "half", "fiscal_year"})


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
        if found is None:
            return deictic(p, context)
        near = context.fiscal.around(found.stretch[0], context.at, p.steps, context.stop)
        return near or _next_to(found, p.steps)
    if p.unit == "weekday":
        return _relative_weekday(p, context)
    days = p.unit in DAYS_IN
    found = context.last(lambda s: (s.main > 0 and not days) or (days and (s.stretch[1] - s.stretch[0]).days < 32))
    if found is None:
        return deictic(p, context) if p.steps < 0 or p.count else None
    edge = found.stretch[0] if p.steps < 0 else found.stretch[1]
    return last_units(p, edge) if p.count else around(p.unit, edge, p.steps)


def _relative_weekday(p: Point, context: Context) -> Stretch | None:
    seen = context.last(lambda s: s.stretch[0] == s.stretch[1])
    if seen is None and p.steps < 0:
        return nearby(p, context)
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
    width = MONTHS_IN.get(p.unit, 0)
    if p.index == -1:  # "the year before that": before the one named last, whatever it was named for
        named = [s for s in context.seen if s.granularity in REPORTING]
        return calendar.shifted(named[-1].stretch, width * p.steps) if named else None
    sized = p.how == "compare" and p.unit != "year"
    found = context.last(
        lambda s: s.main and s.granularity in REPORTING and (not sized or calendar.n_months(s.stretch) == width)
    )
    if found is None:
        return deictic(p, context) if p.steps < 0 and p.how == "ago" else None
    return calendar.shifted(found.stretch, width * p.steps)


def elapsed(p: Point, context: Context) -> Stretch | None:
    """Over eight months: January to August, if that has been told before."""
    found = context.last(lambda s: bool(s.main) and s.stretch[0].month == 1 and calendar.n_months(s.stretch) == p.count)
    return found.stretch if found else None


def rolling(p: Point, context: Context) -> Stretch | None:
    """The twelve months to June; the Iranian year (ended on 19 March)."""
    end = resolve(p.base, context) if p.base else None
    if end and p.index == -1:
        year = context.fiscal.around(end[1], context.at, 0, context.stop)
        if year and (year[1] - end[1]).days <= _NEAR_DAYS:
            return year[0], end[1]
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


def to_day(p: Point, context: Context) -> Stretch | None:
    """The week ended 21 March, the four weeks ended 27 February."""
    found = resolve(p.base, context) if p.base else None
    first = calendar.move(found[1], 1 - (p.count or 1)) if found else None
    return (first, found[1]) if found and first else None


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
    "elapsed": elapsed,
    "ytd": year_to_date,
    "rolling": rolling,
    "around": week_around,
    "iso_week": on_calendar,
    "offset": offset,
    "stretch": from_day,
    "ending": to_day,
    "duration": nothing,
}
"""The resolver for each way of saying (`Point.how`)."""


def resolve(p: Point, context: Context) -> Stretch | None:
    """Return the first and last day of a point in its context, or None where they cannot be known."""
    found = RESOLVERS[p.how](p, context)
    if found and p.edge and not (p.edge == "end" and calendar.n_months(found) == 12):
        return edged(found, p.edge)
    return found
