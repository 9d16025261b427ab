"""Listing: a partner that is named beside the figure itself, as lists do, rather than beside the word of trade."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.carrying import CAME
from bilat_nb.facts.figures.frame import NO_COUNTRIES
from bilat_nb.facts.figures.partners import Parties
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Actor, Quantity

_LISTED = re.compile(
    r"\s*(?:(?:nations|countries|states|members)\b\s*)?(?:(?:is|was|came|comes|ranks|ranked|took|held|stood|bought|received|followed|follows)\b\s*(?:[\w-]+\s*){0,3})?"
    r",?\s*(?:with|at|for|:|[-–—(]|,)?\s*"
    r"(?:(?:a |an )?(?:exports?|imports?|shipments|share|sum|total|trade|total trade)"
    r"(?: of)?\s+)?(?:only\s+|some\s+)?",
    re.I,
)
_THOSE_TO = re.compile(r"\b(?:those|that|ones) (?:to|from|with)\s+(?:the\s+)?$", re.I)
_ITS_SHARE = re.compile(r"\b(?:its|whose) share\b[^;,.]{0,20}$")
"""As in "Sweden was third, after Finland (16%); its share was 9%"."""
_TO_IT = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$", re.I)
_THEY_DID = re.compile(
    r"\s+(?:did |do )?(?:they|it|these|those|exports?|imports?|sales|shipments|purchases|the \w+)\b[^,;]{0,30}"
)
"""As in "to Peru they fell by a quarter"."""
_SEPARATOR = re.compile(r"(?:[:;,(]|\b(?:and|to|from|with)|[•*-])\s*(?:the\s+)?$")
_WENT_TO = re.compile(
    r"(?:\s+(?:\(|of (?:it|this|that|them|these|those|which|the total)\b))?,?"
    r"(?:\s+(?:was|were|is|are|had|has|have|been))*\s+"
    r"(?:destined (?:for|to)|bound for|(?:sent|shipped|sold|exported|supplied|delivered|going|went|goes|go|flowed) to"
    r"|(?:came|comes?|originat\w+|bought|imported|purchased|arrived|sourced|coming) (?:from|in)"
    r"|accounted for by|taken by)\s+(?:the\s+)?"
)
_PLAIN = re.compile(r"\s+(?:from|to|with)\s+(?:the\s+)?")


def beside(scene: Scene, figure: Quantity, who: Parties, home: str | None = None) -> Parties:
    """A list names the partner beside each figure: "Nigeria with 29.2%", "China ($5 bn)", "to Peru they fell by"."""
    for actor in scene.countries(lambda a: a.stop <= figure.start and figure.start - a.stop < 60):
        if len(actor.countries) != 1:
            continue
        code = actor.countries[0]
        if _those_to(scene, actor, figure):
            return Parties(who.reporter if who.reporter != code else home, code, True)
        if not _right_before(scene, actor, figure):
            continue
        if code in (who.reporter, who.partner):
            return who
        return Parties(who.reporter or home, code, True)
    if _ITS_SHARE.search(scene.text(max(scene.sentence.start, figure.start - 40), figure.start)):
        first = next((a.countries[0] for a in scene.countries() if len(a.countries) == 1 and not a.demonym), None)
        if first not in (None, who.reporter) and first not in NO_COUNTRIES:
            return Parties(who.reporter or home, first, True)
    after = partner_after(scene, figure, figure.dimension == "percent" and not figure.trend)
    if after is None or after in (who.reporter, who.partner):
        return who
    return Parties(who.reporter or home, after, True)


def _those_to(scene: Scene, actor: Actor, figure: Quantity) -> bool:
    """As in "those to Peru fell by", "to Peru they fell by"."""
    lead = scene.text(max(scene.sentence.start, actor.start - 24), actor.start)
    if _THOSE_TO.search(lead):
        return True
    return (
        not actor.demonym
        and _TO_IT.search(lead) is not None
        and _THEY_DID.fullmatch(scene.text(actor.stop, figure.start)) is not None
    )


def _right_before(scene: Scene, actor: Actor, figure: Quantity) -> bool:
    gap = scene.text(actor.stop, figure.start)
    if actor.demonym:
        return False
    if gap.strip():
        opens = actor.start - scene.sentence.start < len("Then the ")
        return _LISTED.fullmatch(gap) is not None or (opens and CAME.fullmatch(gap) is not None)
    if actor.start - scene.sentence.start < len("- the "):
        return True
    return _SEPARATOR.search(scene.text(max(scene.sentence.start, actor.start - 12), actor.start)) is not None


def partner_after(scene: Scene, figure: Quantity, plain: bool = False) -> str | None:
    """As in "10.9 billion was destined for Germany", "41.6 percent came from China" (plain: "and 25.1 from Russia")."""
    reach = min(scene.sentence.stop, figure.stop + 70)
    for actor in scene.countries(lambda a: figure.stop <= a.start < reach and len(a.countries) == 1):
        gap = scene.text(figure.stop, actor.start)
        told = _WENT_TO.fullmatch(gap) or (plain and _PLAIN.fullmatch(gap))
        return actor.countries[0] if told and actor.countries[0] not in NO_COUNTRIES - {"EU"} else None
    return None
