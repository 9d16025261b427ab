"""Corrections by hand: a small file, keyed by fact_id, that overrules cells of the tables after every reading."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from bilat_nb.loading.extracts import problem
from bilat_nb.records import FACT_TABLES, schema
from bilat_nb.storage import typed
from bilat_nb.tables import Facts

COLUMNS = ("fact_id", "column", "value", "doc_id", "quote", "note")
REMOVE = "remove"
"""In `column`: the whole row goes."""
FIXED = frozenset({"fact_id", "doc_id", "sentence", "quote", "span_start", "span_stop", "corrected", "contact_id"})
"""Where a row was read is no opinion: these cells cannot be overruled."""


@dataclass(frozen=True, slots=True)
class Override:
    """One cell to be changed: which row, which column, to what; doc_id and quote tell when its text is gone."""

    fact_id: str
    column: str
    value: str
    doc_id: str = ""
    quote: str = ""
    note: str = ""


def read_overrides(path: str | Path) -> list[Override]:
    """Read a file of overrides.

    Parameters
    ----------
    path : str or Path
        CSV in UTF-8 with the columns fact_id, column, value, and doc_id, quote, note, which `override` fills in.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    with Path(path).open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]:
            raise ValueError(f"{path} lacks the column {', '.join(missing)}; it needs fact_id, column and value.")
        return [Override(**{name: row.get(name) or "" for name in COLUMNS}) for row in rows if row["fact_id"]]


def override(path: str | Path, facts: Facts, fact_id: str, *, note: str = "", **changes: Any) -> Path:
    """Write a correction of one row into a file of overrides, to be used by ``parse(…, overrides=path)``.

    Parameters
    ----------
    path : str or Path
        Made where it is missing; an earlier correction of the same cell is replaced.
    facts : Facts
        The tables that hold the row.
    fact_id : str
        The row.
    note : str
        Why, for those who read the file.
    **changes : str, number, date or None
        Column and right value; None empties the cell. ``remove=True`` takes the whole row out.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KeyError
        If there is no such row.
    ValueError
        If the row has no such column, or it cannot hold the value: it says what it can.

    Examples
    --------
    >>> import tempfile
    >>> from bilat_nb import parse
    >>> text = {"note": "In 2017 trade between Belarus and Russia rose by 23.5%."}
    >>> facts = parse(text)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = override(f"{folder}/mine.csv", facts, facts.trade["fact_id"].iloc[0], status="planned")
    ...     parse(text, overrides=path).trade[["status", "corrected"]].values.tolist()
    [['planned', 'status']]
    """
    table, row = _found(facts, fact_id)
    if table is None:
        raise KeyError(f"No table has a row {fact_id!r}.")
    wanted = [
        Override(fact_id, *_cell(table, name, value), row["doc_id"], row["quote"], note)
        for name, value in changes.items()
    ]
    kept = read_overrides(path) if Path(path).is_file() else []
    fresh = {(one.fact_id, one.column) for one in wanted}
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in [*(k for k in kept if (k.fact_id, k.column) not in fresh), *wanted]:
            writer.writerow([getattr(one, name) for name in COLUMNS])
    return Path(path)


def _cell(table: str, column: str, value: Any) -> tuple[str, str]:
    """Column and value as the file has them, after a check that they fit."""
    if column == REMOVE:
        return REMOVE, ""
    written = "" if value is None else str(value)
    read_value(table, column, written)
    return column, written


def read_value(table: str, column: str, written: str) -> Any:
    """Return a value of the file as the column holds it.

    Raises
    ------
    ValueError
        If the table has no such column, or the column cannot hold the value: it says what it can.
    """
    columns = schema()[table]
    if column not in columns or column in FIXED:
        free = [name for name in columns if name not in FIXED]
        raise ValueError(f"{table} has no column {column!r} that can be overruled; it has {', '.join(free)}.")
    row = columns[column]
    if not written:
        if row["nullable"] == "no":
            raise ValueError(f"{column} of {table} cannot be empty.")
        return None
    if row["allowed"] and written not in row["allowed"].split():
        raise ValueError(f"{column} of {table} is one of {', '.join(row['allowed'].split())}, not {written!r}.")
    try:
        return _READ[row["dtype"]](written)
    except ValueError:
        raise ValueError(f"{column} of {table} is {written!r}, which is no {_CALLED[row['dtype']]}.") from None


