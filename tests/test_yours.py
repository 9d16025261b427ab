"""The form for one's own documents: what it reads, what it says, what it gives away."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

import bilat_nb as bn
from bilat_nb.widgets.yours import joined
from tests import files

NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."
EVIL = "<img src=x onerror=window.hacked=1>"


def upload(form, **named: bytes) -> None:
    form.files.value = tuple(
        {"name": name, "type": "", "size": len(raw), "content": memoryview(raw), "last_modified": datetime.now(UTC)}
        for name, raw in named.items()
    )
    form.button.click()
    form.wait()


@pytest.fixture(scope="module")
def form():
    return bn.your_documents()


def test_the_example_is_read_at_first(form):
    form = bn.your_documents()
    assert form.facts.documents["doc_id"].tolist() == ["pasted text"]
    assert len(form.facts.trade) == 4
    assert "Documents read: 1" in form.status.html


def test_files_take_the_place_of_the_example(form):
    upload(form, **{"note.html": files.page(NEWS), "paper.pdf": files.pdf(NEWS)})
    assert form.facts.documents["doc_id"].tolist() == ["note", "paper"]
    assert [p for p in form.facts.problems["kind"] if "duplicate" in p]


def test_a_text_of_ones_own_is_read_with_the_files(form):
    form.text.value = "Exports of Kazakhstan to China reached $3 billion in 2022."
    upload(form, **{"note.html": files.page(NEWS)})
    assert form.facts.documents["doc_id"].tolist() == ["pasted text", "note"]


def test_a_folder_is_read_and_its_progress_told(form, tmp_path):
    for number in range(25):
        (tmp_path / f"{number}.txt").write_text(f"{NEWS} Number {number}.", encoding="utf-8")
    said = []
    form.progress.said.observe(lambda change: said.append(change["new"]), names="value")
    form.text.value, form.path.value = "", str(tmp_path)
    upload(form)
    assert len(form.facts.documents) == 25
    assert said[-1] == "25 of 25 read"
    assert (form.progress.bar.value, form.progress.bar.max) == (25, 25)
    form.path.value = ""


def test_a_broken_file_has_its_row_and_its_reason(form):
    form.text.value = ""
    upload(form, **{"cut.pdf": files.pdf(NEWS)[:300], "note.txt": NEWS.encode()})
    assert "fetch it again" in form.report.html
    form.report.picked = "cut"
    assert "fetch it again" in form.reading.html


@pytest.mark.parametrize("path", ["no/such/folder", "\x00"])
def test_a_folder_that_is_not_there_is_told(form, path):
    form.text.value, form.path.value = "", path
    upload(form)
    assert 'role="alert"' in form.status.html
    form.path.value = ""


def test_nothing_at_all_is_told(form):
    form.text.value = form.path.value = ""
    upload(form)
    assert "Paste a text" in form.status.html


def test_hostile_names_and_texts_are_escaped_everywhere(form):
    form.text.value = ""
    upload(form, **{f"{EVIL}.html": files.page(f"{NEWS} {EVIL}", title=EVIL), f"{EVIL}.pdf": b"%PDF-1.4"})
    bundle = form._repr_mimebundle_()
    shown = [form.status.html, form.report.html, form.reading.html, bundle["text/html"]]
    form.report.picked = form.facts.problems["doc_id"].iloc[0]
    assert not [html for html in [*shown, form.reading.html] if "<img" in html]
    assert "&lt;img" in form.reading.html


def test_all_tables_are_in_the_archive_to_take_away(form, tmp_path):
    form.text.value = NEWS
    upload(form)
    with zipfile.ZipFile(io.BytesIO(form.zipped())) as packed:
        packed.extractall(tmp_path)
    assert bn.Facts.load(tmp_path).trade.equals(form.facts.trade)


def test_two_documents_of_one_name_keep_apart():
    parts = [bn.load_documents({"note": NEWS}), bn.load_documents({"note": "Gas flows."})]
    assert [d.doc_id for d in joined(parts)] == ["note", "note (2)"]


def test_recognised_counts_every_document_and_names_lost_files(tmp_path):
    (tmp_path / "note.txt").write_text(f"{NEWS} It took 300 trucks.", encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(files.pdf(NEWS)[:300])
    told = bn.recognised(bn.parse(tmp_path)).set_index("doc_id")
    assert told.loc["note", ["trade", "energy", "unused"]].tolist() == [2, 0, 1]
    assert told.loc["cut", "told"].startswith("damaged file: cut.pdf") and told["n_chars"].isna().loc["cut"]
    assert bn.recognised(bn.parse({"a": "Nothing."}))["trade"].tolist() == [0]


def test_the_verdicts_are_made_when_their_tab_is_opened():
    form = bn.your_documents()
    assert form.explorers.titles[-1] == "Do they agree?"
    assert not form.explorers.children[-1].children
    form.explorers.selected_index = 3
    assert form.explorers.selected_index == 3
    assert len(form.explorers.children[-1].children) > 2
    form.read()
    assert len(form.explorers.children[-1].children) > 2, "what is open is made anew"
