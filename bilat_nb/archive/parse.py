"""The run over an archive: what is left to do, who does it, what is told of it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from datetime import date
from os import cpu_count
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

from bilat_nb.archive.dasked import run_dask
from bilat_nb.archive.local import SMALL, run_local
from bilat_nb.archive.manifest import MANIFEST, Manifest
from bilat_nb.archive.prefilter import checked
from bilat_nb.archive.query import Archive
from bilat_nb.archive.units import Source, Unit, files_of, plan
from bilat_nb.archive.work import Job
from bilat_nb.documents import Document, Limits
from bilat_nb.finding import read_facts

UNIT_BYTES = 8_000_000
UNITS = 50_000
"""Most units of JSON Lines and Parquet: beyond, they grow with the archive, for the run keeps a list of them."""


def parse_archive(
    source: Source,
    out: str | Path,
    *,
    engine: str = "local",
    client: Any = None,
    workers: int | None = None,
    resume: bool = True,
    columns: Mapping[str, str] | None = None,
    pair: Sequence[str] | None = None,
    countries: Sequence[str] | None = None,
    since: date | str | int | None = None,
    until: date | str | int | None = None,
    topics: Sequence[str] | None = None,
    partition: str | None = None,
    texts: str = "facts",
    limits: Limits | None = None,
    unit_bytes: int | None = None,
    progress: bool | None = None,
    read: Callable[[Document], dict[str, Any]] = read_facts,
) -> Archive:
    """Read an archive of any size into Parquet tables; a run that was stopped goes on where it was.

    Parameters
    ----------
    source : str, Path or list of them
        Files or folders: JSON Lines (``.jsonl``, also ``.gz``, ``.zst``), Parquet, CSV, WARC, or single documents.
    out : str or Path
        Folder of the results: a dataset per table, and the manifest of the run.
    engine : {"local", "dask"}
        Processes of this machine, or a Dask cluster.
    client : distributed.Client, optional
        Your cluster; without one, a cluster is made on this machine. Its workers must see `source` and `out`.
    workers : int, optional
        Processes; as many as there are cores by default. Small archives are read in this one.
    resume : bool, default True
        Go on with the run that `out` holds; False begins anew.
    columns : mapping, optional
        Which field of a record holds ``text``, ``title``, ``doc_id``, ``published``, ``publisher``, ``language`` or
        ``url``. Usual names are found without.
    pair, countries, since, until, topics
        Which documents are read at all: both countries of a pair named, one of several countries, first and last day
        (or year) of publication, words of ``trade``, ``energy`` or ``contacts``. The others are only counted.
    partition : {"year", "source"}, optional
        What the datasets are divided by: year or publisher of the documents. Worth it for archives asked by year.
    texts : {"facts", "all", "none"}, default "facts"
        Which texts are kept, for the evidence: of documents with a fact, all, or none.
    limits : Limits, optional
        What a file or a document may cost: ``bn.Limits(max_chars=1_000_000, max_seconds=10)``.
    unit_bytes : int, optional
        Size of a unit: what is lost at most when a worker dies. 8 MB, and more where that would be over 50,000 units;
        the memory of a worker does not grow with it.
    progress : bool, optional
        Show a progress bar; by default when it takes more than two seconds.
    read : callable, optional
        Reads one document, as `bilat_nb.finding.read_facts` does; workers must be able to import it.

    Returns
    -------
    Archive
        The results, to be asked without loading them.

    Raises
    ------
    FileNotFoundError
        If the source is missing.
    ValueError
        If `out` holds another run, or an argument is none of those allowed.
    OSError
        If the disk is full: what is done is kept, and the same call goes on.

    Examples
    --------
    >>> import json, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> line = json.dumps({"id": "a", "text": "Trade between Belarus and Russia rose to $32.42 billion in 2017."})
    >>> _ = (folder / "news.jsonl").write_text(line)
    >>> parse_archive(folder / "news.jsonl", folder / "out").table("trade")["value"].tolist()
    [32420000000.0]
    """
    _choice("engine", engine, ("local", "dask"))
    _choice("partition", partition, (None, "year", "source"))
    _choice("texts", texts, ("facts", "all", "none"))
    out = Path(out).resolve()
    where = checked(pair, countries, since, until, topics)
    job = Job(out, where, dict(columns or {}), partition, texts, limits or Limits(), read)
    units = plan(source, unit_bytes or default_unit_bytes(source))
    if not resume and (out / MANIFEST).is_file():
        _clear(out)
    manifest = Manifest.of(job, units)
    manifest.begin()
    left = manifest.left()
    workers = workers or (cpu_count() or 1 if sum(unit.size for unit in left) > SMALL else 1)
    run = run_local(job, left, workers) if engine == "local" else run_dask(job, left, workers, client)
    _follow(run, units, left, progress)
    manifest.end()
    return Archive(out)


def default_unit_bytes(source: Source) -> int:
    """Size of the units of an archive where none is given."""
    return max(UNIT_BYTES, sum(path.stat().st_size for path in files_of(source)) // UNITS)


def _choice(name: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; choose from {', '.join(map(repr, allowed))}.")


def _clear(out: Path) -> None:
    """Remove what a run has written into a folder, and nothing else."""
    for dataset in Manifest.folders():
        shutil.rmtree(out / dataset, ignore_errors=True)
    (out / MANIFEST).unlink()


def _follow(
    run: Generator[dict[str, Any], None, None], units: Sequence[Unit], left: Sequence[Unit], progress: bool | None
) -> None:
    """Work the run off, with a progress bar in bytes; tell how to go on when it is stopped."""
    total, before = sum(unit.size for unit in units), sum(unit.size for unit in units) - sum(unit.size for unit in left)
    read = facts = 0
    with (
        tqdm(
            total=total,
            initial=before,
            unit="B",
            unit_scale=True,
            delay=0 if progress else 2.0,
            disable=progress is False,
            file=sys.stderr,
        ) as bar,
        closing(run),
    ):
        try:
            for done in run:
                read += done["read"]
                facts += sum(done["rows"][table] for table in ("trade", "energy", "contacts", "contact_counts"))
                bar.set_postfix_str(f"{read:,} documents, {facts:,} facts", refresh=False)
                bar.update(done["size"])
                if done.get("again"):
                    bar.write(f"A process ended while it read; {done['unit']} was read again.", file=sys.stderr)
        except (KeyboardInterrupt, OSError) as error:
            why = "Stopped" if isinstance(error, KeyboardInterrupt) else f"Stopped: {error}"
            bar.write(f"{why}. What is done is kept; ask the same again and it goes on.", file=sys.stderr)
            raise
