"""Predictions of periods, in the form that the scorer of periods reads: one JSON object per line.

    python benchmarks/period_predictions.py TEXTS.jsonl [--as timeml | specs] > predictions.jsonl

TEXTS.jsonl has one document a line: ``{"id", "anchor", "text"}``, the anchor being the day of publication or null. The
suites (TempEval-3 in TimeML, the English DateTime specs of Recognizers-Text) are no part of this project and are never
copied into it. Without TEXTS.jsonl the benchmark says so and is skipped.

Our periods are closed and a bound is kept beside them. Two suites write the same in another way, which is put right
here: TimeML gives the unit that was named ("since 2014", "late 2014": the year 2014), and has no value for "now"; the
specs leave "before" and "until" open to the left and "after" open to the right, halve what is early or late, and read
12/10/2018 as Americans do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bilat_nb.blocks import label_blocks
from bilat_nb.lexicon import lexicon
from bilat_nb.mentions.dates.calendar import month_end
from bilat_nb.mentions.periods import read_periods
from bilat_nb.model import Period
from bilat_nb.sentences import split_sentences

DAY = timedelta(days=1)
PARTS = ("early", "mid", "late")
Ends = tuple[date | None, date | None]


def ours(period: Period) -> Ends:
    """As we have it."""
    return period.period_start, period.period_end


def timeml(period: Period) -> Ends:
    """The whole unit that was named."""
    start, end = period.period_start, period.period_end
    if start is None or (period.bound != "since" and period.bound not in PARTS):
        return start, end
    unit = period.granularity
    if period.bound in PARTS:
        unit = {"days": "month", "months": "year"}.get(unit, unit)
    if unit == "year":
        return start.replace(month=1, day=1), start.replace(month=12, day=31)
    if unit in ("month", "quarter", "half"):
        width = {"month": 1, "quarter": 3, "half": 6}[unit]
        first = (start.month - 1) // width * width + 1
        return start.replace(month=first, day=1), month_end(start.year, first + width - 1)
    return start, end or start


def specs(period: Period) -> Ends:
    """Open where the bound is, early and late as halves."""
    start, end = period.period_start, period.period_end
    if start is None or end is None:
        return start, end
    if period.bound in ("before", "until"):
        return None, start - DAY
    if period.bound == "by":
        return None, end - DAY if start == end else end
    if period.bound == "after":
        return end + DAY, None
    return _half(period, start, end) if period.bound in PARTS else (start, end)


def _half(period: Period, start: date, end: date) -> Ends:
    if period.granularity == "days" and start.day in (1, 11, 21):
        last = month_end(start.year, start.month)
        days = {"early": (start.replace(day=1), start.replace(day=15)), "late": (start.replace(day=16), last)}
        return days.get(period.bound, (start.replace(day=10), start.replace(day=20)))
    if period.granularity in ("months", "year") and period.bound != "mid":
        months = (1, 6) if period.bound == "early" else (7, 12)
        return date(start.year, months[0], 1), month_end(start.year, months[1])
    return start, end


CONVENTIONS: dict[str, Callable[[Period], Ends]] = {"ours": ours, "timeml": timeml, "specs": specs}


def predictions(row: dict[str, Any], convention: str) -> Iterator[dict[str, Any]]:
    """Everything that is read in one text."""
    text, anchor = row["text"], row.get("anchor")
    published = date.fromisoformat(anchor[:10]) if anchor else None
    spans = split_sentences(text, label_blocks(text))
    american = True if convention == "specs" else None
    for period in read_periods(text, lexicon().tokens(text), spans, published, american=american):
        if period.kind == "duration" or (
            convention != "ours" and (period.kind == "present" or not period.period_start)
        ):
            continue
        start, end = CONVENTIONS[convention](period)
        yield {
            "text": text[period.start : period.stop],
            "start": start and start.isoformat(),
            "end": end and end.isoformat(),
            "char_start": period.start,
            "char_end": period.stop,
        }


def main() -> int:
    """Write the predictions, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("--as", dest="convention", choices=list(CONVENTIONS), default="ours")
    args = parser.parse_args()
    if args.texts is None or not args.texts.is_file():
        print("periods: skipped, there are no texts to read", file=sys.stderr)
        return 0
    with args.texts.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            print(json.dumps({"id": row["id"], "periods": list(predictions(row, args.convention))}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
