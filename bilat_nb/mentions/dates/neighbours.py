"""What the rules for neighbouring points have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item

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


def joined(a: Item, b: Item, made: Point) -> Item:
    """Return the item that two neighbours make together."""
    return Item("P", a.start, b.stop, made)
