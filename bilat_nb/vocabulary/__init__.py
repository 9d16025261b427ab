"""The words that the readers know, as tables.

Each table is a CSV file beside this module. ``forms`` lists the surface forms of a row, separated by ``|``; capitals
in a form must be capitals in the text, small letters match either case. ``example`` is a phrase in which the row must
be found, which a test proves. A new word is a new row; a new table is a new file. ``groups.csv`` says which tables each
reader looks up in the text.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from bilat_nb.model import Row


class VocabularyError(ValueError):
    """A vocabulary table that cannot be used: it says which file, which line and why."""


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of one table.

    Parameters
    ----------
    name : str
        The file's name without ``.csv``.

    Raises
    ------
    VocabularyError
        If the table is missing or a row has a cell too many or too few.

    Examples
    --------
    >>> next(row["value"] for row in table("scales") if "billion" in row["forms"])
    '1e9'
    """
    path = files(__name__) / f"{name}.csv"
    if not path.is_file():
        raise VocabularyError(f"There is no vocabulary table {name!r}: {path} is missing.")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise VocabularyError(f"{name}.csv, line {number}: the row has not as many cells as the header.")
    return tuple(rows)


def forms(row: Row) -> list[str]:
    """Return the surface forms of a row."""
    return [form for form in row.get("forms", "").split("|") if form]


def names() -> list[str]:
    """Return the tables that have surface forms: those that the lexicon looks up in the text."""
    found = sorted(path.name.removesuffix(".csv") for path in files(__name__).iterdir() if path.name.endswith(".csv"))
    return [name for name in found if table(name) and "forms" in table(name)[0]]
