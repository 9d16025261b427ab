"""Ranks: "fourth in Russia's trade", "its third largest trading partner", "among the top five trading partners"."""

from __future__ import annotations

import re
from typing import Any

from bilat_nb.facts.figures.frame import Frame, Pair
from bilat_nb.facts.figures.partners import BLOCS
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.facts.figures.trade_words import is_strong
from bilat_nb.facts.trade.places import Rank, places
from bilat_nb.facts.trade.shares import THE_COUNTRY
from bilat_nb.model import Actor, Fact, Part, Period

_APPOSED = re.compile(r"\s*(?:,\s*(?:its|the|their|his|a|which is|now)?|in|as)\s*(?:(?:its|the|their)\s*)?", re.I)
_HELD_BY = re.compile(r"\b(?:(?:held|taken|occupied|filled) by|is|was|went to|goes to|belongs to)\s+(?:the\s+)?$")


def find_ranks(scene: Scene, pair: Pair, home: str | None = None) -> list[Fact]:
    """Return the ranks that a sentence tells of a country's trade."""
    partner_words = scene.terms("rank_words")
    trade_words = scene.terms("trade_terms")
    if not partner_words and not (trade_words and scene.terms("ordinals")):
        return []
    facts = []
    for rank in places(scene, partner_words, trade_words):
        reporter, partner, share_of = _parties(scene, rank, pair, home)
        if reporter is None or partner is None or reporter == partner:
            continue
        energy = _commodity(scene, rank)
        if energy is None and _of_a_seller(scene, rank):
            continue
        facts.append(
            _fact(scene, rank, reporter, partner, share_of)
            if energy is None
            else _of_energy(scene, rank, reporter, partner, energy)
        )
    return facts


_PAST = re.compile(
    r"\b(?:was|were|ranked|took|stood|came|placed|held|occupied|rose|became|become|moved|went|put|puts|made|left|slid|climbed|dropped|overtook|overtaking|kept|remained|retained|making)\b"
)


def ranks_past(scene: Scene, rank: Fact) -> bool:
    """As in "Poland ranked fifth", "Position: 27th" in a list: a rank of the period that the text is about."""
    if scene.sentence.block == "list":
        return True
    return _PAST.search(scene.text(max(scene.sentence.start, rank.start - 40), rank.start)) is not None


_SELLER = re.compile(r"\b(?:suppliers?|sellers?|buyers?|importer|exporter)$")


def _of_a_seller(scene: Scene, rank: Rank) -> bool:
    """As in "Australia remained the largest supplier": of what, only a word of trade in its sentence would tell."""
    if not _SELLER.search(scene.text(*rank.anchor)) or is_strong(scene.sentence.terms):
        return False
    return _goods(scene, rank) == "all" and not sides(scene, rank.start, rank.stop).left


_BY_THIS = re.compile(
    r"(?:By|In|On|According to) (?:this|that) (?:indicator|measure|list|ranking|figure|criterion|respect)\b"
)


def place_by_this(scene: Scene, frame: Frame) -> list[Fact]:
    """As in "By this indicator Kazakhstan took third place": a place in the order of what has just been told."""
    if not frame.near(scene.sentence.index) or not _BY_THIS.match(
        scene.text(scene.sentence.start, scene.sentence.stop)
    ):
        return []
    place = next((t for t in scene.sentence.terms if t.get("ordinals")), None)
    if place is None or None in (frame.flow, frame.reporter, frame.partner):
        return []
    value = int(float(place.cell("ordinals", "value")))
    rank = Rank(place.start, place.stop, value, "exact", frame.flow or "", (place.start, place.stop))
    first = next((a.countries[0] for a in scene.countries() if a.stop <= place.start and len(a.countries) == 1), None)
    named = first if first not in (None, frame.reporter) else frame.partner
    found = _fact(scene, rank, frame.reporter or "", named or "", "world")
    if found.values["period_start"] is None and frame.period is not None:
        found.values |= {"period_start": frame.period.period_start, "period_end": frame.period.period_end}
    return [found]


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
    if (
        owner is None
        and _EACH.search(scene.text(max(scene.sentence.start, rank.start - 16), rank.start))
        and pair.second
    ):
        return home or pair.first, pair.other(home) or pair.second, share_of
    if owner is None:
        owner = (home if home != subject else None) or pair.other(subject)
    return owner, subject or pair.other(owner), share_of


