"""Merging of contacts across documents, and their numbers by period."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from bilat_nb.frequency import contact_frequency, merge_contacts

DEFAULTS = {
    "kind": "meeting", "level": "head_of_state", "precision": "day", "place": None, "participants": None,
    "countries": "BLR; RUS", "status": "held",
}  # fmt: skip


def facts(rows: list[dict[str, Any]], counts: list[dict[str, Any]] | None = None) -> SimpleNamespace:
    contacts = pd.DataFrame([{**DEFAULTS, "fact_id": f"f{i}", "doc_id": f"d{i}", **row} for i, row in enumerate(rows)])
    columns = ["kind", "level", "count", "bound", "period_start", "period_end", "countries"]
    stated = pd.DataFrame(counts or [], columns=columns)
    for frame, names in ((contacts, ("start", "end")), (stated, ("period_start", "period_end"))):
        for name in names:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return SimpleNamespace(contacts=contacts, contact_counts=stated)


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
