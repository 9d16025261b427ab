"""Words and symbols that stand right beside a number: a look-up by chunks of text, forwards and backwards.

The lexicon finds words anywhere in a text. Units, currencies, scales and bounds matter only beside a number, and many
are one or two letters long (``t``, ``m``, ``bn``), so they are looked up here, at one place, not in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, TypeVar

from bilat_nb import vocabulary

T = TypeVar("T")

_STOPS = r"\s,;:()\[\]{}\"“”«»„‘’'!?|<>*+\-‐‑‒–—−"
GAP = r"[ \t\u00a0\u2009\u202f]{0,12}\r?\n?[ \t]{0,12}"
"""What may stand between the words of one phrase: spaces, and one line break with its indentation."""

_LONGEST = 80
"""No word that means something is longer: a text without a space must not be read to its end for every number."""
_SYMBOL = r"[%€£₽₸₴₺₹₩₦₱₪₾₼¢⃣％]"
_CHUNK = re.compile(rf"(?:{GAP}|[-‐‑])({_SYMBOL}|[^{_STOPS}]{{1,{_LONGEST}}})")
_OPENING = "([{“\"«„‘'—–"


@cache
def role(name: str) -> frozenset[str]:
    """Return the words that play one role beside a number, by the table ``figures/roles``."""
    rows = (row for row in vocabulary.table("figures/roles") if row["role"] == name)
    return frozenset(form for row in rows for form in vocabulary.forms(row))


def chunk_at(text: str, start: int) -> re.Match[str] | None:
    """Match the next chunk (a word or a symbol) at or right after `start`; group 1 is the chunk without its gap."""
    return _CHUNK.match(text, start)


def last_word(text: str, stop: int) -> str:
    """Return the word right before a place, without what opens it ("(about"); an empty text when there is none."""
    words = text[stop - 20 if stop > 20 else 0 : stop].split()
    return words[-1].lstrip(_OPENING) if words else ""


def words_before(text: str, start: int, count: int = 2) -> list[str]:
    """Return the last words before a place, in small letters, not beyond a full stop, comma or bracket."""
    tail = text[max(0, start - 14 * count) : start]
    for mark in ".,;:()\n":
        cut = tail.rfind(mark)
        if cut >= 0:
            tail = tail[cut + 1 :]
    return tail.lower().split()[-count:]


def clause_before(text: str, start: int) -> list[str]:
    """Return the words before a place, back to the last full stop or semicolon."""
    tail = text[max(0, start - 80) : start].lower()
    for mark in (". ", ";", "\n"):
        tail = tail[tail.rfind(mark) + 1 :]
    return [word.strip(",()") for word in tail.split()][-12:]


def words_after(text: str, stop: int, count: int = 3) -> list[str]:
    """Return the next words after a place, in small letters, up to the first punctuation."""
    found = []
    for _ in range(count):
        chunk = chunk_at(text, stop)
        if chunk is None:
            break
        word = chunk[1].lower()
        found.append(word.rstrip("."))
        if word[-1] == ".":
            break
        stop = chunk.end()
    return found


def sentence_at(sentences: Sequence[tuple[int, int]], place: int, length: int) -> tuple[int, int]:
    """The sentence in which a place lies; the whole text when there is none."""
    at = bisect_right(sentences, (place, length + 1)) - 1
    return sentences[at] if at >= 0 and sentences[at][0] <= place < sentences[at][1] else (0, length)


def key_of(form: str) -> str:
    """The form under which a word is looked up: small letters, no dots, hyphens as spaces."""
    return form.replace(".", "").replace("-", " ").lower()


class Phrases(Generic[T]):
    """Phrases with a meaning each, found right after or right before a place in a text.

    Words match in any case, unless the form is one word with a capital: then the first letter must be one in the text.
    Symbols match exactly.
    """

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, T]] = {}
        self._symbols: dict[str, T] = {}
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._dotted: set[str] = set()

    def add(self, forms: Iterable[str], symbols: Iterable[str], meaning: T) -> None:
        """Give `forms` (words) and `symbols` (matched exactly) a meaning; the first meaning of a form stays."""
        for form in forms:
            key = key_of(form)
            words = key.split(" ")
            if key not in self._words or (
                self._words[key][0][0].isupper() and form[0].islower() and self._words[key][1] == meaning
            ):
                self._words[key] = (form, meaning)
            if form[-1] == ".":
                self._dotted.add(words[-1])
            self._first[words[0]] = max(self._first.get(words[0], 0), len(words))
            self._last[words[-1]] = max(self._last.get(words[-1], 0), len(words))
        for symbol in symbols:
            self._symbols.setdefault(symbol, meaning)

    def after(self, text: str, start: int) -> tuple[T, int, int] | None:
        """Return (meaning, start, stop) of the longest phrase right after `start`, or None."""
        match = _CHUNK.match(text, start)
        if match is None:
            return None
        chunk: str = match[1]
        first, stop = match.start(1), match.end()
        key = chunk.lower() if "." not in chunk else key_of(chunk)
        reach = self._first.get(key)
        if reach is not None:
            found = self._longest(text, first, stop, key, reach)
            if found is not None:
                return found
        meaning = self._symbols.get(chunk)
        if meaning is None and chunk[-1] == ".":
            chunk = chunk.rstrip(".")
            stop = first + len(chunk)
            meaning = self._symbols.get(chunk)
        if meaning is None and "/" in chunk:
            return self._before_slash(chunk, first)
        return None if meaning is None else (meaning, first, stop)

    def _longest(self, text: str, first: int, stop: int, key: str, reach: int) -> tuple[T, int, int] | None:
        best = None
        for _ in range(reach):
            known = self._words.get(key)
            if known is not None and _capital_kept(known[0], text[first]):
                best = known[1], first, stop if text[stop - 1] != "." else stop - 1
            following = _CHUNK.match(text, stop)
            if following is None or reach == 1:
                break
            word, slash, _ = following[1].partition("/")
            key = f"{key} {key_of(word)}" if word else f"{key} /"
            stop = following.start(1) + len(word) if slash else following.end()
            if slash:  # "US cents/kWh": the words end at the slash
                known = self._words.get(key)
                return (known[1], first, stop) if known is not None and _capital_kept(known[0], text[first]) else best
        return best

    def _before_slash(self, chunk: str, first: int) -> tuple[T, int, int] | None:
        head = chunk[: chunk.index("/")]
        known = self._words.get(head.lower())
        meaning = self._symbols.get(head) if known is None else known[1]
        return None if meaning is None else (meaning, first, first + len(head))

    def before(self, text: str, stop: int, last: str | None = None) -> tuple[T, int, int] | None:
        """Return (meaning, start, stop) of the longest phrase that ends at `stop`, spaces apart, or None.

        `last` is the word before `stop` (see `last_word`) when the caller knows it already.
        """
        last = last_word(text, stop) if last is None else last
        ending = last.lower()
        if ending[-1:] == ".":
            ending = ending.replace(".", "")
            if ending not in self._dotted:
                return None
        reach = self._last.get(ending)
        if reach is None:
            return None
        begin = max(0, stop - 48)
        stripped = text[begin:stop].rstrip()
        words = stripped.split()
        for count in range(min(reach, len(words)), 0, -1):
            words[-count] = words[-count].lstrip(_OPENING)
            known = self._words.get(key_of(" ".join(words[-count:])))
            if known is None:
                continue
            start = _back(stripped, words[-count:])
            if _capital_kept(known[0], stripped[start]) and _starts_word(text, begin + start):
                return known[1], begin + start, begin + len(stripped)
        return None


def _capital_kept(form: str, letter: str) -> bool:
    return letter.isupper() or not form[0].isupper() or " " in form


def _starts_word(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum()


def _back(tail: str, words: list[str]) -> int:
    """Where the last `words` of `tail` begin."""
    place = len(tail)
    for word in reversed(words):
        place = tail.rindex(word, 0, place)
    return place
