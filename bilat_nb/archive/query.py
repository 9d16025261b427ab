"""Questions to the results of a run, without loading them: by pyarrow datasets, or in SQL by DuckDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from bilat_nb.archive.conditions import condition
from bilat_nb.archive.manifest import done_units, planned_units
from bilat_nb.archive.parts import TEXTS, arrow_schema
from bilat_nb.records import FACT_TABLES, TABLES
from bilat_nb.selection import select
from bilat_nb.tables import Facts, typed

MISSING = "sql() needs DuckDB: install bilat-nb[archive]."


def open_archive(out: str | Path) -> Archive:
    """Open the results of `parse_archive`, of a run that is done, stopped or still going on.

    Raises
    ------
    FileNotFoundError
        If the folder holds no run.
    """
    return Archive(Path(out).resolve())


class Archive:
    """The results of a run: a dataset for each table, of the units that are done.

    Parameters
    ----------
    out : Path
        The folder that `parse_archive` wrote.

    Attributes
    ----------
    units : list of dict
        What is told of each unit that is done.
    planned : int
        How many units the run has, done or not.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.units = done_units(out)
        self.planned = planned_units(out)

    @property
    def complete(self) -> bool:
        """Whether all units are done."""
        return len(self.units) == self.planned

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row per unit: documents seen and read, characters, processor seconds, peak bytes, rows of each table."""
        rows = [{**{k: v for k, v in u.items() if k not in ("rows", "parts")}, **u["rows"]} for u in self.units]
        return pd.DataFrame(rows)

    @cached_property
    def problem_kinds(self) -> dict[str, int]:
        """How many rows of `problems` there are of each kind, the most frequent first."""
        found: Counter[str] = Counter()
        for batch in self.dataset("problems").to_batches(columns=["kind"]):
            found.update(batch.column("kind").to_pylist())
        return dict(found.most_common())

    def dataset(self, table: str) -> ds.Dataset:
        """Return the pyarrow dataset of a table; unit and partition are read from the folders' names.

        Raises
        ------
        ValueError
            If there is no such table.
        """
        if table not in (*TABLES, TEXTS):
            raise ValueError(f"There is no table {table!r}; choose from {', '.join((*TABLES, TEXTS))}.")
        paths = [str(self.out / part) for unit in self.units for part in unit["parts"] if part.startswith(f"{table}/")]
        schema = arrow_schema(table)
        if not paths:
            return ds.dataset(schema.empty_table())
        partition = next((piece for piece in Path(paths[0]).parts if "=" in piece), "").partition("=")[0]
        if partition:
            schema = schema.append(pa.field(partition, pa.int32() if partition == "year" else pa.string()))
        hive = ds.partitioning(flavor="hive", schema=pa.schema([schema.field(partition)])) if partition else None
        return ds.dataset(paths, schema=schema, format="parquet", partitioning=hive)

    def table(self, table: str, *, where: ds.Expression | None = None, **conditions: Any) -> pd.DataFrame:
        """Return the rows of a table that fit.

        Parameters
        ----------
        table : str
            Its name.
        where : pyarrow.dataset.Expression, optional
            Tested while the files are read: ``pyarrow.dataset.field("unit") == "USD"``.
        **conditions
            As in `select`: ``countries=["BLR", "RUS"]``, ``since=2015``, ``flow="exports"``.

        Returns
        -------
        DataFrame
            With the columns and dtypes of the table.

        Raises
        ------
        ValueError
            If there is no such table, column, or no countries or periods in it.
        """
        dataset = self.dataset(table)
        fits = condition(arrow_schema(table), **conditions)
        both = fits if where is None else where if fits is None else where & fits
        rows: pd.DataFrame = dataset.to_table(filter=both).to_pandas()
        rows = rows if table == TEXTS else typed(rows, table)
        return select(rows, **conditions).reset_index(drop=True) if conditions else rows

    def sql(self, query: str) -> pd.DataFrame:
        """Ask in SQL; every table is there under its name.

        Raises
        ------
        ImportError
            If DuckDB is not installed.

        Examples
        --------
        ``archive.sql("select flow, count(*) as n from trade group by flow")``
        """
        try:
            duckdb: Any = import_module("duckdb")
        except ImportError as error:
            raise ImportError(MISSING) from error
        with duckdb.connect() as connection:
            for table in (*TABLES, TEXTS):
                connection.register(table, self.dataset(table))
            found: pd.DataFrame = connection.execute(query).df()
        return found

    def facts(
        self,
        *,
        documents: Sequence[str] | None = None,
        countries: Sequence[str] | None = None,
        since: int | date | None = None,
        until: int | date | None = None,
    ) -> Facts:
        """Return all that was read in the documents chosen, as `parse` gives it, so that every explorer works on it.

        Parameters
        ----------
        documents : sequence of str, optional
            doc_id of documents.
        countries, since, until
            As in `select`: documents with a fact between these countries and years.

        Returns
        -------
        Facts
            Rows in the order of the archive; texts where the run kept them.
        """
        chosen = self._chosen(documents, countries, since, until)
        fits = None if chosen is None else pc.field("doc_id").isin(sorted(chosen))
        frames = {name: self.table(name, where=fits) for name in TABLES}
        texts = self.dataset(TEXTS).to_table(filter=fits, columns=["doc_id", "text"]).to_pydict()
        return Facts(**frames, texts=dict(zip(texts["doc_id"], texts["text"], strict=True)))

    def _chosen(
        self,
        documents: Sequence[str] | None,
        countries: Sequence[str] | None,
        since: int | date | None,
        until: int | date | None,
    ) -> set[str] | None:
        """The doc_id of the documents that fit; None is all of them."""
        if countries is None and since is None and until is None:
            return None if documents is None else set(documents)
        named: set[str] = set()
        for name in FACT_TABLES:
            if name not in ("participants", "quantities"):
                rows = self.table(name, countries=countries, since=since, until=until)
                named |= set(rows["doc_id"])
        return named if documents is None else named & set(documents)

    def __repr__(self) -> str:
        read = sum(unit["read"] for unit in self.units)
        facts = sum(sum(unit["rows"][t] for t in FACT_TABLES if t != "quantities") for unit in self.units)
        units = f"{len(self.units):,} units" if self.complete else f"{len(self.units):,} of {self.planned:,} units"
        return f"Archive of {read:,} documents in {units}, {facts:,} rows of facts: {self.out.name}"
