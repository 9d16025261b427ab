"""Visits: who goes where, and at whose invitation."""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.facts.contacts.events import Sides, persons, resolve
from bilat_nb.facts.contacts.groups import group_right, subject
from bilat_nb.facts.contacts.line import ACTOR, BREAK, COUNTRY, CUE, PLACE, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import Context, Person
from bilat_nb.facts.contacts.sides import held, of_with, owned
from bilat_nb.model import Part

_PLACE_WORDS = (
    "city", "town", "port", "capital", "neighboring", "neighbouring", "region", "province", "western", "eastern",
    "northern", "southern", "nearby", "historic", "resort", "both",
)  # fmt: skip
_WORDS_BETWEEN = 1
_STAY = ("hours", "hour", "days", "nights", "night", "weekend", "week", "day")
WEAK = ("journey", "stay", "tour", "stop in", "stopover", "stop-over", "mission to", "departure for")
"""Nouns that are a visit only where the place is told: no "journey to freedom"."""


def visit_sides(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of a visit."""
    visitor: list[Person] = []
    if line.code(cue.index + 1) in "qd" and line.code(cue.index + 2 + (line.code(cue.index + 2) == "f")) == ACTOR:
        # "the trip which A made to Moscow", "the visit that the premier is to pay"
        return persons(line, group_right(line, cue.index + 2), context), _host(line, context)
    rules: tuple[Callable[[Line, Cue, Context], Sides], ...] = (owned, of_with, held)
    for rule in rules:
        visitor, _ = rule(line, cue, context)
        if visitor:
            break
    return visitor[:3], _host(line, context)


def traveller(line: Line, cue: Cue, context: Context) -> Sides:
    """Return visitor and host of "A arrived in Minsk"."""
    visitor, _ = owned(line, cue, context)  # "President Macron's recent travel to China"
    visitor = visitor or resolve(line, cue.index, subject(line, cue.index), context)
    return visitor[:3], _host(line, context)


def _host(line: Line, context: Context) -> list[Person]:
    """Read "at the invitation of Foreign Minister Lavrov"."""
    for i in range(len(line.codes)):
        if line.word(i) == "invitation" and line.code(i + 1) in "oy":
            return persons(line, group_right(line, i + 2), context)
    return []


def destination(line: Line, cue: Cue) -> tuple[str | None, str | None, Part | None]:
    """Return city and country that a visit goes to, with the part that names it."""
    i = _destination_index(line, cue)
    if i is None:
        return None, None, None
    item = line.items[i]
    part = Part("place", item.start, item.stop)
    if item.code == PLACE and item.place is not None:
        return item.place.name, item.place.country, part
    actor = item.actor
    if actor is not None and actor.demonym and line.code(i + 1) != PLACE and cue.role == "noun":
        return None, None, None  # "to the Australian casualties"
    country = actor.countries[0] if actor is not None and len(actor.countries) == 1 else None
    city = line.text[item.start : item.stop] if actor is not None and actor.kind == "city" else None
    return city if line.code(i - 1) == "t" else None, country, part


def _destination_index(line: Line, cue: Cue) -> int | None:
    """The place or country behind "to" or "in" after a visit, or behind "in" before it ("was in Minsk on a visit")."""
    travels = cue.role in ("travel", "presence") and not cue.word.startswith("spen")
    for i in range(cue.index + 1, min(cue.index + 14, len(line.codes))):
        code = line.codes[i]
        if code == "&" and cue.word.startswith("spen"):  # "spent Monday and Tuesday in"
            continue
        if code in PLACE + COUNTRY and (travels or _headed(line, i, cue.index)):
            return _capital_of(line, i)
        if (
            (code in (BREAK, CUE, "S", "q", "&") and not (code == "q" and i == cue.index + 1))
            or (code == "k" and line.word(i) != "as")
            or (travels and not _before_place(line, i))
        ):
            break
    for i in range(cue.index - 1, max(cue.index - 9, -1) if cue.word not in WEAK else cue.index, -1):
        code = line.codes[i]
        if code in PLACE + COUNTRY and (line.code(i - 1) == "i" or line.word(i - 1).endswith(" in")):
            return i
        if code in (BREAK, CUE, "S", ACTOR):
            break
    return None


def _capital_of(line: Line, index: int) -> int:
    """Step from the country to the city in "the Belarusian capital of Minsk"."""
    actor = line.items[index].actor
    if actor is None or not actor.demonym:
        return index
    city = line.first(PLACE, index + 1, index + 4)
    return index if city is None else city


def _before_place(line: Line, index: int) -> bool:
    """Whether a word may stand between "visited" and the name of the place."""
    return line.code(index) in "fijo" or line.word(index) in _PLACE_WORDS


def _headed(line: Line, index: int, cue: int) -> bool:
    spent = line.word(cue).startswith("spen") and line.among(_STAY, cue, index)  # "spent a few hours in Tehran"
    if not spent and line.gap(cue, index).count("x") > _WORDS_BETWEEN:  # "the visit gives new impetus to trade"
        return False
    i = index - 1
    while line.code(i) in "fxoe" and i > max(cue, index - 5):
        i -= 1
    return line.code(i) in "ti" or (i == cue and line.word(i).endswith((" to", " in", " for")))
