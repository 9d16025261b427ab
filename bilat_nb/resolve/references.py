"""Antecedents within a document: "the president", "the two leaders", "the sides", "its northern neighbour".

The rule is to be conservative: what has no fitting antecedent keeps its level and stays without a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.levels import rank
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Actor
from bilat_nb.resolve.countries import CountryReferences, bare, placed
from bilat_nb.resolve.entities import Entity, People

Member = tuple[str | None, str | None, str | None]
Found = tuple[Entity, tuple[int, int]]


_MEMORY = 100
"""How many mentions back an antecedent is looked for."""
_TOP = ("head_of_state", "head_of_government", "foreign_minister")
_NATIONAL = (*_TOP, "minister", "parliament")
_LOOSE = ("head", "former", "official", "business", "spokesperson", "envoy", "adviser", "secretary_general")
"""Offices that are no actor by themselves when nobody is known who holds them."""
_SUITS = {
    "official": ("official", "minister", "foreign_minister"),
    "leader": ("head_of_state", "head_of_government"),
    "minister": ("foreign_minister", "minister"),
    "head": ("foreign_minister", "minister", "parliament", "region", "official", "business"),
}
_HEAD_OF_STATE = {"president", "head_of_state"}
_POINTING = frozenset(
    ("the", "this", "these", "both", "two", "three", "his", "her", "its", "their", "our", "those", "all")
)


class References:
    """Resolves the drafts of one document from first to last.

    Parameters
    ----------
    people : People
        The people of the document.
    pair : sequence of str
        Its countries, most mentioned first.
    """

    def __init__(self, people: People, pair: Sequence[str]) -> None:
        self.people, self.countries = people, CountryReferences(pair)
        self.recent: list[tuple[Entity, tuple[int, int], int]] = []
        self.office: Draft | None = None
        self._headed = {e.country for e in people.all if e.level == "head_of_state"}

    def actor(self, draft: Draft, entity: Entity | None) -> Actor | None:
        """Return the actor that a draft is, or None when it is nothing after all."""
        if draft.kind == "person":
            return self._person(draft, entity) if entity else None
        if draft.kind == "reference":
            return self._reference(draft)
        actor = self._office(draft) if draft.kind == "office" else bare(draft)
        if actor.kind in ("country", "city") and actor.countries:
            self.countries.note(actor, draft.sentence)
        return actor

    # people

    def _person(self, draft: Draft, entity: Entity) -> Actor:
        office, level = draft.office, draft.level
        if not office or (draft.vague and entity.office):
            office, level = entity.office, entity.level
        refers: tuple[tuple[int, int], ...] = ()
        if draft.group == "counterpart" and (other := self._last(draft, lambda e: e is not entity)):
            office, level = entity.office or other[0].office, entity.level or other[0].level
            entity.office, entity.level = office, level
            refers = (other[1],)
        country = draft.countries[0] if len(draft.countries) == 1 else entity.country
        self._mention(entity, draft)
        return Actor(
            draft.start, draft.stop, "person", (country,) if country else (), entity.key, entity.name, office, level,
            refers_to=refers,
        )  # fmt: skip

    def _mention(self, entity: Entity, draft: Draft) -> None:
        entity.last = (draft.start, draft.stop)
        self.recent.append((entity, entity.last, draft.sentence))

    def _last(self, draft: Draft, fits: Callable[[Entity], bool]) -> Found | None:
        """Return the fitting person of the nearest sentence before; of several there, the first, who is its subject."""
        found: Found | None = None
        nearest = None
        for entity, span, sentence in reversed(self.recent[-_MEMORY:]):
            if nearest is not None and sentence != nearest:
                break
            if span[1] <= draft.start and fits(entity):
                found, nearest = (entity, span), sentence
        return found

    def _latest(self, fits: Callable[[Entity], bool]) -> Found | None:
        """Return the fitting person who was mentioned last."""
        return next(((e, span) for e, span, _ in reversed(self.recent[-_MEMORY:]) if fits(e)), None)

    def _one_of_two(self, draft: Draft) -> Actor | None:
        """Read "the former", "the latter": the first or the last of the two people of the sentence before."""
        for sentence in (draft.sentence, draft.sentence - 1):
            here = [(e, span) for e, span, n in self.recent[-_MEMORY:] if n == sentence and span[1] <= draft.start]
            two = list({id(e): (e, span) for e, span in here}.values())
            if len(two) == len(("former", "latter")):
                entity, span = two[draft.group == "latter"]
                countries = (entity.country,) if entity.country else ()
                return replace(
                    bare(draft), person=entity.key, name=entity.name, office=entity.office, level=entity.level,
                    countries=countries, refers_to=(span,),
                )  # fmt: skip
        return None

    # one office

    def _office(self, draft: Draft) -> Actor:
        actor = bare(draft)
        country = draft.countries[0]
        found = self._last(draft, lambda e: e.country == country and self._suits(draft, e))
        return self._stands_for(draft, actor, found) if found else actor

    def _stands_for(self, draft: Draft, actor: Actor, found: Found) -> Actor:
        entity, span = found
        self._mention(entity, draft)
        countries = actor.countries or ((entity.country,) if entity.country else ())
        return replace(
            actor,
            person=entity.key,
            name=entity.name,
            level=entity.level or actor.level,
            countries=countries,
            refers_to=(span,),
        )

    def _reference(self, draft: Draft) -> Actor | None:
        if draft.group == "office":
            self.office = draft
            return self._offices(draft) if draft.plural else self._bare_office(draft)
        if draft.group == "counterpart":
            return self._counterpart(draft)
        if draft.group == "two_people":
            return self._two_people(draft)
        if draft.group in ("former", "latter"):
            return self._one_of_two(draft)
        if not _POINTING.intersection(draft.before) and draft.group != "two_countries" and not _both(draft):
            return None
        if draft.group == "country" and {"his", "her"}.intersection(draft.before):
            owner = self._last(draft, lambda e: e.country is not None)
            return placed(bare(draft), ((owner[0].country or "",), owner[1]) if owner else None)
        return self.countries.resolve(draft)

    def _bare_office(self, draft: Draft) -> Actor | None:
        if draft.office == "head" and draft.stop - draft.start < len("secretary"):  # "at the head of a large team"
            return None
        if not {"the", "this", "that"}.intersection(draft.before):
            return bare(draft) if draft.level in _TOP and draft.office != "leader" else None
        found = self._last(draft, lambda e: _is_same(e, draft.office) and e.office not in ("head", "official"))
        if "visiting" in draft.before:  # "also met the visiting president": not the one who receives
            found = self._latest(lambda e: _is_same(e, draft.office)) or found
        if found is None and draft.office not in ("spokesperson", "adviser", "secretary_general"):
            found = self._last(draft, lambda e: self._suits(draft, e))
        if found is None and draft.office in _LOOSE:
            return None
        return self._stands_for(draft, bare(draft), found) if found else bare(draft)

    def _counterpart(self, draft: Draft) -> Actor | None:
        if not draft.countries and not {"his", "her", "their", "its"}.intersection(draft.before):
            return None
        other = self._last(draft, lambda e: e.country not in draft.countries)
        actor = bare(draft)
        if other is None:
            told = self.office if self.office and self.office.sentence == draft.sentence else None
            return replace(actor, office=told.office, level=told.level) if told else actor
        level = other[0].level
        actor = replace(actor, office=other[0].office, level=level, refers_to=(other[1],))
        for entity in self.people.all[:_MEMORY] if not draft.plural else ():
            if entity.country in draft.countries and entity.level == level and entity is not other[0]:
                return replace(actor, person=entity.key, name=entity.name)
        return actor

    # several offices

    def _offices(self, draft: Draft) -> Actor | None:
        if draft.office == "head" and not draft.countries:
            return None
        pointed = bool(_POINTING.intersection(draft.before)) or (draft.level in _TOP and draft.office != "leader")
        if draft.region or (not pointed and not draft.countries):
            return bare(draft)
        found = self._members(draft)
        members: tuple[Member, ...] = tuple((e.key, e.office, e.country) for e, _ in found)
        countries = draft.countries or tuple(dict.fromkeys(e.country for e, _ in found if e.country))
        if len(found) < 2 and not draft.countries:
            countries = self.countries.pair[:2] if draft.level in _NATIONAL and (found or draft.before) else ()
        if len(found) < 2 and len(countries) < 6:
            told = {e.country: e.key for e, _ in found}
            members = tuple((told.get(c), draft.office, c) for c in countries)
        level = (
            min((e.level for e, _ in found), key=rank, default=draft.level) if draft.office in _SUITS else draft.level
        )
        refers = tuple(span for _, span in found)
        return replace(bare(draft), countries=tuple(countries), level=level, refers_to=refers, members=members)

    def _members(self, draft: Draft) -> list[Found]:
        """Return who is meant, in the order of the text: of each country the one who was named last."""
        found: dict[str | None, Found] = {}
        if draft.office == "leader" and not draft.countries:
            presidents = self._members(replace(draft, office="head_of_state", level="head_of_state"))
            if len(presidents) > 1:
                return presidents  # not the prime minister of one of them, named since
        for entity, span, _ in reversed(self.recent[-_MEMORY:]):
            if span[1] > draft.start or not self._suits(draft, entity) or entity.country in found or not entity.country:
                continue
            if draft.countries and entity.country not in draft.countries:
                continue
            found[entity.country] = (entity, span)
            if len(found) == (len(draft.countries) or 2):
                break
        return sorted(found.values(), key=_span)

    def _two_people(self, draft: Draft) -> Actor | None:
        """Read "the two" and "both men": the last two people of different countries."""
        found = self._members(_anybody(draft))
        if len(found) < 2:
            return None
        members: tuple[Member, ...] = tuple((e.key, e.office, e.country) for e, _ in found)
        level = min((e.level for e, _ in found), key=rank)
        countries = tuple(dict.fromkeys(e.country for e, _ in found if e.country))
        refers = tuple(span for _, span in found)
        return replace(bare(draft), countries=countries, level=level, members=members, refers_to=refers)

    def _suits(self, draft: Draft, entity: Entity) -> bool:
        if draft.office is None:
            return True
        if draft.office == "speaker" and draft.plural:
            return entity.office == "speaker"
        if draft.office == "leader" and entity.level == "head_of_government" and draft.countries:
            return entity.country not in self._headed
        levels = _SUITS.get(draft.office, (draft.level,))
        if draft.office == "minister" and not draft.vague and not draft.plural:  # "the Minister of Tourism"
            levels = ("minister",)
        if draft.office == "head" and draft.level in ("parliament", "region"):  # "the head of the National Assembly"
            levels = (draft.level,)
        return entity.level is not None and entity.level in levels


def _is_same(entity: Entity, told: str | None) -> bool:
    """Whether somebody holds an office, a president also being called the head of state."""
    if entity.office == told:
        return True
    return {entity.office, told} == _HEAD_OF_STATE and entity.country not in word_list("monarchies")


def _both(draft: Draft) -> bool:
    """Whether "both sides" or "two sides" is meant, which point without an article."""
    return draft.group == "sides" and draft.double


def _span(found: Found) -> tuple[int, int]:
    return found[1]


def _anybody(draft: Draft) -> Draft:
    """Return a draft at the same place that any person suits."""
    return Draft(draft.start, draft.stop, "reference", draft.sentence)
