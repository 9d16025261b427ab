"""Measure: whether a figure is a level, a change or a share, and the sign of a change."""

from __future__ import annotations

import re
from dataclasses import replace

from bilat_nb.facts.figures.binding import Binding, share_before
from bilat_nb.facts.figures.carrying import next_country
from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.listing import partner_after
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

_BY = re.compile(r"\bby\s+(?:(?:about|some|almost|nearly|over|more than|roughly|around)\s+)?$", re.I)
_AMOUNT_AFTER = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?\)?\s*(?:-|per \w+ |a barrel )?(?:increase|rise|cut|hike|reduction|drop"
    r"|drawdown|draw|stockdraw|build"
    r"|(?:more|less|higher|lower) than|(?:ahead|short) of|above|below)\b",
    re.I,
)
_RISE_OF = re.compile(
    r"\b(?:increase|decrease|rise|drop|fall|decline|reduction|cut|growth|gain|draw|build|drawdown|change"
    r"|cutback|curtailment|saving|loss|shortfall)s?"
    r"(?: (?:in|for) (?:[\w.-]+ ){1,4})?\s*of\s+(?:as much as |up to |between )?"
    r"(?:(?:about|some|almost|nearly|over|more than|roughly|around|approximately|another|a further)\s+)?$",
    re.I,
)
_MOVED_FORMS = (
    "raise raised raises raising cut cuts cutting lower lowered lowers reduce reduced reduces hiked hike boosted boost"
    " rose rise rises fell fall falls dropped drop increased increase increases declined decline gained lost slipped"
    " climbed jumped up down off"
)
_MOVED = frozenset(_MOVED_FORMS.split())
_AT = re.compile(r"\b(?:to|at|from|between)\s+(?:[\w-]+\s+)?$", re.I)
_ON_TO = re.compile(r"\s*(?:(?:a|per) \w+\s+)?,?\s*to\s+(?:\w+\s+){0,2}(?:[$€£]\s?)?\d")
_COMPARATIVE = frozenset(
    "more less higher lower above below larger smaller greater bigger fewer better stronger weaker plus minus".split()
) | {"off"}


def change_words(scene: Scene) -> list[Token]:
    """The words of rise and fall in a sentence."""
    return scene.terms("change_words")


def sign_of(scene: Scene, figure: Quantity, frame: Frame) -> int:
    """Return 1 or -1 for a rise or a fall, 0 when the text tells neither."""
    if figure.trend or figure.value < 0:
        return -1 if figure.trend == "down" or figure.value < 0 else 1
    if _GROWTH_TO.search(scene.text(max(scene.sentence.start, figure.start - 90), figure.start)):
        return 1
    found = _right_word(scene, figure) or _left_word(scene, figure) or _right_word(scene, figure, 40)
    if found is not None:
        return 1 if found.cell("change_words", "sign") == "+" else -1
    same_sentence = frame.sentence == scene.sentence.index and frame.measure == "change"
    return frame.sign if same_sentence else 0


_GROWTH_TO = re.compile(
    r"\b(?:growth|increases?|expansion|rise)\b[^.;:]{0,40}\b(?:fell|slowed|dropped|eased|declined|slipped|moderated"
    r"|decelerated|cooled)(?:\s+\w+)?\s+to\s+(?:(?:only|just|about)\s+)?$"
)
"""As in "the rate of increase in imports fell to six percent": slower, but still a rise."""


def _right_word(scene: Scene, figure: Quantity, reach: int = 14) -> Token | None:
    for token in change_words(scene):
        if figure.stop <= token.start <= figure.stop + reach:
            gap = scene.text(figure.stop, token.start)
            if re.fullmatch(r"[\s-]*(?:[\w’'-]+\s+){0,3}", gap) and not re.search(
                r"\b(?:and|while|but|to|as|which|than)\b", gap
            ):
                return token
    return None


def _left_word(scene: Scene, figure: Quantity) -> Token | None:
    """The nearest verb or noun of change on the left; comparatives only right before ("up 5%")."""
    low = scene.segment(figure.start)[0]
    for floor in (scene.comma(figure.start)[0], low, scene.sentence.start):
        for token in reversed(change_words(scene)):
            if token.start >= floor and token.stop <= figure.start + 8 and figure.start - token.stop < 130:
                if token.lexeme.form in _COMPARATIVE and figure.start - token.stop > 4:
                    continue
                if not scene.bracketed(token.start, figure.start):
                    return token
    return None


_FULL = re.compile(r"\s*(?:full|filled)\b")
_FILLED = re.compile(r"\b(?:filled|full) (?:to|by|at)\s+(?:\w+\s+){0,2}$")


def is_full(scene: Scene, figure: Quantity) -> bool:
    """As in "storage facilities were 89% full", "filled to 90%"."""
    if figure.dimension not in ("percent", "fraction"):
        return False
    lead = scene.text(max(scene.sentence.start, figure.start - 30), figure.start)
    return _FULL.match(scene.text(figure.stop, figure.stop + 10)) is not None or _FILLED.search(lead) is not None


