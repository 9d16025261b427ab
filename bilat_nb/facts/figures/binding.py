"""Binding: which word of trade a figure measures, by an ordered list of small rules; the first that answers decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from bilat_nb.facts.figures.carrying import carries, turned
from bilat_nb.facts.figures.comparing import FROM
from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.joints import elliptical, linked
from bilat_nb.facts.figures.refusing import refusal
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.trade_words import is_strong, nouns
from bilat_nb.frozen import frozen
from bilat_nb.model import Quantity, Token

PETTY = 10_000
"""Money below this is a price or a fare, never the trade of a country, unless a word of trade says so."""

FAR = 170
"""Characters beyond which a figure no longer belongs to a word on its left."""

_RIGHT = re.compile(
    r"\s*(?:in|of|was|were|is the figure (?:of|for)|worth of|are|is)\s+(?:[\w’'-]+\s+){0,4}$"
    r"|\s*(?:in\s+)?(?:[\w’'-]+\s){0,2}$",
    re.I,
)
_TOTAL_OF = re.compile(
    r"\s*(?:of|in)\s+(?:(?:the|its|their|all|total|overall|whole|country's)\s+|[\w’'-]+\s+){0,4}", re.I
)
_HOLDS = re.compile(r"\s+(?:of|worth|valued at|amounting to|totall?ing)\s+(?:the\s+|a\s+)?", re.I)
_OF_THEM = re.compile(r"\s*of (?:them|it|these|those|this|that|the total)\b")
_NO_LINK = re.compile(r"\b(?:which|with|and|while|as|whereas|but|than|compared|against|though)\b", re.I)
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|which|when|compared|against)\b")
_OTHER_CLAUSE = re.compile(_CLAUSE.pattern + r"|\band\b")
"""As in "exports grew three percent in volume and imports two"."""
_AFTER_SHARE = re.compile(r"\s*(?:\([^()]{0,80}\)\s*)?(?:of|in)\s", re.I)


@frozen
class Binding:
    """The word that a figure is bound to (None: carried on from before), or the reason why to none."""

    token: Token | None = None
    refused: str | None = None
    rule: str = ""


Rule = Callable[[Scene, Quantity, Frame], Binding | None]


def aside(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "iron ore to $871 million (+112%)": a bracket right after a figure is about the same."""
    low = scene.segment(figure.start)[0]
    near = frame.sentence == scene.sentence.index and 0 <= low - 1 - frame.figure_stop <= 2
    own = any(low <= t.start and t.stop <= figure.start for t in nouns(scene, frame))
    return Binding(None, None, "aside") if near and not own and scene.text(low - 1, low) == "(" and frame.flow else None


