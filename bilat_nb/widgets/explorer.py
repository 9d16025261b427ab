"""What all explorers share: pickers, figure, evidence, linked table, downloads, status.

An explorer computes nothing. It calls `select` and a view with what the pickers say, and shows that call, so that the
same picture can be made in one's own analysis.
"""

from __future__ import annotations

import base64
import html
import json
import re
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as ipw
import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import markup, views, words
from bilat_nb.reference import load_reference
from bilat_nb.sentences import sentence_of
from bilat_nb.views.frame import about
from bilat_nb.views.wording import tellers
from bilat_nb.widgets.buttons import actions_bar, heading
from bilat_nb.widgets.controls import Choice, Controls, Tick
from bilat_nb.widgets.links import link, linked
from bilat_nb.widgets.listing import Column, Row, csv_bytes, records, table_html
from bilat_nb.widgets.pane import Pane

_MARK = re.compile(r'id="mark-([^"]*)"')
HEIGHT = 430  # pixels of a figure: with pickers and evidence it fits a screen of 768
SAVED = (9.0, 5.6)  # inches of the pictures that are saved
_FIGURE = ipw.Layout(flex="5 1 560px", min_width="0", min_height=f"{HEIGHT}px")
_EVIDENCE = ipw.Layout(flex="2 1 300px", min_width="0", min_height="340px")
_MIDDLE = ipw.Layout(display="flex", flex_flow="row wrap", align_items="stretch", grid_gap="12px", overflow="visible")


