"""Do the documents agree: intervals of written numbers, verdicts, what is implied."""

from __future__ import annotations

import csv
import doctest
import importlib
from pathlib import Path

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.agreement.intervals import interval
from bilat_nb.agreement.numbered import numbered
from bilat_nb.records import derived_schema
from bilat_nb.tables import typed
from tests import figures

MODULES = sorted(path.stem for path in (Path(bn.__file__).parent / "agreement").glob("[a-z]*.py"))
CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "verdicts.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.load_documents(bn.bundled_documents()), progress=False)


@pytest.fixture(scope="module")
def verdicts(facts):
    return bn.reconcile(facts)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(f"bilat_nb.agreement.{name}")).failed == 0


@pytest.mark.parametrize(("table", "make"), [("verdicts", bn.reconcile), ("implied", bn.implied)])
@pytest.mark.parametrize("texts", [{"none": "Nothing is told."}, None])
def test_columns_are_those_of_the_schema(facts, table, make, texts):
    made = make(bn.parse(texts, progress=False) if texts else facts)
    assert list(made) == list(derived_schema()[table])
    assert made.empty == bool(texts)
    for column, row in derived_schema()[table].items():
        assert row["nullable"] == "yes" or made[column].notna().all(), column
        assert row["dtype"] != "datetime" or pd.api.types.is_datetime64_any_dtype(made[column]), column


def told(verdicts, check, verdict, *pieces):
    rows = verdicts[verdicts["check"].eq(check) & verdicts["verdict"].eq(verdict)]
    return [s for s in rows["sentence"] if all(piece in s for piece in pieces)]


def test_the_five_documents(verdicts):
    assert told(verdicts, "sum", "agrees", "$13.73 billion", "$9.47 billion", "$23.2 billion")
    assert told(verdicts, "sum", "agrees", "$17.2bn", "$17.3bn", "$34.5bn")
    assert told(verdicts, "growth", "agrees", "$18.91 billion", "+22.7%", "$23.2 billion")
    assert told(verdicts, "running count", "agrees", "6 meetings", "8 meetings")
    assert told(verdicts, "running count", "agrees", "7 meetings", "10 meetings")
    assert told(verdicts, "said twice", "contradicts", "more than a third", "31.7%")
    assert told(verdicts, "order of sessions", "agrees", "4th forum", "5th forum")
    assert told(verdicts, "order of sessions", "agrees", "5th forum", "9th forum")
    assert told(verdicts, "dated contacts", "agrees", "2 calls")
    assert verdicts["verdict"].eq("contradicts").sum() == 1
    assert told(verdicts, "running total", "agrees", "$23.2 billion", "$32.42 billion")


def test_what_the_five_documents_imply(facts):
    made = bn.implied(facts)
    base = made[
        made["flow"].eq("turnover") & made["period_start"].eq("2016-01-01") & made["period_end"].eq("2016-12-31")
    ]
    assert base["value"].tolist() == pytest.approx([26.25e9], rel=1e-3)
    assert base["low"].iloc[0] < base["value"].iloc[0] < base["high"].iloc[0]
    assert made["derived"].all()


@pytest.fixture(scope="module")
def found_in_cases():
    """Verdicts on all cases in one go: each has its own countries and documents, so that no two meet."""
    apart = [figures.apart(figures.facts(case["figures"]), f"{n}~") for n, case in enumerate(CASES)]
    found = bn.reconcile(figures.together(apart))
    numbers = found["doc_ids"].str.partition("~")[0].astype(int)
    return [found[numbers.eq(n)] for n in range(len(CASES))]


@pytest.mark.parametrize("n", range(len(CASES)), ids=lambda n: f"{CASES[n]['verdict']}: {CASES[n]['figures'][:60]}")
def test_cases(n, found_in_cases):
    case, found = CASES[n], found_in_cases[n]
    told = list(zip(found["check"], found["verdict"], strict=True))
    expected = [(case["check"], case["verdict"])] if case["check"] else []
    assert [pair for pair in told if pair in expected] == expected, found["sentence"].tolist()
    # nothing is contradicted that the case does not name
    assert case["verdict"] == "contradicts" or "contradicts" not in [verdict for _, verdict in told]
    assert case["check"] or {verdict for _, verdict in told} <= {"agrees"}


