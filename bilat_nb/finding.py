"""All facts of one document, as plain records; it needs no pandas, so that a process that only reads stays small."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bilat_nb.documents import Document
from bilat_nb.facts.contacts.counts import find_contact_counts
from bilat_nb.facts.contacts.table import find_contacts
from bilat_nb.facts.energy.table import find_energy
from bilat_nb.facts.trade.table import find_trade
from bilat_nb.model import Fact, Reading
from bilat_nb.reading import read

Finder = Callable[[Reading, list[Fact]], list[Fact]]


def _taken(energy: list[Fact]) -> set[tuple[int, int]]:
    """The figures that are of energy alone; what a country pays another for its gas is a figure of trade as well."""
    return {(fact.start, fact.stop) for fact in energy if fact.values.get("indicator") != "payment"}


FINDERS: dict[str, Finder] = {
    "energy": lambda reading, _: find_energy(reading),
    "trade": lambda reading, energy: find_trade(reading, _taken(energy)),
    "contacts": lambda reading, _: find_contacts(reading),
    "contact_counts": lambda reading, _: find_contact_counts(reading),
}
"""One per table, each given what was found before it. Energy comes first: trade leaves its figures alone."""


_OBJECTS = 50_000
"""New objects after which the garbage collector looks where many documents are read; Python begins with 700."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Let the garbage collector look seldom while many documents are read.

    Reading leaves no cycles behind, and going through the vocabulary again and again costs a twentieth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def read_facts(document: Document) -> dict[str, Any]:
    """Read one document into plain records; a fault in a rule is told, never raised.

    Returns
    -------
    dict
        ``reading`` (a Reading or None), ``facts`` (list of Fact) and ``fault`` (a sentence or None).
    """
    try:
        reading = read(document)
    except Exception as error:
        return {"reading": None, "facts": [], "fault": f"{type(error).__name__}: {error}"}
    facts: list[Fact] = []
    for find in FINDERS.values():
        try:
            facts += find(reading, facts)
        except Exception as error:
            detail = f"{type(error).__name__}: {error}. The other tables are not touched; please report it."
            reading.problem("fault in a rule", detail)
    reading.memo.clear()  # a process need not send it
    return {"reading": reading, "facts": facts, "fault": None}
