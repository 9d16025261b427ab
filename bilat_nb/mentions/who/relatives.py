"""Offices told by a clause: "Roman Golovchenko, who heads the government of Belarus"."""

from __future__ import annotations

import re2

_OPENING = re2.compile(
    r"^[,;]? ?(?:\(|– )?who (?:also |now |currently )?([a-z]+) (?:up |as )?(?:the |its |their )?((?:[\w'’-]+ ?){0,4})"
)
_VERBS = frozenset(
    ("heads", "headed", "leads", "led", "chairs", "chaired", "runs", "represents", "represented", "speaks", "governs")
)
_POSTS = (
    (("government", "cabinet"), "prime_minister", "head_of_government"),
    (("state", "country", "nation", "republic"), "president", "head_of_state"),
    (("foreign ministry", "ministry of foreign", "ministry of external", "foreign office", "diplomacy"), "foreign_minister", "foreign_minister"),
    (("parliament", "senate", "duma", "national assembly", "upper house", "lower house", "federation council"), "speaker", "parliament"),
    (("ministry", "department"), "minister", "minister"),
    (("region", "oblast", "province"), "governor", "region"),
    (("board", "management", "supervisory", "company", "concern", "group"), "business", "business"),
)  # fmt: skip


def relative_office(text: str, start: int, stop: int) -> tuple[str, str] | None:
    """Return office and level when a clause right behind a name tells them.

    Examples
    --------
    >>> relative_office("Roman Golovchenko, who heads the government of Belarus", 17, 54)
    ('prime_minister', 'head_of_government')
    """
    if not text.startswith((", who ", " who ", " – who ", " (who ")[0:2], start):
        return None
    match = _OPENING.match(text[start : min(stop, start + 90)])
    if match is None or match.group(1) not in _VERBS:
        return None
    what = match.group(2).lower()
    for cues, office, level in _POSTS:
        if any(cue in what for cue in cues):
            return office, level
    return ("official", "official") if match.group(1) in ("represents", "represented", "speaks") else None
