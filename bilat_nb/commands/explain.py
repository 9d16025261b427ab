"""``bilat-nb explain``: by which words and rules figures were read."""

from __future__ import annotations

import click

from bilat_nb.commands.reading import corpus_of, paths_argument
from bilat_nb.commands.telling import DONE, errors_option, printable, problems
from bilat_nb.explain import explain

EPILOG = """\b
Examples:
  bilat-nb explain note.txt
  echo "Exports of Kazakhstan to China rose by 20%." | bilat-nb explain -
"""


@click.command(epilog=EPILOG)
@paths_argument
@click.option("--find", metavar="WORDS", help="Only documents whose text holds these words.")
@errors_option
def command(paths: tuple[str, ...], find: str | None, errors: str) -> int:
    """Show by which words and rules each figure was read, or why it was not."""
    corpus = corpus_of(paths, quiet=True)
    problems(corpus.problems, errors == "json")
    if not len(corpus):
        raise click.ClickException("No document could be read: see the problems above.")
    for document in corpus:
        if find is None or find in document.text:
            click.echo(printable(f"{document.doc_id}\n{explain(document)}\n"))
    return DONE
