"""What a sentence tells of a session told before: who chaired it, "The next one", "will host the following session"."""

from __future__ import annotations

from dataclasses import replace

from bilat_nb.facts.contacts.assemblies import LEAD, Scan, assembly, attending, make_event
from bilat_nb.facts.contacts.bodies import Body, body_of
from bilat_nb.facts.contacts.body_words import fixed_bodies
from bilat_nb.facts.contacts.chairing import chairs
from bilat_nb.facts.contacts.events import Event, both
from bilat_nb.facts.contacts.line import BODY, Item, Line
from bilat_nb.facts.contacts.loose import named_last, one_of_several
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import highest, people_in
from bilat_nb.facts.contacts.tense import moved_to
from bilat_nb.model import Sentence

_PAIR, _CHAIRED_REACH, _TITLE = 2, 14, 30
_SIDES = frozenset({"delegation", "delegations", "side", "team"})
_NEXT, _ONES = ("next", "following", "coming"), ("one", "round", "edition", "meeting", "session", "sitting", "")


def of_last(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "attended the plenary session" after a forum or a session that was told."""
    last = next((e for e in reversed([*state.events, *state.told]) if e.body is not None), None)
    left = attending(line, cue, state)
    if last is None or not left or line.sentence.index - last.sentence > LEAD:
        return None
    event = make_event(cue, line, left, [])
    event.kind, event.extra, event.body = last.kind, last.extra, last.body
    event.level = highest(p.level for p in left) if last.kind == "forum" else last.level
    return event


def complete_session(state: Scan, sentence: Sentence) -> None:
    """Read "The summit took place on Friday. A and B signed the treaty": who does so took part in it."""
    if not state.events or state.events[-1].sentence < sentence.index - 1:
        return
    last = next((e for e in reversed(state.events) if e.sentence < sentence.index), None)
    if last is None or last.sentence != sentence.index - 1 or last.people or last.body is None or not last.when.told:
        return
    dated = any(p.kind != "duration" for p in sentence.periods)
    if dated or any(e.sentence == sentence.index and e.when.told for e in state.events):
        return  # something else is told of them
    named = [p for p in people_in(sentence) if p.person][:_PAIR]
    text, home = state.reading.text, last.extra
    if last.kind != "session" or len(named) != _PAIR or len(home) != _PAIR or named[0].start - sentence.start > _TITLE:
        return
    if text[named[0].stop : named[1].start].strip(", ") not in ("and", "and his", "and her"):
        return
    two = [state.context.complete(p) for p in named]
    known = {p.country for p in two if p.country}
    if not known <= set(home) or (len(known) == 1 and all(p.country for p in two)):
        return
    if len(known) == 1:
        other = next(code for code in home if code not in known)
        two = [p if p.country else replace(p, country=other) for p in two]
    last.left = list(two)
    if last.body not in fixed_bodies():
        last.level = highest(p.level for p in two) or last.level


def again(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the forum" after a forum that was told."""
    if not any(e.kind == "forum" for e in state.events):
        return None
    event = make_event(cue, line, [], [])
    event.definite = True
    return event


def set_for(line: Line, state: Scan) -> Event | None:
    """Read "The commission, which did not meet in May, is announced for June", "has been put off to April"."""
    at = line.first(BODY, 0)
    moved = moved_to(line, at) if at is not None else None
    if at is None or moved is None:
        return None
    cue = Cue(at, "body", "session", line.word(at))
    body = body_of(line, cue, state.sides)
    event = assembly(line, cue, state, body) if body is not None else None
    if event is not None:
        event.planned = True
    return event


def hosted_next(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "La Paz offered to host the next, in 2020", "Oslo will host the following session" of the body told last."""
    if line.word(cue.index + 1) not in ("the", "its") or line.word(cue.index + 2) not in _NEXT:
        return None
    noun = line.word(cue.index + 3)
    last = _last_told(line, state) if noun in _ONES or line.code(cue.index + 3) in ",;TinE" else None
    if last is None or last.body is None or last.kind != "session":
        return None
    return assembly(line, cue, state, Body(last.body, last.level, last.extra, last.parts[0]))


def one_more(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the previous one took place on 26 January": a contact of the kind told last."""
    last = _last_told(line, state)
    if line.word(0) in ("at", "in"):  # "At the latest, in San Francisco on Nov. 16, they agreed"
        return make_event(cue, line, both(line, cue.index, state.context), [])
    hosted = any(line.word(i).startswith("host") for i in range(cue.index - 4, cue.index))  # "will host the next one"
    if last is None or not (hosted or "K" in line.codes[cue.index + 1 : cue.index + 4]):
        return None
    if last.kind == "session" and last.body is not None:
        return assembly(line, cue, state, Body(last.body, last.level, last.extra, last.parts[0]))
    event = make_event(cue, line, [], [])
    event.kind, event.definite, event.other = last.kind, True, True
    return event


def _last_told(line: Line, state: Scan) -> Event | None:
    """The contact that "the previous one" speaks of: the session told just before, else what was told last."""
    near = (e for e in reversed([*state.events, *state.told]) if line.sentence.index - e.sentence <= LEAD + 1)
    session = next((e for e in near if e.body is not None), None)
    return session or (state.events[-1] if state.events else None)


def _meets(item: Item) -> bool:
    """Whether an item tells of a session."""
    return item.token is not None and (
        item.token.cell("contact_forms", "role") == "body"
        or (item.token.cell("contact_forms", "role"), item.token.cell("contact_forms", "kind")) == ("noun", "session")
    )


def chair(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "the meeting was co-chaired by the ministers" after a session that was told."""
    after = [
        Cue(i, "noun", "meeting", line.word(i)) for i in range(cue.index + 1, cue.index + 5) if line.code(i) == "E"
    ]
    if line.word(cue.index - 1) == "as" or any(one_of_several(line, noun) for noun in after):
        return None  # "with A and B as co-chairs", "chaired the sixth meeting"
    if state.told and state.told[-1].body and line.aside_from(cue.index - 1) != cue.index - 1:
        return None  # "the meeting of the committee, co-chaired by A and B, will be held"
    stop = line.first(";ESVkqd", cue.index + 1, cue.index + _CHAIRED_REACH) or cue.index + _CHAIRED_REACH
    at = line.first(BODY, cue.index, stop)
    named = body_of(line, Cue(at, cue.role, cue.kind, cue.word), state.sides) if at is not None else None
    if named is not None and not any(_meets(i) for i in line.items):
        return assembly(line, cue, state, named)  # "will co-chair the 7th Joint Commission in Manila"
    if line.word(cue.index + 1) == "it" and (body := named_last(line, state, cue)) is not None:
        return assembly(line, cue, state, body)  # "The Vice-President will co-chair it in Beijing"
    last = next((e for e in reversed([*state.events, *state.told]) if e.body is not None), None)
    both = chairs(line, state.context)
    passive = line.code(cue.index + 1) == "y"  # "It was co-chaired by A and B"
    sides = len(both) if passive else len({p.country for p in both})
    said = line.words[: cue.index] + tuple(cue.word.split())
    of_side = bool(both) and not _SIDES.isdisjoint(said)  # "The Philippine delegation was led by A"
    if last is None or line.sentence.index - last.sentence > LEAD or (sides < LEAD and not of_side):
        return None
    if body_of(line, cue, ()) is not None:
        return None
    event = make_event(cue, line, both, [])
    event.kind, event.extra, event.body = last.kind, last.extra, last.body
    event.level = highest(p.level for p in both)
    return event
