"""Ranges, lists and bounds: from the points of a sentence to its expressions of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.dates.grammar import points_of
from bilat_nb.mentions.dates.phrases import MERGES, dated, merged
from bilat_nb.mentions.dates.points import Expression, Point
from bilat_nb.mentions.dates.tokens import Item, encode, items_of, link
from bilat_nb.model import Token

_SHARING = frozenset({"month", "quarter", "half", "day", "days"})
_SAME_UNIT = frozenset({"day", "days", "month", "year", "quarter", "half", "weekday", "fiscal_year", "season"})
_MIXED = frozenset({"day", "days", "month", "year", "quarter"})
_BOUNDED_UNITS = frozenset({"day", "week", "month", "year"})
SURE = frozenset(
    "in of since by until till from to through and during for before after between this last next than over "
    "throughout early late mid around about or".split()
)
"""Words after which "May" and "March" are months."""


def expressions(text: str, tokens: Sequence[Token]) -> list[Expression]:
    """Return the expressions of time of one sentence, in order, not resolved yet.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        The tokens of the sentence.
    """
    items = items_of(text, tokens)
    if not items:
        return []
    items = points_of(text, items, encode(text, items))
    if len(items) > 1:
        for rules in MERGES:
            items = merged(text, items, rules)
    found = [bounded(text, e) for e in ranges(text, items) if not in_address(text, e.start)]
    return [e for e in found if e is not None]


def in_address(text: str, start: int) -> bool:
    """Whether a place is within a web address: its numbers are no dates of the text."""
    if start == 0 or text[start - 1] not in "/-_=?&.%":
        return False
    word = text[max(0, start - 200) : start].rsplit(None, 1)[-1]
    return "//" in word or "www." in word


def ranges(text: str, items: Sequence[Item]) -> list[Expression]:
    """Return the expressions of a sentence: ranges where two points are joined, single points otherwise."""
    points = _carried(text, [item for item in items if item.letter == "P"])
    out: list[Expression] = []
    for item in points:
        before = out[-1] if out else None
        if before is not None and before.last is None and _joins(text, before, item):
            first, last = shared(before.first, item.what)
            out[-1] = Expression(before.start, item.stop, first, last)
        else:
            out.append(Expression(item.start, item.stop, item.what))
    return out


def _joins(text: str, a: Expression, b: Item) -> bool:
    between = link(text, a.stop, b.start)
    if between == "&":
        return "between" in lead(text, a.start, 4) and _rangeable(a.first, b.what, between)
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


# --- bounds -----------------------------------------------------------------------------------------------------------


_ONWARDS = re.compile(r",? (?:onwards?\b|(?:and|or) (?:later|beyond|after|onwards?)\b)")


@cache
def _leads() -> dict[str, str]:
    return {row["words"]: row["bound"] for row in vocabulary.table("period_leads")}


def lead(text: str, start: int, words: int = 3) -> list[str]:
    """Return the last few words before an offset, in small letters; nothing from before a full stop or a bracket."""
    before = text[max(0, start - 32) : start].lower().replace("\n", " ")
    for mark in ".;:()!?":
        before = before.rpartition(mark)[2]
    return [w.strip(",\"'“”‘’") for w in before.split()[-words:]]


def bounded(text: str, e: Expression) -> Expression | None:
    """Give the expression its bound from the words before it; drop what only looked like a date."""
    p = e.first
    words = lead(text, e.start, 4)
    if words and words[-1] in ("the", "a", "an", "on"):
        words = words[:-1]
    last = words[-1] if words else ""
    if (
        p.doubtful
        and e.last is None
        and p.unit not in ("day", "fiscal_year")
        and (p.unit != "month" or last not in SURE)
    ):
        return None
    if p.how == "duration":
        return _measured_time(e, last)
    bound = next((_leads()[w] for n in (3, 2, 1) if (w := " ".join(words[-n:])) in _leads()), "in")
    if p.how == "ytd":
        bound = "ytd"
    elif _ONWARDS.match(text, e.stop) or (last == "from" and text[e.stop : e.stop + 4] in (" on,", " on.", " on ")):
        bound = "since"
    if bound in ("in", "about") and p.edge and e.last is None:
        bound = {"start": "early", "end": "late"}.get(p.edge, p.edge if not p.edge.startswith("half") else "in")
    return replace(e, bound=bound) if bound != "in" else e


def _measured_time(e: Expression, last: str) -> Expression:
    """Within five years, in eight months, in two weeks; else a length of time without a place in the calendar."""
    p = e.first
    if last == "within" and p.unit in _BOUNDED_UNITS:
        return replace(e, bound="by", first=replace(p, how="deictic", steps=p.count or 1, count=None))
    if last == "in" and p.unit in _BOUNDED_UNITS:
        return replace(e, first=replace(p, how="ahead"))
    return e
