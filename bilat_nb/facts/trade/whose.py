"""Whose trade a figure measures: its flow, its sides, its product, and what a share is of."""

from __future__ import annotations

import re
from typing import Any

from bilat_nb.facts.figures.carrying import aims, turned
from bilat_nb.facts.figures.frame import Frame, Pair, is_mutual
from bilat_nb.facts.figures.linking import elsewhere
from bilat_nb.facts.figures.listing import beside
from bilat_nb.facts.figures.partners import Parties, complete, parties
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import sides
from bilat_nb.facts.trade.products import product_of
from bilat_nb.facts.trade.shares import share_base
from bilat_nb.model import Fact, Quantity, Token

_OTHER_WAY = {"exports": "imports", "imports": "exports"}
CELLS = ("flow", "measure", "product", "share_of", "reporter", "partner")


def whose(
    scene: Scene, figure: Quantity, token: Token | None, measure: str, frame: Frame, pair: Pair, ranked: Fact | None
) -> dict[str, Any] | None:
    """Return the cells that say what a figure measures, None where no country is told.

    Parameters
    ----------
    scene, figure : Scene, Quantity
        The sentence and the figure.
    token : Token or None
        The word of trade that it is bound to; None when it goes on from the figure before.
    measure : str
        level, change or share.
    frame, pair : Frame, Pair
        What the text has been about.
    ranked : Fact or None
        A rank that the sentence tells.
    """
    if _again(scene, token, measure, frame):
        token, frame.product = None, "all"
    if measure == "share" and token and (of_that := _of_that(scene, token, frame)):
        return of_that
    flow = token.cell("trade_terms", "flow") if token else _flow_on(scene, figure, frame)
    frame.product = frame.product if token or flow == frame.flow else "all"
    if flow is None:
        return None
    who = parties(scene, token, flow, frame, pair) if token else Parties(frame.reporter, frame.partner)
    if token is None or not elsewhere(scene, token):
        who = _world(scene, who, frame, pair)
    who = _in_between(scene, figure, token, who, frame, ranked)
    share_of = None
    if measure == "share":
        share_of, base = _base_of_share(scene, figure, token, frame, pair)
        who = complete(base, flow, frame, pair) if base else who
    who = beside(scene, figure, who, frame.home)
    if who.reporter in (None, "WLD") or who.reporter == who.partner:  # none told, or one country twice
        return None
    product = product_of(scene, figure, token, measure, frame)
    alone = not (pair.about or pair.mutual or pair.headed)
    if share_of == "world" and product != "all" and alone and not told_two(scene, who.reporter):
        who.partner = "WLD"  # "coffee accounts for 95 pct of Uganda's total exports"
    if measure == "share" and share_of is None and product != "all" and who.reporter and who.partner != "WLD":
        share_of = "bilateral" if who.partner else "world"
    if frame.home is None and who.told and flow != "turnover":
        frame.home = who.reporter
    return dict(zip(CELLS, (flow, measure, product, share_of, who.reporter, who.partner), strict=True))


def told_two(scene: Scene, reporter: str | None) -> bool:
    """Whether a sentence names another country than the one whose trade is told, or means one: "these exports"."""
    if _BACK.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return True
    return any(code != reporter for actor in scene.countries() for code in actor.countries)


_BACK = re.compile(
    r"\b(?:there|of (?:them|it|this|which)|this market|that country|bilateral|mutual|these|those|neighbou?r\w*"
    r"|two-way)\b",
    re.I,
)


def _in_between(
    scene: Scene, figure: Quantity, token: Token | None, who: Parties, frame: Frame, ranked: Fact | None
) -> Parties:
    """The sides of a rank or of a figure between the word and this figure."""
    if ranked is not None and not (who.told or who.named or who.owned) and ranked.start < figure.start:
        return Parties(ranked.values["reporter"], ranked.values["partner"], True)
    return Parties(frame.reporter, frame.partner) if token and _told_aside(scene, token, who, frame) else who


def _again(scene: Scene, token: Token | None, measure: str, frame: Frame) -> bool:
    """As in "pushing the total to $8.4 billion": a weak word that means what the sentence has been about."""
    weak = token is not None and token.cell("trade_terms", "kind") == "weak" and measure != "share"
    return weak and frame.flow is not None and frame.sentence == scene.sentence.index


def _told_aside(scene: Scene, token: Token, who: Parties, frame: Frame) -> bool:
    """As in "of a total export of $75 bn 10.9 was destined for Germany, up 7.8%": of the partner told in between."""
    same = frame.sentence == scene.sentence.index and token.stop <= frame.figure_stop
    return same and who.partner == "WLD" and frame.partner not in (None, "WLD") and frame.reporter == who.reporter


