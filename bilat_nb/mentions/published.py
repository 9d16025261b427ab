"""The day a document was published: stated in a stamp or a dateline, inferred from what it tells, or unknown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.context import after_full_year, ahead, day_first, told, written_between
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.known import Context
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.reader import Dates, Line, lines_of, read_dates
from bilat_nb.mentions.dates.resolving import resolve
from bilat_nb.mentions.stamps import HEAD, PREPOSITION, STATED, Clue, dateline, stamp
from bilat_nb.model import Block, Published, Token

_LATEST = 300
"""How many days after the newest thing told a dateline without a year may lie."""

_YEAR_AFTER = re.compile(
    r" (?:\([^()\n]{1,20}\),?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [A-Z]{2,5})?) ((?:19|20)[0-9]{2})\b"
)
_TODAY = re.compile(r"(?i)\W{0,3}\btoday\b\W{0,3}(?:on )?$|^\W{1,3}today\b")
_TODAY_ALONE = re.compile(r"(?i)(?:^|[^o] )today\b")
_ENDS = (". ", "\n", "“", '"', ":")
_QUOTES = '“"«„'


def find_published(
    text: str, tokens: Sequence[Token], blocks: Sequence[Block], sidecar: date | None, dates: Dates | None = None
) -> Published:
    """Return the day of publication of a document and how it is known.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens.
    blocks : sequence of Block
        Its labelled blocks.
    sidecar : date or None
        The day that is kept beside the document, which is believed.
    dates : Dates, optional
        What `read_dates` gave for this document, where it has been called already.

    Returns
    -------
    Published
        With basis ``stated``, ``inferred`` or ``unknown``.
    """
    if sidecar is not None:
        return Published(sidecar, "stated")
    paragraphs = _paragraphs(text, blocks)
    lines = lines_of(dates or read_dates(text, tokens, paragraphs), paragraphs)
    clues = _clues(lines, blocks, tokens)
    for rule in STATED:
        for clue in clues:
            if clue.day is not None and rule(text, clue):
                return Published(clue.day, "stated", (clue.expression.start, clue.expression.stop))
    return _inferred(text, lines, clues) or Published(None, "unknown")


def _paragraphs(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The blocks, with a dateline and what follows it in the same paragraph as one."""
    spans: list[tuple[int, int]] = []
    for block in blocks:
        if spans and "\n" not in text[spans[-1][1] : block.start]:
            spans[-1] = (spans[-1][0], block.stop)
        else:
            spans.append((block.start, block.stop))
    return spans or [(0, len(text))]


def _clues(lines: Sequence[Line], blocks: Sequence[Block], tokens: Sequence[Token]) -> list[Clue]:
    starts = [block.start for block in blocks]
    first = day_first(lines)
    nowhere = Context(None, None, Fiscal(), day_first=first)
    out: list[Clue] = []
    for line in lines:
        for e in line.read:
            p = e.first
            if p.unit != "day" or e.last is not None or not p.month or p.base or e.bound not in ("in", "as_of"):
                continue
            stretch = resolve(e.first, nowhere) if e.first.year else None
            if stretch is None and p.doubtful and p.year and line.start <= HEAD and first is None:
                stretch = _two_ways(p, lines, line, tokens)
            at = bisect_right(starts, e.start) - 1
            out.append(Clue(line, e, stretch[0] if stretch else None, blocks[at].kind if at >= 0 else "body"))
    return out


_LINE_OF_STAMPS = 80
"""Up to which length a line may be one of stamps: Published on 10/03/2014 12h15 | Updated on 11/03/2014 9h00."""

_REVIEWED = 6
"""Until which month a text mostly tells of the whole year before."""


def _two_ways(p: Point, lines: Sequence[Line], line: Line, tokens: Sequence[Token]) -> Stretch | None:
    """10/03/2014 on a line of its own: the day that is not before what is told, else the order of the country."""
    if line.stop - line.start > _LINE_OF_STAMPS or any(e.first.unit not in ("day", "time") for e in line.read):
        return None
    if p.year is None or p.month is None or p.day is None:
        return None
    ways = (calendar.day(p.year, p.month, p.day), calendar.day(p.year, p.day, p.month))
    last = max(day for day in ways if day) if any(ways) else date.max  # what lies beyond both is a plan
    newest = max((t.stretch[0] for t in told(lines) if not t.point.doubtful and t.stretch[0] <= last), default=None)
    fits = [day for day in ways if day and (newest is None or day >= newest)]
    if len(fits) == 2 and not _day_leads(tokens):
        return None
    return (fits[0], fits[0]) if fits else None


