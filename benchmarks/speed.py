"""Speed on one core, by process time: text to all tables, the stages, hostile inputs, and peers in the same run.

    python benchmarks/speed.py [--mb 2] [--runs 3] [--limit MB_PER_S] [--peers] [--spacy PACKAGE]

With --peers, those of quantulum3, dateparser and spaCy that are installed read a few documents of the same corpus in
the same run: machines and days differ, ratios of one run do not. --spacy names an installed pipeline. With a limit, a
lower speed or a hostile megabyte of more than a second is an exit code of 1. The exponent tells how the time grows
with the length: 1 is in proportion, 2 is with the square.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from corpus import documents

from bilat_nb.documents import Corpus, Document
from bilat_nb.finding import FINDERS
from bilat_nb.pipeline import parse
from bilat_nb.reading import read
from bilat_nb.records import Records
from bilat_nb.tables import build

HOSTILE = {
    "digits": "7",
    "1, 1, 1,": "1,",
    "words of trade": "trade ",
    "one word": "a",
    "brackets": "(",
    "quotes": '"',
    "spaces": " ",
    "lines": "in\n",
}
"""Texts of a megabyte, each a repeated piece that says nothing: none may take more than a second."""

DENSE = {
    "figures": "1.5 billion ",
    "dashes": "5-",
    "sentences": "Trade rose by 5%. ",
    "countries": "Russia and ",
    "months": "May ",
    "numbers": "1 ",
    "glued": "x0",
}
"""Texts where every word is a mention: slow, but in proportion to the length."""

PEER_DOCUMENTS = 10
Work = Callable[[Sequence[Document]], object]


def seconds(work: Work, corpus: Sequence[Document], runs: int = 1) -> float:
    """Median process time."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work(corpus)
        times.append(time.process_time() - start)
    return statistics.median(times)


def megabytes(corpus: Sequence[Document]) -> float:
    return sum(len(document.text.encode()) for document in corpus) / 1e6


def tables(corpus: Sequence[Document]) -> object:
    """All of it: text to DataFrames. A document that cannot be read would look fast, so it ends the run."""
    facts = parse(Corpus(tuple(corpus)), progress=False)
    faults = facts.problems[facts.problems["kind"].isin(["unreadable document", "fault in a rule"])]
    if len(faults):
        raise SystemExit(faults["detail"].iloc[0])
    return facts


def stages(corpus: Sequence[Document]) -> dict[str, float]:
    """Process time of each stage of one pass."""
    spent = dict.fromkeys(("reading", *FINDERS, "tables"), 0.0)
    records = Records()
    for document in corpus:
        start = time.process_time()
        reading, facts = read(document), []
        spent["reading"] += time.process_time() - start
        for table, find in FINDERS.items():
            start = time.process_time()
            facts += find(reading, facts)
            spent[table] += time.process_time() - start
        start = time.process_time()
        reading.memo.clear()
        records.document(document, {"reading": reading, "facts": facts, "fault": None})
        spent["tables"] += time.process_time() - start
    start = time.process_time()
    build(records, {})
    spent["tables"] += time.process_time() - start
    return spent


def repeated(piece: str, size: int) -> tuple[float, float]:
    """Seconds of process time for a megabyte of a piece, and the exponent by which the time grows with the length.

    size: how many characters are read; the time is told for a million.
    """
    half, whole = (
        seconds(tables, [Document("hostile", "x " + piece * (length // len(piece)))]) for length in (size // 2, size)
    )
    return whole * 1_000_000 / size, math.log2(whole / half)


def peers(pipeline: str | None) -> dict[str, Work]:
    """Those that are installed; each reads as a user of it would."""
    found: dict[str, Work] = {}
    if find_spec("quantulum3"):
        parser = import_module("quantulum3.parser")
        found["quantulum3"] = lambda corpus: [parser.parse(d.text) for d in corpus]
    if find_spec("dateparser"):
        search = import_module("dateparser.search")
        found["dateparser search"] = lambda corpus: [search.search_dates(d.text, languages=["en"]) for d in corpus]
    if pipeline and find_spec("spacy"):
        nlp = import_module("spacy").load(pipeline)
        found["spaCy, small pipeline"] = lambda corpus: list(nlp.pipe([d.text for d in corpus]))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, default=2.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, help="lowest speed in MB/s that is accepted")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--spacy", metavar="PACKAGE", help="an installed spaCy pipeline")
    options = parser.parse_args()
    corpus = list(documents(options.mb))
    size = megabytes(corpus)
    tables(corpus[:5])  # tables and patterns are loaded by the first document
    taken = seconds(tables, corpus, options.runs)
    speed = size / taken
    print(
        f"text to all tables: {speed:.2f} MB/s, {len(corpus) / taken:.0f} documents/s "
        f"({len(corpus):,} documents, {size:.2f} MB, median of {options.runs})"
    )
    spent = stages(corpus)
    for name, value in spent.items():
        print(f"  {name:16} {value / sum(spent.values()):4.0%}")
    slowest = 0.0
    for name, piece in (HOSTILE | DENSE).items():
        value, exponent = repeated(piece, 1_000_000 if name in HOSTILE else 250_000)
        slowest = max(slowest, value if name in HOSTILE else 0.0)
        over = "  OVER" if name in HOSTILE and value > 1 else ""
        kind = "hostile" if name in HOSTILE else "dense"
        print(f"{kind:7}, {name:14} {value:6.2f} s a MB, exponent {exponent:.1f}{over}")
    if options.peers:
        few = corpus[:PEER_DOCUMENTS]
        for name, work in peers(options.spacy).items():
            try:
                work(few[:1])
                other = megabytes(few) / seconds(work, few)
            except Exception as error:
                print(f"{name}: cannot run here ({type(error).__name__}: {error})")
                continue
            print(f"{name}: {other:.4f} MB/s; bilat_nb is {speed / other:,.0f} times as fast")
    return int(options.limit is not None and (speed < options.limit or slowest > 1))


if __name__ == "__main__":
    sys.exit(main())
