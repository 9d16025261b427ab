"""Contacts and their counts: the flat cases, the traps, and what must hold for any text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat_nb import vocabulary
from bilat_nb.documents import Document
from bilat_nb.facts.contacts.counts import find_contact_counts
from bilat_nb.facts.contacts.line import CODES
from bilat_nb.facts.contacts.people import people_of
from bilat_nb.facts.contacts.table import find_contacts
from bilat_nb.lexicon import fold, lexicon
from bilat_nb.model import Actor, Fact, Reading
from bilat_nb.reading import read

CASES = Path(__file__).parent / "cases"
CONTACT = ("kind", "level", "start", "end", "place", "participants", "countries", "status")
COUNT = ("kind", "level", "count", "bound", "period_start", "period_end")


def cases(name: str) -> list[Any]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["name"]) for row in csv.DictReader(lines)]


def reading(text: str, published: str = "") -> Reading:
    day = date.fromisoformat(published) if published else None
    return read(Document("case", text, published=day))


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "+".join(str(v) for v in value)
    return str(value)


def told(facts: list[Fact], columns: tuple[str, ...]) -> list[list[str]]:
    return sorted([cell(f.values[c]) for c in columns] for f in facts)


def expected(row: dict[str, str]) -> list[list[str]]:
    return sorted(one.split("|") for one in row["expected"].split(" / ") if one)


def alike(want: str, have: str) -> bool:
    if want.endswith("+*"):  # these and perhaps others
        return set(want.split("+")[:-1]) <= set(have.split("+"))
    return want == "*" or sorted(want.split("+")) == sorted(have.split("+"))


def agree(want: list[list[str]], have: list[list[str]]) -> bool:
    return len(want) == len(have) and all(
        alike(w, h) for ws, hs in zip(want, have, strict=True) for w, h in zip(ws, hs, strict=True)
    )


@pytest.mark.parametrize("row", cases("contacts.csv"))
def test_contacts(row: dict[str, str]) -> None:
    have = told(find_contacts(reading(row["text"], row["published"])), CONTACT)
    assert agree(expected(row), have), have


@pytest.mark.parametrize("row", cases("contact_counts.csv"))
def test_counts(row: dict[str, str]) -> None:
    have = told(find_contact_counts(reading(row["text"], row["published"])), COUNT)
    assert agree(expected(row), have), have


@pytest.mark.parametrize("row", cases("no_contacts.csv"))
def test_no_contacts(row: dict[str, str]) -> None:
    source = reading(row["text"], row["published"])
    assert told(find_contacts(source) + find_contact_counts(source), ("kind",)) == []


def forms() -> Iterator[Any]:
    for row in vocabulary.table("contact_forms"):
        yield pytest.param(row, id=vocabulary.forms(row)[0])


@pytest.mark.parametrize("row", list(forms()))
def test_examples_are_found(row: dict[str, str]) -> None:
    assert any(t.get("contact_forms") == row for t in lexicon().tokens(row["example"]))


def texts() -> Iterator[Any]:
    """Yield the longer texts; a known miss is a strict expected failure, so that a cure is noticed."""
    with (CASES / "contact_texts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            marks = [pytest.mark.xfail(strict=True)] if row["known_miss"] else []
            yield pytest.param(row, id=row["name"], marks=marks)


def missing(cells: str, have: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Return wanted rows that are not there and rows that are not wanted; a row of stars allows one more row."""
    rest = list(have)
    lost = []
    wanted = [one.split("|") for one in cells.split(" / ") if one]
    slack = [row for row in wanted if set(row) == {"*"}]
    for want in (row for row in wanted if row not in slack):
        hit = next((h for h in rest if all(alike(a, b) for a, b in zip(want, h, strict=True))), None)
        if hit is None:
            lost.append(want)
        else:
            rest.remove(hit)
    return lost, rest[len(slack) :]


@pytest.mark.parametrize("row", list(texts()))
def test_texts(row: dict[str, str]) -> None:
    source = reading(row["text"].replace("\\n", "\n"), row["published"])
    assert missing(row["contacts"], told(find_contacts(source), CONTACT)) == ([], [])
    assert missing(row["counts"], told(find_contact_counts(source), COUNT)) == ([], [])


@pytest.mark.parametrize("name", ["contact_words", "deed_words", "count_words", "body_words", "count_groups"])
def test_word_examples(name: str) -> None:
    for row in vocabulary.table(name):
        words = fold(row["example"]).split()
        assert any(set(w.split()) <= set(words) for w in row["words"].split("|")), row


def test_every_role_has_a_letter() -> None:
    assert {row["role"] for row in vocabulary.table("contact_words")} <= set(CODES)


WORDS = sorted({form for row in vocabulary.table("contact_forms") for form in vocabulary.forms(row)})
SOUP = st.lists(
    st.sampled_from(
        [
            *WORDS,
            *"with between and twice ten said , ; of to will he they".split(),
            "Vladimir Putin",
            "in Moscow",
            "President of Belarus",
            "the presidents",
            "on 5 May 2018",
            "last year",
            "Xi Jinping",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(SOUP, st.text(max_size=200)))
def test_any_text(text: str) -> None:
    source = reading(text, "2020-06-01")
    for fact in find_contacts(source) + find_contact_counts(source):
        assert 0 <= fact.start < fact.stop <= len(text)
        assert source.sentences[fact.sentence].start <= fact.start
        assert fact.stop <= source.sentences[fact.sentence].stop
        assert all(text[p.start : p.stop].strip() for p in fact.parts)


def test_who_is_told_as_one_of_several_countries_stands_in_the_order_of_the_text():
    countries = ("SOM", "ETH", "KEN", "DJI", "UGA", "RWA")
    members = (("Ruto", None, "KEN"), ("Abiy", None, "ETH"))
    leaders = Actor(0, 9, "office", countries, office="leader", level="head_of_state", plural=True, members=members)
    assert [p.country for p in people_of([leaders])] == ["KEN", "ETH", "SOM", "DJI", "UGA", "RWA"]
