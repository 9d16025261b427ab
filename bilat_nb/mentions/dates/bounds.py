"""The words before an expression of time: its bound ("since", "by", "until"), and whether it is one at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.dates.points import Expression

_BOUNDED_UNITS = frozenset({"day", "week", "month", "year"})
SURE = frozenset(
    "in of since by until till from to through and during for before after between this last next than over "
    "throughout early late mid around about or".split()
)
"""Words after which "May" and "March" are months."""
_ONWARDS = re.compile(r",? (?:onwards?\b|(?:and|or) (?:beyond|onwards?|later)\b(?:[^ ]| [^t]|$))")
_CLOCK = re.compile(r"\b[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:[ap]\.?m\.?|GMT)(?: [A-Z]{2,4})? $")
_SENTENCE_MARKS = ".;:)(!?"
_WORD_AFTER = re.compile(r"[ \n]([a-z]{2,})")
_SMALL = frozenset("of on to for in by at from and or with was is has will had against past".split())
_LOOSE = frozenset({"day", "week", "year", "decade", "fiscal", "weekend", "fortnight", "half"})
_BARE = frozenset({"the", "a", "an", "on"})


@cache
def _leads() -> dict[tuple[str, ...], str]:
    return {tuple(row["words"].split()): row["bound"] for row in vocabulary.table("period_leads")}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(words[-1] for words in _leads())


def lead(text: str, start: int) -> list[str]:
    """Return the last few words before an offset, in small letters; nothing from before a full stop or a bracket."""
    if text[start - 2 : start] in ("m ", ". ", "T ") and (clock := _CLOCK.search(text[max(0, start - 20) : start])):
        start -= len(clock[0])
    words = text[max(0, start - 32) : start].lower().split()[-4:]
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if word[-1] in _SENTENCE_MARKS or word in ("before,", "after,"):  # "a day before, on 3 February"
            return words[i + 1 :]
        if word[0] == "(" or not word[-1].isalnum() or not word[0].isalnum():
            words[i] = word.strip(",(\"'“”‘’")
            if word[0] == "(":
                return words[i:]
    return words


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word for row in vocabulary.table("month_nouns") for word in row["words"].split("|"))


def _names_month(text: str, e: Expression, the: str) -> bool:
    """Whether a noun follows, as in "the March summit" and "May exports", not in "the March on Rome" and "May the"."""
    match = _WORD_AFTER.match(text, e.stop)
    if match is None:
        return False
    return match[1] in _nouns() or (the == "the" and match[1] not in _SMALL)


def bound_of(words: list[str]) -> str:
    """Return the bound that the words before an expression give it, or ``in``."""
    if words and words[-1] in _last_words():
        for n in (3, 2, 1):
            found = _leads().get(tuple(words[-n:]))
            if found is not None:
                return found
    return "in"


def bounded(text: str, e: Expression) -> Expression | None:
    """Give the expression its bound from the words before it; drop what only looked like a date."""
    p = e.first
    words = lead(text, e.start)
    the = words.pop() if words and words[-1] in _BARE else ""
    last = words[-1] if words else ""
    if p.doubtful and e.last is None and p.unit not in ("day", "fiscal_year"):
        sure = p.unit == "month" and (last in SURE or _names_month(text, e, the))
        if not sure:
            return None
    if p.how == "duration":
        return _measured_time(e, last)
    loose = p.unit in _LOOSE or (p.unit == "month" and p.how == "ordinal")
    if loose and p.how in ("first", "ordinal") and p.base is None and p.year is None:
        return None  # "the first month in office", "the first three years"
    bound = "ytd" if p.how == "ytd" else bound_of(words)
    if _ONWARDS.match(text, e.stop) or (last == "from" and text[e.stop : e.stop + 4] in (" on,", " on.", " on ")):
        bound = "since"
    if bound in ("in", "about") and p.edge and e.last is None:
        bound = {"start": "early", "end": "late", "half1": "in", "half2": "in"}.get(p.edge, p.edge)
    return replace(e, bound=bound) if bound != "in" else e


def _measured_time(e: Expression, last: str) -> Expression:
    """Within five years, in eight months, in two weeks; else a length of time without a place in the calendar."""
    p = e.first
    if last == "within" and p.unit in _BOUNDED_UNITS:
        return replace(e, bound="by", first=replace(p, how="deictic", steps=p.count or 1, count=None))
    if last == "in" and p.unit in _BOUNDED_UNITS:
        return replace(e, first=replace(p, how="ahead"))
    if last in ("over", "during", "for") and p.unit == "month" and 2 <= (p.count or 0) <= 11:
        return replace(e, first=replace(p, how="elapsed"))
    return e
