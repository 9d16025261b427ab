"""Where the parts of an explorer stand: pickers, figure beside evidence, search and status, table, actions."""

from __future__ import annotations

import html
import traceback
from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw

from bilat_nb.widgets.pane import Pane
from bilat_nb.widgets.plain import STYLE, PlainActions, PlainPane, PlainTable

HEIGHT = 430
"""Pixels of a figure: with pickers and evidence it fits a screen of 768."""
_FIGURE = ipw.Layout(flex="5 1 560px", min_width="0", min_height=f"{HEIGHT}px")
_EVIDENCE = ipw.Layout(flex="2 1 300px", min_width="0", min_height="340px")
_MIDDLE = ipw.Layout(display="flex", flex_flow="row wrap", align_items="stretch", grid_gap="12px", overflow="visible")
_OVER = ipw.Layout(display="flex", flex_flow="row wrap", align_items="center", grid_gap="4px 14px", overflow="visible")


def panes(builtin: bool) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return the panes: figure, evidence, table, status, actions, note; with `builtin` out of built-in widgets."""
    made = PlainPane if builtin else Pane
    figure, evidence = made(kind="figure", layout=_FIGURE), made(kind="evidence", layout=_EVIDENCE)
    table: Any = PlainTable() if builtin else Pane(kind="table", layout=ipw.Layout(height="208px"))
    actions: Any = PlainActions() if builtin else Pane(kind="actions")
    return figure, evidence, table, made(kind="status"), actions, made(kind="note", layout=ipw.Layout(width="auto"))


def form_panes(builtin: bool) -> tuple[Any, Any, Any, Any, list[ipw.HTML]]:
    """Return the panes of the form for documents of one's own: report, text, status, actions, and their style."""
    made = PlainPane if builtin else Pane
    report: Any = PlainTable("150px") if builtin else Pane(kind="table", layout=ipw.Layout(height="150px"))
    reading = made(kind="evidence", layout=ipw.Layout(height="300px"))
    actions: Any = PlainActions(files=False) if builtin else Pane(kind="actions")
    return report, reading, made(kind="status"), actions, _style(builtin)


def _style(builtin: bool) -> list[ipw.HTML]:
    """The style sheet, where no pane brings it."""
    return [ipw.HTML(STYLE, layout=ipw.Layout(display="none"))] if builtin else []


def together(pickers: ipw.Box, search: ipw.Text, parts: Sequence[Any]) -> ipw.VBox:
    """Return all of them in their places."""
    figure, evidence, table, status, actions = parts
    over = ipw.Box([search, status], layout=_OVER)
    over.add_class("bn-search")
    return ipw.VBox(
        [
            *_style(isinstance(figure, PlainPane)),
            pickers,
            ipw.Box([figure, evidence], layout=_MIDDLE),
            over,
            table,
            actions,
        ],
        layout=ipw.Layout(grid_gap="8px", overflow="visible"),
    )


def fault_html(error: Exception) -> str:
    """What went wrong, in a sentence with the details folded away: an explorer must say it, or it looks dead."""
    told = html.escape("".join(traceback.format_exception(error)))
    said = html.escape(f"{type(error).__name__}: {error}")
    return (
        f'<div role="alert"><b>This view could not be made.</b> {said}'
        f"<details><summary>Details for a report</summary><pre>{told}</pre></details></div>"
    )
