"""Numbers of contacts: "met eight times", "ten meetings", "for the fifth time this year", "a dozen calls"."""

from __future__ import annotations

import re
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.facts.contacts.line import BREAK, CUE, MEDIUM, PERIOD, Item, Line
from bilat_nb.frozen import frozen

_DIGITS = re.compile(r"[0-9]{1,4}")
_ORDINAL = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)")
_RATE = re.compile(r"\s+(?:(?:a|per|each|every)\s+(?:year|month|week|quarter)|annually|yearly|monthly)\b")
_DOZENS = ("dozen", "score")
_REACHED = ("reached", "was", "is", "to", "at", "totalled", "totaled", "hit", "exceeded")
_REACH = 12
_SERIES = ("round", "rounds", "series", "cycles")
_AGAIN = ("more", "again", "they", "the", "we", "this", "that")
_LENGTHS = ("days", "weeks", "months", "years", "hours", "minutes", "days'")
_APART = ("of", "from", "for", "during", "on", "at", "in", "after", "before", "as")
"""Between a number and a noun of contact they say that something else is counted: "one benefit from the visit"."""


@frozen
class Count:
    """A stated number of contacts, with the span of its words."""

    value: int
    bound: str
    ordinal: bool
    start: int
    stop: int
    times: bool = False


@cache
def count_words() -> dict[str, tuple[int, str]]:
    """Return value and kind (times, number, ordinal, unit or a bound) of every count word."""
    words: dict[str, tuple[int, str]] = {}
    for table, kind in (("number_words", "number"), ("ordinals", "ordinal")):
        for row in vocabulary.table(table):
            words.update(dict.fromkeys(vocabulary.forms(row), (int(row["value"]), kind)))
    for row in vocabulary.table("count_words"):
        words.update(dict.fromkeys(row["words"].split("|"), (int(row["value"]), row["kind"])))
    return words


def count_of(line: Line, cue: int) -> Count | None:
    """Return the number of contacts told of the cue at an index, or None."""
    if not _numbers(line):
        return None
    rules = (_before_noun, _apposed, _predicate, _number_of, _labelled, _times, _time_before, _visitors)
    count = next((found for rule in rules if (found := rule(line, cue)) is not None), None)
    return None if count is not None and count.ordinal and _sits(line, cue) else count


def _sits(line: Line, cue: int) -> bool:
    """Whether a cue is a session of a body, whose ordinal ("the 31st session") is its name, not a count."""
    token = line.items[cue].token
    kind = token.cell("contact_forms", "kind") if token is not None else ""
    return kind == "session" and not line.word(cue).endswith(("summit", "summits"))


def habitual(line: Line, count: Count) -> bool:
    """Whether a number is one of every year: "twice a year"."""
    return _RATE.match(line.text, count.stop, line.sentence.stop) is not None


def _numbers(line: Line) -> dict[int, tuple[int, str]]:
    """The numbers of a line by their index: value, and times, number or ordinal."""
    if "numbers" not in line.memo:
        known = count_words()
        told = (i for i, word in enumerate(line.words) if word and (word in known or word[0].isdigit()))
        read = ((i, _read(line, i)) for i in told if line.items[i].code != CUE)
        line.memo["numbers"] = {i: number for i, number in read if number is not None}
    found: dict[int, tuple[int, str]] = line.memo["numbers"]
    return found


def _number(line: Line, index: int) -> tuple[int, str] | None:
    return _numbers(line).get(index)


def _read(line: Line, index: int) -> tuple[int, str] | None:
    word = line.word(index)
    value, kind = count_words().get(word, (0, ""))
    if word in _DOZENS:
        return value * max(count_words().get(line.word(index - 1), (0, ""))[0], 1), kind
    if line.word(index + 1) in _DOZENS and kind == "number":
        return None
    if kind in ("times", "number", "ordinal"):
        return value, kind
    if not word[0].isdigit():
        return _compound(word)
    if match := _ORDINAL.fullmatch(word):
        return int(match[1]), "ordinal"
    return (int(word), "number") if _DIGITS.fullmatch(word) else None


