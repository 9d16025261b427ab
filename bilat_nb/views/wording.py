"""Words of figures: units, countries, flows, levels, who tells; numbers on a scale that can be read.

Words that are shown are data, in ``words.csv`` and in the vocabulary; nothing here knows a country or a currency.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from bilat_nb.series import period_kind
from bilat_nb.vocabulary import table
from bilat_nb.words import missing, number, period_words

_LONGEST_NAME = 26


@cache
def _words() -> Mapping[tuple[str, str], tuple[str, str]]:
    lines = (files("bilat_nb.views") / "words.csv").read_text(encoding="utf-8").splitlines()
    return {(row["group"], row["key"]): (row["words"], row["short"]) for row in csv.DictReader(lines)}


def words(group: str, key: str | None) -> str:
    """What a value of the schema is called; a value without a name is shown as it is."""
    name = "" if key is None else key
    return _words().get((group, name), (name.replace("_", " "), ""))[0]


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


@cache
def country(code: str) -> str:
    """Name of a country or bloc by its code, as it stands in a sentence; the code when it has no name."""
    if ("country", code) in _words():
        return words("country", code)
    named = (row for row in table("countries") if row["iso"] == code and row["kind"] == "name")
    return next((row["forms"].split("|")[0] for row in named), code)


@cache
def place_country(place: str | None) -> str | None:
    """Country that a city lies in, where the vocabulary knows it."""
    return next((row["country"] for row in table("cities") if row["name"] == place), None) if place else None


def pair_words(pair: Iterable[str]) -> str:
    """Names of the countries of a pair: "Mexico and the United States"."""
    return " and ".join(country(code) for code in pair)


def scale_of(values: Iterable[float], unit: str | None) -> tuple[float, str]:
    """The scale on which the values of one picture are shown, and its name."""
    largest = max((abs(value) for value in values), default=0.0)
    if unit in ("%", "rank", "index") or "/" in (unit or "").replace("bbl/d", ""):
        return 1.0, ""
    for size, name in ((1e12, "1e12"), (1e9, "1e9"), (1e6, "1e6"), (1e3, "1e3")):
        if largest >= size * (10 if name == "1e3" else 1):
            return size, words("scale", name)
    return 1.0, ""


def unit_words(unit: str | None, scale: str = "") -> str:
    """Unit with its scale: "billion US dollars"."""
    return f"{scale} {words('unit', unit)}".strip()


def _digits(value: float) -> int:
    """Significant digits: four, or three for a third or two thirds, which no one prints so exactly."""
    third = abs(value * 3 - round(value * 3)) < 1e-3 and abs(value - round(value)) > 0.1
    return 3 if third else 4


_BOUNDS = {"about": "about ", "at_least": "over ", "at_most": "at most "}


def value_words(
    value: float, low: float | None, high: float | None, bound: str, *, scale: float = 1.0, signed: bool = False
) -> str:
    """A value on the scale of the picture with its bound: "about 40", "2–2.5", "+23.5"."""
    if bound == "range" and low is not None and high is not None:
        return f"{number(low / scale)}–{number(high / scale)}"
    shown = number(value / scale, _digits(value / scale))
    return f"{_BOUNDS.get(bound, '')}{'+' if signed and value > 0 else ''}{shown}"


def short_period(start: date | None, end: date | None) -> str:
    """A period without the year that the axis tells already: "Jan–Sep"; a whole year is empty."""
    full = period_words(start, end)
    if start is None or end is None or start.year != end.year:
        fiscal = start is not None and end is not None and period_kind(start, end) == "year"
        return f"{start.year}/{end.year % 100:02}" if fiscal and start and end else full
    return full.removesuffix(str(start.year)).strip()


def tellers(documents: pd.DataFrame | None) -> dict[str, str]:
    """Who tells, by doc_id: publisher and year, for the documents whose publisher is known."""
    if documents is None:
        return {}
    rows = documents.to_dict("records")
    return {row["doc_id"]: _teller(row) for row in rows if not missing(row.get("publisher"))}


def route(reporter: str | None, partner: str | None, flow: str) -> str:
    """The two ends of a flow: "of Mexico to the United States", "from Russia to China"."""
    if flow == "delivery":
        return f"from {country(reporter or '?')} to {country(partner or '?')}"
    link = {"exports": "to", "imports": "from"}.get(flow, "with")
    return f"of {country(reporter or '?')} {link} {country(partner or '?')}"


def _teller(row: Mapping[Any, Any]) -> str:
    name, published = _abridged(str(row["publisher"])), row.get("published")
    year = "" if missing(published) else str(pd.Timestamp(str(published)).year)
    return f"{name}, {year}" if year and year not in name else name


def _abridged(publisher: str) -> str:
    for (group, key), (shown, _) in _words().items():
        if group == "publisher":
            publisher = publisher.replace(key, shown)
    return publisher


def short_name(name: str) -> str:
    """A name that fits a label: cut, at a word where it has words, with three dots."""
    if len(name) <= _LONGEST_NAME:
        return name
    cut = name[:_LONGEST_NAME]
    return f"{(cut.rsplit(' ', 1)[0] if ' ' in cut else cut).rstrip('-_, ')}…"
