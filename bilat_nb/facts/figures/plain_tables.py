"""Tables in plain text, as every table of figures reads them: the words above, the period and measure of a number.

What a number is of is told by the heading of its column, the label of its row, the line that heads a section of rows,
and the lines above the table, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import re2

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.grids import EDGE, Cell, Grid, Row
from bilat_nb.facts.figures.headings import (
    PLANNED,
    Measure,
    actors_told,
    countries_told,
    measure_told,
    named_period,
    number_of,
    period_told,
    quantity_in,
    sentence_at,
    unit_told,
)
from bilat_nb.frozen import frozen
from bilat_nb.mentions.dates import calendar
from bilat_nb.model import Fact, Part, Period, Reading

TOTAL = re2.compile(r"(?i)^\W*(?:grand |sub)?(?:total|world|overall|all (?:countries|products|goods|partners)|sum)\b")
TOWARDS = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$", re.I)
_PARTS = ("month", "months", "quarter", "half")
_SPANS = ("months", "quarter", "half")
_CODE = re.compile(r"\s\([A-Z]{2}\)$")
"""The code of a state behind a place: Cáceres (MT) is not in tonnes."""
_CAPTION = 160
"""Up to how many characters a line above a table is its heading, not a paragraph."""


@frozen
class Number:
    """A number of a table with what stands beside it, its period and the one of the column before."""

    row: Row
    column: tuple[Cell, ...]
    cell: Cell
    period: Period | None
    before: Period | None

    @property
    def near(self) -> list[Cell]:
        """The headings of its column from the last line up, the label of its row, the head of its section."""
        return [c for c in (*self.column[::-1], self.row.label, self.row.section) if c is not None]


@dataclass
class PlainTable:
    """One table in the text of a document about two countries; what is asked for every number is found once."""

    reading: Reading
    grid: Grid
    pair: Pair
    home: str | None

    def numbers(self) -> Iterator[Number]:
        """Its numbers; a column without a period (a change, a share) has that of the column before."""
        for row in self.grid.rows:
            told: Period | None = None
            earlier: Period | None = None
            for column, cell in zip(self.grid.columns, row.cells, strict=True):
                period = self._period(column, row) or told
                if cell is not None:
                    yield Number(row, column, cell, period, earlier if period is told else told)
                if period is not told:
                    told, earlier = period, told

    @cached_property
    def above(self) -> list[Cell]:
        """What heads the table, the nearest first."""
        lines = [line for n, line in enumerate(self.grid.caption[::-1]) if n == 0 or len(line.text) <= _CAPTION]
        return [*([self.grid.stub] if self.grid.stub else []), *lines]

    @cached_property
    def words(self) -> list[Cell]:
        """All headings and labels, and what stands above."""
        heads = [cell for column in self.grid.columns for cell in column]
        return [*heads, *(row.label for row in self.grid.rows), *self.above]

    def _period(self, column: Sequence[Cell], row: Row) -> Period | None:
        """The period of a number; a month in one heading is of the year in the other."""
        heads = [c for c in column[::-1] if (m := measure_told(c.text)) is None or m.kind == "level"]
        beside = [c for c in (*heads, row.label, row.section) if c is not None]
        own = [p for cell in beside if (p := self.told(cell)) is not None]
        whole = next((p for p in own if p.granularity == "year"), None)
        if whole is not None:
            parts = (self.told(cell, whole) for cell in beside if cell.start != whole.start)
            return next((p for p in parts if p is not None and p.granularity in _PARTS), None) or self._part_of(whole)
        return next((p for p in own if p.granularity != "day"), self._headed)

    @cached_property
    def _headed(self) -> Period | None:
        """The period of the lines above that are the table's own: they tell a unit or a country too; days are none."""
        for line in self.above:
            own = unit_told(line.text) or countries_told(self.reading, line)
            period = named_period(self.reading, line) or self.told(line)
            if own and period is not None and period.granularity != "day":
                return period
        return None

    def _part_of(self, year: Period) -> Period:
        """Under "Exports in January-September" columns of years are those months of them."""
        told = [p for column in self.grid.columns for cell in column if (p := self.told(cell)) is not None]
        for line in self.above if all(p.granularity == "year" for p in told) else ():
            part = None if line.text.endswith(".") else self.told(line) or self.told(line, year)
            first, last = (part.period_start, part.period_end) if part is not None else (None, None)
            if part is not None and part.granularity in _SPANS and first and last and year.period_start:
                days = calendar.months(year.period_start.year, first.month, last.month)
                return replace(year, period_start=days[0], period_end=days[1]) if days else year
        return year

    def told(self, cell: Cell, within: Period | None = None) -> Period | None:
        """The period that a cell names; a month alone is of the year of `within`."""
        return period_told(self.reading, cell, within)

    def measure(self, near: Sequence[Cell], dimensions: Sequence[str]) -> Measure | None:
        """What the headings of a number say that it is, else the unit that stands above the table."""
        countries = self.reading.countries[:4]
        told = (_CODE.sub("", c.text) for c in near)
        found = next((m for text in told if (m := measure_told(text, countries)) is not None), None)
        if found is None:
            unit = next((u for c in self.above if (u := unit_told(c.text, countries)) is not None), None)
            found = Measure("level", unit)
        if found.kind == "level" and (found.unit is None or found.unit.dimension not in dimensions):
            return None
        return found if found.kind != "count" else None

    @cached_property
    def by_country(self) -> bool:
        """Whether the rows are countries: their labels name one each and say nothing else."""
        return sum(self._is_country(row.label) for row in self.grid.rows) > 1

    def _is_country(self, label: Cell) -> bool:
        named = actors_told(self.reading, label)
        return any(len(label.text) - (a.stop - a.start) <= EDGE for a in named)

    def fact(self, table: str, number: Number, values: dict[str, Any], measure: Measure, word: Cell) -> Fact:
        """The fact of a number; `values` are the cells that its own table knows, `word` told its flow."""
        cell, period = number.cell, number.period
        quote = quantity_in(self.reading, cell) or cell
        parts = [Part("value", cell.start, cell.stop), Part("flow", word.start, word.stop)]
        parts += [Part("period", period.start, period.stop)] if period is not None else []
        values = _measured(measure, number) | _days(number) | values
        return Fact(table, quote.start, quote.stop, sentence_at(self.reading, cell), values, parts)


def value_of(measure: Measure, cell: Cell) -> float:
    """The number of a cell in its unit; an index of 112.3 is a change of 12.3."""
    number = number_of(cell)
    if measure.kind == "index":
        return round(number - 100, 6)
    return number if measure.unit is None else float(f"{number * measure.unit.value:.12g}")


def _days(number: Number) -> dict[str, Any]:
    period = number.period
    return {
        "period_start": period.period_start if period else None,
        "period_end": period.period_end if period else None,
    }


def _measured(measure: Measure, number: Number) -> dict[str, Any]:
    return {
        "measure": "change" if measure.kind in ("change", "index") else measure.kind,
        "value": value_of(measure, number.cell),
        "low": None,
        "high": None,
        "unit": measure.unit.unit if measure.unit is not None else "%",
        "bound": "exact",
        "status": "planned" if any(PLANNED.search(cell.text) for cell in number.near) else "actual",
        "value_text": number.cell.text,
    }
