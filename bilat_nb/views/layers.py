"""Thin lines and filled boxes: many of one look in one artist, which is faster than one artist each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform, Transform
from numpy.typing import NDArray

from bilat_nb.views.brush import pixel

Line = tuple[
    float, float, float, float, str, float, str
]  # x0, y0, x1, y1, colour, width, "solid" or "dashed" or "dotted"
_ASCENT = 0.76  # of the font that the style names, in ems
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_DASHES = {"solid": None, "dashed": (4.0, 2.0), "dotted": (1.2, 1.8)}


class LineLayer(Artist):
    """Thin straight lines: grid, rules, official steps, leader lines."""

    def __init__(self, lines: Sequence[Line], place: Transform, zorder: float = 1.0) -> None:
        super().__init__()
        self.lines, self.place = tuple(lines), place
        self.set_zorder(zorder)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the lines, those of one look as one path."""
        if not self.get_visible() or not self.lines:
            return
        k = pixel(renderer)
        looks: dict[tuple[str, float, str], list[tuple[float, float]]] = {}
        # placed here and not by the renderer, which knows no logarithmic scale
        placed = self.place.transform([end for x0, y0, x1, y1, *_ in self.lines for end in ((x0, y0), (x1, y1))])
        for (*_, color, width, style), ends in zip(self.lines, placed.reshape(-1, 2, 2).tolist(), strict=True):
            looks.setdefault((str(color), float(width), str(style)), []).extend(tuple(end) for end in ends)
        for (color, width, style), points in looks.items():
            gc = renderer.new_gc()
            gc.set_foreground(color)
            gc.set_linewidth(width * k)
            gc.set_capstyle("butt")
            dashes = _DASHES[style]
            if dashes is not None:
                gc.set_dashes(0, [length * k * max(width, 1) for length in dashes])
            renderer.draw_path(gc, Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2)), IdentityTransform())
            gc.restore()
        self.stale = False


class BoxLayer(Artist):
    """Filled boxes: lanes, the gutter, official bars."""

    def __init__(self, boxes: Sequence[tuple[float, float, float, float, str]], place: Transform) -> None:
        super().__init__()
        self.boxes, self.place = tuple(boxes), place
        self.set_zorder(0.5)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the boxes in order, those of one colour in a row as one path: left, bottom, right, top, colour."""
        for color, boxes in groupby(self.boxes if self.get_visible() else (), key=lambda box: box[4]):
            gc = renderer.new_gc()
            gc.set_linewidth(0)
            ends = [((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)) for x0, y0, x1, y1, _ in boxes]
            corners = self.place.transform([corner for box in ends for corner in box])
            codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(ends)
            renderer.draw_path(gc, Path(corners, codes), IdentityTransform(), to_rgba(color))
            gc.restore()
        self.stale = False


class CurveLayer(Artist):
    """Curves in pixels, each through its points: the edges of a network."""

    def __init__(self, curves: Sequence[tuple[NDArray[np.float64], str, float, str]], place: Transform) -> None:
        super().__init__()
        self.curves, self.place = tuple(curves), place
        self.set_zorder(1.5)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the curves in order; each is its points, a colour, a width and "solid" or "dashed"."""
        k = pixel(renderer)
        for points, color, width, style in self.curves if self.get_visible() else ():
            gc = renderer.new_gc()
            gc.set_foreground(color)
            gc.set_linewidth(width * k)
            gc.set_joinstyle("round")
            gc.set_capstyle("butt")
            if dashes := _DASHES[style]:
                gc.set_dashes(0, [length * k for length in dashes])
            renderer.draw_path(gc, Path(self.place.transform(points)), IdentityTransform())
            gc.restore()
        self.stale = False


class Words(Text):
    """A line of text with its middle at a height; into an SVG it goes without being measured, which takes long."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw it; `center_baseline` of matplotlib puts the middle of the ascent at the height given."""
        writer = getattr(renderer, "writer", None)  # only the renderer of SVG has one
        if writer is None or self.get_rotation():
            super().draw(renderer)
            return
        if not self.get_visible() or not self.get_text():
            return
        x, y = self.get_transform().transform(self.get_unitless_position()).tolist()
        size, font = float(self.get_fontsize()), self.get_fontproperties()
        baseline = float(getattr(renderer, "height", 0.0)) - y + size * _ASCENT / 2
        families = ", ".join(f"'{name}'" for name in font.get_family())
        weight, style = str(self.get_fontweight()), self.get_fontstyle()
        look = [f"font-size: {size:g}px", f"font-family: {families}", f"fill: {self.get_color()}"]
        look += [f"font-weight: {weight}"] * (weight != "normal") + [f"font-style: {style}"] * (style != "normal")
        look += [f"text-anchor: {_ANCHORS[self.get_horizontalalignment()]}"]
        writer.element("text", self.get_text(), x=f"{x:.2f}", y=f"{baseline:.2f}", style="; ".join(look))
        self.stale = False
