"""What dividing the tables of an archive costs and brings: files, bytes a row, processor time, seconds a question.

    python benchmarks/partitions.py [--documents 4000] [--unit-mb 8]

Each document is read once and written in six ways: tables undivided, by year and by source, of an archive in the
order of its days and of one that is mixed. The questions: trade of a pair since a year of its figures, and all trade
published in one year (undivided tables find these documents by the table of documents).
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as ds
from corpus import records

from bilat_nb.archive.parse import parse_archive
from bilat_nb.archive.query import Archive
from bilat_nb.documents import Document
from bilat_nb.finding import read_facts
from bilat_nb.records import FACT_TABLES

_KNOWN: dict[str, bytes] = {}


def remembered(document: Document) -> dict[str, Any]:
    """Read a document once, whatever is done with its rows."""
    if document.doc_id not in _KNOWN:
        _KNOWN[document.doc_id] = pickle.dumps(read_facts(document))
    result: dict[str, Any] = pickle.loads(_KNOWN[document.doc_id])
    return result


def seconds(ask: Callable[[], object]) -> float:
    """Processor seconds of a question, the best of three."""
    took = []
    for _ in range(3):
        start = time.process_time()
        ask()
        took.append(time.process_time() - start)
    return min(took)


def published_in(archive: Archive, partition: str | None, year: int) -> int:
    """How many rows of trade stand in documents of one year."""
    if partition == "year":
        return len(archive.table("trade", where=ds.field("year") == year))
    days = ds.field("published")
    inside = (pc.year(days) == year) & days.is_valid()
    found = archive.dataset("documents").to_table(filter=inside, columns=["doc_id"])["doc_id"].to_pylist()
    return len(archive.table("trade", documents=found))


def measured(source: Path, out: Path, partition: str | None, unit_bytes: int) -> str:
    """One line of the report."""
    start = time.process_time()
    archive = parse_archive(
        source, out, workers=1, partition=partition, unit_bytes=unit_bytes, progress=False, read=remembered
    )
    took = time.process_time() - start
    tables = (*FACT_TABLES, "evidence")
    files = [path for table in tables for path in (out / table).rglob("*.parquet")]
    rows = sum(unit["rows"][table] for unit in archive.units for table in tables)
    kept = sum(path.stat().st_size for path in files)
    pair = seconds(lambda: archive.table("trade", countries=["BLR", "RUS"], since=2020))
    year = seconds(lambda: published_in(archive, partition, 2015))
    return (
        f"{partition or 'undivided':<10}{len(files):>7,} files {kept / rows:6.1f} bytes a row "
        f"{took:6.1f} s to write; pair since 2020 {pair:.3f} s, published in 2015 {year:.3f} s"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--unit-mb", type=float, default=8.0)
    options = parser.parse_args()
    lines = [json.dumps(record) for record in records(options.documents)]
    mixed = random.Random(1).sample(lines, len(lines))
    with tempfile.TemporaryDirectory() as name:
        for order, held in (("in order", lines), ("mixed", mixed)):
            source = Path(name, f"{order}.jsonl")
            source.write_text("\n".join(held), encoding="utf-8")
            if not _KNOWN:  # the first one must not pay for the reading
                parse_archive(source, Path(name, "first"), workers=1, progress=False, read=remembered)
            for partition in (None, "year", "source"):
                out = Path(name, f"{order} {partition}")
                print(f"{order:<9}{measured(source, out, partition, int(options.unit_mb * 1e6))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
