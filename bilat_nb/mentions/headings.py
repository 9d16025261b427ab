"""Units that a heading tells for the figures below it: "(in US$ million)" over a table or a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bilat_nb.mentions import units
from bilat_nb.mentions.phrases import chunk_at
from bilat_nb.model import Part, Quantity

_HEADING = re.compile(r"\((?:(?:all |the )?(?:values?|figures|amounts|data|volumes?) )?(?:[Ii]n )?([^()\n0-9]{2,40})\)")
_BEFORE_COLON = re.compile(r"(?:,|\b[Ii]n|[-–—])\s+([^()\n0-9:;,]{3,30}?)\s*(?:\([^()\n]{2,40}\)\s*)?:")
"""As in "Exports to Poland, mln EUR (change, %): 2014 - 320 (+4.1)"."""
_AT_LINE_END = re.compile(r"(?m)(?:,|\b[Ii]n|[-–—])[ \t]+([^()\n0-9:;,]{3,30})[ \t]*$")
"""As in "Exports of Mexico to the United States, 2024, US$ million", a line of its own."""
_REACH = 1500
_SIGNS = ("+", "-", "−", "–")


class Heading(NamedTuple):
    """A heading's place, its unit, and what turns a figure below into that unit written out in full."""

    start: int
    stop: int
    unit: str
    factor: float
    dimension: str


def apply_headings(text: str, found: list[Quantity], countries: Sequence[str]) -> None:
    """Give the bare figures below a heading its unit; `found` is changed in place."""
    bare = [i for i, q in enumerate(found) if q.unit is None and q.dimension == "number" and _countable(text, q)]
    starts = [found[i].start for i in bare]
    for match in _headings(text) if bare else ():
        heading = _heading(text, match, countries)
        if heading is None:
            continue
        stop = _end(text, heading.stop) if match.re is _HEADING else _line_end(text, match.end())
        for i in bare[bisect_left(starts, heading.stop) : bisect_left(starts, stop)]:
            quantity = found[i]
            if _is_change(text, quantity):
                trend = "up" if "+" in text[quantity.start - 1 : quantity.start + 1] else "down"
                found[i] = replace(quantity, unit="%", dimension="percent", refused=None, trend=trend)
            elif quantity.unit is None and quantity.bound != "range":
                value = float(f"{quantity.value * heading.factor:.12g}")
                parts = (*quantity.parts, Part("unit", heading.start, heading.stop))
                dimension = heading.dimension
                found[i] = replace(
                    quantity, value=value, unit=heading.unit, dimension=dimension, refused=None, parts=parts
                )


def _headings(text: str) -> Iterator[re.Match[str]]:
    """What may be a heading: in brackets, or before a colon."""
    if "(" in text:
        yield from _HEADING.finditer(text)
    if ":" in text:
        yield from _BEFORE_COLON.finditer(text)
    yield from _AT_LINE_END.finditer(text)


def _line_end(text: str, start: int) -> int:
    """The end of the line that goes on after a colon; of the table below it, where the colon ends the line."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    return min(stop, start + _REACH) if text[start:stop].strip() else _end(text, start)


def _countable(text: str, quantity: Quantity) -> bool:
    """Whether a number may be a cell of a table: no refused one, but for those that follow a name ("Potash 450")."""
    return quantity.refused is None or (quantity.refused == "name" and text[quantity.start - 1 : quantity.start] == " ")


def _is_change(text: str, quantity: Quantity) -> bool:
    """As in "95.6 (+15.1)": with its sign, alone in a bracket behind an amount."""
    start, stop = quantity.core or (quantity.start, quantity.stop)
    start -= text[start : start + 1] not in _SIGNS
    alone = text[start - 1 : start] == "(" and text[stop : stop + 1] == ")"
    return text[start : start + 1] in _SIGNS and alone and text[max(0, start - 4) : start - 1].rstrip()[-1:].isdigit()


def _heading(text: str, match: re.Match[str], countries: Sequence[str]) -> Heading | None:
    """Read a heading: a currency and a scale, or a scale and a unit, in either order, and nothing else."""
    place, stop = match.span(1)
    unit, scale, dimension = None, 1.0, ""
    while (chunk := chunk_at(text, place)) is not None and chunk.start(1) < stop:
        first = chunk.start(1)
        found = units.after().after(text, first)
        money = units.currency_at(text, first, chunk.end())
        if found is not None and found[2] <= stop and money is None:
            entry, place = found[0], found[2]
        elif money is not None:
            entry, place = money, chunk.end()
        elif chunk[1].lower() in ("of", "of:"):
            place = chunk.end()
            continue
        else:
            return None
        if entry.kind == "scale":
            scale *= entry.factor
        elif unit is None:
            unit = entry.currency(countries) if entry.kind == "bare" else entry.unit
            scale, dimension = scale * entry.factor, entry.dimension
    if unit is None or (scale == 1 and dimension == "money") or dimension in ("percent", "time"):
        return None
    return Heading(match.start(1), stop, unit, scale, dimension)


def _end(text: str, start: int) -> int:
    """Where the table ends: at the first blank line after its first row."""
    row = start
    while row < min(len(text), start + _REACH) and text[row] in ":.)\n\r \t":
        row += 1
    blank = text.find("\n\n", row, start + _REACH)
    return blank if blank >= 0 else min(len(text), start + _REACH)
