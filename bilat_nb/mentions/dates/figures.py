"""Rules for dates in figures: 2020-09-07, 15/10/2018, 20.12.2019, 05/2018, 14-Mar-97."""

from __future__ import annotations

from bilat_nb.mentions.dates.days import GOES_ON, LOWER_WORD
from bilat_nb.mentions.dates.hits import Found, Hit, one
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import measured

_ON_DAY = frozenset("on since until till by from to before after between".split())
_THIS_CENTURY = 30
"""Years of two digits below this one are of our century."""


def iso(hit: Hit) -> Found | None:
    """2020-09-07, 2020/09/07."""
    month, number = hit.number("b"), hit.number("c")
    if not month or month > 12:
        return None
    return one(hit, Point("day", year=hit.number("a"), month=month, day=number))


def year_month(hit: Hit) -> Found | None:
    """2019-12, where it cannot be the years 2019 to 2012."""
    year, second = hit.number("a"), hit.number("b")
    item = hit.item("b")
    if year is None or second is None or item is None or item.stop - item.start != 2:
        return None
    if 1 <= second <= 12 and second <= year % 100:
        return one(hit, Point("month", year=year, month=second))
    return None


def month_slash_year(hit: Hit) -> Found | None:
    """05/2018, 12-2015."""
    number = hit.number("a")
    if number is None or number > 12:
        return None
    return one(hit, Point("month", year=hit.number("b"), month=number))


def slashed(hit: Hit) -> Found | None:
    """15/10/2018 has the day first (index 1), 10/15/2018 the month (index 2); 12/10/2018 is doubtful."""
    a, b, year = hit.number("a"), hit.number("b"), hit.number("c")
    if a is None or b is None or min(a, b) > 12:
        return None
    if a > 12 or a == b:
        return one(hit, Point("day", year=year, month=b, day=a, index=1 if a != b else None))
    if b > 12:
        return one(hit, Point("day", year=year, month=a, day=b, index=2))
    return one(hit, Point("day", year=year, month=b, day=a, doubtful=True))


def day_and_month(hit: Hit) -> Found | None:
    """On 22/04, by 11/25, 23/08/19: only where they can be read in one way."""
    a, b, c = hit.number("a"), hit.number("b"), hit.item("c")
    lead = hit.before(9).lower().split()
    if a is None or b is None or not min(a, b) <= 12 < max(a, b) or measured(hit.text, hit.stop):
        return None
    if c is not None:
        year = hit.number("c") or 0
        if c.stop - c.start != 2 or hit.text[hit.stop : hit.stop + 1] == "/":
            return None
        year = _century(year)
        return one(hit, Point("day", year=year, month=min(a, b), day=max(a, b), index=1 if a > 12 else 2))
    noun = LOWER_WORD.match(hit.text, hit.stop)  # "on a 24/7 basis"
    if not lead or lead[-1] not in _ON_DAY or (noun and noun[1] not in GOES_ON):
        return None
    return one(hit, Point("day", month=min(a, b), day=max(a, b)))


def dotted(hit: Hit) -> Found | None:
    """20.12.2019, 2019.12.20, 20191220."""
    said = hit.text[hit.start : hit.stop]
    if measured(hit.text, hit.stop):
        return None
    a, b, c = (int(p) for p in (said.split(".") if "." in said else (said[:4], said[4:6], said[6:])))
    if a > 31:
        a, c = c, a
    if not (1 <= a <= 31 and 1 <= b <= 12 and 1800 <= c <= 2100):
        return None
    return one(hit, Point("day", year=c, month=b, day=a, index=1))


def _century(year: int) -> int:
    """The year that two digits stand for."""
    return year + (2000 if year < _THIS_CENTURY else 1900)


def short_year(hit: Hit) -> Found | None:
    """14-Mar-97."""
    item, number = hit.item("z"), hit.number("days")
    if item is None or item.stop - item.start != 2 or number is None or not 1 <= number <= 31:
        return None
    return one(hit, Point("day", year=_century(hit.number("z") or 0), month=hit.number("m"), day=number))
