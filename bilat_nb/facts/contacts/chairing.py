"""Who chairs a session: "co-chaired by A and B", "under the chairmanship of", "with A and B in the chair"."""

from __future__ import annotations

from bilat_nb.facts.contacts.events import antecedent, persons, resolve
from bilat_nb.facts.contacts.groups import group_left, group_right, subject
from bilat_nb.facts.contacts.line import ACTOR, HEADED, Line
from bilat_nb.facts.contacts.people import Context, Person

_BACK, _FORTH = 10, 30
_HEAD = ("chair", "head", "lead", "co-chair")
_BRINGS = ("brought", "bring", "brings", "gathered", "gathers", "reunited", "united", "unites", "saw", "assembled")
_SPOKEN_AT = ("addressed", "opened", "closed", "attended", "inaugurated", "joined")
_IN_THE_CHAIR = ("in the chair", "as the co-chairs", "as co-chairs", "as its co-chairs", "as chairs", "as its chairs")


def chairs(line: Line, context: Context) -> list[Person]:
    """Return who chairs what a line tells: "co-chaired by the ministers", "which the ministers co-chaired"."""
    for i, item in enumerate(line.items):
        if item.word.endswith("chairmanship") and line.code(i + 1) == "o":
            return persons(line, group_right(line, i + 2), context)
        if item.word == "under" and (group := group_right(line, i + 1, reach=2)):
            return persons(line, group, context)  # "was held under A and B"
        if item.word in HEADED and item.token is None and line.code(i - 1) in ",TL" and line.code(i + 1) == "y":
            return persons(line, _everybody(line, i + 2), context)  # "in Oslo on 5 May, headed by A and B"
        if item.word == "hosted" and line.code(i + 1) == "y":
            return persons(line, group_right(line, i + 2), context)
        if line.code(i) == ACTOR and " ".join(line.words[i + 1 : i + 4]).startswith(_IN_THE_CHAIR):
            return persons(line, group_left(line, i), context)
        if item.token is None or item.token.cell("contact_forms", "role") != "chair":
            continue
        if line.code(i + 1) == "y":
            return persons(line, _everybody(line, i + 2), context)
        return [*resolve(line, i, subject(line, i), context), *_beside(line, i, context)]
    return []


def _everybody(line: Line, start: int) -> list[int]:
    """All behind "co-chaired by", however long the offices told between: "A, Joint Secretary, and B, Director"."""
    stop = line.first(";ESVHFKkqd", start) or len(line.codes)
    return [i for i in range(start, min(stop, start + _FORTH)) if line.codes[i] == ACTOR]


def guests(line: Line, cue: int, context: Context) -> list[Person]:
    """Return who comes to what a cue tells: "the session, with A and B", "with Minister X he opened the dialogue"."""
    if line.code(0) == "w" and "h" in line.gap(0, cue) and (group := group_right(line, 1)):
        with_him = persons(line, group, context)
        return [*with_him, *antecedent(line, line.codes.find("h"), context, with_him)]
    at = next((i for i in _behind(line, cue) if line.word(i) in _SPOKEN_AT and line.code(i + 1) == "y"), None)
    if at is not None and (group := group_right(line, at + 2)):
        return persons(line, group, context)  # "a forum, addressed by both presidents"
    at = next((i for i in _behind(line, cue) if line.codes[i] == "w" and line.code(i + 1) in "fAx"), None)
    return brought(line, cue, context) or (_come(line, at, context) if at is not None else [])


def brought(line: Line, cue: int, context: Context) -> list[Person]:
    """Return whom a contact brings together: "the summit brought A and B to Galicia"."""
    at = next((i for i in _behind(line, cue) if line.word(i) in _BRINGS), None)
    return _come(line, at, context) if at is not None else []


def _behind(line: Line, cue: int) -> range:
    return range(cue + 1, line.first(";ESkqd", cue + 1, cue + _BACK) or min(cue + _BACK, len(line.codes)))


def _come(line: Line, index: int, context: Context) -> list[Person]:
    """Two people or more, of whom one name is enough to tell them from a group that comes along."""
    named = [p for p in persons(line, _everybody(line, index + 1), context) if p.person]
    return named if len(named) > 1 else []


def heading(line: Line, cue: int, context: Context) -> list[Person]:
    """Read "The council, which the presidents head, will convene": who heads a body comes to its session."""
    for comma in range(cue - 1, max(cue - _BACK, 0), -1):
        if (before := line.aside(comma)) == comma:
            continue
        if line.word(before + 2) in HEADED:
            return persons(line, group_right(line, before + 4), context)
        last = line.items[comma - 1]
        if line.text[last.start : last.stop].lower().endswith(_HEAD):
            found = subject(line, comma - 1)
            group = [i for i in found[0] if i > before] or ([comma - 1] if last.actor is not None else [])
            return resolve(line, comma - 1, (group, found[1]), context) if group else []
    return []


def _beside(line: Line, index: int, context: Context) -> list[Person]:
    """Read "which he co-chairs with the health minister"."""
    at = line.first("w", index + 1, index + 6)
    return persons(line, group_right(line, at + 1), context) if at is not None else []
