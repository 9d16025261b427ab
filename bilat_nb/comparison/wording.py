"""A claim and an official figure in one sentence of plain English."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from bilat_nb.comparison.figures import figure_words
from bilat_nb.vocabulary import table
from bilat_nb.words import missing, number, period_words, term

_SOURCES = {"trade": "the count of {0}", "energy": "what {0} tells", "contact_counts": "what {0} tells"}


def sentences(pairs: pd.DataFrame) -> list[str]:
    """Return one sentence for each row of claims joined with figures."""
    names = [
        "table", "text", "flow", "measure", "countries", "start", "end", "position", "difference", "unit",
        "teller_r", "figure_text", "made", "source_name", "meets", "reason", "scope_r", "origin", "doc_id",
    ]  # fmt: skip
    return [_sentence(dict(zip(names, cells, strict=True))) for cells in zip(*(pairs[n] for n in names), strict=True)]


def _sentence(row: dict[str, Any]) -> str:
    what = term(row["flow"])
    when = period_words(row["start"], row["end"])
    claim = f"{row['text'][:1].upper()}{row['text'][1:]}"
    head = f"{claim} ({', '.join(part for part in (_changed(what, row), row['countries'], when) if part)})"
    verb = "fits" if row["position"] == "within" else "is"
    return f"{head} {verb} {_place(row)}: {_ending(row)}."


def _changed(what: str, row: dict[str, Any]) -> str:
    if row["table"] == "contact_counts":
        return ""
    return {"change": f"change of {what}", "share": f"share of {what}"}.get(row["measure"], what)


def _place(row: dict[str, Any]) -> str:
    """Where the claim stands beside the figure."""
    whose = _SOURCES[row["table"]].format(country_name(row["teller_r"]))
    made = f", that is {row['made']}" if row["made"] else ""
    figure = f"{whose}, {row['figure_text']}{made} ({_named(row)})"
    if row["position"] == "at":
        return f"at {figure}"
    if row["position"] == "within":
        return figure
    return f"{_gap(abs(row['difference']), row['unit'])} {row['position']} {figure}"


def _gap(size: float, unit: str) -> str:
    return f"{number(size, 3)} points" if unit == "%" else figure_words(size, unit)


def _named(row: dict[str, Any]) -> str:
    """The source, and its scope where it is not goods alone."""
    source = str(row["source_name"])
    if row["table"] != "trade" or row["scope_r"] == "goods":
        return source
    return f"{source}; {row['scope_r'] or 'scope not told'}"


def _ending(row: dict[str, Any]) -> str:
    own = not missing(row["origin"]) and {*str(row["origin"]).split("; ")} & {*str(row["doc_id"]).split("; ")} - {""}
    if row["meets"] and own:
        return "they agree, but the figure is the document's own"
    if row["meets"]:
        return "they agree" if row["position"] in ("at", "within") else "they agree within what the words leave open"
    if row["reason"]:
        return f"they differ, but {row['reason']}"
    return "they contradict each other: it is further from each official count than these are from one another"


@cache
def country_name(code: str) -> str:
    """Name of a country by its code; the code where it has none."""
    rows = (row for row in table("countries") if row["iso"] == code and row["kind"] == "name")
    return next((row["forms"].split("|")[0] for row in rows), code)
