"""The benchmarks themselves: what they count, and that they run without any data set."""

import importlib.util
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
