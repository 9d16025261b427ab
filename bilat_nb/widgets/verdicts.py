"""The explorer of verdicts: every check in a row, documents by checks, claims over official figures, growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import views, words
from bilat_nb.comparison import growths, select_verdicts, verdicts
from bilat_nb.reference import load_reference
from bilat_nb.reporting.contents import shown
from bilat_nb.reporting.evidence import evidence_html
from bilat_nb.widgets import listing, options
from bilat_nb.widgets.buttons import heading
from bilat_nb.widgets.calls import Code, call
from bilat_nb.widgets.controls import ALL, Choice, Tick
from bilat_nb.widgets.explorer import Explorer
from bilat_nb.widgets.listing import Column, Row

_VIEWS = (
    ("every check", "checks"),
    ("documents by checks", "matrix"),
    ("claims and official series", "official"),
    ("growth and levels", "growth"),
)
_NEEDED = ("verdict", "check", "against", "documents", "since", "until")


class VerdictsExplorer(Explorer):
    """Explore where documents agree with themselves, each other and official figures.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    found : DataFrame, optional
        Verdicts, as `bilat_nb.verdicts` gives them; computed with the bundled official figures when not given.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.
    **state
        Where the pickers stand at first: ``bn.explore_verdicts(facts, view="matrix", verdict="contradicts")``.
        The attribute `state` tells it of a view that was found by hand; `code` is the same view by helper functions,
        `shown` its rows.
    """

    name, subject, file = "explore_verdicts", "checks", "verdicts"

    def __init__(self, facts: Any, found: pd.DataFrame | None = None, **state: Any) -> None:
        found = verdicts(facts) if found is None else found
        # what an explorer picks by is the verdict; its first document stands for the row
        self.found = found.assign(fact_id=found["verdict_id"], doc_id=found["doc_ids"].str.split("; ").str[0])
        super().__init__(facts, **state)

    def parts(self) -> Sequence[Choice | Tick]:
        """Return the pickers."""
        found = self.found
        documents = found[["doc_ids"]].assign(doc_id=found["doc_ids"].str.split("; ")).explode("doc_id")
        return (
            Choice("view", "View", _VIEWS, "checks", "136px"),
            Choice("verdict", "Verdict", [ALL, *options.counted(found["verdict"])], width="104px"),
            Choice("check", "Check", [ALL, *options.counted(found["check"])], width="120px"),
            Choice("against", "Against", [ALL, *options.counted(found["against"])], width="104px"),
            Choice("countries", "Countries", [ALL, *options.groups(found)], width="126px"),
            options.time("since", found["period_start"], found["period_end"]),
            options.time("until", found["period_start"], found["period_end"]),
            options.documents(self.documents, documents),
            Tick("derived", "what is implied", True),
        )

    def choose(self, values: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the verdicts chosen; the view picks those that it can draw."""
        return {"verdicts": select_verdicts(self.found, **_wanted(values))}

    def draw(self, tables: Mapping[str, pd.DataFrame], values: Mapping[str, Any], **looks: Any) -> Figure:
        """Draw the view."""
        rows, documents = tables["verdicts"], self.facts.documents
        match values["view"]:
            case "matrix":
                return views.agreement_matrix(rows, documents=documents, **looks)[0]
            case "official":
                official = load_reference("trade")
                return views.claims_and_official(rows, official, documents=documents, **looks)[0]
            case "growth":
                return views.growth_and_levels(growths(self.facts, rows), **looks)[0]
        return views.agreement_checks(rows, documents=documents, **looks)[0]

    def calls(self, values: Mapping[str, Any]) -> str:
        """Return the code that makes the same picture."""
        chosen = call("bn.select_verdicts", "bn.verdicts(facts)", **_wanted(values))
        documents = {"documents": Code("facts.documents")}
        drawn = {
            "matrix": call("bn.views.agreement_matrix", "rows", **documents),
            "official": call("bn.views.claims_and_official", "rows", "bn.load_reference('trade')", **documents),
            "growth": call("bn.views.growth_and_levels", "bn.growths(facts, rows)"),
        }.get(values["view"], call("bn.views.agreement_checks", "rows", **documents))
        return f"rows = {chosen}\nfig, ax = {drawn}"

    def columns(self) -> Sequence[Column]:
        """Return the columns of the linked table."""
        return (
            listing.term("verdict"),
            listing.term("check"),
            listing.period(),
            _value("stated", "stated"),
            _value("found", "recomputed"),
            listing.cell("reporter", "counted by"),
            listing.cell("sentence", "in words"),
        )

    def _evidence(self, table: str, row: Row) -> str:  # noqa: ARG002 (there is one table)
        return evidence_html(self.facts, row)

    def _heading(self, table: str, row: Row) -> str:  # noqa: ARG002
        when = words.period_words(row["period_start"], row["period_end"])
        return heading(
            row["fact_id"], self._place() + 1, len(self._rows), str(row["verdict"]), f"{row['check']}, {when}"
        )

    def _status(self) -> str:
        left = len(self.choose(self.controls.limits)["verdicts"]) - len(self._picture.rows)
        more = f" {left} more have no place in this picture." if left else ""
        return f"<span>{len(self._rows)} of {len(self.found)} checks shown{self._searched()}.{more}</span>"

    def _doc_ids(self) -> list[str]:
        return [doc for _, row in self._rows for doc in str(row["doc_ids"]).split("; ")]


def _value(head: str, name: str) -> Column:
    """A column of values, each in the unit of its row."""
    return Column(head, lambda row: shown(row[name], row["unit"]), lambda row: row[name], number=True)


def _wanted(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `select_verdicts` is to be asked for."""
    wanted = {key: values[key] for key in _NEEDED if values[key] is not None}
    if values["countries"]:
        wanted["countries"] = options.codes(values["countries"])
    return wanted if values["derived"] else wanted | {"derived": False}
