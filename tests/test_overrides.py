"""Corrections by hand: applied at every reading, marked, and told when they do not fit any more."""

from __future__ import annotations

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.cli import main

NEWS = (
    "MINSK, 11 May 2018. In 2017 exports of Belarus to Russia rose by 20% to $12.9 billion. "
    "Putin met Lukashenko in Sochi."
)
TEXTS = {"note": NEWS}


@pytest.fixture
def facts():
    return bn.parse(TEXTS)


@pytest.fixture
def level(facts):
    return bn.select(facts.trade, measure="level").iloc[0]


def test_a_period_and_a_partner_are_overruled_and_marked(facts, level, tmp_path):
    path = bn.override(tmp_path / "mine.csv", facts, level["fact_id"], period_end="2017-09-30", partner="KAZ")
    row = bn.parse(TEXTS, overrides=path).row(level["fact_id"])
    assert (row["period_end"], row["partner"]) == (pd.Timestamp("2017-09-30"), "KAZ")
    assert row["corrected"] == "period_end; partner"
    others = bn.parse(TEXTS, overrides=path).trade
    assert others["corrected"].notna().sum() == 1
    assert facts.row(level["fact_id"])["partner"] == "RUS", "what was read is not touched"


def test_dtypes_stay_as_the_schema_says(facts, level, tmp_path):
    path = bn.override(tmp_path / "mine.csv", facts, level["fact_id"], value=13.1e9, low=13e9, period_start=None)
    again = bn.parse(TEXTS, overrides=path)
    assert (again.trade.dtypes == facts.trade.dtypes).all()
    assert again.row(level["fact_id"])["value"] == 13.1e9
    assert pd.isna(again.row(level["fact_id"])["period_start"])


def test_a_row_is_taken_out_with_what_belongs_to_it(facts, tmp_path):
    contact = facts.contacts["fact_id"].iloc[0]
    path = bn.override(tmp_path / "mine.csv", facts, contact, remove=True, note="not a meeting")
    again = bn.parse(TEXTS, overrides=path)
    assert contact not in set(again.contacts["fact_id"]) | set(again.participants["contact_id"])
    assert contact not in set(again.evidence["fact_id"])
    assert len(again.trade) == len(facts.trade)


def test_a_correction_whose_text_is_gone_is_told(facts, level, tmp_path):
    path = bn.override(tmp_path / "mine.csv", facts, level["fact_id"], partner="KAZ")
    kinds = {
        "text is gone": {"note": "Nothing of it is left. Trade grew by 5% in 2017."},
        "not among these": {"other": NEWS},
        "read otherwise": {"note": NEWS.replace("In 2017", "In 2016")},
    }
    for says, texts in kinds.items():
        again = bn.parse(texts, overrides=path)
        told = again.problems[again.problems["kind"] == "override"]
        assert says in told["detail"].iloc[0]
        assert again.trade["corrected"].isna().all()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"flow": "export"}, "turnover, exports, imports, balance"),
        ({"period_end": "30 September"}, "day as 2018-05-11"),
        ({"value": "much"}, "no number"),
        ({"value": None}, "cannot be empty"),
        ({"quote": "other words"}, "cannot be|can be overruled"),
        ({"colour": "red"}, "no column 'colour'"),
    ],
)
def test_what_does_not_fit_is_refused_when_it_is_written(facts, level, tmp_path, changes, says):
    with pytest.raises(ValueError, match=says):
        bn.override(tmp_path / "mine.csv", facts, level["fact_id"], **changes)
    assert not (tmp_path / "mine.csv").exists()


def test_what_does_not_fit_in_a_file_is_told_and_the_rest_is_applied(facts, level, tmp_path):
    name = level["fact_id"]
    rows = f"fact_id,column,value\n{name},flow,export\n{name},partner,KAZ\n"
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    again = bn.parse(TEXTS, overrides=tmp_path / "mine.csv")
    assert again.row(name)["partner"] == "KAZ" and again.row(name)["flow"] == "exports"
    assert "override" in again.problems["kind"].tolist()


def test_a_later_correction_of_a_cell_replaces_the_earlier_one(facts, level, tmp_path):
    for partner in ("KAZ", "UZB"):
        path = bn.override(tmp_path / "mine.csv", facts, level["fact_id"], partner=partner)
    assert path.read_text(encoding="utf-8").count("partner") == 1
    assert bn.parse(TEXTS, overrides=path).row(level["fact_id"])["partner"] == "UZB"


def test_another_file_is_refused(facts, tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the column fact_id"):
        bn.parse(TEXTS, overrides=tmp_path / "a.csv")
    with pytest.raises(KeyError, match="no_such"):
        bn.override(tmp_path / "b.csv", facts, "no_such", partner="KAZ")


def test_corrections_are_saved_and_come_by_the_command_line(facts, level, tmp_path):
    (tmp_path / "note.txt").write_text(NEWS, encoding="utf-8")
    path = bn.override(tmp_path / "mine.csv", facts, level["fact_id"], partner="KAZ")
    words = ["parse", str(tmp_path / "note.txt"), "-o", str(tmp_path / "out"), "--overrides", str(path)]
    assert main(words) == 0
    assert bn.Facts.load(tmp_path / "out").row(level["fact_id"])["corrected"] == "partner"