class Explorer:
    """Base of the explorers: pickers, figure, evidence, linked table, downloads.

    Shown in a notebook it is a widget, with a picture and a sentence beside it for readers without a kernel.

    Parameters
    ----------
    facts : Facts
        What `bilat_nb.parse` returned.
    **state
        Where the pickers stand at first, as `state` tells it; `selected` is the fact_id of the selected row.

    Raises
    ------
    ValueError
        If there is no such picker, or it has no such option: it says which there are.
    """

    name = ""  # of the function that makes it
    subject = ""  # what a row is called in the status line
    file = ""  # stem of the files that are saved

    def __init__(self, facts: Any, **state: Any) -> None:
        self.facts = facts
        self.documents = {row["doc_id"]: row for row in facts.documents.to_dict("records")}
        self.tellers = tellers(facts.documents)
        self._rows: list[tuple[str, Row]] = []
        self._chosen: dict[str, pd.DataFrame] = {}
        self._tables: dict[str, pd.DataFrame] = {}
        self._references: dict[str, pd.DataFrame] = {}
        self.alternative = ""
        self.figure, self.evidence = Pane(kind="figure", layout=_FIGURE), Pane(kind="evidence", layout=_EVIDENCE)
        self.table = Pane(kind="table", layout=ipw.Layout(height="208px"))
        self.status, self.actions = Pane(kind="status"), Pane(kind="actions")
        self.controls = Controls(self.parts(), self.update, self.adapt)
        middle = ipw.Box([self.figure, self.evidence], layout=_MIDDLE)
        self.widget = ipw.VBox(
            [self.controls.box, middle, self.status, self.table, self.actions],
            layout=ipw.Layout(grid_gap="8px", overflow="visible"),
        )
        for pane in (self.figure, self.table):
            pane.observe(lambda change: self._picked_there(change["new"]), names="picked")
        self.figure.observe(lambda _: self._guard(self._show_figure), names=["dark", "width"])
        for pane in (self.evidence, self.actions):
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
    def shown(self) -> pd.DataFrame:
        """The rows shown; with several tables, one after the other."""
        return pd.concat([t for t in self._tables.values() if len(t)] or list(self._tables.values()), ignore_index=True)

    def csv(self) -> bytes:
        """Return the rows shown as CSV."""
        return csv_bytes(self._tables)

    def png(self) -> bytes:
        """Return the picture as PNG, in the light theme."""
        return views.to_png(self._figure(dark=False, figsize=SAVED))

    def svg(self) -> bytes:
        """Return the picture as SVG, in the light theme."""
        return views.to_svg(self._figure(dark=False, figsize=SAVED)).encode("utf-8")

    def pick(self, fact_id: str) -> None:
        """Select a fact in figure, table and evidence."""
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
        """The official figures of a table, read once: `draw` asks for them at every change."""
        if table not in self._references:
            self._references[table] = load_reference(table)
        return self._references[table]

    # From the pickers to what is shown.

    def update(self) -> None:
        """Show what the pickers say; a fault is told in the status line."""
        self._guard(self._update)

    def _update(self) -> None:
        self._chosen = self.choose(self.controls.limits)
        self._show_figure()
        self._picked = self._picked if self._picked == self.selected else ""
        self.table.html = table_html([row for _, row in self._rows], self.columns(), f"{self.subject}, as shown")
        self.pick(self.selected)
        self.status.html = self._status()

    def _guard(self, action: Any) -> None:
        try:
            action()
        except Exception as error:  # an explorer must say what went wrong, or it looks dead
            told = html.escape("".join(traceback.format_exception(error)))
            said = html.escape(f"{type(error).__name__}: {error}")
            self.status.html = (
                f'<div role="alert"><b>This view could not be made.</b> {said}'
                f"<details><summary>Details for a report</summary><pre>{told}</pre></details></div>"
            )

    def _figure(self, **looks: Any) -> Figure:
        return self.draw(self._chosen, self.controls.limits, **looks)

    def _show_figure(self) -> None:
        """Draw, and keep of the chosen rows those that have a mark: they are what table and CSV show."""
        width = self.figure.width or SAVED[0] * 100
        figure = self._figure(dark=self.figure.dark, figsize=(width / 100, HEIGHT / 100))
        known, svg = about(figure), views.to_svg(figure)
        marks = set(_MARK.findall(svg))
        self._tables = {name: rows[rows["fact_id"].isin(marks)] for name, rows in self._chosen.items()}
        self._rows = records(self._tables)
        self.alternative = known.text if self._rows else f"{known.text} {self.empty()}"
        shown = svg if self._rows else f'<div class="bn-empty"><p>{html.escape(self.alternative)}</p></div>'
        with self.figure.hold_sync():
            self.figure.name, self.figure.html = self.alternative, shown

    def empty(self) -> str:
        """Say in words that nothing fits, and what to do."""
        chosen = ", ".join(f"{label.lower()}: {value}" for label, value in self.controls.chosen)
        return f"Chosen: {chosen}. Widen one of the pickers, or press Reset."

    def _place(self) -> int:
        return next((i for i, (_, row) in enumerate(self._rows) if row["fact_id"] == self.selected), 0)

    def _show_evidence(self) -> None:
        if not self._rows:
            self.evidence.html = '<p class="bn-quiet">The sentence behind a selected mark is shown here.</p>'
        else:
            table, row = self._rows[self._place()]
            self.evidence.html = self._heading(table, row) + self._evidence(table, row)
        self.actions.html = self._actions()

    def _evidence(self, table: str, row: Row) -> str:  # noqa: ARG002 (others ask for the table)
        """The document of a row with its sentence highlighted."""
        parts = self.facts.evidence[self.facts.evidence["fact_id"] == row["fact_id"]].to_dict("records")
        document, span = self.documents[row["doc_id"]], (row["span_start"], row["span_stop"])
        text = self.facts.texts.get(row["doc_id"])
        if text is None:  # facts that were saved and loaded without their texts
            return markup.source_html(document) + f"<p>“{html.escape(row['quote'])}”</p>"
        return markup.evidence_html(document, text, sentence_of(text, *span), span, parts)

    def _heading(self, table: str, row: Row) -> str:
        value, _, says = words.row_words(table, row).partition(": ")
        return heading(row["fact_id"], self._place() + 1, len(self._rows), value, says)

    def _status(self) -> str:
        total = sum(len(getattr(self.facts, name)) for name in self._tables)
        unused = self.facts.quantities["why_not"].astype(str).str.startswith("not bound").sum()
        left = f" {unused} other quantities of the documents fit no table." if unused else ""
        return f"<span>{len(self._rows)} of {total} {html.escape(self.subject)} shown.{left}</span>"

    def _actions(self) -> str:
        again = ", ".join(["facts", *(f"{key}={value!r}" for key, value in self.state.items())])
        view, code = f"bn.{self.name}({again})", self.code
        sources = markup.sources(self.documents[doc] for doc in dict.fromkeys(self._doc_ids()))
        return actions_bar(view, code, link(self.state), sources)

    def _doc_ids(self) -> list[str]:
        """Documents of the rows shown."""
        return [row["doc_id"] for _, row in self._rows]

    def _asked(self, message: Mapping[str, Any]) -> None:
        """Do what a button of the front end asks for."""
        match message.get("ask"):
            case "next":
                self.step(1)
            case "previous":
                self.step(-1)
            case "csv":
                self._guard(lambda: self.actions.download(f"{self.file}.csv", "text/csv;charset=utf-8", self.csv()))
            case "png":
                self._guard(lambda: self.actions.download(f"{self.file}.png", "image/png", self.png()))
            case "svg":
                self._guard(lambda: self.actions.download(f"{self.file}.svg", "image/svg+xml", self.svg()))

    def __repr__(self) -> str:
        return f"bn.{self.name}(facts): {json.dumps(self.state, ensure_ascii=False)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """Return the widget, and beside it a picture and a sentence for readers without a kernel."""
        bundle = dict(self.widget._repr_mimebundle_() or {})
        bundle["text/plain"] = self.alternative
        if self._rows:
            bundle["image/png"] = base64.b64encode(self.png()).decode("ascii")
        return bundle
