"""Tables in plain text: rows of flows, years, countries or products under columns of them.

What a number is of is told by the heading of its column, the label of its row, the line that heads a section of rows,
and the lines above the table, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import re2

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.grids import Cell, Grid, Row, find_grids
from bilat_nb.facts.figures.headings import (
    Measure,
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

_FLOWS = (
    ("balance", re2.compile(r"(?i)\b(?:balance|surplus|deficit)\b")),
    ("turnover", re2.compile(r"(?i)\b(?:turnover|(?:total|bilateral|mutual|two-way|foreign|merchandise) trade)\b")),
    ("exports", re2.compile(r"(?i)\b(?:re-?)?export(?:s|ed)?\b")),
    ("imports", re2.compile(r"(?i)\bimport(?:s|ed)?\b")),
    ("turnover", re2.compile(r"(?i)\btrade\b")),
)
_TOTAL = re2.compile(r"(?i)^\W*(?:grand |sub)?(?:total|world|overall|all (?:countries|products|goods|partners)|sum)\b")
_TOWARDS = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$", re.I)
_PART = re.compile(r"^(?:of which|including|incl\.|thereof|-|–|•|\*)?:?\s*", re.I)
_PARTS = ("month", "months", "quarter", "half")
_SPANS = ("months", "quarter", "half")
_MEASURED = ("money", "mass")
_CAPTION = 160
"""Up to how many characters a line above a table is its heading, not a paragraph."""


@frozen
class Sides:
    """Whose trade a table tells, and with whom when its rows do not say."""

    reporter: str
    partner: str | None


Spans = Set[tuple[int, int]]


def find_tables(reading: Reading, pair: Pair, home: str | None, taken: Spans = frozenset()) -> list[Fact]:
    """Return the figures of the tables of trade in a text; `taken` are spans that another table has used."""
    facts: list[Fact] = []
    for grid in find_grids(reading.text):
        facts += TableReader(reading, grid, pair, home).facts()
    return [f for f in facts if not any(f.start < stop and start < f.stop for start, stop in taken)]


@dataclass(slots=True)
class TableReader:
    """Reads one table."""

    reading: Reading
    grid: Grid
    pair: Pair
    home: str | None

    def facts(self) -> Iterator[Fact]:
        """The facts of its numbers; none where it tells no flow of trade or no side."""
        heads = [cell for column in self.grid.columns for cell in column]
        if not any(flow_told(c.text) for c in (*heads, *(r.label for r in self.grid.rows), *self._above())):
            return
        sides = self._sides()
        for row in self.grid.rows if sides is not None else ():
            told: Period | None = None
            earlier: Period | None = None
            for column, cell in zip(self.grid.columns, row.cells, strict=True):
                period = self._period(column, row) or told
                if cell is not None and sides is not None:
                    fact = self._fact(row, column, cell, period, sides, earlier if period is told else told)
                    yield from fact
                if period is not told:
                    told, earlier = period, told

    def _above(self) -> list[Cell]:
        """What heads the table, the nearest first."""
        lines = [line for n, line in enumerate(self.grid.caption[::-1]) if n == 0 or len(line.text) <= _CAPTION]
        return [*([self.grid.stub] if self.grid.stub else []), *lines]

    def _sides(self) -> Sides | None:
        """From the line nearest above that names a country, or the two that the document is about."""
        for line in self._above():
            named = countries_told(self.reading, line)
            if len(named) > 1:
                reporter = self.home if self.home in named else named[0]
                return Sides(str(reporter), next((code for code in named if code != reporter), None))
            if named:
                return self._one_side(named[0], line)
        first = self.home or self.pair.first
        return Sides(first, self.pair.other(first)) if first else None

    def _one_side(self, code: str, line: Cell) -> Sides:
        """As in "Exports to Romania", of who tells; "India's exports" are India's own, to the other of the two."""
        at = next(a.start for s in self.reading.sentences for a in s.actors if line.start <= a.start < line.stop)
        other = self.home if self.home != code else None
        other = other or self.pair.other(code)
        towards = _TOWARDS.search(self.reading.text, max(line.start, at - 12), at) is not None
        return Sides(other, code) if other and (towards or other == self.home) else Sides(code, other)

    def _period(self, column: Sequence[Cell], row: Row) -> Period | None:
        """The period of a number; a month in one heading is of the year in the other."""
        heads = [c for c in column[::-1] if (m := measure_told(c.text)) is None or m.kind == "level"]
        beside = [c for c in (*heads, row.label, row.section) if c is not None]
        own = [p for cell in beside if (p := self._told(cell)) is not None]
        whole = next((p for p in own if p.granularity == "year"), None)
        if whole is not None:
            parts = (self._told(cell, whole) for cell in beside if cell.start != whole.start)
            return next((p for p in parts if p is not None and p.granularity in _PARTS), None) or self._part_of(whole)
        return next((p for p in (*own, *self._headed()) if p.granularity != "day"), None)

    def _headed(self) -> Iterator[Period]:
        """The periods of the lines above that are the table's own: they tell a flow, a unit or a country too."""
        for line in self._above():
            own = flow_told(line.text) or unit_told(line.text) or countries_told(self.reading, line)
            if own and (period := named_period(self.reading, line) or self._told(line)) is not None:
                yield period

    def _part_of(self, year: Period) -> Period:
        """Under "Exports in January-September" columns of years are those months of them."""
        told = [p for column in self.grid.columns for cell in column if (p := self._told(cell)) is not None]
        for line in self._above() if all(p.granularity == "year" for p in told) else ():
            part = None if line.text.endswith(".") else self._told(line) or self._told(line, year)
            first, last = (part.period_start, part.period_end) if part is not None else (None, None)
            if part is not None and part.granularity in _SPANS and first and last and year.period_start:
                days = calendar.months(year.period_start.year, first.month, last.month)
                return replace(year, period_start=days[0], period_end=days[1]) if days else year
        return year

    def _told(self, cell: Cell, within: Period | None = None) -> Period | None:
        return period_told(self.reading, cell, within)

    def _fact(
        self, row: Row, column: Sequence[Cell], cell: Cell, period: Period | None, sides: Sides, base: Period | None
    ) -> Iterator[Fact]:
        near = [c for c in (*column[::-1], row.label, row.section) if c is not None]
        told = [*near, *self._above()]
        word = next((c for c in told if flow_told(c.text)), None) or self._summed(near)
        measure = self._measure(near)
        subject = self._subject(row, column, sides)
        if word is None or measure is None or subject is None:
            return
        flow = flow_told(word.text) or "turnover"
        value = self._value(measure, cell, flow, word.text)
        values = subject | _days(period) | self._measured(measure, value, cell, base)
        if measure.kind == "share":
            if _TOTAL.search(row.label.text):
                return
            values["share_of"] = "world" if subject["partner"] != sides.partner else "bilateral"
        quote = quantity_in(self.reading, cell) or cell
        parts = [Part("value", cell.start, cell.stop), Part("flow", word.start, word.stop)]
        parts += [Part("period", period.start, period.stop)] if period is not None else []
        yield Fact("trade", quote.start, quote.stop, sentence_at(self.reading, cell), {"flow": flow, **values}, parts)

    def _summed(self, near: Sequence[Cell]) -> Cell | None:
        """The cell "Total": beside columns or rows of exports and imports is the turnover."""
        heads = [cell.text for column in self.grid.columns for cell in column]
        flows = {flow_told(text) for text in (*heads, *(row.label.text for row in self.grid.rows))}
        total = next((c for c in near if _TOTAL.search(c.text)), None)
        return total if flows >= {"exports", "imports"} else None

    def _measure(self, near: Sequence[Cell]) -> Measure | None:
        """What the headings of a number say that it is, else the unit that stands above the table."""
        countries = self.reading.countries[:4]
        found = next((m for c in near if (m := measure_told(c.text, countries)) is not None), None)
        if found is None:
            unit = next((u for c in self._above() if (u := unit_told(c.text, countries)) is not None), None)
            found = Measure("level", unit)
        if found.kind == "level" and (found.unit is None or found.unit.dimension not in _MEASURED):
            return None
        return found if found.kind != "count" else None

    def _subject(self, row: Row, column: Sequence[Cell], sides: Sides) -> dict[str, Any] | None:
        """Reporter, partner and product: rows and columns may name countries, rows products."""
        cells = [c for c in (row.label, *column, row.section) if c is not None]
        named = [code for cell in cells for code in countries_told(self.reading, cell) if code != sides.reporter]
        total = _TOTAL.search(row.label.text) is not None
        partner = named[0] if named else "WLD" if total and self._by_country() else sides.partner
        product = "all"
        if not named and not total and not flow_told(row.label.text) and self._told(row.label) is None:
            if any(flow_told(r.label.text) for r in self.grid.rows):
                return None  # "Investment" among exports and imports
            product = _PART.sub("", row.label.text).lower() or "all"
        if partner is None:
            return None
        return {"reporter": sides.reporter, "partner": partner, "product": product}

    def _by_country(self) -> bool:
        """Whether the rows are countries."""
        return sum(bool(countries_told(self.reading, row.label)) for row in self.grid.rows) > 1

    def _value(self, measure: Measure, cell: Cell, flow: str, word: str) -> float:
        number = number_of(cell)
        if measure.kind == "index":
            return round(number - 100, 6)
        if measure.unit is not None:
            number = float(f"{number * measure.unit.value:.12g}")
        return -abs(number) if flow == "balance" and "deficit" in word.lower() else number

    def _measured(self, measure: Measure, value: float, cell: Cell, base: Period | None) -> dict[str, Any]:
        change = measure.kind in ("change", "index")
        based = change and base is not None
        return {
            "measure": "change" if change else measure.kind,
            "value": value,
            "low": None,
            "high": None,
            "unit": measure.unit.unit if measure.unit is not None else "%",
            "bound": "exact",
            "status": "actual",
            "share_of": None,
            "base_start": base.period_start if based and base else None,
            "base_end": base.period_end if based and base else None,
            "value_text": cell.text,
        }


def flow_told(text: str) -> str | None:
    """The flow that a heading names: both exports and imports are the turnover."""
    found = [flow for flow, pattern in _FLOWS if pattern.search(text)]
    if {"exports", "imports"} <= set(found) and "balance" not in found:
        return "turnover"
    return found[0] if found else None


def _days(period: Period | None) -> dict[str, Any]:
    return {
        "period_start": period.period_start if period else None,
        "period_end": period.period_end if period else None,
    }
