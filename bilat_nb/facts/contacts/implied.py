"""What a sentence tells without a word for it: who a delegation is, two officials who sign side by side."""

from __future__ import annotations

from bilat_nb.facts.contacts import dates
from bilat_nb.facts.contacts.assemblies import Scan, make_event, other_side
from bilat_nb.facts.contacts.bodies import kind_of
from bilat_nb.facts.contacts.events import Event, Sides, antecedent, persons, resolve
from bilat_nb.facts.contacts.groups import governed, group_right, subject
from bilat_nb.facts.contacts.home import narrator
from bilat_nb.facts.contacts.line import Line
from bilat_nb.facts.contacts.media import Cue
from bilat_nb.facts.contacts.people import Person, people_in, people_of
from bilat_nb.facts.contacts.sides import object_of

_TREATS = ("had", "has", "kept", "took", "takes", "joined", "joins", "treated", "asked", "entertained")
_MEAL = 12
_GUESTS = ("guest", "guests", "visitor", "visitors")


def delegation(line: Line, cue: Cue, state: Scan, right: list[Person]) -> Sides:
    """Read "The delegation met with the speaker", "the guest was met by X": of the visit told last."""
    told = any(i.word in _GUESTS for i in line.items[: cue.index])
    told = told or any(i.actor is not None and i.actor.office == "delegation" for i in line.items[: cue.index])
    guests = (_of_country(line, cue) or visitors(state)) if told and right else []
    return other_side((guests, right), state) if guests else ([], right)


def _of_country(line: Line, cue: Cue) -> list[Person]:
    """A delegation whose country is told: "the delegation of Uzbekistan was received by"."""
    actors = (i.actor for i in line.items[: cue.index] if i.actor is not None and i.actor.office == "delegation")
    actor = next((a for a in actors if len(a.countries) == 1), None)
    return [Person(None, "delegation", "official", actor.countries[0], actor.start, actor.stop)] if actor else []


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


def companion(left: list[Person], state: Scan) -> list[Person]:
    """Read "the Secretary and his guest had a tête-à-tête": who was told last to be with him."""
    beside = (e.people for e in reversed(state.events) if any(p.same(q) for p in e.people for q in left))
    home = {p.country for p in left}
    return [p for p in next(beside, []) if p.country and p.country not in home][:1]


