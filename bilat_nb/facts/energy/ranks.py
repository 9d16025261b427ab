"""Ranks in a list of suppliers or buyers: "Australia remained the largest supplier", "Qatar came third"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import single
from bilat_nb.facts.figures.partners import BLOCS
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Fact, Part, Period

_STANDS = re.compile(
    r"\s+(?:(?:was|is|came|comes|ranked|ranks|placed|stood|stands|finished|remained|remains|became|kept|took|held)\s+)?"
    r"(?:still\s+|again\s+|only\s+)?(?:in\s+)?(?:the\s+|its\s+|their\s+)?"
)
_PLACE = re.compile(r"(?:\s+(?:place|position|spot))?\s*(?:[,.;]|$|\b(?:with|at|and|on|among|behind|after)\b)")
_TRADER = re.compile(
    r"[\s-]+(?:(?:largest|biggest|top|important|crude|oil|gas|coal|LNG|fuel|electricity|power)[\s-]+){0,2}"
    r"(?P<who>supplier|source|exporter|seller|buyer|importer|customer|market)\b"
)
_OF_TRADE = re.compile(r"\b(?:trade|trading|goods|turnover|export destinations|economy|investors?)\b", re.I)
_SUPERLATIVE = re.compile(r"(?:largest|biggest|top|number one|no\. ?1)", re.I)
_MOST = 20


def find_energy_ranks(scene: Scene, commodity: str, memory: Memory, period: Period | None) -> list[Fact]:
    """Return the ranks that a sentence tells within a list of suppliers or buyers.

    Parameters
    ----------
    scene : Scene
        The sentence.
    commodity : str
        What the list is of.
    memory : Memory
        The route of the list: one side of it stays the same.
    period : Period or None
        When.
    """
    facts: list[Fact] = []
    if _OF_TRADE.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return facts
    for value, code, start, stop in _ranked(scene):
        route = _route(code, memory, scene.text(start, stop + 30))
        if route.supplier and route.recipient and route.supplier != route.recipient:
            facts.append(_fact(scene, commodity, route, value, (start, stop), period))
    return facts


def _ranked(scene: Scene) -> Iterator[tuple[int, str, int, int]]:
    """Value, country and span of each rank."""
    actors = [a for a in scene.countries(single) if not a.demonym and a.countries[0] not in BLOCS]
    for token in scene.sentence.terms:
        place = token.get("ordinals")
        first = place is None and _SUPERLATIVE.fullmatch(token.lexeme.form) is not None
        if place is None and not first:
            continue
        before = [a for a in actors if a.stop <= token.start and _STANDS.fullmatch(scene.text(a.stop, token.start))]
        after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 50))
        trader = _TRADER.match(after)
        value = 1 if place is None else int(float(place["value"]))
        if value == 1 and place is not None and trader is not None and not _SUPERLATIVE.search(trader[0]):
            continue  # "became the first foreign customer": the earliest
        stands = trader is not None or (place is not None and _PLACE.match(after) is not None)
        if before and stands and value <= _MOST:
            yield value, before[-1].countries[0], token.start, token.stop + (trader.end() if trader else 0)


def _route(code: str, memory: Memory, told: str) -> Route:
    """The country takes its place on the side of the list that varies."""
    if re.search(r"\b(?:buyer|importer|customer|market)\b", told):
        last = memory.last or Route()
        return Route(last.supplier, code)
    return memory.seller(code) if re.search(r"\b(?:supplier|source|seller|exporter)\b", told) else memory.listed(code)


def _fact(scene: Scene, commodity: str, route: Route, value: int, span: tuple[int, int], period: Period | None) -> Fact:
    values = {
        "commodity": commodity,
        "indicator": "delivery",
        "supplier": route.supplier,
        "recipient": route.recipient,
        "measure": "rank",
        "period_start": period.period_start if period else None,
        "period_end": period.period_end if period else None,
        "value": float(value),
        "unit": "rank",
        "bound": "exact",
        "status": "actual",
        "value_text": scene.reading.text[slice(*span)],
    }
    parts = [Part("value", *span)]
    if period is not None:
        parts.append(Part("period", period.start, period.stop))
    return Fact("energy", *span, scene.sentence.index, values, parts)
