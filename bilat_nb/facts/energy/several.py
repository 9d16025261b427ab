"""Sides that several countries share: one figure told of all of them is of none of them alone."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Route
from bilat_nb.facts.energy.words import Words, single
from bilat_nb.facts.figures.partners import BLOCS
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Actor, Quantity

_JOINT = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|\s+&|,?\s+as well as)\s+(?:to\s+|from\s+|the\s+){0,2}")
_OWN_FIGURE = re.compile(r"\s*(?:with|at|by|[-–—(:])?\s*(?:about |some |around |only )?")


def shared_out(scene: Scene, words: Words, told: Route, home: str | None) -> Route | None:
    """Return the route of a figure that is told of several countries at once, or None where it is not.

    Parameters
    ----------
    scene, words : Scene, Words
        The sentence and the words that the figure was bound to.
    told : Route
        The first country of each side.
    home : str or None
        The country that the document is told from: the other side of such a figure, unless it is one of them.
    """
    low, high = scene.segment(words.figure.start)
    actors = [a for a in scene.countries(single) if low <= a.start < high and a.countries[0] not in BLOCS]
    for side, other in (("recipient", told.supplier), ("supplier", told.recipient)):
        code = getattr(told, side)
        places = [i for i, a in enumerate(actors) if code is not None and a.countries[0] == code]
        if not places or actors[places[0]].demonym:
            continue
        group = _group(scene, actors, places[0])
        if len(set(group)) > 1 and other not in group:
            opposite = other or (home if home not in group else None)
            one = _respectively(scene, words.figure, group)
            return Route(one, opposite) if side == "supplier" else Route(opposite, one)
    return None


def _respectively(scene: Scene, figure: Quantity, group: list[str]) -> str | None:
    """As in "to Brazil and Uruguay were 0.4 million and 0.3 million, respectively": each in its turn."""
    alike = [f.start for f in scene.figures if f.dimension == figure.dimension]
    if len(alike) != len(group) or "respectively" not in scene.text(scene.sentence.start, scene.sentence.stop):
        return None
    return group[alike.index(figure.start)] if figure.start in alike else None


def _group(scene: Scene, actors: list[Actor], place: int) -> list[str]:
    """The codes of an enumeration with "and" around an actor; a country that has a figure of its own ends it."""
    first = last = place
    gaps: list[str] = []
    while first > 0 and _linked(scene, actors[first - 1], actors[first], gaps):
        first -= 1
    while last + 1 < len(actors) and _linked(scene, actors[last], actors[last + 1], gaps):
        last += 1
    return [a.countries[0] for a in actors[first : last + 1]] if any(" and" in g or "&" in g for g in gaps) else []


def _linked(scene: Scene, one: Actor, two: Actor, gaps: list[str]) -> bool:
    gap = scene.text(one.stop, two.start)
    if not _JOINT.fullmatch(gap) or any(
        f.start >= two.stop and _OWN_FIGURE.fullmatch(scene.text(two.stop, f.start)) for f in scene.figures
    ):
        return False
    gaps.append(gap)
    return True
