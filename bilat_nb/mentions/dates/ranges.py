"""Ranges and lists: from points that stand together to expressions of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilat_nb.mentions.dates.bounds import lead
from bilat_nb.mentions.dates.describing import many
from bilat_nb.mentions.dates.neighbours import dated, open_part
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.tokens import Item, link

_SHARING = frozenset({"month", "quarter", "half", "day", "days"})
_SAME_UNIT = frozenset({"day", "days", "month", "year", "quarter", "half", "weekday", "fiscal_year", "season"})
_MIXED = frozenset({"day", "days", "month", "year", "quarter"})


def ranges(text: str, items: Sequence[Item]) -> list[Expression]:
    """Return the expressions of some items: ranges where two points are joined, single points otherwise."""
    points = [item for item in items if item.letter == "P"]
    if len(points) == 1:
        return [Expression(points[0].start, points[0].stop, points[0].what)]
    points = _carried(text, points)
    out: list[Expression] = []
    for item in points:
        before = out[-1] if out else None
        if before is not None and before.last is None and _joins(text, before, item):
            first, last = shared(before.first, item.what)
            out[-1] = Expression(before.start, item.stop, first, last)
            _explained(text, out)
        else:
            out.append(Expression(item.start, item.stop, item.what))
    return out


def _explained(text: str, out: list[Expression]) -> None:
    """The first quarter (April-June), the first month of their year (21 March-20 April): the bracket tells exactly."""
    if len(out) > 1 and out[-1].first.unit in ("day", "days") and out[-2].last is None:
        a, b = out[-2], out[-1]
        p = a.first
        if p.unit in _LONG and p.how in _TOLD and link(text, a.stop, b.start) == "(":
            first, last = (b.first, b.last) if p.year is None or b.last is None else _in_year(p.year, b.first, b.last)
            out[-2:] = [Expression(a.start, b.stop, first, last, named=many(p))]
    elif len(out) > 1 and out[-1].first.unit == "month" and out[-2].last is None:
        a, b = out[-2], out[-1]
        if open_part(a.first) and a.first.unit in ("quarter", "half") and link(text, a.stop, b.start) == "(":
            out[-2:] = [Expression(a.start, b.stop, b.first, b.last)]


_LONG = frozenset({"month", "quarter", "half", "year", "fiscal", "fiscal_year"})
_TOLD = frozenset({"calendar", "first", "ordinal", "deictic", "relative", "the", "that"})


def _in_year(year: int, a: Point, b: Point) -> tuple[Point, Point]:
    """Days without a year in the year that stands before them."""
    if dated(a) or dated(b):
        return a, b
    turn = 1 if _order(a) > _order(b) else 0
    return replace(a, year=year), replace(b, year=year + turn)


def _joins(text: str, a: Expression, b: Item) -> bool:
    between = link(text, a.stop, b.start)
    if between == "&":
        return "between" in lead(text, a.start) and _rangeable(a.first, b.what, between)
    if between == "/" and a.first.unit not in ("month", "day"):
        return False
    return between in "-t/" and _rangeable(a.first, b.what, between)


def _rangeable(a: Point, b: Point, between: str) -> bool:
    if a.how == "deictic" and a.unit == "year" and a.steps == 0:
        return between == "t" and b.unit in ("month", "day", "quarter") and not dated(b)
    if a.how == "present":
        return between in "t&" and b.how == "calendar" and b.unit in _MIXED
    if a.how not in ("calendar", "first", "nearby") or a.edge not in ("", "early", "mid", "late", "start"):
        return False
    if b.how not in ("calendar", "first", "deictic", "ordinal", "nearby", "present"):
        return False
    if a.unit == b.unit and b.how != "present":
        return a.unit in _SAME_UNIT
    return between in "t&" and a.unit in _MIXED and (b.unit in _MIXED or b.how == "present")


def shared(a: Point, b: Point) -> tuple[Point, Point]:
    """Carry the year from one point to another that has none: "January to March 2018", "May 2018 to June"."""
    if a.how == "deictic" and not dated(b):
        return a, replace(b, base=a, doubtful=False)
    if a.unit not in _SHARING or b.unit not in _SHARING or b.how not in ("calendar", "first"):
        return a, b
    turn = 1 if _order(a) > _order(b) and a.unit == b.unit else 0
    if not dated(a) and b.year is not None:
        return replace(a, year=b.year - turn, doubtful=False), b
    if not dated(a) and b.base is not None:
        return replace(a, base=b.base, doubtful=False), b
    if not dated(b) and a.year is not None:
        return a, replace(b, year=a.year + turn, doubtful=False)
    if not dated(b) and a.base is not None and a.base.unit.startswith("fiscal"):
        return a, replace(b, base=a.base, doubtful=False)
    return a, b


def _order(p: Point) -> tuple[int, int]:
    return (3 * (p.index or 1), 0) if p.unit == "quarter" else (p.month or 0, p.day or 0)


def _carried(text: str, points: list[Item]) -> list[Item]:
    """In "19 March and 2 April 2018", "January and February 2018" the year of the last counts for those before it."""
    for i in range(len(points) - 2, -1, -1):
        a, b = points[i], points[i + 1]
        if link(text, a.stop, b.start) not in "&,":
            continue
        p, q = shared(a.what, b.what) if a.what.how != "deictic" else (a.what, b.what)
        points[i], points[i + 1] = a._replace(what=p), b._replace(what=q)
    return points
