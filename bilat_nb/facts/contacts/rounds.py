"""Rounds of a dialogue that has a name but no body: strategic dialogues, foreign office consultations, 2+2 talks."""

from __future__ import annotations

from bilat_nb.facts.contacts.assemblies import Scan, make_event
from bilat_nb.facts.contacts.chairing import chairs, guests
from bilat_nb.facts.contacts.events import Event
from bilat_nb.facts.contacts.line import BODY, COUNTRY, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS, highest
from bilat_nb.facts.contacts.sides import noun_sides

_PAIR = 2
_BEFORE, _BEHIND = 5, 7
_ROUNDS = ("round", "session", "edition", "meeting", "th", "first", "second", "third")
_MET = ("convened", "convenes", "met", "meets")


def round_of(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the third round of Foreign Office Consultations took place", "revived the strategic dialogue"."""
    told = _told(line, cue)
    name = line.items[cue.index].actor  # a dialogue that is known by its build
    countries = told or (name.countries if name is not None else ()) or state.sides[:_PAIR]
    left, right = noun_sides(line, cue, state.context)
    people = [*left, *right, *(chairs(line, state.context) or guests(line, cue.index, state.context))]
    named = [p for p in people if p.person]
    timed = any(item.period is not None and item.period.period_start is not None for item in line.items)
    short = not timed and len(named) < _PAIR
    if short or len(countries) < _PAIR or not (_held(line, cue) or len(named) >= _PAIR):
        return None
    event = make_event(cue, line, named, [])
    event.other = False  # "the fourth dialogue"
    event.extra, event.body = countries, (name.name if name is not None else None) or cue.word
    level = highest(p.level for p in people if p.country in countries or not p.country)
    told_level = name.level if name is not None else None
    event.level = level if level in LEVELS[2:4] or named else told_level or "official"
    return event


def _told(line: Line, cue: Cue) -> tuple[str, ...]:
    """The two countries told right beside a dialogue: "between Egypt and Oman", "India-Australia 2+2"."""
    for indices in (range(cue.index - 1, cue.index - _BEFORE, -1), range(cue.index + 1, cue.index + _BEHIND)):
        codes: list[str] = []
        for i in indices:
            if line.code(i) in ";ESkKT":
                break
            actor = line.items[i].actor
            if actor is not None and (line.codes[i] in COUNTRY + BODY or actor.plural):
                codes += actor.countries
        if len(set(codes)) == _PAIR:
            return tuple(sorted(set(codes)))
    return ()


def _held(line: Line, cue: Cue) -> bool:
    """Whether a round is told, or that the dialogue itself took place."""
    if any(line.word(i).endswith(_ROUNDS) for i in range(cue.index - 3, cue.index)):
        return True
    if line.codes.startswith("T;"):  # an entry of a chronology
        return True
    verb = any(line.code(i) == "K" or line.word(i) in _MET for i in range(cue.index + 1, len(line.codes)))
    return line.codes[: cue.index].strip("fxeC;,-BnTiLG") == "" and verb
