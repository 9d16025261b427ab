"""Places in an order: "fourth", "third largest trading partner", "among the top five", "No. 2", with their anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bilat_nb.facts.figures.scene import Scene, last_before
from bilat_nb.model import Token

_LARGEST = re.compile(r"[\s-]+(?:[\w’'-]+[\s-]+){0,2}", re.I)
_PLACE_AFTER = re.compile(r"\s+(?:place|position|spot|rank)\b", re.I)
_RANKED_BEFORE = re.compile(
    r"\b(?:ranks?|ranked|ranking|placed|is|are|was|were|comes?|came|stands?|remains?|and is)\s+(?:only\s+|the\s+)?$",
    re.I,
)
_PLACE_BEFORE = re.compile(r"\b(?:position|place|ranking|rank)\b[^.;:]{0,40}:\s*$", re.I)
"""As in "Position among export destinations: 27th"."""
_IN_TRADE = re.compile(r"\s+(?:place\s+|position\s+|spot\s+)?(?:in|among|on|after|for|by|as)\b", re.I)
_TOP = re.compile(r"\btop[\s-]+$", re.I)
_SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|number one|No\. ?1|top|main|leading|principal|primary|foremost|most important)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order: its value and bound, the span that tells it, and the word of trade beside it."""

    start: int
    stop: int
    value: int
    bound: str
    flow: str
    anchor: tuple[int, int]


def places(scene: Scene, partner_words: list[Token], trade_words: list[Token]) -> list[Rank]:
    """Return the places in an order of trading partners that a sentence tells."""
    found: list[Rank] = []
    partners = [t for t in partner_words if t.cell("rank_words", "rank") == "partner" or _of_imports(scene, t)]
    for token in scene.sentence.terms:
        place = token.get("ordinals")
        number = token.get("number_words") or token.get("figure")
        if place is not None:
            rank = _ordinal(scene, token, int(float(place["value"])), partners, trade_words)
        elif number is not None and _TOP.search(scene.text(max(scene.sentence.start, token.start - 6), token.start)):
            rank = _top(scene, token, partners)
        elif token.cell("rank_words", "rank") == "1" and _SUPERLATIVE.search(token.lexeme.form):
            rank = _superlative(scene, token, partners)
        else:
            rank = None
        if rank is None and (place is not None or token.cell("rank_words", "rank") == "1") and _owned(scene, token):
            own = [t for t in partner_words if t.cell("rank_words", "rank") == "owned"]
            value = int(float(place["value"])) if place is not None else 1
            rank = _ordinal(scene, token, value, own, []) if place is not None else _superlative(scene, token, own)
        if rank is None and place is not None and found and _again(scene, token):
            rank = replace(found[-1], start=token.start, stop=token.stop, value=int(float(place["value"])))
        if rank is not None:
            found.append(rank)
    found = [r for r in found if not _OF_ELSE.match(scene.text(r.stop, min(scene.sentence.stop, r.stop + 60)))]
    return found or _at_the_head(scene, partner_words)


_OF_ELSE = re.compile(
    r"\s+(?:for|of|in)\s+(?:[\w’'-]+\s+){0,3}(?:investments?|investors|FDI|tourists?|tourism|students|migrants|aid|loans)\b"
)
"""As in "the second-largest destination for Australian foreign investment"."""


_HEADS = re.compile(
    r"\b(?:head|top|lead)(?:s|ed|ing)?\s+(?:the\s+)?(?:list|ranking|table|rating)\s+(?:of|among)\s+(?:[\w’'-]+\s+){0,3}$"
)


def _at_the_head(scene: Scene, partner_words: list[Token]) -> list[Rank]:
    """As in "Italy heads the list of Azerbaijan's partners"."""
    for token in partner_words:
        lead = scene.text(max(scene.sentence.start, token.start - 70), token.start)
        match = _HEADS.search(lead)
        if match is not None and token.cell("rank_words", "rank") in ("partner", "owned"):
            start = token.start - len(lead) + match.start()
            return [Rank(start, token.stop, 1, "exact", _flow_of(token), (token.start, token.stop))]
    return []


def _again(scene: Scene, token: Token) -> bool:
    """As in "its largest partner in ASEAN and its 17th worldwide": one more place in another order."""
    before = scene.text(max(scene.sentence.start, token.start - 16), token.start)
    return _AND_ITS.search(before) is not None and _AMONG.match(scene.text(token.stop, token.stop + 40)) is not None


_AND_ITS = re.compile(r"\band\s+(?:(?:its|the|their|our)\s+)?$")
_AMONG = re.compile(
    r"(?:[\s-](?:largest|biggest|most important))?\s+(?:worldwide|globally|overall|in\s+(?:the\s+)?[A-Z])"
)


def _of_imports(scene: Scene, token: Token) -> bool:
    """As in "the second largest source of Tanzania's imports"."""
    if token.cell("rank_words", "rank") != "source":
        return False
    return _IMPORTS.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 60))) is not None


_IMPORTS = re.compile(r"\s+of\s+(?:[\w’'-]+\s+){0,4}(?:imports?|imported goods|purchases)\b")


