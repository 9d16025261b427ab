"""In which period contacts are counted: the period of their sentence, of the count before, or of a review of a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.line import BREAK, PERIOD, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import Count, count_words
from bilat_nb.model import Period, Reading, once

_SECOND, _FEBRUARY, _DECEMBER = 2, 28, 12
_MADE = ("established", "created", "founded", "formed", "launched", "instituted", "up")
_WITHIN = re.compile(
    r"\b(?:in|within|over) (?:(?:less|under|about|just|only|little|more)(?: over| under| than)? )?"
    r"(?:the (?:past|last) )?(a|an|one|as many|[a-z]+|[0-9]{1,3}) (day|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_TODAY = re.compile(r"\btime today\b")
_TITLE = re.compile(r"(?i)\b(?:contacts|visits|meetings|exchanges|review|chronology|overview|calls|dialogue)\b")
_LONGEST = 160
_REVIEW = re.compile(
    r"\bthe (?:year (?:now |that is )?(?:ending|drawing to a close)|(?:outgoing|passing|expiring) year)\b"
)
_REVIEWED, _OPENING = 75, 3
"""How many days after its end a year is reviewed; how many sentences open a review."""


def period_of(line: Line, cue: Cue, count: Count, cues: list[Cue]) -> Period | None:
    """Return the period of a count: its own, else the one that its sentence tells for a count beside it."""
    if line.text[: count.start].rstrip().endswith(":"):
        return None  # "Visits of heads of state: 1 (17-19 July)" of a title
    told = [(i, item.period) for i, item in enumerate(line.items) if item.code == PERIOD and item.period is not None]
    told = [(i, p) for i, p in told if count.value < _SECOND or p.granularity != "day" or not _latest(line, i)]
    told = [(i, p) for i, p in told if p.kind != "present" and (p.kind != "anaphoric" or spans(p))]
    indices = [c.index for c in cues]
    mine = [p for i, p in told if dates.owner(line, i, indices) == cue.index]
    if len(mine) > 1:
        frame = [p for p in mine if all(_holds(p, q) for q in mine)]
        years = all(p.granularity == "year" for p in mine) and "T&T" in line.codes
        if not frame and len(mine) == count.value and not years:
            return None  # the days or months of the contacts themselves, not the period they are counted in
        mine = frame or mine
    if len(mine) > 1 and len({p.granularity for p in mine} | {"month", "year"}) == _SECOND and "T&T" in line.codes:
        return replace(mine[0], period_end=mine[-1].period_end)  # "during June and July", "in 1988 and 1989"
    near = [p for i, p in told if BREAK not in line.gap(*sorted((i, cue.index)))]
    chosen = [p for p in mine or near if spans(p)] or ([] if count.ordinal else mine)
    opening = next((p for i, p in told if not i and spans(p)), None)
    if opening is not None and not any(map(spans, chosen)):  # "So far this year they have met twice and spoken twice"
        return opening
    best = min(chosen, key=lambda p: abs(p.start - count.start)) if chosen else None
    return _from(line, best) if best is not None else None


def _from(line: Line, period: Period) -> Period:
    """Read "Since I took office on 1 March", "set up in 1983": what happened that day begins the period."""
    at = next(i for i, item in enumerate(line.items) if item.period is period)
    if line.code(at - 1) == "i" and any(line.word(i) in _MADE for i in (at - 2, at - 3)):
        return replace(period, bound="since", period_end=None)
    for i in range(at - 1, max(at - 9, -1), -1):
        if line.word(i) == "since":
            return replace(period, bound="since", period_end=None)
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


def spans(period: Period) -> bool:
    """Whether a period is long enough for a count: an ordinal with a day is a date of one contact."""
    return period.granularity not in ("day", "days", "time") or period.bound in ("since", "ytd")


def later(line: Line, period: Period) -> bool:
    """Whether a period only says when the next one is: "later this year for the second summit"."""
    return "later" in line.text[max(period.start - 6, 0) : period.stop].lower()


def since(line: Line, cue: Cue) -> bool:
    """Read "the fifth time that the two have met since relations were restored": a count from an event on."""
    stop = line.first(";,SE", cue.index + 1, cue.index + 7) or cue.index + 7
    return any(line.word(i) == "since" for i in range(cue.index + 1, stop))


def within(line: Line, cue: Cue, value: int, published: date | None) -> tuple[date, date] | None:
    """Read "the second encounter in less than a month", counted back from the day of publication."""
    if published is not None and _TODAY.search(line.text, line.items[cue.index].start, line.sentence.stop):
        return published, published
    found = _WITHIN.search(line.text, line.items[cue.index].stop, line.sentence.stop)
    if found is None or published is None:
        return None
    word = found[1].lower()
    if word == "as many":  # "the third in as many years"
        word = str(value)
    number = int(word) if word.isdigit() else 1 if word in ("a", "an") else count_words().get(word, (0, ""))[0]
    return (published - timedelta(days=number * _DAYS[found[2].lower()]), published) if number else None


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


@once
def reviewed(reading: Reading) -> tuple[date, date] | None:
    """Return the year that a document reviews ("2023: a year of dense dialogue", "in the year now ending").

    What it counts without a period is counted in that year.
    """
    day = reading.published.day
    for sentence in reading.sentences[:_OPENING]:
        text = reading.text[sentence.start : sentence.stop]
        title = len(text) < _LONGEST and not text.endswith(".") and _TITLE.search(text) is not None
        for period in sentence.periods if sentence.block == "headline" or title else ():
            first, last = period.period_start, period.period_end
            whole = period.granularity == "year" and period.bound == "in" and period.kind == "explicit"
            if whole and first is not None and last is not None and _looks_back(last, day):
                return first, last
    if day is not None and day.month in (_DECEMBER, 1) and _REVIEW.search(reading.text) is not None:
        year = day.year if day.month == _DECEMBER else day.year - 1
        return date(year, 1, 1), date(year, 12, 31)
    return None


def _looks_back(end: date, published: date | None) -> bool:
    return published is None or abs((published - end).days) <= _REVIEWED
