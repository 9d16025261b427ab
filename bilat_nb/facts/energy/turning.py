"""Figures that go the other way than the text before them: "sold 2 TWh back", "and 0.9 TWh came east"."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.words import Words
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity

_REPAID = re.compile(r"\b(?:pay|pays|paid|paying|give|gives|gave) back\b|\b(?:repay|repaid|repays)\b")
_OPPOSITE = re.compile(r"\b(?:opposite|other|reverse|return) (?:direction|way)\b|\bthe other way (?:a)?round\b")


def is_turned(scene: Scene, words: Words) -> bool:
    """As in "sold 2 TWh back", "in the opposite direction only 65 GWh flowed"."""
    if words.term is not None and scene.text(words.term.stop, words.term.stop + 6).startswith(" back"):
        return True
    if scene.text(words.figure.stop, words.figure.stop + 6).startswith(" back"):
        return True
    if _REPAID.search(scene.text(scene.segment(words.figure.start)[0], words.figure.start)):
        return True
    low, high = scene.comma(words.figure.start)
    return _OPPOSITE.search(scene.text(low, high)) is not None or _other_way(scene, words.figure)


_GOES = re.compile(
    r"[^.;,]{0,16}?\b(?:went|came|flowed|returned|travell?ed|moved|ran|going|coming) (north|south|east|west)"
)


def _other_way(scene: Scene, figure: Quantity) -> bool:
    """As in "2.2 TWh went west and 0.9 TWh came east": the second goes the other way."""
    way = _GOES.match(scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 40)))
    ways = (_GOES.match(scene.text(f.stop, figure.start)) for f in scene.figures if f.stop <= figure.start)
    return way is not None and any(other is not None and other[1] != way[1] for other in ways)
