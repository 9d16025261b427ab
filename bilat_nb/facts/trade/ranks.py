"""Ranks: "fourth in Russia's trade", "its third largest trading partner", "among the top five trading partners"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.partners import BLOCS
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.facts.trade.shares import THE_COUNTRY
from bilat_nb.model import Actor, Fact, Part, Period, Token

_LARGEST = re.compile(r"[\s-]+(?:[\w’'-]+[\s-]+){0,2}", re.I)
_PLACE_AFTER = re.compile(r"\s+(?:place|position|spot|rank)\b", re.I)
_RANKED_BEFORE = re.compile(
    r"\b(?:ranks?|ranked|ranking|placed|is|are|was|were|comes?|came|stands?|remains?|and is)\s+(?:only\s+|the\s+)?$",
    re.I,
)
_IN_TRADE = re.compile(r"\s+(?:place\s+|position\s+|spot\s+)?(?:in|among|on|after|for|by|as)\b", re.I)
_TOP = re.compile(r"\btop[\s-]+$", re.I)
_APPOSED = re.compile(r"\s*(?:,\s*(?:its|the|their|his|a|which is|now)?|in|as)\s*(?:(?:its|the|their)\s*)?", re.I)
_HELD_BY = re.compile(r"\b(?:(?:held|taken|occupied|filled) by|is|was|went to|goes to|belongs to)\s+(?:the\s+)?$")
_SUPERLATIVE = re.compile(r"\b(?:largest|biggest|number one|No\. ?1|top)\b", re.I)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order: its value and bound, the span that tells it, and the word of trade beside it."""

    start: int
    stop: int
    value: int
    bound: str
    flow: str
    anchor: tuple[int, int]


def find_ranks(scene: Scene, pair: Pair, home: str | None = None) -> list[Fact]:
    """Return the ranks that a sentence tells of a country's trade."""
    partner_words = scene.terms("rank_words")
    trade_words = scene.terms("trade_terms")
    if not partner_words and not trade_words:
        return []
    facts = []
    for rank in _ranks(scene, partner_words, trade_words):
        reporter, partner, share_of = _parties(scene, rank, pair, home)
        if reporter is None or partner is None or reporter == partner:
            continue
        energy = _commodity(scene, rank)
        facts.append(
            _fact(scene, rank, reporter, partner, share_of)
            if energy is None
            else _of_energy(scene, rank, reporter, partner, energy)
        )
    return facts


def _ranks(scene: Scene, partner_words: list[Token], trade_words: list[Token]) -> list[Rank]:
    found = []
    partners = [t for t in partner_words if t.cell("rank_words", "rank") == "partner"]
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
        if rank is not None:
            found.append(rank)
    return found


def _owned(scene: Scene, token: Token) -> bool:
    """As in "its fourth largest market", "Kenya's third largest partner": a market or a partner of a country."""
    return _OWNER.search(scene.text(max(scene.sentence.start, token.start - 20), token.start)) is not None


_OWNER = re.compile(r"(?:\b(?:its|our|their)|['’]s?)\s+(?:single\s+|now\s+)?$")


def _flow_of(token: Token) -> str:
    form = token.lexeme.form
    if any(word in form for word in ("export", "market", "destination", "buyer", "customer")):
        return "exports"
    return "imports" if any(word in form for word in ("supplier", "import", "source", "seller")) else "turnover"


def _after(place: int, words: list[Token], reach: int) -> Token | None:
    return next((w for w in words if place <= w.start <= place + reach), None)


def _ordinal(scene: Scene, token: Token, value: int, partners: list[Token], trade: list[Token]) -> Rank | None:
    beside = _after(token.stop, partners, 48)
    gap = scene.text(token.stop, beside.start) if beside else ""
    if beside is not None and _LARGEST.fullmatch(gap):
        return Rank(token.start, beside.stop, value, "exact", _flow_of(beside), (beside.start, beside.stop))
    before = scene.text(max(scene.sentence.start, token.start - 24), token.start)
    after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 40))
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


def _superlative(scene: Scene, token: Token, partners: list[Token]) -> Rank | None:
    """As in "the largest trading partner": the first, unless an ordinal or "one of" stands before."""
    beside = _after(token.stop, partners, 30)
    before = scene.text(max(scene.sentence.start, token.start - 24), token.start)
    if beside is None or re.search(
        r"\b(?:one of|among|second|third|fourth|fifth|[a-z]+th|top)[\s\w]*[\s-]$", before, re.I
    ):
        return None
    if not _LARGEST.fullmatch(scene.text(token.stop, beside.start)) or beside.lexeme.form.endswith("s"):
        return None
    return Rank(token.start, beside.stop, 1, "exact", _flow_of(beside), (beside.start, beside.stop))


def _parties(scene: Scene, rank: Rank, pair: Pair, home: str | None) -> tuple[str | None, str | None, str | None]:
    """Whose order it is, who stands in it, and among whom."""
    around = sides(scene, *rank.anchor)
    owners = _owners(scene, rank, around, home)
    among = [c for p in ("with", "among") for c in around.codes(p)] + sides(scene, rank.start, rank.stop).codes(
        "among", "in"
    )
    share_of = next((c for c in among + around.codes("of") if c in BLOCS), "world")
    owner = next((c for c in owners if c not in BLOCS), None)
    subject = _subject(scene, rank, owner)
    if _OF_THE_WORLD.search(scene.text(max(scene.sentence.start, rank.start - 10), rank.start)):
        return subject, "WLD", "world"
    if subject is None and owner != home and _WE.search(scene.text(scene.sentence.start, rank.start)):
        subject = home
    if owner is None:
        owner = (home if home != subject else None) or pair.other(subject)
    return owner, subject or pair.other(owner), share_of