def _compound(word: str) -> tuple[int, str] | None:
    """Read "twenty-seventh", "thirty-one"."""
    tens, dash, ones = word.partition("-")
    (high, kind), (low, last) = count_words().get(tens, (0, "")), count_words().get(ones, (0, ""))
    whole = dash and kind == "number" and high in range(20, 100, 10) and last in ("number", "ordinal") and 0 < low < 10
    return (high + low, last) if whole else None


def number_at(line: Line, index: int) -> int | None:
    """Return the cardinal number at an index, or None."""
    number = _number(line, index)
    return number[0] if number is not None and number[1] == "number" else None


def counts(item: Item) -> bool:
    """Whether an item may be a number of contacts."""
    return item.word[:1].isdigit() or item.word in count_words()


def numbered(line: Line) -> bool:
    """Whether a line has a number that may be one of contacts."""
    return bool(_numbers(line))


def _before_noun(line: Line, cue: int) -> Count | None:
    """Read "three face-to-face meetings", "their second visit this year"."""
    plural = any(word.endswith("s") for word in line.word(cue).split())
    reach = 7 if line.among(_SERIES, cue - 5, cue) else 5
    for i in range(cue - 1, max(cue - reach, -1), -1):
        code = line.codes[i]
        if (number := _number(line, i)) is not None:
            value, kind = number
            single = value == 1 and line.word(i) == "one" and not plural and PERIOD in line.codes
            if kind == "times" or (kind == "number" and not single and (not plural or value < 2)):
                return None
            return _count(line, i, value, kind, cue)
        if line.word(i) == "of" and line.word(i - 1) in _SERIES:  # "two rounds of border talks"
            continue
        if code not in "xCefnDoA" or line.word(i) in _APART or line.word(i) == "anniversary":
            return None
    return None


def _apposed(line: Line, cue: int) -> Count | None:
    """Read "The call, the fourth between the two since January", "a visit, his second this year"."""
    comma = cue + 1
    while line.code(comma) in "tifCLoTn" and comma < cue + 7:  # "a visit to Cambodia, his third in two years"
        comma += 1
    cue, told = comma - 1, cue
    if line.code(cue + 1) != "," or line.code(cue + 2) not in "fjr":
        return None
    number = _number(line, cue + 3)
    of_it = line.code(cue + 4) in "boTinw,;" or line.word(cue + 4) in ("such", "one", "since", "this", "in")
    return _count(line, cue + 3, number[0], "ordinal", told) if number and number[1] == "ordinal" and of_it else None


def _predicate(line: Line, cue: int) -> Count | None:
    """Read "Their meeting in Bogor was the third in as many years", "the visit, which marks his second"."""
    for i in range(cue + 1, min(cue + _REACH, len(line.codes))):
        if line.codes[i] in (BREAK, CUE, "S", "&"):
            return None
        is_it = line.code(i) == "V" or line.word(i) in ("marks", "marked", "became", "becomes", "made")
        number = _number(line, i + 2) if is_it and line.code(i + 1) in "fjr" else None
        if number is not None and number[1] == "ordinal":
            of_it = line.code(i + 3) in "boTin,;" or line.word(i + 3) in ("such", "one", "since", "this", "in")
            return _count(line, i + 2, number[0], "ordinal", cue) if of_it else None
    return None


def _number_of(line: Line, cue: int) -> Count | None:
    """Read "the number of meetings between the presidents reached four"."""
    if not line.among(("number",), cue - 4, cue):
        return None
    for i in range(cue + 1, len(line.codes)):
        if line.codes[i] in (BREAK, CUE):
            break
        if line.word(i - 1) in _REACHED and (number := _number(line, i)) is not None and number[1] == "number":
            return _count(line, i, number[0], "number", cue)
    return None


def _labelled(line: Line, cue: int) -> Count | None:
    """Read "Meetings of the foreign ministers: 4", a line of figures."""
    at = next((i for i in range(cue + 1, min(cue + _REACH, len(line.codes))) if line.codes[i] in ";EVHKS,"), None)
    if at is None or line.word(at) != ":" or set(line.codes[:cue]) - set("xfe"):
        return None
    number = _number(line, at + 1)
    ends = line.code(at + 2) in ",;f" or at + 2 >= len(line.codes)
    return _count(line, at + 1, number[0], "number", cue) if number and number[1] == "number" and ends else None


