"""Texts that stand in a corpus twice are told; the sidecar is read, obeyed and written."""

from __future__ import annotations

import csv
import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat_nb as bn
import bilat_nb.loading
from bilat_nb.loading.duplicates import twins
from tests import files

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "dev/documents").glob("*.txt"))]
LONG = max(TEXTS, key=len)
PLAIN = {"first": LONG, "other": min(TEXTS, key=len)}


def told(corpus: bn.Corpus) -> list[tuple[str, str]]:
    return [(p["doc_id"], p["kind"]) for p in corpus.problems]


def test_texts_of_different_events_are_no_twins():
    assert not list(twins(TEXTS))


@pytest.mark.parametrize(
    ("again", "kind"),
    [
        (LONG, "duplicate"),
        (LONG.replace("\n", "\r\n  "), "duplicate"),
        (f"Agency reports.\n\n{LONG}\n\nRead more on our site.", "near duplicate"),
        (LONG[: len(LONG) * 3 // 4], "near duplicate"),
        (LONG.replace(" in ", " within ", 3), "near duplicate"),
    ],
)
def test_a_reprint_is_told_with_its_source(again, kind):
    corpus = bn.load_documents({**PLAIN, "again": again})
    assert told(corpus) == [("again", kind)]
    assert "first" in corpus.problems[0]["detail"]
    dropped = bn.load_documents({**PLAIN, "again": again}, duplicates="drop")
    assert [d.doc_id for d in dropped] == ["first", "other"] and "left out" in dropped.problems[0]["detail"]
    assert not bn.load_documents({**PLAIN, "again": again}, duplicates="ignore").problems


def test_a_page_and_a_pdf_of_one_text(tmp_path):
    (tmp_path / "a.pdf").write_bytes(files.pdf(LONG, columns=2))
    (tmp_path / "b.html").write_bytes(files.page(LONG))
    (row,) = (p for p in bn.load_documents(tmp_path).problems if "duplicate" in p["kind"])
    assert row["doc_id"] == "b"


def test_short_texts_are_twins_only_when_they_are_the_same():
    assert told(bn.load_documents({"a": "Trade grew by 5%.", "b": "Trade grew by 6%.", "c": "Trade grew by 5%."})) == [
        ("c", "duplicate")
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_twin_points_back_and_is_told_once(texts):
    found = list(twins(texts))
    assert all(twin.first < twin.place for twin in found)
    assert len({twin.place for twin in found}) == len(found)


def test_another_way_is_refused():
    with pytest.raises(ValueError, match="'tell', 'drop' or 'ignore'"):
        bn.load_documents(PLAIN, duplicates="merge")


# --- documents.csv ---------------------------------------------------------------------------------------------------


def sidecar(folder: Path, *rows: str) -> None:
    lines = ("file,publisher,published,language,title,note", *rows)
    (folder / "documents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_sidecar_overrules_what_a_page_says_of_itself(tmp_path):
    (tmp_path / "a.html").write_bytes(files.page(LONG, '<meta name="date" content="2018-05-11">', "A title"))
    sidecar(tmp_path, "a.html,Ministry,2019-01-02,,,")
    (document,) = bn.load_documents(tmp_path)
    assert (document.publisher, str(document.published), document.language) == ("Ministry", "2019-01-02", "en")


def test_rows_name_files_by_their_path_or_by_their_name_alone(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{folder}: {LONG}", encoding="utf-8")
    sidecar(tmp_path, "x/a.txt,One,,,,", "y/a.txt,Two,,,,")
    assert [d.publisher for d in bn.load_documents(tmp_path)] == ["One", "Two"]


def test_a_sidecar_is_written_completed_and_read_again(tmp_path):
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "b.html").write_bytes(files.page(PLAIN["other"], '<meta name="date" content="2018-05-11">'))
    path = bn.load_documents(tmp_path).write_sidecar(tmp_path)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [(row["file"], row["published"]) for row in rows] == [("a.txt", ""), ("b.html", "2018-05-11")]
    path.write_text(
        path.read_text(encoding="utf-8").replace("a.txt,,,", "a.txt,Ministry,2017-03-04,"), encoding="utf-8"
    )
    again = bn.load_documents(tmp_path)
    assert (again["a"].publisher, str(again["a"].published)) == ("Ministry", "2017-03-04")
    assert not again.problems


def test_notes_and_rows_about_other_files_are_kept_when_a_sidecar_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    sidecar(tmp_path, "a.txt,Ministry,,,,look again", "gone.txt,Agency,,,,lost")
    bn.load_documents(tmp_path).write_sidecar(tmp_path)
    text = (tmp_path / "documents.csv").read_text(encoding="utf-8")
    assert "look again" in text and "gone.txt,Agency" in text and "a.txt,Ministry" in text


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00bad", b"name,day\na,b\n"])
def test_a_sidecar_that_is_none_is_told(tmp_path, raw):
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "documents.csv").write_bytes(raw)
    corpus = bn.load_documents(tmp_path)
    assert len(corpus) == 1
    assert [p["kind"] for p in corpus.problems] == ["sidecar"]


# --- examples in docstrings ------------------------------------------------------------------------------------------

MODULES = [
    *(module.name for module in pkgutil.walk_packages(bilat_nb.loading.__path__, "bilat_nb.loading.")),
    *(f"bilat_nb.{name}" for name in ("documents", "web", "storage", "overrides", "recognised", "commands.telling")),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
