"""Stated numbers of contacts: how many, of what kind, at what level, between whom, in which period."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bilat_nb.facts.contacts import tense
from bilat_nb.facts.contacts.bodies import COMMON, body_of
from bilat_nb.facts.contacts.counted import later, period_of, reviewed, since, span_of, spans, within
from bilat_nb.facts.contacts.counters import countries_told, same_country, who
from bilat_nb.facts.contacts.cues import find_cues, lines_of
from bilat_nb.facts.contacts.home import sides_of
from bilat_nb.facts.contacts.line import ACTOR, BODY, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import Count, count_of, habitual, number_at, numbered
from bilat_nb.facts.contacts.people import Context, highest, people_in
from bilat_nb.facts.contacts.visits import WEAK, destination
from bilat_nb.model import Fact, Part, Period, Reading

_PHONE = re.compile(r"\b(?:tele|video|phone|call)", re.IGNORECASE)
_TOLD, _FOLLOWS, _THERE, _SHARED = 400, 2, 9, 20
_OF_THEM = (("of", "them"), ("of", "these"), ("of", "those"), ("of", "which"))
_SECOND = 2
"""An ordinal counts from the second on: "the first visit since 2019" counts nothing."""
_NO_COUNT = ("forum", "act", "chair", "topic")


def find_contact_counts(reading: Reading) -> list[Fact]:
    """Return the stated numbers of contacts of a document, each once."""
    context = Context()
    found: list[Fact] = []
    lines = [(s, line if line is not None and numbered(line) else None) for s, line in lines_of(reading)]
    if all(line is None for _, line in lines):
        return []
    for sentence, line in lines:
        if line is not None:
            for fact in _read(line, context, reading, found[-1] if found else None):
                _add(found, fact)
        if sentence.actors:
            context.note(people_in(sentence))
            context.note_two(sentence, reading.text)
    return found


def _add(found: list[Fact], fact: Fact) -> None:
    """Add a row, or put it in the place of the same number told without a period."""
    at = next((i for i, other in enumerate(found) if _same(fact, other)), None)
    if at is None:
        found.append(fact)
    elif found[at].values["period_start"] is None:
        found[at] = fact


def _same(a: Fact, b: Fact) -> bool:
    """Whether two rows state one number: the same period, or one of them tells none."""
    if any(a.values[k] != b.values[k] for k in ("kind", "level", "count")):
        return False
    mine, yours = ((f.values["period_start"], f.values["period_end"]) for f in (a, b))
    return mine == yours or (None, None) in (mine, yours)


def _read(line: Line, context: Context, reading: Reading, before: Fact | None) -> list[Fact]:
    """Return the counts of a sentence; `before`: the last one told before it."""
    cues = find_cues(line)
    facts: list[Fact] = []
    for cue in cues:
        count = count_of(line, cue.index)
        if count is None or not _counts(line, cue, count):
            continue
        period = period_of(line, cue, count, cues)
        if period is not None and period.kind == "anaphoric" and period.period_start is None:
            period = None  # "over the same period": that of the count before
        days = within(line, cue, count.value, reading.published.day) if period is None or count.ordinal else None
        period = None if days is not None else period
        if count.ordinal and not _counts_from(line, cue, count, period, days is not None):
            continue
        fact = _fact(line, cue, count, context, reading, before)
        if fact is not None:
            _date(fact, period, days or _frame(line, count, reading, before), reading)
            before = fact
            facts += [fact, *_shares(line, fact)]
    return facts


def _counts(line: Line, cue: Cue, count: Count) -> bool:
    """Whether a number beside a cue counts contacts that were held."""
    if not count.value or (count.value < _SECOND and count.bound != "exact"):  # "more than once"
        return False
    if count.ordinal and (_of_body(line, cue) or cue.kind == "forum"):  # "the 30th Ministerial Forum" is its name
        return False
    weak = cue.word in WEAK and destination(line, cue)[2] is None
    if weak or cue.role in _NO_COUNT or tense.marked(line, cue.index, "ND") is not None:
        return False
    return not habitual(line, count)


def _counts_from(line: Line, cue: Cue, count: Count, period: Period | None, days: bool) -> bool:
    """Whether an ordinal tells how many there were in a time, and is not the number of one contact."""
    if count.value < _SECOND or (period is not None and later(line, period)):
        return False
    if tense.marked(line, cue.index, "F") is not None and period is not None and period.bound != "since":
        return False  # "agreed to hold the fourth meeting at the end of the year"
    return days or (since(line, cue) if period is None else spans(period))


def _frame(line: Line, count: Count, reading: Reading, before: Fact | None) -> tuple[date, date | None] | None:
    """The period of a count that tells none: that of the count just before, or of a review of a year."""
    if count.ordinal:
        return None
    if before is not None and before.values["period_start"] is not None and _goes_on(line, before, reading):
        return before.values["period_start"], before.values["period_end"]
    return reviewed(reading)


def _goes_on(line: Line, before: Fact, reading: Reading) -> bool:
    """Whether a sentence follows the one of a count in its paragraph and tells no time of its own."""
    near = 0 <= line.sentence.index - before.sentence <= _FOLLOWS
    own = any(p.kind not in ("anaphoric", "present") for p in line.sentence.periods)  # not "over the same period"
    return near and not own and "\n" not in reading.text[before.stop : line.sentence.start]


def _date(fact: Fact, period: Period | None, frame: tuple[date, date | None] | None, reading: Reading) -> None:
    """Give a count its period, or that of its frame where it has none."""
    first, last = span_of(period, reading.published.day)
    if period is None and frame is not None:
        first, last = frame
    fact.values |= {"period_start": first, "period_end": last}
    if period is not None:
        fact.parts.append(Part("period", period.start, period.stop))


def _shares(line: Line, fact: Fact) -> list[Fact]:
    """Read "seventeen visits, nine of them to Manila": a part of what was counted is a count too."""
    found: list[Fact] = []
    first = next((i for i, item in enumerate(line.items) if item.start >= fact.stop), len(line.items))
    for i, item in enumerate(line.items[first : first + _SHARED], start=first):
        value = number_at(line, i) if line.words[i + 1 : i + 3] in _OF_THEM else None
        apart = "m" in line.codes[i + 3 : i + 5]  # "three of them online"
        if value is not None and 1 < value < fact.values["count"] and not apart:
            parts = [*(p for p in fact.parts if p.role != "value"), Part("value", item.start, item.stop)]
            values = {**fact.values, "count": value, "bound": "exact"}
            found.append(Fact(fact.table, item.start, line.items[i + 2].stop, fact.sentence, values, parts))
    return found


def _of_body(line: Line, cue: Cue) -> bool:
    """Whether "the fifth meeting of the Strategic Council": an ordinal that names a session."""
    if cue.word.endswith("summit") and line.word(cue.index + 1) in ("for", "on"):  # "the second Summit for Democracy"
        return True
    behind = range(cue.index + 2, min(cue.index + 9, len(line.codes)))
    return line.code(cue.index + 1) == "o" and any(
        line.word(i) in (*COMMON, "group") or line.code(i) == BODY for i in behind
    )


def _fact(line: Line, cue: Cue, count: Count, context: Context, reading: Reading, before: Fact | None) -> Fact | None:
    kind = cue.kind
    body = body_of(line, cue, sides_of(reading)) if kind in ("session", "meeting") else None
    if body is not None and count.ordinal:  # "the 43rd meeting of the committee" is its name
        return None
    people = who(line, cue, context, reading, body is not None)
    if body is None and kind == "session" and cue.word == "summits":
        kind = "meeting"  # "have held seven summits": two leaders, no body
    if cue.word.startswith(("conversation", "discussion")):
        told = reading.text[max(line.sentence.start - _TOLD, 0) : line.items[cue.index].start]
        kind = "call" if _PHONE.search(told) else kind  # "spoke by phone. It was their third conversation"
    level = body.level if body is not None else highest(p.level for p in people)
    countries = countries_told(people, reading) if body is None else body.countries
    if level is None and before is not None and _there_were(line, cue):
        level, countries = before.values["level"], before.values["countries"]
    elif level is None or (body is None and kind != "visit" and same_country(people)):
        return None
    if len(countries) < _SECOND and body is None:
        return None
    values: dict[str, Any] = {
        "kind": "session" if body is not None else kind,
        "level": level,
        "count": count.value,
        "bound": count.bound,
        "countries": countries,
    }
    item = line.items[cue.index]
    parts = [Part("cue", item.start, item.stop), Part("value", count.start, count.stop)]
    start, stop = min(p.start for p in parts), max(p.stop for p in parts)
    return Fact("contact_counts", start, stop, line.sentence.index, values, parts)


def _there_were(line: Line, cue: Cue) -> bool:
    """Read "In the years before there had been only one visit": of those whose contacts were counted just before."""
    return line.among(("there",), cue.index - _THERE, cue.index) and ACTOR not in line.codes
