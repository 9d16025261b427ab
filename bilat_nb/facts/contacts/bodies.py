"""Sessions of joint bodies, summits and forums: which body, at what level, of which countries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bilat_nb.facts.contacts.body_words import body_kinds, joint_words
from bilat_nb.facts.contacts.line import BODY, BREAK, COUNTRY, CUE, HEADED, Item, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.names import JOINT_BODY, LOOSE_BODY
from bilat_nb.lexicon import Lexicon
from bilat_nb.model import Actor, Part, Token

_CHAMBERS = re.compile(r"\b(?:chambers|houses|parliaments|speakers)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(?:chair|chaired|chairmanship|chairing|presided|headed)\b", re.IGNORECASE)
_REGIONS = re.compile(r"\b(?:regions?|regional|interregional|border)\b", re.IGNORECASE)
_KINDS = (
    ("business", re.compile(r"\b(?:business|investment|trade|companies|entrepreneurs)\b", re.IGNORECASE)),
    ("parliament", re.compile(r"\b(?:(?:inter-?)?parliamentary|parliamentarians)\b", re.IGNORECASE)),
    ("official", re.compile(r"\b(?:experts?|expert|media|youth|education)\b", re.IGNORECASE)),
)
BLOC_SUMMIT = "head_of_state"
_REACH = 8
_LONG_NAME = 16
_MANY, _LISTED = 4, 6
"""Forums of so many countries are lists of members, not a forum of two."""
COMMON = {"commission": "minister", "committee": "official", "council": "minister", "subcommittee": "official"}


@dataclass(frozen=True, slots=True)
class Body:
    """A joint body or forum that came together."""

    name: str
    level: str | None
    countries: tuple[str, ...]
    part: Part


def kind_of(item: Item) -> str:
    """Return the kind of the body that an item names, or an empty string."""
    return kind_of_body(item.actor) if item.actor is not None else ""


def kind_of_body(actor: Actor) -> str:
    """Return the kind of the body that an actor is, or an empty string."""
    if actor.kind != "body":
        return ""
    return "session" if actor.office in (JOINT_BODY, LOOSE_BODY) else body_kinds().get(actor.office or "", "")


def body_of(line: Line, cue: Cue, countries: tuple[str, ...]) -> Body | None:
    """Return the joint body that a cue tells of, or None when it is none or a body of one country.

    `countries` are those the document is about: the sides of a body that is joint but does not say whose.
    """
    for index in _near(line, cue):
        body = _joint(line, index, countries) or _boards(line, index, cue) or _bloc(line, index, cue)
        if body is not None and (len(body.countries) > 1 or _is_bloc(body.countries)):
            return body
    return _plain(line, cue)


def _plain(line: Line, cue: Cue) -> Body | None:
    """Read "the Polish-Lithuanian commission": a common noun right behind or before two countries."""
    for i in range(max(cue.index - 3, 0), min(cue.index + _REACH + 3, len(line.items))):
        if line.word(i) in COMMON:
            near = [j for j in range(max(i - 6, 0), min(i + 6, len(line.items))) if line.codes[j] == COUNTRY]
            codes = {c for j in near if (a := line.items[j].actor) is not None for c in a.countries}
            if len(codes) == 2:
                item = line.items[i]
                return Body(item.word, COMMON[item.word], tuple(sorted(codes)), Part("body", item.start, item.stop))
    return None


def _is_bloc(countries: tuple[str, ...]) -> bool:
    return len(countries) == 1 and (len(countries[0]) != 3 or countries[0] in ("CIS", "SCO", "WLD"))


def _near(line: Line, cue: Cue) -> list[int]:
    """Indices of bodies and countries around a cue, the nearest first: "session of the X", "the X sat", "X summit"."""
    found: list[int] = [cue.index] if line.codes[cue.index] == BODY else []
    for step in (1, -1):
        i, last = cue.index + step, cue.index + step * _REACH
        while 0 <= i < len(line.codes) and (last - i) * step >= 0:
            if step < 0 and (before := line.aside(i)) != i:
                i, last = before, before - _REACH
            if step < 0 and line.codes[i] == "A" and (before := _headed_by(line, i)) != i:
                i, last = before, before - _REACH
            if step < 0 and line.word(i) == ")":  # "a United Nations (UN) climate summit"
                i = next((j for j in range(i, max(i - 4, -1), -1) if line.word(j) == "("), i) - 1
            code = line.codes[i]
            if code == BODY or (code == COUNTRY and line.items[i].actor is not None):
                found.append(i)
            if (
                code in (BREAK, "S", "k")
                or (step > 0 and (code in "ns" or line.codes[i : i + 2] == ",&"))
                or (code == CUE and step > 0)
                or (step < 0 and code in "A,")
            ):
                break
            i += step
    return found


def _headed_by(line: Line, index: int) -> int:
    """Step from who heads a body to the body: "the Committee headed by the Vice-Premiers convened"."""
    by = index - 1 - (line.code(index - 1) == "f")
    return by - 2 if line.code(by) == "y" and line.word(by - 1) in HEADED else index


def _joint(line: Line, index: int, countries: tuple[str, ...]) -> Body | None:
    """A joint body by its name: "the joint commission of Iran and Armenia", "the Supreme State Council"."""
    item = line.items[index]
    actor = item.actor
    if actor is None or kind_of(item) != "session":
        return None
    if actor.office == LOOSE_BODY and not _shared(line):
        return None
    members = actor.countries if len(actor.countries) > 1 or _is_bloc(actor.countries) else _members(line, index)
    part = Part("body", actor.start, actor.stop)
    return Body(actor.name or actor.office or "", _level(line, index, actor), members or countries[:2], part)


def _shared(line: Line) -> bool:
    """Whether a sentence tells of two countries, of both sides or of two people beside a body."""
    if "p" in line.codes or "sides" in line.words or "parties" in line.words:
        return True
    actors = [item.actor for item in line.items if item.actor is not None and item.code != BODY]
    return len({c for a in actors for c in a.countries}) > 1 or sum(a.level is not None for a in actors) > 1


def _level(line: Line, index: int, actor: Actor) -> str | None:
    """The level of a body; a collegium of foreign ministries is one of foreign ministers."""
    if actor.office == "collegium" and "foreign" in line.text[slice(*_window(line, index))].lower():
        return "foreign_minister"
    of_whom = line.items[index + 2].actor if line.code(index + 1) == "o" and line.code(index + 2) == "A" else None
    return of_whom.level if of_whom is not None and of_whom.plural else actor.level  # "the Council of Presidents"


def _boards(line: Line, index: int, cue: Cue) -> Body | None:
    """Read "joint meeting of the boards of the Belarusian and Russian foreign ministries"."""
    item = line.items[index]
    actor = item.actor
    if actor is None or kind_of(item) != "ministry" or cue.kind not in ("meeting", "session"):
        return None
    words = {line.word(i) for i in range(cue.index - 2, index)}
    if not words & {"board", "boards", "collegium", "collegiums", "collegia"}:
        return None
    members = actor.countries if len(actor.countries) > 1 else _members(line, index)
    return Body("collegium", actor.level, members, Part("body", actor.start, actor.stop))


def _window(line: Line, index: int) -> tuple[int, int]:
    first, last = max(index - 6, 0), min(index + 8, len(line.items) - 1)
    return line.items[first].start, line.items[last].stop


def _members(line: Line, index: int) -> tuple[str, ...]:
    """The countries named in a body's name, right before or behind it, or by those who chair it."""
    codes: set[str] = set(_inside(line, line.items[index]))
    if _is_bloc(tuple(codes)):
        return tuple(codes)
    for i in range(max(index - 6, 0), min(index + 9, len(line.items))):
        actor = line.items[i].actor
        if actor is not None and actor.kind in ("country", "city"):
            codes.update(actor.countries)
    if len(codes) == 2:
        return tuple(sorted(codes))
    between = line.first("b;ET", index + 1, index + _LONG_NAME)
    if between is not None and line.code(between) == "b":  # "on Trade, Economic and Technical Cooperation between"
        near = (item.actor for item in line.items[between + 1 : between + 5])
        codes.update(c for a in near if a is not None and a.kind in ("country", "city") for c in a.countries)
        if len(codes) == 2:
            return tuple(sorted(codes))
    actors = [item.actor for item in line.items if item.actor is not None]
    pairs = (a.countries for a in actors if len(a.countries) == 2)
    people = {c for a in actors if a.level is not None and a.kind != "body" for c in a.countries}
    return tuple(sorted(next(pairs, people if len(people) == 2 else ())))


