"""Offices with the country, body or province they belong to: "Belarus President", "ministers of Russia and Belarus"."""

from __future__ import annotations

import re

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.institutions import institution_after, institution_before
from bilat_nb.mentions.who.levels import RANK, rank
from bilat_nb.mentions.who.names import is_given
from bilat_nb.mentions.who.words import word_list

_FOREIGN = re.compile(
    r"(?i)\b(?:foreign|external) (?:affairs|relations)\b|\bforeign (?:and|&) [\w-]+ (?:affairs|relations|minister)\b"
    r"|\binternational relations\b"
)
_OF_STATE = re.compile(r"(?i)^ministers? of state\b")
_COMPANY = re.compile(r" of (?:the )?[A-Z]")
_COMMITTEE = re.compile(r" of the (?:(?:[A-Z][\w-]*|of|for|and|on|the|&),? )+of (?:the )?")
_OF_STATES = re.compile(r"(?i)chief executive$")
_LONGEST = 100
_COMPOUND = re.compile(r"-[a-z]")
_ONCE = frozenset(("former", "late"))
_REACH = 6
_MOST_COUNTRIES = 30
_BODY_LEVELS = ("parliament", "minister", "foreign_minister", "head_of_government")
_HEADS = ("head_of_state", "head_of_government", None)


def office_phrase(cursor: Cursor, i: int) -> tuple[Draft, int] | None:
    """Read an office with its country before or after it; returns the draft and the next item."""
    found = _country_before(cursor, i)
    if found is None:
        return None
    countries, j = found
    draft = _plain_office(cursor, i, j)
    draft.countries = countries
    _specify(cursor, draft, i, j)
    k = _more_offices(cursor, draft, j + 1)
    if _is_part(cursor, draft, k):
        k = institution_after(cursor, draft, k)
    k = _country_after(cursor, draft, _province_after(cursor, draft, k))
    k = institution_after(cursor, draft, k)
    if draft.office == "head" and not draft.countries and draft.level != "region":
        k = _committee_after(cursor, draft, k)
    if cursor.fits(k, "O", "d") and not draft.plural:
        k = _after_dash(cursor, draft, k)
    elif draft.level in _HEADS and not draft.countries and not draft.region and _is_company(cursor, draft, k):
        draft.office, draft.level = ("official", "official") if draft.office == "leader" else ("business", "business")
    if draft.office == "business" and draft.countries and _OF_STATES.match(cursor.items[j].text):
        draft.office, draft.level = "prime_minister", "head_of_government"  # "Chief Executive of Afghanistan"
    if not draft.countries and not draft.plural:
        draft.countries = tuple(cursor.items[j].row("offices")["country"].split())
    if not draft.level and draft.office == "head":
        draft.level = "official"
    return draft, k


def _is_part(cursor: Cursor, draft: Draft, k: int) -> bool:
    """Whether what follows is no province and no country: "Bank of Thailand", "US Central Command"."""
    if draft.office == "governor":
        return cursor.fits(k, "W", "o") and cursor.items[k].text.lower() == "bank"
    if not cursor.fits(k, "ND", "o") or cursor.fits(k + 1, "K", "_"):
        return False
    words = cursor.text[cursor.items[k].stop : cursor.stop].split(maxsplit=1)
    return bool(words) and words[0][:1].isupper() and not is_given(words[0]) and not cursor.fits(k + 1, "TPsO", "_")


def _is_company(cursor: Cursor, draft: Draft, k: int) -> bool:
    """Whether something that is no country follows: "President of the State Oil Company"."""
    if any(item.code in "NBDCK" and 0 <= item.start - draft.stop < 9 for item in cursor.items[k - 1 : k + 1]):
        return False
    return _COMPANY.match(cursor.text[draft.stop : draft.stop + 24]) is not None


def _plain_office(cursor: Cursor, i: int, j: int) -> Draft:
    item = cursor.items[j]
    row = item.row("offices")
    draft = cursor.draft(i, j, "office")
    draft.plural = row["number"] == "plural"
    draft.office, draft.level = row["office"], row["level"] or None
    draft.vague = item.text.lower() in word_list("vague")
    return draft


def _specify(cursor: Cursor, draft: Draft, i: int, j: int) -> None:
    """Correct office and level by the words of the office and by what stands right before it."""
    _by_words(draft, cursor.items[j].text)
    if any(item.cell("bodies", "body") == "central_bank" for item in cursor.items[i:j]):
        draft.office, draft.level = "governor_of_bank", "official"
    elif draft.office in ("president", "head") and any(
        it.cell("bodies", "level") == "parliament" for it in cursor.items[i:j]
    ):
        draft.office, draft.level = "speaker", "parliament"  # "National Assembly President"
    institution_before(cursor, draft, i, j)
    if draft.office == "friendship_group":
        draft.countries = (cursor.items[i - 1] if i and cursor.fits(i, "ND", "-") else cursor.items[i]).countries[:1]
    if draft.office == "leader" and i == j and _is_party_leader(cursor, j):
        draft.level, draft.vague = "official", False
    _demote(cursor, draft, i, j)
    if i == j and j and cursor.gaps[j].code in "_'" and cursor.items[j - 1].cell("regions", "kind") == "subnational":
        draft.level = "region"  # "Tatarstan President X"


