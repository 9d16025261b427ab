"""The country of the news agency that sends a text: told behind the place of its dateline."""

from __future__ import annotations

import re
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Reading, once

_MARKED = re.compile(
    r"(?:^|\s)[(/\[] ?([A-Za-zÁ-Žá-ž][\w.-]+(?: [A-Z]\w+)?)(?:[ –—/-]{1,3}[A-Z][\w. -]{1,20})? ?[)/\]]"
)
_HEAD = 400
"""Within how many characters from the top an agency names itself."""


@cache
def _agencies() -> dict[str, str]:
    """Country codes by the names of national agencies."""
    return {name: row["iso"] for row in vocabulary.table("agencies") for name in row["names"].split("|")}


@once
def agency_country(reading: Reading) -> str | None:
    """Return the country of the agency that a text comes from: "ROME, 23 July 2025 (APS) - The President".

    An agency of a third country tells nothing about the sides: only one of those that the text is about counts.
    """
    if (home := _agencies().get(reading.publisher or "")) in reading.countries[:4]:
        return home
    for match in _MARKED.finditer(reading.text, 0, _HEAD):
        home = _agencies().get(match[1])
        if home in reading.countries[:4]:
            return home
    return None
