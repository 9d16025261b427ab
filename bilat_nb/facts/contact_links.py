"""What belongs together in a document: talks and the visit they are part of, one contact told several times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bilat_nb.facts.contact_dates import When
from bilat_nb.facts.contact_events import Event
from bilat_nb.facts.contact_people import Person, highest

_NEAR = 3
"""How many sentences a visit or a contact stays the one that is spoken of."""


def link(events: list[Event]) -> list[Event]:
    """Return one event for each contact of a document, in the order of the text."""
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
    merged = _merge(told)
    merged += [e for e in spare if not any(_cover(e.people, other.people) for other in merged)]
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
    return undated and told.planned and _cover(told.left, visit.left)


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
    if event.place and event.when.precision == "day" and all(p.level for p in event.people):
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
        again = event.other or event.kind == "forum"
        if again and event.when.start is not None and not _agree(event, other):
            event.left, event.right, event.extra = list(other.left), list(other.right), other.extra
            event.level, event.body = event.level or other.level, other.body
            return False
        if _agree(event, other):
            _absorb(other, event)
        return True
    return not event.people or event.kind != "visit"


# --- merging ---------------------------------------------------------------------------------------------------------


def _merge(events: list[Event]) -> list[Event]:
    """Join events that are one contact: first those that agree on the date, then the undated with the nearest dated."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: not e.when.start):
        twin = next((k for k in _nearest(kept, event) if _one(k, event)), None)
        if twin is None:
            kept.append(event)
        else:
            _absorb(twin, event)
    return sorted(kept, key=lambda e: (e.sentence, e.start))


def _nearest(kept: list[Event], event: Event) -> list[Event]:
    return sorted(kept, key=lambda k: (k.place is None or k.place != event.place, abs(k.sentence - event.sentence)))


def _one(a: Event, b: Event) -> bool:
    if a.kind == b.kind == "visit" and _stop_of(a, b):
        return True
    apart = a.sentence == b.sentence and a.when.told and b.when.told and a.planned != b.planned
    return a.kind == b.kind and not apart and _people_agree(a, b) and _agree(a, b)


def _stop_of(long: Event, short: Event) -> bool:
    """Whether a trip is a stop of a longer visit to the same country ("will leave for Shanghai on July 17")."""
    if _length(long.when) < _length(short.when):
        long, short = short, long
    same = long.extra == short.extra != () and _cover(long.left, short.left)
    return same and _rough(long.when) and _within(long.when, short.when)


def _within(long: When, short: When) -> bool:
    """Whether one stretch of days lies in another."""
    if long.start is None or long.end is None or short.start is None or short.end is None:
        return False
    return long.start <= short.start and short.end <= long.end


def _agree(a: Event, b: Event) -> bool:
    """Whether dates and places do not speak against one contact."""
    same_day = _dates_agree(a.when, b.when, a.kind) or _headline_week(a, b)
    return same_day and (not a.place or not b.place or _same_place(a.place, b.place))


def _headline_week(a: Event, b: Event) -> bool:
    """Whether one is a headline, whose weekday may be read a week off."""
    if a.when.start is None or b.when.start is None or not (a.headline or b.headline):
        return False
    return abs(a.when.start - b.when.start) <= timedelta(days=7)


def _same_place(a: str, b: str) -> bool:
    def plain(name: str) -> str:
        return name.lower().replace("saint", "st").replace(".", "").replace(" ", "")

    return plain(a) == plain(b)


def _dates_agree(a: When, b: When, kind: str) -> bool:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return True
    if (a.start, a.end) == (b.start, b.end):
        return True
    inside = (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
    return inside and (kind in ("visit", "session", "forum") or _rough(a) or _rough(b))


def _rough(when: When) -> bool:
    return when.start is not None and when.end is not None and when.end - when.start > timedelta(days=0)


def _people_agree(a: Event, b: Event) -> bool:
    if a.body or b.body:
        return _name(a.body or b.body) == _name(b.body or a.body) and bool(set(a.extra) & set(b.extra))
    if a.kind == "visit":
        return _cover(a.left, b.left)
    mine, yours = set(a.countries), set(b.countries)
    return mine == yours and _cover(a.people, b.people)


def _name(body: str | None) -> str:
    """The name of a body by which its tellings are compared."""
    return (body or "").removeprefix("joint ")


def _cover(a: list[Person], b: list[Person]) -> bool:
    """Whether everybody on the shorter side is on the other."""
    short, long = sorted((a, b), key=len)
    return all(any(p.same(q) for q in long) for p in short)


def _absorb(kept: Event, event: Event) -> None:
    """Add to a contact what another telling of it knows more."""
    if kept.kind == "visit" and _stop_of(kept, event):
        _join_stop(kept, event)
    elif event.when.told and (not kept.when.told or (event.when.start and (kept.headline or not kept.when.start))):
        kept.when, kept.planned, kept.headline = event.when, event.planned, event.headline
    elif _length(event.when) < _length(kept.when):
        kept.when = event.when
    kept.place = kept.place or event.place
    kept.subject |= event.subject
    kept.headline &= event.headline
    kept.level = highest((kept.level, event.level)) if kept.level or event.level else None
    kept.extra = tuple(sorted({*kept.extra, *event.extra}))
    if kept.kind == event.kind:
        kept.left = _union(kept.left, event.left)
        kept.right = _union(kept.right, [p for p in event.right if not any(p.same(q) for q in kept.left)])
    kept.parts += event.parts


def _join_stop(kept: Event, event: Event) -> None:
    """Join a stop to its visit: the longer dates, and the place of the shorter only where it is the arrival."""
    long, short = sorted((kept, event), key=lambda e: _length(e.when), reverse=True)
    arrival = long.when.start == short.when.start
    kept.place, event.place = (long.place or (short.place if arrival else None)), None
    kept.when, kept.planned = long.when, long.planned


def _length(when: When) -> timedelta:
    if when.start is None or when.end is None:
        return timedelta.max
    return when.end - when.start


def _union(a: list[Person], b: list[Person]) -> list[Person]:
    """The people of both lists, a name put in the place of the same office without one."""
    found = list(a)
    for one in b:
        at = next((i for i, p in enumerate(found) if p.same(one)), None)
        if at is None:
            found.append(one)
        elif found[at].person is None and one.person is not None:
            found[at] = one
    return found


def _visit_of(event: Event, main: list[Person]) -> bool:
    """Whether an undated visit is that of somebody whose meeting is what the document is about."""
    named = event.kind == "visit" and len(event.countries) > 1 and event.rank is not None
    return named and any(p.person and p.same(q) for p in event.left for q in main)


def _keep(event: Event) -> bool:
    """Whether an event is a contact by the rules: two countries, placed in time or the document's subject."""
    if not event.sided and not event.body:
        return False
    if event.rank is None or (
        event.kind != "visit" and not event.body and not event.gathering and len(event.people) < 2
    ):
        return False
    if event.when.told:
        return True
    if event.purpose or (event.gathered and not event.headline):
        return False
    return event.subject and not event.vague
