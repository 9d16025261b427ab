"""Grids: tables in plain text, as lines whose cells stand apart by bars, tabs, dots or two spaces.

As in::

    Table 3. Georgia - Azerbaijan, thsd. USD
                 2010      2011             | 2022 | 2023 | Change, %
    Exports   256 322   425 927     Exports | 81.4 | 90.1 |      10.7
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import re2

from bilat_nb.frozen import frozen

_MAY_HOLD_ONE = re2.compile(r"(?m)^[^\n|]*\|[^\n]*\d|^[^\n\t]*\t[^\n]*\d|\S(?: {2,}|[ .]*\.{4}[ .]*)[-+(]?[$€£]?\d")
_GAP = re.compile(r"\s{2,}|\s*\.{4,}\s*")
_BARS = re.compile(r"\s*\|\s*")
_TABS = re.compile(r" *\t[ \t]*")
_RULE = re.compile(r"[\s|:+=_–—-]*")
NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+\u2212\u2013])?\s?"
    r"(?P<number>\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"\s?%?\)?\*{0,2}"
)
_NOTHING = re.compile(r"(?:[-–—.…*]{1,3}|n\.?/?a\.?|nil|x|:)?", re.I)
ABOVE = 4
"""Lines above the columns in which the heading of a table stands."""
MAX_CELLS, MAX_CAPTION = 24, 160
EDGE = 3
"""Characters by which a number may stick out of its column on the right."""


@frozen
class Cell:
    """A piece of a line, with its span in the text and the column in which it starts."""

    start: int
    stop: int
    text: str
    column: int = 0

    @property
    def number(self) -> bool:
        """Whether it holds a number and nothing else."""
        return NUMBER.fullmatch(self.text) is not None

    @property
    def empty(self) -> bool:
        """Whether it says that there is no number."""
        return _NOTHING.fullmatch(self.text) is not None


@frozen
class Row:
    """A line of a grid: its label, and the cell of each column."""

    label: Cell
    cells: tuple[Cell | None, ...]
    section: Cell | None = None
    """The line without numbers that heads it and those beside it."""


@frozen
class Grid:
    """A table: lines above it, the heading of its labels, those of its columns (from the top), its rows."""

    caption: tuple[Cell, ...]
    stub: Cell | None
    columns: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]


def find_grids(text: str) -> Iterator[Grid]:
    """Yield the tables of a text; most texts have none and cost little."""
    if not _MAY_HOLD_ONE.search(text):
        return
    lines = [Cell(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    at = 0
    while at < len(lines):
        stop = _stretch(lines, at)
        if stop - at > 1 and (grid := _grid(lines, at, stop)) is not None:
            yield grid
        at = max(stop, at + 1)


def _stretch(lines: Sequence[Cell], at: int) -> int:
    """Where the lines of cells that begin here end; a line of one cell may stand between, as the head of a section."""
    stop, last = at, at
    while stop < len(lines) and stop - last < len("ab"):
        cells = split(lines[stop])
        if len(cells) > 1:
            last = stop + 1
        elif stop == at or len(lines[stop].text) > MAX_CAPTION or lines[stop].text.rstrip().endswith("."):
            break
        stop += 1
    return last


def split(line: Cell) -> list[Cell]:
    """Return the cells of a line: between bars, tabs, dots, or two spaces; a line of prose is one cell."""
    if _RULE.fullmatch(line.text):
        return []
    parting = _BARS if "|" in line.text else _TABS if "\t" in line.text.strip() else _GAP
    body = line.text.rstrip()
    begin = len(line.text) - len(line.text.lstrip())
    if parting is _BARS:
        outer = body.strip().startswith("|"), body.endswith("|")
        begin, body = (begin + 1 if outer[0] else begin), (body[:-1] if outer[1] else body)
    edges = [begin, *(e for m in parting.finditer(body, begin + 1) for e in m.span()), len(body)]
    cells = [_trimmed(line, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return cells if len(cells) <= MAX_CELLS else []


def _trimmed(line: Cell, a: int, b: int) -> Cell:
    said = line.text[a:b]
    a, b = a + len(said) - len(said.lstrip()), max(a, b - len(said) + len(said.rstrip()))
    return Cell(line.start + a, line.start + b, line.text[a:b], a)


def _grid(lines: Sequence[Cell], at: int, stop: int) -> Grid | None:
    """The table of some lines: its head is what stands before the first row of numbers."""
    split_lines = [(line, split(line)) for line in lines[at:stop]]
    first = next((n for n, (_, cells) in enumerate(split_lines) if _numbers(cells)), None)
    if first is None:
        return None
    heads = [(line, cells) for line, cells in split_lines[:first] if len(cells) > 1 or (cells and _barred(line))]
    body = split_lines[first:]
    width = max(len(cells) for _, cells in body) - 1
    columns, stub = _columns(heads, width) if heads else ((((),), None) if width == 1 and at else ((), None))
    rows = tuple(_rows(body, columns))
    captions = [*lines[max(0, at - ABOVE) : at], *(line for line, cells in split_lines[:first] if len(cells) == 1)]
    return Grid(tuple(captions), stub, columns, rows) if columns and rows else None


def _barred(line: Cell) -> bool:
    return "|" in line.text


def _numbers(cells: Sequence[Cell]) -> bool:
    """Whether a line is a row: words, then numbers, or a year and numbers that are none."""
    if len(cells) < len("ab") or not cells[0].text:
        return False
    rest = cells[1:]
    told = [cell for cell in rest if cell.number]
    years = all(_year(cell.text) for cell in told)
    return bool(told) and not years and all(cell.number or cell.empty for cell in rest)


def _year(text: str) -> bool:
    return len(text) == len("2010") and text.isdigit() and text[:2] in ("19", "20")


def _columns(heads: list[tuple[Cell, list[Cell]]], width: int) -> tuple[tuple[tuple[Cell, ...], ...], Cell | None]:
    """The headings of each column, from the top, and that of the labels."""
    stub: Cell | None = None
    found: list[list[Cell]] = [[] for _ in range(width)]
    for line, cells in heads:
        if len(cells) == width + 1:
            stub, cells = (cells[0] if cells[0].text else stub), cells[1:]
        elif len(cells) < width and _barred(line) and not cells[0].text:
            cells = cells[1:]
        if not cells or width % len(cells):
            continue
        span = width // len(cells)
        for n in range(width):
            cell = cells[n // span]
            found[n] += [cell] if cell.text else found[n - 1][len(found[n]) : len(found[n]) + 1] if n else []
    complete = all(found)
    return (tuple(tuple(cells) for cells in found) if complete else ()), stub


def _rows(body: list[tuple[Cell, list[Cell]]], columns: tuple[tuple[Cell, ...], ...]) -> Iterator[Row]:
    section: Cell | None = None
    for line, cells in body:
        if len(cells) == 1 or (cells and not any(cell.text for cell in cells[1:])):
            section = cells[0]
        elif _numbers(cells) and len(cells) == len(columns) + 1:
            yield Row(cells[0], tuple(cell if cell.number else None for cell in cells[1:]), section)
        elif cells and not _barred(line) and (placed := _by_edges(line, cells, columns)):
            yield Row(cells[0], placed, section)


def _by_edges(line: Cell, cells: list[Cell], columns: tuple[tuple[Cell, ...], ...]) -> tuple[Cell | None, ...]:
    """The number of each column of a line in which some are missing or nearly touch: up to the edge of its heading."""
    heads = [column[-1] for column in columns if column]
    apart = all(a.column + len(a.text) < b.column for a, b in pairwise(heads))
    if not apart or not cells[0].text or cells[0].number:
        return ()
    found: list[Cell | None] = []
    begin = cells[0].column + len(cells[0].text)
    for head in heads:
        edge = head.column + len(head.text) + EDGE
        match = NUMBER.search(line.text, begin, edge) if edge > begin else None
        found.append(_trimmed(line, match.start(), match.end()) if match else None)
        begin = max(begin, match.end() if match else edge - EDGE)
    return tuple(found) if any(found) else ()
