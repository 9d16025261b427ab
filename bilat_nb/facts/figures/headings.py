"""Headings: what the words above and beside the numbers of a table say about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import re2

from bilat_nb.facts.figures.frame import NO_COUNTRIES
from bilat_nb.facts.figures.grids import NUMBER, Cell
from bilat_nb.facts.figures.table_units import in_table_unit
from bilat_nb.frozen import frozen
from bilat_nb.lexicon import lexicon
from bilat_nb.mentions.periods import read_periods
from bilat_nb.mentions.quantities import read_quantities
from bilat_nb.model import Actor, Period, Quantity, Reading, Sentence, Token

_CHANGE = re2.compile(
    r"(?i)\b(?:change|growth|increase|decrease|dynamics|variation|var\.?|y[/-]?o?-?y|yoy|annual rate|difference)\b"
    r"|[±Δ]|\+/-"
)
_INDEX = re2.compile(
    r"(?i)(?:%|per ?cent|in percent) (?:to|of) (?:the )?"
    r"(?:corresponding|previous|same|last|preceding|year|jan|(?:19|20)\d\d)"
)
_SHARE = re2.compile(
    r"(?i)\b(?:share|weight|structure|proportion|part)\b|%\s*(?:of|in) (?:the )?(?:total|trade|exports|imports)"
)
PLANNED = re2.compile(r"(?i)\b(?:plan(?:ned)?|targets?|forecasts?|projections?|projected|expected|outlook)\b")
"""Words of a heading whose numbers are of what is to come."""
_PERCENT = re2.compile(r"(?i)%|\bper ?cent\b|\bpp\b")
_COUNT = re2.compile(
    r"(?i)\b(?:rank|place|position|no\.|number|code|hs|sitc|quotas?|allocations?|tariffs?|dut(?:y|ies)|licen[cs]es?)\b"
    r"|^\W*[#№]\W*$"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_PIECES = re.compile(r"[,;:–—]\s|\s[–—-]\s|[()\[\]]|\bin\s")
_CUR_SCALE = re.compile(
    r"(?P<cur>(?:[A-Z]{2,3})?[$€£¥₹₽]|[A-Z]{3}|Rs\.?|US dollars?|euros?)\s?(?P<scale>[A-Za-z]{1,9}\.?)"
)
_DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_MARKED_YEAR = re.compile(r"^((?:19|20)\d\d) ?(?:[a-z]|[*†]{1,2}|\([a-z\d]\))$")
"""2023* and 2023p are a year with a note."""
_WORD = re.compile(r"[A-Z][a-z]{2,8}\.?|[HQ]\d")
_DATED = re.compile(r"\d|[A-Z]")


@frozen
class Measure:
    """What a column holds: level, change, index (112.3 is a change of 12.3) or share; the unit of a level."""

    kind: str
    unit: Quantity | None = None


@lru_cache(2_000)
def unit_told(text: str, countries: tuple[str, ...] = ()) -> Quantity | None:
    """The quantity that 1 of a heading's unit is: "USD million", "Exports, thsd. tonnes", "(million m³/day)"."""
    pieces = [*_BRACKETS.findall(text), *_PIECES.split(text)[::-1], text]
    return next((unit for piece in pieces if (unit := _one(piece.strip(" .*"), countries)) is not None), None)


def _one(said: str, countries: tuple[str, ...]) -> Quantity | None:
    tries = [f"1 {said}"]
    if match := _CUR_SCALE.fullmatch(said):
        tries = [f"{match['cur']} 1 {match['scale']}", f"1 {match['scale']} {match['cur']}"]
    for phrase in tries if said and len(said) < len("billions of United States dollars a year ") else ():
        tokens = lexicon().tokens(phrase)
        found = read_quantities(phrase, tokens, [(0, len(phrase))], [], countries=countries)
        whole = [q for q in found if q.refused is None and q.unit and q.stop - q.start >= len(phrase) - 1]
        if whole and whole[0].dimension not in ("number", "percent", "time"):
            return in_table_unit(whole[0])
    return None


