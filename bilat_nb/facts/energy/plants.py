"""Sides of plants, lines and projects: who builds and where they stand, as far as the text tells it."""

from __future__ import annotations

import re
from itertools import pairwise

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, first, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes


def _joined(scene: Scene) -> list[str]:
    """Two countries joined by a dash: "the India-Bangladesh Friendship Pipeline"."""
    actors = list(scene.countries(single))
    for one, two in pairwise(actors):
        if re.fullmatch(r"\s?[-–]\s?", scene.text(one.stop, two.start)):
            return [one.countries[0], two.countries[0]]
    return []


def project_route(scene: Scene, words: Words, memory: Memory, indicator: str) -> Route:
    """A named project or company tells its sides; a plant stands in the country that owns it or holds its place."""
    told, known = Route(first(words.after("from")), first(words.after("to", "into"))), memory.known
    for token in scene.terms("projects"):
        told.supplier = told.supplier or token.cell("projects", "supplier") or None
        told.recipient = told.recipient or token.cell("projects", "recipient") or None
    owners = list(dict.fromkeys(words.owners(scene))) or _joined(scene)
    nuclear = words.commodity is not None and words.commodity.cell("commodities", "commodity") == "nuclear"
    electric = words.commodity is not None and words.commodity.cell("commodities", "commodity") == "electricity"
    if electric and not told.supplier and not told.recipient:
        return Route(owners[0]) if len(owners) == 1 else Route()
    if words.figure.dimension == "power" and not nuclear and not owners and not told.supplier:
        return told
    if len(owners) > 1 and not told.supplier and not told.recipient:
        return (
            known
            if known is not None and {known.supplier, known.recipient} == set(owners)
            else Route(owners[0], owners[1])
        )
    if known is not None and not owners and not told.supplier and not told.recipient:
        return known
    located = owners + words.after("in", "of")
    if indicator == "capacity" and not nuclear:
        told.recipient = told.recipient or (first(located, told.supplier) if not told.supplier else None)
        return told
    located += codes([a for a in scene.countries() if len(a.countries) == 1])
    told.recipient = told.recipient or first(located, told.supplier)
    told.supplier = told.supplier or memory.pair.other(told.recipient)
    return Route(told.supplier, told.recipient or memory.pair.other(told.supplier))
