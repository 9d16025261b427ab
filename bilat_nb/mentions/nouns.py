"""What a number counts or measures: the head of the noun phrase that follows it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bilat_nb import vocabulary
from bilat_nb.mentions.phrases import chunk_at, role

_STOP = role("ends_noun")
_JOIN = frozenset({"and", "or"})
_NOT_PLURAL = ("ss", "us", "is", "'s", "ous")
_HYPHENS = ("-", "‐", "‑")
_REACH = 6


def noun_after(text: str, stop: int, limit: int) -> tuple[str, int, int] | None:
    """The counted noun after a number: its head, with its span.

    Words are read up to the first one that cannot belong to the noun phrase. Its head is the first plural among them,
    or the first word when there is none.

    Examples
    --------
    >>> noun_after("8,000 Belarusian and Russian enterprises are connected", 5, 60)[0]
    'enterprises'
    """
    found = _head_after(text, stop, limit)
    if found is not None and found[0].endswith("ed") and len(found[0]) > 4 and not found[0].endswith("eed"):
        return None  # "107 million stemmed from them"; before a plural, as in "displaced people", it is passed over
    return found


def _head_after(text: str, stop: int, limit: int) -> tuple[str, int, int] | None:
    first: tuple[str, int, int] | None = None
    joined = False
    for _ in range(_REACH):
        chunk = chunk_at(text, stop)
        if chunk is None or chunk.end() > limit or chunk.start(1) - stop > 24:
            return first
        word: str = chunk[1].rstrip(".")
        below = chunk[1][0].isupper() and "\n" in chunk[0]  # the next row of a table
        stop = chunk.end()
        if not word.isalpha() or below:
            return first
        low = word.lower()
        if low in _STOP:
            if low not in _JOIN or first is None or joined:
                return first
            joined = True
            continue
        if text[stop : stop + 1] in _HYPHENS and text[stop + 1 : stop + 2].isalpha():
            stop = _past_compound(text, stop)
            continue
        if is_plural(low) and not _possessive(text, stop):
            return word, chunk.start(1), chunk.start(1) + len(word)
        if first is None:
            first = word, chunk.start(1), chunk.start(1) + len(word)
        if chunk[1][-1] == ".":
            return first
    return first


def _past_compound(text: str, stop: int) -> int:
    """Where a compound with hyphens ends ("face-to-face meetings"): it only qualifies the noun."""
    while text[stop : stop + 1] in _HYPHENS and text[stop + 1 : stop + 2].isalpha():
        chunk = chunk_at(text, stop)
        if chunk is None:
            break
        stop = chunk.end()
    return stop


def noun_of(text: str, chunk: re.Match[str] | None, limit: int) -> tuple[str, int, int] | None:
    """What a measured quantity is of: "18 million tonnes of oil", "$10 billion in investment"; `chunk` follows it."""
    if chunk is None or chunk[1] not in ("of", "in", "worth"):
        return None
    place = chunk.end()
    if chunk[1] == "worth":
        chunk = chunk_at(text, place)
        if chunk is None or chunk[1] != "of":
            return None
        place = chunk.end()
    if chunk[1] == "of":
        return _head(text, _past_article(text, place), limit)
    following = chunk_at(text, place)
    if following is None or not following[1].islower() or following[1] in _STOP | _number_words() | role("time"):
        return None
    return _head(text, place, limit)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(form for row in vocabulary.table("number_words") for form in vocabulary.forms(row))


def _past_article(text: str, place: int) -> int:
    chunk = chunk_at(text, place)
    return (
        chunk.end()
        if chunk is not None and chunk[1].lower() in ("the", "its", "their", "this", "that", "all")
        else place
    )


def _head(text: str, stop: int, limit: int) -> tuple[str, int, int] | None:
    """The last word of a noun phrase: "Russian natural gas" is gas, "crude oil" oil."""
    head = None
    for _ in range(4):
        chunk = chunk_at(text, stop)
        if chunk is None or chunk.end() > limit or chunk.start(1) - stop > 24:
            return head
        word = chunk[1].rstrip(".")
        stop = chunk.end()
        if not word.isalpha() or word.lower() in _STOP or (head is not None and _ends(head[0], word)):
            return head
        if head is None and word.lower() in role("calendar"):
            return None
        if not _possessive(text, stop):
            head = word, chunk.start(1), chunk.start(1) + len(word)
        if chunk[1][-1] == ".":
            return head
    return head


@lru_cache(maxsize=20_000)
def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    return word in role("plural") or (len(word) > 3 and word[-1] == "s" and not word.endswith(_NOT_PLURAL))


def _ends(head: str, word: str) -> bool:
    """Whether a word is no part of the noun phrase: a participle, a name after a common noun ("oil Gazprom sold")."""
    return (word.endswith(("ed", "ing")) and len(word) > 4) or (head.islower() and word[0].isupper())


def _possessive(text: str, stop: int) -> bool:
    return text[stop : stop + 1] in ("'", "’") and text[stop : stop + 1] != ""
