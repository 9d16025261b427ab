"""Periods of a text: every expression of calendar time, with its first and last day where they can be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.choosing import months_of
from bilat_nb.mentions.dates.context import ahead, compared, day_first, undated, written_between
from bilat_nb.mentions.dates.describing import granularity, kind
from bilat_nb.mentions.dates.frames import Above, headed, title_year
from bilat_nb.mentions.dates.known import REPORTING, Context, Seen
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.reader import Dates, Line, lines_of, read_dates
from bilat_nb.mentions.dates.resolving import resolve
from bilat_nb.mentions.roman_months import with_roman_months
from bilat_nb.model import Period, Token

_REFERRING = frozenset({"same", "that", "the", "ago", "compare", "relative"})
"""Ways of saying that take their days from another period of the text."""


def read_periods(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[tuple[int, int]],
    published: date | None,
    dates: Dates | None = None,
    american: bool | None = None,
) -> list[Period]:
    """Return the periods of a document, in order.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens, as the lexicon gives them.
    sentences : sequence of (int, int)
        The spans of its sentences.
    published : date or None
        The day of publication, for "last year", "on Tuesday", "14 May".
    dates : Dates, optional
        What `read_dates` gave for this document, where it has been called already.
    american : bool, optional
        Whether 12/10/2018 is 10 December. By default the other dates of the document decide, or it stays open.

    Returns
    -------
    list of Period
        Both ends included. An end that is open or cannot be known is None.
    """
    dates = dates or read_dates(text, tokens, sentences)
    lines = lines_of(dates, sentences)
    first = day_first(lines) if american is None else not american
    context = Context(published, published, dates.fiscal, day_first=first)
    context.fiscal_parts = _fiscal_parts(lines)
    if published is None:
        context.between = written_between(lines)
    above = Above(headed(lines), title_year(lines))
    return with_roman_months(text, [period for line in lines for period in _sentence(line, context, above)])


def _fiscal_parts(lines: Sequence[Line]) -> frozenset[tuple[int, int]]:
    """The parts that the text tells of fiscal years, by their first and last month there."""
    bases = [(e.first, e.first.base) for line in lines for e in line.read if e.last is None]
    told = (months_of(p) for p, base in bases if base is not None and base.unit in ("fiscal", "fiscal_year"))
    return frozenset(part for part in told if part is not None)


def _sentence(line: Line, context: Context, above: Above) -> list[Period]:
    """Resolve the expressions of one sentence; what refers to a later one waits for it."""
    read = line.read
    context.month = above.month(line)
    periods: dict[int, Period] = {}
    waiting: list[int] = []
    for i in _order(read):
        e = read[i]
        context.at, context.stop, context.refers_to = e.start, e.stop, None
        open_year = undated(e)
        context.future = open_year and ahead(line, e)
        context.frame = _frame(line, i) if open_year and i else None
        if open_year and context.frame is None and not context.future:
            context.frame = above.year(line, e, context.day)
        periods[i] = _period(e, context)
        if periods[i].period_start is None and e.first.how in _REFERRING:
            waiting.append(i)
        _remember(context, periods[i], e, compared(line, e))
    for i in waiting:
        later = next((s for s in context.seen if s.main and s.span[0] > read[i].start), None)
        if later is not None:
            periods[i] = _period(read[i], replace(context, seen=[later], at=read[i].start, refers_to=None))
    return [periods[i] for i in range(len(read))]


def _order(read: Sequence[Expression]) -> list[int]:
    """The order in which to resolve: "3% year on year in the second quarter" needs the quarter first."""
    order = list(range(len(read)))
    for i in range(len(read) - 1):
        if read[i].first.how == "compare" and read[i + 1].start - read[i].stop <= len(" in the whole of "):
            order[i], order[i + 1] = order[i + 1], order[i]
    return order


def _remember(context: Context, period: Period, e: Expression, base: bool) -> None:
    start, end = period.period_start, period.period_end
    if start is None or end is None or period.kind in ("present", "duration"):
        return
    weight = min(_weight(period, e), 1) if base else _weight(period, e)
    context.seen.append(Seen((period.start, period.stop), (start, end), period.granularity, weight))


def _weight(period: Period, e: Expression) -> int:
    """Whether figures may be told for a period: 2, or 1 when it rather is what they are compared with."""
    if period.kind == "comparison" or period.bound in ("by", "until", "since") or e.first.how == "relative":
        return 0
    if period.granularity not in REPORTING and period.granularity not in ("day", "days"):
        return 0
    base = e.first.base
    past = base is not None and (base.how in ("ago", "relative") or (base.how == "deictic" and base.steps < 0))
    return 1 if past and e.first.how != "rolling" else 2


def _period(e: Expression, context: Context) -> Period:
    at_end = e.first.edge == "end" and e.last is None
    if at_end and e.bound in ("by", "until", "as_of"):
        e = replace(e, first=replace(e.first, edge=""))  # "by the end of June" is a deadline like "by June"
    stretch = _stretch(e, context)
    if stretch and at_end and e.bound == "as_of":
        stretch = stretch[1], stretch[1]
        e = replace(e, first=replace(e.first, unit="day", count=None))
    start, end = stretch if stretch else (None, None)
    if e.bound == "since":
        end = None
    return Period(
        e.start,
        e.stop,
        start,
        end,
        granularity(e, stretch),
        e.bound,
        kind(e, stretch),
        context.refers_to if e.first.how in _REFERRING else None,
    )


def _stretch(e: Expression, context: Context) -> Stretch | None:
    """The days of an expression; where only the time of writing is known, those that are the same all through it."""
    found: list[Stretch | None] = []
    for about in context.between or (context.about,):
        context.about = about
        found.append(resolve(e.first, context) if e.last is None else _range(e.first, e.last, context))
    return found[0] if found[0] == found[-1] else None


def _range(first: Point, last: Point, context: Context) -> Stretch | None:
    if first.unit == "weekday":
        return _weekdays(first, last, context)
    end = resolve(last, context)
    if end is None:
        return None
    if first.year is None and first.base is None and first.how in ("calendar", "first"):
        context = replace(context, frame=end[0].year, refers_to=None)
        start = resolve(first, context)
        if start and start[0] > end[1]:
            start = resolve(first, replace(context, frame=end[0].year - 1))
    else:
        start = resolve(first, context)
    return (start[0], end[1]) if start and start[0] <= end[1] else None


def _weekdays(first: Point, last: Point, context: Context) -> Stretch | None:
    start = resolve(first, context)
    if start is None or first.index is None or last.index is None:
        return None
    end = calendar.move(start[0], (last.index - first.index) % 7)
    return (start[0], end) if end else None


# --- the sentence around an expression --------------------------------------------------------------------------------


def _frame(line: Line, i: int) -> int | None:
    """The year that opens the sentence or a list: "In 2018 the presidents held two conversations (19 and 28 March)"."""
    for e in reversed(line.read[:i]):
        p = e.first
        if e.last is None and p.unit == "year" and p.year is not None and p.how == "calendar" and e.bound == "in":
            listed = line.text[e.stop : e.stop + 2] in (": ", " (") or line.text[e.stop : e.stop + 1] == ":"
            if listed or (e is line.read[0] and e.start - line.start <= 16 and not _told_later(line, e.stop, i)):
                return p.year
    return None


def _told_later(line: Line, stop: int, i: int) -> bool:
    """Whether a verb of saying stands between: "In 2017 trade grew, the ministry said on 14 May"."""
    return any(cue.role == "saying" for cue in line.cues(stop, line.read[i].start))