def _by_words(draft: Draft, words: str) -> None:
    """Correct office and level by the words of the office alone."""
    if draft.office in ("minister", "foreign_minister") and _OF_STATE.search(words):
        draft.office = draft.level = "minister"  # "Minister of State for Foreign Affairs"
    elif draft.office == "minister" and _FOREIGN.search(words):
        draft.office = draft.level = "foreign_minister"
    elif draft.office == "secretary_of_state" and " for " in words:
        draft.office = draft.level = "foreign_minister" if "oreign" in words else "minister"
    elif draft.office == "head" and words.lower().endswith("committee"):
        draft.level = None if "national security" in words.lower() else "parliament"
    elif draft.office == "head" and " " in words:  # "Energy Secretary", "Secretary of Homeland Security"
        draft.office = draft.level = "minister"


def _is_party_leader(cursor: Cursor, j: int) -> bool:
    """Whether another word than an article or a country stands before: "opposition leader", "al-Qaida leaders"."""
    if cursor.gaps[j].words or cursor.gaps[j].code == "'":
        return False
    start = cursor.items[j].start
    before = cursor.text[max(0, start - 16) : start].split()
    return (
        bool(before) and before[-1][-1].isalnum() and before[-1].lower() not in ("soviet", "and", "between", "of", "by")
    )


def _demote(cursor: Cursor, draft: Draft, i: int, j: int) -> None:
    """Lower a deputy's level, and take it from those who held the office once."""
    if _ONCE.intersection(cursor.gaps[i].words + cursor.gaps[j].words):
        draft.office, draft.level = "former", "official"
        return
    start = cursor.items[j].start
    before = cursor.text[max(0, start - 12) : start].lower().split()
    if before and before[-1] in word_list("deputies") and draft.level in RANK[:4]:
        draft.level = "minister" if draft.level == "head_of_government" else "official"


def _country_before(cursor: Cursor, i: int) -> tuple[tuple[str, ...], int] | None:
    if cursor.codes[i] == "O":
        return (), i
    if cursor.codes[i] not in "NDBCK":
        return None
    found = list(cursor.items[i].countries)
    j = i + 1
    while j < i + _REACH and (
        cursor.fits(j, "D", "-&")
        or cursor.fits(j, "NB", "-")
        or (
            cursor.codes[i] in "NB" and cursor.fits(j, "NB", "&") and cursor.fits(j + 1, "O", "'")
        )  # "Russia and Turkey's ministers"
    ):
        found.extend(cursor.items[j].countries)
        j += 1
    words = "K" if cursor.headline else "KW"
    while j < i + _REACH and cursor.fits(j, words, "_'") and cursor.fits(j + 1, words + "O", "_'"):
        j += 1  # "Russian Foreign Ministry spokesman", "US Special Presidential Envoy"
    return (tuple(dict.fromkeys(found)), j) if cursor.fits(j, "O", "_'") else None


