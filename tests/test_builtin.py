"""Explorers out of built-in widgets alone, for front ends that load no scripts of other packages: the same view."""

from __future__ import annotations

import base64
import html
import io
import re
from types import SimpleNamespace

import ipywidgets as ipw
import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.widgets import frontend, listing
from bilat_nb.widgets.plain import PlainTable, inert, opened_at_sentence

BUILTIN = {"@jupyter-widgets/base", "@jupyter-widgets/controls"}
EXPLORERS = ["explore_trade", "explore_energy", "explore_contacts", "explore_verdicts"]


@pytest.fixture(scope="module")
def facts() -> bn.Facts:
    return bn.parse(bn.load_documents(bn.bundled_documents()))


@pytest.fixture(params=EXPLORERS)
def both(request, facts):
    """An explorer of built-in widgets, and the same with panes of its own."""
    make = getattr(bn, request.param)
    return make(facts, builtin=True), make(facts, builtin=False)


def parts(widget) -> list:
    """A widget and all widgets in it."""
    return [widget, *(part for child in getattr(widget, "children", ()) for part in parts(child))]


def test_nothing_but_built_in_widgets(both):
    plain, other = both
    assert {part._model_module for part in parts(plain.widget)} <= BUILTIN
    assert {part._view_module for part in parts(plain.widget)} <= BUILTIN
    assert "anywidget" in {part._model_module for part in parts(other.widget)}


def test_the_form_for_documents_too():
    form = bn.your_documents(builtin=True)
    form.explorers.selected_index = 3
    assert {part._model_module for part in parts(form.widget)} <= BUILTIN
    form.report.rows.value = "pasted text"
    assert "4.4 billion" in form.reading.value
    form.save.click()
    assert 'download="bilat_nb-tables.zip"' in form.actions.link.value


def test_the_picture_the_rows_and_the_state_are_the_same(both):
    plain, other = both
    assert plain.figure.html == other.figure.html
    assert plain.figure.html in plain.figure.value
    assert plain.csv() == other.csv() and plain.state == other.state
    assert [fact for _, fact in plain.table.rows.options] == [row["fact_id"] for _, row in other._rows]


def test_a_row_that_is_chosen_is_shown_everywhere(both):
    plain, other = both
    for _, fact_id in plain.table.rows.options:
        plain.table.rows.value = fact_id
        other.pick(fact_id)
        assert plain.selected == fact_id
        assert plain.evidence.html == other.evidence.html
        assert f'data-fact-id="{fact_id}"' in plain.figure.value.split("</style>")[0], "the mark has a frame"
        assert plain.table.pane.value.count("aria-current") == 1


def test_the_buttons_go_round(both):
    plain, _ = both
    ids = [fact for _, fact in plain.table.rows.options]
    back, on = plain.table.steps
    back.click()
    assert plain.selected == ids[-1]
    on.click()
    assert plain.selected == ids[0]


def test_the_table_is_sorted_by_its_numbers(facts):
    plain = bn.explore_trade(facts, measure="level", builtin=True)
    table = plain.table
    values = [facts.row(fact_id)["value"] for _, fact_id in table.rows.options]
    for place, wanted in ((1, sorted(values)), (-1, sorted(values, reverse=True))):
        table.sort.value = place
        assert [facts.row(fact_id)["value"] for _, fact_id in table.rows.options] == wanted
        shown = re.findall(r'<tr[^>]*><td[^>]*data-value="([^"]+)"', table.pane.value)
        assert [float(value) for value in shown] == wanted
    table.sort.value = 0
    assert [facts.row(fact_id)["value"] for _, fact_id in table.rows.options] == values


def test_every_picker_still_changes_picture_and_table(both):
    plain, other = both
    for name, widget in plain.controls.widgets.items():
        if isinstance(widget, ipw.Dropdown) and len(widget.options) > 1:
            widget.value = other.controls.widgets[name].value = widget.options[-1][1]
            assert plain.figure.html == other.figure.html
            assert len(plain.table.rows.options) == len(other._rows)
            assert "alert" not in plain.status.value


def test_files_are_saved_by_links(both):
    plain, _ = both
    for word, start in (("csv", b"\xef\xbb\xbftable,"), ("png", b"\x89PNG"), ("svg", b"<svg")):
        plain.actions.buttons[word].click()
        link = plain.actions.link.value
        assert f'download="{plain.file}.{word}"' in link
        assert base64.b64decode(link.split("base64,")[1].split('"')[0]).startswith(start)
    plain.actions.buttons["csv"].click()
    saved = pd.read_csv(io.BytesIO(base64.b64decode(plain.actions.link.value.split("base64,")[1].split('"')[0])))
    assert len(saved) == len(plain.shown)
    plain.step(1)
    assert plain.actions.link.value == "" or len(plain._rows) == 1, "a link of another view does not stay"


