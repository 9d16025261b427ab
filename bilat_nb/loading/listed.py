"""Tables of texts: CSV, TSV and JSON Lines, one document a row, with a mapping of columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bilat_nb.loading.encoding import decoded
from bilat_nb.loading.extracts import Blob, Extract, Findings, Options, Problem, UnreadableError, day, note
from bilat_nb.loading.kinds import ending_of

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "article", "fulltext", "full_text", "article_text", "story"),
    "doc_id": ("doc_id", "id", "document_id", "article_id", "guid"),
    "title": ("title", "headline", "heading", "subject"),
    "publisher": ("publisher", "source", "source_domain", "outlet", "agency", "site", "domain"),
    "published": ("published", "date", "published_at", "publication_date", "date_publish", "pubdate", "day"),
    "language": ("language", "lang"),
    "url": ("url", "link", "address", "uri"),
}
"""Our name of a column, and the names under which exports of news archives have it."""


def read(blob: Blob, options: Options) -> Findings:
    """Yield a text for every row; rows without text are told by number, in one line."""
    text, told = decoded(blob.raw, blob.name, blob.charset)
    yield from told
    lines = ending_of(blob.name) in (".jsonl", ".ndjson")
    faults: list[Problem] = []
    rows = _json_rows(text, blob.name, faults) if lines else _csv_rows(text, blob.name)
    columns: Mapping[str, str] | None = None
    empty: list[int] = []
    for number, row in rows:
        if number > options.limits.max_members:
            yield note("too large", f"{blob.name}: only the first {options.limits.max_members:,} rows are read.")
            break
        columns = columns or mapping(list(row), options.columns, blob.name)
        if not _cell(row, columns, "text"):
            empty.append(number)
            continue
        yield extract(row, columns, f"row {number}", blob.inside)
        if _cell(row, columns, "published") and not day(_cell(row, columns, "published")):
            faults.append(note("sidecar", f"{blob.name}, row {number}: the day is not written as 2018-05-11."))
    yield from _few(faults, blob.name)
    if empty:
        yield note("empty text", f"{blob.name}: {len(empty)} rows have no text, the first is row {empty[0]}.")


def mapping(present: Sequence[str], wanted: Mapping[str, str] | None, name: str) -> Mapping[str, str]:
    """Return our name to theirs for the columns of a table.

    Raises
    ------
    UnreadableError
        If a column that was named is not there, or none holds the text: it says which there are.

    Examples
    --------
    >>> mapping(["id", "Headline", "body"], None, "export.csv")
    {'text': 'body', 'doc_id': 'id', 'title': 'Headline'}
    """
    told = ", ".join(present[:20]) or "none"
    if missing := [theirs for theirs in (wanted or {}).values() if theirs not in present]:
        raise UnreadableError("columns", f"{name} has no column {missing[0]!r}; it has {told}.")
    if unknown := [ours for ours in (wanted or {}) if ours not in NAMES]:
        raise UnreadableError("columns", f"columns: there is no {unknown[0]!r}; there are {', '.join(NAMES)}.")
    lower = {column.strip().lower().replace(" ", "_"): column for column in reversed(present)}
    found = {
        ours: lower[next(n for n in theirs if n in lower)] for ours, theirs in NAMES.items() if set(theirs) & set(lower)
    }
    found |= wanted or {}
    if "text" not in found:
        raise UnreadableError("columns", f"{name}: which column holds the text? columns={{'text': …}}; it has {told}.")
    return found


def extract(row: Mapping[str, Any], columns: Mapping[str, str], place: str, within: str = "") -> Extract:
    """Make a text of one row: its title, an empty line, its text. `place` names a row that has no name of its own."""
    title, text, own = (_cell(row, columns, name) for name in ("title", "text", "doc_id"))
    first = (text or "").lstrip()[: len(title or "") + 1].strip()
    inside = own or place
    return Extract(
        f"{title}\n\n{text}" if title and text and title != first else text or "",
        f"{within}/{inside}" if within else inside,
        own,
        title,
        _cell(row, columns, "publisher"),
        day(_cell(row, columns, "published")),
        (_cell(row, columns, "language") or "")[:2].lower() or None,
        _cell(row, columns, "url"),
    )


def _cell(row: Mapping[str, Any], columns: Mapping[str, str], name: str) -> str | None:
    value = row.get(columns.get(name, ""))
    if isinstance(value, date):  # from a file with types
        return value.isoformat()
    if not isinstance(value, str | int | float) or not (said := str(value).strip()):
        return None
    return str(value) if name == "text" else said  # a text is never edited


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows as dictionaries, numbered from 1; the separator is the one that the first line has most of."""
    first = text.split("\n", 1)[0]
    separator = max("\t;,", key=first.count)
    before = csv.field_size_limit(max(len(text), 1))  # one cell may be a whole book
    try:
        yield from enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator), 1)
    except csv.Error as error:
        raise UnreadableError("damaged file", f"{name} is not a whole CSV file ({error}): export it again.") from error
    finally:
        csv.field_size_limit(before)


def _json_rows(text: str, name: str, faults: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """One object a line; a line that is none is told and costs no other."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append(note("damaged file", f"{name}, line {number} is no JSON: {str(error)[:80]}."))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            faults.append(note("damaged file", f"{name}, line {number} is no object with named values."))


def _few(faults: Sequence[Problem], name: str) -> Iterator[Problem]:
    """At most ten faults one by one, the others as a number."""
    yield from faults[:10]
    if len(faults) > 10:
        yield note("damaged file", f"{name}: {len(faults) - 10} more rows have faults like these.")