INTERVALS = [
    ("$13.73 billion", 13.725e9, 13.735e9),
    ("€13,73 billion", 13.725e9, 13.735e9),
    ("$390,000", 385e3, 395e3),
    ("$1,234,567", 1234566.5, 1234567.5),
    ("about $40 billion", 36e9, 44e9),
    ("about $38.5 billion", 38.4e9, 38.6e9),
    ("almost $150 billion", 140e9, 150e9),
    ("more than $5 billion", 5e9, float("inf")),
    ("just over $5 billion", 5e9, 5.5e9),
    ("less than $5 billion", 0, 5e9),
    ("just under $5 billion", 4.5e9, 5e9),
    ("$2-2.5 billion", 1.95e9, 2.55e9),
    ("7%", 6.5, 7.5),
    ("a third", 30, 110 / 3),
    ("more than a third", 100 / 3, float("inf")),
]


@pytest.mark.parametrize(("text", "low", "high"), INTERVALS)
def test_intervals_of_written_figures(text, low, high):
    read = bn.quantities(text).iloc[0]
    ends = None if pd.isna(read["low"]) else read["low"], None if pd.isna(read["high"]) else read["high"]
    found = interval(read["value"], text, read["bound"], *ends)
    assert found == pytest.approx((low, high))
    # below nought the same, mirrored
    turned = interval(-read["value"], text, read["bound"], *(None if e is None else -e for e in reversed(ends)))
    assert turned == pytest.approx((-high, -low))


def test_two_currencies_only_by_the_rates_of_the_user():
    made = figures.facts("turnover @ 2023 = $1.00 bln | turnover @ 2023 = €1.20 bln")
    assert bn.reconcile(made).empty
    loose = bn.reconcile(made, rates={"EUR": 1.08})
    assert list(zip(loose["check"], loose["verdict"], strict=True)) == [("two currencies", "cannot tell")]
    span = pd.DataFrame({"unit": ["EUR"], "rate": [1.08], "low": [1.05], "high": [1.12]})
    assert bn.reconcile(made, rates=span)["verdict"].tolist() == ["contradicts"]
    assert bn.reconcile(made, rates=span.assign(low=0.8))["verdict"].tolist() == ["agrees"]
    with pytest.raises(ValueError, match="lack the column rate"):
        bn.reconcile(made, rates=span[["unit"]])


TEXTS = [
    ("Food makes more than a third (31.7% in 2017) of Peru's exports to Chile.", "contradicts"),
    ("Food makes almost a third (31.7%) of the exports of Peru.", "agrees"),
    ("Students made up 31.7% (or more than a third) of all.", "contradicts"),
    ("In 2017 Peru's exports to Chile rose by more than 20% (18.3% in 2016).", None),
    ("More than half (51%) of the students were there, over 70% (65% a year ago) of them women.", "agrees"),
]


@pytest.mark.parametrize(("text", "verdict"), TEXTS)
def test_figures_said_twice(text, verdict):
    found = bn.reconcile(bn.parse({"note": text}, progress=False)).query("check == 'said twice'")
    assert found["verdict"].tolist() == ([verdict] if verdict else [])


NUMBERED = [
    ("The 9th Forum of Regions of Peru and Chile was held in Lima on 3 June 2022.", 9, ["forum", "regions"]),
    ("On 5 May 2021 the twelfth session of the Joint Commission met.", 12, ["commission", "session"]),
    ("The XIV Congress of Ports opened on 5 May 2021.", 14, ["congress", "ports"]),
    ("On the 9th the forum was opened.", None, None),
    ("They met at a forum of regions on 21st June.", None, None),
]


@pytest.mark.parametrize(("text", "number", "name"), NUMBERED)
def test_numbers_of_forums(text, number, name):
    found = numbered(text, 0, len(text))
    assert (found and found[0]) == number
    assert (found and sorted(found[1])) == name


def forum(doc, number, day, status="held"):
    text = f"The {number}th Forum of Regions met."
    row = {"kind": "forum", "start": day, "end": day, "precision": "day", "countries": "CHL; PER", "status": status}
    return text, row | {
        "doc_id": doc,
        "fact_id": doc,
        "span_start": 0,
        "span_stop": len(text),
        "level": "region",
        "sentence": 0,
    }


