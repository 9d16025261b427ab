"""One unit from documents to parts: the function that every engine calls, wherever it runs."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bilat_nb.archive.parts import Parts
from bilat_nb.archive.prefilter import Filter
from bilat_nb.archive.records import Record, records
from bilat_nb.archive.units import Unit
from bilat_nb.documents import Document, Limits
from bilat_nb.finding import few_collections, read_facts

if sys.platform != "win32":
    import resource

DONE = "_done"
CRUMBS = "_reading"
FLUSH_CHARS = 1_000_000
"""Characters after which rows are written out: it bounds the memory of a worker."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of all units of a run."""

    out: Path
    where: Filter = field(default_factory=Filter)
    columns: Mapping[str, str] = field(default_factory=dict)
    partition: str | None = None
    texts: str = "facts"
    limits: Limits = field(default_factory=Limits)
    read: Callable[[Document], dict[str, Any]] = read_facts


class TooSlow(BaseException):
    """Raised in the middle of a reading; no rule may catch it as its own fault."""


def do_unit(job: Job, unit: Unit, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Read one unit and put its parts among the results; what is told of it is written last, and makes it done.

    Parameters
    ----------
    job : Job
        What is asked.
    unit : Unit
        Which piece of the archive.
    skip : frozenset of str
        Documents that killed a worker: they are left out and told.

    Returns
    -------
    dict
        unit, size, seen, read, chars, seconds (of the processor), peak (bytes of the largest resident set that the
        process has had, None where it is not told), rows (by table) and parts (names of files).
    """
    counts = {"seen": 0, "read": 0, "chars": 0}
    waiting, began = 0, time.process_time()
    with (
        few_collections(),
        Parts(job.out, unit.name, job.partition, job.texts) as parts,
        _crumb(job.out, unit) as crumb,
    ):
        for record in records(unit, job.columns, job.limits):
            document = _wanted(job, record, parts, skip, counts)
            if document is None:
                continue
            crumb(document.doc_id)
            parts.document(document, _timed(job, document))
            counts["read"] += 1
            counts["chars"] += len(document.text)
            waiting += len(document.text)
            if waiting > FLUSH_CHARS:
                parts.flush()
                waiting = 0
        names = parts.finish()
    cost = {"seconds": round(time.process_time() - began, 3), "peak": _peak()}
    done = {"unit": unit.name, "size": unit.size, **counts, **cost, "rows": parts.rows, "parts": names}
    write_json(job.out / DONE / f"{unit.name}.json", done)
    return done


def _wanted(job: Job, record: Record, parts: Parts, skip: frozenset[str], counts: dict[str, int]) -> Document | None:
    """The document of a record where it is to be read; whatever is wrong with it is told."""
    if record.fault:
        parts.problem(record.name, record.kind, record.fault)
    document = record.document
    if document is None:
        return None
    counts["seen"] += 1
    if document.doc_id in skip:
        parts.problem(
            document.doc_id, "quarantined", "The process that read this document ended twice; it is left out."
        )
        return None
    if len(document.text) > job.limits.max_chars:
        detail = f"{len(document.text):,} characters, more than max_chars={job.limits.max_chars:,}; it is left out."
        parts.problem(document.doc_id, "too long", detail)
        return None
    return document if job.where.passes(document) else None


def _peak() -> int | None:
    if sys.platform == "win32":
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _timed(job: Job, document: Document) -> dict[str, Any]:
    try:
        with _alarm(job.limits.max_seconds):
            return job.read(document)
    except TooSlow:
        return {"reading": None, "facts": [], "fault": f"it took longer than max_seconds={job.limits.max_seconds:g}"}


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds, where signals can be had."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _crumb(out: Path, unit: Unit) -> Iterator[Callable[[str], None]]:
    """Leave on disk which document is being read, for whoever finds the process dead."""
    path = crumb_of(out, unit)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb", buffering=0) as file:

        def leave(doc_id: str) -> None:
            file.seek(0)
            file.write(doc_id.encode("utf-8") + b"\n")

        try:
            yield leave
        finally:
            file.close()
            path.unlink(missing_ok=True)


def crumb_of(out: Path, unit: Unit) -> Path:
    """The file that names the document which a unit is at."""
    return out / CRUMBS / f"{unit.name}.txt"


def write_json(path: Path, value: object) -> None:
    """Write a file that is either whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    aside.write_text(json.dumps(value, ensure_ascii=True, indent=1), encoding="utf-8")
    aside.replace(path)


def as_told(job: Job) -> dict[str, Any]:
    """A job in the words of the manifest."""
    told = asdict(job)
    return {name: str(told[name]) for name in ("where", "columns", "partition", "texts", "limits")}
