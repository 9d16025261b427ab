"""The cells of a calendar: which rows it has, which contacts fall into which cell, and how they are drawn."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.views.columns import MONTH_NAMES
from bilat_nb.views.diplomacy import Contact, level_words, levels_of
from bilat_nb.views.frame import Frame
from bilat_nb.views.labels import Box
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.style import SMALL, Palette, text_size

BY = {"month": 12, "week": 53}
GUTTER = 58.0  # pixels beside the cells, for contacts of which only the year is told
_LIGHT = ("#B4BEC8", "#76838F", "#4A5662", "#1B1F24")  # from few contacts in a cell to many
_DARK = ("#55606C", "#8A95A1", "#B8C1CA", "#F2F4F7")
_YEAR_GAP = 4.0  # pixels between two years
_HIGHEST = 44.0
_SPOT = 11.0  # between two signs in the gutter

Group = Sequence[Contact]  # the rows that tell one contact; the first speaks for it


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the calendar: a year, and one level of it or all."""

    year: int
    level: str | None
    first: bool  # of its year


@dataclass(frozen=True, slots=True)
class Cell:
    """The contacts of one cell, in the order of time."""

    held: Sequence[Group]
    planned: Sequence[Group]

    @property
    def pieces(self) -> list[Group]:
        """Those that were held come first."""
        return [*self.held, *self.planned]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: rows, contacts, and contacts of the reference that no document dates."""

    by: str
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    known: tuple[Contact, ...]
    cells: Mapping[tuple[int, int], Cell] = field(init=False)

    def __post_init__(self) -> None:
        """Find the cell of every contact that is told with its day."""
        found: dict[tuple[int, int], tuple[list[Group], list[Group]]] = {}
        for group in self.groups:
            line = self.line_of(group[0])
            if line is not None and group[0].start and _place_of(group[0]) == "day":
                place = (line, int(along(group[0].start, self.by)))
                found.setdefault(place, ([], []))[planned(group)].append(group)
        object.__setattr__(self, "cells", {place: Cell(*groups) for place, groups in found.items()})

    @property
    def levels(self) -> bool:
        """Whether levels have rows of their own."""
        return any(line.level is not None for line in self.lines)

    @property
    def gutter(self) -> bool:
        """Whether a contact is told with its year only."""
        return any(_place_of(group[0]) == "year" for group in self.groups)

    def line_of(self, one: Contact) -> int | None:
        """The row of a contact."""
        year = one.start.year if one.start else None
        fits = (n for n, line in enumerate(self.lines) if line.year == year and line.level in (None, one.level))
        return next(fits, None)

    def step(self) -> int:
        """By how many contacts a cell gets darker: one, unless the fullest has more than there are shades."""
        return -(-self.most() // len(_LIGHT))

    def most(self) -> int:
        """Contacts that were held in the fullest cell."""
        return max([1, *(len(cell.held) for cell in self.cells.values())])


def to_lines(groups: Sequence[Group], known: Sequence[Contact], years: tuple[int, int], most: int) -> list[Line]:
    """A row for each level of each year; where that gives too many, a row for each year, the last ones."""
    rows = [*(group[0] for group in groups), *known]
    lines = []
    for year in range(years[0], years[1] + 1):
        levels: list[str] = levels_of([row for row in rows if row.start and row.start.year == year])
        lines += [Line(year, level, n == 0) for n, level in enumerate(levels or [""])]
    if len(lines) <= most and len({line.level for line in lines if line.level}) > 1:
        return lines
    return [Line(year, None, True) for year in range(years[0], years[1] + 1)][-most:]


def along(when: date, by: str, over: float = 0.0) -> float:
    """How far a day is along its row, in cells; `over` days later."""
    if by == "week":
        return (when.timetuple().tm_yday - 1 + over) / 7
    return when.month - 1 + (when.day - 1 + over) / monthrange(when.year, when.month)[1]


def planned(group: Group) -> bool:
    """Whether nobody tells a contact as held."""
    return all(row.planned for row in group)


def shades(colours: Palette) -> tuple[str, ...]:
    """Colours of cells, from few contacts to many: darker, or in the dark theme lighter."""
    return _LIGHT if colours.background == "#FFFFFF" else _DARK


def _place_of(one: Contact) -> str:
    """How exactly a contact is told: "day", "month" or "year"."""
    if one.precision == "day" or one.start is None or one.end is None:
        return "day" if one.precision == "day" else "year"
    return "month" if (one.start.year, one.start.month) == (one.end.year, one.end.month) else "year"


def height_of(lines: Sequence[Line], line: float) -> float:
    """Pixels that rows of a height need."""
    return len(lines) * line + sum(row.first for row in lines[1:]) * _YEAR_GAP


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells in pixels."""

    box: Box
    sheet: Sheet

    @property
    def high(self) -> float:
        """Height of a row."""
        gaps = height_of(self.sheet.lines, 0.0)
        return min((self.box[3] - self.box[1] - gaps) / len(self.sheet.lines), _HIGHEST)

    @property
    def wide(self) -> float:
        return (self.box[2] - self.box[0]) / BY[self.sheet.by]

    @property
    def edge(self) -> float:
        """Half of the space between two cells."""
        return min(1.0, self.wide / 8)

    def x(self, column: float) -> float:
        return self.box[0] + column * self.wide

    def ends(self, line: int) -> tuple[float, float]:
        """Lower and upper edge of a row."""
        top = self.box[3] - height_of(self.sheet.lines[: line + 1], self.high) + self.high
        return top - self.high + 1, top - 1

    def middle(self, line: int) -> float:
        return sum(self.ends(line)) / 2