def _owners(scene: Scene, rank: Rank, around: Sides, home: str | None) -> list[str]:
    """Whose order it may be. In "Korea is the country's fifth largest market" it is home, or whoever is not Korea."""
    if home and _OUR.search(scene.text(max(scene.sentence.start, rank.start - 30), rank.start)):
        return [home]
    for actor in scene.countries(lambda a: a.stop <= rank.start and len(a.countries) == 1):
        if _FOR.fullmatch(scene.text(scene.sentence.start, actor.start)):
            return [actor.countries[0]]  # "For Colombia, Ecuador was the fifth destination of its exports"
    left = [a for a in around.left if not _is_the_country(scene, a)]
    named = {
        c for a in scene.countries() if a.stop <= rank.start and not _is_the_country(scene, a) for c in a.countries
    }
    if len(left) == len(around.left) or not (home or named):
        return codes(around.left) + around.codes("of") + codes(sides(scene, rank.start, rank.stop).left)
    return [home] if home and home not in named else codes(left) + around.codes("of")


_OUR = re.compile(r"\b(?:our|my country['’]s)\s+(?:[\w-]+\s+){0,2}$", re.I)
_EPITHET = re.compile(r"\b(?:kingdom|island|emirate|sultanate)\b", re.I)
_FOR = re.compile(r"For\s+(?:the\s+)?")
_EACH = re.compile(r"\b(?:each|one an)?\s?other['’]s\s+$")
_WE = re.compile(r"\b(?:[Ww]e are|[Ww]e were|[Oo]ur (?:country|republic|kingdom|nation) (?:is|was))\b")


def _is_the_country(scene: Scene, actor: Actor) -> bool:
    if _EPITHET.search(scene.text(actor.start, actor.stop)):  # "the island" is whoever can be one
        return False
    return THE_COUNTRY.fullmatch(scene.text(actor.start, actor.stop)) is not None


def _subject(scene: Scene, rank: Rank, owner: str | None) -> str | None:
    """The country that the sentence is about: the first one before the rank that is not the owner."""

    def fits(actor: Actor) -> bool:
        union = actor.countries[0] == "EU" and not _WITHIN.search(scene.text(max(0, actor.start - 12), actor.start))
        plain = actor.countries[0] not in BLOCS or union
        return len(actor.countries) == 1 and plain and actor.countries[0] != owner

    before = [a for a in scene.countries(fits) if a.stop <= rank.start and not a.demonym]
    told_by = [a for a in before if _SOURCE.search(scene.text(max(scene.sentence.start, a.start - 40), a.start))]
    before = [a for a in before if a not in told_by] or before
    for actor in before:
        if _APPOSED.fullmatch(scene.text(actor.stop, rank.start)):
            return actor.countries[0]
    if before:
        return before[0].countries[0]
    after = [a for a in scene.countries(fits) if rank.stop <= a.start <= rank.stop + 60 and not a.demonym]
    held = [a for a in after if _HELD_BY.search(scene.text(rank.stop, a.start))]
    return held[0].countries[0] if held else None


_SOURCE = re.compile(r"\b(?:Bank|Ministry|Department|Office|Bureau|Statistics|Agency|Authority) (?:of|for) (?:the )?$")
"""As in "According to the Bank of Tanzania, India was the second largest source of its imports"."""
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
    flow = rank.flow
    word = scene.text(*rank.anchor).lower()
    if partner != "WLD" and word.endswith(("importer", "exporter")):  # "the second largest importer of U.S. cotton"
        flow = "exports" if word.endswith("importer") else "imports"
    sides = {"flow": flow, "reporter": reporter, "partner": partner, "product": goods, "share_of": share_of}
    values = {**sides, **_common(scene, rank, period)}
    return Fact("trade", rank.start, rank.stop, scene.sentence.index, values, _parts(rank, period))
