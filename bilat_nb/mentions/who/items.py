"""What a sentence offers to the grammar of actors: known words and capitalised words.

Each item has a code of one letter: N country, D demonym, B bloc or its like, C capital or seat of power, c other city,
O office, K body, P person of the tables, s surname of the tables, T title of courtesy, R reference, W unknown word with
a capital, m anything else that is written with a capital.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Lexeme, Row, Token

_WORD = re.compile(
    r"(?:Ts|Kh|Zh|Yu|Ya|Dz|Sh|Ch)\.|[A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩА-ЯḀ-ỿ](?:\.(?:\s?[A-Z]\.)*|\w*(?:[-'’ʻ][^\W\d_]\w*)*)"
)
"""A word with a capital, or initials; small letters of the ranges are sorted out afterwards."""
_TABLES = (
    ("bodies", "K"), ("blocs", "B"), ("countries", "N"), ("people", "P"), ("cities", "C"), ("offices", "O"),
    ("titles", "T"), ("references", "R"), ("regions", "m"), ("months", "m"), ("weekdays", "m"),
)  # fmt: skip
_MOST_KNOWN = 50_000
_KNOWN: dict[int, tuple[Lexeme, str, tuple[str, ...]]] = {}


class Item(NamedTuple):
    """A piece of the sentence that the grammar of actors reads."""

    start: int
    stop: int
    code: str
    text: str
    token: Token | None
    countries: tuple[str, ...] = ()
    """The codes of a country, bloc, city or body."""

    def row(self, table: str) -> Row:
        """Return the row of the table that gave the item its code."""
        row = self.token.get(table) if self.token else None
        if row is None:
            raise LookupError(f"{self.text!r} is not in the table {table}")
        return row

    def cell(self, table: str, column: str) -> str:
        """Return one cell of a table, or an empty string."""
        return self.token.cell(table, column) if self.token else ""


def _known(token: Token) -> tuple[Lexeme, str, tuple[str, ...]]:
    """Return code and countries of a token; the code is empty when it is none of ours. Kept for each lexeme."""
    row = token.cell
    code = row("countries", "iso") or row("blocs", "code") or row("cities", "country") or row("bodies", "countries")
    known = (token.lexeme, _find_code(token), tuple(code.split()))
    if len(_KNOWN) < _MOST_KNOWN:
        _KNOWN[id(token.lexeme)] = known
    return known


def _find_code(token: Token) -> str:
    for table, code in _TABLES:
        row = token.get(table)
        if row is not None:
            return _refined(token, row, table, code)
    return ""


def _refined(token: Token, row: Row, table: str, code: str) -> str:
    if table == "countries":
        return "D" if row["kind"] == "demonym" else "N"
    if table == "people":
        return "P" if " " in token.lexeme.form or "." in token.lexeme.form else "s"
    if table == "cities":
        return "C" if row["kind"] in ("capital", "seat") else "c"
    return code


def known_items(tokens: Iterable[Token], text: str) -> list[Item]:
    """Return the tokens that matter to actors, as items."""
    found = []
    kept = _KNOWN.get
    for token in tokens:
        start, stop, lexeme = token
        known = kept(id(lexeme))
        if known is None or known[0] is not lexeme:
            known = _known(token)
        _, code, countries = known
        if not code:
            if " " not in lexeme.form or not text[start].isupper():
                continue
            code = "m"
        if code in "NDOmR" and _means_else(text, token, code):
            continue
        found.append(Item(start, stop, code, text[start:stop], token, countries))
    return found


def _means_else(text: str, token: Token, code: str) -> bool:
    """Whether a known word stands for something else here: "US$ 5", "5 PM", "an official visit", "the two ships"."""
    if code in "ND":
        return _is_currency(text, token.stop)
    form = token.lexeme.form
    if form in ("pm", "p.m."):
        return text[max(0, token.start - 2) : token.start].strip()[-1:].isdigit()
    if form in ("jan", "mar"):  # "Jan Kos"
        return text[token.stop : token.stop + 1] == " " and text[token.stop + 1 : token.stop + 2].isupper()
    if code == "R" and token.cell("references", "fits"):  # "the kingdom", not "an island" or "the island of Java"
        return not text[max(0, token.start - 5) : token.start].lower().endswith(_POINTS) or text.startswith(
            " of ", token.stop
        )
    if form in word_list("adjectives"):
        return not _stands_alone(text, token.stop)
    if form in ("the former", "the latter"):
        return not _stands_alone(text, token.stop) or text[token.stop + 1 : token.stop + 2].isupper()
    return form == "the two" and next_word(text, token.stop) not in word_list("after_two")


_POINTS = ("the ", "this ", "that ")


def _stands_alone(text: str, stop: int) -> bool:
    """Whether "official" is the noun: a name, a verb of saying, a preposition or the end of the phrase follows."""
    after = text[stop : stop + 24]
    if not after.startswith(" "):
        return not after[:1].isalnum() and after[:1] != "-"
    word = next_word(text, stop)
    if word.endswith("ed") or after[1:2].isupper():
        return True
    return word in word_list("after_noun") or word in word_list("after_two") or word in word_list("here")


def _is_currency(text: str, stop: int) -> bool:
    """Whether "US" is of "US$ 5" or "Russian" of "Russian rubles"."""
    if text.startswith("$", stop):
        return True
    match = _currency().match(text, stop)
    return match is not None and (match.group(1).islower() or match.group(1).endswith("s"))


@cache
def _currency() -> re.Pattern[str]:
    return re.compile(r"(?i)\s(" + "|".join(sorted(word_list("currencies"), key=len, reverse=True)) + r")\b")


def names_something(text: str, stop: int) -> bool:
    """Whether words with a capital follow that make it the name of an organisation: "Moscow | State University"."""
    words = text[stop : stop + 48].split()[:4] if text.startswith(" ", stop) else []
    for word in words:
        bare = word.rstrip(".,;:)")
        if not bare[:1].isupper():
            return bare in _OF_CITIES and word is words[0]
        if bare.lower() in word_list("organisations"):
            return True
        if bare != word:
            return False
    return False


_OF_CITIES = ("format", "process", "accords", "agreements", "time")


def next_word(text: str, stop: int) -> str:
    """Return the word after a span, in small letters."""
    words = text[stop : stop + 24].split(maxsplit=1)
    return words[0].rstrip(".,;:)").lower() if words else ""


_LAST: list[tuple[Sequence[Token], Sequence[tuple[int, int]], list[list[Item]]]] = []


def sentence_items(
    text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]
) -> Sequence[Sequence[Item]]:
    """Return the items of each sentence: the known ones, and the words with a capital beside them.

    Actors and places are read from the same items: those of the last document are kept until the next.
    """
    for kept_tokens, kept_sentences, kept in _LAST[-1:]:
        if kept_tokens is tokens and kept_sentences is sentences:
            return kept
    found = _sentence_items(text, tokens, sentences)
    _LAST[:] = [(tokens, sentences, found)]
    return found


def _sentence_items(text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[list[Item]]:
    known = known_items(tokens, text)
    items = sorted(known + _words(text, known), key=_start)
    found: list[list[Item]] = []
    first, count = 0, len(items)
    for start, stop in sentences:
        while first < count and items[first].start < start:
            first += 1
        last = first
        while last < count and items[last].stop <= stop:
            last += 1
        found.append(items[first:last])
        first = last
    return found


def _words(text: str, known: Sequence[Item]) -> list[Item]:
    """Return the words with a capital that no known item covers and that may be names."""
    found = []
    not_names = word_list("not_names")
    rest = iter(known)
    begin, end, *_ = next(rest, _NONE)
    for match in _WORD.finditer(text):
        a, b = match.span()
        while end <= a:
            begin, end, *_ = next(rest, _NONE)
        if begin < b:
            continue
        word = match.group()
        if word in not_names or not word[0].isupper() or (a and text[a - 1].isalnum()):
            continue
        word = _without_genitive(word)
        if (
            not (word.isupper() and word.capitalize() in not_names)
            and word.replace("’", "'").partition("'")[0] not in not_names
        ):
            found.append(Item(a, a + len(word), "W", word, None))
    return found


_NONE = Item(sys.maxsize, sys.maxsize, "", "", None)


def _without_genitive(word: str) -> str:
    if word[-2:-1] in ("'", "’") and word[-1] == "s":
        return word[:-2]
    return word.rstrip("'’")


def _start(item: Item) -> int:
    return item.start
