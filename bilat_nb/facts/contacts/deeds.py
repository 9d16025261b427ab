"""Contacts without a word of contact: what two officials did in company, what one did for the other, who was where.

These rules speak only where no other one has told a meeting. They ask for officials of two countries and a time.
"""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.facts.contacts import dates, tense
from bilat_nb.facts.contacts.assemblies import Scan, between_the_two, make_event, only_two, other_side
from bilat_nb.facts.contacts.deed_words import TIME, deeds
from bilat_nb.facts.contacts.entries import owner_of_entry
from bilat_nb.facts.contacts.events import Event, Sides, persons, resolve
from bilat_nb.facts.contacts.groups import group_right, subject
from bilat_nb.facts.contacts.journeys import visit_to
from bilat_nb.facts.contacts.line import BREAK, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS
from bilat_nb.facts.contacts.sides import apart, noun_sides, object_of, owned, partner

_BY, _TREAT, _PLACE, _NEAR, _CAPTION = 10, 6, 9, 2, 5
_LENGTHS = ("hour", "hours", "minutes", "half-hour", "quarter")
_HOSTS = ("gave", "gives", "give", "hosted", "hosts", "offered", "offers", "held", "threw", "organised", "organized")
_GIVES = ("gave", "gives", "give", "granted", "grants")
_WAITS = ("expects", "saw", "sees", "awaits", "awaited")


def deed(line: Line, state: Scan, only_meetings: bool) -> Event | None:
    """Return the contact that a sentence without a word of contact tells, or None."""
    if not _timed(line) and state.heading is None:
        return None
    if not only_meetings and (event := _caption(line, state)) is not None and _certain(line, event, state):
        return event
    remote = not deeds("remote").isdisjoint(line.words)
    for role, rule in _RULES.items():
        if (remote and role != "stay") or (only_meetings and role == "stay"):
            continue
        for index, word in enumerate(line.words):
            if word not in deeds(role):
                continue
            cue = Cue(index, "deed", "visit" if role == "stay" else "meeting", word)
            if (event := rule(line, cue, state)) is not None and _certain(line, event, state):
                return event
    return None


def _timed(line: Line) -> bool:
    """Whether a day is told, or a part of today."""
    told = TIME.search(line.text, line.sentence.start, line.sentence.stop)
    return told is not None or any(map(dates.is_day, line.items))


def _certain(line: Line, event: Event, state: Scan) -> bool:
    """Whether officials of two countries take part, and nothing says that it was only wished for."""
    told = (e for e in (*state.events, *state.told) if line.sentence.index - e.sentence <= _NEAR and e.kind != "visit")
    if any(all(any(p.same(q) for q in e.people) for p in event.people) for e in told):
        return False  # "The two leaders signed a declaration" in the course of their meeting
    known = event.people and all(p.level in LEVELS[:-1] for p in event.people) and any(p.person for p in event.people)
    if not known or len(event.countries) < len("ab") or tense.hypothetical(line, event.cue):
        return False
    event.vague = True  # never the subject of a text without a date
    return True


def _caption(line: Line, state: Scan) -> Event | None:
    """Read what has no verb: "12 March: Prime Minister X in Paris", "Premier X with Premier Y, Athens, 3 March"."""
    first = line.first("A", 0)
    if first is None or any(code in "VHKSFDNdqph" for code in line.codes) or set(line.codes[:first]) - set("xT:;,Lfn"):
        return None
    after = first + 1
    while (
        line.code(after) in "x,f"
        and (
            line.code(after) == "," or line.text[line.items[after].start].islower() or (line.word(after) in ("(", ")"))
        )
        and after < first + _CAPTION
    ):
        after += 1
    left = persons(line, [first], state.context)
    if line.code(after) == "w" and (group := group_right(line, after + 1, reach=2)):
        return _meeting(line, Cue(after, "deed", "meeting", "with"), state, (left, persons(line, group, state.context)))
    entry = line.sentence.block == "list" or line.codes.startswith(("T", "xT", "fT")) or state.heading is not None
    if entry and line.codes[after : after + 2] in ("iL", "iC") and all(p.country for p in left):
        event = visit_to(line, Cue(after, "travel", "visit", "is in"), (left, []), only_two(state), state)
        return event if event.extra and not set(event.extra) & {p.country for p in left} else None
    return None


def _meeting(line: Line, cue: Cue, state: Scan, sides: Sides) -> Event:
    return between_the_two(make_event(cue, line, *other_side(apart(*sides), state)), state)


