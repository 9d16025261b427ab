"""Why a number is no quantity: years, dates, times, phones, addresses, labels, names, scores, list numbers, counters.

Each rule looks at one number in its text and gives a reason or None; the first reason counts. The rules of `EARLY` are
asked of every number, the others only of numbers without unit, currency or scale.
"""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.mentions import digit_rules, word_rules
from bilat_nb.mentions.digit_rules import Suspect, chain_stop

__all__ = ["EARLY", "IN_FIGURES", "IN_WORDS", "Suspect", "chain_stop", "why_not"]

Rule = Callable[[str, Suspect], str | None]

EARLY: tuple[Rule, ...] = (digit_rules.clock, digit_rules.glued)
IN_FIGURES: tuple[Rule, ...] = (
    *EARLY,
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
    word_rules.definite,
    word_rules.name,
)
APART: tuple[Rule, ...] = (
    digit_rules.year_range,
    digit_rules.year,
    digit_rules.day,
    word_rules.labelled,
    word_rules.address,
    word_rules.counter,
    digit_rules.postcode,
    word_rules.definite,
    word_rules.name,
)
"""Those that can speak of figures with a space on both sides: the others look at what touches them."""
IN_WORDS: tuple[Rule, ...] = (word_rules.address, word_rules.compound, word_rules.definite, word_rules.pronoun)


def why_not(text: str, it: Suspect, strong: bool) -> str | None:
    """Return the reason why this number is no quantity, or None.

    `strong` tells that a unit, a currency or a scale stands beside it.
    """
    apart = it.figure and text[it.stop : it.stop + 1] == " " and text[it.start - 1 : it.start] == " "
    if apart and strong:
        return None
    for rule in EARLY if strong else APART if apart else IN_FIGURES if it.figure else IN_WORDS:
        reason = rule(text, it)
        if reason is not None:
            return reason
    return None
