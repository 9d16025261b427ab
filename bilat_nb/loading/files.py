"""Files on the disk: which there are, and their bytes, with what may go wrong in between."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bilat_nb.loading.extracts import Limits, Problem, UnreadableError, note, too_large

SIDECAR = "documents.csv"


def listed(source: str | Path | Iterable[str | Path]) -> tuple[list[Path], Path, list[Problem]]:
    """Return the files, the folder to which their names are relative, and what was left out.

    Raises
    ------
    FileNotFoundError
        If there is no such file or folder, and no file fits it as a pattern.
    """
    if not isinstance(source, str | Path):
        paths = [Path(p) for p in source]
        return paths, paths[0].parent if paths else Path(), []
    path = Path(source).expanduser()
    if path.is_dir():
        told: list[Problem] = []
        return sorted(_below(path, told)), path, told
    if path.is_file():
        return [path], path.parent, []
    matches = sorted(Path(p) for p in glob.glob(str(path), recursive=True) if Path(p).is_file())  # noqa: PTH207
    if matches:
        return matches, matches[0].parent, []
    raise FileNotFoundError(
        f"There is no file or folder {str(source)!r}: check the path; the working folder is {Path.cwd()}."
    )


def _below(root: Path, told: list[Problem]) -> Iterator[Path]:
    """Files of a folder and its subfolders; links that lead out of it are told, not followed."""
    inside = root.resolve()

    def refuse(error: OSError) -> None:
        told.append(note("unreadable file", f"{Path(error.filename or root).name}: {error.strerror or error}."))

    for folder, subfolders, names in os.walk(root, onerror=refuse):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in [*names, *(sub for sub in subfolders if (Path(folder) / sub).is_symlink())]:
            path = Path(folder) / name
            if name.startswith(".") or name == SIDECAR:
                continue
            if path.is_symlink():
                where = (
                    "leads out of the folder" if not path.resolve().is_relative_to(inside) else "stands in it already"
                )
                told.append(note("link", f"{name} is a link; what it points at {where}: it was not followed."))
            elif path.is_file():
                yield path


def names_of(paths: Sequence[Path], root: Path) -> dict[Path, str]:
    """The stem where it is the only one of its kind, else the path below the folder."""
    stems = Counter(p.stem for p in paths)
    return {
        p: p.stem if stems[p.stem] == 1 else (p.relative_to(root).as_posix() if p.is_relative_to(root) else str(p))
        for p in paths
    }


def bytes_of(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file, whole and as they were at one moment.

    Raises
    ------
    UnreadableError
        If it is too large, may not be read, or changes meanwhile.
    """
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > limits.max_bytes:
                raise too_large(path.name, limits)
            raw = file.read(limits.max_bytes + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise UnreadableError("unreadable file", f"{path.name}: {error.strerror or error}.") from error
    if len(raw) > limits.max_bytes:
        raise too_large(path.name, limits)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(raw) != after.st_size:
        raise UnreadableError("changed while read", f"{path.name} was being written: load it again when that is done.")
    return raw
