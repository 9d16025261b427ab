"""Quantities of one sentence that share a unit: "7.9 billion kWh in 2012, 6.7 billion in 2013, 3.8 billion kWh now".

Only what is plain is shared: a number with a scale between two of the same unit or joined to one; a bare figure in
"5, 7 and 9 percent" or in "from $9.3 billion in 2018 to 18.1".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bilat_nb.mentions import units
from bilat_nb.mentions.numbers import FIGURE, figure_value
from bilat_nb.mentions.phrases import last_word, role, sentence_at, words_after, words_before
from bilat_nb.model import Quantity

_SHARED = frozenset({"money", "volume", "mass", "energy", "power"})
_FAR = 240
_NEAR = 40
"""How far neighbours are looked for, in characters and in numbers."""

_PARTS_OF = frozenset({"of the", "out of the", "of its", "of their", "out of"})
_BARE = frozenset({"percent", "mass", "volume", "energy", "power", "length"})


def share_units(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity]) -> None:
    """Give quantities without a unit the unit of their neighbours in the sentence.

    `found` is changed in place.
    """
    money = {q.unit for q in found if q.dimension == "money" and not q.refused}
    bare = [i for i, q in enumerate(found) if q.unit is None and not q.refused and q.bound != "range"]
    if all(quantity.unit is None for quantity in found):
        return
    for i in (*reversed(bare), *bare):  # backwards for "5, 7 and 9 percent", forwards for what follows
        quantity = found[i]
        if quantity.unit is not None:
            continue
        if quantity.noun is not None and quantity.noun.lower() not in role("flows"):
            continue
        other = _unit_of(text, sentences, found, i)
        if other is None and len(money) == 1:
            other = _of_sentence_before(text, sentences, found, i)
        if other is not None:
            value = float(f"{quantity.value * _factor(text, quantity, other):.12g}")
            unit, dimension, noun = other.unit, other.dimension, quantity.noun or other.noun
            parts = (*quantity.parts, *(part for part in other.parts if part.role == "unit"))
            found[i] = replace(quantity, value=value, unit=unit, dimension=dimension, noun=noun, parts=parts)


def electric_units(text: str, found: list[Quantity]) -> None:
    """Read "1.9 billion units" as kilowatt-hours where electricity is spoken of, as is said in South Asia."""
    for i, quantity in enumerate(found):
        if quantity.noun == "units" and quantity.unit is None and not quantity.refused and quantity.value >= 1e6:
            if _electric(text, quantity):
                found[i] = replace(quantity, unit="kWh", dimension="energy", noun=None)
        elif quantity.dimension == "money" and abs(quantity.value) < 100 and len(quantity.parts) > 2:
            per = next((text[part.start : part.stop] for part in quantity.parts if part.role == "per"), "")
            if per.lower().endswith("unit") and _electric(text, quantity):
                found[i] = replace(quantity, unit=f"{quantity.unit}/kWh", dimension="price")


def _electric(text: str, quantity: Quantity) -> bool:
    near = text[max(0, quantity.start - _FAR) : quantity.stop + _FAR].lower()
    return "electric" in near or "kwh" in near


def _factor(text: str, quantity: Quantity, other: Quantity) -> float:
    """What turns the number as written into its neighbour's unit; a bare figure takes the neighbour's scale as well."""
    if not _scaled(text, quantity):
        written = next(text[p.start : p.stop] for p in reversed(other.parts) if p.role == "value")
        figure = FIGURE.match(written)
        mantissa = figure_value(figure[0]) if figure else None
        return (other.high or abs(other.value)) / mantissa if mantissa else 1.0
    factor = _unit_factor(text, other)
    whole = quantity.value * factor
    # "4.9 bcm and 0.5 billion": the unit has the scale in it already
    return factor if not other.value or 0.02 < abs(whole / other.value) < 50 else 1.0


def _unit_factor(text: str, quantity: Quantity) -> float:
    """What one of the written unit is in the unit of the record."""
    for part in quantity.parts:
        unit = units.after().after(text, part.start) if part.role == "unit" else None
        if unit is not None and unit[0].kind == "unit":
            return unit[0].factor
    return 1.0


def _unit_of(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity], i: int) -> Quantity | None:
    quantity = found[i]
    scaled = _scaled(text, quantity)
    if not scaled and quantity.noun is not None:
        return None
    start, stop = sentence_at(sentences, quantity.start, len(text))
    before = _neighbour(found, i, -1, start, stop)
    after = _neighbour(found, i, 1, start, stop)
    if not scaled:
        gap = text[quantity.stop : after.start] if after is not None else ""
        of_it = (
            text[quantity.start].isdigit() and gap.strip(" \u00a0\n") in _PARTS_OF
        )  # "18.3 of the 52.7 billion dollars"
        joined = after is not None and _bare_shares(after) and (of_it or gap.strip(" \u00a0\n") in role("lists"))
        return after if joined else _of_change(text, before, quantity)
    converted = text[quantity.stop : quantity.stop + 2].strip().startswith("(")
    if before is not None and after is not None and before.unit == after.unit and _shares(before):
        return None if converted else before
    if after is not None and _shares(after) and _joined(text, quantity, after, converted):
        return after
    if before is not None and _shares(before):
        return before if _joined(text, before, quantity, converted) else None
    return _of_rate(text, sentences, found, i)


def _bare_shares(after: Quantity) -> bool:
    """Whether bare figures before this one may share its unit: "5, 7 and 9 percent", "1.2 and 2.1 billion dollars"."""
    if after.dimension in _BARE:
        return True
    places = {part.role: part.start for part in after.parts}
    return after.dimension == "money" and places.get("unit", -1) > places.get("value", 0)


def _of_change(text: str, before: Quantity | None, quantity: Quantity) -> Quantity | None:
    """What a bare figure came from: "from $9.3 billion in 2018 to 18.1 in 2021"."""
    if before is None or not _shares(before) or last_word(text, quantity.start) != "to":
        return None
    written = next((text[part.start : part.stop] for part in before.parts if part.role == "value"), "")
    figure = FIGURE.match(written)
    size = figure_value(figure[0]) if figure else None
    known = last_word(text, before.start).lower() == "from" and size and 0.1 < quantity.value / size < 10
    return before if known else None


def _alike(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two amounts of one sentence are of the same scale and size, with nothing counted between them.

    "59.6 million cubic meters a day in 2014, 36.9 million in June"; but not "$5 million and a population of 5 million".
    """
    factors = [_unit_factor(text, quantity) for quantity in (one, other)]
    scales = [_scale_of(text, quantity) for quantity in (one, other)]
    sizes = [abs(quantity.value) / factor for quantity, factor in zip((one, other), factors, strict=True)]
    if scales[0] == 1 and scales[1] > 1:  # "4.9 bcm in 2020 and 5.1 billion in 2021"
        scales[0], sizes[0] = factors[0], sizes[0] * factors[0]
    size = sizes[1] / sizes[0] if sizes[0] else 0.0
    return scales[0] == scales[1] and 0.1 < size < 10 and not _counted_between(text, one, other)


