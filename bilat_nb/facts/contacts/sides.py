"""The sides of a contact: who met whom, who received whom, who held talks with whom."""

from __future__ import annotations

from dataclasses import replace

from bilat_nb.facts.contacts.events import NOBODY, Sides, antecedent, both, persons, resolve, speaker
from bilat_nb.facts.contacts.groups import group_left, group_right, subject
from bilat_nb.facts.contacts.line import ACTOR, BREAK, COMMA, CUE, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS, Context, Person, countries_of

_LED_IN = ("at", "during", "in", "after", "following")
_HERE = ("here", "today", "yesterday", "separately", "again")
_RECEPTION = ("reception", "dinner", "lunch", "luncheon", "banquet", "delegation", "ceremony")


def mutual_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return the sides of "A met (with) B", "A and B met", "they met"."""
    left = resolve(line, cue.index, subject(line, cue.index), context)
    token = line.items[cue.index].token
    speaks = token is not None and token.cell("contact_forms", "role") == "speak"
    if " him " in cue.word or " her " in cue.word:  # "paid him a farewell call"
        return apart(left, antecedent(line, cue.index, context, left))
    right = partner(line, cue.index, context, direct=not speaks)
    return apart(left, right)


def apart(left: list[Person], right: list[Person]) -> Sides:
    """Take nobody for both sides: "The Head of State held talks with A" is not about A's talks with himself."""
    alone = len(left) == 1 and len(right) == 1 and left[0].person is not None
    if alone and left[0].person == right[0].person and left[0].start != right[0].start and left[0].level in LEVELS[:3]:
        return [replace(left[0], person=None, country=None)], right
    return left, [p for p in right if not any(p.same(q) for q in left)]


def host_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of "A received B" and "B was received by A"."""
    i = cue.index
    by = _passive_by(line, i)
    if by is not None:
        host = persons(line, group_right(line, by + 1), context)
        return resolve(line, i, subject(line, i), context), host
    if line.word(i).endswith("honour"):  # "hosted a banquet in his honour"
        host = resolve(line, i, subject(line, i), context)
        return antecedent(line, i, context, host), host
    guest = object_of(line, i, context) or object_of(line, _behind_place(line, i), context)
    return guest, resolve(line, i, subject(line, i), context) if guest else []


def _passive_by(line: Line, index: int) -> int | None:
    """The index of "by" in "was received (in the Kremlin) by"."""
    bare = line.code(index - 1) in ",&" and line.word(index) in ("received", "welcomed", "hosted", "greeted")
    if "V" not in (line.code(index - 1), line.code(index - 2)) and not bare:
        return None  # "in Tehran on Monday, received by the president"
    i = index + 1
    while line.code(i) in "infxeLTCm" and i < index + 9:
        i += 1
    return i if line.code(i) == "y" else None


def object_of(line: Line, index: int, context: Context) -> list[Person]:
    """Return the people right behind a verb, unless something of theirs is meant ("welcomed Trump's decision")."""
    if pronoun(line, index + 1):
        return antecedent(line, index, context, resolve(line, index, subject(line, index), context))
    start = _behind_reception(line, index + 1)
    if line.word(start) in ("my", "our", "his", "her") and line.codes[start + 1 : start + 3] in ("x,", "f,"):
        start += 3  # "to host my friend, Prime Minister X"
    group = group_right(line, start, reach=4)
    gap = line.gap(start - 1, group[0]) if group else ""
    if not group or gap.count("x") > 1 or any(code in gap for code in ",o&"):
        return []
    last = group[-1] + 1
    if line.code(last) == CUE and _names_event(line, last):  # "will host the Quad Leaders Summit"
        return []
    if line.code(last) == "P" or line.word(last) in ("a", "an"):
        return []
    return persons(line, group, context)


def pronoun(line: Line, index: int) -> bool:
    """Whether "him" or "her" stands for somebody: not in "hosted her colleague"."""
    owns = line.code(index + 1) == ACTOR or (line.code(index + 1) in "fex" and line.code(index + 2) == ACTOR)
    return line.word(index) == "him" or (line.word(index) == "her" and not owns)


def _names_event(line: Line, index: int) -> bool:
    token = line.items[index].token
    return token is not None and token.cell("contact_forms", "kind") in ("session", "forum")


def _behind_place(line: Line, index: int) -> int:
    """Step over "here today", "in his office" between a verb and its object; returns the index before the object."""
    i = index + 1
    while (line.code(i) in "infxLT," or _is_place(line, i) or line.codes[i - 1 : i + 1] == "ij") and i < index + 11:
        i += 1
    begins = line.code(index + 1) in "inT" or line.word(index + 1) in _HERE
    return i - 1 if line.code(i) in "Aj" and begins else index


def _is_place(line: Line, index: int) -> bool:
    """Whether a capital is only where something was: "received at State House, Nairobi, a special envoy"."""
    actor = line.items[index].actor if index < len(line.items) else None
    return actor is not None and actor.kind == "city" and line.code(index - 1) == ","


def _behind_reception(line: Line, index: int) -> int:
    """Step over "a reception for", "a delegation led by": who comes behind is received."""
    for i in range(index, index + 5):
        if line.word(i) in _RECEPTION and line.word(i + 1) in ("for", "of", "from", "led", "headed"):
            return i + (3 if line.code(i + 2) == "y" else 2)
    return index


def partner(line: Line, index: int, context: Context, direct: bool) -> list[Person]:
    """Return who stands behind "with" after a cue, or right behind it."""
    if direct and line.code(index + 1) in "AfCjxeu" and (found := object_of(line, index, context)):
        return found
    for i in range(index + 1, min(index + 16, len(line.codes))):
        code = line.codes[i]
        if code == "w" or (code == "t" and line.word(i) == "to" and line.code(i + 1) in "fACj" and not direct):
            if pronoun(line, i + 1):
                return antecedent(line, index, context, resolve(line, index, subject(line, index), context))
            group = group_right(line, _behind_reception(line, i + 1))
            if group:
                return persons(line, group, context)
        if line.word(i) == "from" and _calls(line, index) and (group := group_right(line, i + 1)):
            return persons(line, group, context)  # "received a phone call from B"
        if code in (BREAK, CUE, "S", "k", "q", "d", "b") or (code == "&" and line.code(i + 1) in "VHFK"):
            break
    return []


def _calls(line: Line, index: int) -> bool:
    token = line.items[index].token
    return token is not None and token.cell("contact_forms", "kind") == "call"


def noun_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return the sides of a noun: "talks between A and B", "A's meeting with B", "A held talks with B"."""
    if line.codes[cue.index + 1 : cue.index + 3] == "ox" and cue.word.startswith(("encounter", "discussion")):
        return NOBODY  # "border encounters of individuals"
    for rule in (_between, _hyphenated, owned, of_with, held):
        left, right = rule(line, cue, context)
        if left or right:
            return apart(left, right)
    return NOBODY


