"""Which percentages are of energy: of a commodity, of a total, of a list of suppliers, or going on from one that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bilat_nb.facts.energy.about import Subject
from bilat_nb.facts.energy.binding import PHYSICAL, commodity_name, indicator_of
from bilat_nb.facts.energy.goods import of_it, other_goods
from bilat_nb.facts.energy.lists import after_share, listed_country, listed_route
from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.subject import SOLE, SubjectReader
from bilat_nb.facts.energy.supplied import supplied_route
from bilat_nb.facts.figures.measure import is_full
from bilat_nb.facts.figures.scene import Scene, first_after, last_before
from bilat_nb.model import Quantity, Token

_OF_NATION = re.compile(
    r"\s*of (?:(?:the|its|their|all|total|overall|national|whole|[\w-]+['’]s|[A-Z][\w-]+)\s+){1,4}"
    r"(?:intake|imports|purchases|supplies|deliveries|needs|demand|consumption|output|production)\b"
)
_AGAIN = re.compile(r"\s*of (?:everything|all|the total|the whole|its|total|what)\b")
_REPEATS = re.compile(
    r"^\W*(?:It|This|That|They|These|The (?:figure|volume|amount|total|rate|level|quantity))\b"
    r"|\b(?:the|a|an) (?:[\w-]+ )?(?:growth|rise|increase|decline|drop|fall|decrease|reduction|gain)\b|^\W*[Uu]p\b"
    r"|\b(?:this|that) (?:means|meant|makes|made|is|was)\b"
)
_DOMESTIC = re.compile(
    r"\b(?:[Dd]omestic|[Ii]nternal|[Ll]ocal|[Nn]ational|[Oo]wn) (?:gas |oil |power |energy )?"
    r"(?:production|output|consumption|demand|generation)\b"
)
_ITS = re.compile(r"\b(?:its|their) (?:[\w-]+ )?(?:shipments|exports|imports|output|production|deliveries|supplies)\b")
_IMPORTED = re.compile(
    r"\b(?:[Ii]mports?|imported|importing|depend(?:s|ed|ent|ence|ing)?|rel(?:y|ies|ied|ying|iance|iant)"
    r"|foreign (?:sources|suppliers|oil|gas)|bought abroad|buys abroad)\b[^.;]{0,60}$"
)
_WHICH = re.compile(r"\b(?:[Tt]his|[Tt]hat|[Ii]t|[Tt]hese|[Tt]hey|which|and)\b[^.;]{0,60}$")
_APPOSED = re.compile(
    r"[^.;]{0,40},\s+(?:or\s+)?(?:about |some |almost |nearly |around |just |only |more than |over )?"
)
_ITS_NEEDS = re.compile(r"\s*of (?:[\w.'’-]+\s+){1,5}?(?:needs|demand|consumption|requirements|use|usage)\b")
LIST_REACH = 2
"""Sentences after a delivery in which its suppliers may be listed with their shares."""


@dataclass(slots=True)
class RateReader(SubjectReader):
    """Reads what percentages are about, beside what amounts are."""

    def rate(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """As `_rate` reads it; a share of what a country uses may be one that another supplies."""
        before = self.delivered.route if self.delivered is not None else None
        subject = self._of_the_same(scene, figure, self._rate(scene, figure, words))
        low = scene.comma(figure.start)[0]
        moved = figure.trend or any(low <= t.start < figure.start for t in scene.terms("change_words"))
        if subject is None or subject.indicator != "consumption" or moved:
            return subject
        near = before if scene.sentence.index - self.delivered_at <= LIST_REACH else None
        memory = Memory(near, None, self.pair, self.frame.home)
        route = supplied_route(scene, figure, subject.route.recipient, memory)
        if route is None and _imported(scene, figure):
            route = Route(None, subject.route.recipient)
        return subject if route is None else replace(subject, indicator="delivery", route=route, share=True)

    def _of_the_same(self, scene: Scene, figure: Quantity, subject: Subject | None) -> Subject | None:
        """As in "it sent 28.9 bcm, which was 40% of British demand": a share of who sent the figure before it."""
        last, gap = self.last, scene.sentence.index - self.frame.sentence
        if subject is None or last is None or not subject.share_of_needs(scene, figure) or gap > 1:
            return subject
        route, source = subject.route, last.route.supplier
        same = last.indicator == "delivery" and last.commodity == subject.commodity
        if not same or source in (None, route.recipient) or last.route.recipient not in (route.recipient, None):
            return subject
        lead = scene.text(self.frame.figure_stop if gap == 0 else scene.sentence.start, figure.start)
        sides = {source, route.recipient, last.route.recipient}
        between = [a for a in scene.countries() if self.frame.figure_stop <= a.start < figure.start]
        named = gap == 0 and any(a.countries[0] not in sides for a in between)
        if named or not (_WHICH.search(lead) or (gap == 0 and _APPOSED.fullmatch(lead))):
            return subject
        return replace(subject, indicator="delivery", route=Route(source, route.recipient), share=True)

    def _rate(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """A percentage is of energy when its total or the noun before it is, or when it goes on from one that is."""
        own = _of_energy(scene, figure, words)
        again = own is None and _AGAIN.match(scene.text(figure.stop, figure.stop + 20))
        low = scene.segment(figure.start)[0]
        bracket = scene.text(low - 1, low) == "(" and 0 <= low - self.frame.figure_stop <= 3
        if (again or bracket) and self.frame.sentence == scene.sentence.index:
            return self.last
        if self.last is not None and self.frame.sentence == scene.sentence.index and _or_share(scene, figure):
            return replace(self.last, word=None, term=indicator_of(scene, figure), share=True)
        if self._of_which(scene, figure) and (part := self._of_words_before(scene, figure, words)) is not None:
            return replace(part, share=True)
        if of_it(scene, figure) and self.last is not None and scene.sentence.index - self.frame.sentence <= 1:
            made = self.made(scene, figure, self.last.commodity, self.last.indicator, None, indicator_of(scene, figure))
            return None if made is None else replace(made, share=True)
        of_nation = _OF_NATION.match(scene.text(figure.stop, figure.stop + 60))
        if of_nation and not words and not figure.trend and scene.sentence.index - self.delivered_at <= LIST_REACH:
            return self._part_of(scene, figure)
        if is_full(scene, figure):
            word = last_before(words, figure.start)
            commodity = self.specific(commodity_name(word), figure) if word else self.main
            stores = [t for t in scene.terms("energy_terms") if t.cell("energy_terms", "indicator") == "storage"]
            return self.made(scene, figure, commodity, "storage", word, last_before(stores, figure.start))
        if word := own:
            term = first_after(scene.terms("energy_terms"), word.start)
            near = term if term is not None and term.start - word.stop < 20 else indicator_of(scene, figure)
            word = _part_before(scene, figure, words, word)
            return self._named(scene, figure, word, near)
        return self._of_words_before(scene, figure, words)

    def _of_which(self, scene: Scene, figure: Quantity) -> bool:
        """As in "generation was 15 TWh, of which the nuclear plant produced 41%"."""
        if figure.unit != "%" or figure.trend or self.frame.sentence != scene.sentence.index:
            return False
        between = scene.text(self.frame.figure_stop, figure.start)
        return _PARTS.match(between) is not None and not any(
            self.frame.figure_stop <= t.start < figure.start for t in scene.terms("change_words")
        )

    def _of_words_before(self, scene: Scene, figure: Quantity, words: list[Token]) -> Subject | None:
        """Of the commodity that was named before it in the sentence, of a list, or of what the last figure was of."""
        before = [q for q in scene.figures if q.stop <= figure.start]
        trapped = last_before(
            [t for t in scene.terms("trap_words") if t.cell("trap_words", "why") == "funds"], figure.start
        )
        if (before and before[-1].dimension == "money") or trapped is not None:
            return None
        trade = [t for t in scene.terms("trade_terms") if t.stop <= figure.start]
        own = _examples_apart(scene, [w for w in words if w.stop <= figure.start])
        goes_on = self._goes_on_from(scene)
        of_the = _OF_THE.match(scene.text(scene.sentence.start, scene.sentence.start + 16))
        if of_the and (listed := self._listed(scene, figure)):
            return listed
        if own and (
            _other_subject(scene, own[-1].stop, figure.start)
            or other_goods(scene, figure, max(own[-1].start, self.floor(scene)))
        ):
            return None
        if own and (not trade or own[-1].stop + 40 > trade[-1].start or self.frame.sentence == scene.sentence.index):
            return self._named(scene, figure, own[-1], indicator_of(scene, figure))
        if listed := self._listed(scene, figure):
            return listed
        dual = all(t.get("energy_terms") for t in trade) and (not trade or bool(words) or self.weight >= SOLE)
        if goes_on and dual and self.last is not None and not other_goods(scene, figure, self.floor(scene)):
            term = indicator_of(scene, figure)
            indicator = term.cell("energy_terms", "indicator") if term else self.last.indicator
            return self.made(scene, figure, self._last_commodity(scene) or self.last.commodity, indicator, None, term)
        return None

    def _named(self, scene: Scene, figure: Quantity, word: Token, term: Token | None) -> Subject | None:
        near = self.last is not None and scene.sentence.index - self.frame.sentence <= 1
        indicator = self.last.indicator if self.last is not None and near else None
        indicator = term.cell("energy_terms", "indicator") if term else indicator
        if term is not None and term.lexeme.form in ("cost", "costs"):
            indicator = "price"
        if indicator == "payment" or (indicator == "investment" and figure.dimension in ("percent", "fraction")):
            return None
        piped = word.lexeme.form.startswith("pipeline")
        return self.made(scene, figure, self.specific(commodity_name(word), figure, piped), indicator, word, term)

    def _goes_on_from(self, scene: Scene) -> bool:
        """The sentence goes on about the energy figure before it: in it, or right after it with a word of change."""
        gap = scene.sentence.index - self.frame.sentence
        own = any(not t.get("energy_terms") for t in scene.terms("other_nouns"))
        text = scene.text(scene.sentence.start, scene.sentence.stop)
        told = _REPEATS.search(text) or (self._continues(scene, text) if self.loose else scene.terms("energy_terms"))
        return gap == 0 or (gap == 1 and bool(scene.terms("change_words")) and not own and bool(told))

    def _continues(self, scene: Scene, text: str) -> bool:
        """As in "its shipments", "in June alone, supplies": the same noun, in the same paragraph."""
        if _ITS.search(text) or _DOMESTIC.search(text):
            return True
        last = self.last.indicator if self.last is not None else None
        same = [t for t in scene.terms("energy_terms") if t.cell("energy_terms", "indicator") == last]
        low, high = scene.segment(scene.sentence.start)
        named = any(not a.demonym and low <= a.start < high for a in scene.countries())
        return bool(same) and not named and not scene.reading.opens_paragraph(scene.sentence)

    def _part_of(self, scene: Scene, figure: Quantity) -> Subject | None:
        """As in "8% below ... but equal to 36% of national imports": a share of the delivery before it."""
        last = self.delivered
        return None if last is None else replace(last, word=None, term=indicator_of(scene, figure), share=True)

    def _listed(self, scene: Scene, figure: Quantity) -> Subject | None:
        """As in "The Netherlands delivered 26% and Belgium 22%", after a total of deliveries."""
        last, gap = self.delivered, scene.sentence.index - self.delivered_at
        if last is None or gap > LIST_REACH or figure.dimension not in ("percent", "fraction") or figure.trend:
            return None
        if scene.terms("change_words") or scene.text(figure.stop, figure.stop + 4) == " of ":
            return None
        memory = Memory(last.route, None, self.pair, self.frame.home)
        if (after := after_share(scene, figure)) is not None:
            way, code = after
            route = Route(last.route.supplier, code) if way == "to" else Route(code, last.route.recipient)
        elif (beside := listed_country(scene, figure)) is not None:
            route = listed_route(scene, figure, beside, memory)
        else:
            return None
        return replace(last, route=route, word=None, term=None, share=True)


def _imported(scene: Scene, figure: Quantity) -> bool:
    """As in "imports account for 38% of consumption": a delivery from anybody."""
    lead = scene.text(scene.segment(figure.start)[0], figure.start)
    tail = scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 70))
    return _IMPORTED.search(lead) is not None and _ITS_NEEDS.match(tail) is not None


_PARTS = re.compile(r"[^.;]{0,24}?,?\s(?:(?:out )?of (?:which|this|these|that|them|it)|including)\b[^.;]{0,60}$")
_OF_THE = re.compile(r"\W*(?:Of|Out of) (?:the|this|these|all|its|their)\b")
_OR = re.compile(
    r"[,(]?\s*(?:in [\w\s]{3,16},?\s*|[\w\s'’-]{0,60},\s*)?"
    r"(?:or|i\.e\.|which is|that is|equal to|equivalent to|representing|accounting for"
    r"|which (?:makes|made) up|which (?:accounts|accounted) for)\s+(?:about |some |almost |nearly |around )?$"
)
_TOTAL = re.compile(r"\s*(?:of|in) (?:the |its |their |all |total |overall |[A-Z])")


def _or_share(scene: Scene, figure: Quantity) -> bool:
    """As in "5.4 billion kWh, or 13.1% of the country's output": the figure before it, as a part of a total."""
    before = [f.stop for f in scene.figures if f.stop <= figure.start and f.dimension in PHYSICAL]
    if figure.unit != "%" or not before or not _TOTAL.match(scene.text(figure.stop, figure.stop + 12)):
        return False
    return _OR.fullmatch(scene.text(before[-1], figure.start)) is not None


_SUPPLIES = re.compile(
    r"\b(?:accounts? for|accounted for|accounting for|made up|makes? up|provid\w+|generat\w+|produc\w+|cover\w*"
    r"|meets?|met|supplied|supplies)\b[^,;]{0,30}$",
    re.I,
)
_FROM = re.compile(r"\bfrom (?:[\w-]+ )?$")
_SUCH_AS = re.compile(r"\b(?:such as|including|like)\b")


def _part_before(scene: Scene, figure: Quantity, words: list[Token], total: Token) -> Token:
    """As in "oil accounted for 46.7 pct of energy consumption": the part, not the total."""
    if commodity_name(total) not in ("energy", "electricity"):
        return total
    later = [
        w for w in words if 0 < w.start - total.stop < 40 and commodity_name(w) in ("nuclear", "renewables", "coal")
    ]
    if later and _FROM.search(scene.text(total.stop, later[0].start)):
        return later[0]
    low = scene.segment(figure.start)[0]
    parts = [w for w in words if low <= w.start < figure.start and commodity_name(w) not in ("energy", "electricity")]
    verb = _SUPPLIES.search(scene.text(low, figure.start))
    return parts[-1] if parts and verb else total


def _examples_apart(scene: Scene, words: list[Token]) -> list[Token]:
    """Of "crude energy goods, such as oil and gas, rose": the energy, without the examples."""
    for place, word in enumerate(words[1:], start=1):
        if _SUCH_AS.search(scene.text(words[place - 1].stop, word.start)):
            return words[:place]
    return words


def _of_energy(scene: Scene, figure: Quantity, words: list[Token]) -> Token | None:
    """As in "43% of Germany's natural gas imports", "over 40% less electricity"."""
    after = scene.text(figure.stop, figure.stop + 14)
    if not re.match(r"\s*(?:of|less|more|fewer|higher|lower)\s", after):
        return None
    inside = [w for w in words if figure.stop <= w.start <= figure.stop + 45]
    gap = scene.text(figure.stop, inside[0].start) if inside else ""
    return inside[0] if inside and "," not in gap and not scene.blocked(figure.stop, inside[0].start) else None


def _other_subject(scene: Scene, start: int, stop: int) -> bool:
    """As in "oil companies' profit rose 3 percent": a noun that is not of energy stands nearer."""
    between = [t for t in scene.sentence.terms if start <= t.start and t.stop <= stop]
    goods = any(t.get("products") and not t.get("commodities") for t in between)  # "and coffee was 7%"
    return goods or any((t.get("other_nouns") or t.get("trap_words")) and not t.get("energy_terms") for t in between)
