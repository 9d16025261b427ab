"""Which period a figure measures: an ordered list of small rules over one sentence; the first answer decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilat_nb.facts.figures.comparing import FROM
from bilat_nb.facts.figures.scene import RIGHT_OF, Scene, Span, year_before
from bilat_nb.model import Period, Quantity

NEAR = 28
"""Characters within which a period right after a figure belongs to it ("$40bn in 2021")."""

_END_OF_CLAUSE = re.compile(r"[;]|,\s+(?:while|and|but|as)\b|\b(?:but|and)\s+(?:is|are|was|were|will|would|should)\b")
_NEW_VERB = re.compile(r"\b(?:but|and) (?:is|are|will|would|should|may|could) ")
"""What follows has a verb of its own: "is 38 pct and is expected to rise to 50 pct by 1995"."""
_WHEN = re.compile(
    r"\s*(?:\(|,?\s*(?:when )?(?:the |its |their )?(?:figure|it|they|which|that|volume|total|amount|turnover)?\s*"
    r"(?:had\s+)?(?:been|was|were|gave|stood|amounted|came|reached|totall?ed)\s+(?:at\s+|to\s+)?"
    r"|,? when (?:[\w’'-]+\s+){1,5}|['’]s?\s+"
    r"|\s+(?:trade\s+)?(?:deficit|surplus|exports|imports|shortfall|turnover|total|figure|level)\s+of\s+)",
    re.I,
)

_FROM_IT = re.compile(r"\s*(?:from|than|against|over|compared|versus|vs)\b")
"""As in "plunged to 265 mln crowns from the year-ago figure": the base is of another figure."""

_COLON = re.compile(r"\s*[:=]\s*|\s+[-–]\s+")

Rule = Callable[[Scene, Quantity, Sequence[Period]], Period | None]


def period_of(scene: Scene, figure: Quantity, measure: str = "level") -> Period | None:
    """Return the period that a figure measures, as far as its own sentence tells; None when it does not.

    Parameters
    ----------
    scene : Scene
        The sentence.
    figure : Quantity
        The figure.
    measure : str
        A change is told of the later period; a level or share may stand beside the period that it is compared with.
    """
    level = measure != "change"
    lead = scene.text(max(scene.sentence.start, figure.start - 40), figure.start)
    compared = FROM.search(lead) is not None
    found = _base_level(scene, figure) if level or compared else None
    if found is None and (level or scene.before_that(figure)):
        found = _adverb(scene, figure)
    if found is not None:
        scene.reading.note(figure, "period", "beside a base", found)
        return found
    told = scene.periods
    if not told and figure.dimension == "price":
        told = scene.days
    elif not told and figure.dimension == "mass":
        told = [p for p in scene.days if p.granularity in ("week", "days")]
    if not level and any(p.bound != "since" for p in told):  # "has quadrupled since 2010 to R190 billion in 2022"
        told = [p for p in told if p.bound != "since"]
    for rule in RULES:
        if found := rule(scene, figure, told):
            scene.reading.note(figure, "period", rule.__name__, found)
            return _a_year_earlier(scene, found) if level else found
    return None


def _a_year_earlier(scene: Scene, period: Period) -> Period:
    """As in "a year earlier, the first six months had brought $4.62 billion": the months of the year before."""
    if period.kind != "partial":
        return period
    return next((a for a in scene.adverbs if a.stop <= period.start and year_before(a, period)), period)


def _base_level(scene: Scene, figure: Quantity) -> Period | None:
    """As in "than in the same period of 2016 ($18.91 billion)": the level of the base period."""
    for base in scene.bases:
        told_from = figure.stop <= base.start and _FROM_IT.match(scene.text(figure.stop, base.start)) is not None
        if figure.stop <= base.start and _same(scene.holder(base), figure) and not told_from:
            return base
        if scene.text(base.stop, figure.start).strip() in ("to", "at"):  # "grew 5% compared with 2016 to 47 billion"
            continue
        if base.stop <= figure.start and _WHEN.fullmatch(scene.text(base.stop, figure.start)):
            return base
        lead = scene.text(max(scene.sentence.start, figure.start - 30), figure.start)
        if 0 <= base.start - figure.stop < 12 and FROM.search(lead):
            return base
    return None


def _same(held: Quantity | None, figure: Quantity) -> bool:
    """Whether two figures are one; a figure that took its unit from the text is a copy."""
    return held is not None and held.start <= figure.start < held.stop


def _adverb(scene: Scene, figure: Quantity) -> Period | None:
    """As in "a year earlier it was 5 billion", "47.9% a year ago": right after it, or before it in its clause."""
    if found := right_of(scene, figure, scene.adverbs):
        return found
    found = _left_in(figure, scene.comma(figure.start), scene.adverbs)
    plain = _left_in(figure, scene.comma(figure.start), scene.periods)
    if found is None and scene.adverbs and scene.adverbs[0].start - scene.sentence.start < 12:
        found = scene.adverbs[0] if not scene.periods and scene.adverbs[0].stop <= figure.start else None
    return found if plain is None or (found is not None and found.start > plain.start) else None


def labelled(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """As in "(May 2014: $2.1 bln)", "2017 - $5 bn": right before the figure, at the beginning of its part."""
    for period in periods:
        if period.stop <= figure.start and _COLON.fullmatch(scene.text(period.stop, figure.start)):
            return period if scene.text(period.start - 2, period.start).rstrip()[-1:] in ("(", ";", ",", ":") else None
    return None


def _of_another(scene: Scene, figure: Quantity, period: Period) -> bool:
    """Whether a period opens a bracket behind the figure that has a figure of its own: "$2.5 bln (2014: $2.1 bln)"."""
    if scene.text(period.start - 1, period.start) != "(" and not scene.bracketed(period.start, figure.start):
        return False
    _, high = scene.segment(period.start)
    return any(
        period.stop <= f.start < high and f.dimension == figure.dimension and f.start != figure.start
        for f in scene.figures
    )


def right_of(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """As in "$40bn in 2021"."""
    for period in periods:
        if _of_another(scene, figure, period):
            continue
        if figure.stop <= period.start <= figure.stop + NEAR + 40 and not scene.blocked(figure.stop, period.start):
            gap = scene.text(figure.stop, period.start)
            if RIGHT_OF.fullmatch(gap) or (len(gap) <= NEAR and _plain(gap)):
                return period
    return None


def in_comma(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """The nearest one between the commas around the figure, on its left before its right."""
    span = scene.comma(figure.start)
    return _left_in(figure, span, periods) or _right_in(scene, figure, span, periods)


def in_segment(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """The nearest one in the bracket or between the semicolons around the figure."""
    span = scene.segment(figure.start)
    return _left_in(figure, span, periods) or _right_in(scene, figure, span, periods)


def shared(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """The only one after the figures of a segment is told of all of them: "19 bcm of gas and 18 mt of oil in 2017"."""
    if FROM.search(scene.text(max(scene.sentence.start, figure.start - 30), figure.start)):
        return None
    _, high = scene.segment(figure.start)
    after = [p for p in periods if p.start >= figure.stop and p.stop <= high]
    if len(after) != 1 or _NEW_VERB.search(scene.text(figure.stop, after[0].start)):
        return None
    return after[0]


def before(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """The last one before the figure that is not in a bracket."""
    left = [p for p in periods if p.stop <= figure.start and not scene.bracketed(p.start, figure.start)]
    return left[-1] if left else None


def later(scene: Scene, figure: Quantity, periods: Sequence[Period]) -> Period | None:
    """The next one after it, unless another figure has it."""
    after = [p for p in periods if p.start >= figure.stop and not scene.bracketed(p.start, figure.start)]
    after = [p for p in after if not _claimed(scene, p, figure)]
    return after[0] if after and not scene.blocked(figure.stop, after[0].start) else None


RULES: tuple[Rule, ...] = (labelled, right_of, in_comma, in_segment, shared, before, later)


def _left_in(figure: Quantity, span: Span, periods: Sequence[Period]) -> Period | None:
    inside = [p for p in periods if span[0] <= p.start and p.stop <= min(span[1], figure.start)]
    return inside[-1] if inside else None


def _right_in(scene: Scene, figure: Quantity, span: Span, periods: Sequence[Period]) -> Period | None:
    for period in periods:
        if period.start >= figure.stop and period.stop <= span[1] and not _of_another(scene, figure, period):
            clear = not scene.blocked(figure.stop, period.start)
            return period if clear and not _END_OF_CLAUSE.search(scene.text(figure.stop, period.start)) else None
    return None


def _claimed(scene: Scene, period: Period, figure: Quantity) -> bool:
    """Whether a period stands right after a later figure, in another part of the sentence."""
    held = scene.holder(period)
    return held is not None and held.start != figure.start and scene.comma(held.start) != scene.comma(figure.start)


def _plain(gap: str) -> bool:
    """A gap that is only small words: nothing in it ends a clause."""
    return not re.search(r"[,;:()–—]|\b(?:and|while|but|whereas|as|from|than|against|to)\b", gap)
