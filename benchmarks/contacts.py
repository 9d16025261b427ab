"""Contacts against sentences labelled with PLOVER events: is there a contact in the sentence or not.

    python benchmarks/contacts.py FILE.tsv [--errors 20] [--label CONSULT] [--predictions FILE]

FILE has the columns sentence and gold_root (and uid, if need be), as in the sets of zero-shot PLOVER: it is no part of
this project and is never copied into it. Without FILE the benchmark says so and is skipped. The gold has one label a
sentence, so a meeting told in passing in a sentence of another label counts as a false alarm: read --errors.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from bilat_nb.documents import Document
from bilat_nb.finding import read_facts


def contacts(text: str) -> list[dict[str, Any]]:
    """The contacts that are read in one sentence, without those to come: PLOVER has them under AGREE."""
    facts = [fact for fact in read_facts(Document("sentence", text))["facts"] if fact.table == "contacts"]
    facts = [fact for fact in facts if fact.values.get("status") == "held"]
    return [{"kind": f.values.get("kind"), "countries": list(f.values.get("countries") or ())} for f in facts]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", help="labelled sentences, tab-separated")
    parser.add_argument("--errors", type=int, default=0, help="show so many sentences of each kind of error")
    parser.add_argument("--label", action="append", help="labels that are contacts (default: CONSULT)")
    parser.add_argument("--predictions", type=Path, help="write what was read to this file, as JSON Lines")
    options = parser.parse_args()
    if options.file is None:
        print("skipped: name a file of labelled sentences, such as PLV_train.tsv of zero-shot PLOVER", file=sys.stderr)
        return 0
    labels = set(options.label or ["CONSULT"])
    with options.file.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [contacts(row["sentence"]) for row in rows]
    if options.predictions:
        ids = [row.get("uid") or str(n) for n, row in enumerate(rows)]
        told = (
            json.dumps({"id": i, "contacts": c}, ensure_ascii=False) + "\n" for i, c in zip(ids, found, strict=True)
        )
        options.predictions.write_text("".join(told), encoding="utf-8")
    gold = [row["gold_root"] in labels for row in rows]
    hits = sum(is_one and bool(read) for is_one, read in zip(gold, found, strict=True))
    precision, recall = hits / max(sum(map(bool, found)), 1), hits / max(sum(gold), 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    print(f"{len(rows):,} sentences, {sum(gold)} with a contact, {sum(map(bool, found))} read as one")
    print(f"contact  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for kind, wanted in (("missed", True), ("false alarm", False)):
        wrong = [
            r for r, is_one, read in zip(rows, gold, found, strict=True) if is_one is wanted and bool(read) != wanted
        ]
        for row in wrong[: options.errors]:
            print(kind, row["gold_root"], row["sentence"], sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
