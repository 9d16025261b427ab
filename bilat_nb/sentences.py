"""Sentences and clauses as spans.

Every place where a sentence may end is offered to an ordered list of small rules; the first that answers decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Block

MAX_SENTENCE = 3_000
"""A longer stretch is cut at the next space, so that no rule ever meets a sentence of a megabyte."""

_CANDIDATE = re.compile(r"[.!?…]['\"”’»)\]]*\s+")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z]){0,2}")
_NO_INITIALS = frozenset(("U.S", "U.K", "U.N", "E.U", "U.A.E", "U.S.A", "D.C", "P.M", "A.M"))
_CLOSERS = "'\"”’»)]"

Rule = Callable[[str, str], bool | None]
"""(the word before the mark, the text after the space) -> cut, join, or no answer."""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].casefold() for row in vocabulary.table("abbreviations"))


def goes_on_small(_: str, after: str) -> bool | None:
    """A small letter never starts a sentence."""
    return False if after[:1].islower() else None


_SCALES = frozenset("mln bln trln mn bn tn thsd ths thous".split())
_OF_MONEY = re.compile(
    r"(?:[A-Z][\w.]*\s+){0,2}(?:US\$|[A-Z]{3}\b|rubles?|roubles?|dollars?|euros?|francs?|pesos?|rupees?|tonnes|tons|barrels|cubic"
    r"|people|units)"
)


def amount(word: str, after: str) -> bool | None:
    """A scale closes a sentence before a capital, unless a currency follows ("5 mln. We", "5 mln. Russian rubles")."""
    if word.casefold() not in _SCALES:
        return None
    return after[:1].isupper() and _OF_MONEY.match(after) is None


def abbreviation(word: str, _: str) -> bool | None:
    """A known abbreviation joins ("St. Petersburg")."""
    return False if word.casefold() in _abbreviations() else None


def initial(word: str, _: str) -> bool | None:
    """Single capitals are initials ("V. Putin", "E.D. Mnangagwa"); a unit or a country may close the sentence."""
    return False if _INITIALS.fullmatch(word) and word not in _NO_INITIALS else None


def starts_anew(_: str, after: str) -> bool | None:
    """A capital, a digit, an opening quote or bracket starts a sentence."""
    first = after[:1]
    return first.isupper() or first.isdigit() or first in '"“‘«([$€£₹•-–—' or not first.isalnum()


RULES: tuple[Rule, ...] = (goes_on_small, amount, abbreviation, initial, starts_anew)


def split_sentences(text: str, blocks: Sequence[Block] | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences, blank space left out, none across two blocks.

    Examples
    --------
    >>> text = "Mr. Makei met Mr. Lavrov. They spoke of gas."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Mr. Makei met Mr. Lavrov.', 'They spoke of gas.']
    """
    if blocks is None:
        blocks = [Block(0, len(text), "body")]
    return [span for block in blocks for span in _split(text, block.start, block.stop)]


def _split(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        mark = match.group()
        if mark[0] == "." and not _cuts(text, begin, match):
            continue
        if mark[0] != "." and text[match.end() : match.end() + 1].islower():
            continue
        yield from _bounded(text, begin, match.start() + len(mark.rstrip()))
        begin = match.end()
    yield from _bounded(text, begin, stop)


def _cuts(text: str, begin: int, match: re.Match[str]) -> bool:
    word, after = _word_before(text, max(begin, match.start() - 20), match.start()), text[match.end() : match.end() + 2]
    for rule in RULES:
        answer = rule(word, after)
        if answer is not None:
            return answer
    return False


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that ends at a place, its points included."""
    start = stop
    while start > begin and (text[start - 1].isalnum() or text[start - 1] in "._"):
        start -= 1
    return text[start:stop]


def _bounded(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Trim blank space and cut what is longer than any sentence."""
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while start < stop and text[start].isspace():
        start += 1
    while stop - start > MAX_SENTENCE:
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut + (text[cut : cut + 1] == " ")
    if start < stop:
        yield start, stop


def sentence_of(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span of the sentence, or sentences, that hold the characters from `start` to `stop`."""
    inside = [span for span in split_sentences(text) if span[0] < stop and start < span[1]]
    return (inside[0][0], inside[-1][1]) if inside else (start, stop)
