"""The records that travel down the pipeline: tokens, mentions, sentences, facts.

Every record points into the unchanged text of one document by half-open character offsets, so that
``text[start:stop]`` is what was read. Nothing here knows how a mention is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from bilat_nb.frozen import frozen

T = TypeVar("T")

Row = Mapping[str, str]
"""One row of a vocabulary table: column name to cell."""


class Part(NamedTuple):
    """A piece of evidence: which role it plays and where it stands."""

    role: str
    start: int
    stop: int


@frozen
class Lexeme:
    """A surface form with every reading the vocabulary gives it, by table name.

    ``May`` is a month and a modal verb, ``second`` an ordinal and a unit of time: the grammar that
    meets the token decides which reading it wants.
    """

    form: str
    readings: Mapping[str, Row]


class Token(NamedTuple):
    """A word or phrase of the vocabulary, or a number in figures, at its place in the text.

    A number in figures has the reading ``figure`` (its digits are to be parsed by `mentions.numbers`), "21st" the
    reading ``ordinals`` with its value.
    """

    start: int
    stop: int
    lexeme: Lexeme

    def get(self, table: str) -> Row | None:
        """Return the row of `table` for this form, or None when the form is not in that table."""
        return self.lexeme.readings.get(table)

    def cell(self, table: str, column: str) -> str:
        """Return one cell of that row, or an empty string."""
        row = self.lexeme.readings.get(table)
        return row[column] if row else ""


@frozen
class Block:
    """A labelled stretch of the document.

    kind is one of headline, dateline, body, quote, list, furniture.
    """

    start: int
    stop: int
    kind: str


@frozen
class Quantity:
    """A number with what it measures.

    value, low and high are in the unit written out in full ("$32.42 billion" is 32420000000 USD). ``low`` and ``high``
    are given for a range only. ``unit`` is an ISO 4217 code, %, pp, m3, t, bbl, bbl/d, MW, kWh, a price such as
    USD/1000m3, another unit as told (kW, kg, ft3, h), or None for a bare or counted number; ``noun`` is what is counted
    or measured. ``dimension`` is one of money, percent, fraction, multiple, volume, mass, power, energy, price, time,
    length, area, count, number, other.
    ``bound`` is one of exact, about, at_least, at_most, range. ``trend`` is up or down when the figure itself says so
    ("a third less", "minus 5%", "doubled"). ``refused`` is the reason why this number is no quantity (year, date,
    phone, ordinal ...), else None.
    """

    start: int
    stop: int
    value: float
    unit: str | None
    dimension: str
    bound: str = "exact"
    low: float | None = None
    high: float | None = None
    trend: str | None = None
    noun: str | None = None
    refused: str | None = None
    core: tuple[int, int] | None = None
    """Span of number, scale and unit alone, without bound words; None when it is the whole."""
    parts: tuple[Part, ...] = ()


@frozen
class Period:
    """A stretch of calendar time, both ends included; None is an open or unknown end.

    granularity: day, days, week, month, months, quarter, half, year, years, decade, fiscal_year, time.
    bound: in, since, by, until, before, after, early, late, mid, about, ytd, as_of (before and after: the days are
    those of the unit named).
    refers_to: the span whose value it took ("the same period").
    kind: what sort of expression it is: explicit, partial (year taken from the context), deictic ("last year"),
    anaphoric ("the same period"), comparison ("year on year": a base, not the period of the figure), duration, present.
    """

    start: int
    stop: int
    period_start: date | None
    period_end: date | None
    granularity: str
    bound: str = "in"
    kind: str = "explicit"
    refers_to: tuple[int, int] | None = None


@frozen
class Published:
    """The day a document was published, and how we know it: stated, inferred or unknown."""

    day: date | None
    basis: str
    span: tuple[int, int] | None = None


@frozen
class Actor:
    """Somebody or something that acts: a person, an office, a country, a bloc, a body, or a reference to them.

    kind: person, office, country, bloc, body, city, reference. person: surname used as key, and `name` as fully as the
    text tells it. office and level: as in the offices table. countries: codes that the actor stands for (one for a
    person or a country; several for "the two presidents" or a joint body). demonym: "Belarusian" rather than
    "Belarus". plural: "the presidents". refers_to: spans of the antecedents when the actor was resolved. ``city`` is a
    capital that may stand for its country ("Moscow and Minsk"); whether it is a place is decided by who reads it.
    """

    start: int
    stop: int
    kind: str
    countries: tuple[str, ...] = ()
    person: str | None = None
    name: str | None = None
    office: str | None = None
    level: str | None = None
    demonym: bool = False
    plural: bool = False
    refers_to: tuple[tuple[int, int], ...] = ()
    members: tuple[tuple[str | None, str | None, str | None], ...] = ()
    """For a plural that was resolved: (person, office, country) of each."""


@frozen
class Place:
    """A city or venue named as the place of something."""

    start: int
    stop: int
    name: str
    country: str | None = None


@dataclass(slots=True)
class Sentence:
    """One sentence with everything that was found in it, in the order of the text."""

    index: int
    start: int
    stop: int
    block: str
    tokens: list[Token] = field(default_factory=list)
    """Words of contact."""
    terms: list[Token] = field(default_factory=list)
    """Words of trade and energy."""
    quantities: list[Quantity] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class Note(NamedTuple):
    """A decision about a figure: its span, the step, the rule that decided, and from which words."""

    figure: tuple[int, int]
    step: str
    rule: str
    evidence: tuple[int, int] | None = None


@dataclass(slots=True)
class Reading:
    """A document as it has been read: what every module of `facts` is given."""

    doc_id: str
    text: str
    title: str | None
    published: Published
    blocks: list[Block]
    sentences: list[Sentence]
    countries: tuple[str, ...] = ()
    """The countries that the document is about, most mentioned first."""
    publisher: str | None = None
    language: str | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)
    why_not: dict[tuple[int, int], str] = field(default_factory=dict)
    """Figures that a reader looked at and did not use, by span, with its reason."""
    trace: list[Note] | None = None
    """Where readers note which rule decided, for `explain`; None for nobody who asks."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What several tables ask of the document, found once; see `once`."""

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def note(self, figure: Quantity, step: str, rule: str, evidence: Token | Period | None = None) -> None:
        """Note for `explain` which rule decided about a figure, and from which words."""
        if self.trace is not None:
            span = (evidence.start, evidence.stop) if evidence is not None else None
            self.trace.append(Note((figure.start, figure.stop), step, rule, span))

    def refuse(self, figure: Quantity, why: str) -> None:
        """Say why a figure makes no row; a later reader that knows better overrules."""
        self.why_not[figure.start, figure.stop] = why
        self.note(figure, "refused", why)

    def opens_paragraph(self, sentence: Sentence) -> bool:
        """Whether a sentence is the first of its paragraph."""
        before = self.sentences[sentence.index - 1].stop if sentence.index else 0
        return "\n" in self.text[before : sentence.start]

    def problem(self, kind: str, detail: str, start: int | None = None, stop: int | None = None) -> None:
        """Note something that the reader of the tables should know."""
        self.problems.append(
            {"doc_id": self.doc_id, "kind": kind, "detail": detail, "span_start": start, "span_stop": stop}
        )


def once(find: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """Make a function of a reading that looks only once, as several tables ask it of the same document."""

    @wraps(find)
    def found(reading: Reading) -> T:
        name = find.__qualname__
        if name not in reading.memo:
            reading.memo[name] = find(reading)
        known: T = reading.memo[name]
        return known

    return found


@dataclass(slots=True)
class Fact:
    """A row to be: the table it belongs to, its cells, its span and the parts it was read from.

    ``values`` holds the columns of the table of that name (dates as datetime.date, lists as tuples, missing as None).
    """

    table: str
    start: int
    stop: int
    sentence: int
    values: dict[str, Any]
    parts: list[Part] = field(default_factory=list)
