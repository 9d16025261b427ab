"""Where the panels of the frequency figure stand: as many side by side as gives the largest squares."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.views.frame import MARGIN
from bilat_nb.views.labels import Box
from bilat_nb.views.stacks import Chart
from bilat_nb.views.style import DPI, PANEL, text_size

SQUARE = 17.0  # pixels, at most
ABOVE = 38.0  # room over a panel: its heading, and a number over a frame
_HEADING, _BELOW, _BARE = 16.0, 32.0, 8.0  # the heading alone; names of the periods; no names
_SMALL = 8.5  # a square lower than this asks for more room
_GAP = 30.0  # between columns of panels
_PITCH = 11.0  # narrowest period
_MOST = 6  # panels
_AROUND = 165.0  # pixels of title, keys and sources
_HEADING_WIDE = 240.0  # pixels of a usual heading


def place_panels(
    charts: Sequence[Chart], periods: int, width: float, room: tuple[float, float]
) -> tuple[list[Box], float, set[int]]:
    """Place panels in rows as high as their stacks.

    Parameters
    ----------
    charts : sequence of Chart
        What the panels show.
    periods : int
        Columns of squares in each panel.
    width : float
        Width of the figure in pixels.
    room : (float, float)
        Lowest and highest pixel of all panels.

    Returns
    -------
    (list of Box, float, set of int)
        Plot areas, height of a square (the same in all) and the panels under which the periods are named.
    """
    columns = max(_columns(charts, periods, width), key=lambda n: (_unit(charts, n, periods, width, room)[0], -n))
    unit, below = _unit(charts, columns, periods, width, room)
    wide = _wide(columns, width)
    boxes: list[Box] = []
    named: set[int] = set()
    top = room[1]
    for number, (row, under) in enumerate(zip(_rows(charts, columns), below, strict=True)):
        floor = top - ABOVE - _height(row) * unit
        for n in range(len(row)):
            left = MARGIN + n * (wide + _GAP)
            # the last panel of its column, or names under all
            if under == _BELOW or number * columns + n + columns >= len(charts):
                named.add(len(boxes))
            boxes.append((left, floor, left + wide, top - _HEADING))
        top = floor - under
    return boxes, unit, named


def panels_most(figsize: tuple[float, float] | None, periods: int) -> int:
    """How many panels a figure of that size can hold, a figure of free height six."""
    if figsize is None:
        return _MOST
    width, height = (inches * DPI for inches in figsize)
    rows = max(int((height - _AROUND) / (ABOVE + _BARE + 14)), 1)
    columns = max(n for n in (1, 2, 3) if n == 1 or _wide(n, width) >= max(_HEADING_WIDE, periods * _PITCH))
    return min(rows * columns, _MOST)


def wanted_height(charts: Sequence[Chart], periods: int, width: float) -> float:
    """Pixels that the panels need with squares of a good size."""
    columns = max(_columns(charts, periods, width))
    return sum(_height(row) * SQUARE * 0.8 + ABOVE + _BELOW for row in _rows(charts, columns)) - _GAP


def _columns(charts: Sequence[Chart], periods: int, width: float) -> list[int]:
    """How many panels may stand side by side: headings fit, and periods are not too narrow."""
    heading = max(text_size(chart.heading, PANEL, "bold")[0] for chart in charts)
    fitting = [
        n for n in range(2, min(3, len(charts)) + 1) if _wide(n, width) >= max(heading, periods * _PITCH)
    ]  # fmt: skip
    return [1, *fitting]


def _wide(columns: int, width: float) -> float:
    return (width - 2 * MARGIN - (columns - 1) * _GAP) / columns


def _rows(charts: Sequence[Chart], columns: int) -> list[Sequence[Chart]]:
    return [charts[n : n + columns] for n in range(0, len(charts), columns)]


def _height(row: Sequence[Chart]) -> float:
    return max(chart.height for chart in row)


def _unit(
    charts: Sequence[Chart], columns: int, periods: int, width: float, room: tuple[float, float]
) -> tuple[float, list[float]]:
    """Height of a square with which all panels fit, not much more than its width, and the room under each row."""
    rows = _rows(charts, columns)
    widest = max(_wide(columns, width) / periods * 0.8, 9.0)
    unit, below = 0.0, [_BELOW] * len(rows)
    # where squares get small, only the last panel of a column names the periods
    for below in ([_BELOW] * len(rows), [_BARE] * (len(rows) - 1) + [_BELOW]):
        spare = room[1] - room[0] - len(rows) * ABOVE - sum(below)
        unit = max(min(spare / sum(map(_height, rows)), widest, SQUARE), 1e-6)
        if unit >= _SMALL:
            break
    return unit, below
