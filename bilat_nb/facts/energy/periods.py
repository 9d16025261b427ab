"""Periods of energy: the day of what stands, the year to date of what flows, the year after a base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bilat_nb.facts.figures.period_binding import period_of, right_of
from bilat_nb.facts.figures.scene import Scene, year_before
from bilat_nb.facts.figures.telling import is_compared, shifted
from bilat_nb.model import Period, Quantity

STANDING = frozenset({"storage", "payment", "reserves", "capacity"})
"""Indicators of what stands at a moment."""

_END = re.compile(r"(?:the )?(?:very )?(?:end|close) of\b|(?:year|month)[- ]end\b", re.I)
_BY = re.compile(r"\bby (?:the )?$", re.I)
_AFTER = re.compile(
    r"\b(?:after|follow(?:s|ed|ing))\s+(?:an?|rising|falling|declining|increasing|dropping|gaining|growing|the)\b[^,;]*$",
    re.I,
)
_RELATIVE = re.compile(
    r"\s*(?:(?:and\s+)?(?:which|who|where|whose)\b[^.;]{0,60}\bsince\b"
    r"|(?:(?:in (?:operation|service|force|use)|built|opened|launched|commissioned|completed|signed|inaugurated"
    r"|founded|established|concluded)\s+(?:in|since|on)\b))"
)
"""What tells the age of something: "the pipeline, which has worked in reverse since June 2022, carried"."""
_ON_YEAR = re.compile(r"on (?:the )?(?:year|month|quarter)\b", re.I)
_CONTRACT = re.compile(
    r"\s+(?:U\.S\. )?(?:crude|heating oil|gasoline|WTI|Brent|natural gas|unleaded|futures|contracts?|delivery)"
    r"(?:\s+(?:oil|gasoline|futures|contracts?|crude))?\s+(?:was|were|is|rose|fell|closed|jumped|traded|settled|up|down|ended|gained|lost|eased)\b"
)
_NEAR_DAY = 48
_SAID = re.compile(r"\b(?:said|says|told|reported|announced|according)\b")
_EFFECTIVE = re.compile(r"\b(?:effective|with effect)\b")
_WEEK = 5
_EARLIER = re.compile(r"(?:the )?(?:previous|prior|preceding|last|next|following|same)\b", re.I)
_ON = re.compile(r"\b(?:on|at|as of|as at)\s+$", re.I)


def standing(scene: Scene, figure: Quantity) -> Period | None:
    """The day of a figure that stands at a moment: "on November 1", "at the end of 2019"."""
    ends = [p for p in (*scene.periods, *scene.bases, *scene.days) if _END.match(scene.text(p.start, p.stop))]
    if beside := right_of(scene, figure, [d for d in scene.days if d not in ends]):
        return beside
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
    weeks = weeks or [d for d in scene.days if d.kind == "anaphoric" and scene.text(d.start, d.stop).endswith("week")]
    weeks = [d for d in weeks if not _EARLIER.match(scene.text(d.start, d.stop))]
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
    if figure.dimension in ("volume", "mass", "energy"):  # "slid by 3.2% on the year to 5.7 million tonnes"
        plain = [p for p in scene.adverbs if not _ON_YEAR.match(scene.text(p.start, p.stop))]
        scene = scene if len(plain) == len(scene.adverbs) else replace(scene, adverbs=plain)
    return scene if len(kept) == len(scene.periods) else replace(scene, periods=kept)


def _aside(scene: Scene, period: Period, figure: Quantity) -> bool:
    low, high = scene.comma(period.start)
    if not low <= figure.start < high and _RELATIVE.match(scene.text(low, high)):
        return True
    start = max(scene.sentence.start, period.start - 50)
    told = _AFTER.search(scene.text(start, period.start))
    if told is None or period.start < figure.start:
        return told is not None and period.stop <= figure.start and " and " in scene.text(period.stop, figure.start)
    return figure.stop <= start + told.start()


def told_after(scene: Scene, figure: Quantity) -> bool:
    """As in "rose 1.9% after a 3% rise in January": the text does not go on with that month."""
    low = scene.segment(figure.start)[0]
    return _AFTER.search(scene.text(max(low, figure.start - 120), figure.start)) is not None


def of_the_period(period: Period | None, main: Period | None) -> Period | None:
    """As in "demand in the period was 3.2 million": the stretch that the text is about."""
    bare = period is not None and period.kind == "anaphoric" and period.period_start is None
    return main if bare else period


def a_year_before(period: Period | None, main: Period | None) -> Period | None:
    """As in "from 16.05 million in the same period a year ago": of what the text is about, when that is known."""
    bare = period is not None and period.kind == "comparison" and period.period_start is None
    return shifted(main, main, -12) if bare and main is not None else period


def week_before(scene: Scene, figure: Quantity, main: Period | None, yearly: bool) -> Period | None:
    """As in "rose to 329 million from a revised 328 million": the week before the one that the text is about."""
    if main is None or yearly or main.granularity not in ("days", "week") or _length(main) != _WEEK + 1:
        return None
    if main.period_start is None or main.period_end is None or not is_compared(scene, figure):
        return None
    back = timedelta(days=-_WEEK - 2)
    return replace(main, period_start=main.period_start + back, period_end=main.period_end + back)


def on_day(scene: Scene, figure: Quantity) -> Period | None:
    """As in "against 103 million cubic metres on Wednesday": the day right after an amount that flows by the day."""
    days = [d for d in scene.days if d.granularity == "day" and d.stop - figure.stop < _NEAR_DAY]
    day = right_of(scene, figure, days)
    return day if day is not None and not _SAID.search(scene.text(figure.stop, day.start)) else None


def of_a_contract(scene: Scene, period: Period | None) -> bool:
    """As in "April crude closed at 17.75 dollars": the month of a contract, not of its price."""
    if period is None or period.granularity != "month":
        return False
    return _CONTRACT.match(scene.text(period.stop, min(scene.sentence.stop, period.stop + 60))) is not None


def effective(scene: Scene) -> Period | None:
    """As in "cut its prices, effective June 17": the day from which they hold."""
    told = [p for p in (*scene.days, *scene.periods) if p.bound == "since"]
    return next((p for p in told if _EFFECTIVE.search(scene.text(p.start - 14, p.start + 12))), None)


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
