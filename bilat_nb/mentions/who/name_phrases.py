"""Names of people as they stand in a sentence, by the tables and by their shape."""

from __future__ import annotations

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import Item, next_word
from bilat_nb.mentions.who.names import in_place, is_given, same_given
from bilat_nb.mentions.who.words import word_list

_MOST_TITLES = 4
_MOST_WORDS = 6
BEGINS = "TWPs"
"""The codes of items with which a name may begin."""


def name_at(cursor: Cursor, k: int) -> tuple[Draft, int] | None:
    """Read the name that begins with item `k`; returns it and the next item."""
    start = k
    while k < start + _MOST_TITLES and cursor.fits(k, "T", "_" if k > start else _ANY):
        k += 1
    if not cursor.fits(k, "WPsc", "_p" if k > start else _ANY):
        return None
    if (
        k > start
        and cursor.items[start].text == "Lady"
        and cursor.text.endswith("First ", 0, cursor.items[start].start)
    ):
        return None  # "First Lady Jill Biden" is no official
    if cursor.codes[k] == "c" and not (cursor.fits(k + 1, "W", "_p") and is_given(cursor.items[k].text)):
        return None
    first, titled = k, k > start
    k += 1
    while k - first < _MOST_WORDS and _goes_on(cursor, k):
        k += 1
    last = cursor.items[k - 1].text
    if last.endswith(".") and not last.endswith(("Jr.", "Sr.")):  # "P. M."
        return None
    if _is_organisation(cursor, first, k):
        return None
    first = _without_strays(cursor, first, k)
    return _name(cursor, start if titled else first, first, _without_honours(cursor, first, k)), k


def _without_honours(cursor: Cursor, first: int, k: int) -> int:
    """Drop the letters of orders and degrees behind a name: "Sir Peter Cosgrove AK MC"."""
    while k - first > 1 and cursor.items[k - 1].text in word_list("post_nominals"):
        k -= 1
    return k


def _is_organisation(cursor: Cursor, first: int, k: int) -> bool:
    """Whether the words name no person: "National Urban League", "Jomo Kenyatta | International Airport"."""
    words = word_list("organisations")
    begin = first + _is_family(cursor, first)
    if any(item.text.lower() in words for item in cursor.items[begin:k]):
        return True
    stop = cursor.items[k - 1].stop
    led = first and cursor.fits(first, "s", "_") and cursor.codes[first - 1] in "OT"
    if cursor.codes[first] == "s" and k - first == 1 and not led and next_word(cursor.text, stop) in _NAMED_AFTER:
        return True
    known = cursor.codes[first] in "Ps" and not (
        first and cursor.fits(first, "s", "_") and cursor.codes[first - 1] == "W"
    )
    return not known and cursor.text[stop + 1 : stop + 2].isupper() and next_word(cursor.text, stop) in words


_NAMED_AFTER = (
    "administration", "airport", "award", "cabinet", "center", "centre", "doctrine", "foundation", "government",
    "hospital", "hotel", "institute", "library", "memorial", "museum", "prize", "square", "strait", "street",
    "tower", "university",
)  # fmt: skip


def _is_family(cursor: Cursor, k: int) -> bool:
    """Whether a word of organisations is a surname: "Speaker Park Byeong-seug", "Park Jin" behind an office."""
    if cursor.items[k].text not in _FAMILIES or not cursor.fits(k + 1, "WPs", "_"):
        return False
    led = k > 0 and cursor.codes[k - 1] in "OTR" and cursor.fits(k, "WPs", "_,")
    return led or "-" in cursor.items[k + 1].text


_FAMILIES = ("Park", "Hall", "Day", "Lake", "Church", "Oil", "Won", "Bank")
_NOBLE = ("Sheikh", "King", "Queen", "Emir", "Sultan", "Prince")


def _goes_on(cursor: Cursor, k: int) -> bool:
    """Whether item `k` is a further word of the name that the item before it belongs to."""
    before = cursor.items[k - 1]
    if cursor.fits(k, "NCc", "_") or _is_surname(cursor, k):  # "Lisa Monaco", "Madeleine King"
        led = k > 1 and (cursor.fits(k - 1, "W", "&") or (cursor.codes[k - 2] in "OT" and cursor.fits(k - 1, "W", "_")))
        named = led and cursor.codes[k] == "c" and not cursor.headline  # "Minister Bento Albuquerque"
        return before.code == "W" and (named or is_given(before.text))
    if not (cursor.fits(k, "WPs", "_p") or cursor.fits(k, "Ps", "[")):
        return False
    if before.code not in "Ps" or cursor.gaps[k].code == "p" or not _is_whole(before, cursor.items[k].text):
        return True
    given = k > 1 and cursor.codes[k - 1] == "s" and cursor.fits(k - 1, "s", "_") and cursor.codes[k - 2] == "W"
    return given and not cursor.headline and is_given(cursor.items[k - 2].text)  # "Rubén Ramírez Lezcano"


