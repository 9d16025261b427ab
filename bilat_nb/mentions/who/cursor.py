"""A sentence as the rules of the grammar see it: items with what stands before each, and what was read so far."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.gaps import Gap, gap
from bilat_nb.mentions.who.items import Item
from bilat_nb.mentions.who.portfolios import widen


class Cursor:
    """One sentence; the rules are functions that take it with the number of an item.

    Parameters
    ----------
    text : str
        The document.
    items : sequence of Item
        The items of the sentence, in order.
    start, stop : int
        The sentence.
    index : int
        Its number.
    """

    def __init__(self, text: str, items: Sequence[Item], start: int, stop: int, index: int) -> None:
        self.text, self.stop, self.index = text, stop, index
        self.items = widen(text, items, start, stop)
        edges = [start, *(item.stop for item in self.items)]
        self.gaps: list[Gap] = [gap(text, a, item.start) for a, item in zip(edges, self.items, strict=False)]
        self.codes = "".join([item.code for item in self.items])
        self.drafts: list[Draft] = []
        self.headline = _is_headline(text, start, stop, self.codes)

    def fits(self, i: int, codes: str, links: str) -> bool:
        """Whether item `i` exists, has one of the codes and one of the connectors before it."""
        return i < len(self.codes) and self.codes[i] in codes and self.gaps[i].code in links

    def draft(self, i: int, j: int, kind: str) -> Draft:
        """Return a draft from item `i` to item `j`."""
        return Draft(self.items[i].start, self.items[j].stop, kind, self.index, before=self.gaps[i].words)


def _is_headline(text: str, start: int, stop: int, codes: str) -> bool:
    """Whether nearly every word has a capital and no full stop follows, so that capitals say nothing about names."""
    if codes.count("W") < 2 or text[stop - 1 : stop] in '.!?”"':
        return False
    words = text[start : min(stop, start + 300)].split()
    return sum(w[0].isupper() for w in words) > 0.6 * len(words)
