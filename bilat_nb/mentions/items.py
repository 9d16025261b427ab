"""What a sentence offers to the grammar of actors: known words, capitalised words, and what stands between them.

Each item has a code of one letter. N country, D demonym, B bloc or its like, C capital or seat of power, c other city, O office,
K body, P person of the tables, s surname of the tables, T title of courtesy, R reference, W unknown capitalised word,
m anything else that is written with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bilat_nb.mentions.names import PARTICLES
from bilat_nb.model import Lexeme, Token

_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:\.(?:\s?[A-Z]\.)*|[\w]*(?:[-'’ʻ][^\W\d_]\w*)*)")
_TABLES = (
    ("bodies", "K"), ("blocs", "B"), ("countries", "N"), ("people", "P"), ("cities", "C"), ("offices", "O"), ("titles", "T"),
    ("references", "R"), ("regions", "m"), ("months", "m"), ("weekdays", "m"),
)  # fmt: skip
_NOT_NAMES = frozenset(
    "The A An This That These Those It Its He She They We You I His Her Their Our My Your In On At By For From To Of With "
    "As After Before During Since Until When While Where Who What Which How Why If But And Or Not No Yes Both All Many Much "
    "Some Such Any Each Every Other Another Also Then There Here Now Today Yesterday Tomorrow Earlier Later Last Next First "
    "Second Third Fourth Fifth Meanwhile However Moreover Thus Among Between Under Over About Against Through Without Within "
    "Into Asked According Speaking Following Currently Recently Previously Once Only More Most Just Still Even Since Is Are Was "
    "Were Be Been Has Have Had Do Does Did Will Would Can Could May Might Must Should Shall Let Like Because Although Though "
    "Nevertheless Therefore Indeed Instead Perhaps Let's Good Great New Old Two Three Four Five Six Seven Eight Nine Ten "
    "Photo News Press Release Releases Read Source Comment Statement Video Interview Updated Published Trade Gas Oil Energy "
    "Exports Imports Export Import Talks Meeting Visit Summit Economy Business Government Foreign State Union Joint Official "
    "Sanctions Relations Cooperation Nuclear Power Pipeline Agreement Treaty Regional Bilateral Total Mutual Thanks Dear "
    "Colleagues Ladies Gentlemen Ministry Embassy Republic Kingdom Federation Federal National International Global World "
    "North South East West Northern Southern Eastern Western Central European Asian African Arab Western Soviet Politics".split()
)


class Item(NamedTuple):
    """A piece of the sentence that the grammar of actors reads."""

    start: int
    stop: int
    code: str
    text: str
    token: Token | None


class Gap(NamedTuple):
    """What stands before an item: a connector of one letter, and the determiners right before the item."""

    code: str
    words: tuple[str, ...]


_DETERMINERS = frozenset(
    "the a an his her its their our your two both three four five these those all new newly appointed current incumbent "
    "visiting then acting fellow dear another respective this that former late outgoing northern southern eastern western "
    "big bigger small smaller giant immediate close closest nearest".split()
)
_STARTERS = frozenset("the a an his her its their our your two both three".split())
"""Determiners that open a phrase of their own: "the collegium | the diplomats"."""
_CURRENCIES = frozenset(
    "dollar dollars ruble rubles rouble roubles rupee rupees yuan yen euro euros pound pounds peso pesos real reais riyal "
    "riyals rial rials lira liras won tenge sum sums som manat manats dram lari franc francs crown crowns krone kroner krona "
    "dinar dinars dirham dirhams baht ringgit rupiah dong taka naira rand zloty forint leu hryvnia hryvnias".split()
)
_ADJECTIVES = frozenset("official chief head chair secretary director assistant member representative".split())
"""Offices that are often an adjective or a verb."""
_AFTER_NOUN = frozenset(
    "said says told added explained recalled stated pointed went continued who of for from in at to with and is wrote "
    "concluded replied answered declined argued believes warned announced".split()
)
_AFTER_TWO = frozenset(
    "had have has met spoke talked discussed agreed also will are were held exchanged last previously signed then would shook "
    "reviewed noted stressed emphasised emphasized first both confirmed expressed reaffirmed touched underlined underscored "
    "pledged vowed issued saw sat may might should could can last earlier again reportedly later jointly chatted conferred "
    "addressed focused considered praised hailed welcomed did do know trust shared embraced concluded decided plan planned "
    "intend intended set attended visited toured witnessed dined".split()
)
_CONNECTORS = {
    "": "_", ",": ",", "of": "o", "for": "r", "to": "t", "and": "&", "&": "&", ", and": "&", "as well as": "&", "'s": "'",
    "’s": "'", "'": "'", "’": "'", "-": "-", "–": "-", "‑": "-", "/": "-", "(": "(", "[": "[", ")": ")", "in": "i", "from": "f",
    "with": "w", "]": "_", ") ": "_", ".": ".", "between": "b", "or": "&", ", as well as": "&", "- ": "-", "]'s": "_", "in the": "i",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def _gap(text: str) -> Gap:
    words = text.split()
    first = len(words)
    while first and words[first - 1].lower() in _DETERMINERS:
        first -= 1
    rest = " ".join(words[:first])
    code = _CONNECTORS.get(rest.lower(), "x")
    if code == "x" and 0 < first == len(words) <= 3 and all(w in PARTICLES for w in words):
        code = "p"
    if (code == "-" and text.strip() != text) or (code == "_" and (not text or text.count("\n") > 1)):
        code = "x"
    words = [w.lower() for w in words[first:]]
    if code == "_" and _STARTERS.intersection(words):
        code = "x"
    return Gap(code, tuple(words))


def gap(text: str, start: int, stop: int) -> Gap:
    """Classify what stands between two items; a long stretch is only looked at near its end."""
    if stop - start <= 32:
        return _gap(text[start:stop])
    return Gap("x", _gap(text[stop - 24 : stop].partition(" ")[2]).words)


_CODES: dict[int, tuple[Lexeme, str]] = {}
_MOST_CODES = 50_000


def code_of(token: Token) -> str:
    """Return the code of a token, or an empty string when it is none of ours."""
    lexeme = token.lexeme
    kept = _CODES.get(id(lexeme))
    if kept is not None and kept[0] is lexeme:
        return kept[1]
    code = _find_code(token)
    if len(_CODES) < _MOST_CODES:
        _CODES[id(lexeme)] = (lexeme, code)
    return code


def _find_code(token: Token) -> str:
    for table, code in _TABLES:
        if table in token.lexeme.readings:
            return _refine(token, table, code)
    return ""


def _refine(token: Token, table: str, code: str) -> str:
    row = token.lexeme.readings[table]
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
    for token in tokens:
        code = code_of(token)
        if not code and text[token.start].isupper() and " " in token.lexeme.form:
            code = "m"
        if code and not _means_else(text, token, code):
            found.append(Item(token.start, token.stop, code, text[token.start : token.stop], token))
    return found


def _means_else(text: str, token: Token, code: str) -> bool:
    """Whether a known word stands for something else here: "US$ 5", "5 PM", "an official visit", "the two ships"."""
    if code in "ND":
        return _is_currency(text, token.stop)
    form = token.lexeme.form
    if form in ("pm", "p.m."):
        return text[max(0, token.start - 2) : token.start].strip()[-1:].isdigit()
    if form in _ADJECTIVES:
        return not _stands_alone(text, token.stop)
    return form == "the two" and _next_word(text, token.stop) not in _AFTER_TWO


def _stands_alone(text: str, stop: int) -> bool:
    """Whether "official" is the noun: a name, a verb of saying, a preposition or the end of the phrase follows."""
    after = text[stop : stop + 24]
    if not after.startswith(" "):
        return not after[:1].isalnum() and after[:1] != "-"
    word = _next_word(text, stop)
    if word.endswith("ed"):
        return True
    return after[1:2].isupper() or word in _AFTER_NOUN or word in _AFTER_TWO


def _is_currency(text: str, stop: int) -> bool:
    """Whether "US" is of "US$ 5" or "Russian" of "Russian rubles"."""
    if text[stop : stop + 1] == "$":
        return True
    word = _next_word(text, stop)
    return word in _CURRENCIES and (text[stop + 1].islower() or word.endswith("s"))


def _next_word(text: str, stop: int) -> str:
    words = text[stop : stop + 24].split(maxsplit=1)
    return words[0].rstrip(".,;:)").lower() if words else ""


def word_items(text: str, start: int, stop: int, known: Sequence[Item]) -> list[Item]:
    """Return the capitalised words of a sentence that no known item covers."""
    found = []
    index = 0
    for match in _WORD.finditer(text, start, stop):
        a, b = match.span()
        while index < len(known) and known[index].stop <= a:
            index += 1
        if index < len(known) and known[index].start < b:
            continue
        word = _trimmed(match.group())
        if word[0].isupper() and word not in _NOT_NAMES:
            found.append(Item(a, a + len(word), "W", word, None))
    return found


def _trimmed(word: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def items_of(text: str, start: int, stop: int, known: Sequence[Item]) -> list[Item]:
    """Return all items of one sentence in order."""
    words = word_items(text, start, stop, known)
    return sorted([*known, *words], key=_start) if words else list(known)


def _start(item: Item) -> int:
    return item.start
