"""Periods of energy: the day of what stands, the year to date of what flows, the year after a base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat_nb.facts.figures.period_binding import period_of, right_of
from bilat_nb.facts.figures.scene import Scene, year_before
from bilat_nb.facts.figures.telling import shifted
from bilat_nb.model import Period, Quantity

STANDING = frozenset({"storage", "payment", "reserves", "capacity"})
"""Indicators of what stands at a moment."""

_END = re.compile(r"(?:the )?(?:very )?(?:end|close) of\b|(?:year|month)[- ]end\b", re.I)
_BY = re.compile(r"\bby (?:the )?$", re.I)
_AFTER = re.compile(
    r"\bafter\s+(?:an?|rising|falling|declining|increasing|dropping|gaining|growing|the)\b[^,;]*$", re.I
)
_RELATIVE = re.compile(
    r"\s*(?:(?:and\s+)?(?:which|who|where|whose)\b[^.;]{0,60}\bsince\b"
    r"|(?:(?:in (?:operation|service|force|use)|built|opened|launched|commissioned|completed|signed|inaugurated"
    r"|founded|established|concluded)\s+(?:in|since|on)\b))"
)
"""What tells the age of something: "the pipeline, which has worked in reverse since June 2022, carried"."""
_WEEK = 5
_ON = re.compile(r"\b(?:on|as of|as at)\s+$", re.I)


def standing(scene: Scene, figure: Quantity) -> Period | None:
    """The day of a figure that stands at a moment: "on November 1", "at the end of 2019"."""
    ends = [p for p in (*scene.periods, *scene.bases, *scene.days) if _END.match(scene.text(p.start, p.stop))]
    end = right_of(scene, figure, ends) or (ends[0] if ends and len(scene.periods) <= 1 else None)
    if end is not None:
        return _last_day(scene, end)
    if scene.periods:
        return None
    dated = [d for d in scene.days if _ON.search(scene.text(max(scene.sentence.start, d.start - 8), d.start))]
    if found := right_of(scene, figure, scene.days):
        return found
    return dated[0] if len(dated) == 1 and len(scene.days) == 1 and dated[0].start < figure.start else None


def _last_day(scene: Scene, end: Period) -> Period:
    """The day that a period ends on; of "year-end" the one that has been."""
    day, known = end.period_end, scene.reading.published.day
    if day is not None and known is not None and day > known and end.kind == "anaphoric":
        day = day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    return replace(end, period_start=day, period_end=day)


def week_of(scene: Scene) -> Period | None:
    """As in "output in the week ended May 30 was 49.92 billion": the week, when no longer period is told."""
    weeks = [d for d in scene.days if d.granularity == "days" and _length(d) >= _WEEK]
    if scene.periods or len(weeks) != 1:
        return None
    return weeks[0]


def _length(period: Period) -> int:
    if period.period_start is None or period.period_end is None:
        return 0
    return (period.period_end - period.period_start).days


def without_aside(scene: Scene, figure: Quantity) -> Scene:
    """The scene without what is told after "after": "rose 4% in May, after a 2% April rise, and were down 3%"."""
    kept = [p for p in scene.periods if not _aside(scene, p, figure)]
    return scene if len(kept) == len(scene.periods) else replace(scene, periods=kept)


def _aside(scene: Scene, period: Period, figure: Quantity) -> bool:
    low, high = scene.comma(period.start)
    if not low <= figure.start < high and _RELATIVE.match(scene.text(low, high)):
        return True
    if period.stop > figure.start or " and " not in scene.text(period.stop, figure.start):
        return False
    return _AFTER.search(scene.text(max(scene.sentence.start, period.start - 50), period.start)) is not None


def until(scene: Scene, period: Period) -> Period:
    """As in "6 billion had arrived by the end of September": since the year began."""
    end = period.period_end
    if period.granularity != "month" or end is None or not _END.match(scene.text(period.start, period.stop)):
        return period
    by = _BY.search(scene.text(max(scene.sentence.start, period.start - 8), period.start))
    return replace(period, period_start=end.replace(month=1, day=1)) if by else period


def year_later(scene: Scene, figure: Quantity, spoken: Sequence[Period]) -> Period | None:
    """As in "44% less than in the first half of 2023": the first half of the year after, when the text spoke of it."""
    if period_of(without_aside(scene, figure), figure, "change") is not None or len(scene.bases) != 1:
        return None
    base, day = scene.bases[0], scene.reading.published.day
    told = next((p for p in reversed(spoken) if year_before(base, p)), None)
    if told is not None or scene.holder(base) is not None or base.period_end is None:
        return told
    whole = (base.granularity, base.kind) == ("year", "explicit")
    over = whole and day is not None and day.year > base.period_end.year + 1
    return shifted(base, base, 12) if over else None
