"""The brush that marks are drawn with: paths in pixels of the renderer.

Into an SVG it writes its own elements: two decimals, no attribute that says what is so anyway. That is a third of the
bytes and of the time, which decides how long a reader waits for a picture of thousands of marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from bilat_nb.views.style import DPI, Palette

Point = tuple[float, float]
_DASH = (3.0, 2.0)
_IDENTITY = Affine2D()
_LETTERS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}  # of SVG, by the codes of matplotlib's paths
GLYPHS = {
    "circle": Path.unit_circle(),
    "square": Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True),
    "triangle": Path([(-1.1, 0.95), (1.1, 0.95), (0, -1.05), (-1.1, 0.95)], closed=True),
    "west": Path([(-1.1, 0), (0.8, 0.95), (0.8, -0.95), (-1.1, 0)], closed=True),
    "east": Path([(1.1, 0), (-0.8, 0.95), (-0.8, -0.95), (1.1, 0)], closed=True),
    "diamond": Path([(0, 1.2), (1.2, 0), (0, -1.2), (-1.2, 0), (0, 1.2)], closed=True),
    "plus": Path(
        [(-.38, 1.1), (.38, 1.1), (.38, .38), (1.1, .38), (1.1, -.38), (.38, -.38), (.38, -1.1), (-.38, -1.1),
         (-.38, -.38), (-1.1, -.38), (-1.1, .38), (-.38, .38), (-.38, 1.1)], closed=True),
    "star": Path(np.asarray(Path.unit_regular_star(5, 0.42).vertices, dtype=float) * 1.5, closed=True),
}  # fmt: skip
"""Filled signs of about one unit around the origin, by name."""

_CORNERS = {name: np.asarray(path.vertices, dtype=float)[:-1].tolist() for name, path in GLYPHS.items()}


def pixel(renderer: RendererBase) -> float:
    """One pixel of a 100 dpi figure, in pixels of the renderer."""
    return float(np.asarray(renderer.points_to_pixels(72 / DPI), dtype=float))


class Brush:
    """Draws paths given in pixels of the renderer; `k` is one pixel of a 100 dpi figure.

    Widths are in pixels of a 100 dpi figure; `halo` says whether marks have a thin edge in the colour of the paper.
    """

    def __init__(self, renderer: RendererBase, palette: Palette, halo: bool) -> None:
        self.renderer, self.palette, self.halo = renderer, palette, halo
        self.k = pixel(renderer)
        self._svg: Any = getattr(renderer, "writer", None)  # only the renderer of SVG has one
        self._top = float(getattr(renderer, "height", 0.0))
        self._looks: dict[tuple[str | None, float, str | None, bool], str] = {}
        self._held: list[tuple[str, str]] = []  # path and look of the elements of one mark

    @contextmanager
    def group(self, gid: str | None, alone: bool = False) -> Iterator[None]:
        """Draw within it what belongs to one mark; with `alone`, a mark of one path is no group in an SVG."""
        if self._svg is None:
            self.renderer.open_group("mark", gid=gid)
            yield
            self.renderer.close_group("mark")
            return
        self._held = []
        yield
        name = {"id": gid} if gid else {}
        if alone and len(self._held) == 1:
            self._svg.element("path", d=self._held[0][0], style=self._held[0][1], **name)
            return
        self._svg.start("g", **name)
        for d, style in self._held:
            self._svg.element("path", d=d, style=style)
        self._svg.end("g")

    def path(
        self, path: Path, transform: Any, *, stroke: str | None, width: float = 1.0, fill: str | None = None,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw one path, of curves too."""
        if self._svg is not None:
            self._write(self._curves(path, transform), stroke, width, fill, dashed)
            return
        gc = self.renderer.new_gc()
        if stroke is None:
            gc.set_linewidth(0)
        else:
            gc.set_foreground(stroke)
            gc.set_linewidth(width * self.k)
            gc.set_joinstyle("miter")
            gc.set_capstyle("butt")
            if dashed:
                gc.set_dashes(0.0, [length * self.k for length in _DASH])
        self.renderer.draw_path(gc, path, transform, to_rgba(fill) if fill else None)
        gc.restore()

    def lines(self, *segments: Sequence[Point], stroke: str, width: float, dashed: bool = False) -> None:
        """Draw straight lines, each through its points."""
        if self._svg is not None:
            self._write("".join(f"M{self._through(segment)}" for segment in segments), stroke, width, None, dashed)
            return
        points = [point for segment in segments for point in segment]
        codes = [code for s in segments for code in (Path.MOVETO, *[Path.LINETO] * (len(s) - 1))]
        self.path(Path(points, codes), _IDENTITY, stroke=stroke, width=width, dashed=dashed)

    def shape(
        self, corners: Sequence[Point], *, stroke: str | None, width: float = 1.0, fill: str | None = None,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw a shape of straight edges; the last corner is joined to the first."""
        if self._svg is not None:
            self._write(f"M{self._through(corners)}Z", stroke, width, fill, dashed)
            return
        path = Path([*corners, corners[0]], closed=True)
        self.path(path, _IDENTITY, stroke=stroke, width=width, fill=fill, dashed=dashed)

    def glyph(
        self, name: str, size: float, at: Point, *, stroke: str | None, width: float = 1.0, fill: str,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw a sign of `GLYPHS`; `size` in pixels of a 100 dpi figure."""
        x, y = at
        scale = size * self.k
        if self._svg is not None and name == "circle":
            r, twice = f"{scale:.2f}", f"{2 * scale:.2f}"
            arcs = f"M{x - scale:.2f} {self._top - y:.2f}a{r} {r} 0 1 0 {twice} 0a{r} {r} 0 1 0 -{twice} 0Z"
            self._write(arcs, stroke, width, fill, dashed)
        elif self._svg is not None:
            corners = [(x + dx * scale, y + dy * scale) for dx, dy in _CORNERS[name]]
            self.shape(corners, stroke=stroke, width=width, fill=fill, dashed=dashed)
        else:
            place = Affine2D().scale(scale).translate(x, y)
            self.path(GLYPHS[name], place, stroke=stroke, width=width, fill=fill, dashed=dashed)

    def _through(self, points: Iterable[Point]) -> str:
        top = self._top  # the axis of an SVG points down
        return "L".join(f"{x:.2f} {top - y:.2f}" for x, y in points)

    def _write(self, d: str, stroke: str | None, width: float, fill: str | None, dashed: bool) -> None:
        look = (stroke, width, fill, dashed)
        style = self._looks.get(look)
        if style is None:
            style = self._looks[look] = self._style(*look)
        self._held.append((d, style))

    def _curves(self, path: Path, transform: Any) -> str:
        """A path as SVG has it; pieces are given by the points they need."""
        top, parts = self._top, []
        for points, code in path.iter_segments(transform, simplify=False, curves=True):
            ends = np.asarray(points, dtype=float).reshape(-1, 2).tolist()
            letter = _LETTERS[int(code)]
            parts.append("Z" if letter == "Z" else letter + " ".join(f"{x:.2f} {top - y:.2f}" for x, y in ends))
        return "".join(parts)

    def _style(self, stroke: str | None, width: float, fill: str | None, dashed: bool) -> str:
        parts = [f"fill:{fill or 'none'}"]
        if stroke is not None:
            parts += [f"stroke:{stroke}", f"stroke-width:{width * self.k:.3g}", "stroke-linejoin:miter"]
        if stroke is not None and dashed:
            parts.append(f"stroke-dasharray:{','.join(f'{length * self.k:.3g}' for length in _DASH)}")
        return ";".join(parts)
