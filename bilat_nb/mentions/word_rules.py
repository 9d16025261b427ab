"""Why a number is no quantity, by the words beside it: labels, addresses, lists, counters, names, pronouns."""

from __future__ import annotations

from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.digit_rules import Suspect
from bilat_nb.mentions.nouns import is_plural, noun_after
from bilat_nb.mentions.phrases import Phrases, chunk_at, role

_SHORT = 34
"""The length of a short line: a counter of readers, a list number with its indentation."""


@cache
def _labels(side: str) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for row in vocabulary.table("figures/labels"):
        if row["side"] == side:
            words = [form for form in vocabulary.forms(row) if form[0].isalpha()]
            found.add(words, [form for form in vocabulary.forms(row) if not form[0].isalpha()], row["reason"])
    return found


@cache
def _words(reason: str) -> frozenset[str]:
    return frozenset(
        f for row in vocabulary.table("figures/labels") if row["reason"] == reason for f in vocabulary.forms(row)
    )


def labelled(text: str, it: Suspect) -> str | None:
    """No. 5, Article 3, Unit 1, Phone 223."""
    if not it.start:
        return None
    found = _labels("before").before(text, it.start) if it.figure else None
    if found is not None and (found[0] != "name" or it.value < 1000):
        return found[0]
    return "number" if text[max(0, it.start - 2) : it.start].strip()[-1:] in ("№", "#") else None


def address(text: str, it: Suspect) -> str | None:
    """18 Oktyabrskaya Street; 5 p.m."""
    stop = it.stop
    for step in range(3):
        chunk = chunk_at(text, stop)
        if chunk is None:
            return None
        found = _labels("after").after(text, stop)
        if found is not None and (found[0] != "time" or step == 0):
            return found[0]
        if not chunk[1][0].isupper() or chunk[1][-1] == ".":
            return None
        stop = chunk.end()
    return None


def item(text: str, it: Suspect) -> str | None:
    """1. or 2) at the beginning of a line."""
    line = _line_start(text, it.start)
    if line is None or text[line : it.start].strip(" \t(•") or not it.figure:
        return None
    after = text[it.stop : it.stop + 2]
    told = after[:1] in (".", ")") and not after[1:].isdigit() and it.digits.isdigit()
    return "list" if told and it.value < 200 else None


def bullet(text: str, it: Suspect) -> str | None:
    """(1) or 2) within a sentence."""
    if not it.figure or it.value > 30 or text[it.stop : it.stop + 1] != ")" or not it.digits.isdigit():
        return None
    before = text[it.start - 1] if it.start else "\n"
    return "list" if before == "(" or (before.isspace() and "(" not in text[max(0, it.start - 60) : it.start]) else None


def counter(text: str, it: Suspect) -> str | None:
    """146 times, alone on its line."""
    chunk = chunk_at(text, it.stop)
    if chunk is None or chunk[1].lower().rstrip(".") not in _words("counter"):
        return None
    line, end = _line_start(text, it.start), text.find("\n", it.stop, it.stop + _SHORT)
    if not line or (end < 0 and len(text) > it.stop + _SHORT):
        return None
    alone = it.start == line or text[line : it.start].strip().lower() == "showing"
    return "counter" if alone and (len(text) if end < 0 else end) - line < _SHORT else None


def _line_start(text: str, place: int) -> int | None:
    """Where the line of a place begins, when that is not far."""
    found = text.rfind("\n", max(0, place - _SHORT), place)
    if found >= 0:
        return found + 1
    return 0 if place <= _SHORT else None


def compound(text: str, it: Suspect) -> str | None:
    """Two-way trade, net-zero emissions: a number word in a compound that measures nothing."""
    if not it.figure and it.start > 1 and text[it.start - 1] in ("-", "‐", "‑") and text[it.start - 2].isalpha():
        return "compound"
    after = text[it.stop : it.stop + 2]
    return "compound" if after[:1] in ("-", "‐", "‑") and after[1:].isalpha() and not it.figure else None


def definite(text: str, it: Suspect) -> str | None:
    """The two countries, both, our three nations: known ones, not counted."""
    if it.value not in (2, 3):
        return None
    words = text[max(0, it.start - 8) : it.start].lower().split()
    if not words or words[-1] not in role("definite"):
        return None
    chunk = chunk_at(text, it.stop)
    if chunk is None:
        return "definite"
    return "definite" if words[-1] in ("the", "our") and chunk[1].lower().rstrip(".") in _words("definite") else None


def name(text: str, it: Suspect) -> str | None:
    """Nord Stream 2, Boeing 737, Fortune 100: a small number after a name."""
    if not it.figure or not it.digits.isdigit() or not it.start or text[it.start - 1] not in " \u00a0":
        return None
    if text[it.start - 2 : it.start - 1].isspace():
        return None  # a cell of a table
    words = text[max(0, it.start - 26) : it.start].split()
    if not words or words[-1].islower() or not words[-1][-1].isalpha() or words[-1].lower() in role("leading"):
        return None
    if words[-1].endswith(("'s", "’s", "s'", "s’")):
        return None  # "Africa's 50 states"
    counted = noun_after(text, it.stop, it.stop + 60)
    return None if counted is not None and is_plural(counted[0].lower()) else "name"


def pronoun(text: str, it: Suspect) -> str | None:
    """One of them, no one, one another: a number word that counts nothing."""
    if it.figure or it.value != 1:
        return None
    chunk = chunk_at(text, it.stop)
    if chunk is None or not chunk[1][0].islower() or chunk[1].rstrip(".") in role("not_counted"):
        return "pronoun"
    words = text[max(0, it.start - 10) : it.start].lower().split()
    return "pronoun" if words and words[-1] in role("before_pronoun") else None
