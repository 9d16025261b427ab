"""Shares of what a country uses that another one supplies: "Australia meets two thirds of Japan's coal demand"."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import countries_before, first, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes
from bilat_nb.model import Quantity

_COVERS = re.compile(
    r"\b(?:meets?|met|meeting|cover(?:s|ed|ing)?|suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|satisf(?:y|ies|ied|ying)"
    r"|fill(?:s|ed)?|account(?:s|ed|ing)? for|deliver(?:s|ed)?|source of|responsible for|stands? for|stood for"
    r"|ma(?:kes?|de) up|represent(?:s|ed)?|constitut(?:es|ed)|bring(?:s)?|brought)\b[^.;]{0,40}$"
)
_BY_FROM = re.compile(r"\b(?:from|by way of|via|by|with (?:supplies|deliveries|imports|purchases) from)\s+(?:the\s+)?$")
_GOVERNED = re.compile(r"\b(?:from|to|of|in|for|than|with)\s+(?:the\s+)?$")
_USERS = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,4}$")
REACH = 70


def supplied_route(scene: Scene, figure: Quantity, user: str | None, memory: Memory) -> Route | None:
    """Return from whom to whom a share of consumption goes, or None when it is one of consumption alone.

    Parameters
    ----------
    scene, figure : Scene, Quantity
        The share in its sentence.
    user : str or None
        The country whose consumption it is, as far as that was read.
    memory : Memory
        The delivery told before, for "they covered up to 8% of demand".
    """
    if figure.unit != "%":
        return None
    low, high = scene.segment(figure.start)
    owner = first(_owners_after(scene, figure, high))
    source = first(_sources(scene, figure, low, high), owner)
    if source is None and _COVERS.search(scene.text(low, figure.start)):
        before = [a for a in scene.countries(single) if low <= a.start and a.stop <= figure.start]
        free = [a for a in before if not _GOVERNED.search(scene.text(max(low, a.start - 14), a.start))]
        source = first(codes(free[::-1]), owner)
        if (
            source is None
            and memory.last is not None
            and memory.last.known
            and not countries_before(scene, figure.start, low)
        ):
            return memory.last
    if source is None:
        return None
    taker = owner or (user if user != source else None) or memory.pair.other(source) or memory.home
    return Route(source, taker if taker != source else None)


def _owners_after(scene: Scene, figure: Quantity, high: int) -> list[str]:
    """Whose demand it is a share of: "8% of Britain's electricity needs"."""
    stop = min(high, figure.stop + REACH)
    near = [a for a in scene.countries(single) if figure.stop <= a.start and a.stop <= stop and a.kind != "reference"]
    lead = [a for a in near if not _BY_FROM.search(scene.text(max(figure.stop, a.start - 36), a.start))]
    return codes([a for a in lead if a.start - figure.stop < len(" of the whole of ")])


def _sources(scene: Scene, figure: Quantity, low: int, high: int) -> list[str]:
    """Where it comes from: "a fifth of which was met from Spain"."""
    near = [a for a in scene.countries(single) if low <= a.start and a.stop <= min(high, figure.stop + REACH)]
    return codes([a for a in near if _BY_FROM.search(scene.text(max(low, a.start - 36), a.start))])
