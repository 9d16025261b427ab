"""One contact as a sentence tells it: cue, sides, dates and place; the rules that read it from a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bilat_nb.facts.contact_cues import Cue
from bilat_nb.facts.contact_dates import UNDATED, When
from bilat_nb.facts.contact_line import ACTOR, BODY, BREAK, COMMA, COUNTRY, CUE, PLACE, Line
from bilat_nb.facts.contact_people import (
    Context,
    Person,
    countries_of,
    governed,
    group_left,
    group_right,
    highest,
    people_of,
    subject,
    with_country,
)
from bilat_nb.model import Actor, Part


@dataclass(slots=True)
class Event:
    """A contact as told in one sentence."""

    kind: str
    cue: Cue
    sentence: int
    start: int
    stop: int
    left: list[Person] = field(default_factory=list)
    right: list[Person] = field(default_factory=list)
    when: When = UNDATED
    place: str | None = None
    planned: bool = False
    level: str | None = None
    extra: tuple[str, ...] = ()
    """Countries that take part without a named person: the destination of a visit, the members of a body."""
    subject: bool = False
    """Whether the contact is what the document is about: told in its headline or first sentences."""
    headline: bool = False
    definite: bool = False
    """Whether the event is only pointed at ("the meeting")."""
    vague: bool = False
    """Whether a side is anybody ("a governor")."""
    other: bool = False
    """Whether it is another one than the last ("their previous meeting")."""
    body: str | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Everybody who takes part."""
        return [*self.left, *self.right]

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of all sides."""
        return tuple(sorted({*countries_of(self.people), *self.extra}))

    @property
    def rank(self) -> str | None:
        """The level of the highest-ranking participant."""
        return self.level or highest(p.level for p in self.people)


_PLACE_WORDS = (
    "city", "town", "port", "capital", "neighboring", "neighbouring", "region", "province", "western", "eastern",
    "northern", "southern", "nearby", "historic", "resort", "both",
)  # fmt: skip

Sides = tuple[list[Person], list[Person]]
NOBODY: Sides = ([], [])


def persons(line: Line, group: list[int], context: Context) -> list[Person]:
    """Return the people behind a group of actor items, completed by what was told of them before."""
    actors = [a for a in (line.items[i].actor for i in group) if a is not None]
    if group and line.code(group[0] - 1) == "&" and line.code(group[0] - 2) == COUNTRY:
        actors = with_country(actors, line.items[group[0] - 2].actor)
    return [context.complete(p) for p in people_of(actors)]


def resolve(line: Line, index: int, found: tuple[list[int], str], context: Context) -> list[Person]:
    """Return the people of a subject, pronouns resolved by the sentence and then by the document."""
    group, pronoun = found
    if group:
        others = persons(line, group, context)
        return [*antecedent(line, group[0] - 1, context, others), *others] if pronoun == "h" else others
    if pronoun == "h":
        return antecedent(line, index, context)
    if pronoun == "p":
        return both(line, index, context)
    return []


def antecedent(line: Line, index: int, context: Context, but: Sequence[Person] = ()) -> list[Person]:
    """He or she: the first person of the sentence before the cue, else the one the last sentence began with."""
    before = [i for i in range(index) if line.codes[i] == ACTOR]
    for i in before:
        if not governed(line, i):
            group = [j for j in group_left(line, i) if j in before]
            return persons(line, group, context)[:1]
    told = [*([context.topic] if context.topic else []), *reversed(context.recent)]
    return [p for p in told if not any(p.same(q) for q in but)][:1]


def both(line: Line, index: int, context: Context) -> list[Person]:
    """They: the two sides told last."""
    before = [i for i in range(index) if line.codes[i] == ACTOR]
    here = persons(line, before, context)
    if len(countries_of(here)) >= 2:
        return here[:3]
    if context.pair:
        return list(context.pair)
    pair: list[Person] = []
    for one in reversed(context.recent):
        if one.country and one.country not in {p.country for p in pair}:
            pair.insert(0, one)
        if len(pair) == 2:
            return pair
    return []


def companions(left: list[Person], context: Context) -> list[Person]:
    """Read "the prime minister held a meeting": the other one of the pair told last, if it takes him in."""
    if len(left) != 1 or not any(p.same(left[0]) for p in context.pair):
        return []
    return [p for p in context.pair if not p.same(left[0]) and p.level == left[0].level]


# --- the sides of a contact ------------------------------------------------------------------------------------------


def mutual_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return the sides of "A met (with) B", "A and B met", "they met"."""
    left = resolve(line, cue.index, subject(line, cue.index), context)
    right = partner(line, cue.index, context, direct=cue.role != "speak")
    return left, [p for p in right if not any(p.same(q) for q in left)]