def is_share(scene: Scene, figure: Quantity, binding: Binding, frame: Frame) -> bool:
    """A percentage or fraction of a total."""
    if is_full(scene, figure):
        return True
    if figure.dimension not in ("percent", "fraction") or figure.value < 0:
        return False
    if _is_of(scene, figure, binding) or _listed_share(scene, figure, frame):
        return True
    if figure.trend:
        return False
    alone = _alone_in_bracket(scene, figure) and not change_words(scene)
    if alone or _in_bracket_after(scene, figure, frame, "share"):
        return True
    if _right_word(scene, figure) or _equated(scene, figure):
        return False
    if frame.measure == "rank" and frame.sentence == scene.sentence.index and binding.token is None:
        return True
    low, _ = scene.comma(figure.start)
    cues = [t for t in scene.terms("share_words") if low <= t.start < figure.start] or [
        t for t in scene.terms("share_words") if scene.segment(figure.start)[0] <= t.start < figure.start
    ]
    moved = [t for t in change_words(scene) if cues and cues[-1].stop <= t.start and t.stop <= figure.start]
    return bool(cues) and not moved


def _is_of(scene: Scene, figure: Quantity, binding: Binding) -> bool:
    """As in "38% of this", "41.6 percent came from China", "makes up 40%", "7.4% share of exports"."""
    if binding.rule in ("of_total", "of_which") or (share_before(scene, figure) and not _equated(scene, figure)):
        return True
    after = scene.text(figure.stop, min(scene.sentence.stop, figure.stop + 30))
    if binding.token is not None and binding.rule == "holds" and not figure.trend and _OF_ITS.match(after):
        return True
    return bool(_OF_IT.match(after) or _SHARE_OF.match(after)) or partner_after(scene, figure) is not None


_OF_ITS = re.compile(r"\s+of (?:all )?(?:its|their|our|the country['’]s)\s")
"""As in "Taiwan imports more than 90 pct of its soybeans from the United States"."""
_SHARE_OF = re.compile(r"\s+(?:(?:fell|falls|fall) to the )?share (?:of|in)\b")


def _in_bracket_after(scene: Scene, figure: Quantity, frame: Frame, measure: str) -> bool:
    """As in "some 50 per cent of ... trade (51.5 per cent for nine months)": a bracket repeats a measure."""
    if frame.sentence != scene.sentence.index or frame.measure != measure:
        return False
    low, _ = scene.segment(figure.start)
    return scene.text(low - 1, low) == "(" and frame.figure_stop <= low


def _equated(scene: Scene, figure: Quantity) -> bool:
    """As in "the growth equals 7.6 percent", "the decline constituted 5%": a change, told with a verb of shares."""
    cues = [t for t in scene.terms("share_words") if t.stop <= figure.start]
    return bool(cues) and any(0 <= cues[-1].start - t.stop < 14 for t in change_words(scene))


def _listed_share(scene: Scene, figure: Quantity, frame: Frame) -> bool:
    """As in "Brazil took 13.6% of exports, fewer than India with 14.1%": a country and its share, after a share."""
    gap = scene.sentence.index - frame.sentence
    if frame.measure != "share" or gap > 2 or figure.trend or (gap and change_words(scene)):
        return False
    if next_country(scene, figure) or (not gap and partner_after(scene, figure, plain=True)):
        return True
    lead = scene.text(max(scene.sentence.start, figure.start - 60), figure.start)
    return (
        re.search(
            r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}\s*(?:with|at|by|delivered|supplied|sold|[-–—(:]|,)?\s*$", lead
        )
        is not None
    )


def _alone_in_bracket(scene: Scene, figure: Quantity) -> bool:
    """As in "fourth in Russia's trade (about 5 per cent)"."""
    low, high = scene.segment(figure.start)
    return (
        scene.text(low - 1, low) == "("
        and not scene.text(low, figure.start).strip()
        and not scene.text(figure.stop, high).strip()
    )


_NO_MOTION = re.compile(
    r"(?:exceed|surpass|out|beat|in excess|over the|rate of|growth rate|edging|add|put on"
    r"|(?:more|less|higher|lower|above|below|larger|smaller|greater|bigger|fewer|better|stronger|weaker|plus|minus)$)"
)
_RUN_UP = re.compile(r"\b(?:racked|ran|run|made|took|takes|chalked|piled|notched|clocked|rang)\s+$")
_STRAIGHT = re.compile(
    r"\s+(?:by\s+|a further\s+|another\s+|some\s+|about\s+|only\s+|by only\s+|almost\s+|nearly\s+)?", re.I
)
_SPAN = re.compile(r"\s+to\s+")


