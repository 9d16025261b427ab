"""One rule for each role of a cue: from a cue in its line to an event, or to none."""

from __future__ import annotations

from collections.abc import Callable

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.assemblies import (
    Scan,
    act,
    assembly,
    between_the_two,
    body_before,
    joint_body,
    make_event,
    met_as,
    occasion,
    of_both,
    only_two,
    other_side,
)
from bilat_nb.facts.contacts.bodies import body_of, forum_of
from bilat_nb.facts.contacts.chairing import brought, chairs, guests
from bilat_nb.facts.contacts.cues import plural
from bilat_nb.facts.contacts.entries import owner_of_entry
from bilat_nb.facts.contacts.events import Event, Sides, both, companions, other_country, persons, resolve
from bilat_nb.facts.contacts.groups import group_right, subject
from bilat_nb.facts.contacts.implied import (
    companion,
    delegation,
    guests_of,
    just_come,
    meal,
    of_narrator,
    one_of,
    parliament,
    topic_side,
    visitors,
)
from bilat_nb.facts.contacts.journeys import (
    arrival,
    ceremony,
    expected,
    guest,
    hosted,
    only_dated_by,
    presence,
    travel,
    visit_to,
)
from bilat_nb.facts.contacts.line import Line
from bilat_nb.facts.contacts.loose import cabinet, experts, loose_body, one_of_several, states
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.numbers import counts
from bilat_nb.facts.contacts.people import LEVELS, highest
from bilat_nb.facts.contacts.rounds import round_of
from bilat_nb.facts.contacts.sequels import again, chair, hosted_next, of_last, one_more
from bilat_nb.facts.contacts.sides import host_sides, mutual_sides, noun_sides, object_of, speaker_after
from bilat_nb.facts.contacts.visits import visit_sides

_PARTY = ("delegation", "guest", "guests", "visitor", "visitors")
_ATTEND = ("took", "attended", "addressed", "participated", "joined", "take", "spoke")


def _mutual(line: Line, cue: Cue, state: Scan) -> Event | None:
    body = body_before(line, cue, state) or met_as(line, cue, state)
    if body is not None:
        return assembly(line, cue, state, body)
    left, right = other_side(mutual_sides(line, cue, state.context), state)
    left = left or experts(line, cue, state) or (states(line, cue) if not right else [])
    left, right = (left, right) if left else delegation(line, cue, state, right)
    left = left or (parliament(line, cue) if right else [])
    if not left and not right and (body := loose_body(line, cue, state)) is not None:
        return assembly(line, cue, state, body)
    left = left if right else of_both(line, left, state)
    return between_the_two(make_event(cue, line, left, right), state) if left else None


def _host(line: Line, cue: Cue, state: Scan) -> Event | None:
    left, right = other_side(host_sides(line, cue, state.context), state)
    if not left and line.among(_PARTY, cue.index + 1, cue.index + 4):  # "X welcomed the delegation"
        hosts = resolve(line, cue.index, subject(line, cue.index), state.context)
        left, right = other_side((visitors(state), hosts), state)
    left, right = (left, right) if left else delegation(line, cue, state, right)
    ours = line.code(cue.index - 1) in "uF" and subject(line, cue.index)[1] == "u" and "S" not in line.codes
    if left and ours and not any(p.level for p in right):
        return expected(line, cue, state, left)
    return make_event(cue, line, left, right) if left and right else hosted_next(line, cue, state)


def _joining(line: Line, cue: Cue, state: Scan) -> Event | None:
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    return make_event(cue, line, left, both(line, cue.index, state.context)) if left else None


def _dial(line: Line, cue: Cue, state: Scan) -> Event | None:
    left = resolve(line, cue.index, subject(line, cue.index), state.context)
    left, right = other_side((left, object_of(line, cue.index, state.context)), state)
    return between_the_two(make_event(cue, line, left, right), state) if left and right else None


def _noun(line: Line, cue: Cue, state: Scan) -> Event | None:
    if cue.kind == "visit" and only_dated_by(line, cue):
        return None
    if cue.kind == "visit" and (event := hosted(line, cue, state)) is not None:
        return event
    if cue.kind == "visit":
        visitor, host = visit_sides(line, cue, state.context)
        visitor = visitor or owner_of_entry(line, cue, state, host) or []
        return visit_to(line, cue, (visitor, host), only_two(state), state)
    if cue.kind == "forum":
        body = forum_of(line, cue, state.sides, state.chambers)
        if plural(cue):
            return None
        return assembly(line, cue, state, body) if body is not None else again(line, cue, state)
    sits = cue.kind in ("session", "meeting") or cue.word == "meeting"  # "the 18th meeting was held via video link"
    body = body_of(line, cue, state.sides) if sits else None
    if (
        body is None
        and not cue.word.endswith("summit")
        and (cue.kind == "session" or cabinet(line, cue) or _numbered_of(line, cue) or one_of_several(line, cue))
    ):
        body = loose_body(line, cue, state)
    if body is not None:
        return assembly(line, cue, state, body)
    return _plain_noun(line, cue, state)


def _numbered_of(line: Line, cue: Cue) -> bool:
    """Whether "the fifth meeting of": a session by its number."""
    return line.code(cue.index + 1) == "o" and any(
        counts(line.items[i]) for i in range(max(cue.index - 3, 0), cue.index)
    )


