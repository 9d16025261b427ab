"""Whether a contact is to come, called off, only wished for or habitual: the words that govern a cue."""

from __future__ import annotations

import re
from datetime import date

from bilat_nb.facts.contacts.cues import plural
from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.line import ACTOR, BREAK, CUE, PERIOD, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import count_of, counts, habitual

_COMING = ("next week", "next month", "next year", "tomorrow", "the coming", "coming")
_LEAST = ("fewer", "less", "more", "later")
_TO_COME = ("to", "due", "scheduled", "planned", "set", "expected")
_BOUND = ("invitation", "commitment", "pledge", "promise", "offer", "desire", "wish", "request", "refusal")
_DUE = ("will be in", "due in", "is due", "are due", "expected in", "is expected", "to be in")
_NOT_BEHIND = ("ahead", "eve", "run-up", "next", "about", "going", "pending")
_GOES_ON = ("last", "focus", "cover", "include", "continue", "resume", "follow", "address", "centre", "center")
_PAST = ("held", "opened", "began", "started", "concluded", "had", "paid", "made", "completed", "following", "after")
_SOON = 120
_TRAVELS = ("travels", "goes", "comes", "flies", "visits", "leaves", "departs", "heads", "arrives")
_NOT_HELD = re.compile(
    r"\b(?:(?:did not|didn't|never) (?:take place|come about|materiali[sz]e|happen|go ahead)|fell through)\b"
)
_NEVER = ("take place", "come about", "materialis", "materializ", "happen", "go ahead", "fell through")
_DAILY = re.compile(r"\b(?:almost|nearly) (?:every|each) (?:day|week|month)\b|\bevery (?:other )?(?:day|week)\b")
_OFTEN = ("often", "regularly", "frequently", "constantly", "periodically")
_SIMPLE = (
    "met", "held", "paid", "made", "took", "had", "came", "went", "flew", "sat", "spoke", "saw", "left", "led", "began",
    "was", "were", "got", "dined", "rang",
)  # fmt: skip
_SET_FOR = (
    "moved", "put", "postponed", "rescheduled", "brought", "pushed", "shifted", "deferred", "announced", "fixed",
    "scheduled", "planned", "set", "slated", "expected", "pencilled", "called",
)  # fmt: skip
_MOVED = ("moved", "put", "postponed", "rescheduled", "brought", "pushed", "shifted", "deferred")
_SECOND = ("off", "forward", "towards", "toward", "on")
_OFF = ("cancelled", "canceled", "scrapped", "postponed", "suspended", "shelved")
_BUILDS = ("build", "builds", "building", "follow", "follows", "following")


def moved_to(line: Line, cue: int, words: tuple[str, ...] = ()) -> int | None:
    """Return the index of the new date of "has been put off to April", "is announced for the second quarter"."""
    words = words or _SET_FOR
    for i in range(cue + 1, len(line.codes)):
        if line.codes[i] == BREAK:
            return None
        if line.word(i) not in words:
            continue
        if "V" not in line.codes[max(i - 3, 0) : i]:
            continue
        to = next((j for j in range(i + 1, i + 5) if line.word(j) in ("to", "until", "till", "for", "on")), None)
        at = line.first(PERIOD, to, to + 4) if to is not None else None
        if at is not None:
            return at
    return None


def new_day(line: Line, cue: Cue, of_body: bool) -> int | None:
    """Return the index of the day that a session is set for, or to which something else was moved."""
    if of_body:
        return moved_to(line, cue.index)
    return moved_to(line, cue.index, _MOVED) if cue.role == "noun" else None


def planned(line: Line, cue: int, when: When, published: date | None) -> bool:
    """Whether a contact is still to come when the document is published."""
    if when.start is not None and when.end is not None and published is not None:
        if when.start > published:
            return True
        if when.end < published:
            return False
    if when.end is not None and published is not None and when.end > published and _presently(line, cue):
        return True
    if moved_to(line, cue) is not None and "B" in line.codes[: cue + 1]:
        return True
    if when.part is not None and line.text[when.part.start : when.part.stop].lower().startswith(_COMING):
        return True
    return marked(line, cue, "F") is not None or line.word(cue).startswith(_DUE)


def _presently(line: Line, cue: int) -> bool:
    """Whether a journey is told in the present: "when the president travels to Astana this autumn"."""
    return line.sentence.block != "headline" and line.word(cue).split(" ")[0] in _TRAVELS