def of_which(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "imports $2 billion, of which 98% was crude oil": a part of what has just been told."""
    same = frame.sentence == scene.sentence.index and frame.measure == "level"
    lead = scene.text(max(scene.sentence.start, figure.start - 16), figure.start)
    share = figure.dimension in ("percent", "fraction") and not figure.trend
    return Binding(None, None, "of_which") if same and share and _OF_WHICH.search(lead) else None


_OF_WHICH = re.compile(r"\bof (?:which|that|this|it)\s+(?:some\s+|about\s+)?$")


def other_way(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "The other way round it was $14 bn": of the flow that the sentence before has told, turned."""
    if not frame.near(scene.sentence.index) or frame.flow not in ("exports", "imports") or not turned(scene, figure):
        return None
    low, _ = scene.segment(figure.start)
    own = [t for t in nouns(scene, frame) if low <= t.start < figure.start and t.cell("trade_terms", "flow")]
    return None if own else Binding(None, None, "carried")


def respectively(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "exports to and imports from China came to $97 bn and $156 bn respectively": the word at the same place."""
    place = scene.text(scene.sentence.start, scene.sentence.stop).find("respectively")
    if place < 0:
        return None
    alike = [f for f in scene.figures if f.dimension == figure.dimension]
    before = [t for t in nouns(scene, frame) if t.cell("trade_terms", "flow") and t.stop <= alike[0].start]
    told = [t for t in before if t.cell("trade_terms", "flow") != "turnover"][-len(alike) :]
    flows = {t.cell("trade_terms", "flow") for t in told}
    if len(told) != len(alike) or len(flows) != len(alike) or len(alike) == 1:
        return None
    return _bound(told[alike.index(figure)], "respectively")


def holds(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "a surplus of $1 bln", "investment of $10 billion", "made up for about 40%"."""
    for token in nouns(scene, frame):
        if token.stop <= figure.start and figure.start - token.stop <= 24:
            gap = scene.text(token.stop, figure.start)
            close = gap.isspace() and token.get("trap_words") is not None
            if close or (
                _HOLDS.fullmatch(gap) and not (token.cell("trade_terms", "kind") == "weak" and figure.unit == "%")
            ):
                return _bound(token, "holds")
    return None


def _bound(token: Token, rule: str) -> Binding:
    if token.get("trade_terms") is None:
        return Binding(token, token.cell("trap_words", "why"), rule)
    return Binding(token, None, rule)


def right_of(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "$22.6 bln of exports", "$10 billion in investment", "$3 billion was exported by Belarus"."""
    if figure.dimension in ("percent", "fraction") and _AFTER_SHARE.match(scene.text(figure.stop, figure.stop + 90)):
        return None
    for token in nouns(scene, frame):
        if figure.stop <= token.start <= figure.stop + 48:
            gap = scene.text(figure.stop, token.start)
            if _RIGHT.fullmatch(gap) and not _NO_LINK.search(gap) and not scene.blocked(figure.stop, token.start):
                if figure.dimension != "money" and gap.strip() == "" and token.cell("trade_terms", "kind") == "weak":
                    continue
                return _bound(token, "right_of")
            return None
    return None


def of_total(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """A share names its total on the right: "31.7% (...) of the total export to Russia"."""
    if figure.dimension not in ("percent", "fraction") or (figure.trend and not share_before(scene, figure)):
        return None
    match = _AFTER_SHARE.match(scene.text(figure.stop, scene.sentence.stop))
    closing = re.match(r"[^()]{0,60}\)\s*of\s", scene.text(figure.stop, scene.sentence.stop))
    if match and any(-1 <= p.start - figure.stop - match.end() <= 4 for p in scene.sentence.periods):
        match = None  # "rose 5.7 percent in 1986, while exports ..."
    match = match or closing
    if not match:
        return None
    begin = figure.stop + match.end()
    stop = _CLAUSE if match.group().strip() != "in" else _OTHER_CLAUSE
    inside = [
        t
        for t in nouns(scene, frame)
        if begin - 2 <= t.start <= begin + 60 and not stop.search(scene.text(begin, max(begin, t.start)))
    ]
    strong = [t for t in inside if t.cell("trade_terms", "kind") != "weak"] or inside
    return _bound(strong[0], "of_total") if strong else None


def or_share(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "N$4.0 billion, or 48.9% of total exports": an amount and the share that it is."""
    if figure.dimension != "money":
        return None
    after = next((f for f in scene.figures if f.start >= figure.stop), None)
    if after is None or not _OR_SHARE.fullmatch(scene.text(figure.stop, after.start)):
        return None
    return of_total(scene, after, frame)


_OR_SHARE = re.compile(
    r",?\s+(?:or|i\.e\.|equivalent to|equal to|representing|which is|accounting for|making up)\s+(?:about )?|\s+\("
)


def rise_in(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "an 11 percent rise in wheat exports"."""
    match = _RISE_IN.match(scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 60)))
    if figure.dimension not in ("percent", "multiple") or match is None:
        return None
    place = figure.stop + match.end()
    return next((_bound(t, "rise_in") for t in nouns(scene, frame) if 0 <= t.start - place < len("a") + 1), None)


_RISE_IN = re.compile(
    r"\s*(?:or\s+[\w., ]{3,24}\s)?(?:[\w-]+\s+)?"
    r"(?:rise|increase|growth|gain|jump|surge|decline|fall|drop|decrease|reduction)s?\s+in\s+(?:(?:the|its|their|all|total|overall|[a-z-]+|[A-Z][\w.-]+)\s+){0,3}"
)


def share_before(scene: Scene, figure: Quantity) -> bool:
    """As in "makes up over 70%": the particle of the verb is no rise."""
    place = figure.core[0] if figure.core else figure.start
    return any(t.start < place and place - t.stop < 14 for t in scene.terms("share_words"))


def left_nearest(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """The nearest word before the figure, when words between them link the two."""
    before = [t for t in nouns(scene, frame) if t.stop <= figure.start and not scene.bracketed(t.start, figure.start)]
    for token in reversed(before):
        if figure.start - token.stop > FAR:
            return None
        if _of_share(scene, token):
            continue
        if _of_else(scene, token, figure):
            return None
        if token.cell("trade_terms", "kind") == "weak" and not (
            frame.near(scene.sentence.index) or is_strong(scene.sentence.terms)
        ):
            continue
        if linked(scene, token, figure) or (
            frame.sentence == scene.sentence.index and elliptical(scene, token, figure)
        ):
            return _bound(token, "left_nearest")
        return None
    return None


def _of_else(scene: Scene, token: Token, figure: Quantity) -> bool:
    """As in "exports fell 3.8 pct, while vehicle output fell 1.2 pct": the figure's clause is of something else."""
    low = scene.comma(figure.start)[0]
    others = (t for t in scene.sentence.terms if t.get("other_nouns") is not None and t.start >= max(low, token.stop))
    return token.stop <= low and any(t.stop <= figure.start for t in others)


def _of_share(scene: Scene, token: Token) -> bool:
    """The word is the total of an earlier share: "3.6 percent of total imports, a decrease of ..."."""
    return any(
        f.unit == "%" and _TOTAL_OF.fullmatch(gap := scene.text(f.stop, token.start)) and not _CLAUSE.search(gap)
        for f in scene.figures
        if 0 < token.start - f.stop < 40
    )


def later(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "Around $10.4 bln – so much was the turnover": the word follows in the same sentence."""
    for token in nouns(scene, frame):
        if figure.stop <= token.start <= figure.stop + 70 and not scene.blocked(figure.stop, token.start):
            gap = scene.text(figure.stop, token.start)
            if re.search(r"[;.]|\b(?:and|but|while|due to|because|thanks to|owing to|despite|after|before|if)\b", gap):
                return None
            return _bound(token, "later")
    return None


def carried(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """No word of its own: the sentence goes on about what the last figure measured."""
    rule = carries(scene, figure, frame)
    return Binding(None, None, rule) if rule else None


def dominated(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "Petroleum products (52.4%) and medicines dominate the export basket": the only word, after a bracket."""
    low = scene.segment(figure.start)[0]
    if figure.dimension not in ("percent", "money") or scene.text(low - 1, low) != "(" or not scene.terms("products"):
        return None
    words = [t for t in nouns(scene, frame) if t.cell("trade_terms", "flow") in ("exports", "imports")]
    alone = len(words) == 1 and words[0].start > figure.stop and not words[0].cell("trade_terms", "needs")
    return Binding(words[0], None, "dominated") if alone else None


def paired(scene: Scene, figure: Quantity, frame: Frame) -> Binding | None:
    """As in "exports were $639 mln and imports $628 mln, compared with $771 mln and $500 mln": in the same order."""
    alike = [f for f in scene.figures if f.dimension == figure.dimension]
    half = len(alike) // 2
    if half < PAIRS or len(alike) != 2 * half or figure not in alike[half:]:
        return None
    if not FROM.search(scene.text(alike[half - 1].stop, alike[half].start)):
        return None
    flows = [t for t in nouns(scene, frame) if t.cell("trade_terms", "flow") in ("exports", "imports")]
    told = [[t for t in flows if t.stop <= f.start][-1:] for f in alike[:half]]
    if not all(told) or len({t[0].cell("trade_terms", "flow") for t in told}) != half:
        return None
    later = any(t.start > alike[half - 1].stop for t in flows)
    return None if later else _bound(told[alike.index(figure) - half][0], "paired")


PAIRS = 2
"""Figures of a sentence before those that they are compared with."""

RULES: tuple[Rule, ...] = (
    of_which,
    aside,
    respectively,
    paired,
    other_way,
    holds,
    right_of,
    of_total,
    rise_in,
    left_nearest,
    or_share,
    later,
    dominated,
    carried,
)


def bind(scene: Scene, figure: Quantity, frame: Frame) -> Binding:
    """Return what a figure is bound to, and by which rule."""
    if figure.dimension == "money" and abs(figure.value) < PETTY:
        return Binding(None, "a price or a small sum", "petty")
    for rule in RULES:
        answer = rule(scene, figure, frame)
        if answer is not None:
            why = refusal(scene, figure, answer.token, answer.rule, frame)
            return Binding(answer.token, why, answer.rule) if why else answer
    return Binding(None, "no word of trade near it", "none")
