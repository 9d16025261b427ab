"""Sessions of joint bodies, summits and forums: which body, at what level, of which countries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat_nb.facts.contact_cues import Cue
from bilat_nb.facts.contact_line import BODY, BREAK, COUNTRY, CUE, Item, Line
from bilat_nb.model import Part

_TWO_SIDES = re.compile(r"\b(?:joint|intergovernmental|inter-governmental|bilateral|two|both|mixed)\b", re.IGNORECASE)
_CHAMBERS = re.compile(r"\b(?:chambers|houses|parliaments|speakers)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(?:chair|chaired|chairmanship|chairing|presided|headed)\b", re.IGNORECASE)
_REGIONS = re.compile(r"\b(?:regions?|regional|interregional|border)\b", re.IGNORECASE)
_KINDS = (
    ("business", re.compile(r"\b(?:business|investment|trade|companies|entrepreneurs)\b", re.IGNORECASE)),
    ("parliament", re.compile(r"\b(?:parliamentary|inter-parliamentary|parliamentarians)\b", re.IGNORECASE)),
    ("official", re.compile(r"\b(?:experts?|expert|media|youth|education)\b", re.IGNORECASE)),
)
BLOC_SUMMIT = "head_of_state"
_REACH = 8


@dataclass(frozen=True, slots=True)
class Body:
    """A joint body or forum that came together."""

    name: str
    level: str | None
    countries: tuple[str, ...]
    part: Part


def body_of(line: Line, cue: Cue, countries: tuple[str, ...]) -> Body | None:
    """Return the joint body that a cue tells of, or None when it is none or a body of one country.

    `countries` are those the document is about: the sides of a body that is joint but does not say whose.
    """
    for index in _near(line, cue):
        item = line.items[index]
        body = _actor_body(item) or _generic(line, index, countries) or _bloc(line, index, cue)
        if body is not None and (len(body.countries) > 1 or _is_bloc(body.countries)):
            return body
    return _word_body(line, cue, countries)


def _is_bloc(countries: tuple[str, ...]) -> bool:
    return len(countries) == 1 and (len(countries[0]) != 3 or countries[0] in ("CIS", "SCO", "WLD"))


def _near(line: Line, cue: Cue) -> list[int]:
    """Indices of bodies and countries around a cue, the nearest first: "session of the X", "the X sat", "X summit"."""
    found: list[int] = []
    for step in (1, -1):
        i = cue.index + step
        while 0 <= i < len(line.codes) and abs(i - cue.index) <= _REACH:
            code = line.codes[i]
            if code == BODY or (code == COUNTRY and line.items[i].actor is not None):
                found.append(i)
            if code in (BREAK, "S", "k") or (code == CUE and step > 0) or (step < 0 and code in "A,"):
                break
            i += step
    return found


def _actor_body(item: Item) -> Body | None:
    actor = item.actor
    if actor is None or actor.kind != "body" or not actor.countries:
        return None
    return Body(actor.name or "", actor.level, actor.countries, Part("body", actor.start, actor.stop))


def _generic(line: Line, index: int, countries: tuple[str, ...]) -> Body | None:
    """A body by its common name: "the joint commission of Iran and Armenia"."""
    token = line.items[index].token
    row = token.get("contact_bodies") if token is not None else None
    if token is None or row is None:
        return None
    members = _members(line, index) or (countries[:2] if _TWO_SIDES.search(line.text, *_window(line, index)) else ())
    return Body(row["what"], _level(line, index, row["level"]), members, Part("body", token.start, token.stop))


def _level(line: Line, index: int, level: str) -> str:
    window = line.text[slice(*_window(line, index))].lower()
    if level == "foreign_minister" and "minist" in window and "foreign" not in window:
        return "minister"
    return level


def _window(line: Line, index: int) -> tuple[int, int]:
    first, last = max(index - 6, 0), min(index + 8, len(line.items) - 1)
    return line.items[first].start, line.items[last].stop


def _members(line: Line, index: int) -> tuple[str, ...]:
    """The countries named right before or behind a body's name."""
    codes: set[str] = set()
    for i in range(max(index - 6, 0), min(index + 9, len(line.items))):
        actor = line.items[i].actor
        if actor is not None and actor.kind in ("country", "city"):
            codes.update(actor.countries)
    return tuple(sorted(codes)) if len(codes) == 2 else ()


def _bloc(line: Line, index: int, cue: Cue) -> Body | None:
    """Read "the CIS summit", "a summit of the EAEU"."""
    actor = line.items[index].actor
    if actor is None or actor.kind != "bloc" or not cue.word.endswith(("summit", "summits")):
        return None
    part = Part("body", actor.start, actor.stop)
    return Body(line.text[actor.start : actor.stop], BLOC_SUMMIT, actor.countries, part)


def _word_body(line: Line, cue: Cue, countries: tuple[str, ...]) -> Body | None:
    """The cue itself names the body: "the joint collegium of the two foreign ministries"."""
    if not cue.word.endswith(("collegium", "collegiums")):
        return None
    item = line.items[cue.index]
    members = _members(line, cue.index) or countries[:2]
    return Body("collegium", _level(line, cue.index, "foreign_minister"), members, Part("body", item.start, item.stop))


def forum_of(line: Line, cue: Cue, countries: tuple[str, ...], chambers: bool) -> Body | None:
    """Return the forum of two countries that a cue tells of; `chambers`: heads of chambers are known to chair it."""
    i = cue.index
    near = [j for j in range(max(i - 5, 0), min(i + 8, len(line.codes))) if line.codes[j] in COUNTRY + BODY]
    codes: set[str] = set()
    for j in near:
        actor = line.items[j].actor
        codes.update(actor.countries if actor is not None and actor.kind != "city" else ())
    window = line.text[slice(*_window(line, i))]
    level = _forum_level(window)
    if len(codes) < 2:
        codes = set(countries[:2]) if level == "region" else set()
    if len(codes) < 2:
        return None
    level = "parliament" if level == "region" and chambers else level or "official"
    item = line.items[i]
    return Body("forum", level, tuple(sorted(codes)), Part("body", item.start, item.stop))


def _forum_level(window: str) -> str | None:
    if _REGIONS.search(window):
        return "region"
    return next((level for level, pattern in _KINDS if pattern.search(window)), None)


def chaired_by_chambers(text: str, start: int, stop: int) -> bool:
    """Whether a sentence says that heads of chambers of parliament chair something."""
    return bool(_CHAMBERS.search(text, start, stop) and _CHAIR.search(text, start, stop))
