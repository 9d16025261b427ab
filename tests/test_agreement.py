"""Do the documents agree: intervals of written numbers, verdicts, what is implied."""

from __future__ import annotations

import doctest
import importlib

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.records import derived_schema

MODULES = """
    apposed claims dated derived growth implying intervals numbered parts prices ranks ratios reconciling running same shares sums
    verdicts
""".split()


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
