"""Joints: whether the words between a word of trade and a figure on its right tie the two."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token


def elliptical(scene: Scene, token: Token, figure: Quantity) -> bool:
    """As in "exports totalled $13.73 billion, and imports from Belarus $9.47 billion"."""
    return re.fullmatch(r"(?:\s+[\w’'-]+){0,5}\s+", scene.text(token.stop, figure.start)) is not None


def linked(scene: Scene, token: Token, figure: Quantity) -> bool:
    """A verb of change or level, a preposition, a bracket, or an earlier figure stands between the two."""
    gap = scene.text(token.stop, figure.start)
    if re.search(r"\b(?:by|to|at|of|for|with|from|share|between)\s*$|[(:–—-]\s*$", gap) or len(gap) <= 2:
        return True
    links = ("change_words", "level_words", "share_words")
    if len(gap) < 22 and re.fullmatch(r"\s+[a-z]+(?:ed|t|d)?\s+(?:[a-z]+\s+)?", gap):
        return True
    if figure.dimension == "money" and (_AFTER_NAME.fullmatch(gap) or _LABELLED.search(gap)):
        return True
    if figure.dimension == "multiple" and figure.trend and len(gap) < FAR_VERB:
        return True
    if token.cell("trade_terms", "kind") == "verb" and _WHO_GETS.fullmatch(gap):
        return True
    if _TELLS.match(scene.text(figure.start, figure.stop)) or _APPOSED.fullmatch(gap):
        return True
    for t in scene.sentence.terms:
        if token.stop <= t.start and t.stop <= figure.start + 12 and any(name in t.lexeme.readings for name in links):
            return True
    return scene.blocked(token.stop, figure.start) or _after_change(scene, figure)


_TELLS = re.compile(r"[+−-]\s?\d|(?:exceed|surpass|top|reach)(?:ed|es|ing)?\b")
"""As in "exports +34.2 pct", "trade must exceed $1 bn": a figure that opens with its own sign or verb."""


_AFTER_NAME = re.compile(r"(?:\s[\w’'-]+){0,5},\s+")
"""As in "Exports to Syria, JD58.6 million"."""
_LABELLED = re.compile(r":\s*(?:[A-Z\d][\w.’'-]*,?\s+){1,5}$")
_WHO_GETS = re.compile(r"\s+(?:[A-Z][\w.’'-]+\s+){1,3}")
"""As in "Saudi Arabia paid Somalia $384 million"."""
"""As in "Exports by destination: United States $1.3 billion"."""
FAR_VERB = 50
"""Characters between a word and the verb that is its change: "exports to that country have quadrupled"."""
_APPOSED = re.compile(r",\s[^,;:()]{3,50},\s+")
"""As in "the balance, once again favourable to Brazil, $8.4 bn"."""


def _after_change(scene: Scene, figure: Quantity) -> bool:
    """As in "… 15% down", "22% higher": the verb comes after."""
    return any("change_words" in t.lexeme.readings and 0 <= t.start - figure.stop <= 14 for t in scene.sentence.terms)
