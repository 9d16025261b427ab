"""Whose dollar "$" is: that of the country a text is first of all about, where that country has dollars of its own.

Statistics offices and ministries of such countries write "$" for their own money. A text that says "US$" or names the
United States among its first countries is left alone: there "$" stays the US dollar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Quantity

_EXPLICIT = ("US$", "USD", "U.S. dollar", "US dollar", "American dollar", "$US", "A$", "NZ$", "C$", "CA$", "AU$")
_FIRST = 3


@cache
def _homes() -> dict[str, dict[str, str]]:
    """For each country with dollars of its own: what a bare name or sign means there."""
    rows = (row for row in vocabulary.table("figures/bare_currencies") if row["by_first"])
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        for pair in row["by_first"].split("|"):
            country, code = pair.split(":")
            found.setdefault(country, {}).update(dict.fromkeys(("$", *vocabulary.forms(row)), code))
    return found


def at_home(text: str, found: list[Quantity], countries: Sequence[str]) -> None:
    """Give bare dollars the currency of the first country of the text; `found` is changed in place."""
    names = _homes().get(countries[0]) if countries else None
    if names is None or "USA" in countries[:_FIRST] or any(word in text for word in _EXPLICIT):
        return
    for i, quantity in enumerate(found):
        if quantity.unit is None or quantity.unit[:3] != "USD":
            continue
        told = next((text[part.start : part.stop] for part in quantity.parts if part.role == "unit"), "")
        code = names.get(told.lower())
        if code is not None:
            found[i] = replace(quantity, unit=code + quantity.unit[3:])
