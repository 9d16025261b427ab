"""The words that tell of a contact, and what kind of contact they tell of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bilat_nb.facts.contacts.deed_words import may_tell
from bilat_nb.facts.contacts.line import ACTOR, BODY, PERIOD, PLACE, Line, make_line
from bilat_nb.facts.contacts.media import Cue, fold_medium
from bilat_nb.facts.contacts.names import ROUND, names_of
from bilat_nb.facts.contacts.occasions import attended, come_for, event_kind, occasion
from bilat_nb.facts.contacts.traps import trap
from bilat_nb.model import Actor, Reading, Sentence, Token, once

_PEOPLE = ("host", "dial", "topic", "guest", "joining")
_SIDE = ("sidelines", "sideline", "margins", "fringes")
_HOURS = ("morning", "afternoon", "evening")
_DEPARTURE_REACH = 10
_PAIR = 2
_MEDIUM_REACH, _NUMBER_REACH, _SPOKEN_REACH = 12, 4, 4
_JOINTLY = re.compile(
    r"\b(?:together|jointly)\b|\b(?:signed|opened|inaugurated|cut|unveiled|launched|laid|initialled)\b[^.;]{0,40} by\b"
)
_ONE_MORE = re.compile(
    r"(?:(?:The|Its|Their) "
    r"(?:[0-9]{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|last|latest|previous|next)"
    r"(?: one| edition| round)? (?:took place|takes place|will take place|(?:was|were|will be|is to be|had been) "
    r"(?:held|hosted|convened|organi[sz]ed|scheduled|planned))\b"
    r"|The (?:last|latest|first|most recent|next)(?: one)?(?: of (?:them|these|those))?, (?:in|on|at) "
    r"|(?:At|In) (?:the|their) (?:latest|last|most recent)(?: one)?, in )"
)
_COUNCILS = ("interstate_council", "intergovernmental_commission", "joint_cabinet", "supreme_state_council")


def cue_tokens(sentence: Sentence, text: str, bodies: Sequence[Actor] = ()) -> list[Token] | None:
    """Return the tokens of a sentence that are contact forms, or None when nothing there tells of a contact."""
    tokens = [t for t in sentence.tokens if "contact_forms" in t.lexeme.readings]
    if bodies or any(map(event_kind, sentence.actors)) or _two_in_one_place(sentence, text):
        return tokens
    if sentence.periods and any(a.office in _COUNCILS for a in sentence.actors):
        return tokens
    if not tokens:
        return None
    roles = {t.cell("contact_forms", "role") for t in tokens}
    return tokens if any(_possible(role, sentence) for role in roles) else None


def _two_in_one_place(sentence: Sentence, text: str) -> bool:
    """Whether two people, a place and a time are told: they may have met without a word for it."""
    if not sentence.periods:
        return False
    if sentence.places and any(a.plural and a.level and len(a.countries) > 1 for a in sentence.actors):
        return True
    if sum(a.person is not None for a in sentence.actors) < _PAIR:
        return False
    return bool(sentence.places) or _JOINTLY.search(text, sentence.start, sentence.stop) is not None


def _possible(role: str, sentence: Sentence) -> bool:
    """Whether a sentence has what a cue of that role asks for; most of the frequent verbs fail here, at no cost."""
    if role in _PEOPLE:
        return any(a.kind in ("person", "office", "reference") for a in sentence.actors)
    if role == "act":
        return bool(sentence.periods) and any(a.kind == "body" for a in sentence.actors)
    if role in ("presence", "departure", "ceremony"):
        return bool(sentence.periods) and any(a.person for a in sentence.actors)
    if role == "medium":
        return bool(sentence.actors or sentence.periods)
    return role != "chair" or bool(sentence.actors)


@once
def lines_of(reading: Reading) -> tuple[tuple[Sentence, Line | None], ...]:
    """Return every sentence with its line, or with None where nothing tells of a contact."""
    lines = []
    names = names_of(reading)
    for sentence in reading:
        bodies = [name.actor for name in names.get(sentence.index, ())]
        tokens = cue_tokens(sentence, reading.text, bodies) if sentence.block != "furniture" else None
        if tokens is None and (points_back(sentence, reading.text) or may_tell(sentence, reading.text)):
            tokens = []
        lines.append((sentence, None if tokens is None else make_line(sentence, reading.text, tokens, bodies)))
    return tuple(lines)


def _in_session(line: Line, before: Cue, cue: Cue) -> bool:
    """Whether "met in emergency session" tells one meeting."""
    near = cue.index - before.index < _NUMBER_REACH and line.word(before.index + 1) == "in"
    return before.role == "mutual" and cue.word in ("session", "sitting") and near


def _is_noun_before(before: Cue, cue: Cue) -> bool:
    """Whether "was in" is said of a meeting: "Their last encounter was in Accra"."""
    return before.role == "noun" and cue.index - before.index == 1


def points_back(sentence: Sentence, text: str) -> bool:
    """Whether a sentence begins with one more of what was told: "The 30th was held", "At the latest, in Oslo"."""
    return bool(sentence.periods) and _ONE_MORE.match(text, sentence.start, sentence.stop) is not None


def find_cues(line: Line) -> list[Cue]:
    """Return the cues of a line in order, a medium ("by phone") folded into the cue before it."""
    if "cues" not in line.memo:  # contacts and their counts ask
        line.memo["cues"] = _find_cues(line)
    found: list[Cue] = line.memo["cues"]
    return found


def _find_cues(line: Line) -> list[Cue]:
    cues: list[Cue] = []
    if points_back(line.sentence, line.text):
        return [Cue(1, "again", "meeting", line.word(1))]
    for index, item in enumerate(line.items):
        if item.code == BODY:
            cues += _body_cue(line, index, bool(cues))
        elif item.token is not None:
            role, kind = (item.token.cell("contact_forms", c) for c in ("role", "kind"))
            if role == "medium":
                if not fold_medium(line, cues, index, kind) and kind == "call":
                    cues.append(Cue(index, "medium", kind, line.word(index)))
            elif role != "departure":
                cues.append(_cue(line, index, role, kind))
            elif (bound := _bound_for(line, index)) is not None:
                cues.append(Cue(bound, "travel", kind, "left for"))
    cues = [_spoken(line, c) if c.role == "speak" else c for c in cues]
    kept = [c for c in cues if not trap(line, c.index, c.role, c.word) and not _setting(line, c)]
    kept = [c for i, c in enumerate(kept) if not (c.role == "presence" and i and _is_noun_before(kept[i - 1], c))]
    kept = [c for i, c in enumerate(kept) if not (i and _in_session(line, kept[i - 1], c))]
    kept = [c for i, c in enumerate(kept, 1) if i == len(kept) or not _doubled(line, c, kept[i])]
    return _in_call(line, kept)


def _in_call(line: Line, cues: list[Cue]) -> list[Cue]:
    """Make one call of "conferred with X in a video conference"."""
    for before, cue in pairwise(cues):
        gap = line.gap(before.index, cue.index)
        inside = line.word(cue.index - 2) in ("in", "during", "over", "by") and line.code(cue.index - 1) in "fx"
        plain = before.role in ("mutual", "topic", "speak") and cue.role == "noun" and cue.kind == "call"
        if inside and plain and not any(code in gap for code in ";&SkqE"):
            joined = Cue(before.index, "mutual", "call", before.word)
            return [joined if c is before else c for c in cues if c is not cue]
    return cues


def _bound_for(line: Line, index: int) -> int | None:
    """Where "for" stands in "left on Wednesday for Los Angeles", "departed Abuja on Monday for Doha"."""
    for i in range(index + 1, index + _DEPARTURE_REACH):
        if (line.word(i) == "for" or line.code(i) == "t") and line.code(
            i + 1 + (line.code(i + 1) == "f")
        ) in PLACE + "C":
            return i
        if line.code(i) not in "nTiLCfx,":
            break
    return None


def _body_cue(line: Line, index: int, told: bool) -> list[Cue]:
    """The cue that the name of a body is, where it is that of an event, is attended, or is what somebody comes for."""
    actor = line.items[index].actor
    if kind := event_kind(actor):
        return [Cue(index, "noun", kind, _text(line, index))]
    if told and come_for(line, index):
        return [Cue(index, "occasion", "session", _text(line, index))]
    if actor is not None and actor.office == ROUND:
        text = _text(line, index)  # consultations of ministries are talks, those of governments a session
        talks = "consultation" in text and not any(word in text for word in ("government", "foreign office", "2+2"))
        return [Cue(index, "round", "meeting" if talks else "session", text)]
    sits = attended(line, index) or occasion(line, index)
    return [Cue(index, "noun", "session", _text(line, index))] if sits else []


def _spoken(line: Line, cue: Cue) -> Cue:
    """Make a call of "the president spoke today with President X of Y", which readouts say of calls only."""
    i = cue.index + 1
    while line.code(i) in "Tnf" and i - cue.index <= _SPOKEN_REACH:
        i += 1
    dated = PERIOD in line.codes[max(cue.index - _MEDIUM_REACH, 0) : i + _MEDIUM_REACH] or _today(
        line, cue.index, i + _MEDIUM_REACH
    )
    linked = line.word(i) == "with" or (line.word(i) == "to" and dated)
    direct = linked and ACTOR in line.codes[i + 1 : i + 3] and ACTOR in line.codes[: cue.index]
    placed = PLACE in line.codes[cue.index : i + _NUMBER_REACH]
    placed |= line.among(("where",), cue.index - _NUMBER_REACH, cue.index)  # "to Moscow, where he talked to X"
    beside = any(p.period and p.period.granularity == "day" for p in line.items[cue.index : cue.index + 4])
    if beside and line.codes[: cue.index].endswith("A&A") and line.code(cue.index + 1) in "nT":
        direct = True  # "Prime Ministers A and B spoke on Tuesday"
    return Cue(cue.index, "mutual", "call", cue.word) if direct and not placed else cue


def _today(line: Line, start: int, stop: int) -> bool:
    """Whether "this morning" or its like stands between two indices."""
    return any(line.word(i) == "this" and line.word(i + 1) in _HOURS for i in range(start, stop))


def _doubled(line: Line, cue: Cue, after: Cue) -> bool:
    """Whether the next cue tells the same: "summit talks", "came together for talks"."""
    if after.role != "noun":
        return False
    if cue.role == "noun" and after.index == cue.index + 1 and "m" not in line.codes[cue.index : after.index + 1]:
        return after.kind in ("meeting", "call") and cue.kind == "session" and line.codes[cue.index] != "B"
    return (
        cue.word.endswith("together") and line.word(cue.index + 1) == "for" and after.index - cue.index < _NUMBER_REACH
    )


def _text(line: Line, index: int) -> str:
    item = line.items[index]
    return line.text[item.start : item.stop].lower()


def _cue(line: Line, index: int, role: str, kind: str) -> Cue:
    word = line.word(index)
    if word == "met" and line.code(index - 1) == "V" and _by_after(line, index):
        role = "host"  # "the guest was met by X"
    if word in ("visit", "visits"):
        role = "travel" if _is_verb(line, index) else "noun"
    if word == "meeting" and (line.code(index - 1) == "V" or _participle(line, index)):
        role = "mutual"  # "will be meeting his counterpart", "was in Oslo, meeting Prime Minister X"
    return Cue(index, role, kind, word)


def _by_after(line: Line, index: int) -> bool:
    """Whether "by" follows, a place or a day in between: "was met at the airport by"."""
    i = index + 1
    while line.code(i) in "infxLT" and i < index + 6:
        i += 1
    return line.code(i) == "y" and line.code(i + 1) in "Afj"


def _participle(line: Line, index: int) -> bool:
    """Whether "meeting" has an object right behind it, after a comma or a preposition."""
    i = index + 1
    while line.code(i) in "fCj" and i < index + 4:
        i += 1
    return line.code(index - 1) in ",s" and line.code(i) == ACTOR


def _is_verb(line: Line, index: int) -> bool:
    """Whether "visit" is a verb here: behind to, a modal, or its subject."""
    before = line.code(index - 1)
    return (
        before in "DhpA"
        or line.word(index - 1) in ("to", "will", "shall", "not", "and")
        or (
            line.code(index + 1) in "CL"
            and before in "Fx"
            and line.word(index - 1) not in ("working", "official", "state")
        )
    )


def _setting(line: Line, cue: Cue) -> bool:
    """Whether a session is only the setting of another contact ("on the sidelines of the session")."""
    at = next((i for i in range(cue.index - 1, max(cue.index - 9, 0) - 1, -1) if line.word(i) in _SIDE), None)
    of_it = at is not None and line.code(at + 1) == "o" and "," not in line.gap(at, cue.index)
    return at is not None and (cue.kind == "session" or (cue.role == "noun" and cue.kind == "meeting" and of_it))


def plural(cue: Cue) -> bool:
    """Whether a noun counts several contacts."""
    return any(word.endswith("s") for word in cue.word.split(" of ")[0].split())
