"""Stated numbers of contacts: how many, of what kind, at what level, between whom, in which period."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from bilat_nb.facts.contacts import dates, tense
from bilat_nb.facts.contacts.bodies import COMMON, body_of
from bilat_nb.facts.contacts.cues import Cue, find_cues, lines_of
from bilat_nb.facts.contacts.events import both, other_country
from bilat_nb.facts.contacts.line import BODY, BREAK, PERIOD, Line
from bilat_nb.facts.contacts.numbers import Count, count_of, habitual, numbered
from bilat_nb.facts.contacts.people import Context, Person, countries_of, highest, pair_of, people_in
from bilat_nb.facts.contacts.sides import host_sides, mutual_sides, noun_sides
from bilat_nb.facts.contacts.visits import WEAK, destination, traveller, visit_sides
from bilat_nb.model import Fact, Part, Period, Reading

_HIGHEST = re.compile(r"\b(?:highest|top|summit) level\b", re.IGNORECASE)
_MINISTERIAL = re.compile(r"\b(?:ministerial level|level of ministers)\b", re.IGNORECASE)
_GROUPS = re.compile(r"\b(?:working|expert|delimitation|negotiating) groups\b", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:tele|video|phone|call)", re.IGNORECASE)
_TOLD = 400
_SECOND, _FEBRUARY = 2, 28
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
            for fact in _read(line, context, reading):
                _add(found, fact)
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


def _read(line: Line, context: Context, reading: Reading) -> list[Fact]:
    cues = find_cues(line)
    counted = [(cue, count) for cue in cues if (count := count_of(line, cue.index)) is not None]
    facts: list[Fact] = []
    for cue, count in counted:
        if not count.value or (count.value < _SECOND and count.bound != "exact"):  # "more than once"
            continue
        if count.ordinal and (_of_body(line, cue) or cue.kind == "forum"):  # "the 30th Ministerial Forum" is its name
            continue
        weak = cue.word in WEAK and destination(line, cue)[2] is None
        if weak or cue.role in _NO_COUNT or tense.marked(line, cue.index, "ND") is not None:
            continue
        if habitual(line, count):
            continue
        period = _period(line, cue, count, cues)
        if count.ordinal and period is not None and _later(line, period):
            continue
        if count.ordinal and (count.value < _SECOND or not (_since(line, cue) if period is None else _spans(period))):
            continue
        fact = _fact(line, cue, count, period, context, reading)
        if fact is not None:
            facts.append(fact)
    return facts


def _of_body(line: Line, cue: Cue) -> bool:
    """Whether "the fifth meeting of the Strategic Council": an ordinal that names a session."""
    if cue.word.endswith("summit") and line.word(cue.index + 1) in ("for", "on"):  # "the second Summit for Democracy"
        return True
    behind = range(cue.index + 2, min(cue.index + 9, len(line.codes)))
    return line.code(cue.index + 1) == "o" and any(
        line.word(i) in (*COMMON, "group") or line.code(i) == BODY for i in behind
    )


def _later(line: Line, period: Period) -> bool:
    """Whether a period only says when the next one is: "later this year for the second summit"."""
    return "later" in line.text[max(period.start - 6, 0) : period.stop].lower()


def _since(line: Line, cue: Cue) -> bool:
    """Read "the fifth time that the two have met since relations were restored": a count from an event on."""
    stop = line.first(";,SE", cue.index + 1, cue.index + 7) or cue.index + 7
    return any(line.word(i) == "since" for i in range(cue.index + 1, stop))


def _spans(period: Period) -> bool:
    """Whether a period is long enough for a count: an ordinal with a day is a date of one contact."""
    return period.granularity not in ("day", "days", "time") or period.bound in ("since", "ytd")


def _period(line: Line, cue: Cue, count: Count, cues: list[Cue]) -> Period | None:
    """The period of a count: its own, else the one that its sentence tells for a count beside it."""
    told = [(i, item.period) for i, item in enumerate(line.items) if item.code == PERIOD and item.period is not None]
    told = [(i, p) for i, p in told if count.value < _SECOND or p.granularity != "day" or not _latest(line, i)]
    told = [(i, p) for i, p in told if p.kind != "present" and (p.kind != "anaphoric" or _spans(p))]
    indices = [c.index for c in cues]
    mine = [p for i, p in told if dates.owner(line, i, indices) == cue.index]
    if len(mine) > 1:
        frame = [p for p in mine if all(_holds(p, q) for q in mine)]
        if not frame and len(mine) == count.value:
            return None  # the days or months of the contacts themselves, not the period they are counted in
        mine = frame or mine
    if len(mine) > 1 and all(p.granularity == "month" for p in mine) and "T&T" in line.codes:
        return replace(mine[0], period_end=mine[-1].period_end)  # "during June and July"
    near = [p for i, p in told if BREAK not in line.gap(*sorted((i, cue.index)))]
    chosen = [p for p in mine or near if _spans(p)] or ([] if count.ordinal else mine)
    opening = next((p for i, p in told if not i and _spans(p)), None)
    if opening is not None and not any(map(_spans, chosen)):  # "So far this year they have met twice and spoken twice"
        return opening
    best = min(chosen, key=lambda p: abs(p.start - count.start)) if chosen else None
    return _from(line, best) if best is not None else None


def _from(line: Line, period: Period) -> Period:
    """Read "Since I took office on 1 March": what happened that day begins the period."""
    at = next(i for i, item in enumerate(line.items) if item.period is period)
    for i in range(at - 1, max(at - 9, -1), -1):
        if line.word(i) == "since":
            return replace(period, bound="since")
        if line.code(i) in ";,E":
            break
    return period


def _latest(line: Line, index: int) -> bool:
    """Whether a day is only that of the last one counted ("most recently on 12 December")."""
    return any(line.word(i) in ("recently", "last", "latest", "lately") for i in range(index - 7, index))


def _holds(wide: Period, narrow: Period) -> bool:
    """Whether one period lies in the other."""
    if wide is narrow:
        return True
    if wide.period_start is None or narrow.period_start is None or wide.bound == "since":
        return False
    if wide.period_end is None or narrow.period_end is None:
        return False
    return wide.period_start <= narrow.period_start and narrow.period_end <= wide.period_end


def _people(line: Line, cue: Cue, context: Context) -> list[Person]:
    if cue.role == "noun" and cue.kind == "visit":
        left, right = visit_sides(line, cue, context)
    elif cue.role == "noun":
        left, right = noun_sides(line, cue, context)
    elif cue.role in ("travel", "guest"):
        left, right = traveller(line, cue, context)
    elif cue.role == "host":
        left, right = host_sides(line, cue, context)
    else:
        left, right = mutual_sides(line, cue, context)
    return [*left, *right]


def _fact(line: Line, cue: Cue, count: Count, period: Period | None, context: Context, reading: Reading) -> Fact | None:
    kind = cue.kind
    body = body_of(line, cue, pair_of(reading)) if kind in ("session", "meeting") else None
    if body is not None and count.ordinal:  # "the 43rd meeting of the committee" is its name
        return None
    people = _who(line, cue, context, reading, body is not None)
    if body is None and kind == "session" and cue.word == "summits":
        kind = "meeting"  # "have held seven summits": two leaders, no body
    if cue.word.startswith(("conversation", "discussion")):
        before = reading.text[max(line.sentence.start - _TOLD, 0) : line.items[cue.index].start]
        kind = "call" if _PHONE.search(before) else kind  # "spoke by phone. It was their third conversation"
    level = body.level if body is not None else highest(p.level for p in people)
    if level is None or (body is None and kind != "visit" and _at_home(people)):
        return None
    countries = _countries(people, reading) if body is None else body.countries
    if len(countries) < _SECOND and body is None:
        return None
    first, last = span_of(period, reading.published.day)
    values: dict[str, Any] = {
        "kind": "session" if body is not None else kind,
        "level": level,
        "count": count.value,
        "bound": count.bound,
        "period_start": first,
        "period_end": last,
        "countries": countries,
    }
    item = line.items[cue.index]
    parts = [Part("cue", item.start, item.stop), Part("value", count.start, count.stop)]
    if period is not None:
        parts.append(Part("period", period.start, period.stop))
    inside = [p for p in parts if p.role != "period"]
    start, stop = min(p.start for p in inside), max(p.stop for p in inside)
    return Fact("contact_counts", start, stop, line.sentence.index, values, parts)


def _who(line: Line, cue: Cue, context: Context, reading: Reading, embodied: bool) -> list[Person]:
    """The people that are counted: told beside the cue, else those spoken of."""
    people = _people(line, cue, context)
    if not people and cue.role == "noun" and not embodied and _of_others(line, cue):
        return []
    if not people and not embodied:
        people = _groups(line, reading) or both(line, cue.index, context)
    if len(people) == 2:
        people = [*chain(*other_country(people[:1], people[1:], pair_of(reading)))]
    people = _told_level(people, context)
    if not people and _MINISTERIAL.search(line.text, line.sentence.start, line.sentence.stop):
        return [Person(None, None, "minister", c, 0, 0) for c in pair_of(reading)]
    if not people and _HIGHEST.search(line.text, line.sentence.start, line.sentence.stop):
        return [Person(None, None, "head_of_state", c, 0, 0) for c in pair_of(reading)[:2]]
    return people


def _of_others(line: Line, cue: Cue) -> bool:
    """Whether a noun is told of somebody who is no actor: "two summits for Pacific leaders"."""
    if cue.kind == "visit":
        exchanged = any(item.word.startswith("exchang") for item in line.items)
        return destination(line, cue)[2] is None and not exchanged
    return line.codes[cue.index + 1 : cue.index + 3] in ("xx", "xC", "ox", "wx")


def _groups(line: Line, reading: Reading) -> list[Person]:
    """Read "the working groups have met eleven times": officials of the two countries."""
    if _GROUPS.search(line.text, line.sentence.start, line.sentence.stop) is None:
        return []
    return [Person(None, None, "official", code, 0, 0) for code in pair_of(reading)[:2]]


def _told_level(people: list[Person], context: Context) -> list[Person]:
    """Read "the meeting of the two security chiefs" by the level of the two that were named last."""
    last = [p for p in context.pair if p.person]
    unnamed = len(people) > 1 and not any(p.person for p in people)
    if not unnamed or highest(p.level for p in people) != "minister" or highest(p.level for p in last) != "official":
        return people
    return last if countries_of(last) == countries_of(people) else people


def _at_home(people: list[Person]) -> bool:
    """Whether several people of one country are counted ("the ministers of Peru met twelve times")."""
    return len(countries_of(people)) == 1 and (len(people) > 1 or people[0].person is None)


def _countries(people: list[Person], reading: Reading) -> tuple[str, ...]:
    found = countries_of(people)
    return found if len(found) > 1 else tuple(sorted({*found, *pair_of(reading)[:2]}))


def span_of(period: Period | None, published: date | None) -> tuple[date | None, date | None]:
    """Return the period of a count: a year that is still running ends on the day of publication.

    "Since X" starts at X and has no end, except since the start of a year, which is the year to date.
    """
    start, end = (None, None) if period is None else (period.period_start, period.period_end)
    if period is not None and period.bound == "since" and start and published and start > published:
        start = start.replace(year=start.year - 1, day=min(start.day, _FEBRUARY))
    if period is not None and period.bound == "since" and period.granularity == "month":
        return start, None
    if period is None or start is None or (published is not None and start > published):
        return None, None
    if period.bound == "since" and (start.month, start.day) != (1, 1):
        return start, None
    if published is not None and start <= published and (end is None or end > published):
        return start, published if period.bound != "since" or start.year == published.year else None
    return start, end
