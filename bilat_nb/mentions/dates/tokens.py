"""The words that can be part of a date, each as one letter, with one letter for what stands between two.

"In January-February 2018" becomes ``M-M y``: small regular expressions over that string are the rules of `grammar`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from bilat_nb import vocabulary
from bilat_nb.lexicon import Lexicon
from bilat_nb.mentions import units
from bilat_nb.model import Lexeme, Row

FIRST_YEAR, LAST_YEAR = 1800, 2100
AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "mar."})
"""A modal verb and a walk: they need a day, a year or a preposition beside them."""

LETTERS = {
    "unit": "u",
    "fy": "F",
    "quarter_sign": "q",
    "half_sign": "h",
    "deictic": "D",
    "same": "S",
    "edge": "E",
    "day": "A",
    "present": "N",
    "comparison": "C",
    "ago": "G",
    "ending": "g",
    "ytd": "Z",
    "name": "!",
    "season": "s",
    "running": "R",
    "year_end": "e",
    "roman": "k",
    "starting": "I",
    "months_sign": "b",
    "decades": "B",
    "couple": "w",
}
TRIGGERS = frozenset("MmWvyYxcuqhFANCZeBHr")
"""Without one of these there is no date."""
PAIRS = ("D w", "D s", "d/d")
"""Nor without one of these: "the previous one", "last summer", "22/04"."""

TABLES = ("months", "weekdays", "ordinals", "number_words", "period_words", "holidays")
"""The vocabulary of dates."""

READINGS = frozenset((*TABLES, "figure", "tense_words", "fiscal_years"))
"""What a token must be for this package to look at it."""

_SELDOM = frozenset({"real", "pound", "crown", "sum", "euro"})
"""Currencies that are common words, or more often name the money itself ("the 2017 euro area")."""
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212~\u301c\uff5e"


class Item(NamedTuple):
    """A letter with its place; `what` is the token or, after the first pass, the point in time that it stands for."""

    letter: str
    start: int
    stop: int
    what: Any


class Use(NamedTuple):
    """What a word is to this package: its letter, its role as a word of tense, its row of the fiscal years."""

    letter: str
    role: str
    country: Row | None
    phrase: bool
    """A phrase of another table that may hold words of dates ("previous one" is a contact as well)."""


FIGURE = Use("#", "", None, False)
SEEN: dict[int, tuple[Lexeme, Use | None]] = {}
"""What `use_of` gave for each lexeme, by its id: the one loop over all tokens of a text looks here first."""
_MOSTSEEN = 50_000


def use_of(lexeme: Lexeme) -> Use | None:
    """Return what a word is to this package, or None; remembered, as this is asked for every token of a text."""
    known = SEEN.get(id(lexeme))
    if known is not None and known[0] is lexeme:
        return known[1]
    readings = lexeme.readings
    use = None
    if "figure" in readings:
        use = FIGURE
    elif not READINGS.isdisjoint(readings):
        tense = readings.get("tense_words")
        use = Use(letter_of(lexeme), tense["role"] if tense else "", readings.get("fiscal_years"), False)
    elif " " in lexeme.form:
        use = Use("", "", None, True) if inner(lexeme.form) else None
    if len(SEEN) >= _MOSTSEEN:
        SEEN.clear()
    SEEN[id(lexeme)] = (lexeme, use)
    return use


def letter_of(lexeme: Lexeme) -> str:
    """Return the class of a word in the grammar of dates, or an empty string."""
    readings = lexeme.readings
    if "months" in readings:
        return "m" if lexeme.form in AMBIGUOUS_MONTHS else "M"
    if "holidays" in readings:
        return "H"
    if "weekdays" in readings:
        return "v" if readings["weekdays"]["abbreviated"] else "W"
    if "period_words" in readings:
        return LETTERS[readings["period_words"]["role"]]
    if "ordinals" in readings:
        if lexeme.form[0].isdigit():
            return "r" if 1 <= int(readings["ordinals"]["value"][:4].replace(",", "").replace(".", "")) <= 31 else "n"
        return "o"
    return "w" if "number_words" in readings else ""


def figure_letter(text: str, start: int, stop: int) -> str:
    """Return the class of a number in figures: a day, a year, a date in digits, or just a number."""
    digits = text[start:stop]
    after = text[stop : stop + 1]
    if after == "%" or (start and text[start - 1] in "$€£¥₹₽#№+±"):
        return "n"
    if digits.isdigit():
        return _whole(text, start, stop, digits, after)
    parts = digits.split(".")
    if len(parts) == 3 and all(p.isdigit() for p in parts) and sorted(map(len, parts))[-1] == 4:
        return "x"  # 20.12.2019
    parts = digits.split(",")
    if len(parts) == 2 and len(parts[0]) <= 2 and parts[1].isdigit() and len(parts[1]) == 4 and _is_year(parts[1]):
        return "c"  # "June 14,2018"
    return "n"


def _whole(text: str, start: int, stop: int, digits: str, after: str) -> str:
    if len(digits) <= 2:
        if after == "s" and digits[1:] == "0" and digits > "4" and _decade(text, start, stop):
            return "B"  # "the '90s"
        return "d" if 1 <= int(digits) <= 31 else "n"
    if len(digits) == 4:
        glued = (
            after.isalpha() and not (after == "s" and not text[stop + 1 : stop + 2].isalpha()) and after not in "QHqh"
        )
        return "y" if _is_year(digits) and not glued and not _serial(text, start) else "n"
    if len(digits) == 8 and digits[:2] in ("19", "20") and not after.isalnum() and _is_month_and_day(digits[4:]):
        return "x"  # 20161016
    if len(digits) in (5, 6) and after == ":" and text[stop + 1 : stop + 3].isdigit() and _is_year(digits[:4]):
        return "Y"  # "13 November 201711:32"
    return "n"


def _decade(text: str, start: int, stop: int) -> bool:
    """Whether a round number with an s is a decade: "the '90s", "the early 80s", "mid-70s"."""
    before = text[max(0, start - 7) : start].lower()
    told = before[-1:] in ("'", "’") or before.endswith(("the ", "early ", "late ", "mid-", "mid "))
    return told and not text[stop + 1 : stop + 2].isalpha()


def _is_month_and_day(digits: str) -> bool:
    return "01" <= digits[:2] <= "12" and "01" <= digits[2:] <= "31"


def _serial(text: str, start: int) -> bool:
    """Whether capitals are glued to the front of a number ("S2000"), except "FY2022", "CY2021", "7M2023", "Q12018"."""
    if start == 0 or not text[start - 1].isupper():
        return False
    return not (text[start - 1] == "M" and text[start - 2 : start - 1].isdigit()) and text[start - 2 : start] not in (
        "FY",
        "CY",
    )


def _is_year(digits: str) -> bool:
    return FIRST_YEAR <= int(digits) <= LAST_YEAR


@cache
def _links() -> dict[str, str]:
    return {row["words"]: row["link"] for row in vocabulary.table("period_links")}


def link(text: str, start: int, stop: int) -> str:
    """Return one letter for what stands between two items; ``|`` is anything that does not join dates.

    Examples
    --------
    >>> link("January \u2013 May", 7, 10), link("first of May", 5, 9), link("May said June", 3, 9)
    ('-', 'o', '|')
    """
    if stop - start > 24:
        return "|"
    between = text[start:stop]
    words = between.split()
    if not words:
        return "0" if not between else (" " if between.count("\n") < 2 else "|")
    if len(words) == 1 and len(words[0]) == 1:
        mark = words[0]
        if mark in DASHES:
            return "-"
        if mark in "'’" and text[stop - 1] == mark:
            return " "  # "the early '80s"
        if mark in ",./(:":
            return mark
    plain = " ".join(words).lower().replace("\u2019", "'")
    found = _links().get(plain)
    if found is None and plain[0] == "," and plain[1:].strip() in ("and", "and the", "or"):
        return "&"
    return found or "|"


@cache
def _own() -> Lexicon:
    return Lexicon(TABLES)


@cache
def fiscal_unit() -> Lexeme:
    """The word for a fiscal year, whatever the text calls it."""
    row = next(row for row in vocabulary.table("period_words") if row["value"] == "fiscal")
    return Lexeme("fiscal year", {"period_words": row})


@lru_cache(4096)
def inner(phrase: str) -> tuple[Item, ...]:
    """The words of dates within a longer phrase of another table ("previous one" is a contact as well)."""
    return tuple(
        Item(letter, t.start, t.stop, t)
        for t in _own().tokens(phrase)
        if "figure" not in t.lexeme.readings and (letter := letter_of(t.lexeme)) not in ("", "n")
    )


def measured(text: str, stop: int) -> bool:
    """Whether a number that ends at `stop` is followed by a scale, a unit or a currency, so that it is an amount.

    Examples
    --------
    >>> measured("2000 tons", 4), measured("2017 saw", 4), measured("2018 USD 5 billion", 4)
    (True, False, False)
    """
    found = units.after().after(text, stop)
    if found is None or found[1] - stop > 1 or found[0].dimension == "time":
        return False
    unit, start, end = found
    word = text[start:end]
    if unit.kind in ("money", "bare") and (not word.isalpha() or word.isupper() or len(word) < 4):
        return False  # "in 2018 USD 5 billion", "in 2017 won"
    return word not in _SELDOM and (len(word) > 1 or start == stop)
