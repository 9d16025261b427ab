"""The explorer of trade: stated figures on top of the official series."""

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
from bilat_nb.widgets.controls import ALL, FIT, Choice, Controls, Tick
from bilat_nb.widgets.explorer import Explorer
from bilat_nb.widgets.listing import Column

_MEASURES = (("level and growth", "level and change"), ("level", "level"), ("growth", "change"), ("share", "share"))

_MONEY = ("level", "level and change")


class TradeExplorer(Explorer):
    """Explore trade between countries as the documents tell it.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.
    **state
        Where the pickers stand at first:
        ``bn.explore_trade(facts, flow="exports", since=2017)``.
        The attribute `state` tells it of a view that was found by hand; `code` is the same view by helper functions,
        `shown` its rows.
    """

    name, subject, file = "explore_trade", "trade figures", "trade"

    def parts(self) -> Sequence[Choice | Tick]:
        """Return the pickers; what they offer depends on the countries, see `adapt`."""
        trade = self.facts.trade
        days = (trade["period_start"], trade["period_end"])
        pairs, pair = options.first(options.pairs(trade, "reporter", "partner"), "none")
        return (
            Choice("countries", "Countries", pairs, pair, FIT),
            Choice("flow", "Flow", [ALL], width="120px"),
            Choice("measure", "Measure", _MEASURES, "level and change", "126px"),
            Choice("product", "Product", [ALL], width="126px"),
            Choice("unit", "Unit", [ALL], width="92px"),
            options.time("since", *days),
            options.time("until", *days),
            options.documents(self.documents, trade),
            options.status(trade),
            Tick("official", "official series", True),
            Tick("log", "logarithmic"),
            Tick("relative", "relative (first = 100)"),
        )

    def adapt(self, controls: Controls) -> None:
        """Offer what is told of the countries; turn the logarithmic scale off where it would mislead."""
        limits = controls.limits
        told = select(self.facts.trade, countries=options.codes(limits["countries"]))
        controls.narrow("flow", options.first(options.counted(told["flow"]), "turnover")[0])
        goods = options.counted(told["product"], lambda name: "all goods" if name == "all" else str(name))
        products = options.first(sorted(goods, key=lambda option: option[1] != "all"), "all")[0]
        controls.narrow("product", products)
        controls.narrow("documents", options.documents(self.documents, told).options)
        levels = select(told, flow=controls.limits["flow"], measure="level")
        units = options.first(options.counted(levels["unit"], str), "USD")[0]
        controls.narrow("unit", units if limits["measure"] in _MONEY else [("%", "%")])
        controls.turn("log", _no_log(controls.limits))
        controls.turn("relative", self._no_index(controls.limits))

    def choose(self, values: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the rows of the countries, documents and status chosen; the view picks flow, measure and years."""
        rows = select(self.facts.trade, **options.rows_wanted(values))
        if self._relative(values):
            rows = index_series(rows, unit=values["unit"])
        return {"trade": rows.sort_values(["period_start", "period_end"], kind="stable")}

    def draw(self, tables: Mapping[str, pd.DataFrame], values: Mapping[str, Any], **looks: Any) -> Figure:
        """Draw the view."""
        reference = self.official("trade") if values["official"] else None
        if reference is not None and self._relative(values):
            reference = index_series(reference, like=tables["trade"])
        wanted = self._view_wanted(values)
        return views.trade_trends(
            tables["trade"], reference=reference, documents=self.facts.documents, **wanted, **looks
        )[0]

    def calls(self, values: Mapping[str, Any]) -> str:
        """Return the code that makes the same picture."""
        looks, relative = self._view_wanted(values), self._relative(values)
        chosen = call("bn.select", "facts.trade", **options.rows_wanted(values))
        if relative:
            chosen = call("bn.index_series", chosen, unit=values["unit"])
        if values["official"]:
            official = call("bn.load_reference", repr("trade"))
            looks["reference"] = Code(call("bn.index_series", official, like=Code("rows")) if relative else official)
        drawn = call("bn.views.trade_trends", "rows", documents=Code("facts.documents"), **looks)
        return f"rows = {chosen}\nfig, ax = {drawn}"

    def columns(self) -> Sequence[Column]:
        """Return the columns of the linked table."""
        return (
            listing.VALUE,
            listing.term("flow"),
            listing.term("measure"),
            listing.period(),
            listing.countries("reporter", "partner"),
            listing.told_by(self.tellers),
            listing.QUOTE,
            listing.PLACE_IN_TEXT,
        )

    def _view_wanted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        wanted = {key: values[key] for key in ("flow", "measure", "product")}
        if values["measure"] in _MONEY:
            wanted["unit"] = UNIT if self._relative(values) else values["unit"]
        wanted |= options.years_wanted(values)
        if values["log"] and not _no_log(values):
            wanted["log"] = True
        return wanted

    def _relative(self, values: Mapping[str, Any]) -> bool:
        return bool(values["relative"]) and not self._no_index(values)

    def _no_index(self, values: Mapping[str, Any]) -> str:
        """Why nothing can be told in relation to a first period, or an empty text."""
        if values["measure"] not in _MONEY:
            return "percentages are relative already"
        told = {**options.rows_wanted(values), **{name: values[name] for name in ("flow", "product")}}
        return str(self.once(("index", values["unit"], *told.items()), lambda: why_no_index(
            select(self.facts.trade, **told), values["unit"]
        )))  # fmt: skip


def _no_log(values: Mapping[str, Any]) -> str:
    """Why a logarithmic scale makes no sense, or an empty text."""
    if values["measure"] not in _MONEY:
        return "percentages"
    return "a balance can be negative" if values["flow"] == "balance" else ""
