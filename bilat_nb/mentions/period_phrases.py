"""Second pass of the grammar of dates: points that stand together become one expression.

"June" + "of" + "last year", "end" + "of" + "2019", "January" + "to" + "March 2018", "the year" + "to" + "November 2018". Each rule
looks at two neighbours and what links them, and answers with what they make together, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.period_points import points_of
from bilat_nb.mentions.period_tokens import Item, encode, items_of, link
from bilat_nb.mentions.points import Expression, Point
from bilat_nb.model import Token

PARTS = frozenset({"month", "quarter", "half", "season", "day", "days"})
Rule = Callable[[str, Item, str, Item], Item | None]


def point(item: Item) -> Point | None:
    """Return the point of an item of the first pass."""
    return item.what if item.letter == "P" else None


def _year_like(p: Point) -> bool:
    return p.unit in ("year", "fiscal_year", "fiscal", "years") and p.how in ("calendar", "deictic", "relative", "that")


def _open_part(p: Point) -> bool:
    """A part of some year that is not told yet."""
    return p.unit in PARTS and p.year is None and p.base is None and p.how in ("calendar", "first", "ordinal")


def within(part: Point, base: Point) -> Point:
    """Put a part into its year."""
    if base.unit == "year" and base.how == "calendar" and not base.edge:
        return replace(part, year=base.year, doubtful=False)
    return replace(part, base=base, doubtful=False)


def _joined(a: Item, b: Item, made: Point) -> Item:
    return Item("P", a.start, b.stop, made)


# --- pairs -------------------------------------------------------------------------------------------------------------------


def weekday_of_day(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Friday, 12 October 2018; 12 October (Friday)."""
    p, q = point(a), point(b)
    if p is None or q is None:
        return None
    if p.unit == "weekday" and p.how == "calendar" and q.unit == "day" and q.month and between in " ,.(0n":
        return _joined(a, b, replace(q, weekday=p.index))
    if q.unit == "weekday" and q.how == "calendar" and p.unit == "day" and p.month and between in " ,(":
        return _joined(a, b, replace(p, weekday=q.index))
    return None


def part_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """June this year; the first quarter of 2018; 5 June of last year; the first week of May."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " oia,p":
        return None
    if _open_part(p) and _year_like(q) and (between != "," or q.how == "calendar") and not q.doubtful:
        return _joined(a, b, within(p, q))
    if _open_part(p) and q.unit == "year" and q.how == "that" and between == "o":
        return _joined(a, b, within(p, q))
    if _open_part(p) and q.how == "ago" and q.unit == "year" and between in " a":
        return _joined(a, b, within(p, q))
    if p.how == "ordinal" and between in " o" and (q.unit in ("month", "quarter", "half") or _year_like(q)):
        return _joined(a, b, replace(p, base=q))
    if p.unit == "half" and p.index and between == "o" and q.unit == "month" and q.how != "duration":
        return _joined(a, b, replace(q, edge=f"half{p.index}", doubtful=False))
    return None


def count_of_year(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Nine months of 2019; the first two months of last year; the last quarter of 2019; the last three months of the year."""
    p, q = point(a), point(b)
    if p is None or q is None or not (_year_like(q) or q.unit in ("half", "quarter")) or between not in " oi,":
        return None
    if p.how == "first":
        return _joined(a, b, within(p, q))
    if p.how == "duration" and p.unit in ("month", "quarter") and between in " o":
        return _joined(a, b, within(replace(p, how="first"), q))
    if p.how == "deictic" and p.steps == -1 and p.unit in ("quarter", "half", "month") and between == "o":
        return _joined(a, b, replace(p, how="ordinal", index=-1, steps=0, base=q))
    return None


