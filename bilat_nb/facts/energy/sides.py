"""From whom to whom a commodity goes: what the words around a figure tell, then what the text told before."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.binding import PHYSICAL
from bilat_nb.facts.energy.lists import listed, listed_route, predicate, sharing
from bilat_nb.facts.energy.naming import named_route
from bilat_nb.facts.energy.owners import ONE_SIDED, owned_route
from bilat_nb.facts.energy.payments import payment_route
from bilat_nb.facts.energy.plants import project_route
from bilat_nb.facts.energy.prices import price_route
from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.several import shared_out
from bilat_nb.facts.energy.transit import transit_route
from bilat_nb.facts.energy.turning import is_turned
from bilat_nb.facts.energy.words import (
    Words,
    before_term,
    countries_before,
    first,
    fronted,
    given,
    is_passive,
    single,
    subject,
)
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.model import Quantity, Token

_ALL = re.compile(
    r"\b(?:all (?:its |their |the )?(?:suppliers|sources|countries)|from abroad|alternative sources?|other origin"
    r"|total (?:[\w-]+ ){0,2}(?:imports?|purchases|intake|supplies|receipts"
    r"|arrivals)|third countries|in all|in total|altogether|overall)\b",
    re.I,
)
_TOTAL_OUT = re.compile(r"\btotal exports? of (?:[\w-]+ )?$")
_REST = re.compile(r"\b(?:remaining|remainder|rest)\b[^.;,]{0,20}$")
_ITS = re.compile(r"\b(?:its|their)\s+(?:[a-z-]+\s+)?$", re.I)
_ACROSS = re.compile(r"[^.;,]{0,30}?\b(?:across|over) the (?:common |shared |\w+ern )?border\b")
_ELSEWHERE = re.compile(
    r"\bto (?:the )?(?:whole of |rest of )?(?:Europe|the world|foreign|European|abroad|all countries|other countries)\b"
)
_REGION = (
    r"(?:[A-Z][\w-]+ )?(?:Soviet|USSR|Middle East|Mideast|Persian Gulf|Gulf|North Sea|Africa\w*|Asia\w*|Europe\w*"
    r"|America\w*|Latin|OPEC|Caribbean|Scandinavia\w*|Balkans?|Baltics?|Arab|Central Asia\w*|non-\w+)\b"
)
_FROM_REGION = re.compile(rf"\b(?:from|by) (?:the )?{_REGION}")
_TO_REGION = re.compile(rf"\bto (?:the )?{_REGION}")
"""As in "gets 90% of its oil from the Soviet Union": a side that has no code."""
_NEIGHBOUR = re.compile(
    r"\b(?:its|the|their|our)\s+(?:\w+\s+)?(?:neighbou?rs?\b|neighbou?ring (?:country|state|republic|nation|kingdom)\b)"
)
_FROM_NEIGHBOUR = re.compile(rf"\bfrom {_NEIGHBOUR.pattern[2:]}")
_THESE = re.compile(r"\W*(?:This|That|These|Those|It|They|The (?:volume|figure|amount|quantity)) ")
"""A sentence that goes on about the delivery before it."""
_FROM = re.compile(r"\b(?:from|at|of)\s+(?:the\s+)?(?:[\w-]+\s+)?$")
_TO_IT = re.compile(
    r"\s*(?:of (?:[\w-]+ ){1,2})?(?:(?:a|per) (?:year|day) |annually )?to (?:the|this|that|its) "
    r"(?:[a-z]+ern |[A-Z][\w-]+ )?"
    r"(?:country|republic|kingdom|peninsula|island|nation|emirate|sultanate|neighbou?r|state|federation)\b"
)
"""As in "28 bcm to the peninsula": the other one of two countries."""
_TO_SHARE = re.compile(r"\s*(?:fell|falls|fall|belonged|went|goes)?\s*to the (?:share|lot) of\b")


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
    if indicator in ONE_SIDED:
        return owned_route(scene, words, indicator, memory)
    if indicator in ("capacity", "investment"):
        return project_route(scene, words, memory, indicator)
    told = _told(scene, words)
    if indicator == "transit":
        return transit_route(scene, words, told, memory)
    told = _mirrored(scene, words, told, memory)
    if not told.known and (named := named_route(scene)) is not None and not memory.same:
        told = named
    last = memory.last or Route()
    if words.figure.unit == "%" and told.recipient and not told.supplier and last.recipient in (None, told.recipient):
        anaphor = _THESE.match(scene.text(scene.sentence.start, scene.sentence.stop))
        told = Route(last.supplier if anaphor else None, told.recipient)
    beside = listed(scene, words)
    if beside is not None and memory.last is not None and beside not in (told.supplier, told.recipient):
        return listed_route(scene, words.figure, beside, memory)
    if indicator == "price" and not told.supplier and not told.recipient:
        told = _of_trade(scene, words) or told
    if indicator == "price":
        return price_route(scene, words, told, memory)
    if indicator == "payment":
        return payment_route(scene, words, told, memory)
    return _delivered(scene, words, _by_project(scene, told), memory)


def _of_trade(scene: Scene, words: Words) -> Route | None:
    """As in "Uzbekistan buys power at 2 cents": a price with the sides of its verb of trade."""
    low = scene.segment(words.figure.start)[0]
    trade = [t for t in scene.terms("energy_terms") if low <= t.start < words.figure.start]
    trade = [t for t in trade if t.cell("energy_terms", "indicator") == "delivery"]
    return route_told(scene, words.commodity or trade[-1], trade[-1]) if trade else None


def _delivered(scene: Scene, words: Words, told: Route, memory: Memory) -> Route:
    """Complete the route of a delivery."""
    last = memory.last or Route()
    if _TOTAL_OUT.search(scene.text(scene.sentence.start, words.figure.start)):
        return Route(told.supplier if told.supplier != last.recipient else last.supplier or told.supplier)
    if memory.same and _REST.search(scene.text(scene.sentence.start, words.figure.start)):
        return Route(told.supplier, told.recipient or last.recipient)
    if last.known and is_turned(scene, words):
        return Route(last.recipient, last.supplier, back=True)
    sentence = scene.text(scene.sentence.start, scene.sentence.stop)
    if told.supplier and not told.recipient and _ELSEWHERE.search(sentence):
        return told
    if told.supplier and not told.recipient and _ACROSS.match(scene.text(words.figure.stop, scene.sentence.stop)):
        told = Route(told.supplier, memory.pair.other(told.supplier))
    if told.supplier and not told.recipient and _to_it(scene, words):
        told_before = last.recipient if last.supplier == told.supplier else None
        return Route(told.supplier, memory.pair.other(told.supplier) or told_before)
    if (beyond := _beyond(scene, words, told)) is not None:
        return beyond
    if (of_all := shared_out(scene, words, told, memory.home)) is not None:
        return of_all
    route = memory.fill(told, "supplier" if _ALL.search(sentence) else _open_side(words, told, memory))
    route.varies = "recipient" if told.recipient and not told.supplier and route.supplier else "supplier"
    route.listed = bool(last.listed and memory.same) or bool(told.supplier and not told.recipient and last.recipient)
    return route


def _beyond(scene: Scene, words: Words, told: Route) -> Route | None:
    """As in "gets 90% of its oil from the Middle East": the side that is told has no code, and nothing fills it."""
    clause = scene.text(*scene.comma(words.figure.start))
    if told.supplier is None and told.recipient and _FROM_REGION.search(clause):
        return told
    return told if told.recipient is None and told.supplier and _TO_REGION.search(clause) else None


def _to_it(scene: Scene, words: Words) -> bool:
    """As in "28 bcm to the peninsula", "exports of power to the northern neighbour"."""
    places = [words.figure.stop, *(t.stop for t in (words.term, words.commodity) if t is not None)]
    return any(_TO_IT.match(scene.text(place, place + 60)) for place in places)


def _open_side(words: Words, told: Route, memory: Memory) -> str | None:
    """As in "Japan's LNG imports", "Norway exported 24 TWh": the other side of such a total is anybody."""
    term = words.term.lexeme.form if words.term is not None else ""
    after_list = memory.last is not None and memory.last.listed and not memory.same
    after_list = after_list and told.recipient == (memory.home or told.recipient)
    if term.startswith("import") or (after_list and words.direction == "from"):
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


def _told(scene: Scene, words: Words) -> Route:
    """What the words around the figure tell themselves."""
    buys = words.direction == "from"
    of_term, of_commodity = words.owners_apart(scene)
    taker = _taker(scene, words)
    of_commodity = [code for code in of_commodity if code != taker]
    of_term = of_term or _its(scene, words)
    right = words.around[0].codes("from")
    supplier = first(right) or fronted(scene, words.figure)
    if words.term is not None and words.term.lexeme.form.startswith(("depend", "rel")):
        supplier = supplier or first(given(scene, words.term))
    if words.term is not None and words.term.lexeme.form.endswith((" of", " from")):
        supplier = supplier or first(_beside(scene, words.term))  # "comes out of Israel's field"
    supplier = supplier or first(words.after("from") + of_commodity + ([] if buys else of_term))
    if supplier is None and words.direction == "to":
        supplier = first(words.after("by") + subject(scene, words))
    recipient = first(words.after("to", "into") + words.around[0].codes("on"), supplier)
    if recipient is None and words.direction == "to" and words.term is not None:
        recipient = first(given(scene, words.term) + words.around[0].codes("for"), supplier)
    if supplier is None and words.figure.dimension in PHYSICAL:  # "270 million kWh of Lao power"
        supplier = first([c for a in words.around[0].after.get("of", ()) if a.demonym for c in a.countries])
    recipient = recipient or (taker if taker != supplier else None)
    if recipient is None and buys:
        recipient = first(of_term + subject(scene, words), supplier)
    if recipient is None and _passive_with(scene, words):
        recipient = first(before_term(scene, words.term), supplier)
    if supplier is None and buys:
        supplier = first(words.after("in"), recipient)
    if supplier is None and _TO_SHARE.match(scene.text(words.figure.stop, words.figure.stop + 40)):
        supplier = first(words.around[0].codes("of"))
    return _of_share(scene, words.figure, Route(supplier, recipient))


def _beside(scene: Scene, term: Token) -> list[str]:
    """The country right after a word that ends in a preposition; of "came from there" the one before it."""
    if scene.text(term.stop, term.stop + 7).startswith((" there", " it ")):
        return codes([a for a in scene.countries(single) if a.stop <= term.start and not a.demonym][:1])
    return codes([a for a in scene.countries(single) if a.start - term.stop in (1, 5)][:1])


def _of_share(scene: Scene, figure: Quantity, told: Route) -> Route:
    """The other side of a share: who holds it, who bought it, or who is named before it."""
    if figure.unit != "%":
        return told
    if (of := predicate(scene, figure)) is not None:
        other = [told.recipient, told.supplier, *countries_before(scene, of.start)]
        return Route(of.countries[0], first([code for code in other if code], of.countries[0]))
    if told.known:
        return told
    supplier = told.supplier or first(sharing(scene, figure), told.recipient)
    if supplier is None and told.recipient is not None:
        supplier = first(countries_before(scene, figure.start), told.recipient)
    if told.recipient is None and supplier is not None and _bought(scene, figure):
        return Route(supplier, first(countries_before(scene, figure.start), supplier))
    return Route(supplier, told.recipient)


def _bought(scene: Scene, figure: Quantity) -> bool:
    """As in "Thailand bought 88 percent of what Laos exported"."""
    low = scene.comma(figure.start)[0]
    verbs = [t for t in scene.terms("energy_terms") if low <= t.start and t.stop <= figure.start]
    return bool(verbs) and verbs[-1].cell("energy_terms", "direction") == "from"


def _taker(scene: Scene, words: Words) -> str | None:
    """As in "Australia supplies 33% of Japan's uranium": who owns it after a share is who takes it."""
    word = words.commodity
    if words.figure.unit != "%" or word is None or word.start < words.figure.stop or words.direction == "from":
        return None
    left = sides(scene, word.start, word.stop).left
    return first(codes(left)) if left and not left[-1].demonym else None


def _its(scene: Scene, words: Words) -> list[str]:
    """As in "Saudi Arabia kept the first place, although its shipments shrank": the subject of the sentence."""
    if words.term is None or not _ITS.search(scene.text(max(0, words.term.start - 20), words.term.start)):
        return []
    return codes([a for a in scene.countries(lambda a: a.stop <= words.term.start) if single(a)][:1])  # type: ignore[union-attr]


def _mirrored(scene: Scene, words: Words, told: Route, memory: Memory) -> Route:
    """As in "the utility exported 2 TWh to the southern neighbour": that of the home is the other of the pair."""
    home, other = memory.home, memory.pair.other(memory.home)
    start = words.term.start if words.term is not None else words.figure.start
    taker = memory.pair.other(told.recipient)
    buys = taker is not None and told.supplier is None and words.direction == "from"
    if buys and _FROM_NEIGHBOUR.search(scene.text(start, scene.sentence.stop)):
        return Route(taker, told.recipient)  # "the Kingdom imported 356 GWh from its neighbour"
    if home is None or other is None:
        return told
    pays = words.direction == "from" and told.recipient == home
    if pays and told.supplier is None and _NEIGHBOUR.search(scene.text(scene.sentence.start, start)):
        return Route(home, other)
    if not _NEIGHBOUR.search(scene.text(start, scene.sentence.stop)):
        return told
    if words.direction == "to" and told.recipient in (home, None) and told.supplier in (None, other):
        return Route(home, other)
    return Route(other, home) if words.direction == "from" and told.supplier == home else told


def _by_project(scene: Scene, told: Route) -> Route:
    """A pipeline that is named tells where from and where to."""
    rows = [t.lexeme.readings["projects"] for t in scene.terms("projects")]
    for row in (r for r in rows if r["supplier"] and r["recipient"]):
        supplier, recipient = told.supplier or row["supplier"], told.recipient or row["recipient"]
        if (supplier, recipient) == (row["supplier"], row["recipient"]):
            return Route(supplier, recipient)
    fields = [t for t in scene.terms("projects") if _FROM.search(scene.text(max(0, t.start - 24), t.start))]
    source = first([t.cell("projects", "supplier") for t in fields if t.cell("projects", "supplier")], told.recipient)
    return Route(source, told.recipient) if source and told.recipient and not told.supplier else told


def _passive_with(scene: Scene, words: Words) -> bool:
    """As in "German refiners were supplied with": the one before the verb is the recipient."""
    term = words.term
    return term is not None and is_passive(scene, term) and scene.text(term.stop, term.stop + 6).startswith(" with")
