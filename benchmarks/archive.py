"""Archives: documents and bytes a second against workers and engines, processor time, peak memory, bytes a row.

    python benchmarks/archive.py [--mb 4] [--source FILE] [--workers 1 2] [--engines local dask]

Each run is a process of its own over the same archive; the processor time is that of its units, and the peak is of the
process that was started: with one local worker, the one that reads. From the rates it works out what a million articles
would take, and 1.35 billion (about what is printed in English in a decade).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import documents

ARTICLE = 3_000
"""Bytes of an article, for the projection."""

CODE = """
import json, resource, sys, time
from bilat_nb.archive import parse_archive
if __name__ == "__main__":
    source, out, engine, workers = sys.argv[1:]
    start = time.perf_counter()
    archive = parse_archive(source, out, engine=engine, workers=int(workers), unit_bytes=1_000_000, progress=False)
    wall = time.perf_counter() - start
    cpu = sum(unit["seconds"] for unit in archive.units)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    names = ("trade", "energy", "contacts", "participants", "contact_counts", "quantities", "evidence")
    rows = sum(unit["rows"][name] for unit in archive.units for name in names)
    read = sum(unit["read"] for unit in archive.units)
    print(json.dumps([wall, cpu, peak, read, rows]))
"""


def measured(script: Path, source: Path, out: Path, engine: str, workers: int) -> str:
    """One line of the report."""
    command = [sys.executable, str(script), str(source), str(out), engine, str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, cpu, peak, read, rows = json.loads(done.stdout.splitlines()[-1])
    size = source.stat().st_size
    held = sum(
        p.stat().st_size for p in out.rglob("*.parquet") if "texts" not in p.parts and "documents" not in p.parts
    )
    per_article = cpu * ARTICLE / size
    return (
        f"{engine:<6}{workers:>3} workers: {size / wall / 1e6:6.2f} MB/s, {read / wall:7.0f} documents/s, "
        f"{cpu:6.1f} s of processors, peak {peak / 1024:4.0f} MiB, {rows:,} rows of {held / max(rows, 1):.0f} bytes; "
        f"core hours: {per_article * 1e6 / 3600:.1f} a million articles, "
        f"{per_article * 1.35e9 / 3600:,.0f} for 1.35 billion"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, default=4.0, help="size of the archive that is made")
    parser.add_argument("--source", type=Path, help="an archive of yours instead")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local"], choices=("local", "dask"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "run.py"
        script.write_text(CODE, encoding="utf-8")
        source = options.source or folder / "news.jsonl"
        if options.source is None:
            with source.open("w", encoding="utf-8") as lines:
                for document in documents(options.mb):
                    lines.write(json.dumps({"id": document.doc_id, "text": document.text}) + "\n")
        for engine in options.engines:
            for workers in options.workers:
                print(measured(script, source, folder / f"{engine}{workers}", engine, workers), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
