"""Lengths of time that lead to a period: the two years of "the past two years" and of "two years later"."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.measures import Draft, measure
from bilat_nb.mentions.phrases import last_word
from bilat_nb.mentions.ranges import second_number
from bilat_nb.model import Period

_LED_TO = ("deictic", "comparison")
_AWAY: tuple[list[str], ...] = ([], ["ago"], ["earlier"], ["later"], ["before"], ["after"], ["previously"], ["since"])
"""What may follow a length of time within a period: "of" makes it a part of a year ("nine months of this year")."""

_MOST = 1000
"""Who writes "versus 128,000 week ago" leaves out an article."""


def length_within(text: str, start: int, stop: int | None, period: Period, countries: Sequence[str]) -> Draft | None:
    """Read the number at `start` as a length of time within a period; None when it belongs to a date or a part of one.

    Parameters
    ----------
    text : str
        The document.
    start, stop : int
        The number in figures; `stop` is None for one in words.
    period : Period
        The period in which it stands.
    countries : sequence of str
        The countries of the text, as for `measure`.
    """
    if period.kind not in _LED_TO or last_word(text, start).lower() == "first":
        return None
    draft = measure(text, start, stop, countries)
    if draft is None:
        return None
    two = second_number(text, draft, countries, None)
    last = two.right if two is not None and two.is_range else draft  # "three or four years"
    away = last.dimension == "time" and last.stop <= period.stop and last.number.value < _MOST
    return draft if away and text[last.stop : period.stop].lower().split()[:1] in _AWAY else None
