"""The network of contacts and the calendar: what is drawn, what is told apart, and that nothing is guessed."""

from __future__ import annotations

import doctest
import importlib
import re
from itertools import pairwise

import pytest

from bilat_nb import views
from bilat_nb.reference import load_reference
from bilat_nb.views.edges import Edge
from bilat_nb.views.frame import about
from bilat_nb.views.layers import CurveLayer
from tests.test_network import told
from tests.test_views import complaints, facts, marks_of, table, text_boxes

MEETING = {
    "doc_id": "d", "kind": "meeting", "level": "head_of_state", "precision": "day", "countries": "IND; KOR",
    "status": "held", "participants": "Ahn; Bose",
}  # fmt: skip


def contacts(*rows: dict[str, object]):
    """Contacts with a fact_id each; a lone start is a day."""
    full = [{**MEETING, "fact_id": f"f{n}", "end": row.get("start"), **row} for n, row in enumerate(rows)]
    return table("contacts", full)


def curves(fig) -> list:
    return [curve for layer in fig.get_children() if isinstance(layer, CurveLayer) for curve in layer.curves]


def notes(fig) -> str:
    return " ".join(text for text, _ in text_boxes(fig) if "Not drawn" in text or "levels" in text)


# --- network ---------------------------------------------------------------------------------------------------------


def test_every_contact_of_a_line_has_a_sign_on_it():
    source = told(*[(f"20{n}-01-02", "meeting", "Ahn Bose") for n in range(10, 18)])
    fig = views.contact_network(source.contacts, source.participants)[0]
    marks = list(marks_of(fig).values())
    assert [mark.fact_id for mark in marks] == [f"f{n}" for n in range(8)], "in the order of time"
    assert all(b.x0 - a.x0 > 2 * a.size for a, b in pairwise(marks)), "none on another"
    assert about(fig).title == "Bose and Ahn: 8 contacts in 2010–2017"


def test_a_contact_told_twice_has_one_place():
    source = told(("2020-01-02", "meeting", "Ahn Bose"), ("2020-01-02", "meeting", "Ahn Bose"))
    first, second = marks_of(views.contact_network(source.contacts, source.participants)[0]).values()
    assert (first.x0, first.y) == (second.x0, second.y)


def test_a_wider_line_has_more_contacts_and_a_dashed_one_has_plans_only():
    source = told(
        *[(f"20{n}-01-02", "meeting", "Ahn Bose") for n in range(10, 18)],
        ("2020-01-02", "meeting", "Cruz Dutt"), ("2021-01-02", "visit", "Cruz Bose"),
    )  # fmt: skip
    source.contacts.loc[9, "status"] = "planned"
    fig = views.contact_network(source.contacts, source.participants)[0]
    wide, thin, plan = sorted(curves(fig), key=lambda curve: -curve[2])
    assert wide[2] > 2 * thin[2]
    assert [curve[3] for curve in (wide, thin, plan)] == ["solid", "solid", "dashed"]
    assert marks_of(fig)["f9"].hollow
    without = views.contact_network(source.contacts, source.participants, planned=False)[0]
    assert "f9" not in marks_of(without)
    assert "1 planned contact" in notes(without)


def test_a_contact_of_three_is_drawn_on_each_of_its_lines_with_one_id():
    source = told(("2020-01-02", "meeting", "Ahn Bose Eliot"))
    svg = views.to_svg(views.contact_network(source.contacts, source.participants)[0])
    assert svg.count('id="mark-f0"') == 1
    assert svg.count('data-fact="f0"') == 2
    assert svg.count('data-fact-id="f0"') == svg.count('class="mark"') == 3


