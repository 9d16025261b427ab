"""Who takes part: the groups of actors beside a cue, and the people and offices they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bilat_nb.facts.contacts.line import word_codes
from bilat_nb.frozen import frozen
from bilat_nb.model import Actor, Reading, Sentence, once

LEVELS = (
    "head_of_state", "head_of_government", "foreign_minister", "minister",
    "parliament", "region", "official", "business",
)  # fmt: skip
"""Levels of contact, the highest first."""
_WEIGHTS = {"reference": 1, "country": 2, "bloc": 2, "person": 2, "office": 2, "body": 1, "city": 1}
_SECOND, _THIRD = 0.15, 0.9
"""The second country must be named a tenth as often as the first, and the third less often than it."""
_OPENING = 200
_FIRST_PERSON = re.compile(r"\b(?:I|my|me)\b")
RECENT = 12
"""How many people back a pronoun may reach."""


@frozen
class Person:
    """Somebody who takes part in a contact: a named person, or an office whose holder is not named."""

    person: str | None
    office: str | None
    level: str | None
    country: str | None
    start: int
    stop: int
    name: str | None = None
    """The name in full, where it is known: Wang Yi is not Wang Qishan."""
    guessed: bool = False
    """Whether the country is only the other one of the two that a text is about."""

    def same(self, other: Person) -> bool:
        """Whether both may be one and the same person."""
        if self.person and other.person:
            return self.person == other.person and (not self.name or not other.name or self.name == other.name)
        return self.country is not None and self.country == other.country and self.level == other.level


@dataclass(slots=True)
class Context:
    """What a document has told about people so far."""

    recent: list[Person] = field(default_factory=list)
    pair: list[Person] = field(default_factory=list)
    known: dict[str, Person] = field(default_factory=dict)
    topic: Person | None = None
    """The first person of the last sentence that named one: most often its subject, and so "he" in the next."""

    told: set[str] = field(default_factory=set)
    """The people whose country the text itself tells ("Ukraine's deputy prime minister X")."""
    voice: Person | None = None
    """Who spoke last."""
    opening: Person | None = None
    narrated: bool = False
    """Whether somebody else than the first person named says "I" before that name."""
    """The first person of the first lines, who speaks in a text told in the first person."""

    def note(self, people: Sequence[Person]) -> None:
        """Remember people in the order of the text."""
        if not people:
            return
        for one in people:
            if one.person is not None:
                self.known[one.person] = self.complete(one)
        self.recent = [*self.recent, *(self.complete(p) for p in people)][-RECENT:]
        self.topic = next((self.complete(p) for p in people if p.person), self.topic)
        if self.opening is None and people[0].start < _OPENING and not self.narrated:
            self.opening = self.topic

    def note_told(self, sentence: Sentence) -> None:
        """Remember whose country stands in the text, and is not only known from the tables."""
        named = [a for a in sentence.actors if a.person and a.countries]
        for token in sentence.tokens if named else ():
            if token.get("countries") is not None or token.get("blocs") is not None:
                self.told |= {a.person for a in named if a.person and a.start <= token.start < a.stop + 1}

    def pair_for(self, people: Iterable[Person], pair: tuple[str, ...]) -> tuple[str, ...]:
        """Return a pair if an official without a country may be of the other: the text tells whose others are."""
        known = [p for p in people if p.country]
        return pair if any(p.person is None or p.person in self.told for p in known) or not known else ()

    def narrate(self, sentence: Sentence, text: str) -> None:
        """Note that "I" or "my" stands before the first name: "I will meet President X" is not said by X."""
        if self.opening is not None or sentence.start >= _OPENING:
            return
        first = next((a.start for a in sentence.actors if a.kind == "person"), sentence.stop)
        if first < _OPENING and _FIRST_PERSON.search(text, sentence.start, first):
            self.narrated = True

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
                self.topic = self.voice = self.known.get(actor.person, self.topic)

    def note_two(self, sentence: Sentence, text: str) -> None:
        """Remember "A and B" at the head of a sentence as the two that "they" are in the next."""
        first = sentence.actors[0] if sentence.actors else None
        if first is not None and first.plural and first.office and first.start - sentence.start < len("The two "):
            self.note_pair(list(_members(first)))  # "The foreign ministers are worse. They spoke on Monday."
        named = [a for a in sentence.actors if a.kind == "person"][:2]
        if len(named) > 1 and text[named[0].stop : named[1].start].strip(", ") in ("and", "and his", "and her"):
            two = [self.complete(p) for actor in named for p in _members(actor)]
            self.note_pair(two)
            if not countries_of(two):
                self.pair = two

    def learn(self, people: Sequence[Person]) -> None:
        """Remember of which country somebody is whose country only a contact told ("X received the Ethiopian")."""
        for one in people:
            seen = self.known.get(one.person or "", one)
            if one.person and one.country and (seen is one or seen.country is None):
                self.known[one.person] = replace(seen, country=one.country, guessed=one.guessed)

    def note_pair(self, people: Sequence[Person]) -> None:
        """Remember the last two sides that had to do with each other."""
        if len({p.country for p in people if p.country}) >= 2:
            self.pair = list(people)

    def named(self, people: Sequence[Person]) -> list[Person]:
        """Put the name to an office whose only holder the document names, before or after."""
        return [one if one.person or not one.country else self._holder(one) for one in people]

    def _holder(self, one: Person) -> Person:
        held = [p for p in self.known.values() if (p.country, p.level) == (one.country, one.level)]
        if (
            not held and one.office == "leader" and len(one.country or "") == len("ISO")
        ):  # "The two leaders": the other one is somebody without a country
            held = [p for p in self.known.values() if p.country is None and p.level in LEVELS[:2]]
        return replace(one, person=held[0].person) if len(held) == 1 and one.level in LEVELS[:3] else one

    def complete(self, one: Person) -> Person:
        """Add office, level and country from an earlier mention of the same name."""
        seen = self.known.get(one.person or "")
        if seen is None or (one.office and one.level and one.country):
            return one
        return replace(
            one,
            office=one.office or seen.office,
            level=one.level or seen.level,
            country=one.country or seen.country,
            guessed=one.guessed if one.country else seen.guessed,
        )


@once
def pair_of(reading: Reading) -> tuple[str, ...]:
    """Return the two countries that a document is about, of which the EU may be one; none when no two stand out."""
    counts: Counter[str] = Counter()
    for sentence in reading:
        for actor in sentence.actors:
            for code in actor.countries if actor.kind in _WEIGHTS else ():
                if code == "EU" or code in reading.countries:
                    counts[code] += _WEIGHTS[actor.kind]
    (first, most), (second, more), (_, third) = [*counts.most_common(3), ("", 0), ("", 0), ("", 0)][:3]
    told = bool(second) and more >= most * _SECOND and third <= more * _THIRD
    return (first, second) if told else ()


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
    if actor.office == "spouse":
        return
    if actor.members:
        for person, office, country in actor.members:
            yield Person(person, office or actor.office, actor.level, country, actor.start, actor.stop)
        named = {member[2] for member in actor.members}
        for country in dict.fromkeys(actor.countries) if actor.plural else ():  # in their order, the same in every run
            if country not in named:
                yield Person(None, actor.office, actor.level, country, actor.start, actor.stop)
    elif actor.plural and len(actor.countries) > 1:
        for country in actor.countries:
            yield Person(None, actor.office, actor.level, country, actor.start, actor.stop)
    else:
        country = actor.countries[0] if actor.countries else None
        yield Person(actor.person, actor.office, actor.level, country, actor.start, actor.stop, actor.name)


def _add(found: list[Person], one: Person) -> None:
    """Add a person, or complete the one before it when both are the same."""
    for index, seen in enumerate(found):
        joined = seen.same(one) if seen.person and one.person else _apposed(seen, one)
        if joined:
            found[index] = Person(
                seen.person or one.person,
                seen.office or one.office,
                highest((seen.level, one.level)) if not seen.level or not one.level else seen.level,
                seen.country or one.country,
                min(seen.start, one.start),
                max(seen.stop, one.stop),
                seen.name or one.name,
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
