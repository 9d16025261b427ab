"""Years in words, as they are spoken: "nineteen ninety-five", "two thousand and twenty"."""

from __future__ import annotations

import re

from bilat_nb import vocabulary

_VALUES = {form: int(row["value"]) for row in vocabulary.table("number_words") for form in vocabulary.forms(row)}
_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_TENS = "|".join(word for word, value in _VALUES.items() if value >= 10)
_ONES = "|".join(word for word, value in _VALUES.items() if 1 <= value <= 9)
_WITHIN = re.compile(
    rf"(?i)({'|'.join(_CENTURIES)})(?: hundred(?: and)?)? (?:({_TENS})(?:[ -]({_ONES}))?|(?:oh|o)[ -]({_ONES}))\b"
)
_THOUSAND = re.compile(rf"(?i)two thousand(?:(?: and)? (?:({_TENS})(?:[ -]({_ONES}))?|({_ONES})))?\b")
_SOME = re.compile(r" [a-z]+s\b|-")
_LEADS = frozenset("in since until till during before after year of".split())

FIRST_WORDS = frozenset((*_CENTURIES, "two"))
"""The words with which a year can begin: only there it is worth a look."""


def spelled_year(text: str, start: int, dated: bool) -> tuple[int, int] | None:
    """Return the year in words that begins at `start`, and where it ends.

    Parameters
    ----------
    text : str
        The document.
    start : int
        Where a number word stands.
    dated : bool
        Whether a month or "year" stands right before: then "two thousand" is a year, else it needs "in" or the like.

    Examples
    --------
    >>> spelled_year("in nineteen ninety-five", 3, False)
    (1995, 23)
    >>> spelled_year("rose to two thousand and five tonnes", 8, False) is None
    True
    """
    match = _WITHIN.match(text, start)
    if match is not None:
        value = _CENTURIES[match[1].lower()] + sum(_VALUES.get((word or "").lower(), 0) for word in match.groups()[1:])
        return (value, match.end()) if _fits(match[2], match[3]) and not _counts(text, match.end()) else None
    match = _THOUSAND.match(text, start)
    if match is None or not _fits(match[1], match[2]) or _counts(text, match.end()):
        return None
    lead = text[max(0, start - 10) : start].lower().split()
    if not dated and (not lead or lead[-1] not in _LEADS):
        return None
    return 2000 + sum(_VALUES.get((word or "").lower(), 0) for word in match.groups()), match.end()


def _fits(tens: str | None, ones: str | None) -> bool:
    """Whether the words make a number below a hundred: "fifteen five" does not."""
    return ones is None or tens is None or _VALUES[tens.lower()] >= 20


def _counts(text: str, stop: int) -> bool:
    """Whether something is counted: "two thousand companies"."""
    match = _SOME.match(text, stop)
    return match is not None and match[0].strip() not in ("was", "is", "has", "as")