_READ: dict[str, Any] = {
    "string": str,
    "int": int,
    "float": float,
    "datetime": lambda written: pd.Timestamp(date.fromisoformat(written[:10])),
}
_CALLED = {"string": "text", "int": "whole number", "float": "number", "datetime": "day as 2018-05-11"}


def corrected(facts: Facts, overrides: str | Path | Sequence[Override]) -> Facts:
    """Return facts with cells overruled by hand, marked in the column ``corrected``.

    Parameters
    ----------
    facts : Facts
        What was read; it is not changed.
    overrides : str, Path or sequence of Override
        A file as `override` writes it, or what `read_overrides` returned.

    Returns
    -------
    Facts
        An override whose row is not there, or whose value does not fit, is told in ``problems``.

    Raises
    ------
    ValueError
        If the file is no file of overrides.
    """
    wanted = read_overrides(overrides) if isinstance(overrides, str | Path) else list(overrides)
    frames = {name: getattr(facts, name).copy() for name in FACT_TABLES}
    told: list[Mapping[str, Any]] = []
    removed: set[str] = set()
    for one in wanted:
        table, _ = _found(facts, one.fact_id)
        if table is None:
            told.append(_gone(facts, one))
        elif one.column == REMOVE:
            removed.add(one.fact_id)
        else:
            told += _applied(frames[table], table, one)
    changed: dict[str, Any] = {name: _without(typed(frame, name), removed) for name, frame in frames.items()}
    problems = (
        pd.concat([facts.problems, pd.DataFrame(told, columns=facts.problems.columns)]) if told else facts.problems
    )
    changed["problems"] = typed(problems.reset_index(drop=True), "problems")
    changed["evidence"] = _without(facts.evidence, removed)
    return replace(facts, **changed)


def _found(facts: Facts, fact_id: str) -> tuple[str | None, Any]:
    for name in FACT_TABLES:
        frame = getattr(facts, name)
        hit = frame[frame["fact_id"] == fact_id]
        if len(hit):
            return name, hit.iloc[0]
    return None, None


def _applied(frame: pd.DataFrame, table: str, one: Override) -> Iterator[Mapping[str, Any]]:
    """Change a cell and mark it; tell when the value does not fit."""
    try:
        value = read_value(table, one.column, one.value)
    except ValueError as error:
        yield problem(one.doc_id or None, "override", f"Not applied to {one.fact_id}: {error}")
        return
    place = frame.index[frame["fact_id"] == one.fact_id][0]
    marked: Any = frame.loc[place, "corrected"]
    frame.loc[place, one.column] = value
    before = [] if pd.isna(marked) else marked.split("; ")
    frame.loc[place, "corrected"] = "; ".join(dict.fromkeys([*before, one.column]))


def _without(frame: pd.DataFrame, removed: set[str]) -> pd.DataFrame:
    """The rows but those taken out, with the people of contacts that were."""
    names = [name for name in ("fact_id", "contact_id") if name in frame]
    gone = frame[names].isin(removed).any(axis=1)
    return frame[~gone].reset_index(drop=True) if gone.any() else frame


def _gone(facts: Facts, one: Override) -> Mapping[str, Any]:
    """Say why an override finds no row."""
    text = facts.texts.get(one.doc_id)
    if not one.doc_id:
        why = "no table has such a row"
    elif text is None:
        why = f"the document {one.doc_id} is not among these"
    elif one.quote not in text:
        why = f"its text is gone from {one.doc_id}: “{one.quote[:80]}”"
    else:
        why = f"“{one.quote[:80]}” is still there, but is read otherwise now: look at it again"
    known = one.doc_id if text is not None else None
    return problem(known, "override", f"The correction of {one.column} of {one.fact_id} was not applied: {why}.")
