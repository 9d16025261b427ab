"""Opposite sides: which countries may stand opposite to the one whose trade is told, and when it is the world."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import REACH, Frame, Pair, is_mutual
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Token


def same_flow_before(scene: Scene, token: Token, flow: str) -> Token | None:
    """As in "exports to Japan had the highest export value": the word that names the sides."""
    low = scene.comma(token.start)[0]
    words = [t for t in scene.terms("trade_terms") if low <= t.start and t.stop <= token.start]
    words = [t for t in words if t.cell("trade_terms", "flow") == flow and not scene.blocked(t.stop, token.start)]
    return words[-1] if words else None


def elsewhere(scene: Scene, token: Token) -> bool:
    """As in "exports to western countries": a partner is told, though none that has a code."""
    after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 60))
    match = _SOMEWHERE.match(after)
    if match is None:
        return False
    place = token.stop + match.start(1)
    known = any(place <= a.start <= token.stop + match.end() for a in scene.countries())
    dated = any(p.start == place for p in scene.sentence.periods)
    return not (known or dated or any(f.start == place for f in scene.figures))


_SOMEWHERE = re.compile(
    r"\s+(?:[a-z]+ed\s+)?(?:to|from|with|among)\s+(?:the\s+|its\s+)?(?:(?:rest|whole) of\s+(?:the\s+)?)?"
    r"([A-Z]|(?:[a-z-]+\s+){0,3}(?:countries|nations|states|members?|markets|partners|bloc|neighbou?rs|region|continent)\b)"
)


def linked(scene: Scene, token: Token, frame: Frame, pair: Pair) -> frozenset[str | None]:
    """Countries that may stand opposite to one that is told: those of the sentence, of the frame, of the pair."""
    beside = (a for a in scene.countries() if a.start < token.start or _WITH.search(scene.text(a.start - 14, a.start)))
    linked: set[str | None] = {code for actor in beside for code in actor.countries}
    text = scene.text(scene.sentence.start, scene.sentence.stop)
    if pair.mutual or is_mutual(text) or _BACK.search(text):
        linked |= {pair.first, pair.second}
    since = scene.sentence.index - frame.told_at
    if since <= (1 if pair.national else REACH):
        linked |= {frame.reporter, frame.partner}
    return frozenset(linked)


_WITH = re.compile(r"\b(?:to|from|with|in|into|for|between|among|and)\s+(?:the\s+)?$", re.I)
_BACK = re.compile(
    r"\b(?:to|from|with|in|of) (?:the|that|this|its|our|their) (?:[\w-]+ ){0,2}"
    r"(?:country|state|kingdom|nation|republic|neighbou?r|island|side)\b"
    r"|\bour (?:[\w-]+ )?trade\b|\b(?:sold|sells|sell|supplied|bought from|buys from) us\b",
    re.I,
)
"""As in "exports to that country", "a deficit with the Gulf state", "double our trade"."""
_REGION = re.compile(
    r"\s+(?:to|from|with)\s+(?:the\s+)?(?:(?:rest|whole) of\s+)?"
    r"(?:(?:south|north|west|east|central|latin|sub-saharan)(?:ern|east|west|-east)?\s+)?"
    r"(?:middle east|asia|africa|europe|americas?|balkans|caribbean|pacific)"
    r"(?:\s*[,.;]|\s+(?:rose|fell|grew|were|was|by|in|to|of|totall?ed|reached|amounted|increased|decreased|declined|and)\b)",
    re.I,
)
"""A part of the world after a word of trade: no country of the document is meant."""
_WHOLE_WORLD = re.compile(
    r"\b(?:the (?:whole |rest of the )?world|worldwide|globally|(?:all|other|foreign) (?:countries|markets))\b", re.I
)


_OVERALL = re.compile(r"Overall\b|As a whole\b|World-?wide\b")
_TOTAL = re.compile(
    r"\b(?:(?:total|overall|global|aggregate|worldwide)\s+(?:[\w-]+\s+)?|all\s+[A-Z][\w-]+\s+)"
    r"(?:exports?|imports?|sales|purchases|shipments|surplus|deficit|balance)$"
    r"|\b(?:Total|Overall|Global|Aggregate)\s+(?:[\w-]+\s+)?(?:exports?|imports?|sales|purchases|shipments)$",
)


def of_the_world(scene: Scene, token: Token) -> bool:
    """As in "exports to the whole world", "total exports rose", "Overall, ..."."""
    after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 70))
    before = scene.text(max(scene.sentence.start, token.start - 30), token.stop)
    if (
        token.lexeme.form.startswith(("foreign trade ", "external trade "))
        and token.cell("trade_terms", "flow") == "balance"
    ):
        return True
    if _OVERALL.match(scene.text(scene.sentence.start, token.start)):
        return True
    return bool(_WHOLE_WORLD.search(after) or _TOTAL.search(before))


def to_a_region(scene: Scene, token: Token) -> bool:
    """As in "exports to Latin America rose"."""
    return _REGION.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 50))) is not None


def spoken_of(scene: Scene, token: Token) -> str | None:
    """As in "Mexico, hit by an earthquake, boosted its exports": the country that a clause speaks of."""
    low = scene.segment(token.start)[0]
    for actor in sorted(scene.countries(lambda a: low <= a.start and a.stop <= token.start), key=lambda a: -a.start):
        lead = scene.text(max(scene.sentence.start, actor.start - 14), actor.start)
        if len(actor.countries) == 1 and not actor.demonym and not PREPOSED.search(lead):
            return actor.countries[0]
    return None


PREPOSED = re.compile(r"\b(?:to|from|with|in|of)\s+(?:the\s+)?$", re.I)


def own_of(token: Token, frame: Frame, pair: Pair) -> str | None:
    """The country of a text on one country that is told from there."""
    weak = token.cell("trade_terms", "needs") or token.cell("trade_terms", "kind") == "weak"
    return frame.home if pair.second is None and frame.home == pair.first and not weak else None
