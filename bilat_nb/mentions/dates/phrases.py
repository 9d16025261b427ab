"""Second pass of the grammar of dates: points that stand together become one.

"June" + "of" + "last year", "end" + "of" + "2019", "the year" + "to" + "November 2018". Each rule looks at two
neighbours and at what links them, and answers with what they make together, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bilat_nb.mentions.dates.neighbours import Rule, dated, joined, open_part, point, unit, within, year_like
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item, link
from bilat_nb.mentions.dates.week_phrases import starting, week_from, week_of_day, weekday_of_day, weekday_of_week


def period_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """In the period (from) January to June, in the month of May: the word only announces the dates."""
    p, q = point(a), point(b)
    if p is None or q is None or p.how != "the" or q.how not in ("calendar", "first", "ordinal"):
        return None
    announces = (p.unit == "period" and between in " foi(") or (p.unit == q.unit and between == "o")
    return joined(a, b, q) if announces else None


def the_period(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The January-July period of 2023: the word adds nothing."""
    p = point(a)
    if p is None or between != " " or unit(b) != "period" or not open_part(p):
        return None
    return joined(a, b, p)


def months_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """2020 (January to November), FY 2022-23 (April-January): the months in the bracket are what is meant."""
    p, q = point(a), point(b)
    if p is None or q is None or between != "(" or q.unit != "month" or not open_part(q):
        return None
    return joined(a, b, within(q, p)) if p.unit in ("year", "fiscal_year", "fiscal") and year_like(p) else None


def year_in_bracket(_: str, a: Item, between: str, b: Item) -> Item | None:
    """July-December (2023-24), first half (FY22), the first six months of the fiscal year (2023-24), May (2019)."""
    p, q = point(a), point(b)
    if p is None or q is None or between != "(" or not year_like(q) or q.how != "calendar":
        return None
    if p.base is not None and p.base.how in ("deictic", "the", "that") and p.base.unit.startswith("fiscal"):
        return joined(a, b, replace(p, base=q)) if q.unit == "fiscal_year" else None
    return joined(a, b, within(p, q)) if open_part(p) and p.unit in ("month", "quarter", "half") else None


