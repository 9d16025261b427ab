"""Who acts, sentence by sentence: drafts of people, offices, countries, blocs, bodies and references to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.mentions.places import capital_stop, is_place
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item, names_something, sentence_items
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
    """Return an item with another code where a capital, or a country, does not act."""
    if item.code == "C":
        if is_place(text, item, start):
            return item._replace(code="c")
        capital = item.cell("cities", "kind") == "capital"
        if _is_route(text, item) or (capital and names_something(text, item.stop)):
            return item._replace(code="m")
    elif (text.startswith(_CAPITAL, item.stop) or item.code == "N") and capital_stop(text, item, start):
        return item._replace(code="m")
    if text.startswith("-", item.stop) and _BASED.match(text[item.stop : item.stop + 12]):
        return item._replace(code="m")
    return item


_CAPITAL = (" capital", "'s capital", "’s capital")


_BASED = re.compile(r"-(?:based|born|listed|registered|owned|flagged|educated)\b")
_LINES = "pipeline rail railway railroad highway corridor route road line motorway train flight"
_ROUTE = re.compile(r"(?:[-–][A-Z]\w+){1,4}(?: [a-z]+)? (?:" + _LINES.replace(" ", "|") + ")")
_CHAIN = re.compile(r"(?:[-–][A-Z]\w+){2,}")
_FIRST = re.compile(r"\w+")
_REACH = 60


def _is_route(text: str, item: Item) -> bool:
    """Whether a city is of the name of a line: "the Baku-Tbilisi-Ceyhan pipeline"."""
    if text[item.stop : item.stop + 1] not in _HYPHENS and text[item.start - 1 : item.start] not in _HYPHENS:
        return False
    begin = item.start
    while begin and (text[begin - 1].isalnum() or text[begin - 1] in _HYPHENS) and item.start - begin < _REACH:
        begin -= 1
    chain = text[begin : begin + 2 * _REACH]
    first = _FIRST.match(chain)
    return first is not None and bool(_CHAIN.match(chain, first.end()) or _ROUTE.match(chain, first.end()))


_HYPHENS = ("-", "–")
