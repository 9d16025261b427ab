"""Date arithmetic on closed stretches of the calendar: whole months, quarters, years, fiscal years."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

Stretch = tuple[date, date]
"""First and last day, both included."""


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return date(year, 2, 29)
    return date(year, month, _DAYS[month - 1])


def months(year: int, first: int, last: int) -> Stretch | None:
    """Return the months `first` to `last` of a year; 0 is the December before it, 13 the January after.

    Examples
    --------
    >>> months(2018, 1, 3)
    (datetime.date(2018, 1, 1), datetime.date(2018, 3, 31))
    """
    start_year, start_month = divmod(year * 12 + first - 1, 12)
    end_year, end_month = divmod(year * 12 + last - 1, 12)
    if not (MINYEAR <= start_year <= end_year <= MAXYEAR) or last < first:
        return None
    return date(start_year, start_month + 1, 1), month_end(end_year, end_month + 1)


def day(year: int, month: int, number: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def move(day_: date, by: int) -> date | None:
    """Return the date some days away, or None where the calendar ends."""
    try:
        return day_ + timedelta(days=by)
    except OverflowError:
        return None


def move_months(day_: date, by: int) -> date | None:
    """Return the same day some months away; the last day of a month stays the last, 29 February may become 28."""
    year, month = divmod(day_.year * 12 + day_.month - 1 + by, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    last = month_end(year, month + 1)
    if day_ == month_end(day_.year, day_.month):
        return last
    return last.replace(day=min(day_.day, last.day))


def shifted(stretch: Stretch, by: int) -> Stretch | None:
    """Return a stretch moved by whole months."""
    start, end = move_months(stretch[0], by), move_months(stretch[1], by)
    if stretch[0].day == 1 and start is not None:
        start = start.replace(day=1)  # 1 February is never the last of its month, 1 stays 1
    return (start, end) if start and end else None


def week(day_: date) -> Stretch | None:
    """Return Monday to Sunday around a day."""
    start = move(day_, -day_.weekday())
    end = move(start, 6) if start else None
    return (start, end) if start and end else None


def fiscal_year(starts: int, first_month: int, first_day: int) -> Stretch | None:
    """Return the fiscal year that begins in the calendar year `starts`."""
    start, after = day(starts, first_month, first_day), day(starts + 1, first_month, first_day)
    end = move(after, -1) if after else None
    return (start, end) if start and end else None


def distance(stretch: Stretch, from_day: date) -> int:
    """Return the days between a stretch and a day: 0 inside, negative when the stretch is over."""
    if stretch[1] < from_day:
        return (stretch[1] - from_day).days
    return max((stretch[0] - from_day).days, 0)


def n_months(stretch: Stretch) -> int:
    """Return how many whole months a stretch covers, or 0."""
    start, end = stretch
    if start.day != 1 or end != month_end(end.year, end.month):
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1
