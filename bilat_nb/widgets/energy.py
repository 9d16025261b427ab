"""The explorer of energy: bars as wide as the period they measure, on top of the official figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import views
from bilat_nb.indexing import UNIT, index_series, why_no_index
from bilat_nb.selection import select
from bilat_nb.widgets import listing, options
from bilat_nb.widgets.calls import Code, call
from bilat_nb.widgets.controls import ALL, FIT, Choice, Controls, Options, Tick
from bilat_nb.widgets.explorer import Explorer
from bilat_nb.widgets.listing import Column
from bilat_nb.words import term

_SIDE_BY_SIDE = "+"


class EnergyExplorer(Explorer):
    """Explore energy between countries as the documents tell it.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.
    **state
        Where the pickers stand at first:
        ``bn.explore_energy(facts, indicator="investment")``.
        The attribute `state` tells it of a view that was found by hand; `code` is the same view by helper functions,
        `shown` its rows.
    """

    name, subject, file = "explore_energy", "energy figures", "energy"

    def parts(self) -> Sequence[Choice | Tick]:
        """Return the pickers; what they offer depends on the countries, see `adapt`."""
        energy = self.facts.energy
        days = (energy["period_start"], energy["period_end"])
        pairs = [*options.pairs(energy, "supplier", "recipient"), ALL]
        return (
            Choice("countries", "Countries", pairs, pairs[0][1], FIT),
            Choice("indicator", "Indicator", [ALL], width="120px"),
            Choice("commodity", "Commodity", [ALL], width="136px"),
            Choice("measure", "Measure", [ALL], width="96px"),
            Choice("unit", "Unit", [ALL], width="92px"),
            options.time("since", *days),
            options.time("until", *days),
            options.documents(self.documents, energy),
            options.status(energy),
            Tick("official", "official series", True),
            Tick("log", "logarithmic"),
            Tick("relative", "relative (first = 100)"),
        )

    def adapt(self, controls: Controls) -> None:
        """Offer what is told of the countries, the commodities of the indicator, and their measures and units."""
        told = select(self.facts.energy, countries=options.codes(controls.limits["countries"]))
        controls.narrow("documents", options.documents(self.documents, told).options)
        controls.narrow("indicator", options.first(options.counted(told["indicator"]), "delivery")[0])
        told = select(told, indicator=controls.limits["indicator"])
        controls.narrow("commodity", _commodities(told))
        told = select(told, commodity=_asked(controls.limits))
        controls.narrow("measure", options.first(options.counted(told["measure"]), "level")[0])
        told = select(told, measure=controls.limits["measure"])
        several = len(_asked(controls.limits)) > 1
        controls.narrow("unit", [ALL] if several else options.first(options.counted(told["unit"], str), "m3")[0])
        controls.turn("log", self._no_log(controls.limits))
        controls.turn("relative", self._no_index(controls.limits))

    def choose(self, values: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the rows of the countries, documents and status chosen; the view picks the rest."""
        rows = select(self.facts.energy, **options.rows_wanted(values))
        if self._relative(values):
            rows = index_series(rows, unit=values["unit"])
        return {"energy": rows.sort_values(["period_start", "period_end"], kind="stable")}

    def draw(self, tables: Mapping[str, pd.DataFrame], values: Mapping[str, Any], **looks: Any) -> Figure:
        """Draw the view."""
        reference = self.official("energy") if values["official"] else None
        if reference is not None and self._relative(values):
            reference = index_series(reference, like=tables["energy"])
        wanted = self._view_wanted(values)
        return views.energy_flows(
            tables["energy"], reference=reference, documents=self.facts.documents, **wanted, **looks
        )[0]

    def calls(self, values: Mapping[str, Any]) -> str:
        """Return the code that makes the same picture."""
        looks, relative = self._view_wanted(values), self._relative(values)
        chosen = call("bn.select", "facts.energy", **options.rows_wanted(values))
        if relative:
            chosen = call("bn.index_series", chosen, **({"unit": values["unit"]} if values["unit"] else {}))
        if values["official"]:
            official = call("bn.load_reference", repr("energy"))
            looks["reference"] = Code(call("bn.index_series", official, like=Code("rows")) if relative else official)
        drawn = call("bn.views.energy_flows", "rows", documents=Code("facts.documents"), **looks)
        return f"rows = {chosen}\nfig, ax = {drawn}"

    def columns(self) -> Sequence[Column]:
        """Return the columns of the linked table."""
        return (
            listing.VALUE,
            listing.term("commodity"),
            listing.term("indicator"),
            listing.period(),
            listing.countries("supplier", "recipient"),
            listing.cell("project"),
            listing.told_by(self.tellers),
            listing.QUOTE,
            listing.PLACE_IN_TEXT,
        )

    def _view_wanted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        asked = _asked(values)
        wanted = {
            "commodity": asked if len(asked) > 1 else asked[0],
            "indicator": values["indicator"],
            "measure": values["measure"],
            "unit": UNIT if self._relative(values) else values["unit"],
        }
        if values["log"] and not self._no_log(values):
            wanted["log"] = True
        return {key: value for key, value in wanted.items() if value is not None} | options.years_wanted(values)

    def _no_log(self, values: Mapping[str, Any]) -> str:
        """Why a logarithmic scale makes no sense, or an empty text."""
        if values["measure"] != "level":
            return "these are no amounts"
        told = _told(values)
        lowest = self.once(("lowest", str(told)), lambda: select(self.facts.energy, **told)["value"].min())
        return "an amount is zero or below" if lowest <= 0 else ""

    def _relative(self, values: Mapping[str, Any]) -> bool:
        return bool(values["relative"]) and not self._no_index(values)

    def _no_index(self, values: Mapping[str, Any]) -> str:
        """Why nothing can be told in relation to a first period, or an empty text."""
        if values["measure"] != "level":
            return "these are no amounts"
        told = _told(values)
        return str(self.once(("index", values["unit"], str(told)), lambda: why_no_index(
            select(self.facts.energy, **told), values["unit"]
        )))  # fmt: skip


def _commodities(told: pd.DataFrame) -> Options:
    """Each commodity, and before them the two or three most frequent ones side by side."""
    single = options.counted(told["commodity"])
    if len(single) < 2:
        return options.first(single, "gas")[0]
    values = [value for _, value in single[:3]]
    names = [term(value) for value in values]
    return [(f"{', '.join(names[:-1])} and {names[-1]}", _SIDE_BY_SIDE.join(values)), *single]


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `select` is to be asked for, the indicator and the commodities too."""
    return {**options.rows_wanted(values), "indicator": values["indicator"], "commodity": _asked(values),
            "measure": values["measure"]}  # fmt: skip


def _asked(values: Mapping[str, Any]) -> list[str]:
    return str(values["commodity"]).split(_SIDE_BY_SIDE)
