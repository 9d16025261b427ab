"""Periods of a text: every expression of calendar time, with its first and last day where they can be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.context import Line, ahead, context_date, lines_of, undated
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.resolving import REPORTING, Context, Seen, resolve
from bilat_nb.model import Period, Token

_NOW = {
    "present": "present",
    "duration": "duration",
    "deictic": "deictic",
    "nearby": "deictic",
    "ytd": "deictic",
    "ahead": "deictic",
    "around": "partial",
}


def read_periods(
    text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], published: date | None
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

    Returns
    -------
    list of Period
        Both ends included. An end that is open or cannot be known is None.
    """
    lines = lines_of(text, tokens, sentences)
    context = Context(published, published or context_date(lines), Fiscal(tokens))
    return [period for line in lines for period in _sentence(line, context)]


def _sentence(line: Line, context: Context) -> list[Period]:
    """Resolve the expressions of one sentence; what refers to a later one is tried again at the end."""
    periods: list[Period] = []
    waiting: list[int] = []
    read = line.read
    for i, e in enumerate(read):
        context.at, context.refers_to = e.start, None
        context.future = undated(e) and ahead(line, e)
        context.frame = _frame(line, i)
        period = _period(e, context)
        if period.period_start is None and e.first.how in ("same", "ago", "compare", "that", "the", "relative"):
            waiting.append(i)
        periods.append(period)
        _remember(context, period, e)
    for i in waiting:
        context.at, context.refers_to = read[i].start, None
        periods[i] = _period(read[i], context)
    return periods


def _remember(context: Context, period: Period, e: Expression) -> None:
    start, end = period.period_start, period.period_end
    if start is None or end is None or period.kind in ("present", "duration"):
        return
    main = period.kind != "comparison" and period.bound not in ("by", "until", "since") and e.first.how != "relative"
    main = main and (period.granularity in REPORTING or period.granularity in ("day", "days"))
    context.seen.append(Seen((period.start, period.stop), (start, end), period.granularity, main))


def _period(e: Expression, context: Context) -> Period:
    first = resolve(e.first, context) if e.last is None else None
    stretch = first if e.last is None else _range(e.first, e.last, context)
    start, end = stretch if stretch else (None, None)
    if e.bound == "since":
        end = None
    return Period(
        e.start,
        e.stop,
        start,
        end,
        _granularity(e, stretch),
        e.bound,
        _kind(e),
        context.refers_to if e.first.how in ("same", "that", "the", "ago", "compare", "relative") else None,
    )


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


def _granularity(e: Expression, stretch: Stretch | None) -> str:
    p = e.last or e.first
    unit = {"weekday": "day", "fiscal": "fiscal_year", "weekend": "days", "season": "months", "hour": "time"}.get(
        p.unit, p.unit
    )
    if p.edge in ("early", "mid", "late", "start", "half1", "half2") and stretch:
        unit = "days" if p.unit == "month" else "months"
    if p.how == "rolling":
        return "months"
    if e.last is not None:
        return {"day": "days", "month": "months", "quarter": "months", "half": "months", "year": "years"}.get(
            unit, unit
        )
    if p.how in ("that", "the", "same", "ago", "compare", "relative") and stretch:
        return _measure(stretch, unit)
    if (p.count or 1) > 1 and unit in ("day", "week", "month", "quarter", "half", "year"):
        return {"day": "days", "week": "days", "year": "years"}.get(unit, "months")
    return unit if unit not in ("period", "one", "century", "fortnight") else "months"


def _measure(stretch: Stretch, unit: str) -> str:
    if stretch[0] == stretch[1]:
        return "day"
    n = calendar.n_months(stretch)
    if unit == "fiscal_year":
        return unit
    known = {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(n)
    return known or ("years" if n % 12 == 0 and n else "months" if n else "days")


def _kind(e: Expression) -> str:
    p = e.first
    if p.how in _NOW:
        return _NOW[p.how]
    if p.how in ("compare", "ago") or (p.how == "same" and p.base is not None):
        return "comparison" if p.unit not in ("day", "week", "weekend") else "anaphoric"
    if p.how == "relative":
        return "comparison" if p.steps < 0 and p.unit not in ("day", "week") else "anaphoric"
    if p.how in ("that", "the", "same"):
        return "anaphoric"
    if p.unit == "weekday":
        return "deictic"
    points = [q for q in (e.first, e.last) if q is not None]
    if all(q.year is not None for q in points):
        return "explicit"
    base = next((q.base for q in points if q.base is not None), None)
    if base is not None and base.how in ("deictic", "ago", "relative", "that", "the"):
        return "deictic"
    return "explicit" if base is not None and base.year is not None else "partial"


# --- the sentence around an expression --------------------------------------------------------------------------------


def _frame(line: Line, i: int) -> int | None:
    """The year that opens the sentence: "In 2018 the presidents held two telephone conversations (19 and 28 March)"."""
    if i == 0:
        return None
    first = line.read[0]
    p = first.first
    if (
        first.last is not None
        or p.unit != "year"
        or p.year is None
        or p.how != "calendar"
        or first.start - line.start > 16
    ):
        return None
    if first.bound in ("since", "by", "until"):
        return None
    said = any(
        first.stop <= t.start < line.read[i].start and t.cell("tense_words", "role") == "saying" for t in line.tokens
    )
    return None if said else p.year
