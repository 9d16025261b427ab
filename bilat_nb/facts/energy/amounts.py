"""Amounts that take their unit from what stands around them: "350,000 barrels of crude daily", "and 20 million"."""

from __future__ import annotations

import re
from dataclasses import replace

from bilat_nb.facts.energy.binding import PHYSICAL
from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity

_EACH_DAY = re.compile(r"\b(?:daily average(?: of)?|average daily|daily|per day|a day|each day)\b[^.;]{0,60}$")
_IN_ALL = re.compile(r"\b(?:totals?|totall?ing|in all|altogether)\b")
_OF_OTHERS = re.compile(
    r"\s+(?:[A-Z][\w-]+\s+)?(?:[Hh]omes|[Hh]ouseholds|[Jj]obs|[Pp]eople|[Ff]amilies|[Aa]mericans|[Cc]ustomers)\b"
)
_DAILY = re.compile(
    r"\s*(?:of (?:[\w-]+ ){1,4}?)?(?:daily|(?:(?:to|on|onto) (?:the )?\w+ )?(?:a|per|each|every) day)\b"
)


def in_unit(scene: Scene, figure: Quantity, frame: Frame) -> Quantity:
    """A bare large number takes the unit of the energy figure before it: "had been 20 million a day"."""
    if figure.unit == "bbl" and _DAILY.match(scene.text(figure.stop, figure.stop + 50)):
        return replace(figure, unit="bbl/d")
    lead = scene.text(scene.segment(figure.start)[0], figure.start)
    if figure.unit == "bbl" and _EACH_DAY.search(lead) and not _IN_ALL.search(lead):
        return replace(figure, unit="bbl/d")
    unit, dimension = frame.unit, frame.dimension
    before = [q for q in scene.figures if q.stop <= figure.start and q.unit and q.dimension in (*PHYSICAL, "money")]
    if before:
        unit, dimension = before[-1].unit, before[-1].dimension
    if (
        figure.dimension != "number"
        or figure.noun is not None
        or unit is None
        or dimension is None
        or figure.value < 1e4
        or _OF_OTHERS.match(scene.text(figure.stop, figure.stop + 24))
    ):
        return figure
    opens = scene.reading.opens_paragraph(scene.sentence)
    low = scene.comma(figure.start)[0]
    told = any(low <= t.start < figure.start for t in scene.terms("energy_terms"))
    near = bool(before) or (scene.sentence.index - frame.sentence <= 1 and (told or not opens))
    return replace(figure, unit=unit, dimension=dimension) if near else figure
