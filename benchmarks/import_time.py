"""What `import bilat_nb` costs over an empty interpreter: median of interleaved runs, in seconds.

    python benchmarks/import_time.py [--limit 0.05]

With a limit, a higher cost is an exit code of 1.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

REPEATS = 21


def seconds(code: str) -> float:
    """Wall time of one interpreter that runs `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def import_cost(repeats: int = REPEATS) -> tuple[float, float]:
    """Median of an empty interpreter, and median of what the import adds, each pair measured one after the other."""
    seconds("import bilat_nb")  # the first run writes bytecode
    pairs = [(seconds("pass"), seconds("import bilat_nb")) for _ in range(repeats)]
    return statistics.median(empty for empty, _ in pairs), statistics.median(full - empty for empty, full in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--limit", type=float, help="highest cost in seconds that is accepted")
    limit = parser.parse_args().limit
    empty, cost = import_cost()
    print(f"empty interpreter {empty:.4f} s, import bilat_nb {cost:+.4f} s (medians of {REPEATS})")
    return int(limit is not None and cost > limit)


if __name__ == "__main__":
    sys.exit(main())
