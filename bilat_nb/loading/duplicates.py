"""Texts that stand in a corpus twice: word for word, or nearly, as an agency item that others print.

A text is known by its phrases of five words. Of long texts only every eighth phrase is kept, chosen by its hash, so
that the same phrases are chosen in every text; pairs that share enough of them are compared in full.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

WORDS = 5
"""Words of a phrase."""
NEARLY = 0.7
"""Part of the phrases of the shorter text that must stand in the longer one."""
SHORTEST = 12
"""Phrases that a text must have to be compared."""
EVERY = 8
COMMON = 50
"""A phrase of more texts than this is page furniture."""

_WORD = re.compile(r"\w+")


class Twin(NamedTuple):
    """A text that stands in another one too: places of both, and the part of its phrases that do."""

    place: int
    first: int
    part: float
    same: bool = False
    """Word for word the same text, not only all phrases of the shorter one."""


def twins(texts: Sequence[str]) -> Iterator[Twin]:
    """Yield every text that repeats an earlier one, with the earlier one.

    Examples
    --------
    >>> news = "The ministers of both countries met in Minsk on Friday and spoke of gas and oil."
    >>> [(t.place, t.first, t.part) for t in twins([news, "Quite another text.", news.upper()])]
    [(2, 0, 1.0)]
    """
    whole: dict[int, int] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        words = _WORD.findall(text.casefold())
        same = whole.setdefault(hash(tuple(words)), place) if words else place
        if same != place:
            yield Twin(place, same, 1.0, same=True)
            continue
        phrases = _phrases(words)
        if len(phrases) < SHORTEST:
            continue
        chosen = _chosen(phrases)
        if (twin := _nearest(place, phrases, chosen, holders, texts)) is not None:
            yield twin
        for phrase in chosen:
            holders[phrase].append(place)


def _phrases(words: Sequence[str]) -> set[int]:
    runs = zip(*(words[start:] for start in range(WORDS)), strict=False)
    return {zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in runs}


def _chosen(phrases: set[int]) -> set[int]:
    """Every eighth phrase by its hash; all of a short text, whose choice might be empty."""
    return {p for p in phrases if p % EVERY == 0} if len(phrases) > 30 * EVERY else phrases


def _nearest(
    place: int, phrases: set[int], chosen: set[int], holders: dict[int, list[int]], texts: Sequence[str]
) -> Twin | None:
    """The earlier text that shares the most phrases, when they are enough."""
    shared = Counter(other for phrase in chosen for other in holders[phrase][:COMMON] if len(holders[phrase]) <= COMMON)
    best: Twin | None = None
    for other, count in shared.most_common(3):
        if count < 3:
            continue
        others = _phrases(_WORD.findall(texts[other].casefold()))
        part = len(phrases & others) / min(len(phrases), len(others))
        if part >= NEARLY and (best is None or part > best.part):
            best = Twin(place, other, part)
    return best
