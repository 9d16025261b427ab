"""Comparing: which figures of a sentence are only what another one is compared with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilat_nb.model import Quantity

FROM = re.compile(
    r"\b(?:from|against|than|versus|vs\.?|over the|(?:compared|compares|comparison)\s+(?:to|with))\s+"
    r"(?:(?:the|about|some|only|just|an?|last|its|year[- ]earlier|exports?|imports?|trade"
    r"|revised|provisional|previous|record|turnover|level|figure|amount|value|those|that|total|of|worth|surplus|deficit)\s+){0,5}$",
    re.I,
)
BASE_LEAD = re.compile(
    r"\b(?:than|against|versus|vs\.?|compared (?:to|with)|comparison (?:to|with)|relative to|compares with"
    r"|(?:those|that|level|figures?|ones?) of|year-on-year|on|exceed(?:s|ed|ing)|above|below|times the"
    r"|a par with)\s+"
    r"(?:(?:in|for|during|of|the|an?|from|to|what it was in|those of|that of|its|their|price|levels?|as of)"
    r"\s+){0,4}$",
    re.I,
)
COMPARED = re.compile(
    r"\b(?:from|against|versus|vs\.?|compared (?:to|with))\s+"
    r"(?:(?:about|some|only|just|nearly|around|an?|the|a revised|an estimated)\s+)?$",
    re.I,
)
COMPARES = re.compile(
    r"\b(?:from|than|above|below|over|on|against|vs\.?|versus|compared (?:with|to))\s+(?:a\s+|the\s+)?$"
)
"""As in "fell to 34.8 bn from December's 36.4 bn"."""
LINK = 30
"""Characters from a period that owns a figure to the figure."""
EVENT = re.compile(
    r"\b(?:signed|concluded|launched|announced|introduced|opened|adopted|ratified|imposed|elected)"
    r"(?:\s+[A-Za-z’'-]+){0,7}\s+(?:in\s+|on\s+|earlier\s+)?$"
)
"""As in "an accord signed by the two presidents last July": when something else took place."""
WHAT_IT_WAS = re.compile(r"\b(?:double|twice|triple|treble|half|than|from|times) what (?:it|they) w(?:as|ere)\b[^.;]*$")
"""As in "double what it was when the agreement began to apply in 2017"."""
_ONE_MORE = re.compile(
    r"(?:\s+(?:surplus|deficit|shortfall|gap|rise|increase|decline|fall|drop))?"
    r"(?:\s+(?:recorded |registered )?(?:in|for|during) [\w\s-]{3,24}"
    r"|\s[\w\s-]{0,14}(?:ago|earlier|before|previously))?,?\s*(?:and|,)\s+(?:(?:\w+\s+)?"
    r"|(?:exports?|imports?|sales|purchases)\s+of\s+(?:an?\s+)?)"
)


def is_one_more(text: Callable[[int, int], str], figures: Sequence[Quantity], low: int, figure: Quantity) -> bool:
    """Whether a figure is what another is compared with: "compared to $71 mln in 2012 and $32 mln in 2008".

    text: gives the words between two offsets. low: where the part of the sentence that holds the figure begins.
    """
    place = figure.start
    for before in [*reversed([f for f in figures if f.stop <= figure.start]), None]:
        if FROM.search(text(max(low, place - 40), place)):
            return before is not None
        if before is None or not _ONE_MORE.fullmatch(text(before.stop, place)):
            return False
        place = before.start
    return False
