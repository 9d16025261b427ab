"""Where the parts of an explorer stand: pickers, figure beside evidence, search and status, table, actions."""

from __future__ import annotations

import html
import traceback

import ipywidgets as ipw

from bilat_nb.widgets.pane import Pane

HEIGHT = 430
"""Pixels of a figure: with pickers and evidence it fits a screen of 768."""
_FIGURE = ipw.Layout(flex="5 1 560px", min_width="0", min_height=f"{HEIGHT}px")
_EVIDENCE = ipw.Layout(flex="2 1 300px", min_width="0", min_height="340px")
_MIDDLE = ipw.Layout(display="flex", flex_flow="row wrap", align_items="stretch", grid_gap="12px", overflow="visible")
_OVER = ipw.Layout(display="flex", flex_flow="row wrap", align_items="center", grid_gap="4px 14px", overflow="visible")


def panes() -> tuple[Pane, Pane, Pane, Pane, Pane]:
    """Return the panes: figure, evidence, table, status, actions."""
    figure, evidence = Pane(kind="figure", layout=_FIGURE), Pane(kind="evidence", layout=_EVIDENCE)
    table = Pane(kind="table", layout=ipw.Layout(height="208px"))
    return figure, evidence, table, Pane(kind="status"), Pane(kind="actions")


def together(pickers: ipw.Box, search: ipw.Text, parts: tuple[Pane, Pane, Pane, Pane, Pane]) -> ipw.VBox:
    """Return all of them in their places."""
    figure, evidence, table, status, actions = parts
    over = ipw.Box([search, status], layout=_OVER)
    over.add_class("bn-search")
    return ipw.VBox(
        [pickers, ipw.Box([figure, evidence], layout=_MIDDLE), over, table, actions],
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
