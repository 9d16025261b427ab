"""Tables: records become DataFrames, with the dtypes of schema.csv; `Facts` holds, saves and loads them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from bilat_nb.records import TABLES, Records, derived_schema, schema


@dataclass(frozen=True)
class Facts:
    """What was read from a corpus: nine DataFrames and the texts that their offsets point into.

    Attributes
    ----------
    documents, trade, energy, contacts, participants, contact_counts, quantities, evidence, problems : DataFrame
        As described column by column in ``data_dictionary()``. Missing is NA (``NaN``, ``NaT``).
    texts : mapping of str to str
        The unchanged text of every document by doc_id.
    """

    documents: pd.DataFrame
    trade: pd.DataFrame
    energy: pd.DataFrame
    contacts: pd.DataFrame
    participants: pd.DataFrame
    contact_counts: pd.DataFrame
    quantities: pd.DataFrame
    evidence: pd.DataFrame
    problems: pd.DataFrame
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield name and DataFrame of every table."""
        for name in TABLES:
            yield name, getattr(self, name)

    def quote(self, fact_id: str) -> str:
        """Return the words of the document that a row was read from.

        Raises
        ------
        KeyError
            If no table has a row of that name.
        """
        row = self.row(fact_id)
        return self.texts[row["doc_id"]][row["span_start"] : row["span_stop"]]

    def row(self, fact_id: str) -> pd.Series:
        """Return the row of that name, whichever table it is in."""
        for name, frame in self.tables():
            if name not in ("documents", "evidence", "problems"):
                hit = frame[frame["fact_id"] == fact_id]
                if len(hit):
                    return hit.iloc[0]
        raise KeyError(f"No table has a row {fact_id!r}.")

    def save(self, folder: str | Path, format: str = "parquet") -> Path:  # noqa: A002 (pandas users expect the name)
        """Write all tables, the texts and a data dictionary into a folder.

        Parameters
        ----------
        folder : str or Path
            Made where it is missing; files of an earlier save are replaced.
        format : {"parquet", "csv"}
            CSV is UTF-8 with ISO dates.

        Returns
        -------
        Path
            The folder.
        """
        if format not in ("parquet", "csv"):
            raise ValueError(f"format is {format!r}; choose 'parquet' or 'csv'.")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in self.tables():
            if format == "csv":
                frame.to_csv(folder / f"{name}.csv", index=False, date_format="%Y-%m-%d", lineterminator="\n")
            else:
                frame.to_parquet(folder / f"{name}.parquet", index=False)
        data_dictionary().to_csv(folder / "data_dictionary.csv", index=False, lineterminator="\n")
        (folder / "texts.json").write_text(json.dumps(dict(self.texts), ensure_ascii=True), encoding="utf-8")
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Facts:
        """Read back what `save` has written.

        Raises
        ------
        FileNotFoundError
            If the folder or one of its tables is missing: it says which.
        """
        folder = Path(folder)
        frames = {name: _load_table(folder, name) for name in TABLES}
        texts = folder / "texts.json"
        return cls(**frames, texts=json.loads(texts.read_text(encoding="utf-8")) if texts.is_file() else {})

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in self.tables() if name != "evidence")
        return f"Facts({counts})"

    def _repr_html_(self) -> str:
        from bilat_nb.markup import facts_html  # noqa: PLC0415 (only when shown)

        return facts_html(self)


def build(records: Records, texts: Mapping[str, str]) -> Facts:
    """Make the DataFrames of all tables."""
    frames = {name: typed(pd.DataFrame(columns, dtype=object), name) for name, columns in records.columns.items()}
    return Facts(**frames, texts=texts)


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


def _load_table(folder: Path, name: str) -> pd.DataFrame:
    if (folder / f"{name}.parquet").is_file():
        return typed(pd.read_parquet(folder / f"{name}.parquet"), name)
    if not (folder / f"{name}.csv").is_file():
        raise FileNotFoundError(
            f"{folder} has neither {name}.parquet nor {name}.csv: name a folder made by Facts.save."
        )
    text = [column for column, row in schema()[name].items() if row["dtype"] == "string"]
    frame = pd.read_csv(folder / f"{name}.csv", dtype=dict.fromkeys(text, "str"), keep_default_na=False, na_values=[""])
    return typed(frame, name)


def data_dictionary() -> pd.DataFrame:
    """Return what every column of every table means.

    Returns
    -------
    DataFrame
        One row per column: table, column, dtype, unit, nullable, allowed, description. The tables ``verdicts`` and
        ``implied`` are what `reconcile` and `implied` return.
    """
    rows = [
        {"table": name, **{k: v for k, v in row.items() if k != "table"}}
        for name, cs in (schema() | derived_schema()).items()
        for row in cs.values()
    ]
    return pd.DataFrame(rows)
