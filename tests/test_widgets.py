"""Explorers moved from Python: every option of every picker, selection, downloads, state, faults, empty choices."""

from __future__ import annotations

import base64
import dataclasses
import html
import io
import json
import re

import ipywidgets as ipw
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.records import TABLES, schema
from bilat_nb.sentences import sentence_of
from bilat_nb.tables import Facts, typed
from bilat_nb.widgets import listing, pictures
from bilat_nb.widgets.controls import Choice, Controls, Tick
from bilat_nb.widgets.pane import Pane

TEXT = (
    "Trade of Arland and Borland in 2021 & 2022.\n"
    "In 2021 turnover grew by 5% to $40bn. <b>Exports</b> were $25bn in 2021. Imports are to reach €15bn by 2025.\n"
    "Gas deliveries were 19 bcm in 2021 and 5 bcm in Q1 2022. Oil deliveries were 2 million tonnes in 2021.\n"
    "The presidents met in Xburg on 3 May 2021. The premiers spoke on 4 May 2022. "
    "The presidents met eight times in 2021."
)
YEAR = {"period_start": "2021-01-01", "period_end": "2021-12-31"}
PAIR = {"reporter": "ARM", "partner": "BLR", "product": "all", "unit": "USD", "bound": "exact", "status": "actual"}
ROUTE = {"supplier": "ARM", "recipient": "BLR", "indicator": "delivery", "measure": "level"} | {
    "bound": "exact",
    "status": "actual",
}
ROWS = {
    "trade": [
        PAIR | YEAR | {"flow": "turnover", "measure": "change", "value": 5.0, "unit": "%", "quote": "5%"},
        PAIR | YEAR | {"flow": "turnover", "measure": "level", "value": 40e9, "quote": "$40bn"},
        PAIR | YEAR | {"flow": "exports", "measure": "level", "value": 25e9, "quote": "$25bn"},
        PAIR
        | {"flow": "imports", "measure": "level", "value": 15e9, "unit": "EUR", "status": "planned", "quote": "€15bn"}
        | {"period_start": "2025-01-01", "period_end": "2025-12-31"},
    ],
    "energy": [
        ROUTE | YEAR | {"commodity": "gas", "value": 19e9, "unit": "m3", "quote": "19 bcm"},
        ROUTE
        | {"commodity": "gas", "value": 5e9, "unit": "m3", "quote": "5 bcm"}
        | {"period_start": "2022-01-01", "period_end": "2022-03-31"},
        ROUTE | YEAR | {"commodity": "oil", "value": 2e6, "unit": "t", "quote": "2 million tonnes"},
    ],
    "contacts": [
        {"kind": "meeting", "level": "head_of_state", "start": "2021-05-03", "end": "2021-05-03", "precision": "day"}
        | {"place": "Xburg", "countries": "ARM; BLR", "status": "held", "quote": "The presidents met in Xburg"},
        {"kind": "call", "level": "head_of_government", "start": "2022-05-04", "end": "2022-05-04", "precision": "day"}
        | {"countries": "ARM; BLR", "status": "held", "quote": "The premiers spoke"},
    ],
    "participants": [
        {"contact_id": "contacts0", "person": person, "office": "president", "level": "head_of_state"}
        | {"country": country, "quote": "The presidents"}
        for person, country in (("Ahn", "ARM"), ("Bek", "BLR"))
    ],
    "contact_counts": [
        {"kind": "meeting", "level": "head_of_state", "count": 8.0, "bound": "exact", "countries": "ARM; BLR"}
        | YEAR
        | {"quote": "met eight times"}
    ],
    "documents": [
        {"doc_id": "note", "title": "Trade <i>grew</i>", "publisher": "Arland's Ministry & Co"}
        | {"published": "2022-06-01", "published_basis": "stated", "n_chars": len(TEXT), "sha256": ""}
    ],
}


