"""Offices told by a clause: "Roman Golovchenko, who heads the government of Belarus"."""

from __future__ import annotations

import re2

from bilat_nb import vocabulary

_CLAUSE = re2.compile(
    r"^,? who (?:also |now |currently )?([a-z]+) (?:up |as )?(?:the |its |their )?((?:[\p{L}'’-]+ ?){0,4})"
)
_LEADS = frozenset("heads headed leads led chairs chaired runs governs".split())
_STANDS_FOR = frozenset("represents represented speaks".split())
_REACH = 90


def relative_office(text: str, start: int, stop: int) -> tuple[str, str] | None:
    """Return office and level when a clause right behind a name tells them.

    Examples
    --------
    >>> relative_office("Roman Golovchenko, who heads the government of Belarus", 17, 54)
    ('prime_minister', 'head_of_government')
    """
    if not text.startswith((", who ", " who "), start):
        return None
    match = _CLAUSE.match(text[start : min(stop, start + _REACH)])
    if match is None:
        return None
    if match.group(1) in _LEADS:
        return _post(match.group(2).lower())
    return ("official", "official") if match.group(1) in _STANDS_FOR else None


def _post(what: str) -> tuple[str, str] | None:
    for row in vocabulary.table("relative_offices"):
        if any(cue in what for cue in row["cues"].split("|")):
            return row["office"], row["level"]
    return None
