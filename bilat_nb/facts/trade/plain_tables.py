"""Tables of trade in plain text: rows of flows, years, countries or products under columns of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.grids import Cell, find_grids
from bilat_nb.facts.figures.headings import Measure, actors_told, countries_told
from bilat_nb.facts.figures.plain_tables import TOTAL, TOWARDS, Number, PlainTable, value_of
from bilat_nb.frozen import frozen
from bilat_nb.model import Fact, Reading

_FLOWS = (
    ("balance", re2.compile(r"(?i)\b(?:balance|surplus|deficit)\b")),
    ("turnover", re2.compile(r"(?i)\b(?:turnover|(?:total|bilateral|mutual|two-way|foreign|merchandise) trade)\b")),
    ("exports", re2.compile(r"(?i)\b(?:re-?)?export(?:s|ed)?\b")),
    ("imports", re2.compile(r"(?i)\bimport(?:s|ed)?\b")),
    ("turnover", re2.compile(r"(?i)\btrade\b")),
)
_PART = re.compile(r"^(?:of which|including|incl\.|thereof|-|–|•|\*)?:?\s*", re.I)
_MEASURED = ("money", "mass")
Spans = Set[tuple[int, int]]


@frozen
class Sides:
    """Whose trade a table tells, and with whom when its rows do not say."""

    reporter: str
    partner: str | None


def find_tables(reading: Reading, pair: Pair, home: str | None, taken: Spans = frozenset()) -> list[Fact]:
    """Return the figures of the tables of trade in a text; `taken` are spans that another table has used."""
    facts: list[Fact] = []
    for grid in find_grids(reading.text):
        facts += TradeTable(reading, grid, pair, home).facts()
    return [f for f in facts if not any(f.start < stop and start < f.stop for start, stop in taken)]


@dataclass
class TradeTable(PlainTable):
    """A table of trade."""

    def facts(self) -> Iterator[Fact]:
        """The facts of its numbers; none where it tells no flow of trade or no side."""
        sides = self._sides() if self._flows - {None} else None
        for number in self.numbers() if sides is not None else ():
            measure = self.measure(number.near, _MEASURED)
            word = next((c for c in (*number.near, *self.above) if flow_told(c.text)), None)
            word = word or self._summed(number.near)
            subject = self._subject(number, sides) if sides is not None else None
            if word is not None and measure is not None and subject is not None and sides is not None:
                yield from self._fact(number, word, measure, subject, sides)

    def _fact(
        self, number: Number, word: Cell, measure: Measure, subject: dict[str, Any], sides: Sides
    ) -> Iterator[Fact]:
        flow, base = flow_told(word.text) or "turnover", number.before
        share, change = measure.kind == "share", measure.kind in ("change", "index")
        if share and TOTAL.search(number.row.label.text):
            return
        values = subject | {"flow": flow, "share_of": None}
        values["base_start"] = base.period_start if change and base else None
        values["base_end"] = base.period_end if change and base else None
        if share:
            values["share_of"] = "world" if subject["partner"] != sides.partner else "bilateral"
        if flow == "balance" and "deficit" in word.text.lower() and not change:
            values["value"] = -abs(value_of(measure, number.cell))
        yield self.fact("trade", number, values, measure, word)

    def _sides(self) -> Sides | None:
        """From the line nearest above that names a country, or the two that the document is about."""
        for line in self.above:
            named = countries_told(self.reading, line)
            if len(named) > 1:
                reporter = self.home if self.home in named else named[0]
                return Sides(str(reporter), next((code for code in named if code != reporter), None))
            if named:
                return self._one_side(named[0], line)
        first, of_two = self.home or self.pair.first, self.pair.mutual or self.pair.titled or self.pair.headed
        return Sides(first, self.pair.other(first)) if first and of_two else None

    def _one_side(self, code: str, line: Cell) -> Sides:
        """As in "Exports to Romania", of who tells; "India's exports" are India's own, to the other of the two."""
        at = next(a.start for a in actors_told(self.reading, line) if a.countries[0] == code)
        other = self.home if self.home != code else None
        other = other or self.pair.other(code)
        towards = TOWARDS.search(self.reading.text, max(line.start, at - 12), at) is not None
        return Sides(other, code) if other and (towards or other == self.home) else Sides(code, other)

    @cached_property
    def _flows(self) -> set[str | None]:
        """The flows that it tells anywhere."""
        return {flow_told(cell.text) for cell in self.words}

    @cached_property
    def _of_flows(self) -> bool:
        """Whether a row of it is a flow."""
        return any(flow_told(row.label.text) for row in self.grid.rows)

    def _summed(self, near: Sequence[Cell]) -> Cell | None:
        """The cell "Total": beside columns or rows of exports and imports is the turnover."""
        both = self._flows >= {"exports", "imports"}
        return next((c for c in near if TOTAL.search(c.text)), None) if both else None

    def _owner(self, cell: Cell) -> str | None:
        """Whose flow a heading names: "Exports of Indonesia"; not "Exports to Indonesia"."""
        named = actors_told(self.reading, cell)
        if len(named) != 1 or flow_told(cell.text) not in ("exports", "imports"):
            return None
        start = named[0].start
        towards = TOWARDS.search(self.reading.text, max(cell.start, start - 12), start)
        return None if towards else named[0].countries[0]

    def _subject(self, number: Number, sides: Sides) -> dict[str, Any] | None:
        """Reporter, partner and product: rows and columns may name countries, rows products."""
        row = number.row
        owner = next((code for cell in number.near if (code := self._owner(cell)) is not None), sides.reporter)
        sides = sides if owner == sides.reporter else Sides(owner, sides.reporter)
        told = [code for cell in number.near[::-1] for code in countries_told(self.reading, cell)]
        named = [code for code in told if code != sides.reporter]
        total = TOTAL.search(row.label.text) is not None
        summed = total and self.by_country and not flow_told(row.label.text)
        partner = named[0] if named else "WLD" if summed else sides.partner
        product = "all"
        if not named and not total and not flow_told(row.label.text) and self.told(row.label) is None:
            if self._of_flows:
                return None  # "Investment" among exports and imports
            product = _PART.sub("", row.label.text).lower() or "all"
        if partner is None:
            return None
        return {"reporter": sides.reporter, "partner": partner, "product": product}


def flow_told(text: str) -> str | None:
    """The flow that a heading names: both exports and imports are the turnover."""
    found = [flow for flow, pattern in _FLOWS if pattern.search(text)]
    if {"exports", "imports"} <= set(found) and "balance" not in found:
        return "turnover"
    return found[0] if found else None
