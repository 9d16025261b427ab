"""The edges of a network: a line as wide as its contacts are many, with a sign for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bilat_nb.views.diplomacy import SHAPES, Contact
from bilat_nb.views.frame import Frame
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.layers import CurveLayer
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.style import SMALL
from bilat_nb.words import period_words

_SIGN, _PITCH = 4.8, 2.4  # size of a sign, and the distance between two in such sizes
_MANY = 160  # signs, from which on they get smaller
_ENDS = 16.0  # pixels of a line without signs, at a node
_STEPS = 48  # points of a curve
_MIDDLES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)  # where the signs of a line may stand, the best first
_LABELS_MOST = 40
_LOOKED_AT = 12

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edge:
    """What joins two places: the rows of each contact, and what the graph knows of them."""

    start: tuple[float, float]
    stop: tuple[float, float]
    contacts: Sequence[Sequence[Contact]]
    data: Mapping[str, Any]

    @property
    def weight(self) -> int:
        """How many contacts."""
        return len(self.contacts)


def draw_edges(frame: Frame, edges: Sequence[Edge], box: Box, selected: frozenset[str]) -> None:
    """Draw lines, signs and labels; the lines of many contacts find their place first."""
    size = _SIGN * min((_MANY / sum(edge.weight for edge in edges)) ** 0.5, 1.0)
    ordered = sorted(edges, key=lambda edge: (-edge.weight, edge.data["fact_ids"][0]))
    most = max(edge.weight for edge in edges)
    curves, marks, labels = [], [], []
    for edge in ordered:
        points = curve(edge, box)
        picked = any(row.fact_id in selected for rows in edge.contacts for row in rows)
        curves.append((points, *_line(frame, edge, most, picked)))
        at = _places(frame, edge, points, size)
        signs = _signs(frame, edge, at, size, selected)
        frame.placer.take(*(_around(x, y, signs[0].size) for x, y in at))
        marks += signs
        labels.append(_label(frame, edge, at, signs[0].size, box))
    frame.fig.add_artist(CurveLayer(curves[::-1], frame.pixels))
    frame.fig.add_artist(MarkLayer(marks, frame.colours, frame.pixels))
    frame.placer.avoid(*(_around(x, y, 2.0) for points, *_ in curves for x, y in points[:: _STEPS // 12]))
    frame.write(frame.placer.place(labels[:_LABELS_MOST]))


def curve(edge: Edge, box: Box) -> Points:
    """Points of the line, evenly apart: straight across the middle, a bow where both ends are on one side."""
    a, b = np.array(edge.start), np.array(edge.stop)
    middle = (a + b) / 2
    centre = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    across = abs(a[0] - b[0]) / max(box[2] - box[0], 1)
    bend = max(0.0, 1 - across * 3)  # none for lines that cross
    control = middle + (centre - middle) * bend * 0.9
    t = np.linspace(0, 1, _STEPS * 4)[:, None]
    fine = (1 - t) ** 2 * a + 2 * t * (1 - t) * control + t**2 * b
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(fine, axis=0).T))])
    even = np.linspace(0, along[-1], _STEPS + 1)
    return np.column_stack([np.interp(even, along, fine[:, n]) for n in (0, 1)])


def _length(points: Points) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def _line(frame: Frame, edge: Edge, most: int, picked: bool) -> tuple[str, float, str]:
    """Colour, width and style of a line."""
    only_planned = edge.data["planned"] == edge.weight
    width = 1.4 + (7.0 * edge.weight / most if most > 1 else 0.0)
    colours = frame.colours
    thin = colours.other if picked else colours.faint
    return (thin, 1.4, "dashed") if only_planned else (thin if picked else colours.other_tint, width, "solid")


def _places(frame: Frame, edge: Edge, points: Points, size: float) -> list[tuple[float, float]]:
    """Where the signs stand: together on the line, where nothing stands yet."""
    length, line = _length(points), [(float(x), float(y)) for x, y in points.tolist()]
    room = max(length - 2 * _ENDS, 1.0)
    pitch = min(_PITCH * size, room / max(edge.weight - 1, 1))
    run = pitch * (edge.weight - 1)
    first: list[tuple[float, float]] = []
    for middle in _MIDDLES:
        start = min(max(length * middle - run / 2, _ENDS), length - _ENDS - run) if run < room else _ENDS
        at = [_at(line, (start + n * pitch) / length) for n in range(edge.weight)]
        # of many signs some are looked at: they stand close
        if all(frame.placer.free(_around(x, y, size)) for x, y in at[:: len(at) // _LOOKED_AT + 1]):
            return at
        first = first or at
    return first


def _at(line: Sequence[tuple[float, float]], part: float) -> tuple[float, float]:
    """The point at a part of the line; its points are evenly apart."""
    place = min(max(part, 0.0), 1.0) * (len(line) - 1)
    low = min(int(place), len(line) - 2)
    (x0, y0), (x1, y1), rest = line[low], line[low + 1], place - low
    return x0 + (x1 - x0) * rest, y0 + (y1 - y0) * rest


def _around(x: float, y: float, size: float) -> Box:
    return x - size, y - size, x + size, y + size


def _signs(
    frame: Frame, edge: Edge, at: Sequence[tuple[float, float]], size: float, selected: frozenset[str]
) -> list[Mark]:
    """A sign for each contact in the order of time; rows that tell the same one lie upon each other."""
    return [
        Mark(row.fact_id, row.title, x, x, y, SHAPES.get(row.kind, "diamond"), frame.colours.ink, size=size,
             hollow=all(one.planned for one in rows), selected=row.fact_id in selected)
        for rows, (x, y) in zip(edge.contacts, at, strict=True)
        for row in rows
    ]  # fmt: skip


def _label(frame: Frame, edge: Edge, at: Sequence[tuple[float, float]], size: float, box: Box) -> Label:
    """How many and in which years; of a single contact its day."""
    xs, ys = [x for x, _ in at], [y for _, y in at]
    around = (min(xs) - size, min(ys) - size, max(xs) + size, max(ys) + size)
    first, last = edge.data["first"][:4], edge.data["last"][:4]
    years = (first if first == last else f"{first}–{last}") if first else ""
    row = edge.contacts[0][0]
    if edge.weight == 1:
        text, short = period_words(row.start, row.end), years
    else:
        text, short = f"{edge.weight}, {years}" if years else str(edge.weight), str(edge.weight)
    return Label(
        (text,), around, priority=edge.weight, color=frame.colours.muted, size=SMALL, leads=False, gap=3.0,
        sides=((0, 1), (0, -1), (1, 0), (-1, 0)), inside=(box[0], box[1] - 4, box[2], box[3] + 4),
        shorter=(short,) if short and short != text else (),
    )  # fmt: skip
