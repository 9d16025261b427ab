"""Antecedents within a document: "the president", "the two leaders", "the sides", "its northern neighbour".

The rule is to be conservative: what has no fitting antecedent keeps its level and stays without a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bilat_nb.mentions.drafts import Draft
from bilat_nb.model import Actor
from bilat_nb.resolve.entities import Entity, People
from bilat_nb.resolve.tenures import rank

Member = tuple[str | None, str | None, str | None]

_SUITS = {
    "leader": ("head_of_state", "head_of_government"),
    "minister": ("foreign_minister", "minister"),
    "head": ("official", "minister", "business"),
}
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
        self.people, self.pair = people, tuple(pair)
        self.recent: list[tuple[Entity, tuple[int, int], int]] = []
        self.named: list[tuple[tuple[str, ...], tuple[int, int], int, bool]] = []

    def actor(self, draft: Draft, entity: Entity | None) -> Actor | None:
        """Return the actor that a draft is, or None when it is nothing after all."""
        if draft.kind == "person":
            return self._person(draft, entity) if entity else None
        if draft.kind == "reference":
            return self._reference(draft)
        actor = self._office(draft) if draft.kind == "office" else _bare(draft)
        if actor.kind == "country":
            self.named.append((actor.countries, (actor.start, actor.stop), draft.sentence, actor.demonym))
        return actor

    # people

    def _person(self, draft: Draft, entity: Entity) -> Actor:
        office, level = draft.office or entity.office, draft.level or (entity.level if not draft.office else None)
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

    def _last(self, draft: Draft, fits: Callable[[Entity], bool]) -> tuple[Entity, tuple[int, int]] | None:
        for entity, span, _ in reversed(self.recent):
            if span[1] <= draft.start and fits(entity):
                return entity, span
        return None

    # one office

    def _office(self, draft: Draft) -> Actor:
        actor = _bare(draft)
        country = draft.countries[0]
        found = self._last(draft, lambda e: e.country == country and _suits(draft, e))
        return self._stands_for(draft, actor, found) if found else actor

    def _stands_for(self, draft: Draft, actor: Actor, found: tuple[Entity, tuple[int, int]]) -> Actor:
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
            return self._offices(draft) if draft.plural else self._bare_office(draft)
        if draft.group == "counterpart":
            return self._counterpart(draft)
        if not _POINTING & set(draft.before) and not _quantified(draft):
            return None
        return self._countries(draft)

    def _bare_office(self, draft: Draft) -> Actor | None:
        if draft.office in ("head", "former"):
            return None
        found = self._last(draft, lambda e: _suits(draft, e))
        return self._stands_for(draft, _bare(draft), found) if found else _bare(draft)

    def _counterpart(self, draft: Draft) -> Actor:
        other = self._last(draft, lambda e: e.country not in draft.countries)
        actor = _bare(draft)
        if other is None:
            return actor
        level = other[0].level
        actor = replace(actor, office=other[0].office, level=level, refers_to=(other[1],))
        for entity in self.people.all:
            if entity.country in draft.countries and entity.level == level and entity is not other[0]:
                return replace(actor, person=entity.key, name=entity.name)
        return actor

    # several offices

    def _offices(self, draft: Draft) -> Actor | None:
        if draft.office == "head" and not draft.countries:
            return None
        found = self._members(draft)
        members: tuple[Member, ...] = tuple((e.key, e.office, e.country) for e, _ in found)
        countries = draft.countries or tuple(dict.fromkeys(e.country for e, _ in found if e.country))
        if len(found) < 2 and not draft.countries:
            countries = self.pair[:2]
        if len(found) < 2 and len(countries) < 6:
            told = {e.country: e.key for e, _ in found}
            members = tuple((told.get(c), draft.office, c) for c in countries)
        level = (
            min((e.level for e, _ in found), key=rank, default=draft.level) if draft.office == "leader" else draft.level
        )
        refers = tuple(span for _, span in found)
        return replace(_bare(draft), countries=tuple(countries), level=level, refers_to=refers, members=members)

    def _members(self, draft: Draft) -> list[tuple[Entity, tuple[int, int]]]:
        """Return who is meant, in the order of the text: of each country the one who was named last."""
        found: dict[str | None, tuple[Entity, tuple[int, int]]] = {}
        for entity, span, _ in reversed(self.recent):
            if span[1] > draft.start or not _suits(draft, entity) or entity.country in found or entity.country is None:
                continue
            if draft.countries and entity.country not in draft.countries:
                continue
            found[entity.country] = (entity, span)
            if len(found) == (len(draft.countries) or 2):
                break
        return sorted(found.values(), key=lambda pair: pair[1])

    # countries

    def _countries(self, draft: Draft) -> Actor | None:
        actor = _bare(draft)
        if draft.group == "country":
            return self._the_country(draft, actor)
        if draft.group == "republic":
            return self._with(actor, self._named_last(draft, lambda c: c in self.pair[:2] and c != "RUS"))
        if draft.group == "neighbour":
            return self._neighbour(draft, actor)
        if len(self.pair) < 2:
            return actor
        spans = tuple(s for s in (self._span_of(c, draft) for c in self.pair[:2]) if s)
        return replace(actor, countries=self.pair[:2], refers_to=spans)

    def _the_country(self, draft: Draft, actor: Actor) -> Actor:
        here = [n for n in self.named if n[2] == draft.sentence]
        if here:
            return self._with(actor, (here[0][0], here[0][1]))
        return self._with(actor, self._named_last(draft, lambda _: True))

    def _neighbour(self, draft: Draft, actor: Actor) -> Actor:
        here = [n for n in self.named if n[2] == draft.sentence] or self.named[-1:]
        others = [c for c in self.pair[:2] if here and c not in here[0][0]]
        if len(others) != 1 or len(self.pair) < 2:
            return actor
        span = self._span_of(others[0], draft)
        return replace(actor, countries=(others[0],), refers_to=(span,) if span else ())

    def _named_last(self, draft: Draft, fits: Callable[[str], bool]) -> tuple[tuple[str, ...], tuple[int, int]] | None:
        """Return the country named last, by its name rather than as an adjective, within three sentences."""
        for countries, span, sentence, demonym in reversed(self.named):
            if draft.sentence - sentence > 3:
                break
            if not demonym and countries and fits(countries[0]):
                return countries, span
        return None

    def _with(self, actor: Actor, found: tuple[tuple[str, ...], tuple[int, int]] | None) -> Actor:
        return replace(actor, countries=found[0], refers_to=(found[1],)) if found else actor

    def _span_of(self, country: str, draft: Draft) -> tuple[int, int] | None:
        for countries, span, _, _ in reversed(self.named):
            if country in countries and span[1] <= draft.start:
                return span
        return None


def _bare(draft: Draft) -> Actor:
    return Actor(
        draft.start, draft.stop, draft.kind, draft.countries, None, None, draft.office, draft.level,
        demonym=draft.demonym, plural=draft.plural,
    )  # fmt: skip


def _suits(draft: Draft, entity: Entity) -> bool:
    levels = _SUITS.get(draft.office or "", (draft.level,))
    return entity.level is not None and entity.level in levels


def _quantified(draft: Draft) -> bool:
    return draft.plural and draft.group in ("sides", "countries") and "two" in draft.before