def made(rows: dict[str, list[dict]]) -> Facts:
    """Facts out of rows: where they stand in the text is looked up."""
    frames = {}
    for table in TABLES:
        full = []
        for number, row in enumerate(rows.get(table, [])):
            quote = row.get("quote", "")
            start = TEXT.find(quote)
            place = {"fact_id": f"{table}{number}", "doc_id": "note", "sentence": 0, "value_text": quote}
            full.append(place | {"span_start": start, "span_stop": start + len(quote)} | row)
        columns = schema()[table]
        frames[table] = typed(pd.DataFrame(full, columns=list(columns), dtype=object), table)
    parts = [
        {"fact_id": row["fact_id"], "role": "value", "doc_id": "note", "quote": row["quote"]}
        | {"span_start": row["span_start"], "span_stop": row["span_stop"]}
        for row in frames["trade"].to_dict("records")
    ]
    frames["evidence"] = typed(pd.DataFrame(parts, columns=list(schema()["evidence"]), dtype=object), "evidence")
    return Facts(**frames, texts={"note": TEXT})


@pytest.fixture(scope="module")
def facts() -> Facts:
    return made(ROWS)


EXPLORERS = ["explore_trade", "explore_energy", "explore_contacts"]


@pytest.fixture(params=EXPLORERS)
def make(request, facts):
    return lambda **state: getattr(bn, request.param)(facts, **state)


def alerts(explorer) -> str:
    return explorer.status.html if 'role="alert"' in explorer.status.html else ""


def shown_ids(explorer) -> list[str]:
    return [row["fact_id"] for _, row in explorer._rows]


def values_of(widget) -> list:
    """Every value that a reader can choose."""
    if isinstance(widget, ipw.Text):
        return ["2021", "no such word", ""]
    return [value for _, value in widget.options] if hasattr(widget, "options") else [True, False]


def figure_ids(explorer) -> set[str]:
    return set(re.findall(r'id="mark-([^"]*)"', explorer.figure.html))


def csv_rows(explorer) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(explorer.csv()))


def test_every_option_of_every_picker_gives_a_view(make):
    explorer = make()
    for name, widget in explorer.controls.widgets.items():
        for value in values_of(widget):
            widget.value = value
            assert not alerts(explorer), f"{name}={value!r}"
            if name == "search":
                assert figure_ids(explorer) >= set(shown_ids(explorer))
            else:
                assert ("<svg" in explorer.figure.html) == bool(shown_ids(explorer))
                assert figure_ids(explorer) == set(shown_ids(explorer))
            assert csv_rows(explorer)["fact_id"].tolist() == shown_ids(explorer)
            for fact_id in shown_ids(explorer):
                assert f'id="mark-{fact_id}"' in explorer.figure.html
                assert f'data-fact="{fact_id}"' in explorer.table.html
        explorer.controls.set({})


def test_a_search_filters_table_csv_and_status_but_not_the_picture(make):
    explorer = make()
    picture, every = explorer.figure.html, shown_ids(explorer)
    wanted = explorer.facts.row(every[-1])["quote"].split()[0]
    explorer.controls.widgets["search"].value = wanted.upper()
    found = shown_ids(explorer)
    assert every[-1] in found
    assert csv_rows(explorer)["fact_id"].tolist() == found == explorer.shown["fact_id"].tolist()
    assert explorer.table.html.count("<tr>") == len(found) + 1
    assert explorer.status.html.startswith(f"<span>{len(found)} of ")
    assert f"hold “{html.escape(wanted.upper())}”" in explorer.status.html
    assert explorer.figure.html == picture, "only marks that are not found fade"
    assert explorer.figure.found == (found if len(found) < len(every) else None)
    assert explorer.selected in found
    assert explorer.state["search"] == wanted.upper()
    again = getattr(bn, explorer.name)(explorer.facts, **explorer.state)
    assert shown_ids(again) == found


