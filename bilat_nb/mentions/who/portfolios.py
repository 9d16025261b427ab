"""What a minister is minister of: "Economic Development Minister", "Minister for Economic Affairs and Energy"."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.who.items import Item
from bilat_nb.mentions.who.words import word_list

_GLUE = frozenset(("and", "&", "of", "the", "for"))
_LONGEST = 110


def widen(text: str, items: Sequence[Item], start: int, stop: int) -> list[Item]:
    """Stretch every minister over the words of the portfolio, and drop the items inside it.

    Examples
    --------
    "Russian Economic Development Minister Maksim Oreshkin" has the items D, O, W, W.
    """
    if not any(_has_portfolio(item) for item in items):
        return list(items)
    kept: list[Item] = []
    for item in items:
        if kept and item.start < kept[-1].stop:
            continue
        if _has_portfolio(item):
            item = _stretched(text, item, kept[-1].stop if kept and kept[-1].code not in "WmK" else start, stop)
            while kept and kept[-1].start >= item.start:
                kept.pop()
        kept.append(item)
    return kept


def _has_portfolio(item: Item) -> bool:
    return item.code == "O" and item.token is not None and item.token.cell("offices", "office") in _OFFICES


_OFFICES = frozenset(
    (
        "head",
        "secretary_of_state",
        "minister",
        "deputy_minister",
        "state_secretary",
        "deputy_prime_minister",
        "foreign_minister",
    )
)


def _stretched(text: str, item: Item, left: int, right: int) -> Item:
    start, stop = item.start, item.stop
    if item.token is not None and item.token.cell("offices", "office") in ("minister", "head"):
        start = _leftward(text, max(left, start - _LONGEST), start)
    after = text[stop : min(right, stop + _LONGEST)]
    lead = after[:5].lower()
    if lead.startswith((" of ", " for ")):
        stop = _rightward(text, stop, min(right, stop + _LONGEST))
    return item._replace(start=start, stop=stop, text=text[start:stop])


def _leftward(text: str, left: int, start: int) -> int:
    found = start
    for word, at, _ in reversed(_words(text, left, start)):
        if word.lower() in word_list("portfolio"):
            found = at
        elif word.lower() not in ("and", "&"):
            break
    return found


def _rightward(text: str, stop: int, right: int) -> int:
    found = stop
    for word, _, end in _words(text, stop, right):
        bare = word.rstrip(",")
        if bare.lower() in word_list("portfolio"):
            found = end - (len(word) - len(bare))
        elif bare.lower() == "committee" and found > stop:  # "Chairman of the Foreign Affairs Committee"
            return end - (len(word) - len(bare))
        elif bare.lower() not in _GLUE:
            break
    return found


def _words(text: str, start: int, stop: int) -> list[tuple[str, int, int]]:
    found, at = [], start
    for piece in text[start:stop].split(" "):
        if piece:
            found.append((piece, at, at + len(piece)))
        at += len(piece) + 1
    return found
