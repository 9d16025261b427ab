"""Which indicator a figure has: what its word says, else what the figure before it was, else its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.facts.energy.binding import default_indicator
from bilat_nb.facts.energy.naming import named_route
from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.telling import is_compared
from bilat_nb.model import Quantity, Token

_THROUGH = re.compile(r"\s*(?:of [\w-]+\s+)?(?:[\w-]+\s+)?through\b")
_TO = re.compile(
    r"\s*(?:of (?:[\w-]+ ){1,2})?(?:(?:a|per) (?:year|day) |daily |annually )?(?:to|over|across|into) (?:the )?[A-Z]"
)
_PASSED = re.compile(r"\bthrough which\b[^,;]*$")
_STORE = re.compile(r"\b(?:storage facilit|storage sites?|underground storage|storages?\b|tank farm|caverns?)")
_RAISED = re.compile(
    r"\b(?:raised?|expand(?:ed|s)?|increased?|doubled?|upgraded?|brought|extended|adds?|added|adding)\b"
)
_AGAINST = re.compile(r"\b(?:from|against|versus|compared|than)\b")
_SIDED = re.compile(r"\s+(?:from|to|by|of) [A-Z]")
_FLOWS = ("delivery", "production", "consumption", "transit", "storage")


def said_indicator(
    scene: Scene, figure: Quantity, term: Token | None, last: str | None, frame: Frame, loose: bool
) -> str:
    """Return the indicator of a figure, or an empty string.

    Parameters
    ----------
    scene, figure : Scene, Quantity
        The figure in its sentence.
    term : Token or None
        The word of energy that it was bound to.
    last : str or None
        The indicator of the figure before it.
    frame : Frame
        Where that figure stood and what unit it had.
    loose : bool
        The document is not about two countries: nothing is taken for granted.
    """
    if term is not None:
        return _of_term(scene, figure, term)
    if _PASSED.search(scene.text(scene.segment(figure.start)[0], figure.start)):
        return "transit"
    same = frame.sentence == scene.sentence.index and frame.unit == figure.unit
    if last is not None and same and figure.dimension == "power" and not _is_aside(scene, figure):
        return last
    indicator = default_indicator(figure)
    if indicator is None and last is not None and frame.near(scene.sentence.index):
        raised = last == "capacity" and frame.unit == figure.unit and _RAISED.search(_segment(scene, figure))
        indicator = last if last in _FLOWS or raised else None
    return indicator or ("" if loose and not (scene.terms("energy_terms") or named_route(scene)) else "delivery")


def told_again(scene: Scene, figure: Quantity, frame: Frame, words: Sequence[Token]) -> bool:
    """As in "5 bcm, against 4 bcm a year earlier": what follows "against" is of the same as the figure before it."""
    if frame.sentence != scene.sentence.index or not is_compared(scene, figure):
        return False
    before = [f for f in scene.figures if f.stop <= figure.start and f.dimension == figure.dimension]
    if not before or before[-1].stop != frame.figure_stop or _SIDED.match(scene.text(figure.stop, figure.stop + 12)):
        return False
    cues = [m.start() for m in _AGAINST.finditer(scene.text(before[-1].stop, figure.start))]
    floor = before[-1].stop + (cues[-1] if cues else 0)
    return not any(floor <= t.start < figure.stop for t in [*words, *scene.terms("energy_terms")])


def _of_term(scene: Scene, figure: Quantity, term: Token) -> str:
    """As the word says, but "pumped 5 mt through" is a transit and the capacity of a store is storage."""
    form = term.lexeme.form
    if form.startswith("throughput") and scene.periods:
        return "transit"
    beside = any(0 < a.start - term.stop < len(" the territory of ") for a in scene.countries())
    if form == "crossed" and beside:
        return "transit"
    if form in ("passed through", "passes through", "passing through") and not beside:
        return "delivery"  # "10.4 GWh passed through the line"
    if form.startswith("pump") and _THROUGH.match(scene.text(figure.stop, figure.stop + 36)):
        return "transit"
    if form.startswith("pump") and _TO.match(scene.text(figure.stop, figure.stop + 48)):
        return "delivery"
    if form == "capacity" and figure.dimension != "power" and _STORE.search(_segment(scene, figure)):
        return "storage"
    return term.cell("energy_terms", "indicator")


def _segment(scene: Scene, figure: Quantity) -> str:
    return scene.text(*scene.segment(figure.start))


def _is_aside(scene: Scene, figure: Quantity) -> bool:
    return scene.bracketed(figure.start, scene.sentence.start - 1)