def draw_cells(frame: Frame, sheet: Sheet, box: Box, selected: frozenset[str]) -> None:
    """Draw rows with their names, cells, contacts, and what is told less exactly than by day."""
    grid = _Grid(box, sheet)
    frame.boxes(list(_empty(grid, frame.colours)))
    _names(frame, grid)
    step, colours = sheet.step(), shades(frame.colours)
    marks: list[Mark] = []
    for place, cell in sheet.cells.items():
        marks += _pieces(frame, grid, place, cell, (colours[max(len(cell.held) - 1, 0) // step], selected))
    marks += [*_ticks(grid, frame.colours), *_rough(frame, grid, selected)]
    frame.fig.add_artist(MarkLayer(marks, frame.colours, frame.pixels))
    for place, cell in sheet.cells.items():
        _number(frame, grid, place, cell)


def _empty(grid: _Grid, colours: Palette) -> Iterator[tuple[float, float, float, float, str]]:
    """A pale box for every cell; the last week of a year has one day or two."""
    for number, line in enumerate(grid.sheet.lines):
        low, high = grid.ends(number)
        end = BY["month"] if grid.sheet.by == "month" else (366 if isleap(line.year) else 365) / 7
        for column in range(BY[grid.sheet.by]):
            yield grid.x(column) + grid.edge, low, grid.x(min(column + 1, end)) - grid.edge, high, colours.grid


def _names(frame: Frame, grid: _Grid) -> None:
    """Years and levels at the left, as many as have room; months below."""
    muted, lines = frame.colours.muted, grid.sheet.lines
    every = 1 if grid.sheet.levels else max(int(-(-12.5 // grid.high)), 1)
    left = grid.box[0] - label_room(grid.sheet)
    for number, line in enumerate(lines):
        if line.first and (lines[-1].year - line.year) % every == 0:
            frame.text(left, grid.middle(number), str(line.year), size=SMALL, weight="bold")
        if line.level and grid.high >= 12:
            frame.text(
                grid.box[0] - 7, grid.middle(number), level_words(line.level), size=SMALL, color=muted, align="right"
            )
    wide = (grid.box[2] - grid.box[0]) / 12
    whole = max(text_size(name, SMALL)[0] for name in MONTH_NAMES) + 4 <= wide
    floor = grid.ends(len(lines) - 1)[0]
    for month, name in enumerate(MONTH_NAMES):
        x = grid.box[0] + (month + 0.5) * wide
        frame.text(x, floor - 11, name if whole else name[0], size=SMALL, color=muted, align="center")
    if grid.sheet.gutter:
        frame.text(grid.box[2] + 8, floor - 11, "year only", size=SMALL, color=muted)


def label_room(sheet: Sheet) -> float:
    """Pixels for the names of the rows."""
    widest = max((text_size(level_words(line.level), SMALL)[0] for line in sheet.lines if line.level), default=0.0)
    return text_size("2000", SMALL, "bold")[0] + 9 + (widest + 7 if widest else 0.0)


def _pieces(
    frame: Frame, grid: _Grid, place: tuple[int, int], cell: Cell, look: tuple[str, frozenset[str]]
) -> Iterator[Mark]:
    """One piece of a cell for each of its contacts; rows that tell the same one lie upon each other."""
    low, high = grid.ends(place[0])
    color, selected = look
    wide = (grid.wide - 2 * grid.edge) / len(cell.pieces)
    for number, group in enumerate(cell.pieces):
        left, plan = grid.x(place[1]) + grid.edge + number * wide, number >= len(cell.held)
        for one in group:
            yield Mark(
                one.fact_id, one.title, left, left + wide, high, "cell", frame.colours.ink if plan else color,
                hollow=plan, base=low, selected=one.fact_id in selected,
            )  # fmt: skip


def _number(frame: Frame, grid: _Grid, place: tuple[int, int], cell: Cell) -> None:
    """How many contacts were held, where there is more than one and room to say it."""
    held = len(cell.held)
    part = (grid.wide - 2 * grid.edge) * held / len(cell.pieces)
    if held < 2 or grid.high < 12 or part < text_size(str(held), SMALL, "bold")[0] + 2:
        return
    color = frame.colours.background
    x = grid.x(place[1]) + grid.edge + part / 2
    frame.text(x, grid.middle(place[0]), str(held), size=SMALL, color=color, align="center", weight="bold")


def _rough(frame: Frame, grid: _Grid, selected: frozenset[str]) -> Iterator[Mark]:
    """Contacts of which only the month or the year is told: over that month, or beside that year."""
    beside: dict[int, int] = {}
    for group in grid.sheet.groups:
        first, line = group[0], grid.sheet.line_of(group[0])
        if _place_of(first) == "day" or line is None or first.start is None:
            continue
        x0, x1 = (
            grid.x(along(when, grid.sheet.by, over)) for when, over in ((first.start, 0), (first.end or first.start, 1))
        )
        y, shape = grid.ends(line)[0] + max(grid.high * 0.25, 3.5), "span"
        if _place_of(first) == "year":
            nth = min(beside.get(line, 0), int((GUTTER - 18) / _SPOT))
            x0 = x1 = grid.box[2] + 13 + _SPOT * nth
            y, shape, beside[line] = grid.middle(line), "square", nth + 1
        for one in group:
            yield Mark(one.fact_id, one.title, x0, x1, y, shape, frame.colours.ink, hollow=planned(group), size=4.0,
                       selected=one.fact_id in selected)  # fmt: skip


def _ticks(grid: _Grid, colours: Palette) -> Iterator[Mark]:
    """Thin lines at the days of the reference."""
    for one in grid.sheet.known:
        line = grid.sheet.line_of(one)
        if one.start and line is not None:
            x = grid.x(along(one.start, grid.sheet.by, 0.5))
            size = min(max(grid.high / 2 - 2.5, 2.0), 6.0)
            yield Mark("", one.title, x, x, grid.middle(line), "tick", colours.muted, size=size)
