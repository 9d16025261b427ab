"""References to countries: "the sides", "the two states", "the country", "the republic", "its northern neighbour"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.model import Actor
from bilat_nb.vocabulary import table

_MANY = frozenset(("its", "their", "our", "his", "her", "your", "all", "some", "other", "several"))
_MEMORY = 40
"""How many countries back an antecedent is looked for."""


@cache
def _fitting() -> dict[str, frozenset[str]]:
    """Which countries "the kingdom", "the island" or "the Gulf state" can be."""
    rows = (row for row in table("references") if row["fits"])
    return {row["kind"]: frozenset(row["fits"].split()) for row in rows}


class Named(NamedTuple):
    """A country where the text names it."""

    countries: tuple[str, ...]
    span: tuple[int, int]
    sentence: int
    demonym: bool


Antecedent = tuple[tuple[str, ...], tuple[int, int]]


def bare(draft: Draft) -> Actor:
    """Return a draft as an actor, with nothing resolved."""
    return Actor(
        draft.start, draft.stop, draft.kind, draft.countries, None, None, draft.office, draft.level,
        demonym=draft.demonym, plural=draft.plural,
    )  # fmt: skip


def placed(actor: Actor, found: Antecedent | None) -> Actor:
    """Return an actor with the countries of its antecedent."""
    return replace(actor, countries=found[0], refers_to=(found[1],)) if found else actor


class CountryReferences:
    """Resolves references to countries, from the first of a document to the last.

    Parameters
    ----------
    pair : sequence of str
        The two countries that "the sides" are; one or none when no two stand out.
    """

    def __init__(self, pair: Sequence[str]) -> None:
        self.pair = tuple(pair)
        self._named: list[Named] = []
        self._spans: dict[str, tuple[int, int]] = {}

    def note(self, actor: Actor, sentence: int) -> None:
        """Remember a country, or a capital that acts for it."""
        span = (actor.start, actor.stop)
        self._named.append(Named(actor.countries, span, sentence, actor.demonym))
        self._spans.update(dict.fromkeys(actor.countries, span))

    def resolve(self, draft: Draft) -> Actor:
        """Return the actor; its countries stay empty when no antecedent fits."""
        actor = bare(draft)
        if draft.group in _fitting():
            return placed(actor, self._last(draft, lambda c: c in _fitting()[draft.group], _MEMORY))
        if draft.group == "country":
            return placed(actor, self._country(draft))
        if draft.group == "republic":
            return placed(actor, self._last(draft, lambda c: c in self.pair and c != "RUS"))
        if draft.group in ("neighbour", "neighbours") and "two" not in draft.before:
            return self._neighbour(draft, actor)
        return self._both(actor)

    def _both(self, actor: Actor) -> Actor:
        if len(self.pair) < 2:
            return actor
        spans = tuple(sorted(self._spans[c] for c in self.pair if c in self._spans))
        return replace(actor, countries=self.pair, refers_to=spans)

    def _country(self, draft: Draft) -> Antecedent | None:
        """Resolve "the country": the subject of its sentence, else the only one named in the sentence before."""
        names = [n for n in self._named[-_MEMORY:] if not n.demonym]
        here = [n for n in names if n.sentence == draft.sentence]
        if here:
            return here[0].countries, here[0].span
        before = [n for n in names if n.sentence == draft.sentence - 1]
        alone = len({n.countries for n in before}) == 1
        return (before[-1].countries, before[-1].span) if alone else None

    def _neighbour(self, draft: Draft, actor: Actor) -> Actor:
        """Resolve "its northern neighbour": the one of the pair that is not "it"; "the neighbours" may be both.

        "All its neighbours" are more than the other one: they stay without countries.
        """
        here = [n for n in self._named[-_MEMORY:] if n.sentence == draft.sentence]
        if draft.group == "neighbours":
            return actor if here or _MANY.intersection(draft.before) else self._both(actor)
        subject = (here or self._named[-1:])[:1]
        others = [c for c in self.pair if subject and c not in subject[0].countries]
        if len(others) != 1 or len(self.pair) < 2:
            return actor
        span = self._spans.get(others[0])
        return replace(actor, countries=(others[0],), refers_to=(span,) if span else ())

    def _last(self, draft: Draft, fits: Callable[[str], bool], reach: int = 3) -> Antecedent | None:
        """Return the country named last, by its name rather than as an adjective, within some sentences."""
        for named in reversed(self._named[-_MEMORY:]):
            if draft.sentence - named.sentence > reach:
                break
            if not named.demonym and named.countries and fits(named.countries[0]):
                return named.countries, named.span
        return None
