"""From a draft to the record: sign, bound, trend and noun of a quantity, each with its span."""

from __future__ import annotations

from bilat_nb.mentions import bounds
from bilat_nb.mentions.measures import Draft
from bilat_nb.mentions.multiples import Share
from bilat_nb.mentions.nouns import noun_after, noun_of
from bilat_nb.mentions.phrases import chunk_at, last_word, role
from bilat_nb.model import Part, Quantity

_TOLD_OF = frozenset({"percent", "fraction", "money", "volume", "mass", "energy", "power", "count", "number"})
_REACH = 80
_DEGREES = frozenset({"degree", "°C", "°F"})
_BELOW = " below zero"


def quantity_of(text: str, draft: Draft, right: Draft | None = None) -> Quantity:
    """Make the record of a draft, or of the range from `draft` to `right`."""
    number, last = draft.number, right or draft
    parts = [Part("value", number.start, number.stop)]
    if right is not None:
        parts.append(Part("value", right.number.start, right.number.stop))
    entry = draft.entry or last.entry
    if entry is not None:
        parts.append(Part("unit", entry[1], entry[2]))
    if last.per is not None:
        parts.append(Part("per", *last.per))
    if right is None and draft.unit in _DEGREES and text.startswith(_BELOW, draft.stop):
        draft.stop, draft.value = draft.stop + len(_BELOW), -abs(draft.value)
    first, value, sign = _signed(text, draft, last.unit == "%", parts)
    plus = last.number.stop if text[last.number.stop : last.stop][:1] == "+" else 0
    start, stop, bound, trend = _around(text, first, last.stop, last.dimension, parts, sign, plus)
    unit, dimension, noun = _counted(text, last, start, stop, parts)
    low = high = None
    if right is not None:
        low, high, bound = value, right.value, "range"
        value = (low + high) / 2
    core = (first, last.stop)
    return Quantity(start, stop, value, unit, dimension, bound, low, high, trend, noun, None, core, tuple(parts))


def quantity_of_share(text: str, share: Share, other: Share | None = None) -> Quantity:
    """Make the record of a fraction or a multiple, or of the range between two multiples."""
    parts = [Part("value", share.start, share.stop)]
    start, stop, bound, trend = _around(text, share.start, share.stop, "fraction", parts, share.trend)
    noun = noun_of(text, chunk_at(text, share.stop), share.stop + _REACH)
    if noun is not None:
        parts.append(Part("noun", noun[1], noun[2]))
    core = (share.start, share.stop)
    name = None if noun is None else noun[0]
    value, low, high = share.value, None, None
    if other is not None:
        low, high = sorted((share.value, other.value))
        value, bound = (low + high) / 2, "range"
    return Quantity(start, stop, value, "%", share.dimension, bound, low, high, trend, name, None, core, tuple(parts))


def occasions(text: str, start: int, stop: int, value: float) -> Quantity:
    """Make the record of "twice": so many times."""
    parts = [Part("value", start, stop)]
    first, last, bound, _ = _around(text, start, stop, "time", parts, None)
    return Quantity(first, last, value, None, "count", bound, noun="times", core=(start, stop), parts=tuple(parts))


def _signed(text: str, draft: Draft, percent: bool, parts: list[Part]) -> tuple[int, float, str | None]:
    """Start, value and trend with a printed sign or its word; "plus" before anything but a percentage is "and"."""
    sign = bounds.sign_before(text, draft.start)
    if sign is None and draft.prefix:
        sign = bounds.sign_before(text, draft.number.start)
    if sign is None or (sign.sign > 0 and not percent):
        return draft.start, draft.value, None
    if not draft.strong and text[sign.start] == "-" and text[sign.start - 1 : sign.start] != "(":
        return draft.start, draft.value, None
    parts.append(Part("trend", sign.start, sign.stop))
    return min(sign.start, draft.start), sign.sign * draft.value, "up" if sign.sign > 0 else "down"


def _around(
    text: str, start: int, stop: int, dimension: str, parts: list[Part], trend: str | None, plus: int = 0
) -> tuple[int, int, str, str | None]:
    """The span with its bound words, the bound, and the trend that is told beside it; `plus` is where a "+" stands."""
    last, ahead = last_word(text, start), chunk_at(text, stop)
    if last == "the" and ahead is not None and ahead[1].rstrip(".") in role("mark"):
        place = text.rindex("the", 0, start)  # "above the $100 billion mark"
        bound = bounds.bound_before(text, place)
    else:
        bound = bounds.bound_before(text, start, last)
    if bound is not None:
        start, last = bound.start, last_word(text, bound.start)
    elif plus:
        bound = bounds.Bound("at_least", plus, plus + 1)
    else:
        bound = bounds.bound_after(text, stop, ahead)
        if bound is not None:
            stop, ahead = bound.stop, chunk_at(text, bound.stop)
    if bound is not None:
        parts.append(Part("bound", bound.start, bound.stop))
    if trend is None:
        told = bounds.trend_before(text, start, last)
        if told is None and dimension in _TOLD_OF:
            told = bounds.trend_after(ahead, dimension in ("percent", "fraction"))
        if told is not None:
            trend = told[0]
            parts.append(Part("trend", told[1], told[2]))
    return start, stop, "exact" if bound is None else bound.bound, trend


def _counted(text: str, last: Draft, start: int, stop: int, parts: list[Part]) -> tuple[str | None, str, str | None]:
    """Unit, dimension and noun: what is counted or measured, or that it is an age."""
    if last.entry is None and _age(text, start, stop, last.value):
        return "year of age", "time", "age"
    if last.unit is not None:
        chunk = chunk_at(text, stop)
        aside = chunk is not None and chunk[1] == "in" and last.dimension == "time"  # "the past two years in line with"
        found = None if aside else noun_of(text, chunk, stop + _REACH)
    elif last.entry is not None:
        found = text[last.entry[1] : last.entry[2]], last.entry[1], last.entry[2]
    else:
        line_ends = last.value % 1 != 0 and text[stop : stop + 1] == "\n"  # nobody counts 126.4 of something
        found = None if line_ends else noun_after(text, stop, stop + _REACH)
    noun = None
    if found is not None:
        noun = found[0]
        parts.append(Part("noun", found[1], found[2]))
    if last.unit is not None:
        return last.unit, last.dimension, noun
    return None, "count" if noun else "number", noun


def _age(text: str, start: int, stop: int, value: float) -> bool:
    """Whether a bare number is somebody's age: "Maddon, 66, has", "aged 35", "the age of 21"."""
    if not 1 <= value <= 115 or start < 3:
        return False
    if text[start - 2 : start] == ", " and text[stop : stop + 2] in (", ", ",\n") and text[start - 3].isalpha():
        name = text[max(0, start - 24) : start - 2].split()
        return bool(name) and name[-1][0].isupper()
    if not text[start - 1].isspace():
        return False
    words = text[max(0, start - 12) : start].lower().split()
    return bool(words) and (words[-1] in role("aged") or words[-2:] == ["age", "of"])