def _scale_of(text: str, quantity: Quantity) -> float:
    """The scale that is written with a number."""
    for part in reversed(quantity.parts):
        if part.role == "value":
            words = text[part.start : part.stop].lstrip("0123456789., \u00a0").split()
            found = units.after().after(words[-1], 0) if words else None
            return found[0].factor if found is not None and found[0].kind == "scale" else 1.0
    return 1.0


def _of_rate(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity], i: int) -> Quantity | None:
    """The quantity of the sentence before that is told at the same rate, or that this one is compared with.

    "17 million cubic meters a day. It was 20 million a day"; "72 million tonnes. That compares with 55 million".
    """
    rate = _rate_of(text, found[i])
    compared = bool(role("compares") & set(words_before(text, found[i].start, 3)))
    if (rate is None and not compared) or not i:
        return None
    start, _ = sentence_at(sentences, found[i].start, len(text))
    for other in reversed(found[max(0, i - _NEAR) : i]):
        if start - other.stop > _FAR:
            return None
        if other.refused is None and other.unit is not None and _shares(other):
            same = compared or _rate_of(text, other) == rate
            return other if same and _alike(text, other, found[i]) else None
    return None


def _of_sentence_before(
    text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity], i: int
) -> Quantity | None:
    """The amount of the sentence before, in a text of one currency.

    "With 38.5 billion dollars China was first. Copper brought in 23.1 billion".
    """
    quantity = found[i]
    if not i or quantity.noun is not None or not _scaled(text, quantity):
        return None
    start, _ = sentence_at(sentences, quantity.start, len(text))
    for other in reversed(found[max(0, i - _NEAR) : i]):
        if start - other.stop > _FAR:
            return None
        if other.refused is None and other.unit is not None and _shares(other):
            alike = other.dimension == "money" and _scale_of(text, other) == _scale_of(text, quantity)
            return other if alike and not _counted_between(text, other, quantity) else None
    return None


def _counted_between(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether people or the like are counted: "a population of 5 million"."""
    between = text[one.stop : other.start].lower().replace(",", " ").split() + words_before(text, one.start, 4)
    return bool(role("counted") & frozenset(between))


def _rate_of(text: str, quantity: Quantity) -> str | None:
    for part in quantity.parts:
        if part.role == "per":
            return text[part.start : part.stop].split()[-1].lower()
    words = words_after(text, quantity.stop, 6)
    for word, time in pairwise(words):
        if word in ("a", "per") and time in role("time"):
            return time
    return None


def _neighbour(found: list[Quantity], i: int, step: int, start: int, stop: int) -> Quantity | None:
    """The next quantity of the sentence in one direction that is no refused number; None when it has no unit."""
    i += step
    last = min(len(found), i + _NEAR) if step > 0 else max(-1, i - _NEAR)
    while i != last and 0 <= i < len(found) and found[i].start >= start and found[i].stop <= stop:
        if found[i].refused is None and found[i].dimension not in ("percent", "time"):
            return found[i] if found[i].unit is not None else None
        if found[i].refused is None and found[i].dimension == "percent" and step > 0:
            return found[i]
        i += step
    return None


def _joined(text: str, one: Quantity, other: Quantity, converted: bool) -> bool:
    return _joins(text[one.stop : other.start]) or (not converted and _alike(text, one, other))


def _joins(gap: str) -> bool:
    """Whether nothing but a comma or a joining word stands between two quantities."""
    return gap.strip(" \u00a0\n") in role("joins")


def _scaled(text: str, quantity: Quantity) -> bool:
    for part in quantity.parts:
        if part.role == "value" and text[part.stop - 1].isalpha():
            return _scale_of(text, quantity) > 1
    return False


def _shares(quantity: Quantity) -> bool:
    return quantity.dimension in _SHARED
