"""From whom to whom a commodity goes, where the words around tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat_nb.facts.frame import Pair
from bilat_nb.facts.partners import BLOCS
from bilat_nb.facts.scene import Scene
from bilat_nb.facts.sides import Sides, codes, sides
from bilat_nb.model import Quantity, Token

_ALL = re.compile(
    r"\b(?:all (?:its |their |the )?(?:suppliers|sources)|from abroad|alternative sources?|other origin"
    r"|total imports?|third countries)\b",
    re.I,
)
_PASSIVE_WITH = re.compile(r"\b(?:was|were|is|are|been|be)\s+$", re.I)


@dataclass(slots=True)
class Route:
    """Supplier and recipient; None is not told."""

    supplier: str | None = None
    recipient: str | None = None
    open: bool = False
    """The supplier is told to be everybody: it must not be filled in."""


def route_of(
    scene: Scene, figure: Quantity, commodity: Token | None, term: Token | None, indicator: str, pair: Pair
) -> Route:
    """Read the countries around the words of a figure, and complete them from the pair of the document."""
    near = [sides(scene, t.start, t.stop) for t in (term, commodity) if t is not None]
    near.append(sides(scene, figure.start, figure.stop))
    if indicator == "production":
        return Route(_first(_owner(scene, near, figure)))
    if indicator in ("consumption", "storage"):
        return Route(None, _first(_owner(scene, near, figure)))
    route = Route(open=bool(_ALL.search(scene.text(scene.sentence.start, scene.sentence.stop))))
    route.supplier = _first(
        _codes(near, "from"), _demonym(near[1:] if term else near), _subject(scene, term, "to"), _by(near, term)
    )
    if indicator in ("capacity", "investment"):
        return _project(scene, route, near, pair)
    if route.supplier is None and term is not None and term.cell("energy_terms", "direction") == "from":
        route.supplier = _first(_codes(near, "in"))
    told = _codes(near, "to", "into", "for") + _subject(scene, term, "from") + _passive(scene, term)
    route.recipient = _first([code for code in told if code != route.supplier])
    if not route.open:
        route.supplier = route.supplier or pair.other(route.recipient)
    route.recipient = route.recipient or pair.other(route.supplier)
    return route


def _first(*groups: list[str]) -> str | None:
    return next((code for group in groups for code in group if code not in BLOCS), None)


def _codes(near: list[Sides], *prepositions: str) -> list[str]:
    return [code for around in near for p in prepositions for code in around.codes(p)]


def _demonym(near: list[Sides]) -> list[str]:
    """As in "Russian gas", "Azerbaijan's gas": the owner of the commodity is the supplier."""
    return [code for around in near for code in codes(around.left)]


def _by(near: list[Sides], term: Token | None) -> list[str]:
    """As in "supplied with 7 billion cubic meters by Azerbaijan"."""
    return _codes(near, "by") if term is not None and term.cell("energy_terms", "direction") == "to" else []


def _before(scene: Scene, term: Token) -> list[str]:
    low, _ = scene.segment(term.start)
    actors = [a for a in scene.countries(lambda a: low <= a.start and a.stop <= term.start) if len(a.countries) == 1]
    return codes(actors[::-1])


def _is_passive(scene: Scene, term: Token) -> bool:
    return _PASSIVE_WITH.search(scene.text(max(scene.sentence.start, term.start - 8), term.start)) is not None


def _subject(scene: Scene, term: Token | None, direction: str) -> list[str]:
    """The country before an active verb of supplying or buying."""
    if term is None or term.cell("energy_terms", "direction") != direction or _is_passive(scene, term):
        return []
    return _before(scene, term)


def _passive(scene: Scene, term: Token | None) -> list[str]:
    """As in "German refiners were supplied with": the one before a passive is the recipient."""
    if term is None or not _is_passive(scene, term) or not scene.text(term.stop, term.stop + 6).startswith(" with"):
        return []
    return _before(scene, term)


def _owner(scene: Scene, near: list[Sides], figure: Quantity) -> list[str]:
    left = [code for around in near for code in codes(around.left)]
    before = [a for a in scene.countries(lambda a: a.stop <= figure.start) if len(a.countries) == 1]
    return left or _codes(near, "in", "of", "by") or codes(before[-1:])


def _project(scene: Scene, route: Route, near: list[Sides], pair: Pair) -> Route:
    """A named project or company tells its sides; a plant stands in the country that owns it or is named as its place."""
    owner = _first([code for around in near for code in codes(around.left)])
    told = Route(_first(_codes(near, "from")), _first(_codes(near, "to", "into")))
    for token in scene.terms("projects"):
        told.supplier = told.supplier or token.cell("projects", "supplier") or None
        told.recipient = told.recipient or token.cell("projects", "recipient") or None
    located = _codes(near, "in", "of") + [c for a in scene.countries() if len(a.countries) == 1 for c in a.countries]
    places = ([owner] if owner else []) + [c for c in located if c not in BLOCS]
    told.recipient = told.recipient or next((c for c in places if c != told.supplier), None)
    told.supplier = told.supplier or (route.supplier if route.supplier != told.recipient else None)
    return Route(told.supplier or pair.other(told.recipient), told.recipient or pair.other(told.supplier))
