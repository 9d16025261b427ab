"""Whose contacts are counted: the people told beside a number, those spoken of, or a group without names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import chain

from bilat_nb import vocabulary
from bilat_nb.facts.contacts.events import both, other_country
from bilat_nb.facts.contacts.home import narrator, sides_of
from bilat_nb.facts.contacts.line import ACTOR, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS, Context, Person, countries_of, highest
from bilat_nb.facts.contacts.sides import host_sides, mutual_sides, noun_sides
from bilat_nb.facts.contacts.visits import destination, traveller, visit_sides
from bilat_nb.model import Reading

_WINDOW = 150
"""How many characters before and behind a contact a group may stand."""


def who(line: Line, cue: Cue, context: Context, reading: Reading, embodied: bool) -> list[Person]:
    """Return the people that are counted: told beside the cue, else those spoken of."""
    group = _group(line, cue)
    pair = sides_of(reading)[:2]
    if group is not None and pair and not embodied:
        return [Person(None, None, group, code, 0, 0) for code in pair]
    people = _people(line, cue, context)
    if not people and cue.role == "noun" and not embodied and _of_others(line, cue):
        return []
    if not people and not embodied:
        people = both(line, cue.index, context)
    if len(people) == 2 and (home := narrator(reading)) is not None and home not in countries_of(people):
        people = [p if p.country or p.person is None else replace(p, country=home) for p in people]
    if len(people) == 2:
        people = [*chain(*other_country(people[:1], people[1:], sides_of(reading)))]
    return _told_level(people, context)


def _people(line: Line, cue: Cue, context: Context) -> list[Person]:
    if cue.role == "noun" and cue.kind == "visit":
        left, right = visit_sides(line, cue, context)
    elif cue.role == "noun":
        left, right = noun_sides(line, cue, context)
    elif cue.role in ("travel", "guest"):
        left, right = traveller(line, cue, context)
    elif cue.role == "host":
        left, right = host_sides(line, cue, context)
    else:
        left, right = mutual_sides(line, cue, context)
    return [*left, *right]


def _of_others(line: Line, cue: Cue) -> bool:
    """Whether a noun is told of somebody who is no actor: "two summits for Pacific leaders"."""
    if cue.kind == "visit":
        exchanged = any(item.word.startswith("exchang") for item in line.items)
        return destination(line, cue)[2] is None and not exchanged
    if line.codes[cue.index + 1 : cue.index + 3] == "wf" and "A" not in line.codes[cue.index + 2 : cue.index + 6]:
        return True  # "his second meeting with the transport team"
    return line.codes[cue.index + 1 : cue.index + 3] in ("xx", "xC", "ox", "wx")


@cache
def _group_forms() -> dict[str, str]:
    return {word: row["level"] for row in vocabulary.table("count_groups") for word in row["words"].split("|")}


@cache
def _any_group() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _group_forms())) + r")\b", re.IGNORECASE)


def _group(line: Line, cue: Cue) -> str | None:
    """The level of a group without names that is told nearest: "the working groups have met eleven times"."""
    item = line.items[cue.index]
    start, stop = max(item.start - _WINDOW, line.sentence.start), min(item.stop + _WINDOW, line.sentence.stop)
    found = [*_any_group().finditer(line.text, start, stop)]
    actors = [i for i in line.items if i.code == ACTOR and i.actor is not None and i.actor.level in LEVELS]
    behind = next((m for m in found if m.start() >= item.stop), None)
    before = next((m for m in reversed(found) if m.end() <= item.start), None)
    told = [m for m in (before, behind) if m is not None]
    told = [m for m in told if not any(_nearer(i.start, m.start(), item.start) for i in actors)]
    return _group_forms()[told[0][0].lower()] if told else None


def _nearer(actor: int, group: int, cue: int) -> bool:
    """Whether an official stands nearer to a cue than a group does."""
    return abs(actor - cue) < abs(group - cue)


def _told_level(people: list[Person], context: Context) -> list[Person]:
    """Read "the meeting of the two security chiefs" by the level of the two that were named last."""
    last = [p for p in context.pair if p.person]
    unnamed = len(people) > 1 and not any(p.person for p in people)
    if not unnamed or highest(p.level for p in people) != "minister" or highest(p.level for p in last) != "official":
        return people
    return last if countries_of(last) == countries_of(people) else people


def same_country(people: list[Person]) -> bool:
    """Return whether several people of one country are counted ("the ministers of Peru met twelve times")."""
    return len(countries_of(people)) == 1 and (len(people) > 1 or people[0].person is None)


def countries_told(people: list[Person], reading: Reading) -> tuple[str, ...]:
    """Return the countries of the people that are counted, the other one of the pair added to a single one."""
    found = countries_of(people)
    return found if len(found) > 1 else tuple(sorted({*found, *sides_of(reading)[:2]}))
