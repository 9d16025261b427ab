"""One contact as a sentence tells it, and the people that its pronouns and groups stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from bilat_nb import vocabulary
from bilat_nb.facts.contacts.dates import UNDATED, When
from bilat_nb.facts.contacts.groups import governed, group_left
from bilat_nb.facts.contacts.line import ACTOR, COUNTRY, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS, Context, Person, countries_of, highest, people_of
from bilat_nb.mentions.who.names import same_given
from bilat_nb.model import Actor, Part
from bilat_nb.resolve.tenures import namesakes

_BLOCS = frozenset(row["code"] for row in vocabulary.table("blocs")) - {"EU"}


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
    news: bool = False
    """Whether it is the first thing told, in the simple past and without a time."""
    definite: bool = False
    """Whether the event is only pointed at ("the meeting")."""
    there: bool = False
    """Whether the place is one told before ("his visit there")."""
    nth: int | None = None
    """On which day of a visit it was, -1 for the last ("on the second day")."""
    purpose: bool = False
    """Whether a session is only what somebody comes for ("is due in Busan for the summit")."""
    vague: bool = False
    """Whether a side is anybody ("a governor")."""
    other: bool = False
    """Whether it is another one than the last ("their previous meeting")."""
    borrowed: bool = False
    """Whether a visit has the day of the talks that it is told with ("held talks, the first visit in years")."""
    body: str | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Everybody who takes part."""
        return [*self.left, *self.right]

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of all sides; a session of a bloc is that of the bloc, whoever alone is told to attend it."""
        bloc = self.body and self.kind == "session" and len(self.extra) == 1 and self.extra[0] in _BLOCS
        if bloc and len(countries_of(self.people)) < _PAIR:
            return self.extra
        return tuple(sorted({*countries_of(self.people), *self.extra}))

    @property
    def gathering(self) -> bool:
        """Whether it is one of the leaders or ministers of a bloc ("the leaders of the CIS met")."""
        return not self.right and any(p.person is None and p.country in _BLOCS for p in self.left)

    @property
    def gathered(self) -> bool:
        """Whether it is the summit of a bloc of which nobody is told to attend it."""
        return self.body is not None and not self.people and len(self.extra) == 1

    @property
    def sided(self) -> bool:
        """Whether two countries or more take part."""
        return len(self.countries) > 1 or self.gathering

    @property
    def rank(self) -> str | None:
        """The level of the highest-ranking participant."""
        return self.level or highest(p.level for p in self.people)


_PAIR = 2
_STAFF = ("cabinet", "staff", "aide", "aides", "representatives", "members", "administration", "office", "wife")
_ANYWHERE = ("adviser", "envoy", "secretary_general", "spokesperson", "former")
"""Offices that tell little about whose official somebody is: an envoy of a third country may be the one who speaks."""
Sides = tuple[list[Person], list[Person]]
NOBODY: Sides = ([], [])


def persons(line: Line, group: list[int], context: Context) -> list[Person]:
    """Return the people behind a group of actor items, completed by what was told of them before."""
    actors = [a for a in (line.items[i].actor for i in group) if a is not None]
    if group and line.code(group[0] - 1) == "&" and line.code(group[0] - 2) == COUNTRY:
        actors = _with_country(actors, line.items[group[0] - 2].actor)
    for n, i in enumerate(group):
        if line.items[i].actor is not None and n < len(actors) and not actors[n].countries:
            actors[n] = replace(actors[n], countries=_bracketed(line, i))
    if any(_staff(line, i) for i in group):
        return [context.complete(p) for p in people_of(_without_masters(line, group))]
    if actors and not actors[0].countries and actors[0].office:
        home = _owner(line, group[0]) or _from(line, group[0], actors[0].plural)
        actors[0] = replace(actors[0], countries=home)
    return [context.complete(p) for p in people_of(actors)]


def _without_masters(line: Line, group: list[int]) -> list[Actor]:
    """The actors of a group, those whose people are told as officials without a name."""
    found: list[Actor] = []
    for i in group:
        actor = line.items[i].actor
        if actor is not None and _staff(line, i):
            actor = replace(actor, person=None, office="official", level="official", members=())
        found += [actor] if actor is not None else []
    return found


def _staff(line: Line, index: int) -> bool:
    """Whether somebody's people are told, not he himself: "chief of cabinet for President X"."""
    i = index - 1
    while line.code(i) == "f":
        i -= 1
    if line.code(i) != "o" and line.word(i) not in ("for", "to"):
        return False
    return any(line.word(j) in _STAFF for j in range(i - 1, i - 4, -1))


