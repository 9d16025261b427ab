"""Units: the pieces of an archive that a worker reads at a time, named so that they are the same on each run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

import pyarrow.parquet as pq

LINES = (".jsonl", ".ndjson", ".jsonlines")
COMPRESSED = (".gz", ".zst", ".bz2")
LOOSE = 200
"""Single documents of a folder that make one unit."""

Source = str | Path | Iterable[str | Path]


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of an archive.

    Attributes
    ----------
    name : str
        Its name in the folder of results.
    kind : str
        lines (JSON Lines), table (Parquet), csv, warc or documents (single files).
    paths : tuple of str
        The file, or the single files.
    start, stop : int
        First and last byte of JSON Lines, first and last row group of Parquet; (0, -1) is the whole file.
    size : int
        Bytes on disk, for the progress.
    """

    name: str
    kind: str
    paths: tuple[str, ...]
    start: int = 0
    stop: int = -1
    size: int = 0


def files_of(source: Source) -> list[Path]:
    """Return the files of an archive in order: the file itself, all of a folder, those of a glob, or those listed.

    Raises
    ------
    FileNotFoundError
        If a file or folder is missing, or the folder is empty.
    """
    listed = [source] if isinstance(source, str | Path) else list(source)
    found = [path for one in listed for path in _files(Path(one))]
    if not found:
        raise FileNotFoundError(f"{source} holds no file.")
    return found


def _files(path: Path) -> list[Path]:
    if has_magic(str(path)) and not path.exists():
        inside = [Path(name) for name in glob(str(path), recursive=True)]  # noqa: PTH207 (any pattern)
    elif path.exists():
        inside = list(path.rglob("*")) if path.is_dir() else [path]
    else:
        raise FileNotFoundError(f"There is no file or folder {path}. Name an archive: a file, a folder, or a list.")
    return [p for p in sorted(inside) if p.is_file() and not any(part.startswith(".") for part in p.parts[-2:])]


def kind_of(path: Path) -> str:
    """Tell by its name how a file is read."""
    endings = [ending.lower() for ending in path.suffixes if ending.lower() not in COMPRESSED]
    last = endings[-1] if endings else ""
    if last in LINES:
        return "lines"
    return {".parquet": "table", ".csv": "csv", ".tsv": "csv", ".warc": "warc", ".wet": "warc"}.get(last, "documents")


def plan(source: Source, unit_bytes: int) -> list[Unit]:
    r"""Cut an archive into units of about `unit_bytes`; a compressed file is one unit, for it cannot be entered midway.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "news.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    >>> [(unit.kind, unit.start, unit.stop) for unit in plan(folder, 20)]
    [('lines', 0, 20), ('lines', 20, 32)]
    """
    cuts: list[tuple[str, tuple[str, ...], int, int, int]] = []
    loose: list[Path] = []
    for path in files_of(source):
        kind = kind_of(path)
        if kind == "documents":
            loose.append(path)
        else:
            cuts += [(kind, (str(path),), *cut) for cut in _cuts(path, kind, unit_bytes)]
    for first in range(0, len(loose), LOOSE):
        some = loose[first : first + LOOSE]
        cuts.append(("documents", tuple(map(str, some)), 0, -1, sum(p.stat().st_size for p in some)))
    width = max(5, len(str(len(cuts))))
    return [Unit(f"u{number:0{width}}", *cut) for number, cut in enumerate(cuts)]


def _cuts(path: Path, kind: str, unit_bytes: int) -> Iterator[tuple[int, int, int]]:
    """Start, stop and size of the units of one file."""
    size = path.stat().st_size
    if kind == "lines" and path.suffix.lower() not in COMPRESSED:
        for start in range(0, max(size, 1), unit_bytes):
            stop = min(start + unit_bytes, size)
            yield start, stop, stop - start
    elif kind == "table":
        yield from _row_groups(path, size, unit_bytes)
    else:
        yield 0, -1, size


def _row_groups(path: Path, size: int, unit_bytes: int) -> Iterator[tuple[int, int, int]]:
    try:
        groups = pq.ParquetFile(path).metadata.num_row_groups
    except (OSError, ValueError):  # a broken file is one unit, whose reading tells what is wrong
        groups = 1
    step = max(1, round(groups * unit_bytes / max(size, 1)))
    for first in range(0, groups, step):
        last = min(first + step, groups)
        yield first, last, size * (last - first) // groups
