"""A folder of saved pages and texts into tables: seconds and memory of the whole, in two processes.

python benchmarks/own_documents.py [FILES]
"""

from __future__ import annotations

import html
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import bilat_nb as bn

ROOT = Path(__file__).resolve().parent.parent
LINKS = "".join(f'<li><a href="/news/{n}">Read more of what happened on day {n}</a></li>' for n in range(150))
HEAD = '<head><meta charset="utf-8"><meta property="article:published_time" content="2018-05-11"></head>'


def made(count: int, folder: Path) -> int:
    """Write `count` files, every second one a page with menus of about 20 kB; return their bytes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/dev/documents").glob("*.txt"))]
    total = 0
    for number in range(count):
        text = f"Item {number} of the day\n\n{texts[number % len(texts)]}"
        if number % 2:
            body = "".join(f"<p>{html.escape(p)}</p>" for p in text.splitlines() if p.strip())
            whole = f"<html>{HEAD}<body><nav>{LINKS}</nav><article>{body}</article><ul>{LINKS}</ul></body></html>"
            raw, name = whole.encode(), f"{number}.html"
        else:
            raw, name = text.encode(), f"{number}.txt"
        (folder / name).write_bytes(raw)
        total += len(raw)
    return total


def measured(folder: Path) -> Iterator[str]:
    """Load and parse a folder; yield what it took."""
    start = time.perf_counter()
    corpus = bn.load_documents(folder, workers=2, duplicates="ignore", progress=False)
    loaded = time.perf_counter()
    facts = bn.parse(corpus, workers=2, progress=False)
    done = time.perf_counter()
    own, other = (resource.getrusage(w).ru_maxrss // 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) + time.process_time()
    yield f"{len(facts.documents):,} documents: {loaded - start:.1f} s to load, {done - loaded:.1f} s to parse"
    yield f"{cpu:.1f} s of CPU in all; at the peak {own} MiB in the main process, {other} MiB in the largest other"


def main() -> None:
    """Make the files, read them, print what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        print(f"{count:,} files, {made(count, Path(folder)) / 1e6:.1f} MB")
        print("\n".join(measured(Path(folder))))


if __name__ == "__main__":
    main()
