"""Two numbers that are one range: "$2-2.5 billion", "between $5 and $6 billion", "10 to 12 million tonnes"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.bounds import change_of
from bilat_nb.mentions.measures import Draft, apply, measure, rate
from bilat_nb.mentions.nouns import is_plural, noun_after
from bilat_nb.mentions.numbers import FIGURE
from bilat_nb.mentions.phrases import clause_before, role, words_before

_CONNECT = re.compile(
    r"(?:[-‐]?\s(to|and|or|till)[ \u00a0-]|[ \u00a0\u202f\u2009]?[-–—‐‑‒−][ \u00a0\u202f\u2009]?)"
    r"(?:(?:around|about|almost|nearly|some|as much as|approximately|roughly|perhaps|even|possibly)\s)?"
)
_LINKED = re.compile(r"[-–—‐‑−][0-9]")
_YEARLIKE = re.compile(r"(?:1[5-9]|20)[0-9][0-9]$")
_LEAD = re.compile(r"(?:[A-Za-z]{0,3}[$€£¥₹₽₸₴₺₩₦]|[A-Z]{2,3}|Rs\.?)?[ \u00a0]?")

WIDE = 5
"""Of two prices so far apart the first is what the other rose by: "raised the price 25 cents to 18.50 dollars"."""


class Two(NamedTuple):
    """Two numbers that belong together: the ends of a range, or of a change, which may lead to a range up to `top`."""

    left: Draft
    right: Draft
    is_range: bool
    top: Draft | None = None


def second_number(text: str, left: Draft, countries: Sequence[str], style: bool | None) -> Two | None:
    """Return `left` with the number that belongs to it, and whether the two are a range; None when there is none.

    Two that are no range come from a change ("rose from 5 to 7 percent"): each is a quantity, and they share a unit.
    """
    link = _CONNECT.match(text, left.stop)
    if link is None or (not left.strong and left.number.figure and _YEARLIKE.match(left.number.digits)):
        return None
    word = link[1]
    before = words_before(text, left.start, 1)
    if word == "and" and not (before and before[0] == "between"):
        return None
    right = _end(text, link.end(), left, countries, style)
    if right is None or not _agree(left, right, word):
        return None
    if word == "to" and _is_change(text, left, right, before):
        goal = (
            second_number(text, right, countries, style)
            if before == ["from"] and _LINKED.match(text, right.stop)
            else None
        )
        if goal is not None and goal.is_range:
            _share(text, left := replace(left), goal.right, countries)
            return Two(left, goal.left, False, goal.right)
        return _pair(text, replace(left), right, countries, before)
    left = replace(left)
    _share(text, left, right, countries)
    if left.unit != right.unit or left.value >= right.value:
        return None
    if word is None and not right.strong and not _plain(text, left, right, link):
        return None
    return Two(left, right, True)


def _pair(text: str, left: Draft, right: Draft, countries: Sequence[str], before: list[str]) -> Two | None:
    """The two ends of a change "from X to Y", with the unit that only one of them has."""
    if before != ["from"]:
        return None
    if right.entry is None and left.entry is not None and not left.prefix:
        noun = noun_after(text, right.stop, right.stop + 40)
        if right.number.scale == 1 and noun is not None and is_plural(noun[0].lower()):
            return None
        apply(text, right, left.entry, countries)
        right.entry = left.entry
        if left.dimension == "price":
            right.value, right.unit, right.dimension = _priced(right, left)
            right.per = left.per
    elif (
        left.dimension == "price"
        and right.dimension == "money"
        and left.unit
        and left.unit.startswith(f"{right.unit}/")
    ):
        right.value, right.unit, right.dimension = _priced(right, left)
        right.per = left.per
    else:
        _share(text, left, right, countries)
    return Two(left, right, False)


def _priced(one: Draft, other: Draft) -> tuple[float, str | None, str]:
    """The value, unit and dimension of an amount that is told per the unit of the other."""
    factor = other.value / other.number.value if other.number.value else 1.0
    return one.number.value * factor, other.unit, other.dimension


def _end(text: str, place: int, left: Draft, countries: Sequence[str], style: bool | None) -> Draft | None:
    lead = _LEAD.match(text, place)
    figure = FIGURE.match(text, lead.end() if lead else place)
    if figure is not None:
        return measure(text, figure.start(), figure.end(), countries, style)
    return None if left.prefix else measure(text, place, None, countries)


def _agree(left: Draft, right: Draft, word: str | None) -> bool:
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        return (left.prefix and right.unit.startswith(left.unit)) or (
            word == "to" and left.unit.startswith(f"{right.unit}/")
        )
    if left.entry is not None and not left.prefix and right.entry is None and word != "to":
        return False
    return word != "or" or (left.number.mantissa < 1000 and right.number.mantissa > left.number.mantissa)


def _is_change(text: str, left: Draft, right: Draft, before: list[str]) -> bool:
    """Whether "X to Y" tells where something came from and went to: "rose from 5 to 7", "up $1bn to $5bn"."""
    if before and before[0] == "from":
        told = clause_before(text, left.start)
        if told[-2:-1] and told[-2] in role("ranging"):
            return False
        higher = left.value >= right.value and (left.entry is None) == (right.entry is None)
        return higher or any(change_of(word) is not None or word in _multiples() for word in told)
    whole = left.entry is not None and (not left.prefix or left.number.scale > 1 or right.number.scale == 1)
    if not whole:
        return False
    if left.dimension == "price" and right.value > WIDE * left.value:
        return any(change_of(word) is not None for word in clause_before(text, left.start))
    words = words_before(text, left.start, 3)
    if left.dimension == right.dimension == "percent" and words[-1:] in (["by"], ["of"]):
        return False  # "grew by 5% to 7%"
    return any(change_of(w) is not None or w == "by" for w in words)


@cache
def _multiples() -> frozenset[str]:
    return frozenset(form for row in vocabulary.table("multiples") for form in vocabulary.forms(row))


def _share(text: str, left: Draft, right: Draft, countries: Sequence[str]) -> None:
    """Give the left end the scale and the unit of the right one, and the right one the currency before the left."""
    scale = right.number.scale
    alone = left.number.scale == 1 and left.number.value < 1000 and (left.entry is None or left.prefix)
    if (
        alone
        and scale > 1
        and left.number.value * scale < max(right.number.value, scale * 1000 if left.entry is None else 0)
    ):
        left.number = left.number._replace(value=left.number.value * scale, scale=scale)
        left.value *= scale
    if left.entry is None and right.entry is not None:
        apply(text, left, right.entry, countries)
        if right.dimension == "price":
            left.value, left.unit, left.dimension = _priced(left, right)
            left.per = right.per
    elif left.prefix and right.entry is None and left.entry is not None:
        apply(text, right, left.entry, countries)
        right.entry = left.entry
        rate(text, right)
        if right.dimension == "price":
            left.value, left.unit, left.dimension = _priced(left, right)
            left.per = right.per
    elif left.prefix and left.unit and right.unit and right.unit.startswith(f"{left.unit}/"):
        left.value, left.unit, left.dimension = _priced(left, right)
        left.per = right.per


def _plain(text: str, left: Draft, right: Draft, link: re.Match[str]) -> bool:
    """Whether a bare "5-7" is a range: small, rising, glued, a counted noun behind it, and no date or score."""
    if len(link[0]) > 1 or not left.number.figure or not right.number.figure:
        return not left.number.figure and not right.number.figure
    after = text[right.stop : right.stop + 2]
    return (
        left.value < right.value
        and after[:1] == " "
        and after[1:].islower()
        and not (left.value > 1000 and right.value < 2100)
    )
