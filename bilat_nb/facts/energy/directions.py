"""Which way energy goes between the two countries of a text, as far as its words tell it anywhere."""

from __future__ import annotations

import re
from collections import Counter

from bilat_nb.facts.energy.routes import Route
from bilat_nb.facts.figures.frame import Pair
from bilat_nb.model import Actor, Reading, Sentence, Token

FAR = 60
"""Characters between a country and its word of energy at most."""
CLEAR = 2
"""One way is told so many times as often as the other where both are."""

_FROM = re.compile(r"\b(?:from|out of)\s+(?:the\s+)?$")
_TO = re.compile(r"\b(?:to|into|for)\s+(?:the\s+)?$")
_FROM_TO = re.compile(r"\s+(?:to|TO|→|->)\s+")
_GIVES = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,3}?(?:suppl(?:ied|ies|y)|deliver(?:ed|s|y|ies)|export(?:ed|s)?|s(?:old|ells|ent|ends)"
    r"|shipped|ships|pumped|pumps|provide[sd]?|shipments|nominations|cargoes|sales)\b"
)
_TAKES = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,3}?(?:import(?:ed|s)?|bought|buys|purchase[sd]?|receive[sd]?|took|takes|intake"
    r"|receipts|demand|consumption|needs|bills?|debts?|arrears)\b"
)


def directions(reading: Reading, pair: Pair) -> dict[str, Route]:
    """Return from whom to whom each commodity goes between two countries; "" is any of them.

    What goes both ways about as often has no entry.
    """
    told: dict[str, Counter[str]] = {}
    if pair.first is None or pair.second is None:
        return {}
    for sentence in reading.sentences:
        words = [t for t in sentence.terms if t.get("commodities") or t.get("projects")]
        actors = [a for a in sentence.actors if len(a.countries) == 1 and a.countries[0] in (pair.first, pair.second)]
        for commodity in _commodities(words) if actors else ():
            for actor in actors:
                side = _side(reading.text, sentence, actor, [t.start for t in words])
                supplier = actor.countries[0] if side == "gives" else pair.other(actor.countries[0])
                if side and supplier:
                    told.setdefault(commodity, Counter())[supplier] += 1
                    told.setdefault("", Counter())[supplier] += 1
        named = actors if sentence.block == "headline" and len(actors) == len("ab") else []
        if named and _FROM_TO.fullmatch(reading.text[named[0].stop : named[1].start]):  # "NORWAY TO GERMANY: steady"
            told.setdefault("", Counter())[named[0].countries[0]] += 1
    found = {commodity: _clear(counts) for commodity, counts in told.items()}
    return {commodity: Route(code, pair.other(code)) for commodity, code in found.items() if code}


def _commodities(words: list[Token]) -> set[str]:
    names = (t.cell("commodities", "commodity") or t.cell("projects", "commodity") for t in words)
    return {name for name in names if name}


def _side(text: str, sentence: Sentence, actor: Actor, words: list[int]) -> str:
    """Whether a country gives or takes energy where it stands, or neither."""
    lead = text[max(sentence.start, actor.start - 14) : actor.start].replace("\n", " ")
    after = text[actor.stop : min(sentence.stop, actor.stop + FAR)].replace("\n", " ")
    if _FROM.search(lead):
        return "gives"
    if _TO.search(lead):
        return "takes"
    if actor.demonym and any(0 < start - actor.stop < len(" liquefied natural ") for start in words):
        return "takes" if _TAKES.match(after) else "gives"  # "Russian gas", but "Japanese gas demand"
    if _TAKES.match(after):
        return "takes"
    return "gives" if _GIVES.match(after) else ""


def _clear(counts: Counter[str]) -> str | None:
    (first, most), (_, second) = [*counts.most_common(2), ("", 0)][:2]
    return first if most >= CLEAR * second and most > 0 else None