_MONTH_FIRST = frozenset({"USA", "CAN", "PHL", "FSM", "PLW", "MHL"})
"""Countries where the month may come first."""


def _day_leads(tokens: Sequence[Token]) -> bool:
    """Whether the two countries most named both write the day first; not where no country is named."""
    named = Counter(iso for t in tokens if (iso := t.cell("countries", "iso") or t.cell("cities", "country")))
    return bool(named) and _MONTH_FIRST.isdisjoint(iso for iso, _ in named.most_common(2))


def _inferred(text: str, lines: Sequence[Line], clues: Sequence[Clue]) -> Published | None:
    """A dateline or a first sentence with day and month; the year from the newest things told."""
    about = written_between(lines)
    for clue in clues:
        if clue.expression.first.year is None and (dateline(text, clue) or stamp(text, clue)):
            if behind := _YEAR_AFTER.match(text, clue.expression.stop):  # "Amman, June 4 (Petra) 2023"
                year = int(behind[1])
                return _with_year(clue, (date(year, 1, 1), date(year, 12, 31)))
            if weekday := _on_weekday(clue, lines):
                return weekday
            early = (clue.expression.first.month or 12) <= _REVIEWED
            return _with_year(clue, about or (after_full_year(lines) if early else None))
    body = next((c for c in clues if c.block == "body"), None)
    if body is None or about is None:
        return None
    if body.day is not None:
        return Published(body.day, "inferred", _span(body)) if _today(text, body) else None
    if not _opens(text, lines, body) or not any(t.point.unit != "year" for t in told(lines)):
        return None
    found = _with_year(body, about)
    return found if found and found.day and (found.day - about[0]).days <= 130 else None


_PLAIN = ("calendar", "nearby")
_LEAD = 400
"""Within how many characters behind a dateline news tells on which weekday it happened."""


def _on_weekday(clue: Clue, lines: Sequence[Line]) -> Published | None:
    """The year in which the day of a dateline is the weekday of the news: "AMMAN, Jan. 14 -- The King on Tuesday".

    Only the year of the newest thing told and the next one can be meant; news is of the same day or the day before.
    """
    p, stop = clue.expression.first, clue.expression.stop
    lead = (e for line in lines for e in line.read if stop <= e.start <= stop + _LEAD and not ahead(line, e))
    weekday = next((e.first.index for e in lead if e.first.unit == "weekday" and e.first.how in _PLAIN), None)
    newest = max((t.stretch[0 if t.point.unit == "year" else 1] for t in told(lines)), default=None)
    if weekday is None or newest is None or p.month is None or p.day is None:
        return None
    days = (calendar.day(year, p.month, p.day) for year in (newest.year, newest.year + 1))
    fits = [day for day in days if day and day >= newest and (day.weekday() - weekday) % 7 < 2]
    return Published(fits[0], "inferred", _span(clue)) if len(fits) == 1 else None


def _today(text: str, clue: Clue) -> bool:
    """Whether the sentence of a full date says that it is today: "On 8 June 2016 the Presidents met today"."""
    start, stop = clue.expression.start, clue.expression.stop
    if _TODAY.search(text[max(0, start - 12) : start]) or _TODAY.match(text, stop):
        return True
    right = min((at for mark in _ENDS if (at := text.find(mark, stop)) >= 0), default=len(text))
    opens = PREPOSITION.match(text[clue.line.start : start]) and start - clue.line.start < 6
    return bool(opens) and _TODAY_ALONE.search(text[stop : min(right, stop + 160)]) is not None


def _opens(text: str, lines: Sequence[Line], clue: Clue) -> bool:
    """Whether the day stands in the first lines of the body, told as past and outside of a quotation."""
    body = next((line for line in lines if line.stop - line.start > 120), None)
    before = text[clue.line.start : clue.expression.start]
    quoted = any(before.count(q) % 2 for q in _QUOTES) and before.count("”") < before.count("“") + before.count('"') % 2
    return body is clue.line and not quoted and not ahead(clue.line, clue.expression)


def _with_year(clue: Clue, about: Stretch | None) -> Published | None:
    """The first such day that is not before the newest thing told, at most some months later."""
    p = clue.expression.first
    if about is None or p.month is None or p.day is None:
        return None
    for year in (about[0].year, about[0].year + 1):
        found = calendar.day(year, p.month, p.day)
        if found and 0 <= (found - about[0]).days <= _LATEST and p.weekday in (None, found.weekday()):
            return Published(found, "inferred", _span(clue))
    return None


def _span(clue: Clue) -> tuple[int, int]:
    return clue.expression.start, clue.expression.stop
