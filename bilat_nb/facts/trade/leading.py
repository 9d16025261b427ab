"""Lines that lead into others: what a heading or an announcing sentence tells of the figures below it."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import Frame, Pair
from bilat_nb.facts.figures.partners import parties
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import sides
from bilat_nb.facts.figures.trade_words import nouns_among
from bilat_nb.facts.trade.products import leading_product
from bilat_nb.model import Period

OPENS = 60
"""Characters from the beginning of a sentence within which the word of its topic stands."""
HEADING = 44
"""A line with a period and little else is no longer than this."""
_FEW_WORDS = re.compile(r"(?:[\s,:;.–—()-]*[\w’'-]+){0,2}[\s,:;.–—()-]*")


def lead(scene: Scene, frame: Frame, pair: Pair) -> None:
    """Note what a sentence without figures says of those that follow."""
    if heading(scene, frame) or sold(scene, frame):
        return
    if scene.reading.text.endswith(":", 0, scene.sentence.stop) or topic(scene, frame):
        announce(scene, frame, pair)
    elif frame.near(scene.sentence.index) and (product := leading_product(scene)):
        frame.product, frame.sentence = product, scene.sentence.index


_SOLD = re.compile(
    r"(?:What|The goods|Goods|Products)\s+(?:(?:was|is|we|they|that|are|were)\s+){0,2}"
    r"(sold|sell|export|exported|bought|buy|import|imported)\W*",
    re.I,
)


def sold(scene: Scene, frame: Frame) -> bool:
    """As in "What was sold.", "What we buy": which way the goods go that stand below."""
    match = _SOLD.fullmatch(scene.text(scene.sentence.start, scene.sentence.stop).strip())
    if match is None or frame.reporter is None:
        return False
    if frame.home == frame.partner:
        frame.reporter, frame.partner = frame.partner, frame.reporter
    frame.flow = "exports" if match[1].lower().startswith(("s", "e")) else "imports"
    frame.product, frame.measure, frame.sentence = "all", "level", scene.sentence.index
    return True


def topic(scene: Scene, frame: Frame) -> bool:
    """As in "Commerce, which was never large, has declined. It was worth ...": what the text goes on about."""
    ended = scene.reading.text.endswith(".", 0, scene.sentence.stop)
    if frame.near(scene.sentence.index):
        return False
    start = scene.sentence.start
    opening = nouns_among(scene.terms_within(start, start + OPENS + 1), scene, frame)
    first = next((t for t in opening if t.cell("trade_terms", "kind") == "noun"), None)
    if first is None:
        return False
    if first.cell("trade_terms", "flow") == "turnover" and ended:
        return frame.about and first.start - start < len("Their mutual ")
    following = scene.reading.sentences[scene.sentence.index + 1 : scene.sentence.index + 3]
    if not ended and not any(s.block == "list" for s in following):
        return False
    around = sides(scene, first.start, first.stop)
    return bool(around.codes("to", "from", "with", "between")) and (not ended or bool(around.left))


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
