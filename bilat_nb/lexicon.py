"""One pass over the text for all vocabulary: an Aho-Corasick automaton for words, RE2 for numbers in figures.

Both are linear in the length of the text, whatever it is. The stream of tokens that they give is what every grammar
of `mentions` reads, so a sentence without a known word or number costs nothing further.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import itemgetter

import ahocorasick_rs
import re2

from bilat_nb import vocabulary
from bilat_nb.model import Lexeme, Row, Token

FIGURE = Lexeme("#", {"figure": {}})
"""Any number in figures; the digits stand in the text."""

_DIGITS = re2.compile(rb"[0-9]+(?:[.,][0-9]+)*(?:st|nd|rd|th|ST|ND|RD|TH)?")
_SAME = (
    ("’", "'"),
    ("‘", "'"),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\n", " "),
    ("\t", " "),
    ("\r", " "),
)
_WINDOW = 48
"""How far a form may reach that begins within a phrase which was none."""
_CACHE = 50_000
_START = itemgetter(0)
_token: Callable[[tuple[int, int, Lexeme]], Token] = partial(tuple.__new__, Token)
"""A token at the price of a tuple: a document has a thousand."""
_PLAIN = frozenset(" \n.,;:()'\"!?-–—/%")
"""Characters that do not go on with a word."""


def fold(text: str) -> str:
    """Lower case and plain spaces and apostrophes, with every character kept at its place.

    Examples
    --------
    >>> fold("Belarus\u2019 TRADE")
    "belarus' trade"
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for old, new in _SAME:
        low = low.replace(old, new)
    return low


def marked(folded: str) -> str:
    """Folded text with a capital where a word begins, so that no form is found in the midst of one.

    Examples
    --------
    >>> marked("trade with india, 24mw"), marked("than in")
    ('Trade With India, 24Mw', 'Than In')
    """
    titled = folded.title()
    if len(titled) != len(folded):  # a ligature at the beginning of a word becomes two letters
        titled = "".join(c if len(c.title()) == 1 else "\0" for c in folded).title()
    return titled


def agrees(form: str, text: str) -> bool:
    """Whether `text` has a capital wherever `form` has one."""
    return all(not f.isupper() or t.isupper() for f, t in zip(form, text, strict=False))


def inside_word(text: str, start: int, stop: int) -> bool:
    """Whether a span begins or ends within a word or a number; letters and digits may touch ("2400MW").

    The letters of "US$" are no word of their own.
    """
    return _joined(text, start) or _joined(text, stop) or _dollar(text, start, stop)


def _dollar(text: str, start: int, stop: int) -> bool:
    """The letters of "US$", "US $", "NZ$"."""
    letters = stop - start <= 3 and text[start:stop].isupper()
    return letters and text[stop : stop + 2].lstrip(" \u00a0")[:1] == "$"


def _joined(text: str, cut: int) -> bool:
    if cut == 0 or cut >= len(text):
        return False
    a, b = text[cut - 1], text[cut]
    return (a.isalpha() and b.isalpha()) or (a.isdigit() and b.isdigit())


@lru_cache(2)
def _prepared(text: str) -> tuple[str, str]:
    """A text folded, and marked; kept, as one lexicon after the other reads the same document."""
    folded = fold(text)
    return folded, marked(folded)