def _between(line: Line, cue: Cue, context: Context) -> Sides:
    at = line.first("b", cue.index + 1, cue.index + 12)
    if at is None or any(c in line.gap(cue.index, at) for c in "SEk;d"):
        return NOBODY
    return persons(line, group_right(line, at + 1), context), []


def _hyphenated(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "Putin-Lukashenko talks"."""
    i = cue.index - 1
    while line.code(i) in "xf" and i > cue.index - 4:
        i -= 1
    if line.code(i) != ACTOR:
        return NOBODY
    j = i - 1
    if line.word(j) in ("-", "–", "—") and line.code(j - 1) == ACTOR:
        return persons(line, [j - 1, i], context), []
    return NOBODY


def owned(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "Putin's meeting with Xi", "his meeting with Xi"."""
    i = cue.index - 1
    while line.code(i) in "xfeF" and i > cue.index - 5:
        i -= 1
    if line.code(i) == "P" and line.code(i - 1) == ACTOR:
        left = persons(line, group_left(line, i - 1), context)
    elif line.code(i) == "j":
        ahead = speaker_after(line, cue, context) if line.first("ABhp", 0, i) is None else []
        left = [p for p in ahead if p.person] or antecedent(line, i, context)
    elif line.code(i) == "r":
        return both(line, i, context), []
    elif line.word(i) == "my":
        left = speaker(line, context)
    else:
        return NOBODY
    return left, partner(line, cue.index, context, direct=False)


def of_with(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "the meeting of A with B", "a meeting of the heads of the two governments"."""
    goal = line.codes[cue.index + 1 : cue.index + 3] in ("tL", "tC", "iL")  # "visit to Bangkok of Minister X"
    at = line.first("oy", cue.index + 1 + 2 * goal, cue.index + 3 + goal)
    if at is None:
        return NOBODY
    group = group_right(line, at + 1, reach=4)
    left = persons(line, group, context)
    return (left, partner(line, group[-1], context, direct=False)) if left else NOBODY


def held(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "A held talks with B", "A said at talks with B": the subject of the clause is the other side."""
    right = partner(line, cue.index, context, direct=False)
    found = subject(line, cue.index)
    left = resolve(line, cue.index, found, context)
    if left and not right:
        right = _joined(line, cue, context, found[0]) or _with_before(line, cue, context, found[0])
    if not left and right:
        left = resolve(line, cue.index, subject(line, cue.index, cross_say=True), context)
    if not left and (right or any(line.word(i) in _LED_IN for i in range(max(cue.index - 3, 0), cue.index))):
        left = speaker_after(line, cue, context, whole=not right)
        left = left if right or len(countries_of(left)) > 1 else []
    return left, right


def _joined(line: Line, cue: Cue, context: Context, guests: list[int]) -> list[Person]:
    """Who joins in "A joined B for a first meeting", where B stands nearest to the noun."""
    verb = guests[0] - 1 if guests else -1
    while line.code(verb) in "fCj" and verb > 0:
        verb -= 1
    if line.word(verb) not in ("joined", "joins") or "for" not in map(line.word, range(guests[-1] + 1, cue.index)):
        return []
    return resolve(line, verb, subject(line, verb), context)


def _with_before(line: Line, cue: Cue, context: Context, left: list[int]) -> list[Person]:
    """Read "A discussed trade with B in a phone call": the other side stands before the noun."""
    if line.code(cue.index - 1) != "f" or line.word(cue.index - 2) not in ("in", "during", "over", "at"):
        return []
    at = line.first("w", left[-1] if left else 0, cue.index)
    group = group_right(line, at + 1) if at is not None else []
    return persons(line, [i for i in group if i < cue.index], context)


def speaker_after(line: Line, cue: Cue, context: Context, whole: bool = False) -> list[Person]:
    """Read "At a meeting with Xi, Putin said": the subject behind the phrase, or all who are its subject."""
    i = cue.index + 1
    while line.code(i) in "infLT":
        i += 1
    if line.code(i) == ACTOR and i > cue.index + 2 and line.code(cue.index + 1) in "in":
        return persons(line, group_right(line, i), context)  # "At a meeting in Ramsar on April 5 the ministers A, B"
    at = line.first(COMMA, cue.index + 1)
    while at is not None:
        if line.code(at + 1) == ACTOR or (line.code(at + 1) in "fC" and line.code(at + 2) == ACTOR):
            group = group_right(line, at + 1)
            return persons(line, group if whole else group[:1], context)
        if line.code(at + 1) == "h":
            return context.recent[-1:]
        at = line.first(COMMA, at + 1)
    return []
