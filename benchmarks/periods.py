"""Periods against TimeML documents (TempEval-3, TimeBank, AQUAINT): what is found and whether both ends are right.

    python benchmarks/periods.py FOLDER [--as timeml | ours] [--misses 20]

FOLDER holds ``*.tml`` files: it is no part of this project and is never copied into it. Without FOLDER the benchmark
says so and is skipped. The gold are the TIMEX3 of type DATE whose value names a fixed stretch of the calendar, as days
with both ends included. What is read over any other TIMEX3 (durations, sets, clock times, "now") counts neither way.
TimeML gives the whole unit that was named ("since 2014" is 2014); ``--as ours`` compares our periods as they are.
period_predictions.py beside this file writes predictions for scorers from outside.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from period_predictions import CONVENTIONS, Ends

from bilat_nb.documents import Document
from bilat_nb.reading import read

Found = tuple[int, int, Ends]
"""Start and stop in the text, first and last day."""


@dataclass(slots=True)
class Gold:
    """The text of one file with its dates, and the spans that are not scored."""

    name: str
    text: str
    anchor: date | None
    dates: list[tuple[int, int, Ends]] = field(default_factory=list)
    aside: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """Counts over all documents."""

    gold: int = 0
    read: int = 0
    found: int = 0
    exact: int = 0
    right: int = 0
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)


def calendar_ends(value: str) -> Ends | None:
    """First and last day of a TIMEX3 value, None where it names no fixed stretch of the calendar."""
    try:
        if match := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)", value):
            day = date(*map(int, match.groups()))
            return day, day
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            year, week = int(match[1]), int(match[2])
            return date.fromisocalendar(year, week, 6 if match[3] else 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    if match := re.fullmatch(r"(\d{4})-(Q|H|)(\d\d?)", value):
        months = {"Q": 3, "H": 6, "": 1}[match[2]]
        return _months(int(match[1]), months * int(match[3]) - months + 1, months)
    if re.fullmatch(r"\d{2,4}", value):  # a year, a decade, a century
        first, last = int(value.ljust(4, "0")), int(value.ljust(4, "9"))
        return (date(first, 1, 1), date(last, 12, 31)) if first >= 1000 else None
    return None


def _months(year: int, first: int, count: int) -> Ends | None:
    last = first + count - 1
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def load(path: Path) -> Gold | None:
    """One TimeML file, None when it is no XML."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError:
        return None
    stamp = root.find(".//DCT//TIMEX3")
    for timex in root.iter("TIMEX3"):
        if stamp is None and timex.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME"):
            stamp = timex
    value = calendar_ends((stamp.get("value") or "")[:10]) if stamp is not None else None
    body = root.find(".//TEXT")
    gold = Gold(path.name, "", value[0] if value else None)
    _walk(root if body is None else body, gold)
    return gold


def _walk(element: ET.Element, gold: Gold) -> None:
    """Append the text of an element and below; note its dates."""
    start = len(gold.text)
    gold.text += element.text or ""
    for child in element:
        _walk(child, gold)
        gold.text += child.tail or ""
    if element.tag == "TIMEX3":
        ends = calendar_ends(element.get("value") or "") if element.get("type") == "DATE" else None
        if ends is None:
            gold.aside.append((start, len(gold.text)))
        else:
            gold.dates.append((start, len(gold.text), ends))


def periods(gold: Gold, convention: str = "timeml") -> list[Found]:
    """What bilat_nb reads in the text."""
    reading = read(Document(gold.name, gold.text, published=gold.anchor))
    ends = CONVENTIONS[convention]
    told = [period for sentence in reading for period in sentence.periods if period.kind not in ("duration", "present")]
    return [(p.start, p.stop, ends(p)) for p in told if p.period_start or p.period_end]


def compare(gold: Gold, found: list[Found], score: Score) -> None:
    """Add one document to the score; each date and each period counts once."""
    free = list(found)
    for start, stop, ends in gold.dates:
        over = [p for p in free if p[0] < stop and start < p[1]]
        best = max(over, key=lambda p: (p[2] == ends, p[0] == start), default=None)
        score.gold += 1
        if best is not None:
            free.remove(best)
            score.read += 1
            score.found += 1
            score.exact += best[:2] == (start, stop)
        if best is not None and best[2] == ends:
            score.right += 1
        else:
            told = f"{best[2][0]} to {best[2][1]}" if best else "nothing"
            score.misses.append((gold.name, " ".join(gold.text[start:stop].split()), f"{ends[0]} to {ends[1]}", told))
    scored = [(start, stop) for start, stop, _ in gold.dates]
    for first, last, _ in free:
        touched = any(a < last and first < b for a, b in gold.aside)
        score.read += not touched or any(a < last and first < b for a, b in scored)


def report(score: Score) -> Iterator[str]:
    yield f"{score.gold:,} dates in the gold, {score.read:,} periods read"
    for name, hits in (("span, exact", score.exact), ("span, overlap", score.found), ("both ends right", score.right)):
        precision, recall = hits / max(score.read, 1), hits / max(score.gold, 1)
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        yield f"{name:16} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="folder with *.tml files, searched with its subfolders")
    parser.add_argument("--misses", type=int, default=0, help="show so many dates that were not read right")
    parser.add_argument("--as", dest="convention", choices=("timeml", "ours"), default="timeml")
    options = parser.parse_args()
    if options.folder is None:
        print("skipped: name a folder of TimeML files, such as TBAQ-cleaned of TempEval-3", file=sys.stderr)
        return 0
    score, read_documents = Score(), 0
    paths = sorted(path for path in options.folder.rglob("*.tml") if not path.name.startswith("."))
    for gold in filter(None, map(load, paths)):
        compare(gold, periods(gold, options.convention), score)
        read_documents += 1
    print(f"{read_documents} of {len(paths)} documents are well-formed", *report(score), sep="\n")
    for miss in score.misses[: options.misses]:
        print("missed", *miss, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
