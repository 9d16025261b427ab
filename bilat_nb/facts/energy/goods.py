"""Figures that are of other goods, of cargo or of trade, though a word of energy is near."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

DEAREST = 200_000
"""No tonne of anything that is burnt costs more."""


def out_of_range(figure: Quantity) -> bool:
    """A kilowatt, or a column of a table whose head tells millions: "Iran 1.6"."""
    if figure.unit in ("USD/t", "EUR/t", "GBP/t") and abs(figure.value) > DEAREST:
        return True  # "$3.20/g" is a gallon
    return abs(figure.value) < {"MW": 1, "bbl/d": 100, "t": 1, "m3": 1}.get(figure.unit or "", 0)


_NAMED = re.compile(
    r"\s*of\s+[a-z][\w-]*(?:\s+(?:and\s+)?[\w-]+){0,3}?(?:\s+(?:to|from|in|for|at|by|a|with|were|was)\b|[,.;]|$)"
)


def of_goods(scene: Scene, figure: Quantity, words: list[Token]) -> bool:
    """As in "6,000 tonnes of poultry": the noun that tonnes are of is no commodity of energy."""
    named = _NAMED.match(scene.text(figure.stop, figure.stop + 60))
    if named is None or re.match(r"\s*of (?:it|them|this|that|which|the)\b", named.group()):
        return False
    return not any(figure.stop <= w.start <= figure.stop + named.end() for w in words)


_COMPOUND = re.compile(
    r"\b([A-Za-z][a-z-]{2,})\s+(?:prices?|output|production|sales|costs?|imports?|exports?|stocks|shipments)\b"
)
_ANY_GOODS = frozenset(
    "the its their this that total domestic world global overall average daily annual monthly weekly gross net other"
    " foreign export import spot local internal national combined direct official posted contract"
    " energy power fuel crude fossil increased higher lower current previous and of in from for with"
    " rising falling new all first second third physical non-opec opec peak industrial shale field test recent".split()
)


NEAR = 30
"""How far before "consumer prices" the goods stand at most."""


def _named(scene: Scene, figure: Quantity) -> list[Token]:
    return [t for t in scene.terms("commodities") if t.stop <= figure.start]


def other_goods(scene: Scene, figure: Quantity, floor: int = 0) -> bool:
    """As in "lead prices rose 23 pct", "wheat imports fell": the clause has goods of its own.

    floor: where the last figure of energy ends, when it stands in the sentence.
    """
    low = max(scene.segment(figure.start)[0], floor)
    for match in _COMPOUND.finditer(scene.text(low, figure.start)):
        start, stop = low + match.start(1), low + match.end(1)
        known = match[1].lower() in _ANY_GOODS or match[1].lower().endswith(("ed", "ing"))
        known = known and match[1].lower() not in ("mining", "manufacturing")
        sold = match[1].lower() in ("consumer", "producer", "wholesale", "retail", "pump", "import", "export")
        told = any(
            (t.start < stop and start < t.stop) or (sold and low <= t.start and start - t.stop < NEAR)
            for t in _named(scene, figure)
        )
        if not known and not told and not any(a.start < stop and start < a.stop for a in scene.sentence.actors):
            return True
    return False


_WORKS = re.compile(r"\s+(?:plants?|mills?|works|makers?|producers?|industry|sector|factor(?:y|ies))\b")
"""As in "to power and steel plants": who takes it."""


def goods_told(scene: Scene) -> bool:
    """Tonnes of copper, wheat or palm oil."""
    goods = [t for t in scene.terms("products") if not t.cell("commodities", "commodity")]
    return any(not _WORKS.match(scene.text(t.stop, t.stop + 14)) for t in goods)


def of_it(scene: Scene, figure: Quantity) -> bool:
    """As in "pipelines brought 2.5 billion cubic meters of it"."""
    after = scene.text(figure.stop, figure.stop + 24)
    return re.match(r"\s*(?:\([^()]{0,20}\)\s*)?of (?:it|them|this|that)\b", after) is not None


_STATE = re.compile(r"['’]s (?:Republic|Bank|Democratic)")
"""As in "to the People's Republic": nobody is counted."""


def trapped(scene: Scene, figure: Quantity) -> bool:
    """A figure of cargo, people or the like: the noun that it counts, or the nearest one on its left, is a trap."""
    for token in scene.terms("trap_words"):
        if token.get("energy_terms") or token.cell("trap_words", "why") in ("investment", "loan", "payment", "cost of"):
            continue
        if _STATE.match(scene.text(token.stop, token.stop + 14)):
            continue
        if figure.stop <= token.start <= figure.stop + 24 and not scene.blocked(figure.stop, token.start):
            return True
    return False


def trade_between(scene: Scene, term: Token, figure: Quantity) -> bool:
    """A word of trade nearer to the figure than the word of energy."""
    low, high = min(term.stop, figure.stop), max(term.start, figure.start)
    return any(low <= t.start < high and t.get("energy_terms") is None for t in scene.terms("trade_terms"))


def beside(words: list[Token], figure: Quantity) -> Token | None:
    """The commodity named next after the figure, else last before it; nearest wins."""

    def gap(token: Token) -> int:
        return figure.start - token.stop if token.stop <= figure.start else token.start - figure.stop

    return min(words, key=gap, default=None)
