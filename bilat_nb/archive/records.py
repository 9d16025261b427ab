"""Records: what an archive holds, one at a time, as documents; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from bilat_nb.archive.units import COMPRESSED, Unit
from bilat_nb.archive.warc import pages
from bilat_nb.documents import Document, Limits, load_documents
from bilat_nb.loading.extracts import UnreadableError
from bilat_nb.loading.listed import extract, mapping

MAX_LINE = 64 << 20
_BROKEN = (OSError, ValueError, pa.ArrowException, EOFError)


@dataclass(frozen=True, slots=True)
class Record:
    """A document, or the reason why there is none, with its kind in `problems`."""

    name: str
    document: Document | None = None
    fault: str | None = None
    kind: str = "unreadable record"


def records(unit: Unit, columns: Mapping[str, str], limits: Limits | None = None) -> Iterator[Record]:
    """Yield the documents of a unit; the text is the title, an empty line and the text where both are there.

    Parameters
    ----------
    unit : Unit
        A piece of an archive.
    columns : mapping
        Which field of a record holds text, title, doc_id, published, publisher, language, url; usual ones are found.
    limits : Limits, optional
        Sizes beyond which a single file is told and not read.
    """
    path = Path(unit.paths[0])
    try:
        if unit.kind == "documents":
            yield from _loose(unit, limits)
            return
        for number, raw in _raw(unit, path):
            name = f"{path.name.split('.')[0]}@{number}"
            yield Record(name, fault=raw) if isinstance(raw, str) else record_of(raw, name, columns)
    except _BROKEN as error:
        yield Record(path.name, fault=f"{path.name} cannot be read further: {type(error).__name__}: {error}")


def _raw(unit: Unit, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The records as they stand in the file, with their place; a text is what is wrong with one."""
    if unit.kind == "lines":
        yield from _lines(unit, path)
    elif unit.kind == "table":
        with closing(pq.ParquetFile(path)) as file:
            groups = range(unit.start, file.num_row_groups if unit.stop < 0 else unit.stop)
            batches = file.iter_batches(row_groups=list(groups), batch_size=500)
            yield from _rows(batches, sum(file.metadata.row_group(i).num_rows for i in range(unit.start)))
    elif unit.kind == "csv":
        tab = ".tsv" in path.suffixes
        options = pacsv.ParseOptions(delimiter="\t" if tab else ",", newlines_in_values=True)
        with (
            pa.input_stream(path, compression="detect") as stream,
            pacsv.open_csv(stream, parse_options=options) as csv,
        ):
            yield from _rows(csv, 0)
    else:
        yield from enumerate(pages(path))


def _rows(batches: Iterator[pa.RecordBatch], number: int) -> Iterator[tuple[int, dict[str, Any]]]:
    for batch in batches:
        for row in batch.to_pylist():
            yield number, row
            number += 1


def _lines(unit: Unit, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    packed = path.suffix.lower() in COMPRESSED
    with io.BufferedReader(pa.input_stream(path, compression="detect")) if packed else path.open("rb") as file:
        place = 0 if packed else _first_line(file, unit.start)
        while unit.stop < 0 or place < unit.stop:
            line = file.readline(MAX_LINE)
            if not line:
                return
            if line.strip():
                yield place, _json(line, file)
            place = place + len(line) if packed else file.tell()


def _first_line(file: io.BufferedReader, start: int) -> int:
    """Go to the first line that begins at `start` or after it: the line before belongs to the unit before."""
    if start:
        file.seek(start - 1)
        while (line := file.readline(MAX_LINE)) and not line.endswith(b"\n"):
            pass
    return file.tell()


def _json(line: bytes, file: io.BufferedReader) -> dict[str, Any] | str:
    if len(line) == MAX_LINE and not line.endswith(b"\n"):
        while (more := file.readline(MAX_LINE)) and not more.endswith(b"\n"):
            pass
        return f"a line of more than {MAX_LINE >> 20} MB is left out"
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"this line is no JSON: {error}"
    return found if isinstance(found, dict) else "this line is JSON, but no object with fields"


def record_of(raw: Mapping[str, Any], name: str, columns: Mapping[str, str]) -> Record:
    """Make a document of one record, with the columns that this record has.

    Examples
    --------
    >>> record_of({"Headline": "Talks", "body": "They met.", "date": "2017-05-04"}, "a@0", {}).document.published
    datetime.date(2017, 5, 4)
    """
    try:
        found = _columns(tuple(raw), tuple(columns.items()), name.partition("@")[0])
    except UnreadableError as error:
        return Record(name, fault=error.detail)
    page = extract(raw, found, name)
    if not page.text:
        return Record(name, fault=f"no text in {found['text']!r}")
    document = Document(
        _clean(page.doc_id or page.url or name),
        _clean(page.text),
        title=page.title,
        publisher=page.publisher,
        published=page.published,
        language=page.language,
        path=name,
    )
    written = raw.get(found.get("published", ""))
    unread = f"date not understood: {str(written)[:40]}" if written and page.published is None else None
    return Record(document.doc_id, document, unread, "date")


@lru_cache(maxsize=256)
def _columns(present: tuple[str, ...], wanted: tuple[tuple[str, str], ...], name: str) -> Mapping[str, str]:
    """Which of the fields of a record hold what; records of JSON leave out what is empty."""
    return mapping(present, {ours: theirs for ours, theirs in wanted if theirs in present or ours == "text"}, name)


def _clean(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _loose(unit: Unit, limits: Limits | None) -> Iterator[Record]:
    """Single files, by the readers of `load_documents`."""
    for path in unit.paths:
        try:
            corpus = load_documents(path, limits=limits)
        except _BROKEN as error:
            yield Record(Path(path).name, fault=str(error))
            continue
        told = ((p.get("doc_id") or Path(path).name, p["detail"], p["kind"]) for p in corpus.problems)
        yield from (Record(name, fault=detail, kind=kind) for name, detail, kind in told)
        yield from (Record(d.doc_id, replace(d, text=_clean(d.text))) for d in corpus)