def _is_surname(cursor: Cursor, k: int) -> bool:
    """Whether a title is written like a surname: one word with a capital and no name behind it."""
    if not cursor.fits(k, "OT", "_") or cursor.fits(k + 1, "TWPsNDBC", "_o"):
        return False
    text = cursor.items[k].text
    return text.istitle() and text.isalpha() and text.lower() in word_list("surnames")


def _is_whole(item: Item, following: str) -> bool:
    """Whether a name ends with this surname of the table: "President Biden | Call with ..."."""
    row = item.row("people")
    if row["country"] in word_list("surname_leads") or (item.code == "s" and item.text.isupper()):
        return False
    if item.code == "s" and is_given(item.text):  # "Mohamed Shaker"
        return False
    return not any(same_given(following, word) for word in row["name"].split())  # "Suga Yoshihide"


_ANY = "_xdortifwb&'-p,([.]h"


def _without_strays(cursor: Cursor, first: int, k: int) -> int:
    """Drop capitalised words of a headline before a known surname: "Sochi to Host Putin Talks"."""
    if cursor.codes[first] != "W":
        return first
    word = cursor.items[first].text
    for place in range(k - 1, first, -1):
        code = cursor.codes[place]
        if code in "Ps":
            given = cursor.items[place].row("people")["name"].split(" ")[0]
            stray = not is_given(word) and not same_given(word, given) and len(word) > 2
            return place if stray and (code == "P" or cursor.headline) else first
    return first


def _name(cursor: Cursor, start: int, first: int, k: int) -> Draft:
    draft = cursor.draft(start, k - 1, "person")
    draft.courtesy = start < first
    draft.military = any(
        item.code == "T" and item.cell("titles", "kind") == "military" for item in cursor.items[start:first]
    )
    words = cursor.text[cursor.items[first].start : cursor.items[k - 1].stop]
    draft.words = words.replace("[", "").replace("]", "").split()
    known = [item.row("people") for item in cursor.items[first:k] if item.code in "Ps"]
    draft.known = known[-1] if known and in_place(draft.words, known[-1]) else None
    if draft.known and draft.words[0] in _NOBLE and len(draft.words) > 1 and draft.words[0] not in draft.known["name"]:
        draft.words.pop(0)  # "Sheikh Tamim" is a form of the table, "Sheikh" no name
    return draft


def names_after(cursor: Cursor, k: int, *, told: bool, plural: bool) -> tuple[list[Draft], int]:
    """Read the name, or in the plural the names, that follow an office.

    Parameters
    ----------
    told : bool
        Whether the office is definite or has its country, so that a comma may stand before the name.
    plural : bool
        Whether the office is in the plural.
    """
    first = name_at(cursor, k)
    if first is None or not _may_follow(cursor, k, first[0], told=told, plural=plural):
        return [], k
    names, k = [first[0]], first[1]
    while plural:
        k = _own_country(cursor, names[-1], k)
        if not cursor.fits(k, BEGINS, "&,") or (more := name_at(cursor, k)) is None:
            break
        names.append(more[0])
        k = more[1]
    return names, k


def _own_country(cursor: Cursor, person: Draft, k: int) -> int:
    """Take in the country behind one name of several: "Presidents X of Romania and Y of Poland"."""
    if not cursor.fits(k, "NB", "o"):
        return k
    person.countries, person.stop = cursor.items[k].countries, cursor.items[k].stop
    return k + 1


def _may_follow(cursor: Cursor, k: int, name: Draft, *, told: bool, plural: bool) -> bool:
    link = cursor.gaps[k].code
    proven = bool(name.known or name.courtesy or is_given(name.words[0]))
    if not proven and (cursor.headline or (len(name.words) == 1 and cursor.codes[k - 1] in "NDBCKm")):
        return False
    if link == "," and (name.courtesy or (name.known and len(name.words) > 1)):
        return True
    return link == "_" or (
        told and (link == "(" or (link in ",d" and (len(name.words) > 1 or (plural and name.known is not None))))
    )


def is_certain(cursor: Cursor, person: Draft) -> bool:
    """Whether a name without any office is one beyond doubt: known, with "Mr", or behind a given name or an initial."""
    if person.known or person.courtesy:
        return True
    if cursor.headline or len(person.words) < 2:
        return False
    first = person.words[0]
    return is_given(first) or (first.endswith(".") and len(first) <= 6)