def host_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of "A received B" and "B was received by A"."""
    i = cue.index
    if "V" in (line.code(i - 1), line.code(i - 2)) and line.code(i + 1) == "y":
        host = persons(line, group_right(line, i + 2), context)
        return resolve(line, i, subject(line, i), context), host
    guest = object_of(line, i, context)
    return guest, resolve(line, i, subject(line, i), context) if guest else []


def object_of(line: Line, index: int, context: Context) -> list[Person]:
    """Return the people right behind a verb, unless something of theirs is meant ("welcomed Trump's decision")."""
    group = group_right(line, index + 1, reach=4)
    if not group or line.gap(index, group[0]).count("x") > 1 or any(c in line.gap(index, group[0]) for c in ",o&"):
        return []
    last = group[-1] + 1
    if line.code(last) == "P" or line.word(last) in ("a", "an"):
        return []
    return persons(line, group, context)


def partner(line: Line, index: int, context: Context, direct: bool) -> list[Person]:
    """Return who stands behind "with" after a cue, or right behind it."""
    if direct and line.code(index + 1) in "AfCjxe" and (found := object_of(line, index, context)):
        return found
    for i in range(index + 1, min(index + 16, len(line.codes))):
        code = line.codes[i]
        if code == "w" or (code == "t" and line.word(i) == "to" and line.code(i + 1) in "fACj" and not direct):
            group = group_right(line, i + 1)
            if group:
                return persons(line, group, context)
        if code in (BREAK, CUE, "S", "k", "q", "d", "b") or (code == "&" and line.code(i + 1) in "VHFK"):
            break
    return []


def noun_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return the sides of a noun: "talks between A and B", "A's meeting with B", "A held talks with B"."""
    for rule in (_between, _hyphenated, _owned, _of_with, _held):
        left, right = rule(line, cue, context)
        if left or right:
            return left, [p for p in right if not any(p.same(q) for q in left)]
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


