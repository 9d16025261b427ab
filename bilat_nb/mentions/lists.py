"""Quantities of one list that share a unit: "7.9 billion kWh in 2012, a year later 6.7 billion, in 2014 3.8 billion kWh"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilat_nb.model import Quantity

_LINKS = frozenset({",", "and", "or", "to", "from", "versus", "against", "of the", ", and", "&", "/", "and from", "compared with", "compared to"})
_SCALES = frozenset("thousand million billion trillion mln bln bn mn crore lakh trln tn m b".split())


def share_units(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity]) -> list[Quantity]:
    """Give a number with a scale but no unit the unit of its neighbours in the sentence, where the list is plain."""
    for i, quantity in enumerate(found):
        if quantity.unit is None and quantity.refused is None and quantity.noun is None and _scaled(text, quantity):
            unit = _unit_of(text, sentences, found, i)
            if unit is not None:
                found[i] = replace(quantity, unit=unit.unit, dimension=unit.dimension)
    return found


def _scaled(text: str, quantity: Quantity) -> bool:
    words = text[quantity.start : quantity.stop].split()
    return bool(words) and words[-1].strip(".").lower() in _SCALES


def _unit_of(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity], i: int) -> Quantity | None:
    start, stop = _sentence(sentences, found[i].start, len(text))
    before = next((q for q in reversed(found[:i]) if q.refused is None and q.start >= start), None)
    after = next((q for q in found[i + 1 :] if q.refused is None and q.stop <= stop), None)
    if before is not None and before.unit is None:
        before = None
    converted = text[found[i].stop : found[i].stop + 2].strip().startswith("(")
    if before is not None and after is not None and before.unit == after.unit and _shareable(before) and not converted:
        return before
    if after is not None and _shareable(after) and text[found[i].stop : after.start].strip() in _LINKS:
        return after
    return before if before is not None and _shareable(before) and text[before.stop : found[i].start].strip() in _LINKS else None


def _shareable(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.dimension in ("money", "volume", "mass", "energy", "power")


def _sentence(sentences: Sequence[tuple[int, int]], place: int, length: int) -> tuple[int, int]:
    return next(((a, b) for a, b in sentences if a <= place < b), (0, length))
