"""The ways in which a text states the day of its publication: labels, stamps, numbers, datelines, opening lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bilat_nb.frozen import frozen
from bilat_nb.mentions.dates.points import Expression
from bilat_nb.mentions.dates.reader import Line

_TOP, _LONG = 300, 110
"""How far from the top, and behind how long a heading, a day may open a text."""

HEAD = 1500
"""How far from the top of a document its own date is looked for."""

_LABEL = re.compile(
    r"(?:^\W*(?i:published|posted|date|dated|issued|released|added|created|publication date|date of publication)"
    r"|^\W*(?i:press release|news release|media release|press statement|press note|press communiqu[eé]|news bulletin|"
    r"communiqu[eé]|bulletin|statement)"
    r"(?i: (?:(?:no\.?|nr\.?|number|№) ?)?[\d/-]{1,12})?(?i: of| from| dated|,)"
    r"|(?:^|[.\n])\W*(?:Issued|Released|Published|Posted|Done|Given) (?:in|at|by) "
    r"(?:(?:[a-z]{2,3}|[A-Z][\w.’'-]*),? ){1,6}(?:on )?$"
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
PREPOSITION = re.compile(r"\W*(?:On|In|At|Since|By|From|Until|Till|After|Before|The|During|Between|For|As)\b")
_AFTER_DATELINE = re.compile(r"\.?\s*(?:[(/\[–—:]|--|-\s|\)|$|\n)|\.\s+[A-Z]|,\s+[A-Z]{3}")
_OPENING = re.compile(
    r"[.:,]\s+[A-Z\"“«]|\s*(?:[–—(/\[]|--\s)|\)?[.:]?\s*\n|,\s+(?:[A-Z][\w’'-]+[ ,/]*){1,4}(?:[.:–—]|--)\s"
)
_HEADING = re.compile(r"\W*(?:[\w.&’'/-]+[ ,.:;()–—-]*){0,16}")
_PARTED = re.compile(r"(?:^|[,.:;(–—]|\bpublished|\breleased|\bissued|\bdated) *$")
_TELLS = frozenset(
    "said says told was were is are has have had will met rose fell on since by until after before".split()
)
_RECORD = re.compile(
    r"(?i)\b(?:transcript|answer|reply|statement|speech|address|remarks|interview|minutes|report|note|record|briefing|"
    r"press conference)\b[^\n]{0,40}\b(?:of|on|from|dated)$"
)
"""What a day belongs to that is the document itself: "Transcript of the press conference held on"."""

_WORD = re.compile(r"[^\W\d_]+")

_HEADED = frozenset("visit visits summit talks meeting forum session ending ended due since until".split())
"""Words of a heading whose day is that of what it announces."""

_STAMP, _FEW = 90, 9
"""Up to how many characters and words beside the day a line is a stamp."""

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
    return bool(_LABEL.search(text[max(clue.line.start, clue.expression.start - 60) : clue.expression.start]))


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
    return bool(_CITY_BEFORE.match(before)) and not PREPOSITION.match(before) and bool(_AFTER_DATELINE.match(after))


def _fresh(text: str, start: int) -> bool:
    """Whether a line begins something new: the line before does not break off ("... is to continue beyond")."""
    before = text[max(0, start - 200) : start].rstrip(" \t\u00a0").removesuffix("\n")
    words = before.rpartition("\n")[2].split()
    return not words or words[-1].lower() not in _BREAKS_OFF


def numbered(text: str, clue: Clue) -> bool:
    """No: 123, 4 February 2022, Press Release Regarding ..."""
    return clue.line.start <= HEAD and bool(_NUMBER.match(text[clue.line.start : clue.expression.start]))


def _after_clock(text: str, stop: int) -> int:
    """Where the time of day behind a day ends: "24 February 2022, 23:10."."""
    clock = _CLOCK.match(text[stop : stop + 24])
    return stop + (clock.end() if clock is not None else 0)


def header(text: str, clue: Clue) -> bool:
    """A short line above the text that holds a day and tells nothing: Tuesday 14 March 2023, 08:10 Nairobi."""
    line = clue.line
    if clue.block == "body" or line.start > _TOP or line.stop - line.start > _STAMP:
        return False
    head = text[line.start : clue.expression.start].rstrip().removesuffix(" the")
    before = _WORD.findall(head.lower())
    after = _WORD.findall(_CLOCK.sub("", text[clue.expression.stop : line.stop]).lower())
    if len(before) + len(after) > _FEW or not _HEADED.isdisjoint((*before, *after)):
        return False
    return _RECORD.search(head) is not None or (_BREAKS_OFF | _TELLS).isdisjoint((*before, *after[1:]))


def opening(text: str, clue: Clue) -> bool:
    """10 June 2023, Kyiv. The Prime Minister ...; CSO release, Cork, 18 March 2021. Brexit effect: no chronology."""
    start, stop = clue.expression.start, clue.expression.stop
    line = max(clue.line.start, text.rfind("\n", 0, start) + 1)
    before = text[line:start]
    if (
        line > _TOP
        or len(before) > _LONG
        or not _OPENING.match(text, _after_clock(text, stop))
        or not _PARTED.search(before)
    ):
        return False
    if (PREPOSITION.match(before) and not before.startswith("The ")) or not _HEADING.fullmatch(before):
        return False
    return _TELLS.isdisjoint(before.lower().split()) and len(_YEARLY_LINE.findall(text)) <= 1


STATED: tuple[Rule, ...] = (labelled, stamp, numbered, dateline, opening, header, updated)
"""The ways of stating the day, the surest first."""
