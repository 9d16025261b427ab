"""Scene: one sentence laid out for binding: its figures, terms, periods, and the segments that hold them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from bilat_nb.facts.figures.comparing import BASE_LEAD, COMPARES, EVENT, FROM, LINK, WHAT_IT_WAS, is_one_more
from bilat_nb.facts.figures.joining import joined
from bilat_nb.facts.figures.table_units import in_table_unit
from bilat_nb.model import Actor, Period, Quantity, Reading, Sentence, Token, once

Span = tuple[int, int]
T = TypeVar("T")

YEAR_END = 11
"""From the middle of this month on, a figure of the year is an estimate of what is known rather than a plan."""

PARTIES = ("country", "bloc", "city", "reference")
"""Actors that can stand for a side."""

BODIES = frozenset("IMF WORLD_BANK WTO UN NATO OSCE COE CSTO CICA QUAD PIF".split())
"""Organisations that have members and no trade."""

DAYS = 9
"""A stretch of days counts as a reporting period from this length on."""

RIGHT_OF = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?[)(]?\s*(?:(?:worth|in total|surplus|deficit|shortfall|gap)\s+)?"
    r"(?:re(?:gister|cord)ed\s+)?"
    r"(?:(?:from|to|with) (?:the )?[A-Z]\w+\s+)?(?:(?:a|per) (?:year|day|month)\s+|annually\s+|daily\s+)?"
    r"(?:in|for|during|over|of|by|from|between|as of|at the end of|on)?\s*(?:the\s+)?"
    r"(?:(?:whole|entire|full)(?:\s+of)?\s+)?",
    re.I,
)
_AGREED_AFTER = re.compile(
    r"\s+(?:[A-Z][\w.-]+\s+){1,4}(?:ordered|announced|signed|visited|decided|decreed)\b"
    r"|(?:['’]s)?\s+(?:[A-Z][\w-]+\s+)?(?:agreement|pact|accord|meeting|conference|treaty|summit|session|talks|survey)\b"
)
"""As in "the December agreement", "OPEC's December meeting": the time of something else."""
_BELOW = re.compile(r"\b(?:below|above|under|over)\s+the\s+$", re.I)
_PLUPERFECT = re.compile(r"\bhad (?:still |only )?(?:been|come|stood|reached|hit|amounted|totall?ed|made)\b", re.I)
_FROM_A = re.compile(r"\b(?:from|over|on)\s+(?:a\s+|the\s+|that\s+)?(?:similar\s+)?$", re.I)
_FROM_PERIOD = re.compile(
    r"\s+(?:(?:increase|rise|growth|gain|jump|drop|fall|decline|decrease|reduction|higher|lower|up|down)\s+)?"
    r"from\s+(?:the\s+|corresponding\s+)?"
)
_ON_TO = re.compile(r"\s*(?:to|till|until|through|[-–—])")
_RECORD = re.compile(
    r"\b(?:lowest|highest|largest|biggest|smallest|best|worst|first|record|maximum|minimum|most|least)\b[\w\s,’'-]*$",
    re.I,
)
_ON_YEAR = re.compile(r"\b(?:on[ -](?:year|month|quarter)|y/y|yoy|y-o-y|m/m|mom|annualised|annualized)\b", re.I)
_COMMA = re.compile(r"[,:–—]\s| - ")
_STRONG = re.compile(r"\([A-Za-z][A-Za-z/.&-]{1,8}\)|[;()\[\]]")
"""What ends a segment; a label in brackets, as in "kilowatt-hours (kWh)", is longer than a character and ends none."""


@once
def flat(reading: Reading) -> str:
    """The text of a document on one line: each character is still at its place."""
    return reading.text.replace("\n", " ")


@dataclass(slots=True)
class Scene:
    """A sentence with its figures and terms, ready to be asked what belongs to what."""

    reading: Reading
    sentence: Sentence
    flat: str
    """The text of the document on one line."""
    figures: list[Quantity] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    bases: list[Period] = field(default_factory=list)
    adverbs: list[Period] = field(default_factory=list)
    present: list[Period] = field(default_factory=list)
    days: list[Period] = field(default_factory=list)
    _segments: dict[int, Span] = field(default_factory=dict)
    _clauses: dict[int, Span] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    memo: dict[Hashable, Any] = field(default_factory=dict)
    """What is asked of the sentence for each of its words and figures, found once."""
    acting: list[Actor] | None = None
    """Who acts, when more than the actors of the sentence: the companies of a country."""

    @classmethod
    def of(cls, reading: Reading, sentence: Sentence) -> Scene:
        """Lay out a sentence."""
        scene = cls(reading, sentence, flat(reading))
        scene.figures = [
            in_table_unit(q) for q in sentence.quantities if q.refused is None and not _of_period(sentence, q)
        ]
        for period in joined(reading, sentence.periods):
            if period.kind == "present":
                scene.present.append(period)
            elif period.kind != "duration":
                scene._place(period)
        return scene

    def _place(self, period: Period) -> None:
        """Sort a period: a day, a base of a comparison, an adverb ("a year earlier it was ..."), or a plain period."""
        if not _measurable(period):
            self.days.append(period)
        elif (
            _AGREED_AFTER.match(self.text(period.stop, min(self.sentence.stop, period.stop + 60)))
            or EVENT.search(self.text(max(self.sentence.start, period.start - 70), period.start))
        ) or (
            period.bound == "since"
            and _RECORD.search(self.text(max(self.sentence.start, period.start - 50), period.start))
        ):
            return
        elif self._is_base(period) or _ON_YEAR.search(self.text(period.start, period.stop)):
            self.bases.append(period)
        else:
            (self.adverbs if period.kind == "comparison" else self.periods).append(period)

    def _is_base(self, period: Period) -> bool:
        """A period that a change is measured against: "than in 2016", "from $18.9 billion in 2016"."""
        lead = self.text(max(self.sentence.start, period.start - 40), period.start)
        if BASE_LEAD.search(lead) or (period.kind == "comparison" and _FROM_A.search(lead)):
            return True
        if WHAT_IT_WAS.search(self.text(max(self.sentence.start, period.start - 90), period.start)):
            return True
        if self._moved_from(period) or self._owns(period, lead):
            return True
        held = self.holder(period)
        if held is None or self.text(held.stop, period.start).lstrip().startswith("from"):
            return False
        lead = self.text(max(self.sentence.start, held.start - 24), held.start)
        if FROM.search(lead) is not None or _BELOW.search(lead) is not None:
            return True
        return is_one_more(self.text, self.figures, self.segment(held.start)[0], held)

    def _owns(self, period: Period, lead: str) -> bool:
        """As in "fell to 34.8 bn from December's 36.4 bn"."""
        behind = self.text(period.stop - 2, period.stop) + self.text(period.stop, period.stop + 3)
        owned = re.search(r"['’]s? ", behind) and any(0 <= f.start - period.stop < LINK for f in self.figures)
        return bool(owned) and COMPARES.search(lead) is not None

    def _moved_from(self, period: Period) -> bool:
        """As in "down 17% from April": what a rate is measured against; "17% from April to June" is none."""
        rates = [f for f in self.figures if f.stop <= period.start and f.dimension in ("percent", "multiple")]
        if not rates or not _FROM_PERIOD.fullmatch(self.text(rates[-1].stop, period.start)):
            return False
        return _ON_TO.match(self.text(period.stop, min(self.sentence.stop, period.stop + 12))) is None

    def text(self, start: int, stop: int) -> str:
        """The words between two offsets, on one line: each character is still at its place."""
        return self.flat[start:stop]

    # --- segments ---------------------------------------------------------------------------------------------------

    def segment(self, place: int) -> Span:
        """The stretch between semicolons and brackets that holds a place."""
        found = self._segments.get(place)
        if found is None:
            found = self._segments[place] = _cut(place, self._marks(_STRONG), self.sentence.start, self.sentence.stop)
        return found

    def comma(self, place: int) -> Span:
        """The stretch between commas, colons, dashes, semicolons and brackets that holds a place."""
        found = self._clauses.get(place)
        if found is None:
            found = self._clauses[place] = _cut(place, self._marks(_COMMA), *self.segment(place))
        return found

    def _marks(self, marks: re.Pattern[str]) -> list[Span]:
        """Where the marks stand at which a sentence is cut; found once."""
        found: list[Span] | None = self.memo.get(marks)
        if found is None:
            spans = [m.span() for m in marks.finditer(self.reading.text, self.sentence.start, self.sentence.stop)]
            labels = marks is _STRONG
            found = self.memo[marks] = [(a, b) for a, b in spans if not labels or b - a == 1]
        return found

    def bracketed(self, start: int, place: int) -> bool:
        """Whether `start` stands in a bracket that does not hold `place`."""
        low, high = self.segment(start)
        closed = self.text(low - 1, low) in ("(", "[") if low > 0 else False
        return closed and not low <= place <= high

    def in_bracket(self, period: Period) -> bool:
        """Whether a period is told in brackets, as an aside."""
        return self.bracketed(period.start, self.sentence.start - 1)

    def blocked(self, start: int, stop: int) -> bool:
        """Whether another figure stands between, one in brackets aside."""
        return any(f.start >= start and f.stop <= stop and not self.bracketed(f.start, start - 1) for f in self.figures)

    def holder(self, period: Period) -> Quantity | None:
        """The figure right before a period: "from $18.9 billion in 2016"."""
        for figure in self.figures:
            if figure.stop <= period.start and RIGHT_OF.fullmatch(self.text(figure.stop, period.start)):
                return figure
        return None

    def before_that(self, figure: Quantity) -> bool:
        """Whether a figure is told in the pluperfect, for comparison: "in March they had been 39.8 million"."""
        return bool(_PLUPERFECT.search(self.text(max(self.sentence.start, figure.start - 60), figure.start)))

    def repeats(self, period: Period, main: Period) -> bool:
        """Whether "that month", "in the month" means the period that the text is about."""
        told = any(c.isdigit() for c in self.text(period.start, period.stop))
        return period.kind == "anaphoric" and main.granularity == period.granularity and not told

    # --- terms ------------------------------------------------------------------------------------------------------

    def terms(self, table: str) -> list[Token]:
        """The words of one table in this sentence."""
        return [t for t in self.sentence.terms if table in t.lexeme.readings]

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` gives, asked only once for a key."""
        if key not in self.memo:
            self.memo[key] = find()
        found: T = self.memo[key]
        return found

    def terms_within(self, low: int, high: int) -> list[Token]:
        """The words that start between two offsets: long sentences are asked for the neighbours of each word."""
        if not self._starts:
            self._starts.extend(t.start for t in self.sentence.terms)
        return self.sentence.terms[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def countries(self, allowed: Callable[[Actor], bool] = lambda _: True) -> Iterator[Actor]:
        """Actors that stand for a country or a bloc."""
        for actor in self.sentence.actors if self.acting is None else self.acting:
            if actor.countries and actor.kind in PARTIES and actor.countries[0] not in BODIES and allowed(actor):
                yield actor


def _cut(place: int, marks: Sequence[Span], low: int, high: int) -> Span:
    """The stretch of [low, high) between two marks that holds a place."""
    for start, stop in marks:
        if start < low:
            continue
        if start >= high:
            break
        if stop <= place:
            low = stop
        elif start >= place:
            return low, start
    return low, high


def _of_period(sentence: Sentence, figure: Quantity) -> bool:
    """Whether a length of time only leads to a period: the two years of "the past two years"."""
    if figure.dimension != "time":
        return False
    return any(p.start <= figure.start and figure.stop <= p.stop and p.kind != "duration" for p in sentence.periods)


def _measurable(period: Period) -> bool:
    """Trade and energy are not counted by the day: "said on Tuesday", "reported last week" are no such periods."""
    if period.granularity not in ("day", "days", "week", "time"):
        return True
    if period.period_start is None or period.period_end is None:
        return period.bound in ("since", "as_of", "ytd")
    return (period.period_end - period.period_start).days >= DAYS or period.bound in ("as_of", "ytd")


def last_before(tokens: Sequence[Token], place: int) -> Token | None:
    """The last token that ends before a place."""
    return max((t for t in tokens if t.stop <= place), key=lambda t: t.stop, default=None)


def first_after(tokens: Sequence[Token], place: int) -> Token | None:
    """The first token that starts after a place."""
    return min((t for t in tokens if t.start >= place), key=lambda t: t.start, default=None)


def year_before(period: Period, main: Period | None) -> bool:
    """Whether a period is the same stretch of the calendar as `main`, one year earlier."""
    if main is None or None in (period.period_start, period.period_end, main.period_start, main.period_end):
        return False
    return (
        months_between(period.period_start, main.period_start)
        == months_between(period.period_end, main.period_end)
        == 12
    )


def months_between(early: date | None, late: date | None) -> int:
    """Return the months from one day to another, 0 when one of them is not known."""
    if early is None or late is None:
        return 0
    return (late.year - early.year) * 12 + late.month - early.month


def unfinished(period: Period, day: date) -> bool:
    """A calendar year that is named in full and is not over: nobody can know its figure yet."""
    if period.kind != "explicit" or period.granularity != "year" or period.bound != "in":
        return False
    return period.period_start is not None and period.period_start <= day < date(day.year, YEAR_END, 15)
