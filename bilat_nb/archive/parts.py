"""Parts: the rows of one unit, written as Parquet beside the results and moved among them when all are whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from bilat_nb.documents import Document
from bilat_nb.records import TABLES, Records, schema

_TYPES = {"string": pa.string(), "datetime": pa.date32(), "int": pa.int64(), "float": pa.float64()}
TEXTS = "texts"
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The types of a table in Parquet, from schema.csv."""
    if table == TEXTS:
        return pa.schema([("doc_id", pa.string()), ("text", pa.string())])
    return pa.schema([(name, _TYPES[row["dtype"]]) for name, row in schema()[table].items()])


class _NoPandas:
    """A finder of modules that refuses pandas."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:  # noqa: ARG004 (the protocol's)
        if name == "pandas":
            raise ModuleNotFoundError(name)


@cache
def spare_pandas() -> None:
    """Let pyarrow go on without pandas in a process that has not loaded it: it looks once, at the first list.

    Pandas would take 50 MB of a process that has no use for it. It can still be imported afterwards.
    """
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas)
        try:
            pa.array([""])
        finally:
            sys.meta_path.remove(_NoPandas)


class Parts:
    """Writers of one unit: a file per table and partition, each with a row group per flush.

    Parameters
    ----------
    out : Path
        The folder of results.
    unit : str
        Name of the unit: it names the files.
    partition : {"year", "source"} or None
        What the datasets are divided by.
    texts : {"facts", "all", "none"}
        Which texts are kept: of documents with a fact, all, none.
    """

    def __init__(self, out: Path, unit: str, partition: str | None, texts: str) -> None:
        spare_pandas()
        self.out = out
        self.unit = unit
        self.partition = partition
        self.texts = texts
        self.aside = out / "_aside" / f"{unit}-{os.getpid()}"
        self.rows = dict.fromkeys((*TABLES, TEXTS), 0)
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._records: dict[str, Records] = {}
        self._texts: dict[str, dict[str, list[str]]] = {}
        shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir(parents=True)

    def document(self, document: Document, result: Mapping[str, Any]) -> None:
        """Take the rows of a document."""
        folder = self._folder(document, result["reading"])
        self._records.setdefault(folder, Records()).document(document, result)
        if self.texts == "all" or (self.texts == "facts" and result["facts"]):
            kept = self._texts.setdefault(folder, {"doc_id": [], "text": []})
            kept["doc_id"].append(document.doc_id)
            kept["text"].append(document.text)

    def problem(self, doc_id: str, kind: str, detail: str) -> None:
        """Take a row of `problems`."""
        folder = f"{self.partition}={NO_VALUE}" if self.partition else ""
        self._records.setdefault(folder, Records()).problems([{"doc_id": doc_id, "kind": kind, "detail": detail}])

    def _folder(self, document: Document, reading: Any) -> str:
        if self.partition is None:
            return ""
        day = reading.published.day if reading is not None else document.published
        publisher = document.publisher or (reading.publisher if reading is not None else None)
        value = (str(day.year) if day else None) if self.partition == "year" else publisher
        return f"{self.partition}={quote(value, safe=' ') if value else NO_VALUE}"

    def flush(self) -> None:
        """Write what was taken, so that memory does not grow with the unit."""
        for folder, records in self._records.items():
            for table, columns in records.columns.items():
                self._write(table, folder, columns)
        for folder, texts in self._texts.items():
            self._write(TEXTS, folder, texts)
        self._records, self._texts = {}, {}

    def _write(self, table: str, folder: str, columns: Mapping[str, list[Any]]) -> None:
        rows = pa.table(columns, schema=arrow_schema(table))
        if not len(rows):
            return
        self.rows[table] += len(rows)
        name = "/".join(filter(None, (table, folder, f"{self.unit}.parquet")))
        if name not in self._writers:
            path = self.aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[name] = pq.ParquetWriter(path, rows.schema, compression="zstd")
        self._writers[name].write_table(rows)

    def finish(self) -> list[str]:
        """Move the whole parts among the results and return their names."""
        self.flush()
        self._close()
        for name in self._writers:
            (self.out / name).parent.mkdir(parents=True, exist_ok=True)
            (self.aside / name).replace(self.out / name)
        self.discard()
        return sorted(self._writers)

    def discard(self) -> None:
        """Drop what was written aside."""
        shutil.rmtree(self.aside, ignore_errors=True)

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            try:
                self._close()
            except (OSError, pa.ArrowException):  # a full disk cannot take the ends of the files either
                pass
            finally:
                self.discard()
