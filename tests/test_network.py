"""The graph of who met whom."""

from __future__ import annotations

import doctest
import importlib
import random
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.network import contact_network

PEOPLE = {
    "Ahn": ("president", "head_of_state", "KOR"),
    "Bose": ("president", "head_of_state", "IND"),
    "Cruz": ("foreign_minister", "foreign_minister", "KOR"),
    "Dutt": ("foreign_minister", "foreign_minister", "IND"),
    "Eliot": ("president", "head_of_state", "USA"),
    "Lukashenka": ("president", "head_of_state", "IND"),
    "Lukashenko": ("president", "head_of_state", "IND"),
}


def told(*rows: tuple[str, str, str], **cells: Any) -> SimpleNamespace:
    """Facts of some contacts: (day, kind, names)."""
    contacts, people = [], []
    for number, (when, kind, names) in enumerate(rows):
        present = names.split()
        codes = sorted({PEOPLE[name][2] for name in present})
        contacts.append({
            "fact_id": f"f{number}", "doc_id": f"d{number}", "kind": kind, "level": PEOPLE[present[0]][1],
            "start": when, "end": when, "precision": "day", "place": None, "participants": "; ".join(present),
            "countries": "; ".join(codes), "status": "held", **cells,
        })  # fmt: skip
        for name in present:
            office, level, country = PEOPLE[name]
            row = {"contact_id": f"f{number}", "person": name, "office": office, "level": level, "country": country}
            people.append(row)
    frame = pd.DataFrame(contacts)
    for column in ("start", "end"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return SimpleNamespace(contacts=frame, participants=pd.DataFrame(people))


TWICE = told(
    ("2020-01-02", "meeting", "Ahn Bose"), ("2020-01-02", "meeting", "Bose Ahn"), ("2021-05-06", "call", "Ahn Bose")
)


def test_a_contact_told_twice_counts_once_and_keeps_both_rows() -> None:
    edge = contact_network(TWICE).edges["Ahn (KOR)", "Bose (IND)"]
    assert edge == {
        "weight": 2, "planned": 0, "first": "2020-01-02", "last": "2021-05-06", "kinds": "call 1; meeting 1",
        "fact_ids": ["f0", "f1", "f2"], "contacts": ["f0; f1", "f2"],
    }  # fmt: skip


def test_nodes_know_country_level_and_label() -> None:
    graph = contact_network(TWICE)
    assert graph.nodes["Ahn (KOR)"] == {
        "label": "Ahn", "country": "KOR", "level": "head_of_state", "offices": "president", "contacts": 2,
    }  # fmt: skip
    assert contact_network(TWICE, "offices").nodes["president (IND)"]["people"] == "Bose"
    assert list(contact_network(TWICE, "countries")) == ["IND", "KOR"]


def test_plans_count_only_when_asked() -> None:
    plan = told(("2030-01-02", "visit", "Ahn Bose"), status="planned")
    assert contact_network(plan).number_of_edges() == 0
    edge = contact_network(plan, planned=True).edges["Ahn (KOR)", "Bose (IND)"]
    assert (edge["weight"], edge["planned"]) == (1, 1)


def test_people_of_one_country_are_not_joined() -> None:
    graph = contact_network(told(("2020-01-02", "meeting", "Ahn Cruz Bose Eliot")))
    assert not graph.has_edge("Ahn (KOR)", "Cruz (KOR)")
    assert graph.number_of_edges() == 5
    assert {tuple(data["fact_ids"]) for _, _, data in graph.edges(data=True)} == {("f0",)}


def test_a_side_without_a_name_is_told_as_left_out() -> None:
    graph = contact_network(told(("2020-01-02", "session", "Ahn"), ("2020-01-02", "meeting", "Ahn Bose")))
    assert (graph.graph["contacts"], graph.graph["left_out"]) == (1, ["f0"])


def test_spellings_are_one_person_and_short_names_are_not() -> None:
    graph = contact_network(
        told(("2020-01-02", "meeting", "Ahn Lukashenka"), ("2020-02-02", "meeting", "Ahn Lukashenko"))
    )
    assert graph.edges["Ahn (KOR)", "Lukashenka (IND)"]["weight"] == 2
    short = contact_network(told(("2020-01-02", "meeting", "Ahn Bose"), ("2020-02-02", "meeting", "Ahn Dutt")))
    assert short.number_of_nodes() == 3


def test_the_usual_office_names_a_person_who_is_once_called_otherwise() -> None:
    source = told(*[(f"2020-0{n}-02", "meeting", "Ahn Bose") for n in range(1, 4)])
    source.participants.loc[0, "office"] = "leader"
    assert list(contact_network(source, "offices")) == ["president (IND)", "president (KOR)"]


def test_unknown_countries_are_not_guessed() -> None:
    source = told(("2020-01-02", "meeting", "Ahn Bose"), ("2020-01-03", "meeting", "Ahn Cruz Bose"))
    source.participants.loc[source.participants["person"] == "Bose", "country"] = None
    graph = contact_network(source)
    assert graph.edges["Ahn (KOR)", "Bose (?)"]["fact_ids"] == ["f0"], "two alone were each other's counterpart"


def test_a_table_of_contacts_will_do() -> None:
    assert nx.utils.graphs_equal(
        contact_network(TWICE), contact_network(TWICE.contacts, participants=TWICE.participants)
    )
    bare = contact_network(TWICE.contacts)
    assert bare.edges["Ahn (?)", "Bose (?)"]["weight"] == 2


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        ("2020-01-02", "meeting", "Ahn Bose"),
        ("2021-02-03", "call", "Cruz Dutt"),
        ("2022-03-04", "visit", "Ahn Eliot"),
    ]
    source = told(*rows)
    before = contact_network(source)
    for seed in range(5):
        shuffled = SimpleNamespace(
            contacts=source.contacts.sample(frac=1, random_state=seed),
            participants=source.participants.sample(frac=1, random_state=random.Random(seed).randint(0, 99)),
        )
        after = contact_network(shuffled)
        assert list(after.nodes(data=True)) == list(before.nodes(data=True))
        assert list(after.edges(data=True)) == list(before.edges(data=True))


def test_stated_counts_are_never_added_and_every_edge_leads_to_a_sentence() -> None:
    facts = bn.parse(bn.load_documents(bn.bundled_documents()))
    graph = bn.contact_network(facts, "countries", planned=True)
    assert graph.edges["BLR", "RUS"]["weight"] == len(bn.merge_contacts(facts))
    for _, _, data in bn.contact_network(facts, planned=True).edges(data=True):
        for fact_id in data["fact_ids"]:
            assert facts.quote(fact_id)


def test_nothing_is_a_graph_without_edges() -> None:
    empty = contact_network(SimpleNamespace(contacts=TWICE.contacts[:0], participants=TWICE.participants[:0]))
    assert empty.number_of_nodes() == 0


@pytest.mark.parametrize("name", ["network", "merging", "frequency"])
def test_examples(name) -> None:
    result = doctest.testmod(importlib.import_module(f"bilat_nb.{name}"))
    assert result.attempted >= 3
    assert result.failed == 0


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="'towns'; choose one of people, offices, countries"):
        contact_network(TWICE, "towns")
