"""Tables: records become DataFrames, with the dtypes of schema.csv; `Facts` holds, saves and loads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from bilat_nb.records import TABLES, Records
from bilat_nb.storage import dictionary, read_tables, typed, write_tables

__all__ = ["Facts", "build", "data_dictionary", "typed"]


class FactRow(pd.Series):
    """One row of a table of facts. In a notebook it shows what it says, and its sentence in its document."""

    _told: tuple[Facts, str] | None = None  # where it is from; what is made out of it is a plain Series

    def _repr_html_(self) -> str | None:
        from bilat_nb.markup import row_html  # noqa: PLC0415 (only when shown)

        return row_html(*self._told, {str(name): cell for name, cell in self.items()}) if self._told else None


@dataclass(frozen=True)
class ReadDocument:
    """A document with what was read from it; a notebook shows its text with every fact highlighted."""

    facts: Facts = field(repr=False)
    doc_id: str

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in self._counts())
        return f"ReadDocument({self.doc_id!r}: {counts})"

    def _counts(self) -> list[tuple[str, int]]:
        names = ("trade", "energy", "contacts", "contact_counts")
        return [(name, int(getattr(self.facts, name)["doc_id"].eq(self.doc_id).sum())) for name in names]

    def _repr_html_(self) -> str:
        from bilat_nb.markup import read_document_html  # noqa: PLC0415 (only when shown)

        return read_document_html(self.facts, self.doc_id)


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

    def row(self, fact_id: str) -> FactRow:
        """Return the row of that name, whichever table it is in; a notebook shows it with its sentence.

        Raises
        ------
        KeyError
            If no table has a row of that name.
        """
        for name, frame in self.tables():
            if name not in ("documents", "evidence", "problems"):
                hit = frame[frame["fact_id"] == fact_id]
                if len(hit):
                    found = FactRow(hit.iloc[0])
                    object.__setattr__(found, "_told", (self, name))
                    return found
        raise KeyError(f"No table has a row {fact_id!r}.")

    def document(self, doc_id: str) -> ReadDocument:
        """Return a document with what was read from it; a notebook shows its text with every fact highlighted.

        Raises
        ------
        KeyError
            If there is no such document, or its text was not kept.
        """
        if doc_id not in self.texts:
            raise KeyError(f"There is no text of {doc_id!r}; there are {', '.join(list(self.texts)[:10])}.")
        return ReadDocument(self, doc_id)

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
