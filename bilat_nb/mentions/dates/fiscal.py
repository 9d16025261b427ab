"""Fiscal years: which country's the text means, and from which day to which they run."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.points import Point
from bilat_nb.model import Row, Token

NEAR = 160
"""A country named this near before a fiscal year is the one whose year is meant, in characters."""


class Fiscal:
    """The countries of a text that have a fiscal year of their own.

    Parameters
    ----------
    tokens : sequence of Token
        All tokens of the document.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._found = [(token.start, row) for token in tokens if (row := token.get("fiscal_years"))]
        self._starts = [start for start, _ in self._found]

    def country(self, at: int) -> Row | None:
        """Return the row of the country whose fiscal year is meant at an offset, or None."""
        if not self._found:
            return None
        i = bisect_right(self._starts, at) - 1
        if i >= 0 and at - self._starts[i] <= NEAR:
            return self._found[i][1]
        most = Counter(row["country"] for _, row in self._found).most_common(1)[0][0]
        return next(row for _, row in self._found if row["country"] == most)

    def named(self, p: Point, at: int) -> Stretch | None:
        """Return the fiscal year 2021-22, or FY22 as the country counts it; plain years if only a dash says so."""
        row = self.country(at)
        if p.year is None:
            return None
        if row is None:
            return calendar.months(p.year, 1, 24) if p.doubtful else None
        starts = p.year if p.count == 2 or row["named_by"] == "start" else p.year - 1
        return calendar.fiscal_year(starts, int(row["first_month"]), int(row["first_day"]))

    def around(self, day: date, at: int, steps: int) -> Stretch | None:
        """Return the fiscal year around a day, some years away."""
        row = self.country(at)
        if row is None:
            return None
        first = (int(row["first_month"]), int(row["first_day"]))
        starts = day.year if (day.month, day.day) >= first else day.year - 1
        return calendar.fiscal_year(starts + steps, *first) if 1 < starts + steps < 9998 else None
