"""One sentence read from left to right: the first rule that reads something decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item
from bilat_nb.mentions.who.people_phrases import read_national, read_office, read_person
from bilat_nb.mentions.who.reference_phrases import read_nation, read_reference

RULES: tuple[tuple[str, Callable[[Cursor, int], int]], ...] = (
    ("NDBCKO", read_office),
    ("NB", read_national),
    ("NDR", read_reference),
    ("TWPsc", read_person),
    ("NDBCKOTWPscRm", read_nation),
)
"""Rules in order, each with the codes of items at which it may begin; it returns the next item, or 0 to pass."""


def read_drafts(text: str, items: Sequence[Item], start: int, stop: int, index: int) -> list[Draft]:
    """Return the drafts of one sentence in the order of the text."""
    cursor = Cursor(text, items, start, stop, index)
    place = 0
    while place < len(cursor.codes):
        code = cursor.codes[place]
        for codes, rule in RULES:
            if code in codes and (after := rule(cursor, place)):
                place = after
                break
    return cursor.drafts
