"""Rows of contacts and counts as plain values, for the two contact figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, TypeVar

import pandas as pd

from bilat_nb.merging import merge_contacts, split_cell
from bilat_nb.series import of_facts, to_dates, to_records
from bilat_nb.views.rows import common
from bilat_nb.views.wording import words
from bilat_nb.words import missing, row_words

# From the highest office down; a contact without a level comes last.
LEVELS = (
    "head_of_state", "head_of_government", "foreign_minister", "minister", "parliament", "region", "official",
    "business", "",
)  # fmt: skip
SHAPES = {"meeting": "circle", "call": "triangle", "visit": "square", "session": "plus", "forum": "star"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of contacts."""

    fact_id: str
    doc_id: str
    kind: str
    level: str
    start: date | None
    end: date | None
    precision: str
    place: str | None
    planned: bool
    title: str

    @property
    def group(self) -> str:
        """Calls stand apart from what people travel for."""
        return "call" if self.kind == "call" else "other"


@dataclass(frozen=True, slots=True)
class Count:
    """One row of contact_counts."""

    fact_id: str
    doc_id: str
    kind: str
    level: str
    count: float
    bound: str
    start: date | None
    end: date | None
    title: str

    @property
    def group(self) -> str:
        """As of a contact."""
        return "call" if self.kind == "call" else "other"


_Row = TypeVar("_Row", Contact, Count)


_READ = frozenset(["fact_id", "doc_id", "kind", "level", "precision", "place", "status", "participants", "countries"])


def to_contacts(frame: pd.DataFrame, level: str | None) -> list[Contact]:
    """Rows of contacts as plain values, of one level or all."""
    starts, ends = to_dates(frame["start"]), to_dates(frame["end"])
    found = [_contact(record, a, b) for record, a, b in zip(to_records(frame, _READ), starts, ends, strict=True)]
    return [one for one in found if level is None or one.level == level]


def _contact(record: Mapping[Any, Any], start: date | None, end: date | None) -> Contact:
    told = {**_named(record), "start": start, "end": end}
    return Contact(
        str(record["fact_id"]), str(record["doc_id"]), str(record["kind"]), _text(record["level"]), start, end,
        _text(record["precision"]), _text(record["place"]) or None, record["status"] == "planned",
        row_words("contacts", told),
    )  # fmt: skip


def _named(record: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in record.items()}


def merged_rows(frame: pd.DataFrame, rows: Sequence[Contact]) -> list[list[Contact]]:
    """The rows in groups that tell one contact each, in the order of time; the first of a group speaks for it."""
    known = {row.fact_id: row for row in rows}
    merged = merge_contacts(SimpleNamespace(contacts=of_facts(frame, known)))
    groups = [[known[fact] for fact in split_cell(cell)] for cell in merged["fact_ids"]]
    levels = [_text(level) for level in merged["level"]]
    # dated as exactly as one of its rows, held as soon as one tells it so
    best = [min(g, key=lambda row: (row.planned, row.precision != "day", row.start is None)) for g in groups]
    return [
        [replace(one, level=level), *(row for row in group if row is not one)]
        for one, level, group in zip(best, levels, groups, strict=True)
    ]


def to_counts(frame: pd.DataFrame | None, level: str | None) -> list[Count]:
    """Rows of contact_counts as plain values, of one level or all."""
    if frame is None:
        return []
    starts, ends = to_dates(frame["period_start"]), to_dates(frame["period_end"])
    found = [
        Count(
            str(record["fact_id"]), str(record["doc_id"]), str(record["kind"]), _text(record["level"]),
            float(record["count"]), str(record["bound"]), a, b,
            row_words("contact_counts", {**_named(record), "period_start": a, "period_end": b}),
        )
        for record, a, b in zip(to_records(frame), starts, ends, strict=True)
    ]  # fmt: skip
    return [one for one in found if level is None or one.level == level]


def to_known(reference: pd.DataFrame | None, level: str | None) -> list[Contact]:
    """Dated contacts of the reference table; stated counts are left out."""
    if reference is None:
        return []
    frame = reference[reference["measures"].isin(list(SHAPES))]
    starts, ends = to_dates(frame["period_start"]), to_dates(frame["period_end"])
    found = [
        Contact("", str(record["file"]), str(record["measures"]), str(record["subject"]), a, b, "day",
                _text(record["place"]) or None, record["status"] == "announced", "")
        for record, a, b in zip(to_records(frame), starts, ends, strict=True)
    ]  # fmt: skip
    return [one for one in found if level is None or one.level == level]


def _text(value: Any) -> str:
    return "" if missing(value) else str(value)


def levels_of(rows: Sequence[Contact | Count]) -> list[str]:
    """Levels that are present, the highest first."""
    present = {row.level for row in rows}
    return [level for level in LEVELS if level in present] + sorted(present - set(LEVELS))


def pair_of_contacts(*frames: pd.DataFrame | None) -> tuple[str, ...]:
    """The two countries that most rows are about, in alphabetical order of their codes."""
    cells = [str(cell) for frame in frames if frame is not None for cell in frame["countries"] if not missing(cell)]
    pair = common(tuple(sorted(cell.split("; "))) for cell in cells if cell.count("; ") == 1)
    return pair or tuple(
        sorted(code for code, _ in Counter(c for cell in cells for c in cell.split("; ")).most_common(2))
    )


def dated_within(count: Count, contacts: Sequence[Contact]) -> int:
    """How many days with a held contact of that level and kind fall into the period of a count."""
    return len({
        one.start for one in contacts
        if one.level == count.level and one.kind == count.kind and not one.planned and one.precision == "day"
        and one.start and count.start and count.end and count.start <= one.start <= count.end
    })  # fmt: skip


def count_words(count: Count) -> str:
    """The number with its bound: "8", "about 40", "at least 3"."""
    bound = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(count.bound, "")
    return f"{bound}{count.count:,.0f}"


def day_words(start: date | None, end: date | None, precision: str) -> str:
    """A day without its year, which the axis tells: "14 May", "30 Jun – 1 Jul"."""
    if start is None:
        return ""
    if precision == "year":
        return str(start.year)
    if precision == "month":
        return f"{start:%b %Y}"
    if end is None or end == start:
        return f"{start.day} {start:%b}"
    if (end.year, end.month) == (start.year, start.month):
        return f"{start.day}–{end.day} {start:%b}"
    return f"{start.day} {start:%b} – {end.day} {end:%b}"


def level_words(level: str) -> str:
    """Name of a level, with a capital."""
    name = words("level", level)
    return name[:1].upper() + name[1:]


def between_years(rows: Sequence[_Row], years: tuple[int | None, int | None]) -> list[_Row]:
    """Rows that touch some years; undated rows stay."""
    first, last = years
    return [
        row for row in rows
        if (last is None or row.start is None or row.start.year <= last)
        and (first is None or row.end is None or row.end.year >= first)
    ]  # fmt: skip


def time_span(rows: Sequence[Contact | Count], years: tuple[int | None, int | None]) -> tuple[int, int] | None:
    """First and last year of the axis of time; None when nothing has a date."""
    dates = [when for row in rows for when in (row.start, row.end) if when is not None]
    if not dates:
        return None
    first = years[0] if years[0] is not None else min(when.year for when in dates)
    last = years[1] if years[1] is not None else max(when.year for when in dates)
    return first, max(last, first)