@lru_cache(2_000)
def measure_told(text: str, countries: tuple[str, ...] = ()) -> Measure | None:
    """What a heading says of its numbers, or None where it says nothing."""
    if _COUNT.search(text):
        return Measure("count")
    if _INDEX.search(text):
        return Measure("index")
    if _CHANGE.search(text):
        unit = unit_told(text, countries)
        return Measure("count" if unit is not None else "change")
    if _SHARE.search(text):
        return Measure("share")
    if _PERCENT.search(text):
        return Measure("count")  # of what is not told
    unit = unit_told(text, countries)
    return Measure("level", unit) if unit is not None else None


def number_of(cell: Cell) -> float:
    """The number of a cell: 1,234.5; 1 234,5; (12.3) and –12.3 are below zero."""
    match = NUMBER.fullmatch(cell.text)
    if match is None:
        raise ValueError(f"{cell.text!r} is no number")
    told = re.sub(r"[ \u00a0\u202f]", "", match["number"])
    if _DECIMAL_COMMA.fullmatch(told) and not re.fullmatch(r"\d{1,3}\.\d{3}", told):
        told = told.replace(".", "").replace(",", ".")
    below = match["open"] or match["sign"] in ("-", "\u2212", "\u2013")
    return -float(told.replace(",", "")) if below else float(told.replace(",", ""))


def period_told(reading: Reading, cell: Cell, within: Period | None = None) -> Period | None:
    """The period that a cell names, with its place in the document; a month alone is of the year of `within`."""
    said = _MARKED_YEAR.sub(r"\1", cell.text)
    alone = (
        _alone(said, within.period_end if within is not None else reading.published.day)
        if _DATED.search(said)
        else None
    )
    if alone is None or alone.granularity in ("years", "fiscal_year"):
        alone = named_period(reading, cell) or alone  # 2021-22 may be a fiscal year there
    return replace(alone, start=cell.start, stop=cell.stop) if alone is not None else None


@lru_cache(2_000)
def _alone(said: str, published: date | None) -> Period | None:
    """The first period of a heading with both ends."""
    found = read_periods(said, lexicon().tokens(said), [(0, len(said))], published)
    return next((p for p in found if p.period_start and p.period_end and p.kind != "present"), None)


def named_period(reading: Reading, cell: Cell) -> Period | None:
    """The first period of the document in a cell; what others are compared with is none."""
    for sentence in _around(reading, cell):
        for period in sentence.periods:
            inside = cell.start <= period.start and period.stop <= cell.stop
            if inside and period.period_start and period.period_end and period.kind not in ("present", "comparison"):
                return period
    return None


def _around(reading: Reading, cell: Cell) -> list[Sentence]:
    """The sentences that a cell stands in."""
    first = max(0, bisect_right(reading.sentences, cell.start, key=lambda s: s.start) - 1)
    found = []
    for sentence in reading.sentences[first:]:
        if sentence.start >= cell.stop:
            break
        found.append(sentence)
    return found


def sentence_at(reading: Reading, cell: Cell) -> int:
    """The number of the sentence that a cell stands in."""
    return next((s.index for s in _around(reading, cell)), 0)


def quantity_in(reading: Reading, cell: Cell) -> Quantity | None:
    """The figure of the document that a cell holds."""
    held = (q for s in _around(reading, cell) for q in s.quantities)
    return next((q for q in held if cell.start <= q.start and q.stop <= cell.stop and q.refused is None), None)


def term_told(reading: Reading, cells: Sequence[Cell], table: str) -> Token | None:
    """The first word of a vocabulary table that some cells hold, the nearest cell first."""
    for cell in cells:
        for sentence in _around(reading, cell):
            for term in sentence.terms:
                if cell.start <= term.start and term.stop <= cell.stop and term.get(table) is not None:
                    return term
    return None


def actors_told(reading: Reading, cell: Cell) -> list[Actor]:
    """Whoever stands for one country in a cell or a caption, in their order."""
    held = (a for s in _around(reading, cell) for a in s.actors if len(a.countries) == 1)
    return [a for a in held if cell.start <= a.start and a.stop <= cell.stop]


def countries_told(reading: Reading, cell: Cell) -> list[str]:
    """The countries that a cell or a caption names alone, in their order; blocs are none."""
    named = dict.fromkeys(a.countries[0] for a in actors_told(reading, cell))
    return [code for code in named if code not in NO_COUNTRIES]