def test_a_search_fades_marks_and_an_empty_choice_is_told(facts):
    plain = bn.explore_trade(facts, builtin=True, search="Jan–Sep")
    assert "opacity: 0.16" in plain.figure.value and len(plain.table.rows.options) == 3
    plain.controls.widgets["search"].value = "no such word"
    assert "None of the" in plain.table.pane.value and plain.table.rows.options == ()
    plain.controls.reset_button.click()
    assert "opacity" not in plain.figure.value and len(plain.table.rows.options) == 13


def test_no_button_is_shown_that_would_do_nothing(both):
    plain, _ = both
    for pane in (plain.evidence.value, plain.table.pane.value, plain.actions.pane.value, plain.status.value):
        assert "<button" not in pane
    assert "bn.explore_" in plain.actions.pane.value, "the call can be copied by hand"


def test_words_of_a_document_stay_text(facts):
    evil = "Exports of Peru to Chile grew by 5% in 2001. <button data-fact='x'><img src=x onerror=alert(1)></button>"
    plain = bn.explore_trade(bn.parse({"<b>note</b>": evil}), builtin=True)
    for pane in (plain.evidence.value, plain.table.pane.value, plain.actions.pane.value, plain.figure.value):
        assert "<img" not in pane and "<b>note" not in pane
    assert "&lt;button data-fact=" in plain.evidence.value


def test_a_long_table_has_all_its_rows(facts, monkeypatch):
    monkeypatch.setattr(listing, "ALL_UP_TO", 4)
    monkeypatch.setattr(listing, "FIRST", 3)
    plain = bn.explore_trade(facts, builtin=True)
    assert len(plain.table.rows.options) == len(plain._rows) == 13
    assert plain.table.pane.value.count("<tr") == 14


def test_a_text_opens_at_its_sentence():
    before = "First.\n" * 200
    content = f'<p>x</p><div class="bn-text">{before}\n<mark class="bn-sentence">It grew.</mark> More.</div>'
    shown = opened_at_sentence(content)
    assert "<details><summary>1,400 characters before</summary>" in shown
    assert html.unescape(re.sub(r"<summary>.*?</summary>|<[^>]*>", "", shown)) == re.sub(r"<[^>]*>", "", content)
    short = '<div class="bn-text">Short.\n<mark class="bn-sentence">It grew.</mark></div>'
    assert opened_at_sentence(short) == short
    assert opened_at_sentence("<p>nothing</p>") == "<p>nothing</p>"
    crossing = content.replace("First.\n" * 2, "<mark>First.\n", 1).replace("It grew.", "It grew.</mark>")
    assert opened_at_sentence(crossing) == crossing, "a mark that goes on is not cut"


def test_buttons_become_words():
    assert inert('<button type="button" data-ask="next">▸</button><b>a</b>') == "<b>a</b>"
    assert inert('<th><button type="button" data-sort>value</button></th>') == "<th>value</th>"


def test_a_table_without_rows_can_be_stepped():
    table = PlainTable()
    table.step(1)
    assert table.rows.options == ()


# --- which front end it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"VSCODE_PID": "12"}, True),
        ({"VSCODE_PID": "12", "JPY_SESSION_NAME": "/a.ipynb"}, False),
        ({"VSCODE_PID": "12", "SERVER_SOFTWARE": "voila/0.5.8"}, False),
        ({"COLAB_RELEASE_TAG": "release-1"}, True),
    ],
)
def test_it_is_known_where_it_can_be_known(environment, wanted):
    assert frontend.only_builtin(environment=environment) is wanted
    assert frontend.only_builtin(False, environment) is False
    assert frontend.only_builtin(True, environment) is True


def test_vs_code_names_its_notebook(monkeypatch):
    shell = SimpleNamespace(user_ns={"__vsc_ipynb_file__": "/a.ipynb"})
    monkeypatch.setattr(frontend, "get_ipython", lambda: shell)
    assert frontend.only_builtin(environment={"JPY_SESSION_NAME": "/a.ipynb"}) is True


def test_colab_is_known_by_its_package(monkeypatch):
    monkeypatch.setitem(frontend.sys.modules, "google.colab", SimpleNamespace())
    assert frontend.only_builtin(environment={}) is True


def test_an_explorer_asks_for_the_front_end(facts, monkeypatch):
    monkeypatch.setenv("VSCODE_PID", "12")
    for name in ("JPY_SESSION_NAME", "SERVER_SOFTWARE"):
        monkeypatch.delenv(name, raising=False)
    assert isinstance(bn.explore_trade(facts).table, PlainTable)
    assert not isinstance(bn.explore_trade(facts, builtin=False).table, PlainTable)
