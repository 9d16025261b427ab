"""Units, currencies and scales: what a word or symbol beside a number means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.frozen import frozen
from bilat_nb.mentions.phrases import Phrases, last_word
from bilat_nb.model import Row


@frozen
class Unit:
    """What stands beside a number.

    kind is scale (million), unit (tonnes), money (euros) or bare (a currency's name that several countries share).
    ``factor`` turns one of it into ``unit`` written out in full; for a scale it is the scale itself.
    """

    kind: str
    unit: str | None
    factor: float
    dimension: str
    by_country: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def currency(self, countries: Iterable[str]) -> str | None:
        """The currency that a bare name means in a text about `countries`, the first named before the others.

        A name with a default (rouble) leaves it only where the text is about no country that has the default.
        """
        if not self.by_country:
            return self.unit
        codes = [self.by_country[country] for country in countries if country in self.by_country]
        if self.unit is not None and (not codes or self.unit in codes):
            return self.unit
        return codes[0] if codes else self.unit


_TONNES = {"mt": Unit("unit", "t", 1e6, "mass", name="mt"), "MT": Unit("unit", "t", 1e6, "mass", name="MT")}
PERCENT = Unit("unit", "%", 1.0, "percent")
METRE = Unit("unit", "m", 1.0, "length")
"""What "m" means after a figure when it is not a million."""

POUND = Unit("unit", "lb", 1.0, "mass")
"""What a pound is behind a price ("70 cents a pound")."""

_WITH_SPACE = frozenset("tmglhW")
"""One-letter symbols that may stand apart from their number ("816 000 t"); all others are glued to it ("5W")."""


def _unit(row: Row) -> Unit:
    special = _TONNES.get(row["factor"])
    return special or Unit("unit", row["unit"], float(row["factor"]), row["dimension"])


def _bare(row: Row) -> Unit:
    pairs = dict(pair.split(":") for pair in row["by_country"].split("|") if pair)
    return Unit("bare", row["default"] or None, float(row["minor"] or 1), "money", pairs)


def _cells(row: Row, column: str) -> list[str]:
    return [symbol for symbol in row[column].split("|") if symbol]


@cache
def after() -> Phrases[Unit]:
    """Everything that may follow a number: scales first, so that "5m" is looked at as millions before metres."""
    found: Phrases[Unit] = Phrases()
    for row in vocabulary.table("scales"):
        scale = Unit("scale", None, float(row["value"]), "number", name=row["forms"].split("|")[0])
        found.add(vocabulary.forms(row), _cells(row, "symbols"), scale)
    for row in vocabulary.table("figures/units"):
        found.add(vocabulary.forms(row), _cells(row, "symbols"), _unit(row))
    for row in vocabulary.table("figures/bare_currencies"):
        found.add(vocabulary.forms(row), _cells(row, "symbols"), _bare(row))
    for row in vocabulary.table("figures/currencies"):
        symbols = _cells(row, "symbols") + _cells(row, "after")
        found.add(vocabulary.forms(row), symbols, Unit("money", row["code"], 1.0, "money"))
    return found


@cache
def countries_of_money() -> dict[str, str]:
    """The country of each currency that one country alone has; not of the dollar, in which everybody reckons."""
    rows = vocabulary.table("figures/currencies")
    return {row["code"]: row["country"] for row in rows if row["country"] and row["code"] != "USD"}


@cache
def _prefixes() -> dict[str, tuple[Unit, bool]]:
    """What may stand before a number, and whether it could be another word or letter as well ("TOP 10", "N95")."""
    found: dict[str, tuple[Unit, bool]] = {}
    for row in vocabulary.table("figures/currencies"):
        money = Unit("money", row["code"], 1.0, "money")
        found.update({symbol: (money, False) for symbol in _cells(row, "symbols") if symbol not in found})
        found.update(dict.fromkeys(_cells(row, "before"), (money, True)))
    for row in vocabulary.table("figures/bare_currencies"):
        found.update({form: (_bare(row), len(form) == 1) for form in _cells(row, "before")})
    return found


@cache
def _last_letters() -> frozenset[str]:
    """The letters with which a symbol before a number can end: most words before numbers end otherwise."""
    return frozenset(symbol[-1] for symbol in _prefixes())


def name_before(text: str, stop: int) -> tuple[Unit, int, bool] | None:
    """The name of a currency right before an amount with a scale: "Rupees 500 crore", "US Dollars 5.2 billion"."""
    found = after().before(text, stop)
    if found is None or found[0].dimension != "money" or found[0].factor != 1:
        return None
    previous = last_word(text, found[1])
    amount = previous[-1:].isdigit() or after().after(previous, 0) is not None  # "20 billion dollars 5 million ..."
    return None if amount else (found[0], found[1], False)


def currency_at(text: str, start: int, stop: int) -> Unit | None:
    """The currency whose symbol or code stands at [start, stop) on its own, as in a heading."""
    found = _prefixes().get(text[start:stop])
    return found[0] if found is not None and not found[1] else None


def currency_before(text: str, stop: int) -> tuple[Unit, int, bool] | None:
    """The currency whose symbol or code ends at `stop`, with its start, and whether it could be another word.

    Examples
    --------
    >>> found = currency_before("worth US$5bn", 9)
    >>> found[0].unit, found[1], found[2]
    ('USD', 6, False)
    """
    place = stop
    while place > 0 and stop - place < 2 and text[place - 1] in " \u00a0\u202f\u2009":
        place -= 1
    if not place or text[place - 1] not in _last_letters():
        return None
    start = place
    while start > 0 and place - start < 6 and not _ends_symbol(text[start - 1]):
        start -= 1
    word = text[start:place]
    if not word or (word[-1].islower() and word[0].islower()):
        return None
    known = _prefixes()
    found = known.get(word)
    while found is None and len(word) > 1 and not word[0].isalnum():
        start, word = start + 1, word[1:]
        found = known.get(word)
    if found is None and not word[-1].isalnum():
        start, word = place - 1, word[-1]
        found = known.get(word)
    if found is None or (place < stop and len(word) == 1 and word.isalpha()):
        return None
    if word == "$":
        found, start = _apart(text, found, start)
    return found[0], start, found[1]


def _apart(text: str, found: tuple[Unit, bool], start: int) -> tuple[tuple[Unit, bool], int]:
    """The country's letters that stand apart from the dollar sign: "HK $5.4m"."""
    before = text[max(0, start - 5) : start].split(" ")
    if len(before) > 1 and before[-1] == "" and len(before[-2]) > 1:
        named = _prefixes().get(f"{before[-2]}$")
        if named is not None:
            return named, start - 1 - len(before[-2])
    return found, start


def _ends_symbol(letter: str) -> bool:
    return letter.isspace() or letter in "(),;:[]“”\"'’‘«»+-–—−~≈<>≥≤*" or letter.isdigit()


def may_follow(symbol: str, glued: bool) -> bool:
    """Whether a one-letter symbol may be read here: apart from the number only the usual ones are."""
    return glued or len(symbol) > 1 or symbol in _WITH_SPACE or not symbol.isalpha()
