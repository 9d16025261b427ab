"""The bundled tables of official figures, or a folder of one's own in the same form."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pandas as pd

from bilat_nb.reference.checking import TEXT, checked
from bilat_nb.vocabulary import table as vocabulary

REFERENCE_TABLES = ("trade", "energy", "contacts")
_NOTED = ("basis", "status", "place", "origin")
# From a wheel the tables lie inside the package; in the project's own folder they are under data/.
_PLACES = (Path(str(files("bilat_nb"))) / "data" / "reference", Path(__file__).parents[2] / "data" / "reference")


def reference_folder() -> Path:
    """Return the folder of the bundled official tables.

    Raises
    ------
    FileNotFoundError
        If neither the installed package nor the project's folder has them.
    """
    for folder in _PLACES:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The official tables are not installed; looked in {' and '.join(map(str, _PLACES))}.")


def load_reference(table: str = "trade", folder: str | Path | None = None) -> pd.DataFrame:
    """Load the official figures of one table.

    Parameters
    ----------
    table : {"trade", "energy", "contacts"}
        Which figures.
    folder : path, optional
        Folder with files named ``<table>_*.csv`` of the same columns; the bundled one when not given.

    Returns
    -------
    DataFrame
        One row per official figure, in the units of the file (USD, m3, t, MW, %): the columns of the file, with
        ``period_start`` and ``period_end`` as datetimes; then, in this package's vocabulary, ``subject`` (flow scope,
        commodity or level) and ``measures`` (what the figure measures); ``bound``, ``basis``, ``status``, ``place`` and
        ``origin`` (documents whose figure it is, so that it is no check of them), read from ``note``; and ``file``.
        Missing is NA.

    Raises
    ------
    ValueError
        If there is no such table, or a file lacks a column, or a row is none: the message says which and why.

    Examples
    --------
    >>> official = load_reference("trade")
    >>> years = official[(official["measures"] == "turnover") & (official["period_start"].dt.year == 2021)]
    >>> years.sort_values("reporter")[["reporter", "value", "basis"]].values.tolist()
    [['BLR', 40000000000.0, 'statoffice'], ['RUS', 38500000000.0, 'official']]
    """
    if table not in REFERENCE_TABLES:
        raise ValueError(f"There is no official table {table!r}; there are {', '.join(REFERENCE_TABLES)}.")
    paths = sorted((Path(folder) if folder is not None else reference_folder()).glob(f"{table}_*.csv"))
    if not paths:
        raise ValueError(f"No file {table}_*.csv in {folder or reference_folder()}.")
    frame = pd.concat([read_table(path) for path in paths], ignore_index=True)
    return translated(frame, table).sort_values(["period_start", "period_end"], kind="stable", ignore_index=True)


def read_table(path: Path) -> pd.DataFrame:
    """Read one CSV file of official figures; its columns and rows are checked."""
    try:
        frame = pd.read_csv(path, dtype=dict.fromkeys(TEXT, "str"), encoding="utf-8")
    except ValueError as error:
        raise ValueError(f"{path.name} is not an official table: {error}") from error
    return checked(frame, path.name).assign(file=path.name)


def translated(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Add what the file says in its own words and in its notes, in this package's vocabulary."""
    notes = [_parts(note) for note in frame["note"].fillna("")]
    precision = pd.Series([note.get("precision", "exact") for note in notes], index=frame.index)
    return frame.assign(
        subject=_term(frame["flow_or_commodity"], table, "flow_or_commodity"),
        measures=_term(frame["indicator"], table, "indicator"),
        unit=_term(frame["unit"], table, "unit"),
        bound=_term(precision, table, "precision"),
        **{key: pd.Series([note.get(key) for note in notes], dtype="str") for key in _NOTED},
    )


def _term(column: pd.Series[str], table: str, name: str) -> pd.Series[str]:
    """Replace the words of a file by ours; words that are not in the vocabulary stay as they are."""
    rows = [row for row in vocabulary("reference_terms") if row["table"] in (table, "any") and row["column"] == name]
    return column.replace({row["term"]: row["means"] for row in rows})


def _parts(note: str) -> dict[str, str]:
    """The ``key=value`` parts at the start of a note."""
    pairs = (part.split("=", 1) for part in note.split("; ") if "=" in part)
    return {pair[0]: pair[1] for pair in pairs if pair[0].isidentifier()}
