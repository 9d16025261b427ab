"""Entries of a programme, a diary or a chronology: who they are about stands in the title, not in the entry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bilat_nb.facts.contacts.assemblies import Scan, make_event, only_two
from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event, persons
from bilat_nb.facts.contacts.groups import group_right
from bilat_nb.facts.contacts.home import narrator
from bilat_nb.facts.contacts.journeys import visit_to
from bilat_nb.facts.contacts.line import Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import Person, people_in
from bilat_nb.model import Part, Period, Reading, Sentence, once

_TITLE = re.compile(
    r"(?i)\b(?:diary|agenda|programme|program|schedule|engagements|calendar|itinerary|visit|trip|tour|journey)\b"
)
_TITLES, _LONGEST, _OPENING = 5, 220, 4
_MARKS = (":", "-", "–", "—", "|", ";", "(")
_OF_LINE = re.compile(r"^[\s•*–—-]+|[\s.:–—-]+$")
_COMES = re.compile(r"(?i)\b(?:arriv|welcom|reception at)")
_GOES = re.compile(r"(?i)\b(?:depart|leav|return|farewell|flight home)")
_ROW = 2


@once
def principal(reading: Reading) -> Person | None:
    """Return whom the title of a programme, a diary or a visit names, of where the text is from if untold."""
    for sentence in reading.sentences[:_TITLES]:
        if sentence.stop - sentence.start > _LONGEST or not _TITLE.search(reading.text, sentence.start, sentence.stop):
            continue
        people = [p for p in people_in(sentence) if p.level]
        if people:
            return replace(people[0], country=people[0].country or narrator(reading))
    return None


def begins(line: Line, index: int) -> bool:
    """Whether a noun begins an entry or a clause of it: nobody stands before it as its subject."""
    clause = max((i + 1 for i in range(index) if line.codes[i] == ";" or line.words[i] == "|"), default=0)
    return not set(line.codes[clause:index]) - set("xfTeLnG,")


def owner_of_entry(line: Line, cue: Cue, state: Scan, right: list[Person]) -> list[Person] | None:
    """Whose "Talks with Minister X" is in a programme; an empty list where X is a countryman, None in other texts."""
    who = principal(state.reading)
    if who is None or not who.country or not begins(line, cue.index):
        return None
    if any(p.same(who) for p in right):
        return None
    theirs = {p.country for p in right if p.country}
    return [] if who.country in theirs else [who]


def note_heading(sentence: Sentence, state: Scan, behind: bool = False) -> None:
    """Remember a day that is a whole line in the text: it dates the entries below it.

    `behind`: the sentence has been read, and its last line may be the heading of what follows.
    """
    if not state.bodies or not sentence.periods:
        return
    text = state.reading.text
    last = text.rfind("\n", sentence.start, sentence.stop) + 1 or sentence.start
    ends = not text[sentence.stop : sentence.stop + 2].strip(" ") or text[sentence.stop : sentence.stop + 1] == "\n"
    if behind == (last == sentence.start) or not ends:
        return
    for period in sentence.periods:
        whole = _OF_LINE.sub("", text[last : sentence.stop]) == text[period.start : period.stop]
        if whole and period.granularity in ("day", "days"):
            state.heading = period
        if whole and period.granularity in ("month", "year"):
            state.heading, state.month = None, period.period_start if period.granularity == "month" else None


def entry_day(line: Line) -> Period | None:
    """Return the day that opens an entry of a list: "23 October: second round in Tehran; X meets Y on the margins"."""
    first = next((i for i, code in enumerate(line.codes[:_OPENING]) if code == "T"), None)
    if first is None or set(line.codes[:first]) - set("x,fn") or line.word(first + 1) not in _MARKS:
        return None
    return line.items[first].period


def note_journey(sentence: Sentence, state: Scan) -> None:
    """Remember the days of arrival and departure in a programme."""
    days = [p.period_start for p in sentence.periods if p.granularity == "day" and p.period_start]
    day = days[0] if days else state.heading.period_start if state.heading is not None else None
    if day is None or principal(state.reading) is None:
        return
    state.journey.append(day)
    if _GOES.search(state.reading.text, sentence.start, sentence.stop):
        state.left = day


def date_visit(state: Scan) -> None:
    """Give the undated visit of a programme its first day and the day of departure."""
    who = principal(state.reading)
    last: date | None = state.left
    if who is None or last is None or not state.journey:
        return
    first = min(state.journey)
    for event in state.events:
        mine = event.kind == "visit" and not event.when.told and any(p.same(who) for p in event.left)
        if mine and first <= last:
            event.when = When(first, last, "day", Part("period", event.start, event.stop))
            event.planned = state.published is not None and first > state.published


def row(line: Line, state: Scan) -> Event | None:
    """Read "9 May 2023 | Prime Minister X | Bangkok | Official visit": a row of a table of visits."""
    visit = next((i for i, word in enumerate(line.words) if word.endswith(("visit", "trip"))), None)
    first, at = line.first("A", 0), line.first("LC", 0)
    if line.words.count("|") < _ROW or visit is None or first is None or at is None:
        return None
    if "|" not in line.words[min(first, at) : max(first, at)] or "t" in line.codes[visit : visit + 2]:
        return None
    visitor = persons(line, group_right(line, first, reach=1)[:1], state.context)
    goal = Cue(at - 1, "travel", "visit", "goes to")
    event = visit_to(line, goal, (visitor, []), only_two(state), state) if at else make_event(goal, line, [], [])
    theirs, city = {p.country for p in visitor}, line.items[at].actor
    if city is not None and city.kind == "city":
        event.place = line.text[city.start : city.stop]
    return event if event.extra and visitor and not theirs & set(event.extra) else None
