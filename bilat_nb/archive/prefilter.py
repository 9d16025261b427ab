"""Which documents of an archive are worth a full reading: decided by their words alone, in one pass over the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick

from bilat_nb import vocabulary
from bilat_nb.documents import Document

TOPICS = {
    "trade": ("trade_terms", "products"),
    "energy": ("commodities", "projects"),
    "contacts": ("contact_forms", "contact_words"),
}
"""The vocabulary tables whose words tell that a document may have rows of a table."""

_NAMES = ("countries", "cities")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a document must be about; nothing given lets every document pass.

    Attributes
    ----------
    pair : two ISO codes
        Both countries must be named.
    countries : ISO codes
        One of them must be named.
    since, until : date
        First and last day of publication; a document without a date passes, for its date may stand in its text.
    topics : trade, energy, contacts
        A word of one of them must occur.
    """

    pair: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    topics: tuple[str, ...] = ()

    def passes(self, document: Document) -> bool:
        """Whether the document may have rows that are asked for.

        Examples
        --------
        >>> Filter(pair=("BLR", "RUS")).passes(Document("a", "Minsk and the Kremlin agreed."))
        True
        >>> Filter(pair=("BLR", "RUS")).passes(Document("b", "Minsk is in Belarus."))
        False
        """
        day = document.published
        if day is not None and ((self.since and day < self.since) or (self.until and day > self.until)):
            return False
        if self.pair or self.countries:
            named = words_in(document.text, "countries", {*self.pair, *self.countries})
            if not set(self.pair) <= named or (self.countries and named.isdisjoint(self.countries)):
                return False
        return not self.topics or bool(words_in(document.text, "topics", set(self.topics)))


def checked(
    pair: Sequence[str] | None,
    countries: Sequence[str] | None,
    since: date | str | int | None,
    until: date | str | int | None,
    topics: Sequence[str] | None,
) -> Filter:
    """Make a filter of what a user wrote.

    Raises
    ------
    ValueError
        If a pair is not two countries, a code or a topic is unknown, or a day is neither an ISO date nor a year.
    """
    pair, countries, topics = tuple(pair or ()), tuple(countries or ()), tuple(topics or ())
    if pair and len(pair) != 2:
        raise ValueError(f"pair is {pair!r}; give two country codes, such as ('BLR', 'RUS').")
    known = {code for _, code in _forms("countries")}
    unknown = sorted({*pair, *countries} - known)
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no such country. Codes are ISO 3166-1 alpha-3, such as BLR.")
    if other := sorted(set(topics) - set(TOPICS)):
        raise ValueError(f"{', '.join(other)}: no such topic; choose from {', '.join(TOPICS)}.")
    return Filter(pair, countries, _day("since", since, "-01-01"), _day("until", until, "-12-31"), topics)


def _day(name: str, value: date | str | int | None, rest: str) -> date | None:
    """A day as a user wrote it; a year is its first or its last day."""
    if value is None:
        return None
    written = str(value)
    try:
        return date.fromisoformat(written + rest if len(written) == 4 else written)
    except ValueError:
        raise ValueError(f"{name} is {written!r}; write a day as 2018-05-11, or a year as 2018.") from None


def words_in(text: str, group: str, wanted: set[str]) -> set[str]:
    """Return which of the wanted countries or topics a text names; it stops when it has them all."""
    automaton, keys = _automaton(group)
    lowered = text.lower()
    if len(lowered) != len(text):  # one letter in lower case may be two
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found: set[str] = set()
    for index, start, stop in automaton.find_matches_as_indexes(lowered, overlapping=True):
        key = keys[index]
        if key <= found or key.isdisjoint(wanted) or _inside_word(lowered, start, stop):
            continue
        found |= key & wanted
        if found == wanted:
            break
    return found


def _inside_word(text: str, start: int, stop: int) -> bool:
    return (start > 0 and text[start - 1].isalnum()) or text[stop : stop + 1].isalnum()


@cache
def _automaton(group: str) -> tuple[AhoCorasick, list[frozenset[str]]]:
    keys: dict[str, set[str]] = {}
    for form, key in _forms(group):
        keys.setdefault(form.lower(), set()).add(key)
    return AhoCorasick(list(keys)), [frozenset(found) for found in keys.values()]


@cache
def _forms(group: str) -> list[tuple[str, str]]:
    """Every form with the country or topic that it stands for."""
    if group == "topics":
        rows = [(row, topic) for topic, tables in TOPICS.items() for name in tables for row in vocabulary.table(name)]
    else:
        rows = [(row, row.get("iso") or row["country"]) for name in _NAMES for row in vocabulary.table(name)]
    return [(form, key) for row, key in rows for form in vocabulary.forms(row)]
