"""Figures of rows that nobody would write: no traceback, and nothing overlaps or is cut."""

from __future__ import annotations

from random import Random

import pandas as pd
import pytest

from bilat_nb import views
from bilat_nb.network import NODES
from bilat_nb.reference import load_reference
from tests.test_views import complaints, table

YEARS = (1950, 1999, 2016, 2017, 2018, 2020, 2023, 2040)
NAMES = ["Xi", "Lavrov", "Lavrow", "O'Neil & <b>", "Zhou", "Nguyễn", "Wong"]
LONG = "a very long name of something that fits nowhere " * 2


def period(rng: Random) -> tuple[str | None, str | None]:
    year, later = rng.choice(YEARS), rng.randint(1, 30)
    return rng.choice(
        [
            (None, None), (None, f"{year}-06-30"), (f"{year}-05-01", None), (f"{year}-05-01", f"{year}-05-01"),
            (f"{year}-01-01", f"{year}-12-31"), (f"{year}-01-01", f"{year}-12-31"), (f"{year}-01-01", f"{year}-09-30"),
            (f"{year}-04-01", f"{year + 1}-03-31"), (f"{year}-01-01", f"{year + later}-12-31"),
        ]
    )  # fmt: skip


def figure(rng: Random, number: int) -> dict[str, object]:
    """A row that can stand in trade and in energy."""
    start, end = period(rng)
    measure = rng.choice(["level", "level", "change", "share", "rank"])
    value = rng.choice([0, 1, -5, 3.2e9, 4e12, -2e10]) if measure == "level" else rng.choice([0, 5, -12.5, 100 / 3])
    bound = rng.choice(["exact", "about", "at_least", "at_most", "range"])
    ends = {"low": value * 0.9, "high": value * 1.1} if bound == "range" else {}
    return {
        "fact_id": f"f{number}", "doc_id": rng.choice(["a", "b & <c>", "x" * 80]), "measure": measure, "bound": bound,
        "flow": rng.choice(["turnover", "exports", "imports", "balance"]), "reporter": rng.choice(["USA", "CHN", None]),
        "partner": rng.choice(["CHN", "USA", "EU", None]), "product": rng.choice(["all", "all", LONG]), "value": value,
        "period_start": start, "period_end": end, "unit": rng.choice(["USD", "XYZ"]) if measure == "level" else "%",
        "status": rng.choice(["actual", "planned"]), "commodity": rng.choice(["gas", "oil"]), "indicator": "delivery",
        "supplier": rng.choice(["RUS", None]), "recipient": rng.choice(["CHN", None]), "value_text": "", **ends,
    }  # fmt: skip


def contact(rng: Random, number: int) -> dict[str, object]:
    start, end = period(rng)
    return {
        "fact_id": f"c{number}", "doc_id": "a", "kind": rng.choice(["meeting", "call", "visit", "session", "forum"]),
        "level": rng.choice(["head_of_state", "official", None, "weird"]), "start": start,
        "end": end if start else None,
        "precision": rng.choice(["day", "month", "year", None]), "place": rng.choice([None, "Beijing", LONG]),
        "countries": rng.choice(["CHN; RUS", "RUS", None, "A; B; C"]), "status": rng.choice(["held", "planned"]),
        "participants": rng.choice([None, "Xi", "Xi; Lavrov", "; ".join(rng.sample(NAMES, 4))]),
    }  # fmt: skip


def people(rng: Random, contacts: pd.DataFrame) -> pd.DataFrame:
    """Countries and offices for some of the names, not always the same."""
    rows = [
        {"contact_id": row["fact_id"], "person": name, "office": rng.choice([None, "president", LONG]),
         "level": rng.choice(["head_of_state", "official", None]), "country": rng.choice(["CHN", "RUS", None, "A"])}
        for row in contacts.to_dict("records")
        for name in str(row["participants"]).split("; ")
        if rng.random() < 0.8
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["contact_id", "person", "office", "level", "country"])


def count(rng: Random, number: int) -> dict[str, object]:
    start, end = period(rng)
    return {
        "fact_id": f"n{number}", "doc_id": "a", "kind": rng.choice(["meeting", "call"]), "countries": "CHN; RUS",
        "level": rng.choice(["head_of_state", None]), "count": rng.choice([0, 1, 8, 146, 2.5, 1e6]),
        "bound": rng.choice(["exact", "about", "at_least"]), "period_start": start, "period_end": end,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(15))
def test_any_rows_make_figures_that_can_be_printed(seed):
    rng = Random(seed)
    many = rng.choice([1, 2, 5, 12, 40])
    looks = {
        "figsize": rng.choice([(9, 5.6), (5, 3.5), (7, 4.7)]), "dark": rng.random() < 0.5,
        "years": rng.choice([(None, None), (2000, 2020), (2030, None), (None, 1900)]),
    }  # fmt: skip
    rows = [figure(rng, number) for number in range(many)]
    contacts = table("contacts", [contact(rng, number) for number in range(many)])
    counts = table("contact_counts", [count(rng, number) for number in range(rng.choice([0, 1, 4, 20]))])
    trade = {
        "flow": rng.choice(["turnover", "exports", "balance"]), "log": rng.random() < 0.3,
        "measure": rng.choice(["level", "change", "level and change", "share", "rank"]),
        "product": rng.choice(["all", None]), "reference": rng.choice([None, load_reference("trade")]),
    }  # fmt: skip
    known = load_reference("contacts")
    for fig, _ in (
        views.trade_trends(table("trade", rows), **trade, **looks),
        views.energy_flows(table("energy", rows), commodity=rng.choice(["gas", ["gas", "oil"]]), **looks),
        views.contacts_timeline(contacts, counts, reference=known, **looks),
        views.contact_frequency(contacts, counts, by=rng.choice(["year", "quarter", "month"]), **looks),
        views.contact_calendar(contacts, by=rng.choice(["month", "week"]), reference=known, **looks),
        *(views.contact_network(contacts, people(rng, contacts), nodes=nodes, **looks) for nodes in NODES),
    ):
        assert views.to_svg(fig)
        assert views.describe(fig)
        assert not complaints(fig)
