"""Whether a clause tells what is, or what is planned, expected or aimed at."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.model import Sentence, Token

REACH = 160
"""How many characters before a figure a cue may stand."""


def planned_cue(
    sentence: Sentence, start: int, stop: int, left: int | None = None, tokens: Sequence[Token] | None = None
) -> tuple[int, int] | None:
    """Return the span of the words that make [start, stop) planned, or None.

    Parameters
    ----------
    sentence : Sentence
        The sentence with its tokens.
    start, stop : int
        The span of the figure or event.
    left : int, optional
        Where the clause begins: a cue before it does not count.
    tokens : sequence of Token, optional
        The words to look at; by default the words of contact of the sentence.
    """
    floor = max(sentence.start if left is None else left, start - REACH)
    found = None
    for token in sentence.tokens if tokens is None else tokens:
        if token.start >= stop + REACH:
            break
        row = token.get("status_words")
        if row is None:
            continue
        after = row["reach"] == "around" and stop <= token.start <= stop + 60 and found is None
        if after or floor <= token.start < stop:
            found = (token.start, token.stop)
    return found


def status_of(sentence: Sentence, start: int, stop: int, left: int | None = None) -> str:
    """Return ``planned`` or ``actual`` for a figure at [start, stop)."""
    return "actual" if planned_cue(sentence, start, stop, left) is None else "planned"
