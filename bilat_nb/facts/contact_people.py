"""Who takes part: the groups of actors beside a cue, and the people and offices they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bilat_nb.facts.contact_line import ACTOR, BODY, BREAK, COMMA, CUE, HEADED, Line, word_codes
from bilat_nb.model import Actor, Sentence

LEVELS = (
    "head_of_state", "head_of_government", "foreign_minister", "minister",
    "parliament", "region", "official", "business",
)  # fmt: skip
"""Levels of contact, the highest first."""
RECENT = 12
"""How many people back a pronoun may reach."""
_SHORT_GAP, _LONG_GAP = 4, 7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part in a contact: a named person, or an office whose holder is not named."""

    person: str | None
    office: str | None
    level: str | None
    country: str | None
    start: int
    stop: int

    def same(self, other: Person) -> bool:
        """Whether both may be one and the same person."""
        if self.person and other.person:
            return self.person == other.person
        return self.country is not None and self.country == other.country and self.level == other.level


@dataclass(slots=True)
class Context:
    """What a document has told about people so far."""

    recent: list[Person] = field(default_factory=list)
    pair: list[Person] = field(default_factory=list)
    known: dict[str, Person] = field(default_factory=dict)
    topic: Person | None = None
    """The first person of the last sentence that named one: most often its subject, and so "he" in the next."""

    def note(self, people: Sequence[Person]) -> None:
        """Remember people in the order of the text."""
        if not people:
            return
        for one in people:
            if one.person is None:
                continue
            self.known[one.person] = self.complete(one)
        self.recent = [*self.recent, *(self.complete(p) for p in people)][-RECENT:]
        self.topic = next((self.complete(p) for p in people if p.person), self.topic)

    def hear(self, sentence: Sentence, text: str) -> None:
        """Make who speaks in a sentence the one it is about ("..., President Lukashenko recalled")."""
        for actor in sentence.actors:
            if actor.person is None:
                continue
            beside = [
                *text[max(actor.start - 16, 0) : actor.start].split()[-1:],
                *text[actor.stop : actor.stop + 16].split()[:1],
            ]
            if any(word_codes().get(word.strip(',."”').lower()) == "S" for word in beside):
                self.topic = self.known.get(actor.person, self.topic)

    def note_two(self, sentence: Sentence, text: str) -> None:
        """Remember "A and B" at the head of a sentence as the two that "they" are in the next."""
        named = [a for a in sentence.actors if a.kind == "person"][:2]
        if len(named) > 1 and text[named[0].stop : named[1].start].strip(", ") in ("and", "and his", "and her"):
            two = [self.complete(p) for actor in named for p in _members(actor)]
            self.note_pair(two)
            if not countries_of(two):
                self.pair = two

    def note_pair(self, people: Sequence[Person]) -> None:
        """Remember the last two sides that had to do with each other."""
        if len({p.country for p in people if p.country}) >= 2:
            self.pair = list(people)

    def named(self, people: Sequence[Person]) -> list[Person]:
        """Put the name to an office whose only holder the document names, before or after."""
        return [one if one.person or not one.country else self._holder(one) for one in people]

    def _holder(self, one: Person) -> Person:
        held = [p for p in self.known.values() if (p.country, p.level) == (one.country, one.level)]
        return replace(one, person=held[0].person) if len(held) == 1 and one.level in LEVELS[:3] else one

    def complete(self, one: Person) -> Person:
        """Add office, level and country from an earlier mention of the same name."""
        seen = self.known.get(one.person or "")
        if seen is None or (one.office and one.level and one.country):
            return one
        return replace(
            one, office=one.office or seen.office, level=one.level or seen.level, country=one.country or seen.country
        )


def highest(levels: Iterable[str | None]) -> str | None:
    """Return the highest of some levels."""
    return min((lv for lv in levels if lv in LEVELS), key=LEVELS.index, default=None)


