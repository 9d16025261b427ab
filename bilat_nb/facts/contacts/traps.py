"""Words that look like a contact and are none: "calls for", "to meet the demand", "to host the games"."""

from __future__ import annotations

from bilat_nb.facts.contacts.line import ACTOR, BREAK, PERIOD, Line

_OF_FORUM = ("agreement", "framework", "arrangement", "charter", "secretariat", "declaration", "statement", "fund")
_SEES = ("to see", "saw", "seen", "seeing", "sees")


def _meets_need(line: Line, index: int) -> bool:
    """Whether something is met that is nobody: "to meet the global climate crisis"."""
    i = index + 1
    while line.code(i) in "fe":
        i += 1
    period = line.items[i].period if i == index + 1 and line.code(i) == PERIOD else None
    if period is not None and period.granularity == "year" and line.code(i + 1) == "x":
        return True  # "to meet 1987 growth targets"
    bare = i == index + 1 and line.word(index - 1) == "to" and line.code(i) == "x"
    if bare and line.text[line.items[i].start].islower() and not any(code in "ABC" for code in line.codes[i : i + 4]):
        return True  # "to meet critical infrastructure needs", "to meet net-zero by 2050"
    articles = [line.word(j) in ("the", "a", "an", "these", "those", "this", "its") for j in range(index + 1, i)]
    if not any(articles) or line.code(i) != "x":
        return False
    clause = line.codes[i : line.first(BREAK + "E", i) or len(line.codes)]
    return ACTOR not in clause[:6] and "B" not in clause[:6]


def _no_call(line: Line, index: int) -> bool:
    """Whether "call" is an appeal or a name: "calls for", "rejected a call from the president to postpone the vote"."""
    if line.word(index) != "called" and line.code(index - 1) in "fxej":
        urging = any(line.word(i) == "to" and line.code(i + 1) == "x" for i in range(index + 1, index + 8))
        if urging and not any(line.code(i) == "K" or line.word(i) == "had" for i in range(index - 3, index)):
            return True
    after = line.word(index + 1)
    appeals = ("for", "on", "upon", "it", "to", "the", "a", "itself", "into")
    return after in appeals or line.word(index - 1) in (
        "to",
        "s",
    )


def trap(line: Line, index: int, role: str, word: str) -> bool:
    """Whether the words around a cue show that it is none: "calls for", "talks about", "to host the games"."""
    after = line.word(index + 1)
    if word.endswith(("bilateral", "bilaterals")):  # "held a bilateral summit"
        return line.code(index + 1) in "xeEB"
    if role == "guest" and line.code(index - 1) == "&":  # "the Secretary and his guest had a talk"
        return True
    if word in ("call", "calls", "called"):
        return _no_call(line, index)
    if role == "travel" and word.endswith(" to"):  # "came to terms", "came to $5 billion"
        return line.code(index + 1) not in "LCf"
    if word in _SEES:  # "flew to Oslo to see his colleague", not "to see the work"
        dated = word == "saw" and PERIOD in line.codes[index : index + 8] and "A" in line.codes[:index]
        named = (word in ("to see", "seen", "seeing") or dated) and "A" in line.codes[index + 1 : index + 3]
        return not named and (line.code(index + 1) != "j" or "A" not in line.codes[index + 2 : index + 4])
    if word in ("called on", "calls on"):
        return any(line.word(i) == "to" for i in range(index + 1, index + 7) if line.code(i) != "E")
    if word == "talks" and after in ("about", "of", "on") and line.code(index - 1) in "hA":
        return after == "about"
    if word in ("forum", "forums"):  # "the forum's rules", "multilateral and international forums"
        listed = line.word(index - 1) in ("multilateral", "international") and line.code(index - 1) == "&"
        return listed or line.code(index + 1) == "P" or after in _OF_FORUM
    if word in ("met", "meet", "meets") and _meets_need(line, index):
        return True
    return word in ("met", "meet", "meets") and after in ("all", "every", "requirements", "standards", "demand")