def _more_offices(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in a second office of the same person: "Prime Minister and Minister of Defence"."""
    while cursor.fits(k, "O", "_-d&") and not (cursor.gaps[k].code == "&" and cursor.gaps[k].words):
        named = cursor.fits(k + 1, "TWPs", "_,") or cursor.fits(k + 1, "NB", "o") or is_senator(cursor, k + 1)
        row = cursor.items[k].row("offices")
        one = named and row["level"] in ("minister", "foreign_minister", "business") and draft.level != "head_of_state"
        one = one or (row["office"] == "prime_minister" and cursor.items[k - 1].text.lower().endswith("crown prince"))
        if row["number"] == "plural" or (cursor.gaps[k].code == "&" and not one):  # "the president and Minister X"
            break
        crown = draft.office == "monarch" and row["office"] == "prime_minister"  # "the Crown Prince and Prime Minister"
        if crown:
            draft.level = row["level"]
        elif rank(row["level"]) < rank(draft.level):  # "Deputy Prime Minister and Foreign Minister"
            draft.office, draft.level, draft.vague = row["office"], row["level"] or None, False
        draft.stop = cursor.items[k].stop
        k += 1
    return k


def _after_dash(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in "Deputy Prime Minister of Russia - Minister of Industry of Russia"."""
    second = office_phrase(cursor, k)
    if second is None or second[0].plural:
        return k
    draft.stop, draft.countries = second[0].stop, draft.countries or second[0].countries
    return second[1]


def is_senator(cursor: Cursor, k: int) -> bool:
    """Whether an office is a mere title before a name: "the Foreign Minister, Senator X"."""
    return cursor.fits(k, "O", ",") and cursor.items[k].text.lower() == "senator" and cursor.fits(k + 1, "TWPs", "_")


def _province_after(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in "of Kaluga Oblast" after a governor; a province is in no table."""
    if draft.office not in ("governor", "head") or draft.countries or not cursor.fits(k, "Wc", "o"):
        return k
    last, end, province = k, k + 1, False
    while end < k + _REACH and cursor.fits(end, "W", "_"):
        word = cursor.items[end].text.lower()
        province = province or word in word_list("provinces")
        if word in word_list("provinces") or (province and word in word_list("organisations")):
            last = end
        end += 1
    if draft.office == "head":
        if not province:
            return k
        draft.level = "region"  # "chairman of the Vitebsk Oblast Executive Committee"
    draft.stop = cursor.items[last].stop
    if draft.office == "governor" and cursor.codes[k] == "c":  # "Mayor of Trabzon"
        draft.countries = cursor.items[k].countries
    return last + 1


def _committee_after(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in "of the State Committee for National Security of Kyrgyzstan" after a chairman."""
    for m in range(k, min(k + _REACH, len(cursor.codes))):
        item = cursor.items[m]
        if item.start - draft.stop > _LONGEST:
            break
        if item.code == "N" and _COMMITTEE.fullmatch(cursor.text[draft.stop : item.start]):
            draft.countries, draft.stop = item.countries, item.stop
            return m + 1
    return k


def _country_after(cursor: Cursor, draft: Draft, k: int) -> int:
    while cursor.fits(k, "NDBKCcRm", "orit"):
        link, code = cursor.gaps[k].code, cursor.codes[k]
        if link == "i" and code in "Cc" and cursor.fits(k + 1, "TWPs", "_"):  # "Ambassador in Moscow X"
            draft.stop = cursor.items[k].stop
            return k + 1
        if link == "i" and (code in "Cc" or draft.countries or (code == "D" and not cursor.fits(k + 1, "K", "_'"))):
            break
        named = draft.office == "envoy" and cursor.fits(k + 1, "TWPs", "_,")  # "Cairo's envoy to Khartoum, X"
        serves = link == "r" and draft.office == "adviser" and cursor.fits(k + 1, "O", "_'")
        if serves or (link == "t" and draft.office != "ambassador" and not named):
            return _served(cursor, draft, k)
        _belongs_to(cursor, draft, k)
        k += 1
        if code in "NDBm":
            k = _listed(cursor, draft, k)
    return k


def _belongs_to(cursor: Cursor, draft: Draft, k: int) -> None:
    link, code, item = cursor.gaps[k].code, cursor.codes[k], cursor.items[k]
    if code == "K":
        _of_body(cursor, draft, k)
    elif code == "B" and item.text.endswith("Parliament") and not draft.plural:
        draft.level, draft.countries = "parliament", item.countries
    elif code == "m":
        draft.region = True
        if item.cell("regions", "kind") == "subnational" and draft.level in _HEADS and not draft.plural:
            draft.level = "region"
    elif _COMPOUND.match(cursor.text[item.stop : item.stop + 2]):  # "of the U.N.-backed Libyan government"
        return
    elif link not in "tr" and code in "NBDC" and not (draft.countries and code == "C"):
        draft.countries = (*draft.countries, *item.countries)
    draft.stop = item.stop


def _served(cursor: Cursor, draft: Draft, k: int) -> int:
    """Read whom somebody serves: "an aide to the Russian president" is Russian."""
    if draft.office in ("official", "adviser") and cursor.fits(k, "NDBC", "tor") and cursor.fits(k + 1, "O", "_'"):
        draft.countries = draft.countries or cursor.items[k].countries
        after = k + 2
        while cursor.fits(after, "WPs", "_p"):  # "chief of cabinet for European Commission President X"
            after += 1
        draft.stop = cursor.items[after - 1].stop
        return after
    return k


def _listed(cursor: Cursor, draft: Draft, k: int) -> int:
    """Take in the rest of a list: "the presidents of Russia, Belarus and Kazakhstan"."""
    while draft.plural and cursor.fits(k, "NDB", ",&-") and len(draft.countries) < _MOST_COUNTRIES:
        draft.countries = (*draft.countries, *cursor.items[k].countries)
        draft.stop = cursor.items[k].stop
        k += 1
    if cursor.fits(k, "K", "_'") and cursor.codes[k - 1] in "ND":  # "of the Belarusian parliament"
        _of_body(cursor, draft, k)
        draft.stop = cursor.items[k].stop
        return k + 1
    return k


def _of_body(cursor: Cursor, draft: Draft, k: int) -> None:
    """Give "chairman of the parliament" the level of the parliament."""
    row = cursor.items[k].row("bodies")
    if row["body"] == "central_bank":
        draft.office, draft.level = "governor_of_bank", "official"
    if row["level"] == "parliament" and draft.office in ("vice_president", "official"):
        draft.level = "parliament"  # "Deputy Chairman of the State Duma"
    if (not draft.level or draft.office == "president") and row["level"] in _BODY_LEVELS:
        draft.level = row["level"]
    if not draft.countries and row["countries"]:
        draft.countries = tuple(row["countries"].split())
