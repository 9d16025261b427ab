"""The notebooks: their form, their kept results, and every number in their prose against the tables."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import bilat_nb as bn

ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [
    "00-start-here",
    "01-trade-trends",
    "02-energy-flows",
    "03-diplomatic-contacts",
    "04-do-they-agree",
    "05-your-documents",
    "06-archives",
]


def load(name: str):
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def prose(notebook) -> str:
    return " ".join(" ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown").split())


def render_tool():
    spec = importlib.util.spec_from_file_location("render", ROOT / "tools" / "render.py")
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.load_documents(ROOT / "data" / "documents"))


def test_these_notebooks_are_there():
    assert [path.stem for path in PATHS] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_form(name):
    notebook = load(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert 10 <= len(notebook.cells) <= 30
    assert notebook.cells[0].source.startswith("# ")
    assert notebook.metadata == {"kernelspec": notebook.metadata.kernelspec}
    assert notebook.metadata.kernelspec.name == "python3"
    assert "bilat_nb" in code[0].outputs[0].text, "the first cell prints the version"
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in code:
        assert not re.search(r"^\s*(def|class|for|while|try)\b", cell.source, re.MULTILINE), "helper code in a cell"
        assert cell.execution_count is None
        assert not cell.metadata
    assert "## Exercises" in notebook.cells[-1].source
    assert "Beware" in prose(notebook)


@pytest.mark.parametrize("name", NAMES)
def test_kept_results(name):
    for cell in load(name).cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            assert output.output_type in ("display_data", "execute_result", "stream")
            assert output.get("name") != "stderr"
            assert not any("widget" in kind for kind in output.get("data", {}))
        if "bn.explore_" in cell.source or cell.source.endswith("figure"):
            data = cell.outputs[0].data
            assert len(data["image/png"]) > 10_000
            assert len(data["text/plain"]) > 60, "a text alternative"


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_nothing_of_this_machine_is_kept(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/", text)
    assert path.stat().st_size < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#]+)\)", prose(load(name))):
        assert (ROOT / "notebooks" / target).exists(), target


@pytest.mark.notebook
@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_runs_from_top_to_bottom_and_gives_what_is_kept(path):
    render = render_tool()
    again = nbformat.reads(render.rendered(path), as_version=4)
    for before, after in zip(nbformat.read(path, as_version=4).cells, again.cells, strict=True):
        assert results(before) == results(after), f"{path.name}, cell {before.id}: run tools/render.py"


def test_what_is_said_on_stderr_is_refused(tmp_path, monkeypatch, capsys):
    render = render_tool()
    cells = [nbformat.v4.new_code_cell("import warnings\nwarnings.warn('Port 8787 is already in use')")]
    path = tmp_path / "00-loud.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr(render, "NOTEBOOKS", tmp_path)
    assert render.main([]) == 1
    assert "Port 8787 is already in use" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == before, "nothing is written"


def results(cell) -> list:
    """Results of a cell as text; of a picture only that there is one, for another matplotlib draws other pixels."""
    if cell.cell_type != "code":
        return [cell.source]
    return [
        output.get("text") or {kind: kind == "image/png" or data for kind, data in output.data.items()}
        for output in cell.outputs
    ]


# --- what the prose says, in the tables ------------------------------------------------------------------------------


def one(frame: pd.DataFrame, **wanted) -> float:
    """The value of the only row that fits."""
    rows = bn.select(frame, **wanted)
    assert len(rows) == 1, rows
    return float(rows.iloc[0].get("value", rows.iloc[0].get("count")))


def turnover(facts, measure: str, start: str, end: str) -> float:
    rows = bn.select(facts.trade, flow="turnover", measure=measure)
    rows = rows[(rows["period_start"] == start) & (rows["period_end"] == end)]
    assert len(rows) == 1, rows
    return float(rows.iloc[0]["value"])


@pytest.mark.parametrize(
    ("said", "measure", "start", "end", "value"),
    [
        ("by 23.5% in 2017", "change", "2017-01-01", "2017-12-31", 23.5),
        ("by 20.6% in the first two months of 2018", "change", "2018-01-01", "2018-02-28", 20.6),
        ("by more than a third in 2021", "change", "2021-01-01", "2021-12-31", pytest.approx(100 / 3)),
        ("by 10.1% in January to October 2022", "change", "2022-01-01", "2022-10-31", 10.1),
        ("32.42 billion of 2017", "level", "2017-01-01", "2017-12-31", 32.42e9),
        ("5.32 billion dollars of January and February 2018", "level", "2018-01-01", "2018-02-28", 5.32e9),
        ('"About $40bn" of 2021', "level", "2021-01-01", "2021-12-31", 40e9),
    ],
)
def test_headline_numbers_of_trade(facts, said, measure, start, end, value):
    assert said in prose(load("01-trade-trends"))
    assert turnover(facts, measure, start, end) == value


def test_other_numbers_of_trade(facts):
    text = prose(load("01-trade-trends"))
    assert "exports had fallen by 8.4% and Russian imports had grown by 37.7%" in text
    assert one(facts.trade, flow="exports", measure="change", since=2022, until=2022) == -8.4
    assert one(facts.trade, flow="imports", measure="change", since=2022, until=2022) == 37.7
    official = bn.load_reference("trade").query("measures == 'turnover' and unit == 'USD'")
    belarus, russia = official[official["period_start"].dt.year == 2021].sort_values("reporter")["value"]
    assert "what Belarus counts (40.0), not what Russia counts (38.5)" in text
    assert (belarus, russia) == (40e9, 38.5e9)
    assert "differ by 1.5 billion dollars" in text
    assert belarus - russia == pytest.approx(1.5e9)
    assert "gives 31.7% for 2017" in text
    assert sorted(bn.select(facts.trade, measure="share", flow="exports")["value"]) == [31.7, pytest.approx(100 / 3)]
    levels = bn.series(facts, flow="turnover", unit="USD")
    assert "Four totals are running totals" in text
    assert levels["to_date"].sum() == 4


def test_headline_numbers_of_energy(facts):
    text = prose(load("02-energy-flows"))
    told = {}
    for commodity in ("gas", "oil"):
        rows = bn.series(facts, table="energy", commodity=commodity, indicator="delivery")
        told[commodity] = rows.set_index("period_kind")["value"]
    assert "19.01 billion cubic metres of gas and 18 million tonnes of oil" in text
    assert (told["gas"]["year"], told["oil"]["year"]) == (19.01e9, 18e6)
    assert "6 billion cubic metres and 4.5 million tonnes: 32% of the gas of the year before, and 25%" in text
    assert (told["gas"]["quarter"], told["oil"]["quarter"]) == (6e9, 4.5e6)
    assert round(100 * 6 / 19.01) == 32
    assert 100 * 4.5 / 18 == 25
    assert set(bn.select(facts.energy, indicator="capacity")["value"]) == {2400}


def test_headline_numbers_of_contacts(facts):
    text = prose(load("03-diplomatic-contacts"))
    counts = facts.contact_counts.set_index(["kind", "level", "period_end"])["count"]
    year, november = pd.Timestamp("2017-12-31"), pd.Timestamp("2017-11-13")
    assert "counts eight meetings and three telephone calls of the presidents in 2017, and ten meetings of the" in text
    assert counts["meeting", "head_of_state", year] == 8
    assert counts["call", "head_of_state", year] == 3
    assert counts["meeting", "head_of_government", year] == 10
    assert "had counted six and seven until then" in text
    assert counts["meeting", "head_of_state", november] == 6
    assert counts["meeting", "head_of_government", november] == 7
    dated = bn.select(facts.contacts, kind="meeting", level="head_of_state")
    assert not (dated["start"].dt.year == 2017).any(), "the documents date none of these meetings"


def test_what_the_reference_adds_to_the_eight_meetings(facts):
    text = prose(load("03-diplomatic-contacts"))
    checks = bn.check_counts(facts, bn.load_reference("contacts")).set_index(["check", "kind", "level", "period_end"])
    eight = checks.loc[("dated", "meeting", "head_of_state", pd.Timestamp("2017-12-31"))]
    assert "adds one day to the eight, 3 April 2017 in St Petersburg; seven meetings stay without a date" in text
    assert (eight["stated"], eight["against"], eight["known"]) == (8, 0, 1)
    reference = bn.load_reference("contacts").query("measures == 'meeting' and subject == 'head_of_state'")
    known = reference[reference["period_start"].dt.year == 2017]
    assert known["period_start"].tolist() == [pd.Timestamp("2017-04-03")]
    assert known["place"].tolist() == ["St Petersburg"]
    assert "the two calls of 2018 are the two that have a date" in text
    assert checks.loc[("dated", "call", "head_of_state", pd.Timestamp("2018-05-11")), "verdict"] == "agrees"
    assert checks.loc[("part", "meeting", "head_of_state", pd.Timestamp("2017-12-31")), "verdict"] == "agrees"


def test_plans_and_the_network_of_the_five_documents(facts):
    plans = bn.contact_plans(facts)
    assert plans["outcome"].value_counts().to_dict() == {"never confirmed": 3, "open": 1}
    network = bn.contact_network(facts, planned=True)
    assert network.edges["Lukashenko (BLR)", "Putin (RUS)"]["weight"] == 5


# --- archives --------------------------------------------------------------------------------------------------------


def test_numbers_of_archives():
    told = str([cell.get("outputs") for cell in load("06-archives").cells])
    assert "20,000 items" in told and "Archive of 20,000 documents" in told
    assert "units are missing: True" in told and "the same rows: True" in told
    summary = next(cell for cell in load("06-archives").cells if "one_pair = " in cell.source)
    counts = dict(re.findall(r"(seen|read|trade|energy) +(\d+)", summary.outputs[0].data["text/plain"]))
    assert counts == {"seen": "20000", "read": "750", "trade": "750", "energy": "250"}


def test_headline_numbers_of_agreement(facts):
    text = prose(load("04-do-they-agree"))
    found = bn.verdicts(facts)
    contradicts = found[found["verdict"].eq("contradicts")]
    assert '"More than a third" is followed by 31.7%' in text
    assert contradicts["recomputed"].tolist() == [31.7]
    assert "lies 1.63 points below, and its last printed digit explains 0.05 points" in text
    assert round(contradicts["difference"].iloc[0], 2) == 1.63
    assert contradicts["tolerance"].iloc[0] == pytest.approx(0.05)
    assert "17.2 + 17.3 = 34.5 and 13.73 + 9.47 = 23.20" in text
    sums = found[found["check"].eq("sum")]
    assert sums["recomputed"].tolist() == pytest.approx([23.20e9, 34.5e9])
    assert set(sums["verdict"]) == {"agrees"}
    assert "18.91 grown by 22.7% is 23.2" in text
    assert found[found["check"].eq("growth")]["recomputed"].tolist() == [pytest.approx(18.91e9 * 1.227)]
    assert "means 26.25 billion in 2016. Belarus counted 26.1" in text
    base = found[found["derived"].eq(True) & found["period_end"].eq("2016-12-31")].iloc[0]
    assert (round(base["stated"] / 1e9, 2), base["recomputed"]) == (26.25, 26.1e9)


def test_other_numbers_of_agreement(facts):
    text = prose(load("04-do-they-agree"))
    beside = bn.compare(facts)
    forty = beside[beside["claim"].eq("about $40bn")].set_index("reporter")
    assert '"About $40bn" of 2021 is the total that Belarus counts, 1.5 billion above the Russian one' in text
    assert (forty.loc["BLR", "position"], forty.loc["RUS", "difference"]) == ("at", 1.5e9)
    assert "four of those shown are the document's own figure" in text
    assert beside["independent"].eq(False).sum() == 4
    assert "19.01 billion cubic metres of 2017 are the 19.0 of Gazprom" in text
    gas = beside[beside["unit"].eq("m3")].iloc[0]
    assert (gas["stated"], gas["recomputed"], gas["verdict"]) == (19.01e9, 19.0e9, "agrees")
    assert "imports from Belarus at 17.3 billion, the Belarusian side its exports at 18" in text
    flows = beside[beside["flow"].eq("imports")].iloc[0]
    assert (flows["stated"], flows["recomputed"], flows["verdict"]) == (17.3e9, 18e9, "cannot tell")
    counts = bn.reconcile(facts).query("check == 'running count'")
    assert "Six meetings of the presidents by 13 November 2017 fit eight" in text
    assert list(zip(counts["stated"], counts["recomputed"], strict=True)) == [(6, 8), (7, 10)]
    sessions = bn.reconcile(facts).query("check == 'order of sessions'")
    assert "the first in 2014, the fourth in 2017, the fifth in 2018, the ninth in 2022" in text
    assert (sessions["stated"].tolist(), set(sessions["verdict"])) == ([4, 5, 9], {"agrees"})
