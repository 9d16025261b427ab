"""A panel: a time axis of whole years, a scale of values, and a gutter for what has no date."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from matplotlib.axes import Axes

from bilat_nb.views.frame import Frame, bare
from bilat_nb.views.labels import Box
from bilat_nb.views.layers import BoxLayer, Line, LineLayer
from bilat_nb.views.marks import RADIUS, Mark, MarkLayer
from bilat_nb.views.style import NORMAL, SMALL, text_size
from bilat_nb.words import number

GUTTER = 92.0
_TICK_ROOM = 24.0  # pixels between two ticks of the scale
_WIDE_YEAR = 260.0  # pixels from which months are named
_EPOCH = date(1970, 1, 1).toordinal()


def day(when: date) -> float:
    """Day on the axis of time, as matplotlib counts: days since 1970."""
    return float(when.toordinal() - _EPOCH)


def year_start(year: int) -> float:
    """The axis place of 1 January."""
    return day(date(min(max(year, 1), 9999), 1, 1))


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values that cover a range, at most `most` steps apart."""
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * m for m in (1, 2, 2.5, 5, 10, 20) if span / (power * m) <= most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 12) for n in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2, 5, 10 … around a range of positive values."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = [m * 10.0**p for p in powers for m in (1, 2, 5)]
    inside = [tick for tick in ticks if low / 2.6 <= tick <= high * 2.6]
    return inside if len(inside) <= 9 else [10.0**p for p in powers]


