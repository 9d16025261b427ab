"""Merging of contacts across documents, and their numbers by period."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from bilat_nb.frequency import check_counts, contact_frequency
from bilat_nb.merging import contact_plans, merge_contacts

DEFAULTS = {
    "kind": "meeting", "level": "head_of_state", "precision": "day", "place": None, "participants": None,
    "countries": "BLR; RUS", "status": "held",
}  # fmt: skip


def facts(rows: list[dict[str, Any]], counts: list[dict[str, Any]] | None = None) -> SimpleNamespace:
    contacts = pd.DataFrame([{**DEFAULTS, "fact_id": f"f{i}", "doc_id": f"d{i}", **row} for i, row in enumerate(rows)])
    columns = ["kind", "level", "count", "bound", "period_start", "period_end", "countries"]
    stated = pd.DataFrame(counts or [], columns=["fact_id", "doc_id", *columns])
    stated["fact_id"] = [f"c{i}" for i in range(len(stated))]
    stated["doc_id"] = stated["doc_id"].where(stated["doc_id"].notna(), [f"e{i}" for i in range(len(stated))])
    published = pd.DataFrame({"published": pd.to_datetime(["2019-01-05", "2020-01-15"])})
    for frame, names in ((contacts, ("start", "end")), (stated, ("period_start", "period_end"))):
        for name in names:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return SimpleNamespace(contacts=contacts, contact_counts=stated, documents=published)


def day(text: str | None, **cells: Any) -> dict[str, Any]:
    return {"start": text, "end": text, **cells}


EIGHT = {
    "kind": "meeting", "level": "head_of_state", "count": 8.0, "bound": "exact", "period_start": "2019-01-01",
    "period_end": "2019-12-31", "countries": "BLR; RUS",
}  # fmt: skip


def test_plan_and_report_are_one_contact() -> None:
    merged = merge_contacts(
        facts(
            [
                day("2019-12-20", status="planned", place="St Petersburg", participants="Lukashenko; Putin"),
                day("2019-12-20", place="Saint Petersburg", participants="Lukashenka; Putin"),
            ]
        )
    )
    assert len(merged) == 1
    row = merged.iloc[0]
    assert (row["status"], row["plan"], row["n_documents"]) == ("held", "confirmed", 2)
    assert row["fact_ids"] == "f0; f1"
    assert pd.isna(row["conflicts"])


def test_plan_without_report_stays_a_plan() -> None:
    row = merge_contacts(facts([day("2019-12-20", status="planned")])).iloc[0]
    assert (row["status"], row["plan"]) == ("planned", "not confirmed")
    assert pd.isna(row["confirmed_by"])


def test_plans_and_what_became_of_them() -> None:
    told = facts(
        [
            day("2019-03-01", status="planned"),
            day("2019-03-01"),
            day("2019-05-02", status="planned"),
            day("2020-06-01", status="planned"),
            day(None, status="planned", precision=None),
            day("2019-08-08"),
        ]
    )
    plans = contact_plans(told)
    assert plans["outcome"].fillna("no date").tolist() == ["confirmed", "never confirmed", "open", "no date"]
    assert plans["confirmed_by"].fillna("").tolist() == ["f1", "", "", ""]
    assert contact_plans(told, until="2021-01-01")["outcome"].tolist()[2] == "never confirmed"
    assert contact_plans(told, until="2019-05-02")["outcome"].tolist()[1] == "open", "the day itself is not over"


def test_without_a_plan_there_is_no_row() -> None:
    assert contact_plans(facts([day("2019-03-01")])).empty


@pytest.mark.parametrize(
    "other",
    [
        day("2019-12-21"),
        day("2019-12-20", kind="call"),
        day("2019-12-20", countries="KAZ; RUS"),
        day("2019-12-20", participants="Rumas; Medvedev"),
        day(None),
    ],
)
def test_different_contacts_stay_apart(other: dict[str, Any]) -> None:
    assert len(merge_contacts(facts([day("2019-12-20", participants="Lukashenko; Putin"), other]))) == 2


def test_two_undated_rows_stay_apart() -> None:
    assert len(merge_contacts(facts([day(None), day(None)]))) == 2


def test_month_joins_the_one_day_in_it() -> None:
    month = {"start": "2019-12-01", "end": "2019-12-31", "precision": "month"}
    assert len(merge_contacts(facts([month, day("2019-12-20")]))) == 1
    assert len(merge_contacts(facts([month, day("2019-12-07"), day("2019-12-20")]))) == 3


def test_different_places_are_told() -> None:
    merged = merge_contacts(facts([day("2019-12-07", place="Sochi"), day("2019-12-07", place="Moscow")]))
    assert merged["conflicts"].tolist() == ["place: Moscow / Sochi"]


def test_stated_numbers_stand_beside_dated_contacts() -> None:
    source = facts([day("2019-12-07"), day("2019-12-20"), day("2019-12-20")], [EIGHT])
    row = contact_frequency(source).iloc[0]
    assert (row["held"], row["planned"], row["stated"]) == (2, 0, 8.0)


def test_a_stated_number_without_dated_contacts_is_shown() -> None:
    out = contact_frequency(facts([day("2018-12-07")], [EIGHT]))
    assert out["held"].tolist() == [1, 0]
    assert out["stated"].fillna(0).tolist() == [0, 8.0]


def test_month_and_country() -> None:
    out = contact_frequency(facts([day("2019-12-07"), day("2019-11-20")]), by="month", split=["country"])
    assert out["country"].tolist() == ["BLR", "RUS", "BLR", "RUS"]
    assert out["held"].tolist() == [1, 1, 1, 1]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="week"):
        contact_frequency(facts([day("2019-12-07")]), by="week")
    with pytest.raises(ValueError, match="colour"):
        contact_frequency(facts([day("2019-12-07")]), split=["colour"])


def stated(count: float, end: str, bound: str = "exact", **cells: Any) -> dict[str, Any]:
    return {**EIGHT, "count": count, "period_end": end, "bound": bound, **cells}


@pytest.mark.parametrize(
    ("one", "other", "check", "verdict"),
    [
        (stated(6, "2019-11-13"), stated(8, "2019-12-31"), "part", "agrees"),
        (stated(9, "2019-11-13"), stated(8, "2019-12-31"), "part", "contradicts"),
        (stated(9, "2019-11-13"), stated(8, "2019-12-31", "at_least"), "part", "agrees"),
        (stated(9, "2019-11-13", "at_most"), stated(8, "2019-12-31"), "part", "agrees"),
        (stated(9, "2019-11-13", "about"), stated(8, "2019-12-31"), "part", "cannot tell"),
        (stated(8, "2019-12-31"), stated(8, "2019-12-31"), "same", "agrees"),
        (stated(8, "2019-12-31"), stated(7, "2019-12-31"), "same", "contradicts"),
        (stated(8, "2019-12-31"), stated(7, "2019-12-31", "at_least"), "same", "agrees"),
        (stated(8, "2019-12-31"), stated(7, "2019-12-31", "about"), "same", "cannot tell"),
    ],
)
def test_counts_are_held_against_counts(one, other, check, verdict) -> None:
    for counts in ([one, other], [other, one]):
        checks = check_counts(facts([day("2017-01-01")], counts)).query("check != 'dated'")
        assert checks[["check", "verdict"]].to_numpy().tolist() == [[check, verdict]]
        assert set(checks["fact_ids"].iloc[0].split("; ")) == {"c0", "c1"}


def test_counts_of_other_kinds_levels_and_pairs_are_not_compared() -> None:
    others = [{"kind": "call"}, {"level": "minister"}, {"countries": "KAZ; RUS"}, {"level": None}]
    counts = [stated(6, "2019-11-13"), *(stated(1, "2019-12-31", **cells) for cells in others)]
    assert check_counts(facts([day("2017-01-01")], counts)).query("check != 'dated'").empty


def test_counts_are_held_against_dated_rows() -> None:
    rows = [
        day("2019-03-19"), day("2019-03-28"), day("2019-03-28"), day("2019-05-01", status="planned"),
        day("2019-06-01", countries="KAZ; RUS"), day("2019-06-02", countries="BLR; KAZ; RUS"), day("2020-01-01"),
        {"start": "2019-07-01", "end": "2019-07-31", "precision": "month"},
    ]  # fmt: skip
    said = {3: "agrees", 2: "contradicts", 4: "cannot tell"}
    for count, verdict in said.items():
        row = check_counts(facts(rows, [stated(count, "2019-12-31")])).iloc[0]
        assert (row["check"], row["against"], row["verdict"]) == ("dated", 3.0, verdict)
        assert row["fact_ids"] == "c0; f0; f1; f2; f5"
    assert check_counts(facts(rows, [stated(2, "2019-12-31", "at_least")]))["verdict"].tolist() == ["agrees"]


def test_a_president_who_calls_a_premier_is_no_call_of_presidents() -> None:
    told = facts([day("2019-12-10", kind="call")], [{**EIGHT, "kind": "call", "count": 1.0}])
    assert check_counts(told)["against"].tolist() == [1.0], "nobody tells who it was"
    told.participants = pd.DataFrame(
        {"contact_id": ["f0", "f0"], "country": ["BLR", "RUS"], "level": ["head_of_state", "head_of_government"]}
    )
    assert check_counts(told)["against"].tolist() == [0.0]


def test_the_reference_tells_how_many_more_are_known() -> None:
    known = pd.DataFrame(
        [
            ("meeting", "head_of_state", "2019-03-19", "held"),  # a document dates it
            ("meeting", "head_of_state", "2019-04-03", "held"),
            ("meeting", "head_of_state", "2019-05-03", "announced"),
            ("meeting", "head_of_state", "2018-04-03", "held"),
            ("call", "head_of_state", "2019-06-03", "held"),
            ("count of meeting", "head_of_state", "2019-01-01", None),
        ],
        columns=["measures", "subject", "period_start", "status"],
    ).assign(reporter="RUS", partner="BLR")
    known["period_start"] = pd.to_datetime(known["period_start"])
    told = facts([day("2019-03-19")], [EIGHT])
    row = check_counts(told, known).iloc[0]
    assert (row["stated"], row["against"], row["known"], row["verdict"]) == (8.0, 1.0, 1, "cannot tell")
    assert row["arithmetic"] == "8 for 2019 stated, 1 dated, 1 more in the reference"
    assert pd.isna(check_counts(told)["known"].iloc[0])
