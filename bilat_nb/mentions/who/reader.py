"""One sentence read from left to right: the first rule that reads something decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item
from bilat_nb.mentions.who.people_phrases import read_national, read_office, read_person, stands_alone
from bilat_nb.mentions.who.reference_phrases import read_nation, read_reference

RULES: tuple[tuple[str, Callable[[Cursor, int], int]], ...] = (
    ("NDBCKO", read_office),
    ("NB", read_national),
    ("NDR", read_reference),
    ("TWPsc", read_person),
    ("NDBCKOTWPscRm", read_nation),
)
"""Rules in order, each with the codes of items at which it may begin; it returns the next item, or 0 to pass."""


_JOINS = frozenset("_'-&")
_NAME_JOINS = frozenset("_p[,(-&od")


def read_drafts(text: str, items: Sequence[Item], start: int, stop: int, index: int) -> list[Draft]:
    """Return the drafts of one sentence in the order of the text."""
    cursor = Cursor(text, items, start, stop, index)
    codes, links = cursor.codes, [gap.code for gap in cursor.gaps]
    place, end = 0, len(codes)
    links.append("")
    while place < end:
        code, link = codes[place], links[place + 1]
        if code in "NDBC" and link not in _JOINS:  # stands alone: no office, no reference, no name can follow
            place = read_nation(cursor, place)
            continue
        if code == "W" and link not in _NAME_JOINS and stands_alone(cursor, place):
            place += 1
            continue
        for begins, rule in RULES:
            if code in begins and (after := rule(cursor, place)):
                place = after
                break
    return cursor.drafts
