"""Invented ledgers of two countries and the press releases that would tell them: figures with their true values.

A ledger is consistent: quarters make years, exports and imports make turnover. A release rounds each figure in its own
way, by digits, bounds and scales, and the figure's text is what a reader would see.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pandas as pd

from bilat_nb.records import schema
from bilat_nb.tables import typed

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
FRACTIONS = {50.0: "half", 100 / 3: "a third", 25.0: "a quarter", 20.0: "a fifth"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure: what it measures, its true value, and how it is written."""

    key: str
    columns: tuple[tuple[str, object], ...]
    true: float
    value: float
    text: str
    bound: str = "exact"
    low: float | None = None
    high: float | None = None


def _digits(number: float, places: int, up: int = 0) -> float:
    """A number rounded to places after the point; up 1 to the next higher, -1 to the next lower."""
    step = 10.0**-places
    steps = number / step
    whole = {0: round(steps), 1: math.ceil(steps - 1e-9), -1: math.floor(steps + 1e-9)}[up]
    return round(whole * step, max(places, 0))


def _scaled(value: float, rng: random.Random) -> tuple[float, str, int]:
    """Scale, its word and decimals with which a release would write an amount."""
    fits = [(size, word) for size, word in SCALES if abs(value) >= size] or [(1.0, "")]
    size, word = fits[0] if len(fits) == 1 or rng.random() < 0.8 else fits[1]
    whole = len(str(int(abs(value) / size)))
    return size, word, rng.choice([n for n in (0, 1, 2, 3) if whole + n >= 2])


def _written(number: float, places: int, word: str, unit: str) -> str:
    shown = f"{number:,.{places}f}"
    return f"{shown}%" if unit == "%" else f"${shown} {word}".strip()


def told(key: str, columns: dict[str, object], true: float, rng: random.Random) -> Figure:
    """Write a figure as a release would."""
    unit = str(columns["unit"])
    size, word, places = (1.0, "", rng.choice([0, 1, 1, 2])) if unit == "%" else _scaled(true, rng)
    figure = Figure(key, tuple(columns.items()), true, 0.0, "")
    return _styled(figure, size, word, places, rng.choices(STYLES, WEIGHTS)[0])


STYLES = ("exact", "about", "over", "under", "almost", "range", "words")
WEIGHTS = (60, 12, 8, 4, 6, 5, 5)


def _styled(figure: Figure, size: float, word: str, places: int, style: str) -> Figure:
    unit, true = str(dict(figure.columns)["unit"]), figure.true
    number, sign = abs(true) / size, math.copysign(1.0, true)
    # words of bounds stand with rounder numbers, and hardly with changes near nought
    rough = min(places, 1 - len(str(int(number)))) if style in ("about", "almost") else places
    if number < 1:
        style, rough = "exact", max(places, 2)
    if style == "words":
        near = min(FRACTIONS, key=lambda f: abs(f - number))
        if unit == "%" and abs(near - number) < near * 0.05:
            return replace(figure, value=sign * near, text=FRACTIONS[near])
        style = "exact"
    if style == "range":
        low, high = _digits(number, places, -1), _digits(number, places, 1) + 10.0**-places
        text = f"{_written(low, places, '', unit)}-{_written(high, places, word, unit)}"
        ends = sorted((sign * low * size, sign * high * size))
        return replace(figure, value=sum(ends) / 2, low=ends[0], high=ends[1], text=text, bound="range")
    up = {"over": -1, "under": 1, "almost": 1}.get(style, 0)
    kept = _digits(number, rough, up)
    lead, bound = {
        "over": ("more than ", "at_least"),
        "under": ("less than ", "at_most"),
        "almost": ("almost ", "about"),
        "about": ("about ", "about"),
    }.get(style, ("", "exact"))
    if style in ("about", "almost") and abs(kept - number) > 0.08 * kept:
        return _styled(figure, size, word, places, "exact")
    text = lead + _written(kept, max(rough, 0), word, unit)
    return replace(figure, value=sign * kept * size, text=text, bound=bound)


def ledger(name: str, seed: int) -> list[Figure]:
    """Invent a ledger and return what three releases say of it.

    Parameters
    ----------
    name : str
        Becomes part of the names of countries and documents, so that ledgers do not meet.
    seed : int
        The same ledger for the same number.
    """
    rng = random.Random(seed)
    year = rng.randint(2000, 2023)
    sizes = 10 ** rng.uniform(7, 11.5), 10 ** rng.uniform(7, 11.5)
    quarters = {(y, q, f): sizes[f] * rng.uniform(0.6, 1.6) / 4 for y in (0, 1) for q in range(4) for f in (0, 1)}
    book = _Book(name, year, quarters, rng)
    return [*book.running("a", 3), *book.year("b"), *book.again("c")]


