"""Who acts, sentence by sentence: drafts of people, offices, countries, blocs, bodies and references to them."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.places import capital_stop, is_place
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item, items_of, known_items
from bilat_nb.mentions.who.reader import read_drafts
from bilat_nb.model import Token


def draft_actors(text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[Draft]:
    """Read the actors of a document as each sentence tells them; `resolve.actors.read_actors` makes actors of them.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens, in order.
    sentences : sequence of (int, int)
        The spans of its sentences, in order.
    """
    known = known_items(tokens, text)
    drafts: list[Draft] = []
    first = 0
    for index, (start, stop) in enumerate(sentences):
        while first < len(known) and known[first].start < start:
            first += 1
        last = first
        while last < len(known) and known[last].stop <= stop:
            last += 1
        drafts.extend(_read_sentence(text, known[first:last], start, stop, index))
        first = last
    return drafts


def _read_sentence(text: str, known: Sequence[Item], start: int, stop: int, index: int) -> list[Draft]:
    """Read the drafts of one sentence; a capital that is only a place is none."""
    items = items_of(text, start, stop, known)
    if not items:
        return []
    return read_drafts(text, [_placed(text, item, start) for item in items], start, stop, index)


def _placed(text: str, item: Item, start: int) -> Item:
    """Return an item with another code where a capital, or "the Tajik capital", is only a place."""
    if item.code == "C" and is_place(text, item, start):
        return item._replace(code="c")
    if item.code in "DN" and capital_stop(text, item, start):
        return item._replace(code="m")
    return item
