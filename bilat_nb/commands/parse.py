"""``bilat-nb parse``: documents into tables on the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from bilat_nb.commands.reading import (
    columns_of,
    facts_of,
    overrides_option,
    paths_argument,
    quiet_option,
    workers_option,
)
from bilat_nb.commands.telling import DONE, LOST, PARTLY, errors_option, problems
from bilat_nb.selection import select
from bilat_nb.tables import Facts

EPILOG = """\b
Examples:
  bilat-nb parse articles/ -o tables
  bilat-nb parse a.html b.pdf mails.zip -o tables --format csv
  bilat-nb parse export.jsonl --columns text=body --columns published=day -o tables
  bilat-nb parse articles/ --pair KAZ UZB --since 2020 -o tables
  cat note.txt | bilat-nb parse - -o tables --errors json
"""


@click.command(epilog=EPILOG)
@paths_argument
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help="Folder for the tables.")
@click.option(
    "--format", "ending", type=click.Choice(["parquet", "csv", "jsonl"]), default="parquet", show_default=True
)
@click.option("--pair", nargs=2, metavar="CODE CODE", help="Keep facts between two countries only, as BLR RUS.")
@click.option("--since", type=click.IntRange(1000, 9999), help="Keep facts of this year and later, and undated ones.")
@click.option("--until", type=click.IntRange(1000, 9999), help="Keep facts of this year and earlier, and undated ones.")
@click.option("--columns", multiple=True, metavar="OURS=THEIRS", help="Columns of CSV and JSON Lines, as text=body.")
@click.option("--duplicates", type=click.Choice(["tell", "drop", "ignore"]), default="tell", show_default=True)
@overrides_option
@workers_option
@quiet_option
@errors_option
def command(output: str, ending: str, errors: str, **asked: Any) -> int:
    """Read documents into tables.

    PATH is a file, a folder, a glob or - for a text on standard input. Text, web pages, PDF, Word, rich text, e-mails,
    CSV, JSON Lines, ZIP and TAR can be read.
    """
    columns = columns_of(asked["columns"])
    facts = facts_of(
        asked["paths"],
        quiet=asked["quiet"],
        workers=asked["workers"],
        columns=columns,
        duplicates=asked["duplicates"],
        overrides=asked["overrides"],
    )
    told = facts.problems.to_dict("records")
    problems(told, errors == "json")
    if not len(facts.documents):
        raise click.ClickException("No document could be read: see the problems above.")
    kept = narrowed(facts, asked["pair"], asked["since"], asked["until"])
    click.echo(f"{kept!r}\nwritten to {kept.save(output, format=ending)}")
    return PARTLY if any(row["kind"] in LOST for row in told) else DONE


def narrowed(facts: Facts, pair: tuple[str, str] | None, since: int | None, until: int | None) -> Facts:
    """Return only the facts between two countries and within some years, with their people and evidence."""
    if not pair and since is None and until is None:
        return facts
    countries = [code.upper() for code in pair] if pair else None
    tables = {
        name: select(getattr(facts, name), countries=countries, since=since, until=until)
        for name in ("trade", "energy", "contacts", "contact_counts")
    }
    ids = {row for frame in tables.values() for row in frame["fact_id"]}
    people = facts.participants[facts.participants["contact_id"].isin(ids)]
    parts = facts.evidence[facts.evidence["fact_id"].isin(ids)]
    changed: dict[str, Any] = {**tables, "participants": people, "evidence": parts}
    return replace(facts, **changed)