def _bidden(line: Line, cue: Cue) -> bool:
    """Whether somebody is only invited: "conveyed an invitation to pay a visit"."""
    at = next((i for i in range(cue.index - 1, max(cue.index - 7, -1), -1) if line.words[i] == "invitation"), None)
    gap = line.gap(at, cue.index) if at is not None else ""
    return at is not None and not any(code in gap for code in "&;SF,") and ("t" in gap or line.word(at + 1) == "for")


def _accepted(line: Line, cue: Cue) -> bool:
    """Whether an invitation to a visit with a date was accepted: "The President accepted"."""
    dated = PERIOD in line.codes[cue.index :]
    return dated and "accepted" in line.text[line.items[cue.index].stop : line.sentence.stop + _SOON]


def is_to_come(line: Line, cue: Cue) -> bool:
    """Whether a contact is told as one to come, by a will or a plan of now: "plan to hold", "invitation to visit"."""
    if _bidden(line, cue):
        return True
    at = marked(line, cue.index, "F")
    if (
        at is None
        or not (line.code(at) == "F" or line.word(at) in ("forward", "toward", "towards"))
        or line.word(at) in _NOT_BEHIND
    ):
        return False
    if line.word(at) == "agreed" and line.word(at + 1) != "to":  # "agreed at a summit on 23 June"
        return False
    return not any(line.word(i) in ("was", "were", "had", "been", "said") for i in range(at - 2, at))


def is_past(line: Line, cue: Cue) -> bool:
    """Whether a contact is told in the simple past: "A met B", "A paid a visit", "were held"."""
    if marked(line, cue.index, "F") is not None or line.code(cue.index - 1) == "t":
        return False
    if line.among(_BOUND, cue.index - 6, cue.index):
        return False
    verbs = [cue.word.split(" ")[0], *(line.word(i) for i in range(max(cue.index - 6, 0), cue.index + 5))]
    verb = next((w for w in verbs if w in _SIMPLE or w.endswith("ed")), None) if cue.role == "noun" else verbs[0]
    return verb is not None and (verb in _SIMPLE or verb.endswith("ed"))


def _loose(line: Line, index: int) -> bool:
    """Whether "about" or "set" is not the one of "about to meet" and "set to meet"."""
    return line.word(index) in ("about", "set") and line.word(index + 1) != "to"


def invited(line: Line, cue: int) -> bool:
    """Whether a verb only says what somebody is asked or bound to do: "welcomed the invitation to visit Japan"."""
    if line.codes[:cue].endswith("dp") and "D" in line.codes[:cue]:
        return True  # "proposed that they meet"
    been = (i for i in range(max(cue - 6, 0), cue) if line.word(i) == "had" and line.word(i + 1) == "been")
    unmet = any(line.code(i + 2) == "F" for i in been)  # "had been scheduled to visit"
    bound = line.word(cue - 2) in _BOUND or (line.word(cue - 3) == "for" and line.word(cue - 4) in _BOUND)
    return unmet or (line.word(cue - 1) == "to" and bound)


def called_off(line: Line, cue: int) -> bool:
    """Whether a noun is followed by what became of it: "the meeting planned for Friday has been cancelled"."""
    stop = line.first(";Sk", cue + 1, cue + 20) or min(cue + 20, len(line.codes))
    if line.says(*_NEVER) and _NOT_HELD.search(line.text, line.items[cue].stop, line.sentence.stop):
        return True
    if any(_put_off(line, i) and "V" in line.codes[i - 3 : i] for i in range(cue + 3, stop)):
        return True
    stop = line.first("E", cue + 1, stop) or stop
    at = next((i for i in range(cue + 1, stop) if line.word(i) in _OFF), None)
    if at is None or not any(code in "VH" for code in line.codes[max(at - 3, 0) : at]):
        return False
    return not any(line.word(i) in ("to", "until", "for") for i in range(at + 1, at + 4))


def _put_off(line: Line, index: int) -> bool:
    return line.word(index) == "off" and line.word(index - 1) in ("put", "called", "call")


def _to_do(line: Line, index: int) -> bool:
    """Whether "to" follows, with an adverb between or not: "are also to meet"."""
    while line.code(index) == "f":
        index += 1
    return line.word(index) == "to"


def _told_by_two(line: Line, index: int, codes: str) -> bool:
    """Whether two words together mark a cue: "looks forward to", "is to", "put off"."""
    word, before = line.word(index), line.word(index - 1)
    if word not in _SECOND:
        return "F" in codes and line.code(index) == "V" and _to_do(line, index + 1)
    if "N" in codes and _put_off(line, index):
        return True
    ahead = word == "forward" and before.startswith("look")
    ahead |= word in ("towards", "toward", "on") and before == "working"
    ahead |= word in ("towards", "toward") and before.endswith("ing")
    return "F" in codes and (ahead or (line.code(index) == "V" and _to_do(line, index + 1)))


