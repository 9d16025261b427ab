"""What stands between two items: a connector of one letter, and the determiners of what follows."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bilat_nb.mentions.who.words import word_list

_SHORT, _WORD, _LONG = 18, 16, 32
_ARTICLES = frozenset(f"{word}-" for word in "al el ul as ash ad an ar at az Al El".split())
_QUOTES = "\"“”‘'«„([—–-"
_CONNECTORS = {
    "": "_", "]": "_", ")": "_", ",": ",", "of": "o", "for": "r", "to": "t", "in": "i", "in the": "i", "at": "i",
    "from": "f", "with": "w", "between": "b", "and": "&", "&": "&", ", and": "&", "or": "&", "as well as": "&",
    ", as well as": "&", "'s": "'", "’s": "'", "'": "'", "’": "'",
    "'s and": "&", "’s and": "&", "-": "-", "–": "-", "‑": "-", "/": "-", "(": "(",
    "[": "[", ".": ".", "-designate": "_", "-elect": "_", "headed by": "h", "led by": "h", ", headed by": "h",
    ", led by": "h", "chaired by": "h", ", chaired by": "h",
}  # fmt: skip


class Gap(NamedTuple):
    """What stands before an item.

    code is ``_`` for nothing but space, ``o`` of, ``r`` for, ``t`` to, ``i`` in, ``f`` from, ``w`` with, ``b``
    between, ``&`` and, ``'`` the genitive, ``-`` a hyphen, ``d`` a dash, ``h`` headed by, ``p`` a particle of a name,
    a punctuation mark, or ``x`` for anything else. words are the determiners right before the item ("the", "his",
    "both").
    """

    code: str
    words: tuple[str, ...]


_FAR = Gap("x", ())


def gap(text: str, start: int, stop: int) -> Gap:
    """Classify what stands between two items; a long stretch is only looked at near its end."""
    length = stop - start
    if length <= _SHORT:
        return _gap(text[start:stop])
    words = text[stop - _WORD : stop].split()
    if not words or words[-1].lower().lstrip(_QUOTES) not in word_list("determiners"):
        return _FAR
    return (
        _gap(text[start:stop]) if length <= _LONG else Gap("x", _gap(text[stop - _LONG : stop].partition(" ")[2]).words)
    )


@lru_cache(maxsize=10_000)
def _gap(text: str) -> Gap:
    words = text.split()
    first = len(words)
    while first and words[first - 1].lower().lstrip(_QUOTES) in word_list("determiners"):
        first -= 1
    rest = " ".join(words[:first])
    determiners = tuple(w.lower().lstrip(_QUOTES) for w in words[first:])
    if any(w[0] in _QUOTES for w in words[first:]):
        return Gap("x", determiners)
    return Gap(_code(text, rest, words[:first], determiners), determiners)


def _code(text: str, rest: str, words: list[str], determiners: tuple[str, ...]) -> str:
    code = _CONNECTORS.get(rest.lower(), "x")
    if code == "x" and rest in _ARTICLES and text.endswith("-"):  # "Khalid al-Falih"
        return "p"
    if code == "x" and 0 < len(words) <= 3 and not determiners and all(w in word_list("particles") for w in words):
        return "p"
    if code == "-" and text.strip() != text:  # a dash between words is no hyphen
        return "d"
    if code == "_" and (not text or text.count("\n") > 1 or word_list("starters").intersection(determiners)):
        return "x"
    return code
