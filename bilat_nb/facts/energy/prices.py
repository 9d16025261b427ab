"""Who sells at a price and who pays it."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, first, given
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides

_BENCHMARK = re.compile(
    r"\b(?:benchmark|Brent|WTI|West Texas|Dubai crude|Henry Hub|TTF|OPEC basket"
    r"|(?:world|global|spot|exchange) prices?)\b"
)


_OF_ALL = re.compile(r"\b(?:OPEC|Opec|cartel|official prices?|fixed prices?|oil prices|crude prices)\b")
"""Prices that many sellers share."""
_WORLD = re.compile(r"\b(?:[Oo]il|[Cc]rude|[Pp]etrol|[Gg]asoline|[Ff]uel)? ?prices\b")
_SPOT = re.compile(r"\bspot (?:market|cargo|purchase|deal)")
_CARTEL = re.compile(r"\b(?:OPEC|Opec|cartel)\b")


def price_route(scene: Scene, words: Words, told: Route, memory: Memory) -> Route:
    """Return the route of a price; one that is quoted for everybody has no sides."""
    told = _priced(scene, words, told)
    if not told.recipient and _BENCHMARK.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return Route(told.supplier, None)
    if not told.supplier and _SPOT.search(scene.text(*scene.segment(words.figure.start))):
        return Route(None, told.recipient or (memory.last.recipient if memory.last is not None else None))
    barrel = (words.figure.unit or "").endswith(("/bbl", "/gallon"))
    if barrel and (memory.pair.second is None or _WORLD.search(scene.text(*scene.segment(words.figure.start)))):
        return _of_oil(scene, told, memory)
    if not told.supplier:
        sentence = scene.text(scene.sentence.start, scene.sentence.stop)
        if "reference price" in sentence and not _CARTEL.search(sentence):
            return Route(memory.home)
        if not told.recipient and (_BENCHMARK.search(sentence) or _OF_ALL.search(sentence)):
            return told
        last = memory.last or Route()
        if last.listed and not memory.same:
            payer = told.recipient or last.recipient
            return Route(memory.pair.other(payer), payer)
    route = memory.fill(told, None)
    known = (memory.pair.first, memory.pair.second, memory.last.supplier if memory.last is not None else None)
    if not told.supplier and route.supplier not in known:
        route.supplier = None
    route.varies = "recipient" if told.recipient and not told.supplier else "supplier"
    return route


def _of_oil(scene: Scene, told: Route, memory: Memory) -> Route:
    """Oil has a world price: only a seller or buyer that is told beside it counts, or that of the figure before it."""
    text = scene.text(scene.sentence.start, scene.sentence.stop)
    if "reference price" in text and not _CARTEL.search(text):
        return Route(memory.home)
    if _BENCHMARK.search(text) or _OF_ALL.search(text):
        return Route()
    if told.supplier or told.recipient:
        return told
    return memory.last or Route() if memory.same and memory.alike else Route()


def _priced(scene: Scene, words: Words, told: Route) -> Route:
    """As in "the Belarusian price", "the price of Russian gas for Belarus": who pays stands by the price."""
    term = sides(scene, words.term.start, words.term.stop) if words.term is not None else Sides()
    if words.term is not None and words.term.lexeme.form.startswith(("pay", "paid")) and not told.supplier:
        told.supplier = first(given(scene, words.term), told.recipient)  # "Vietnam pays Laos 7 cents"
    payer = first(codes(term.left) if term.left and term.left[-1].demonym else []) or told.recipient
    target = [a for around in words.around for a in around.after.get("for", ())][:1]
    if target and target[0].demonym:  # "paid $68.5 a barrel for the Norwegian grade"
        told.supplier = target[0].countries[0]
        payer = payer if payer != told.supplier else None
    elif target:
        payer = payer or first(codes(target))
    return Route(told.supplier if told.supplier != payer else None, payer)
