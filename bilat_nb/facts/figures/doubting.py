"""Doubting: periods that nobody can know, and figures that are only what somebody thought before."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.telling import is_base
from bilat_nb.model import Period, Quantity


def is_season(scene: Scene, period: Period) -> bool:
    """Whether a period is of a season or a fiscal year whose beginning nobody tells: "in 1986/87"."""
    return period.granularity == "years" and _SLASHED.search(scene.reading.text[period.start : period.stop]) is not None


def is_old_forecast(scene: Scene, figure: Quantity, period: Period | None) -> bool:
    """As in "exports in 1987 are forecast at 14.5 mln tonnes, vs 15.0 mln tonnes last month"."""
    if is_base(scene, figure) and _REVISED.search(scene.text(scene.sentence.start, figure.start)):
        return True
    short = period is not None and period.granularity in ("month", "week") and period.kind == "deictic"
    if not short or not is_base(scene, figure):
        return False
    return _FORECAST.search(scene.text(scene.sentence.start, figure.start)) is not None


_REVISED = re.compile(
    r"\b(?:raised|lowered|increased|cut|revised|reduced)\s+(?:its|the|their)\s+(?:[\w-]+\s+){0,2}"
    r"(?:estimates?|forecasts?|projections?)\b"
)
_FORECAST = re.compile(r"\b(?:forecasts?|estimat\w+|project(?:ed|s|ions?)|predict\w+)\b")
_SLASHED = re.compile(r"\d{4}\s?/\s?\d{1,4}\b")
