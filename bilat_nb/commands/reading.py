"""What several commands share: the documents that were named, and their facts."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bilat_nb.documents import Corpus, load_documents
from bilat_nb.overrides import corrected
from bilat_nb.pipeline import parse
from bilat_nb.tables import Facts

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str), metavar="PATH...")
workers_option = click.option("--workers", type=click.IntRange(1, 256), default=1, help="Processes to use.")
overrides_option = click.option(
    "--overrides", type=click.Path(exists=True, dir_okay=False), help="File of corrections, as bn.override writes it."
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")


def columns_of(pairs: Sequence[str]) -> dict[str, str] | None:
    """Return the mapping that ``--columns text=body`` tells.

    Raises
    ------
    click.BadParameter
        If there is no ``=`` in it.
    """
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise click.BadParameter(f"{wrong[0]!r}: write it as text=body.", param_hint="--columns")
    return dict(pair.split("=", 1) for pair in pairs) or None


def corpus_of(paths: Sequence[str], *, quiet: bool = False, **options: Any) -> Corpus:
    """Load what was named: files, folders, globs, and ``-`` for a text on standard input.

    Raises
    ------
    FileNotFoundError
        If something does not exist.
    """
    shown = None if sys.stderr.isatty() and not quiet else False
    parts = [load_documents(_source(path), progress=shown, **options) for path in paths]
    if len(parts) == 1:
        return parts[0]
    documents = {document.doc_id: document for part in parts for document in part}
    return Corpus(tuple(documents.values()), tuple(row for part in parts for row in part.problems))


def _source(path: str) -> Any:
    if path != "-":
        return Path(path) if Path(path).exists() else path
    text = io.BytesIO(sys.stdin.buffer.read())
    text.name = "stdin.txt"
    return text


def facts_of(
    paths: Sequence[str], *, quiet: bool = False, workers: int = 1, overrides: str | None = None, **options: Any
) -> Facts:
    """Return the facts of documents, or of one folder that `Facts.save` made."""
    if len(paths) == 1 and (Path(paths[0]) / "datapackage.json").is_file():
        return Facts.load(paths[0]) if overrides is None else corrected(Facts.load(paths[0]), overrides)
    corpus = corpus_of(paths, quiet=quiet, workers=workers, **options)
    shown = None if sys.stderr.isatty() and not quiet else False
    return parse(corpus, workers=workers, progress=shown, overrides=overrides)
