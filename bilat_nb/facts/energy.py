"""Energy: one fact per stated figure of an energy commodity or of energy infrastructure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from bilat_nb.facts.binding import Binding
from bilat_nb.facts.energy_binding import (
    PHYSICAL,
    SUGGESTS,
    commodity_name,
    commodity_of,
    commodity_words,
    default_indicator,
    fits,
    indicator_of,
)
from bilat_nb.facts.energy_sides import Words, route_of, route_told
from bilat_nb.facts.frame import Frame, Pair, home_of
from bilat_nb.facts.measure import by_amount, measure_of
from bilat_nb.facts.period_binding import period_of
from bilat_nb.facts.routes import Memory, Route
from bilat_nb.facts.scene import Scene, first_after, last_before, unfinished, year_before
from bilat_nb.mentions.status import planned_cue
from bilat_nb.model import Fact, Part, Period, Quantity, Reading, Sentence, Token

DIMENSIONS = (*PHYSICAL, "price", "money", "percent", "fraction", "multiple")


SOLE = 3
"""A commodity named so often is what bare tonnes are of."""

_PROJECT = re.compile(r"\b(?:project|plant|station|pipeline|line|terminal|refinery|its? construction)\b", re.I)
_FLOWS = ("delivery", "production", "consumption", "transit", "storage")


def find_energy(reading: Reading) -> list[Fact]:
    """Return the energy facts of a reading."""
    named = Counter(
        token.cell("commodities", "commodity")
        for s in reading.sentences
        for token in s.terms
        if token.cell("commodities", "commodity")
    )
    specific = [name for name, _ in named.most_common() if name != "energy"]
    reader = EnergyReader(reading, pair=Pair.of(reading), main=specific[0] if specific else next(iter(named), None))
    reader.frame.home = home_of(reading)
    reader.weight = named.get(reader.main or "", 0)
    for sentence in reading.sentences:
        if sentence.block not in ("furniture", "dateline"):
            reader.read(sentence)
    return merged(reader.facts)


@dataclass(slots=True)
class Subject:
    """What a figure is about: commodity, indicator, route, and the words that say so."""

    commodity: str
    indicator: str
    route: Route
    word: Token | None = None
    term: Token | None = None
    project: str | None = None


@dataclass(slots=True)
class EnergyReader:
    """Goes through a document and keeps in mind which commodity and route it was last about."""

    reading: Reading
    frame: Frame = field(default_factory=Frame)
    pair: Pair = field(default_factory=Pair)
    last: Subject | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    main: str | None = None
    """The commodity that the document names most often."""
    weight: int = 0
    """How often it names that commodity."""

    def read(self, sentence: Sentence) -> None:
        """Bind the figures of one sentence."""
        if self.reading.opens_paragraph(sentence):
            self.frame.new_paragraph()
        scene = Scene.of(self.reading, sentence)
        words = commodity_words(scene)
        if self.main is None:
            return
        if not scene.figures:
            self._note_route(scene, words)
            return
        for figure in scene.figures:
            figure = self._in_unit(scene, figure)
            if figure.dimension in DIMENSIONS:
                subject = self._subject(scene, figure, words)
                if subject is not None:
                    self._add(scene, figure, subject)
                else:
                    self.reading.refuse(figure, "no word of energy that it measures")

    def _note_route(self, scene: Scene, words: list[Token]) -> None:
        """Keep the route that a sentence without figures tells for the figures after it."""
        terms = [t for t in scene.terms("energy_terms") if t.cell("energy_terms", "indicator") == "delivery"]
        if words and terms:
            route = route_told(scene, words[0], terms[0])
            if route.known:
                self.routes[self._main_of(commodity_name(words[0]))] = route

    def _main_of(self, commodity: str) -> str:
        return self.main if commodity == "energy" and self.main is not None else commodity

    def _in_unit(self, scene: Scene, figure: Quantity) -> Quantity:
        """A bare large number takes the unit of the energy figure before it: "had been 20 million a day"."""
        unit, dimension = self.frame.unit, self.frame.share_of
        before = [q for q in scene.figures if q.stop <= figure.start and q.unit and q.dimension in (*PHYSICAL, "money")]
        if before:
            unit, dimension = before[-1].unit, before[-1].dimension
        if figure.dimension != "number" or unit is None or dimension is None or figure.value < 1e4:
            return figure
        near = bool(before) or scene.sentence.index - self.frame.sentence <= 1
        return replace(figure, unit=unit, dimension=dimension) if near else figure

    # --- what a figure is about -------------------------------------------------------------------------------------

    def _subject(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        if _trapped(scene, figure):
            return None
        if figure.dimension in PHYSICAL or figure.dimension == "price":
            return self._physical(scene, figure, words)
        if figure.dimension == "money":
            return self._money(scene, figure, words)
        return self._rate(scene, figure, words)

    def _physical(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        if by_amount(scene, figure):
            return None
        word = None if _of_it(scene, figure) else commodity_of(scene, figure, words)
        commodity = self._specific(commodity_name(word), figure) if word else self._carried(scene, figure)
        if commodity is None or (figure.unit == "MW" and figure.value < 1):
            return None
        term = indicator_of(scene, figure)
        indicator = term.cell("energy_terms", "indicator") if term else default_indicator(figure)
        if indicator is None and self.last is not None and self.frame.near(scene.sentence.index):
            indicator = self.last.indicator if self.last.indicator in _FLOWS else None
        return self._made(scene, figure, commodity, indicator or "delivery", word, term)

    def _carried(self, scene: Scene, figure: Quantity) -> str | None:
        """The commodity of the figure before it, else the document's own, else what the unit suggests."""
        unit = figure.unit or ""
        last = self.last.commodity if self.last is not None and self.frame.near(scene.sentence.index) else None
        again = self.frame.sentence == scene.sentence.index or _of_it(scene, figure) or self.frame.unit == unit
        if last is not None and again and fits(last, figure):
            return last
        if unit == "t" or figure.dimension == "price":
            gap = scene.sentence.index - self.frame.sentence
            if last is not None and gap <= 1 and fits(last, figure):
                return last
            sole = self.weight >= SOLE and figure.noun is None and self.main is not None
            return self.main if sole and fits(self.main or "", figure) else None
        if self.main is not None and fits(self.main, figure):
            return self.main
        if last is not None and fits(last, figure):
            return last
        return SUGGESTS.get(unit)

    def _specific(self, commodity: str, figure: Quantity) -> str:
        """Of "energy" or "the pipeline" in general: the commodity that the document is about, when its unit fits."""
        if commodity != "energy":
            return commodity
        last = self.last.commodity if self.last is not None else None
        return next((c for c in (self.main, last) if c is not None and fits(c, figure)), commodity)

    def _money(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """Money counts where it is invested in, paid for or owed over energy."""
        term = indicator_of(scene, figure)
        low, high = scene.segment(figure.start)
        if term is None or not low <= term.start < high or _trade_between(scene, term, figure):
            return None
        inside = [w for w in words if low - 1 <= w.start <= high] or (
            words if scene.bracketed(figure.start, low - 2) else []
        )
        word = _beside(inside, figure)
        if word is None:
            return self._of_project(scene, figure, term) if not words else None
        commodity = self._specific(commodity_name(word), figure)
        return self._made(scene, figure, commodity, term.cell("energy_terms", "indicator"), word, term)

    def _of_project(self, scene: Scene, figure: Quantity, term: Token) -> Subject | None:
        """As in "Russia invests $20 billion in the project", right after the plant was spoken of."""
        if self.last is None or scene.sentence.index - self.frame.sentence > 1:
            return None
        if not _PROJECT.search(scene.text(scene.sentence.start, scene.sentence.stop)):
            return None
        return self._made(scene, figure, self.last.commodity, term.cell("energy_terms", "indicator"), None, term)

    def _rate(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """A percentage is of energy when its total or the noun before it is, or when it goes on from one that is."""
        again = re.match(
            r"\s*of (?:everything|all|the total|the whole|its|total|what|them)\b",
            scene.text(figure.stop, figure.stop + 20),
        )
        low = scene.segment(figure.start)[0]
        bracket = scene.text(low - 1, low) == "(" and 0 <= low - self.frame.figure_stop <= 3
        if (again or bracket) and self.frame.sentence == scene.sentence.index:
            return self.last
        if word := _of_energy(scene, figure, words):
            term = first_after(scene.terms("energy_terms"), word.start)
            near = term if term is not None and term.start - word.stop < 20 else indicator_of(scene, figure)
            return self._named(scene, figure, word, near)
        before = [q for q in scene.figures if q.stop <= figure.start]
        trapped = last_before(
            [t for t in scene.terms("trap_words") if t.cell("trap_words", "why") == "funds"], figure.start
        )
        if (before and before[-1].dimension == "money") or trapped is not None:
            return None
        trade = [t for t in scene.terms("trade_terms") if t.stop <= figure.start]
        own = [w for w in words if w.stop <= figure.start]
        goes_on = self._goes_on_from(scene)
        if own and (not trade or own[-1].stop + 40 > trade[-1].start or self.frame.sentence == scene.sentence.index):
            return self._named(scene, figure, own[-1], indicator_of(scene, figure))
        dual = all(t.get("energy_terms") for t in trade)
        if goes_on and dual and self.last is not None:
            term = indicator_of(scene, figure)
            indicator = term.cell("energy_terms", "indicator") if term else self.last.indicator
            return self._made(scene, figure, self.last.commodity, indicator, None, term)
        return None

    def _named(self, scene: Scene, figure: Quantity, word: Token, term: Token | None) -> Subject | None:
        indicator = term.cell("energy_terms", "indicator") if term else (self.last.indicator if self.last else None)
        return self._made(scene, figure, self._specific(commodity_name(word), figure), indicator, word, term)

    def _goes_on_from(self, scene: Scene) -> bool:
        """The sentence goes on about the energy figure before it: in it, or right after it with a word of change."""
        gap = scene.sentence.index - self.frame.sentence
        return gap == 0 or (gap == 1 and bool(scene.terms("change_words")))

    def _made(
        self,
        scene: Scene,
        figure: Quantity,
        commodity: str,
        indicator: str | None,
        word: Token | None,
        term: Token | None,
    ) -> Subject | None:
        if indicator is None:
            return None
        near = self.last is not None and self.frame.near(scene.sentence.index) and self.last.commodity == commodity
        last = self.last.route if near and self.last is not None else None
        around = Words.of(scene, figure, word, term)
        known = self.routes.get(commodity) or self._only_route()
        same = self.frame.sentence == scene.sentence.index
        route = route_of(scene, around, indicator, Memory(last, known, self.pair, self.frame.home, same))
        if route.known:
            self.routes[commodity] = route
        project = next((t.cell("projects", "project") for t in scene.terms("projects")), None)
        return Subject(commodity, indicator, route, word, term, project)

    def _only_route(self) -> Route | None:
        """The route of the other commodities, when they all take the same."""
        told = {(route.supplier, route.recipient) for route in self.routes.values()}
        return next(iter(self.routes.values())) if len(told) == 1 else None

    # --- the row ----------------------------------------------------------------------------------------------------

    def _add(self, scene: Scene, figure: Quantity, subject: Subject) -> None:
        measure, sign = "level", 0
        if figure.dimension in ("percent", "fraction", "multiple"):
            found, sign = measure_of(scene, figure, Binding(rule=_rule(scene, figure)), self.frame)
            if found is None:
                return self.reading.refuse(figure, "neither a change nor a share")
            measure = found
        period = period_of(scene, figure, measure)
        period = self._main(scene, period, measure)
        if period is None and not scene.present and self.frame.near(scene.sentence.index) and self._goes_on(subject):
            period = self.frame.period
        cue = self._planned(scene, figure, period)
        values = self._values(figure, subject, measure, sign, period, cue is not None)
        self.facts.append(_fact(scene, figure, values, subject, period, cue))
        self._remember(scene, figure, subject, measure, sign, period)

    def _main(self, scene: Scene, period: Period | None, measure: str) -> Period | None:
        """A change measures the period that the text is about, not the base; so does "that month"."""
        main = self.frame.period if self.frame.near(scene.sentence.index) else None
        if period is None or main is None:
            return period
        base = measure == "change" and period.kind not in ("explicit", "partial") and year_before(period, main)
        return main if base or scene.repeats(period, main) else period

    def _goes_on(self, subject: Subject) -> bool:
        """A period is carried on between figures of one kind, never from a delivery to a plant."""
        return self.last is not None and self.last.indicator == subject.indicator

    def _planned(self, scene: Scene, figure: Quantity, period: Period | None) -> tuple[int, int] | None:
        day = self.reading.published.day
        if period is not None and day is not None and period.period_end is not None:
            if period.period_end < day:
                return None
            if unfinished(period, day):
                return period.start, period.stop
        return planned_cue(scene.sentence, figure.start, figure.stop, tokens=scene.sentence.terms)

    def _values(
        self, figure: Quantity, subject: Subject, measure: str, sign: int, period: Period | None, planned: bool
    ) -> dict[str, Any]:
        factor = -1.0 if measure == "change" and sign < 0 < figure.value else 1.0
        return {
            "commodity": subject.commodity,
            "indicator": subject.indicator,
            "measure": measure,
            "supplier": subject.route.supplier,
            "recipient": subject.route.recipient,
            "project": subject.project,
            "period_start": period.period_start if period else None,
            "period_end": period.period_end if period else None,
            "value": figure.value * factor,
            "low": figure.low,
            "high": figure.high,
            "unit": "%" if figure.dimension in ("percent", "fraction", "multiple") else figure.unit,
            "bound": figure.bound,
            "status": "planned" if planned else "actual",
            "value_text": self.reading.text[figure.start : figure.stop],
        }

    def _remember(
        self, scene: Scene, figure: Quantity, subject: Subject, measure: str, sign: int, period: Period | None
    ) -> None:
        self.last = subject
        frame = self.frame
        frame.flow, frame.measure, frame.sign = "energy", measure, sign or frame.sign
        frame.sentence, frame.figure_stop = scene.sentence.index, figure.stop
        if figure.dimension in PHYSICAL:
            frame.unit, frame.share_of = figure.unit, figure.dimension
        aside = (
            period is None
            or period in scene.bases
            or year_before(period, frame.period)
            or scene.before_that(figure)
            or scene.in_bracket(period)
        )
        if not aside:
            frame.keep(period)


def _of_it(scene: Scene, figure: Quantity) -> bool:
    """As in "pipelines brought 2.5 billion cubic meters of it"."""
    after = scene.text(figure.stop, figure.stop + 24)
    return re.match(r"\s*(?:\([^()]{0,20}\)\s*)?of (?:it|them|this|that)\b", after) is not None


def _of_energy(scene: Scene, figure: Quantity, words: list[Token]) -> Token | None:
    """As in "43% of Germany's natural gas imports", "over 40% less electricity"."""
    after = scene.text(figure.stop, figure.stop + 14)
    if not re.match(r"\s*(?:of|less|more|fewer|higher|lower)\s", after):
        return None
    inside = [w for w in words if figure.stop <= w.start <= figure.stop + 45]
    return inside[0] if inside and not scene.blocked(figure.stop, inside[0].start) else None


def _rule(scene: Scene, figure: Quantity) -> str:
    """As in "26.94 percent of everything" is a share."""
    after = scene.text(figure.stop, figure.stop + 12).lstrip()
    return "of_total" if after.startswith("of ") and not after.startswith("of last") else "carried"


def _trapped(scene: Scene, figure: Quantity) -> bool:
    """A figure of cargo, people or the like: the noun that it counts, or the nearest one on its left, is a trap."""
    for token in scene.terms("trap_words"):
        if token.cell("trap_words", "why") in ("investment", "loan", "payment", "cost of"):
            continue
        if figure.stop <= token.start <= figure.stop + 24 and not scene.blocked(figure.stop, token.start):
            return True
    return False


def _trade_between(scene: Scene, term: Token, figure: Quantity) -> bool:
    """A word of trade nearer to the figure than the word of energy."""
    low, high = min(term.stop, figure.stop), max(term.start, figure.start)
    return any(low <= t.start < high and t.get("energy_terms") is None for t in scene.terms("trade_terms"))


def _beside(words: list[Token], figure: Quantity) -> Token | None:
    """The commodity named next after the figure, else last before it; nearest wins."""

    def gap(token: Token) -> int:
        return figure.start - token.stop if token.stop <= figure.start else token.start - figure.stop

    return min(words, key=gap, default=None)


def _fact(
    scene: Scene,
    figure: Quantity,
    values: dict[str, Any],
    subject: Subject,
    period: Period | None,
    cue: tuple[int, int] | None,
) -> Fact:
    core = figure.core or (figure.start, figure.stop)
    parts = [Part("value", *core), *(p for p in figure.parts if p.role in ("unit", "bound"))]
    for role, token in (("commodity", subject.word), ("indicator", subject.term)):
        if token is not None:
            parts.append(Part(role, token.start, token.stop))
    if period is not None:
        parts.append(Part("period", period.start, period.stop))
        if period.refers_to:
            parts.append(Part("refers_to", *period.refers_to))
    if cue is not None:
        parts.append(Part("cue", *cue))
    return Fact("energy", figure.start, figure.stop, scene.sentence.index, values, parts)


def merged(facts: list[Fact]) -> list[Fact]:
    """Join a figure that a text tells twice into one row with the evidence of both."""
    kept: dict[tuple[Any, ...], Fact] = {}
    for fact in facts:
        v = fact.values
        names = (
            "commodity",
            "indicator",
            "measure",
            "supplier",
            "recipient",
            "period_start",
            "period_end",
            "value",
            "unit",
        )
        key = tuple(v[name] for name in names)
        if key in kept:
            kept[key].parts += fact.parts
        else:
            kept[key] = fact
    return list(kept.values())
