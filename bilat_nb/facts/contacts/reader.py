"""From the sentences of a document to the contacts that they tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from bilat_nb.facts.contacts import dates, tense
from bilat_nb.facts.contacts.assemblies import LEAD, Scan
from bilat_nb.facts.contacts.bodies import chaired_by_chambers
from bilat_nb.facts.contacts.cues import find_cues, lines_of
from bilat_nb.facts.contacts.days import as_well, beside, follow, next_week, purpose, share, since, stretch
from bilat_nb.facts.contacts.deeds import deed
from bilat_nb.facts.contacts.entries import date_visit, entry_day, note_heading, note_journey, row
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.extents import extend
from bilat_nb.facts.contacts.home import at_home, at_home_all, called, sides_of, two_sides
from bilat_nb.facts.contacts.implied import together
from bilat_nb.facts.contacts.line import Item, Line
from bilat_nb.facts.contacts.loose import settled
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import count_of
from bilat_nb.facts.contacts.people import pair_of, people_in
from bilat_nb.facts.contacts.rules import RULES
from bilat_nb.facts.contacts.sequels import complete_session, set_for
from bilat_nb.facts.contacts.several import is_long, listed, meetings, own_dates, repeated, stations, the_last
from bilat_nb.facts.contacts.spots import place_for
from bilat_nb.facts.contacts.told_days import (
    day_before,
    day_of_month,
    days_apart,
    in_past,
    is_news,
    nth_day,
    same_day,
    season,
    to_come,
    today,
    today_told,
)
from bilat_nb.model import Part, Place, Reading, Sentence

_OWNERS = ("mutual", "noun", "travel")
"""Roles whose cues keep a date to themselves even when they tell no contact ("met students on Monday")."""
_SETTINGS = ("session", "forum")
_PRONOUNS = ("He ", "She ", "His ", "Her ")
_PURPOSE = ("for", "part", "attend", "attending")
_ASIDE = ("ahead", "sidelines", "margins", "during", "framework", "before", "after", "following")
"""Kinds that, when they are no row themselves, leave date and place to the contact they are the setting of."""
_FEW = 6
"""A sentence with more cues than this is a list, not a report of contacts."""


def scan(reading: Reading) -> list[Event]:
    """Return every contact that the sentences of a document tell, told again or not."""
    state = Scan(reading, pair=pair_of(reading), sides=sides_of(reading))
    for sentence in reading:
        state.context.note_told(sentence)
    for sentence, line in lines_of(reading):
        lead = sentence.block == "headline" or state.bodies < LEAD
        state.bodies += sentence.block in ("body", "quote", "list")
        note_heading(sentence, state)
        note_journey(sentence, state)
        if line is not None:
            if any(a.kind == "body" for a in sentence.actors):
                state.chambers |= chaired_by_chambers(reading.text, sentence.start, sentence.stop)
            for event in read_line(line, state):
                event.news = lead and not state.events and is_news(line, event)
                event.subject = lead
                event.headline = sentence.block == "headline"
                state.events.append(event)
        note_heading(sentence, state, behind=True)
        extend(sentence, state)
        state.day = _last_day(sentence, state)
        state.context.narrate(sentence, reading.text)
        if sentence.actors:
            _remember(sentence, state)
    date_visit(state)
    for event in state.events:
        event.left, event.right = (
            state.context.named(at_home(side, event, state)) for side in (event.left, event.right)
        )
        two_sides(event, state)
        at_home_all(event, state)
        event.left, event.right = ([called(p, reading) for p in side] for side in (event.left, event.right))
    return state.events


def _remember(sentence: Sentence, state: Scan) -> None:
    """Keep in mind whom a sentence names."""
    context, text, topic = state.context, state.reading.text, state.context.topic
    context.note(people_in(sentence))
    context.note_two(sentence, text)
    complete_session(state, sentence)
    if text.startswith(_PRONOUNS, sentence.start):  # "He was received by the emperor": still about him
        context.topic = topic or context.topic
    context.hear(sentence, text)


def _last_day(sentence: Sentence, state: Scan) -> date | None:
    """The day that "later in the day" speaks of after a sentence: one before publication, not one told in passing."""
    if state.published is not None and today_told(state.reading.text, sentence.start, sentence.stop):
        return state.published
    if not sentence.periods:
        return state.day
    which = state.reading.text.find(" which ", sentence.start, sentence.stop)
    periods = [p for p in sentence.periods if which < 0 or p.start < which]
    days = [p.period_end for p in periods if p.granularity == "day" and p.kind != "anaphoric" and p.period_end]
    return next((d for d in reversed(days) if state.published is None or d <= state.published), state.day)


def read_line(line: Line, state: Scan) -> list[Event]:
    """Return the events of one sentence."""
    cues = find_cues(line)
    if len(cues) > _FEW:
        cues = cues[:_FEW]
    told: list[Event] = []
    state.told = told
    denied: Cue | None = None
    for cue in cues:
        if denied is not None and line.gap(denied.index, cue.index).endswith(
            "t"
        ):  # "was unable to travel to Oslo to meet"
            continue
        if tense.hypothetical(line, cue):
            denied = cue
            continue
        rule = RULES.get(cue.role) if not settled(line, cue, told) else None
        event = rule(line, cue, state) if rule else None
        if event is not None:
            told += [event, *repeated(line, event, state)]
            state.context.learn(event.people)
            state.context.note_pair(event.people)
    if not any(e.kind == "visit" and e.extra for e in told) and (event := row(line, state)) is not None:
        told[:] = [*(e for e in told if e.kind != "visit"), event]
    if not told and (event := together(line, state)) is not None:
        told.append(event)
    if not told and (event := set_for(line, state)) is not None:
        told.append(event)
    if (event := deed(line, state, bool(told))) is not None:
        told.append(event)
    keeps = (c for c in cues if c.role in _OWNERS and not _is_setting(line, c) and not settled(line, c, told))
    keeps = (c for c in keeps if not _is_purpose(line, c, told))
    owners = sorted({e.cue.index for e in told} | {c.index for c in keeps})
    events = _for_purpose(line, [dated for event in told for dated in _place_in_time(line, event, owners, state)])
    events = _on_a_visit(line, events)
    follow(events)
    share(events)
    purpose(line, events)
    return events


def _for_purpose(line: Line, events: list[Event]) -> list[Event]:
    """Give date and place to what people come together for: "will gather in Tehran on Tuesday for a summit"."""
    gone: list[Event] = []
    for before, event in pairwise(events):
        purpose = any(line.word(i) in _PURPOSE for i in range(event.cue.index - 4, event.cue.index))
        if purpose and not event.when.told and set(before.countries) <= set(event.countries):
            event.when, event.planned = before.when, before.planned
            event.place = event.place or before.place
            before.place = event.place if before.kind == "meeting" else before.place
            event.parts += before.parts
            if before.cue.role == "body" or (before.cue.role == "mutual" and event.body and _within(event, before)):
                gone.append(before)
        elif purpose and event.kind == before.kind and event.people and _within(event, before):
            gone.append(event)  # "met A and B for a trilateral meeting"
        elif before.cue.role == "body" and event.kind == "session" and before.countries == event.countries:
            gone += [] if before.when.told and event.when.told else [before]  # "sat through a summit"
        elif event.cue.role == "body" and before.kind == event.kind and before.body and before.body == event.body:
            gone.append(before)  # "the session of the commission got under way"
    return [e for e in events if e not in gone]


def _on_a_visit(line: Line, events: list[Event]) -> list[Event]:
    """Make one visit of "has been in Italy since Tuesday on a two-day visit": the first date told is its date."""
    gone: list[Event] = []
    for stay, visit in pairwise(events):
        if stay.cue.role != "presence" or visit.cue.role != "noun" or stay.kind != "visit" or visit.kind != "visit":
            continue
        gap = line.gap(stay.cue.index, visit.cue.index)
        same = stay.extra == visit.extra and stay.left == visit.left
        if same and "n" in gap and not any(code in gap for code in ";&SkqA"):
            stay.when, stay.place = stay.when if stay.when.start else visit.when, stay.place or visit.place
            gone.append(visit)
    return [e for e in events if e not in gone]


def _within(event: Event, other: Event) -> bool:
    """Whether everybody of an event takes part in another one."""
    return all(any(p.same(q) for q in other.people) for p in event.people)


def _is_purpose(line: Line, cue: Cue, told: list[Event]) -> bool:
    """Whether a forum or session that is no contact itself is what a visit is made for: the date is the visit's."""
    near = any(line.word(i) in _PURPOSE for i in range(max(cue.index - 6, 0), cue.index))
    return near and cue.kind in _SETTINGS and bool(told) and all(e.cue.index != cue.index for e in told)


