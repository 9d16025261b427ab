"""Who held which office when: the dated tenures of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions.who.levels import rank
from bilat_nb.mentions.who.names import fold_name
from bilat_nb.model import Row

_ARTICLE = re.compile(r" [ae]l[- ]")
"""Khasawneh and Al-Khasawneh are one."""


class Tenure(NamedTuple):
    """One term of office; an empty end is open."""

    name: str
    country: str
    office: str
    level: str
    start: str
    end: str

    def covers(self, day: date) -> bool:
        """Whether the term includes the day; partial dates ("2019") are taken as wide as they may be."""
        text = day.isoformat()
        return self.start <= text and (not self.end or text[: len(self.end)] <= self.end)


@cache
def _by_person() -> dict[tuple[str, str], tuple[Tenure, ...]]:
    found: dict[tuple[str, str], list[Tenure]] = {}
    for row in vocabulary.table("tenures"):
        term = Tenure(row["name"], row["country"], row["office"], row["level"], row["start"], row["end"])
        found.setdefault((row["name"], row["country"]), []).append(term)
    return {key: tuple(terms) for key, terms in found.items()}


def tenures(name: str, country: str) -> tuple[Tenure, ...]:
    """Return every term of a person of the table."""
    return _by_person().get((name, country), ())


def held(name: str, country: str, day: date | None) -> Tenure | None:
    """Return the highest office of a person on a day.

    Without a day it is the office still held, or the only one that the table knows; else None.

    Examples
    --------
    >>> held("Dmitry Medvedev", "RUS", date(2010, 5, 1)).level
    'head_of_state'
    >>> held("Dmitry Medvedev", "RUS", date(2018, 5, 1)).level
    'head_of_government'
    """
    terms = tenures(name, country)
    if day is not None:
        fitting = [t for t in terms if t.covers(day)] or [t for t in terms if t.covers(day + timedelta(days=45))]
    else:
        fitting = [t for t in terms if not t.end]
        if not fitting and len({t.level for t in terms}) == 1:
            fitting = list(terms[-1:])
    return min(fitting, key=lambda t: rank(t.level), default=None)


@cache
def _people() -> dict[str, Row]:
    rows = vocabulary.table("people")
    return {_full(form): row for row in rows for form in vocabulary.forms(row) if " " in form}


def _full(name: str) -> str:
    return _ARTICLE.sub(" ", fold_name(name))


def known_by(words: Sequence[str]) -> Row | None:
    """Return the row of the table of people for a full name, however it is transliterated."""
    return _people().get(_full(" ".join(words))) if len(words) > 1 else None


def table_name(name: str) -> str:
    """Return the name under which the tables have a person, given any spelling of it; else the name itself.

    Examples
    --------
    >>> table_name("Aleksandr Lukashenko")
    'Alexander Lukashenko'
    """
    row = known_by(name.split())
    return row["name"] if row else name


@cache
def _surnames() -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in vocabulary.table("people"):
        key = fold_name(row["person"])
        found[key] = (*found.get(key, ()), row)
    return found


def namesakes(surname: str) -> tuple[Row, ...]:
    """Return everybody of the table who is called so."""
    return _surnames().get(fold_name(surname), ())


@lru_cache(maxsize=20_000)
def levels_held(name: str, country: str) -> frozenset[str]:
    """Return every level that a person of the table ever had."""
    return frozenset(term.level for term in tenures(name, country))


@cache
def _countries_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, country in _by_person():
        found[name] = (*found.get(name, ()), country)
    return found


def held_elsewhere(name: str, day: date | None) -> Tenure | None:
    """Return the office that somebody of this name held on a day for whatever country or organisation.

    Examples
    --------
    >>> held_elsewhere("Donald Tusk", date(2016, 1, 1)).country
    'EU'
    """
    if day is None:
        return None
    terms = (held(name, country, day) for country in _countries_of().get(name, ()))
    return min((t for t in terms if t), key=lambda t: rank(t.level), default=None)
