"""Offices by what they are of: "Chairman of the Presidential Council", "House President", "Bank of Ghana Governor"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bilat_nb import vocabulary
from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import next_word
from bilat_nb.mentions.who.names import is_given
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Row

_OF = re.compile(r" (?:of|at) (?:the )?[A-Z]")
_NEXT = re.compile(r"\s(of|at|for|and|on|in|the|&|[A-ZÀ-ÞŁŠŽČĆĐ][\w'’.-]*)")
_LONGEST = 110
BEGINS = "TWPs"
_BANK = "governor_of_bank"
_SETS = ("president", "head", "vice_president", "governor")
"""Offices whose level is that of the institution."""
_KEEPS = ("official", "business", "commander", "secretary_general", "adviser", "state_secretary")
"""Offices that keep their level, except that a member of the parliament is of the parliament."""
_BEFORE = 4
_BANK_OF = re.compile(r"\b[Bb]ank of (?:the )?$")


@cache
def _rows() -> tuple[tuple[re.Pattern[str], Row], ...]:
    rows = vocabulary.table("institutions")
    return tuple((re.compile(r"(?:\b|^)(?:" + row["cues"] + r")(?:\b|$)"), row) for row in rows)


@lru_cache(maxsize=5_000)
def institution(words: str) -> Row | None:
    """Return the row of the institution that some words name, or None.

    Examples
    --------
    >>> institution("Presidential Leadership Council")["level"]
    'head_of_state'
    """
    told = " ".join(words.lower().split())
    return next((row for pattern, row in _rows() if pattern.search(told)), None)


def institution_after(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in "of the Sovereignty Council" behind a chairman; returns the next item."""
    if draft.plural or draft.office not in (*_SETS, *_KEEPS) or not _OF.match(cursor.text, draft.stop, cursor.stop):
        return k
    stop = _tail(cursor, draft.stop)
    words = cursor.text[draft.stop : stop]
    row = institution(words)
    end = next((m for m in range(k, len(cursor.items)) if cursor.items[m].start >= stop), len(cursor.items))
    if row is None and draft.office in _KEEPS and end == k + 1 and cursor.fits(end, BEGINS, "_"):
        draft.stop = stop  # "Director General of the IAEA Rafael Grossi"
        return end
    bank = row is not None and (row["office"] == _BANK or words.removeprefix(" of the ").startswith("Bank of "))
    if row is None or (draft.office == "governor" and not bank):
        return k
    _set(draft, _bank() if bank else row)
    codes = {code for item in cursor.items[k:end] if item.code in "NDB" for code in item.countries}
    if not draft.countries and len(codes) == 1:
        draft.countries = tuple(codes)
    draft.stop = stop
    return end


def _tail(cursor: Cursor, start: int) -> int:
    """The end of the words of an institution: before a comma, a small word, or where a name begins."""
    begins = {item.start: (m, item) for m, item in enumerate(cursor.items) if item.start >= start}
    at = stop = start
    nation, before = False, ""
    while at < start + _LONGEST and (match := _NEXT.match(cursor.text, at, cursor.stop)):
        m, item = begins.get(match.start(1), (0, None))
        if item is not None and (_begins_name(cursor, m) or (nation and match.start(1) == stop + 1)):
            break
        at = match.end() if item is None else max(item.stop, match.end())
        if match[1][0].isupper():
            ends = match.start() == stop > start and institution(before) is not None
            if ends and item is not None and item.code == "W" and institution(match[1]) is None:
                break  # "Head of the Civil House | Adão de Almeida"
            stop, before = at, match[1]
            nation = item is not None and item.code == "N" and not item.text.isupper()
    return stop


def institution_before(cursor: Cursor, draft: Draft, i: int, j: int) -> None:
    """Read "House President", "Presidential Council Chairman", "Bank of Ghana Governor"."""
    if draft.plural or cursor.headline or draft.office not in ("president", "head", "governor"):
        return
    if draft.office == "governor":
        if i < j and _BANK_OF.search(cursor.text, max(cursor.items[i].start - 12, 0), cursor.items[i].start):
            _set(draft, _bank())
        return
    first = j
    while first > max(j - _BEFORE, 0) and cursor.fits(first, "WKO", "_") and cursor.codes[first - 1] in "WK":
        first -= 1
    if first < j and (row := institution(cursor.text[cursor.items[first].start : cursor.items[j].start])) is not None:
        _set(draft, row)


def _bank() -> Row:
    return next(row for _, row in _rows() if row["office"] == _BANK)


def _begins_name(cursor: Cursor, k: int) -> bool:
    code, item = cursor.codes[k], cursor.items[k]
    if code == "T":
        return next_word(cursor.text, item.stop) not in word_list("organisations")  # "General Assembly"
    return code in "PsO" or (
        code == "W" and is_given(item.text) and item.text.lower() not in word_list("organisations")
    )


def _set(draft: Draft, row: Row) -> None:
    """Give an office the level of its institution; a deputy or a member keeps the lower one."""
    if draft.office in _KEEPS:
        member = row["office"] == "president" and draft.office == "official"
        draft.level = row["level"] if row["level"] == "parliament" or member else draft.level
        draft.office = "official" if draft.office == "secretary_general" else draft.office
    elif draft.office == "vice_president":
        draft.level = row["level"] if row["level"] in ("parliament", "region", "official", "business") else "minister"
    else:
        draft.office, draft.level, draft.vague = row["office"], row["level"], False
