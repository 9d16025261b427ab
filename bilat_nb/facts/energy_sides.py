"""From whom to whom a commodity goes: what the words around a figure tell, then what the text told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bilat_nb.facts.partners import BLOCS
from bilat_nb.facts.routes import Memory, Route
from bilat_nb.facts.scene import Scene
from bilat_nb.facts.sides import Sides, codes, sides
from bilat_nb.model import Actor, Quantity, Token

_ALL = re.compile(
    r"\b(?:all (?:its |their |the )?(?:suppliers|sources|countries)|from abroad|alternative sources?|other origin"
    r"|total (?:\w+ )?(?:imports?|purchases|intake|supplies)|third countries|in all|in total|altogether|overall)\b",
    re.I,
)
_ITS = re.compile(r"\b(?:its|their)\s+(?:[a-z-]+\s+)?$", re.I)
_ELSEWHERE = re.compile(
    r"\bto (?:the )?(?:whole of |rest of )?(?:Europe|the world|foreign|European|abroad|all countries|other countries)\b"
)
_CLAUSE = re.compile(r"\s(?:and|while|whereas|but|as)\s|[,;()]")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be)\s+$", re.I)
_LISTED = re.compile(
    r"\s*(?:(?:with|at|for|:|[-–—(]|,|supplied|delivered|sold|sent|provided|shipped|exported"
    r"|came (?:next|second|third) (?:with|at)|was \w+ (?:with|at)|is \w+ (?:with|at)|came \w+ at"
    r"|(?:was|is|remain(?:s|ed)|became|stayed) (?:(?:the|its|their|a) )?(?:[\w-]+ ){0,2}"
    r"(?:supplier|source|exporter|seller|producer|buyer|importer|customer|consumer)s?,? (?:with|at|supplying|selling)"
    r")\s*)?",
    re.I,
)
LISTED_REACH = 60
"""How far before its figure a country of a list stands at most."""


_DEBTS = ("debt", "debts", "arrears", "owed", "owes", "owe")
_NOUN_FORMS = (
    "delivery deliveries export exports import imports purchase purchases shipments sales flow flows intake supply"
)
_NOUNS = frozenset(_NOUN_FORMS.split())
"""Terms that have no subject of their own: only a country right before them owns them."""


def _owning(scene: Scene, around: Sides) -> list[str]:
    """Codes on the left that own the word: an adjective, a possessive, or two joined by a dash."""
    last = around.left[-1] if around.left else None
    if last and (last.demonym or len(around.left) > 1 or scene.text(last.stop, last.stop + 1) in ("'", "’")):
        return codes(around.left)
    return []


@dataclass(slots=True)
class Words:
    """The words that a figure was bound to, with the countries around each."""

    figure: Quantity
    commodity: Token | None
    term: Token | None
    around: list[Sides]

    @classmethod
    def of(cls, scene: Scene, figure: Quantity, commodity: Token | None, term: Token | None) -> Words:
        """Read the countries around the figure, the commodity and the term."""
        spans = [(t.start, t.stop) for t in (term, commodity) if t is not None]
        near = sides(scene, figure.start, figure.stop, _CLAUSE)
        return cls(figure, commodity, term, [near, *(sides(scene, *span) for span in spans)])

    @property
    def direction(self) -> str:
        """Which way the term goes: to (supply) or from (purchase)."""
        return self.term.cell("energy_terms", "direction") if self.term is not None else ""

    def after(self, *prepositions: str) -> list[str]:
        """Codes after a preposition behind any of the words, behind the figure first."""
        return [code for around in self.around for p in prepositions for code in around.codes(p)]

    def owners(self, scene: Scene) -> list[str]:
        """Codes right before the term or commodity: "Russian gas", "Germany's gas imports"; never "Brazil pumped"."""
        return [code for around in self.around[1:] for code in _owning(scene, around)]

    def owners_apart(self, scene: Scene) -> tuple[list[str], list[str]]:
        """Owners of term and commodity: "Japan's purchases of Australian coal"; of "gas imports" the term's."""
        own = [_owning(scene, around) for around in self.around[1:]]
        of_term = own[0] if self.term is not None else []
        of_commodity = own[-1] if self.commodity is not None else []
        return (of_term + of_commodity, []) if _noun(self) else (of_term, of_commodity)


