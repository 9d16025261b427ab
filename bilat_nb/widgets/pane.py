"""One small widget under all explorers: it shows HTML or SVG and tells which fact was picked in it."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from bilat_nb import markup

_HERE = Path(__file__).parent


class Pane(anywidget.AnyWidget):
    """HTML or SVG whose facts can be picked with the mouse and from the keyboard.

    Elements with the id ``mark-<fact_id>`` or the attribute ``data-fact`` stand for facts. Picking one sets `picked`.
    The front end asks for other things (the next fact, a picture to save) by messages ``{"ask": word}``.

    Attributes
    ----------
    html : str
        What is shown; a figure's SVG, or HTML in which document text has been escaped.
    kind : str
        figure, evidence, table, status, note or actions; it decides the looks.
    picked : str
        fact_id of the picked fact, or "".
    found : list of str, optional
        fact_ids that a search has found; the other marks fade. None when nothing is searched for.
    name : str
        What the whole is, for screen readers.
    dark, width : bool, int
        Told by the front end: whether its theme is dark and how many pixels there are.
    """

    _esm = (_HERE / "pane.js").read_text(encoding="utf-8")
    _css = (_HERE / "pane.css").read_text(encoding="utf-8") + markup.STYLE

    html = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("figure").tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)
    found = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    dark = traitlets.Bool(False).tag(sync=True)
    width = traitlets.Int(0).tag(sync=True)

    def download(self, name: str, mime: str, content: bytes) -> None:
        """Let the reader's browser save a file."""
        self.send({"name": name, "type": mime}, [content])