class Lexicon:
    """All surface forms of the vocabulary, compiled once.

    Parameters
    ----------
    tables : iterable of str, optional
        The vocabulary tables to look up; by default all that have forms.
    """

    def __init__(self, tables: Iterable[str] | None = None) -> None:
        self._entries: dict[str, list[tuple[str, str, Row]]] = {}
        for name in tables or vocabulary.names():
            for row in vocabulary.table(name):
                self.add(name, row)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [marked(key) for key in self._entries],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )
        self._lexemes: dict[str, Lexeme | None] = {}

    def add(self, name: str, row: Row) -> None:
        """Add the forms of one row; only before the first reading."""
        for form in vocabulary.forms(row):
            self._entries.setdefault(fold(form), []).append((form, name, row))

    def tokens(self, text: str) -> list[Token]:
        """Return the known words and the numbers of a text, in order, none inside another."""
        words = self._words(text)
        numbers = list(_outside(_figures(text), words))
        return sorted(words + numbers, key=_START) if numbers else words

    def _words(self, text: str) -> list[Token]:
        folded, capitals = _prepared(text)
        around = text + " "  # at -1 too, so that nothing stands before the first character
        dollars = "$" in text
        known = self._lexemes
        found: list[Token] = []
        last = 0
        for _, start, stop in self._automaton.find_matches_as_indexes(capitals):
            if start < last:
                continue
            clear = around[stop] in _PLAIN and around[start - 1] in _PLAIN  # the common case, fast
            if clear and not (dollars and around.startswith(" $", stop)):
                surface = text[start:stop]
                try:
                    lexeme = known[surface]
                except KeyError:
                    lexeme = self._lexeme(surface)
                if lexeme is not None:
                    found.append(_token((start, stop, lexeme)))
            elif not (around[stop].isalpha() and text[start:stop].isalpha()):  # not the beginning of a longer word
                doubtful = list(self._doubtful(folded, text, start, stop))
                found += doubtful
                last = doubtful[-1].stop if doubtful else last
        return found

    def _doubtful(self, folded: str, text: str, start: int, stop: int) -> Iterator[Token]:
        """Read a match that may end within a word: the longest form that does not, and those behind it."""
        end = stop
        inside = inside_word(text, start, stop)
        if inside:
            stop = self._shorter(folded, text, start, stop)
        lexeme = self._lexeme(text[start:stop]) if stop > start else None
        if lexeme is not None:
            yield Token(start, stop, lexeme)
        if inside:
            yield from self._hidden(folded, text, max(start, stop), end)

    def _hidden(self, folded: str, text: str, begin: int, end: int) -> Iterator[Token]:
        """Look again in a phrase that ended within a word: "than in" hides India in "than India"."""
        at = folded.find(" ", begin, end) + 1
        if not at:
            return
        for _, start, stop in self._automaton.find_matches_as_indexes(marked(folded[at : end + _WINDOW])):
            start, stop = start + at, stop + at
            if start >= end:
                return
            if inside_word(text, start, stop):
                stop = self._shorter(folded, text, start, stop)
            lexeme = self._lexeme(text[start:stop]) if stop > start else None
            if lexeme is not None:
                yield Token(start, stop, lexeme)

    def _shorter(self, folded: str, text: str, start: int, stop: int) -> int:
        """A phrase that ends within a word ("trade turnovers"): the longest form before it, or `start`."""
        if _joined(text, start):
            return start
        while (stop := folded.rfind(" ", start, stop)) > start:
            if folded[start:stop] in self._entries:
                return stop
        return start

    def _lexeme(self, surface: str) -> Lexeme | None:
        try:
            return self._lexemes[surface]
        except KeyError:
            pass
        readings: dict[str, Row] = {}
        for form, name, row in self._entries.get(fold(surface), ()):
            if agrees(form, surface):
                readings.setdefault(name, row)
        lexeme = Lexeme(fold(surface), readings) if readings else None
        if len(self._lexemes) < _CACHE:
            self._lexemes[surface] = lexeme
        return lexeme


def _outside(numbers: Iterable[Token], words: Sequence[Token]) -> Iterator[Token]:
    """The numbers that start in no word, or in one that ends with a mark; both are in the order of the text."""
    starts = [word[0] for word in words]
    for number in numbers:
        before = bisect_right(starts, number.start) - 1
        if before < 0 or words[before].stop <= number.start or not words[before].lexeme.form[-1].isalnum():
            yield number


@lru_cache(2)
def _figures(text: str) -> tuple[Token, ...]:
    return tuple(figures(text))


def figures(text: str) -> list[Token]:
    """Return the numbers in figures as tokens; "21st" is an ordinal."""
    raw = text.encode("utf-8", "surrogatepass")
    plain = len(raw) == len(text)
    found: list[Token] = []
    last = shift = 0
    for match in _DIGITS.finditer(raw):
        start, stop = match.span()
        if not plain:
            shift += start - last - len(raw[last:start].decode("utf-8", "surrogatepass"))
            last = start
        found.append(_figure(text, start - shift, stop - shift))
    return found


def _figure(text: str, start: int, stop: int) -> Token:
    if not text[stop - 1].isalpha():
        return _token((start, stop, FIGURE))
    if stop < len(text) and text[stop].isalpha():  # "5 thousand" glued: "5thousand"
        return Token(start, stop - 2, FIGURE)
    digits = text[start : stop - 2]
    return Token(start, stop, Lexeme(text[start:stop], {"ordinals": {"forms": text[start:stop], "value": digits}}))


@cache
def lexicon(group: str | None = None) -> Lexicon:
    """Return the lexicon of a group of tables (groups.csv), or of all; compiled at first use.

    A phrase of one reader must not hide a word of another ("gas transit" and "transit"), so each reader has its own.
    """
    if group is None:
        return Lexicon()
    return Lexicon([row["table"] for row in vocabulary.table("groups") if row["group"] == group])