def _visitors(line: Line, cue: int) -> Count | None:
    """Read "No fewer than eleven Chinese ministers visited Pakistan": as many visits as visitors."""
    token = line.items[cue].token
    if token is None or token.cell("contact_forms", "role") != "travel" or line.code(cue - 1) != "A":
        return None
    actor = line.items[cue - 1].actor
    at = cue - 2 - (line.code(cue - 2) == "C")
    number = _number(line, at) if actor is not None and actor.plural and not actor.person else None
    many = number is not None and number[1] == "number" and number[0] > len("abc")
    return _count(line, at, number[0], "number", cue) if number and many else None


def _time_before(line: Line, cue: int) -> Count | None:
    """Read "it was the fifteenth time that A and B met since 2013"."""
    for i in range(max(cue - _REACH, 0), cue):
        number = _number(line, i)
        if number is not None and number[1] == "ordinal" and _unit(line, i) and line.code(i - 1) == "f":
            return _count(line, i, number[0], "ordinal", cue)
    return None


def _conjunction(line: Line, index: int) -> bool:
    """Whether "once" joins clauses ("once it passes") or stands in "once more", "once again"."""
    after = line.code(index + 1)
    return line.word(index) == "once" and (after in "ACBhpu" or line.word(index + 1) in _AGAIN)


def _times(line: Line, cue: int) -> Count | None:
    """Read "met eight times", "twice met", "on eight occasions", "for the fifth time"."""
    for i in range(cue + 1, min(cue + _REACH, len(line.codes))):
        code = line.codes[i]
        if (
            code in (BREAK, CUE)
            or (code == MEDIUM and line.code(cue) == MEDIUM)
            or code in "Sq"
            or (code == "k" and not (_did(line, i) or _as_many(line, i)))
        ):
            break
        number = _number(line, i)
        if number is not None and (number[1] == "times" or _unit(line, i)) and not _conjunction(line, i):
            return _count(line, i, number[0], number[1], cue)
    if cue and (number := _number(line, cue - 1)) is not None and number[1] == "times" and line.word(cue - 1) != "once":
        return _count(line, cue - 1, number[0], "times", cue)
    if line.code(cue) == MEDIUM and (number := _number(line, cue - 2)) is not None and _unit(line, cue - 2):
        return _count(line, cue - 2, number[0], number[1], cue)
    return None


def _did(line: Line, index: int) -> bool:
    """Whether "as they did" stands at an index."""
    return line.code(index + 1) == "p" and line.word(index + 2) in ("did", "have", "had", "do")


def _as_many(line: Line, index: int) -> bool:
    """Whether the "as" at an index is one of "as many as"."""
    return "many" in (line.word(index + 1), line.word(index - 1))


def _unit(line: Line, index: int) -> int | None:
    """The index of "times" or "occasions" right behind a number."""
    for i in range(index + 1, index + 3):
        if line.word(i) in _LENGTHS:  # "in nine days time"
            return None
        if count_words().get(line.word(i), (0, ""))[1] == "unit":
            return i
    return None


def _count(line: Line, index: int, value: int, kind: str, cue: int) -> Count:
    start, bound = _bound(line, index)
    unit = _unit(line, index)
    last = unit if unit is not None and unit > cue else index
    return Count(value, bound, kind == "ordinal", start, line.items[last].stop, unit is not None or kind == "times")


def _bound(line: Line, index: int) -> tuple[int, str]:
    """The bound told by the words before a number, and where they begin."""
    first = index - 1 if line.word(index - 1) in ("a", "the") or line.word(index) in _DOZENS else index
    for words in (3, 2):
        phrase = " ".join(line.word(i) for i in range(first - words, first))
        if (kind := count_words().get(phrase, (0, ""))[1]) in ("about", "at_least", "at_most"):
            return line.items[first - words].start, kind
    kind = count_words().get(line.word(first - 1), (0, ""))[1]
    if kind in ("about", "at_least", "at_most"):
        return line.items[first - 1].start, kind
    return line.items[index].start, "exact"
