"""Whose dollars and rupees they are: those of the country that a text names first.

Statistics offices and ministries of countries with dollars of their own write "$" for their own money. A text that says
"US$" or has the United States among its first countries is left alone: there "$" stays the US dollar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Quantity, Token

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


def by_first_mention(tokens: Iterable[Token], countries: Sequence[str]) -> tuple[str, ...]:
    """Return the first countries of a text in the order in which they are named, themselves or their cities.

    Who writes about money without saying whose ("Rs16.9 billion", "$32.6 billion") names the own country first, be it
    in the dateline.
    """
    wanted = set(countries[:_FIRST])
    order: list[str] = []
    if len(wanted) > 1:
        for token in tokens:
            country = token.cell("countries", "iso") or token.cell("cities", "country")
            if country in wanted:
                wanted.discard(country)
                order.append(country)
                if not wanted:
                    break
    return (*order, *(country for country in countries if country not in order))


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