def test_a_search_without_result_says_so_and_reset_clears_it(make):
    explorer = make(search="<b>nothing</b>")
    assert shown_ids(explorer) == []
    assert "None of the" in explorer.table.html and "&lt;b&gt;nothing" in explorer.table.html
    assert "<b>nothing" not in explorer.table.html + explorer.status.html
    assert len(csv_rows(explorer)) == 0
    assert "<svg" in explorer.figure.html and explorer.figure.found == []
    assert "image/png" in explorer._repr_mimebundle_()
    explorer.controls.reset_button.click()
    assert explorer.state == {} and explorer.figure.found is None


def test_where_nothing_is_shown_a_search_finds_nothing(facts):
    explorer = bn.explore_contacts(facts, until=2021, since=2022, search="2021")
    assert not alerts(explorer)
    only = bn.explore_contacts(facts, view="people", level="head_of_government", search="2021")
    assert not alerts(only) and shown_ids(only) == []


def test_a_search_finds_countries_by_name_and_needs_every_word(facts):
    explorer = bn.explore_trade(facts)
    every = shown_ids(explorer)
    explorer.controls.widgets["search"].value = "armenia 2021"
    assert shown_ids(explorer) == every
    explorer.controls.widgets["search"].value = "armenia 1999"
    assert shown_ids(explorer) == []


def test_of_a_long_table_the_first_rows_come_first(facts, monkeypatch):
    monkeypatch.setattr(listing, "ALL_UP_TO", 1)
    monkeypatch.setattr(listing, "FIRST", 1)
    explorer = bn.explore_trade(facts)
    first, second = shown_ids(explorer)
    assert f'data-fact="{first}"' in explorer.table.html and f'data-fact="{second}"' not in explorer.table.html
    assert 'data-rest="1"' in explorer.table.html and 'aria-rowcount="3"' in explorer.table.html
    sent = []
    explorer.table.send = sent.append
    explorer._asked({"ask": "rows"})
    assert f'data-fact="{second}"' in sent[0]["rows"] and sent[0]["rows"].count("<tr>") == 1


def test_relative_is_computed_by_the_helper_and_says_so():
    year = {"period_start": "2022-01-01", "period_end": "2022-12-31"}
    told = made(ROWS | {"trade": [*ROWS["trade"], PAIR | year | {"flow": "turnover", "value": 50e9, "quote": "$40bn"}
                                  | {"measure": "level"}]})  # fmt: skip
    explorer = bn.explore_trade(told, relative=True)
    assert not explorer.controls.widgets["relative"].disabled
    assert "bn.index_series(" in explorer.code and "like=rows" in explorer.code
    values = explorer.shown.query("measure == 'level'").set_index("fact_id")
    assert values["value"].to_dict() == {"trade1": 100, "trade4": 125}
    assert values["told_value"].to_dict() == {"trade1": 40e9, "trade4": 50e9}
    assert "index 125" in explorer.table.html and "ndex, 100 is the first comparable period" in explorer.figure.html
    scope = {"bn": bn, "facts": told}
    exec(explorer.code, scope)
    assert scope["rows"].equals(explorer.choose(explorer.controls.limits)["trade"].loc[scope["rows"].index])
    assert bn.explore_trade(told, **explorer.state).figure.html == explorer.figure.html


def test_relative_is_off_with_a_reason(facts):
    explorer = bn.explore_trade(facts, relative=True)
    assert explorer.controls.note.html == "relative is off: only one period is told"
    assert explorer.controls.widgets["relative"].disabled and "index_series" not in explorer.code
    energy = bn.explore_energy(facts, commodity="gas", relative=True)
    assert energy.controls.note.html == "relative is off: the periods are of different kinds (year, quarter)"
    assert "index 1" not in energy.table.html


