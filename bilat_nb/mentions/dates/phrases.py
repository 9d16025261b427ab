"""Second pass of the grammar of dates: points that stand together become one.

"June" + "of" + "last year", "end" + "of" + "2019", "the year" + "to" + "November 2018". Each rule looks at two
neighbours and at what links them, and answers with what they make together, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item, link

PARTS = frozenset({"month", "quarter", "half", "season", "day", "days"})
Rule = Callable[[str, Item, str, Item], Item | None]


def point(item: Item) -> Point | None:
    """Return the point of an item of the first pass."""
    return item.what if item.letter == "P" else None


def unit(item: Item) -> str:
    """Return the unit of an item that the first pass left alone ("period" in "year-ago period")."""
    return item.what.cell("period_words", "value") if item.letter == "u" else ""


def dated(p: Point) -> bool:
    """Whether a point says in which year it lies."""
    return p.year is not None or p.base is not None


def year_like(p: Point) -> bool:
    """Whether a point is a year, so that parts can lie in it."""
    return p.unit in ("year", "fiscal_year", "fiscal", "years") and p.how in (
        "calendar",
        "deictic",
        "relative",
        "that",
        "the",
    )


def open_part(p: Point) -> bool:
    """Whether a point is a part of some year that is not told yet."""
    return p.unit in PARTS and not dated(p) and p.how in ("calendar", "first", "ordinal")


def within(part: Point, base: Point) -> Point:
    """Put a part into its year."""
    if base.unit == "year" and base.how == "calendar" and not base.edge:
        return replace(part, year=base.year, doubtful=False)
    return replace(part, base=base, doubtful=False)


def _joined(a: Item, b: Item, made: Point) -> Item:
    return Item("P", a.start, b.stop, made)


def weekday_of_day(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Friday, 12 October 2018; 12 October (Friday)."""
    p, q = point(a), point(b)
    if p is None or q is None:
        return None
    if p.unit == "weekday" and q.unit == "day" and q.month and between in " ,.(0n":
        return _joined(a, b, replace(q, weekday=p.index))
    if q.unit == "weekday" and q.how == "calendar" and p.unit == "day" and p.month and between in " ,(":
        return _joined(a, b, replace(p, weekday=q.index))
    return None