def route_of(scene: Scene, words: Words, indicator: str, memory: Memory) -> Route:
    """Return the route of a figure.

    Parameters
    ----------
    scene, words : Scene, Words
        The sentence and the words that the figure was bound to.
    indicator : str
        Production has no recipient, consumption no supplier.
    memory : Memory
        What the document told before.
    """
    last = memory.last or Route()
    if indicator in ("production", "reserves", "consumption", "storage") and _of_bloc(scene, words):
        return Route()
    if indicator in ("production", "reserves"):
        return Route(_owner(scene, words) or last.supplier or memory.home)
    if indicator in ("consumption", "storage"):
        return Route(None, _owner(scene, words, last.supplier) or last.recipient or memory.home)
    if indicator in ("capacity", "investment"):
        return _project(scene, words, memory)
    told = _told(scene, words)
    listed = _listed(scene, words)
    if listed is not None and memory.last is not None and listed not in (told.supplier, told.recipient):
        return memory.seller(listed) if _sells(scene, words) else memory.listed(listed)
    told = _priced(scene, words, told) if indicator in ("price", "payment") else told
    sentence = scene.text(scene.sentence.start, scene.sentence.stop)
    if indicator == "price" and not told.supplier and not told.recipient and _BENCHMARK.search(sentence):
        return told
    if told.supplier and not told.recipient and _ELSEWHERE.search(sentence):
        return told
    route = memory.fill(told, "supplier" if _ALL.search(sentence) else _open_side(words))
    route.varies = "recipient" if told.recipient and not told.supplier else "supplier"
    return route


_SOURCE = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]+\s+)?(?:data|figures|reports?|estimates?|statistics|said|says|secretariat)\b"
)
_BENCHMARK = re.compile(
    r"\b(?:benchmark|Brent|WTI|West Texas|Dubai crude|Henry Hub|TTF|OPEC basket"
    r"|(?:world|global|spot|exchange) prices?)\b"
)


def _of_bloc(scene: Scene, words: Words) -> bool:
    """The nearest one before the figure is a bloc: "OPEC pumped 28 million barrels a day"."""
    before = list(scene.countries(lambda a: a.stop <= words.figure.start))
    return (
        bool(before)
        and before[-1].kind == "bloc"
        and not _SOURCE.match(scene.text(before[-1].stop, before[-1].stop + 24))
    )


def _open_side(words: Words) -> str | None:
    """As in "Japan's LNG imports", "Norway exported 24 TWh": the other side of such a total is anybody."""
    term = words.term.lexeme.form if words.term is not None else ""
    if term.startswith("import"):
        return "supplier"
    return "recipient" if term.startswith("export") else None


def route_told(scene: Scene, commodity: Token, term: Token) -> Route:
    """Return the route that a sentence without figures tells: "Ethiopia exports electricity to Sudan"."""
    spans = [(t.start, t.stop) for t in (term, commodity)]
    words = Words(
        Quantity(term.stop, term.stop, 0.0, None, "number"), commodity, term, [sides(scene, *s) for s in spans]
    )
    words.around.insert(0, Sides())
    return _told(scene, words)


def _first(group: list[str], *but: str | None) -> str | None:
    return next((code for code in group if code not in BLOCS and code not in but), None)


def _told(scene: Scene, words: Words) -> Route:
    """What the words around the figure tell themselves."""
    buys = words.direction == "from"
    of_term, of_commodity = words.owners_apart(scene)
    of_term = of_term or _its(scene, words)
    supplier = _first(words.after("from") + of_commodity + ([] if buys else of_term))
    if supplier is None and words.direction == "to":
        supplier = _first(words.after("by") + _subject(scene, words))
    recipient = _first(words.after("to", "into") + words.around[0].codes("on"), supplier)
    if recipient is None and buys:
        recipient = _first(of_term + _subject(scene, words), supplier)
    if recipient is None and _passive_with(scene, words):
        recipient = _first(_before(scene, words.term), supplier)
    if supplier is None and buys:
        supplier = _first(words.after("in"), recipient)
    if supplier is None and words.figure.unit == "%" and recipient is not None:
        supplier = _first(_countries_before(scene, words.figure.start), recipient)
    return Route(supplier, recipient)


def _its(scene: Scene, words: Words) -> list[str]:
    """As in "Saudi Arabia kept the first place, although its shipments shrank": the subject of the sentence."""
    if words.term is None or not _ITS.search(scene.text(max(0, words.term.start - 20), words.term.start)):
        return []
    return codes([a for a in scene.countries(lambda a: a.stop <= words.term.start) if len(a.countries) == 1][:1])  # type: ignore[union-attr]


def _priced(scene: Scene, words: Words, told: Route) -> Route:
    """As in "the Belarusian price", "the price of Russian gas for Belarus": who pays stands by the price."""
    term = sides(scene, words.term.start, words.term.stop) if words.term is not None else Sides()
    owed = words.term is not None and words.term.lexeme.form in _DEBTS
    if owed:
        return Route(_first(words.after("to")), _first(codes(term.left) + _countries_before(scene, words.figure.start)))
    payer = _first(codes(term.left) if term.left and term.left[-1].demonym else []) or told.recipient
    payer = payer or _first(words.after("for"))
    return Route(told.supplier if told.supplier != payer else None, payer)


