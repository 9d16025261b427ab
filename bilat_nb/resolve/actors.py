"""From drafts to actors: people joined, offices and references given the people and countries they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bilat_nb.mentions.actors import draft_actors
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.levels import RANK, rank
from bilat_nb.mentions.who.names import fold_name
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Actor, Token
from bilat_nb.resolve.entities import Entity, People
from bilat_nb.resolve.references import References
from bilat_nb.resolve.tenures import table_name, tenures

_BLOC_LIKE = 3
_TOP_OF_PAGE = 5


def read_actors(
    text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], published: date | None = None
) -> list[Actor]:
    """Read and resolve the actors of a document.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens, in order.
    sentences : sequence of (int, int)
        The spans of its sentences, in order.
    published : date, optional
        The day of publication: offices that the text does not tell are looked up at that day.

    Returns
    -------
    list of Actor
        None overlaps another. A person's span takes in the title ("Belarus President X"); countries inside it are not
        given again.
    """
    return resolve_actors(draft_actors(text, tokens, sentences), published)


def resolve_actors(drafts: Sequence[Draft], published: date | None) -> list[Actor]:
    """Turn the drafts of a document into actors, in the order of the text.

    Parameters
    ----------
    drafts : sequence of Draft
        What the grammar read, in the order of the text.
    published : date or None
        The day at which offices are looked up in the tenures.
    """
    people = People(published)
    joined = _join(people, drafts)
    people.settle()
    pair = _pair(drafts, joined)
    _chancellors(drafts, joined, pair)
    _secretaries(drafts, joined)
    _of_ministry(drafts, people)
    _peers(drafts, joined)
    _settle_two(drafts, joined, pair)
    references = References(people, pair)
    found = (references.actor(draft, joined.get(id(draft))) for draft in drafts)
    return [actor for actor in found if actor is not None]


def _join(people: People, drafts: Sequence[Draft]) -> dict[int, Entity]:
    """Give every mention of a person its entity: first those beyond doubt, then the surnames alone."""
    joined: dict[int, Entity] = {}
    for draft in drafts:
        if draft.kind == "person" and draft.certain:
            entity = joined[id(draft)] = people.add(draft)
            owner = joined.get(id(draft.owner)) if draft.owner else None
            if owner is not None and entity.country is None:
                entity.country = owner.country or (owner.known["country"] if owner.known else None)
    for draft in drafts:
        if draft.kind == "person" and not draft.certain and (known := _uncertain(people, draft)):
            joined[id(draft)] = known
    return joined


def _chancellors(drafts: Iterable[Draft], joined: dict[int, Entity], pair: Sequence[str]) -> None:
    """Make foreign ministers of the chancellors of Latin America, also where no country is told in a text on it."""
    theirs = word_list("chancellors")
    for draft in drafts:
        if draft.office != "chancellor":
            continue
        entity = joined.get(id(draft))
        told = draft.countries or ((entity.country,) if entity and entity.country else tuple(pair))
        if told and theirs.issuperset(told):
            draft.office = draft.level = "foreign_minister"
            if entity and entity.office == "chancellor":
                entity.office = entity.level = "foreign_minister"


def _secretaries(drafts: Iterable[Draft], joined: dict[int, Entity]) -> None:
    """Make officials of the foreign secretaries of South Asia, who serve under a minister; the others are ministers."""
    theirs = word_list("foreign_secretaries")
    for draft in drafts:
        if draft.office != "foreign_secretary":
            continue
        entity = joined.get(id(draft))
        told = draft.countries or ((entity.country,) if entity and entity.country else ())
        serves = bool(told) and theirs.issuperset(told)
        draft.office, draft.level = ("official", "official") if serves else ("foreign_minister", "foreign_minister")
        if entity and entity.office == "foreign_secretary":
            entity.office, entity.level = draft.office, draft.level


def _of_ministry(drafts: Sequence[Draft], people: People) -> None:
    """Make a foreign minister of "the Minister, X" on a page of the foreign ministry."""
    page = next((d for d in drafts if d.kind == "body" and d.start < _TOP_OF_PAGE), None)
    if page is None or page.office != "foreign_ministry":
        return
    for entity in people.all:
        ours = entity.country is None or not page.countries or entity.country in page.countries
        if entity.office == "minister" and entity.vague and ours:
            entity.office = entity.level = "foreign_minister"


def _peers(drafts: Sequence[Draft], joined: dict[int, Entity]) -> None:
    """Give whoever welcomes "her colleague B" the office of B, where only that of B is known."""
    people = [draft for draft in drafts if draft.kind == "person" and id(draft) in joined]
    for a, b in pairwise(people):
        one, two = joined[id(a)], joined[id(b)]
        same = a.sentence == b.sentence and b.group == "counterpart" and one is not two
        if same and one.level is None and two.level is not None:
            one.office, one.level = two.office, two.level


def _settle_two(drafts: Sequence[Draft], joined: dict[int, Entity], pair: Sequence[str]) -> None:
    """Read "Foreign Ministers A and B": where A is of one of the two countries, B is of the other one."""
    people = [draft for draft in drafts if draft.kind == "person" and id(draft) in joined]
    for a, b in pairwise(people):
        if a.sentence != b.sentence or not a.office or a.office != b.office or b.start - a.stop > len(" and "):
            continue
        one, two = joined[id(a)], joined[id(b)]
        if one.country is None:
            one, two = two, one
        if two.country is None and one.country in pair and len(pair) > 1:
            two.country = pair[0] if one.country == pair[1] else pair[1]


def _uncertain(people: People, draft: Draft) -> Entity | None:
    """A name that only its shape suggests: it must be somebody whom the document names elsewhere."""
    entity = people.find(draft.words, None)
    if entity is None and len(draft.words) > 1:
        for place in (-1, 0):
            word = draft.words[place]
            entity = people.find([word], None)
            if entity is not None and len(word) > 3 and fold_name(entity.key) == fold_name(word):
                offset = draft.stop - len(word) if place else draft.start
                draft.start, draft.stop = offset, offset + len(word)
                draft.words = [word]
                break
            entity = None
    if entity is not None and len(draft.words) == 1:
        entity.alone[draft.words[0]] = entity.alone.get(draft.words[0], 0) + 1
    return entity


def _pair(drafts: Iterable[Draft], joined: dict[int, Entity]) -> tuple[str, ...]:
    """Return the two countries that "the sides" may be; fewer when no two stand out."""
    counts: Counter[str] = Counter()
    for draft in drafts:
        entity = joined.get(id(draft)) if draft.kind == "person" else None
        _count(counts, draft.kind, (entity.country,) if entity and entity.country else draft.countries)
    common = [*counts.most_common(3), ("", 0), ("", 0), ("", 0)]
    (first, most), (second, more), (_, third) = common[:3]
    if not second or more < max(2, most * _SECOND) or third > more * _THIRD:
        return (first,) if first else ()
    return first, second


def document_countries(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the countries that a document is about, most mentioned first.

    Places and references do not count, a capital that acts counts half; blocs are left out.
    """
    counts: Counter[str] = Counter()
    for actor in actors:
        _count(counts, actor.kind, actor.countries)
    return tuple(country for country, _ in counts.most_common())


