"""Plans that no word of planning tells: what may or might be, headlines with "to", what is being built."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene, Span
from bilat_nb.model import Period, Quantity

REACH = 110
"""How far before its figure such a word stands at most."""

_MAY = re.compile(
    r"\b(?:could|may|might|should|assum(?:es?|ed|ing|ption)|consider(?:s|ed|ing)|proposes?|proposed|offer(?:s|ed|ing)?"
    r"|wants?|hop(?:es?|ing)|seek(?:s|ing)|agreement to|plans? to"
    r"|deal to|ready|willing|prepared|pending|negotiating)\b(?:[^;,]|,\s\d|\d,)*$"
)
"""Small letters only: May is a month."""
_BUILDING = re.compile(r"\b(?:is|are) (?:now |currently |also )?(?:constructing|building|erecting|laying)\b[^;]*$")
_TO = re.compile(
    r"\bto (?:import|export|buy|sell|supply|ship|deliver|build|raise|cut|increase|double|send|receive|get|take|provide"
    r"|lift|boost|invest|reduce|resume|start|produce|pump|lower|lease|lend|pay|construct|expand|double|triple)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:used|able|due|failed|managed|continued?s?|began|begun|started|unable|helped|allowed|allows?|amounted"
    r"|rose|fell|came|owing|thanks|how|according|contributed|went|proved) $"
)


def option(scene: Scene, figure: Quantity, period: Period | None) -> Span | None:
    """Return the words that make a figure a plan where no word of planning does.

    Parameters
    ----------
    scene, figure : Scene, Quantity
        The figure in its sentence.
    period : Period or None
        What is told of a period that is over has happened.
    """
    day = scene.reading.published.day
    if period is not None and period.period_end is not None and day is not None and period.period_end < day:
        return None
    low = max(scene.segment(figure.start)[0], figure.start - REACH)
    for pattern in (_MAY, _BUILDING):
        if found := pattern.search(scene.text(low, figure.start)):
            return low + found.start(), low + found.start() + len(found[0].split(" ")[0])
    if scene.sentence.block != "headline":
        return None
    lead = scene.text(scene.sentence.start, figure.start)
    for found in _TO.finditer(lead):
        if not _DONE.search(lead[: found.start()].lower()):
            return scene.sentence.start + found.start(), scene.sentence.start + found.end()
    return None
