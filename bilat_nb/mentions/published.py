"""The day a document was published: stated in a stamp or a dateline, inferred from what it tells, or unknown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from bilat_nb.frozen import frozen
from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.context import after_full_year, ahead, day_first, told, written_between
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.known import Context
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.reader import Dates, Line, lines_of, read_dates
from bilat_nb.mentions.dates.resolving import resolve
from bilat_nb.model import Block, Published, Token

_LATEST = 300
"""How many days after the newest thing told a dateline without a year may lie."""

HEAD = 1500
"""How far from the top of a document its own date is looked for."""

_LABEL = re.compile(
    r"(?:^\W*(?i:published|posted|date|dated|issued|released|added|created|publication date|date of publication)"
    r"|^\W*(?i:press release|news release|media release|press statement|press note|press communiqu[eé]|news bulletin|"
    r"communiqu[eé]|bulletin|statement)"
    r"(?i: (?:no\.?|nr\.?|number|№) ?[\d/-]{1,12})?(?i: of| from| dated|,)"
    r"|\b(?:Published|Posted|Date|Issued|Released|Added|Created|Uploaded|PUBLISHED|POSTED|DATE))"
    r"(?i: on| at)?[\W\d]{0,9}$"
)
_UPDATED = re.compile(r"\b(?i:updated|modified)(?: on| at)?[\W\d]{0,9}$")
_STAMP_REST = re.compile(
    r"(?i)^[^a-z]*(?:\b(?:at|on|am|pm|gmt|utc|msk|ist|amt|est|by|local|time|[a-z]{1,4}|updated|published)\b[^a-z]*){0,6}$"
)
_AGENCY = re.compile(r"[(/\[][^()\n]{0,60}$")
_CITY_BEFORE = re.compile(r"^\W*(?:[A-Z][\w.’'-]*[ ,.()\[\]/–—-]*){1,6}$")
_NUMBER = re.compile(r"^\W*(?:No|Nr|Number|№)\W{0,3}[\d/-]{1,12}\W{1,4}$")
_PREPOSITION = re.compile(r"\W*(?:On|In|At|Since|By|From|Until|Till|After|Before|The|During|Between|For|As)\b")
_AFTER_DATELINE = re.compile(r"\.?\s*(?:[(/\[–—:]|--|-\s|\)|$|\n)|\.\s+[A-Z]|,\s+[A-Z]{3}")
_OPENING = re.compile(r"\.\s+[A-Z\"“«]|,\s+(?:[A-Z][\w’'-]+[ ,/-]*){1,4}[.:–—]\s")
_TODAY = re.compile(r"(?i)\W{0,3}\btoday\b\W{0,3}(?:on )?$|^\W{1,3}today\b")
_TODAY_ALONE = re.compile(r"(?i)(?:^|[^o] )today\b")
_ENDS = (". ", "\n", "“", '"', ":")
_BREAKS_OFF = frozenset(
    "on of in at by from to until till since beyond through the and or was were is are be dated effective for between "
    "after before due ended ending than with this that".split()
)
_YEARLY_LINE = re.compile(
    r"(?m)^\W*(?:[0-9]{1,2}[. /-]|[A-Z][a-z]+ [0-9]{1,2}, )[^\n]{0,14}\b(?:19|20)[0-9]{2}\b[.,:]?\s"
)
_CLOCK = re.compile(r"^[\s,T]*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?i:[ap]\.?m\.?)?")
_PARTING = "|,–—:-/()[]•·"
"""What sets a date apart from the rest of its line."""
_QUOTES = '“"«„'


@frozen
class Clue:
    """A day in the text that may be the document's own, with its line."""

    line: Line
    expression: Expression
    day: date | None
    block: str


Rule = Callable[[str, Clue], bool]


def labelled(text: str, clue: Clue) -> bool:
    """Published March 17, 2023; date 2020-09-07; First Published: Jan 11, 2019."""
    return bool(_LABEL.search(text[max(clue.line.start, clue.expression.start - 30) : clue.expression.start]))


def updated(text: str, clue: Clue) -> bool:
    """Last updated: 17 August 2020."""
    return bool(_UPDATED.search(text[max(0, clue.expression.start - 24) : clue.expression.start]))


def stamp(text: str, clue: Clue) -> bool:
    """A line of its own: 20.12.2019; Friday, 12 October 2018 15:52; Press Release No. 5 – May 12, 2021."""
    start, stop = clue.line.start, clue.line.stop
    if start > HEAD or stop - start > 90 or not _fresh(text, start):
        return False
    before = text[start : clue.expression.start].strip()
    after = _CLOCK.sub("", text[clue.expression.stop : stop]).strip()
    if after and after[-1] == "." and len(after) > 12:
        return False  # a sentence
    begins = not before or before[-1] in _PARTING or _STAMP_REST.match(before) or _CITY_BEFORE.match(before)
    ends = not after or after[0] in _PARTING or _STAMP_REST.match(after)
    return bool(begins and ends and before.lower() not in _BREAKS_OFF)


def dateline(text: str, clue: Clue) -> bool:
    """MOSCOW, May 20, 2022 (BelTA); MOSCOW (Sputnik - 19th August, 2020); Tashkent, Uzbekistan, May 12."""
    if clue.block == "dateline":
        return _fresh(text, clue.line.start)
    before = text[clue.line.start : clue.expression.start]
    after = text[clue.expression.stop : clue.expression.stop + 6]
    if clue.line.start > HEAD or len(before) > 90 or not _fresh(text, clue.line.start):
        return False
    if not before.strip() and after.startswith(" ("):
        return True
    if _AGENCY.search(before) and ")" in after and len(before) < 70:
        return bool(_CITY_BEFORE.match(before.split("(")[0].split("/")[0] or "Aa"))
    return bool(_CITY_BEFORE.match(before)) and not _PREPOSITION.match(before) and bool(_AFTER_DATELINE.match(after))


def _fresh(text: str, start: int) -> bool:
    """Whether a line begins something new: the line before does not break off ("... is to continue beyond")."""
    before = text[max(0, start - 200) : start].rstrip(" \t\u00a0").removesuffix("\n")
    words = before.rpartition("\n")[2].split()
    return not words or words[-1].lower() not in _BREAKS_OFF


def numbered(text: str, clue: Clue) -> bool:
    """No: 123, 4 February 2022, Press Release Regarding ..."""
    return clue.line.start <= HEAD and bool(_NUMBER.match(text[clue.line.start : clue.expression.start]))


def opening(text: str, clue: Clue) -> bool:
    """10 June 2023, Kyiv. The Prime Minister ...; 1 September 2022. The ministers ...: but no line of a chronology."""
    start, stop = clue.expression.start, clue.expression.stop
    if clue.line.start > HEAD or text[clue.line.start : start].strip() or not _OPENING.match(text, stop):
        return False
    others = _YEARLY_LINE.findall(text)
    return len(others) <= 1


STATED: tuple[Rule, ...] = (labelled, stamp, numbered, dateline, opening, updated)
"""The ways of stating the day, the surest first."""


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


def _today(text: str, clue: Clue) -> bool:
    """Whether the sentence of a full date says that it is today: "On 8 June 2016 the Presidents met today"."""
    start, stop = clue.expression.start, clue.expression.stop
    if _TODAY.search(text[max(0, start - 12) : start]) or _TODAY.match(text, stop):
        return True
    right = min((at for mark in _ENDS if (at := text.find(mark, stop)) >= 0), default=len(text))
    opens = _PREPOSITION.match(text[clue.line.start : start]) and start - clue.line.start < 6
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
