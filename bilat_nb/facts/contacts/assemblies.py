"""Sessions and forums as events: who attends, who chairs, and when a decision tells that a body sat."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bilat_nb.facts.contacts.bodies import Body, body_of, kind_of
from bilat_nb.facts.contacts.body_words import fixed_bodies
from bilat_nb.facts.contacts.chairing import chairs, guests, heading
from bilat_nb.facts.contacts.events import Event, Sides, antecedent, other_country, resolve
from bilat_nb.facts.contacts.groups import heads, subject
from bilat_nb.facts.contacts.line import BODY, Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import counts
from bilat_nb.facts.contacts.people import LEVELS, Context, Person, highest
from bilat_nb.facts.contacts.sides import mutual_sides, speaker_after
from bilat_nb.model import Part, Period, Reading

LEAD = 2
"""How many sentences of the body tell what the document is about."""
_PAIR = 2
_ACT_REACH, _NAME_REACH, _CHAIRED_REACH = 10, 20, 14
_ABOUT = (
    "outcome", "outcomes", "results", "agenda", "preparations", "decisions", "commitments", "declaration",
    "prepare", "preparing", "prepared", "build", "support", "ahead", "discuss", "discussed", "since",
)  # fmt: skip
_OTHER = ("previous", "last", "next", "another", "earlier", "preceding", "following", "subsequent", "latest")
_NEXT, _ONES = ("next", "following", "coming"), ("one", "round", "edition", "meeting", "session", "sitting", "")
_TIMES = ("once", "twice", "thrice", "times", "occasions")
_ANOTHER = ("previous", "preceding", "subsequent", "another")
_SETTING = ("for", "before", "after", "ahead", "following", "occasion")


@dataclass(slots=True)
class Scan:
    """What the reader keeps while it goes through a document."""

    reading: Reading
    context: Context = field(default_factory=Context)
    events: list[Event] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    """The events of the sentence that is being read."""
    day: date | None = None
    """The day told last."""
    heading: Period | None = None
    """The day that stands on a line of its own above an entry of a programme or a chronology."""
    month: date | None = None
    """The first day of the month that stands on a line of its own above."""
    journey: list[date] = field(default_factory=list)
    """The days of a programme."""
    left: date | None = None
    """The day on which the visitor of a programme departs."""
    pair: tuple[str, ...] = ()
    """The two countries that the document is about; empty when no two stand out."""
    sides: tuple[str, ...] = ()
    """The same for joint bodies: the country that a text is from is one of two where it names only the other."""
    bodies: int = 0
    chambers: bool = False

    @property
    def published(self) -> date | None:
        """The day of publication, if known."""
        return self.reading.published.day


def other_side(sides: Sides, state: Scan) -> Sides:
    """Give an official without a country the other one of two countries.

    Only where the text names no third country at all, or tells itself whose the others are: news of one capital does
    not say whose its own officials are.
    """
    pair = only_two(state) or state.context.pair_for((*sides[0], *sides[1]), state.pair)
    return other_country(*sides, pair)


def between_the_two(event: Event, state: Scan) -> Event:
    """Read "trade ministers A and B met" in a text on two countries, none of which is told of either."""
    named = all(p.person for p in event.people)
    if len(event.people) > 1 and named and not event.countries and len(state.pair) > 1:
        event.extra = state.pair[:2]
    return event


def of_both(line: Line, left: list[Person], state: Scan) -> list[Person]:
    """Read "Senior officials are to meet" in a text on two countries: those of both."""
    pair = state.pair[:2]
    if len(left) != 1 or left[0].person or left[0].country or len(pair) < len("ab"):
        return left
    plural_office = any(
        a.plural and (a.start, a.stop) == (left[0].start, left[0].stop) for a in line.sentence.actors if not a.countries
    )
    officials = plural_office and left[0].level in LEVELS[:-1]
    return [replace(left[0], country=code) for code in pair] if officials else left


def only_two(state: Scan) -> tuple[str, ...]:
    """The two countries of a document that names no third one, or nothing."""
    named = {*state.reading.countries, *state.pair}
    return state.pair if len(named) == len("ab") else ()


def make_event(cue: Cue, line: Line, left: list[Person], right: list[Person]) -> Event:
    """Return an event of a cue with its sides and the parts of the sentence that tell them."""
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


def assembly(line: Line, cue: Cue, state: Scan, body: Body) -> Event | None:
    """A session or forum, with those who are told to attend it."""
    left = attending(line, cue, state) if cue.role != "act" else []
    led = [*chairs(line, state.context), *heading(line, cue.index, state.context)]
    left = left or led or guests(line, cue.index, state.context)
    event = make_event(cue, line, [p for p in left if p.person], [])
    event.kind = "forum" if cue.kind == "forum" else "session"
    event.extra, event.body = body.countries, body.name
    event.level = _level(event, body, led, state)
    if cue.kind == "forum" and event.level in (None, "official", "business", "region"):
        event.level = highest((event.level, *(p.level for p in event.left)))
    event.other &= any(line.word(i) in _OTHER for i in (cue.index - 1, cue.index - 2))  # "the fourth session"
    event.other |= line.among(_ANOTHER, cue.index - 4, cue.index) or line.word(cue.index - 1) == "next"
    event.parts.append(body.part)
    event.purpose = any(line.word(i) in _SETTING for i in range(cue.index - 8, cue.index))
    return event


def _level(event: Event, body: Body, led: list[Person], state: Scan) -> str | None:
    """The level of a session: of those who chair it, else of its body, as known or as it was told to have sat."""
    members = (p.level for p in event.left if p.country in body.countries and event.kind == "session")
    told = highest((*(p.level for p in led), *members))
    if event.kind == "forum" or body.name in fixed_bodies():
        return highest((body.level, told))
    if told:
        return told if any(p.level for p in led) else highest((body.level, told))
    sat = (e.level for e in reversed(state.events) if e.body == body.name and e.people)
    return next(sat, None) or body.level


def occasion(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will host the minister for the inaugural Bi-National Commission": both come to its session."""
    body = body_of(line, cue, state.sides) if kind_of(line.items[cue.index]) == "session" else None
    if body is None or not state.told or not state.told[-1].people:
        return None
    event = assembly(line, cue, state, body)
    if event is not None:
        event.left, event.purpose = state.told[-1].people, False
        event.level = highest((event.level, state.told[-1].rank))
    return event


