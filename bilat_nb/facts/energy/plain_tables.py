"""Tables of energy in plain text: what was delivered, produced, used or stored, by period, country or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bilat_nb.facts.energy.gate import PHYSICAL
from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.grids import Cell, find_grids
from bilat_nb.facts.figures.headings import actors_told, countries_told, term_told
from bilat_nb.facts.figures.plain_tables import TOTAL, Number, PlainTable
from bilat_nb.model import Fact, Reading

_OWN = {"production": "supplier", "consumption": "recipient", "storage": "recipient"}
"""Whose a figure is that does not go from one country to another."""
_SOURCE = re.compile(r"\bfrom\s+(?:the\s+)?$", re.I)
_TARGET = re.compile(r"\b(?:to|into|in)\s+(?:the\s+)?$", re.I)
_NO_COMMODITY = ("", "energy")


def find_tables(reading: Reading, pair: Pair, home: str | None) -> list[Fact]:
    """Return the figures of the tables of energy in a text."""
    return [fact for grid in find_grids(reading.text) for fact in EnergyTable(reading, grid, pair, home).facts()]


@dataclass
class EnergyTable(PlainTable):
    """A table of energy."""

    def facts(self) -> Iterator[Fact]:
        """The facts of its numbers; none where it tells no commodity, no unit or no side."""
        for number in self.numbers() if term_told(self.reading, self.words, "commodities") else ():
            told = [*number.near, *self.above]
            commodity = term_told(self.reading, told, "commodities")
            verb = term_told(self.reading, told, "energy_terms")
            measure = self.measure(number.near, PHYSICAL)
            if commodity is None or verb is None or measure is None:
                continue
            name, indicator = commodity.cell("commodities", "commodity"), verb.cell("energy_terms", "indicator")
            sides = self._sides(number, indicator, verb.cell("energy_terms", "direction"))
            summed = TOTAL.search(number.row.label.text) is not None
            if name in _NO_COMMODITY or not any(sides.values()) or (summed and measure.kind == "share"):
                continue
            values = sides | {"commodity": name, "indicator": indicator, "project": None}
            yield self.fact("energy", number, values, measure, Cell(verb.start, verb.stop, ""))

    def _sides(self, number: Number, indicator: str, direction: str) -> dict[str, Any]:
        """Supplier and recipient: rows and columns may name one of them, the lines above both."""
        there = next((code for cell in number.near for code in countries_told(self.reading, cell)), None)
        source, target, others = self._named
        if TOTAL.search(number.row.label.text) and self.by_country:
            other = target or next(iter(others), self.home) if direction == "from" else None
            return {"supplier": None if direction == "from" else source or self.home, "recipient": other}
        if indicator in _OWN:
            owner = there or source or target or next(iter(others), self.home)
            return {"supplier": None, "recipient": None, _OWN[indicator]: owner}
        if indicator != "delivery":
            return {"supplier": None, "recipient": None}
        if direction == "from":
            target = target or next((c for c in others if c != there), None) or self.home
            source = there or source or self.pair.other(target)
        else:
            source = source or next((c for c in others if c != there), None) or self.home
            target = there or target or self.pair.other(source)
        return {"supplier": source, "recipient": target if target != source else None}

    @cached_property
    def _named(self) -> tuple[str | None, str | None, list[str]]:
        """Who supplies and who receives by the words before a name above the table, and who is named otherwise."""
        source: str | None = None
        target: str | None = None
        others: list[str] = []
        for line in self.above:
            for actor in actors_told(self.reading, line):
                before = self.reading.text[max(line.start, actor.start - 12) : actor.start]
                if _TARGET.search(before):
                    target = target or actor.countries[0]
                elif _SOURCE.search(before) or actor.demonym:
                    source = source or actor.countries[0]
                else:
                    others.append(actor.countries[0])
        return source, target, others
