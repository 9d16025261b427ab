"""``bilat-nb query``: questions to the results of ``bilat-nb archive``, without loading them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import click
import pandas as pd

from bilat_nb.archive.parts import TEXTS
from bilat_nb.archive.query import Archive, open_archive
from bilat_nb.commands.telling import DONE, errors_option, printable
from bilat_nb.records import TABLES
from bilat_nb.storage import spreadsheet_safe

EPILOG = """\b
Examples:
  bilat-nb query results                                  (what there is)
  bilat-nb query results trade --pair KAZ UZB --since 2015
  bilat-nb query results energy --where commodity=gas --format csv > gas.csv
  bilat-nb query results --sql "select flow, count(*) n from trade group by flow"
  bilat-nb query results --pair KAZ UZB -o tables         (for bilat-nb check, or bn.Facts.load)
"""
SHOWN = 20
"""Rows that are shown where nobody asks for more."""


class When(click.ParamType[Any]):
    """A year or a day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | date:
        """Return the year as a number, the day as a date."""
        try:
            return int(value) if len(str(value)) == 4 else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r}: write a day as 2018-05-11, or a year as 2018.", param, ctx)


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="DIR")
@click.argument("table", required=False, type=click.Choice([*TABLES, TEXTS]), metavar="[TABLE]")
@click.option("--pair", nargs=2, metavar="CODE CODE", help="Facts between two countries, as KAZ UZB.")
@click.option("--since", type=When(), metavar="DAY", help="Facts of this day or year and later, and undated ones.")
@click.option("--until", type=When(), metavar="DAY", help="Facts of this day or year and earlier, and undated ones.")
@click.option("--document", "documents", multiple=True, metavar="DOC_ID", help="Of these documents only.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="What a column holds; repeated, one of them.")
@click.option("--sql", metavar="QUERY", help="Ask in SQL instead; every table is there under its name.")
@click.option("--limit", type=click.IntRange(1), help=f"Most rows; {SHOWN} as text without it, all in other formats.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "jsonl"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(file_okay=False), help="Folder for all tables of the documents found.")
@errors_option
def command(folder: str, table: str | None, errors: str, **asked: Any) -> int:  # noqa: ARG001 (main looks at errors)
    """Ask the results of an archive in DIR without loading them.

    Without TABLE it tells what there is.
    """
    archive = open_archive(folder)
    conditions = _conditions(asked)
    if sum(map(bool, (table, asked["sql"], asked["output"]))) > 1:
        raise click.UsageError("Give one of TABLE, --sql and --output.")
    if asked["output"]:
        _save(archive, asked["output"], asked["where"], conditions)
    elif asked["sql"] and not conditions:
        _show(archive.sql(asked["sql"]), asked["form"], asked["limit"])
    elif table:
        _show(archive.table(table, **conditions, **_values(asked["where"])), asked["form"], asked["limit"])
    elif conditions or asked["where"]:
        raise click.UsageError("Of which TABLE? These conditions need one, and SQL has its own.")
    else:
        click.echo(printable(overview(archive)))
    return DONE


def _conditions(asked: dict[str, Any]) -> dict[str, Any]:
    """What `Archive.table` and `Archive.facts` both know."""
    countries = [code.upper() for code in asked["pair"]] if asked["pair"] else None
    given = {"countries": countries, "since": asked["since"], "until": asked["until"], "documents": asked["documents"]}
    return {name: value for name, value in given.items() if value}


def _values(pairs: Sequence[str]) -> dict[str, list[str]]:
    """What ``--where flow=exports`` tells, by column."""
    found: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r}: write it as flow=exports.", param_hint="--where")
        found[column].append(value)
    return found


def _save(archive: Archive, output: str, where: Sequence[str], conditions: dict[str, Any]) -> None:
    if where:
        raise click.UsageError("--where chooses rows of one TABLE; --output takes whole documents.")
    facts = archive.facts(**conditions)
    click.echo(printable(f"{facts!r}\nwritten to {facts.save(output)}"))


def _show(rows: pd.DataFrame, form: str, limit: int | None) -> None:
    """Write rows as they were asked for."""
    if form == "csv":
        shown = spreadsheet_safe(rows if limit is None else rows.head(limit))
        click.echo(shown.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"), nl=False)
    elif form == "jsonl":
        shown = rows if limit is None else rows.head(limit)
        click.echo(shown.to_json(orient="records", date_format="iso", lines=True), nl=False)
    else:
        shown = rows.head(limit or SHOWN).dropna(axis="columns", how="all")
        click.echo(printable(shown.to_string(index=False, max_colwidth=60) if len(rows) else "No row fits."))
        if len(rows) > len(shown):
            click.echo(f"… and {len(rows) - len(shown):,} more: --limit, or --format csv.")


def overview(archive: Archive) -> str:
    """What an archive holds, in words and numbers."""
    seen, read = (sum(unit[name] for unit in archive.units) for name in ("seen", "read"))
    lines = [repr(archive), f"{seen:,} documents seen, {read:,} read"]
    if not archive.complete:
        lines.append("The run is not over: give its command again, and it goes on.")
    rows = {table: sum(unit["rows"][table] for unit in archive.units) for table in (*TABLES, TEXTS)}
    lines += [f"  {table:<15}{count:>14,}" for table, count in rows.items()]
    lines += [f"  problem: {kind}, {count:,} times" for kind, count in archive.problem_kinds.items()]
    return "\n".join(lines)
