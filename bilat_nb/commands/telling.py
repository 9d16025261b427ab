"""What commands say on the screen: text of documents and files cannot steer the terminal; errors may be JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import click

DONE, FAILED, USAGE, PARTLY, CONTRADICTED = 0, 1, 2, 3, 4
"""Exit codes."""

LOST = frozenset(
    {
        "empty file", "damaged file", "binary file", "unreadable file", "unreadable document", "unknown format",
        "missing library", "password", "too large", "nested too deep", "unsafe name", "scanned pages",
        "changed while read", "columns", "empty text", "unreadable record", "too long", "quarantined",
    }
)  # fmt: skip
"""Kinds of problems that cost a text."""


def printable(text: Any) -> str:
    r"""Return a text without characters that move the cursor, colour the screen or turn the line round.

    Examples
    --------
    >>> printable("a\x1b[31mred")
    'a�[31mred'
    """
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t" else c for c in str(text)
    )


def tell(as_json: bool, kind: str, detail: str, code: int) -> int:
    """Write an error and return the exit code."""
    if as_json:
        click.echo(json.dumps({"kind": kind, "detail": detail, "exit_code": code}), err=True)
    else:
        click.echo(f"bilat-nb: {printable(detail)}", err=True)
    return code


def problems(rows: Iterable[Mapping[Any, Any]], as_json: bool, most: int = 20) -> None:
    """Write rows of the table `problems`: all of them as JSON lines, or the first as sentences."""
    listed = list(rows)
    if as_json:
        for row in listed:
            told = {key: None if value != value or value is None else value for key, value in row.items()}
            click.echo(json.dumps(told, default=int), err=True)
        return
    for row in listed[:most]:
        click.echo(printable(f"{row['kind']}: {row['detail']} [{row['doc_id']}]"), err=True)
    if len(listed) > most:
        click.echo(f"… and {len(listed) - most} more; all are in the table problems.", err=True)


errors_option = click.option(
    "--errors", type=click.Choice(["text", "json"]), default="text", help="How problems are told on stderr."
)
