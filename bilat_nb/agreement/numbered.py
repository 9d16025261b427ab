"""Forums and sessions by their numbers: the fifth cannot come before the fourth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Protocol

import numpy as np
import pandas as pd

from bilat_nb import vocabulary
from bilat_nb.agreement.verdicts import Check, Recomputed, code, judge, none
from bilat_nb.words import ordinal, period_words

PLAN = "one of them is a plan, and plans change"
_REACH = 80
_WORD = re.compile(r"[^\W\d_][\w'’]*|&")
_END = re.compile(r"[.;!?]\s|\n")
_FIRST_TIME = re.compile(r"\bfor the first time\b", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

ORDER = Check(
    "order of sessions",
    "a later one has a higher number",
    "the {b} is dated {b_when}, and the {t} {t_when}",
    holds="in that order",
    gap=False,
)


class HasContacts(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, int], frozenset[str]]:
    words = {form: int(row["value"]) for row in vocabulary.table("ordinals") for form in vocabulary.forms(row)}
    nouns = [form for row in vocabulary.table("agreement/numbered") for form in vocabulary.forms(row)]
    number = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    numbers = rf"(?P<word>{number})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<roman>[IVXL]{{1,6}})"
    lead = r"(?P<lead>(?:[\w'’-]{1,30}\s){0,5}?)"
    pattern = rf"\b(?:{numbers})\s{lead}(?P<noun>{'|'.join(nouns)})s?\b"
    small = {form for row in vocabulary.table("agreement/small_words") for form in vocabulary.forms(row)}
    return re.compile(pattern, re.IGNORECASE), words, frozenset(small)


@cache
def _country_words() -> frozenset[str]:
    """Words that name countries: a forum is the same in whichever order they stand."""
    rows = vocabulary.table("countries")
    cells = [cell for row in rows for name, cell in row.items() if name not in ("code", "example")]
    return frozenset(word.casefold() for cell in cells for word in _WORD.findall(cell))


def numbered(text: str, start: int, stop: int) -> tuple[int, frozenset[str]] | None:
    """Return number and name of the body or forum that is told about at a place of a text.

    Parameters
    ----------
    text : str
        The document.
    start, stop : int
        Span of the contact; words of its sentence nearby are looked at too.

    Returns
    -------
    (int, frozenset of str) or None
        The name as its words in small letters, without countries and small words.

    Examples
    --------
    >>> text = "In June Grodno hosted the 9th Forum of Regions of Belarus and Russia."
    >>> number, name = numbered(text, 0, 20)
    >>> number, sorted(name)
    (9, ['forum', 'regions'])
    """
    before = text[max(0, start - _REACH) : start]
    head = max((m.end() for m in _END.finditer(before)), default=0)
    after = text[stop : stop + _REACH]
    tail = m.start() if (m := _END.search(after)) else len(after)
    window = before[head:] + text[start:stop] + after[:tail]
    pattern, words, _ = _patterns()
    if found := pattern.search(window):
        number = words.get(found["word"].lower()) if found["word"] else int(found["digits"] or _roman(found["roman"]))
        name = _name(found["lead"] + found["noun"] + window[found.end() :])
        return (number, name) if number and len(name) > 1 else None
    if _FIRST_TIME.search(text[start:stop]):
        name = _name(text[start:stop])
        return (1, name) if len(name) > 1 else None
    return None


def _roman(digits: str) -> int:
    values = [_ROMAN[d.upper()] for d in digits]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _name(text: str) -> frozenset[str]:
    """The words of a name: capitals and small words in a row, the noun that it begins with in any case."""
    kept: list[str] = []
    small, place = _patterns()[2], 0
    for word in _WORD.finditer(text):
        gap = text[place : word.start()]
        if place and gap.strip(" -–"):
            break
        if kept and word[0] != "&" and not word[0][0].isupper() and word[0].lower() not in small:
            break
        if word[0] in ("in", "on") and kept:
            break
        kept.append(word[0].casefold())
        place = word.end()
    return frozenset(w for w in kept if w not in small and w not in _country_words())


def check_order(facts: HasContacts) -> pd.DataFrame:
    """Return verdicts on the numbers of forums and sessions against their dates.

    Parameters
    ----------
    facts : Facts
        Its contacts and its texts are read.

    Returns
    -------
    DataFrame
        One row for each number and the next lower one: ``stated`` is the number, ``recomputed`` what one a year would
        make of the lower one. Only the order can be contradicted: not every forum is annual.
    """
    rows = _numbered_rows(facts)
    if rows.empty:
        return none()
    rows = rows.assign(cell=code(rows, ["kind", "countries", "name"]))
    rows = rows.sort_values(["cell", "number", "start"], kind="stable").drop_duplicates(
        ["cell", "number", "start", "end"]
    )
    earlier = rows.groupby("cell")[list(rows.columns)].shift()
    known = earlier["number"].notna()
    return (
        _judge_order(rows[known].reset_index(drop=True), earlier[known].reset_index(drop=True))
        if known.any()
        else none()
    )


def _numbered_rows(facts: HasContacts) -> pd.DataFrame:
    texts: Mapping[str, str] = getattr(facts, "texts", {})
    rows = facts.contacts
    rows = rows[rows["kind"].isin(["forum", "session"]) & rows["start"].notna() & rows["doc_id"].isin(list(texts))]
    spans = zip(rows["doc_id"], rows["span_start"], rows["span_stop"], strict=True)
    found = [numbered(texts[doc], int(a), int(z)) for doc, a, z in spans]
    rows = rows.assign(
        number=[f[0] if f else np.nan for f in found], name=[" ".join(sorted(f[1])) if f else "" for f in found]
    )
    return rows[rows["number"].notna()]


def _judge_order(later: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame({"start": later["start"], "end": later["end"], "countries": later["countries"].fillna("")})
    frame["unit"] = "number"
    for name, rows in (("t", later), ("b", earlier)):
        number = rows["number"].astype(float)
        frame[f"{name}_value"], frame[f"{name}_low"], frame[f"{name}_high"] = number, number, number
        frame[f"{name}_fact_id"], frame[f"{name}_doc_id"] = rows["fact_id"], rows["doc_id"]
        frame[f"{name}_text"] = [f"{ordinal(int(n))} {k}" for k, n in zip(rows["kind"], number, strict=True)]
        frame[f"{name}_when"] = [
            period_words(a, z) for a, z in zip(rows["start"].dt.date, rows["end"].dt.date, strict=True)
        ]
    years = later["start"].dt.year - earlier["start"].dt.year
    wrong = later["end"] < earlier["start"]
    apart = later["number"].eq(earlier["number"]) & (later["start"] > earlier["end"])
    made = (earlier["number"].astype(float) + years).to_numpy(dtype=float)
    held = np.where(wrong | apart, np.inf, 1.0)
    planned = later["status"].eq("planned") | earlier["status"].eq("planned")
    return judge(
        frame, ORDER, "t", Recomputed(made, held, np.full(len(frame), np.inf)), ("b", "t"), np.where(planned, PLAN, "")
    )