def countries_of(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the countries of some people, each once, sorted."""
    return tuple(sorted({p.country for p in people if p.country}))


def people_in(sentence: Sentence) -> list[Person]:
    """Return the people and offices of a sentence, each by itself."""
    officials = (a for a in sentence.actors if a.kind in ("person", "office", "reference") and (a.person or a.level))
    return [one for actor in officials for one in _members(actor)]


def people_of(actors: Sequence[Actor]) -> list[Person]:
    """Return the people and offices that a group of actors stands for.

    A plural ("the prime ministers of Belarus and Russia") gives way to the names that follow it, and an office in
    apposition ("Sergei Aleinik, Foreign Minister of Belarus") is joined to its person.
    """
    found: list[Person] = []
    for before, actor in zip([None, *actors], actors, strict=False):
        if found and before is not None and _one_name(before, actor):  # "Norov" and "Altankhuyag" side by side
            found[-1] = replace(found[-1], person=actor.person, stop=actor.stop)
            continue
        for one in _members(actor):
            _add(found, one)
    named = {p.country for p in found if p.person}
    return [p for p in found if p.person or p.country not in named or p.country is None or len(found) == 1]


def _one_name(before: Actor, actor: Actor) -> bool:
    """Whether two people stand side by side without a word or a comma between: the parts of one name."""
    apart = actor.start - before.stop
    return apart <= 1 and bool(before.person and actor.person) and before.countries == actor.countries


def _members(actor: Actor) -> Iterator[Person]:
    if actor.members:
        for person, office, country in actor.members:
            yield Person(person, office or actor.office, actor.level, country, actor.start, actor.stop)
    elif actor.plural and len(actor.countries) > 1:
        for country in actor.countries:
            yield Person(None, actor.office, actor.level, country, actor.start, actor.stop)
    else:
        country = actor.countries[0] if actor.countries else None
        yield Person(actor.person, actor.office, actor.level, country, actor.start, actor.stop)


def _add(found: list[Person], one: Person) -> None:
    """Add a person, or complete the one before it when both are the same."""
    for index, seen in enumerate(found):
        joined = seen.person == one.person if seen.person and one.person else _apposed(seen, one)
        if joined:
            found[index] = Person(
                seen.person or one.person,
                seen.office or one.office,
                highest((seen.level, one.level)) if not seen.level or not one.level else seen.level,
                seen.country or one.country,
                min(seen.start, one.start),
                max(seen.stop, one.stop),
            )
            return
    found.append(one)


def _apposed(seen: Person, one: Person) -> bool:
    """A name and an office without a name, of one country or with no country told, are one person."""
    if seen.person and one.person:
        return False
    if not (seen.person or one.person):
        return (seen.level, seen.country) == (one.level, one.country)
    if seen.country and one.country:
        return seen.country == one.country
    return True


# --- groups of actors in a line --------------------------------------------------------------------------------------


def group_right(line: Line, start: int, reach: int = _LONG_GAP) -> list[int]:
    """Return the indices of the actors that begin at or soon after `start` and are joined to one another."""
    found: list[int] = []
    gap, joint = 0, ""
    for i in range(start, len(line.codes)):
        code = line.codes[i]
        if code == ACTOR:
            if found and COMMA in joint and "&" not in joint and _speaks(line, i):
                break
            found.append(i)
            gap, joint = 0, ""
        elif code in "C,&ofPjr" or (code == BODY and not found) or line.word(i) in ("my", "our"):
            joint += code
            gap += code not in "C,&"
        elif code in "xe" and (not found or joint) and gap < (_LONG_GAP if not found else _SHORT_GAP):
            gap += 1
        else:
            break
        if gap > reach or (not found and joint.count(COMMA) > 1):
            break
    return found


def _speaks(line: Line, index: int) -> bool:
    """Whether the actor at `index` is the subject of a verb of saying or of another verb, not part of the group."""
    after = index + 1
    while line.code(after) in ",fx" and after < index + 3:
        if line.code(after) == COMMA:
            return False
        after += 1
    return line.code(after) in "SVHFK" or line.code(after) == CUE


def group_left(line: Line, index: int) -> list[int]:
    """Return the indices of the joined actors of which the one at `index` is the last, in the order of the text."""
    found = [index]
    gap, joint = 0, ""
    for i in range(index - 1, -1, -1):
        code = line.codes[i]
        if code == ACTOR:
            if "&" not in joint and COMMA in joint and not _apposition(line, i, found[0]):
                break
            found.insert(0, i)
            gap = 0
            joint = "&" if "&" in joint else ""
        elif code in "C,&ofPjrL":
            joint += code
        elif code in "xe" and gap < 2 and ("&" in joint or COMMA in joint):
            gap += 1
        else:
            break
    return found


def _apposition(line: Line, left: int, right: int) -> bool:
    a, b = line.items[left].actor, line.items[right].actor
    if a is None or b is None or (a.person and b.person):
        return False
    return not (a.countries and b.countries) or bool(set(a.countries) & set(b.countries))


def governed(line: Line, first: int) -> bool:
    """Whether the actor at `first` stands behind a preposition ("with Putin", "at the invitation of Lavrov")."""
    before = first - 1
    while line.code(before) in "fjrC" and before > first - 5:
        before -= 1
    return line.code(before) in "wboyts"


def _object(line: Line, group: list[int], index: int) -> bool:
    """Whether a group is the object of the verb before it: "sat down with A and was received by B"."""
    before = group[0] - 1
    while line.code(before) in "fCj":
        before -= 1
    return line.code(before) == CUE and "&" in line.gap(group[-1], index)


def heads(line: Line, first: int) -> bool:
    """Whether "a delegation headed by": who heads it stands for it."""
    by = first - 1
    while line.code(by) == "f":
        by -= 1
    return line.code(by) == "y" and line.word(by - 1) in HEADED


def _own_subject(line: Line, link: int, index: int) -> bool:
    """Whether the clause behind a link word has a subject of its own ("when the eight convene")."""
    after = line.code(link + 1)
    return after not in "AfhpC" or (after == "f" and line.gap(link, index).count("x") > 1)


def subject(line: Line, index: int, cross_say: bool = False) -> tuple[list[int], str]:
    """Return the actors that are the subject of the predicate at `index`, and the pronoun in their place, if any.

    The pronoun is a letter: ``h`` he or she, ``p`` they, ``u`` we; the actors are then empty.
    """
    i = index - 1
    cross_say |= line.code(i) == "s"  # "he said after seeing his colleague"
    while i >= 0:
        code = line.codes[i]
        if code in "hp" or line.word(i) in ("we", "i"):
            return [i], code
        if code == COMMA and (before := line.aside(i)) != i:
            i = before
            continue
        if code in (BREAK, "d") or (code == "S" and not cross_say) or (code == "k" and _own_subject(line, i, index)):
            break
        if code == ACTOR:
            group = group_left(line, i)
            if _object(line, group, index):
                i = group[0] - 1
                continue
            if line.code(i + 1) != "P" and (not governed(line, group[0]) or heads(line, group[0])):
                first = group[0] - (line.code(group[0] - 1) == "j")  # "he and his counterpart"
                joined = line.code(first - 1) == "&" and line.code(first - 2) == "h"
                return group, "h" if joined else ""
            i = group[0]
        i -= 1
    return [], ""
