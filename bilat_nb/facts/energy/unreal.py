"""Figures that nobody measured: prices under a condition or wished for, parts of something that is no energy."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity

REACH = 120
"""How far before a figure a condition stands at most."""

_IF = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Pp]rovided that|[Aa]ssuming)\b[^,;]*$")
_WISHED = re.compile(
    r"\b(?:(?:need|needs|needed|have|has|had|ought) to (?:be|rise|fall|average|reach|climb|stay|go|come|recover|move)"
    r"|until (?:the )?(?:[\w-]+ ){0,3}prices?|should (?:oil|crude|gas|fuel|coal|power|the|world) [^,;]{0,40}"
    r"|when (?:oil|crude|gas|prices?) (?:reach\w*|hits?|gets?|rises?)|(?:danger|threat|fear|risk)s? of"
    r"|based on (?:an?|the) (?:average |assumed )?(?:[\w-]+ ){0,3}prices?|say,"
    r"|(?:goal|aim|dream|hopes?) of)\b[^,;]{0,60}$"
)
_OPINION = re.compile(
    r"[^,;.]{0,30}\b(?:would (?:be|not be|have been) (?:\w+ )?(?:reasonable|fair|acceptable|ideal|enough|good|possible"
    r"|needed|required|necessary)|was a possibility|is possible)\b"
)
_PART_OF = re.compile(
    r"\s*of (?:(?:the|its|their|this|that|our|all|such|these)\s+)?(?:[\w-]+(?:['’]s?)?\s+){0,2}?"
    r"(?:time|decline|drop|fall|rise|increase|decrease|reduction|value|average|benefits?|costs?|wells|tanks"
    r"|jobs|households|respondents|employees|workers|area|territory|losses|difference|deficit|surplus|expansion"
    r"|shortfall|emissions|days|deliverability|bills?)\b"
)
_REPLACED = re.compile(r"\b(?:replac\w+|set aside|allocat\w+|tax\w*)\s+(?:[\w-]+\s+){0,2}$")


def supposed(scene: Scene, figure: Quantity) -> str | None:
    """As in "if the price falls below 15 dollars", "would have to rise to 28 dollars"."""
    if figure.dimension != "price":
        return None
    lead = scene.text(max(scene.sentence.start, figure.start - REACH), figure.start)
    tail = scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 80))
    told = _IF.search(lead) or _WISHED.search(lead) or _OPINION.match(tail)
    return "a price that is only supposed" if told else None


def part(scene: Scene, figure: Quantity) -> str | None:
    """As in "44 percent of the decline", "replaced 71 percent of its production"."""
    if figure.dimension not in ("percent", "fraction"):
        return None
    if _PART_OF.match(scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 60))):
        return "a part of something else"
    lead = scene.text(max(scene.sentence.start, figure.start - 40), figure.start)
    return "a part that was replaced" if _REPLACED.search(lead) else None
