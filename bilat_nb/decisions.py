"""Decisions: for every figure of a document, what its readers decided, by which rule, from which words.

The readers themselves note what they decide (`Reading.note`); nothing is decided here a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bilat_nb import words
from bilat_nb.facts.figures import binding, period_binding
from bilat_nb.finding import FINDERS
from bilat_nb.model import Fact, Note, Quantity, Reading, Sentence
from bilat_nb.records import reason

Span = tuple[int, int]

VALUES = ("value", "count")
"""Roles of the figure itself among the parts of a fact."""

SIDES = ("reporter", "partner", "supplier", "recipient", "countries")


def _meanings(step: str, rules: Iterable[Callable[..., object]]) -> dict[tuple[str, str], str]:
    """What each rule does: the first line of its docstring."""
    return {(step, rule.__name__): (rule.__doc__ or "").strip().partition("\n")[0] for rule in rules}


MEANINGS = {
    **_meanings("word", binding.RULES),
    **_meanings("period", period_binding.RULES),
    ("period", "base_level"): "The level of the period that a change is compared with.",
    ("period", "carried"): "No period of its own: the one that the text before was about.",
    ("sides", "in the sentence"): "Every side is named in the sentence.",
    ("sides", "carried"): "Not every side is named in the sentence: from the text before, or the document's countries.",
}


class Step(NamedTuple):
    """One decision: the table it is for, what was decided, by which rule, from which words."""

    table: str
    step: str
    answer: str
    rule: str = ""
    evidence: tuple[Span, ...] = ()

    @property
    def meaning(self) -> str:
        """What its rule does."""
        return MEANINGS.get((self.step, self.rule), "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what was read of it and the decisions about it."""

    span: Span
    sentence: Sentence
    reads: str
    used_by: tuple[str, ...]
    why_not: str | None
    steps: tuple[Step, ...]


def decided(reading: Reading) -> list[Figure]:
    """Find the facts of a reading and return every figure with the decisions about it, in the order of the text."""
    facts: list[Fact] = []
    notes: dict[str, list[Note]] = {}
    for table, find in FINDERS.items():
        notes[table] = reading.trace = []
        facts += find(reading, facts)
    return sorted(_figures(reading, facts, notes), key=lambda figure: figure.span)


def _figures(reading: Reading, facts: list[Fact], notes: Mapping[str, list[Note]]) -> Iterator[Figure]:
    """Every quantity, then the figures that are no quantities: ranks, counts in words."""
    users: dict[Span, list[Fact]] = {}
    for fact in facts:
        for span in {(p.start, p.stop) for p in fact.parts if p.role in VALUES}:
            users.setdefault(span, []).append(fact)
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            span = quantity.start, quantity.stop
            found = users.pop(span, [])
            if quantity.core is not None:
                found = found + users.pop(quantity.core, [])
            yield _quantity(reading, sentence, quantity, found, notes)
    for span, found in users.items():
        steps = tuple(step for fact in found for step in _of_fact(reading, fact, span, []))
        yield Figure(span, reading.sentences[found[0].sentence], "no quantity", _tables(found), None, steps)


def _tables(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.table for fact in facts))


def _quantity(
    reading: Reading, sentence: Sentence, quantity: Quantity, facts: list[Fact], notes: Mapping[str, list[Note]]
) -> Figure:
    span, tables = (quantity.start, quantity.stop), _tables(facts)
    if quantity.refused and not facts:
        return Figure(span, sentence, "no quantity", (), quantity.refused, ())
    steps: list[Step] = []
    for table, told in notes.items():
        own = [note for note in told if note.figure == span]
        if table in tables:
            steps += [step for f in facts if f.table == table for step in _of_fact(reading, f, span, own)]
        elif not tables or table == "trade":
            steps += [_of_note(reading, table, note) for note in own]
    reads = words.value_words({name: getattr(quantity, name) for name in ("value", "low", "high", "unit", "bound")})
    why_not = None if facts else reason(reading, sentence, quantity)
    return Figure(span, sentence, f"{reads} ({quantity.dimension})", tables, why_not, tuple(steps))


def _of_note(reading: Reading, table: str, note: Note) -> Step:
    """A decision on the way to no row."""
    if note.step == "refused":
        return Step(table, "not used", note.rule)
    answer = _flat(reading, note.evidence) if note.evidence else "none"
    return Step(table, note.step, answer, note.rule, (note.evidence,) if note.evidence else ())


def _flat(reading: Reading, span: Span) -> str:
    return " ".join(reading.text[slice(*span)].split())


def _of_fact(reading: Reading, fact: Fact, span: Span, notes: Iterable[Note]) -> Iterator[Step]:
    """The decisions that made a row."""
    table, values = fact.table, fact.values
    yield Step(table, "row", words.row_words(table, values))
    if not fact.start <= span[0] < fact.stop and fact.sentence != _sentence_of(reading, span):
        yield Step(table, "same as", "told again: one row for both", "", ((fact.start, fact.stop),))
        return
    last = {note.step: note for note in notes}
    parts: dict[str, tuple[Span, ...]] = {}
    for role, start, stop in fact.parts:
        parts[role] = (*parts.get(role, ()), (start, stop))
    if note := last.get("word"):
        yield _of_note(reading, table, note)
    for name in ("flow", "commodity", "indicator", "project", "measure", "product", "share_of"):
        if values.get(name):
            yield Step(table, name, words.term(values[name]), "", parts.get(name, ()))
    yield from _sides(reading, fact)
    yield from _period(fact, parts, last.get("period"))
    if values.get("status"):
        yield Step(table, "status", values["status"], "", parts.get("cue", ()))


def _sentence_of(reading: Reading, span: Span) -> int:
    return next((s.index for s in reading.sentences if s.start <= span[0] < s.stop), -1)


def _sides(reading: Reading, fact: Fact) -> Iterator[Step]:
    """The countries of a row, with the words of its sentence that name them."""
    cells = {name: fact.values.get(name) or () for name in SIDES}
    told = {name: (cell,) if isinstance(cell, str) else tuple(cell) for name, cell in cells.items() if cell}
    codes = {code for cell in told.values() for code in cell}
    if not codes:
        return
    actors = [a for a in reading.sentences[fact.sentence].actors if codes & set(a.countries)]
    named = {code for actor in actors for code in actor.countries}
    answer = ", ".join(f"{name} {' and '.join(cell)}" for name, cell in told.items())
    rule = "in the sentence" if codes <= named else "carried"
    yield Step(fact.table, "sides", answer, rule, tuple((a.start, a.stop) for a in actors))


def _period(fact: Fact, parts: Mapping[str, tuple[Span, ...]], note: Note | None) -> Iterator[Step]:
    """The period of a row: by the rule that found it, or carried from before."""
    values = fact.values
    if "period_start" not in values:
        return
    answer = words.period_words(values["period_start"], values["period_end"])
    spans = parts.get("period", ())
    rule = note.rule if note is not None and note.evidence in spans else "carried" if spans and note is None else ""
    yield Step(fact.table, "period", answer, rule, spans + parts.get("refers_to", ()))
    if values.get("base_start"):
        base = words.period_words(values["base_start"], values["base_end"])
        yield Step(fact.table, "base", base, "", parts.get("base", ()))
