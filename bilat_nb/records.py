"""Columnar buffers between facts and tables: one list per column, so that a million rows cost no objects."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bilat_nb.documents import Document
from bilat_nb.model import Fact, Quantity, Reading, Sentence

FACT_TABLES = ("trade", "energy", "contacts", "participants", "contact_counts", "quantities")
TABLES = ("documents", *FACT_TABLES, "evidence", "problems")
DERIVED_TABLES = ("verdicts", "implied")
"""What analysis makes of the tables: in the dictionary of data, not among what is read from a text."""
LISTS = ("countries", "participants")
"""Columns whose cells hold several values, joined into one text."""


@cache
def schema() -> dict[str, dict[str, Mapping[str, str]]]:
    """Return the columns of every table in order, from schema.csv: table -> column -> its row."""
    return _columns(TABLES)


@cache
def derived_schema() -> dict[str, dict[str, Mapping[str, str]]]:
    """Return the columns of what analysis makes of the tables, in the form of `schema`."""
    return _columns(DERIVED_TABLES)


def _columns(names: Iterable[str]) -> dict[str, dict[str, Mapping[str, str]]]:
    rows = list(csv.DictReader((files("bilat_nb") / "schema.csv").read_text(encoding="utf-8").splitlines()))
    shared: dict[str, Mapping[str, str]] = {row["column"]: row for row in rows if row["table"] == "*"}
    out: dict[str, dict[str, Mapping[str, str]]] = {}
    for name in names:
        own: dict[str, Mapping[str, str]] = {row["column"]: row for row in rows if row["table"] == name}
        out[name] = {**shared, **own} if name in FACT_TABLES else own
    return out


class Records:
    """The rows of all tables, column by column."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, list[Any]]] = {
            name: {column: [] for column in columns} for name, columns in schema().items()
        }
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in self._columns}
        self._ids: set[str] = set()
        self._page: Callable[[int], int | None] = _no_page

    def row(self, table: str, values: Mapping[str, Any]) -> None:
        """Append one row; a column that is not given is missing."""
        self._rows[table].append(tuple(map(values.get, self._columns[table])))

    @property
    def columns(self) -> dict[str, dict[str, list[Any]]]:
        """All rows so far, column by column: table -> column -> cells."""
        self._settle()
        return self._columns

    def _settle(self) -> None:
        """Move the rows of a document into the columns, all cells of a column at once."""
        for table, rows in self._rows.items():
            if not rows:
                continue
            for (name, cells), added in zip(self._columns[table].items(), zip(*rows, strict=True), strict=True):
                cells.extend(map(_joined, added) if name in LISTS else added)
            rows.clear()

    def problems(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append rows to the table `problems`."""
        for row in rows:
            self.row("problems", row)

    def document(self, document: Document, result: Mapping[str, Any]) -> None:
        """Append all that was read in one document."""
        reading: Reading | None = result["reading"]
        self.row("documents", _document_row(document, reading))
        if reading is None:
            detail = f"The document could not be read ({result['fault']}); please report it."
            self.row("problems", {"doc_id": document.doc_id, "kind": "unreadable document", "detail": detail})
            return
        self._page = document.page if document.pages else _no_page
        used: dict[tuple[int, int], str] = {}
        for fact in result["facts"]:
            used.update(self._fact(reading, fact))
        for sentence in reading.sentences:
            for quantity in sentence.quantities:
                self._quantity(reading, sentence, quantity, used)
        if reading.published.basis == "unknown":
            detail = "No day of publication was found: relative dates stay empty. Give it in documents.csv."
            reading.problem("no date", detail)
        self.problems(reading.problems)
        self._settle()

    def _fact(self, reading: Reading, fact: Fact) -> dict[tuple[int, int], str]:
        """Append a fact with its evidence and people; return the figure spans that it uses."""
        fact_id = self._name(reading.doc_id, fact.table, fact.start, fact.stop, fact.values)
        place = {"fact_id": fact_id, "doc_id": reading.doc_id, "sentence": fact.sentence}
        self.row(fact.table, {**fact.values, **place, **_quoted(reading.text, fact.start, fact.stop)})
        for part in fact.parts:
            self.row(
                "evidence",
                {
                    **place,
                    "role": part.role,
                    **_quoted(reading.text, part.start, part.stop),
                    "page": self._page(part.start),
                },
            )
        for person in fact.values.get("people", ()):
            self._person(reading, fact, fact_id, person)
        return {(p.start, p.stop): fact_id for p in fact.parts if p.role in ("value", "count")}

    def _person(self, reading: Reading, fact: Fact, contact_id: str, person: Mapping[str, Any]) -> None:
        start, stop = person.get("span") or (fact.start, fact.stop)
        own = self._name(contact_id, "participants", start, stop, {"person": person["person"]})
        place = {"fact_id": own, "contact_id": contact_id, "doc_id": reading.doc_id, "sentence": fact.sentence}
        self.row("participants", {**person, **place, **_quoted(reading.text, start, stop)})

    def _quantity(
        self, reading: Reading, sentence: Sentence, quantity: Quantity, used: Mapping[tuple[int, int], str]
    ) -> None:
        span = quantity.core or (quantity.start, quantity.stop)
        user = used.get(span) or used.get((quantity.start, quantity.stop))
        why_not = None if user else quantity.refused or f"not bound: {reason(reading, sentence, quantity)}"
        period = next((p for p in sentence.periods if p.kind != "comparison"), None) if user else None
        values = {
            "value": quantity.value, "low": quantity.low, "high": quantity.high, "unit": quantity.unit,
            "dimension": quantity.dimension, "bound": quantity.bound, "trend": quantity.trend,
        }  # fmt: skip
        own = self._name(reading.doc_id, "quantities", quantity.start, quantity.stop, values)
        self.row(
            "quantities",
            {
                **values,
                "noun": quantity.noun,
                "period_start": period.period_start if period else None,
                "period_end": period.period_end if period else None,
                "used_by": user,
                "why_not": why_not,
                "fact_id": own,
                "doc_id": reading.doc_id,
                "sentence": sentence.index,
                **_quoted(reading.text, quantity.start, quantity.stop),
            },
        )

    def _name(self, doc_id: str, table: str, start: int, stop: int, values: Mapping[str, Any]) -> str:
        """A name that is the same from run to run; two rows of one span differ by what they say."""
        said = "|".join([f"{k}={values[k]}" for k in sorted(values) if k != "people"])
        key = f"{doc_id}|{table}|{start}|{stop}|{said}"
        name = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        while name in self._ids:
            key += "+"
            name = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        self._ids.add(name)
        return name


def _joined(said: Any) -> Any:
    """Several values of one cell as one text."""
    return "; ".join(said) or None if isinstance(said, tuple | list) else said


def reason(reading: Reading, sentence: Sentence, quantity: Quantity) -> str:
    """Why a quantity makes no row of any table."""
    if told := reading.why_not.get((quantity.start, quantity.stop)):
        return told
    if sentence.block in ("furniture", "dateline"):
        return f"it stands in a {sentence.block}"
    if quantity.dimension in ("money", "percent", "fraction", "multiple"):
        return "its sentence has no word of trade or energy"
    return f"no table holds a {quantity.dimension} like it"


def _no_page(_: int) -> None:
    """The page of a character in a document without pages."""


def _quoted(text: str, start: int, stop: int) -> dict[str, Any]:
    return {"span_start": start, "span_stop": stop, "quote": text[start:stop]}


def _document_row(document: Document, reading: Reading | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "doc_id": document.doc_id,
        "publisher": document.publisher,
        "published": document.published,
        "published_basis": "stated" if document.published else "unknown",
        "language": document.language,
        "path": document.path,
        "n_chars": len(document.text),
        "sha256": document.sha256,
    }
    if reading is not None:
        row |= {
            "title": reading.title,
            "publisher": reading.publisher,
            "published": reading.published.day,
            "published_basis": reading.published.basis,
            "countries": reading.countries,
            "language": document.language or reading.language,
        }
    return row
