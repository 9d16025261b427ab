"""Series of stated figures, and the official tables beside them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from bilat_nb.reference import REFERENCE_TABLES, load_reference, reference_folder
from bilat_nb.series import PERIOD_KINDS, period_kind, series
from bilat_nb.vocabulary import table

ROW = {
    "fact_id": "a", "doc_id": "one", "flow": "turnover", "measure": "level", "reporter": "MEX", "partner": "USA",
    "product": "all", "period_start": "2020-01-01", "period_end": "2020-12-31", "value": 5e11, "low": None,
    "high": None, "unit": "USD", "bound": "exact", "status": "actual", "share_of": None,
}  # fmt: skip


def trade(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([ROW | {"fact_id": f"f{n}"} | row for n, row in enumerate(rows)], columns=list(ROW))
    return frame.assign(**{key: pd.to_datetime(frame[key]) for key in ("period_start", "period_end")})


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("2017-01-01", "2017-12-31", "year"),
        ("2020-01-01", "2020-12-31", "year"),
        ("2021-04-01", "2022-03-31", "year"),
        ("2018-01-01", "2018-03-31", "quarter"),
        ("2018-10-01", "2018-12-31", "quarter"),
        ("2018-02-01", "2018-04-30", "part_year"),
        ("2019-01-01", "2019-06-30", "half"),
        ("2019-07-01", "2019-12-31", "half"),
        ("2019-04-01", "2019-09-30", "half"),
        ("2020-02-01", "2020-02-29", "month"),
        ("2020-02-01", "2020-02-28", "part_year"),
        ("2017-01-01", "2017-09-30", "part_year"),
        ("2017-01-01", "2017-11-13", "part_year"),
        ("2014-01-01", "2018-12-31", "years"),
        ("2018-05-11", "2018-05-11", "day"),
        ("2014-01-01", None, "open"),
        (None, "2014-12-31", "open"),
        (None, None, "undated"),
    ],
)
def test_kinds_of_periods(start, end, kind):
    days = [None if day is None else date.fromisoformat(day) for day in (start, end)]
    assert period_kind(*days) == kind
    assert kind in PERIOD_KINDS


def test_one_figure_told_by_two_documents_is_one_row():
    found = series(trade({}, {"doc_id": "two"}, {"doc_id": "two", "value": 6e11}))
    assert found["documents"].tolist() == [2, 1]
    assert found["fact_ids"].tolist() == ["f0; f1", "f2"]
    assert found["doc_ids"].tolist() == ["one; two", "two"]


def test_kinds_are_kept_apart_and_running_totals_named():
    found = series(trade({}, {"period_end": "2020-09-30"}, {"period_start": None, "period_end": None}))
    assert dict(zip(found["period_kind"], found["to_date"], strict=True)) == {
        "part_year": True, "year": False, "undated": False,
    }  # fmt: skip


def test_a_turnover_has_no_direction_but_exports_have():
    rows = trade({}, {"reporter": "USA", "partner": "MEX"}, {"flow": "exports", "reporter": "USA", "partner": "MEX"})
    assert len(series(rows, reporter="MEX", partner="USA")) == 2
    assert series(rows, reporter="USA")["flow"].tolist() == ["turnover", "turnover", "exports"]
    assert series(rows, flow="exports", reporter="MEX").empty


def test_what_is_asked_for_is_what_is_given():
    rows = trade({}, {"measure": "change", "unit": "%", "value": 5.0}, {"unit": "MXN"}, {"product": "cars"})
    assert len(series(rows)) == 3
    assert series(rows, unit="MXN")["fact_ids"].tolist() == ["f2"]
    assert series(rows, measure="change")["value"].tolist() == [5.0]
    assert len(series(rows, measure=None)) == 4
    assert series(rows, product="cars", flow="turnover")["fact_ids"].tolist() == ["f3"]


def test_nothing_in_nothing_out():
    assert series(trade()).empty
    assert "period_kind" in series(trade())


def test_an_unknown_column_is_named():
    with pytest.raises(ValueError, match="no column flavour"):
        series(trade({}), flavour="sweet")


@pytest.mark.parametrize("table", REFERENCE_TABLES)
def test_official_tables(table):
    found = load_reference(table)
    assert len(found) > 50
    assert found["period_start"].le(found["period_end"]).all()
    assert set(found["bound"]) <= {"exact", "about", "at_least", "at_most"}
    assert found["file"].str.startswith(table).all()
    assert not found[["value", "unit", "reporter", "measures", "subject"]].isna().any().any()


def test_official_words_are_ours():
    energy = load_reference("energy")
    assert {"gas", "oil", "nuclear"} == set(energy["subject"])
    assert "USD/1000m3" in set(energy["unit"])
    assert {"meeting", "call"} <= set(load_reference("contacts")["measures"])
    trade_rows = load_reference("trade")
    told = trade_rows[trade_rows["period_start"].eq("2021-01-01") & trade_rows["measures"].eq("turnover")]
    assert dict(zip(told["reporter"], told["value"], strict=True)) == {"BLR": 40e9, "RUS": 38.5e9}


def test_official_tables_of_ones_own(tmp_path):
    source = reference_folder() / "trade_blr_rus.csv"
    (tmp_path / "trade_mine.csv").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    assert set(load_reference("trade", tmp_path)["file"]) == {"trade_mine.csv"}


def test_faults_of_official_tables_are_told(tmp_path):
    with pytest.raises(ValueError, match="no official table 'weather'"):
        load_reference("weather")
    with pytest.raises(ValueError, match=r"No file trade_\*.csv"):
        load_reference("trade", tmp_path)
    (tmp_path / "trade_x.csv").write_text("period_start,value\n2020-01-01,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"trade_x\.csv"):
        load_reference("trade", tmp_path)


def test_every_official_term_stands_in_its_example():
    rows = table("reference_terms")
    assert rows
    assert not [row["term"] for row in rows if row["term"] not in row["example"]]


def test_running_totals_are_taken_apart_on_request():
    months = [("2020-06-30", 2.0), ("2020-09-30", 3.0), ("2020-12-31", 4.5)]
    rows = trade(*({"flow": "exports", "period_end": end, "value": value} for end, value in months))
    assert "derived" not in series(rows)
    made = series(rows, differences=True).query("derived")
    told = [(str(a)[:10], str(b)[:10]) for a, b in zip(made["period_start"], made["period_end"], strict=True)]
    assert told == [("2020-07-01", "2020-09-30"), ("2020-10-01", "2020-12-31")]
    assert made["value"].tolist() == [1.0, 1.5]
    assert made["fact_ids"].tolist() == ["f1; f0", "f2; f1"]
    assert made["period_kind"].tolist() == ["quarter", "quarter"]
    assert made["formula"].notna().all() and not made["to_date"].any()
    assert series(rows, differences=True).query("not derived")["formula"].isna().all()


@pytest.mark.parametrize(
    "other",
    [
        {"bound": "at_least"},
        {"status": "planned"},
        {"unit": "EUR"},
        {"flow": "exports"},
        {"period_start": "2019-01-01"},
        {"measure": "change"},
    ],
)
def test_what_is_not_of_one_series_is_not_taken_apart(other):
    rows = trade({"period_end": "2020-09-30", "value": 3.0} | other, {"value": 4.0})
    assert not series(rows, measure=None, differences=True)["derived"].any()


def test_two_values_of_one_period_give_no_difference():
    rows = trade({"period_end": "2020-09-30", "value": 3.0}, {"period_end": "2020-09-30", "value": 3.1}, {})
    assert not series(rows, differences=True)["derived"].any()
    assert series(trade(), differences=True).empty


def test_money_is_converted_only_by_given_rates():
    rows = trade({"unit": "EUR", "value": 100.0}, {"unit": "MXN", "value": 7.0}, {"unit": "USD", "value": 5.0})
    assert set(series(rows)["unit"]) == {"EUR", "MXN", "USD"}
    found = series(rows, rates={"EUR": 1.1}).set_index("told_unit")
    assert found["value"].to_dict() == pytest.approx({"EUR": 110.0, "MXN": 7.0, "USD": 5.0})
    assert found["unit"].to_dict() == {"EUR": "USD", "MXN": "MXN", "USD": "USD"}
    assert found["rate"].isna().to_dict() == {"EUR": False, "MXN": True, "USD": False}


def test_a_rate_holds_for_its_period():
    rates = pd.DataFrame(
        {
            "unit": ["EUR", "EUR", "EUR"],
            "rate": [1.1, 1.2, 1.3],
            "period_start": ["2019-01-01", "2020-01-01", "2015-01-01"],
            "period_end": ["2019-12-31", "2020-12-31", "2025-12-31"],
        }
    )
    rows = trade({"unit": "EUR", "value": 10.0}, {"unit": "EUR", "value": 10.0, "period_start": "2014-01-01"})
    assert series(rows, rates=rates).sort_values("period_start")["rate"].tolist()[1] == pytest.approx(1.2)
    assert series(rows, rates=rates)["rate"].isna().sum() == 1
    with pytest.raises(ValueError, match="not above nought"):
        series(rows, rates={"EUR": 0.0})
