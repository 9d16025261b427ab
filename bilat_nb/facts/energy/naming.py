"""Sentences that name a supplier or a buyer: "Algeria was Italy's first supplier of gas"."""

from __future__ import annotations

import re
from itertools import pairwise

from bilat_nb.facts.energy.routes import Route
from bilat_nb.facts.energy.words import single
from bilat_nb.facts.figures.scene import Scene

_IS = re.compile(
    r"\s+(?:was|is|were|are|remain(?:s|ed)|became|stayed|has been|had been)\s+"
    r"(?:by far\s+|still\s+|again\s+)?(?:the\s+)?"
)
_WHAT = re.compile(
    r"(?:['’]s?)?\s+(?:[\w.-]+\s+){0,4}?"
    r"(?P<what>supplier|source|provider|seller|exporter|customer|buyer|importer|market)\b"
)
_OF_WHOM = re.compile(r"\s+(?:of (?:[\w-]+ ){1,3})?(?:to|for|of|in) (?:the )?$")
_BUYS = ("customer", "buyer", "importer", "market")


def named_route(scene: Scene) -> Route | None:
    """Return from whom to whom such a sentence says that energy goes, or None."""
    for one, two in pairwise(scene.countries(single)):
        verb = _IS.match(scene.text(one.stop, min(scene.sentence.stop, one.stop + 40)))
        if verb is None or one.countries == two.countries:
            continue
        start = one.stop + verb.end()
        owned = two.start == start  # "was Italy's first supplier", not "is the largest supplier of gas to Britain"
        place = two.stop if owned else start - 1
        what = _WHAT.match(scene.text(place, scene.sentence.stop))
        if what is None or not (owned or _OF_WHOM.fullmatch(scene.text(place + what.end(), two.start))):
            continue
        supplier, recipient = one.countries[0], two.countries[0]
        return Route(recipient, supplier) if what["what"] in _BUYS else Route(supplier, recipient)
    return None