def _bracketed(line: Line, index: int) -> tuple[str, ...]:
    """The country in "Minister X (Australia)"."""
    actor = line.items[index + 2].actor if line.code(index + 2) == COUNTRY else None
    inside = line.word(index + 1) == "(" and line.word(index + 3) == ")"
    return actor.countries if inside and actor is not None and len(actor.countries) == 1 else ()


def _from(line: Line, index: int, plural: bool) -> tuple[str, ...]:
    """The countries in "negotiators from India and the European Union", "his peer of Mines and Energy of Brazil"."""
    if not plural and line.code(index + 1) == "o":
        last = next((i for i in range(index + 2, index + 7) if line.code(i) == "o"), index)
        actor = line.items[last + 1].actor if line.code(last + 1) == COUNTRY else None
        return actor.countries if actor is not None and last > index else ()
    if line.word(index + 1) not in ("from", "of"):
        return ()
    codes: list[str] = []
    for i in range(index + 2, index + 16):
        actor = line.items[i].actor if line.code(i) == COUNTRY else None
        if actor is not None:
            codes += actor.countries
        elif line.code(i) not in "f&,":
            break
    return tuple(dict.fromkeys(codes))


def _owner(line: Line, index: int) -> tuple[str, ...]:
    """The country in "Iran's top nuclear negotiator X", of which words stand before the office."""
    i = index - 1
    while line.code(i) in "xfe" and i > index - 4:
        i -= 1
    actor = line.items[i - 1].actor if line.code(i) == "P" and line.code(i - 1) == COUNTRY else None
    return actor.countries if actor is not None and len(actor.countries) == 1 else ()


def _with_country(actors: Sequence[Actor], before: Actor | None) -> list[Actor]:
    """Join "Russia and" to "Turkey's foreign ministers": a plural office of one country takes the country before it."""
    first = actors[0] if actors else None
    if first is None or before is None or not first.plural or len(first.countries) != 1 or first.members:
        return list(actors)
    if before.kind != "country" or len(before.countries) != 1 or before.countries == first.countries:
        return list(actors)
    return [replace(first, countries=(*before.countries, *first.countries)), *actors[1:]]


def resolve(line: Line, index: int, found: tuple[list[int], str], context: Context) -> list[Person]:
    """Return the people of a subject, pronouns resolved by the sentence and then by the document."""
    group, pronoun = found
    if group and line.codes[group[0]] != ACTOR:
        group, index = [], group[0]
    if group:
        others = persons(line, group, context)
        first = group[0] - (line.code(group[0] - 1) == "j")
        return [*antecedent(line, first - 1, context, others), *others] if pronoun == "h" else others
    if pronoun == "h":
        return antecedent(line, index, context)
    if pronoun == "p":
        return both(line, index, context)
    return speaker(line, context) if pronoun == "u" else []


def speaker(line: Line, context: Context) -> list[Person]:
    """We or I: who says it in the same sentence, else the person that the text speaks of."""
    for i, code in enumerate(line.codes):
        if code == "S":
            beside = line.first(ACTOR, i - 2, i + 3)
            if beside is not None:
                return persons(line, [beside], context)[:1]
    if line.code(0) == ACTOR and line.word(1) == ":" and line.items[0].stop <= line.items[1].start:
        return persons(line, [0], context)[:1]  # "Foreign Minister Soini: I had a good talk with"
    voice = context.voice or context.opening
    return [voice] if voice else []


