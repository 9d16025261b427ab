"""Joining: months that a sentence tells together, as one stretch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bilat_nb.model import Period, Reading


def joined(reading: Reading, periods: list[Period]) -> list[Period]:
    """As in "in January and February 2019": months beside each other that are told together; "up to October" too."""
    found: list[Period] = []
    for period in periods:
        last = found[-1] if found else None
        if last is not None and _beside(reading, last, period):
            found[-1] = replace(last, stop=period.stop, period_end=period.period_end, granularity="months")
        else:
            found.append(_up_to(reading, period))
    return found


def _beside(reading: Reading, last: Period, period: Period) -> bool:
    months = last.granularity in ("month", "months") and period.granularity == "month"
    if not months or last.period_end is None or period.period_start is None:
        return False
    follows = (period.period_start - last.period_end).days == 1
    told = reading.text[period.stop : period.stop + 120]
    return follows and reading.text[last.stop : period.start] == " and " and "respectively" not in told


def _up_to(reading: Reading, period: Period) -> Period:
    """A month up to which is counted, in the past: from the beginning of its year."""
    start, end, day = period.period_start, period.period_end, reading.published.day
    if period.bound != "until" or period.granularity != "month" or start is None or end is None or day is None:
        return period
    return replace(period, period_start=date(start.year, 1, 1), granularity="months") if end < day else period
