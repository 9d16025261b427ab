"""Many files: each read by its reader, named apart from the others, with what the sidecar knows of it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from tqdm import tqdm

from bilat_nb.loading.dispatch import extracts
from bilat_nb.loading.extracts import Blob, Extract, Options, Problem, UnreadableError, problem
from bilat_nb.loading.files import bytes_of, listed, names_of
from bilat_nb.loading.kinds import TEXT_FILES
from bilat_nb.loading.sidecar import read_sidecar, row_of, stated_day

SLOW = 2.0
"""Seconds after which progress is shown."""

Row = Mapping[str, str]


class Named(NamedTuple):
    """A text with the name of its document, its file, and the checksum that the sidecar gives."""

    doc_id: str
    extract: Extract
    path: str | None
    sha256: str | None = None


class Job(NamedTuple):
    """A file to be read: its path, the name of its document, its row of the sidecar."""

    path: str
    doc_id: str
    row: Row


Loaded = tuple[list[Named], list[Problem]]


def gather(source: Any, options: Options, workers: int, progress: bool | None) -> Loaded:
    """Read a path, an open file, or several of these.

    Raises
    ------
    FileNotFoundError
        If a single path does not exist.
    ValueError
        If there is no file at all.
    """
    paths, opened = _parted(source)
    jobs, told = _jobs(paths) if paths is not None else ([], [])
    if not jobs and not opened:
        shown = "an empty list" if isinstance(source, Sequence) and not source else str(source)
        raise ValueError(f"No document in {shown}: a folder must hold text files ({', '.join(TEXT_FILES)}).")
    shown = tqdm(
        _mapped(partial(_load, options=options), jobs, workers),
        total=len(jobs),
        unit="file",
        delay=0 if progress else SLOW,
        disable=progress is False or not jobs,
        file=sys.stderr,
    )
    named: list[Named] = []
    for found, problems in (*shown, *(_load_open(file, number, options) for number, file in enumerate(opened, 1))):
        named += found
        told += problems
    return list(apart(named)), told


def _parted(source: Any) -> tuple[Any, list[IO[Any]]]:
    """What is a path or several, and what is open already."""
    if isinstance(source, str | Path):
        return source, []
    parts = [source] if hasattr(source, "read") else list(source)
    opened = [part for part in parts if hasattr(part, "read")]
    return [part for part in parts if not hasattr(part, "read")] or None, opened


def _jobs(source: Any) -> tuple[list[Job], list[Problem]]:
    paths, root, told = listed(source)
    sidecar, more = read_sidecar(root)
    names = names_of(paths, root)
    jobs = [Job(str(path), names[path], row_of(sidecar, _below(path, root))) for path in paths]
    return jobs, [*told, *more]


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _mapped(read: Callable[[Job], Loaded], jobs: Sequence[Job], workers: int) -> Iterator[Loaded]:
    if workers <= 1 or len(jobs) < 2:
        yield from map(read, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read, jobs, chunksize=max(1, min(50, len(jobs) // (workers * 4))))


def _load(job: Job, options: Options) -> Loaded:
    """Read one file of the disk."""
    path = Path(job.path)
    try:
        raw = bytes_of(path, options.limits)
    except UnreadableError as error:
        return [], [problem(job.doc_id, error.kind, error.detail)]
    named, told = read_blob(Blob(raw, path.name), job.doc_id, job.path, options)
    return _with_row(named, told, job)


def _load_open(file: IO[Any], number: int, options: Options) -> Loaded:
    """Read what is open already: bytes, or a text."""
    name = os.path.basename(str(getattr(file, "name", "") or "")) or f"file {number}"  # noqa: PTH119 (any string)
    content = file.read(options.limits.max_bytes + 1)
    if isinstance(content, str):
        content, name = content.encode("utf-8", "surrogatepass"), name if "." in name else f"{name}.txt"
    if len(content) > options.limits.max_bytes:
        return [], [problem(name, "too large", f"{name} is over {options.limits.max_bytes:,} bytes: split it.")]
    stem = name.rpartition(".")[0] or name
    return read_blob(Blob(content, name), stem, name, options)


def read_blob(blob: Blob, doc_id: str, path: str, options: Options) -> Loaded:
    """Read what was given under a name; return its texts and what is to be told."""
    named: list[Named] = []
    told: list[Problem] = []
    for found in extracts(blob, options):
        if isinstance(found, Extract):
            inside = f"/{found.inside}" if found.inside else ""
            named.append(Named(found.doc_id or f"{doc_id}{inside}", found, f"{path}{inside}"))
        else:
            detail = found["detail"] if blob.name in found["detail"] else f"{blob.name}: {found['detail']}"
            told.append({**found, "doc_id": doc_id, "detail": detail})
    return named, told


def _with_row(named: list[Named], told: list[Problem], job: Job) -> Loaded:
    """Let the sidecar, which somebody wrote by hand, overrule what the file says about itself."""
    if not job.row or not named:
        return named, told
    day, wrong = stated_day(job.row, Path(job.path).name)
    told += [{**row, "doc_id": job.doc_id} for row in wrong]
    stated = {name: job.row.get(name) or None for name in ("publisher", "language", "title")}
    known: dict[str, Any] = {name: value for name, value in {**stated, "published": day}.items() if value is not None}
    sha256 = job.row.get("sha256") if len(named) == 1 else None
    return [n._replace(extract=replace(n.extract, **known), sha256=sha256 or None) for n in named], told


def apart(named: Iterable[Named]) -> Iterator[Named]:
    """Give documents of one name a number each: names of rows and attachments may come twice."""
    seen: Counter[str] = Counter()
    for one in named:
        seen[one.doc_id] += 1
        count = seen[one.doc_id]
        yield one if count == 1 else one._replace(doc_id=f"{one.doc_id} ({count})")
