"""Trade: one fact per stated figure of trade between countries."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bilat_nb.facts.figures.binding import bind
from bilat_nb.facts.figures.carrying import next_country
from bilat_nb.facts.figures.doubting import is_old_forecast, is_season
from bilat_nb.facts.figures.frame import Frame, Pair
from bilat_nb.facts.figures.home import home_of
from bilat_nb.facts.figures.measure import measure_of, reached
from bilat_nb.facts.figures.period_binding import period_of
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.telling import (
    RATES,
    cells,
    compared,
    cue_of,
    fact,
    just_named,
    keep_period,
    main_period,
    note_named,
    of_years,
    one_year,
    planned,
    short_base,
    united,
    year_earlier,
)
from bilat_nb.facts.figures.trade_words import is_business, is_strong
from bilat_nb.facts.trade.leading import lead
from bilat_nb.facts.trade.plain_tables import find_tables
from bilat_nb.facts.trade.ranks import find_ranks, place_by_this, ranks_past
from bilat_nb.facts.trade.whose import is_goods, subject, told_before, whose
from bilat_nb.model import Fact, Part, Period, Quantity, Reading, Sentence, Token

DIMENSIONS = ("money", "mass", *RATES)


def find_trade(reading: Reading, taken: Set[tuple[int, int]] = frozenset()) -> list[Fact]:
    """Return the trade facts of a reading.

    Parameters
    ----------
    reading : Reading
        The document with its mentions.
    taken : set of spans
        Figures that another table has used.
    """
    home = home_of(reading)
    reader = TradeReader(reading, taken, pair=Pair.of(reading, home))
    reader.frame.home = home
    reader.frame.about = reader.pair.second is not None and any(is_strong(s.terms) for s in reading.sentences)
    reader.frame.business = is_business(reading.text)
    for sentence in reading.sentences:
        if sentence.block not in ("furniture", "dateline"):
            reader.read(sentence)
    tables = find_tables(reading, reader.pair, home, taken)
    told = [f for f in reader.facts if not any(f.start < t.stop and t.start < f.stop for t in tables)]
    return united(told + tables, _said) + reader.others


@dataclass(slots=True)
class TradeReader:
    """Goes through a document and keeps in mind what it was last about."""

    reading: Reading
    taken: Set[tuple[int, int]]
    frame: Frame = field(default_factory=Frame)
    pair: Pair = field(default_factory=Pair)
    facts: list[Fact] = field(default_factory=list)
    others: list[Fact] = field(default_factory=list)
    ranked: Fact | None = None

    def read(self, sentence: Sentence) -> None:
        """Bind the figures of one sentence, and note the period that it names."""
        if self.reading.opens_paragraph(sentence):
            self.frame.new_paragraph()
        if not (sentence.terms or sentence.quantities or sentence.periods):
            return
        scene = Scene.of(self.reading, sentence)
        self._bind(scene)
        if any(t.cell("trap_words", "why") == "budget" for t in sentence.terms):
            self.frame.account = sentence.index
        note_named(self.frame, scene)

    def _bind(self, scene: Scene) -> None:
        sentence = scene.sentence
        if not any(f.dimension in DIMENSIONS for f in scene.figures):
            lead(scene, self.frame, self.pair)
        if not sentence.terms and not (sentence.quantities and self.frame.near(sentence.index)):
            return
        first, partner, share_of = len(self.facts), self.frame.partner, self.frame.share_of
        ranks = find_ranks(scene, self.pair, self.frame.home) or place_by_this(scene, self.frame)
        self.ranked = ranks[0] if ranks and ranks[0].table == "trade" else None
        kept = self._about_the_rank(scene)
        for figure in scene.figures:
            if (figure.start, figure.stop) in self.taken:
                continue
            figure = reached(scene, self._in_unit(scene, figure))
            if figure.dimension in DIMENSIONS:
                self._figure(scene, figure)
        if kept and len(self.facts) == first:
            self.frame = kept
        self._back_to_topic(self.facts[first:])
        if partner and any(next_country(scene, figure) for figure in scene.figures):
            self.frame.partner, self.frame.share_of = partner, share_of  # another one of a list, told in between
        self._add_ranks(scene, ranks, self.facts[first:])

    def _about_the_rank(self, scene: Scene) -> Frame | None:
        """Let figures without a word of trade be of the rank's flow: "China is the first market, with $5 bn (14%)"."""
        if self.ranked is None or self.frame.sentence == scene.sentence.index:
            return None
        kept, told = replace(self.frame), self.ranked.values
        self.frame.flow, self.frame.reporter, self.frame.partner = told["flow"], told["reporter"], told["partner"]
        self.frame.product, self.frame.measure, self.frame.share_of = told["product"], "rank", "world"
        self.frame.sentence, self.frame.figure_stop = scene.sentence.index, -1
        return kept

    def _add_ranks(self, scene: Scene, ranks: list[Fact], facts: list[Fact]) -> None:
        """Ranks of a sentence take the period of its figures when they have none of their own."""
        shared = next((f.values for f in facts if f.values["period_start"]), {})
        for rank in ranks:
            if rank.values["period_start"] is None and not scene.present:
                days = shared or (self._past(scene) if ranks_past(scene, rank) else {})
                rank.values |= {name: days[name] for name in ("period_start", "period_end") if days}
            (self.facts if rank.table == "trade" else self.others).append(rank)

    def _past(self, scene: Scene) -> dict[str, Any]:
        period = self.frame.period if self.frame.near(scene.sentence.index) else None
        return {"period_start": period.period_start, "period_end": period.period_end} if period else {}

    def _in_unit(self, scene: Scene, figure: Quantity) -> Quantity:
        """A bare number of millions takes the currency before it: "to 11.4 billion euros ... to 27.3 billion"."""
        money = self.frame.unit is not None and len(self.frame.unit) == 3 and self.frame.unit.isupper()
        far = scene.sentence.index - self.frame.sentence > 1
        if figure.dimension != "number" or not money or far or figure.value < 1e6:
            return figure
        return replace(figure, unit=self.frame.unit, dimension="money")

    def _back_to_topic(self, facts: list[Fact]) -> None:
        """After "trade grew to X: Y of exports and Z of imports" the text is about trade again."""
        if self.frame.flow == "balance":
            self.frame.flow = "turnover"
        flows = {fact.values["flow"] for fact in facts}
        if len(flows) > 1:
            topic = facts[0].values
            self.frame.flow = "turnover" if flows == {"exports", "imports"} else topic["flow"]
            self.frame.reporter, self.frame.partner = topic["reporter"], topic["partner"]
            self.frame.product = topic["product"]

    def _figure(self, scene: Scene, figure: Quantity) -> None:
        binding = bind(scene, figure, self.frame)
        self.reading.note(figure, "word", binding.rule, binding.token)
        if binding.refused:
            self.reading.refuse(figure, binding.refused)
            return
        measure, sign = measure_of(scene, figure, binding, self.frame)
        if measure is None:
            self.reading.refuse(figure, "neither a level nor a change nor a share")
            return
        again = binding.token is None or any(scene.segment(figure.start)[0] <= p.start for p in scene.present)
        told = told_before(self.facts, figure, measure) if again else None
        row = subject(told) if told else self._whose(scene, figure, binding.token, measure)
        period = self._period(scene, figure, measure) if row is not None else None
        again = told is not None and (period is None or period is self.frame.period)
        why = self._no_trade(scene, figure, row, binding.token, measure) or ("told before" if again else None)
        if why is None and is_old_forecast(scene, figure, period):
            why = "a forecast of before"
        if row is None or why is not None:
            self.reading.refuse(figure, why or "no country whose trade it is")
            return
        self._tell(scene, figure, row, binding.token, period, sign)

    def _no_trade(
        self, scene: Scene, figure: Quantity, row: dict[str, Any] | None, token: Token | None, measure: str
    ) -> str | None:
        """Why a figure is none of trade between countries."""
        if row is None:
            return "no country whose trade it is"
        if figure.dimension == "mass" and not is_goods(scene, row, token, self.frame):
            return "a mass of no goods that are traded"
        return "sales that may be within a country" if self._at_home(scene, row, token, measure) else None

    def _tell(
        self, scene: Scene, figure: Quantity, row: dict[str, Any], token: Token | None, period: Period | None, sign: int
    ) -> None:
        """Write down a figure whose subject is known."""
        cue = planned(scene, figure, period)
        if cue is not None and period is not None and period.granularity == "years":
            period = one_year(period, first=False)  # "in the next three years": the year of the target
        if cue is None and period is self.frame.period and (cue := self._aimed(scene, figure)):
            period = None
        minus = self.frame.minus if token is None else token.cell("trade_terms", "kind") == "minus"
        factor = _factor(figure, row["measure"], sign, minus and row["flow"] == "balance")
        values = row | cells(scene, figure, period, factor)
        values["status"] = "actual" if cue is None else "planned"
        values |= self._base(scene, figure, values["measure"])
        words = [Part("flow", token.start, token.stop)] if token is not None else []
        self.facts.append(fact("trade", scene, figure, values, words, period, cue))
        self._remember(scene, figure, values, period, sign)

    def _at_home(self, scene: Scene, row: dict[str, Any], token: Token | None, measure: str) -> bool:
        """As in "which pushed U.S. sales up 70 pct": a weak word, no partner, and nothing else of trade beside it."""
        if token is None or token.cell("trade_terms", "needs") != "country" or measure != "change":
            return False
        near = self.frame.near(scene.sentence.index) or self.frame.about
        return row["partner"] == "WLD" and row["product"] == "all" and not near and not is_strong(scene.sentence.terms)

    def _whose(self, scene: Scene, figure: Quantity, token: Token | None, measure: str) -> dict[str, Any] | None:
        return whose(scene, figure, token, measure, self.frame, self.pair, self.ranked)

    def _period(self, scene: Scene, figure: Quantity, measure: str) -> Period | None:
        if measure == "level" and compared(scene, figure):
            return year_earlier(scene, figure, self.frame)
        if period := period_of(scene, figure, measure):
            if is_season(scene, period):
                return None
            period = of_years(scene, period) if measure == "level" else period
            main = self.frame.period if self.frame.near(scene.sentence.index) else None
            found = short_base(scene, figure, period, main) or main_period(scene, self.frame, period, measure)
            return None if found is None or is_season(scene, found) else found
        if scene.present:
            return None
        if self.frame.near(scene.sentence.index) and self.frame.period:
            return self.frame.period
        named = just_named(self.frame, scene.sentence) if measure in ("level", "change") else None
        if named is None or is_season(scene, named):
            return None
        day = self.reading.published.day
        ahead = day is not None and named.period_start is not None and named.period_start > day
        return None if ahead and cue_of(scene, figure) is None else named

    def _aimed(self, scene: Scene, figure: Quantity) -> tuple[int, int] | None:
        """A plan without a period of its own is not of the past period that the text was about."""
        return cue_of(scene, figure)

    def _base(self, scene: Scene, figure: Quantity, measure: str) -> dict[str, date | None]:
        base = min(scene.bases, key=lambda b: abs(b.start - figure.stop), default=None) if measure == "change" else None
        return {"base_start": base.period_start if base else None, "base_end": base.period_end if base else None}

    def _remember(
        self, scene: Scene, figure: Quantity, values: dict[str, Any], period: Period | None, sign: int
    ) -> None:
        frame = self.frame
        frame.strong = frame.strong or is_strong(scene.sentence.terms)
        frame.flow, frame.product, frame.measure = values["flow"], values["product"], values["measure"]
        frame.reporter, frame.partner = values["reporter"], values["partner"]
        frame.share_of = values["share_of"] if values["measure"] == "share" else frame.share_of
        frame.sign, frame.sentence, frame.figure_stop = sign or frame.sign, scene.sentence.index, figure.stop
        if values["measure"] == "level":
            frame.unit, frame.minus = values["unit"], values["flow"] == "balance" and values["value"] < 0
        if values["status"] != "planned" and not (period is not None and is_season(scene, period)):
            keep_period(scene, frame, figure, period)


def _factor(figure: Quantity, measure: str, sign: int, deficit: bool) -> float:
    """-1 where the text tells a fall or a deficit in a number without a sign."""
    fall = measure == "change" and sign < 0
    return -1.0 if figure.value > 0 and (fall or (deficit and measure != "change")) else 1.0


def _said(values: dict[str, Any]) -> tuple[Any, ...]:
    """What a row says but for its period; exports of one side are imports of the other."""
    flow, sides = values["flow"], (values["reporter"], values["partner"])
    if flow in ("exports", "imports"):
        sides = sides if flow == "exports" else sides[::-1]
        flow = "exports"
    elif values["measure"] in ("level", "change"):
        sides = tuple(sorted(sides, key=str))
    return (flow, sides, *(values[name] for name in ("measure", "product", "value", "unit", "share_of")))
