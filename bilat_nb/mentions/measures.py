"""One number with its currency, unit and rate: the draft of a quantity before bounds and nouns are looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilat_nb.mentions import apart, units
from bilat_nb.mentions.number_words import read_words
from bilat_nb.mentions.numbers import FIGURE, Numeral, figure_value, read_figure
from bilat_nb.mentions.phrases import chunk_at, role
from bilat_nb.mentions.units import Unit
from bilat_nb.model import Part

_YEARLIKE = re.compile(r"(?:1[5-9]|20)[0-9][0-9]$")
_BRACKET = re.compile(r" \([^()\n]{2,30}\)")
_PER_UNIT = re.compile(r"(?: (?:a|an|per)\b|/)")
_PER = frozenset({"per", "a", "an", "for", "each", "every", "the"})
_PER_SYMBOLS = {"tcm": ("m3", 1e3), "mcm": ("m3", 1e3), "cm": ("m3", 1.0), "tcf": ("ft3", 1e3)}
_CUBIC_FOOT = 0.028316846592
_KEPT = {"MWh": "MWh", "megawatt hour": "MWh", "megawatt-hour": "MWh", "MW·h": "MWh", "MWH": "MWh"}
"""Denominators that a price keeps as told: wholesale power is priced per MWh."""
_COUNTS = {"thousand": 1e3, "million": 1e6, "hundred": 1e2, "one": 1.0, "'000": 1e3, "mn": 1e6, "mln": 1e6, "k": 1e3}


@dataclass(slots=True)
class Draft:
    """A number with what stands glued to it.

    ``value`` is in the unit written out in full; ``entry`` is the unit or currency as found, with its span; ``prefix``
    tells that it stands before the number; ``per`` is the span of a rate ("per barrel", "a year").
    """

    start: int
    stop: int
    number: Numeral
    value: float
    unit: str | None = None
    dimension: str = "number"
    entry: tuple[Unit, int, int] | None = None
    prefix: bool = False
    per: tuple[int, int] | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def strong(self) -> bool:
        """Whether a unit, a currency or a scale stands beside the number."""
        return self.entry is not None or self.number.scale > 1


def measure(
    text: str, start: int, stop: int | None, countries: Sequence[str], style: bool | None = None
) -> Draft | None:
    """Read the number at `start` with currency, scale and unit: in figures up to `stop`, in words when that is None."""
    if stop is None:
        number = read_words(text, start)
        return None if number is None else _with_unit(text, number, None, countries)
    minus = 1 if text[start - 1 : start] in ("-", "−", "–") and start > 1 and not text[start - 2].isalnum() else 0
    before = units.currency_before(text, start - minus)
    number = read_figure(text, start, stop, before is not None, style)
    if number is None:
        return None
    if before is not None and not _is_money(text, number, before, countries):
        before = None
    if before is None and number.scale > 1 and number.tail is None:
        before = units.name_before(text, number.start)
    return _with_unit(text, number, before, countries)


def part_of(text: str, start: int, stop: int, part: float, countries: Sequence[str]) -> Draft | None:
    """Read the fraction at [start, stop) as a part of one unit: half a tonne is 0.5 t; None when no unit follows."""
    entry = apart.of_one(text, stop)
    if entry is None:
        return None
    draft = Draft(start, entry[2], Numeral(start, stop, part, part, 1.0, False, "", entry), part)
    apply(text, draft, entry, countries)
    return draft


def _is_money(text: str, number: Numeral, before: tuple[Unit, int, bool], countries: Sequence[str]) -> bool:
    """Whether what stands before the figure is a currency and no other word: "TOP 10", "Euro 2016", "N95" are none."""
    glued = not text[number.start - 1].isspace()
    if before[2]:
        known = before[0].currency(countries) is not None
        priced = _PER_UNIT.match(text, number.stop)  # "Nu 2.12 a kWh"
        return known and (
            number.scale > 1
            or (glued and "," in number.digits)
            or (priced is not None and units.after().after(text, priced.end()) is not None)
        )
    if number.scale > 1 or number.tail is not None or glued:
        return True
    return not (text[before[1]].isalpha() and _YEARLIKE.match(number.digits))


def _with_unit(text: str, number: Numeral, before: tuple[Unit, int, bool] | None, countries: Sequence[str]) -> Draft:
    draft = Draft(number.start, number.stop, number, number.value)
    tail = number.tail
    if tail is not None and tail[0].kind == "scale" and text[tail[1] : tail[2]] == "m" and tail[1] == number.stop:
        tail = units.METRE, tail[1], tail[2]
    if tail is None:
        tail = apart.after_of(text, number.stop) if number.scale > 1 else apart.after_adjective(text, number.stop)
    if tail is not None and (
        not _wanted(text, number, tail) or (before is not None and not _same_money(before[0], tail[0]))
    ):
        tail = None
    if before is not None:
        entry = before[0], before[1], _trimmed(text, before[1], number.start)
        entry = entry[0], entry[1], entry[2] - (text[entry[2] - 1] in "-−–")
        draft.start, draft.prefix = before[1], True
        if tail is not None:
            draft.stop = tail[2]
    elif tail is not None:
        entry = tail
        draft.stop = tail[2]
    else:
        return draft
    apply(text, draft, entry, countries)
    if draft.dimension not in ("percent", "time"):
        rate(text, draft)
    return draft


def _same_money(prefix: Unit, tail: Unit) -> bool:
    """Whether a currency is told twice: "$5.3 billion US dollars", but not "the $100 billion mark"."""
    return tail.dimension == "money" and tail.unit == prefix.unit and tail.factor == 1


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return stop


def _wanted(text: str, number: Numeral, tail: tuple[Unit, int, int]) -> bool:
    """Whether the unit that was met is one of this number: not "2018 A", not "2019 year"."""
    unit, start, stop = tail
    if unit.kind == "scale":
        return False
    if (
        text[start:stop].lower() == "second"
        and number.value > 1
        and number.value % 1 == 0
        and text[start - 1].isspace()
    ):
        return False
    if not number.figure:
        return stop - start > 2 or not text[start].isalpha()
    if _YEARLIKE.match(number.digits) and (unit.dimension == "time" or _is_letter(text, number, tail)):
        return False
    if unit.unit == "h" and len(number.digits) == 4 and number.digits.isdigit():
        return False
    return units.may_follow(text[start:stop], start == number.stop)


def _is_letter(text: str, number: Numeral, tail: tuple[Unit, int, int]) -> bool:
    """The "A" of "2018 A"; never the unit of "1500 MW"."""
    unit, start, stop = tail
    short = stop - start < (2 if unit.dimension == "power" else 3)
    return short and text[start].isalpha() and start > number.stop


def apply(text: str, draft: Draft, entry: tuple[Unit, int, int], countries: Sequence[str]) -> None:
    """Give the draft its unit: value in base units, dimension, code."""
    unit = entry[0]
    draft.entry = entry
    factor = unit.factor
    if unit.name in ("mt", "MT"):
        large = draft.number.scale > 1 or draft.number.value >= (1e3 if unit.name == "MT" else 1e4)
        factor = 1.0 if large else 1e6
    draft.unit = unit.currency(countries) if unit.kind == "bare" else unit.unit
    draft.dimension = unit.dimension
    if draft.unit is None and draft.number.scale == 1 and apart.weighed(text, entry):
        draft.unit, draft.dimension = units.POUND.unit, units.POUND.dimension
    elif draft.unit is None:
        draft.dimension, factor = "count", 1.0
    value = draft.number.value * factor
    draft.value = value if factor % 1 == 0 and factor < 1e4 else float(f"{value:.12g}")


def rate(text: str, draft: Draft) -> None:
    """Read "per 1,000 cubic metres", "/bbl", "a barrel", "a year": a price, or a rate whose quantity keeps its unit.

    A rate may stand beyond a bracket: "195.8 rubles ($2.1) per ton" tells two prices.
    """
    stop = _past_country(text, draft)
    _rate_at(text, draft, stop)
    if draft.per is None and draft.dimension == "money":
        beyond = _past_bracket(text, stop)
        if beyond > stop:
            _rate_at(text, draft, beyond)
            draft.stop = stop


def _rate_at(text: str, draft: Draft, stop: int) -> None:
    if text[stop : stop + 1] == "/":
        place, word = stop + 1, "/"
    else:
        chunk = chunk_at(text, stop)
        if chunk is None or chunk[1] not in _PER:
            return
        word, place = chunk[1], chunk.end()
        if text[place : place + 1] in ("-", "‐"):
            place += 1
    count, counted = _count(text, place)
    found = units.after().after(text, counted)
    if found is None or found[0].kind == "scale" or not units.may_follow(text[found[1] : found[2]], counted == place):
        _per_noun(text, draft, word, place, counted)
        return
    unit, _, end = found
    if unit.dimension == "time" and count == 1:
        following = chunk_at(text, end)
        earlier = (
            word in ("a", "an", "the") and following is not None and following[1].rstrip(".") in role("not_a_rate")
        )
        if word not in ("for", "the") and not earlier:
            draft.per, draft.stop = (stop, end), end
        return
    if draft.dimension == "money" and draft.unit is not None and not (word == "for" and count not in (1e3, 1.0)):
        if word in ("for", "the") and unit.dimension not in ("volume", "mass", "energy"):
            return
        _price(text, draft, (unit, found[1], end), count, stop)


def _past_bracket(text: str, stop: int) -> int:
    if text[stop : stop + 1] == ")":
        return stop + 1
    match = _BRACKET.match(text, stop) if text[stop : stop + 2] == " (" else None
    return match.end() if match else stop


def _past_country(text: str, draft: Draft) -> int:
    """Take in the letters after an amount in dollars ("$75 U.S. per barrel", "$5 million USD")."""
    if draft.prefix and draft.dimension == "money":
        chunk = chunk_at(text, draft.stop)
        if chunk is not None and chunk[1] in ("US", "U.S.", "USD"):
            draft.stop = chunk.end()
    return draft.stop


def _per_noun(text: str, draft: Draft, word: str, place: int, counted: int) -> None:
    """Per share, a person: the quantity keeps its unit, and the words are kept as its rate."""
    chunk = chunk_at(text, place)
    each = word in ("per", "/") or (word == "a" and chunk is not None and chunk[1].rstrip(".") in role("each"))
    if counted == place and each and chunk is not None and chunk[1][0].isalpha():
        draft.per = (draft.stop, chunk.start(1) + len(chunk[1].rstrip(".")))
        draft.stop = draft.per[1]
        if draft.dimension == "money" and chunk[1].rstrip(".").lower() == "share":
            draft.unit, draft.dimension = f"{draft.unit}/share", "price"


def _count(text: str, place: int) -> tuple[float, int]:
    """The number in a denominator: "1,000 cubic metres" is (1000, …)."""
    chunk = chunk_at(text, place)
    if chunk is None:
        return 1.0, place
    word = chunk[1].lower()
    if word in _COUNTS:
        following = chunk_at(text, chunk.end()) if word == "one" else None
        if following is not None and following[1].lower() in _COUNTS:
            return _COUNTS[following[1].lower()], following.end()
        return _COUNTS[word], chunk.end()
    start = place + 1 if text[place : place + 1] in " \u00a0" else place
    figure = FIGURE.match(text, start)
    if figure is None:
        return 1.0, place
    number = read_figure(text, start, figure.end())
    if number is None or figure_value(figure[0]) is None:
        return 1.0, place
    return number.value or 1.0, number.stop


def _price(text: str, draft: Draft, found: tuple[Unit, int, int], count: float, start: int) -> None:
    unit, first, stop = found
    if unit.kind in ("money", "bare"):
        if text[stop : stop + 1].isdigit():
            return  # "$5.2bn/€4.8bn"
        if not text[first:stop].lower().startswith("pound"):
            draft.per, draft.stop = (start, stop), stop
            return
        unit = units.POUND
    base, factor = _PER_SYMBOLS.get(text[first:stop].lower(), (unit.unit, unit.factor))
    if text[first:stop] in _KEPT:
        base, factor = _KEPT[text[first:stop]], 1.0
    value = draft.value / (count * factor)
    if base == "ft3":
        base, value = "m3", value / _CUBIC_FOOT
    if base == "m3":
        base, value = "1000m3", value * 1000
    draft.value = float(f"{value:.12g}")
    draft.unit, draft.dimension = f"{draft.unit}/{base}", "price"
    draft.per, draft.stop = (start, stop), stop
