"""Why a number is no quantity, by its digits and what touches them: clocks, names, codes, years, days, scores."""

from __future__ import annotations

import re
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.nouns import is_plural
from bilat_nb.mentions.phrases import chunk_at, role

_MONTHS = "|".join(
    re.escape(form[0].upper() + form[1:].rstrip("."))
    for row in vocabulary.table("months")
    for form in vocabulary.forms(row)
)
_TH = r"(?:st|nd|rd|th)?"
_DAY_MONTH = re.compile(
    rf"{_TH}(?:\s?(?:,|and|&|or|to|[-–—−])\s?[0-9]{{1,2}}{_TH}){{0,3}}[\s\-]?(?:of )?(?:{_MONTHS})\b"
)
_MONTH_DAY = re.compile(rf"\b(?:{_MONTHS})\.?\s?(?:[0-9]{{1,2}}(?:\s?,\s?|\s?and\s|\s?[-–—−]\s?)){{0,3}}$")
_MONTH_GLUED = re.compile(rf"(?:{_MONTHS})$")
_CHAIN = re.compile(r"[0-9]+(?:[-‐‑–/.][0-9]+){2,}")
_DAYS = re.compile(r"[0-9]{1,2}[-–—−‑][0-9]{1,2}\b")
_PHONE = re.compile(r"[0-9]{1,4}(?:[ \-()]{1,2}[0-9]{2,}){1,6}")
_LETTERS = re.compile(r"[^\W\d_]+$")
_PART_OF_YEAR = re.compile(r"(?:[1-4]Q|[12]H|1?[0-9]M)[ \-]?(?:19|20)?[0-9][0-9]\b")
_YEAR_RANGE = re.compile(r"(?:1[0-9]|20)[0-9][0-9](?:[-‐‑–—−/]|\s[-–—−]\s)(?:(?:1[0-9]|20)?[0-9][0-9])\b")


class Suspect(NamedTuple):
    """A number to be judged: its span, what it is worth, and whether it is in figures."""

    start: int
    stop: int
    value: float
    digits: str
    figure: bool
    bounded: bool


def clock(text: str, it: Suspect) -> str | None:
    """11:32."""
    after, before = text[it.stop : it.stop + 2], text[max(0, it.start - 2) : it.start]
    if after[:1] == ":" and after[1:].isdigit():
        return "time"
    return "time" if before[-1:] == ":" and before[:1].isdigit() else None


def glued(text: str, it: Suspect) -> str | None:
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
    if before in "x×" and it.start > 1 and text[it.start - 2].isdigit():
        return None
    if before.isalpha():
        letters = _LETTERS.search(text[max(0, it.start - 16) : it.start])
        word = letters[0] if letters else ""
        if word.lower() in role("glued"):
            return None
        return "date" if _MONTH_GLUED.search(word) else "name"
    if before in "/⁄":
        return "code" if text[it.start].isdigit() else None
    return "name" if before in "#@_×^%=&?\\" else None


def followed_by_letters(text: str, it: Suspect) -> str | None:
    """B2B, CO2e, 1990s, 5G: letters that are no unit are glued to the figure."""
    after = text[it.stop : it.stop + 2]
    if after[:1] == "+" and after[1:].isdigit():
        return "name"
    if not after[:1].isalpha() or not it.figure:
        return None
    if after[0] == "s" and not after[1:].isalpha() and it.digits.isdigit():
        return "date"
    return "name"


def chain(text: str, it: Suspect) -> str | None:
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


def slash(text: str, it: Suspect) -> str | None:
    """24/7, 9/11."""
    return "code" if text[it.stop : it.stop + 1] in ("/", "⁄") and text[it.stop + 1 : it.stop + 2].isdigit() else None


def year_range(text: str, it: Suspect) -> str | None:
    """2016-17, 2018/19, 9M 2021, 3Q 2021."""
    if len(it.digits) < 3 and it.figure and _PART_OF_YEAR.match(text, it.start):
        return "date"
    return "year" if len(it.digits) == 4 and it.digits.isdigit() and _YEAR_RANGE.match(text, it.start) else None


def year(text: str, it: Suspect) -> str | None:
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


def day(text: str, it: Suspect) -> str | None:
    """14 May, May 14, 19 and 28 March."""
    if not it.figure or it.value > 31 or not it.digits.isdigit():
        return None
    if _DAY_MONTH.match(text, it.stop):
        return "date"
    return "date" if _MONTH_DAY.search(text[max(0, it.start - 26) : it.start]) else None


def score(text: str, it: Suspect) -> str | None:
    """3-1: figures that fall across a dash."""
    after = text[it.stop : it.stop + 2]
    dashed = len(after) == 2 and after[0] in "-‐‑–" and after[1].isdigit()
    return "score" if dashed and it.figure else None


def postcode(text: str, it: Suspect) -> str | None:
    """223310: five digits or more without marks, and nothing that they count."""
    if not it.figure or len(it.digits) < 5 or not it.digits.isdigit():
        return None
    chunk = chunk_at(text, it.stop)
    return None if chunk is not None and chunk[1][0].islower() else "code"


def chain_stop(text: str, start: int, stop: int, reason: str) -> int:
    """Where the chain of digits ends that was refused as a whole, so that its pieces are not read again."""
    pattern = {"phone": _PHONE, "code": _CHAIN, "date": _CHAIN, "year": _YEAR_RANGE}.get(reason)
    if reason == "date" and text[stop : stop + 1] in ("-", "–", "—", "−", "‑"):
        pattern = _DAYS
    match = pattern.match(text, start) if pattern else None
    return max(stop, match.end()) if match else stop