class _Book:
    """The figures of a ledger by flow, year and number of quarters."""

    def __init__(self, name: str, year: int, quarters: dict[tuple[int, int, int], float], rng: random.Random) -> None:
        self.name, self.year0, self.quarters, self.rng = name, year, quarters, rng
        self.world = self.sum("turnover", 1, 4) * rng.uniform(1.2, 30)
        self.part = rng.uniform(0.05, 0.9)

    def sum(self, flow: str, year: int, count: int, first: int = 0) -> float:
        """Sum of some quarters of a flow."""
        exports, imports = (sum(self.quarters[year, q, f] for q in range(first, first + count)) for f in (0, 1))
        return {"exports": exports, "imports": imports, "turnover": exports + imports, "balance": exports - imports}[
            flow
        ]

    def tell(self, doc: str, flow: str, true: float, year: int, count: int, first: int = 0, **more: object) -> Figure:
        """Write one figure of a document."""
        start = pd.Timestamp(self.year0 + year, 1 + 3 * first, 1)
        end = start + pd.DateOffset(months=3 * count) - pd.Timedelta(days=1)
        columns: dict[str, object] = {
            "flow": flow, "measure": "level", "reporter": f"{self.name}R", "partner": f"{self.name}P", "product": "all",
            "period_start": start, "period_end": end, "unit": "USD", "status": "actual",
        }  # fmt: skip
        columns |= more | {"doc_id": f"{self.name}-{doc}"}
        kind = f"{columns['measure']}:{columns['product']}:{columns['partner'] == 'WLD'}"
        return told(f"{flow}:{kind}:{year}:{first}:{count}", columns, true, self.rng)

    def running(self, doc: str, count: int) -> list[Figure]:
        """A release on the first quarters of the second year, with growth and the levels before."""
        out = []
        for flow in ("turnover", "exports", "imports"):
            now, before = self.sum(flow, 1, count), self.sum(flow, 0, count)
            out += [
                self.tell(doc, flow, now, 1, count),
                self.tell(doc, flow, before, 0, count),
                self.tell(doc, flow, (now / before - 1) * 100, 1, count, measure="change", unit="%"),
            ]
        return [*out, self.tell(doc, "balance", self.sum("balance", 1, count), 1, count)]

    def year(self, doc: str) -> list[Figure]:
        """A release on the whole second year, with shares, a product and its last quarter."""
        flows = ("turnover", "exports", "imports", "balance")
        out = [self.tell(doc, flow, self.sum(flow, 1, 4), 1, 4) for flow in flows]
        turnover, exports = self.sum("turnover", 1, 4), self.sum("exports", 1, 4)
        share = {"measure": "share", "unit": "%"}
        return [
            *out,
            self.tell(doc, "turnover", self.world, 1, 4, partner="WLD"),
            self.tell(doc, "turnover", turnover / self.world * 100, 1, 4, share_of="world", **share),
            self.tell(doc, "exports", exports * self.part, 1, 4, product="machines"),
            self.tell(doc, "exports", self.part * 100, 1, 4, product="machines", share_of="bilateral", **share),
            *(self.tell(doc, flow, self.sum(flow, 1, 3), 1, 3) for flow in ("exports", "imports")),
            *(self.tell(doc, flow, self.sum(flow, 1, 1, 3), 1, 1, 3) for flow in ("exports", "imports")),
        ]

    def again(self, doc: str) -> list[Figure]:
        """A later release that repeats the year in other words."""
        return [self.tell(doc, flow, self.sum(flow, 1, 4), 1, 4) for flow in ("exports", "imports", "turnover")]


def changed(figures: list[Figure], seed: int) -> tuple[list[Figure], int]:
    """Change one figure by something between a hundredth and the threefold; return all and the place of that one."""
    rng = random.Random(seed)
    place = rng.randrange(len(figures))
    old = figures[place]
    factor = math.exp(rng.choice((-1, 1)) * math.exp(rng.uniform(math.log(0.01), math.log(1.1))))
    columns = dict(old.columns)
    wrong = (100 + old.true) * factor - 100 if columns["measure"] == "change" else old.true * factor
    new = replace(told(old.key, columns, wrong, rng), true=old.true)
    return [*figures[:place], new, *figures[place + 1 :]], place


def tables(figures: list[Figure]) -> SimpleNamespace:
    """Make the tables that `reconcile` reads."""
    rows = []
    for n, figure in enumerate(figures):
        row = dict(figure.columns) | {"value": figure.value, "low": figure.low, "high": figure.high}
        place = {"fact_id": f"f{n}", "sentence": n, "quote": figure.text, "span_start": n, "span_stop": n + 1}
        rows.append(row | place | {"bound": figure.bound, "value_text": figure.text})
    frames = {
        name: typed(pd.DataFrame(rows if name == "trade" else [], columns=list(schema()[name]), dtype=object), name)
        for name in ("trade", "energy", "contacts", "contact_counts", "quantities")
    }
    # the three releases of a ledger are one ministry's: of two, different turnovers would be no contradiction
    names = frames["trade"]["doc_id"].drop_duplicates()
    documents = pd.DataFrame({"doc_id": names, "publisher": names.str.rpartition("-")[0]})
    return SimpleNamespace(**frames, documents=documents, texts={})
