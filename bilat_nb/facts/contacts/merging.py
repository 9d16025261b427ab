"""One contact told several times in a document becomes one event."""

from __future__ import annotations

from datetime import timedelta

from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.people import Person, highest

_STAY = 4
"""How many days apart the talks of a visit and its beginning may be."""


def merge(events: list[Event]) -> list[Event]:
    """Join events that are one contact: first those that agree on the date, then the undated with the nearest dated."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: not e.when.start):
        twin = next((k for k in _nearest(kept, event) if _one(k, event)), None)
        if twin is None:
            kept.append(event)
        else:
            absorb(twin, event)
    return sorted(kept, key=lambda e: (e.sentence, e.start))


def _nearest(kept: list[Event], event: Event) -> list[Event]:
    return sorted(kept, key=lambda k: (k.place is None or k.place != event.place, abs(k.sentence - event.sentence)))


def _one(a: Event, b: Event) -> bool:
    if a.kind == b.kind == "visit" and _stop_of(a, b):
        return True
    apart = a.sentence == b.sentence and a.when.told and b.when.told and a.planned != b.planned
    apart |= a.planned != b.planned and _held_before(*((a, b) if b.planned else (b, a)))
    undated = not (a.when.start and b.when.start)
    apart |= bool(a.body) and undated and a.other != b.other and a.sentence != b.sentence  # "The previous session"
    return a.kind == b.kind and not apart and _people_agree(a, b) and agree(a, b)


def _held_before(held: Event, planned: Event) -> bool:
    """Whether one contact has been held, on no day told, and the other one is to come on a day that is told."""
    told = planned.when.told and not held.when.told and planned.kind == "meeting"
    return told and not (held.headline or planned.headline) and held.cue.role != "noun"


def _stop_of(long: Event, short: Event) -> bool:
    """Whether a trip is a stop of a longer visit to the same country ("will leave for Shanghai on July 17")."""
    if _length(long.when) < _length(short.when):
        long, short = short, long
    same = long.extra == short.extra != () and cover(long.left, short.left)
    return same and _rough(long.when) and _within(long.when, short.when)


def _within(long: When, short: When) -> bool:
    """Whether one stretch of days lies in another."""
    if long.start is None or long.end is None or short.start is None or short.end is None:
        return False
    return long.start <= short.start and short.end <= long.end


def agree(a: Event, b: Event) -> bool:
    """Whether dates and places do not speak against one contact."""
    same_day = _dates_agree(a.when, b.when, a.kind) or _headline_week(a, b) or _borrowed(a, b)
    return same_day and (not a.place or not b.place or _same_place(a.place, b.place))


def _headline_week(a: Event, b: Event) -> bool:
    """Whether one is a headline, whose weekday may be read a week off."""
    if a.when.start is None or b.when.start is None or not (a.headline or b.headline):
        return False
    return abs(a.when.start - b.when.start) <= timedelta(days=7)


def _borrowed(a: Event, b: Event) -> bool:
    """Whether one is a visit that has only the day of talks, within a few days of the other one."""
    if a.when.start is None or b.when.start is None or not (a.borrowed or b.borrowed):
        return False
    return bool(a.left and b.left) and abs(a.when.start - b.when.start) <= timedelta(days=_STAY)


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
        elsewhere = bool(a.extra and b.extra) and not set(a.extra) & set(b.extra)
        return cover(a.left, b.left) and not elsewhere
    mine, yours = set(a.countries), set(b.countries)
    return mine == yours and cover(a.people, b.people) and not (_strange(a, b) or _strange(b, a))


def _strange(event: Event, other: Event) -> bool:
    """Whether a whole side of one meeting, by name, has no part in the other one ("the premier received both")."""
    sides = [s for s in (event.left, event.right) if s and all(p.person for p in s)]
    return len(other.people) > 1 and any(not any(p.same(q) for p in s for q in other.people) for s in sides)


def _name(body: str | None) -> str:
    """The name of a body by which its tellings are compared."""
    return (body or "").removeprefix("joint ")


def cover(a: list[Person], b: list[Person]) -> bool:
    """Whether everybody on the shorter side is on the other."""
    short, long = sorted((a, b), key=len)
    return all(any(p.same(q) for q in long) for p in short)


def absorb(kept: Event, event: Event) -> None:
    """Add to a contact what another telling of it knows more."""
    if kept.kind == "visit" and _stop_of(kept, event):
        _join_stop(kept, event)
    elif event.when.told and (not kept.when.told or (event.when.start and (kept.headline or not kept.when.start))):
        kept.when, kept.planned, kept.headline = event.when, event.planned, event.headline
    elif kept.borrowed and event.when.start and not event.borrowed:
        kept.when, kept.planned, kept.borrowed = event.when, event.planned, False
    elif _length(event.when) < _length(kept.when) and not event.borrowed and event.cue.role != "chair":
        kept.when = event.when
    kept.place = kept.place or event.place
    kept.subject |= event.subject
    kept.headline &= event.headline
    kept.level = highest((kept.level, event.level)) if kept.level or event.level else None
    kept.extra = tuple(sorted({*kept.extra, *event.extra}))
    if kept.kind == event.kind:
        left = [p for p in event.left if event.kind == "visit" or not any(p.same(q) for q in kept.right)]
        kept.right = _union(kept.right, [p for p in event.people if p not in left and not _among(p, kept.left)])
        kept.left = _union(kept.left, [p for p in event.people if p in left or _among(p, kept.left)])
    kept.parts += event.parts


def _among(one: Person, side: list[Person]) -> bool:
    return any(one.same(p) for p in side)


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