def same_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The same period of 2016; the same month last year; the same period a year earlier."""
    p, q = point(a), point(b)
    if p is None or q is None or p.how != "same" or between not in " oiap":
        return None
    return _joined(a, b, replace(p, base=q)) if q.how in ("calendar", "deictic", "relative", "that", "ago") else None


def year_s_part(text: str, a: Item, between: str, b: Item) -> Item | None:
    """Last year's second half; 2018's first quarter; 2018 first quarter."""
    p, q = point(a), point(b)
    if (
        p is None
        or q is None
        or not (_year_like(p) or p.how == "ago")
        or p.doubtful
        or not (_open_part(q) or q.how == "first")
    ):
        return None
    if p.how == "ago" and p.unit == "year":
        return _joined(a, b, within(q, p)) if between in " a," else None
    owns = between == "p" or (between == " " and text[a.stop - 2 : a.stop] in ("'s", "’s"))
    if owns or (between == " " and p.how == "calendar" and q.unit in ("quarter", "half") and p.year):
        return _joined(a, b, within(q, p))
    return None


def under_way(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The fiscal year now under way."""
    p = point(a)
    q = point(b)
    if p is None or q is None or q.how != "present" or p.how != "that" or between != " ":
        return None
    return _joined(a, b, Point(p.unit, how="deictic")) if p.unit in ("year", "fiscal", "quarter", "half") else None