def _owners(scene: Scene, rank: Rank, around: Sides, home: str | None) -> list[str]:
    """Whose order it may be. In "Korea is the country's fifth largest market" it is home, or whoever is not Korea."""
    if home and _OUR.search(scene.text(max(scene.sentence.start, rank.start - 30), rank.start)):
        return [home]
    left = [a for a in around.left if not _is_the_country(scene, a)]
    named = {
        c for a in scene.countries() if a.stop <= rank.start and not _is_the_country(scene, a) for c in a.countries
    }
    if len(left) == len(around.left) or not (home or named):
        return codes(around.left) + around.codes("of") + codes(sides(scene, rank.start, rank.stop).left)
    return [home] if home and home not in named else codes(left) + around.codes("of")


_OUR = re.compile(r"\b(?:our|my country['’]s)\s+(?:[\w-]+\s+){0,2}$", re.I)
_WE = re.compile(r"\b(?:[Ww]e are|[Ww]e were|[Oo]ur (?:country|republic|kingdom|nation) (?:is|was))\b")


def _is_the_country(scene: Scene, actor: Actor) -> bool:
    return THE_COUNTRY.fullmatch(scene.text(actor.start, actor.stop)) is not None


def _subject(scene: Scene, rank: Rank, owner: str | None) -> str | None:
    """The country that the sentence is about: the first one before the rank that is not the owner."""

    def fits(actor: Actor) -> bool:
        union = actor.countries[0] == "EU" and not _WITHIN.search(scene.text(max(0, actor.start - 12), actor.start))
        plain = actor.countries[0] not in BLOCS or union
        return len(actor.countries) == 1 and plain and actor.countries[0] != owner

    before = [a for a in scene.countries(fits) if a.stop <= rank.start and not a.demonym]
    for actor in before:
        if _APPOSED.fullmatch(scene.text(actor.stop, rank.start)):
            return actor.countries[0]
    if before:
        return before[0].countries[0]
    after = [a for a in scene.countries(fits) if rank.stop <= a.start <= rank.stop + 60 and not a.demonym]
    held = [a for a in after if _HELD_BY.search(scene.text(rank.stop, a.start))]
    return held[0].countries[0] if held else None


_WITHIN = re.compile(r"\b(?:in|of|among|within|from|for)\s+(?:the\s+)?$", re.I)


def _commodity(scene: Scene, rank: Rank) -> str | None:
    """The commodity of "its fourth-biggest source of crude", "the top gas supplier"."""
    for token in scene.terms("commodities"):
        gap = scene.text(rank.stop, token.start)
        if rank.start <= token.start < rank.stop:
            return token.cell("commodities", "commodity") or None
        if token.start >= rank.stop and re.fullmatch(r"\s+(?:of|for)\s+(?:[\w’'-]+\s+){0,2}", gap):
            return token.cell("commodities", "commodity")
    return None


_OF_THE_WORLD = re.compile(r"\bworld['’]s\s+$", re.I)
_OF_GOODS = re.compile(r"\s+(?:of|for)\s+(?:(?:its|their|the|all|[A-Z][\w.]+)\s+){0,2}")


def _goods(scene: Scene, rank: Rank) -> str:
    """As in "the fifth-biggest buyer of Iranian non-oil goods", "the largest textile supplier"."""
    for item in scene.terms("products"):
        after = item.start >= rank.stop and _OF_GOODS.fullmatch(scene.text(rank.stop, item.start))
        if after or (rank.start < item.start and scene.text(item.stop, rank.anchor[0]).isspace()):
            return item.cell("products", "product") or item.lexeme.form
    return "all"


def _period(scene: Scene, rank: Rank) -> Period | None:
    low, high = scene.segment(rank.start)
    return next((p for p in scene.periods if low <= p.start < high), None)


def _common(scene: Scene, rank: Rank, period: Period | None) -> dict[str, Any]:
    """Cells that ranks of both tables share."""
    return {
        "measure": "rank",
        "period_start": period.period_start if period else None,
        "period_end": period.period_end if period else None,
        "value": float(rank.value),
        "unit": "rank",
        "bound": rank.bound,
        "status": "actual",
        "value_text": scene.reading.text[rank.start : rank.stop],
    }


def _parts(rank: Rank, period: Period | None) -> list[Part]:
    parts = [Part("value", rank.start, rank.stop), Part("flow", *rank.anchor)]
    return [*parts, Part("period", period.start, period.stop)] if period else parts


def _of_energy(scene: Scene, rank: Rank, reporter: str, partner: str, commodity: str) -> Fact:
    """A rank among the suppliers or the buyers of a commodity."""
    period = _period(scene, rank)
    buys = rank.flow == "exports"
    route = {"supplier": reporter if buys else partner, "recipient": partner if buys else reporter}
    values = {"commodity": commodity, "indicator": "delivery", **route, **_common(scene, rank, period)}
    return Fact("energy", rank.start, rank.stop, scene.sentence.index, values, _parts(rank, period))


def _fact(scene: Scene, rank: Rank, reporter: str, partner: str, share_of: str | None) -> Fact:
    period = _period(scene, rank)
    goods = _goods(scene, rank)
    sides = {"flow": rank.flow, "reporter": reporter, "partner": partner, "product": goods, "share_of": share_of}
    values = {**sides, **_common(scene, rank, period)}
    return Fact("trade", rank.start, rank.stop, scene.sentence.index, values, _parts(rank, period))
