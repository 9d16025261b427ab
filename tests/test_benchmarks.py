"""The benchmarks themselves: what they count, and that they run without any data set."""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"
TIMEML = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2018-05-11">May 11, 2018</TIMEX3></DCT>
<TEXT>Trade grew in <TIMEX3 tid="t1" type="DATE" value="2017">2017</TIMEX3> and fell
<TIMEX3 tid="t2" type="DATE" value="2018-05-10">yesterday</TIMEX3> for
<TIMEX3 tid="t3" type="DURATION" value="P2D">two days</TIMEX3>.</TEXT></TimeML>"""


def load(name: str) -> ModuleType:
    sys.path[:0] = [str(FOLDER)] if str(FOLDER) not in sys.path else []
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("2017", (date(2017, 1, 1), date(2017, 12, 31))),
        ("201", (date(2010, 1, 1), date(2019, 12, 31))),
        ("2018-02", (date(2018, 2, 1), date(2018, 2, 28))),
        ("2018-Q3", (date(2018, 7, 1), date(2018, 9, 30))),
        ("2018-H2", (date(2018, 7, 1), date(2018, 12, 31))),
        ("2018-W20", (date(2018, 5, 14), date(2018, 5, 20))),
        ("2018-05-10TMO", (date(2018, 5, 10), date(2018, 5, 10))),
        ("2018-02-31", None),
        ("PRESENT_REF", None),
        ("2018-SU", None),
    ],
)
def test_values_of_timeml(value, ends):
    assert load("periods").calendar_ends(value) == ends


def test_periods_are_compared(tmp_path):
    periods = load("periods")
    (tmp_path / "a.tml").write_text(TIMEML, encoding="utf-8")
    gold = periods.load(tmp_path / "a.tml")
    assert gold.anchor == date(2018, 5, 11)
    assert [gold.text[a:b] for a, b, _ in gold.dates] == ["2017", "yesterday"]
    assert [gold.text[a:b] for a, b in gold.aside] == ["two days"]
    score = periods.Score()
    periods.compare(gold, periods.periods(gold), score)
    assert (score.gold, score.found, score.right) == (2, 2, 2)
    assert score.read == 2  # what is read over the duration counts neither way


def test_the_corpus_is_the_same_every_time_and_varied():
    corpus = load("corpus")
    once, again = (list(corpus.documents(0.05, seed=4)) for _ in range(2))
    assert [d.text for d in once] == [d.text for d in again]
    assert len({d.text for d in once}) == len(once)
    assert sum(len(d.text.encode()) for d in once) >= 50_000


def test_records_of_an_archive_are_in_the_order_of_their_days():
    found = list(load("corpus").records(60))
    days = [record["published"] for record in found]
    assert days == sorted(days) and days[0] == "2000-01-01" and days[-1] > "2024"
    assert len({record["id"] for record in found}) == len({record["text"] for record in found}) == 60


def test_the_scaling_study_tells_what_was_measured():
    scaling = load("scaling")
    measured = json.loads((FOLDER / "scaling.json").read_text(encoding="utf-8"))
    study = (FOLDER.parent / "docs" / "scaling.md").read_text(encoding="utf-8")
    assert scaling.filled(study, scaling.tables(measured, 3000, 0.01, None)) == study


def test_costs_are_processor_time_a_byte_times_bytes():
    scaling = load("scaling")
    run = {"engine": "local", "mb": 10.0, "cpu": 20.0, "rows": 1000, "row_bytes": 20.0}
    measured = {"runs": [run], "filter": {"mb": 100.0, "seconds": 1.0}}
    million, _ = scaling.projected(measured, 3600, 1.0, 0.1)
    assert million[:5] == ["a million", "3.6 GB", "2", "0", "1.0 hours"]  # 3.6 GB at 0.5 MB/s are 7,200 s
    filtered, _ = scaling.projected(measured, 3600, 0.5, None)
    assert filtered[2] == "1"  # half of it, and 36 s for the words
    with pytest.raises(ValueError, match="no mark"):
        scaling.filled("nothing", {"all": "|"})


@pytest.mark.skipif(not hasattr(os, "sysconf"), reason="needs /proc")
def test_a_long_run_is_told_by_the_processes_that_led_it():
    long_run = load("long_run")
    looks = [
        {"wall": wall, "processes": {lead: {}}} for wall, lead in ((5.0, "1"), (9.0, "1"), (14.0, "7"), (3.0, "8"))
    ]
    assert [len(some) for some in long_run.sessions(looks)] == [2, 1, 1]
    assert long_run.seconds_of(looks) == 17.0
    assert dict(long_run.processes(os.getpid()))[os.getpid()]["peak"] > 10


@pytest.mark.slow
def test_archives_are_measured(tmp_path):
    held = tmp_path / "held.json"
    words = ["--mb", "0.05", "--workers", "1", "2", "--json", str(held)]
    command = [sys.executable, str(FOLDER / "archive.py"), *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment()).stdout
    assert told.count("documents/s") == 2
    runs = json.loads(held.read_text(encoding="utf-8"))["runs"]
    assert [run["documents"] for run in runs] == [10, 10] and runs[0]["rows"] == runs[1]["rows"] > 0


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(FOLDER.parent)}


@pytest.mark.parametrize("name", ["quantities", "periods", "contacts"])
def test_without_its_data_set_a_benchmark_says_so(name):
    done = subprocess.run([sys.executable, str(FOLDER / f"{name}.py")], capture_output=True, text=True, check=True)
    assert done.stdout == "" and done.stderr.startswith("skipped: ")


def test_contacts_of_a_labelled_file(tmp_path):
    rows = [
        ("sentence", "gold_root"),
        ("Foreign Minister of Belarus Vladimir Makei met with Foreign Minister of Russia Sergei Lavrov.", "CONSULT"),
        ("Trade rose by 5%.", "COOPERATE"),
    ]
    path = tmp_path / "rows.tsv"
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    command = [sys.executable, str(FOLDER / "contacts.py"), str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "2 sentences, 1 with a contact, 1 read as one" in told
    assert "F1 1.000" in told