def attending(line: Line, cue: Cue, state: Scan) -> list[Person]:
    """Return who is told to attend what a cue tells."""
    if any(line.word(i) in _ABOUT for i in range(cue.index - 7, cue.index)):
        return []  # "welcomed the outcomes of the summit"
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


def body_before(line: Line, cue: Cue, state: Scan) -> Body | None:
    """Read "the commission, headed by the ministers, last met in Algiers": the body is what met."""
    group, pronoun = subject(line, cue.index)
    near = next((i for i in range(cue.index - 1, max(cue.index - _NAME_REACH, -1), -1) if line.codes[i] == BODY), None)
    if near is None or pronoun or _has_object(line, cue.index):
        return None
    if group and (group[0] < near or not heads(line, group[0])):
        return None
    if kind_of(line.items[near]) != "session" or cue.kind not in ("meeting", "call"):
        return None
    return body_of(line, Cue(near, "body", "session", ""), state.sides)


def met_as(line: Line, cue: Cue, state: Scan) -> Body | None:
    """Read "the premiers sit down tomorrow as the Council of Ministers": the body is what they met as."""
    for i in range(cue.index + 1, min(cue.index + _CHAIRED_REACH, len(line.items))):
        if line.codes[i] in ";ES,":
            break
        if line.codes[i] == BODY and "as" in (line.word(i - 1), line.word(i - 2)):
            return body_of(line, Cue(i, "body", "session", ""), state.sides)
    return None


def _has_object(line: Line, index: int) -> bool:
    """Whether somebody is met: "the group met a delegation"."""
    i = index + 1
    while line.code(i) in "fe":
        i += 1
    if line.code(i) == "x" and counts(line.items[i]):
        return line.word(i) not in _TIMES and line.word(i + 1) not in _TIMES  # "to meet four targets"
    return line.code(i) in "ABCjw" or (i > index + 1 and line.code(i) == "x" and line.word(i - 1) in ("a", "an", "the"))


def joint_body(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the commission sat in Tehran", and "the ministers will convene" where no body is told."""
    body = body_of(line, cue, state.sides)
    if body is not None:
        return assembly(line, cue, state, body)
    left, right = mutual_sides(line, cue, state.context)
    event = make_event(cue, line, left, right)
    event.kind = "meeting"
    return event if event.sided else None


def act(line: Line, _: Cue, state: Scan) -> Event | None:
    """A decision of a joint body told with its day: the body sat that day."""
    for index, item in enumerate(line.items):
        body = body_of(line, Cue(index, "act", "session", ""), state.sides) if kind_of(item) else None
        near = line.codes[max(index - 8, 0) : index + _ACT_REACH]
        if body is not None and "T" in near:
            return assembly(line, Cue(index, "act", "session", ""), state, body)
    return None
