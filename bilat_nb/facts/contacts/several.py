"""Several contacts told by one cue: with several people, on several days, in several places."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.assemblies import Scan
from bilat_nb.facts.contacts.cues import plural
from bilat_nb.facts.contacts.events import Event, persons
from bilat_nb.facts.contacts.groups import group_right
from bilat_nb.facts.contacts.line import Item, Line
from bilat_nb.facts.contacts.media import Cue

_PAIR, _HOUR_REACH = 2, 11
_NEXT_STATION = re.compile("(?:,s[^,;]{1,9})?[&,f]+iL[inf]*")
_LATEST = ("recently", "last", "latest", "lately", "including")


def repeated(line: Line, event: Event, state: Scan) -> list[Event]:
    """Read "was received by the president and by the prime minister" as two contacts."""
    if (apart := _each(line, event)) is not None:
        return apart
    last = event.right[-1].start if event.right else -1
    at = next(
        (i for i, item in enumerate(line.items) if item.actor is not None and item.start <= last < item.stop), None
    )
    if at is None:
        return []
    found: list[Event] = []
    while (group := _next_group(line, at)) is not None:
        right = persons(line, group, state.context)
        if not right or not event.left:
            break
        found.append(replace(event, right=right, parts=list(event.parts)))
        at = group[-1]
    return found


def _next_group(line: Line, at: int) -> list[int] | None:
    """Who is met next: "and by B", "and B in the afternoon", "A on Monday, B on Tuesday and C on Wednesday"."""
    joint = at + 1
    while line.code(joint) in "nTifxL" and joint < at + _HOUR_REACH:
        joint += 1
    timed = "T" in line.gap(at, joint) or "L" in line.gap(at, joint) or joint > at + 1
    listed = line.code(joint) == "," and "T" in line.gap(at, joint)
    timed = timed and joint > at + 1 and (line.code(joint) == "&" or listed) and line.code(joint + 1) in "AfC"
    if not timed and (line.code(at + 1) != "&" or line.code(at + 2) not in "yw"):
        return None
    group = group_right(line, joint + 1 if timed else at + 3)
    if not group or (timed and line.code(group[-1] + 1) in "VHFKSEqx,"):
        return None
    return group if not listed or line.code(group[-1] + 1) in "nTi" else None


def _each(line: Line, event: Event) -> list[Event] | None:
    """Read "had separate meetings with A of Chile and B of Georgia": one contact with each; the first stays."""
    theirs = [p.country for p in event.right]
    plural_word = event.cue.word in ("meetings", "bilaterals", "talks", "telephone conversations", "phone calls")
    split = event.cue.word == "meetings" or (plural_word and line.among(("separate", "separately"), 0, len(line.codes)))
    if not split or len(theirs) < _PAIR or None in theirs or len(set(theirs)) != len(theirs) or not event.left:
        return None
    rest = [replace(event, right=[p], parts=list(event.parts)) for p in event.right[1:]]
    event.right = event.right[:1]
    return rest


def stations(line: Line, event: Event, periods: list[Item]) -> list[tuple[Item, str | None]]:
    """Read "in Lima in November and in Nagato on 15 December" as two contacts, each with its place."""
    if (last := _last_station(line, event, periods)) is not None:
        return [(next(p for p in periods if p is not last[0]), event.place), last]
    periods = [p for p in periods if p.start > event.start]
    at = [line.items.index(p) for p in periods]
    if len(at) < _PAIR or any(not _NEXT_STATION.fullmatch(line.gap(a, b)) for a, b in pairwise(at)):
        return []
    places = (next((line.items[i].place for i in range(a, a - 5, -1) if line.code(i) == "L"), None) for a in at)
    return [(p, place.name if place else None) for p, place in zip(periods, places, strict=True)]


def _last_station(line: Line, event: Event, periods: list[Item]) -> tuple[Item, str | None] | None:
    """The second of two contacts: "In September they met again in Jakarta, and this March in Melbourne"."""
    if len(periods) != _PAIR or not event.place:
        return None
    at = line.items.index(periods[-1])
    before = at - 1 - (line.code(at - 1) in "in")
    place = line.items[at + 2].place if line.codes[at + 1 : at + 3] == "iL" else None
    return (periods[-1], place.name) if place and line.code(before) == "&" and at > event.cue.index else None


def listed(line: Line, days: list[Item]) -> bool:
    """Whether days stand in a list: "on 5 and 12 May" is two contacts."""
    return all(line.text[a.stop : b.start].strip() in ("and", ",", ", and", "and on") for a, b in pairwise(days))


def the_last(line: Line, item: Item) -> bool:
    """Whether a day is that of one of several contacts: "three times, most recently on 20 September"."""
    at = line.items.index(item)
    return any(line.word(i) in _LATEST for i in range(at - 7, at)) or line.word(at - 2) == "time"


def own_dates(periods: list[Item]) -> list[Item]:
    """Return the days, or else the months, that several contacts are dated by."""
    for granularity in ("day", "month"):
        found = [p for p in periods if p.period is not None and p.period.granularity == granularity]
        if found:
            return found
    return []


def is_long(item: Item) -> bool:
    """Whether a period is a stretch that contacts are counted in, not the time of one."""
    return item.period is not None and item.period.granularity not in dates.DAYS


def meetings(cue: Cue) -> bool:
    """Whether a noun means contacts in general ("meetings"), not one that has a plural name ("talks")."""
    return plural(cue) and not cue.word.endswith(("talks", "negotiations", "consultations"))
