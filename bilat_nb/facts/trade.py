"""Trade: one fact per stated figure of trade between countries."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bilat_nb.facts.binding import Binding, bind
from bilat_nb.facts.frame import Frame, Pair
from bilat_nb.facts.measure import measure_of
from bilat_nb.facts.partners import Parties, complete, parties, product_of, share_base
from bilat_nb.facts.ranks import find_ranks
from bilat_nb.facts.scene import Scene
from bilat_nb.mentions.status import planned_cue
from bilat_nb.model import Fact, Part, Period, Quantity, Reading, Sentence, Token

DIMENSIONS = ("money", "percent", "fraction", "multiple")


def find_trade(reading: Reading, taken: Set[tuple[int, int]] = frozenset()) -> list[Fact]:
    """Return the trade facts of a reading.

    Parameters
    ----------
    reading : Reading
        The document with its mentions.
    taken : set of spans
        Figures that another table has used.
    """
    reader = TradeReader(reading, taken)
    for sentence in reading.sentences:
        if sentence.block not in ("furniture", "dateline"):
            reader.read(sentence)
    return merged(reader.facts)


@dataclass(slots=True)
class TradeReader:
    """Goes through a document and keeps in mind what it was last about."""

    reading: Reading
    taken: Set[tuple[int, int]]
    frame: Frame = field(default_factory=Frame)
    facts: list[Fact] = field(default_factory=list)

    @property
    def pair(self) -> Pair:
        """The two countries of the document."""
        return Pair.of(self.reading.countries)

    def read(self, sentence: Sentence) -> None:
        """Bind the figures of one sentence."""
        if not sentence.terms and not (sentence.quantities and self.frame.near(sentence.index)):
            return
        scene = Scene.of(self.reading, sentence)
        for figure in scene.figures:
            if figure.dimension in DIMENSIONS and (figure.start, figure.stop) not in self.taken:
                self._figure(scene, figure)
        for rank in find_ranks(scene, self.pair):
            self.facts.append(rank)

    def _figure(self, scene: Scene, figure: Quantity) -> None:
        binding = bind(scene, figure, self.frame)
        if binding.refused:
            return
        measure, sign = measure_of(scene, figure, binding, self.frame)
        if measure is None:
            return
        row = self._row(scene, figure, binding, measure)
        if row is None:
            return
        period = self._period(scene, figure)
        cue = self._planned(scene, figure, period)
        values = row | _value(figure, measure, sign, row["flow"], binding.token) | _dates(period)
        values["status"] = "actual" if cue is None else "planned"
        values |= self._base(scene, figure, measure)
        values["value_text"] = self.reading.text[figure.start : figure.stop]
        self.facts.append(_fact(scene, figure, values, binding, period, cue))
        self._remember(scene, figure, values, period, sign)

    def _row(self, scene: Scene, figure: Quantity, binding: Binding, measure: str) -> dict[str, Any] | None:
        """Flow, sides and product."""
        token, frame = binding.token, self.frame
        flow = token.cell("trade_terms", "flow") if token else frame.flow
        if flow is None:
            return None
        who = parties(scene, token, flow, frame, self.pair) if token else Parties(frame.reporter, frame.partner)
        share_of = None
        if measure == "share":
            share_of, told = share_base(scene, figure, token, self.pair)
            if share_of is None and frame.measure == "share" and frame.sentence == scene.sentence.index:
                share_of, told = frame.share_of, Parties(frame.reporter, frame.partner)
            who = complete(told, flow, frame, self.pair) if told else who
        if who.reporter is None and who.partner is None:
            return None
        product = product_of(scene, figure, token, measure == "share") if token else frame.product
        return {
            "flow": flow,
            "measure": measure,
            "reporter": who.reporter,
            "partner": who.partner,
            "product": product,
            "share_of": share_of,
        }

    def _period(self, scene: Scene, figure: Quantity) -> Period | None:
        if period := scene.period_of(figure):
            return period
        if scene.present or not self.frame.near(scene.sentence.index):
            return None
        return self.frame.period

    def _planned(self, scene: Scene, figure: Quantity, period: Period | None) -> tuple[int, int] | None:
        """The words that make a figure planned; a period that is over cannot be planned."""
        day = self.reading.published.day
        if period is not None and day is not None and period.period_end is not None and period.period_end < day:
            return None
        return planned_cue(scene.sentence, figure.start, figure.stop, tokens=scene.sentence.terms)

    def _base(self, scene: Scene, figure: Quantity, measure: str) -> dict[str, date | None]:
        base = min(scene.bases, key=lambda b: abs(b.start - figure.stop), default=None) if measure == "change" else None
        return {"base_start": base.period_start if base else None, "base_end": base.period_end if base else None}

    def _remember(
        self, scene: Scene, figure: Quantity, values: dict[str, Any], period: Period | None, sign: int
    ) -> None:
        frame = self.frame
        frame.flow, frame.product, frame.measure = values["flow"], values["product"], values["measure"]
        frame.reporter, frame.partner, frame.share_of = values["reporter"], values["partner"], values["share_of"]
        frame.sign, frame.sentence, frame.figure_stop = sign or frame.sign, scene.sentence.index, figure.stop
        if period is not None and period not in scene.bases:
            frame.period = period


def _dates(period: Period | None) -> dict[str, date | None]:
    if period is None:
        return {"period_start": None, "period_end": None}
    return {"period_start": period.period_start, "period_end": period.period_end}


def _value(figure: Quantity, measure: str, sign: int, flow: str, token: Token | None) -> dict[str, Any]:
    """The number with the sign of a change or of a deficit."""
    factor = 1.0
    if measure == "change":
        factor = -1.0 if sign < 0 < figure.value else 1.0
    elif flow == "balance" and token is not None and token.cell("trade_terms", "kind") == "minus":
        factor = -1.0 if figure.value > 0 else 1.0
    low, high = figure.low, figure.high
    if factor < 0 and low is not None and high is not None:
        low, high = -high, -low
    unit = "%" if figure.dimension in ("percent", "fraction", "multiple") else figure.unit
    return {"value": figure.value * factor, "low": low, "high": high, "unit": unit, "bound": figure.bound}


def _fact(
    scene: Scene,
    figure: Quantity,
    values: dict[str, Any],
    binding: Binding,
    period: Period | None,
    cue: tuple[int, int] | None,
) -> Fact:
    core = figure.core or (figure.start, figure.stop)
    parts = [Part("value", *core), *(p for p in figure.parts if p.role in ("unit", "bound"))]
    if binding.token is not None:
        parts.append(Part("flow", binding.token.start, binding.token.stop))
    if period is not None:
        parts.append(Part("period", period.start, period.stop))
        if period.refers_to:
            parts.append(Part("refers_to", *period.refers_to))
    if cue is not None:
        parts.append(Part("cue", *cue))
    return Fact("trade", figure.start, figure.stop, scene.sentence.index, values, parts)


def merged(facts: list[Fact]) -> list[Fact]:
    """Join a figure that a text tells twice into one row with the evidence of both."""
    kept: dict[tuple[Any, ...], Fact] = {}
    for fact in facts:
        key = _key(fact)
        if key in kept:
            kept[key].parts += fact.parts
        else:
            kept[key] = fact
    return list(kept.values())


def _key(fact: Fact) -> tuple[Any, ...]:
    v = fact.values
    sides = (
        frozenset((v["reporter"], v["partner"]))
        if v["measure"] in ("level", "change")
        else (v["reporter"], v["partner"])
    )
    flow = v["flow"]
    if flow in ("exports", "imports"):
        sides = (v["reporter"], v["partner"]) if flow == "exports" else (v["partner"], v["reporter"])
        flow = "exports"
    return (
        flow,
        v["measure"],
        sides,
        v["product"],
        v["period_start"],
        v["period_end"],
        v["value"],
        v["unit"],
        v["share_of"],
    )
