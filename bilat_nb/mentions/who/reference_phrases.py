"""References and nations: "his Russian counterpart Y", "the two countries", countries, bodies."""

from __future__ import annotations

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.name_phrases import names_after
from bilat_nb.mentions.who.people_phrases import share_office

_REACH = 6
_KINDS = {"N": "country", "D": "country", "B": "bloc", "K": "body", "C": "city"}


def read_reference(cursor: Cursor, i: int) -> int:
    """Read a word of the table of references with the countries before it; returns the next item, or 0."""
    j = i
    while j < i + _REACH and cursor.codes[j] in "ND" and cursor.fits(j + 1, "NDR", "_-&'"):
        if cursor.gaps[j + 1].code == "&" and (cursor.gaps[j + 1].words or cursor.codes[j + 1] == "R"):
            return 0  # "Kyrgyzstan, and his Tajik colleague"
        j += 1
    if cursor.codes[j] != "R":
        return 0
    row = cursor.items[j].row("references")
    if j > i and row["kind"] != "counterpart":  # "the Belarusian side", "CIS countries": the country alone
        for k in range(i, j):
            read_nation(cursor, k)
        return j + 1
    draft = cursor.draft(i, j, "reference")
    draft.countries = tuple(code for item in cursor.items[i:j] for code in item.countries)
    draft.group, draft.plural = row["kind"], row["number"] == "plural"
    words = cursor.items[j].text.lower()
    draft.double = words.startswith(("two ", "both", "the two"))
    if row["kind"] == "counterpart":
        return _counterpart(cursor, draft, j + 1)
    cursor.drafts.append(draft)
    return j + 1


def _counterpart(cursor: Cursor, draft: Draft, k: int) -> int:
    while len(draft.countries) < _REACH and cursor.fits(k, "NDB", "ofi&"):  # "his counterpart from Belarus"
        draft.countries = (*draft.countries, *cursor.items[k].countries)
        draft.stop = cursor.items[k].stop
        k += 1
    names, k = names_after(cursor, k, told=True, plural=draft.plural)
    if not names:
        cursor.drafts.append(draft)
        return k
    cursor.drafts.extend(share_office(draft, names))
    names[0].start = draft.start
    for person in names:
        person.group = "counterpart"
    return k


def read_nation(cursor: Cursor, i: int) -> int:
    """Read a country, a bloc, a body or a capital that acts; returns the next item."""
    item = cursor.items[i]
    kind = _KINDS.get(item.code)
    if kind is None or (item.code == "N" and _is_address(cursor, i)):
        return i + 1
    draft = cursor.draft(i, i, kind)
    draft.countries, draft.demonym = item.countries, item.code == "D"
    if item.code == "K":
        return _body(cursor, draft, i)
    cursor.drafts.append(draft)
    return i + 1


def _is_address(cursor: Cursor, i: int) -> bool:
    """Whether a country only says where the city before it lies: "in Osh, Kyrgyzstan"."""
    if not i or not cursor.fits(i, "N", ",") or cursor.codes[i - 1] not in "Cc":
        return False
    return cursor.items[i - 1].countries == cursor.items[i].countries


def _body(cursor: Cursor, draft: Draft, i: int) -> int:
    """Read a body with its countries: "Russian and Belarusian foreign ministries", "the government of Belarus"."""
    row = cursor.items[i].row("bodies")
    draft.office, draft.level = row["body"], row["level"] or None
    draft.countries = tuple(row["countries"].split())
    _owners(cursor, draft, i)
    k = i + 1
    while (
        cursor.fits(k, "NB", "o" if k == i + 1 else "&,")
        and row["kind"] != "media"
        and not row["countries"]
        and len(draft.countries) < _REACH
    ):
        draft.countries = (*draft.countries, *cursor.items[k].countries)
        draft.stop = cursor.items[k].stop
        k += 1
    cursor.drafts.append(draft)
    return k


def _owners(cursor: Cursor, draft: Draft, i: int) -> None:
    """Take the countries right before a body into it."""
    link, j = "_'", i
    while i - _REACH < j and j and cursor.fits(j, "NDBCK", link) and cursor.codes[j - 1] in "NDBC" and cursor.drafts:
        owner = cursor.drafts[-1]
        listed = link == "_'" or cursor.codes[j - 1] == "D" or cursor.gaps[j].code == "-"
        if owner.stop != cursor.items[j - 1].stop or owner.kind not in ("country", "bloc", "city") or not listed:
            break
        draft.countries = tuple(dict.fromkeys(owner.countries + draft.countries))
        draft.start, draft.before = owner.start, owner.before
        cursor.drafts.pop()
        link, j = "-&", j - 1
