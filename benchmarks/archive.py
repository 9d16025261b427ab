"""Archives: documents and bytes a second against workers, engines and size, processor time, peak memory, bytes a row.

    python benchmarks/archive.py [--mb 2 8] [--source FILE] [--workers 1 2] [--engines local dask] [--json FILE]

Each run is a process of its own over the same archive. Processor time is that of its units, and beside them that of
the process that leads the run, with its start; the largest resident sets are told for both. `--json` keeps the figures
for `scaling.py`, which draws them and works out what larger archives cost.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import Any

from corpus import records as corpus_records

from bilat_nb.archive.parts import Parts
from bilat_nb.archive.prefilter import Filter
from bilat_nb.archive.records import records
from bilat_nb.archive.units import plan
from bilat_nb.finding import read_facts
from bilat_nb.records import FACT_TABLES

BYTES = 5_000
"""Of one document of the corpus, about."""

CODE = """
import json, resource, sys, time
import bilat_nb as bn  # and nothing larger: the workers import this file, too
if __name__ == "__main__":
    source, out, engine, workers, unit_bytes = sys.argv[1:]
    start = time.perf_counter()
    archive = bn.parse_archive(
        source, out, engine=engine, workers=int(workers), unit_bytes=int(unit_bytes), progress=False
    )
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    units = archive.units
    lead = used.ru_utime + used.ru_stime
    own = sum(unit["seconds"] for unit in units)
    print(json.dumps({
        "wall": wall,
        "cpu": own,
        "lead_cpu": lead - own if lead >= own else lead,  # a small archive is read by the lead itself
        "lead_peak": used.ru_maxrss / 1024,
        "worker_peak": max(unit["peak"] for unit in units) / 2**20,
        "documents": sum(unit["read"] for unit in units),
        "rows": [unit["rows"] for unit in units],
    }))
"""


def made(folder: Path, megabytes: float) -> Path:
    """An archive of about that size."""
    source = folder / f"news-{megabytes:g}.jsonl"
    with source.open("w", encoding="utf-8") as lines:
        for record in corpus_records(round(megabytes * 1e6 / BYTES)):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return source


def measured(source: Path, folder: Path, engine: str, workers: int, unit_bytes: int) -> dict[str, Any]:
    """What one run took."""
    script, out = folder / "run.py", folder / f"{source.stem}-{engine}{workers}"
    script.write_text(CODE, encoding="utf-8")
    command = [sys.executable, str(script), str(source), str(out), engine, str(workers), str(unit_bytes)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    tables = (*FACT_TABLES, "evidence")
    rows = sum(unit[table] for unit in told.pop("rows") for table in tables)
    kept = sum(path.stat().st_size for table in tables for path in (out / table).rglob("*.parquet"))
    run = {"engine": engine, "workers": workers, "mb": source.stat().st_size / 1e6, **told, "rows": rows}
    return {**run, "row_bytes": kept / max(rows, 1), "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None}


def line(run: dict[str, Any]) -> str:
    """One line of the report."""
    return (
        f"{run['engine']:<6}{run['workers']:>3} workers, {run['mb']:6.1f} MB: {run['mb'] / run['wall']:5.2f} MB/s, "
        f"{run['documents'] / run['wall']:5.0f} documents/s, {run['cpu']:6.1f} + {run['lead_cpu']:.1f} s of processor, "
        f"peak {run['worker_peak']:.0f} MiB a worker, {run['lead_peak']:.0f} MiB the lead, "
        f"{run['rows']:,} rows of {run['row_bytes']:.1f} bytes"
    )


def stages(source: Path, folder: Path, most: int = 1000) -> dict[str, float]:
    """Processor seconds of the steps of a unit over the same documents: records, reading, Parquet."""
    took = {"records": 0.0, "reading": 0.0, "Parquet": 0.0}
    with Parts(folder / "stages", "u0", None, "facts") as parts:
        stream = (record.document for unit in plan(source, 1 << 40) for record in records(unit, {}))
        for _ in range(most):
            start = time.process_time()
            document = next(stream, None)
            taken = time.process_time()
            if document is None:
                break
            result = read_facts(document)
            read = time.process_time()
            parts.document(document, result)
            took["records"] += taken - start
            took["reading"] += read - taken
            took["Parquet"] += time.process_time() - read
        start = time.process_time()
        parts.finish()
        took["Parquet"] += time.process_time() - start
    return {step: round(seconds, 2) for step, seconds in took.items()}


def filtering(source: Path) -> dict[str, float]:
    """Processor seconds and megabytes of passing over an archive for a pair that it does not name."""
    where, start = Filter(pair=("ISL", "NZL")), time.process_time()
    for unit in plan(source, 1 << 40):
        for record in records(unit, {}):
            assert record.document is None or not where.passes(record.document)
    return {"mb": source.stat().st_size / 1e6, "seconds": round(time.process_time() - start, 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, nargs="+", default=[4.0], help="sizes of the archives that are made")
    parser.add_argument("--source", type=Path, help="an archive of yours instead")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local"], choices=("local", "dask"))
    parser.add_argument("--unit-mb", type=float, default=1.0)
    parser.add_argument("--json", type=Path, help="file that the figures are added to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [options.source] if options.source else [made(folder, size) for size in options.mb]
        held = json.loads(options.json.read_text()) if options.json and options.json.is_file() else {"runs": []}
        for source, engine, workers in product(sources, options.engines, options.workers):
            held["runs"].append(measured(source, folder, engine, workers, int(options.unit_mb * 1e6)))
            print(line(held["runs"][-1]), flush=True)
        held["stages"] = stages(sources[-1], folder)
        held["filter"] = filtering(sources[-1])
        print(f"filter: {held['filter']['mb'] / held['filter']['seconds']:.0f} MB/s")
        print("processor seconds:", ", ".join(f"{step} {took}" for step, took in held["stages"].items()))
        if options.json:
            options.json.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
