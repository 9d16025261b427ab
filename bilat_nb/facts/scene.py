"""Scene: one sentence laid out for binding: its figures, terms, periods, and the segments that hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.model import Actor, Period, Quantity, Reading, Sentence, Token

Span = tuple[int, int]

NEAR = 28
"""Characters within which a period right after a figure belongs to it ("$40bn in 2021")."""

DAYS = 20
"""A stretch of days counts as a reporting period from this length on."""

_RIGHT_OF = re.compile(
    r"\s*[)(]?\s*(?:(?:worth|in total)\s+)?"
    r"(?:(?:a|per) (?:year|day|month)\s+|annually\s+|daily\s+)?"
    r"(?:in|for|during|over|of|by|from|between|as of|at the end of|on)?\s*(?:the\s+)?",
    re.I,
)
_BASE_LEAD = re.compile(
    r"\b(?:than|against|versus|vs\.?|compared (?:to|with)|comparison (?:to|with)|relative to|compares with"
    r"|(?:those|that|level|figures?|ones?) of|year-on-year|on|exceed(?:s|ed|ing)|above|below)\s+"
    r"(?:(?:in|for|during|of|the|from|to|what it was in|those of|that of)\s+){0,3}$",
    re.I,
)
_PLUPERFECT = re.compile(r"\bhad (?:still |only )?(?:been|come|stood|reached|hit|amounted|totall?ed|made)\b", re.I)
_FROM = re.compile(r"\b(?:from|against|than|versus|with)\s+(?:the\s+|about\s+|some\s+|only\s+|just\s+)*$", re.I)
_END_OF_CLAUSE = re.compile(r"[;]|,\s+(?:while|and|but|as)\b")
_COMMA = re.compile(r"[,:–—]\s| - ")
_STRONG = re.compile(r"[;()\[\]]")


@dataclass(slots=True)
class Scene:
    """A sentence with its figures and terms, ready to be asked what belongs to what."""

    reading: Reading
    sentence: Sentence
    figures: list[Quantity] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    bases: list[Period] = field(default_factory=list)
    present: list[Period] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading, sentence: Sentence) -> Scene:
        """Lay out a sentence."""
        scene = cls(reading, sentence)
        scene.figures = [q for q in sentence.quantities if q.refused is None]
        for period in sentence.periods:
            if period.kind == "present":
                scene.present.append(period)
            elif period.kind != "duration" and _measurable(period):
                base = period.kind == "comparison" or scene._is_base(period)
                (scene.bases if base else scene.periods).append(period)
        return scene

    def _is_base(self, period: Period) -> bool:
        """A period that a change is measured against: "than in 2016", "against the first half of 2020"."""
        if _BASE_LEAD.search(self.text(max(self.sentence.start, period.start - 40), period.start)):
            return True
        held = self._holder(period)
        lead = self.text(max(self.sentence.start, held.start - 24), held.start) if held else ""
        return bool(_FROM.search(lead)) and not re.match(
            r"\s*from", self.text(held.stop, held.stop + 6) if held else ""
        )

    def _holder(self, period: Period) -> Quantity | None:
        """The figure right before a period: "from $18.9 billion in 2016"."""
        for figure in self.figures:
            if figure.stop <= period.start and _RIGHT_OF.fullmatch(self.text(figure.stop, period.start)):
                return figure
        return None

    def text(self, start: int, stop: int) -> str:
        """The words between two offsets."""
        return self.reading.text[start:stop]

    # --- segments ---------------------------------------------------------------------------------------------------

    def segment(self, place: int) -> Span:
        """The stretch between semicolons and brackets that holds a place."""
        return self._cut(place, _STRONG)

    def comma(self, place: int) -> Span:
        """The stretch between commas, colons, dashes, semicolons and brackets that holds a place."""
        low, high = self.segment(place)
        return self._cut(place, _COMMA, low, high)

    def _cut(self, place: int, marks: re.Pattern[str], low: int | None = None, high: int | None = None) -> Span:
        low = self.sentence.start if low is None else low
        high = self.sentence.stop if high is None else high
        for match in marks.finditer(self.reading.text, low, high):
            if match.end() <= place:
                low = match.end()
            elif match.start() >= place:
                return low, match.start()
        return low, high

    def bracketed(self, start: int, place: int) -> bool:
        """Whether `start` stands in a bracket that does not hold `place`."""
        low, high = self.segment(start)
        closed = self.text(low - 1, low) in ("(", "[") if low > 0 else False
        return closed and not low <= place <= high

    # --- periods ----------------------------------------------------------------------------------------------------

    def period_of(self, figure: Quantity, measure: str = "level") -> Period | None:
        """The period that a figure measures, as far as its own sentence tells; None when it does not."""
        if measure != "change" and (base := self._after_base(figure)):
            return base
        for choose in (self._right, self._comma_left, self._comma_right, self._segment, self._left, self._later):
            if found := choose(figure):
                return found
        return None

    def _after_base(self, figure: Quantity) -> Period | None:
        """As in "than in the same period of 2016 ($18.91 billion)": the level of the base period."""
        for base in self.bases:
            if figure.stop <= base.start and self._holder(base) is figure:
                return base
        for base in self.bases:
            gap = self.text(base.stop, figure.start)
            if base.stop <= figure.start and re.fullmatch(
                r"\s*(?:\(|,?\s*(?:when it was|which was|it was|was|gave|stood at|amounted to|reached)\s+(?:at\s+)?)",
                gap,
            ):
                return base
        for base in self.bases:
            gap = self.text(figure.stop, base.start)
            lead = self.text(max(self.sentence.start, figure.start - 30), figure.start)
            if (
                figure.stop <= base.start
                and len(gap) < 12
                and re.search(r"\b(?:than|against|from|with|versus)\s+(?:the\s+|some\s+|only\s+)*$", lead)
            ):
                return base
        return None

    def blocked(self, start: int, stop: int) -> bool:
        """Whether another figure stands between, one in brackets aside."""
        return any(f.start >= start and f.stop <= stop and not self.bracketed(f.start, start - 1) for f in self.figures)

    def _right(self, figure: Quantity) -> Period | None:
        for period in self.periods:
            if figure.stop <= period.start <= figure.stop + NEAR + 40 and not self.blocked(figure.stop, period.start):
                gap = self.text(figure.stop, period.start)
                if _RIGHT_OF.fullmatch(gap) or (len(gap) <= NEAR and _plain(gap)):
                    return period
        return None

    def _claimed(self, period: Period, figure: Quantity) -> bool:
        """Whether a period stands right after a later figure, in another part of the sentence."""
        held = self._holder(period)
        return held is not None and held is not figure and self.comma(held.start) != self.comma(figure.start)

    def _pick(self, figure: Quantity, span: Span, left: bool) -> Period | None:
        inside = [p for p in self.periods if p.start >= span[0] and p.stop <= span[1]]
        if left:
            return max((p for p in inside if p.stop <= figure.start), key=lambda p: p.stop, default=None)
        after = [p for p in inside if p.start >= figure.stop and not self.blocked(figure.stop, p.start)]
        after = [p for p in after if not _END_OF_CLAUSE.search(self.text(figure.stop, p.start))]
        return min(after, key=lambda p: p.start, default=None)

    def _comma_left(self, figure: Quantity) -> Period | None:
        return self._pick(figure, self.comma(figure.start), left=True)

    def _comma_right(self, figure: Quantity) -> Period | None:
        return self._pick(figure, self.comma(figure.start), left=False)

    def _segment(self, figure: Quantity) -> Period | None:
        span = self.segment(figure.start)
        found = self._pick(figure, span, left=True) or self._pick(figure, span, left=False)
        if found:
            return found
        # the last period of a segment is shared by the figures before it: "19 bcm of gas and 18 mt of oil in 2017"
        inside = [p for p in self.periods if p.start >= figure.stop and p.stop <= span[1]]
        return inside[0] if inside and len(inside) == 1 else None

    def _left(self, figure: Quantity) -> Period | None:
        before = [p for p in self.periods if p.stop <= figure.start and not self.bracketed(p.start, figure.start)]
        return before[-1] if before else None

    def _later(self, figure: Quantity) -> Period | None:
        after = [p for p in self.periods if p.start >= figure.stop and not self.bracketed(p.start, figure.start)]
        after = [p for p in after if not self._claimed(p, figure)]
        return after[0] if after and not self.blocked(figure.stop, after[0].start) else None

    def repeats(self, period: Period, main: Period) -> bool:
        """Whether "that month", "in the month" means the period that the text is about."""
        told = any(c.isdigit() for c in self.text(period.start, period.stop))
        return period.kind == "anaphoric" and main.granularity == period.granularity and not told

    def before_that(self, figure: Quantity) -> bool:
        """Whether a figure is told in the pluperfect, for comparison: "in March they had been 39.8 million"."""
        return bool(_PLUPERFECT.search(self.text(max(self.sentence.start, figure.start - 60), figure.start)))

    # --- terms ------------------------------------------------------------------------------------------------------

    def terms(self, table: str) -> list[Token]:
        """The words of one table in this sentence."""
        return [t for t in self.sentence.terms if table in t.lexeme.readings]

    def countries(self, allowed: Callable[[Actor], bool] = lambda _: True) -> Iterator[Actor]:
        """Actors that stand for a country or a bloc."""
        for actor in self.sentence.actors:
            if actor.countries and actor.kind in ("country", "bloc", "city", "reference") and allowed(actor):
                yield actor


def _measurable(period: Period) -> bool:
    """Trade and energy are not counted by the day: "said on Tuesday", "reported last week" are no periods of figures."""
    if period.granularity not in ("day", "days", "week", "time"):
        return True
    if period.period_start is None or period.period_end is None:
        return period.bound in ("since", "as_of", "ytd")
    return (period.period_end - period.period_start).days >= DAYS or period.bound in ("as_of", "ytd")


def _plain(gap: str) -> bool:
    """A gap that is only small words: nothing in it ends a clause."""
    return not re.search(r"[,;:()–—]|\b(?:and|while|but|whereas|as|from|than|against|to)\b", gap)


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
    return _months(period.period_start, main.period_start) == _months(period.period_end, main.period_end) == 12


def _months(early: date | None, late: date | None) -> int:
    if early is None or late is None:
        return 0
    return (late.year - early.year) * 12 + late.month - early.month


def unfinished(period: Period, day: date) -> bool:
    """A calendar year that is named in full and is not over: nobody can know its figure yet."""
    if period.kind != "explicit" or period.granularity != "year" or period.bound != "in":
        return False
    return period.period_start is not None and period.period_start <= day
