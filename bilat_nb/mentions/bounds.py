"""What stands around a number and says how exact it is, and which way it goes: bounds, signs, trends."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.phrases import Phrases, last_word, role, words_before

_MINUS = "-−–‐‑"
_BLANK = " \u00a0\u202f\u2009"
_OPENERS = frozenset('( \n\t\u00a0\u202f\u2009[“"«:,;$€£')


_SIGN_WORD = re.compile(r"\b(minus|plus|Minus|Plus)(?: of)?\s{1,3}$")


class Bound(NamedTuple):
    """A bound and the span of its words."""

    bound: str
    start: int
    stop: int


class Sign(NamedTuple):
    """A printed sign or the word for it: +1 or -1, and where it begins."""

    sign: int
    start: int
    stop: int


@cache
def _phrases(side: str) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for row in vocabulary.table("figures/bounds"):
        if row["side"] == side:
            forms = vocabulary.forms(row)
            words = [form for form in forms if form[0].isalpha()]
            found.add(words, [form for form in forms if not form[0].isalpha()], row["bound"])
    return found


@cache
def _signs() -> dict[str, str]:
    rows = vocabulary.table("figures/bounds")
    return {f: row["bound"] for row in rows for f in vocabulary.forms(row) if not f[0].isalpha()}


def bound_before(text: str, start: int, last: str | None = None) -> Bound | None:
    """The bound whose words or sign end right before `start`; an article may stand between ("nearly a 10% drop").

    `last` is the word before `start` when the caller knows it already.

    Examples
    --------
    >>> bound_before("slightly more than 1 mln", 19)
    Bound(bound='at_least', start=0, stop=18)
    """
    last = last_word(text, start) if last is None else last
    if last[-1:].isalpha() or last[-1:] == ".":
        found = _past_article(text, start, last) if last in role("article") else None
        found = found or _phrases("before").before(text, start, last)
    else:
        return _sign_bound(text, start) if last else None
    if found is None:
        return None
    bound, first, stop = found
    if text[first:stop].lower() == "up to" and any(change_of(word) for word in words_before(text, first, 6)):
        return None  # "pushed exports up to $5 billion"
    if text[first:stop] == "say" and last_word(text, first) == "to":
        return None  # "that is to say 5%"
    outer = _phrases("before").before(text, first)
    if outer is not None:
        bound, first = outer[0] if outer[0] != "about" else bound, outer[1]
    return Bound(bound, _with_adverb(text, first), stop)


def _sign_bound(text: str, start: int) -> Bound | None:
    place = start
    while place and text[place - 1] in _BLANK and start - place < 2:
        place -= 1
    known = _signs()
    for length in (2, 1):
        bound = known.get(text[place - length : place]) if length <= place else None
        if bound is not None:
            return Bound(bound, place - length, place)
    return None


def _past_article(text: str, start: int, article: str) -> tuple[str, int, int] | None:
    place = text.rindex(article, 0, start)
    if not place or not text[place - 1].isspace():
        return None
    found = _phrases("before").before(text, place)
    return None if found is None or text[found[1] : found[2]].lower() in role("preposition") else found


def _with_adverb(text: str, start: int) -> int:
    """Take in "slightly", "just", "well", "a little" before a bound."""
    words = text[max(0, start - 24) : start].split()
    if words and words[-1].lower() in role("adverb") and text[start - 1].isspace():
        start = text.rindex(words[-1], 0, start)
        if words[-1].lower() == "little" and len(words) > 1 and words[-2] == "a":
            start = text.rindex("a", 0, start - 1)
    return start


_AFTER_STARTS = frozenset({"or", "and", "plus", "odd", "at", "maximum", "give"})


def bound_after(text: str, stop: int, ahead: re.Match[str] | None) -> Bound | None:
    """The bound that follows a number: "100 or more", "5 km or so", "100+"; `ahead` is the chunk at `stop`."""
    if text[stop : stop + 1] == "+" and not text[stop + 1 : stop + 2].isdigit():
        return Bound("at_least", stop, stop + 1)
    if ahead is None or ahead[1] not in _AFTER_STARTS:
        return None
    found = _phrases("after").after(text, stop)
    if found is None or text[found[2] : found[2] + 5] == " than":  # "5 ships and more than 1,000 men"
        return None
    return Bound(*found)


_SIGN_ENDS = frozenset({"us", "of"})  # minus, plus, minus of


def sign_before(text: str, start: int) -> Sign | None:
    """The sign right before a number or its currency: "(-2.1%)", "+8.1%", "minus 5", "minus-5", "a plus of 31.7"."""
    if not start:
        return None
    mark = text[start - 1]
    if mark == "+":
        return Sign(1, start - 1, start) if start == 1 or not text[start - 2].isalnum() else None
    if mark in _MINUS:
        return _minus(text, start)
    if text[start - 3 : start - 1] not in _SIGN_ENDS:
        return None
    begin = max(0, start - 14)
    found = _SIGN_WORD.search(text[begin:start])
    return Sign(1 if found[1][0] in "pP" else -1, begin + found.start(1), start) if found else None


def _minus(text: str, start: int) -> Sign | None:
    """A dash glued to a number is a minus sign after a bracket or a space; an en dash only in brackets or for "%"."""
    if text[max(0, start - 6) : start - 1].lower() == "minus":
        return Sign(-1, start - 6, start)
    before = text[start - 2] if start > 1 else " "
    if before not in _OPENERS:
        return None
    if text[start - 1] == "–" and before not in "([" and not _percent_near(text, start):
        return None
    return Sign(-1, start - 1, start)


def _percent_near(text: str, start: int) -> bool:
    return "%" in text[start : start + 7]


@cache
def _changes() -> dict[str, str]:
    return {form: row["direction"] for row in vocabulary.table("figures/changes") for form in vocabulary.forms(row)}


def change_of(word: str) -> str | None:
    """The direction of a word of change ("rose": up); an empty text for one without direction, None for other words."""
    return _changes().get(word)


@cache
def _told_after() -> dict[str, str]:
    """Words that tell the way of the figure before them: comparatives and nouns of change."""
    rows = (row for row in vocabulary.table("figures/changes") if row["after"])
    return {form: row["direction"] for row in rows for form in row["after"].split("|")}


_TOLD_OF_ALL = frozenset({"less", "lower", "higher"})
"""Words that tell a trend after any amount; "5 more agreements" and "50 tonnes above" tell none."""


def trend_after(ahead: re.Match[str] | None, relative: bool) -> tuple[str, int, int] | None:
    """The trend told by the chunk after a number: "6% less", "15% down"; nouns ("a 3% drop") after percentages."""
    if ahead is None:
        return None
    word = ahead[1].lower().rstrip(".")
    trend = _told_after().get(word) if relative or word in _TOLD_OF_ALL else None
    return (trend, ahead.start(1), ahead.start(1) + len(word)) if trend else None


def trend_before(text: str, start: int, last: str) -> tuple[str, int, int] | None:
    """The trend told right before a number: "up 9.4 percent", "down 7%"."""
    word = last.lower()
    if word == "by" and text[start - 1].isspace():
        start = text.rindex(last, 0, start)
        last = last_word(text, start)
        word = last.lower()
    if word not in ("up", "down") or not text[start - 1].isspace():
        return None
    first = text.rindex(last, 0, start)
    if last_word(text, first).lower() in role("before_up"):
        return None
    return word, first, first + len(word)
