"""Marks: how one stated figure or contact is drawn.

All marks of a panel are drawn by one artist, each in a group of its own with the gid ``mark-<fact_id>``, so that the
SVG can be made clickable. One artist rather than one per mark keeps thousands of marks fast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.transforms import Affine2D, Transform

from bilat_nb.views import signs
from bilat_nb.views.brush import GLYPHS, Brush
from bilat_nb.views.style import Palette

RADIUS = 5.2  # pixels of a figure of 100 dpi, as are all lengths here
CROWD = 300
"""Marks beyond which a mark of one path is no group in an SVG: half as many elements for a browser to lay out."""
_HALO_UP_TO = 150  # marks; beyond it the thin edge around each costs more than it shows


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure or contact at its place.

    Attributes
    ----------
    fact_id : str
        Row that it shows.
    title : str
        What the row says, for a tooltip and a screen reader.
    x0, x1 : float
        Ends in data coordinates; equal for a point.
    y : float
        Height of the mark in data coordinates; of a bar its end.
    shape : str
        Name in `SHAPES`.
    low, high : float, optional
        Ends of a range, drawn as a whisker.
    arrow : int
        1 for "over", -1 for "at most".
    hollow, dashed : bool
        About, over or planned are hollow; planned is dashed too.
    reach : bool
        Draw a thin line from `x0` to `x1` under a sign that stands for no one day.
    """

    fact_id: str
    title: str
    x0: float
    x1: float
    y: float
    shape: str
    color: str
    low: float | None = None
    high: float | None = None
    arrow: int = 0
    hollow: bool = False
    dashed: bool = False
    selected: bool = False
    base: float = 0.0
    size: float = RADIUS
    reach: bool = False


