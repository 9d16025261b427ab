"""Days that a contact has from days told before: "the day before", "on the 9th", "a fortnight later", "that day"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.line import CUE, Line
from bilat_nb.facts.contacts.numbers import count_words
from bilat_nb.facts.contacts.tense import is_past, is_to_come, moved_to
from bilat_nb.model import Part

_DAY_BEFORE = ("previous day", "day before", "day earlier")
_THE_DAY_BEFORE = re.compile(r"\b(?:the|on the) (?:previous day|day before|day earlier)\b|\ba day (?:before|earlier)\b")
_SAME_DAY = re.compile(
    r"\b(?:(?:earlier|later) (?:in|that|the same) (?:the )?(?:day|evening|afternoon|morning)"
    r"|who (?:later|then|afterwards)\b"
    r"|(?:(?:on )?the same|(?:on|later|earlier) that) (?:day|evening|afternoon|morning)"
    r"|in the (?:afternoon|evening|morning)|at (?:noon|midday|lunchtime|dusk))\b",
    re.IGNORECASE,
)
_THE_9TH = re.compile(
    r"\b[Oo]n the ([0-9]{1,2})(?:st|nd|rd|th)"
    r"(?:[.,;]|$| (?:and|for|to|at|in|with|he|she|they|it|the|both|two|[A-Z][a-z]+)\b)"
)
_THEN = re.compile(r"\b(?:[Tt]hen|[Ll]ater|[Aa]fterwards|[Ss]ubsequently)\b")
_SPAN = 40
_THAT_DAY = ("same day", "the same day", "that day")
_APART = re.compile(
    r"\b(an?|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) (day|week|fortnight)s? (later|earlier)\b"
)
_MONTH_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_BARE_DAY = re.compile(r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)")
_SEASON = re.compile(r"\b(this|next|last|in the) (?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_YEAR = re.compile("[0-9]{4}")
_FEBRUARY, _NEAR = 28, 3
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_LAST_OF_MONTH = 31
_NTH = re.compile(r"\b[Oo]n the (first|second|third|fourth|last|final|opening|closing) day\b")
_NUMBERS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1, "closing": -1}
_THIS_MORNING = re.compile(
    r"\b(?:this (?:morning|afternoon|evening|noon)|tonight|earlier today|at noon|at midday|at dawn"
    r"|last night|last evening|yesterday (?:morning|afternoon|evening|noon))\b",
    re.IGNORECASE,
)
_HOURS = ("morning", "noon", "evening", "night", "earlier today", "midday", "dawn")
_OF_DAY = ("day", "evening", "noon", "morning", "lunchtime", "dusk", "who ")
_ON_ARRIVAL = re.compile(r"\b(?:up)?on (?:his |her |their )?arrival\b")


def day_before(line: Line, event: Event, last: date | None) -> None:
    """Date what happened "the previous day" from the day told last."""
    part = event.when.part
    told = part is not None and line.text[part.start : part.stop].lower() in _DAY_BEFORE
    if part is None:
        at = event.cue.index
        clause = max((i + 1 for i in range(at) if line.codes[i] in ";S"), default=0)
        match = _THE_DAY_BEFORE.search(line.text, line.items[clause].start, line.items[at].start)
        part = Part("period", match.start(), match.end()) if match is not None else None
        earlier = [i.period for i in line.items[:clause] if i.period is not None and i.period.granularity == "day"]
        last = earlier[-1].period_end if earlier else last
        told = part is not None
    if last is not None and told:
        day = last - timedelta(days=1)
        event.when = When(day, day, "day", part)


def day_of_month(
    line: Line, event: Event, published: date | None, events: Sequence[Event], month: date | None = None
) -> None:
    """Read "in Tulcan on the 9th" as the 9th of the month told last, or else the one nearest to publication.

    `month`: the first day of the month that stands above the paragraph.
    """
    part = event.when.part
    bare = part is not None and _BARE_DAY.fullmatch(line.text, part.start, part.stop) is not None
    if event.when.precision == "day" and not bare:
        return
    first = _THE_9TH.match(line.text, line.sentence.start, line.sentence.stop)
    after = next((i.start for i in line.items[event.cue.index + 1 :] if i.code == CUE), line.sentence.stop)
    match = first or _THE_9TH.search(line.text, line.items[event.cue.index].start, after)
    if match is None or not 0 < (number := int(match[1])) <= _LAST_OF_MONTH:
        return
    others = [e for e in events if e.sentence < line.sentence.index or e.cue.index < event.cue.index]
    others = [e for e in others if e.when.precision != "year"]
    told = [e.when.start for e in others[-_NEAR:] if e.when.start and line.sentence.index - e.sentence < _NEAR]
    before = (i.period for i in line.items if i.period and i.start < match.start())
    here = [p.period_start for p in before if p.period_start and p.granularity != "year"]
    if month is not None and not here:
        days = iter([day_in(month, number)])
    elif here or told:
        days = iter([day_in([*told, *here][-1], number)])
    elif published is not None:
        step = timedelta(days=1 if event.planned else -1)
        days = (d for n in range(_LAST_OF_MONTH * 2) if (d := published + step * n).day == number)
    else:
        return
    day = next(days, None)
    if day is not None:
        event.when = When(day, day, "day", Part("period", match.start(), match.end()))


def day_in(month: date, number: int) -> date | None:
    """Return a day of the month that a date lies in, or None where it has no such day."""
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def days_apart(line: Line, event: Event, last: date | None) -> None:
    """Read "and spoke on the telephone a fortnight later" from the day told before it."""
    if event.when.told:
        return
    later = line.says("later", "earlier")
    match = _APART.search(line.text, line.items[event.cue.index].start, line.sentence.stop) if later else None
    if match is None:
        return
    days = [i.period for i in line.items if i.period and i.period.granularity == "day" and i.start < match.start()]
    from_day = days[-1].period_end if days else last
    number = int(match[1]) if match[1].isdigit() else count_words().get(match[1], (1, ""))[0]
    if from_day is None:
        return
    apart = timedelta(days=int(number) * _DAYS[match[2]])
    day = from_day + apart if match[3] == "later" else from_day - apart
    event.when = When(day, day, "day", Part("period", match.start(), match.end()))


def to_come(line: Line, event: Event, published: date | None) -> None:
    """Put "plan to meet in December" in the December to come where it was read as the one before."""
    when = event.when
    if published is None or when.part is None or when.start is None or when.end is None or when.end >= published:
        return
    text = line.text[when.part.start : when.part.stop]
    set_for = event.body is not None and moved_to(line, event.cue.index) is not None
    if not _MONTH_DAY.search(text) and not (set_for and text.endswith(("quarter", "half", "half of the year"))):
        return
    if _YEAR.search(text) or not (set_for or is_to_come(line, event.cue)):
        return
    start, end = _year_on(when.start, 1), _year_on(when.end, 1)
    if start > published:
        event.when, event.planned = replace(when, start=start, end=end), True


def in_past(line: Line, event: Event, published: date | None) -> None:
    """Put "On 5 April A paid a visit" in the past where it was read as the April to come."""
    when = event.when
    if published is None or when.part is None or when.start is None or when.end is None or when.start <= published:
        return
    text = line.text[when.part.start : when.part.stop]
    if not _MONTH_DAY.search(text) or _YEAR.search(text) or not is_past(line, event.cue):
        return
    event.when = replace(when, start=_year_on(when.start, -1), end=_year_on(when.end, -1))
    event.planned = False


def _year_on(day: date, years: int) -> date:
    """The same day some years on; 28 February for the 29th."""
    year = day.year + years
    return day_in(day.replace(day=1, year=year), day.day) or day.replace(day=_FEBRUARY, year=year)


def nth_day(line: Line, event: Event) -> None:
    """Read "on the second day" of a visit that is told elsewhere."""
    start, stop = line.sentence.start, line.sentence.stop
    match = _NTH.search(line.text, start, stop) if event.kind != "visit" and line.says(" day") else None
    if match is not None and not event.when.told:
        event.nth = _NUMBERS[match[1].lower()]
    elif event.kind == "meeting" and line.says("arrival") and _ON_ARRIVAL.search(line.text, start, stop):
        event.nth = 1


def same_day(line: Line, event: Event, last: date | None) -> None:
    """Date what happened "later in the day" by the day told last."""
    part = event.when.part
    if last is not None and part is not None and line.text[part.start : part.stop].lower() in _THAT_DAY:
        to_come = event.when.start is not None and event.when.start > last  # "before the anniversary on 24 November"
        event.when, event.planned = (When(last, last, "day", part), False) if to_come else (event.when, event.planned)
    if last is None or event.when.told:
        return
    match = _SAME_DAY.search(line.text, line.sentence.start, line.sentence.stop) if line.says(*_OF_DAY) else None
    if match is None and event.kind in ("meeting", "call") and not event.planned and not line.sentence.periods:
        match = _THEN.search(line.text, max(event.start - _SPAN, line.sentence.start), event.start)
    if match is not None:
        event.when = When(last, last, "day", Part("period", match.start(), match.end()))


def season(line: Line, event: Event) -> None:
    """Note that "travels to Astana this autumn" is placed in time, though on no day of the calendar."""
    if event.when.told:
        return
    told = line.says("spring", "summer", "autumn", "fall", "winter")
    match = _SEASON.search(line.text, line.items[event.cue.index].start, line.sentence.stop) if told else None
    if match is not None:
        event.when = When(None, None, None, Part("period", match.start(), match.end()))
        verb = event.cue.word.split(" ")[0]
        event.planned |= match[1].lower() != "last" and verb.endswith("s") and verb != "was"


def today_told(text: str, start: int, stop: int) -> bool:
    """Whether a sentence tells of this morning or tonight, the day of publication."""
    said = text[start:stop].lower()
    if not any(map(said.__contains__, _HOURS)):
        return False
    match = _THIS_MORNING.search(text, start, stop)
    return match is not None and not match[0].lower().startswith(("last", "yesterday"))


def is_news(line: Line, event: Event) -> bool:
    """Whether a contact is the news itself, told in the simple past and without any time: "A held talks with B"."""
    if event.when.told or event.kind not in ("meeting", "call") or line.sentence.periods or event.planned:
        return False
    before = line.codes[: event.cue.index]
    return is_past(line, event.cue) and "H" not in before[-4:] and not any(code in before for code in "kqS")


def today(line: Line, event: Event, published: date | None) -> None:
    """Date what happened "this morning" by the day of publication."""
    if published is None or event.when.told or (event.kind == "visit" and "S" in line.codes[event.cue.index :]):
        return
    start = line.items[event.cue.index].start if event.kind == "visit" else line.sentence.start
    for match in _THIS_MORNING.finditer(line.text, start, line.sentence.stop):
        day = published - timedelta(days=1) if match[0].lower().startswith(("last", "yesterday")) else published
        event.when = When(day, day, "day", Part("period", match.start(), match.end()))
        return
