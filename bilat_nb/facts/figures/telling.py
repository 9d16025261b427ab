"""How a figure is told: its period and status, its cells and its parts; shared by the tables of figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bilat_nb.facts.figures.comparing import COMPARED, FROM, is_one_more
from bilat_nb.facts.figures.frame import REACH, Frame
from bilat_nb.facts.figures.period_binding import period_of, right_of
from bilat_nb.facts.figures.scene import Scene, months_between, unfinished, year_before
from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.status import planned_cue
from bilat_nb.model import Fact, Part, Period, Quantity, Sentence

RATES = ("percent", "fraction", "multiple")
"""Dimensions of a change or a share; their unit is percent."""

Span = tuple[int, int]


def main_period(scene: Scene, frame: Frame, period: Period | None, measure: str) -> Period | None:
    """Return the period that a figure measures, given the one beside it and the one that the text is about.

    A change is told of the later of two years; "that month" is the month that the text is about; in "against $5 bn in
    January and $4 bn a year ago" the year counts from that month too.
    """
    main = frame.period if frame.near(scene.sentence.index) else None
    if period is not None and (again := _from_main(scene, period, main)):
        return again
    if period is None or main is None:
        return period
    base = measure == "change" and period.kind not in ("explicit", "partial") and year_before(period, main)
    return main if base or scene.repeats(period, main) else period


def _from_main(scene: Scene, period: Period, main: Period | None) -> Period | None:
    """What is told as so long before a period that is itself only compared with, counted from the main one."""
    told = [*scene.bases, *scene.adverbs]
    base = next((b for b in told if (b.start, b.stop) == period.refers_to), None)
    if base is None or period not in told:
        return None
    main = next((p for p in reversed(scene.periods) if p.stop <= base.start), main)
    if base.period_start is None or main is None or main.granularity != base.granularity:
        return None
    return shifted(period, main, months_between(base.period_start, period.period_start))


def shifted(period: Period, main: Period, months: int) -> Period | None:
    """Return the period with the days of `main` some months away; None when those are not known."""
    if not months or main.period_start is None or main.period_end is None:
        return None
    days = calendar.shifted((main.period_start, main.period_end), months)
    return replace(period, period_start=days[0], period_end=days[1]) if days else None


def planned(scene: Scene, figure: Quantity, period: Period | None) -> Span | None:
    """Return the words that make a figure planned; a period that is over cannot be planned."""
    day = scene.reading.published.day
    if period is not None and day is not None and period.period_end is not None:
        if period.period_end < day:
            return None
        if unfinished(period, day) or (period.period_start is not None and period.period_start > day):
            return period.start, period.stop
    return cue_of(scene, figure)


def cue_of(scene: Scene, figure: Quantity) -> Span | None:
    """The words that make a figure planned; "Will" in the middle of a sentence is a name."""
    cue = planned_cue(scene.sentence, figure.start, figure.stop, tokens=scene.sentence.terms)
    named = cue is not None and scene.text(*cue) == "Will" and cue[0] > scene.sentence.start
    if cue is None or named:
        low = max(scene.sentence.start, figure.start - 70)
        may = _MAY.search(scene.text(low, figure.start))
        return (low + may.start(), low + may.end(1)) if may else None
    return cue


_MAY = re.compile(
    r"\b(?:could|may|might)\s+(?:\w+\s+)?(fall|rise|grow|drop|increase|decline|widen|narrow|climb|exceed|double|total)\b"
    r"[^.;,]{0,30}$"
)
"""As in "exports could fall to 185,000 tonnes"."""


def keep_period(scene: Scene, frame: Frame, figure: Quantity, period: Period | None) -> None:
    """Let the text go on with a period, unless it was told aside: as a base, in brackets, in the pluperfect."""
    if period is None or period in scene.bases or year_before(period, frame.period) or is_base(scene, figure):
        return
    if not scene.before_that(figure) and not scene.in_bracket(period):
        frame.keep(period, scene.reading.opens_paragraph(scene.sentence))


def is_base(scene: Scene, figure: Quantity) -> bool:
    """Whether a figure is what another is compared with: "compared to $71 mln in 2012 and $32 mln in 2008"."""
    return is_one_more(scene.text, scene.figures, scene.segment(figure.start)[0], figure)


def compared(scene: Scene, figure: Quantity) -> bool:
    """Whether a level is told only to compare another with, without a period of its own: "from $13.9 to 15.4 bn"."""
    lead = scene.text(max(scene.sentence.start, figure.start - 40), figure.start)
    told = [*scene.periods, *scene.bases, *scene.adverbs]
    alone = right_of(scene, figure, told) is None and not _led(scene, figure)
    beside = _BESIDE.search(lead)
    other = (
        beside is not None
        and beside[1][:6] not in scene.text(scene.sentence.start, figure.start - len(beside[0])).lower()
    )
    if other and not any(b.start >= figure.stop for b in [*scene.bases, *scene.adverbs]):
        return False
    return alone and (FROM.search(lead) is not None or is_base(scene, figure))


_BESIDE = re.compile(
    r"\b(?:against|versus|compared (?:with|to))\s+(?:[\w-]+\s+)?(exports?|imports?|sales|purchases)\s+(?:of|worth)\s+$"
)
"""As in "exports of $1.1 bn against imports of $1.8 bn": the other flow of the same time."""


def is_compared(scene: Scene, figure: Quantity) -> bool:
    """Whether a figure stands after "from", "against" or "compared with", behind another figure."""
    lead = scene.text(max(scene.sentence.start, figure.start - 30), figure.start)
    return COMPARED.search(lead) is not None and any(f.stop <= figure.start for f in scene.figures)


def again_compared(scene: Scene, figure: Quantity, period: Period | None) -> bool:
    """Whether a compared level would take the period of what it is compared with: "up 27 pct from 3.08 mln"."""
    lead = scene.text(max(scene.sentence.start, figure.start - 30), figure.start)
    if period is None or period not in scene.periods or COMPARED.search(lead) is None:
        return False
    before = any(f.stop <= figure.start for f in scene.figures)
    return before and period.stop <= figure.start and right_of(scene, figure, scene.periods) is None


def _led(scene: Scene, figure: Quantity) -> bool:
    """As in "than in 2016, from ...": a base stands before the figure."""
    return any(0 <= figure.start - b.stop <= len("in a previous period") for b in [*scene.bases, *scene.adverbs])


def year_earlier(scene: Scene, figure: Quantity, frame: Frame) -> Period | None:
    """The period of the figure that it is compared with, a year earlier; unknown when the text compares otherwise."""
    if after := next((b for b in [*scene.bases, *scene.adverbs] if b.start >= figure.stop), None):
        return after if _SHARED.fullmatch(_without(scene, figure.stop, after.start)) else None
    if before := next((b for b in [*scene.bases, *scene.adverbs] if b.stop <= figure.start and scene.holder(b)), None):
        return before  # "to $7.45 bn, compared with $7.95 bn in 1985, while imports fell to $11.1 bn from $11.3 bn"
    others = [f for f in scene.figures if f.start != figure.start and f.dimension == figure.dimension]
    near = min(others, key=lambda f: abs(f.start - figure.start), default=None)
    period = (period_of(scene, near, "level") if near is not None else None) or frame.period
    if period is not None and period.granularity == "years":
        return one_year(period, first=True)
    if period is None or not (frame.yearly or _whole_year(period)):
        return None
    return shifted(period, period, -12)


_SHARED = re.compile(
    r"(?:[\s,()]|and|or|revised from|respectively|surplus|deficit|exports|imports|of|in|for|during|the)*"
)
"""What stands between figures that are all of one base: "compared with 771 mln and 500 mln respectively last year"."""


def _without(scene: Scene, start: int, stop: int) -> str:
    """The words between two offsets without the figures among them."""
    words, place = "", start
    for other in scene.figures:
        if place <= other.start and other.stop <= stop:
            words, place = words + scene.text(place, other.start), other.stop
    return words + scene.text(place, stop)


def _whole_year(period: Period) -> bool:
    return months_between(period.period_start, period.period_end) == 11  # January to December


def one_year(period: Period, first: bool) -> Period:
    """Return the first or the last year of some years: "between 2009 and 2022, from $2.6 billion to $9.5 billion"."""
    start, end = period.period_start, period.period_end
    if start is None or end is None:
        return period
    if first:
        return replace(period, period_end=date(start.year, 12, 31), granularity="year")
    return replace(period, period_start=date(end.year, 1, 1), granularity="year")


def of_years(scene: Scene, period: Period) -> Period:
    """A level that has grown over some years is that of the last of them."""
    moved = any(t.get("change_words") or t.get("multiples") for t in scene.sentence.terms)
    return one_year(period, first=False) if moved and period.granularity == "years" else period


def short_base(scene: Scene, figure: Quantity, period: Period | None, main: Period | None) -> Period | None:
    """As in "in the four weeks it was 3.4 mln, up from 3.3 mln a year ago": the same stretch of the year before."""
    days = next((p for p in scene.periods if p.granularity == "days"), None)
    if days is not None and period is not None and period.kind == "comparison" and year_before(period, days):
        return shifted(period, days, -12)  # "in the first 10 days of June from 1.97 billion a year earlier"
    if period is None or main is None or period.granularity != "year" or main.granularity == "year":
        return None
    if period.period_start is None or any(p is not period and p.granularity == "year" for p in scene.periods):
        return None
    lead = scene.text(max(scene.sentence.start, figure.start - 30), figure.start)
    if period.kind not in ("comparison", "deictic") or COMPARED.search(lead) is None:
        return None
    return shifted(period, main, -12)


LONG_REACH = 12
"""Sentences through which the only period that a text has named is still meant."""


def note_named(frame: Frame, scene: Scene) -> None:
    """Keep the last period that a sentence names, bases and asides left out, for the sentences after it."""
    if not (scene.periods or scene.bases or scene.adverbs):
        return
    bases = [*scene.bases, *scene.adverbs, *(p for p in scene.periods if scene.in_bracket(p))]
    mains = (*scene.periods, frame.main, frame.named)
    frame.yearly = frame.yearly or any(year_before(b, p) for b in bases for p in mains)
    for period in scene.periods:
        plain = period.kind in ("explicit", "deictic", "partial") and period.granularity not in ("day", "days")
        if plain and not scene.in_bracket(period):
            same = frame.named is None or (period.period_start, period.period_end) == (
                frame.named.period_start,
                frame.named.period_end,
            )
            frame.several = frame.several or not same
            frame.named, frame.named_at = period, scene.sentence.index


def just_named(frame: Frame, sentence: Sentence) -> Period | None:
    """The period that a sentence just before named."""
    reach = REACH if frame.several else LONG_REACH
    if frame.named is None or sentence.index - frame.named_at > reach:
        return None
    return frame.named


def cells(scene: Scene, figure: Quantity, period: Period | None, factor: float) -> dict[str, Any]:
    """Return the cells that every table of figures has; `factor` is -1 for a fall or a deficit."""
    low, high = figure.low, figure.high
    if factor < 0 and low is not None and high is not None:
        low, high = -high, -low
    return {
        "period_start": period.period_start if period else None,
        "period_end": period.period_end if period else None,
        "value": figure.value * factor,
        "low": low,
        "high": high,
        "unit": "%" if figure.dimension in RATES else figure.unit,
        "bound": figure.bound,
        "value_text": scene.reading.text[figure.start : figure.stop],
    }


def fact(
    table: str,
    scene: Scene,
    figure: Quantity,
    values: dict[str, Any],
    words: Iterable[Part],
    period: Period | None,
    cue: Span | None,
) -> Fact:
    """Return the fact of a figure with the parts that it was read from."""
    core = figure.core or (figure.start, figure.stop)
    parts = [Part("value", *core), *(p for p in figure.parts if p.role in ("unit", "bound")), *words]
    if period is not None:
        parts.append(Part("period", period.start, period.stop))
        if period.refers_to:
            parts.append(Part("refers_to", *period.refers_to))
    if cue is not None:
        parts.append(Part("cue", *cue))
    return Fact(table, figure.start, figure.stop, scene.sentence.index, values, parts)


def united(facts: list[Fact], said: Callable[[dict[str, Any]], Hashable]) -> list[Fact]:
    """Join a figure that a text tells twice into one row with the evidence of both.

    said: what a row says but for its period; of two rows that say the same, one without a period adds to the other.
    """
    kept: dict[Hashable, Fact] = {}
    for row in facts:
        first = kept.setdefault((said(row.values), _days(row)), row)
        if first is not row:
            first.parts += row.parts
    dated = {said(row.values): row for row in kept.values() if row.values["period_start"]}
    rows = []
    for row in kept.values():
        again = dated.get(said(row.values)) if row.values["period_start"] is None else None
        if again is None:
            rows.append(row)
        else:
            again.parts += row.parts
    return rows


def _days(row: Fact) -> tuple[Any, Any]:
    return row.values["period_start"], row.values["period_end"]