def same_year_in_bracket(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The current fiscal year (2023-24): the bracket says which one it is."""
    p, q = point(a), point(b)
    if p is None or q is None or between != "(" or q.unit != "fiscal_year" or p.unit not in ("fiscal", "year"):
        return None
    return joined(a, b, replace(q, doubtful=q.doubtful and p.unit == "year")) if p.how in ("deictic", "the") else None


def under_way(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The fiscal year now under way."""
    p = point(a)
    if p is None or b.letter != "R" or p.how != "the" or between != " ":
        return None
    return joined(a, b, Point(p.unit, how="deictic")) if p.unit in ("year", "fiscal", "quarter", "half") else None


def part_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """June this year; the first quarter of 2018; 5 June of last year; the first week of May."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " oia,p0":
        return None
    if (
        open_part(p)
        and year_like(q)
        and (between != "," or q.how == "calendar")
        and (not q.doubtful or between in "oi")
    ):
        return joined(a, b, within(p, q))
    if open_part(p) and q.unit == "year" and q.how == "the" and between == "o":
        return joined(a, b, within(p, q))
    if open_part(p) and q.how == "ago" and q.unit == "year" and between in " a":
        return joined(a, b, within(p, q))
    larger = q.unit in ("month", "quarter", "half") or year_like(q)
    if p.how in ("ordinal", "iso_week") and not dated(p) and between in " o" and larger:
        return joined(a, b, replace(p, base=q))
    if p.unit == "half" and p.index and between == "o" and q.unit == "month" and q.how != "duration":
        return joined(a, b, replace(q, edge=f"half{p.index}", doubtful=False))
    return None


def count_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Nine months of 2019; the first two months of last year; the last quarter of 2019; the last week of July."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " oi,":
        return None
    if p.how == "deictic" and p.steps == -1 and between == "o" and _smaller(p.unit, q):
        return joined(a, b, replace(p, how="ordinal", index=-1, steps=0, base=replace(q, doubtful=False)))
    if p.how == "first" and p.unit in ("day", "week") and between in "oi" and _smaller(p.unit, q):
        return joined(a, b, replace(p, base=replace(q, doubtful=False)))  # "the first ten days of June"
    if not (year_like(q) or q.unit in ("half", "quarter")) or dated(p):
        return None
    if p.how == "first":
        return joined(a, b, within(p, q))
    if p.how == "duration" and p.unit in ("month", "quarter") and between in " o":
        return joined(a, b, within(replace(p, how="first"), q))
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
        joined(a, b, replace(p, base=q)) if q.how in ("calendar", "deictic", "relative", "that", "the", "ago") else None
    )


def year_s_part(text: str, a: Item, between: str, b: Item) -> Item | None:
    """Last year's second half; 2018's first quarter; 2018 first quarter; a year ago the first quarter."""
    p, q = point(a), point(b)
    if p is None or q is None or p.doubtful or not (open_part(q) or (q.how == "first" and not dated(q))):
        return None
    if p.how == "ago" and p.unit == "year":
        return joined(a, b, within(q, p)) if between in " a," else None
    if not year_like(p):
        return None
    owns = between == "p" or (between == " " and text[a.stop - 2 : a.stop] in ("'s", "’s"))
    if owns or (between == " " and p.how == "calendar" and q.unit in ("quarter", "half") and p.year):
        return joined(a, b, within(q, p))
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
        return joined(a, b, Point(unit(b), "deictic", edge=edge)) if known else None
    if q.unit in _NO_EDGE_UNIT or q.how in _NO_EDGE_HOW:
        return None
    return joined(a, b, replace(q, edge=edge, doubtful=False))


def ended(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year ended ..., twelve months ending ...: the word is taken in, the next rule needs it."""
    p = point(a)
    if p is None or b.letter != "g" or between not in " ,(":
        return None
    year = p.unit == "fiscal_year" and between == "("
    return Item("R", a.start, b.stop, p) if year or _rolls(p) or p.unit in ("quarter", "half", "week") else None


def _rolls(p: Point) -> bool:
    """Whether "... to June 2018" after it makes a stretch of months that ends there."""
    if p.unit in ("year", "fiscal"):
        return (
            p.how in ("that", "the") or (p.how == "duration" and p.count == 1) or (p.how == "deictic" and p.steps == -1)
        )
    if p.unit in ("quarter", "half") and p.how in ("the", "that"):
        return True
    return p.how in ("duration", "deictic", "that") and p.unit in ("month", "quarter") and bool(p.count)


def rolling(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year to November 2018, the twelve months to June, the year ended 31 March 2020."""
    q = point(b)
    if q is None or q.how != "calendar" or q.unit not in ("day", "month", "quarter", "half"):
        return None
    if not ((a.letter == "R" and between in " ain0") or (a.letter == "P" and between == "t" and _rolls(a.what))):
        return None
    if not isinstance(a.what, Point):
        return None  # "now under way"
    p = a.what
    if p.unit == "week":
        return joined(a, b, Point("days", "ending", count=7 * (p.count or 1), base=replace(q, doubtful=False)))
    if p.unit in ("fiscal", "fiscal_year") and q.unit == "day":  # a calendar of its own
        return joined(a, b, Point("fiscal", "rolling", count=12, base=replace(q, over=True), index=-1))
    count = (p.count or 1) * {"month": 1, "quarter": 3, "half": 6}.get(p.unit, 12)
    return joined(a, b, Point("months", "rolling", count=count, base=replace(q, over=True, doubtful=False)))


def _pass(*rules: tuple[str, Rule]) -> dict[str, tuple[Rule, ...]]:
    """Rules by the letters of their two neighbours."""
    pairs = sorted({pair for letters, _ in rules for pair in letters.split()})
    return {pair: tuple(rule for letters, rule in rules if pair in letters.split()) for pair in pairs}


PASSES = (
    _pass(
        ("PP", weekday_of_day),
        ("PP", weekday_of_week),
        ("PP", same_year_in_bracket),
        ("PR", under_way),
        ("Pu", the_period),
        ("uP PP", week_of_day),
        ("uI uE PI PE PG", starting),
        ("TP PP", week_from),
    ),
    _pass(("PP", part_of_year), ("PP", count_of_year), ("PP", same_of), ("PP", year_s_part), ("PP", year_in_bracket)),
    _pass(("EP Eu", edge_of)),
    _pass(("PP", part_of_year), ("PP", count_of_year), ("PP", same_of), ("PP", year_in_bracket)),
    _pass(("Pg", ended), ("RP PP", rolling), ("PP", period_of), ("PP", months_of_year)),
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
