"""The sidecar documents.csv: what is known about files from outside, read and written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from bilat_nb.loading.extracts import Problem, note
from bilat_nb.loading.files import SIDECAR

COLUMNS = ("file", "publisher", "published", "language", "title", "sha256", "note")
Sidecar = Mapping[str, Mapping[str, str]]


def read_sidecar(root: Path) -> tuple[Sidecar, list[Problem]]:
    """Return rows of documents.csv in the folder or beside it, by the file that they name."""
    for path in (root / SIDECAR, root.parent / SIDECAR):
        if path.is_file():
            try:
                with path.open(encoding="utf-8-sig", newline="") as lines:
                    rows = [row for row in csv.DictReader(lines) if row.get("file")]
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                return {}, [note("sidecar", f"{path.name} cannot be read ({error}): save it as CSV in UTF-8.")]
            told = [] if rows else [note("sidecar", f"{path.name} names no file: it needs a column `file`.")]
            return {row["file"].replace("\\", "/"): row for row in rows}, told
    return {}, []


def row_of(sidecar: Sidecar, name: str) -> Mapping[str, str]:
    """The row about a file: by its path below the folder, else by its name alone."""
    if name in sidecar:
        return sidecar[name]
    last = name.rpartition("/")[2]
    return next((row for file, row in sidecar.items() if file.rpartition("/")[2] == last), {}) if sidecar else {}


def stated_day(row: Mapping[str, str], name: str) -> tuple[date | None, list[Problem]]:
    """The day in the column `published`, and a problem when it is written otherwise."""
    if not row.get("published"):
        return None, []
    try:
        return date.fromisoformat(row["published"]), []
    except ValueError:
        return None, [note("sidecar", f"{name}: published is {row['published']!r}; write it as 2018-05-11.")]


def write_sidecar(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as documents.csv; notes and other columns of a sidecar that is there are kept."""
    before: dict[str, dict[str, str]] = {}
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as lines:
            before = {row["file"]: row for row in csv.DictReader(lines) if row.get("file")}
    merged = {**before, **{row["file"]: {**before.get(row["file"], {}), **row} for row in rows}}
    columns = dict.fromkeys([*COLUMNS, *(name for row in before.values() for name in row if name)])
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(columns), restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(merged.values())
