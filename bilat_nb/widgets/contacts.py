"""The explorer of contacts: on a line of time, counted by period, in a calendar, or as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import views, words
from bilat_nb.selection import select
from bilat_nb.widgets import listing, options
from bilat_nb.widgets.calls import Code, call
from bilat_nb.widgets.controls import ALL, FIT, Choice, Controls, Tick
from bilat_nb.widgets.explorer import Explorer
from bilat_nb.widgets.listing import Column, Row

_VIEWS = (
    ("timeline", "timeline"),
    ("count by year", "year"),
    ("count by quarter", "quarter"),
    ("count by month", "month"),
    ("calendar of months", "calendar"),
    ("calendar of weeks", "weeks"),
    ("network of people", "people"),
    ("network of offices", "offices"),
    ("network of countries", "countries"),
)
# The view of each option, what it is asked for, and whether it takes stated counts and the reference.
_DRAWN: dict[str, tuple[str, dict[str, str], bool, bool]] = {
    "timeline": ("contacts_timeline", {}, True, True),
    **{by: ("contact_frequency", {"by": by}, True, True) for by in ("year", "quarter", "month")},
    "calendar": ("contact_calendar", {"by": "month"}, False, True),
    "weeks": ("contact_calendar", {"by": "week"}, False, True),
    "people": ("contact_network", {"nodes": "people"}, False, False),
    "offices": ("contact_network", {"nodes": "offices"}, False, False),
    "countries": ("contact_network", {"nodes": "countries"}, False, False),
}


class ContactsExplorer(Explorer):
    """Explore contacts of officials as the documents tell them.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.
    **state
        Where the pickers stand at first:
        ``bn.explore_contacts(facts, view="year", level="head_of_state")``.
        The attribute `state` tells it of a view that was found by hand; `code` is the same view by helper functions,
        `shown` its rows.
    """

    name, subject, file = "explore_contacts", "contacts and counts of contacts", "contacts"

    def parts(self) -> Sequence[Choice | Tick]:
        """Return the pickers; the options are what the tables hold."""
        contacts, counts = self.facts.contacts, self.facts.contact_counts
        days = (contacts["start"], contacts["end"], counts["period_start"], counts["period_end"])
        levels = options.counted(chain(contacts["level"], counts["level"]))
        kinds = options.counted(chain(contacts["kind"], counts["kind"]))
        return (
            Choice("view", "View", _VIEWS, "timeline", "160px"),
            Choice("countries", "Countries", [ALL, *options.groups(contacts)], width=FIT),
            Choice("level", "Level", [ALL, *levels], width="150px"),
            Choice("kind", "Kind", [ALL, *kinds], width="104px"),
            options.time("since", *days),
            options.time("until", *days),
            options.documents(self.documents, contacts, counts),
            options.status(contacts),
            Tick("official", "contacts known from the reference", True),
        )

    def choose(self, values: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the contacts and the counts chosen; the view picks the years."""
        contacts = select(self.facts.contacts, **_contacts_wanted(values))
        counts = select(self.facts.contact_counts, **_counts_wanted(values))
        return {
            "contacts": contacts.sort_values(["start", "end"], kind="stable"),
            "contact_counts": counts.sort_values(["period_start", "period_end"], kind="stable"),
        }

    def adapt(self, controls: Controls) -> None:
        """The reference has no place in a network: it names no people."""
        known = _DRAWN[controls.current["view"]][3]
        controls.turn("official", "" if known else "a network is drawn from the documents alone")

    def draw(self, tables: Mapping[str, pd.DataFrame], values: Mapping[str, Any], **looks: Any) -> Figure:
        """Draw the view."""
        name, asked, counts, known = _DRAWN[values["view"]]
        wanted = {"documents": self.facts.documents, **asked, **options.years_wanted(values), **looks}
        if known and values["official"]:
            wanted["reference"] = self.official("contacts")
        if name == "contact_network":
            wanted["participants"] = self.facts.participants
        first = [tables["contacts"], *([tables["contact_counts"]] if counts else [])]
        figure: Figure = getattr(views, name)(*first, **wanted)[0]
        return figure

    def calls(self, values: Mapping[str, Any]) -> str:
        """Return the code that makes the same picture."""
        name, asked, counts, known = _DRAWN[values["view"]]
        looks: dict[str, Any] = {**asked, "documents": Code("facts.documents")} | options.years_wanted(values)
        if known and values["official"]:
            looks["reference"] = Code(call("bn.load_reference", repr("contacts")))
        if name == "contact_network":
            looks["participants"] = Code("facts.participants")
        rows = [f"contacts = {call('bn.select', 'facts.contacts', **_contacts_wanted(values))}"]
        if counts:
            rows.append(f"counts = {call('bn.select', 'facts.contact_counts', **_counts_wanted(values))}")
        first = ["contacts", "counts"] if counts else ["contacts"]
        return "\n".join([*rows, f"fig, ax = {call(f'bn.views.{name}', *first, **looks)}"])

    def columns(self) -> Sequence[Column]:
        """Return the columns of the linked table."""
        return (
            Column("what", _what),
            listing.term("level"),
            Column("when", _when, lambda row: listing.day(row.get("start", row.get("period_start")))),
            listing.cell("place"),
            listing.cell("participants"),
            listing.cell("countries"),
            listing.told_by(self.tellers),
            listing.QUOTE,
            listing.PLACE_IN_TEXT,
        )


def _what(row: Row) -> str:
    """The kind of contact, or the number that is stated."""
    if "count" in row:
        return words.row_words("contact_counts", row).partition(":")[0]
    return words.term(row["kind"]) + (" planned" if row.get("status") == "planned" else "")


def _when(row: Row) -> str:
    if "count" in row:
        return words.period_words(row["period_start"], row["period_end"])
    return words.period_words(row["start"], row["end"])


def _contacts_wanted(values: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {"kind": values["kind"], "level": values["level"]}
    return options.rows_wanted(values) | {key: value for key, value in wanted.items() if value is not None}


def _counts_wanted(values: Mapping[str, Any]) -> dict[str, Any]:
    """A stated count tells of contacts that were held: it has no status of its own."""
    return {key: value for key, value in _contacts_wanted(values).items() if key != "status"}
