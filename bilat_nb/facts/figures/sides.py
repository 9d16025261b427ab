"""Sides: whose trade with whom, read around a word of trade or delivery."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Actor

LEFT = 42
RIGHT = 75

_PREPOSITION = re.compile(
    r"^.*\b(to|towards?|reach(?:ed|es|ing)?|with|from|between|by|of|in|into|among|for|via|through|across|on)"
    r"\s+(?:[\w’'-]+\s+){0,3}$",
    re.I | re.S,
)
_NEXT_TO = re.compile(
    r"\b(?:(?:followed|trailed|preceded|surpassed|overtaken) by|(?:ahead|in front|instead|because) of"
    r"|after|behind|before|than|unlike)\s+(?:the\s+)?$"
)
"""As in "followed by Italy": another country in the same place, no owner."""
_PART_OF = re.compile(
    r"\b(?:[\w-]+\s+)?(?:west|east|north|south|shores?|coast|territory|side|part|regions?|ports?|direction)\s+of\s+(?:the\s+)?$"
)
"""As in "from the west of Russia": a part of a country stands for it."""
_JOINT = re.compile(r"\s*(?:[-–—−/]|\s+and\s+|\s+or\s+|,\s*|\s+with\s+|\s+&\s+)\s*(?:the\s+)?", re.I)
_NOUN_PHRASE = re.compile(r"(?:['’]s?)?(?:[\s-]+[\w’'-]+){0,4}\s*", re.I)
_BREAK = re.compile(
    r"\b(?:the|to|from|with|in|by|of|was|were|is|are|has|have|had|said|that|which|and|while|as|for|than|at|on|into|its?|their|comprise[sd]?|represent(?:s|ed)?"
    r"|constitute[sd]?)\b",
    re.I,
)
_HELD = re.compile(
    r"\s+(?:of|worth|valued at|amounting to|totall?ing|was|were|reached|stood at)\s+(?:the\s+|a\s+)?", re.I
)
_WHOSE = re.compile(r",?\s+(?:whose|where)\s+(?:[\w-]+\s+){0,3}")
_STOP = re.compile(r"[;.]\s|[()\[\]]|\b(?:while|whereas|but|of which)\b")


@dataclass(slots=True)
class Sides:
    """Countries to the left of a word and after each preposition to its right."""

    left: list[Actor] = field(default_factory=list)
    after: dict[str, list[Actor]] = field(default_factory=dict)
    neighbour: bool = False
    """"Its neighbour" stands after a preposition: the other one of the two."""

    def codes(self, *prepositions: str, demonym: bool | None = None) -> list[str]:
        """Codes after the first of these prepositions that has any."""
        for preposition in prepositions:
            actors = [a for a in self.after.get(preposition, ()) if demonym is None or a.demonym is demonym]
            if actors:
                return codes(actors)
        return []


def codes(actors: list[Actor]) -> list[str]:
    """Country codes of actors, each once, in order."""
    return list(dict.fromkeys(code for actor in actors for code in actor.countries))


def sides(scene: Scene, start: int, stop: int, marks: re.Pattern[str] | None = None) -> Sides:
    """Read the countries around the word at [start, stop), on the right up to the first of `marks`."""
    found = Sides(left=_left(scene, start))
    limit = min(scene.sentence.stop, stop + RIGHT)
    stops = [a.stop for a in scene.countries(lambda a: a.start >= stop)]  # the dot of "U.S." ends no sentence
    if not stops:
        return found
    cuts = (m.start() for m in (marks or _STOP).finditer(scene.reading.text, stop, limit))
    limit = next((cut for cut in cuts if cut + 1 not in stops), limit)
    begin, limit = _past_figure(scene, stop, limit)
    floor, preposition = begin, ""
    for actor in scene.countries(lambda a: a.start >= stop and a.stop <= limit):
        gap = scene.text(floor, actor.start)
        match = None if _NEXT_TO.search(gap) else _PREPOSITION.search(_PART_OF.sub("", gap))
        if match:
            preposition = match.group(1).lower()
            preposition = "to" if preposition.startswith(("reach", "toward")) else preposition
        elif not (floor > begin and _JOINT.fullmatch(gap)):
            floor, preposition = actor.stop, ""
            continue
        if (
            preposition
            and floor == begin
            and actor.kind == "reference"
            and _NEIGHBOUR.search(scene.text(actor.start, actor.stop))
        ):
            found.neighbour = True
        if preposition and not _back(actor, found.left):
            found.after.setdefault(preposition, []).append(actor)
        floor = actor.stop
    return found


_NEIGHBOUR = re.compile(r"\bneighbou?r\b", re.I)


def _back(actor: Actor, owners: list[Actor]) -> bool:
    """As in "Pakistan's exports to the neighbour": a reference to nobody but the owner was read wrongly."""
    return actor.kind == "reference" and bool(owners) and set(actor.countries) <= set(codes(owners))


def _past_figure(scene: Scene, stop: int, limit: int) -> tuple[int, int]:
    """Where to look on the right: up to the next figure, or past one that is held ("exports of $5bn to India")."""
    figures = [f for f in scene.figures if f.start >= stop and f.dimension not in ("count", "number", "time")]
    if not figures:
        return stop, limit
    held = figures[0]
    gap = scene.text(stop, held.start)
    if not _HELD.fullmatch(gap) and gap.strip() not in ("", "only"):  # "imported $200 million in ethanol from Brazil"
        return stop, min(limit, held.start)
    following = [f.start for f in figures[1:]]
    clause = _NEXT_CLAUSE.search(scene.text(held.stop, min(scene.sentence.stop, held.stop + 45)))
    cut = [held.stop + clause.start()] if clause else []
    return held.stop, min([held.stop + 45, scene.sentence.stop, *following, *cut])


_NEXT_CLAUSE = re.compile(r",?\s+(?:and|while|but)\s")
"""As in "India's exports were 4.11 billion, and Sri Lanka's exports to India 1.43 billion"."""


def _owned(gap: str) -> bool:
    """Whether the gap to a word makes a country its owner: "Russian food exports", "China, whose imports"."""
    if _WHOSE.fullmatch(gap):
        return True
    plain = gap.removeprefix("’s").removeprefix("'s")
    return len(gap) <= LEFT and _NOUN_PHRASE.fullmatch(gap) is not None and _BREAK.search(plain) is None


def _left(scene: Scene, start: int) -> list[Actor]:
    """Countries right before the word: "Russian exports", "Uzbekistan's imports", "Belarus-Russia trade turnover"."""
    group: list[Actor] = []
    edge = start
    for actor in sorted(scene.countries(lambda a: a.stop <= start), key=lambda a: -a.start):
        gap = scene.text(actor.stop, edge)
        if group:
            if not _JOINT.fullmatch(gap):
                break
        elif not _owned(gap):
            break
        group.insert(0, actor)
        edge = actor.start
    return group
