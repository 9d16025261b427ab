"""What a sentence tells without a word for it: who a delegation is, two officials who sign side by side."""

from __future__ import annotations

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.assemblies import Scan, make_event, other_side
from bilat_nb.facts.contacts.cues import Cue
from bilat_nb.facts.contacts.events import Event, Sides, persons
from bilat_nb.facts.contacts.groups import governed, group_right
from bilat_nb.facts.contacts.home import narrator
from bilat_nb.facts.contacts.line import Line
from bilat_nb.facts.contacts.people import Person

_GUESTS = ("guest", "guests", "visitor", "visitors")


def delegation(line: Line, cue: Cue, state: Scan, right: list[Person]) -> Sides:
    """Read "The delegation met with the speaker", "the guest was met by X": of the visit told last."""
    told = any(i.word in _GUESTS for i in line.items[: cue.index])
    told = told or any(i.actor is not None and i.actor.office == "delegation" for i in line.items[: cue.index])
    guests = visitors(state) if told and right else []
    return other_side((guests, right), state) if guests else ([], right)


def of_narrator(line: Line, cue: Cue, state: Scan, right: list[Person]) -> Event:
    """Read "A telephone conversation with Minister X took place": with whom the text is about, or its own country."""
    theirs = {p.country for p in right}
    spoken = [p for p in (state.context.topic, state.context.opening) if p is not None and p.country and p.level]
    left = [p for p in spoken if p.country not in theirs and not any(p.same(q) for q in right)][:1]
    event = make_event(cue, line, left, right)
    home = narrator(state.reading)
    if not left and home is not None and home not in theirs:
        event.extra = (home,)
    return event


def visitors(state: Scan) -> list[Person]:
    """Who came, by the visit told last, or else by who was received last."""
    visit = next((e for e in reversed(state.events) if e.left and (e.kind == "visit" or e.cue.role == "host")), None)
    return list(visit.left) if visit is not None else []


def together(line: Line, state: Scan) -> Event | None:
    """Read "A and B signed the treaty in Geneva on Wednesday": two officials, one deed, one place, one day."""
    first = line.first("A", 0)
    group = group_right(line, first) if first is not None else []
    if len(group) < 2 or "&" not in line.gap(group[0], group[-1]) or governed(line, group[0]):
        return None
    people = persons(line, group, state.context)
    last = group[-1] + (3 if line.codes[group[-1] + 1 : group[-1] + 4] == ",C," else 0)  # "Minister X (Indonesia)"
    verb = last + 1 + (line.code(last + 1) == ",")
    stop = line.first(";dkS", verb) or len(line.codes)
    clause = line.codes[verb:stop]
    told = "L" in clause and "i" in clause and any(dates.is_day(i) for i in line.items[:stop])
    if not told or line.code(verb) not in "xK" or any(code in clause for code in "NDG"):
        return None
    if len({p.country for p in people if p.country}) < 2 or not all(p.person and p.level for p in people):
        return None
    return make_event(Cue(verb, "together", "meeting", line.word(verb)), line, people, [])
