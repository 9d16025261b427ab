"""Claims beside official figures: of whose count, of which scope, and when a difference is a contradiction."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.comparison.comparing import MORE, NO_SCOPE, ONE_SIDE, OTHER_AGREES, SERVICES, WITHIN
from bilat_nb.words import amount

ROOT = Path(__file__).resolve().parent.parent
NAMED = {"source_name": "=an office", "partner": "partner"}


def official(*rows: tuple) -> pd.DataFrame:
    """Figures as (year, reporter, partner, indicator, value in bn[, scope[, note]])."""
    full = [(*row, *("goods", "basis=statoffice; precision=rounded")[len(row) - 5 :]) for row in rows]
    names = ["year", "reporter", "partner", "indicator", "value", "flow_or_commodity", "note"]
    frame = pd.DataFrame(full, columns=names)
    return bn.add_reference(frame, {"source_name": "=an office"}, scale=1e9)


def compared(text: str, reference: pd.DataFrame, derived: bool = False) -> pd.DataFrame:
    return bn.compare(bn.parse({"note": text}), reference, derived=derived)


SIDES = (2021, "MEX", "CAN", "turnover", 40.0), (2021, "CAN", "MEX", "turnover", 38.5)
SAID = "In 2021 trade between Mexico and Canada reached {}."


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.bundled_documents())


@pytest.fixture(scope="module")
def found(facts):
    return bn.compare(facts)


# --- the five documents -----------------------------------------------------------------------------------------------


def test_about_forty_is_the_count_of_belarus_and_above_that_of_russia(found):
    rows = found[found["claim"].eq("about $40bn")].set_index("reporter")
    assert rows.loc["BLR", ["position", "nearest", "verdict"]].tolist() == ["at", True, "agrees"]
    assert rows.loc["RUS", ["position", "nearest", "difference"]].tolist() == ["above", False, 1.5e9]
    assert rows["spread"].tolist() == [1.5e9, 1.5e9]
    assert "at the count of Belarus, 40 bn USD" in rows.loc["BLR", "sentence"]
    assert "1.5 bn USD above the count of Russia, 38.5 bn USD" in rows.loc["RUS", "sentence"]


def test_gas_of_2017_is_what_gazprom_tells(found):
    row = found[found["unit"].eq("m3")].iloc[0]
    assert (row["stated"], row["recomputed"], row["verdict"]) == (19.01e9, 19e9, "agrees")
    assert row["period_end"] == pd.Timestamp("2017-12-31")
    assert row["independent"]


def test_the_turnover_that_2017_implies_for_2016(found):
    row = found[found["derived"] & found["period_end"].eq("2016-12-31")].iloc[0]
    assert row["stated"] == pytest.approx(26.25e9, abs=5e6)
    assert (row["recomputed"], row["position"], row["verdict"]) == (26.1e9, "above", "cannot tell")


def test_growth_of_2021_fits_two_levels_of_belarus(found):
    row = found[found["check"].eq("official growth")].iloc[0]
    assert row["recomputed"] == pytest.approx((40 / 29.52 - 1) * 100)
    assert (row["position"], row["verdict"]) == ("within", "agrees")
    assert row["formula"] == "40 bn USD / 29.52 bn USD - 1"


def test_a_figure_of_the_documents_own_is_no_check_of_it(found):
    own = found[~found["independent"].astype(bool)]
    assert set(own["doc_ids"]) == {"2018-05-11-belta-kremlin-before-sochi"}
    assert set(own["period_end"].dt.year) == {2017, 2018}
    assert own["sentence"].str.contains("the figure is the document's own").all()


def test_no_false_contradiction(found):
    assert not found["verdict"].eq("contradicts").any()


def test_all_verdicts_stand_together(facts, found):
    every = bn.verdicts(facts)
    assert every["against"].value_counts().to_dict() == {"official": len(found), "documents": len(bn.reconcile(facts))}
    assert every["verdict_id"].is_unique
    assert list(bn.verdicts(facts, [])["against"].unique()) == ["documents"]


# --- both sides, and what may be said of a difference -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "verdicts", "positions"),
    [
        ("$40.0bn", ["agrees", "cannot tell"], ["at", "above"]),
        ("$38.5bn", ["cannot tell", "agrees"], ["below", "at"]),
        ("$39.2bn", ["cannot tell", "cannot tell"], ["below", "above"]),
        ("$41.4bn", ["cannot tell", "cannot tell"], ["above", "above"]),
        ("$45.1bn", ["contradicts", "contradicts"], ["above", "above"]),
        ("$31bn", ["contradicts", "contradicts"], ["below", "below"]),
        ("over $37bn", ["agrees", "agrees"], ["within", "within"]),
        ("about $40bn", ["agrees", "agrees"], ["at", "above"]),
    ],
)
def test_between_two_counts(said, verdicts, positions):
    rows = compared(SAID.format(said), official(*SIDES)).set_index("reporter").loc[["MEX", "CAN"]]
    assert rows["verdict"].tolist() == verdicts
    assert rows["position"].tolist() == positions


def test_why_a_difference_may_be_right():
    assert OTHER_AGREES in compared(SAID.format("$40.0bn"), official(*SIDES))["sentence"].iloc[0]
    assert WITHIN in compared(SAID.format("$39.2bn"), official(*SIDES))["sentence"].iloc[0]
    assert ONE_SIDE in compared(SAID.format("$50bn"), official(SIDES[0]))["sentence"].iloc[0]


def test_exports_of_one_side_are_imports_of_the_other():
    text = "Mexico's exports to Canada amounted to $16.4bn in 2021."
    rows = compared(text, official((2021, "MEX", "CAN", "exports", 16.4), (2021, "CAN", "MEX", "imports", 33.0)))
    assert rows.set_index("reporter")["verdict"].to_dict() == {"MEX": "agrees", "CAN": "cannot tell"}
    assert compared(text, official((2021, "MEX", "CAN", "imports", 16.4), (2021, "CAN", "MEX", "exports", 16.4))).empty


@pytest.mark.parametrize(
    ("words", "scope", "verdict", "reason"),
    [
        ("trade", "goods and services", "cannot tell", SERVICES),
        ("trade", "trade (scope not stated)", "cannot tell", NO_SCOPE),
        ("trade in goods and services", "goods and services", "cannot tell", ONE_SIDE),
        ("trade in goods and services", "goods", None, ""),
    ],
)
def test_scopes_are_told_apart(words, scope, verdict, reason):
    text = f"In 2021 {words} between Mexico and Canada reached $47.2bn."
    rows = compared(text, official((2021, "MEX", "CAN", "turnover", 40.0, scope)))
    assert rows["verdict"].tolist() == ([verdict] if verdict else [])
    assert all(reason in sentence for sentence in rows["sentence"])


def test_periods_and_plans_are_not_mixed():
    figures = official(*SIDES)
    assert compared("In January-October 2021 trade between Mexico and Canada was $33bn.", figures).empty
    assert compared("Trade between Mexico and Canada is to reach $50bn in 2021.", figures).empty


def test_bounds_of_an_official_figure_count():
    over = official((2021, "MEX", "CAN", "turnover", 40.0, "goods", "precision=over"))
    assert compared(SAID.format("$41.3bn"), over)["verdict"].tolist() == ["agrees"]


def test_growth_needs_two_levels_of_one_side_and_scope():
    text = "In 2022 trade between Mexico and Canada grew by 12.1%."
    levels = official((2021, "MEX", "CAN", "turnover", 40.0), (2022, "MEX", "CAN", "turnover", 44.8))
    row = compared(text, levels).iloc[0]
    assert row["recomputed"] == pytest.approx(12.0)
    assert row["verdict"] == "agrees", "40.0 and 44.8 leave room for 10.5 to 13.6 percent"
    mixed = official((2021, "CAN", "MEX", "turnover", 40.0), (2022, "MEX", "CAN", "turnover", 44.8))
    assert compared(text, mixed).empty


def test_nothing_to_compare_has_the_columns_of_a_comparison():
    empty = compared("The weather was fine.", official(*SIDES))
    assert list(empty.columns) == list(bn.compare(bn.parse({"n": SAID.format("$40bn")}), official(*SIDES)).columns)
    assert set(MORE) <= set(empty.columns)


@given(value=st.floats(0.02, 900), digits=st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_a_figure_that_a_text_rounds_agrees_with_itself(value, digits):
    exact = float(f"{value:.6g}")
    said = f"{exact:.{digits}f}"
    if float(said) == 0:
        return
    rows = compared(SAID.format(f"${said} billion"), official((2021, "MEX", "CAN", "turnover", exact)))
    assert rows["verdict"].tolist() == ["agrees"], (said, amount(exact * 1e9))


@pytest.mark.parametrize("name", ["comparing", "everything"])
def test_the_examples_run(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.comparison.{name}"))
    assert result.attempted and not result.failed
