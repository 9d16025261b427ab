"""Pictures of verdicts and their explorer: every mark leads to evidence and formula, and nothing overlaps."""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb import views
from bilat_nb.reference import load_reference
from bilat_nb.views.frame import about
from bilat_nb.views.style import palette
from tests.test_views import complaints, contrast, marks_of, text_boxes
from tests.test_widgets import figure_ids, values_of

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = (
    "In 2023 trade between Mexico and Canada was $10.4 billion, <script>alert(1)</script> Mexico's exports to Canada "
    "reached $6.7 billion, and its imports from Canada amounted to $5.7 billion."
)


def crowd(pairs: int = 60) -> dict[str, str]:
    """Many invented notes, some of which contradict themselves."""
    return {
        f"note-{n:03}-with-a-long-name-that-needs-to-be-cut": (
            f"In {1990 + n % 30} trade between Mexico and Canada was ${20 + n + n % 2}.0 billion. Mexico's exports to "
            f"Canada reached ${10 + n}.0 billion, and its imports from Canada amounted to $10.0 billion."
        )
        for n in range(pairs)
    }


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.bundled_documents())


@pytest.fixture(scope="module")
def found(facts):
    return bn.verdicts(facts)


@pytest.fixture(scope="module")
def many():
    told = bn.parse(crowd())
    return told, bn.verdicts(told, [])


def drawn(facts, found, **looks):
    """Every picture of verdicts."""
    shared = {"documents": facts.documents, **looks}
    return {
        "checks": views.agreement_checks(found, **shared)[0],
        "matrix": views.agreement_matrix(found, **shared)[0],
        "official": views.claims_and_official(found, load_reference("trade"), **shared)[0],
        "imports": views.claims_and_official(found, load_reference("trade"), flow="imports", **shared)[0],
        "growth": views.growth_and_levels(bn.growths(facts, found), **looks)[0],
    }


SIZES = [None, (9.0, 5.6), (9.0, 4.3), (7.6, 4.7), (5.6, 4.3)]


