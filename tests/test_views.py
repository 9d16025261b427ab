"""Figures: what they draw, what they say, that nothing overlaps, and that their files are what a page needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from functools import cache
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bilat_nb import views
from bilat_nb.reference import load_reference
from bilat_nb.views.frame import about
from bilat_nb.views.labels import Label, Placer, overlap
from bilat_nb.views.marks import MarkLayer
from bilat_nb.views.panel import log_ticks, nice_ticks
from bilat_nb.views.style import SMALL, palette, text_size

HERE = Path(__file__).parent
DATES = ("period_start", "period_end", "start", "end", "published")
COLUMNS = {
    "trade": (
        "flow measure reporter partner product period_start period_end value low high unit bound status share_of"
        " base_start base_end value_text"
    ),
    "energy": (
        "commodity indicator measure supplier recipient project period_start period_end value low high unit bound"
        " status value_text"
    ),
    "contacts": "kind level start end precision place participants countries status",
    "contact_counts": "kind level count bound period_start period_end countries",
}
SHARED = "fact_id doc_id sentence quote span_start span_stop"


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows with the columns of a table of facts."""
    columns = [*SHARED.split(), *COLUMNS[name].split()]
    frame = pd.DataFrame(
        [{"sentence": 0, "quote": "", "span_start": 0, "span_stop": 0} | row for row in rows], columns=columns
    )
    return frame.assign(**{key: pd.to_datetime(frame[key]) for key in DATES if key in frame})


@cache
def facts(*patterns: str) -> SimpleNamespace:
    """The gold tables of some documents, as `parse` would give them."""
    files = sorted(path for pattern in patterns for path in HERE.glob(pattern))
    told = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    tables = {}
    for name in COLUMNS:
        rows = [(doc["doc_id"], row) for doc in told for row in doc[name]]
        tables[name] = table(name, [_row(name, n, doc_id, row) for n, (doc_id, row) in enumerate(rows)])
    published = pd.to_datetime([doc["published"] for doc in told])
    ids = [doc["doc_id"] for doc in told]
    names = ["Ministry of Foreign Affairs of Somewhere" if "mfa" in name else None for name in ids]
    return SimpleNamespace(
        **tables, documents=pd.DataFrame({"doc_id": ids, "publisher": names, "published": published})
    )


def _row(name: str, number: int, doc_id: str, row: dict[str, object]) -> dict[str, object]:
    joined = {key: "; ".join(value) or None for key, value in row.items() if isinstance(value, list)}
    return {**row, **joined, "fact_id": f"{name}-{number}", "doc_id": doc_id, "value_text": row["evidence"]}


SEEDS = "gold/*.json"
# every third of them: pairs, currencies and styles of all sorts
DEV = [str(path.relative_to(HERE)) for path in sorted(HERE.glob("dev/gold/*.json"))[::3]]


def drawings(*patterns: str, **looks: object) -> dict[str, Figure]:
    """Every figure that the gold of some documents allows."""
    told = facts(*patterns)
    shared = {"documents": told.documents, **looks}
    drawn = {}
    for flow in told.trade["flow"].unique():
        drawn[f"trade {flow}"] = views.trade_trends(told.trade, reference=load_reference("trade"), flow=flow, **shared)[
            0
        ]
    for commodity, indicator in told.energy[["commodity", "indicator"]].drop_duplicates().itertuples(index=False):
        asked = {"commodity": commodity, "indicator": indicator, "reference": load_reference("energy")}
        drawn[f"{commodity} {indicator}"] = views.energy_flows(told.energy, **asked, **shared)[0]
    for name, view in (("timeline", views.contacts_timeline), ("frequency", views.contact_frequency)):
        drawn[name] = view(told.contacts, told.contact_counts, reference=load_reference("contacts"), **shared)[0]
    for by in ("month", "week"):
        known = load_reference("contacts")
        drawn[f"calendar {by}"] = views.contact_calendar(told.contacts, by=by, reference=known, **shared)[0]
    for nodes in ("people", "countries"):
        drawn[f"network {nodes}"] = views.contact_network(told.contacts, nodes=nodes, **shared)[0]
    return drawn


