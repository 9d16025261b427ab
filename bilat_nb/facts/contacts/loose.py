"""Joint bodies that are named loosely: "the council last gathered", "its 12th session", "The 30th was held"."""

from __future__ import annotations

import re

from bilat_nb.facts.contacts.assemblies import Scan
from bilat_nb.facts.contacts.bodies import COMMON, Body
from bilat_nb.facts.contacts.cues import plural
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.line import ACTOR, BREAK, CUE, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.names import ROUND, names_of
from bilat_nb.facts.contacts.numbers import counts
from bilat_nb.facts.contacts.people import Person
from bilat_nb.model import Part

_JOINT = (
    "joint", "association", "bi-national", "binational", "bilateral", "mixed", "high-level", "higher", "cooperation",
    "interministerial", "partnership", "strategic", "intergovernmental", "ministerial", "economic",
)  # fmt: skip
_ASIDE = ("during", "sidelines", "margins", "ahead")
_POINTERS = ("the", "this", "that")
_ORDER = ("next", "previous", "last", "latest", "preceding", "following", "subsequent", "inaugural", "founding")
_NEAR, _SENTENCES = 2, 4
_REACH = 8
_MARK_REACH = 4
_EXPERTS = ("experts", "officials", "negotiators", "diplomats", "specialists", "envoys", "delegations")
_PAIR = 2
_GROUPED = ("governments", "delegations", "negotiators", "officials", "representatives", "envoys", "diplomats", "sides")
_MEET = ("delegation", "foreign_ministry", "ministry", "government")
_OF_STATES = (
    "met", "talks", "negotiations", "round of talks", "round of negotiations", "trade talks", "trade negotiations",
    "consultations", "round of consultations", "peace talks", "border talks", "security talks", "ministerial talks",
    "bilateral talks",
)  # fmt: skip
_JOINT_CABINET = re.compile(
    r"\bjoint (?:cabinet|government|governmental) (?:meeting|session|sitting)$"
    r"|\b(?:joint cabinet|inter-?governmental|government|government-to-government) (?:consultations|session|sitting)$"
    r"|\b(?:two|both) (?:governments|cabinets)\b[^.;]{0,50}\bjoint (?:sitting|session|meeting)$",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"\b(?:working|expert|delimitation|negotiating) groups\b", re.IGNORECASE)


def loose_body(line: Line, cue: Cue, state: Scan) -> Body | None:
    """Return the joint body of a cue that does not carry a name of its own, or None."""
    pair = state.sides[:_PAIR]
    if len(pair) < _PAIR:
        return None
    if cabinet(line, cue):
        item = line.items[cue.index]
        return Body("joint cabinet", "head_of_government", pair, Part("body", item.start, item.stop))
    if one_of_several(line, cue):
        item = line.items[cue.index]
        return _last(line, state, Part("body", item.start, item.stop), _NEAR if cue.kind == "meeting" else None)
    for i in _candidates(line, cue.index):
        part = Part("body", line.items[i].start, line.items[i].stop)
        word = line.word(i).removesuffix("'s")
        if word == "its" and _another(line, i):
            return _last(line, state, part)
        if word in COMMON and line.word(i - 1) in _POINTERS and line.text[part.start].islower():
            return _last(line, state, part)
        if word in COMMON and any(line.word(j) in _JOINT for j in range(i - _MARK_REACH, i)):
            return Body(f"joint {word}", COMMON[word], pair, part)
        actor = line.items[i + 2].actor if line.code(i + 1) == "o" and line.code(i + 2) == ACTOR else None
        if word in COMMON and actor is not None and actor.plural and not actor.countries:
            return Body(word, actor.level, pair, part)
        if word == "groups" and _GROUPS.search(line.text, line.items[i - 1].start, part.stop):
            return Body("working groups", "official", pair, part)
    return None


def cabinet(line: Line, cue: Cue) -> bool:
    """Whether a cue is a meeting of two cabinets."""
    said = line.text[line.sentence.start : line.items[cue.index].stop]
    sits = said.lower().endswith(("meeting", "session", "sitting", "consultations"))
    return sits and _JOINT_CABINET.search(said) is not None


def experts(line: Line, cue: Cue, state: Scan) -> list[Person]:
    """Read "Experts of both sides are to meet": people without a name of the two countries."""
    pair = state.sides[:_PAIR]
    for i in range(max(cue.index - _REACH, 0), cue.index):
        if line.word(i) in _EXPERTS and line.code(i + 1) in "oV" and line.code(i - 1) in ";,fx":
            sides = next((a for j in (i + 2, i + 3) if line.code(j) == "C" and (a := line.items[j].actor)), None)
            both = "V" in line.codes[i + 1 : i + 3] or (sides is not None and len(sides.countries) == _PAIR)
            item = line.items[i]
            found = [Person(None, "expert", "official", code, item.start, item.stop) for code in pair]
            return found if both and len(pair) == _PAIR else []
    return []


