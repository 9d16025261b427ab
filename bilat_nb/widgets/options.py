"""What the pickers offer: read off the tables, each option with the number of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

import pandas as pd

from bilat_nb import markup, words
from bilat_nb.views.wording import pair_words
from bilat_nb.widgets.controls import ALL, FIRST, LAST, Choice, Options

JOINER = "-"
"""Between the codes of a pair of countries, in the state of an explorer."""


def counted(values: Iterable[Any], names: Callable[[Any], str] = words.term) -> list[tuple[str, Any]]:
    """Each value once, the most frequent first, with how many rows hold it."""
    counts = Counter(value for value in values if not words.missing(value))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return [(f"{names(value)} ({n})", value) for value, n in ordered]


def pairs(rows: pd.DataFrame, one: str, other: str) -> list[tuple[str, str]]:
    """Pairs of countries: codes in the order of the alphabet, joined."""
    named = rows[[one, other]].dropna()
    joined = [JOINER.join(sorted(map(str, pair))) for pair in named.itertuples(index=False)]
    return counted(joined, lambda pair: pair_words(pair.split(JOINER)))


def groups(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Countries that take part together: their codes in the order of the alphabet, joined."""
    joined = [JOINER.join(sorted(cell.split("; "))) for cell in rows["countries"].dropna()]
    return counted(joined, lambda group: pair_words(group.split(JOINER)))


def codes(pair: str | None) -> tuple[str, ...] | None:
    """The codes of a pair, or None for any."""
    return tuple(pair.split(JOINER)) if pair else None


def time(name: str, *days: pd.Series[Any]) -> Choice:
    """A dropdown of the years from the first to the last of the days: `since` or `until`."""
    told = [day.year for column in days for day in column.dropna()]
    years: list[tuple[str, Any]] = [(str(year), year) for year in range(min(told), max(told) + 1)] if told else []
    label, edge = ("From", FIRST) if name == "since" else ("To", LAST)
    return Choice(name, label, [edge, *years], edge[1], "70px")


def documents(known: Mapping[str, Mapping[str, Any]], *rows: pd.DataFrame) -> Choice:
    """A dropdown of the documents that tell one of the rows."""

    def name(doc_id: str) -> str:
        return markup.about({**known[doc_id], "published_basis": None}) if doc_id in known else doc_id

    return Choice("documents", "Documents", [ALL, *counted(chain(*(r["doc_id"] for r in rows)), name)], width="168px")


def status(rows: pd.DataFrame) -> Choice:
    """A dropdown: told as a fact or as a plan."""
    return Choice("status", "Status", [ALL, *counted(rows["status"])], width="96px")


def first(options: Options, fallback: str) -> tuple[Options, Any]:
    """The options with the value of the first of them, or one fallback where there is none."""
    kept = list(options) or [(fallback, fallback)]
    return kept, kept[0][1]


def rows_wanted(limits: Mapping[str, Any]) -> dict[str, Any]:
    """What `select` is to be asked for, of the pickers that all tables share."""
    wanted = {"countries": codes(limits["countries"]), "documents": limits["documents"], "status": limits["status"]}
    return {key: value for key, value in wanted.items() if value is not None}


def years_wanted(limits: Mapping[str, Any]) -> dict[str, Any]:
    """What a view is to be asked for, when the axis of time is limited."""
    return {"years": (limits["since"], limits["until"])} if limits["since"] or limits["until"] else {}
