"""One rule for each role of a cue: from a cue in its line to an event, or to none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.facts import contact_dates as dates
from bilat_nb.facts.contact_bodies import Body, body_of, forum_of, kind_of
from bilat_nb.facts.contact_cues import Cue, plural
from bilat_nb.facts.contact_events import Event, antecedent, both, companions, other_country, persons, resolve
from bilat_nb.facts.contact_line import BODY, Item, Line
from bilat_nb.facts.contact_people import Context, Person, governed, group_right, heads, highest, subject
from bilat_nb.facts.contact_sides import host_sides, mutual_sides, noun_sides, object_of, speaker_after
from bilat_nb.facts.contact_visits import destination, traveller, visit_sides
from bilat_nb.model import Part, Reading

LEAD = 2
"""How many sentences of the body tell what the document is about."""
_ACT_REACH = 10


@dataclass(slots=True)
class Scan:
    """What the reader keeps while it goes through a document."""

    reading: Reading
    context: Context = field(default_factory=Context)
    events: list[Event] = field(default_factory=list)
    bodies: int = 0
    chambers: bool = False

    @property
    def published(self) -> date | None:
        """The day of publication, if known."""
        return self.reading.published.day


def _event(cue: Cue, line: Line, left: list[Person], right: list[Person]) -> Event:
    item = line.items[cue.index]
    event = Event(cue.kind, cue, line.sentence.index, item.start, item.stop, left, right)
    event.parts.append(Part("cue", item.start, item.stop))
    for one in (*left, *right):
        if line.sentence.start <= one.start < line.sentence.stop:
            event.parts.append(Part("actor", one.start, one.stop))
    event.vague = any(not p.person and _indefinite(line, p) for p in (*left, *right))
    event.other = line.code(cue.index - 1) == "e" or line.code(cue.index - 2) == "e"
    return event


def _indefinite(line: Line, one: Person) -> bool:
    before = line.text[max(one.start - 6, 0) : one.start].lower()
    return before.endswith((" a ", " an ", " any ", "every ", " each "))


def _mutual(line: Line, cue: Cue, state: Scan) -> Event | None:
    body = _body_before(line, cue, state)
    if body is not None:
        return _assembly(line, cue, state, body)
    left, right = other_country(*mutual_sides(line, cue, state.context), state.reading.countries)
    event = _event(cue, line, left, right) if left else None
    if event is not None and len(left) > 1 and not event.countries and len(state.reading.countries) > 1:
        event.extra = state.reading.countries[:2]  # "trade ministers A and B" in a text on two countries
    return event


def _body_before(line: Line, cue: Cue, state: Scan) -> Body | None:
    """Read "the commission, headed by the ministers, last met in Algiers": the body is what met."""
    group, pronoun = subject(line, cue.index)
    near = next((i for i in range(cue.index - 1, max(cue.index - 10, -1), -1) if line.codes[i] == BODY), None)
    if near is None or pronoun or (group and (group[0] < near or not heads(line, group[0]))):
        return None
    if kind_of(line.items[near]) != "session" or cue.kind != "meeting":
        return None
    return body_of(line, Cue(near, "body", "session", ""), state.reading.countries)


def _host(line: Line, cue: Cue, state: Scan) -> Event | None:
    left, right = host_sides(line, cue, state.context)
    return _event(cue, line, left, right) if left and right else None


def _joining(line: Line, cue: Cue, state: Scan) -> Event | None:
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    return _event(cue, line, left, both(line, cue.index, state.context)) if left else None


def _dial(line: Line, cue: Cue, state: Scan) -> Event | None:
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    right = object_of(line, cue.index, state.context)
    return _event(cue, line, left, right) if left and right else None


def _travel(line: Line, cue: Cue, state: Scan) -> Event | None:
    if cue.word.endswith(" to") and destination(line, cue)[2] is None:  # "came to terms", "came to $5 billion"
        return None
    return _visit(line, cue, traveller(line, cue, state.context))


def _presence(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "Lavrov is due in Belgrade on 6 June": a named person, a place right behind, and a day."""
    close = line.first("A", cue.index - 3, cue.index)
    spent = cue.word.startswith("spen")
    if close is None or not (spent or line.code(cue.index + 1) in "fLC") or not any(_day(i) for i in line.items):
        return None
    event = _travel(line, cue, state)
    return event if event is not None and any(p.person for p in event.left) else None