def _owned(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "Putin's meeting with Xi", "his meeting with Xi"."""
    i = cue.index - 1
    while line.code(i) in "xfeF" and i > cue.index - 5:
        i -= 1
    if line.code(i) == "P" and line.code(i - 1) == ACTOR:
        left = persons(line, group_left(line, i - 1), context)
    elif line.code(i) == "j":
        left = antecedent(line, i, context)
    elif line.code(i) == "r":
        return both(line, i, context), []
    else:
        return NOBODY
    return left, partner(line, cue.index, context, direct=False)


def _of_with(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "the meeting of A with B", "a meeting of the heads of the two governments"."""
    at = line.first("oy", cue.index + 1, cue.index + 3)
    if at is None:
        return NOBODY
    group = group_right(line, at + 1, reach=4)
    left = persons(line, group, context)
    return (left, partner(line, group[-1], context, direct=False)) if left else NOBODY


def _held(line: Line, cue: Cue, context: Context) -> Sides:
    """Read "A held talks with B", "A said at talks with B": the subject of the clause is the other side."""
    right = partner(line, cue.index, context, direct=False)
    found = subject(line, cue.index)
    left = resolve(line, cue.index, found, context)
    if left and not right:
        right = _with_before(line, cue, context, found[0])
    if not left and right:
        left = resolve(line, cue.index, subject(line, cue.index, cross_say=True), context)
    if not left and right:
        left = speaker_after(line, cue, context)
    return left, right


def _with_before(line: Line, cue: Cue, context: Context, left: list[int]) -> list[Person]:
    """Read "A discussed trade with B in a phone call": the other side stands before the noun."""
    if line.code(cue.index - 1) != "f" or line.word(cue.index - 2) not in ("in", "during", "over", "at"):
        return []
    at = line.first("w", left[-1] if left else 0, cue.index)
    group = group_right(line, at + 1) if at is not None else []
    return persons(line, [i for i in group if i < cue.index], context)


def speaker_after(line: Line, cue: Cue, context: Context) -> list[Person]:
    """Read "At a meeting with Xi, Putin said": the subject behind the phrase."""
    at = line.first(COMMA, cue.index + 1)
    while at is not None:
        if line.code(at + 1) == ACTOR or (line.code(at + 1) in "fC" and line.code(at + 2) == ACTOR):
            group = group_right(line, at + 1)
            return persons(line, group[:1], context)
        if line.code(at + 1) == "h":
            return context.recent[-1:]
        at = line.first(COMMA, at + 1)
    return []


# --- visits ----------------------------------------------------------------------------------------------------------


def visit_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of a visit."""
    visitor: list[Person] = []
    rules: tuple[Callable[[Line, Cue, Context], Sides], ...] = (_owned, _of_with, _held)
    for rule in rules:
        visitor, _ = rule(line, cue, context)
        if visitor:
            break
    return visitor[:3], _host(line, context)


def traveller(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of "A arrived in Minsk"."""
    visitor = resolve(line, cue.index, subject(line, cue.index), context)
    return visitor[:3], _host(line, context)


def _host(line: Line, context: Context) -> list[Person]:
    """Read "at the invitation of Foreign Minister Lavrov"."""
    for i in range(len(line.codes)):
        if line.word(i) == "invitation" and line.code(i + 1) in "oy":
            return persons(line, group_right(line, i + 2), context)
    return []


def destination(line: Line, cue: Cue) -> tuple[str | None, str | None, Part | None]:
    """Return city and country that a visit goes to, with the part that names it."""
    i = _destination_index(line, cue)
    if i is None:
        return None, None, None
    item = line.items[i]
    part = Part("place", item.start, item.stop)
    if item.code == PLACE and item.place is not None:
        return item.place.name, item.place.country, part
    actor = item.actor
    country = actor.countries[0] if actor is not None and len(actor.countries) == 1 else None
    return None, country, part


def _destination_index(line: Line, cue: Cue) -> int | None:
    """The place or country behind "to" or "in" after a visit, or behind "in" before it ("was in Minsk on a visit")."""
    travels = cue.role in ("travel", "presence")
    for i in range(cue.index + 1, min(cue.index + 14, len(line.codes))):
        code = line.codes[i]
        if code in PLACE + COUNTRY and (travels or _headed(line, i, cue.index)):
            return i
        if (
            code in (BREAK, CUE, "S", "q", "&")
            or (code == "k" and line.word(i) != "as")
            or (travels and not _before_place(line, i))
        ):
            break
    for i in range(cue.index - 1, max(cue.index - 9, -1), -1):
        code = line.codes[i]
        if code in PLACE + COUNTRY and (line.code(i - 1) == "i" or line.word(i - 1).endswith(" in")):
            return i
        if code in (BREAK, CUE, "S", ACTOR):
            break
    return None


def _before_place(line: Line, index: int) -> bool:
    """Whether a word may stand between "visited" and the name of the place."""
    return line.code(index) in "fijo" or line.word(index) in _PLACE_WORDS


def _headed(line: Line, index: int, cue: int) -> bool:
    i = index - 1
    while line.code(i) in "fxoe" and i > max(cue, index - 5):
        i -= 1
    return line.code(i) in "ti"


def countries_in(actor: Actor | None) -> tuple[str, ...]:
    """Return the countries of an actor, if any."""
    return actor.countries if actor is not None else ()


def with_level(event: Event, level: str | None) -> Event:
    """Return the event at a given level."""
    return replace(event, level=level)


BODY_CODES = BODY + COUNTRY
