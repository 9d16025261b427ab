"""Neighbours that are about days and weeks: "Friday, 12 October", "Tuesday next week", "two days after 5 May"."""

from __future__ import annotations

from dataclasses import replace

from bilat_nb.mentions.dates.neighbours import joined, point, unit
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item

_LENGTHS = frozenset({"day", "week", "month", "year"})


def weekday_of_day(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Friday, 12 October 2018; 12 October (Friday)."""
    p, q = point(a), point(b)
    if p is None or q is None:
        return None
    if p.unit == "weekday" and q.unit == "day" and q.month and between in " ,.(0n":
        return joined(a, b, replace(q, weekday=p.index))
    if q.unit == "weekday" and q.how == "calendar" and p.unit == "day" and p.month and between in " ,(":
        return joined(a, b, replace(p, weekday=q.index))
    return None


def weekday_of_week(_: str, a: Item, between: str, b: Item) -> Item | None:
    """Tuesday next week, next week on Tuesday, Monday of the following week."""
    p, q = point(a), point(b)
    if p is None or q is None or between not in " on-":
        return None
    if p.unit == "week" and q.unit == "weekday" and q.how == "calendar" and p.how in ("deictic", "relative"):
        return joined(a, b, replace(q, base=p, doubtful=False))
    if q.unit == "week" and p.unit == "weekday" and p.how == "calendar" and q.how in ("deictic", "relative"):
        return joined(a, b, replace(p, base=q, doubtful=False))
    return None


def week_of_day(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The week of 10 April."""
    p, q = point(a), point(b)
    is_week = unit(a) == "week" or (p is not None and p.unit == "week" and p.how == "the")
    if not is_week or q is None or q.unit != "day" or q.month is None or between not in "oa":
        return None
    return joined(a, b, Point("week", how="around", base=q))


def week_from(_: str, a: Item, between: str, b: Item) -> Item | None:
    """The week starting on 4 February, two weeks from 20 May, three days after 12 January, 3 days from today."""
    p, q = point(a), point(b)
    if q is None or q.how not in ("calendar", "deictic", "nearby") or q.unit not in ("day", "weekday"):
        return None
    if a.letter == "T" and between in " an":
        return joined(a, b, replace(a.what, base=q))
    if p is None or p.how != "duration" or p.unit not in _LENGTHS or between not in "f":
        return None
    return joined(a, b, Point(p.unit, "offset", steps=p.count or 1, base=q))


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