def one_of(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "The foreign ministers had four meetings. The last of them, in New York": those of the sentence before."""
    before = state.reading.sentences[line.sentence.index - 1] if line.sentence.index else None
    group = next((a for a in before.actors if a.plural and a.level and len(a.countries) > 1), None) if before else None
    if before is None or group is None:
        return None
    counted = [t for t in before.tokens if t.cell("contact_forms", "kind") in ("meeting", "call", "visit")]
    event = make_event(cue, line, [p for p in people_in(before) if p.start == group.start], [])
    event.kind = counted[-1].cell("contact_forms", "kind") if counted else "meeting"
    return event


def guests_of(line: Line, state: Scan) -> list[Person]:
    """Read "The visit turned into three hours of talks with X": who came, by the sentence before."""
    last = state.events[-1] if state.events else None
    people = [a for a in line.sentence.actors if a.kind == "person"]
    pointed = line.word(0) in ("it", "the", "this", "that") and len(people) == 1
    near = last is not None and last.kind == "visit" and line.sentence.index - last.sentence <= 2
    return list(last.left) if last is not None and near and pointed else []


def just_come(line: Line, cue: Cue, state: Scan) -> list[Person]:
    """Read "5 May: the premier arrived in Lima; talks with President X" and "Audience with X" in the next line."""
    last = state.told[-1] if state.told else None
    if last is not None and last.kind == "visit" and last.left:
        gap = line.gap(last.cue.index, cue.index)
        return list(last.left) if ";" in gap and not any(code in gap for code in "AhpSkq") else []
    last = state.events[-1] if state.events else None
    begins = line.codes[: cue.index].strip("fxe") == "" and not state.told
    near = last is not None and last.kind == "visit" and line.sentence.index - last.sentence == 1
    return list(last.left) if last is not None and begins and near else []


def topic_side(line: Line, cue: Cue, state: Scan, right: list[Person]) -> list[Person]:
    """Read "The agenda includes meetings with Minister X": with whom the sentence before was about."""
    topic = state.context.topic
    if topic is None or not topic.level or any(code in "Ahpu" for code in line.codes[: cue.index]):
        return []
    apart = topic.country is None or all(p.country != topic.country for p in right)
    named = all(p.person and p.level for p in right)
    return [topic] if apart and named and not any(p.same(topic) for p in right) else []


def meal(line: Line, cue: Cue, state: Scan) -> Event | None:
    """Read "had his colleague to lunch", "kept him for dinner"."""
    verb = next((i for i in range(cue.index - 1, max(cue.index - _MEAL, -1), -1) if line.words[i] in _TREATS), None)
    if verb is None or any(code in line.gap(verb, cue.index) for code in ";&SkqE"):
        return None
    host = resolve(line, verb, subject(line, verb), state.context)
    pronoun = line.word(verb + 1) in ("him", "her")
    guest = antecedent(line, verb, state.context, host) if pronoun else object_of(line, verb, state.context)
    return make_event(cue, line, *other_side((guest, host), state)) if guest and host else None


def parliament(line: Line, cue: Cue) -> list[Person]:
    """Read "the Seimas group for relations with Iceland met with the Speaker": members of a parliament."""
    for i in range(cue.index):
        actor = line.items[i].actor
        if actor is not None and kind_of(line.items[i]) == "parliament" and len(actor.countries) == 1:
            return [Person(None, "members", "parliament", actor.countries[0], actor.start, actor.stop)]
    return []


def visitors(state: Scan) -> list[Person]:
    """Who came, by the visit told last, or else by who was received last."""
    visit = next((e for e in reversed(state.events) if e.left and (e.kind == "visit" or e.cue.role == "host")), None)
    return list(visit.left) if visit is not None else []


def together(line: Line, state: Scan) -> Event | None:
    """Read "A and B signed the treaty in Geneva on Wednesday": two officials, one deed, one place, one day."""
    if (event := _officials(line)) is not None:
        return event
    first = line.first("A", 0)
    group = group_right(line, first) if first is not None else []
    if len(group) < len("AB") and (event := _by_two(line, state)) is not None:
        return event
    if len(group) < 2 or "&" not in line.gap(group[0], group[-1]) or governed(line, group[0]):
        return None
    people = persons(line, group, state.context)
    last = group[-1] + (3 if line.codes[group[-1] + 1 : group[-1] + 4] == ",C," else 0)  # "Minister X (Indonesia)"
    verb = last + 1 + (line.code(last + 1) == ",")
    stop = line.first(";dkS", verb) or len(line.codes)
    clause = line.codes[verb:stop]
    placed = ("L" in clause and "i" in clause) or line.among(("together", "jointly"), verb, stop)
    told = placed and any(dates.is_day(i) for i in line.items[:stop])
    if not told or line.code(verb) not in "xK" or any(code in clause for code in "NDG"):
        return None
    if len({p.country for p in people if p.country}) < 2 or not all(p.person and p.level for p in people):
        return None
    return make_event(Cue(verb, "together", "meeting", line.word(verb)), line, people, [])


def _officials(line: Line) -> Event | None:
    """Read "The Danish and German energy ministers are expected to address it in Oslo on 20 May"."""
    first = line.first("A", 0)
    actor = line.items[first].actor if first is not None else None
    if first is None or actor is None or len(actor.countries) != len("ab") or not actor.plural or not actor.level:
        return None
    stop = line.first(";dkSqE", first) or len(line.codes)
    clause = line.codes[first:stop]
    placed = "iL" in clause and any(dates.is_day(i) for i in line.items[first:stop])
    verb = line.code(first + 1) in "xKVFH"
    if not (placed and verb) or governed(line, first) or any(code in clause for code in "NDGw&") or "P" in clause:
        return None
    return make_event(Cue(first + 1, "together", "meeting", line.word(first + 1)), line, people_of([actor]), [])


def _by_two(line: Line, state: Scan) -> Event | None:
    """Read "The bridge was opened today by Prime Ministers A and B": two officials of two countries, one day."""
    by = line.first("y", 2)
    group = group_right(line, by + 1, reach=3) if by is not None else []
    if by is None or len(group) < len("AB") or "&" not in line.gap(group[0], group[-1]):
        return None
    people = persons(line, group, state.context)
    passive = any(line.code(i) == "V" for i in range(max(by - 7, 0), by)) and "E" not in line.codes[:by]
    dated = any(dates.is_day(i) for i in line.items[:by]) or any(dates.is_day(i) for i in line.items[group[-1] :])
    both = len({p.country for p in people if p.country}) > 1 and all(p.person and p.level for p in people)
    quiet = not any(code in line.codes for code in "NDGSF")
    if not (passive and dated and both and quiet):
        return None
    return make_event(Cue(by - 1, "together", "meeting", line.word(by - 1)), line, people, [])