def test_a_view_that_was_seen_is_not_drawn_again(facts, monkeypatch):
    explorer = bn.explore_trade(facts)
    first = explorer.figure.html
    explorer.controls.widgets["flow"].value = "exports"
    monkeypatch.setattr(pictures.views, "to_svg", lambda _: 1 / 0)
    explorer.controls.widgets["flow"].value = "turnover"
    assert (alerts(explorer), explorer.figure.html) == ("", first)


def test_every_control_has_a_name(make):
    for widget in make().controls.widgets.values():
        assert widget.description.strip()


def test_reset_goes_back_to_the_start(make):
    explorer = make()
    first = explorer.figure.html
    for widget in explorer.controls.widgets.values():
        widget.value = values_of(widget)[-1] if not isinstance(widget, ipw.Checkbox) else not widget.value
    explorer.controls.reset_button.click()
    assert explorer.state == {}
    assert explorer.figure.html == first


def test_a_picked_mark_is_picked_everywhere(make):
    explorer = make()
    for fact_id in shown_ids(explorer):
        explorer.figure.picked = fact_id
        assert explorer.table.picked == fact_id
        row = explorer.facts.row(fact_id)
        sentence = TEXT[slice(*sentence_of(TEXT, row["span_start"], row["span_stop"]))]
        assert row["quote"] in sentence
        assert f"characters {row['span_start']:,}–{row['span_stop']:,}" in explorer.evidence.html
        marked = explorer.evidence.html.split('<mark class="bn-sentence">')[1].split("</mark>")[0]
        assert sentence.startswith(marked[:10].replace("&amp;", "&")[:5])


def test_next_and_previous_go_round(make):
    explorer = make()
    ids = shown_ids(explorer)
    seen = []
    for _ in ids:
        seen.append(explorer.figure.picked)
        explorer._asked({"ask": "next"})
    assert seen == ids
    assert explorer.figure.picked == ids[0]
    explorer._asked({"ask": "previous"})
    assert explorer.figure.picked == ids[-1]


def test_an_unknown_fact_is_not_picked(make):
    explorer = make()
    before = explorer.figure.picked
    explorer.figure.picked = "no such fact"
    assert explorer.figure.picked == explorer.table.picked == before


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", EXPLORERS)
def test_state_makes_the_same_view_again(facts, name, data):
    explorer = getattr(bn, name)(facts)
    for widget in explorer.controls.widgets.values():
        widget.value = data.draw(st.sampled_from(values_of(widget)))
    explorer.step(data.draw(st.integers(0, 3)))
    state = json.loads(json.dumps(explorer.state))
    again = getattr(bn, name)(facts, **state)
    assert again.state == explorer.state
    assert (again.figure.html, again.figure.picked) == (explorer.figure.html, explorer.figure.picked)


def test_the_address_of_a_page_asks_for_a_view(facts, monkeypatch):
    assert "Copy the link" not in bn.explore_trade(facts).actions.html, "in JupyterLab there is no such address"
    monkeypatch.setenv("QUERY_STRING", "measure=change&theme=dark")
    explorer = bn.explore_trade(facts)
    assert explorer.controls.current["measure"] == "change"
    assert "measure=change" in explorer.actions.html
    assert bn.explore_trade(facts, measure="level").controls.current["measure"] == "level"
    monkeypatch.setenv("QUERY_STRING", "measure=<b>")
    assert bn.explore_trade(facts).state == {}
    note = bn.explore_trade(facts).controls.note.html
    assert "The link asks for" in note and "<b>" not in note


@pytest.mark.parametrize(
    ("state", "said"),
    [({"colour": "red"}, "no control colour"), ({"status": "imagined"}, "status cannot be 'imagined'; choose one of")],
)
def test_a_state_that_cannot_be_is_told(make, state, said):
    with pytest.raises(ValueError, match=said):
        make(**state)


