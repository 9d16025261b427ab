"""Fractions and multiples as percentages: "more than a third" is 33.3 %, "doubled" +100 %, "fell fivefold" -80 %."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.bounds import change_of
from bilat_nb.mentions.number_words import read_words
from bilat_nb.mentions.numbers import FIGURE, figure_value
from bilat_nb.mentions.phrases import chunk_at, clause_before, role, words_after, words_before
from bilat_nb.model import Row


class Share(NamedTuple):
    """A fraction or a multiple with its span; ``trend`` is None for a fraction."""

    start: int
    stop: int
    value: float
    dimension: str
    trend: str | None = None


@cache
def parts_of() -> dict[str, int]:
    """Return how many parts each fraction word makes: {"third": 3, "thirds": 3, ...}."""
    return {form: int(row["parts"]) for row in vocabulary.table("fractions") for form in vocabulary.forms(row)}


def fraction(text: str, start: int, stop: int) -> Share | None:
    """Read the fraction whose word stands at [start, stop): "a third", "every fifth", "half"."""
    word = text[start:stop].lower()
    before, after = words_before(text, start), words_after(text, stop)
    if text[stop : stop + 1] in ("-", "‐", "‑"):
        return None
    last = before[-1] if before else ""
    if word == "half":
        return _half(text, start, stop, before, after)
    if last not in ("a", "an", "every", "one"):
        return None
    parts = parts_of()[word]
    opening = _word_start(text, start, last)
    if parts == 2 and last != "every":
        return None
    if last == "every":
        wrong = word == "quarter" or not after or after[0] in role("time")
        return None if wrong else Share(opening, stop, 100 / parts, "fraction")
    lead = before[-2] if len(before) > 1 else ""
    if not plausible(word, lead, after):
        return None
    return Share(opening, stop, 100 / parts, "fraction")


def _word_start(text: str, stop: int, word: str) -> int:
    while text[stop - 1].isspace():
        stop -= 1
    return stop - len(word)


def plausible(word: str, lead: str, after: list[str]) -> bool:
    """Whether "a third" is a part of something and no ordinal ("a third meeting") and no quarter of a year."""
    if lead in role("before_share") or not after:
        return not (word.startswith("quarter") and not after and lead not in role("before_share"))
    if after[0] == "of":
        return not (word.startswith("quarter") and _year(after[1:]))
    return after[0] in role("after_fraction") and not word.startswith("quarter")


def _year(words: list[str]) -> bool:
    while words and words[0] in ("the", "a", "this", "last", "each", "every", "next"):
        words = words[1:]
    return bool(words) and (
        words[0].isdigit() or words[0] in role("time") or words[0] in ("fiscal", "financial", "calendar")
    )


def _half(text: str, start: int, stop: int, before: list[str], after: list[str]) -> Share | None:
    last, following = before[-1] if before else "", after[0] if after else ""
    if last == "a" and len(before) > 1 and before[-2] == "and":
        return None
    if (
        last in role("not_before_half")
        or following in role("not_after_half")
        or (following == "of" and _year(after[1:]))
    ):
        return None
    if following in ("a", "an") and len(after) > 1 and after[1] in role("time"):
        return None
    if last == "in":
        cut = next((w for w in words_before(text, start, 6) if change_of(w) == "down"), None)
        return Share(start, stop, -50.0, "multiple", "down") if cut else None
    if following in role("after_half") or last in role("before_share") or last == "a":
        return Share(start, stop, 50.0, "fraction")
    return None


def of_number(text: str, start: int, number: float, stop: int) -> Share | None:
    """Read the fraction that begins with this number: "two thirds", "one-fifth", "nine out of ten"."""
    chunk = chunk_at(text, stop)
    if chunk is None:
        return None
    word = chunk[1].lower().rstrip(".")
    if word in ("in", "out"):
        return _out_of(text, start, number, chunk.end(), word)
    every = chunk_at(text, chunk.end()) if word == "of" else None
    if every is not None and every[1] in ("every", "each"):
        return _out_of(text, start, number, every.end(), "every")
    parts = parts_of().get(word)
    if parts is None or number >= parts or (number == 1) == word.endswith("s"):
        return None
    lead = words_before(text, start, 1)
    end = chunk.start(1) + len(word)
    if not plausible(word, lead[0] if lead else "", words_after(text, end)):
        return None
    return Share(start, end, 100 * number / parts, "fraction")


def _out_of(text: str, start: int, number: float, stop: int, word: str) -> Share | None:
    """Read the rest of "one in five", "nine out of ten"."""
    if word == "out":
        chunk = chunk_at(text, stop)
        if chunk is None or chunk[1] != "of":
            return None
        stop = chunk.end()
    chunk = chunk_at(text, stop)
    if chunk is None:
        return None
    figure = FIGURE.fullmatch(chunk[1])
    whole = read_words(text, stop) if figure is None else None
    many = float(chunk[1]) if figure is not None and chunk[1].isdigit() else whole.value if whole is not None else 0.0
    end = chunk.end() if whole is None else whole.stop
    after = words_after(text, end, 1)
    if not 1 < many <= 100 or number >= many or (after and after[0] in role("time")):
        return None
    return (
        Share(start, end, 100 * number / many, "fraction")
        if word in ("out", "every") or (many <= 10 and whole is not None)
        else None
    )


def multiple(text: str, start: int, stop: int, row: Row) -> Share | None:
    """Read the word of multiplication at [start, stop): "doubled", "to double", "fivefold", "twice as large"."""
    kind = row["kind"]
    if kind == "vague":
        return None
    value = float(row["value"])
    if kind == "word":
        return grown(start, stop, value, "up")
    if kind == "fold":
        return grown(start, stop, value, direction(text, start, stop) or "up")
    if kind == "verb":
        before, after = words_before(text, start, 1), words_after(text, stop, 1)
        following = after[0] if after else ""
        if following in role("not_doubled") or text[stop : stop + 1] in ("-", "‐", "‑"):
            return None
        leads = bool(before) and before[0] in role("before_verb")
        return grown(start, stop, value, "up") if following in role("doubled") or leads else None
    return times(text, start, stop, value)


def grown(start: int, stop: int, factor: float, way: str) -> Share | None:
    """Turn a factor into a change in percent: 1.5 up is +50, 5 down is -80, 0.5 is -50."""
    if factor <= 0:
        return None
    if way == "down":
        return Share(start, stop, -(1 - 1 / factor) * 100, "multiple", "down")
    change = round((factor - 1) * 100, 6)
    return Share(start, stop, change, "multiple", "down" if change < 0 else "up")


_COMPARED = {
    **dict.fromkeys(("more", "higher", "larger", "greater", "bigger"), "up"),
    **dict.fromkeys(("less", "lower", "smaller", "fewer"), "down"),
}


def times(text: str, start: int, stop: int, factor: float) -> Share | None:
    """Read "1.5 times" as a multiple when something grows or is compared; None when it counts occasions."""
    after = words_after(text, stop, 3)
    if after:
        way = _COMPARED.get(after[0])
        if way is not None:
            return grown(start, stop, factor, way)
        if change_of(after[0]):
            return grown(start, stop, factor, change_of(after[0]) or "up")
        compared = after[0] == "what" or (after[0] == "as" and len(after) > 1 and after[1] in role("as_much"))
        if compared or (after[0] in ("the", "its", "their") and any(word in role("size") for word in after[1:])):
            return grown(start, stop, factor, "up")
    before = words_before(text, start, 5)
    while (
        before
        and change_of(before[-1]) is None
        and (before[-1] in role("before_share") or before[-1] in ("more", "of", "at", "close"))
    ):
        before.pop()
    way = change_of(before[-1]) if before else None
    if way is None and (before[-1:] == ["or"] or text[start - 1 : start] == "("):
        told = [change_of(word) for word in clause_before(text, start)]
        way = next((direction for direction in reversed(told) if direction), None)
    if not way and len(before) > 1 and before[-1] in role("grown_thing"):
        way = change_of(before[-2])
    return grown(start, stop, factor, way) if way else None


_TO = frozenset("-–—−to")
_FACTORS = re.compile(r"(?:\s?[-–—−]\s?|\s(?:to|or)\s)([0-9]+(?:[.,][0-9]+)?)[- ](times|fold)\b")


def factors(text: str, start: int, stop: int) -> tuple[Share, Share] | None:
    """Read "1.5-2 times" and "2- to 3-fold" as the two ends of a range."""
    if text[stop : stop + 1] == " " and text[stop + 1 : stop + 2] not in _TO:
        return None
    match = _FACTORS.match(text, stop)
    low = figure_value(text[start:stop]) if match is not None else None
    high = figure_value(match[1]) if match is not None else None
    if match is None or low is None or high is None or not 0 < low < high:
        return None
    end = match.end()
    way = direction(text, start, end) or "up" if match[2] == "fold" else None
    ends = [grown(start, end, n, way) if way else times(text, start, end, n) for n in (low, high)]
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def direction(text: str, start: int, stop: int) -> str | None:
    """Return the direction of the nearest word of change: right after first, else the last before."""
    for word in words_after(text, stop, 2):
        if change_of(word):
            return change_of(word)
    for word in reversed(words_before(text, start, 7)):
        if change_of(word):
            return change_of(word)
    return None