def antecedent(line: Line, index: int, context: Context, but: Sequence[Person] = ()) -> list[Person]:
    """He or she: the first person of the sentence before the cue, else the one the last sentence began with."""
    before = [i for i in range(index) if line.codes[i] == ACTOR]
    opens = line.first("h" + ACTOR, 0, index)
    if opens is not None and line.codes[opens] == "h" and context.topic is not None:
        before = []  # "He was in Washington and saw X, he flew to Kyiv": still about him
    for i in before:
        if not governed(line, i):
            group = [j for j in group_left(line, i) if j in before]
            found = [p for p in persons(line, group, context) if not any(p.same(q) for q in but)]
            if found:
                return found[:1]
    told = [*([context.topic] if context.topic else []), *reversed(context.recent)]
    told = told or persons(line, [i for i, code in enumerate(line.codes) if code == ACTOR and i > index][:1], context)
    return [p for p in told if not any(p.same(q) for q in but)][:1]


def both(line: Line, index: int, context: Context) -> list[Person]:
    """They: the two sides told last."""
    before = [i for i in range(index) if line.codes[i] == ACTOR]
    here = persons(line, before, context)
    if len(countries_of(here)) >= 2:
        return here[:3]
    if context.pair:
        return list(context.pair)
    if not before and not context.recent:  # "At their meeting in Samarkand, Modi told Putin"
        there = persons(line, [i for i, code in enumerate(line.codes) if code == ACTOR][:2], context)
        return there if len(countries_of(there)) >= 2 else []
    pair: list[Person] = []
    for one in reversed(context.recent):
        if one.country and one.country not in {p.country for p in pair}:
            pair.insert(0, one)
        if len(pair) == 2:
            return pair
    named = [*{p.person: p for p in context.recent if p.person and p.level}.values()]
    return named if len(named) == _PAIR and len(pair) == 1 else []


def other_country(left: list[Person], right: list[Person], pair: Sequence[str]) -> Sides:
    """Give a side whose country is not told the other one of the two that the document is about.

    "Deputy Prime Minister Trutnev of Russia met Petroleum Minister Pradhan" in a text on India and Russia.
    """
    if len(left) == _PAIR and not right:
        return [*chain(*other_country(left[:1], left[1:], pair))], []
    known = {p.country for p in (*left, *right) if p.country}
    if len(known) != 1 or len(pair) < _PAIR or not known <= set(pair[:_PAIR]):
        return left, right
    other = next(code for code in pair[:_PAIR] if code not in known)

    def fill(side: list[Person]) -> list[Person]:
        alone = all(p.country is None for p in side)
        return [replace(p, country=other, guessed=True) if alone and may_be_of(p, other) else p for p in side]

    return fill(left), fill(right)


def may_be_of(one: Person, country: str) -> bool:
    """Whether a named official may be of a country: not when the tables know the name only elsewhere."""
    if not one.person and one.office in ("president", "head_of_state", "prime_minister", "foreign_minister"):
        return True
    if not one.person or not one.office or one.office in _ANYWHERE:
        return False
    given = (one.name or "").split(" ")[0]
    rows = namesakes(one.person)
    if given and given != one.name:
        rows = tuple(row for row in rows if same_given(given, row["name"].split(" ")[0]))
    known = {row["country"] for row in rows}
    return one.level not in LEVELS[:5] or not known or country in known


def companions(left: list[Person], context: Context) -> list[Person]:
    """Read "the prime minister held a meeting": the other one of the pair told last, if it takes him in."""
    if len(left) != 1 or not any(p.same(left[0]) for p in context.pair):
        return []
    return [p for p in context.pair if not p.same(left[0]) and p.level == left[0].level]