def text_boxes(fig: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    renderer = FigureCanvasAgg(fig).get_renderer()
    texts = [*fig.texts, *(text for ax in fig.axes for text in ax.texts)]
    return [(text.get_text(), tuple(text.get_window_extent(renderer).extents)) for text in texts if text.get_text()]


def marks_of(fig: Figure) -> dict[str, object]:
    layers = [*fig.get_children(), *(child for ax in fig.axes for child in ax.get_children())]
    return {
        mark.fact_id: mark for layer in layers if isinstance(layer, MarkLayer) for mark in layer.marks if mark.fact_id
    }


def complaints(fig: Figure) -> list[str]:
    """What an editor would send back: text on text, text outside, text too small."""
    boxes = text_boxes(fig)
    width, height = fig.get_size_inches() * fig.dpi
    found = [f"{a!r} on {b!r}" for (a, box), (b, other) in combinations(boxes, 2) if overlap(box, other) > 1.0]
    found += [f"{text!r} is cut" for text, (x0, y0, x1, y1) in boxes if x0 < 0 or y0 < 0 or x1 > width or y1 > height]
    found += [f"{text.get_text()!r} is small" for text in fig.texts if text.get_fontsize() < SMALL]
    return found


@pytest.mark.parametrize("figsize", [None, (9.0, 5.6), (7.6, 4.7), (5.6, 4.7)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_overlaps_in_the_five_documents(figsize, dark):
    looks = {"dark": dark} | ({"figsize": figsize} if figsize else {})
    found = {name: complaints(fig) for name, fig in drawings(SEEDS, **looks).items()}
    assert not {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("pattern", DEV)
def test_nothing_overlaps_for_other_pairs(pattern):
    found = {name: complaints(fig) for name, fig in drawings(pattern).items()}
    assert not {name: said for name, said in found.items() if said}


def test_nothing_overlaps_in_a_crowd():
    assert not {
        name: said for name, fig in drawings(SEEDS, "dev/gold/blr-rus*.json").items() if (said := complaints(fig))
    }


def test_every_row_of_a_view_has_its_mark():
    told = facts(SEEDS)
    svg = views.to_svg(views.trade_trends(told.trade, measure="level and change")[0])
    turnover = told.trade[told.trade["flow"].eq("turnover") & told.trade["measure"].isin(["level", "change"])]
    assert set(re.findall(r'id="mark-([^"]+)"', svg)) == set(turnover["fact_id"])
    svg = views.to_svg(views.contacts_timeline(told.contacts, told.contact_counts)[0])
    wanted = {*told.contacts["fact_id"], *told.contact_counts["fact_id"]}
    assert set(re.findall(r'data-fact-id="([^"]+)"', svg)) == wanted


def test_marks_say_what_they_show():
    told = facts(SEEDS)
    fig = views.energy_flows(told.energy)[0]
    svg = views.to_svg(fig)
    gas = told.energy[told.energy["commodity"].eq("gas") & told.energy["indicator"].eq("delivery")]
    assert len(gas) == 2
    for fact_id in gas["fact_id"]:
        assert re.search(rf'<g id="mark-{fact_id}" class="mark" data-fact-id="{fact_id}"><title>[^<]*gas', svg)


@pytest.mark.parametrize(
    "name", ["trade turnover", "gas delivery", "timeline", "frequency", "calendar week", "network people"]
)
def test_svg_can_be_put_into_a_page(name):
    fig = drawings(SEEDS)[name]
    svg = views.to_svg(fig, prefix="one-")
    root = ET.fromstring(svg)
    assert root.get("width") == "900"
    assert root.get("aria-label")
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(given.startswith("one-") for given in ids)
    links = [node.get("{http://www.w3.org/1999/xlink}href") for node in root.iter()]
    assert all(link is None or link[1:] in ids for link in links)
    assert not re.search(r"https?://(?!www\.w3\.org/(2000/svg|1999/xlink))", svg)
    assert not re.search(r"<(script|image|style|metadata|!DOCTYPE)[ >]", svg.replace("<style type=", ""))
    assert "Date" not in svg
    assert re.search(r"<text [^>]*>[^<]*\d{4}", svg)  # real text


@pytest.mark.parametrize(
    "name", ["trade turnover", "oil delivery", "timeline", "frequency", "calendar month", "network people"]
)
def test_files_are_the_same_each_time(name):
    first, second = drawings(SEEDS)[name], drawings(SEEDS)[name]
    assert views.to_svg(first) == views.to_svg(second) == views.to_svg(first)
    assert views.to_png(first) == views.to_png(second)
    assert views.to_png(first).startswith(b"\x89PNG")


def test_text_of_documents_is_escaped():
    rows = facts(SEEDS).trade.assign(doc_id="<script>alert(1)</script> & $x$")
    fig = views.trade_trends(rows)[0]
    svg = views.to_svg(fig)
    ET.fromstring(svg)
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert "$x$" in svg  # no mathematics


def test_description_tells_values_periods_and_sources():
    told = facts(SEEDS)
    fig = views.trade_trends(told.trade, documents=told.documents)[0]
    words = views.describe(fig)
    assert "\n" not in words
    for part in ("32.42 bn USD", "2017", "Jan–Oct 2022", "MFA of Somewhere, 2017", "+23.5%"):
        assert part in words
    assert about(fig).title in words


def test_sources_are_inside_the_picture():
    for name, fig in drawings(SEEDS).items():
        assert any(text.startswith("Sources: ") for text, _ in text_boxes(fig)), name


@pytest.mark.parametrize(
    ("draw", "sentence"),
    [
        (lambda told: views.trade_trends(told.trade.iloc[:0]), "no trade turnover figure"),
        (lambda told: views.trade_trends(told.trade, flow="balance"), "no trade balance figure"),
        (lambda told: views.trade_trends(told.trade, measure="level", unit="JPY"), "No trade turnover figure in yen"),
        (lambda told: views.energy_flows(told.energy, commodity="coal"), "no figure of coal"),
        (lambda told: views.energy_flows(told.energy, unit="t"), "No figure of natural gas deliveries in tonnes"),
        (lambda told: views.energy_flows(told.energy.iloc[:0]), "no figure of natural gas"),
        (lambda told: views.contacts_timeline(told.contacts.iloc[:0], told.contact_counts.iloc[:0]), "no contact"),
        (lambda told: views.contact_frequency(told.contacts.iloc[:0], None), "no dated contact"),
        (lambda told: views.contact_frequency(told.contacts[told.contacts["start"].isna()], None), "no dated contact"),
        (lambda told: views.contact_calendar(told.contacts.iloc[:0]), "no contact with a date"),
        (lambda told: views.contact_calendar(told.contacts[told.contacts["start"].isna()]), "no contact with a date"),
        (lambda told: views.contact_network(told.contacts.iloc[:0]), "no contact in which two sides are named"),
    ],
)
def test_an_empty_selection_is_one_sentence(draw, sentence):
    fig, _ = draw(facts(SEEDS))
    assert not marks_of(fig)
    assert sentence in views.describe(fig)
    assert any(sentence.split()[-1] in text for text, _ in text_boxes(fig))
    assert views.to_svg(fig)


def row(**cells: object) -> dict[str, object]:
    return {
        "fact_id": "x", "doc_id": "d", "flow": "turnover", "measure": "level", "reporter": "BRA", "partner": "ARG",
        "product": "all", "period_start": "2020-01-01", "period_end": "2020-12-31", "value": 2e10, "unit": "USD",
        "bound": "exact", "status": "actual", "value_text": "",
    } | cells  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({}, {"shape": "circle", "hollow": False, "dashed": False, "arrow": 0}),
        ({"bound": "about"}, {"shape": "circle", "hollow": True}),
        ({"bound": "at_least"}, {"arrow": 1, "hollow": True}),
        ({"bound": "at_most"}, {"arrow": -1}),
        ({"status": "planned"}, {"hollow": True, "dashed": True}),
        ({"bound": "range", "low": 1e10, "high": 3e10}, {"low": 10.0, "high": 30.0, "hollow": False}),
        ({"period_end": "2020-09-30"}, {"shape": "span"}),
        ({"period_start": "2020-04-01", "period_end": "2021-03-31"}, {"shape": "span"}),
        ({"period_start": None, "period_end": None}, {"shape": "square"}),
    ],
)
def test_the_visual_grammar(cells, wanted):
    fig = views.trade_trends(table("trade", [row(**cells), row(fact_id="y", value=1e10)]))[0]
    mark = marks_of(fig)["x"]
    assert {key: getattr(mark, key) for key in wanted} == pytest.approx(wanted)


def test_a_part_of_a_year_stands_at_its_true_place():
    rows = [row(period_start="2020-04-01", period_end="2020-06-30"), row(fact_id="y")]
    energy = [{**r, "commodity": "gas", "indicator": "delivery", "supplier": "BRA", "recipient": "ARG"} for r in rows]
    quarter, year = (marks_of(views.energy_flows(table("energy", energy))[0])[key] for key in "xy")
    assert (quarter.x1 - quarter.x0) / (year.x1 - year.x0) == pytest.approx(91 / 366)
    assert quarter.x0 - year.x0 == 91


def test_one_unit_a_picture_and_the_others_in_words():
    rows = [
        row(),
        row(fact_id="y", unit="BRL", value=1e11),
        row(fact_id="z", value=3e10, period_start="2021-01-01", period_end="2021-12-31"),
    ]
    fig = views.trade_trends(table("trade", rows))[0]
    assert set(marks_of(fig)) == {"x", "z"}
    assert any("1 figure in BRL" in text for text, _ in text_boxes(fig))
    assert set(marks_of(views.trade_trends(table("trade", rows), unit="BRL")[0])) == {"y"}


def test_directions_have_panels_of_their_own():
    rows = [row(flow="exports"), row(fact_id="y", flow="exports", reporter="ARG", partner="BRA")]
    fig = views.trade_trends(table("trade", rows), flow="exports")[0]
    assert len(fig.axes) == 2
    headings = [text for text, _ in text_boxes(fig)]
    assert "Exports of Brazil to Argentina" in headings
    assert "Exports of Argentina to Brazil" in headings


def test_colours_go_by_the_place_in_the_pair():
    told = facts(SEEDS)
    swapped = told.contacts.assign(place="Moscow", countries="RUS; UZB")
    marks = marks_of(views.contacts_timeline(swapped, None)[0]).values()
    assert {mark.color for mark in marks} == {"#0072B2"}
    marks = marks_of(
        views.contacts_timeline(told.contacts.assign(place="Moscow", countries="BLR; RUS"), None)[0]
    ).values()
    assert {mark.color for mark in marks} == {"#D55E00"}


def test_selected_rows_are_ringed_and_labelled():
    rows = [
        row(fact_id=f"f{n}", value=1e9 * (n + 1), period_start=f"{1980 + n}-01-01", period_end=f"{1980 + n}-12-31")
        for n in range(40)
    ]
    fig = views.trade_trends(table("trade", rows), selected="f20")[0]
    assert [key for key, mark in marks_of(fig).items() if mark.selected] == ["f20"]
    assert any(text == "21" for text, _ in text_boxes(fig))
    assert not any(text == "18" for text, _ in text_boxes(fig))


def test_titles_say_only_what_the_rows_bear():
    change = row(measure="change", unit="%", value=-12.5)
    title = about(views.trade_trends(table("trade", [row(), change]))[0]).title
    assert title == "Trade turnover of Argentina and Brazil fell 12.5% in 2020"
    other = row(fact_id="y", measure="change", unit="%", value=4.0)
    title = about(views.trade_trends(table("trade", [change, other]))[0]).title
    assert title == "Trade turnover of Argentina and Brazil"
    planned = row(measure="change", unit="%", value=50, status="planned")
    assert "grew" not in about(views.trade_trends(table("trade", [planned]))[0]).title


def test_nothing_global_is_touched():
    before = dict(mpl.rcParams)
    for fig in drawings(SEEDS).values():
        views.to_svg(fig)
    assert dict(mpl.rcParams) == before
    code = "import sys, bilat_nb.views; print('matplotlib.pyplot' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


def test_axes_of_ones_own():
    told = facts(SEEDS)
    for draw in (
        lambda ax: views.trade_trends(told.trade, ax=ax),
        lambda ax: views.energy_flows(told.energy, ax=ax),
        lambda ax: views.contacts_timeline(told.contacts, told.contact_counts, ax=ax),
        lambda ax: views.contact_frequency(told.contacts, told.contact_counts, ax=ax),
        lambda ax: views.trade_trends(told.trade.iloc[:0], ax=ax),
    ):
        mine = Figure(figsize=(8, 6))
        ax = mine.add_axes((0.2, 0.2, 0.7, 0.6))
        fig, drawn = draw(ax)
        assert fig is mine
        assert drawn is ax
        assert views.to_svg(fig)


def test_a_logarithmic_scale_only_where_it_can_be():
    assert views.trade_trends(table("trade", [row()]), log=True)[1].get_yscale() == "log"
    negative = table("trade", [row(flow="balance", value=-1e9), row(flow="balance", fact_id="y")])
    assert views.trade_trends(negative, flow="balance", log=True)[1].get_yscale() == "linear"


@pytest.mark.parametrize("by", ["year", "quarter", "month"])
def test_frequency_counts_each_day_once(by):
    told = facts(SEEDS)
    twice = pd.concat([told.contacts, told.contacts.assign(fact_id=told.contacts["fact_id"] + "b", doc_id="other")])
    once, both = (
        marks_of(views.contact_frequency(rows, told.contact_counts, by=by)[0]) for rows in (told.contacts, twice)
    )
    assert {(mark.x0, mark.y) for mark in once.values()} == {(mark.x0, mark.y) for mark in both.values()}
    assert len(both) == 2 * len(once) - sum(mark.shape != "bar" for mark in once.values())


def test_frequency_by_an_unknown_period_is_refused():
    with pytest.raises(ValueError, match="not by 'week'"):
        views.contact_frequency(facts(SEEDS).contacts, None, by="week")


def test_ticks_cover_the_values():
    rng = np.random.default_rng(7)
    for low, high in zip(-rng.exponential(50, 200), rng.exponential(1e4, 200), strict=True):
        ticks = nice_ticks(low, high)
        assert ticks[0] <= low
        assert ticks[-1] >= high
        assert len(ticks) <= 9
        assert 0.0 in ticks
    assert log_ticks(3, 800)[0] <= 3
    assert log_ticks(3, 800)[-1] >= 800


def test_labels_keep_apart():
    placer = Placer((0, 0, 400, 300))
    labels = [
        Label(("12.5 in Jan–Sep", "Somebody, 2017"), (x, y, x + 10, y + 10))
        for x in range(20, 380, 40)
        for y in (100, 130, 160)
    ]
    for label in labels:
        placer.take(label.at)
    placed = placer.place(labels)
    assert len(placed) > 8
    assert not any(overlap(a.box, b.box) for a, b in combinations(placed, 2))
    assert not any(overlap(a.box, label.at) for a in placed for label in labels)
    for label in placed:
        assert 0 <= label.box[0] < label.box[2] <= 400
        assert 0 <= label.box[1] < label.box[3] <= 300


def test_text_is_measured_as_widely_as_it_is_drawn():
    fig = Figure(dpi=100)
    text = fig.text(0, 0, "23.2 in Jan–Sep", fontsize=SMALL, parse_math=False)
    drawn = text.get_window_extent(FigureCanvasAgg(fig).get_renderer())
    # a browser does not hint: its text is a little wider than that of a PNG
    assert drawn.width - 1 <= text_size("23.2 in Jan–Sep", SMALL)[0] <= drawn.width * 1.1


def test_two_thousand_rows_are_drawn_in_good_time():
    rng = np.random.default_rng(3)
    starts = pd.to_datetime([f"{year}-01-01" for year in rng.integers(1990, 2024, 2000)])
    rows = table(
        "trade", [row(fact_id=f"f{n}", value=float(value)) for n, value in enumerate(rng.uniform(1e9, 5e11, 2000))]
    )
    rows = rows.assign(period_start=starts, period_end=starts + pd.DateOffset(months=9) - pd.Timedelta(days=1))
    started = time.perf_counter()
    svg = views.to_svg(views.trade_trends(rows)[0])
    assert svg.count('class="mark"') == 2000
    assert time.perf_counter() - started < 5  # about 0.4 s; a quadratic step would take minutes


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_can_be_read(dark):
    colours = palette(dark)
    for text in (colours.ink, colours.muted, colours.first_text, colours.second_text):
        assert contrast(text, colours.background) >= 4.5
        assert contrast(text, colours.panel) >= 4.5
    for mark in (colours.ink, colours.first, colours.second, colours.other, colours.ring):
        assert contrast(mark, colours.background) >= 3 or mark == colours.other


def test_what_is_not_drawn_is_told():
    told = facts(SEEDS)
    notes = {
        name: [text for text, _ in text_boxes(fig) if "Not drawn" in text] for name, fig in drawings(SEEDS).items()
    }
    assert "share" in notes["trade turnover"][0]
    assert "without a date" in notes["frequency"][0]
    by_month = views.contact_frequency(told.contacts, told.contact_counts, by="month")[0]
    assert any("6 stated counts for longer" in text for text, _ in text_boxes(by_month))


def test_marks_stay_on_the_axis():
    rows = [
        row(period_start="2016-07-01", period_end="2017-06-30"),
        row(fact_id="y", period_start="2018-01-01", period_end="2018-12-31"),
    ]
    fig, ax = views.trade_trends(table("trade", rows), years=(2017, 2018))
    assert marks_of(fig)["x"].x0 == ax.get_xlim()[0]
