"""Contacts between officials of different countries: one row for each, however often a document tells it."""

from __future__ import annotations

from typing import Any

from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.links import link
from bilat_nb.facts.contacts.people import Person
from bilat_nb.facts.contacts.reader import scan
from bilat_nb.model import Fact, Part, Reading
from bilat_nb.spans import envelope


def find_contacts(reading: Reading) -> list[Fact]:
    """Return the contacts that a document tells.

    Returns
    -------
    list of Fact
        Table ``contacts``; ``values["people"]`` holds a dict for each person: person, office, level, country, side.
    """
    return [
        _fact(event, reading)
        for event in link(scan(reading), reading.published.day if reading.published.span is not None else None)
    ]


def _fact(event: Event, reading: Reading) -> Fact:
    sentence = reading.sentences[event.sentence]
    inside = [(p.start, p.stop) for p in event.parts if sentence.start <= p.start and p.stop <= sentence.stop]
    start, stop = envelope([(event.start, event.stop), *inside])
    values: dict[str, Any] = {
        "kind": event.kind,
        "level": event.rank,
        "start": event.when.start,
        "end": event.when.end,
        "precision": event.when.precision,
        "place": event.place,
        "participants": _names(event.people),
        "countries": event.countries,
        "status": "planned" if event.planned else "held",
        "people": _people(event),
    }
    return Fact("contacts", start, stop, event.sentence, values, _parts(event.parts))


def _names(people: list[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.person for p in people if p.person))


def _people(event: Event) -> list[dict[str, Any]]:
    """The rows of table participants: who, in which office, on which side."""
    sides = ("visitor", "host") if event.kind == "visit" else (None, None)
    return [
        {
            "person": p.person,
            "office": p.office,
            "level": p.level,
            "country": p.country,
            "side": side,
            "span": (p.start, p.stop),
        }
        for side, group in zip(sides, (event.left, event.right), strict=True)
        for p in group
        if p.person
    ]


def _parts(parts: list[Part]) -> list[Part]:
    return sorted(set(parts), key=lambda part: (part.start, part.stop, part.role))
