"""A cue of contact, and the words that only colour it: "by phone", "in person"."""

from __future__ import annotations

from bilat_nb.facts.contacts.line import BREAK, Line
from bilat_nb.frozen import frozen

_MEDIUM_REACH, _NUMBER_REACH = 12, 4


@frozen
class Cue:
    """A cue at an index of a line: its role and the kind of contact it tells of."""

    index: int
    role: str
    kind: str
    word: str


def fold_medium(line: Line, cues: list[Cue], index: int, kind: str) -> bool:
    """Make the cue before "by phone" a call, unless another clause lies between; tell whether it was done."""
    if not cues or index - cues[-1].index > _MEDIUM_REACH:
        return False
    last = cues[-1]
    if kind == "meeting" and last.role == "body":  # "sat face to face with his host"
        cues[-1] = Cue(last.index, "mutual", kind, last.word)
        return True
    if (
        BREAK in line.gap(last.index, index)
        or "op" in line.gap(last.index, index)
        or last.role in ("travel", "chair", "act", "body", "presence")
    ):
        return False
    role = "mutual" if last.role in ("speak", "topic") else last.role
    if kind == "call" and last.role == "mutual" and _counted_apart(line, last.index, index):
        cues.append(Cue(index, "mutual", kind, line.word(index)))
        return True
    if kind == "meeting" and last.role not in ("speak", "topic"):
        return True
    cues[-1] = Cue(last.index, role, "session" if last.kind == "session" else kind, last.word)
    return True


def _counted_apart(line: Line, cue: int, index: int) -> bool:
    """Whether "met five times in person and twice by video link": the medium has a number of its own."""
    joint = line.codes.rfind("&", cue, index)
    if joint > 0 and any(map(is_count, map(line.word, range(cue, joint)))):
        return True  # "have sat down eleven times and been on the phone some twenty times"
    return joint > 0 and index - joint <= _NUMBER_REACH and any(map(is_count, map(line.word, range(joint, index))))


def is_count(word: str) -> bool:
    """Whether a word counts occasions: twice, times."""
    return word in ("once", "twice", "thrice", "times", "occasions")
