"""Fiscal years: which country's the text means, and from which day to which they run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.points import Point
from bilat_nb.model import Row

NEAR = 160
"""Of the countries named this near before a fiscal year, in characters, the one most named in the text is meant."""


class Fiscal:
    """The countries of a text that have a fiscal year of their own.

    Parameters
    ----------
    countries : sequence of (int, Row)
        Where the name of such a country ends, and its row, in the order of the text.
    home : Row, optional
        The row of the country in the dateline: who publishes there counts in its years.
    """

    def __init__(self, countries: Sequence[tuple[int, Row]] = (), home: Row | None = None) -> None:
        self._home = home
        self._found = list(countries)
        self._stops = [stop for stop, _ in self._found]
        self._counts = Counter(row["country"] for _, row in self._found)
        self._overall = {dashed: self._most(self._found, dashed) for dashed in (False, True)}

    def country(self, at: int, dashed: bool = False, stop: int = 0) -> Row | None:
        """Return the row of the country whose fiscal year is meant at an offset, or None.

        Parameters
        ----------
        at : int
            Where the fiscal year is named.
        dashed : bool
            Only countries that write "2021-22" for a fiscal year without saying so.
        stop : int
            Where its name ends: a country named in it is the one ("the Indian fiscal year").
        """
        first, last = bisect_left(self._stops, at - NEAR), bisect_right(self._stops, at)
        owner = bisect_left(self._stops, at - len("'s "))  # "Pakistan's FY20", "the Indian fiscal year"
        within = bisect_right(self._stops, max(at, stop))
        home = self._home if self._home and (self._home["dashed"] or not dashed) else None
        near = self._most(self._found[owner:within], dashed) or home or self._most(self._found[first:last], dashed)
        return near or self._overall[dashed]

    def _most(self, found: Sequence[tuple[int, Row]], dashed: bool) -> Row | None:
        rows = [row for _, row in found if row["dashed"] or not dashed]
        return max(rows, key=lambda row: self._counts[row["country"]]) if rows else None

    def named(self, p: Point, at: int, stop: int = 0) -> Stretch | None:
        """Return the fiscal year 2021-22, or FY22 as the country counts it; plain years if only a dash says so."""
        if p.year is None:
            return None
        row = self.country(at, p.doubtful, stop)
        if row is None:
            return calendar.months(p.year, 1, 24) if p.doubtful else None
        return _year(row, p.year if p.count == 2 or row["named_by"] == "start" else p.year - 1)

    def around(self, day: date, at: int, steps: int, stop: int = 0) -> Stretch | None:
        """Return the fiscal year around a day, some years away."""
        row = self.country(at, stop=stop)
        if row is None:
            return None
        found = _year(row, day.year)
        starts = day.year if found and day >= found[0] else day.year - 1
        return _year(row, starts + steps)


def _year(row: Row, starts: int) -> Stretch | None:
    """The fiscal year of a country that begins in a calendar year."""
    if not 1 < starts < 9998:
        return None
    found = calendar.fiscal_year(starts, int(row["first_month"]), int(row["first_day"]))
    if found is None or row["country"] not in _EQUINOX:
        return found
    leap, next_leap = ((year % 4 == 0) for year in (starts, starts + 1))
    return found[0] - timedelta(leap), found[1] - timedelta(next_leap)


_EQUINOX = frozenset({"IRN"})
"""Years that begin at the spring equinox: a day earlier in the calendar after a 29 February."""
