"""What a figure of energy is about: its commodity, indicator and route, read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bilat_nb.facts.energy.about import Subject, told_ways
from bilat_nb.facts.energy.binding import (
    PAYS,
    PHYSICAL,
    SUGGESTS,
    commodity_name,
    commodity_of,
    fits,
    indicator_of,
    is_plant,
)
from bilat_nb.facts.energy.goods import (
    beside,
    goods_told,
    of_goods,
    of_it,
    other_goods,
    out_of_range,
    trade_between,
    trapped,
)
from bilat_nb.facts.energy.indicators import said_indicator, told_again
from bilat_nb.facts.energy.money import COST_OF_IT, not_of_energy
from bilat_nb.facts.energy.naming import named_route
from bilat_nb.facts.energy.owners import ONE_SIDED
from bilat_nb.facts.energy.payments import LOANS, loan_word
from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.sides import route_of, route_told
from bilat_nb.facts.energy.words import Words
from bilat_nb.facts.figures.frame import Frame, Pair
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

MONEY_REACH = 130
"""How far from the money the word of energy stands at most."""

SOLE = 3
"""A commodity named so often is what bare tonnes are of."""

_PROJECT = re.compile(r"\b(?:project|plant|station|pipeline|line|terminal|refinery|construction)\b", re.I)
RATES = ("percent", "fraction", "multiple")
WIDER = (("gas", "lng"), ("oil", "oil_products"), ("electricity", "nuclear"), ("electricity", "renewables"))
"""Commodities that a text comes back to from a part of them."""
_ASIDE = ("capacity", "investment", "price", "payment")


@dataclass(slots=True)
class SubjectReader:
    """Finds what figures are about, and keeps in mind what the last ones were about."""

    pair: Pair
    main: str
    weight: int
    """The commodity that the document names most often, and how often."""
    sources: dict[str, str] = field(default_factory=dict)
    """Whose each commodity is, where the document tells of one of its two countries only: "Russian gas"."""
    ways: dict[str, Route] = field(default_factory=dict)
    """Which way each commodity goes between the two countries of the document."""
    electric: bool = False
    """The document names electricity."""
    frame: Frame = field(default_factory=Frame)
    last: Subject | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    delivered: Subject | None = None
    """The last delivery, with its sentence: what a list of suppliers goes on from."""
    delivered_at: int = -99

    @property
    def loose(self) -> bool:
        """The document is not about two countries: little can be filled in from what it said before."""
        return self.pair.second is None

    def note_route(self, scene: Scene, words: list[Token]) -> None:
        """Keep the route that a sentence without figures tells for the figures after it."""
        terms = [t for t in scene.terms("energy_terms") if t.cell("energy_terms", "indicator") == "delivery"]
        if words and (named := named_route(scene)) is not None:
            self.routes[self._main_of(commodity_name(words[0]))] = named
            return
        for word in words if terms else ():
            route = route_told(scene, word, terms[0])
            if route.known:
                self.routes[self._main_of(commodity_name(word))] = route

    def _main_of(self, commodity: str) -> str:
        return self.main if commodity == "energy" else commodity

    def read(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """Return what a figure is about, or None when it is not of energy."""
        if trapped(scene, figure):
            return None
        if self.last is not None and told_again(scene, figure, self.frame, words):
            return self.last
        if figure.dimension in PHYSICAL or figure.dimension == "price":
            return self._physical(scene, figure, words)
        if figure.dimension == "money":
            return self._money(scene, figure, words)
        return self.rate(scene, figure, words)

    def rate(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """Return what a percentage is about; see `energy_rates`."""
        raise NotImplementedError

    def _physical(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        word = None if of_it(scene, figure) else commodity_of(scene, figure, words)
        piped = word is not None and word.lexeme.form.startswith("pipeline")
        commodity = self.specific(commodity_name(word), figure, piped) if word else self._carried(scene, figure)
        if figure.dimension == "price" and commodity == "energy":
            return None
        if commodity is None or out_of_range(figure) or (figure.unit == "t" and of_goods(scene, figure, words)):
            return None
        term = indicator_of(scene, figure)
        if is_plant(scene, figure):
            return self.made(scene, figure, commodity, "capacity", word, None)
        last = self.last.indicator if self.last is not None else None
        indicator = said_indicator(scene, figure, term, last, self.frame, self.loose)
        return self.made(scene, figure, commodity, indicator, word, term)

    def _carried(self, scene: Scene, figure: Quantity) -> str | None:
        """The commodity of the figure before it, else the document's own, else what the unit suggests."""
        unit = figure.unit or ""
        if unit == "t" and (goods_told(scene) or other_goods(scene, figure, self.floor(scene))):
            return None
        last = self._last_commodity(scene)
        if self.electric and unit == "kWh" and last in ("gas", "lng", None) and self.frame.unit != unit:
            return "electricity"  # a text on gas and power goes on from cubic metres to kilowatt-hours
        again = self.frame.sentence == scene.sentence.index or of_it(scene, figure) or self.frame.unit == unit
        if last is not None and again and fits(last, figure):
            return last
        if unit == "t" or figure.dimension == "price":
            return self._weighed(scene, figure, last)
        if unit in ("kWh", "MW") and last is not None and fits(last, figure):
            return last
        known = (c for c in (self.main, last) if c is not None and fits(c, figure))
        return next((c for c in known if (c, unit[:3]) != ("renewables", "bbl")), SUGGESTS.get(unit))

    def floor(self, scene: Scene) -> int:
        """Where the last figure of energy ends, in this sentence."""
        return self.frame.figure_stop if self.frame.sentence == scene.sentence.index else 0

    def _last_commodity(self, scene: Scene) -> str | None:
        """The commodity of the figure before; a text on gas comes back from liquefied gas, one on oil from products."""
        if self.last is None or not self.frame.near(scene.sentence.index):
            return None
        kinds = (self.main, self.last.commodity)
        back = kinds in WIDER and self.frame.sentence != scene.sentence.index
        return self.main if back else self.last.commodity

    def _weighed(self, scene: Scene, figure: Quantity, last: str | None) -> str | None:
        """Tonnes and prices are of anything: only the figure just before, or a text about one thing, says of what."""
        unit = figure.unit or ""
        if unit.endswith("/1000m3"):
            return last if last in ("gas", "lng") else "gas"
        if unit.endswith("/bbl"):
            return last if last in ("oil", "oil_products") else "oil"
        if unit.endswith(("/kWh", "/MWh")):
            return self.main if self.main == "gas" and unit.endswith("/MWh") and not self.electric else "electricity"
        if last is not None and scene.sentence.index - self.frame.sentence <= 1 and fits(last, figure):
            return last
        before = scene.reading.sentences[scene.sentence.index - 1] if scene.sentence.index else None
        goods = [t for t in (before.terms if before is not None else ()) if t.get("products")]
        sole = self.weight >= SOLE and figure.noun is None and all(t.cell("commodities", "commodity") for t in goods)
        return self.main if sole and fits(self.main, figure) else None

    def specific(self, commodity: str, figure: Quantity, piped: bool = False) -> str:
        """Of "energy" or "the pipeline" in general: the commodity that the document is about, when its unit fits."""
        if commodity != "energy" or (figure.dimension in RATES and not piped):
            return commodity
        last = self.last.commodity if self.last is not None else None
        found = next((c for c in (self.main, last) if c is not None and fits(c, figure)), commodity)
        if piped and found in ("lng", "energy"):
            return {"m3": "gas", "t": "oil"}.get(figure.unit or "", found)
        unit = figure.unit or ""
        return SUGGESTS.get(unit, "oil" if unit.endswith("/bbl") else found) if found == "energy" else found

    def _money(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """Money counts where it is invested in, paid for or owed over energy."""
        term = loan_word(scene, figure) or indicator_of(scene, figure)
        low, high = scene.segment(figure.start)
        if self.last is not None and self.last.indicator == "payment" and of_it(scene, figure):
            return replace(self.last, word=None, term=None)  # "drew $4.5 billion of it"
        if term is None or not low <= term.start < high or trade_between(scene, term, figure):
            return None
        pays = term.lexeme.form.startswith(PAYS) or (self.loose and term.lexeme.form in LOANS)
        if pays and any(
            low <= t.start < high and t.cell("trade_terms", "kind") != "verb" for t in scene.terms("trade_terms")
        ):
            return None
        costs, at_home = term.lexeme.form.startswith("cost"), self.loose and not pays
        if not_of_energy(scene, figure, costs, at_home) or not self._between(scene, pays):
            return None
        indicator = "payment" if pays else term.cell("energy_terms", "indicator")
        inside = [w for w in words if low - 1 <= w.start <= high] or (
            words if scene.bracketed(figure.start, low - 2) else []
        )
        if indicator == "payment":
            inside = inside or words
            if not inside and scene.terms("companies"):
                return self.made(scene, figure, self.main, indicator, None, term)
        word = beside(inside, figure)
        if word is not None and not -MONEY_REACH < word.start - figure.start < MONEY_REACH:
            return None
        if word is None:
            return self._of_project(scene, figure, term, indicator) if not words else None
        commodity = self.specific(commodity_name(word), figure)
        return self.made(scene, figure, commodity, indicator, word, term)

    def _between(self, scene: Scene, pays: bool = False) -> bool:
        """Whether a country is named, or the document is about two; who pays and is paid are two."""
        if pays and self.pair.second is None:
            return len({a.countries[0] for a in scene.countries()}) > 1
        return self.pair.second is not None or any(True for _ in scene.countries()) or bool(scene.terms("projects"))

    def _of_project(self, scene: Scene, figure: Quantity, term: Token, indicator: str) -> Subject | None:
        """As in "Russia invests $20 billion in the project", right after the plant was spoken of."""
        if self.last is None or scene.sentence.index - self.frame.sentence > 1:
            return None
        text = scene.text(scene.sentence.start, scene.sentence.stop)
        planned = COST_OF_IT.search(text) and self.last.indicator in ("capacity", "investment")
        if not _PROJECT.search(text) and indicator != "payment" and not planned:
            return None
        return self.made(scene, figure, self.last.commodity, indicator, None, term)

    def made(
        self,
        scene: Scene,
        figure: Quantity,
        commodity: str,
        indicator: str | None,
        word: Token | None,
        term: Token | None,
    ) -> Subject | None:
        """Return the subject with its route and project, or None without an indicator."""
        if commodity == "gas" and (figure.unit or "").endswith(("/gallon", "/l")):
            commodity = "oil_products"  # what Americans call gas
        if not indicator:
            return None
        if commodity in ("nuclear", "renewables") and figure.unit == "kWh" and indicator in ("delivery", "consumption"):
            commodity = "electricity"  # what is traded or used is the power
        last = self._last_route(scene, commodity, indicator)
        around = Words.of(scene, figure, word, term)
        source = self.sources.get(commodity) if indicator in ("price", "payment") and commodity != "oil" else None
        way = self.ways.get(commodity) if indicator in told_ways(commodity) else None
        way = way or (self.ways.get("") if indicator == "delivery" and commodity != "electricity" else None)
        known = self.routes.get(commodity) or way or (Route(source, self.pair.other(source)) if source else None)
        known = known or (None if indicator in ("capacity", "transit") else self._only_route())
        same = self.frame.sentence == scene.sentence.index
        alike = self.last is not None and self.last.indicator == indicator
        if self.loose and indicator in ONE_SIDED and not same:
            last = known = None
        route = route_of(scene, around, indicator, Memory(last, known, self.pair, self.frame.home, same, alike))
        if indicator in ("price", "payment") and not route.supplier and not route.recipient:
            source = self.sources.get(commodity) if commodity != "oil" else None  # oil has a world price
            route = Route(source, self.pair.other(source))
        if indicator == "delivery" and not route.supplier and not route.recipient and self.pair.second is not None:
            route = self._of_pair(commodity, term)
        if self.loose and indicator == "payment" and not route.known:
            return None  # what companies pay and owe
        if route.known:
            self.routes[commodity] = route
        project = next((t.cell("projects", "project") for t in scene.terms("projects")), None)
        return Subject(commodity, indicator, route, word, term, project)

    def _of_pair(self, commodity: str, term: Token | None) -> Route:
        """In a text on two countries: from the one whose commodity it is, or as the verb goes from the home."""
        if (way := self.ways.get(commodity) or self.ways.get("")) is not None:
            return Route(way.supplier, way.recipient)
        home = self.frame.home
        direction = term.cell("energy_terms", "direction") if term is not None else ""
        source = self.sources.get(commodity) or (home if direction == "to" else self.pair.other(home))
        return Route(source, self.pair.other(source)) if direction or commodity in self.sources else Route()

    def _last_route(self, scene: Scene, commodity: str, indicator: str) -> Route | None:
        """The route of the figure before; of gas and liquefied gas only the recipient stays the same."""
        if self.last is None or not self.frame.near(scene.sentence.index):
            return None
        last = self.last
        if indicator == "delivery" and last.indicator in _ASIDE and self.delivered is not None:
            last = self.delivered  # from what a plant can do back to what is delivered
        if last.commodity == commodity:
            route, here = last.route, self.frame.sentence == scene.sentence.index
            return Route(route.recipient, route.supplier) if route.back and not here else route
        if {last.commodity, commodity} != {"gas", "lng"}:
            return None
        between = {last.route.supplier, last.route.recipient} == {self.pair.first, self.pair.second}
        return last.route if between else Route(None, last.route.recipient)

    def _only_route(self) -> Route | None:
        """The route of the other commodities, when they all take the same."""
        told = {(route.supplier, route.recipient) for route in self.routes.values()}
        return next(iter(self.routes.values())) if len(told) == 1 else None
