"""What belongs together in a document: talks and the visit they are part of, one contact told several times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.merging import absorb, agree, cover, merge
from bilat_nb.facts.contacts.people import Person
from bilat_nb.model import Part

_NEAR = 5
"""How many sentences a visit or a contact stays the one that is spoken of."""


def link(events: list[Event], published: date | None = None) -> list[Event]:
    """Return one event for each contact of a document, in the order of the text.

    News without a time is of the day of publication: "A held talks with B" at the head of a dated release.
    """
    told: list[Event] = []
    spare: list[Event] = []
    for event in events:
        _fill_there(event, told)
        _fill_sides(event, told)
        _inherit(event, told)
        if event.cue.role == "topic" and not _talks_of_visit(event, told):
            spare += [event] if event.subject and event.right and not event.headline else []
            continue
        if _point_back(event, told):
            continue
        told.append(event)
    merged = merge(told)
    for event in merged if published is not None else ():
        if event.news and not event.when.told and event.sided:
            event.when = When(published, published, "day", Part("period", event.start, event.stop))
    merged += [e for e in spare if not any(cover(e.people, other.people) for other in merged)]
    main = [p for e in merged if e.subject and _keep(e) for p in e.people if p.person]
    return [e for e in merged if _keep(e) or _visit_of(e, main)]


def _visit_before(event: Event, told: list[Event]) -> Event | None:
    """The visit that is spoken of where an event is told."""
    for other in reversed(told):
        if event.sentence - other.sentence > _NEAR:
            break
        if other.kind == "visit" and other.left:
            return other
    return None


def _fill_there(event: Event, told: list[Event]) -> None:
    """Take the place of a visit "there" from what was told before."""
    before = next((e for e in reversed(told) if e.place), None)
    if event.there and before is not None:
        event.place, event.extra = before.place, before.extra


def _fill_sides(event: Event, told: list[Event]) -> None:
    """Read "The programme comprised a conversation with President X": the other side is the visitor."""
    if len(event.countries) > 1 or event.kind == "visit" or not (event.people or event.body):
        return
    visit = _visit_before(event, told)
    if visit is None:
        return
    have = {p.country for p in event.people}
    visitors = [p for p in visit.left if p.country not in have]
    if visitors:
        event.left, event.right = visitors, event.people
        event.definite = False


def _inherit(event: Event, told: list[Event]) -> None:
    """What happens in the course of a visit takes its dates and place where it has none of its own."""
    if event.kind not in ("meeting", "session") or event.when.told or event.other:
        return
    near = (v for v in reversed(told) if event.sentence - v.sentence <= _NEAR and v.kind == "visit" and v.left)
    involved = [v for v in near if _involves(event, v)]
    visit = next((v for v in involved if v.when.told), involved[0] if involved else None)
    if visit is None:
        return
    event.when = _day_of(event, visit.when)
    event.place = event.place or visit.place
    event.planned = visit.planned or any(_still_to_come(v, visit) for v in told)
    if event.body and not event.left:
        event.left = list(visit.left)
    event.parts += [p for p in visit.parts if p.role in ("period", "place")]


def _still_to_come(told: Event, visit: Event) -> bool:
    """Whether a visit without a date was told as one to come before ("Upcoming visit of the minister")."""
    undated = told.kind == "visit" and not told.when.told and not visit.when.told
    return undated and told.planned and cover(told.left, visit.left)


def _day_of(event: Event, when: When) -> When:
    """Read "on the second day" in the course of a visit."""
    if event.nth is None or when.start is None or when.end is None:
        return when
    day = when.end if event.nth < 0 else when.start + timedelta(days=event.nth - 1)
    return replace(when, start=day, end=day) if day <= when.end else when


def _involves(event: Event, visit: Event) -> bool:
    if event.body is not None and event.sentence - visit.sentence <= 1:
        return True
    return any(p.same(q) for p in event.people for q in visit.left)


def _talks_of_visit(event: Event, told: list[Event]) -> bool:
    """Whether "the ministers will discuss" tells the talks of a visit whose host is named, not told otherwise."""
    visit = _visit_before(event, told)
    if event.place and event.when.precision in ("day", "month") and all(p.level for p in event.people):
        return True  # "A discussed trade with B in Oslo on Friday"
    if (
        visit is not None
        and visit.sentence == event.sentence
        and any(p.same(q) for p in visit.left for q in event.left)
    ):
        return True  # "was in Oslo on Friday, where he and the minister discussed"
    if event.when.told and event.when.precision != "day":
        return False
    if visit is not None and event.when.precision == "day" and any(p.same(q) for p in visit.left for q in event.left):
        return True  # "On Tuesday he and the prime minister discussed"
    if visit is None or not visit.right:
        return False
    return not any(e.kind == "meeting" and e.sentence >= visit.sentence for e in told)


def _point_back(event: Event, told: list[Event]) -> bool:
    """Whether an event without sides only points at one told before; it then lends it its date and place."""
    if event.sided or (event.body is not None and not event.definite):
        return False
    for other in reversed(told):
        if other.kind != event.kind or len(other.countries) < 2:
            continue
        if event.people and not any(p.same(q) for p in event.people for q in other.people):
            continue
        if any(p.person and p.level and not any(p.same(q) for q in other.people) for p in event.people):
            continue  # somebody who is not told to be there met them on another occasion
        again = event.other or event.kind == "forum"
        if again and event.when.start is not None and not agree(event, other):
            event.left, event.right, event.extra = list(other.left), list(other.right), other.extra
            event.level, event.body = event.level or other.level, other.body
            return False
        stop = event.cue.role == "travel" and event.place is not None  # "The guest will travel on to Almaty"
        if agree(event, other) and not stop:
            absorb(other, event)
        return True
    return not event.people or event.kind != "visit"


def _visit_of(event: Event, main: list[Person]) -> bool:
    """Whether an undated visit is that of somebody whose meeting is what the document is about."""
    named = event.kind == "visit" and len(event.countries) > 1 and event.rank is not None
    return named and any(p.person and p.same(q) for p in event.left for q in main)


def _keep(event: Event) -> bool:
    """Whether an event is a contact by the rules: two countries, placed in time or the document's subject."""
    if not event.sided and not event.body:
        return False
    if event.rank is None or (
        event.kind != "visit"
        and not (event.body or event.gathering or (event.extra and event.people))
        and len(event.people) < 2
    ):
        return False
    if event.when.told:
        return True
    if event.purpose or (event.gathered and not event.headline):
        return False
    return event.subject and not event.vague
