"""Groups of actors in a line: who is joined to whom, and who is the subject of a predicate."""

from __future__ import annotations

from bilat_nb.facts.contacts.line import ACTOR, BODY, BREAK, COMMA, CUE, HEADED, Line

_ONE = ("is", "was", "has", "arrives", "arrived", "visits")
_SHORT_GAP, _LONG_GAP = 4, 7


def group_right(line: Line, start: int, reach: int = _LONG_GAP) -> list[int]:
    """Return the indices of the actors that begin at or soon after `start` and are joined to one another."""
    found: list[int] = []
    gap, joint = 0, ""
    for i in range(start, len(line.codes)):
        code = line.codes[i]
        if code == ACTOR:
            if found and COMMA in joint and "&" not in joint and _speaks(line, i):
                break
            found.append(i)
            gap, joint = 0, ""
        elif code in "C,&ofPjr" or (code == BODY and not found) or line.word(i) in ("my", "our"):
            joint += code
        elif not found and (line.word(i) in HEADED or (code == "y" and line.word(i - 1) in HEADED)):
            joint = ""  # "a delegation of the Althingi led by its Speaker"
            gap += code not in "C,&"
        elif code in "xe" and (not found or joint) and gap < (_LONG_GAP if not found else _SHORT_GAP):
            gap += 1
        else:
            break
        if gap > reach or (not found and joint.count(COMMA) > 1):
            break
    return found


def _speaks(line: Line, index: int) -> bool:
    """Whether the actor at `index` is the subject of a verb of saying or of another verb, not part of the group."""
    after = index + 1
    while line.code(after) in ",fx" and after < index + 3:
        if line.code(after) == COMMA:
            return False
        after += 1
    return line.code(after) in "SVHFK" or line.code(after) == CUE


def group_left(line: Line, index: int) -> list[int]:
    """Return the indices of the joined actors of which the one at `index` is the last, in the order of the text."""
    found = [index]
    gap, joint = 0, ""
    for i in range(index - 1, -1, -1):
        code = line.codes[i]
        if code == ACTOR:
            if "&" not in joint and COMMA in joint and not _apposition(line, i, found[0]):
                break
            found.insert(0, i)
            gap = 0
            joint = "&" if "&" in joint else ""
        elif code in "C,&ofPjrL":
            joint += code
        elif code in "xe" and gap < 2 and ("&" in joint or COMMA in joint):
            gap += 1
        else:
            break
    return found


def _apposition(line: Line, left: int, right: int) -> bool:
    a, b = line.items[left].actor, line.items[right].actor
    if a is None or b is None or (a.person and b.person):
        return False
    return not (a.countries and b.countries) or bool(set(a.countries) & set(b.countries))


def governed(line: Line, first: int) -> bool:
    """Whether the actor at `first` stands behind a preposition ("with Putin", "at the invitation of Lavrov")."""
    before = first - 1
    while line.code(before) in "fjrC" and before > first - 5:
        before -= 1
    return line.code(before) in "wboyts"


def _object(line: Line, group: list[int], index: int) -> bool:
    """Whether a group is the object of the verb before it: "sat down with A and was received by B"."""
    before = group[0] - 1
    while line.code(before) in "fCj":
        before -= 1
    return line.code(before) == CUE and "&" in line.gap(group[-1], index)


def heads(line: Line, first: int) -> bool:
    """Whether "a delegation headed by": who heads it stands for it."""
    by = first - 1
    while line.code(by) == "f":
        by -= 1
    return line.code(by) == "y" and line.word(by - 1) in HEADED


def _own_subject(line: Line, link: int, index: int) -> bool:
    """Whether the clause behind a link word has a subject of its own ("when the eight convene")."""
    after = line.code(link + 1)
    if line.code(link - 1) == "H":  # "they have since spoken"
        return False
    return after not in "AfhpC" or (after == "f" and line.gap(link, index).count("x") > 1)


def _of_event(line: Line, i: int, index: int) -> bool:
    """Whether an actor is only of the name of a summit or forum that is not the predicate itself."""
    token = line.items[i + 1].token if line.code(i + 1) == CUE and i + 1 < index else None
    named = token is not None and line.text[token.start].isupper()
    return named and token is not None and token.cell("contact_forms", "kind") in ("session", "forum")


def _in_aside(line: Line, link: int, index: int) -> int | None:
    """The actor before an aside that a link stands in: "A, on his first trip since taking office, arrived"."""
    if line.codes[link] != "k":
        return None
    opening, closing = line.codes.rfind(COMMA, 0, link), line.codes.find(COMMA, link)
    inside = line.codes[opening + 1 : max(closing, 0)]
    alone = opening > 0 and link < closing < index and not any(code in inside for code in "AhpVHS;q")
    return opening - 1 if alone and line.codes[opening - 1] == ACTOR else None


def _past_aside(line: Line, i: int, index: int) -> int | None:
    """The index to go on from before an aside that ends, or has a link, at an index; None where there is none."""
    if line.codes[i] == COMMA and (before := line.aside(i)) != i:
        return before
    return _in_aside(line, i, index)


def subject(line: Line, index: int, cross_say: bool = False) -> tuple[list[int], str]:
    """Return the actors that are the subject of the predicate at `index`, and the pronoun in their place, if any.

    The pronoun is a letter: ``h`` he or she, ``p`` they, ``u`` we; the actors are then empty.
    """
    i = index - 1
    cross_say |= line.code(i) == "s"  # "he said after seeing his colleague"
    while i >= 0:
        code = line.codes[i]
        if code in "hp" or line.word(i) in ("we", "i"):
            return [i], code
        if code == "q" and line.word(i) == "who" and line.code(i - 1 - (line.code(i - 1) == COMMA)) == ACTOR:
            last = i - 1 - (line.code(i - 1) == COMMA)  # "with Minister X, who is on a visit"
            alone = line.word(i + 1) in _ONE or "w" in line.codes[index + 1 : index + 4]
            return ([last] if alone else group_left(line, last)), ""
        if (before := _past_aside(line, i, index)) is not None:
            i = before
            continue
        if (
            code in (BREAK, "d")
            or (code == "S" and not cross_say)
            or (code == "k" and ",&" not in line.codes[i:index] and _own_subject(line, i, index))
        ):
            break
        if code == ACTOR:
            group = group_left(line, i)
            if _object(line, group, index):
                i = group[0] - 1
                continue
            if _of_event(line, i, index):  # "attending the G20 Leaders Summit and making a visit"
                i = group[0] - 1
                continue
            if line.code(i + 1) != "P" and (not governed(line, group[0]) or heads(line, group[0])):
                first = group[0] - (line.code(group[0] - 1) == "j")  # "he and his counterpart"
                joined = line.code(first - 1) == "&" and line.code(first - 2) == "h"
                return group, "h" if joined else ""
            i = group[0]
        i -= 1
    return [], ""
