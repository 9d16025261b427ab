"""Lines that lead into others: what a heading or an announcing sentence tells of the figures below it."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import Frame, Pair
from bilat_nb.facts.figures.partners import parties
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.trade_words import nouns
from bilat_nb.facts.trade.products import leading_product
from bilat_nb.model import Period

HEADING = 44
"""A line with a period and little else is no longer than this."""
_FEW_WORDS = re.compile(r"(?:[\s,:;.–—()-]*[\w’'-]+){0,2}[\s,:;.–—()-]*")


def lead(scene: Scene, frame: Frame, pair: Pair) -> None:
    """Note what a sentence without figures says of those that follow."""
    if heading(scene, frame):
        return
    if scene.reading.text.endswith(":", 0, scene.sentence.stop) or topic(scene, frame):
        announce(scene, frame, pair)
    elif frame.near(scene.sentence.index) and (product := leading_product(scene)):
        frame.product, frame.sentence = product, scene.sentence.index


def topic(scene: Scene, frame: Frame) -> bool:
    """As in "Commerce, which was never large, has declined. It was worth ...": what the text goes on about."""
    if (
        not frame.about
        or frame.near(scene.sentence.index)
        or not scene.reading.text.endswith(".", 0, scene.sentence.stop)
    ):
        return False
    words = [t for t in nouns(scene, frame) if t.cell("trade_terms", "flow") == "turnover"]
    return any(
        t.cell("trade_terms", "kind") == "noun" and t.start - scene.sentence.start < len("Their mutual ") for t in words
    )


def heading(scene: Scene, frame: Frame) -> bool:
    """As in "July 2023" or "Products, seven months" over a list: the period of what stands below."""
    sentence = scene.sentence
    if sentence.stop - sentence.start > HEADING or not scene.reading.opens_paragraph(sentence):
        return False
    told = [p for p in sentence.periods if p.kind not in ("present", "comparison")]
    if len(told) != 1 or any(q.refused is None and q.dimension != "time" for q in sentence.quantities):
        return False
    period = told[0]
    rest = scene.text(sentence.start, period.start) + scene.text(period.stop, sentence.stop)
    if not _FEW_WORDS.fullmatch(rest) or period.granularity in ("day", "days", "time", "week"):
        return False
    if period.kind == "duration":
        again = frame.stretches.get(_months(scene, period))
        if again is None:
            return False
        period = again
    frame.period = frame.main = period
    return True


def _months(scene: Scene, period: Period) -> int:
    """The number of a duration in months, 0 for another."""
    for token in scene.sentence.terms:
        if period.start <= token.start < period.stop and "month" in scene.text(token.stop, period.stop):
            value = token.cell("number_words", "value") or scene.text(token.start, token.stop)
            return int(value) if value.isdigit() else 0
    return 0


def announce(scene: Scene, frame: Frame, pair: Pair) -> None:
    """As in "The main exports of Kazakhstan to China:": a list follows."""
    for token in scene.terms("trade_terms"):
        if token.cell("trade_terms", "kind") in ("noun", "verb"):
            flow = token.cell("trade_terms", "flow")
            who = parties(scene, token, flow, frame, pair)
            frame.flow, frame.reporter, frame.partner = flow, who.reporter, who.partner
            frame.sentence, frame.measure, frame.product = scene.sentence.index, "level", "all"
            return
