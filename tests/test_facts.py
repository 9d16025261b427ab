"""Trade and energy, sentence by sentence: the cases are tests/cases/trade.csv, energy.csv and no_trade.csv.

A row is written ``flow measure REPORTER>PARTNER value unit start..end`` (energy: ``commodity indicator measure
SUPPLIER>RECIPIENT value unit start..end``); an empty side of the dots is a day that is not known, ``..`` alone any.
"""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

import bilat_nb as bn

CASES = Path(__file__).parent / "cases"


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(case, table):
    header = f"date {case['published']}\n" if case.get("published") else ""
    return getattr(bn.parse({"case": header + case["text"]}, progress=False), table)


def said(row, table):
    names = ("flow", "measure") if table == "trade" else ("commodity", "indicator", "measure")
    sides = ("reporter", "partner") if table == "trade" else ("supplier", "recipient")
    who = ">".join("None" if pd.isna(row[s]) else row[s] for s in sides)
    days = "..".join("" if pd.isna(row[d]) else str(row[d].date()) for d in ("period_start", "period_end"))
    return [*(row[n] for n in names), who, f"{row['value']:.6g}", row["unit"], days]


def same(wanted, row):
    *words, value, unit, days = wanted.split()
    *found, number, found_unit, found_days = row
    if unit != found_unit or float(value) != pytest.approx(float(number), rel=1e-3):
        return False
    if words[-1] not in (found[-1], "..>..") and not (words[0] == "turnover" and turned(words[-1]) == found[-1]):
        return False
    return words[:-1] == found[:-1] and days in (found_days, "..")


def turned(sides):
    return re.sub(r"(\w+)>(\w+)", r"\2>\1", sides)


@pytest.mark.parametrize(
    ("table", "case"),
    [(t, c) for t in ("trade", "energy") for c in cases(f"{t}.csv")],
    ids=lambda x: x if isinstance(x, str) else x["text"][:50],
)
def test_figures_of_a_sentence(table, case):
    found = [said(row, table) for _, row in read(case, table).iterrows()]
    wanted = [row for row in case["rows"].split(" / ") if row]
    missed = [row for row in wanted if not any(same(row, f) for f in found)]
    extra = [f for f in found if not any(same(row, f) for row in wanted)]
    assert not missed and not extra, f"missed {missed}, not wanted {extra}"


@pytest.mark.parametrize("case", cases("no_trade.csv"), ids=lambda row: row["why"])
def test_no_trade_is_read_where_there_is_none(case):
    assert read(case, "trade").empty, read(case, "trade")[["flow", "measure", "value", "quote"]]
