"""The manifest of a run: what was asked, of which files, and which units are done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilat_nb.archive.parts import TEXTS
from bilat_nb.archive.units import Unit
from bilat_nb.archive.work import CRUMBS, DONE, Job, as_told, write_json
from bilat_nb.records import TABLES

MANIFEST = "manifest.json"
_ASIDE = "_aside"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of results is the result of."""

    out: Path
    units: tuple[Unit, ...]
    asked: dict[str, Any]

    @classmethod
    def of(cls, job: Job, units: Sequence[Unit]) -> Manifest:
        """The manifest of a run that is to begin or to go on."""
        files = {path: _stamp(path) for unit in units for path in unit.paths}
        cuts = [[unit.name, unit.kind, unit.start, unit.stop] for unit in units]
        return cls(job.out, tuple(units), {"asked": as_told(job), "files": files, "units": cuts})

    def begin(self) -> None:
        """Write it, or check that the folder holds the same run; drop what dead processes left.

        Raises
        ------
        ValueError
            If the folder holds the results of another run.
        """
        path = self.out / MANIFEST
        if path.is_file():
            held = json.loads(path.read_text(encoding="utf-8"))
            other = [part for part in self.asked if held.get(part) != self.asked[part]]
            if other:
                raise ValueError(
                    f"{self.out} holds another run ({' and '.join(other)} differ). Name another folder, "
                    "or begin anew with resume=False."
                )
        else:
            self.out.mkdir(parents=True, exist_ok=True)
            write_json(path, self.asked)
        shutil.rmtree(self.out / _ASIDE, ignore_errors=True)

    def left(self) -> list[Unit]:
        """The units that are not done."""
        return [unit for unit in self.units if not (self.out / DONE / f"{unit.name}.json").is_file()]

    def end(self) -> None:
        """Drop the folders that only a run needs."""
        for name in (_ASIDE, CRUMBS):
            shutil.rmtree(self.out / name, ignore_errors=True)

    @staticmethod
    def folders() -> Iterable[str]:
        """All that a run may write."""
        return (*TABLES, TEXTS, DONE, CRUMBS, _ASIDE)


def done_units(out: Path) -> list[dict[str, Any]]:
    """What is told of each unit that is done, in the order of the archive.

    Raises
    ------
    FileNotFoundError
        If the folder holds no run.
    """
    if not (out / MANIFEST).is_file():
        raise FileNotFoundError(f"{out} holds no results of parse_archive: there is no {MANIFEST}.")
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / DONE).glob("*.json"))]


def planned_units(out: Path) -> int:
    """How many units a run has, done or not."""
    return len(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["units"])


def _stamp(path: str) -> list[int]:
    """Size and time of a file: a file that has changed since makes another run."""
    told = Path(path).stat()
    return [told.st_size, told.st_mtime_ns]