def _inside(line: Line, item: Item) -> tuple[str, ...]:
    """The countries whose names are part of a longer name ("Forum of Regions of Belarus and Russia")."""
    tokens = (t for t in line.sentence.tokens if item.start <= t.start and t.stop <= item.stop)
    found = {code for t in tokens if (code := _code(t))}
    return tuple(sorted(found or _spelled(line.text[item.start : item.stop])))


@lru_cache(maxsize=20_000)
def _spelled(name: str) -> frozenset[str]:
    """The same for a name that is one token: its words are looked up."""
    return frozenset(code for t in _countries().tokens(name) if (code := _code(t)))


def _code(token: Token) -> str:
    return token.cell("countries", "iso") or token.cell("blocs", "code")


@cache
def _countries() -> Lexicon:
    return Lexicon(["countries", "blocs"])


def _bloc(line: Line, index: int, cue: Cue) -> Body | None:
    """Read "the CIS summit", "a summit of the EAEU"."""
    actor = line.items[index].actor
    if actor is None or actor.kind != "bloc" or not cue.word.endswith(("summit", "summits")):
        return None
    part = Part("body", actor.start, actor.stop)
    members = actor.countries
    beside = [
        j for j in (index - 2, index + 2) if line.word((j + index) // 2) in ("-", "–") and line.code(j) == COUNTRY
    ]
    for item in (line.items[j] for j in beside):  # "the first EU-Moldova Summit"
        members = tuple(sorted({*members, *(item.actor.countries if item.actor is not None else ())}))
    if "b" in line.gap(cue.index, index):  # "the summit between the EU and Turkey"
        near = (item.actor for item in line.items[cue.index + 1 : index + 5])
        members = tuple(
            sorted({c for a in near if a is not None and a.kind in ("bloc", "country") for c in a.countries})
        )
    return Body(line.text[actor.start : actor.stop], BLOC_SUMMIT, members, part)


def forum_of(line: Line, cue: Cue, countries: tuple[str, ...], chambers: bool) -> Body | None:
    """Return the forum of two countries that a cue tells of; `chambers`: heads of chambers are known to chair it."""
    i = cue.index
    if line.codes.count(COUNTRY) > _LISTED:  # a list of members, of which the forum is one
        return None
    near = [j for j in range(max(i - 5, 0), min(i + 8, len(line.codes))) if line.codes[j] in COUNTRY + BODY]
    codes: set[str] = set(_inside(line, line.items[i]))
    for j in near:
        actor = line.items[j].actor
        codes.update(actor.countries if actor is not None and actor.kind != "city" else ())
    window = line.text[slice(*_window(line, i))]
    level = _forum_level(window)
    if len(codes) < 2:
        codes = set(countries[:2]) if level == "region" or _between_states(line, i) else set()
    if not 1 < len(codes) < _MANY:
        return None
    level = "parliament" if level == "region" and chambers else level or "official"
    item = line.items[i]
    return Body("forum", level, tuple(sorted(codes)), Part("body", item.start, item.stop))


def _between_states(line: Line, index: int) -> bool:
    """Whether the words before a forum say that it is one of two states: "the Interparliamentary Forum"."""
    return any(line.word(i).replace("-", "") in joint_words() for i in range(max(index - 3, 0), index))


def _forum_level(window: str) -> str | None:
    if _REGIONS.search(window):
        return "region"
    return next((level for level, pattern in _KINDS if pattern.search(window)), None)


def chaired_by_chambers(text: str, start: int, stop: int) -> bool:
    """Whether a sentence says that heads of chambers of parliament chair something."""
    said = text[start:stop].lower()
    if not ("chair" in said or "presided" in said or "headed" in said):
        return False
    return bool(_CHAIR.search(text, start, stop) and _CHAMBERS.search(text, start, stop))