def moved_by(scene: Scene, figure: Quantity) -> bool:
    """As in "fell 500 million dollars to eight billion": a figure right after a verb of change is its amount."""
    place = figure.core[0] if figure.core else figure.start
    return any(
        0 < place - t.stop < 16
        and _STRAIGHT.fullmatch(scene.text(t.stop, place))
        and not _NO_MOTION.match(t.lexeme.form)
        and not _RUN_UP.search(scene.text(max(scene.sentence.start, t.start - 9), t.start))
        for t in change_words(scene)
    )


def reached(scene: Scene, figure: Quantity) -> Quantity:
    """As in "fell 500 million dollars to eight billion": no range, but an amount and the level that it led to."""
    text = scene.text(figure.start, figure.stop)
    between = _SPAN.search(text)
    if figure.dimension != "money" or figure.high is None or between is None or not moved_by(scene, figure):
        return figure
    if _BY.search(scene.text(figure.start - 4, figure.start)) or _AMOUNT_AFTER.match(
        scene.text(figure.stop, figure.stop + 50)
    ):
        return figure
    start = figure.start + between.end()
    return replace(
        figure, start=start, core=(start, figure.stop), value=figure.high, low=None, high=None, bound="exact"
    )


def by_amount(scene: Scene, figure: Quantity) -> bool:
    """As in "raised by 5 billion", "a 60 cents increase": the amount of a change, not a level."""
    if _BY.search(scene.text(max(scene.sentence.start, figure.start - 24), figure.start)) and _left_word(scene, figure):
        return True
    lead = scene.text(max(scene.sentence.start, figure.start - 40), figure.start)
    moved = moved_by(scene, figure) if figure.dimension == "money" else _moved_by(scene, figure, lead)
    if _RISE_OF.search(lead) or moved:
        return True
    return _AMOUNT_AFTER.match(scene.text(figure.stop, figure.stop + 50)) is not None


def _moved_by(scene: Scene, figure: Quantity, lead: str) -> bool:
    """As in "fell 18.7 cents a gallon", "raised prices 25 cents to 18.50 dollars"."""
    low = scene.comma(figure.start)[0]
    before = [t for t in change_words(scene) if low <= t.start and t.stop <= figure.start]
    if not before or before[-1].lexeme.form not in _MOVED:
        return False
    if any(before[-1].stop <= f.start and f.stop <= figure.start for f in scene.figures):
        return False
    if _ON_TO.match(scene.text(figure.stop, figure.stop + 40)):
        return _AT.search(lead) is None
    return figure.start - before[-1].stop < 3


_OF_IT = re.compile(r"\s+of (?:it|this|that|them|these|those|the (?:total|sum|amount|whole))\b")
_OR = re.compile(r"\s*,?\s*(?:or|i\.e\.|that is|equal to|equivalent to|by)\s*(?:by\s+|some\s+|about\s+)?")


def _or_amount(scene: Scene, figure: Quantity, frame: Frame) -> bool:
    """As in "a decrease of 65% or €906 million": the amount of the change that has just been told."""
    return frame.figure_stop <= figure.start and _OR.fullmatch(scene.text(frame.figure_stop, figure.start)) is not None


def _of_a_balance(binding: Binding, frame: Frame) -> bool:
    """Only a balance can be negative: "petroleum products (-$3.3 bn)" tells the amount of a fall."""
    flow = binding.token.cell("trade_terms", "flow") if binding.token is not None else frame.flow
    return flow == "balance"


_TO_A_RATE = re.compile(
    r"\b(?:rose|rise|risen|rising|fell|fall|fallen|falling|increased|dropped|climbed|declined|grew)\s+to\s+"
    r"(?:(?:about|only|some|nearly|almost|over|around|just|as much as)\s+){0,2}$"
)
_OF_GROWTH = re.compile(r"\b(?:growth|rate|pace|increase)\b")


def _at_a_rate(scene: Scene, figure: Quantity) -> bool:
    """As in "imports were 33 pct of consumption and could rise to 50 pct": no change of 50 pct."""
    if figure.dimension != "percent" or figure.trend:
        return False
    low = max(scene.segment(figure.start)[0], figure.start - 90)
    lead = scene.text(low, figure.start)
    return _TO_A_RATE.search(lead) is not None and _OF_GROWTH.search(lead) is None


def measure_of(scene: Scene, figure: Quantity, binding: Binding, frame: Frame) -> tuple[str | None, int]:
    """Return level, change or share with the sign of a change, or None when the figure is none of them."""
    if figure.dimension in ("money", "mass"):
        if frame.measure == "change" and frame.sentence == scene.sentence.index and _or_amount(scene, figure, frame):
            return None, 0
        if binding.rule == "holds" and _of_a_balance(binding, frame):
            return "level", 0  # "a shortfall of 2.3 billion" is the balance
        fallen = figure.value < 0 and not _of_a_balance(binding, frame)
        return (None, 0) if fallen or by_amount(scene, figure) else ("level", 0)
    if is_share(scene, figure, binding, frame):
        return "share", 0
    if figure.unit == "pp" or _at_a_rate(scene, figure):
        return None, 0
    sign = sign_of(scene, figure, frame)
    return ("change", sign) if sign else (None, 0)
