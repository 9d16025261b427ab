"""Offices that a text does not give a country, because they are those of its own: "The President of the Republic"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilat_nb.facts.contacts.assemblies import Scan
from bilat_nb.facts.contacts.bodies import kind_of_body
from bilat_nb.facts.contacts.events import Event, may_be_of
from bilat_nb.facts.contacts.people import LEVELS, Person, pair_of, people_in
from bilat_nb.mentions.who.names import surname_key
from bilat_nb.model import Reading, Sentence, once
from bilat_nb.resolve.agencies import agency_country

_PAIR, _NEAR = 2, 3
_PUBLISH = ("ministry", "government", "mission", "administration", "parliament", "media")
_CITY = ("city", "country")
_OPENS = re.compile(r"\(?(?:[A-Z][A-Za-z]{1,9}\)?\s?[-–—]\s?)?")
_THEN = re.compile(r"[,/:(]? ?(?:[A-Z][\w.’' -]{1,24}[,/(] ?)?[–—-]? ?")
_BETWEEN = re.compile(
    r"\b(?:visit\w*|guests?|hosts?|bilateral|counterparts?|delegations?|colleagues?|neighbou?r\w*|"
    r"(?:both|two|our) (?:countries|sides|states|nations|peoples|governments|ministers|leaders|presidents|premiers))\b"
)
"""Words of what is between two countries."""
_HEAD = 8
"""The first sentences, among which a dateline stands."""


def at_home(side: list[Person], event: Event, state: Scan) -> list[Person]:
    """Give an office without a country the one of who is named with that level further on, or else the other of two.

    "The President spoke with the king of Jordan. Mr Biden thanked him": it is Mr Biden.
    """
    regional = any(p.level == "region" for p in event.people)
    side = [_provincial(p, state, regional) for p in side]
    others = {p.country for p in event.people if p.country} | set(event.extra)
    visit = _visit_of(event, state)
    guests = {p.person for p in visit.left} if visit is not None else set()
    for home in (visit.extra[0] if visit else None, narrator(state.reading)) if len(others) == 1 else ():
        if home is not None and home not in others:
            side = [replace(p, country=home) if _ours(p, home) and p.person not in guests else p for p in side]
    if not any(_bare(p) for p in side):
        return side
    return [_placed(p, others, state) if _bare(p) and others else p for p in side]


def two_sides(event: Event, state: Scan) -> None:
    """Give the sides of a contact without countries those of a text on two: home first, as "X met Y" is told.

    Somebody whose country is not told may be at home too; a place in the other country tells that he is not.
    """
    if event.kind == "visit" or len(event.countries) > 1 or len(event.people) < _PAIR:
        return
    if event.left and not event.right and len(event.left) == _PAIR:
        event.left, event.right = event.left[:1], event.left[1:]
        _two_sides(event, state)
        event.left, event.right = event.people, []
    elif event.left and event.right:
        _two_sides(event, state)


def _two_sides(event: Event, state: Scan) -> None:
    pair, place = _the_two(state), _held_in(event, state)
    known = {p.country for p in event.people if p.country}
    home_of = narrator(state.reading)
    if not known and not pair and home_of is not None and place not in (None, home_of):
        event.left = [replace(p, country=home_of) if may_be_of(p, home_of) else p for p in event.left]
        known = {p.country for p in event.people if p.country}
    if len(known) == 1 and place is not None and place not in known and _at_hosts(event, place, pair, known, state):
        pair = (*known, place)
    if len(pair) < _PAIR:
        return
    home, other = pair
    if not known and all(p.level in LEVELS[:4] and may_be_of(p, home) for p in event.left):
        event.left = [replace(p, country=home) for p in event.left]
    elif known != {home} or place != other:
        return
    side = event.right if any(p.country for p in event.left) else event.left
    sure = place == other
    placed = [
        replace(p, country=other, guessed=not sure) if p.country is None and may_be_of(p, other) else p for p in side
    ]
    event.left, event.right = (event.left, placed) if side is event.right else (placed, event.right)


def called(one: Person, reading: Reading) -> Person:
    """Call somebody by the part of the name that his country uses, where a contact told whose official he is.

    "Foreign Minister Surapong Tovichakchaikul" of Thailand is Surapong, unless the text calls him otherwise.
    """
    words = (one.name or "").split()
    if len(words) < _PAIR or one.country is None or one.person != surname_key(words, None):
        return one
    key = surname_key(words, one.country)
    alone = reading.text.count(one.person) > reading.text.count(" ".join(words))
    return one if alone else replace(one, person=key)


def at_home_all(event: Event, state: Scan) -> None:
    """Take back the country of whoever may as well be an official of the country that a text is written from.

    "Prime Minister X met Governor Y. Exports to Germany rose" is no contact with Germany.
    """
    guessed = [p for p in event.people if p.guessed]
    told = [p for p in event.people if p.country and not p.guessed]
    home = narrator(state.reading)
    if not guessed or home is None or any(p.country != home for p in told) or _abroad(event, guessed, told, state):
        return
    event.left, event.right = (
        [replace(p, country=None, guessed=False) if p.guessed and p.country != home else p for p in side]
        for side in (event.left, event.right)
    )


def _abroad(event: Event, guessed: list[Person], told: list[Person], state: Scan) -> bool:
    """Whether something tells that somebody is a foreigner: the same high office, a place, a visit, or the words."""
    if any(p.level in LEVELS[:3] and p.level == q.level for p in guessed for q in told):
        return True
    theirs = {p.country for p in guessed}
    if _held_in(event, state) in theirs:
        return True
    for visit in state.events:
        near = abs(event.sentence - visit.sentence) <= _NEAR and visit.kind == "visit"
        if near and theirs & {*visit.extra, *(p.country for p in visit.people)}:
            return True
    sentences = state.reading.sentences[max(event.sentence - 1, 0) : event.sentence + 2]
    officials = [a for s in sentences for a in s.actors if a.level and a.kind in ("person", "office", "reference")]
    others = [a for a in officials if not any(p.start <= a.start < p.stop for p in guessed)]
    if any(theirs.issuperset(a.countries) for a in others if a.countries):
        return True  # "The Brazilian minister brought a proposal"
    return any(_BETWEEN.search(state.reading.text, s.start, s.stop) for s in sentences)


def _the_two(state: Scan) -> tuple[str, ...]:
    """The two countries of a text, the one that it is written from first."""
    pair, home = state.pair[:_PAIR], narrator(state.reading)
    if len(pair) == _PAIR:
        return pair if home == pair[0] or home not in pair else (pair[1], pair[0])
    others = [code for code in state.reading.countries if code != home]
    return (home, others[0]) if home is not None and len(others) == 1 else ()


def _at_hosts(event: Event, place: str, pair: tuple[str, ...], known: set[str], state: Scan) -> bool:
    """Whether a place is at home with whoever has no country: "A of X met in Ankara with Vice President B"."""
    named = set(state.reading.countries) - known - {place}
    hosts = [p for p in event.people if p.country is None]
    return not named and not pair and bool(hosts) and all(p.office and may_be_of(p, place) for p in hosts)


def _held_in(event: Event, state: Scan) -> str | None:
    """The country of the place of a contact."""
    places = state.reading.sentences[event.sentence].places
    return next((p.country for p in places if p.name == event.place), None)


def _ours(one: Person, home: str) -> bool:
    """Whether somebody whose country is not told may be an official of the country that a text is written from."""
    return one.country is None and (may_be_of(one, home) or _bare(one))


def _visit_of(event: Event, state: Scan) -> Event | None:
    """The visit to one country that somebody of another one who takes part is told to pay just before."""
    for visit in reversed(state.events):
        if visit.kind != "visit" or len(visit.extra) != 1 or event is visit:
            continue
        near = 0 <= event.sentence - visit.sentence <= _NEAR
        known = near and all(p.country and p.country not in visit.extra for p in visit.left)
        if known and any(p.person and p.same(q) for p in event.people for q in visit.left):
            return visit
    return None


@once
def narrator(reading: Reading) -> str | None:
    """Return the country that a text is written from: of its agency, its dateline, or the ministry that publishes it.

    "MUSCAT: His Majesty received", "ROME, June 14 (APS)" of Algeria, "Ministry of Foreign Affairs of Georgia" on its
    own line.
    """
    if (sender := agency_country(reading)) is not None:
        return sender
    for sentence in reading.sentences[:_HEAD]:
        if sentence.block == "dateline":
            cities = (a.countries[0] for a in sentence.actors if a.kind in _CITY and a.countries)
            found = next((p.country for p in sentence.places if p.country), None) or next(cities, None)
            if found is not None or sentence.periods:
                return found
        for actor in sentence.actors:
            whole = (actor.stop - actor.start) * 2 > sentence.stop - sentence.start
            if actor.kind == "body" and kind_of_body(actor) in _PUBLISH and len(actor.countries) == 1 and whole:
                return actor.countries[0]
    return next((home for s in reading.sentences[:_HEAD] if (home := _dated(reading.text, s)) is not None), None)


@once
def sides_of(reading: Reading) -> tuple[str, ...]:
    """Return the two countries that a document is about; where it is from stands for one that it does not name."""
    pair = pair_of(reading)
    home = narrator(reading)
    if pair or home is None:
        return pair
    body = (s for s in reading if s.block != "dateline")
    told = {code for s in body for a in s.actors if a.kind != "city" for code in a.countries}
    others = told - {home}
    return (home, *others) if len(others) == 1 and home not in told else ()


def _dated(text: str, sentence: Sentence) -> str | None:
    """The country of the city that opens a sentence before a day: "Luanda, 7 March 2019. The President"."""
    alone = [a for a in sentence.actors if a.kind in _CITY and (a.start, a.stop + 1) == (sentence.start, sentence.stop)]
    if alone and alone[0].countries:
        return alone[0].countries[0]  # "Belmopan. May 24, 2016. The"
    cities = [(p.start, p.stop, p.country) for p in sentence.places]
    cities += [(a.start, a.stop, a.countries[0]) for a in sentence.actors if a.kind in _CITY and a.countries]
    for start, stop, country in sorted(cities, key=lambda city: city[0])[:1]:
        day = next((p for p in sentence.periods if p.granularity == "day" and p.kind == "explicit"), None)
        opens = day is not None and _OPENS.fullmatch(text, sentence.start, start) is not None
        if country and opens and day is not None and _THEN.fullmatch(text, stop, day.start):
            return country
    return None


def _provincial(one: Person, state: Scan, regional: bool) -> Person:
    """A premier of Canada or Australia leads a province or a state, and so does one who meets a governor."""
    unknown = one.country is None or one.guessed
    premier = one.office == "prime_minister" and (
        one.country in ("CAN", "AUS") or (unknown and (regional or narrator(state.reading) in ("CAN", "AUS")))
    )
    if premier and state.reading.text[one.start : one.stop].startswith(("Premier", "premier")):
        return replace(one, office="governor", level="region")
    return one


def _bare(one: Person) -> bool:
    return one.person is None and one.country is None and one.level in LEVELS[:3] and one.office != "leader"


def _placed(one: Person, others: set[str], state: Scan) -> Person:
    for person in _named_after(one, state):
        if person.level == one.level and person.country and person.country not in others:
            return replace(one, person=person.person, country=person.country)
    pair = state.reading.countries
    left = [code for code in pair if code not in others]
    return replace(one, country=left[0], guessed=True) if len(pair) == _PAIR and len(left) == 1 else one


def _named_after(one: Person, state: Scan) -> Iterator[Person]:
    """People named behind an office, with what the text tells of them anywhere."""
    for sentence in state.reading:
        for person in people_in(sentence) if sentence.stop > one.start else ():
            if person.person and person.start > one.start:
                yield state.context.complete(person)