def test_the_same_rows_in_another_order_give_the_same_picture():
    names = ["Ahn Bose", "Cruz Dutt", "Ahn Eliot", "Cruz Bose", "Eliot Bose", "Ahn Dutt"]
    source = told(*[(f"202{n}-01-02", "meeting", pair) for n, pair in enumerate(names)])
    drawn = [
        views.to_svg(views.contact_network(rows, source.participants)[0])
        for rows in (source.contacts, source.contacts.sample(frac=1, random_state=4))
    ]
    assert drawn[0].split("Sources")[0] == drawn[1].split("Sources")[0]


def test_two_countries_face_each_other_in_lanes():
    source = told(("2020-01-02", "meeting", "Ahn Bose"), ("2021-01-02", "meeting", "Cruz Dutt"))
    fig = views.contact_network(source.contacts, source.participants)[0]
    texts = dict(text_boxes(fig))
    assert texts["Bose"][0] < texts["Ahn"][0], "the first country of the alphabet at the left"
    assert texts["Heads of state"][1] > texts["Foreign ministers"][1]


def test_names_that_have_no_room_are_told():
    people = 60
    rows = table("contacts", [
        {**MEETING, "fact_id": f"f{n}", "start": f"2020-01-{n % 28 + 1:02}", "end": f"2020-01-{n % 28 + 1:02}",
         "participants": f"{chr(65 + n % 26)}{'xyzvw'[n // 26] * (n % 7 + 3)}; {chr(65 + n % 26)}{n}"}
        for n in range(people)
    ])  # fmt: skip
    fig = views.contact_network(rows, figsize=(7.0, 4.4))[0]
    assert not complaints(fig)
    assert re.search(r"Not drawn: \d+ people with fewer contacts", notes(fig))


def test_one_sided_contacts_are_told():
    source = told(("2020-01-02", "session", "Ahn"), ("2020-01-02", "meeting", "Ahn Bose"))
    fig = views.contact_network(source.contacts, source.participants)[0]
    assert "1 contact with one side named" in notes(fig)


def test_a_line_is_followed_evenly():
    line = Edge((0.0, 0.0), (300.0, 40.0), [[]], {})
    points = views.edges.curve(line, (0, 0, 300, 300))
    steps = ((points[1:] - points[:-1]) ** 2).sum(axis=1) ** 0.5
    assert steps.max() - steps.min() < 0.01


# --- calendar --------------------------------------------------------------------------------------------------------


def test_pieces_of_a_cell_share_its_width_and_its_shade():
    fig = views.contact_calendar(contacts({"start": "2020-05-03"}, {"start": "2020-05-20"}, {"start": "2020-06-01"}))[0]
    one, two, other = (marks_of(fig)[key] for key in ("f0", "f1", "f2"))
    assert one.x1 == pytest.approx(two.x0)
    assert other.x1 - other.x0 == pytest.approx(two.x1 - one.x0)
    assert one.color == two.color != other.color
    assert any(text == "2" for text, _ in text_boxes(fig))
    assert about(fig).title == "The busiest month is May 2020, with 2 of 3 dated contacts"


def test_a_contact_told_twice_is_one_piece():
    fig = views.contact_calendar(contacts({"start": "2020-05-03"}, {"start": "2020-05-03"}))[0]
    one, two = marks_of(fig).values()
    assert (one.x0, one.x1) == (two.x0, two.x1)


def test_months_and_years_are_not_guessed_to_a_day():
    rows = contacts(
        {"start": "2020-05-03"},
        {"start": "2020-05-01", "end": "2020-05-31", "precision": "month", "kind": "visit"},
        {"start": "2020-01-01", "end": "2020-12-31", "precision": "year", "kind": "forum"},
        {"start": None, "end": None, "precision": None, "kind": "call"},
    )
    for by in ("month", "week"):
        marks = marks_of(views.contact_calendar(rows, by=by)[0])
        assert {key: mark.shape for key, mark in marks.items()} == {"f0": "cell", "f1": "span", "f2": "square"}
        assert marks["f2"].x0 > marks["f0"].x1
    month = marks["f1"].x1 - marks["f1"].x0
    assert month == pytest.approx(31 / 7 * (marks["f0"].x1 - marks["f0"].x0), rel=0.25)
    assert "1 contact without a date" in notes(views.contact_calendar(rows)[0])