def _owned(scene: Scene, token: Token) -> bool:
    """As in "its fourth largest market", "Kenya's third largest partner": a market or a partner of a country."""
    before = scene.text(max(scene.sentence.start, token.start - 20), token.start)
    if _STANDS.search(before) and _of_traders(scene):
        return True
    return _OWNER.search(before) is not None and not before.rstrip().lower().endswith(("world's", "world’s"))


def _of_traders(scene: Scene) -> bool:
    """Whether a sentence is of trade: "For Slovak exporters, Ukraine is the 13th market"."""
    text = scene.text(scene.sentence.start, scene.sentence.stop)
    return _TRADERS.search(text) is not None and any(True for _ in scene.countries())


_TRADERS = re.compile(r"\b(?:exports?|imports?|exporters?|importers?|trade|trading)\b", re.I)
_OWNER = re.compile(r"(?:\b(?:its|our|their)|['’]s?)\s+(?:single\s+|now\s+)?$")
_STANDS = re.compile(r"\b(?:is|was|remains|remained|became|becomes|stays|stayed)\s+(?:now\s+|still\s+|only\s+)?the\s+$")


def _flow_of(token: Token) -> str:
    form = token.lexeme.form
    if form.startswith(("import ", "source of import")):
        return "imports"
    if any(
        word in form
        for word in (
            "export",
            "market",
            "destination",
            "buyer",
            "customer",
            "client",
            "purchaser",
            "outlet",
            "recipient",
        )
    ):
        return "exports"
    return (
        "imports" if any(word in form for word in ("supplier", "import", "source", "seller", "origin")) else "turnover"
    )


def _after(place: int, words: list[Token], reach: int) -> Token | None:
    return next((w for w in words if place <= w.start <= place + reach), None)


def _ordinal(scene: Scene, token: Token, value: int, partners: list[Token], trade: list[Token]) -> Rank | None:
    beside = _after(token.stop, partners, 48)
    gap = scene.text(token.stop, beside.start) if beside else ""
    if beside is not None and _LARGEST.fullmatch(gap):
        return Rank(token.start, beside.stop, value, "exact", _flow_of(beside), (beside.start, beside.stop))
    before = scene.text(max(scene.sentence.start, token.start - 24), token.start)
    after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 40))
    if _PLACE_BEFORE.search(scene.text(max(scene.sentence.start, token.start - 60), token.start)):
        anchor = last_before(partners + trade, token.start)
        return (
            Rank(token.start, token.stop, value, "exact", _flow_of(anchor), (anchor.start, anchor.stop))
            if anchor
            else None
        )
    placed = _PLACE_AFTER.match(after) is not None
    if not placed and not (_RANKED_BEFORE.search(before) and _IN_TRADE.match(after)):
        return None
    anchor = _after(token.stop, trade + partners, 60) or _nearest(token, partners + trade)
    if anchor is None:
        return None
    stop = token.stop + len(_PLACE_AFTER.match(after).group()) if placed else token.stop  # type: ignore[union-attr]
    return Rank(token.start, stop, value, "exact", _flow_of(anchor), (anchor.start, anchor.stop))


def _nearest(token: Token, words: list[Token]) -> Token | None:
    words = [w for w in words if w.get("trade_terms") is None or w.cell("trade_terms", "flow") == "turnover"]
    return min(words, key=lambda w: abs(w.start - token.start), default=None)


def _top(scene: Scene, token: Token, partners: list[Token]) -> Rank | None:
    beside = _after(token.stop, partners, 30)
    value = token.cell("number_words", "value") or scene.text(token.start, token.stop)
    if beside is None or not value.replace(".", "").isdigit():
        return None
    return Rank(
        token.start - 4, beside.stop, int(float(value)), "at_most", _flow_of(beside), (beside.start, beside.stop)
    )


_FLAT = re.compile(r"main|leading|principal|primary|foremost|major|key", re.I)
_NOT_TRADE = re.compile(
    r"\b(?:investment|investments|tourist|tourism|travel|aid|migration|arms|defen[cs]e|energy|gas|oil)\b", re.I
)


def _superlative(scene: Scene, token: Token, partners: list[Token]) -> Rank | None:
    """As in "the largest trading partner": the first, unless an ordinal or "one of" stands before."""
    beside = _after(token.stop, partners, 30)
    before = scene.text(max(scene.sentence.start, token.start - 24), token.start)
    if beside is None or re.search(
        r"\b(?:one of|among|second|third|fourth|fifth|[a-z]+th|\d+(?:st|nd|rd|th)|top)[\s\w]*[\s-]$", before, re.I
    ):
        return None
    gap = scene.text(token.stop, beside.start)
    if _FLAT.fullmatch(token.lexeme.form) and _flow_of(beside) == "turnover":  # "the main trading partner" is no place
        return None
    if not _LARGEST.fullmatch(gap) or _NOT_TRADE.search(gap) or beside.lexeme.form.split(" of ")[0].endswith("s"):
        return None
    return Rank(token.start, beside.stop, 1, "exact", _flow_of(beside), (beside.start, beside.stop))
