"""A sentence as a line of items: actors, cues of contact, periods, places and the plain words between them.

Each item has a one-letter code, so that the grammar of contacts can walk over `Line.codes`.
A line is only made for a sentence that holds a cue, so the cost falls on few sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import field, replace
from functools import cache, lru_cache
from typing import Any

from bilat_nb import vocabulary
from bilat_nb.frozen import frozen
from bilat_nb.model import Actor, Period, Place, Sentence, Token

ACTOR, COUNTRY, BODY, CUE, MEDIUM, PERIOD, PLACE, OWNER = "A", "C", "B", "E", "m", "T", "L", "P"
COMMA, BREAK, WORD = ",", ";", "x"
CODES = {
    "with": "w", "between": "b", "of": "o", "by": "y", "to": "t", "in": "i", "on": "n", "and": "&",
    "he": "h", "his": "j", "they": "p", "first": "u", "their": "r", "who": "q", "that": "d", "say": "S",
    "be": "V", "have": "H", "planned": "F", "negated": "N", "doubtful": "D", "generic": "G", "light": "K",
    "setting": "s", "link": "k", "other": "e", "filler": "f",
}  # fmt: skip
"""The letter of each role in vocabulary table contact_words."""

HEADED = ("headed", "led", "chaired", "co-chaired")

_MADE = ("set", "established", "created", "founded", "formed", "launched", "instituted")
_LINK = CODES["link"]
"""A word that begins a clause, but not before a period ("since Monday")."""
_WORDS = re.compile(r"[’']s\b|[0-9]+:[0-9]+|\w+(?:[’'-]\w+)*|[^\w\s]")
_BEFORE_NOUN = ("his ", "her ", "their ", "the ", "a ")
_BREAKS = frozenset(";:!?")
_COMMAS = frozenset(",()–—−[]")
_QUIET = frozenset('.“”"„«»')


@frozen
class Item:
    """One element of a line: what it is, where it stands and the mention behind it, if any."""

    start: int
    stop: int
    code: str
    word: str = ""
    actor: Actor | None = None
    period: Period | None = None
    place: Place | None = None
    token: Token | None = None


class _Cells(dict[int, str]):
    """What stands at each index; the grammar asks so often that a method of our own would cost more than its answer."""

    def __init__(self, cells: Iterable[str], outside: str) -> None:
        super().__init__(enumerate(cells))
        self.outside = outside

    def __missing__(self, index: int) -> str:
        return self.outside


@frozen
class Line:
    """A sentence's items and their letters; ``codes[i]`` belongs to ``items[i]``."""

    sentence: Sentence
    text: str
    items: tuple[Item, ...]
    codes: str
    words: tuple[str, ...]
    word: Callable[[int], str]
    """The lower-case word at an index, or an empty string outside the line or at a mention."""
    code: Callable[[int], str]
    """The letter at an index; a break outside the line."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What is asked of the line for each of its cues, found once."""

    def among(self, words: Container[str], start: int, stop: int) -> bool:
        """Whether one of some words stands in [start, stop)."""
        said = self.words[start if start > 0 else 0 : stop if stop > 0 else 0]
        return any(map(words.__contains__, said))

    def says(self, *pieces: str) -> bool:
        """Whether one of some pieces stands in the sentence, whatever its case; asked before a slow pattern."""
        if "low" not in self.memo:
            self.memo["low"] = self.text[self.sentence.start : self.sentence.stop].lower()
        return any(map(self.memo["low"].__contains__, pieces))

    def gap(self, start: int, stop: int) -> str:
        """Return the letters strictly between two indices."""
        return self.codes[start + 1 : stop]

    def aside(self, comma: int) -> int:
        """Return the index before the relative clause that the comma at an index closes, or the index itself.

        "Araghchi, who accompanied the president, had": nobody in the clause is the subject of what follows.
        """
        if self.codes[comma] != COMMA:
            return comma
        opening = self.codes.rfind(COMMA, 0, comma)
        inside = self.codes[opening + 1 : comma]
        headed = self.word(opening + 1) in HEADED and self.code(opening + 2) == CODES["by"]
        headed |= self.word(opening + 1) in _MADE  # "The Commission, set up in 1983, has sat 35 times"
        relative = CODES["who"] in inside[:2] or headed
        named = opening > 0 and self.codes[opening - 1] in (ACTOR, BODY, WORD)
        return opening - 1 if relative and named and BREAK not in inside else comma

    def aside_from(self, comma: int) -> int:
        """Return the comma that closes the aside which the one at an index opens, or the index itself."""
        closing = self.codes.find(COMMA, comma + 1)
        inside = self.codes[comma + 1 : closing]
        opens = CODES["who"] in inside[:2] or self.word(comma + 1) in (*HEADED, *_MADE)
        return closing if closing > 0 and opens and BREAK not in inside else comma

    def first(self, codes: str, start: int, stop: int | None = None) -> int | None:
        """Return the first index in [start, stop) that has one of `codes`."""
        end = len(self.codes) if stop is None else min(stop, len(self.codes))
        return next((i for i in range(max(start, 0), end) if self.codes[i] in codes), None)


