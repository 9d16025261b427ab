"""Amounts that are prices because of what stands beside them: "653.8 rubles per ton ($7.1)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat_nb.mentions.numbers import FIGURE, figure_value
from bilat_nb.mentions.phrases import role, sentence_at
from bilat_nb.model import Quantity

_NEAR = 20
_CENTS = re.compile(r"(?:\b(?:cents?|cts?|kopecks?|pence|paise|fils)\b|¢)", re.I)


def share_prices(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity]) -> None:
    """Make prices of the amounts of money that share the "per" of a price beside them; `found` is changed in place."""
    if not any(quantity.dimension == "price" for quantity in found):
        return
    for i, quantity in enumerate(found):
        if quantity.dimension != "money" or quantity.refused or any(part.role == "per" for part in quantity.parts):
            continue
        price = _before_bracket(text, found, i) or _raised_to(text, found, i) or _in_sentence(text, sentences, found, i)
        ratio = _ratio(text, price) if price is not None else None
        if price is None or price.unit is None or ratio is None:
            continue
        ends = [
            None if n is None else float(f"{n * ratio:.12g}") for n in (quantity.value, quantity.low, quantity.high)
        ]
        unit = f"{quantity.unit}/{price.unit.split('/', 1)[1]}"
        value = ends[0] if ends[0] is not None else quantity.value
        found[i] = replace(quantity, value=value, low=ends[1], high=ends[2], unit=unit, dimension="price")


def _before_bracket(text: str, found: list[Quantity], i: int) -> Quantity | None:
    """The price in front of a bracket that holds nothing but this amount: "653.8 rubles per ton ($7.1)"."""
    quantity = found[i]
    before = found[i - 1] if i else None
    if before is None or before.dimension != "price" or text[quantity.stop : quantity.stop + 1] != ")":
        return None
    return before if text[before.stop : quantity.start].strip(" \u00a0\n") == "(" else None


def _raised_to(text: str, found: list[Quantity], i: int) -> Quantity | None:
    """The amount of a change right before: "by 50 cents a barrel to 17.35 dollars"."""
    before = found[i - 1] if i else None
    if before is None or before.dimension != "price" or not (before.unit or "").startswith(f"{found[i].unit}/"):
        return None
    return before if text[before.stop : found[i].start].strip(" ,\n") == "to" else None


def _in_sentence(text: str, sentences: Sequence[tuple[int, int]], found: list[Quantity], i: int) -> Quantity | None:
    """A price of the same currency and size in a sentence about prices: "400 dollars, while it pays 164 per ton"."""
    quantity = found[i]
    start, stop = sentence_at(sentences, quantity.start, len(text))
    words = frozenset(text[start:stop].lower().replace(",", " ").split())
    if quantity.unit is None or not words & role("price"):
        return None
    for other in found[max(0, i - _NEAR) : i + _NEAR]:
        if other.start < start or other.stop > stop or other.dimension != "price" or other.unit is None:
            continue
        ratio = _ratio(text, other)
        if ratio and other.unit.startswith(f"{quantity.unit}/") and 0.05 < quantity.value * ratio / other.value < 20:
            return other
    return None


def _ratio(text: str, price: Quantity) -> float | None:
    """What turns the written figure of a price into its value; None when that cannot be told."""
    written = next((text[part.start : part.stop] for part in price.parts if part.role == "value"), "")
    figure = figure_value(written) if FIGURE.fullmatch(written) else None
    value = price.low if price.low is not None else price.value
    ratio = abs(value) / figure if figure and value else None
    in_cents = _CENTS.search(text, price.start, price.stop) is not None  # "50 cents a barrel to 17.35 dollars"
    return ratio * 100 if ratio and in_cents else ratio
