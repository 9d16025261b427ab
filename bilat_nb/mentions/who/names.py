"""Names of people as strings: keys, spelling variants, and the order in which languages put surname and given name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from bilat_nb import vocabulary
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Row

_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A given name of two syllables: Chang Ho-jin."""
_ROMAN = re.compile("[IVX]+")
_PINYIN = re.compile(
    "(?i)(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|a|o|e|i|u)){1,2}"
)
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "a", "ß": "s", "æ": "a", "œ": "o", "’": "", "'": ""}
)


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Reduce a name to letters that survive transliteration.

    Examples
    --------
    >>> fold_name("Sergei") == fold_name("Sergey")
    True
    >>> fold_name("Lukashenka") == fold_name("Lukashenko")
    True
    """
    plain = unicodedata.normalize("NFD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    for row in vocabulary.table("spellings"):
        plain = plain.replace(row["from"], row["to"])
    return plain[:-1] + "o" if len(plain) > 5 and plain.endswith("enka") else plain


@cache
def given_names() -> frozenset[str]:
    """Return the given names that the tables know: a capitalised word after one of them is a surname."""
    found = {name for row in vocabulary.table("first_names") for name in row["names"].split("|")}
    for row in vocabulary.table("people"):
        for form in vocabulary.forms(row):
            first, _, rest = form.partition(" ")
            if rest and len(first) > 2 and "." not in first and row["country"] not in word_list("surname_first"):
                found.add(first)
    return frozenset(found)


@cache
def _folded_given_names() -> frozenset[str]:
    return frozenset(fold_name(name) for name in given_names())


def is_given(word: str) -> bool:
    """Whether a word is a given name of the tables, however it is transliterated."""
    return word in given_names() or (len(word) > 3 and word[0].isupper() and fold_name(word) in _folded_given_names())


@cache
def _given_groups() -> dict[str, int]:
    groups: dict[str, int] = {}
    for number, row in enumerate(vocabulary.table("given_names")):
        for name in row["variants"].split("|"):
            groups.setdefault(name, number)
    return groups


def same_given(a: str, b: str) -> bool:
    """Whether two given names may be one: equal, spelled otherwise, or one the initial of the other."""
    if fold_name(a) == fold_name(b):
        return True
    groups = _given_groups()
    if a in groups and groups[a] == groups.get(b, -1):
        return True
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    return len(short) == 1 and long[:1] == short


def surname_key(words: Sequence[str], country: str | None) -> str:
    """Return the part of a full name by which the person is called at second mention.

    Examples
    --------
    >>> surname_key(["Xi", "Jinping"], "CHN")
    'Xi'
    >>> surname_key(["Ursula", "von", "der", "Leyen"], "DEU")
    'von der Leyen'
    >>> surname_key(["MOTEGI", "Toshimitsu"], "JPN")
    'Motegi'
    """
    if len(words) == 1:
        return words[0]
    shouted = [w for w in words if len(w) > 1 and w.isupper() and w.isalpha() and not _ROMAN.fullmatch(w)]
    if shouted and len(shouted) < len(words):
        return shouted[0].title()
    if country is None and len(words) == 2 and (_KOREAN.fullmatch(words[1]) or _is_chinese(*words)):
        return words[0]
    if words[-1].rstrip(".") in ("Jr", "Sr") or _ROMAN.fullmatch(words[-1]):
        words = words[:-1]
    if len(words) == 1:
        return words[0]
    if country in _EITHER and len(words) == len(("Akiba", "Takeo")) and is_given(words[1]) and not is_given(words[0]):
        return words[0]
    if country in _WITH_WESTERN and _is_western(words):  # "Joseph Wu"
        return words[-1]
    southern = (
        country in _SOUTHERN and len(words) > len(("Lawrence", "Wong")) and words[0] in word_list("southern_surnames")
    )
    if southern or country in word_list("surname_first") or country in word_list("called_by_first"):
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in word_list("particles"):
        first -= 1
    return " ".join(words[first:])


def in_place(words: Sequence[str], known: Row) -> bool:
    """Whether the surname of a person of the tables stands where a surname does in a name.

    "Mohamed Menfi" is not Amina Mohamed; "Kishida Fumio" is Fumio Kishida.
    """
    family = [fold_name(word) for word in known["person"].split()]
    mine = [fold_name(word) for word in words]
    first = word_list("surname_first") | word_list("called_by_first") | word_list("surname_leads")
    if len(mine) == 1 or mine[0] not in family or mine[-1] in family or known["country"] in first:
        return True
    names = [word for word in known["name"].split() if word != known["person"]]
    return any(same_given(word, name) for word in words[1:] for name in names)


_EITHER = ("JPN", "HUN")
"""Countries whose people are named in either order."""
_WITH_WESTERN = ("TWN", "HKG", "MAC")
_SOUTHERN = ("SGP", "MYS")


def _is_western(words: Sequence[str]) -> bool:
    """Whether a given name stands in front in a country that else puts the surname first."""
    known = word_list("chinese_surnames") | word_list("southern_surnames")
    return is_given(words[0]) and words[0] not in known


def _is_chinese(surname: str, given: str) -> bool:
    """Whether a name is Chinese by its first word and the syllables of its second: Zhao Leji."""
    return surname in word_list("chinese_surnames") and _PINYIN.fullmatch(given) is not None


def as_written(words: Sequence[str], key: str) -> str:
    """Return the surname of the table as the text spells it ("Lukashenka")."""
    n = len(key.split())
    for part in (" ".join(words[-n:]), " ".join(words[:n])):
        if fold_name(part) == fold_name(key):
            return part.title() if part.isupper() and len(part) > 3 else part
    return key