@cache
def word_codes() -> dict[str, str]:
    """Return the letter of every plain word that the grammar knows; the first row that names a word has it."""
    letters: dict[str, str] = {}
    for row in vocabulary.table("contact_words"):
        for word in row["words"].split("|"):
            letters.setdefault(word, CODES[row["role"]])
    return letters


def make_line(sentence: Sentence, text: str, cues: list[Token], bodies: Sequence[Actor] = ()) -> Line:
    """Lay a sentence out as a line of items; `bodies` are joint bodies that only their build tells."""
    items: list[Item] = []
    last = sentence.start
    for mention in _mentions(sentence, cues, text, bodies):
        if mention.start < last:
            continue
        items += _words(text, last, mention.start)
        if items and items[-1].word == "visiting" and mention.code == ACTOR and mention.start == last + 1:
            items[-1] = replace(items[-1], code=CODES["filler"], token=None)  # "with visiting Prime Minister X"
        items.append(mention)
        last = mention.stop
    items += _words(text, last, sentence.stop)
    _titles_as_pronouns(items)
    codes = "".join([item.code for item in items]).replace(_LINK + PERIOD, CODES["in"] + PERIOD)
    words = tuple([item.word for item in items])
    word, code = _Cells(words, "").__getitem__, _Cells(codes, BREAK).__getitem__
    return Line(sentence, text, tuple(items), codes, words, word, code)


def _titles_as_pronouns(items: list[Item]) -> None:
    """Read "His Majesty will visit Cairo" as "he"; before a name the title is only a title."""
    for i in range(1, len(items)):
        if items[i].word == "host" and items[i - 1].code == COUNTRY and i > 1 and items[i - 2].word in ("his", "her"):
            items[i] = replace(items[i], code=CODES["filler"], token=None)  # "his Spanish host"
        if items[i].word not in ("majesty", "highness") or items[i - 1].word not in ("his", "her"):
            continue
        if all(item.code != ACTOR for item in items[i + 1 : i + 4]):
            items[i - 1 : i + 1] = (replace(items[i - 1], code=CODES["filler"]), replace(items[i], code=CODES["he"]))


def _mentions(sentence: Sentence, cues: list[Token], text: str, bodies: Sequence[Actor]) -> list[Item]:
    """All mentions as items; of two that overlap the one that starts first, then the longer, then the earlier kind."""
    found = [Item(a.start, a.stop, _actor_code(a), actor=a) for a in (*bodies, *sentence.actors)]
    found += [Item(p.start, p.stop, PLACE, place=p) for p in sentence.places]
    found += [Item(p.start, p.stop, PERIOD, period=p) for p in sentence.periods if not _hidden(p)]
    found += [_named(c, text) for c in cues]
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].stop, i))
    return [_both(found[i], found) for i in order]


def _both(item: Item, found: list[Item]) -> Item:
    """A capital is read as an actor and as a place: keep both mentions in one item."""
    if item.actor is None or item.actor.kind != "city":
        return item
    twin = next((o.place for o in found if o.place and o.start == item.start and o.stop == item.stop), None)
    return Item(item.start, item.stop, PLACE if twin else COUNTRY, actor=item.actor, place=twin)


def _hidden(period: Period) -> bool:
    return period.kind in ("comparison", "duration")


def _actor_code(actor: Actor) -> str:
    if actor.kind == "body":
        return BODY
    if actor.kind in ("country", "bloc", "city") or not (actor.person or actor.level or actor.office):
        return COUNTRY  # "the two countries" too
    return ACTOR


def _words(text: str, start: int, stop: int) -> list[Item]:
    found = [Item(*match.span(), *_letter(match[0])) for match in _WORDS.finditer(text, start, stop)]
    if found and found[0].start == start and found[0].word in ("'s", "'"):
        found[0] = Item(start, found[0].stop, OWNER, found[0].word)  # "Putin's", "the presidents'"
    return found


@lru_cache(10_000)
def _letter(surface: str) -> tuple[str, str]:
    """The letter of a plain word or mark, and the word in small letters."""
    word = surface.lower().replace("’", "'")
    if word in _COMMAS:
        return COMMA, word
    if word in _BREAKS:
        return BREAK, word
    if word in _QUIET or surface == "HE":  # "HE the Minister"
        return CODES["filler"], word
    if word.endswith("n't"):
        return CODES["negated"], word
    return word_codes().get(word, WORD), word


def _named(token: Token, text: str) -> Item:
    """A token as a cue, or as a medium ("by phone") that only colours a cue."""
    word = text[token.start : token.stop].lower()
    if word == "host" and text[max(token.start - 6, 0) : token.start].lower().endswith(_BEFORE_NOUN):
        return Item(token.start, token.stop, CODES["filler"], word=word)  # "his host, Minister X"
    code = MEDIUM if token.cell("contact_forms", "role") == "medium" else CUE
    return Item(token.start, token.stop, code, word=word, token=token)
