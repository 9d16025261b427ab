"""Products: what is traded, as named beside a word of trade or beside a figure in a list."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

_FIGURE_OF = re.compile(
    r"\s*(?:commodities|products|goods|items|exports|imports|sales|shipments)?\s*,?\s*"
    r"(?:\(|:|[-–—,]|\s|down|up|\(down|\(up|account(?:s|ed) (?:alone )?(?:for|with)|made up|represented|worth|at|with"
    r"|(?:alone )?(?:fetching|earning|bringing in)"
    r"|stood out with|to|for|,?\s*which \w+(?: (?:by|for|up))?)\s*",
    re.I,
)
_LEADING = re.compile(
    r"\s+(?:[\w-]+\s+){0,4}(?:was|were|is|are|remained?|topped|tops?|heads?|headed|leads?|led"
    r"|dominated|dominates?|accounts? for|accounted for|makes? up"
    r"|made up|forms?|formed)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}"
    r"(?:exports?|imports?|item|goods|product|commodity|list)\b",
    re.I,
)
_THOSE = re.compile(r"\b(?:those|that|deliveries|supplies|sales|shipments|exports|imports) of\s+$", re.I)
_FOR = re.compile(r"\s+(?:\([^()]{0,40}\)\s+)?(?:for|of|were|was|are|is)\s+(?:[\w-]+\s+){0,2}")
_OBJECT = re.compile(r"\b(?:of|worth of)\s+(?:[a-z-]+\s+)?$")
_BESIDE_LEFT = re.compile(r"\s+(?:products?\s+|and\s+[\w-]+\s+)?|,\s+(?:where|whose)\s+(?:the\s+)?")
_BESIDE_RIGHT = re.compile(r"\s+(?:of|in)\s+(?:[\w’'-]+\s+){0,2}")
_IN_LIST = re.compile(
    r"[\s,;)]*(?:and |followed by |then |as well as )*(?:also )?([a-z][a-z-]+(?: (?:and )?[a-z-]+){0,2})"
    r"\s*(?:,|to|at|with|for|\(|:|[-–—])?\s*$"
)
_NO_PRODUCT = frozenset(
    (
        "exports imports export import trade turnover surplus deficit balance total sales purchases "
        "shipments year month period it they this that or and the a an of by in up down from against was "
        "were is are its their while which to at with for about some over nearly almost"
    ).split()
)
_LATTER = re.compile(r"\b(?:the latter|the last)\b")
_CAUSED = re.compile(
    r"\b(?:(?:down|up|hit|hurt|helped|boosted|dragged|affected|pushed) by|due to|because of|thanks to|excluding)\s+$"
)
_VERBS = frozenset({"share_words", "level_words", "change_words", "status_words"})
_NUMBER_OF = 2
"""A list told by "respectively" has at least so many members."""


def product_of(scene: Scene, figure: Quantity, token: Token | None, measure: str, frame: Frame) -> str:
    """Return the product that a figure measures, in lower case, or ``all``."""
    found = _respectively(scene, figure) or _beside_figure(scene, figure, measure == "share")
    if found is None:
        found = _subject(scene, figure)
    if found is None and token is not None:
        found = next((_name(i) for i in _items(scene) if _beside(scene, i, token)), None)
    if found is None and token is not None:
        found = _object(scene, token, figure)
    if found is None and frame.sentence == scene.sentence.index and frame.product != "all":
        found = _in_list(scene, figure, frame) or (
            frame.product if token is None or _goes_on(scene, figure, frame, measure) else None
        )
    if found is None and token is not None and frame.sentence == scene.sentence.index and frame.product != "all":
        found = frame.product if _same_noun(scene, token, frame) or _equals(scene, figure, frame, measure) else None
    kept = frame.product.startswith("non-") and frame.sentence == scene.sentence.index
    kept = kept and (token is None or "total" not in token.lexeme.form)
    if found is None and (token is None or kept):
        found = frame.product
    return found or "all"


def _object(scene: Scene, token: Token, figure: Quantity) -> str | None:
    """As in "delivered 512,000 tons of oil products for $399 million": what a verb of trade has moved."""
    if token.cell("trade_terms", "kind") != "verb":
        return None
    for item in _items(scene):
        if token.stop <= item.start < figure.start and _OBJECT.search(scene.text(token.stop, item.start)):
            return _name(item)
    return None


def _goes_on(scene: Scene, figure: Quantity, frame: Frame, measure: str) -> bool:
    """A bracket after the amount or the share of a product tells its share."""
    return measure == "share" and (frame.measure == "share" or scene.bracketed(figure.start, frame.figure_stop))


def _same_noun(scene: Scene, token: Token, frame: Frame) -> bool:
    """As in "coffee brought 320 million dollars of exports, up from 222 million": the word has had a figure before."""
    return token.stop <= frame.figure_stop or scene.text(frame.figure_stop, token.start).strip() in ("of", "in")


def _equals(scene: Scene, figure: Quantity, frame: Frame, measure: str) -> bool:
    """As in "sales of gas were $1.7 bn, equivalent to 36% of all exports": the share of what has just been told."""
    gap = scene.text(frame.figure_stop, figure.start)
    return measure == "share" and frame.figure_stop <= figure.start and _EQUAL.search(gap) is not None


_EQUAL = re.compile(
    r"(?:,\s*|\s+)(?:(?:equivalent|equal) to|or|representing|accounting for|making up"
    r"|which (?:is|was|makes|made|represents))\s+(?:about\s+|some\s+|up\s+)?$"
)


def _items(scene: Scene) -> list[Token]:
    """Products named in a sentence; of "goods and services" none."""
    return [
        t
        for t in scene.terms("products")
        if not (_name(t) == "services" and scene.text(t.start - 4, t.start) == "and ")
        and not (t.lexeme.form == "lead" and scene.text(t.start - 4, t.start) in ("the ", " to ", "its "))
    ]


def _name(item: Token) -> str:
    name = item.cell("products", "product") or item.lexeme.form
    return f"{name}s" if name in _SINGULAR else name


_SINGULAR = frozenset(("soybean",))
"""Names that stand before a word of trade in the singular: "soybean shipments" are of soybeans."""


def _beside_figure(scene: Scene, figure: Quantity, share: bool) -> str | None:
    """As in "coal accounted for $1.8 bn", "iron ore to $871 million", "those of furniture doubled", "$5 bn for gas"."""
    floor = scene.comma(figure.start)[0]
    lead = scene.text(floor, figure.start)
    for item in reversed(_items(scene)):
        if item.stop <= figure.start and not _CAUSED.search(scene.text(max(0, item.start - 20), item.start)):
            if (item.stop <= floor and _LATTER.search(lead)) or _FIGURE_OF.fullmatch(
                scene.text(item.stop, figure.start)
            ):
                return _name(item)
            if share and _APPOSED.fullmatch(scene.text(item.stop, figure.start)):
                return _name(item)
            told = item.start >= floor and _THOSE.search(scene.text(max(0, item.start - 14), item.start))
            if told or (share and item.start >= floor and figure.start - item.stop < 60):
                return _name(item)
    for item in _items(scene):
        if (
            item.start - scene.sentence.start < 8
            and item.stop < figure.start
            and ";" not in scene.text(item.stop, figure.start)
            and not any(item.stop <= f.start < f.stop <= figure.start for f in scene.figures)
            and _LEADING.match(scene.text(item.stop, figure.start))
        ):
            return _name(item)
    after = (i for i in _items(scene) if i.start >= figure.stop)
    return next((_name(i) for i in after if _FOR.fullmatch(scene.text(figure.stop, i.start))), None)


_APPOSED = re.compile(
    r",[^,;:()]{3,60},\s+(?:(?:will|would|could|may|still|now|alone)\s+){0,2}"
    r"(?:account(?:s|ed)? for|mak(?:es?|ing) up|made up|represent(?:s|ed)?|provid(?:es?|ed)|earn(?:s|ed)?"
    r"|bring(?:s)? in|brought(?: in)?|contribut(?:es?|ed))\s+(?:(?:only|some|just|over|more than)\s+)?"
)
"""As in "coffee, the main export, will account for a third of exports"."""


def _subject(scene: Scene, figure: Quantity) -> str | None:
    """As in "Sugar, in second place, rose to $402 million": what a sentence without a word of trade begins with."""
    for item in _items(scene):
        gap = scene.text(item.stop, figure.start)
        if _AS_FOR.fullmatch(scene.text(scene.sentence.start, item.start)):
            return _name(item)
        if item.start - scene.sentence.start < len("The main ") and _MOVES.match(gap):
            return _name(item)
    return None


_AS_FOR = re.compile(r"(?:For|In|As for)\s+(?:the\s+)?")
"""As in "For beef there was a drop, from 8 billion to 5.7 billion", "In flour, exports totalled 980,000 tonnes"."""
_MOVES = re.compile(
    r"(?:,[^,;:]{3,40},)?\s+(?:(?:also|then|alone|have|has|had)\s+)?(?:rose|fell|grew|dropped|climbed|jumped|declined"
    r"|increased|decreased|reached|totall?ed|amounted|came|stood|went|earned|brought|made|doubled|accounted|shrank|surged)\b"
)


def _beside(scene: Scene, item: Token, token: Token) -> bool:
    """As in "exports of machinery", "food exports", "exported electricity"."""
    if item.stop <= token.start:
        return _BESIDE_LEFT.fullmatch(scene.text(item.stop, token.start)) is not None
    gap = scene.text(token.stop, item.start)
    verb = token.cell("trade_terms", "kind") == "verb"
    return (gap.isspace() if verb else _BESIDE_RIGHT.fullmatch(gap)) not in (None, False)


def _in_list(scene: Scene, figure: Quantity, frame: Frame) -> str | None:
    """A product in no table, in a list that began with one: "copper came to $9bn, wood pulp to $688 million"."""
    match = (
        _IN_LIST.fullmatch(scene.text(frame.figure_stop, figure.start)) if frame.figure_stop <= figure.start else None
    )
    if match is None or match.group(1).split()[0] in _NO_PRODUCT:
        return None
    low, high = (frame.figure_stop + edge for edge in match.span(1))
    if any(low <= t.start < high and not _VERBS.isdisjoint(t.lexeme.readings) for t in scene.sentence.terms):
        return None
    return match.group(1)


def leading_product(scene: Scene) -> str | None:
    """As in "Soybeans remained the main item on the list": what the sentence after it goes on about."""
    for item in _items(scene):
        if item.start - scene.sentence.start < 8 and _LEADING.match(scene.text(item.stop, scene.sentence.stop)):
            return _name(item)
    return None


def _respectively(scene: Scene, figure: Quantity) -> str | None:
    """As in "gold, coffee and meat, accounting for 41, 23 and 12 percent respectively": the one at the same place."""
    if "respectively" not in scene.text(figure.stop, scene.sentence.stop):
        return None
    figures = [f for f in scene.figures if f.dimension == figure.dimension]
    items = [i for i in _items(scene) if i.stop <= figures[0].start]
    if len(items) < _NUMBER_OF or len(items) != len(figures):
        return None
    return _name(items[figures.index(figure)])
