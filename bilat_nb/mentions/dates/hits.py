"""What a rule of the grammar of dates gets to see: its match, the items behind it, the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item


class Hit(NamedTuple):
    """A rule that matched: the letters, the items behind them and where they stand."""

    match: re.Match[str]
    items: Sequence[Item]
    text: str

    @property
    def start(self) -> int:
        """Where the matched text starts."""
        return self.items[self.match.start() // 2].start

    @property
    def stop(self) -> int:
        """Where it stops; a clock that is glued to the year is left out."""
        item = self.last
        return item.start + 4 if item.letter == "Y" else item.stop

    @property
    def last(self) -> Item:
        """The last item matched."""
        return self.items[(self.match.end() - 1) // 2]

    def item(self, group: str) -> Item | None:
        """Return the first item of a named group."""
        try:
            start, end = self.match.span(group)
        except IndexError:  # its rule has no such group
            return None
        return self.items[start // 2] if end > start else None

    def number(self, group: str) -> int | None:
        """Return the value of a figure, a number word, an ordinal or a month."""
        item = self.item(group)
        return value_of(item, self.text) if item else None

    def word(self, group: str, column: str = "value") -> str:
        """Return a cell of the item's row in the table of period words."""
        item = self.item(group)
        return item.what.cell("period_words", column) if item else ""

    def before(self, width: int = 24) -> str:
        """Return the text just before."""
        start = self.start
        return self.text[max(0, start - width) : start]

    def next_letter(self) -> str:
        """Return the letter of the next item, whatever stands between."""
        return self.match.string[self.match.end() + 1 : self.match.end() + 2]


def value_of(item: Item, text: str) -> int | None:
    """Return the number that an item stands for."""
    if isinstance(item.what, int):
        return item.what  # a year in words
    if item.letter in "dyn":
        digits = text[item.start : item.stop]
        return int(digits) if digits.isdigit() and len(digits) < 6 else None
    if item.letter == "Y":
        return int(text[item.start : item.start + 4])
    table = {
        "k": "period_words",
        "o": "ordinals",
        "r": "ordinals",
        "w": "number_words",
        "M": "months",
        "m": "months",
    }.get(item.letter)
    cell = item.what.cell(table, "value") or item.what.cell("period_words", "value") if table else ""
    return int(float(cell)) if cell.replace(".", "", 1).isdigit() else None


Found = list[tuple[int, int, Point]]
Build = Callable[[Hit], Found | None]


def one(hit: Hit, point: Point) -> Found:
    """A single point over the whole match."""
    return [(hit.start, hit.stop, point)]


def plural(item: Item) -> bool:
    """Whether a unit stands in the plural ("years", not "year's")."""
    form: str = item.what.lexeme.form
    return form.endswith("s") and not form.endswith("'s")
