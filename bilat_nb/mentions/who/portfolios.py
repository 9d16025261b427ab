"""What a minister is minister of: "Economic Development Minister", "Minister for Economic Affairs and Energy"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.mentions.who.items import Item
from bilat_nb.mentions.who.names import is_given
from bilat_nb.mentions.who.words import word_list

_GLUE = frozenset(("and", "&", "of", "the", "for"))
_AND = frozenset(("and", "&"))
_LONGEST = 110
_LIST = re.compile(r", [A-Z][\w-]+(?:, [A-Z][\w-]+)? and [A-Z]")
"""More of a portfolio: "Minister of Foreign Affairs, Migration and Tunisians Abroad"."""


def widen(text: str, items: Sequence[Item], start: int, stop: int) -> list[Item]:
    """Stretch every minister over the words of the portfolio, and drop the items inside it.

    Examples
    --------
    "Russian Economic Development Minister Maksim Oreshkin" has the items D, O, W, W.
    """
    if not any(_has_portfolio(item) for item in items if item.code == "O"):
        return list(items)
    kept: list[Item] = []
    for item in items:
        if kept and item.start < kept[-1].stop:
            continue
        if _has_portfolio(item):
            left = kept[-1].stop if kept and kept[-1].code not in "WmK" else start
            item = _stretched(text, item, left, stop, _plain(text, items))
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
        "commissioner",
    )
)


def _plain(text: str, items: Sequence[Item]) -> set[int]:
    """Where words begin that no table knows and that may be of a portfolio: "Human Mobility", "Tunisians Abroad"."""
    return {
        item.start
        for item in items
        if (item.code == "W" and not is_given(item.text))
        or (item.code == "D" and (item.text.endswith("s") or text.startswith(" Abroad", item.stop)))
    }


def _stretched(text: str, item: Item, left: int, right: int, plain: set[int]) -> Item:
    start, stop = item.start, item.stop
    if item.token is not None and item.token.cell("offices", "office") in ("minister", "head"):
        start = _leftward(text, max(left, start - _LONGEST), start)
    after = text[stop : min(right, stop + _LONGEST)]
    lead = after[:5].lower()
    more = lead.startswith((" and ", " & ")) and (" of " in item.text or " for " in item.text)
    if lead.startswith((" of ", " for ")) or more or (" of " in item.text and _LIST.match(after)):
        end = _rightward(text, stop + (lead[0] == ","), min(right, stop + _LONGEST), plain, more)
        head = item.token is not None and item.token.cell("offices", "office") == "head" and "ecretar" not in item.text
        stop = end if not head or text[:end].lower().endswith("committee") else stop  # "Head of the Civil | House"
    return item._replace(start=start, stop=stop, text=text[start:stop])


def _leftward(text: str, left: int, start: int) -> int:
    found = start
    for word, at, _ in reversed(_words(text, left, start)):
        if word.lower() in word_list("portfolio"):
            found = at
        elif word.lower() not in ("and", "&"):
            break
    return found


def _rightward(text: str, stop: int, right: int, plain: set[int], more: bool) -> int:
    found = stop
    joined, unknown = more, False
    words = _words(text, stop, right)
    for place, (word, _, end) in enumerate(words):
        bare = word.rstrip(",.;:")
        known = bare.lower() in word_list("portfolio")
        if known or _goes_on(words, place, joined, unknown, plain):
            found = end - (len(word) - len(bare))
            joined, unknown = False, not known
            if bare != word and word[-1] != ",":
                break
        elif bare.lower() == "committee" and found > stop:  # "Chairman of the Foreign Affairs Committee"
            return end - (len(word) - len(bare))
        elif bare.lower() in _GLUE:
            joined = (found > stop or more) and bare == word and (bare in _AND or joined)
        else:
            break
        if unknown and bare != word:
            break
    return found


def _goes_on(words: Sequence[tuple[str, int, int]], place: int, joined: bool, unknown: bool, plain: set[int]) -> bool:
    """Whether a word that no table knows is still of the portfolio: behind "and", or where a given name is to come."""
    if words[place][1] not in plain:
        return False
    if joined:
        return True
    near = [word for word, _, _ in words[place + 1 : place + 3]]
    return unknown and any(is_given(word) for word in near)


def _words(text: str, start: int, stop: int) -> list[tuple[str, int, int]]:
    found, at = [], start
    for piece in text[start:stop].split(" "):
        if piece:
            found.append((piece, at, at + len(piece)))
        at += len(piece) + 1
    return found
