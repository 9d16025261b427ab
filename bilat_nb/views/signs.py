"""Signs of verdicts, and the pair of marks of a figure that is stated and one that is implied."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from bilat_nb.views.style import LIGHT, NORMAL, font

if TYPE_CHECKING:
    from bilat_nb.views.brush import Brush
    from bilat_nb.views.marks import Mark

_DISC, _DIAMOND = Path.unit_circle(), Path([(0, 1.2), (1.2, 0), (0, -1.2), (-1.2, 0), (0, 1.2)], closed=True)
_TICK = ((-0.48, 0.02), (-0.12, -0.36), (0.5, 0.4))
_CROSS = (((-0.36, -0.36), (0.36, 0.36)), ((-0.36, 0.36), (0.36, -0.36)))
SIGNS = {"agrees": "agrees", "contradicts": "contradicts", "cannot tell": "open"}
"""The shape that stands for a verdict."""


def _disc(brush: Brush, mark: Mark, x: float, y: float, fill: str) -> float:
    """A filled disc; return its radius in pixels of the renderer."""
    size = mark.size * brush.k
    brush.path(_DISC, Affine2D().scale(size).translate(x, y), stroke=mark.color, width=1.3, fill=fill)
    return size


def agrees(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A disc with a tick."""
    x = (x0 + x1) / 2
    size = _disc(brush, mark, x, y, mark.color)
    points = [(x + dx * size, y + dy * size) for dx, dy in _TICK]
    brush.lines(points, stroke=brush.palette.background, width=1.9 * mark.size / 8)


def contradicts(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A disc with a cross."""
    x = (x0 + x1) / 2
    size = _disc(brush, mark, x, y, mark.color)
    lines = [[(x + dx * size, y + dy * size) for dx, dy in line] for line in _CROSS]
    # dark in both themes: white on this purple is hard to see
    brush.lines(*lines, stroke=LIGHT.ink, width=2.1 * mark.size / 8)


def unknown(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """An empty disc with a question mark."""
    x = (x0 + x1) / 2
    size = _disc(brush, mark, x, y, brush.palette.background)
    place = Affine2D().scale(1.25 * size).translate(x, y)
    brush.path(_question(), place, stroke=None, fill=mark.color)


@cache
def _question() -> Path:
    """A question mark around the origin, one high."""
    drawn = TextPath((0, 0), "?", size=100, prop=font(NORMAL, "bold"))
    box = drawn.get_extents()
    points = np.asarray(drawn.vertices) - [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]
    return Path(points / box.height, drawn.codes)


def dumbbell(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A circle for what is stated at `x0`, an empty diamond for what is implied at `x1`, and a line between them."""
    size, paper = mark.size * brush.k, brush.palette.background
    brush.lines([(x0, y), (x1, y)], stroke=brush.palette.faint, width=1.6)
    # the diamond is wider: where both stand at one place each is still seen
    diamond = Affine2D().scale(size * 1.35).translate(x1, y)
    brush.path(_DIAMOND, diamond, stroke=mark.color, width=1.5, fill=paper)
    circle = Affine2D().scale(size * 0.85).translate(x0, y)
    brush.path(_DISC, circle, stroke=mark.color, width=1.5, fill=paper if mark.hollow else mark.color)