class Panel:
    """Axes over some years.

    Parameters
    ----------
    frame : Frame
        Figure to draw in.
    box : Box
        Place of the plot area in pixels, with the gutter, without tick labels.
    years : (int, int) or None
        First and last year shown; None when no row has a date, and the whole panel is the gutter.
    values : iterable of float
        What must be inside the scale, in the unit of the axis; nothing for lanes, whose heights are pixels.
    """

    def __init__(
        self, frame: Frame, box: Box, years: tuple[int, int] | None, values: Iterable[float], *, log: bool = False,
        gutter: bool = False, ax: Axes | None = None,
    ) -> None:  # fmt: skip
        self.frame, self.box, self.years, self.log = frame, box, years, log
        self.left = box[0] + (GUTTER + 10 if gutter and years else 0.0)
        self.gutter = (box[0], box[0] + GUTTER if years else box[2]) if gutter else None
        self.t0, self.t1 = (year_start(years[0]), year_start(years[1] + 1)) if years else (0.0, 1.0)
        self.ticks, self.v0, self.v1 = self._scale(list(values))
        self.ax = bare(ax) if ax is not None else frame.axes(box)
        per_day = (self.t1 - self.t0) / (box[2] - self.left)
        self.ax.set_xlim(self.t1 - (box[2] - box[0]) * per_day, self.t1)
        if log:
            self.ax.set_yscale("log")
        self.ax.set_ylim(self.v0, self.v1)

    def _scale(self, shown: Sequence[float]) -> tuple[list[float], float, float]:
        """Ticks, lowest and highest value; without values the scale is that of the pixels."""
        if not shown:
            return [], self.box[1], self.box[3]
        if self.log:
            ticks = log_ticks(min(shown), max(shown))
            return ticks, min(ticks[0], min(shown) / 1.3), max(ticks[-1], max(shown) * 1.3)
        low, high = min(0.0, *shown), max(0.0, *shown)
        most = max(2, min(6, int((self.box[3] - self.box[1]) / _TICK_ROOM)))
        ticks = nice_ticks(low, high if high > low else 1.0, most)
        return ticks, ticks[0], ticks[-1]

    def x(self, when: float) -> float:
        """Pixel of a day."""
        return self.left + (when - self.t0) / (self.t1 - self.t0) * (self.box[2] - self.left)

    def when(self, x: float) -> float:
        """Day at a pixel."""
        return self.t0 + (x - self.left) / (self.box[2] - self.left) * (self.t1 - self.t0)

    def y(self, value: float) -> float:
        """Pixel of a value."""
        if self.log:
            part = math.log(max(value, self.v0) / self.v0) / math.log(self.v1 / self.v0)
        else:
            part = (value - self.v0) / (self.v1 - self.v0)
        return self.box[1] + part * (self.box[3] - self.box[1])

    def scaffold(self, *, years: bool = True, unit: str = "", signed: bool = False) -> None:
        """Draw grid, baseline, tick labels and the gutter."""
        frame, colours = self.frame, self.frame.colours
        if self.gutter is not None:
            left, right = self.gutter
            if self.ticks:
                frame.boxes([(left, self.box[1], right, self.box[3], colours.panel)])
            else:  # lanes have a background of their own, so only the edges are drawn
                edges = (left, right) if self.years else ()
                frame.rules += [(x, self.box[1], x, self.box[3], colours.grid, 1.0, "solid") for x in edges]
            if years:
                frame.text((left + right) / 2, self.box[1] - 12, "no date", color=colours.muted, align="center")
        grid: list[Line] = []
        for tick in self.ticks:
            base = tick == (0.0 if not self.log else self.v0)
            y = self.y(tick)
            grid.append((self.left, y, self.box[2], y, colours.faint if base else colours.grid, 1.0, "solid"))
            sign = "+" if signed and tick > 0 else ""
            frame.text(self.box[0] - 7, y, f"{sign}{number(tick)}", color=colours.muted, align="right")
        grid += [(x, self.box[1], x, self.box[3], colours.grid, 0.8, "solid") for x in self._year_lines()]
        frame.fig.add_artist(LineLayer(grid, frame.pixels, zorder=0.8))
        if years:
            self._year_names()
        if unit:
            frame.text(
                self.box[0] - 7 if self.gutter is None else self.left,
                self.box[3] + 13,
                f"{unit}, logarithmic scale" if self.log else unit,
                size=SMALL,
                color=colours.muted,
            )

    def _year_lines(self) -> list[float]:
        if self.years is None:
            return []
        first, last = self.years
        every = next(n for n in (1, 10, 100, 1000, 10_000) if self._wide() * n >= 8)
        return [self.x(year_start(year)) for year in range(first, last + 2) if year % every == 0]

    def _wide(self) -> float:
        """Width of a year in pixels."""
        first, last = self.years or (0, 0)
        return (self.box[2] - self.left) / (last - first + 1)

    def _year_names(self) -> None:
        """Names of the years in their middle, as many as have room; where years are wide, months too."""
        first, last = self.years or (0, -1)
        wide = self._wide()
        steps = (n * 10**power for power in range(5) for n in (1, 2, 5))
        every = next(n for n in steps if wide * n >= text_size("2000", NORMAL)[0] + 8)
        for year in range(first, last + 1):
            if wide >= _WIDE_YEAR:
                self._months(year)
            elif year % every == 0:
                self._below((year_start(year) + year_start(year + 1)) / 2, str(year))

    def _months(self, year: int) -> None:
        """The year at its first day, then April, July and October."""
        for month, name in ((1, str(year)), (4, "Apr"), (7, "Jul"), (10, "Oct")):
            when = day(date(year, month, 1))
            self._below(when, name)
            x = self.x(when)
            self.frame.rules.append((x, self.box[1], x, self.box[1] - 4, self.frame.colours.faint, 1.0, "solid"))

    def _below(self, when: float, name: str) -> None:
        self.frame.text(self.x(when), self.box[1] - 12, name, color=self.frame.colours.muted, align="center")

    def spots(self, count: int) -> list[float]:
        """Places in the gutter for things without a date: its middle, or side by side when it is the whole panel."""
        left, right = self.gutter or (self.box[0], self.box[2])
        if self.years is not None:
            return [self.when((left + right) / 2)] * count
        return [self.when(left + (right - left) * (n + 0.5) / count) for n in range(count)]

    def around(self, mark: Mark) -> Box:
        """Box of a mark in pixels, for labels to keep away from."""
        x0, x1, y = self.x(mark.x0), self.x(mark.x1), self.y(mark.y)
        low, high = y - mark.size, y + mark.size
        if mark.shape in ("bar", "outline"):
            low, high = sorted((self.y(mark.base), y))
        elif mark.shape not in ("span", "bracket", "level"):
            x0, x1 = (x0 + x1) / 2 - mark.size, (x0 + x1) / 2 + mark.size
        if mark.arrow:
            low, high = min(low, y + min(mark.arrow, 0) * 18), max(high, y + max(mark.arrow, 0) * 18)
        if mark.low is not None and mark.high is not None:
            low, high = min(low, self.y(mark.low)), max(high, self.y(mark.high))
        return x0, low, x1, high

    def add(self, marks: Sequence[Mark]) -> None:
        """Draw marks and take their places."""
        self.ax.add_artist(MarkLayer(marks, self.frame.colours, self.ax.transData))
        self.frame.placer.take(*(self.around(mark) for mark in marks))

    def steps(self, lines: Sequence[Line]) -> None:
        """Draw thin lines in data coordinates; labels avoid them."""
        self.ax.add_artist(LineLayer(lines, self.ax.transData, zorder=3))
        self.frame.placer.avoid(
            *((self.x(x0), self.y(y0) - 2, self.x(x1), self.y(y1) + 2) for x0, y0, x1, y1, *_ in lines)
        )

    def over(self, lines: Sequence[Line]) -> None:
        """Draw thin lines in data coordinates above the marks."""
        self.ax.add_artist(LineLayer(lines, self.ax.transData, zorder=5.5))

    def bars(self, boxes: Sequence[tuple[float, float, float, float, str]]) -> None:
        """Draw pale boxes in data coordinates, behind the marks."""
        self.ax.add_artist(BoxLayer(boxes, self.ax.transData))

    def sliced(self, marks: Sequence[Mark]) -> list[Mark]:
        """Cut the width of one period among the bars that state different values for it."""
        values: dict[tuple[float, float], dict[tuple[float, bool], int]] = {}
        for mark in marks:
            told = values.setdefault((mark.x0, mark.x1), {})
            told.setdefault((mark.y, mark.dashed), len(told))
        done = []
        for mark in marks:
            told = values[mark.x0, mark.x1]
            wide, nth = (mark.x1 - mark.x0) / len(told), told[mark.y, mark.dashed]
            cut = replace(mark, x0=mark.x0 + nth * wide, x1=mark.x0 + (nth + 1) * wide)
            done.append(cut if mark.shape == "bar" else mark)
        return self.dodged(done)

    def dodged(self, marks: Sequence[Mark]) -> list[Mark]:
        """Set signs of one place side by side; a year's circle may stand anywhere in its year."""
        done: list[Mark] = []
        taken: Counter[tuple[float, float, str, int]] = Counter()
        for mark in marks:
            if mark.shape in ("span", "bar"):
                done.append(mark)
                continue
            row = int(self.y(mark.y) // (2 * mark.size))
            key = (mark.x0, mark.x1, mark.shape)
            nth = max(taken[*key, row], taken[*key, row - 1], taken[*key, row + 1])
            taken[*key, row] = nth + 1
            shift = (nth + 1) // 2 * (1 if nth % 2 else -1) * (2 * mark.size + 1.5)
            wide = self.x(mark.x1) - self.x(mark.x0) if mark.x1 > mark.x0 else GUTTER - 2 * RADIUS
            room = max(wide / 2 - mark.size, 0.0)
            moved = self.when(min(max(shift, -room), room) + self.left) - self.t0
            done.append(replace(mark, x0=mark.x0 + moved, x1=mark.x1 + moved))
        return done