def _day(item: Item) -> bool:
    return item.period is not None and item.period.granularity in dates.DAYS


def _visit(line: Line, cue: Cue, sides: tuple[list[Person], list[Person]]) -> Event | None:
    visitor, host = sides
    event = _event(cue, line, visitor, host)
    event.vague |= cue.role == "noun" and plural(cue)
    place, country, part = destination(line, cue)
    event.place = place
    event.there = part is None and "there" in (line.word(cue.index + 1), line.word(cue.index + 2))
    if country is not None:
        event.extra = (country,)
    if part is not None:
        event.parts.append(part)
    event.definite = not visitor
    return event


def _noun(line: Line, cue: Cue, state: Scan) -> Event | None:
    if cue.kind == "visit":
        return _visit(line, cue, visit_sides(line, cue, state.context))
    if cue.kind == "forum":
        body = forum_of(line, cue, state.reading.countries, state.chambers)
        if plural(cue):
            return None
        return _assembly(line, cue, state, body) if body is not None else _again(line, cue, state)
    body = body_of(line, cue, state.reading.countries) if cue.kind in ("session", "meeting") else None
    if body is not None:
        return _assembly(line, cue, state, body)
    left, right = other_country(*noun_sides(line, cue, state.context), state.reading.countries)
    if cue.kind == "session" and not cue.word.endswith("summit"):
        return _of_last(line, cue, state)
    if left and not right and line.word(cue.index - 1) in ("a", "an"):
        right = companions(left, state.context)
    event = _event(cue, line, left, right)
    event.definite = len(event.countries) < 2
    return event


def _assembly(line: Line, cue: Cue, state: Scan, body: Body) -> Event | None:
    """A session or forum, with those who are told to attend it."""
    left = _attending(line, cue, state) if cue.role != "act" else []
    event = _event(cue, line, [p for p in left if p.person], [])
    event.kind = "forum" if cue.kind == "forum" else "session"
    event.extra, event.body = body.countries, body.name
    event.level = highest((body.level, *(p.level for p in _chairs(line, state))))
    if cue.kind == "forum" and any(p.level == "head_of_state" for p in event.left):
        event.level = "head_of_state"
    event.parts.append(body.part)
    event.purpose = any(line.word(i) == "for" for i in range(cue.index - 6, cue.index))
    return event


