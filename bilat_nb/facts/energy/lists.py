"""Lists of suppliers and buyers: the country beside a figure, the part it plays, the share that it holds."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.words import Words, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes
from bilat_nb.model import Actor, Quantity

_LISTED = re.compile(
    r"\s*(?:(?:with|at|for|:|[-–—(]|,|supplied|delivered|sold|sent|provided|shipped|exported"
    r"|(?:came )?(?:next|first|second|third|fourth|fifth),? (?:with|at)"
    r"|was \w+,? (?:with|at)|is \w+ (?:with|at)|came \w+ at"
    r"|(?:was|is|remain(?:s|ed)|became|stayed) (?:(?:the|its|their|a) )?(?:[\w-]+ ){0,2}"
    r"(?:supplier|source|exporter|seller|producer|buyer|importer|customer|consumer)s?,? "
    r"(?:with|at|supplying|selling|buying|taking|receiving))\s*)?",
    re.I,
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


def role_of(scene: Scene, words: Words) -> str | None:
    """As in "Qatar remained the largest supplier with 400,000 tonnes", "China is the main buyer with 33 bcm"."""
    lead = scene.text(max(scene.sentence.start, words.figure.start - LISTED_REACH), words.figure.start)
    found = _ROLE.search(lead)
    return found[1] if found else None


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