def test_the_code_for_this_view_makes_its_rows(make):
    explorer = make()
    scope = {"bn": bn, "facts": explorer.facts}
    exec(explorer.code, scope)  # the code that is shown to readers
    assert set(shown_ids(explorer)) <= set(explorer.shown["fact_id"])
    assert bn.views.to_svg(scope["fig"]).count('class="mark"') >= len(shown_ids(explorer))


def test_nothing_left_is_said_in_words(facts):
    explorer = bn.explore_trade(facts, flow="imports", unit="EUR", until=2021)
    assert shown_ids(explorer) == []
    assert "<svg" not in explorer.figure.html
    assert "Reset" in explorer.figure.html
    assert "imports" in explorer.figure.html
    assert len(csv_rows(explorer)) == 0
    assert "image/png" not in explorer._repr_mimebundle_()


@pytest.mark.parametrize("name", EXPLORERS)
def test_facts_without_rows_still_make_an_explorer(name):
    explorer = getattr(bn, name)(made({"documents": ROWS["documents"]}))
    assert not alerts(explorer)
    assert "Reset" in explorer.figure.html


def test_a_fault_is_shown_and_the_next_choice_works(facts, monkeypatch):
    explorer = bn.explore_trade(facts)
    with monkeypatch.context() as patch:
        patch.setattr(pictures.views, "to_svg", lambda _: 1 / 0)
        explorer.controls.widgets["flow"].value = "exports"
    assert "ZeroDivisionError" in alerts(explorer)
    explorer.controls.widgets["flow"].value = "turnover"
    assert not alerts(explorer)


def test_text_of_documents_is_escaped(make):
    explorer = make()
    for fact_id in shown_ids(explorer):
        explorer.pick(fact_id)
        for said in (explorer.evidence.html, explorer.table.html, explorer.actions.html, explorer.figure.html):
            assert "<b>Exports</b>" not in said
            assert "<i>grew" not in said


def test_without_texts_the_quote_is_shown(facts):
    explorer = bn.explore_trade(dataclasses.replace(facts, texts={}))
    assert not alerts(explorer)
    assert explorer.facts.row(explorer.selected)["quote"] in explorer.evidence.html


def test_a_document_shows_all_that_was_read(facts):
    html = bn.markup.read_document_html(facts, "note")
    assert "<b>Exports</b>" not in html
    for _, frame in facts.tables():
        # people are told with their contact
        if "quote" in frame and "fact_id" in frame and frame is not facts.evidence and frame is not facts.participants:
            for fact_id in frame["fact_id"]:
                assert f'data-fact="{fact_id}"' in html
    assert "29" not in bn.markup.facts_html(facts)
    assert ">4</td>" in bn.markup.facts_html(facts)


def test_what_is_seen_without_a_kernel(make):
    bundle = make()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert len(bundle["text/plain"]) > 40


def test_downloads(make):
    explorer = make()
    sent = []
    explorer.actions.download = lambda *what: sent.append(what)
    explorer._asked({"ask": "png"})
    explorer._asked({"ask": "svg"})
    (png, _, pixels), (svg, mime, drawing) = sent
    assert png.endswith(".png")
    assert pixels.startswith(b"\x89PNG")
    assert (svg[-4:], mime) == (".svg", "image/svg+xml")
    assert b"Sources" in drawing


def test_csv_keeps_every_column_and_is_what_the_button_gives(make):
    explorer = make()
    sent = []
    explorer.actions.download = lambda *what: sent.append(what)
    explorer._asked({"ask": "csv"})
    assert 'data-ask="csv"' in explorer.actions.html
    assert sent == [(f"{explorer.file}.csv", "text/csv;charset=utf-8", explorer.csv())]
    rows = csv_rows(explorer)
    for table, frame in explorer._shown().items():
        own = rows[rows["table"] == table]
        assert len(own) == len(frame)
        assert set(frame.columns) <= set(rows.columns)


def test_dark_draws_in_other_colours(make):
    explorer = make()
    light = explorer.figure.html
    explorer.figure.dark = True
    assert explorer.figure.html != light
    explorer.figure.dark = False
    assert explorer.figure.html == light