def test_plans_are_hollow_and_do_not_darken():
    rows = contacts({"start": "2020-05-03"}, {"start": "2020-05-20", "status": "planned"}, {"start": "2020-06-01"})
    marks = marks_of(views.contact_calendar(rows)[0])
    assert marks["f1"].hollow
    assert marks["f0"].color == marks["f2"].color


def test_levels_have_rows_while_there_is_room():
    rows = contacts({"start": "2020-05-03"}, {"start": "2020-05-03", "level": "minister", "participants": "Cruz; Dutt"})
    first, second = marks_of(views.contact_calendar(rows)[0]).values()
    assert first.base > second.y, "heads of state above ministers"
    crowd = contacts(*[
        {"start": f"{2000 + n}-05-03", "level": level, "participants": None}
        for n in range(20) for level in ("minister", "official")
    ])  # fmt: skip
    fig = views.contact_calendar(crowd, figsize=(7, 4.4))[0]
    assert "All levels share a row" in notes(fig)
    assert not complaints(fig)


def test_years_that_have_no_room_are_told():
    rows = contacts(*[{"start": f"{year}-05-03"} for year in range(1900, 2020)])
    fig = views.contact_calendar(rows, figsize=(7, 4.4))[0]
    assert re.search(r"\d+ contacts before \d{4}", notes(fig))


def test_many_contacts_in_a_cell_make_wider_steps():
    rows = contacts(*[{"start": f"2020-05-{n:02}", "participants": None} for n in range(1, 13)])
    texts = [text for text, _ in text_boxes(views.contact_calendar(rows)[0])]
    assert [text for text in ("1–3 contacts", "4–6", "7–9", "10–12") if text in texts] == [
        "1–3 contacts", "4–6", "7–9", "10–12",
    ]  # fmt: skip


def test_days_of_the_reference_are_beside_and_not_in():
    told_here = facts("gold/*.json")
    fig = views.contact_calendar(told_here.contacts, reference=load_reference("contacts"))[0]
    assert "not a complete list" in " ".join(text for text, _ in text_boxes(fig))
    assert {mark.shape for mark in marks_of(fig).values()} <= {"cell", "span", "square"}


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="not of 'day'"):
        views.contact_calendar(contacts({"start": "2020-05-03"}), by="day")
    with pytest.raises(ValueError, match="'towns'"):
        views.contact_network(contacts({"start": "2020-05-03"}), nodes="towns")


@pytest.mark.parametrize("name", ["network", "calendar"])
def test_examples(name):
    assert doctest.testmod(importlib.import_module(f"bilat_nb.views.{name}")).failed == 0


# --- the line of time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figsize", [(9.0, 5.8), (7.9, 4.3)])
def test_the_ring_of_a_picked_bracket_touches_no_label(figsize):
    source = facts("gold/*.json")
    fig, ax = views.contacts_timeline(source.contacts, source.contact_counts, figsize=figsize)
    texts = [(text, box) for text, box in text_boxes(fig) if " stated" in text and " dated" in text]
    brackets = [mark for mark in marks_of(fig).values() if mark.shape == "bracket"]
    assert len(brackets) == 6
    for mark in brackets:
        (x0, y), (x1, _) = ax.transData.transform([(mark.x0, mark.y), (mark.x1, mark.y)])
        # as drawn by the front end: three pixels beside, two above and below, and the line of the ring
        ring = (x0 - 4.5, y - 6 - 3, x1 + 4.5, y + 3)
        for text, (left, bottom, right, top) in texts:
            if about(fig).title == text:
                continue
            # the letters are lower than their line
            apart = right <= ring[0] or left >= ring[2] or top - 2 <= ring[1] or bottom + 2 >= ring[3]
            assert apart, (text, mark.title)