def _is_setting(line: Line, cue: Cue) -> bool:
    """Whether a session or forum is only what another contact comes before or stands beside."""
    if cue.kind not in _SETTINGS:
        return False
    return any(line.word(i) in _ASIDE for i in range(max(cue.index - 7, 0), cue.index))


def _place_in_time(line: Line, event: Event, indices: list[int], state: Scan) -> list[Event]:
    """Give an event its dates, place and status; several days named for several contacts give an event each."""
    periods = _periods(line, event, indices)
    place = place_for(line, event.cue.index, indices, heads_to=event.kind == "visit")
    if place is not None and place.place is not None and event.kind != "call" and not _elsewhere(event, place.place):
        event.place = event.place or place.place.name
        event.parts.append(Part("place", place.start, place.stop))
    count = count_of(line, event.cue.index)
    days = own_dates(periods)
    pointed = any(line.word(i) in ("it", "this", "which") for i in range(max(event.cue.index - 7, 0), event.cue.index))
    if count is not None and count.ordinal and event.body is None and pointed and not days:
        return []  # "It was their fourth conversation in ten days"
    if count is not None and count.ordinal and event.body is None and periods and all(is_long(p) for p in periods):
        return []
    if count is not None and not count.ordinal and len(days) != count.value:
        days = [p for p in days if the_last(line, p)]
        return [_dated(line, _copy(event), [p], state) for p in days]
    if count is not None and not count.ordinal and len(each := stations(line, event, days)) == count.value:
        return [_dated(line, replace(_copy(event), place=place), [p], state) for p, place in each]
    if count is not None and not count.ordinal:
        return [_dated(line, _copy(event), [p], state) for p in days] if len(days) == count.value else []
    if (
        event.cue.role == "noun"
        and meetings(event.cue)
        and not days
        and (count is not None or not _recent(line, event))
    ):
        return []
    if event.kind == "meeting" and (stops := stations(line, event, periods)):
        return [_dated(line, replace(_copy(event), place=place), [p], state) for p, place in stops]
    lasting = event.kind == "meeting" and dates.span_of_days(days, line, consecutive=True)
    if event.kind in ("meeting", "call") and len(days) > 1 and not lasting and listed(line, days):
        return [_dated(line, _copy(event), [p], state) for p in days]
    return [_dated(line, event, periods, state)]


