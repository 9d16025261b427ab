"""Peak memory of a process that parses corpora of growing size, and what a row of the tables takes.

    python benchmarks/memory.py [--mb 1 4]

Each size is measured in a process of its own; the peak is the largest resident set (Unix only).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

CODE = """
import resource, sys
sys.path.insert(0, {folder!r})
from corpus import documents
from bilat_nb.documents import Corpus
from bilat_nb.pipeline import parse
unit = 1 if sys.platform == "darwin" else 1024
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
facts = parse(Corpus(tuple(documents({mb}))), progress=False)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
names = ("trade", "energy", "contacts", "participants", "contact_counts", "quantities", "evidence")
frames = [getattr(facts, name) for name in names]
held = sum(int(frame.memory_usage(deep=True).sum()) for frame in frames)
print(base, peak, sum(map(len, frames)), held)
"""


def measured(mb: float) -> tuple[int, int, int, int]:
    """Bytes before, bytes at the peak, rows, and bytes that the tables hold."""
    code = CODE.format(folder=str(Path(__file__).parent), mb=mb)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    base, peak, rows, held = map(int, done.stdout.split())
    return base, peak, rows, held


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, nargs="+", default=[1.0, 4.0])
    options = parser.parse_args()
    if sys.platform == "win32":
        print("skipped: the largest resident set is not told here", file=sys.stderr)
        return 0
    for mb in options.mb:
        base, peak, rows, held = measured(mb)
        print(
            f"{mb:g} MB of text: {base / 2**20:.0f} MiB after import, {peak / 2**20:.0f} MiB at the peak, "
            f"{rows:,} rows of {held / rows:.0f} bytes"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
