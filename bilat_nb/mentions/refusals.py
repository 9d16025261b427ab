"""Why a number is no quantity: years, dates, times, phones, addresses, labels, names, scores, list numbers, counters.

Each rule looks at one number in its text and gives a reason or None. The rules of `EARLY` are asked of every number,
those of `WEAK` only of numbers without unit, currency or scale; the first reason counts.
"""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.mentions import digit_rules, word_rules
from bilat_nb.mentions.digit_rules import Suspect, chain_stop

__all__ = ["EARLY", "WEAK", "Suspect", "chain_stop", "why_not"]

Rule = Callable[[str, Suspect], str | None]

EARLY: tuple[Rule, ...] = (digit_rules.clock, digit_rules.glued)
WEAK: tuple[Rule, ...] = (
    digit_rules.chain,
    digit_rules.year_range,
    digit_rules.slash,
    digit_rules.followed_by_letters,
    digit_rules.year,
    digit_rules.day,
    word_rules.labelled,
    word_rules.address,
    word_rules.item,
    word_rules.bullet,
    word_rules.counter,
    digit_rules.score,
    digit_rules.postcode,
    word_rules.compound,
    word_rules.definite,
    word_rules.pronoun,
    word_rules.name,
)


def why_not(text: str, it: Suspect, strong: bool) -> str | None:
    """Return the reason why this number is no quantity, or None.

    `strong` tells that a unit, a currency or a scale stands beside it.
    """
    for rule in EARLY if strong else EARLY + WEAK:
        reason = rule(text, it)
        if reason is not None:
            return reason
    return None
