"""Numbers that are not told: "tens of millions of dollars", "hundreds of thousands of jobs"; kept, but refused."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions import units
from bilat_nb.mentions.phrases import chunk_at, role, words_before
from bilat_nb.model import Part, Quantity


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
    before = words_before(text, start)
    if before[-1:] == ["of"] and len(before) > 1 and before[0] in role("many"):
        outer = units.after().after(text, text.lower().rindex(before[0], 0, start)) if text.isascii() else None
        low *= outer[0].factor if outer is not None and outer[0].kind == "scale" else 10.0
        first = start - len(before[0]) - 4
    parts = [Part("value", first, stop)]
    found = units.after().after(text, chunk.end())
    unit, dimension, end, scale = None, "count", stop, 1.0
    if found is not None and found[0].kind != "scale":
        parts.append(Part("unit", found[1], found[2]))
        unit = found[0].currency(countries) if found[0].kind == "bare" else found[0].unit
        dimension, end, scale = found[0].dimension, found[2], found[0].factor
    low, high = low * scale, low * scale * 10
    return Quantity(
        first, end, (low + high) / 2, unit, dimension, "range", low, high, None, None, "vague", None, tuple(parts)
    )
