"""A long reading can be stopped: what was read is kept and can be used, and the rest can be read later."""

from __future__ import annotations

import os
import signal
import threading

import ipywidgets as ipw
import pytest

import bilat_nb as bn
from bilat_nb.pipeline import STOPPED
from bilat_nb.widgets import progress
from bilat_nb.widgets.progress import ReadingBar

TEXTS = {
    f"note {number}": f"In {2001 + number} exports of Peru to Chile grew by {number + 2}% to ${number + 1}.5 billion. "
    "The presidents of Peru and Chile met in Lima on 3 May 2004. Peru supplied 4 bcm of gas to Chile in 2003."
    for number in range(7)
}


def until(number: int):
    """A progress that stops after some documents."""
    return lambda done, total: done < number


def same(one: bn.Facts, other: bn.Facts) -> bool:
    return dict(one.texts) == dict(other.texts) and all(
        frame.equals(again) for (_, frame), (_, again) in zip(one.tables(), other.tables(), strict=True)
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_read_until_a_stop_is_kept_and_says_how_to_go_on(workers):
    part = bn.parse(TEXTS, progress=until(3), workers=workers)
    assert part.documents["doc_id"].tolist() == list(TEXTS)[:3]
    assert set(part.trade["doc_id"]) == set(list(TEXTS)[:3])
    told = part.problems[part.problems["kind"] == STOPPED]["detail"].tolist()
    assert told == ["Reading was stopped after 3 of 7 documents; parse(documents, resume=facts) reads the rest."]
    assert "3 of 7" in part._repr_html_()


@pytest.mark.parametrize("first", [1, 3, 6])
def test_what_is_resumed_is_what_would_have_been_read_at_once(first, tmp_path):
    whole = bn.parse(TEXTS)
    part = bn.parse(TEXTS, progress=until(first))
    part.save(tmp_path)
    read = []
    for before in (part, bn.Facts.load(tmp_path)):
        again = bn.parse(TEXTS, resume=before, progress=lambda done, total: read.append((done, total)))
        assert same(again, whole)
    assert read[0] == (first + 1, 7), "what was read is not read again"
    assert same(bn.parse(TEXTS, resume=whole), whole)


def test_a_resumed_reading_can_be_stopped_again():
    part = bn.parse(TEXTS, progress=until(2))
    more = bn.parse(TEXTS, progress=until(5), resume=part)
    assert len(more.documents) == 5
    assert more.problems["kind"].tolist().count(STOPPED) == 1
    assert "5 of 7" in more.problems["detail"].iloc[-1]


def test_what_could_not_be_loaded_is_told_once(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4")
    part = bn.parse(tmp_path, progress=until(2))
    assert same(bn.parse(tmp_path, resume=part), bn.parse(tmp_path))


def test_another_text_under_the_same_name_is_refused():
    part = bn.parse(TEXTS, progress=until(2))
    with pytest.raises(ValueError, match="'note 0' has another text"):
        bn.parse(TEXTS | {"note 0": "Another one."}, resume=part)


def test_after_the_last_document_there_is_nothing_to_stop():
    facts = bn.parse(TEXTS, progress=until(7))
    assert STOPPED not in facts.problems["kind"].tolist()


def test_corrections_hold_for_both_parts(tmp_path):
    whole = bn.parse(TEXTS)
    mine = tmp_path / "mine.csv"
    for fact_id in (whole.trade["fact_id"].iloc[0], whole.trade["fact_id"].iloc[-1]):
        bn.override(mine, whole, fact_id, status="planned")
    part = bn.parse(TEXTS, progress=until(3), overrides=mine)
    assert same(bn.parse(TEXTS, resume=part, overrides=mine), bn.parse(TEXTS, overrides=mine))


# --- the bar ---------------------------------------------------------------------------------------------------------


def test_the_bar_tells_count_and_name_and_its_button_stops():
    bar = ReadingBar(["first note", "second <b>note</b>"])
    bar._told = -1
    assert bar.step(1, 2) is True
    assert bar.said.value == "1 of 2 read; now second <b>note</b>"
    assert isinstance(bar.said, ipw.Label), "a label shows names as they are, never as HTML"
    bar.cancel.click()
    assert bar.cancel.disabled and bar.said.value == "Stopping …"
    assert bar.step(2, 2) is False
    bar.start(["again"])
    assert not bar.stopped and not bar.cancel.disabled


def test_after_a_resume_the_bar_names_the_document_at_hand():
    bar = ReadingBar(["fourth", "fifth"])
    bar._told = -1
    bar.step(4, 5)
    assert bar.said.value == "4 of 5 read; now fifth"


def test_a_short_reading_shows_nothing(capsys, monkeypatch):
    monkeypatch.setattr(progress, "display", lambda *_, **__: pytest.fail("shown"))
    assert same(bn.parse_watched(TEXTS), bn.parse(TEXTS))
    assert capsys.readouterr().out == ""


class Handle:
    """What display gives back: keeps what takes the place of the bar."""

    def update(self, said, raw):
        self.said = said


def test_a_cancelled_reading_is_usable_and_goes_on(monkeypatch):
    handle, shown = Handle(), []
    monkeypatch.setattr(progress, "QUIET", 0.0)
    monkeypatch.setattr(progress, "display", lambda box, display_id: shown.append(box) or handle)
    monkeypatch.setattr(ReadingBar, "_next", lambda bar, done, total: (done == 4 and bar.cancel.click()) or "")
    monkeypatch.setattr(progress, "_OFTEN", 0.0)
    part = bn.parse_watched(TEXTS)
    assert len(part.documents) == 4
    assert len(bn.series(part, flow="exports")) > 0
    said = "4 of 7 documents read; bn.parse_watched(documents, resume=facts) reads the rest."
    assert handle.said == {"text/plain": said}
    monkeypatch.setattr(ReadingBar, "_next", lambda *_: "")
    assert same(bn.parse_watched(TEXTS, resume=part), bn.parse(TEXTS))
    assert handle.said == {"text/plain": "7 of 7 documents read."}


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_the_square_of_the_toolbar_stops_without_a_traceback(monkeypatch, capsys):
    monkeypatch.setattr(
        ReadingBar, "_next", lambda bar, done, total: (done == 2 and os.kill(os.getpid(), signal.SIGINT)) or ""
    )
    monkeypatch.setattr(progress, "_OFTEN", 0.0)
    before = signal.getsignal(signal.SIGINT)
    part = bn.parse_watched(TEXTS)
    assert 2 <= len(part.documents) < 7
    assert "reads the rest" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before


def test_in_a_thread_signals_stay_as_they_are():
    found = []
    thread = threading.Thread(target=lambda: found.append(bn.parse_watched(TEXTS)))
    thread.start()
    thread.join()
    assert len(found[0].documents) == 7


# --- the form --------------------------------------------------------------------------------------------------------


def test_the_form_can_be_cancelled_and_goes_on(tmp_path, monkeypatch):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    form = bn.your_documents("")
    form.path.value = str(tmp_path)
    step = ReadingBar.step
    monkeypatch.setattr(
        ReadingBar, "step", lambda bar, done, total: (done == 3 and bar.stop(), step(bar, done, total))[1]
    )
    form.button.click()
    form.wait()
    assert len(form.facts.documents) == 3
    assert form.rest.layout.display is None and not form.rest.disabled
    assert len(form.explorers.children) == 4, "what was read can be explored"
    assert "Stopped after 3 of 7 documents: “Read the rest” goes on. Documents read: 3." in form.status.html
    monkeypatch.setattr(ReadingBar, "step", step)
    form.rest.click()
    form.wait()
    assert len(form.facts.documents) == 7
    assert form.rest.layout.display == "none"
    assert same(form.facts, bn.parse(tmp_path))


def test_a_fault_in_the_thread_is_told(monkeypatch):
    form = bn.your_documents()
    monkeypatch.setattr("bilat_nb.widgets.yours.parse", lambda *_, **__: 1 / 0)
    form.button.click()
    form.wait()
    assert "ZeroDivisionError" in form.status.html
    assert not form.button.disabled
