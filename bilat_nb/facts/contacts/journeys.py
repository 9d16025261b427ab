"""Rules for visits: who goes where, who is received on one, who is the guest of whom."""

from __future__ import annotations

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.assemblies import Scan, make_event, only_two
from bilat_nb.facts.contacts.cues import plural
from bilat_nb.facts.contacts.dates import When
from bilat_nb.facts.contacts.events import Event, Sides, other_country, persons, resolve
from bilat_nb.facts.contacts.groups import group_right, subject
from bilat_nb.facts.contacts.home import narrator
from bilat_nb.facts.contacts.line import Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import LEVELS, Person
from bilat_nb.facts.contacts.visits import WEAK, destination, traveller
from bilat_nb.model import Part

_IS_IN = ("is in", "are in", "is here", "are here")
_HOURS = ("morning", "afternoon", "evening", "noon")
_ABROAD = ("state visit", "official visit", "working visit", "return visit")
_STYLE, _ASIDE = 20, 4


def travel(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "Scholz flew to Beijing on Sunday"."""
    if line.word(cue.index + 1) in ("back", "home"):
        return None
    if cue.word.endswith(" to") and destination(line, cue)[2] is None:  # "came to terms", "came to $5 billion"
        return None
    loose = cue.word.startswith(("go", "come", "went", "came")) and subject(line, cue.index)[1] == "p"
    if loose and not any(map(dates.is_day, line.items)):
        return None  # "so that they go to Ukraine first"
    sides = traveller(line, cue, state.context)
    return visit_to(line, cue, sides, either(sides[0], state), state)


def presence(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "Lavrov is due in Belgrade on 6 June": a named person, a place right behind, and a day."""
    aside = line.aside(cue.index - 1) + 1 if cue.index else 0
    aside = _parenthesis(line, aside)
    close = line.first("Ahu", aside - 4, aside)
    spent = cue.word.startswith("spen")
    here = cue.word.endswith("here")
    if close is None or not (spent or here or line.code(cue.index + 1) in "fLC"):
        return None
    dated = any(dates.dated(i) for i in line.items)
    event = travel(line, cue, state) if dated or cue.word in _IS_IN else None
    somebody = event is not None and (any(p.person for p in event.left) or (len(event.left) == 1 and not spent))
    if event is None or not somebody or not event.extra:
        return None
    if not dated and state.published is not None and event.left[0].level in LEVELS[:5]:  # "is in Oslo": today
        event.when = When(state.published, state.published, "day", Part("period", event.start, event.stop))
    return event


def _parenthesis(line: Line, index: int) -> int:
    """Step over a few words between commas: "Secretary X, in turn, was in"."""
    if line.code(index - 1) != ",":
        return index
    opening = line.codes.rfind(",", 0, index - 1)
    inside = line.codes[opening + 1 : index - 1]
    return opening if opening > 0 and len(inside) <= _ASIDE and not set(inside) - set("xfinteT") else index


def either(visitor: list[Person], state: Scan) -> tuple[str, ...]:
    """The two countries of a document of which a visitor without a country may be; leaders may in any document."""
    leaders = bool(visitor) and all(p.level in LEVELS[:5] for p in visitor)
    return only_two(state) or (state.pair if leaders else ())


def visit_to(line: Line, cue: Cue, sides: Sides, pair: tuple[str, ...], state: Scan) -> Event:
    """Return the visit of a visitor, with where it goes to; `pair`: the two countries of a text that names no third."""
    visitor, host = sides
    place, country, part = destination(line, cue)
    if country is not None:
        goal = Person(None, None, None, country, 0, 0)
        visitor, _ = other_country(visitor, [goal], pair)
    if part is None and cue.word in WEAK:
        visitor = []  # "their journey to freedom"
    event = make_event(cue, line, visitor, host)
    event.vague |= cue.role == "noun" and plural(cue)
    event.place = place
    event.there = part is None and "there" in (line.word(cue.index + 1), line.word(cue.index + 2))
    if country is not None:
        event.extra = (country,)
    elif part is None and (cue.word.endswith("here") or line.word(cue.index + 1) == "here" or _lands(cue)):
        home = narrator(state.reading)
        theirs = {p.country for p in visitor}
        event.extra = (home,) if home is not None and home not in theirs else _other_of(visitor, pair)
    if part is not None:
        event.parts.append(part)
    elif cue.role == "arrival" or ("arriv" in cue.word and cue.word.endswith(" in")):
        event.extra = _other_of(visitor, pair)  # "arrived in the kingdom", "arrived on Monday"
    elif line.code(cue.index + 1) in "oy" or _is_abroad(line, cue):
        event.extra = _other_of(visitor, pair) or _home(
            visitor, line, cue, state
        )  # "was here on a state visit", "reciprocated with an official visit"
    if cue.role == "noun" and part is None and not event.countries and any(p.person and p.level for p in visitor):
        event.extra = pair[:2]  # "we look forward to the visit of Speaker X" in a text on two countries
    event.definite = not visitor
    return event


def _home(visitor: list[Person], line: Line, cue: Cue, state: Scan) -> tuple[str, ...]:
    """Where the text is from, for a foreigner who is "on a state visit" to nowhere that is told."""
    home = narrator(state.reading)
    abroad = bool(visitor) and all(p.person and p.country not in (None, home) for p in visitor)
    return (home,) if home is not None and abroad and _is_abroad(line, cue) else ()


def _lands(cue: Cue) -> bool:
    """Whether an arrival is told that leads to where the text is from, if nowhere else."""
    return cue.role == "arrival" or cue.word.startswith(
        ("arriv", "landed", "touched", "lands", "touches", "flew", "flies")
    )


def _is_abroad(line: Line, cue: Cue) -> bool:
    """Whether a visit is a state visit or its like, which leads to another country."""
    stop = line.items[cue.index].stop
    return line.text[max(stop - _STYLE, 0) : stop].endswith(_ABROAD)


def _other_of(visitor: list[Person], pair: tuple[str, ...]) -> tuple[str, ...]:
    """The other one of the two countries that the document is about."""
    home = {p.country for p in visitor}
    return tuple(code for code in pair[:2] if code not in home) if len(home) == 1 and home <= set(pair[:2]) else ()


def only_dated_by(line: Line, cue: Cue) -> bool:
    """Whether a visit only tells when something else was: "co-chaired the session ahead of the visit, on July 30"."""
    words = tuple(line.word(cue.index - back) for back in (3, 2, 1))
    before = words[1] in ("before", "after", "following") or words[:2] in (("ahead", "of"), ("prior", "to"))
    return before and words[2] == "the" and line.word(cue.index + 1) not in ("of", "by", "to")


def hosted(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "hosted President X for a state visit": the guest is the visitor."""
    last = state.told[-1] if state.told else None
    if last is None or last.cue.role != "host" or not last.left or not last.right or last.left[0].start < last.start:
        return None
    his = next((i for i in range(cue.index - 1, max(cue.index - 5, 0), -1) if line.word(i) in ("his", "her")), None)
    gap = line.gap(last.cue.index, cue.index if his is None else his)
    linked = his is not None or line.among(("for", "on"), cue.index - 6, cue.index)
    if not linked or ";" in gap or any(code in gap for code in "SjPhk"):
        return None
    event = make_event(cue, line, last.left, last.right)
    event.extra = tuple(sorted({p.country for p in last.right if p.country}))
    return event


def arrival(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "had arrived the previous day with eight ministers"."""
    at_home = any(
        line.word(i) == "at" for i in range(cue.index + 1, cue.index + 5)
    )  # "arrived on Monday at his residence"
    soon = any(dates.is_day(i) for i in line.items[cue.index : cue.index + 5])
    soon = soon or (line.word(cue.index + 1) in ("this", "today") and line.word(cue.index + 2) in _HOURS)
    if at_home or not soon:
        return None
    visitor, _ = traveller(line, cue, state.context)
    return visit_to(line, cue, (visitor, []), either(visitor, state), state) if any(p.person for p in visitor) else None


def guest(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will be the guest of Vladimir Putin", a meeting, and "was our guest in June", a visit."""
    hosts = persons(line, group_right(line, cue.index + 1, reach=3), state.context) if cue.word.endswith(" of") else []
    if hosts:
        event = make_event(cue, line, resolve(line, cue.index, subject(line, cue.index), state.context), hosts)
        event.kind = "meeting"
        return event if event.left else None
    sides = traveller(line, cue, state.context)
    return visit_to(line, cue, sides, either(sides[0], state), state)


def expected(line: Line, cue: Cue, state: Scan, guests: list[Person]) -> Event | None:
    """Read "Next month we shall welcome Minister X here": a visit to the country of who speaks."""
    theirs = {p.country for p in guests}
    hosts = [code for code in (narrator(state.reading), *state.pair[:2]) if code and code not in theirs]
    if not hosts or None in theirs:
        return None
    event = make_event(cue, line, guests, [])
    event.kind, event.extra = "visit", tuple(hosts[:1])
    return event


def ceremony(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will attend the inauguration of President X in Jakarta on Sunday": a visit to where it takes place."""
    at = next((i for i in range(cue.index + 1, len(line.codes) - 1) if line.codes[i : i + 2] in ("iL", "iC")), None)
    if at is None or any(code in ";kqS" for code in line.codes[cue.index : at]):
        return None
    goal = Cue(at, "travel", "visit", "attends in")
    event = visit_to(line, goal, traveller(line, cue, state.context), only_two(state), state)
    return event if any(p.person for p in event.left) and len(event.countries) > 1 else None