def weekday_of_week(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Tuesday next week, next week on Tuesday, Monday of the following week."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " on-":
        return None
    if p.unit == "week" and q.unit == "weekday" and q.how == "calendar" and p.how in ("deictic", "relative"):
        return _joined(a, b, replace(q, base=p, doubtful=False))
    if q.unit == "week" and p.unit == "weekday" and p.how == "calendar" and q.how in ("deictic", "relative"):
        return _joined(a, b, replace(p, base=q, doubtful=False))
    return None


def period_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """In the period (from) January to June: the word only announces the dates."""
    p, q = point(a), point(b)
    if p is None or q is None or p.unit != "period" or p.how != "the" or between not in " foi(":
        return None
    return _joined(a, b, q) if q.how in ("calendar", "first", "ordinal") else None


def under_way(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The fiscal year now under way."""
    p = point(a)
    if p is None or b.letter != "R" or p.how != "the" or between != " ":
        return None
    return _joined(a, b, Point(p.unit, how="deictic")) if p.unit in ("year", "fiscal", "quarter", "half") else None


def week_of_day(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The week of 10 April."""
    p, q = point(a), point(b)
    is_week = unit(a) == "week" or (p is not None and p.unit == "week" and p.how == "the")
    if not is_week or q is None or q.unit != "day" or q.month is None or between not in "oa":
        return None
    return _joined(a, b, Point("week", how="around", base=q))


def week_from(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The week starting on 4 February, two weeks from 20 May, three days after 12 January, 3 days from today."""
    p, q = point(a), point(b)
    if q is None or q.how not in ("calendar", "deictic", "nearby") or q.unit not in ("day", "weekday"):
        return None
    if a.letter == "T" and between in " an":
        return _joined(a, b, replace(a.what, base=q))
    if p is None or p.how != "duration" or p.unit not in _LENGTHS or between not in "f":
        return None
    return _joined(a, b, Point(p.unit, "offset", steps=p.count or 1, base=q))


def starting(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The first half of it: "two weeks starting", "three days after"."""
    p = point(a)
    if between != " ":
        return None
    begins = b.letter == "I" or (b.letter == "E" and b.what.lexeme.form == "beginning")
    if begins and (unit(a) == "week" or (p is not None and p.unit in ("week", "day"))):
        length = 7 if p is None or p.unit == "week" else 1
        return Item("T", a.start, b.stop, Point("days", "stretch", count=length * ((p.count if p else 1) or 1)))
    if b.letter == "G" and p is not None and p.how == "duration" and p.unit in _LENGTHS:
        sign = b.what.cell("period_words", "value")
        return Item("T", a.start, b.stop, Point(p.unit, "offset", steps=int(sign) * (p.count or 1)))
    return None


_LENGTHS = frozenset({"day", "week", "month", "year"})


def part_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """June this year; the first quarter of 2018; 5 June of last year; the first week of May."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " oia,p":
        return None
    if open_part(p) and year_like(q) and (between != "," or q.how == "calendar") and not q.doubtful:
        return _joined(a, b, within(p, q))
    if open_part(p) and q.unit == "year" and q.how == "the" and between == "o":
        return _joined(a, b, within(p, q))
    if open_part(p) and q.how == "ago" and q.unit == "year" and between in " a":
        return _joined(a, b, within(p, q))
    larger = q.unit in ("month", "quarter", "half") or year_like(q)
    if p.how in ("ordinal", "iso_week") and not dated(p) and between in " o" and larger:
        return _joined(a, b, replace(p, base=q))
    if p.unit == "half" and p.index and between == "o" and q.unit == "month" and q.how != "duration":
        return _joined(a, b, replace(q, edge=f"half{p.index}", doubtful=False))
    return None


def count_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Nine months of 2019; the first two months of last year; the last quarter of 2019; the last week of July."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " oi,":
        return None
    if p.how == "deictic" and p.steps == -1 and between == "o" and _smaller(p.unit, q):
        return _joined(a, b, replace(p, how="ordinal", index=-1, steps=0, base=replace(q, doubtful=False)))
    if not (year_like(q) or q.unit in ("half", "quarter")) or dated(p):
        return None
    if p.how == "first":
        return _joined(a, b, within(p, q))
    if p.how == "duration" and p.unit in ("month", "quarter") and between in " o":
        return _joined(a, b, within(replace(p, how="first"), q))
    return None


def _smaller(unit_: str, q: Point) -> bool:
    """Whether "the last `unit_` of `q`" makes sense."""
    if q.unit == "month" and q.how in ("calendar", "nearby", "deictic"):
        return unit_ in ("week", "day")
    return unit_ in ("week", "month", "quarter", "half", "day") and (year_like(q) or q.unit in ("half", "quarter"))


def same_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The same period of 2016; the same month last year; the same period a year earlier."""
    p, q = point(a), point(b)
    if p is None or q is None or p.how != "same" or p.base is not None or between not in " oiap":
        return None
    return (
        _joined(a, b, replace(p, base=q))
        if q.how in ("calendar", "deictic", "relative", "that", "the", "ago")
        else None
    )


def year_s_part(text: str, a: Item, between: str, b: Item) -> Item | None:
    """Last year's second half; 2018's first quarter; 2018 first quarter; a year ago the first quarter."""
    p, q = point(a), point(b)
    if p is None or q is None or p.doubtful or not (open_part(q) or (q.how == "first" and not dated(q))):
        return None
    if p.how == "ago" and p.unit == "year":
        return _joined(a, b, within(q, p)) if between in " a," else None
    if not year_like(p):
        return None
    owns = between == "p" or (between == " " and text[a.stop - 2 : a.stop] in ("'s", "’s"))
    if owns or (between == " " and p.how == "calendar" and q.unit in ("quarter", "half") and p.year):
        return _joined(a, b, within(q, p))
    return None


_NO_EDGE_UNIT = frozenset({"day", "weekday", "days", "period"})
_NO_EDGE_HOW = frozenset({"duration", "present", "compare", "same", "ytd"})


def edge_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Early September, end of 2019, mid-May, the beginning of last year, end of month."""
    q = point(b)
    if a.letter != "E" or between not in " o-0":
        return None
    edge = a.what.cell("period_words", "value")
    if q is None:
        known = between == "o" and unit(b) in ("week", "month", "quarter", "half", "year")
        return _joined(a, b, Point(unit(b), "deictic", edge=edge)) if known else None
    if q.unit in _NO_EDGE_UNIT or q.how in _NO_EDGE_HOW:
        return None
    return _joined(a, b, replace(q, edge=edge, doubtful=False))


def ended(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year ended ..., twelve months ending ...: the word is taken in, the next rule needs it."""
    p = point(a)
    if p is None or b.letter != "g" or between not in " ,":
        return None
    return Item("R", a.start, b.stop, p) if _rolls(p) or p.unit in ("quarter", "half") else None


def _rolls(p: Point) -> bool:
    """Whether "... to June 2018" after it makes a stretch of months that ends there."""
    if p.unit in ("year", "fiscal"):
        return (
            p.how in ("that", "the") or (p.how == "duration" and p.count == 1) or (p.how == "deictic" and p.steps == -1)
        )
    return p.how in ("duration", "deictic", "that") and p.unit in ("month", "quarter") and bool(p.count)


def rolling(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year to November 2018, the twelve months to June, the year ended 31 March 2020."""
    q = point(b)
    if q is None or q.how != "calendar" or q.unit not in ("day", "month", "quarter", "half"):
        return None
    if not ((a.letter == "R" and between in " ain") or (a.letter == "P" and between == "t" and _rolls(a.what))):
        return None
    p: Point = a.what
    if not isinstance(p, Point):
        return None  # "now under way"
    count = (p.count or 1) * {"month": 1, "quarter": 3, "half": 6}.get(p.unit, 12)
    return _joined(a, b, Point("months", "rolling", count=count, base=replace(q, over=True, doubtful=False)))


def _pass(*rules: tuple[str, Rule]) -> dict[str, tuple[Rule, ...]]:
    """Rules by the letters of their two neighbours."""
    pairs = sorted({pair for letters, _ in rules for pair in letters.split()})
    return {pair: tuple(rule for letters, rule in rules if pair in letters.split()) for pair in pairs}


PASSES = (
    _pass(
        ("PP", weekday_of_day),
        ("PP", weekday_of_week),
        ("PR", under_way),
        ("uP PP", week_of_day),
        ("uI uE PI PE PG", starting),
        ("TP PP", week_from),
    ),
    _pass(("PP", part_of_year), ("PP", count_of_year), ("PP", same_of), ("PP", year_s_part)),
    _pass(("EP Eu", edge_of)),
    _pass(("PP", part_of_year), ("PP", count_of_year), ("PP", same_of)),
    _pass(("Pg", ended), ("RP PP", rolling), ("PP", period_of)),
)
"""The passes, each over all neighbours from left to right, before ranges are looked for."""

KEPT = frozenset("PEgGRIu")
"""The items that these rules look at; the others have played their part in the first pass."""


def merged(text: str, items: Sequence[Item]) -> list[Item]:
    """Let neighbours merge, pass by pass; what was made may merge again with what follows."""
    out = [item for item in items if item.letter in KEPT]
    links = [link(text, a.stop, b.start) for a, b in pairwise(out)]
    for rules in PASSES:
        i = 0
        while i < len(links):
            a, b = out[i], out[i + 1]
            made = None
            if links[i] != "|":
                tried = rules.get(a.letter + b.letter, ())
                made = next((m for rule in tried if (m := rule(text, a, links[i], b))), None)
            if made is None:
                i += 1
            else:
                out[i : i + 2] = [made]
                del links[i]
    return out
