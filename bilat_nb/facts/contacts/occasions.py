"""The name of a body told as what takes place: "the 8th Joint Commission was held", "attended the council"."""

from __future__ import annotations

from bilat_nb.facts.contacts.body_words import body_kinds
from bilat_nb.facts.contacts.line import BREAK, CUE, PERIOD, Line
from bilat_nb.facts.contacts.names import JOINT_BODY, LOOSE_BODY, ROUND
from bilat_nb.facts.contacts.numbers import counts
from bilat_nb.model import Actor

_ATTENDS = ("attend", "attends", "attended", "attending", "addressed", "chair", "chaired")
_EVENT_BODIES = {"forum_of_regions": "forum", "collegium": "session"}
_NAMED = (JOINT_BODY, LOOSE_BODY, ROUND)
_HOLDS = (
    "hold", "holds", "held", "holding", "host", "hosts", "hosted", "hosting", "conduct", "conducted", "conducting",
    "convene", "convened", "convenes", "convening", "conclude", "concluded", "concludes", "open", "opened", "opens",
    "launch", "launched", "organise", "organised", "organize", "organized", "co-hosted",
)  # fmt: skip
_ENDS = ("concluded", "concludes", "ended", "ends", "opened", "opens", "started", "starts", "wrapped", "wound")
_DONE = ("held", "hosted", "convened", "organised", "organized", "scheduled", "planned", "conducted", "expected")
_REACH, _BEHIND, _BESIDE = 6, 10, 4


def attended(line: Line, index: int) -> bool:
    """Whether somebody takes part in a body, as in its session: "took part in the High-Level Cooperation Council"."""
    i = index - 1
    while line.code(i) in "fex" and line.word(i) not in _ATTENDS and i > index - 5:
        i -= 1
    return line.word(i) in _ATTENDS or (line.word(i) == "in" and line.word(i - 1) == "part")


def come_for(line: Line, index: int) -> bool:
    """Whether somebody comes for a body's session: "will host the minister for the Bi-National Commission"."""
    i = index - 1
    while line.code(i) in "fex" and line.word(i) != "for" and i > index - 5:
        i -= 1
    return line.word(i) == "for" and line.codes[index + 1 : index + 2] not in ("E", "o")


def event_kind(actor: Actor | None) -> str:
    """Return the kind of the event that has the name of a body too (a forum, a collegium), or an empty string."""
    return _EVENT_BODIES.get(actor.office or "", "") if actor is not None and actor.kind == "body" else ""


def named(actor: Actor | None) -> bool:
    """Whether an actor is a body or a dialogue known by its name."""
    if actor is None or actor.kind != "body":
        return False
    return actor.office in _NAMED or body_kinds().get(actor.office or "", "") == "session"


def occasion(line: Line, index: int) -> bool:
    """Whether the body at an index is told as what takes place, and no other word tells its session."""
    if not named(line.items[index].actor) or _told_otherwise(line, index):
        return False
    return _entry(line, index) or _held_before(line, index) or _takes_place(line, index) or _numbered(line, index)


def _entry(line: Line, index: int) -> bool:
    """Read "14 March, Vilnius: 5th Council of Presidents": an entry of a list, a day and a colon before the body."""
    before = line.codes[:index]
    return PERIOD in before[:3] and ":" in line.words[:index] and not any(code in before for code in "EKVSAHF")


def _told_otherwise(line: Line, index: int) -> bool:
    """Whether a word of contact tells the session: "session of the body", "body meeting", "the body met"."""
    for i in range(max(index - _BESIDE, 0), index):
        if line.codes[i] == CUE and _of_session(line, i) and "o" in line.gap(i, index):
            return True
    stop = line.first(BREAK + "Sq", index + 1, index + _BEHIND) or index + _BEHIND
    for i in range(index + 1, min(stop, len(line.codes))):
        aside = "A" in line.gap(index, i) and "," in line.gap(index, i)
        if line.codes[i] == CUE and _of_session(line, i) and not aside:
            return True
    before = line.first(CUE, max(index - _BEHIND, 0), index)
    return before is not None and _role(line, before) == "chair"


def _role(line: Line, index: int) -> str:
    token = line.items[index].token
    return token.cell("contact_forms", "role") if token is not None else ""


def _of_session(line: Line, index: int) -> bool:
    token = line.items[index].token
    if token is None:
        return False
    role, kind = (token.cell("contact_forms", column) for column in ("role", "kind"))
    return role in ("body", "chair", "again") or kind == "session" or (role in ("noun", "mutual") and kind == "meeting")


def _held_before(line: Line, index: int) -> bool:
    """Read "held the third", "will host the next" right before a body."""
    i = index - 1
    while line.code(i) in "fexrG" and line.word(i) not in _HOLDS and i > index - _REACH:
        i -= 1
    return line.word(i) in _HOLDS


def _takes_place(line: Line, index: int) -> bool:
    """Read "took place", "was held in Oslo", "is scheduled for May", "concluded" behind a body."""
    for i in range(index + 1, min(index + _BEHIND, len(line.codes))):
        if line.codes[i] in BREAK + CUE + "ASqd":
            return False
        word = line.word(i)
        if word == "place" and line.word(i - 1).startswith(("t", "happen")):
            return True
        if word in _DONE and line.code(i + 1) not in "frexj":
            return True
        if word in _ENDS and line.code(i + 1) not in "rexj":
            return True
    return False


def _numbered(line: Line, index: int) -> bool:
    """Read "at the 8th Joint Commission in Manila on 17 October": a number before it, and a day or month behind."""
    if not any(counts(line.items[i]) or line.word(i) in ("next", "last") for i in range(max(index - 2, 0), index)):
        return False
    stop = line.first(BREAK + CUE + "AS", index + 1, index + _BEHIND) or index + _BEHIND
    return PERIOD in line.codes[index + 1 : stop]