def edge_of(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Early September, end of 2019, mid-May, the beginning of last year."""
    q = point(b)
    if a.letter != "E" or q is None or between not in " o-0":
        return None
    if q.unit in ("day", "weekday", "days", "period") or q.how in ("duration", "present", "compare", "same", "ytd"):
        return None
    return _joined(a, b, replace(q, edge=a.what.cell("period_words", "value"), doubtful=False))


def ended(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year ended ..., twelve months ending ...: the word is taken in, the next rule needs it."""
    p = point(a)
    if p is None or b.letter != "g" or between not in " ,":
        return None
    return Item("R", a.start, b.stop, p) if rolls(p) else None


def rolls(p: Point) -> bool:
    """Whether "... to June 2018" after it makes a stretch of months that ends there."""
    if p.unit in ("year", "fiscal"):
        return p.how in ("that", "deictic") or (p.how == "duration" and p.count == 1)
    return p.how in ("duration", "deictic", "that") and p.unit == "month" and bool(p.count)


def rolling(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The year to November 2018, the twelve months to June, the year ended 31 March 2020."""
    p, q = a.what if a.letter in "PR" else None, point(b)
    if p is None or q is None or q.how != "calendar" or q.unit not in ("day", "month", "quarter", "half"):
        return None
    if not ((a.letter == "R" and between in " ain") or (a.letter == "P" and between == "t" and rolls(p))):
        return None
    count = p.count or 1
    return _joined(a, b, Point("months", "rolling", count=12 * count if p.unit != "month" else count, base=q))


MERGES: tuple[tuple[Rule, ...], ...] = (
    (weekday_of_day, under_way),
    (part_of_year, count_of_year, same_of, year_s_part),
    (edge_of,),
    (part_of_year, count_of_year, same_of),
    (ended, rolling),
)
"""The passes, each over the whole sentence, before ranges are looked for."""


def merged(text: str, items: list[Item], rules: Sequence[Rule]) -> list[Item]:
    """Apply rules to neighbours from left to right; what was made may merge again with what follows."""
    out = items[:1]
    for item in items[1:]:
        between = link(text, out[-1].stop, item.start)
        made = None
        if between != "|":
            made = next((m for rule in rules if (m := rule(text, out[-1], between, item))), None)
        if made is None:
            out.append(item)
        else:
            out[-1] = made
    return out


# --- ranges and lists ------------------------------------------------------------------------------------------------------------


def _dated(p: Point) -> bool:
    return p.year is not None or p.base is not None


def _order(p: Point) -> tuple[int, int]:
    if p.unit == "quarter":
        return (3 * (p.index or 1), 0)
    return (p.month or 0, p.day or 0)


def shared(a: Point, b: Point) -> tuple[Point, Point]:
    """Carry the year from one point to another that has none: "January to March 2018", "May 2018 to June"."""
    inner = PARTS - {"season"}
    if a.unit not in inner or b.unit not in inner:
        return a, b
    turn = 1 if _order(a) > _order(b) and a.unit == b.unit else 0
    if not _dated(a) and b.year is not None:
        return replace(a, year=b.year - turn, doubtful=False), b
    if not _dated(a) and b.base is not None:
        return replace(a, base=b.base, doubtful=False), b
    if not _dated(b) and a.year is not None:
        return a, replace(b, year=a.year + turn, doubtful=False)
    return a, b


def _rangeable(a: Point, b: Point, between: str) -> bool:
    if "duration" in (a.how, b.how) or a.how not in ("calendar", "first") or a.edge not in ("", "early", "mid", "late"):
        return False
    if b.how not in ("calendar", "first", "deictic", "ordinal"):
        return False
    if a.unit == b.unit:
        return a.unit in ("day", "days", "month", "year", "quarter", "half", "weekday", "fiscal_year", "season")
    wide = {"day", "days", "month", "year", "quarter"}
    return between == "t" and a.unit in wide and b.unit in wide


def lead(text: str, start: int, words: int = 3) -> list[str]:
    """Return the last few words before an offset, in small letters; nothing from before a full stop or a bracket."""
    before = text[max(0, start - 32) : start].lower()
    for mark in ".;:()\n!?":
        before = before.rsplit(mark, 1)[-1] if mark != "\n" else before.replace("\n", " ")
    found = before.split()
    return [w.strip(",\"'“”‘’") for w in found[-words:]]


def ranges(text: str, items: list[Item]) -> list[Expression]:
    """Return the expressions of a sentence: ranges where two points are joined, single points otherwise."""
    points = _carried(text, [item for item in items if item.letter == "P"])
    out: list[Expression] = []
    i = 0
    while i < len(points):
        a = points[i]
        if i + 1 < len(points):
            b = points[i + 1]
            between = link(text, a.stop, b.start)
            joins = between in "-t" or (between == "&" and "between" in lead(text, a.start, 4))
            if joins and _rangeable(a.what, b.what, between):
                first, last = shared(a.what, b.what)
                out.append(Expression(a.start, b.stop, first, last))
                i += 2
                continue
        out.append(Expression(a.start, a.stop, a.what))
        i += 1
    return out


def _carried(text: str, points: list[Item]) -> list[Item]:
    """ "19 March and 2 April 2018", "January and February 2018": the year of the last counts for those before it."""
    for i in range(len(points) - 2, -1, -1):
        a, b = points[i], points[i + 1]
        if link(text, a.stop, b.start) not in "&,":
            continue
        p, q = shared(a.what, b.what)
        points[i], points[i + 1] = a._replace(what=p), b._replace(what=q)
    return points


# --- bounds --------------------------------------------------------------------------------------------------------------------


@cache
def _leads() -> dict[str, str]:
    return {row["words"]: row["bound"] for row in vocabulary.table("period_leads")}


SURE = frozenset(
    "in of since by until till from to through and during for before after between this last next than over "
    "throughout early late mid around about or on".split()
)


def bounded(text: str, expression: Expression) -> Expression | None:
    """Give the expression its bound from the words before it; drop what only looked like a date."""
    p = expression.first
    words = lead(text, expression.start)
    if words and words[-1] in ("the", "a"):
        words = words[:-1]
    if p.doubtful and expression.last is None and p.unit != "day" and p.unit != "fiscal_year":
        if p.unit != "month" or not words or words[-1] not in SURE:
            return None
    bound = next((_leads()[w] for n in (3, 2, 1) if (w := " ".join(words[-n:])) in _leads()), "in")
    if p.how == "ytd":
        bound = "ytd"
    elif words[-1:] == ["from"] and text[expression.stop : expression.stop + 9].lower().startswith(
        (" on,", " onward", " on ")
    ):
        bound = "since"
    elif words[-1:] == ["within"] and p.how == "duration":
        return replace(expression, bound="by", first=replace(p, how="deictic", steps=p.count or 1, count=None))
    elif p.how == "duration" and p.unit == "month" and words[-1:] == ["in"] and 2 <= (p.count or 0) <= 11:
        return replace(expression, first=replace(p, how="first", doubtful=True))
    if bound in ("in", "about") and p.edge in ("early", "mid", "late") and expression.last is None:
        bound = p.edge
    return replace(expression, bound=bound) if bound != "in" else expression


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
    items = points_of(text, tokens, items, encode(text, items))
    if len(items) > 1:
        for rules in MERGES:
            items = merged(text, items, rules)
    found = [bounded(text, e) for e in ranges(text, items)]
    return [e for e in found if e is not None]
