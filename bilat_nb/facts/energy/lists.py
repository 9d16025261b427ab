"""Lists of suppliers and buyers: the country beside a figure, the part it plays, the share that it holds."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes
from bilat_nb.model import Actor, Quantity

_LISTED = re.compile(
    r"\s*(?:(?:(?:answered|accounted|answers|accounts) for|contributed|contributes"
    r"|covered|covers|with|at|for|:|[-–—(]|,|took|takes|received|bought|absorbed|got|supplied|delivered|sold|sent"
    r"|provided|shipped|exported"
    r"|(?:came )?(?:next|first|second|third|fourth|fifth),? (?:with|at)"
    r"|was (?:a )?(?:(?:distant|close) )?\w+,? (?:with|at)|is \w+ (?:with|at)|came \w+ at"
    r"|(?:was|is|remain(?:s|ed)|became|stayed) (?:(?:the|its|their|a) )?(?:[\w-]+ ){0,2}"
    r"(?:supplier|source|exporter|seller|producer|buyer|importer|customer|consumer)s?,? "
    r"(?:with|at|supplying|selling|buying|taking|receiving))\s*)?(?:an? (?:market )?share of )?",
    re.I,
)
_BUYING = ("took", "takes", "received", "bought", "absorbed", "got")
_VERB = re.compile(r"\b(took|takes|received|bought|absorbed|got|supplied|delivered|sold|provided|shipped|exported)\s*$")
_WENT = re.compile(
    r"\s*(?:(?:of (?:it|this|them|the total|the volume)\s+)?(?:went|goes|was sent|was shipped|came|comes|arrived)\s+)?"
    r"(to|from)\s+(?:the\s+)?"
)
_ROLE = re.compile(
    r"\b(supplier|source|exporter|seller|buyer|importer|customer|consumer|market)s?,? "
    r"(?:with|at|supplying|selling|buying|taking|receiving)\b"
)
_SHARE = re.compile(r"(?:['’]s?)?\s+(?:market )?share (?:in|of)\b")
_SHARE_OF = re.compile(r"\bshare of (?:the )?$")
LISTED_REACH = 60
"""How far before its figure a country of a list stands at most."""


def listed(scene: Scene, words: Words) -> str | None:
    """A country right beside the figure in a list: "the Emirates with 861,000 bpd", "Belgium 22%"."""
    if words.around[0].codes("from", "to"):  # "4.1 bcm from Qatar, 3.2 bcm from the United States"
        return None

    return listed_country(scene, words.figure)


def listed_country(scene: Scene, figure: Quantity) -> str | None:
    """Return the country right before a figure in a list, or None."""

    def beside(actor: Actor) -> bool:
        return actor.stop <= figure.start and figure.start - actor.stop < LISTED_REACH and not actor.demonym

    for actor in scene.countries(beside):
        if single(actor) and _LISTED.fullmatch(scene.text(actor.stop, figure.start)):
            return actor.countries[0]
    return None


def role_of(scene: Scene, figure: Quantity) -> str | None:
    """As in "the largest supplier with 400,000 tonnes", "Burkina Faso took 54%": seller, buyer or None."""
    lead = scene.text(max(scene.sentence.start, figure.start - LISTED_REACH), figure.start)
    found = _ROLE.search(lead)
    if found:
        return "seller" if found[1] in ("supplier", "source", "exporter", "seller") else "buyer"
    verb = _VERB.search(lead)
    return None if verb is None else ("buyer" if verb[1] in _BUYING else "seller")


def listed_route(scene: Scene, figure: Quantity, code: str, memory: Memory) -> Route:
    """Return the route of a figure in a list: the country beside it takes its side, the other side stays."""
    role = role_of(scene, figure)
    if role is None:
        return memory.listed(code)
    return memory.seller(code) if role == "seller" else memory.buyer(code)


def after_share(scene: Scene, figure: Quantity) -> tuple[str, str] | None:
    """As in "29% went to the Netherlands, 17% to Panama": the preposition and the country."""
    for actor in scene.countries(lambda a: single(a) and 0 < a.start - figure.stop < LISTED_REACH):
        found = _WENT.fullmatch(scene.text(figure.stop, actor.start))
        return (found[1], actor.countries[0]) if found else None
    return None


_IS = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:[a-z]+\s+)?$")
_ENDS = re.compile(r"\s*(?:[.,;:()]|$)")


def predicate(scene: Scene, figure: Quantity) -> Actor | None:
    """As in "half of the gas landed in Britain was American": the adjective with which the clause ends."""
    _, high = scene.segment(figure.start)
    for actor in scene.countries(lambda a: a.demonym and single(a) and figure.stop <= a.start <= high):
        lead = scene.text(max(figure.stop, actor.start - 20), actor.start)
        if _IS.search(lead) and _ENDS.match(scene.text(actor.stop, min(scene.sentence.stop, actor.stop + 2))):
            return actor
    return None


def sharing(scene: Scene, figure: Quantity) -> list[str]:
    """As in "Russia's share in total imports was 36%", "the share of Russia": who holds it."""
    before = [a for a in scene.countries(single) if a.stop <= figure.start]
    return codes(
        [
            a
            for a in before
            if _SHARE.match(scene.text(a.stop, a.stop + 24))
            or _SHARE_OF.search(scene.text(max(scene.sentence.start, a.start - 20), a.start))
        ]
    )
