"""Cities and venues as places: "in Sochi", "at the Great Hall of the People", "hosted in Grodno"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from bilat_nb import vocabulary
from bilat_nb.mentions.who.items import Item, next_word, sentence_items
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Place, Row, Token

_MOTION = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|trips?|travel\w*|fl[yi]\w*|flew|arriv\w*|com(?:e|es|ing)|came|journey|tour|invit\w+|"
    r"head(?:s|ed|ing)?|return\w*|go|goes|going|went|leav\w+|left|depart\w*|way|moved?|transfer\w*|back|drove|sail\w*|welcom\w+)\b"
)
_DATELINE = re.compile(r"^ ?(?:[(—–:/|]|- |, ?(?:[A-Z]|[0-9])|\. ?[A-Z(/])")
_SETTING = re.compile(
    r"^(?:,? (?:will|would|to|(?:is|was)(?: set| due| going)? to|is|was|will be))? ?(?:host(?:s|ed|ing)?)\b"
)
_TOWN = re.compile(r"\b(?:town|city|village|resort|port|capital|outskirts|airport|cent(?:re|er)) of (?:the )?$")
_CAPITAL = re.compile(r"^(?:['’]s)? capital\b")
_TO_THE = re.compile(r"\b(?:in|to|from|at|near|outside|around|visited|left) (?:the )?$")
_LEADS = ("in ", "near ", "outside ", "of ", "of the ")
"""One of these ends whatever `_INSIDE` or `_TOWN` finds."""
_INSIDE = re.compile(r"(?:^|[\s(\[“\"'‘—–])(?:in|near|outside) $")


def read_places(text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[Place]:
    """Read the places of a document.

    A city is a place after a preposition of place, at the start of a line (a dateline), as a host ("Grodno hosted the
    forum") and before an event ("the Sochi meeting"). A place that no table knows is read after "in" by its shape.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens.
    sentences : sequence of (int, int)
        The spans of its sentences.
    """
    found: list[Place] = []
    for (start, _), items in zip(sentences, sentence_items(text, tokens, sentences), strict=False):
        if items:
            found.extend(_sentence_places(text, start, items))
    return found


def _sentence_places(text: str, start: int, items: Sequence[Item]) -> list[Place]:
    found = []
    for i, item in enumerate(items):
        row = item.token.get("cities") if item.token else None
        if row is not None and item.code in "Cc":
            if is_place(text, item, start):
                found.append(Place(item.start, item.stop, _name(row, item), row["country"] or None))
        elif item.code in "DN" and (stop := capital_stop(text, item, start)):
            if city := _capitals().get(item.countries[0]):
                found.append(Place(item.start, stop, city, item.countries[0]))
        elif item.code == "W" and (stop := _unknown_place(text, items, i, start)):
            found.append(Place(item.start, stop, text[item.start : stop]))
    return found


def capital_stop(text: str, item: Item, start: int) -> int:
    """Return the end of "in the Tajik capital", or 0; "with Belarusian capital" is money."""
    if text.find("apital", max(start, item.start - 24), item.stop + 12) < 0:
        return 0
    before = text[max(start, item.start - 24) : item.start].lower()
    if before.endswith((" capital of ", " capital of the ")):
        return item.stop if _TO_THE.search(before.rpartition("capital")[0]) else 0
    match = _CAPITAL.match(text[item.stop : item.stop + 12])
    return item.stop + match.end() if match and _TO_THE.search(before) else 0


@cache
def _capitals() -> dict[str, str]:
    rows = vocabulary.table("cities")
    return {row["country"]: row["name"] for row in reversed(rows) if row["kind"] == "capital"}


def _name(row: Row, item: Item) -> str:
    return row["name"] if row["kind"] in ("seat", "venue") or "burg" in row["name"] else " ".join(item.text.split())


def is_place(text: str, item: Item, start: int) -> bool:
    """Whether a city is the place of something where it stands, rather than a government that acts."""
    row = item.token.get("cities") if item.token else None
    if row is not None and row["kind"] == "venue":
        return True
    before = text[max(start, item.start - 60) : item.start]
    if _placed(before) or _TOWN.search(before):
        return True
    if text[item.stop : item.stop + 1] in ("-", "–"):
        return False
    if not before.strip(" \"“'(/—–-") and text[item.stop : item.stop + 12].lstrip().startswith(
        (",", "(", "–", "—", ":", ".")
    ):
        return True
    return bool(_SETTING.match(text[item.stop : item.stop + 30])) or next_word(text, item.stop) in word_list("events")


@lru_cache(maxsize=20_000)
def _placed(before: str) -> bool:
    words = before.rstrip().split()
    while words and words[-1].lower() in ("the", "downtown", "central", "nearby", "capital", "snowy", "historic"):
        words.pop()
    if not words or before[-1:].strip():
        return False
    last = words[-1].lower().lstrip("\"“('[—–")
    if last == "by" and len(words) > 1 and words[-2].lower() == "hosted":
        return True
    if last in word_list("here") or last in word_list("visits"):
        return True
    if last in ("to", "from", "for"):
        return bool(_MOTION.search(before.lower()))
    if last not in ("and", "then") or len(words) < 3 or not words[-2][:1].isupper():
        return False
    return words[-3].lower() in ("in", "at") or (words[-3].lower() == "to" and bool(_MOTION.search(before.lower())))


def _unknown_place(text: str, items: Sequence[Item], i: int, start: int) -> int:
    """Return the end of a place that no table knows, or 0: one or two words after "in" that belong to nothing else."""
    item = items[i]
    before = text[max(start, item.start - 30) : item.start].lower()
    if not before.endswith(_LEADS) or not (_INSIDE.search(before) or _TOWN.search(before)):
        return 0
    last = i
    if _adjoins(text, items, i) and items[i + 1].code == "W":
        last = i + 1
    if _adjoins(text, items, last) and items[last + 1].code in "WPsOKTDN":
        return 0
    words = items[i : last + 1]
    if any(w.text.lower() in word_list("organisations") or not w.text.isalpha() or not w.text.istitle() for w in words):
        return 0
    stop = items[last].stop
    follows = text[stop : stop + 2]
    if follows[:1] == " " and follows[1:].islower() and next_word(text, stop) not in word_list("after_place"):
        return 0  # "in Amazon warehouses"
    return stop if len(item.text) > 3 else 0


def _adjoins(text: str, items: Sequence[Item], i: int) -> bool:
    return i + 1 < len(items) and text[items[i].stop : items[i + 1].start] == " "