def states(line: Line, cue: Cue) -> list[Person]:
    """Read "Russia and Ukraine held talks", "delegations of A and B met": officials of two states on a day told."""
    short = (i.period.granularity in ("day", "days", "week", "month") for i in line.items if i.period is not None)
    held = any(line.word(i) in ("hold", "holds", "held") for i in range(max(cue.index - 4, 0), cue.index))
    if not any(short) or not (cue.word in _OF_STATES or (cue.word == "meeting" and held)):
        return []
    i = cue.index - 1
    while line.code(i) in "xfeKHFr" and i > cue.index - _REACH:
        i -= 1
    if line.code(cue.index + 1) == "b":
        i = line.first("CB", cue.index + 2, cue.index + 5) or i
        i += 2 * (line.codes[i + 1 : i + 3] in ("&C", "&B"))
    told = any(line.word(j) in _GROUPED for j in range(i + 1, cue.index))
    codes = [] if line.code(i) not in ("B" if cue.word == "met" and not told else "CB") else list(_sides_at(line, i))
    item = line.items[i]
    return [Person(None, "delegation", "official", code, item.start, item.stop) for code in codes]


def _sides_at(line: Line, last: int) -> tuple[str, ...]:
    """The two countries that end at an index: "Russia and Ukraine", "Belarusian and Ukrainian delegations"."""
    actor = line.items[last].actor
    if actor is None or (actor.kind == "body" and actor.office not in _MEET):
        return ()
    before = line.items[last - 2].actor if line.code(last - 1) == "&" else None
    codes = {*actor.countries, *(before.countries if before is not None else ())}
    return tuple(sorted(codes)) if len(codes) == _PAIR else ()


def _candidates(line: Line, cue: int) -> list[int]:
    """Indices of plain words before a cue, the nearest first, and of those behind "session of"."""
    found: list[int] = []
    i = cue - 1
    last = cue - _REACH
    while i >= max(last, 0):
        if (before := line.aside(i)) != i:
            i, last = before, before - _REACH
        if line.codes[i] in (BREAK, "S", "k", "d", "w", CUE):
            break
        found.append(i)
        i -= 1
    if line.code(cue + 1) == "o":
        stop = line.first(BREAK + CUE + ",Sk", cue + 1, cue + _REACH)
        found += range(cue + 1, min(stop or cue + _REACH, len(line.items)))
    return found


def _another(line: Line, index: int) -> bool:
    """Whether "its" stands before an ordinal or "previous"."""
    return line.code(index + 1) == "e" or line.word(index + 1)[:1].isdigit()


def one_of_several(line: Line, cue: Cue) -> bool:
    """Read "The next meeting will be held in Oslo", "the 16th session": one more of what was told."""
    if plural(cue) or line.code(cue.index + 1) in "owb" or cue.kind not in ("session", "meeting"):
        return False
    number = cue.index - 1
    alone = cue.kind == "session" or (ACTOR not in line.codes[: cue.index] and line.code(number - 1) == "f")
    alone = alone or chaired(line, cue)
    return alone and (line.word(number) in _ORDER or counts(line.items[number]))


def chaired(line: Line, cue: Cue) -> bool:
    """Read "The presidents chaired the sixth meeting": a session of what was told."""
    before = (i.token for i in line.items[max(cue.index - _MARK_REACH, 0) : cue.index] if i.token is not None)
    return any(token.cell("contact_forms", "role") == "chair" for token in before)


def named_last(line: Line, state: Scan, cue: Cue) -> Body | None:
    """Return the body that "it" is: the one that sat last or was named last, a sentence or two before."""
    item = line.items[cue.index]
    return _last(line, state, Part("body", item.start, item.stop), _NEAR)


def _last(line: Line, state: Scan, part: Part, near: int | None = None) -> Body | None:
    """The body that was told last, by one of the last `near` contacts."""
    told = [*state.events, *state.told][-near if near else 0 :]
    last = next((e for e in reversed(told) if e.body is not None and e.kind == "session"), None)
    if last is not None and last.body is not None:
        return Body(last.body, last.level, last.extra, part)
    return _named_before(line, state, part, 1 if near else _SENTENCES)


def _named_before(line: Line, state: Scan, part: Part, reach: int) -> Body | None:
    """The body that was named last, where none was told to have sat: "co-chaired by the ministers. Its 6th meeting"."""
    names = names_of(state.reading)
    here = line.sentence.index
    near = (name for i in range(here, here - reach - 1, -1) for name in reversed(names.get(i, ())))
    last = next((name for name in near if name.stop <= part.start and name.sure and name.office != ROUND), None)
    return Body(last.title, last.level, last.countries, part) if last is not None else None


def settled(line: Line, cue: Cue, told: list[Event]) -> bool:
    """Whether a summit is only where a contact of the same sentence took place: "met at the UN summit"."""
    if cue.kind != "session" or not any(e.kind in ("meeting", "call") for e in told):
        return False
    before = [line.word(i) for i in range(max(cue.index - 7, 0), cue.index)]
    beside = line.codes[max(cue.index - 4, 0) : cue.index + 4]
    if "B" not in beside and any(w in _ASIDE for w in before):  # "during the Danube summit"
        return True
    blocs = [i.actor for i in line.items[max(cue.index - 4, 0) : cue.index + 4] if i.actor is not None]
    return any(w in ("at", *_ASIDE) for w in before) and any(a.kind == "bloc" for a in blocs)
