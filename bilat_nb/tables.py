"""Tables: records become DataFrames, with the dtypes of schema.csv; `Facts` holds, saves and loads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from bilat_nb.records import TABLES, Records
from bilat_nb.storage import dictionary, read_tables, typed, write_tables

__all__ = ["Facts", "build", "data_dictionary", "typed"]


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
        """Write all tables, the texts, a data dictionary and a Frictionless ``datapackage.json`` into a folder.

        Parameters
        ----------
        folder : str or Path
            Made where it is missing; files of an earlier save are replaced.
        format : {"parquet", "csv", "jsonl"}
            CSV and JSON Lines are UTF-8 with ISO dates. In CSV an apostrophe stands before a text that a spreadsheet
            would take for a formula, and before one that begins with an apostrophe; `load` takes it away.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        ValueError
            If there is no such format.
        """
        write_tables(dict(self.tables()), self.texts, Path(folder), format)
        return Path(folder)

    @classmethod
    def load(cls, folder: str | Path) -> Facts:
        """Read back what `save` has written.

        Raises
        ------
        FileNotFoundError
            If the folder or one of its tables is missing: it says which.
        """
        frames, texts = read_tables(Path(folder))
        return cls(**frames, texts=texts)

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


def data_dictionary() -> pd.DataFrame:
    """Return what every column of every table means.

    Returns
    -------
    DataFrame
        One row per column: table, column, dtype, unit, nullable, allowed, description. The tables ``verdicts`` and
        ``implied`` are what `reconcile` and `implied` return.
    """
    return pd.DataFrame(list(dictionary()))