def _joint(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "A and B opened the bridge", "was opened by A and B", "A toured the base with B"."""
    by = _agent(line, cue.index)
    if by is not None:
        return _meeting(line, cue, state, (persons(line, group_right(line, by + 1, reach=3), state.context), []))
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    right = partner(line, cue.index, state.context, direct=False) if "w" in line.codes[cue.index :] else []
    return _meeting(line, cue, state, (left, right)) if left else None


def _agent(line: Line, index: int) -> int | None:
    """The index of "by" behind a passive."""
    if "V" not in (line.code(index - 1), line.code(index - 2)):
        return None
    stop = line.first(BREAK + "Skqd", index + 1, index + _BY) or index + _BY
    return line.first("y", index + 1, stop)


def _toward(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "A walked B round the garden", "the King gave him half an hour", "was shown round by B"."""
    by = _agent(line, cue.index)
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    if by is not None:
        right = persons(line, group_right(line, by + 1, reach=3), state.context)
        return _meeting(line, cue, state, (left, right)) if left and right else None
    if left and (guests := _treat_for(line, cue)):
        return _meeting(line, cue, state, (persons(line, guests, state.context), left))
    right = object_of(line, cue.index, state.context)
    if not right or not left or not _treated(line, cue):
        return None
    return _meeting(line, cue, state, (left, right))


def _treat_for(line: Line, cue: Cue) -> list[int]:
    """The guests of "gave a state luncheon for A", "hosted a dinner in honour of A"."""
    meal = next((i for i in range(cue.index + 1, cue.index + _TREAT) if line.word(i) in deeds("treat")), None)
    if cue.word not in _HOSTS or meal is None or set(line.gap(cue.index, meal)) - set("fxeC"):
        return []
    at = next((i for i in range(meal + 1, meal + 6) if line.word(i) in ("for", "of")), None)
    return group_right(line, at + 1, reach=3) if at is not None and "E" not in line.gap(meal, at) else []


def _treated(line: Line, cue: Cue) -> bool:
    """Whether what is given is time or a meal, who is expected or seen off is told where."""
    last = line.first("A", cue.index + 1, cue.index + _TREAT) or cue.index + 1
    if cue.word in _GIVES:
        return not deeds("treat").isdisjoint(line.words[last + 1 : last + 1 + _TREAT])
    if cue.word in _WAITS:
        return line.code(last + 1) in "in" or line.word(last + 1) == "off" or line.code(last + 1) == "T"
    if cue.word == "invited":
        return line.word(last + 1) in ("in", "inside") or line.codes[last + 1 : last + 3] == "tx"
    return True


def _hand(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "handed the president a letter", "The message was delivered to President X by Minister Y"."""
    if deeds("paper").isdisjoint(line.words):
        return None
    at = line.first("t", cue.index + 1, cue.index + _BY)
    right = persons(line, group_right(line, at + 1, reach=3), state.context) if at is not None else []
    right = right or object_of(line, cue.index, state.context)
    by = next((i for i in range(cue.index, len(line.codes)) if line.codes[i] == "y"), None) if right else None
    passive = "V" in line.codes[max(cue.index - 2, 0) : cue.index]
    if passive and by is not None:
        left = persons(line, group_right(line, by + 1, reach=3), state.context)
    else:
        left = [] if passive else resolve(line, cue.index, subject(line, cue.index), state.context)
    return _meeting(line, cue, state, (left, right)) if left and right else None


def _talk(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "a talk of an hour with President X", "a working dinner between A and B"."""
    if "w" not in line.codes[cue.index :] and "b" not in line.codes[cue.index :]:
        return None
    if cue.word in _LENGTHS and line.code(cue.index + 1) != "w":
        return None
    left, right = noun_sides(line, Cue(cue.index, "noun", "meeting", cue.word), state.context)
    left = left or (owner_of_entry(line, cue, state, right) if right else []) or []
    return _meeting(line, cue, state, (left, right)) if left else None


def _stay(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "A's two days in Honiara ended yesterday", "A is back from Port of Spain", "crossed to Kinshasa"."""
    at = _place(line, cue.index)
    if at is None:
        return None
    visitor, _ = owned(line, cue, state.context)
    visitor = visitor or resolve(line, cue.index, subject(line, cue.index), state.context)
    named = [p for p in visitor[:3] if p.person and p.country]
    if not named:
        return None
    event = visit_to(line, Cue(at, "travel", "visit", "stays in"), (named, []), only_two(state), state)
    return event if event.extra and not set(event.extra) & {p.country for p in named} else None


def _place(line: Line, index: int) -> int | None:
    """The index of the preposition before a city or country behind a word of a stay."""
    for i in range(index + 1, min(index + _PLACE, len(line.codes) - 1)):
        if line.codes[i] in BREAK + "SkqdA&":
            return None
        if (line.codes[i] in "it" or line.word(i) in ("from", "for")) and _names_place(line, i + 1):
            return i
    return None


def _names_place(line: Line, index: int) -> bool:
    index += line.code(index) == "f"
    return line.code(index) in "LC" and line.code(index + 1) != "P"


_RULES: dict[str, Callable[[Line, Cue, Scan], Event | None]] = {
    "joint": _joint,
    "toward": _toward,
    "hand": _hand,
    "talk": _talk,
    "stay": _stay,
}
