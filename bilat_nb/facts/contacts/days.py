"""Days that a contact has from the words around it: a four-day visit, a departure, "later in the day"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.line import PERIOD, Line
from bilat_nb.facts.contacts.numbers import count_words
from bilat_nb.facts.contacts.tense import marked
from bilat_nb.model import Part

_LASTS = re.compile(
    r"\b(?:([a-z]+|[0-9]{1,2})-day (?:[a-z]+ ){0,3}(?:visit|trip|stay|tour|session|summit|talks|meeting)"
    r"|(?:for|with|over) ([a-z]+|[0-9]{1,2}) days\b"
    r"|(?:visit|trip|stay|tour|stop|stopover) of (?:up to )?([a-z]+|[0-9]{1,2}) days\b)",
    re.IGNORECASE,
)
_LONGEST, _NEAR = 15, 2
_BESIDE = re.compile(
    r"(?:Prior to|Before|After|Following|During|Upon completion of|At the end of|On the sidelines of|In the margins of)"
    r" (?:the|their|these|this)(?: [a-z-]+){0,2} (?:plenary|session|meeting|talks|negotiations|ceremony|signing|summit|"
    r"consultations|conversation|visit|event)\b"
)
_EVE = ("day before", "day earlier", "previous day")
_SINCE = ("since", "begun", "began", "started")
_UNTIL = ("until", "till", "through", "ends", "ending", "concludes", "concluding", "to", "lasts")
_ALSO = ("also", "later", "then", "separately", "afterwards", "subsequently", "earlier")
_NTH_OF_VISIT = re.compile(
    r"(?i)\b(second|third|fourth|fifth)(?: and (?:last|final))? day of (?:the|his|her|a|its) (?:[a-z-]+ ){0,3}visit"
)
_ORDER = {"second": 1, "third": 2, "fourth": 3, "fifth": 4}
_SPAN = 60
_LEAVES = ("left", "leaves", "depart", "flew", "flies", "return", "head")
_ENDS = ("concluding", "ending", "after", "completing", "wrapping", "finishing")
_ENDED = ("ended", "ends", "wrapped", "wraps", "concluded", "concludes", "wound", "completed", "finished")
_BEGAN = re.compile(r"\b(?:began|started|begun) (?:the day before|a day (?:earlier|before)|the previous day)\b")
_BEGINS = (
    "takes",
    "attends",
    "joins",
    "addresses",
    "begins",
    "starts",
    "pays",
    "makes",
    "embarks",
    "undertakes",
    "holds",
)
_PRESENT = (
    "meets", "visits", "hosts", "receives", "welcomes", "arrives in", "travels to", "flies to", "goes to", "heads to",
    "leaves for", "departs for",
)  # fmt: skip
_HOME_TODAY = re.compile(
    r"\b(?:return|leav|depart|fl(?:y|ies)|head)[a-z]* (?:home |back |again )?"
    r"(?:this (?:evening|afternoon|morning)|today|tonight)\b"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def lasting(line: Line, event: Event) -> int | None:
    """Return how many days a visit or session lasts by its sentence, or None."""
    if event.kind not in ("visit", "session", "forum") or not line.says(" days", "-day "):
        return None
    match = _LASTS.search(line.text, line.sentence.start, line.sentence.stop)
    if match is None:
        return None
    word = (match[1] or match[2] or match[3]).lower()
    value = int(word) if word.isdigit() else count_words().get(word, (0, ""))[0]
    return value if 1 < value <= _LONGEST else None


def stretch(line: Line, event: Event, published: date | None) -> None:
    """Give a visit of four days its last day from its first, or its first from its last."""
    leaves = _leaving(line, event)
    if leaves is not None and not event.when.told:
        event.when = leaves
        event.planned = False
    over = event.kind == "visit" and event.when.end is not None and published is not None and event.when.end < published
    if over and _HOME_TODAY.search(line.text, line.items[event.cue.index].stop, line.sentence.stop):
        event.when = replace(event.when, end=published)
    if (
        event.kind == "visit"
        and event.when.end is not None
        and _BEGAN.search(line.text, event.start, line.sentence.stop)
    ):
        part, day = event.when.part, timedelta(days=1)
        named = part is not None and line.text[part.start : part.stop].lower().endswith(_EVE)
        end = event.when.end + day if named else event.when.end
        event.when = replace(event.when, start=end - day, end=end)
    nth = _NTH_OF_VISIT.search(line.text, event.parts[0].start - _SPAN, event.stop) if event.kind == "visit" else None
    if nth is not None and event.when.start is not None:
        event.nth = _ORDER[nth[1].lower()]
        event.when = replace(event.when, start=event.when.start - timedelta(days=event.nth))
    _until(line, event)
    days, when = lasting(line, event), event.when
    if days is None or when.start is None or when.start != when.end:
        return
    apart = timedelta(days=days - 1)
    if leaves is not None or _ended(line, event.cue.index):
        event.when = replace(when, start=when.start - apart)
    else:
        event.when = replace(when, end=when.start + apart)


def since(line: Line, event: Event, published: date | None) -> None:
    """Read "has been in Italy since Tuesday": a visit that goes on at publication."""
    if event.kind != "visit" or event.when.start is not None or event.planned:
        return
    days = [i.period for i in line.items if i.period is not None and i.period.granularity == "day"]
    begun = next((p for p in days if p.bound == "since" and p.period_start is not None), None)
    if begun is None or begun.period_start is None or published is None:
        return
    if timedelta(0) <= published - begun.period_start <= timedelta(days=_LONGEST):
        part = Part("period", begun.start, begun.stop)
        last = begun.period_start if lasting(line, event) else published
        event.when = When(begun.period_start, last, "day", part)


def _until(line: Line, event: Event) -> None:
    """Give a visit its last day: "from today until Friday", "which ends on Wednesday", "through 12 May"."""
    when = event.when
    if event.kind != "visit" or when.start is None or when.start != when.end or when.precision != "day":
        return
    for i in range(event.cue.index + 1, len(line.items)):
        period = line.items[i].period
        before = i - 1 - (line.code(i - 1) == "n")
        if period is None or period.granularity != "day" or period.period_end is None:
            continue
        if line.word(before) in _SINCE and period.period_start is not None and period.period_start < when.start:
            event.when = replace(when, start=max(period.period_start, when.start - timedelta(days=_LONGEST)))
            return
        if line.word(before) not in _UNTIL:
            continue
        last, week = period.period_end, timedelta(days=7)
        if last < when.start and line.text[line.items[i].start :].lower().startswith(_WEEKDAYS):
            last += week
        if when.start < last <= when.start + timedelta(days=_LONGEST):
            event.when = replace(when, end=last)
        return


def _ended(line: Line, cue: int) -> bool:
    """Whether a verb before a cue tells the end of it ("wrapped up a three-day visit on Thursday")."""
    return any(line.word(i) in _ENDED for i in range(max(cue - 6, 0), cue))


def _leaving(line: Line, event: Event) -> When | None:
    """The day of "left on Sunday, concluding a visit", the last one of that visit."""
    cue = event.cue.index
    if event.kind != "visit" or event.cue.role != "noun":
        return None
    if not any(line.word(i) in _ENDS for i in range(max(cue - 6, 0), cue)):
        return None
    if not any(line.word(i).startswith(_LEAVES) for i in range(cue)):
        return None
    periods = [i.period for i in line.items[:cue] if i.code == PERIOD and i.period and i.period.granularity == "day"]
    if len(periods) != 1 or periods[0].period_start is None:
        return None
    day = periods[0]
    return When(day.period_start, day.period_end, "day", Part("period", day.start, day.stop))


def next_week(line: Line, event: Event, published: date | None) -> None:
    """Read the weekday of "will be in Vienna on Friday" as the coming one."""
    part, when, cue = event.when.part, event.when, event.cue.index
    if part is None or published is None or when.start is None or when.start != when.end:
        return
    will = any(line.word(i) in ("will", "'ll") for i in range(max(cue - 4, 0), cue)) or event.cue.word == "will be in"
    will = will or _is_to_come(line, event) or _agreed(line, event)
    weekday = line.text[part.start : part.stop].lower().startswith(_WEEKDAYS)
    if will and weekday and 0 < (published - when.start).days < len(_WEEKDAYS):
        day = when.start + timedelta(days=len(_WEEKDAYS))
        event.when, event.planned = replace(when, start=day, end=day), True


def _agreed(line: Line, event: Event) -> bool:
    """Whether somebody agreed, or is, to meet on the day: "The ministers agreed to meet again on Friday"."""
    at = marked(line, event.cue.index, "F") if line.code(event.cue.index - 1) == "t" else None
    return at is not None and not any(line.word(i) in ("was", "were", "had") for i in (at - 1, at))


def _is_to_come(line: Line, event: Event) -> bool:
    """Whether the present tense tells a contact of the days to come: "begins a trip on Thursday"."""
    cue = event.cue.index
    if event.cue.role == "noun":
        reach = 10 if event.body else 6
        return any(line.word(i) in _BEGINS for i in range(max(cue - reach, 0), cue))
    return event.cue.word in _PRESENT and line.sentence.block != "headline"


def as_well(line: Line, event: Event, events: Sequence[Event]) -> None:
    """Date "A also called on B", or what A did in the next sentence, by the day of the contact told just before."""
    if event.when.told or event.kind not in ("meeting", "call"):
        return
    also = any(line.word(i) in _ALSO for i in range(max(event.cue.index - 3, 0), event.cue.index + 2))
    kinds = ("meeting", "call", "session")
    last = next((e for e in reversed(events[-4:]) if e.people and e.kind in kinds and e.when.told), None)
    if last is None or last.when.precision != "day":
        return
    apart = line.sentence.index - last.sentence
    goes_on = apart <= _NEAR and _goes_on(line, event, last)
    if (also or goes_on) and apart <= _NEAR and any(p.same(q) for p in event.people for q in last.people):
        event.when = last.when


def beside(line: Line, event: Event, events: Sequence[Event]) -> None:
    """Date "Prior to the plenary A and B had a talk" by the day of the session or the talks told before."""
    if event.when.told or event.kind not in ("meeting", "call") or line.sentence.periods:
        return
    if not _BESIDE.match(line.text, line.sentence.start, line.sentence.stop):
        return
    for last in reversed(events):
        if line.sentence.index - last.sentence > _NEAR + 1:
            return
        same = any(p.same(q) for p in event.people for q in last.people)
        if last.when.precision == "day" and not last.planned and same:
            event.when = last.when
            return


def _goes_on(line: Line, event: Event, last: Event) -> bool:
    """Whether a story goes on: a named somebody met another one, in the simple past, with no time told at all."""
    at = event.cue.index
    had = event.cue.role == "noun" and line.word(at - 1) == "had"
    before = line.codes[max(at - 4, 0) : at - had]
    verb = had or event.cue.role in ("mutual", "host", "dial") or (event.cue.role == "noun" and "K" in before)
    simple = verb and not line.sentence.periods and not event.planned
    received = event.cue.role == "host" and line.word(at - 1) in ("was", "were")
    told = simple and not last.planned and not any(code in before for code in ("HtN" if received else "HVtN"))
    return told and all(p.person for p in event.people) and len(event.countries) > 1


def share(events: list[Event]) -> None:
    """Give the second of "On Monday in Oslo A had talks with B and called on C" the date and place of the first."""
    for first, second in pairwise(events):
        part = first.when.part
        opened = part is not None and part.stop < first.start and not second.when.told
        kinds = {first.kind, second.kind} <= {"meeting", "call", "session"}
        if opened and kinds and any(p.same(q) for p in first.left for q in second.left):
            second.when, second.planned = first.when, first.planned
            second.place = second.place or (first.place if second.kind != "call" else None)


def purpose(line: Line, events: list[Event]) -> None:
    """Make what a planned journey is made for planned too: "will travel to Jakarta to attend the summit"."""
    for first, second in pairwise(events):
        gap = line.gap(first.cue.index, second.cue.index)
        after = first.when.start is None or second.when.start is None or first.when.start <= second.when.start
        hosts = first.cue.role == "host" and second.kind == "visit"
        joined = (first.kind == "visit" and "t" in gap and "&" not in gap) or hosts
        beside = "&" in gap and not second.when.told and not any(c in gap for c in "HVt")
        if first.planned and after and not any(c in gap for c in ";kqSd") and (joined or beside):
            second.planned = True


def follow(events: list[Event]) -> None:
    """Give an undated visit the day of what it is made for: "will travel to Suva, where he will meet X on Monday"."""
    for visit, other in pairwise(events):
        if visit.kind == "visit" and visit.nth and not other.when.told:  # "On the second day of the visit A met B"
            other.when = replace(visit.when, start=visit.when.end)
        undated = visit.kind == "visit" and not visit.when.told
        behind = other.kind == "visit" and not other.when.told and bool(other.extra) and visit.kind != "visit"
        if behind and visit.when.precision == "day" and any(p.same(q) for p in other.left for q in visit.people):
            other.when, other.planned = visit.when, visit.planned  # "held talks today with A, who is on a visit"
            other.borrowed = True
        if undated and other.when.start is not None and any(p.same(q) for p in visit.left for q in other.people):
            visit.when, visit.planned = other.when, other.planned
