"""Where labels go: measure, try places around the mark, drop to a leader line, leave out what has no room.

All boxes are in pixels of a figure of 100 dpi, with the origin at the lower left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from bilat_nb.views.style import SMALL, text_size

Box = tuple[float, float, float, float]  # left, bottom, right, top
Sides = tuple[tuple[float, float], ...]
_NEAR = 5.0
_BETWEEN = 3.0  # room beside a label
_SHELLS = (16.0, 28.0, 42.0, 58.0)  # distances at which a leader line is drawn
# direction from the mark, the best first: right, left, above, below, then aligned with an edge, then the corners
SIDES: Sides = (
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (0.5, 1),
    (0.5, -1),
    (-0.5, 1),
    (-0.5, -1),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
)
_STAGE_COST = 0.15  # of fewer words, then of a leader line
_SOFT_COST = 0.6  # a label may cross a thin line when it has no better place


@dataclass(frozen=True, slots=True)
class Label:
    """Words for one mark.

    Attributes
    ----------
    lines : tuple of str
        Lines of the text; the first alone is used where there is no room for all.
    at : Box
        The mark's own box.
    priority : float
        Labels of high priority are placed first.
    """

    lines: tuple[str, ...]
    at: Box
    priority: float = 0.0
    color: str = ""
    weight: str = "normal"
    style: str = "normal"
    size: float = SMALL
    sides: Sides = SIDES  # where it may stand, the best first
    last: Sides = ()  # where it may stand when there is no room anywhere else
    gap: float = _NEAR  # between mark and text
    leads: bool = True  # whether a leader line may be drawn
    inside: Box | None = None  # a lane that the label does not leave
    shorter: tuple[str, ...] = ()  # other words for where there is less room, the longest first


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place; `leader` runs from the mark to the text when they stand apart."""

    label: Label
    lines: tuple[str, ...]
    box: Box
    align: str  # left, center, right
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def overlap(a: Box, b: Box) -> float:
    """Area that two boxes share."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)


def measured(label: Label, lines: Sequence[str]) -> tuple[float, float]:
    """Width and height of the lines of a label."""
    sizes = [text_size(line, label.size, label.weight, label.style) for line in lines]
    return max(width for width, _ in sizes), sum(height for _, height in sizes)


class _Board:
    """Boxes that are taken, as one array with a row for each edge."""

    def __init__(self) -> None:
        self._edges = np.zeros((4, 64))
        self._count = 0

    def add(self, boxes: Sequence[Box]) -> None:
        while self._count + len(boxes) > self._edges.shape[1]:
            self._edges = np.concatenate([self._edges, np.zeros_like(self._edges)], axis=1)
        if boxes:
            self._edges[:, self._count : self._count + len(boxes)] = np.array(boxes).T
            self._count += len(boxes)

    def hit(self, box: Box) -> bool:
        """Whether a box shares some area with one of them."""
        left, bottom, right, top = self._edges[:, : self._count]
        touched = (left < box[2]) & (right > box[0]) & (bottom < box[3]) & (top > box[1])
        return bool(touched.any())

    def shared(self, box: Box) -> float:
        """Area that a box shares with all of them."""
        left, bottom, right, top = self._edges[:, : self._count]
        width = np.minimum(right, box[2]) - np.maximum(left, box[0])
        height = np.minimum(top, box[3]) - np.maximum(bottom, box[1])
        return float((np.clip(width, 0, None) * np.clip(height, 0, None)).sum())


class Placer:
    """Places labels one after the other on a board that remembers what is taken.

    Parameters
    ----------
    bounds : Box
        No label leaves it.
    """

    def __init__(self, bounds: Box) -> None:
        self.bounds = bounds
        self._hard, self._soft = _Board(), _Board()

    def take(self, *boxes: Box) -> None:
        """Boxes that no label may touch: marks, other text."""
        self._hard.add(boxes)

    def avoid(self, *boxes: Box) -> None:
        """Boxes that a label should not cross when it has another place: thin lines."""
        self._soft.add(boxes)

    def free(self, box: Box, lane: Box | None = None) -> bool:
        """Whether a box is within bounds and touches nothing that is taken."""
        left, bottom, right, top = lane or self.bounds
        inside = box[0] >= left and box[1] >= bottom and box[2] <= right and box[3] <= top
        return inside and not self._hard.hit(box)

    def place(self, labels: Sequence[Label]) -> list[Placed]:
        """Place labels by priority; those that find no room are left out."""
        placed = []
        for label in sorted(labels, key=lambda label: -label.priority):
            found = self._place(label)
            if found is not None:
                placed.append(found)
                left, bottom, right, top = found.box
                self.take((left - _BETWEEN, bottom, right + _BETWEEN, top))
                if found.leader is not None:
                    self.take(*_along(*found.leader))
        return placed

    def _place(self, label: Label) -> Placed | None:
        """Beside the mark, then with fewer words, then with a leader line: the first good place, else the best."""
        texts = [label.lines] if len(label.lines) == 1 else [label.lines, label.lines[:1]]
        texts += [(words,) for words in label.shorter]
        ways: list[tuple[Sides, tuple[float, ...]]] = [(label.sides, ()), *([(label.sides, _SHELLS)] * label.leads)]
        ways += [(label.last, ())] * bool(label.last)
        best: tuple[float, Placed] | None = None
        for number, ((sides, shells), lines) in enumerate(product(ways, texts)):
            for rank, (box, align, leader) in enumerate(_candidates(label, lines, sides, shells)):
                if not self.free(box, label.inside) or (leader is not None and not self._clear(leader)):
                    continue
                cost = self._cost(box) + rank * 0.01 + number * _STAGE_COST
                if best is None or cost < best[0]:
                    best = cost, Placed(label, tuple(lines), box, align, leader)
            if best is not None and best[0] < (number + 1) * _STAGE_COST:
                break
        return None if best is None else best[1]

    def _cost(self, box: Box) -> float:
        area = (box[2] - box[0]) * (box[3] - box[1])
        return _SOFT_COST * min(1.0, self._soft.shared(box) / area * 8)

    def _clear(self, leader: tuple[tuple[float, float], tuple[float, float]]) -> bool:
        # the first pieces lie on the mark itself
        return not any(self._hard.hit(box) for box in _along(*leader)[1:])


def _candidates(
    label: Label, lines: Sequence[str], sides: Sides, shells: Sequence[float]
) -> Iterator[tuple[Box, str, tuple[tuple[float, float], tuple[float, float]] | None]]:
    """Yield boxes around the mark, near ones without, far ones with a leader line."""
    width, height = measured(label, lines)
    for gap in shells or (label.gap,):
        for dx, dy in sides:
            box = _beside(label.at, (width, height), gap, dx, dy)
            align = "center" if dx == 0 else "left" if dx > 0 else "right"
            yield box, align, _leader(label.at, box) if shells else None


def _beside(at: Box, size: tuple[float, float], gap: float, dx: float, dy: float) -> Box:
    """Box of a text on one side of another box; a half step aligns their edges."""
    width, height = size
    places: dict[float, float] = {
        1: at[2] + gap, 0.5: at[0], 0: (at[0] + at[2] - width) / 2, -0.5: at[2] - width, -1: at[0] - gap - width,
    }  # fmt: skip
    left = places[dx]
    bottom = (at[1] + at[3] - height) / 2 if dy == 0 else at[3] + gap if dy > 0 else at[1] - gap - height
    if abs(dx) == 1 and dy:  # corners come closer
        left -= dx * gap * 0.7
        bottom -= dy * gap * 0.3
    return left, bottom, left + width, bottom + height


def _leader(at: Box, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Shortest line from the edge of the mark to the edge of a box."""
    middle, level = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    start = (min(max(middle, at[0]), at[2]), min(max(level, at[1]), at[3]))
    stop = (min(max(start[0], box[0] + 3), box[2] - 3), min(max(start[1], box[1]), box[3]))
    return start, stop


def _along(start: tuple[float, float], stop: tuple[float, float]) -> list[Box]:
    """Small boxes along a line, so that it can be tested like a text."""
    steps = max(2, int(np.hypot(stop[0] - start[0], stop[1] - start[1]) // 6))
    points = [(start[0] + (stop[0] - start[0]) * i / steps, start[1] + (stop[1] - start[1]) * i / steps)
              for i in range(1, steps)]  # fmt: skip
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in points]
