"""What an explorer has drawn, kept for a while: to go back to a view that was just seen costs nothing."""

from __future__ import annotations

import gc
import html
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bilat_nb import views
from bilat_nb.series import of_facts
from bilat_nb.views.frame import about
from bilat_nb.widgets.listing import Row, records

_MARK = re.compile(r'id="mark-([^"]*)"')
_KEPT = 16  # pictures; one of thousands of marks takes a megabyte


@dataclass(frozen=True, slots=True)
class Picture:
    """One view: what is seen, its text alternative, and the rows that have a mark."""

    html: str
    alternative: str
    tables: Mapping[str, pd.DataFrame]
    rows: list[tuple[str, Row]]

    @classmethod
    def of(cls, figure: Figure, chosen: Mapping[str, pd.DataFrame], empty: str) -> Picture:
        """A figure and, of the rows it was given, those that have a mark: they are what table and CSV show."""
        known, svg = about(figure), views.to_svg(figure)
        marks = set(_MARK.findall(svg))
        tables = {name: of_facts(rows, marks) for name, rows in chosen.items()}
        rows = records(tables)
        if rows:
            return cls(svg, known.text, tables, rows)
        said = f"{known.text} {empty}"
        return cls(f'<div class="bn-empty"><p>{html.escape(said)}</p></div>', said, tables, rows)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the collector of garbage wait: beside all that a notebook holds, it takes as long as the picture."""
    waits = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waits:
            gc.enable()


class Pictures:
    """The pictures drawn last, by what was asked for.

    Parameters
    ----------
    draw : callable
        Draws the picture of what is asked for, when it is not kept.
    """

    def __init__(self, draw: Callable[..., Picture]) -> None:
        self._draw = draw
        self._kept: OrderedDict[Hashable, Picture] = OrderedDict()

    def get(self, values: Mapping[str, Any], **looks: Any) -> Picture:
        """Return the picture of these values and looks."""
        key = (tuple(values.items()), tuple(looks.items()))
        if key not in self._kept:
            with _undisturbed():
                self._kept[key] = self._draw(values, **looks)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]
