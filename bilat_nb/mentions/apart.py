"""Units that stand apart from their number: "3 million of tonnes", "50 previous years", "half a percentage point"."""

from __future__ import annotations

import re

from bilat_nb.mentions import units
from bilat_nb.mentions.nouns import is_plural
from bilat_nb.mentions.phrases import chunk_at, role
from bilat_nb.mentions.units import Unit

Entry = tuple[Unit, int, int]
"""A unit with its span."""

_OF_ONE = re.compile(r"(?: of)? (?:an?|one)(?: (?:U\.?S\.?|full|single|whole))?\b")


def after_of(text: str, stop: int) -> Entry | None:
    """The unit after "of": "5 billions of dollars", "3 million of tonnes"."""
    if text[stop : stop + 4] != " of ":
        return None
    found = units.after().after(text, stop + 3)
    return found if found is not None and found[0].kind != "scale" and found[2] - found[1] > 3 else None


def after_adjective(text: str, stop: int) -> Entry | None:
    """The unit that an adjective keeps apart from its number: "517 rushing yards", "50 previous years"."""
    chunk = chunk_at(text, stop)
    if chunk is None or chunk.start(1) == stop or not (chunk[1].isalpha() and chunk[1].islower()):
        return None
    if chunk[1] in role("ends_noun") or chunk[1] in role("part_of_unit") or text[chunk.end() : chunk.end() + 1] != " ":
        return None
    found = units.after().after(text, chunk.end())
    if found is None or found[0].kind != "unit":
        return None
    word = text[found[1] : found[2]]
    return found if len(word) > 3 and is_plural(word) else None


def of_one(text: str, stop: int) -> Entry | None:
    """The unit of which a fraction tells a part: "half a percentage point", "a quarter of a mile"."""
    match = _OF_ONE.match(text, stop)
    found = units.after().after(text, match.end()) if match is not None else None
    if found is None or found[0].kind == "scale" or not text[found[1]].isalpha():
        return None
    return found if found[2] - found[1] > 3 else None


def weighed(text: str, entry: Entry) -> bool:
    """Whether pounds are a mass: "5 pounds of sugar", not "500 pounds of aid"."""
    _, start, stop = entry
    if not text[start:stop].lower().startswith("pound") or text[stop : stop + 4] != " of ":
        return False
    chunk = chunk_at(text, stop + 3)
    return chunk is not None and chunk[1].islower() and chunk[1].rstrip(".") not in role("paid")