@pytest.mark.parametrize(
    ("second", "status", "verdict"),
    [("2022-06-01", "held", "agrees"), ("2020-06-01", "held", "contradicts"), ("2020-06-01", "planned", "cannot tell")],
)
def test_a_fifth_forum_after_a_sixth_contradicts(second, status, verdict):
    told = [forum("a", 5, "2021-06-01"), forum("b", 6, second, status)]
    made = figures.facts("exports @ 2023 = $1 bln")
    made.contacts = typed(pd.DataFrame([r for _, r in told], columns=list(made.contacts), dtype=object), "contacts")
    made.texts = {row["doc_id"]: text for text, row in told}
    assert bn.reconcile(made).query("check == 'order of sessions'")["verdict"].tolist() == [verdict]


COUNTS = [
    (6, "2017-11-13", 8, "agrees"),
    (9, "2017-11-13", 8, "contradicts"),
    (8, "2017-11-13", 8, "agrees"),
]


@pytest.mark.parametrize(("by_then", "day", "in_all", "verdict"), COUNTS)
def test_counts_only_grow(by_then, day, in_all, verdict):
    made = figures.facts("exports @ 2023 = $1 bln")
    shared = {"kind": "meeting", "level": "head_of_state", "bound": "exact", "countries": "CHL; PER"}
    shared |= {"period_start": "2017-01-01", "span_start": 0, "span_stop": 5, "sentence": 0}
    rows = [
        shared | {"count": by_then, "period_end": day, "doc_id": "a", "fact_id": "a"},
        shared | {"count": in_all, "period_end": "2017-12-31", "doc_id": "b", "fact_id": "b"},
    ]
    columns = list(made.contact_counts)
    made.contact_counts = typed(pd.DataFrame(rows, columns=columns, dtype=object), "contact_counts")
    assert bn.reconcile(made).query("check == 'running count'")["verdict"].tolist() == [verdict]


IMPLIED = [
    ("turnover @ 2017 = $32.42 billion | change turnover @ 2017 = 23.5%", "base of a change", 26.236e9, 26.2657e9),
    ("exports @ 2017 = $3.0 bln | turnover @ 2017 = $5.0 bln", "missing imports", 1.9e9, 2.1e9),
    ("exports @ 2017 = $3.0 bln | imports @ 2017 = $5.0 bln", "missing balance", -2.1e9, -1.9e9),
    ("exports @ 2016 = $2.00 bln | exports @ 2017 = $3.00 bln", "change between levels", 49.377, 50.627),
    ("exports @ January-September 2023 = $3.0 bln | exports @ 2023 = $4.0 bln", "rest of a period", 0.9e9, 1.1e9),
    ("turnover @ 2023 = $3.00 bln | share world turnover @ 2023 = 50.0%", "whole of a share", 5.984e9, 6.016e9),
    ("exports @ 2023 = $3.00 bln | share bilateral exports cars @ 2023 = 50.0%", "part of a whole", 1.496e9, 1.504e9),
    ("gas delivery @ 2023 = 20.0 bcm | gas delivery @ 2023 = $3.00 bln", "unit price", 149.37, 150.64),
    ("turnover @ 2023 = $1.00 bln | turnover @ 2023 = RUB 90.0 bln", "exchange rate", 89.5, 90.5),
]


@pytest.mark.parametrize(("notation", "what", "low", "high"), IMPLIED)
def test_what_is_implied(notation, what, low, high):
    found = bn.implied(figures.facts(notation)).query("what == @what")
    assert found["low"].tolist() == pytest.approx([low], rel=1e-3)
    assert found["high"].tolist() == pytest.approx([high], rel=1e-3)
    assert found["low"].le(found["value"]).all() and found["value"].le(found["high"]).all()
    assert found["derived"].all() and found["fact_ids"].tolist()


def test_what_is_stated_is_not_implied():
    every = "exports @ 2017 = $3.0 bln | imports @ 2017 = $2.0 bln | turnover CAN>MEX @ 2017 = $5.0 bln"
    assert "missing turnover" not in set(bn.implied(figures.facts(every))["what"])
