"""Numbers that are not told: "tens of millions of dollars", "hundreds of thousands of jobs"; kept, but refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.mentions import units
from bilat_nb.mentions.phrases import chunk_at, role
from bilat_nb.model import Part, Quantity

_OUTER = re.compile(r"([A-Za-z]+)\s+of\s+$")


def vague(text: str, start: int, stop: int, factor: float, countries: Sequence[str]) -> Quantity | None:
    """Read the plural scale at [start, stop) that nothing counts: its range is from one to ten of it.

    The record is refused as "vague": the text does not tell the number, and the range is only how the words are used.
    """
    word = text[start:stop].lower()
    chunk = chunk_at(text, stop)
    if word not in role("many") or chunk is None or chunk[1] != "of":
        return None
    following = chunk_at(text, chunk.end())
    if following is None or following[1].lower() in role("many"):
        return None
    first, low = start, factor
    outer = _OUTER.search(text[max(0, start - 16) : start])
    if outer is not None and outer[1].lower() in role("many"):
        first = start - len(outer[0])
        scale = units.after().after(text, first)
        low *= scale[0].factor if scale is not None and scale[0].kind == "scale" else 10.0
    parts = [Part("value", first, stop)]
    found = units.after().after(text, chunk.end())
    unit, dimension, end, size = None, "count", stop, 1.0
    if found is not None and found[0].kind != "scale":
        parts.append(Part("unit", found[1], found[2]))
        unit = found[0].currency(countries) if found[0].kind == "bare" else found[0].unit
        dimension, end, size = found[0].dimension, found[2], found[0].factor
    low, high = low * size, low * size * 10
    return Quantity(
        first, end, (low + high) / 2, unit, dimension, "range", low, high, None, None, "vague", None, tuple(parts)
    )
