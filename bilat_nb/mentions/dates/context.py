"""The year in which a text was written, where its day cannot be known: read from the newest things it tells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.choosing import in_year
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.known import Context
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.reader import Line, lines_of, read_dates
from bilat_nb.mentions.dates.resolving import resolve
from bilat_nb.model import Token

_WHOLE = frozenset({"year", "years", "fiscal_year", "decade"})
_LAG = 120
"""How old the newest figures of a report are at most, in days."""


_start = attrgetter("start")


def ahead(line: Line, e: Expression) -> bool:
    """Whether the clause of an expression speaks of what is to come.

    A word of the future counts before it, in the same clause and after the last verb of saying ("will meet in Minsk,
    he said on Friday"), or after it when the expression opens the clause ("On Saturday the two will meet").
    """
    if e.bound in ("by", "until") and not (
        e.first.unit == "weekday" and " had " in line.text[line.start : e.stop + 40]
    ):
        return True
    before = line.text[max(line.start, e.start - 14) : e.start]
    opens = e.start - line.start < 16 or any(mark in before for mark in ",;:(")
    found = False
    owned = e.first.unit == "weekday" and line.text[e.stop - 2 : e.stop] in ("'s", "’s")  # "would oppose Friday's vote"
    after = bisect_right(line.read, e.start, key=_start)
    until = line.read[after].start if after < len(line.read) else line.stop
    for cue in line.cues(e.start - 90, min(e.stop + 90, until)):
        if cue.role == "base":
            continue
        if cue.stop <= e.start:
            near = e.start - cue.stop < 12
            found = cue.role != "saying" and (near or cue.role == "strong" or (cue.role == "weak" and not owned))
        elif opens and cue.role == "strong" and cue.start >= e.stop:
            return True
    return found


def compared(line: Line, e: Expression) -> bool:
    """Whether an expression is what something is compared with: "5% more than in 2016", "up 5% over January 2022"."""
    cues = line.cues(e.start - 80, e.start)
    if not cues or cues[-1].role != "base":
        return False
    cue, between = cues[-1], line.text[cues[-1].stop : e.start]
    if len(between) <= len(" in the period of "):
        return True
    at = bisect_left(line.read, e.start, key=_start)
    alone = at == 0 or line.read[at - 1].start < cue.stop
    sure = line.text[cue.start : cue.stop].lower() not in _ALSO_BOUNDS  # "more than $5 bn in May" is no comparison
    return alone and sure and not any(mark in between for mark in _CLAUSE_MARKS)


_ALSO_BOUNDS = frozenset({"than", "percent over", "per cent over", "% over"})
_CLAUSE_MARKS = (", ", "; ", " and ", " while ", " which ", " when ")


def day_first(lines: Sequence[Line]) -> bool | None:
    """Whether the numeric dates of the document have the day first; None where none of them tells."""
    told = {e.first.index for line in lines for e in line.read if e.first.unit == "day" and e.first.how == "calendar"}
    return None if told >= {1, 2} or not told & {1, 2} else 1 in told


def undated(e: Expression) -> bool:
    """Whether the tense of the clause matters: no year is told."""
    return _undated(e.first) or (e.last is not None and _undated(e.last))


def _undated(p: Point) -> bool:
    if p.base is not None:
        return _undated(p.base)
    return p.year is None and p.how in ("calendar", "first", "ahead", "nearby", "iso_week")


class Told(NamedTuple):
    """A stretch of time that the text tells of as past or present, with its year."""

    stretch: calendar.Stretch
    point: Point
    expression: Expression
    base: bool
    """Whether it rather is what something is compared with."""


def told(lines: Sequence[Line]) -> list[Told]:
    """Return the stretches told with their year as past or present: no targets, plans, ranges of years."""
    nowhere = Context(None, None, Fiscal())
    out: list[Told] = []
    for line in lines:
        for e in line.read:
            p = e.last or e.first
            if p.how in ("rolling", "ending") and p.base is not None:
                p = p.base  # "in the year to March 2023"
            if p.year is None or p.how not in ("calendar", "first") or p.unit in ("years", "fiscal_year", "decade"):
                continue
            if e.bound in ("by", "until") or (e.last is not None and p.unit == "year") or ahead(line, e):
                continue
            stretch = resolve(p, nowhere)
            if stretch is not None:
                out.append(Told(stretch, p, e, compared(line, e)))
    return out


def written_between(lines: Sequence[Line]) -> calendar.Stretch | None:
    """Return the days between which a text without a date was written, as far as it tells, or None.

    The newest part of a year that it tells of is a report: that is some weeks old, rarely more than four months. Whole
    years say little, as figures of the year before and of this one are told alike, unless the text itself says which
    year is the last one.
    """
    found = told(lines)
    parts = [t.stretch[1] for t in found if t.point.unit not in _WHOLE]
    whole = [t.stretch[1].year for t in found if t.point.unit in _WHOLE]
    newest = max(parts, default=None)
    reported = _reported(lines)
    newest = max((day for day in (newest, reported) if day), default=None)
    updated = _updated(lines)
    if updated is not None:
        return updated
    named = _last_year(lines)
    if named is not None:
        first, last = date(named + 1, 1, 1), date(named + 1, 12, 31)
        return (max(first, newest) if newest and newest <= last else first), last
    if newest is not None and newest.year >= max(whole, default=0):
        if _contrasted(lines, found, newest.year):
            return date(newest.year + 1, 1, 1), date(newest.year + 1, 4, 30)
        late = calendar.move(newest, _LAG)
        sure = newest == reported or not _compared(lines, found, newest.year)
        return (newest, late) if late and sure else None
    year = max(whole, default=0)
    if whole.count(year) > 1 and _says_last_year(lines):
        return date(year + 1, 1, 31), date(year + 1, 6, 30)
    return None


def _compared(lines: Sequence[Line], found: Sequence[Told], year: int) -> bool:
    """Whether the newest year may be the one compared with: "In February it rose by 5% from February 1986"."""
    plain: dict[tuple[str, int | None, int | None], int] = {}
    for line in lines:
        for e in line.read:
            if undated(e):
                plain.setdefault(_part(e.first), e.start)
    named: dict[tuple[str, int | None, int | None], int] = {}
    for t in found:
        if t.point.unit in ("month", "quarter", "half") and t.stretch[1].year == year:
            start = t.expression.start if not t.base else max(plain.get(_part(t.point), 0), t.expression.start) + 1
            named[_part(t.point)] = min(start, named.get(_part(t.point), start))
    # told first and with its year, it is what the others repeat
    return any(key in plain and plain[key] < start for key, start in named.items())


def _part(p: Point) -> tuple[str, int | None, int | None]:
    return p.unit, p.month, p.index


def _reported(lines: Sequence[Line]) -> date | None:
    """The end of the newest part that is compared with the same one of a year before, which the text names.

    "In October it fell by 5% from the same month of 2021" is of 2022; so is "in May, against 15% in May 2021".
    """
    part: Point | None = None
    days: list[date] = []
    for line in lines:
        for e in line.read:
            p = e.last or e.first
            base = p.base.year if p.how == "same" and p.base and p.base.unit == "year" else None
            if part and p.year and _part(p) == _part(part):
                gained = part.unit == "month" and line.text[e.start - 6 : e.start] == " from "
                base = p.year if compared(line, e) or (gained and e.last is None) else None
            if p.unit in ("month", "quarter", "half") and p.how in ("calendar", "first") and _undated(p):
                part = None if ahead(line, e) else p
            elif base and part and (found := in_year(part, base + 1)):
                days.append(found[1])
    return max(days, default=None)


_UPDATED = re.compile(r"\b(?i:updated|revised|modified)(?: (?:on|in|as of))?[\W]{0,3}$")


def _updated(lines: Sequence[Line]) -> calendar.Stretch | None:
    """The month in which the text was last changed: "(updated July 2023)"."""
    for line in lines:
        for e in line.read:
            p = e.first
            before = line.text[max(0, e.start - 20) : e.start]
            if p.unit == "month" and p.year and e.last is None and _UPDATED.search(before):
                return in_year(p, p.year)
    return None


def _contrasted(lines: Sequence[Line], found: Sequence[Told], year: int) -> bool:
    """Whether a day of that year is followed by what will happen "this year", so that it is not this year."""
    flat = [(line, e) for line in lines for e in line.read]
    days = {t.expression.start for t in found if t.point.unit in ("day", "days") and t.stretch[1].year == year}
    return any(
        a.start in days and b.first == Point("year", how="deictic") and ahead(line, b)
        for (_, a), (line, b) in pairwise(flat)
    )


def after_full_year(lines: Sequence[Line]) -> calendar.Stretch | None:
    """The year after the newest one told, where that is compared with the one before and no part of a year is told."""
    found = told(lines)
    years = [t.stretch[1].year for t in found if t.point.unit == "year" and not t.base]
    newest = max(years, default=0)
    before = any(t.base and t.point.unit == "year" and t.stretch[1].year == newest - 1 for t in found)
    if not before or any(t.stretch[1].year > newest or t.point.unit not in _WHOLE for t in found):
        return None
    return date(newest + 1, 1, 1), date(newest + 1, 12, 31)


def _says_last_year(lines: Sequence[Line]) -> bool:
    return any(_is_last_year(p) for line in lines for e in line.read for p in (e.first, e.first.base) if p)


def _is_last_year(p: Point) -> bool:
    return p.how == "deictic" and p.unit == "year" and p.steps == -1 and p.count is None


def _last_year(lines: Sequence[Line]) -> int | None:
    """The year that the text itself calls last year: "In 2020 ..., the first three months of last year"."""
    for line in lines:
        first = line.read[0]
        for e, base in pairwise(line.read):
            year = base.first.year if base.first.unit == "year" and base.last is None else None
            if year and _is_last_year(e.first) and compared(line, base):
                return year + 1  # "$5 bn last year, against $4 bn in 2021"
        part = next((e for e in line.read if e.first.base is not None and _is_last_year(e.first.base)), None)
        if part is None or first.last is not None or first.first.unit != "year" or first.first.year is None:
            continue
        before = [e for e in line.read if e.start < part.start]
        if len(before) == 1:
            return first.first.year
    return None


def context_year(text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> int | None:
    """Return the year in which a text without a date was written, or None when it gives no sign.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens.
    sentences : sequence of (int, int)
        Its sentences.
    """
    found = written_between(lines_of(read_dates(text, tokens, sentences), sentences))
    return found[0].year if found and found[0].year == found[1].year else None