def _noun(words: Words) -> bool:
    """The term is a noun beside the commodity: "Germany's natural gas imports"."""
    term, commodity = words.term, words.commodity
    return term is not None and commodity is not None and -2 < term.start - commodity.stop < 4


def _countries_before(scene: Scene, place: int) -> list[str]:
    actors = [a for a in scene.countries(lambda a: a.stop <= place) if len(a.countries) == 1]
    return codes(actors[::-1])


def _before(scene: Scene, term: Token | None) -> list[str]:
    """Single countries before a term in its segment, the nearest first."""
    if term is None:
        return []
    low, _ = scene.segment(term.start)
    actors = [a for a in scene.countries(lambda a: low <= a.start and a.stop <= term.start) if len(a.countries) == 1]
    return codes(actors[::-1])


def _is_passive(scene: Scene, term: Token) -> bool:
    return _PASSIVE.search(scene.text(max(scene.sentence.start, term.start - 8), term.start)) is not None


def _subject(scene: Scene, words: Words) -> list[str]:
    """The countries before an active verb of supplying or buying."""
    if words.term is None or words.term.lexeme.form in _NOUNS or _is_passive(scene, words.term):
        return []
    return _before(scene, words.term)


def _passive_with(scene: Scene, words: Words) -> bool:
    """As in "German refiners were supplied with": the one before the verb is the recipient."""
    term = words.term
    return term is not None and _is_passive(scene, term) and scene.text(term.stop, term.stop + 6).startswith(" with")


def _listed(scene: Scene, words: Words) -> str | None:
    """A country right beside the figure in a list: "the Emirates with 861,000 bpd", "Belgium 22%"."""

    def beside(actor: Actor) -> bool:
        return actor.stop <= words.figure.start and words.figure.start - actor.stop < LISTED_REACH and not actor.demonym

    for actor in scene.countries(beside):
        if len(actor.countries) == 1 and _LISTED.fullmatch(scene.text(actor.stop, words.figure.start)):
            return actor.countries[0]
    return None


def _sells(scene: Scene, words: Words) -> bool:
    """As in "Qatar remained the largest supplier with 400,000 tonnes"."""
    lead = scene.text(max(scene.sentence.start, words.figure.start - LISTED_REACH), words.figure.start)
    return re.search(r"\b(?:supplier|source|exporter|seller)s?,? (?:with|at|supplying|selling)\b", lead) is not None


def _owner(scene: Scene, words: Words, *but: str | None) -> str | None:
    """The country that produces or consumes: right before the words, in or of it, or the subject of the sentence."""
    around = words.owners(scene) + words.after("in", "of", "by")
    return _first(around) or _first(_countries_before(scene, words.figure.start), *but)


def _joined(scene: Scene) -> list[str]:
    """Two countries joined by a dash: "the India-Bangladesh Friendship Pipeline"."""
    actors = list(scene.countries(lambda a: len(a.countries) == 1))
    for one, two in pairwise(actors):
        if re.fullmatch(r"\s?[-–]\s?", scene.text(one.stop, two.start)):
            return [one.countries[0], two.countries[0]]
    return []


def _project(scene: Scene, words: Words, memory: Memory) -> Route:
    """A named project or company tells its sides; a plant stands in the country that owns it or holds its place."""
    told, known = Route(_first(words.after("from")), _first(words.after("to", "into"))), memory.known
    for token in scene.terms("projects"):
        told.supplier = told.supplier or token.cell("projects", "supplier") or None
        told.recipient = told.recipient or token.cell("projects", "recipient") or None
    owners = list(dict.fromkeys(words.owners(scene))) or _joined(scene)
    electric = words.commodity is not None and words.commodity.cell("commodities", "commodity") == "electricity"
    if electric and not told.supplier and not told.recipient:
        return Route(owners[0]) if len(owners) == 1 else Route()
    if len(owners) > 1 and not told.supplier and not told.recipient:
        return known if known is not None and {known.supplier, known.recipient} == set(owners) else Route(*owners[:2])
    if known is not None and not owners and not told.supplier and not told.recipient:
        return known
    located = owners + words.after("in", "of") + codes([a for a in scene.countries() if len(a.countries) == 1])
    told.recipient = told.recipient or _first(located, told.supplier)
    told.supplier = told.supplier or memory.pair.other(told.recipient)
    return Route(told.supplier, told.recipient or memory.pair.other(told.supplier))
