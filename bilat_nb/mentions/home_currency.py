"""Whose dollars and rupees they are: those of the country that a text names first.

Statistics offices and ministries of countries with dollars of their own write "$" for their own money. A text that says
"US$" or has the United States among its first countries is left alone: there "$" stays the US dollar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import overload

from bilat_nb import vocabulary
from bilat_nb.model import Quantity, Token

_EXPLICIT = (
    "US$",
    "USD",
    "U.S. dollar",
    "US dollar",
    "U.S. Dollar",
    "U.S. dlr",
    "U.S. Dlr",
    "US dlr",
    "American dollar",
    "$US",
    "A$",
    "NZ$",
    "C$",
    "CA$",
    "AU$",
)
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


class ByFirstMention(Sequence[str]):
    """The countries of a text, the first ones in the order in which it names them or their cities.

    Who writes about money without saying whose ("Rs16.9 billion", "$32.6 billion") names the own country first, be it
    in the dateline. The order is looked up when it is asked for: most texts say whose money they mean.
    """

    def __init__(self, tokens: Iterable[Token], countries: Sequence[str]) -> None:
        self._tokens = tokens
        self._countries = countries
        self._order: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self._countries)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if self._order is None:
            self._order = _ordered(self._tokens, self._countries)
        return self._order[index]


def _ordered(tokens: Iterable[Token], countries: Sequence[str]) -> tuple[str, ...]:
    wanted = set(countries[:_FIRST])
    order: list[str] = []
    for token in tokens if len(wanted) > 1 else ():
        country = token.cell("countries", "iso") or token.cell("cities", "country")
        if country in wanted:
            wanted.discard(country)
            order.append(country)
            if not wanted:
                break
    return (*order, *(country for country in countries if country not in order))


def at_home(text: str, found: list[Quantity], countries: Sequence[str]) -> None:
    """Give bare dollars the currency of the first country of the text; `found` is changed in place."""
    dollars = [i for i, q in enumerate(found) if q.unit is not None and q.unit[:3] == "USD"] if countries else []
    names = _homes().get(countries[0]) if dollars else None
    if names is None or "USA" in countries[:_FIRST] or any(word in text for word in _EXPLICIT):
        return
    for i in dollars:
        quantity = found[i]
        told = next((text[part.start : part.stop] for part in quantity.parts if part.role == "unit"), "")
        code = names.get(told.lower())
        if code is not None:
            found[i] = replace(quantity, unit=code + (quantity.unit or "")[3:])
