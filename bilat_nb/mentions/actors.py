"""Who acts, sentence by sentence: drafts of people, offices, countries, blocs, bodies and references to them."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.places import capital_stop, is_place
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item, sentence_items
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
    drafts: list[Draft] = []
    for index, items in enumerate(sentence_items(text, tokens, sentences)):
        if items:
            start, stop = sentences[index]
            placed = [_placed(text, item, start) if item.code in "CDN" else item for item in items]
            drafts.extend(read_drafts(text, placed, start, stop, index))
    return drafts


def _placed(text: str, item: Item, start: int) -> Item:
    """Return an item with another code where a capital, or "the Tajik capital", is only a place."""
    if item.code == "C" and is_place(text, item, start):
        return item._replace(code="c")
    if item.code in "DN" and capital_stop(text, item, start):
        return item._replace(code="m")
    return item