def told_before(facts: list[Fact], figure: Quantity, measure: str) -> Fact | None:
    """Return the fact that has told the same figure: the sentence goes back to it."""
    for earlier in reversed(facts):
        v = earlier.values
        same = v["measure"] == measure and abs(v["value"]) == abs(figure.value)
        if same and v["unit"] == (figure.unit or v["unit"]):
            return earlier
    return None


def subject(fact: Fact) -> dict[str, Any]:
    """What an earlier fact is about."""
    return {name: fact.values[name] for name in CELLS}


def is_goods(scene: Scene, row: dict[str, Any], token: Token | None, frame: Frame) -> bool:
    """Whether a row is of goods that one country sells another: of those a mass counts, of fuels only as energy."""
    goods = row["product"] != "all" and row["flow"] in ("exports", "imports")
    if not goods or None in (row["reporter"], row["partner"]):
        return False
    if token is None and frame.sentence != scene.sentence.index:
        return False
    if token is not None and token.cell("trade_terms", "needs") and row["partner"] == "WLD":
        return False
    if _DEAL.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return False
    return not any(t.lexeme.form == row["product"] for t in scene.terms("commodities"))


_DEAL = re.compile(
    r"\b(?:shipment|tenders?|tendered|overnight|cargo(?:es)?|crushers|traders?"
    r"|private (?:[\w.]+ )?exporters|bought|purchased"
    r"|for delivery|offered|offers?|bonus|subsid\w+|commitments?|to buy|to sell|joint venture|switched|bids?)\b"
)
"""Words of single deals, whose tonnes are no figure of what two countries trade in a period."""


def _flow_on(scene: Scene, figure: Quantity, frame: Frame) -> str | None:
    """The flow of a figure without a word of trade."""
    if any(aims(t) for t in scene.sentence.terms if t.stop <= figure.start):
        return "turnover"
    return _OTHER_WAY.get(frame.flow or "", frame.flow) if turned(scene, figure) else frame.flow


def _of_that(scene: Scene, token: Token, frame: Frame) -> dict[str, Any] | None:
    """As in "copper, at $413 million, or 35.8% of the total": of the flow that has just been told."""
    total = token.lexeme.form in ("the total", "total")
    if not total or frame.sentence != scene.sentence.index or frame.measure != "level":
        return None
    share_of = "bilateral" if frame.product != "all" and frame.partner not in (None, "WLD") else "world"
    told = (frame.flow, "share", frame.product, share_of, frame.reporter, frame.partner)
    return dict(zip(CELLS, told, strict=True))


def _base_of_share(
    scene: Scene, figure: Quantity, token: Token | None, frame: Frame, pair: Pair
) -> tuple[str | None, Parties | None]:
    """What a share is of; one in a bracket, or after another share, goes on from the figure before it."""
    share_of, told = share_base(scene, figure, token, pair, frame.home)
    if token and frame.sentence == scene.sentence.index and _of_the_same(scene, token, frame):
        return "world", Parties(frame.reporter, frame.partner)
    aside = frame.measure in ("share", "rank") or scene.bracketed(figure.start, frame.figure_stop)
    if share_of is None and aside and frame.sentence == scene.sentence.index:
        return frame.share_of, Parties(frame.reporter, frame.partner)
    return share_of, told


def _of_the_same(scene: Scene, token: Token, frame: Frame) -> bool:
    """As in "exports were $434 mln, representing 18.6% of total exports": the total of the flow that was just told."""
    if frame.measure not in ("level", "change") or frame.flow != token.cell("trade_terms", "flow") or not frame.partner:
        return False
    around = sides(scene, token.start, token.stop)
    return frame.product == "all" and frame.figure_stop <= token.start and not (around.left or around.after)


def _world(scene: Scene, who: Parties, frame: Frame, pair: Pair) -> Parties:
    """In a paragraph about the foreign trade of one country, its partner is the world until one is named."""
    reading, sentence = scene.reading, scene.sentence
    if is_mutual(scene.text(sentence.start, sentence.stop)):
        return who
    about = any(t.cell("trade_terms", "kind") == "world" for t in sentence.terms)
    before = reading.sentences[sentence.index - 1] if sentence.index else None
    if before is not None and not about and before.block == sentence.block:
        joined = "\n" not in reading.text[before.stop : sentence.start]
        about = joined and any(t.cell("trade_terms", "kind") == "world" for t in before.terms)
    if not about or who.told or who.named:
        return who
    return Parties(frame.home or who.reporter or pair.first, "WLD", who.told)
