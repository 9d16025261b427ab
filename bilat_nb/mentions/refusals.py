"""Why a number is no quantity: years, dates, times, phones, addresses, labels, names, scores, list numbers, counters.

Each rule looks at one number in its text and gives a reason or None. The rules of `EARLY` are asked of every number, those of
`WEAK` only of numbers without unit, currency or scale; the first reason counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.nouns import is_plural
from bilat_nb.mentions.phrases import Phrases, chunk_at, role

_MONTHS = "|".join(
    re.escape(form[0].upper() + form[1:].rstrip("."))
    for row in vocabulary.table("months")
    for form in vocabulary.forms(row)
)
_DAY_MONTH = re.compile(
    rf"(?:st|nd|rd|th)?(?:\s?(?:,|and|&|or|to|[-–—−])\s?[0-9]{{1,2}}(?:st|nd|rd|th)?){{0,3}}[\s\-]?(?:of )?(?:{_MONTHS})\b"
)
_MONTH_DAY = re.compile(rf"\b(?:{_MONTHS})\.?\s?(?:[0-9]{{1,2}}(?:\s?,\s?|\s?and\s|\s?[-–—−]\s?)){{0,3}}$")
_MONTH_GLUED = re.compile(rf"(?:{_MONTHS})$")
_CHAIN = re.compile(r"[0-9]+(?:[-‐‑–/.][0-9]+){2,}")
_DAYS = re.compile(r"[0-9]{1,2}[-–—−‑][0-9]{1,2}\b")
_PHONE = re.compile(r"[0-9]{1,4}(?:[ \-()]{1,2}[0-9]{2,}){1,6}")
_LETTERS = re.compile(r"[^\W\d_]+$")
_YEAR_RANGE = re.compile(r"(?:1[0-9]|20)[0-9][0-9](?:[-‐‑–—−/]|\s[-–—−]\s)(?:(?:1[0-9]|20)?[0-9][0-9])\b")


class Suspect(NamedTuple):
    """A number to be judged: its span, what it is worth, and whether it is in figures."""

    start: int
    stop: int
    value: float
    digits: str
    figure: bool
    bounded: bool


Rule = Callable[[str, Suspect], str | None]


@cache
def _labels(side: str) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for row in vocabulary.table("figures/labels"):
        if row["side"] == side:
            words = [form for form in vocabulary.forms(row) if form[0].isalpha()]
            found.add(words, [form for form in vocabulary.forms(row) if not form[0].isalpha()], row["reason"])
    return found


@cache
def _words(reason: str) -> frozenset[str]:
    return frozenset(
        f for row in vocabulary.table("figures/labels") if row["reason"] == reason for f in vocabulary.forms(row)
    )


def _clock(text: str, it: Suspect) -> str | None:
    """11:32."""
    after, before = text[it.stop : it.stop + 2], text[max(0, it.start - 2) : it.start]
    if after[:1] == ":" and after[1:].isdigit():
        return "time"
    return "time" if before[-1:] == ":" and before[:1].isdigit() else None


def _glued(text: str, it: Suspect) -> str | None:
    """G20, COVID-19, Su-57, Q1, June2021; but "more than27" is a number."""
    if not it.start or not it.figure:
        return None
    before = text[it.start - 1]
    if before in "-‐‑–":
        if it.start > 1 and text[it.start - 2].isalpha():
            letters = _LETTERS.search(text[max(0, it.start - 12) : it.start - 1])
            return None if letters and letters[0].lower() in role("before_hyphen") else "name"
        return "code" if it.start > 1 and text[it.start - 2].isdigit() else None
    if before == "+":
        return "name" if it.start > 1 and text[it.start - 2].isalnum() else None
    if before.isalpha():
        letters = _LETTERS.search(text[max(0, it.start - 16) : it.start])
        word = letters[0] if letters else ""
        if word.lower() in role("glued"):
            return None
        return "date" if _MONTH_GLUED.search(word) else "name"
    if before in "/⁄":
        return "code"
    return "name" if before in "#@_×^%=&?\\" else None


def _followed_by_letters(text: str, it: Suspect) -> str | None:
    """B2B, CO2e, 1990s, 5G: letters that are no unit are glued to the figure."""
    after = text[it.stop : it.stop + 2]
    if not after[:1].isalpha() or not it.figure:
        return None
    if after[0] == "s" and not after[1:].isalpha() and it.digits.isdigit():
        return "date"
    return "name"


def _chain(text: str, it: Suspect) -> str | None:
    """Phones, dates and document numbers written with dashes, slashes or points: 375-17-15, 11/12/2019."""
    after = text[it.stop : it.stop + 1]
    if it.start and text[it.start - 1] == "+" and it.digits.isdigit() and _PHONE.match(text, it.start):
        return "phone"
    if not after or after not in "-‐‑–/.":
        return None
    match = _CHAIN.match(text, it.start)
    if match is None:
        return None
    return (
        "date"
        if re.search(r"(?:19|20)[0-9][0-9]$", match[0]) or re.match(r"(?:19|20)[0-9][0-9][-.]", match[0])
        else "code"
    )


def _slash(text: str, it: Suspect) -> str | None:
    """24/7, 9/11."""
    return "code" if text[it.stop : it.stop + 1] in ("/", "⁄") and text[it.stop + 1 : it.stop + 2].isdigit() else None


def _year_range(text: str, it: Suspect) -> str | None:
    """2016-17, 2018/19."""
    return "year" if len(it.digits) == 4 and it.digits.isdigit() and _YEAR_RANGE.match(text, it.start) else None


def _year(text: str, it: Suspect) -> str | None:
    """2017; but "some 2000 companies" are counted."""
    if len(it.digits) != 4 or not it.digits.isdigit() or not 1000 <= it.value <= 2100:
        return None
    words = text[max(0, it.start - 14) : it.start].split()
    temporal = bool(words) and words[-1].strip("(.,").lower() in role("temporal")
    chunk = chunk_at(text, it.stop)
    counted = chunk is not None and chunk.start(1) > it.stop and chunk[1].islower() and is_plural(chunk[1].rstrip("."))
    if counted and (it.bounded or (not temporal and (it.value % 100 == 0 or it.value < 1800))):
        return None
    return "year" if it.value >= 1700 or temporal else None


def _day(text: str, it: Suspect) -> str | None:
    """14 May, May 14, 19 and 28 March."""
    if not it.figure or it.value > 31 or not it.digits.isdigit():
        return None
    if _DAY_MONTH.match(text, it.stop):
        return "date"
    return "date" if _MONTH_DAY.search(text[max(0, it.start - 26) : it.start]) else None


def _labelled(text: str, it: Suspect) -> str | None:
    """No. 5, Article 3, Unit 1, Phone 223."""
    if not it.start:
        return None
    found = _labels("before").before(text, it.start) if it.figure else None
    if found is not None and (found[0] != "name" or it.value < 1000):
        return found[0]
    return "number" if text[max(0, it.start - 2) : it.start].strip()[-1:] in ("№", "#") else None


def _address(text: str, it: Suspect) -> str | None:
    """18 Oktyabrskaya Street; 5 p.m."""
    stop = it.stop
    for step in range(3):
        chunk = chunk_at(text, stop)
        if chunk is None:
            return None
        found = _labels("after").after(text, stop)
        if found is not None and (found[0] != "time" or step == 0):
            return found[0]
        if not chunk[1][0].isupper() or chunk[1][-1] == ".":
            return None
        stop = chunk.end()
    return None


def _item(text: str, it: Suspect) -> str | None:
    """1. or 2) at the beginning of a line."""
    line = text.rfind("\n", 0, it.start) + 1
    if text[line : it.start].strip(" \t(•") or not it.figure:
        return None
    after = text[it.stop : it.stop + 2]
    return "list" if after[:1] in (".", ")") and not after[1:].isdigit() and it.value < 200 else None


def _bullet(text: str, it: Suspect) -> str | None:
    """(1) or 2) within a sentence."""
    if not it.figure or it.value > 30 or text[it.stop : it.stop + 1] != ")" or not it.digits.isdigit():
        return None
    before = text[it.start - 1] if it.start else "\n"
    return "list" if before == "(" or (before.isspace() and "(" not in text[max(0, it.start - 60) : it.start]) else None


def _counter(text: str, it: Suspect) -> str | None:
    """146 times, alone on its line."""
    chunk = chunk_at(text, it.stop)
    if chunk is None or chunk[1].lower().rstrip(".") not in _words("counter"):
        return None
    line = text.rfind("\n", 0, it.start) + 1
    end = text.find("\n", it.stop)
    end = len(text) if end < 0 else end
    return (
        "counter"
        if end - line < 34 and (it.start == line or text[line : it.start].strip().lower() == "showing") and line > 0
        else None
    )


def _score(text: str, it: Suspect) -> str | None:
    """3-1: figures that fall across a dash."""
    after = text[it.stop : it.stop + 2]
    dashed = len(after) == 2 and after[0] in "-‐‑–" and after[1].isdigit()
    return "score" if dashed and it.figure else None


def _postcode(text: str, it: Suspect) -> str | None:
    """223310: five digits or more without marks, and nothing that they count."""
    if not it.figure or len(it.digits) < 5 or not it.digits.isdigit():
        return None
    chunk = chunk_at(text, it.stop)
    return None if chunk is not None and chunk[1][0].islower() else "code"


def _compound(text: str, it: Suspect) -> str | None:
    """Two-way trade, one-time payment: a number word in a compound that measures nothing."""
    after = text[it.stop : it.stop + 2]
    return "compound" if after[:1] in ("-", "‐", "‑") and after[1:].isalpha() and not it.figure else None


def _definite(text: str, it: Suspect) -> str | None:
    """The two countries, both, our three nations: known ones, not counted."""
    if it.value not in (2, 3):
        return None
    words = text[max(0, it.start - 8) : it.start].lower().split()
    if not words or words[-1] not in role("definite"):
        return None
    chunk = chunk_at(text, it.stop)
    if chunk is None:
        return "definite"
    return "definite" if words[-1] in ("the", "our") and chunk[1].lower().rstrip(".") in _words("definite") else None


def _name(text: str, it: Suspect) -> str | None:
    """Nord Stream 2, Boeing 737, Fortune 100: a small number after a name."""
    if not it.figure or not it.digits.isdigit() or not it.start or text[it.start - 1] not in " \u00a0":
        return None
    words = text[max(0, it.start - 26) : it.start].split()
    if not words or words[-1].islower() or not words[-1][-1].isalpha() or words[-1].lower() in role("leading"):
        return None
    chunk = chunk_at(text, it.stop)
    counted = chunk is not None and is_plural(chunk[1].lower().rstrip("."))
    return None if counted else "name"


def _pronoun(text: str, it: Suspect) -> str | None:
    """One of them, no one, one another: a number word that counts nothing."""
    if it.figure or it.value != 1:
        return None
    chunk = chunk_at(text, it.stop)
    if chunk is None or not chunk[1][0].islower() or chunk[1].rstrip(".") in role("not_counted"):
        return "pronoun"
    words = text[max(0, it.start - 10) : it.start].lower().split()
    return "pronoun" if words and words[-1] in role("before_pronoun") else None


EARLY: tuple[Rule, ...] = (_clock, _glued)
WEAK: tuple[Rule, ...] = (
    _chain,
    _year_range,
    _slash,
    _followed_by_letters,
    _year,
    _day,
    _labelled,
    _address,
    _item,
    _bullet,
    _counter,
    _score,
    _postcode,
    _compound,
    _definite,
    _pronoun,
    _name,
)


def why_not(text: str, it: Suspect, strong: bool) -> str | None:
    """Return the reason why this number is no quantity, or None.

    `strong` tells that a unit, a currency or a scale stands beside it.
    """
    for rule in EARLY if strong else EARLY + WEAK:
        reason = rule(text, it)
        if reason is not None:
            return reason
    return None


def chain_stop(text: str, start: int, stop: int, reason: str) -> int:
    """Where the chain of digits ends that was refused as a whole, so that its pieces are not read again."""
    pattern = {"phone": _PHONE, "code": _CHAIN, "date": _CHAIN, "year": _YEAR_RANGE}.get(reason)
    if reason == "date" and text[stop : stop + 1] in ("-", "–", "—", "−", "‑"):
        pattern = _DAYS
    match = pattern.match(text, start) if pattern else None
    return max(stop, match.end()) if match else stop
