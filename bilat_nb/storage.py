"""Tables on the disk: Parquet, CSV or JSON Lines, with a data dictionary and a Frictionless datapackage.json."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from bilat_nb.records import FACT_TABLES, TABLES, derived_schema, schema

FORMATS = ("parquet", "csv", "jsonl")
DICTIONARY, PACKAGE, TEXTS = "data_dictionary.csv", "datapackage.json", "texts.json"

# What a spreadsheet takes for a formula when a cell begins with it; a mere number is none.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?\s?[\d.,\s]{1,40}%?")
_TYPES = {"string": "string", "int": "integer", "float": "number", "datetime": "date"}


def write_tables(frames: Mapping[str, pd.DataFrame], texts: Mapping[str, str], folder: Path, ending: str) -> None:
    """Write all tables, the texts, a data dictionary and a datapackage.json into a folder.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    if ending not in FORMATS:
        raise ValueError(f"format is {ending!r}; choose {', '.join(map(repr, FORMATS))}.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        for other in FORMATS:  # what an earlier save has left would be read instead
            (folder / f"{name}.{other}").unlink(missing_ok=True)
        _WRITERS[ending](frame, folder / f"{name}.{ending}")
    _write_csv(pd.DataFrame(list(dictionary())), folder / DICTIONARY)
    (folder / TEXTS).write_text(json.dumps(dict(texts), ensure_ascii=True), encoding="utf-8")
    described = json.dumps(datapackage(ending), indent=1, ensure_ascii=False)
    (folder / PACKAGE).write_text(f"{described}\n", encoding="utf-8")


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return the tables and texts of a folder.

    Raises
    ------
    FileNotFoundError
        If one of the tables is missing: it says which.
    """
    frames = {name: typed(_read(folder, name), name) for name in TABLES}
    texts = folder / TEXTS
    return frames, json.loads(texts.read_text(encoding="utf-8")) if texts.is_file() else {}


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame with the columns and dtypes that schema.csv gives to a table.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    columns = (schema() | derived_schema())[table]
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ValueError(f"The table {table} lacks the column {', '.join(missing)}.")
    return pd.DataFrame({name: _column(frame[name], row["dtype"], row["nullable"]) for name, row in columns.items()})


def _column(cells: pd.Series, dtype: str, nullable: str) -> pd.Series:
    if dtype == "datetime":
        return pd.to_datetime(cells, errors="coerce").astype("datetime64[s]")
    if dtype == "int":
        return cells.astype("Int64" if nullable == "yes" else "int64")
    if dtype == "bool":
        return cells.astype("bool")
    return cells.astype("float64") if dtype == "float" else cells.astype("str")


# --- formats ---------------------------------------------------------------------------------------------------------


def spreadsheet_safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before every text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> spreadsheet_safe(pd.DataFrame({"quote": ["=1+1", "+20%", "'so-called'"]}))["quote"].tolist()
    ["'=1+1", '+20%', "''so-called'"]
    """
    return _mapped(frame, _guarded)


def _guarded(cell: Any) -> Any:
    risky = isinstance(cell, str) and cell.startswith((*_FORMULA, "'")) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell


def _bare(cell: Any) -> Any:
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") else cell


def _mapped(frame: pd.DataFrame, change: Callable[[Any], Any]) -> pd.DataFrame:
    texts = [name for name, dtype in frame.dtypes.items() if pd.api.types.is_string_dtype(dtype)]
    return frame.assign(**{str(name): frame[name].map(change) for name in texts})


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    # every text stands in quotes: a line end of another system inside of one must not end the row
    spreadsheet_safe(frame).to_csv(
        path, index=False, date_format="%Y-%m-%d", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC, encoding="utf-8"
    )


def _write_lines(frame: pd.DataFrame, path: Path) -> None:
    days = {str(name): frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime")}
    rows = frame.assign(**days).astype(object).where(frame.notna(), None)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows.to_dict("records"))


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)


_WRITERS = {"parquet": _write_parquet, "csv": _write_csv, "jsonl": _write_lines}


def _read(folder: Path, name: str) -> pd.DataFrame:
    """Read one table in whatever format it was written."""
    paths = [folder / f"{name}.{ending}" for ending in FORMATS]
    if paths[0].is_file():
        return pd.read_parquet(paths[0])
    if paths[1].is_file():
        return _read_csv(paths[1], name)
    if paths[2].is_file():
        with paths[2].open(encoding="utf-8") as lines:
            return pd.DataFrame([json.loads(line) for line in lines], columns=list(schema()[name]), dtype=object)
    tried = ", ".join(path.name for path in paths)
    raise FileNotFoundError(f"{folder} has none of {tried}: name a folder made by Facts.save.")


def _read_csv(path: Path, name: str) -> pd.DataFrame:
    """Read a table of CSV: Python's own numbers are exact, and an apostrophe before a formula is taken away."""
    types = {column: row["dtype"] for column, row in schema()[name].items()}
    as_text = {column: "str" for column, dtype in types.items() if dtype in ("string", "float")}
    frame = pd.read_csv(path, dtype=as_text, keep_default_na=False, na_values=[""], encoding="utf-8")
    change: dict[str, Callable[[Any], Any]] = {"string": _bare, "float": float}
    changed = {c: frame[c].map(change[types[c]], na_action="ignore") for c in as_text if c in frame}
    return frame.assign(**changed)


# --- what the tables mean --------------------------------------------------------------------------------------------


def dictionary() -> Iterator[dict[str, str]]:
    """Yield a row for every column of every table: table, column, dtype, unit, nullable, allowed, description."""
    for name, columns in (schema() | derived_schema()).items():
        for row in columns.values():
            yield {"table": name, **{key: value for key, value in row.items() if key != "table"}}


def datapackage(ending: str) -> dict[str, Any]:
    """Return a Frictionless description of the saved tables: their files, columns, types and keys."""
    tables = [
        {
            "name": name.replace("_", "-"),
            "path": f"{name}.{ending}",
            "format": ending,
            **({} if ending == "parquet" else {"encoding": "utf-8"}),
            "profile": "tabular-data-resource",
            "schema": _table(name),
        }
        for name in TABLES
    ]
    texts = {
        "name": "texts",
        "path": TEXTS,
        "format": "json",
        "description": "Unchanged text of every document by doc_id; span_start and span_stop point into it.",
    }
    return {
        "profile": "data-package",
        "name": "bilat-nb-facts",
        "title": "What documents say of trade, energy and diplomatic contacts",
        "description": "Every row is a claim of a document, with the place of the words that it was read from.",
        "resources": [*tables, texts],
    }


def _table(name: str) -> dict[str, Any]:
    keys = {"documents": ["doc_id"], **{table: ["fact_id"] for table in FACT_TABLES}}
    described: dict[str, Any] = {"fields": [_field(row) for row in schema()[name].values()], "missingValues": [""]}
    if name in keys:
        described["primaryKey"] = keys[name]
    if name in FACT_TABLES:
        at = {"resource": "documents", "fields": ["doc_id"]}
        described["foreignKeys"] = [{"fields": ["doc_id"], "reference": at}]
    return described


def _field(row: Mapping[str, str]) -> dict[str, Any]:
    unit = f" Unit: {row['unit']}." if row["unit"] else ""
    field: dict[str, Any] = {
        "name": row["column"],
        "type": _TYPES[row["dtype"]],
        "description": row["description"] + unit,
    }
    constraints: dict[str, Any] = {"required": True} if row["nullable"] == "no" else {}
    if row["allowed"]:
        constraints["enum"] = row["allowed"].split()
    return field | ({"constraints": constraints} if constraints else {})