def _of_last(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "attended the plenary session" after a forum or a session that was told."""
    last = next((e for e in reversed(state.events) if e.body is not None), None)
    left = _attending(line, cue, state)
    if last is None or not left or line.sentence.index - last.sentence > LEAD:
        return None
    event = _event(cue, line, left, [])
    event.kind, event.extra, event.body = last.kind, last.extra, last.body
    event.level = highest(p.level for p in left) if last.kind == "forum" else last.level
    return event


def _chairs(line: Line, state: Scan) -> list[Person]:
    """Return who chairs: "co-chaired by the ministers", "which the ministers co-chaired"."""
    for i, item in enumerate(line.items):
        if item.token is None or item.token.cell("contact_forms", "role") != "chair":
            continue
        if line.code(i + 1) == "y":
            return persons(line, group_right(line, i + 2), state.context)
        return resolve(line, i, subject(line, i), state.context)
    return []


def _chair(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the meeting was co-chaired by the ministers" after a session that was told."""
    last = next((e for e in reversed(state.events) if e.body is not None), None)
    chairs = _chairs(line, state)
    if last is None or line.sentence.index - last.sentence > LEAD or len({p.country for p in chairs}) < LEAD:
        return None
    if body_of(line, cue, ()) is not None:
        return None
    event = _event(cue, line, chairs, [])
    event.kind, event.extra, event.body = last.kind, last.extra, last.body
    event.level = highest(p.level for p in chairs)
    return event


def _another(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the previous one took place on 26 January": a contact of the kind told last."""
    if not state.events or "K" not in line.codes[cue.index + 1 : cue.index + 4]:
        return None
    event = _event(cue, line, [], [])
    event.kind, event.definite, event.other = state.events[-1].kind, True, True
    return event


def _again(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the forum" after a forum that was told."""
    if not any(e.kind == "forum" for e in state.events):
        return None
    event = _event(cue, line, [], [])
    event.definite = True
    return event


def _medium(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will open a pipeline by video link": whatever two sides do together at a distance is a call."""
    found = subject(line, cue.index)
    left = resolve(line, cue.index, found, state.context)
    if found[0] and len({p.country for p in left}) == 1:  # "A had B on the phone"
        left = [*resolve(line, found[0][0], subject(line, found[0][0]), state.context), *left]
    event = _event(cue, line, left, [])
    return event if len(event.countries) > 1 else None


def _attending(line: Line, cue: Cue, state: Scan) -> list[Person]:
    found = resolve(line, cue.index, subject(line, cue.index, cross_say=True), state.context)
    if found:
        return found
    his = line.first("j", cue.index - 4, cue.index)
    if his is not None:
        return antecedent(line, his, state.context)
    if line.code(cue.index - 1) in "fx" and (after := speaker_after(line, cue, state.context)):
        return after
    link = line.first("k", 0, cue.index)
    speaks = link is not None and any(line.word(i).startswith(("sp", "said", "say")) for i in range(link))
    return resolve(line, link or 0, subject(line, link or 0, cross_say=True), state.context) if speaks else []


def _body(line: Line, cue: Cue, state: Scan) -> Event | None:
    body = body_of(line, cue, state.reading.countries)
    if body is not None:
        return _assembly(line, cue, state, body)
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    event = _event(cue, line, left, [])
    event.kind = "meeting"
    return event if len(event.countries) > 1 else None


def _act(line: Line, _: Cue, state: Scan) -> Event | None:
    """A decision of a joint body told with its day: the body sat that day."""
    for index, item in enumerate(line.items):
        body = body_of(line, Cue(index, "act", "session", ""), state.reading.countries) if kind_of(item) else None
        near = line.codes[max(index - 8, 0) : index + _ACT_REACH]
        if body is not None and "T" in near:
            return _assembly(line, Cue(index, "act", "session", ""), state, body)
    return None


def _guest(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will be the guest of Vladimir Putin", a meeting, and "was our guest in June", a visit."""
    hosts = persons(line, group_right(line, cue.index + 1, reach=3), state.context) if cue.word.endswith(" of") else []
    if hosts:
        event = _event(cue, line, resolve(line, cue.index, subject(line, cue.index), state.context), hosts)
        event.kind = "meeting"
        return event if event.left else None
    return _visit(line, cue, traveller(line, cue, state.context))


def _topic(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "The ministers will discuss": the talks in the course of a visit."""
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    event = _event(cue, line, left, [])
    return event if len(event.countries) > 1 else None


def together(line: Line, state: Scan) -> Event | None:
    """Read "A and B signed the treaty in Geneva on Wednesday": two officials, one deed, one place, one day."""
    first = line.first("A", 0)
    group = group_right(line, first) if first is not None else []
    if len(group) < 2 or "&" not in line.gap(group[0], group[-1]) or governed(line, group[0]):
        return None
    people = persons(line, group, state.context)
    verb = group[-1] + 1
    stop = line.first(";dkS", verb) or len(line.codes)
    clause = line.codes[verb:stop]
    told = "L" in clause and "i" in clause and any(_day(i) for i in line.items[:stop])
    if not told or line.code(verb) not in "xK" or any(code in clause for code in "NDG"):
        return None
    if len({p.country for p in people if p.country}) < 2 or not all(p.person and p.level for p in people):
        return None
    return _event(Cue(verb, "together", "meeting", line.word(verb)), line, people, [])


RULES: dict[str, Callable[[Line, Cue, Scan], Event | None]] = {
    "mutual": _mutual,
    "host": _host,
    "joining": _joining,
    "dial": _dial,
    "travel": _travel,
    "noun": _noun,
    "body": _body,
    "act": _act,
    "guest": _guest,
    "topic": _topic,
    "chair": _chair,
    "presence": _presence,
    "again": _another,
    "medium": _medium,
}
