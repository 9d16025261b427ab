"""The units of the tables of facts: a quantity told in kilograms or cubic feet is a row in tonnes or cubic metres."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Quantity


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {row["unit"]: (row["base"], float(row["factor"])) for row in vocabulary.table("figures/table_units")}


def in_table_unit(quantity: Quantity) -> Quantity:
    """Return a quantity in the unit that the tables of trade and energy hold; most are in it already.

    Examples
    --------
    >>> in_table_unit(Quantity(0, 8, 5000.0, "kW", "power")).value
    5.0
    """
    name, _, per = (quantity.unit or "").partition("/")
    known = _units().get(per or name)
    if known is None:
        return quantity
    base, factor = known
    unit, factor = (f"{name}/{base}", 1 / factor) if per else (base, factor)
    ends = [n if n is None else float(f"{n * factor:.12g}") for n in (quantity.low, quantity.high)]
    value = float(f"{quantity.value * factor:.12g}")
    return replace(quantity, value=value, low=ends[0], high=ends[1], unit=unit)
