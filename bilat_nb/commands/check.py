"""``bilat-nb check``: verdicts on what documents say."""

from __future__ import annotations

from typing import Any

import click
import pandas as pd

from bilat_nb.agreement import reconcile
from bilat_nb.commands.reading import facts_of, overrides_option, paths_argument, quiet_option, workers_option
from bilat_nb.commands.telling import CONTRADICTED, DONE, LOST, PARTLY, errors_option, printable, problems
from bilat_nb.reporting import report
from bilat_nb.storage import spreadsheet_safe
from bilat_nb.tables import Facts

EPILOG = """\b
Examples:
  bilat-nb check articles/
  bilat-nb check tables/            (a folder that parse has written)
  bilat-nb check articles/ --all --format csv > verdicts.csv
  bilat-nb check articles/ --format html > report.html    (for an editor, official figures beside)
"""


@click.command(epilog=EPILOG)
@paths_argument
@click.option("--all", "every", is_flag=True, help="Tell what agrees and what cannot be told, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json", "markdown", "html"]),
    default="text",
    show_default=True,
)
@overrides_option
@workers_option
@quiet_option
@errors_option
def command(every: bool, form: str, errors: str, **asked: Any) -> int:
    """Say where documents contradict themselves or each other.

    Exit code 4 when they do.
    """
    facts = facts_of(asked["paths"], quiet=asked["quiet"], workers=asked["workers"], overrides=asked["overrides"])
    lost = [row for row in facts.problems.to_dict("records") if row["kind"] in LOST]
    problems(lost, errors == "json")
    if not len(facts.documents):
        raise click.ClickException("No document could be read: see the problems above.")
    verdicts = reconcile(facts)
    _tell(facts, verdicts, every, form)
    if (verdicts["verdict"] == "contradicts").any():
        return CONTRADICTED
    return PARTLY if lost else DONE


def _tell(facts: Facts, verdicts: pd.DataFrame, every: bool, form: str) -> None:
    """Write the verdicts in the form that was asked for; a report is told of all of them."""
    shown = verdicts if every else verdicts[verdicts["verdict"] == "contradicts"]
    if form in ("markdown", "html"):
        click.echo(report(facts, form), nl=False)
    elif form == "csv":
        click.echo(spreadsheet_safe(shown).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"), nl=False)
    elif form == "json":
        click.echo(shown.to_json(orient="records", date_format="iso", lines=True), nl=False)
    else:
        for row in shown.to_dict("records"):
            click.echo(printable(f"{row['verdict']}: {row['sentence']} [{row['doc_ids']}]"))
        counts = verdicts["verdict"].value_counts()
        click.echo(", ".join(f"{count} {word}" for word, count in counts.items()) or "Nothing to compare was found.")