def _glyph(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A filled or hollow sign at one point."""
    paper = brush.palette.background
    if mark.reach:
        brush.lines([(x0, y), (x1, y)], stroke=mark.color, width=1.4, dashed=True)
    at = (x0 + x1) / 2, y
    if mark.hollow or mark.dashed:
        brush.glyph(mark.shape, mark.size, at, stroke=mark.color, width=1.6, fill=paper, dashed=mark.dashed)
    else:
        brush.glyph(mark.shape, mark.size, at, stroke=paper if brush.halo else None, fill=mark.color)


def _span(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A capped line over part of a year, with a light core when the value is not exact, dashed when it is planned."""
    k = brush.k * mark.size / RADIUS
    edge = 0.6 * k if brush.halo else 0.0  # the halo covers so much of the shape
    cap, half, wide = 4.8 * k + edge, 1.5 * k + edge, min(1.6 * k + 2 * edge, max((x1 - x0) / 2.5, 0.3 * k))
    left, right = x0 + wide, x1 - wide
    if mark.dashed:
        brush.lines([(x0, y - cap), (x0, y + cap)], [(x1, y - cap), (x1, y + cap)], stroke=mark.color, width=1.6)
        brush.lines([(x0, y), (x1, y)], stroke=mark.color, width=3.0, dashed=True)
        return
    if not brush.halo and not mark.hollow:
        brush.lines([(x0 + 0.8 * k, y - cap), (x0 + 0.8 * k, y + cap)], [(x0, y), (x1, y)],
                    [(x1 - 0.8 * k, y - cap), (x1 - 0.8 * k, y + cap)], stroke=mark.color, width=1.8)  # fmt: skip
        return
    beam = [(x0, y - cap), (left, y - cap), (left, y - half), (right, y - half), (right, y - cap), (x1, y - cap)]
    beam += [(x, 2 * y - other) for x, other in reversed(beam)]
    paper = brush.palette.background
    brush.shape(beam, stroke=paper if brush.halo else None, fill=mark.color)
    if mark.hollow:
        brush.lines([(left, y), (right, y)], stroke=paper, width=1.0)


def _bar(brush: Brush, mark: Mark, x0: float, x1: float, y: float, base: float) -> None:
    """A bar as wide as its period."""
    hollow = mark.hollow or mark.dashed
    gap = min(brush.k * (1.8 if hollow else 1), (x1 - x0) / 6)
    inset = min(brush.k * 0.8, abs(y - base) / 6) * (1 if y > base else -1) if hollow else 0
    low, high = base + inset, y - inset
    corners = [(x0 + gap, low), (x1 - gap, low), (x1 - gap, high), (x0 + gap, high)]
    paper = brush.palette.background
    if hollow:
        brush.shape(corners, stroke=mark.color, width=1.6, fill=paper, dashed=mark.dashed)
    else:
        brush.shape(corners, stroke=paper if brush.halo else None, width=1.0, fill=mark.color)


def _cell(brush: Brush, mark: Mark, x0: float, x1: float, y: float, base: float) -> None:
    """A piece of a cell of a calendar: pieces of one cell touch, only what is planned has an edge."""
    edge = min(1.6, (x1 - x0) / brush.k / 4)
    inset = edge * brush.k / 2 if mark.hollow else 0.0
    left, right, low, high = x0 + inset, x1 - inset, base + inset, y - inset
    corners = [(left, low), (right, low), (right, high), (left, high)]
    if mark.hollow:
        brush.shape(corners, stroke=mark.color, width=edge, fill=brush.palette.background)
    else:
        brush.shape(corners, stroke=None, fill=mark.color)


def _bracket(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """Over the period of a stated count."""
    drop = 6 * brush.k
    line = [(x0 + brush.k, y - drop), (x0 + brush.k, y), (x1 - brush.k, y), (x1 - brush.k, y - drop)]
    brush.lines(line, stroke=mark.color, width=1.6)


def _outline(brush: Brush, mark: Mark, x0: float, x1: float, y: float, base: float) -> None:
    """A frame as high as a stated count."""
    brush.shape([(x0, base), (x0, y), (x1, y), (x1, base)], stroke=mark.color, width=1.6, dashed=mark.dashed)


def _level(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A level line: a count for a part of the period."""
    brush.lines([(x0, y), (x1, y)], stroke=brush.palette.background, width=4.0)
    brush.lines([(x0, y), (x1, y)], stroke=mark.color, width=2.0, dashed=mark.dashed)


def _tick(brush: Brush, mark: Mark, x0: float, x1: float, y: float, _base: float) -> None:
    """A short upright line: known from the reference only."""
    half = mark.size * brush.k
    brush.lines([((x0 + x1) / 2, y - half), ((x0 + x1) / 2, y + half)], stroke=mark.color, width=1.6)


SHAPES: dict[str, Callable[[Brush, Mark, float, float, float, float], None]] = {
    **dict.fromkeys(GLYPHS, _glyph),
    "span": _span,
    "bar": _bar,
    "cell": _cell,
    "tick": _tick,
    "bracket": _bracket,
    "outline": _outline,
    "level": _level,
    "agrees": signs.agrees,
    "contradicts": signs.contradicts,
    "open": signs.unknown,
    "dumbbell": signs.dumbbell,
}


def _depth(mark: Mark) -> tuple[bool, bool]:
    """What is drawn first: spans under signs, the selected mark above all."""
    return mark.selected, mark.shape not in ("span", "bar", "cell")


class MarkLayer(Artist):
    """All marks of one panel."""

    def __init__(self, marks: Sequence[Mark], palette: Palette, place: Transform) -> None:
        super().__init__()
        self.marks, self.palette, self.place = tuple(sorted(marks, key=_depth)), palette, place
        self.set_zorder(5)

    def draw(self, renderer: RendererBase) -> None:
        """Draw every mark in a group named after its row."""
        if not self.get_visible() or not self.marks:
            return
        brush = Brush(renderer, self.palette, halo=len(self.marks) <= _HALO_UP_TO)
        alone = len(self.marks) > CROWD
        points = [(m.x0, m.y) for m in self.marks] + [(m.x1, m.base) for m in self.marks]
        points += [(m.x0, m.y if m.low is None else m.low) for m in self.marks]
        points += [(m.x0, m.y if m.high is None else m.high) for m in self.marks]
        # plain numbers are formatted several times as fast as those of numpy
        placed = self.place.transform(points).reshape(4, -1, 2).tolist()
        for mark, (x0, y), (x1, base), (_, low), (_, high) in zip(self.marks, *placed, strict=True):
            with brush.group(f"mark-{mark.fact_id}" if mark.fact_id else None, alone):
                self._draw_one(brush, mark, (x0, x1, y, base), (low, high))
        self.stale = False

    def _draw_one(
        self, brush: Brush, mark: Mark, at: tuple[float, float, float, float], ends: tuple[float, float]
    ) -> None:
        x0, x1, y, base = at
        middle = (x0 + x1) / 2
        if mark.arrow:
            _arrow(brush, mark, middle, y)
        SHAPES[mark.shape](brush, mark, x0, x1, y, base)
        if mark.low is not None and mark.high is not None:
            _whisker(brush, mark, middle, *ends)
        if mark.selected:
            y = (y + base) / 2 if mark.shape in ("bar", "cell") and abs(y - base) < 30 * brush.k else y
            ring = Affine2D().scale((RADIUS + 5) * brush.k).translate(middle, y)
            brush.path(GLYPHS["circle"], ring, stroke=self.palette.ring, width=2.4)


def _whisker(brush: Brush, mark: Mark, x: float, low: float, high: float) -> None:
    """From the low to the high end of a range."""
    cap = 3.5 * brush.k
    ends = [[(x - cap, end), (x + cap, end)] for end in (low, high)]
    brush.lines([(x, low), (x, high)], *ends, stroke=brush.palette.background, width=3.4)
    brush.lines([(x, low), (x, high)], *ends, stroke=mark.color, width=1.4)


def _arrow(brush: Brush, mark: Mark, x: float, y: float) -> None:
    """Upwards for "over", downwards for "at most"."""
    k = brush.k * mark.size / RADIUS
    up = mark.arrow * k
    start, neck, stop = y + 4 * up, y + 11 * up, y + 17 * up
    half = [(0.7 * k, start), (0.7 * k, neck), (3.4 * k, neck)]
    outline = [*((x + dx, level) for dx, level in half), (x, stop), *((x - dx, level) for dx, level in reversed(half))]
    brush.shape(outline, stroke=None, fill=mark.color)
