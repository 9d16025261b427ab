"""Transit: from the country whose goods pass to the one that they go to; who only lets them pass is no side."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, first
from bilat_nb.facts.figures.scene import Scene

_THROUGH = re.compile(
    r"\b(?:via|through|across|by way of|over)\s+(?:the\s+)?"
    r"(?:(?:whole\s+)?(?:territory|soil|land|ports?|grid)\s+of\s+)?(?:the\s+)?$"
)


def transit_route(scene: Scene, words: Words, told: Route, memory: Memory) -> Route:
    """Return the route of a transit.

    Parameters
    ----------
    scene, words : Scene, Words
        The sentence and the words that the figure was bound to.
    told : Route
        What the words tell as of a delivery.
    memory : Memory
        What the document told before.
    """
    passed = {
        a.countries[0]
        for a in scene.countries()
        if _THROUGH.search(scene.text(max(scene.sentence.start, a.start - 40), a.start))
    }
    of_term, of_commodity = words.owners_apart(scene)
    last, known = memory.last or Route(), memory.known or Route()
    if words.term is not None and words.term.lexeme.form.startswith("transit") and not _possessive(words):
        of_commodity, of_term = of_commodity + of_term, []  # "Russian gas transit", not "Ukraine's gas transit"
    named = [t.cell("projects", "supplier") for t in scene.terms("projects") if t.cell("projects", "supplier")]
    supplier = first(words.after("from") + of_commodity + named, *passed)
    recipient = first(words.after("to", "into") + words.around[0].codes("for"), supplier, *passed)
    if supplier is None and recipient is None and memory.alike and not of_term:
        return last
    if supplier is None:
        before = first([c for c in (last.supplier, known.supplier) if c], recipient, *passed, *of_term)
        supplier = before or first([told.supplier] if told.supplier else [], recipient, *passed)
    if recipient is None and memory.alike and supplier in (last.supplier, None):
        recipient = first([last.recipient] if last.recipient else [], supplier, *passed)
    return Route(supplier, recipient)


def _possessive(words: Words) -> bool:
    left = words.around[1].left if words.term is not None else []
    return bool(left) and not left[-1].demonym