def _plain_noun(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read a noun without a body: "talks between A and B", "the summit"."""
    if met := brought(line, cue.index, state.context):
        return between_the_two(make_event(cue, line, met, []), state)
    left, right = other_side(noun_sides(line, cue, state.context), state)
    if cue.kind == "session" and not cue.word.endswith("summit"):
        left = left or chairs(line, state.context) or guests(line, cue.index, state.context)
        event = make_event(cue, line, left, right)
        return of_last(line, cue, state) or (event if event.sided else None)
    if cue.kind == "session" and not left and not right:
        left = guests(line, cue.index, state.context)
        left = left or [p for p in speaker_after(line, cue, state.context) if p.person]
    if (
        left
        and not right
        and line.word(cue.index - 1) in ("a", "an")
        and "w" not in line.codes[cue.index : cue.index + 4]
    ):
        right = companions(left, state.context)
    left = left if right or state.heading is None else of_both(line, left, state)
    if not left and not right:
        left = states(line, cue)
    own = owner_of_entry(line, cue, state, right) if right and not left else None
    if own is not None and not own:
        return None  # the diary of a minister tells of a countryman
    left = own or left
    came = guests_of(line, state) or just_come(line, cue, state) if right and not left else []
    came = came or (topic_side(line, cue, state, right) if right and not left else [])
    left, right = other_side((came, right), state) if came else (left, right)
    if left and not right and line.among(("his guest", "her guest", "his host", "her host"), 0, cue.index):
        right = companion(left, state)
    if right and not left and line.codes[: cue.index].strip("fxe") == "":
        return of_narrator(line, cue, state, right)
    event = make_event(cue, line, left, right)
    if cue.kind == "session" and len(event.countries) == 1:  # "At the Central Asia-China summit, A spoke"
        event.extra = _named_for(line, cue, 3)
    _name_sides(line, event, state)
    between_the_two(event, state)
    event.definite = len(event.countries) < 2
    return event


def _name_sides(line: Line, event: Event, state: Scan) -> None:
    """Read "The Belgian-Dutch summit will take place in The Hague": two countries and nobody."""
    pair = _named_for(line, event.cue, 5)
    numbered = any(counts(line.items[i]) for i in range(max(event.cue.index - 4, 0), event.cue.index))
    if numbered and len(pair) == 1 and pair[0] in state.pair[:2]:  # "the 13th Luso-Brazilian Summit"
        pair = state.pair[:2]
    if event.cue.kind != "session" or event.people or len(pair) != len("ab"):
        return
    event.extra, event.body = pair, event.cue.word
    heads = (p.level for p in state.context.known.values() if p.country in pair and p.level in LEVELS[:2])
    event.level = highest(heads) or LEVELS[1]


def _named_for(line: Line, cue: Cue, reach: int) -> tuple[str, ...]:
    """The countries in the name of a summit."""
    near = (i.actor for i in line.items[max(cue.index - reach, 0) : cue.index])
    return tuple(sorted({c for a in near if a is not None and a.kind == "country" for c in a.countries}))


def _medium(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "will open a pipeline by video link": whatever two sides do together at a distance is a call."""
    if any(line.word(i) in _ATTEND for i in range(cue.index - 5, cue.index)):
        return of_last(line, cue, state)
    found = subject(line, cue.index)
    left = resolve(line, cue.index, found, state.context)
    if found[0] and len({p.country for p in left}) == 1:  # "A had B on the phone"
        left = [*resolve(line, found[0][0], subject(line, found[0][0]), state.context), *left]
    event = make_event(cue, line, left, [])
    return event if len(event.countries) > 1 or len(event.people) > 1 else None


def _body(line: Line, cue: Cue, state: Scan) -> Event | None:
    body = body_of(line, cue, state.sides) or met_as(line, cue, state) or loose_body(line, cue, state)
    return joint_body(line, cue, state) if body is None else assembly(line, cue, state, body)


def _topic(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "The ministers will discuss": the talks in the course of a visit; "was discussed by the two in Paris"."""
    if line.code(cue.index - 1) == "V" and line.code(cue.index + 1) == "y":
        sides: Sides = (persons(line, group_right(line, cue.index + 2), state.context), [])
    else:
        sides = other_side(mutual_sides(line, cue, state.context), state)
    left, right = sides
    left = left if right else other_country(left, [], state.pair)[0]
    event = make_event(cue, line, left, right)
    return event if len(event.countries) > 1 else None


def _speak(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "they had talked in New York on September 20", and "He talked with X" in the course of a visit just told."""
    placed = line.code(cue.index + 1) == "i" and "L" in line.codes[cue.index + 2 : cue.index + 4]
    dated = placed and any(map(dates.is_day, line.items))
    left, right = mutual_sides(line, cue, state.context)
    visits = (e for e in reversed([*state.events, *state.told]) if line.sentence.index - e.sentence <= 1)
    guest = next((e.left for e in visits if e.kind == "visit" and e.left), [])
    beside = any(p.person and p.same(q) for p in left for q in guest) and any(p.person and p.level for p in right)
    if not (dated or beside):
        return None
    event = make_event(cue, line, *other_side((left, right), state))
    event.kind = "meeting"
    return event if event.sided else None


def _again(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "The last of them, in New York in September", else one more of the kind told last."""
    of_them = line.word(cue.index + 1) == "of" or line.code(cue.index + 1) == ","
    return (one_of(line, cue, state) if of_them else None) or one_more(line, cue, state)


RULES: dict[str, Callable[[Line, Cue, Scan], Event | None]] = {
    "mutual": _mutual,
    "host": _host,
    "meal": meal,
    "joining": _joining,
    "dial": _dial,
    "travel": travel,
    "noun": _noun,
    "body": _body,
    "act": act,
    "guest": guest,
    "topic": _topic,
    "speak": _speak,
    "ceremony": ceremony,
    "chair": chair,
    "occasion": occasion,
    "presence": presence,
    "arrival": arrival,
    "round": round_of,
    "again": _again,
    "medium": _medium,
}
