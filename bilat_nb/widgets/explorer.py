"""What all explorers share: pickers, figure, evidence, linked table, downloads, status.

An explorer computes nothing. It calls `select` and a view with what the pickers say, and shows that call, so that the
same picture can be made in one's own analysis.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import markup, views, words
from bilat_nb.reference import load_reference
from bilat_nb.series import of_facts
from bilat_nb.views.wording import tellers
from bilat_nb.widgets.buttons import FILES, actions_bar, heading
from bilat_nb.widgets.controls import Choice, Controls, Field, Tick
from bilat_nb.widgets.frontend import only_builtin
from bilat_nb.widgets.layout import HEIGHT, fault_html, panes, together
from bilat_nb.widgets.links import link, linked
from bilat_nb.widgets.listing import Column, Row, csv_bytes, matching, rest_html, table_html
from bilat_nb.widgets.pictures import Picture, Pictures

SAVED = (9.0, 5.6)  # inches of the pictures that are saved
SEARCH = Field("search", "Search the table", "words that a row holds")


class Explorer:
    """Base of the explorers: pickers, figure, evidence, linked table, downloads.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.
    **state
        Where the pickers stand at first, as `state` tells it; `selected` is a fact_id.

    Raises
    ------
    ValueError
        If there is no such picker, or it has no such option: it says which there are.
    """

    name = ""  # of the function that makes it
    subject = ""  # what a row is called in the status line
    file = ""  # stem of the files that are saved

    def __init__(self, facts: Any, *, builtin: bool | None = None, **state: Any) -> None:
        self.facts = facts
        self.documents = markup.documents_of(facts)
        self.tellers = tellers(facts.documents)
        self._rows: list[tuple[str, Row]] = []
        self._pictures = Pictures(self._drawn)
        self._picture = Picture("", "", {}, [])
        self._known: dict[Hashable, Any] = {}
        *parts, note = panes(only_builtin(builtin))
        self.figure, self.evidence, self.table, self.status, self.actions = parts
        self.controls = Controls([*self.parts(), SEARCH], self.update, self.adapt, note)
        self.widget = together(self.controls.box, self.controls.widgets["search"], parts)
        for pane in (self.figure, self.table):
            pane.observe(lambda change: self._picked_there(change["new"]), names="picked")
        self.figure.observe(lambda _: self.update(), names=["dark", "width"])
        for pane in (self.evidence, self.table, self.actions):
            pane.on_msg(lambda _, message, __: self._asked(message))
        self.controls.reset_button.on_click(lambda _: self.reset())
        asked = state or linked()
        self._picked = asked.get("selected", "")
        self._begin(state, asked)

    def _begin(self, state: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
        """Set the pickers as they are asked for; an old or mistyped link shows the view at the start and says so."""
        if state:
            self.controls.set({name: value for name, value in state.items() if name != "selected"})
            return
        try:
            self.controls.set(self.controls.known(asked))
        except ValueError as error:
            self.controls.set({})
            self.controls.note.html = f"The link asks for what is not here: {html.escape(str(error))}"

    # What an explorer of its own has to say.

    def parts(self) -> Sequence[Choice | Tick]:
        """Return the pickers."""
        raise NotImplementedError

    def adapt(self, controls: Controls) -> None:
        """Narrow the pickers that depend on others; by default none does."""

    def choose(self, values: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the rows to show, by table."""
        raise NotImplementedError

    def draw(self, tables: Mapping[str, pd.DataFrame], values: Mapping[str, Any], **looks: Any) -> Figure:
        """Draw the rows; `looks` are dark and figsize."""
        raise NotImplementedError

    def calls(self, values: Mapping[str, Any]) -> str:
        """Return the code that makes the same picture."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column]:
        """Return the columns of the linked table."""
        raise NotImplementedError

    # What a reader of the notebook may use.

    @property
    def state(self) -> dict[str, Any]:
        """What makes this view again: ``bn.explore_…(facts, **state)``. Plain values, fit for JSON."""
        chosen = self._rows and self._picked not in ("", self._rows[0][1]["fact_id"])
        return self.controls.state | ({"selected": self._picked} if chosen else {})

    @property
    def selected(self) -> str:
        """The fact_id of the selected row: the one picked, else the first; empty when nothing is shown."""
        ids = [row["fact_id"] for _, row in self._rows]
        return self._picked if self._picked in ids else next(iter(ids), "")

    @property
    def code(self) -> str:
        """The calls of helper functions that make this picture."""
        return self.calls(self.controls.limits)

    @property
    def alternative(self) -> str:
        """What the picture shows, in words."""
        return self._picture.alternative

    @property
    def shown(self) -> pd.DataFrame:
        """The rows shown; with several tables, one after the other."""
        tables = list(self._shown().values())
        return pd.concat([t for t in tables if len(t)] or tables, ignore_index=True)

    def csv(self) -> bytes:
        """Return the rows shown as CSV."""
        return csv_bytes(self._shown())

    def png(self) -> bytes:
        """Return the picture as PNG, in the light theme."""
        return views.to_png(self._saved())

    def svg(self) -> bytes:
        """Return the picture as SVG, in the light theme."""
        return views.to_svg(self._saved()).encode("utf-8")

    def _saved(self) -> Figure:
        values = self.controls.limits
        return self.draw(self.choose(values), values, dark=False, figsize=SAVED)

    def _shown(self) -> dict[str, pd.DataFrame]:
        """The tables of the picture, without what is searched for and not found."""
        if len(self._rows) == len(self._picture.rows):
            return dict(self._picture.tables)
        ids = {row["fact_id"] for _, row in self._rows}
        return {name: of_facts(rows, ids) for name, rows in self._picture.tables.items()}

    def pick(self, fact_id: str) -> None:
        """Select a fact everywhere."""
        if fact_id != self.selected and any(row["fact_id"] == fact_id for _, row in self._rows):
            self._picked = fact_id
        self.figure.picked = self.table.picked = self.selected
        self._guard(self._show_evidence)

    def _picked_there(self, fact_id: str) -> None:
        """Follow what the front end picked; what was set from here is selected already."""
        if fact_id != self.selected:
            self.pick(fact_id)

    def reset(self) -> None:
        """Go back to the view at the start."""
        self._picked = ""
        self.controls.set({})

    def step(self, by: int) -> None:
        """Select the next fact, or the previous one; after the last comes the first."""
        if self._rows:
            self.pick(self._rows[(self._place() + by) % len(self._rows)][1]["fact_id"])

    def official(self, table: str) -> pd.DataFrame:
        """The official figures of a table."""
        found: pd.DataFrame = self.once(table, lambda: load_reference(table))
        return found

    def once(self, key: Hashable, made: Callable[[], Any]) -> Any:
        """Return what is asked for at every change and made only once, for the facts stay as they are."""
        if key not in self._known:
            self._known[key] = made()
        return self._known[key]

    # From the pickers to what is shown.

    def update(self) -> None:
        """Show what the pickers say; a fault is told in the status line."""
        self._guard(self._update)

    def _update(self) -> None:
        size = (self.figure.width or round(SAVED[0] * 100)) / 100, HEIGHT / 100
        drawn = self._picture = self._pictures.get(self.controls.limits, dark=self.figure.dark, figsize=size)
        search = self.controls.current["search"]
        self._rows = matching(drawn.rows, self.columns(), search)
        found: Any = None if len(self._rows) == len(drawn.rows) else [row["fact_id"] for _, row in self._rows]
        with self.figure.hold_sync():
            self.figure.name, self.figure.html, self.figure.found = drawn.alternative, drawn.html, found
        self._picked = self._picked if self._picked == self.selected else ""
        self.table.html = self._listed(search)
        self.pick(self.selected)
        self.status.html = self._status()

    def _listed(self, search: str) -> str:
        """The table; where a search finds nothing, that in words."""
        if self._rows or not self._picture.rows:
            return table_html([row for _, row in self._rows], self.columns(), f"{self.subject}, as shown")
        return (
            f'<p class="bn-quiet">None of the {len(self._picture.rows)} rows of this picture holds '
            f"“{html.escape(search)}”. Clear the search, or press Reset.</p>"
        )

    def _guard(self, action: Any) -> None:
        try:
            action()
        except Exception as error:
            self.status.html = fault_html(error)

    def _drawn(self, values: Mapping[str, Any], **looks: Any) -> Picture:
        chosen = self.choose(values)
        return Picture.of(self.draw(chosen, values, **looks), chosen, self.empty())

    def empty(self) -> str:
        """Say in words that nothing fits, and what to do."""
        chosen = ", ".join(f"{label.lower()}: {value}" for label, value in self.controls.chosen)
        return f"Chosen: {chosen}. Widen one of the pickers, or press Reset."

    def _place(self) -> int:
        selected = self.selected
        return next((i for i, (_, row) in enumerate(self._rows) if row["fact_id"] == selected), 0)

    def _show_evidence(self) -> None:
        if not self._rows:
            self.evidence.html = '<p class="bn-quiet">The sentence behind a selected mark is shown here.</p>'
        else:
            table, row = self._rows[self._place()]
            self.evidence.html = self._heading(table, row) + self._evidence(table, row)
        self.actions.html = self._actions()

    def _evidence(self, table: str, row: Row) -> str:  # noqa: ARG002 (others ask for the table)
        """The document of a row with its sentence highlighted."""
        return markup.fact_html(self.facts, row)

    def _heading(self, table: str, row: Row) -> str:
        value, _, says = words.row_words(table, row).partition(": ")
        return heading(row["fact_id"], self._place() + 1, len(self._rows), value, says)

    def _status(self) -> str:
        total = sum(len(getattr(self.facts, name)) for name in self._picture.tables)
        unused = self.facts.quantities["why_not"].astype(str).str.startswith("not bound").sum()
        left = f" {unused} other quantities of the documents fit no table." if unused else ""
        return f"<span>{len(self._rows)} of {total} {html.escape(self.subject)} shown{self._searched()}.{left}</span>"

    def _searched(self) -> str:
        search, drawn = self.controls.current["search"].strip(), len(self._picture.rows)
        return f": those of the {drawn} in the picture that hold “{html.escape(search)}”" if search else ""

    def _actions(self) -> str:
        again = ", ".join(["facts", *(f"{key}={value!r}" for key, value in self.state.items())])
        view, code = f"bn.{self.name}({again})", self.code
        sources = markup.sources(self.documents[doc] for doc in dict.fromkeys(self._doc_ids()))
        return actions_bar(view, code, link(self.state), sources)

    def _doc_ids(self) -> list[str]:
        return [row["doc_id"] for _, row in self._rows]

    def _asked(self, message: Mapping[str, Any]) -> None:
        """Do what a button of the front end asks for."""
        if (word := str(message.get("ask"))) in ("next", "previous"):
            self.step(1 if word == "next" else -1)
        elif word == "rows":
            self.table.send({"rows": rest_html([row for _, row in self._rows], self.columns())})
        elif word in FILES:
            self._guard(lambda: self.actions.download(f"{self.file}.{word}", FILES[word], getattr(self, word)()))

    def __repr__(self) -> str:
        return f"bn.{self.name}(facts): {json.dumps(self.state, ensure_ascii=False)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """Return the widget, and beside it a picture and a sentence for readers without a kernel."""
        bundle = dict(self.widget._repr_mimebundle_() or {})
        bundle["text/plain"] = self.alternative
        if self._picture.rows:
            bundle["image/png"] = base64.b64encode(self.png()).decode("ascii")
        return bundle
