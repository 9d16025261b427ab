"""How a period is described beside its days: its granularity, and the kind of expression it was."""

from __future__ import annotations

from bilat_nb.mentions.dates import calendar
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.points import Expression, Point

_UNITS = {
    "weekday": "day",
    "fiscal": "fiscal_year",
    "weekend": "days",
    "season": "months",
    "hour": "time",
    "period": "months",
    "century": "years",
    "fortnight": "days",
}
_MANY = {
    "day": "days",
    "week": "days",
    "month": "months",
    "quarter": "months",
    "half": "months",
    "year": "years",
    "fiscal_year": "years",
}
_MEASURED = frozenset({"that", "the", "same", "ago", "compare", "relative"})
_KINDS = {
    "present": "present",
    "duration": "duration",
    "deictic": "deictic",
    "nearby": "deictic",
    "ytd": "deictic",
    "around": "partial",
    "that": "anaphoric",
    "the": "anaphoric",
    "offset": "partial",
    "stretch": "partial",
    "ending": "partial",
    "iso_week": "partial",
}
_SPOKEN = frozenset({"deictic", "ago", "relative", "that", "the"})


def granularity(e: Expression, stretch: Stretch | None) -> str:
    """Return the granularity of an expression, as in `Period`."""
    if e.named:
        return e.named
    p = e.last or e.first
    unit = _UNITS.get(p.unit, p.unit)
    if p.how in ("rolling", "offset"):
        return "months" if p.how == "rolling" else "day"
    if e.last is not None:
        return _MANY.get(unit, unit)
    if stretch is not None and p.edge and unit not in ("decade", "years") and (p.edge, unit) != ("end", "year"):
        return "days" if unit in ("month", "week") else "months"
    if stretch is not None and p.how in _MEASURED:
        return measure(stretch, unit)
    if unit == "fiscal_year":
        two = stretch is not None and calendar.n_months(stretch) == 24
        return "years" if two else unit  # "2018-19" where no country has such a fiscal year
    unit = "months" if unit == "one" else unit
    if p.how == "ahead" and stretch is not None:
        return measure(stretch, unit)
    return _MANY.get(unit, unit) if (p.count or 1) > 1 else unit


def many(p: Point) -> str:
    """Return the granularity of a point by its own words."""
    unit = _UNITS.get(p.unit, p.unit)
    return _MANY.get(unit, unit) if (p.count or 1) > 1 and p.how != "calendar" else unit


def measure(stretch: Stretch, unit: str) -> str:
    """Return the granularity of a stretch that was taken from another expression."""
    n = calendar.n_months(stretch)
    month = stretch[0].month
    if stretch[0] == stretch[1]:
        return "day"
    if unit == "fiscal_year" or not n:
        return unit if unit in ("fiscal_year", "week") else "days"
    if n == 1 or (n == 3 and month % 3 == 1) or (n == 6 and month % 6 == 1):
        return {1: "month", 3: "quarter", 6: "half"}[n]
    if unit == "one" and n == 12 and month != 1:
        return "fiscal_year"
    if month == 1 and n % 12 == 0:
        return "year" if n == 12 else "years"
    return "months"


def kind(e: Expression, stretch: Stretch | None) -> str:
    """Return the kind of an expression, as in `Period`."""
    p = e.first
    if e.last is not None and "present" in (p.how, e.last.how):
        return "deictic"
    small = p.unit in ("day", "week", "weekend", "weekday")
    if p.how in _KINDS:
        return _KINDS[p.how]
    if p.how == "elapsed":
        return "duration" if stretch is None else "anaphoric"
    if p.how == "ahead":
        return "duration" if stretch is None else "partial" if p.unit == "month" else "deictic"
    if p.how in ("compare", "ago"):
        return "anaphoric" if small else "comparison"
    if p.how == "same":
        return "comparison" if p.base is not None else "anaphoric"
    if p.how == "relative":
        return "comparison" if p.steps < 0 and not small else "anaphoric"
    return "deictic" if p.unit == "weekday" else _of_points([q for q in (e.first, e.last) if q is not None])


def _of_points(points: list[Point]) -> str:
    """Explicit with a year of its own, deictic with one like "last year", else partial."""
    if all(q.year is not None for q in points):
        return "explicit"
    base = next((q.base for q in points if q.base is not None), None)
    if base is None:
        return "partial"
    if base.how in _SPOKEN:
        return "deictic"
    return "explicit" if base.year is not None else "partial"