def _other_deed(line: Line, index: int) -> bool:
    """Whether a cue before another one is a deed of its own, not the hosting of it ("will host the fourth summit")."""
    token = line.items[index].token
    hosts = token is not None and token.cell("contact_forms", "role") == "host"
    return not hosts and line.code(index + 1) not in "&"


def marked(line: Line, cue: int, codes: str, reach: int = 9) -> int | None:
    """Return the index of a word of `codes` that governs the cue: in its clause, before it, or just behind a noun."""
    first = line.among(("first", "only"), cue - 6, cue)
    to = cue - 2 if line.codes[:cue].endswith("tx") else cue - 1
    if "F" in codes and line.code(to) == "t" and line.code(to - 1) == ACTOR and not first:
        return to  # a headline: "Putin to meet Xi", "Greek premier to chair cooperation council"
    for i in range(cue - 1, max(cue - reach, 0) - 1, -1):
        code = line.codes[i]
        if code in codes and line.word(i + 1) not in _LEAST and not _loose(line, i):
            return i
        if "F" in codes and line.word(i) in _BUILDS:
            return None  # "will build on their call in February"
        if _told_by_two(line, i, codes):
            return i
        if code == BREAK or code in "Sdk" or (code == CUE and i < cue - 2 and _other_deed(line, i)):
            break
    return _behind_noun(line, cue, codes)


def _behind_noun(line: Line, cue: int, codes: str) -> int | None:
    """The word of `codes` right behind a noun: "talks between A and B are planned"."""
    token = line.items[cue].token
    if token is not None and token.cell("contact_forms", "role") != "noun":
        return None
    after = cue + 1
    while line.code(after) in "LTnitfwA&CboB" and after < cue + 9:
        after += 1
    if line.code(after) == "," and (behind := line.aside_from(after)) != after:
        after = behind + 1  # "the 13th meeting of the committee, co-chaired by the ministers, will be held"
    opened = any(line.word(i) in _PAST for i in range(max(cue - 4, 0), cue))  # "opened talks expected to focus on"
    if line.code(after) in codes and "F" in codes and line.word(after) not in _NOT_BEHIND and not opened:
        return after
    if "F" in codes and line.word(after) in ("starting", "beginning") and not opened:
        return after
    if line.code(after) == "V" and "F" in codes and line.word(after + 1) in _TO_COME:
        purpose = line.word(after + 1) == "to" and line.code(after + 2) not in "VKS"  # "the visit was to present"
        return None if purpose and line.word(after + 2) not in _GOES_ON else after
    return None


def _undone(line: Line, cue: Cue) -> bool:
    """Read "were to have met in Oslo", "the meeting was postponed"."""
    return line.codes[: cue.index].endswith("VtH") or line.codes[cue.index + 1 :].startswith("VN")


def hypothetical(line: Line, cue: Cue) -> bool:
    """Whether a contact is denied, only wished for, or habitual."""
    if new_day(line, cue, cue.kind == "session") is not None:
        return False
    if _undone(line, cue) or (cue.role == "noun" and _bidden(line, cue) and not _accepted(line, cue)):
        return True
    if invited(line, cue.index) or (cue.role == "noun" and called_off(line, cue.index)):
        return True
    if marked(line, cue.index, "ND", reach=3 if cue.role == "noun" else 6) is not None:
        return True
    count = count_of(line, cue.index)
    if count is not None and habitual(line, count):
        return True
    if line.among(("neither",), cue.index + 1, cue.index + 10) or line.among(_OFTEN, cue.index + 1, cue.index + 4):
        return True
    yearly = cue.role in ("mutual", "speak") and line.code(cue.index + 1) == "G"  # "have met annually since 2010"
    if yearly or (
        line.says("every", "each") and _DAILY.search(line.text, line.items[cue.index].start, line.sentence.stop)
    ):
        return True
    at = marked(line, cue.index, "G", reach=6)
    if at is None:
        return False
    adjective = line.word(at) in ("annual", "traditional", "regular", "every")
    single = line.among(("round",), at, cue.index)  # "the annual round of consultations"
    if adjective and (single or any(map(counts, line.items[max(at - 2, 0) : at]))):  # "the 12th annual consultations"
        return False
    return not adjective or (cue.role == "noun" and plural(cue) and cue.word != "talks")