def _count(counts: Counter[str], kind: str, countries: Iterable[str]) -> None:
    weight = _WEIGHTS.get(kind, 0)
    for country in countries if weight else ():
        if len(country) == _BLOC_LIKE and country.isalpha() and country not in _BLOCS:
            counts[country] += weight


_WEIGHTS = {"country": 2, "person": 2, "office": 2, "body": 1, "city": 1}
_SECOND, _THIRD = 0.2, 0.8
"""The second country must be named a fifth as often as the first, and the third clearly less often than it."""
_BLOCS = frozenset(("CIS", "SCO", "WLD", "GCC", "WTO", "IMF", "OIC", "COE", "OTS", "ECO", "PIF", "NB8"))


class Contradiction(NamedTuple):
    """A title in the text that the tenures contradict."""

    start: int
    stop: int
    person: str
    told: str
    known: str


def contradictions(actors: Iterable[Actor], published: date | None) -> list[Contradiction]:
    """Return the people whose level in the text is not one that the table has for them on the day of publication.

    Only the three highest levels are checked, and only for people with a term in the table that covers the day.
    """
    found: list[Contradiction] = []
    if published is None:
        return found
    for actor in actors:
        if actor.kind != "person" or not actor.name or actor.level not in RANK[:3] or len(actor.countries) != 1:
            continue
        terms = [t for t in tenures(table_name(actor.name), actor.countries[0]) if t.covers(published)]
        levels = sorted({t.level for t in terms}, key=rank)
        if levels and actor.level not in levels:
            found.append(Contradiction(actor.start, actor.stop, actor.person or actor.name, actor.level, levels[0]))
    return found
