"""``bilat-nb archive``: archives of any size into Parquet, in several processes, resumable."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from bilat_nb.archive.dasked import MISSING
from bilat_nb.archive.parse import parse_archive
from bilat_nb.archive.prefilter import TOPICS
from bilat_nb.archive.query import Archive
from bilat_nb.commands.reading import columns_of, quiet_option
from bilat_nb.commands.telling import DONE, LOST, PARTLY, errors_option, printable, problems
from bilat_nb.documents import Limits

EPILOG = """\b
Examples:
  bilat-nb archive news/ -o results
  bilat-nb archive news.jsonl.gz 'more/*.parquet' -o results --workers 8
  bilat-nb archive news.jsonl -o results --pair KAZ UZB --since 2015 --topic trade
  bilat-nb archive news.jsonl -o results --columns text=body --columns published=day
  bilat-nb archive news/ -o results --scheduler tcp://head-node:8786
  bilat-nb query results

\b
What was stopped or killed goes on where it was: give the same command again.
"""

_LIMITS = Limits()


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str), metavar="PATH...")
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help="Folder for the results.")
@click.option("--pair", nargs=2, metavar="CODE CODE", help="Read only documents that name both, as KAZ UZB.")
@click.option(
    "--country", "countries", multiple=True, metavar="CODE", help="Read only documents that name one of them."
)
@click.option("--since", metavar="DAY", help="First day or year of publication.")
@click.option("--until", metavar="DAY", help="Last day or year of publication.")
@click.option(
    "--topic", "topics", multiple=True, type=click.Choice(list(TOPICS)), help="Only documents on one of them."
)
@click.option("--columns", multiple=True, metavar="OURS=THEIRS", help="Fields of the records, as text=body.")
@click.option("--engine", type=click.Choice(["local", "dask"]), help="Processes of this machine, or Dask.  [local]")
@click.option("--scheduler", metavar="ADDRESS", help="Your Dask cluster, as tcp://head-node:8786.")
@click.option("--workers", type=click.IntRange(1, 4096), help="Processes to use; one a core without it.")
@click.option("--partition", type=click.Choice(["none", "year", "source"]), default="none", show_default=True,
              help="Divide each table by year or publisher of the documents.")  # fmt: skip
@click.option("--texts", type=click.Choice(["facts", "all", "none"]), default="facts", show_default=True,
              help="Texts to keep: of documents with a fact, all, none.")  # fmt: skip
@click.option("--unit-mb", type=click.FloatRange(0.001, 10_000), metavar="MB",
              help="Size of the pieces: what is lost at most when a process dies; 8 and more.")  # fmt: skip
@click.option("--max-chars", type=click.IntRange(1), default=_LIMITS.max_chars, show_default=True,
              help="Longest document.")  # fmt: skip
@click.option("--max-seconds", type=click.FloatRange(0.001), default=_LIMITS.max_seconds, show_default=True,
              help="Longest reading of one document.")  # fmt: skip
@click.option("--anew", is_flag=True, help="Drop what the folder holds of an earlier run.")
@quiet_option
@errors_option
def command(paths: tuple[str, ...], output: str, errors: str, **asked: Any) -> int:
    """Read an archive of any size into Parquet tables.

    PATH is a file, a folder or a glob: JSON Lines (also .gz, .zst), Parquet, CSV, WARC, or single documents.
    """
    archive = parse_archive(
        list(paths),
        output,
        engine=_engine(asked["engine"], asked["scheduler"]),
        client=_client(asked["scheduler"]),
        workers=asked["workers"],
        resume=not asked["anew"],
        columns=columns_of(asked["columns"]),
        pair=_codes(asked["pair"]),
        countries=_codes(asked["countries"]),
        since=asked["since"],
        until=asked["until"],
        topics=asked["topics"],
        partition=None if asked["partition"] == "none" else asked["partition"],
        texts=asked["texts"],
        limits=Limits(max_chars=asked["max_chars"], max_seconds=asked["max_seconds"]),
        unit_bytes=int(asked["unit_mb"] * 1e6) if asked["unit_mb"] else None,
        progress=None if sys.stderr.isatty() and not asked["quiet"] else False,
    )
    return _told(archive, output, errors == "json")


def _engine(engine: str | None, scheduler: str | None) -> str:
    if scheduler and engine == "local":
        raise click.UsageError("--scheduler names a Dask cluster: leave --engine local out.")
    return "dask" if scheduler else engine or "local"


def _client(scheduler: str | None) -> Any:
    """The cluster of a user."""
    if scheduler is None:
        return None
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ImportError(MISSING) from error
    return distributed.Client(scheduler)


def _codes(codes: tuple[str, ...] | None) -> list[str] | None:
    return [code.upper() for code in codes] if codes else None


def _told(archive: Archive, output: str, as_json: bool) -> int:
    """Say what was read and what was not, and return the exit code."""
    seen, read = (sum(unit[name] for unit in archive.units) for name in ("seen", "read"))
    kinds = archive.problem_kinds
    lost = {kind: count for kind, count in kinds.items() if kind in LOST}
    rows = ({"doc_id": output, "kind": kind, "detail": f"{count:,} times"} for kind, count in lost.items())
    problems(rows, as_json)
    if not seen:
        raise click.ClickException(f"No document could be read; bilat-nb query {output} problems tells why.")
    click.echo(printable(f"{archive!r}\n{seen:,} documents seen, {read:,} read\nwritten to {output}"))
    if others := sum(kinds.values()):
        click.echo(f"{others:,} rows of problems: bilat-nb query {output} problems")
    return PARTLY if lost else DONE
