"""The levels of officials, highest first."""

from __future__ import annotations

RANK = tuple("head_of_state head_of_government foreign_minister minister parliament region official business".split())


def rank(level: str | None) -> int:
    """Return the place of a level in the order of precedence; unknown comes last."""
    return RANK.index(level) if level in RANK else len(RANK)
