"""Predictions on NewsQuant and the R-Text sets, in the form that the scorer of quantity extraction reads.

    python benchmarks/quantities.py DATA_DIR [--set NewsQuant] [--ids even] [--changes-as-ranges] > predictions.jsonl

DATA_DIR is ``data/formatted_test_set`` of the repository satya77/CQE_Evaluation: it is no part of this project and is
never copied into it. Without DATA_DIR the benchmark says so and is skipped.

Our values are in base units ("35 GWh" is 35000000 kWh); the gold has them in the unit as written, so each is turned
back here by the unit that its part "unit" names. Fractions are written as the gold writes them ("half" is 0.5);
multiples ("doubled") are left out, because the gold has none. The gold makes one range of a change ("from 4.8 to 4.7
percent"), we make two quantities; ``--changes-as-ranges`` joins them, and both figures should be told.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bilat_nb.lexicon import lexicon
from bilat_nb.mentions import units
from bilat_nb.mentions.quantities import read_quantities
from bilat_nb.model import Quantity

SETS = ("NewsQuant", "currency-model", "dimension-model", "temperature-model", "age-model")
NAMES = {"mmbtu": "mega british thermal unit", "nm": "newton metre", "lb-ft": "pound-foot", "″": "inch"}
PER = re.compile(r"^\s*(?:per|/|an?|for|each|-a-)\s*-?\s*")


def piece(text: str, quantity: Quantity, role: str) -> str:
    """The words of one part of a quantity, or an empty text."""
    return next((text[part.start : part.stop] for part in reversed(quantity.parts) if part.role == role), "")


def factors(text: str, quantity: Quantity) -> tuple[float, str]:
    """What to divide our value by, and the unit as written."""
    written = piece(text, quantity, "unit")
    found = units.after().after(written, 0)
    factor, name = 1.0, quantity.unit or ""
    if (
        found is not None
        and found[0].kind != "scale"
        and (found[0].factor != 1 or quantity.dimension not in ("money", "price", "percent"))
    ):
        factor, name = found[0].factor, written
    if re.search(r"[- ]olds?$| of age$", written):
        return factor, f"{written.split('-')[0].split(' ')[0].rstrip('s')} of age"
    base = PER.sub("", piece(text, quantity, "per"))
    if quantity.dimension == "price" and base:
        below = units.after().after(base, 0)
        if below is not None:
            factor /= below[0].factor * (1e-3 if below[0].unit == "m3" else 1)
        name = name.split("/")[0]
    name = NAMES.get(name.lower(), NAMES.get(name.split(" ")[0].lower().replace("pound-feet", "lb-ft"), name))
    return factor, f"{name} per {NAMES.get(base.lower(), base)}" if base else name


def as_written(text: str, quantity: Quantity) -> dict[str, Any]:
    """One prediction."""
    record = {"bound": quantity.bound, "start": quantity.start, "end": quantity.stop}
    values = {"value": quantity.value, "low": quantity.low, "high": quantity.high}
    if quantity.noun == "age":
        return {**values, **record, "unit": "year of age"}
    if quantity.unit is None or quantity.dimension in ("count", "number"):
        return {**values, **record, "unit": quantity.unit or quantity.noun}
    if quantity.dimension == "fraction":
        return {**values, **record, "value": quantity.value / 100, "unit": f"% {quantity.noun or '-'}"}
    factor, unit = factors(text, quantity)
    return {**{name: n if n is None else n / factor for name, n in values.items()}, **record, "unit": unit}


def predictions(text: str, changes_as_ranges: bool) -> list[dict[str, Any]]:
    """Everything that is read in one text."""
    found = read_quantities(text, lexicon().tokens(text), [(0, len(text))], [])
    rows = [as_written(text, q) for q in found if q.refused in (None, "vague") and q.dimension != "multiple"]
    return _joined(text, rows) if changes_as_ranges else rows


def _joined(text: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for row in rows:
        last = joined[-1] if joined else None
        change = last is not None and text[last["end"] : row["start"]] == " to " and last["low"] is row["low"] is None
        if (
            last is None
            or not change
            or last["unit"] != row["unit"]
            or not text[: last["start"]].rstrip().lower().endswith("from")
        ):
            joined.append(row)
            continue
        ends = {"low": last["value"], "high": row["value"], "value": None, "bound": "range"}
        joined[-1] = {**last, **ends, "end": row["end"]}
    return joined


def lines(folder: Path, names: list[str], ids: str, changes_as_ranges: bool) -> Iterator[str]:
    """The lines of the file of predictions."""
    for name in names:
        for i, row in enumerate(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))):
            if ids == "all" or (i % 2 == 0) == (ids == "even"):
                found = predictions(row["text"], changes_as_ranges)
                yield json.dumps({"id": f"{name}:{i}", "quantities": found}, ensure_ascii=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="data/formatted_test_set of satya77/CQE_Evaluation")
    parser.add_argument("--set", action="append", choices=SETS, help="only this set (may be given again)")
    parser.add_argument(
        "--ids", choices=("even", "odd", "all"), default="even", help="rules are tuned on even ids only"
    )
    parser.add_argument(
        "--changes-as-ranges", action="store_true", help='read "from 4.8 to 4.7 percent" as the gold does'
    )
    options = parser.parse_args()
    if options.folder is None:
        print("skipped: name the folder data/formatted_test_set of satya77/CQE_Evaluation", file=sys.stderr)
        return 0
    for line in lines(options.folder, options.set or list(SETS), options.ids, options.changes_as_ranges):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
