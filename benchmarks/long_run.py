"""An archive of 200,000 documents (1 GB) end to end, killed on the way and resumed; every process is watched.

    nice -n 15 python benchmarks/long_run.py FOLDER [--documents 200000] [--workers 2] [--kill-at 0.4]

The archive is made in FOLDER and read into FOLDER/tables. The run is killed without warning when so much of it is done,
begun again, and followed to its end. FOLDER/watched.jsonl gets a line every few seconds: documents done, processor
seconds and largest resident set of each process (Linux only). `--report` tells of a run that is over, stopped or still
going on.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from corpus import records

from bilat_nb.archive.query import open_archive
from bilat_nb.archive.work import DONE
from bilat_nb.records import FACT_TABLES

EVERY = 5.0
"""Seconds between two looks at the processes."""
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
CODE = """
import sys
from bilat_nb.archive.parse import parse_archive
if __name__ == "__main__":
    parse_archive(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), unit_bytes=int(sys.argv[4]), progress=False)
"""


def make(path: Path, count: int) -> None:
    """Write the archive, record by record; it is there when it is whole."""
    aside = path.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as lines:
        for record in records(count):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    aside.replace(path)


def processes(root: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a process and its offspring: processor seconds, largest resident set in MiB, how it was started."""
    parents: dict[int, int] = {}
    told: dict[int, dict[str, Any]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            status = (folder / "status").read_text()
            command = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:  # it has ended meanwhile
            continue
        peak = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        pid = int(folder.name)
        parents[pid] = int(stat[1])
        told[pid] = {
            "cpu": (int(stat[11]) + int(stat[12])) / TICKS,
            "peak": peak / 1024,
            "what": " ".join(command)[:90],
        }
    family, young = {root}, {root}
    while young:
        young = {pid for pid, parent in parents.items() if parent in young}
        family |= young
    yield from ((pid, told[pid]) for pid in sorted(family) if pid in told and told[pid]["peak"])


def watch(child: subprocess.Popen[bytes], out: Path, log: Path, start: float, kill_at: float, units: int) -> bool:
    """Follow a run until it ends; return whether it was killed on the way."""
    while child.poll() is None:
        time.sleep(EVERY)
        seen = dict(processes(child.pid))
        done = [json.loads(path.read_text()) for path in sorted((out / DONE).glob("*.json"))]
        line = {
            "wall": round(time.time() - start, 1),
            "documents": sum(unit["read"] for unit in done),
            "units": len(done),
            "seconds": round(sum(unit["seconds"] for unit in done), 1),
            "load": os.getloadavg()[0],
            "processes": seen,
        }
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line) + "\n")
        if kill_at and len(done) >= kill_at * units:
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
            time.sleep(EVERY)
            left = [pid for pid in seen if pid != child.pid and Path(f"/proc/{pid}").exists()]
            with log.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"killed": child.pid, "left after 5 s": left}) + "\n")
            return True
    return False


def sessions(looks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The looks at a run, apart for each process that led it."""
    return [list(some) for _, some in groupby(looks, key=lambda look: next(iter(look["processes"])))]


def seconds_of(looks: list[dict[str, Any]]) -> float:
    """Wall time of a run, where its clock may have begun anew."""
    walls = [0.0, *(look["wall"] for look in looks)]
    return sum(after - before if after > before else after for before, after in pairwise(walls))


def report(folder: Path, workers: int) -> dict[str, Any]:
    """Tell what the tables and the log hold, and return it in the form of `archive.py`."""
    archive = open_archive(folder / "tables")
    lines = [json.loads(line) for line in (folder / "watched.jsonl").read_text().splitlines()]
    looks = [line for line in lines if line.get("processes")]
    tables = (*FACT_TABLES, "evidence")
    rows = sum(unit["rows"][table] for unit in archive.units for table in tables)
    kept = sum(path.stat().st_size for table in tables for path in (archive.out / table).rglob("*.parquet"))
    size, seconds = (sum(unit[name] for unit in archive.units) for name in ("size", "seconds"))
    wall = seconds_of(looks)
    print(f"{archive!r}, {sum(1 for _ in archive.out.rglob('*.parquet')):,} files")
    print(f"{size / 1e6:,.0f} MB read in {seconds:,.0f} s of processors: {size / seconds / 1e6:.2f} MB/s a core")
    print(f"{rows:,} rows of {kept / rows:.1f} bytes; wall {wall:,.0f} s")
    peaks, lead, used = [0.0], [0.0], 0.0
    for number, some in enumerate(sessions(looks), 1):
        each: dict[str, dict[str, Any]] = {}
        for look in some:
            each.update(look["processes"])
        used += sum(told["cpu"] for told in each.values())
        first, *others = sorted(each, key=int)
        lead.append(each[first]["peak"])
        peaks += [each[pid]["peak"] for pid in others]
        told = ", ".join(f"{each[pid]['peak']:.0f}" for pid in each)
        print(f"begun {number}: to {some[-1]['documents']:,} documents; peaks {told} MiB")
    print(f"all processes {used:,.0f} s of processors", *(line for line in lines if "killed" in line), sep="\n")
    return {
        "engine": "local", "workers": workers, "mb": size / 1e6, "wall": wall, "cpu": seconds,
        "lead_cpu": used - seconds,
        "lead_peak": max(lead), "worker_peak": max(peaks), "rows": rows, "row_bytes": kept / rows,
        "documents": sum(unit["read"] for unit in archive.units), "load": median(look["load"] for look in looks),
    }  # fmt: skip


def tell(folder: Path, workers: int, held: Path | None) -> int:
    """Report, and keep the figures where somebody asks for it."""
    run = report(folder, workers)
    if held is not None:
        measured = json.loads(held.read_text(encoding="utf-8")) if held.is_file() else {"runs": []}
        measured["runs"].append(run)
        held.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--unit-bytes", type=int, default=8_000_000)
    parser.add_argument(
        "--kill-at", type=float, default=0.4, help="part of the units after which it is killed; 0 never"
    )
    parser.add_argument("--report", action="store_true", help="only tell of the run in FOLDER")
    parser.add_argument("--json", type=Path, help="file of archive.py that the figures are added to")
    options = parser.parse_args()
    source, out, log = options.folder / "news.jsonl", options.folder / "tables", options.folder / "watched.jsonl"
    if options.report:
        return tell(options.folder, options.workers, options.json)
    options.folder.mkdir(parents=True, exist_ok=True)
    if not source.is_file():
        make(source, options.documents)
    units = -(-source.stat().st_size // options.unit_bytes)
    command = [sys.executable, "-c", CODE, str(source), str(out), str(options.workers), str(options.unit_bytes)]
    start, kill_at = time.time(), options.kill_at
    while True:
        child = subprocess.Popen(command)
        if not watch(child, out, log, start, kill_at, units):
            break
        kill_at = 0.0
    return child.returncode or tell(options.folder, options.workers, options.json)


if __name__ == "__main__":
    sys.exit(main())