def _periods(line: Line, event: Event, indices: list[int]) -> list[Item]:
    """The periods of an event; the new date of a session that was put off."""
    moved = tense.new_day(line, event.cue, event.body is not None)
    return dates.periods_for(line, event.cue.index, indices) if moved is None else [line.items[moved]]


def _elsewhere(event: Event, place: Place) -> bool:
    """Whether a place lies in another country than the one a visit goes to ("back in Hanoi from a visit to Laos")."""
    return event.kind == "visit" and bool(event.extra and place.country) and place.country not in event.extra


def _recent(line: Line, event: Event) -> bool:
    """Whether "has held meetings with A" tells meetings just held rather than contacts in general."""
    held = line.codes[: event.cue.index].rstrip("xf").endswith(("HK", "K")) and line.code(event.cue.index + 1) == "w"
    return held and bool(event.left and event.right) and all(p.level for p in event.people)


def _copy(event: Event) -> Event:
    return Event(
        event.kind, event.cue, event.sentence, event.start, event.stop, event.left, event.right,
        place=event.place, level=event.level, extra=event.extra, body=event.body, parts=list(event.parts),
    )  # fmt: skip


def _dated(line: Line, event: Event, periods: list[Item], state: Scan) -> Event:
    lasts = event.kind in ("visit", "session", "forum")
    several = dates.span_of_days(periods, line, consecutive=not lasts)
    event.when = several or (dates.best_period(periods, line, event.cue.index) if periods else event.when)
    if not event.when.told and (entry := entry_day(line)) is not None:
        event.when = dates.when_of(entry)
    if not event.when.told and state.heading is not None and dates.timeless(line):
        event.when = dates.when_of(state.heading)
        event.borrowed = event.kind == "visit"
    if event.when.part is not None:
        event.parts.append(event.when.part)
    event.planned = tense.planned(line, event.cue.index, event.when, state.published)
    since(line, event, state.published)
    in_past(line, event, state.published)
    to_come(line, event, state.published)
    next_week(line, event, state.published)
    day_before(line, event, state.day)
    today(line, event, state.published)
    stretch(line, event, state.published)
    same_day(line, event, state.day)
    nth_day(line, event)
    day_of_month(line, event, state.published, [*state.events, *state.told], state.month)
    days_apart(line, event, state.day)
    as_well(line, event, state.events)
    beside(line, event, state.events)
    season(line, event)
    return event
