"""Months in Roman numerals, as statistical offices write them: "I-VIII 2012" is January to August 2012."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bilat_nb.model import Period

_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
_MONTH = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_LEAD = re.compile(rf"\b({_MONTH})\s?[-\u2010-\u2015\u2212]\s?({_MONTH})[\s.,/]{{1,2}}$")
REACH = 12


def with_roman_months(text: str, periods: Sequence[Period]) -> list[Period]:
    """Return the periods, each plain year with Roman months before it narrowed to these months.

    Examples
    --------
    >>> year = Period(7, 11, date(2012, 1, 1), date(2012, 12, 31), "year")
    >>> with_roman_months("I-VIII 2012", [year])[0].period_end
    datetime.date(2012, 8, 31)
    """
    return [_narrowed(text, period) if period.granularity == "year" else period for period in periods]


def _narrowed(text: str, period: Period) -> Period:
    match = _LEAD.search(text, max(0, period.start - REACH), period.start)
    if match is None or period.kind != "explicit" or period.period_start is None:
        return period
    first, last = (_NUMERALS.index(match.group(n)) + 1 for n in (1, 2))
    if first >= last:
        return period
    year = period.period_start.year
    ends = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return replace(period, start=match.start(), period_start=ends[0], period_end=ends[1], granularity="months")
