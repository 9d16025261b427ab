"""Carrying on: when a figure without a word of trade measures what the figure before it measured."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import REACH, Frame
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

ITEM = 2
"""Sentences from one item of a list to the next, its letter or number between."""

_IT_IS = re.compile(r"\b(?:it|this|that|they) (?:is|was|has been|had been|makes|made)\s+(?:now\s+|already\s+)?$", re.I)
_THEY = re.compile(
    r"(?:in|during|for|over|since) [^,;]{3,40}?,?"
    r" (?:it|they|these|those|this|that|the (?:figure|total|amount|volume))\s"
    r"|(?:it|they|these|those|this|that|the (?:figure|total|amount|volume|value|sum|bill|level|number|result))"
    r"(?:,\s| (?:had|have|has|rose|fell|grew|was|were|brought|earned|came|made|reached|stood|amounted|totall?ed"
    r"|fetched|added up)\b)",
    re.I,
)


def carries(scene: Scene, figure: Quantity, frame: Frame) -> str | None:
    """Return the name of the rule by which a figure goes on from the one before it, None when it does not."""
    if not frame.near(scene.sentence.index) and not _next_goods(scene, figure, frame):
        return None
    terms = scene.sentence.terms
    if any(_of_else(t) for t in terms if t.stop <= figure.stop + 40):
        return None
    after = min(scene.comma(figure.start)[1], figure.stop + 45)
    if any(t.get("other_nouns") and figure.stop <= t.start < after for t in terms):
        return None
    low, high = scene.segment(figure.start)
    if _labelled(scene, figure, low):
        return "labelled"
    if frame.sentence == scene.sentence.index:
        return "carried" if frame.measure != "rank" or _of_rank(scene, figure) else None
    if any(t.get("other_nouns") for t in terms if low <= t.start and t.stop <= figure.start):
        return None
    inside = [t for t in terms if low <= t.start < high]
    moved = any(t.get("change_words") or t.cell("level_words", "strong") for t in inside)
    return "carried" if any(aims(t) for t in inside) or _goes_on(scene, figure, frame, moved) else None


_WITH_RANK = re.compile(
    r"(?:\b(?:with|at|for|or|worth|of|totall?ing|reaching|taking|buying|supplying|selling|absorbing|receiving)|[:(,—–-])\s*"
    r"(?:(?:a|an)\s+(?:share|total|value|turnover)\s+of\s+"
    r"|(?:exports?|imports?|shipments|goods|trade|sales|purchases)\s+(?:of|worth|for)\s+)?$",
    re.I,
)


def _of_rank(scene: Scene, figure: Quantity) -> bool:
    """As in "China is the first market, with $5 bn (14%)": the figures of a place in an order."""
    return _WITH_RANK.search(scene.text(max(scene.sentence.start, figure.start - 40), figure.start)) is not None


def _goes_on(scene: Scene, figure: Quantity, frame: Frame, moved: bool) -> bool:
    """Whether what a sentence says before a figure ties it to the sentence before: a pronoun, goods, a next country."""
    low = scene.segment(figure.start)[0]
    begin = scene.text(scene.sentence.start, figure.start)
    if turned(scene, figure) or _THEY.match(begin) or _IT_IS.search(scene.text(low, figure.start)):
        return True
    if frame.about and frame.flow == "turnover" and figure.dimension == "money" and _AIM.search(begin):
        return True
    gap = scene.sentence.index - frame.sentence
    if (
        gap <= 1
        and figure.dimension in ("percent", "fraction")
        and _OF_THEM.match(scene.text(figure.stop, figure.stop + 20))
    ):
        return True
    if scene.sentence.block == "list" and gap <= ITEM and figure.dimension == "money":
        return True
    if gap <= 1 and next_country(scene, figure):
        return True
    if _of_goods(scene, figure):
        return True
    if any(t.stop <= figure.start for t in scene.terms("products")) and _LEADS.search(begin):
        return True
    listed = low > scene.sentence.start and scene.text(low - 1, low) == "("
    if figure.dimension == "money" and _first_word(scene, figure):
        return True
    goods = any(t.stop <= figure.start for t in scene.terms("products"))
    if (moved or listed) and (goods or _NOUN.search(begin) or _first_word(scene, figure)):
        return True
    countries = [a for a in scene.countries() if a.stop <= figure.start]
    return (
        (moved or listed)
        and bool(countries)
        and _BESIDE.fullmatch(scene.text(countries[-1].stop, figure.start)) is not None
    )


def _of_goods(scene: Scene, figure: Quantity) -> bool:
    """As in "Soybeans, 38.9 billion dollars", "Medicines: USD 176 million": goods and their figure open a sentence."""
    opens = (t for t in scene.terms("products") if t.start - scene.sentence.start < len("ANSWER: "))
    return any(_GOODS_FIRST.fullmatch(scene.text(t.stop, figure.start)) for t in opens)


def _next_goods(scene: Scene, figure: Quantity, frame: Frame) -> bool:
    """Whether a list of goods goes on after a heading or a question of some sentences."""
    far = frame.flow is None or scene.sentence.index - frame.sentence > 2 * REACH
    return not far and frame.flow != "balance" and figure.dimension == "money" and _of_goods(scene, figure)


_GOODS_FIRST = re.compile(r"\s*[,:–—-]\s*(?:(?:with|at|worth)\s+)?")
_NOUN = re.compile(
    r"\b(?:growth|increase|rise|gain|decline|decrease|fall|drop|figures?|numbers?|volumes?|amount|total|bill|indicator"
    r"|value|level|sum|same|goods)\b",
    re.I,
)
_OF_THEM = re.compile(r"\s+of (?:it|them|these|those|this|that|the (?:total|sum))\b")
_LEADS = re.compile(r"\b(?:led|leads?|topped|headed|came first|ranked first)\b[^.;]{0,20}$")
_AIM = re.compile(
    r"\b(?:work(?:ing)? towards?|aim for|strive for|reach|raise|bring|bringing|lift|increase|expand|take|boost|hit)\s+"
    r"(?:(?:it|this|that|the (?:figure|volume|indicator|number|amount)|them)\s+)?(?:up\s+)?(?:to\s+)?$"
)
"""As in "they hope to reach $15 billion", "to bring the figure to 2 billion dollars"."""
_BESIDE = re.compile(r"\s*(?:(?:is|was|came|ranked)\s+\w+\s*)?(?:,?\s*with|at|for|:|[-–—(]|,)?\s*\(?\s*")
_SMALL = re.compile(
    r"(?:[\s,:]|\b(?:in|the|for|over|during|a|an|we|they|it|have|has|had|been|is|was|were|stood|put|on|gave|another|about"
    r"|made|reached|to|came|by|of|this|that|already|alone|year|years|only|and|figure|value|total|volume|sum|some|at|up|down|then|also|period|first)\b)*",
    re.I,
)


def _first_word(scene: Scene, figure: Quantity) -> bool:
    """Whether nothing but periods and small words stands before a figure: "A year ago the first quarter gave ..."."""
    place, words = scene.sentence.start, ""
    for period in scene.sentence.periods:
        if place <= period.start and period.stop <= figure.start:
            words, place = words + scene.text(place, period.start), period.stop
    return _SMALL.fullmatch(words + scene.text(place, figure.start)) is not None


def aims(token: Token) -> bool:
    """As in "the sides set a target of $10 billion"."""
    return token.cell("status_words", "reach") == "around"


def turned(scene: Scene, figure: Quantity) -> bool:
    """As in "In the opposite direction the growth was 6.7%"; the flow is turned once, by the first figure."""
    low, high = scene.segment(figure.start)
    if any(low <= f.start and f.stop <= figure.start for f in scene.figures):
        return False
    return _OPPOSITE.search(scene.text(low, high)) is not None


_OPPOSITE = re.compile(
    r"\b[Ii]n (?:the (?:opposite|other|reverse) direction|return)\b|\b[Tt]he (?:other|opposite) way(?: round)?\b"
    r"|\b[Cc]onversely\b|\b[Cc]oming back\b"
)


def next_country(scene: Scene, figure: Quantity) -> bool:
    """As in "The United States came next, with 10.8%": the next one of a list in sentences."""
    firsts = (a for a in scene.countries() if a.start - scene.sentence.start < len("Then the "))
    return any(CAME.fullmatch(scene.text(a.stop, figure.start)) for a in firsts)


CAME = re.compile(
    r"\s+(?:(?:is|was|came|comes|ranks|ranked|stood|followed|follows|comprised|led|leads|topped|tops|headed|heads|recorded"
    r"|posted|registered|had|contributed|remained|received|bought|took|absorbed|got|purchased)\b\s*(?:[\w-]+\s*){0,4}),?\s*"
    r"(?:with|at|:|\()?\s*"
)


def _of_else(token: Token) -> bool:
    """A word of something else: of investment, of import prices."""
    return token.get("trap_words") is not None or token.cell("trade_terms", "needs") == "never"


def _labelled(scene: Scene, figure: Quantity, low: int) -> bool:
    """As in "By quarters: Q1 2007 - $2.2bn, Q2 2007 - $2.5bn": a list of periods goes on."""
    near = (p for p in scene.periods if low <= p.start and p.stop <= figure.start)
    return figure.dimension == "money" and any(_LABEL.fullmatch(scene.text(p.stop, figure.start)) for p in near)


_LABEL = re.compile(r"\s*[:=–—-]\s*")