@pytest.mark.parametrize("figsize", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_overlaps(facts, found, figsize, dark):
    looks = {"dark": dark} | ({"figsize": figsize} if figsize else {})
    said = {name: complaints(fig) for name, fig in drawn(facts, found, **looks).items()}
    assert not {name: told for name, told in said.items() if told}


@pytest.mark.parametrize("figsize", SIZES)
def test_nothing_overlaps_in_a_crowd(many, figsize):
    looks = {"figsize": figsize} if figsize else {}
    said = {name: complaints(fig) for name, fig in drawn(*many, **looks).items()}
    assert not {name: told for name, told in said.items() if told}


@pytest.mark.parametrize("name", ["checks", "matrix", "official", "growth"])
def test_every_mark_leads_to_a_verdict_with_its_evidence(facts, found, name):
    fig = drawn(facts, found)[name]
    marks = marks_of(fig)
    rows = found.set_index("verdict_id")
    assert marks
    assert set(marks) <= set(rows.index)
    assert set(re.findall(r'data-fact-id="([^"]+)"', views.to_svg(fig))) == set(marks)
    for verdict_id, mark in marks.items():
        assert mark.title == rows.loc[verdict_id, "sentence"]
        assert all(facts.quote(fact_id) for fact_id in rows.loc[verdict_id, "fact_ids"].split("; "))
        assert rows.loc[verdict_id, "formula"]


def test_every_verdict_has_its_sign(facts, found):
    wanted = dict(zip(found["verdict_id"], found["verdict"], strict=True))
    shapes = {"agrees": "agrees", "contradicts": "contradicts", "cannot tell": "open"}
    for name in ("checks", "matrix"):
        marks = marks_of(drawn(facts, found)[name])
        assert {key: mark.shape for key, mark in marks.items()} == {key: shapes[word] for key, word in wanted.items()}


def test_what_contradicts_comes_first_and_is_never_left_out(many):
    told, verdicts = many
    assert verdicts["verdict"].eq("contradicts").sum() >= 30
    for size in ((9.0, 4.3), (5.6, 3.0)):
        fig = views.agreement_checks(verdicts, documents=told.documents, figsize=size)[0]
        shapes = [mark.shape for mark in sorted(marks_of(fig).values(), key=lambda mark: -mark.y)]
        assert set(shapes) == {"contradicts"}
        assert any("Not drawn" in text for text, _ in text_boxes(fig))


def test_a_selected_verdict_is_drawn_and_ringed(many):
    told, verdicts = many
    last = verdicts[verdicts["verdict"].eq("agrees")]["verdict_id"].iloc[-1]
    fig = views.agreement_checks(verdicts, documents=told.documents, figsize=(9.0, 4.3), selected=last)[0]
    assert [key for key, mark in marks_of(fig).items() if mark.selected] == [last]


def test_titles_say_what_was_found(facts, found, many):
    pictures = drawn(facts, found)
    agree = found["verdict"].eq("agrees").sum()
    assert about(pictures["checks"]).title == f"{agree} of {len(found)} checks agree; one document contradicts itself"
    assert about(pictures["official"]).title.startswith("About 40 billion US dollars for 2021: the count of Belarus")
    assert "fits its levels" in about(pictures["growth"]).title
    against = many[1]["verdict"].eq("contradicts").sum()
    assert f"{against} contradict" in about(views.agreement_checks(many[1])[0]).title
    assert "contradict" not in about(views.agreement_checks(found[found["verdict"].eq("agrees")])[0]).title


def test_a_claim_stands_over_the_official_steps_with_its_whisker(facts, found):
    marks = marks_of(drawn(facts, found)["official"])
    rows = found.set_index("verdict_id")
    forty = next(mark for key, mark in marks.items() if rows.loc[key, "claim"] == "about $40bn")
    assert (forty.low, forty.y, forty.high, forty.hollow) == (36.0, 40.0, 44.0, True)
    assert rows.loc[forty.fact_id, "reporter"] == "BLR", "the nearest count names the mark"
    implied = [mark for key, mark in marks.items() if rows.loc[key, "derived"] is True]
    assert {mark.shape for mark in implied} == {"diamond"}
    ceiling = next(mark for mark in implied if mark.arrow == -1)
    assert ceiling.y == pytest.approx(33.0), "more than a third to about 40 leaves at most 33"


def test_growth_stands_beside_what_levels_imply(facts, found):
    rows = bn.growths(facts, found).set_index("by")
    own = rows.loc["levels of the text"]
    assert (own["stated"], own["implied"]) == (22.7, pytest.approx((23.2 / 18.91 - 1) * 100))
    assert own["implied_low"] <= 22.75 and own["implied_high"] >= 22.65
    both = rows.loc["exports and imports of the text"]
    assert (both["stated"], both["implied"]) == (10.1, pytest.approx(10.08, abs=0.005))
    assert rows.loc["BLR", "implied"] == pytest.approx((40 / 29.52 - 1) * 100)
    assert rows.loc["BLR", "stated_high"] == float("inf")


@pytest.mark.parametrize("name", ["checks", "matrix", "official", "growth"])
def test_files_are_whole_and_the_same_each_time(facts, found, name):
    first, second = drawn(facts, found)[name], drawn(facts, found)[name]
    assert views.to_svg(first) == views.to_svg(second)
    ET.fromstring(views.to_svg(first))
    assert views.to_png(first) == views.to_png(second)


def test_text_of_documents_is_escaped():
    told = bn.parse({"<script>alert(1)</script> & $x$": HOSTILE})
    for fig in drawn(told, bn.verdicts(told, [])).values():
        svg = views.to_svg(fig)
        ET.fromstring(svg)
        assert "<script" not in svg


def test_nothing_to_draw_is_one_sentence(facts, found):
    for fig in drawn(facts, found.iloc[:0]).values():
        assert not marks_of(fig)
        assert len(views.describe(fig)) > 40
        assert views.to_svg(fig)


def test_descriptions_are_the_sentences(facts, found):
    words = views.describe(drawn(facts, found)["checks"])
    assert '"more than a third" is said again beside it as "31.7%"' in words
    assert "\n" not in words


@pytest.mark.parametrize("dark", [False, True])
def test_colours_of_verdicts_can_be_read(dark):
    colours = palette(dark)
    for text in (colours.agree_text, colours.differ_text):
        assert contrast(text, colours.background) >= 4.5
    for text in (colours.ink, colours.muted):
        assert contrast(text, colours.agree_tint) >= (4.5 if text == colours.ink else 1)
    assert contrast(colours.agree, colours.background) >= 3


# --- the explorer -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def explorer(facts):
    return bn.explore_verdicts(facts)


def alerts(explorer) -> str:
    return explorer.status.html if 'role="alert"' in explorer.status.html else ""


def test_every_option_of_every_picker_gives_a_view(facts):
    explorer = bn.explore_verdicts(facts)
    for name, widget in explorer.controls.widgets.items():
        for value in values_of(widget):
            widget.value = value
            assert not alerts(explorer), f"{name}={value!r}: {alerts(explorer)}"
            ids = explorer.shown["verdict_id"].tolist()
            assert figure_ids(explorer) == set(ids) or name == "search"
            assert pd.read_csv(io.BytesIO(explorer.csv()))["verdict_id"].tolist() == ids
            assert all(f'data-fact="{key}"' in explorer.table.html for key in ids)
        explorer.controls.set({})


def test_it_shows_what_the_helpers_compute(facts, found):
    explorer = bn.explore_verdicts(facts, view="matrix")
    assert explorer.shown["verdict_id"].tolist() == found["verdict_id"].tolist()
    assert "24" not in explorer.code
    space = {"bn": bn, "facts": facts}
    for view in ("checks", "matrix", "official", "growth"):
        explorer.controls.set({"view": view})
        exec(explorer.code, space)
        assert about(space["fig"]).title == about(explorer._saved()).title


def test_the_evidence_of_a_verdict_is_all_its_sentences_and_its_arithmetic(facts, explorer, found):
    row = found[found["check"].eq("running count")].iloc[0]
    explorer.controls.set({"check": "running count"})
    explorer.pick(row["verdict_id"])
    shown = explorer.evidence.html
    assert "cannot be more than" in shown
    assert shown.count('class="bn-source"') == 2, "two documents"
    assert "met six times" in re.sub(r"<[^>]+>", "", shown)
    assert "met on eight occasions" in re.sub(r"<[^>]+>", "", shown)
    assert "a count of a shorter period &lt;= the count of a longer one" in shown
    explorer.controls.set({"against": "official"})
    assert 'href="https://' in explorer.evidence.html


def test_hostile_text_is_escaped_in_the_explorer():
    told = bn.parse({"<img src=x>": HOSTILE})
    explorer = bn.explore_verdicts(told, bn.verdicts(told, []))
    assert len(explorer.shown)
    for pane in (explorer.evidence, explorer.table, explorer.figure, explorer.actions):
        assert "<script" not in pane.html
        assert "<img" not in pane.html
    assert "&lt;script&gt;" in explorer.evidence.html


def test_state_makes_the_view_again(facts):
    explorer = bn.explore_verdicts(facts, view="matrix", verdict="agrees", derived=False)
    again = bn.explore_verdicts(facts, **explorer.state)
    assert again.figure.html == explorer.figure.html
    assert "derived=False" in explorer.code
    with pytest.raises(ValueError, match="view cannot be 'pie'"):
        bn.explore_verdicts(facts, view="pie")


def test_facts_without_texts_show_their_quotes(facts):
    explorer = bn.explore_verdicts(dataclasses.replace(facts, texts={}))
    assert not alerts(explorer)
    assert "“$1.1 billion”" in explorer.evidence.html


def test_facts_without_anything_to_check():
    explorer = bn.explore_verdicts(bn.parse({"note": "The weather was fine."}))
    assert not alerts(explorer)
    assert "bn-empty" in explorer.figure.html


@pytest.mark.parametrize("name", ["comparison.growing", "comparison.selecting", "views.checks"])
def test_the_examples_run(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.{name}"))
    assert result.attempted and not result.failed