def test_the_figure_takes_the_width_that_there_is(make):
    explorer = make()
    explorer.figure.width = 640
    assert 'width="640"' in explorer.figure.html.split(">")[0]


def test_logarithms_are_off_with_a_reason(facts):
    explorer = bn.explore_trade(facts, measure="change")
    tick = explorer.controls.widgets["log"]
    assert tick.disabled
    assert (
        explorer.controls.note.html
        == "logarithmic is off: percentages; relative is off: percentages are relative already"
    )
    explorer.controls.widgets["measure"].value = "level"
    assert not tick.disabled
    assert "logarithmic" not in explorer.controls.note.html


def test_energy_on_a_logarithmic_scale_has_signs_and_no_bars(facts):
    explorer = bn.explore_energy(facts, log=True)
    assert "log=True" in explorer.code and "logarithmic scale" in explorer.figure.html
    assert "as wide as its period" not in explorer.figure.html, "the length of a bar would say nothing"
    assert figure_ids(explorer) == figure_ids(bn.explore_energy(facts)), "every figure keeps its mark"
    scope = {"bn": bn, "facts": facts}
    exec(explorer.code, scope)
    assert {axes.get_yscale() for axes in scope["fig"].axes if axes.get_ylim()[0] > 0} == {"log"}


def test_logarithms_of_energy_are_off_with_a_reason():
    zero = made(ROWS | {"energy": [ROUTE | YEAR | {"commodity": "gas", "value": 0.0, "unit": "m3", "quote": "19 bcm"}]})
    explorer = bn.explore_energy(zero, log=True)
    assert explorer.controls.widgets["log"].disabled and "log=True" not in explorer.code
    assert "logarithmic is off: an amount is zero or below" in explorer.controls.note.html
    change = ROUTE | YEAR | {"commodity": "gas", "measure": "change", "value": 5.0, "unit": "%", "quote": "19 bcm"}
    note = bn.explore_energy(made(ROWS | {"energy": [change]})).controls.note.html
    assert "logarithmic is off: these are no amounts" in note


@pytest.mark.parametrize("view", ["people", "offices", "countries", "calendar", "weeks"])
def test_networks_and_calendars_lead_to_the_sentence(facts, view):
    explorer = bn.explore_contacts(facts, view=view)
    assert shown_ids(explorer) == (["contacts0"] if view in ("people", "offices") else ["contacts0", "contacts1"])
    explorer.pick(shown_ids(explorer)[-1])
    assert facts.row(explorer.selected)["quote"] in explorer.evidence.html
    assert "Sources: " in explorer.figure.html
    assert explorer.controls.widgets["official"].disabled == (view in ("people", "offices", "countries"))
    assert "8 meetings stated" not in explorer.figure.html, "a stated number is no contact"


def test_the_status_line_counts(facts):
    assert "2 of 4 trade figures shown" in bn.explore_trade(facts).status.html
    assert 'aria-live", "polite' in Pane._esm


def test_no_code_of_the_front_end_asks_another_host():
    for part in (Pane._esm, Pane._css):
        assert "http" not in part.replace("http://www.w3.org/2000/svg", "")
        assert "import" not in part.split("//")[0]


def test_narrowed_pickers_keep_what_they_can():
    changes = []
    parts = [Choice("unit", "Unit", [("a", "a"), ("b", "b")], "a"), Tick("log", "logarithmic")]
    controls = Controls(parts, lambda: changes.append(1), lambda _: None)
    controls.widgets["unit"].value = "b"
    controls.narrow("unit", [("c", "c"), ("b", "b")])
    assert controls.current["unit"] == "b"
    controls.narrow("unit", [("c", "c"), ("d", "d")])
    assert controls.current["unit"] == "c"
    assert controls.state == {}
    assert changes == [1]
