"""The words that tell of something done in company or on a journey, and which sentences may tell a contact by them."""

from __future__ import annotations

import re
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Sentence

TIME = re.compile(
    r"\b(?:this|last|yesterday) (?:morning|afternoon|evening|noon|night)\b|\btonight\b|\bat (?:noon|midday)\b",
    re.IGNORECASE,
)
"""A part of today or of the day before."""
_PARTS = ("morning", "noon", "evening", "night", "midday")


@cache
def deeds(role: str) -> frozenset[str]:
    """Return the words of a role of vocabulary table deed_words."""
    rows = vocabulary.table("deed_words")
    return frozenset(word for row in rows if row["role"] == role for word in row["words"].split("|"))


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted({word for role in ("joint", "toward", "hand", "talk", "stay") for word in deeds(role)})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def _tells_time(said: str) -> bool:
    """Whether a part of the day is told; its words are looked for before the pattern, which is slow."""
    low = said.lower()
    return any(map(low.__contains__, _PARTS)) and TIME.search(said) is not None


def may_tell(sentence: Sentence, text: str) -> bool:
    """Whether a sentence names an official and a time, and has a word of something done in company or on a journey."""
    if not any(a.kind in ("person", "office", "reference") and (a.person or a.level) for a in sentence.actors):
        return False
    timed = bool(sentence.periods) or _tells_time(text[sentence.start : sentence.stop])
    return timed and _pattern().search(text, sentence.start, sentence.stop) is not None
