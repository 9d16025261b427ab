"""The command line: what it writes, its exit codes, and that bad input gets a sentence and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bilat_nb as bn
from bilat_nb.cli import COMMANDS, main
from bilat_nb.commands import homes
from bilat_nb.commands.telling import CONTRADICTED, DONE, FAILED, PARTLY, USAGE, printable
from tests import files

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "data" / "documents"
NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "in"
    home.mkdir()
    (home / "note.txt").write_text(NEWS, encoding="utf-8")
    (home / "page.html").write_bytes(files.page("Exports of Kazakhstan to China reached $3 billion in 2022."))
    return home


def test_parse_writes_what_the_package_reads(folder, tmp_path, capsys):
    assert main(["parse", str(folder), "-o", str(tmp_path / "out"), "--format", "csv"]) == DONE
    assert "2 documents" in capsys.readouterr().out
    told, read = bn.Facts.load(tmp_path / "out"), bn.parse(folder)
    assert told.trade["fact_id"].tolist() == read.trade["fact_id"].tolist()


def test_a_pair_and_years_narrow_the_tables(folder, tmp_path):
    words = ["parse", str(folder), "-q", "-o", str(tmp_path), "--pair", "kaz", "chn", "--since", "2020"]
    assert main(words) == DONE
    facts = bn.Facts.load(tmp_path)
    assert facts.trade["value"].tolist() == [3e9]
    assert set(facts.evidence["fact_id"]) <= set(facts.trade["fact_id"])


def test_columns_are_named(tmp_path):
    (tmp_path / "a.csv").write_bytes(files.table([{"nr": "7", "inhalt": NEWS}]))
    assert main(["parse", str(tmp_path / "a.csv"), "--columns", "text=inhalt", "-o", str(tmp_path / "out")]) == DONE
    assert len(bn.Facts.load(tmp_path / "out").trade) == 2


def test_a_text_on_standard_input(tmp_path):
    command = [sys.executable, "-m", "bilat_nb.cli", "parse", "-", "-o", str(tmp_path)]
    child = subprocess.run(command, input=NEWS.encode(), capture_output=True, check=True, env=environment())
    assert b"stdin" in child.stderr  # it has no day
    assert bn.Facts.load(tmp_path).documents["doc_id"].tolist() == ["stdin"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_file_that_could_not_be_read_is_told_and_in_the_exit_code(folder, tmp_path, capsys):
    (folder / "cut.pdf").write_bytes(files.pdf(NEWS)[:300])
    assert main(["parse", str(folder), "-o", str(tmp_path / "out")]) == PARTLY
    assert "damaged file: cut.pdf is not a whole PDF: fetch it again." in capsys.readouterr().err


def test_errors_as_json(folder, tmp_path, capsys):
    (folder / "cut.pdf").write_bytes(files.pdf(NEWS)[:300])
    main(["parse", str(folder), "-o", str(tmp_path / "out"), "--errors", "json"])
    rows = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {"cut", "note", "page"} >= {row["doc_id"] for row in rows}
    assert "damaged file" in [row["kind"] for row in rows]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["parse", "no-such", "-o", "x"], FAILED, "no-such"),
        (["parse", str(DOCUMENTS)], USAGE, "--output"),
        (["parse", str(DOCUMENTS), "-o", "x", "--format", "xlsx"], USAGE, "parquet"),
        (["parse", str(DOCUMENTS), "-o", "x", "--columns", "text"], USAGE, "text=body"),
        (["parse", str(DOCUMENTS), "-o", "x", "--since", "soon"], USAGE, "soon"),
        (["frobnicate"], USAGE, "frobnicate"),
        (["check", str(ROOT / "tests" / "nowhere" / "*.txt")], FAILED, "nowhere"),
        (["archive", "no-such", "-o", "x"], FAILED, "no-such"),
        (["archive", str(DOCUMENTS)], USAGE, "--output"),
        (["archive", str(DOCUMENTS), "-o", "x", "--pair", "XXX", "BLR"], FAILED, "no such country"),
        (["archive", str(DOCUMENTS), "-o", "x", "--since", "soon"], FAILED, "a year as 2018"),
        (["archive", str(DOCUMENTS), "-o", "x", "--engine", "local", "--scheduler", "tcp://a:1"], USAGE, "--engine"),
        (["query", "no-such"], USAGE, "no-such"),
        (["query", str(DOCUMENTS)], FAILED, "no results of parse_archive"),
        (["query", str(DOCUMENTS), "sport"], USAGE, "sport"),
        (["query", str(DOCUMENTS), "trade", "--since", "soon"], USAGE, "a year as 2018"),
        (["new", str(ROOT)], FAILED, "--force"),
        (["lab", "no-such"], USAGE, "no-such"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_bad_use_gets_a_sentence(words, code, says, form, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    more = ["--errors", form] if words[0] in ("parse", "check", "archive", "query") else []
    assert main([*words, *more]) == code
    shown = capsys.readouterr().err
    assert says in shown and "Traceback" not in shown
    if form == "json" and more:
        assert json.loads(shown)["exit_code"] == code


def test_a_folder_without_any_text_is_an_error(tmp_path, capsys):
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert main(["parse", str(tmp_path), "-o", str(tmp_path / "out")]) == FAILED
    assert not (tmp_path / "out").exists()


def test_a_fault_in_the_program_is_told_without_a_traceback(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("bilat_nb.commands.parse.facts_of", lambda *_, **__: 1 / 0)
    assert main(["parse", str(folder), "-o", str(tmp_path / "out")]) == FAILED
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_check_tells_contradictions_and_their_arithmetic(tmp_path, capsys):
    text = "In 2023 trade of Mexico and Canada was $10.4 billion. Mexico's exports to Canada reached $6.7 billion, "
    (tmp_path / "a.txt").write_text(text + "and its imports from Canada amounted to $5.7 billion.", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == CONTRADICTED
    shown = capsys.readouterr().out
    assert "contradicts: " in shown and "12.4" in shown
    assert main(["check", str(tmp_path), "--format", "json"]) == CONTRADICTED
    assert json.loads(capsys.readouterr().out.splitlines()[0])["verdict"] == "contradicts"


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# "), ("html", "<!DOCTYPE html>")])
def test_check_writes_a_report_for_an_editor(form, begins, capsys):
    assert main(["check", str(DOCUMENTS), "--format", form]) == CONTRADICTED
    told = capsys.readouterr().out
    assert told.startswith(begins) and "31.7" in told


def test_check_of_the_five_documents_and_of_their_saved_tables(tmp_path, capsys):
    assert main(["check", str(DOCUMENTS), "--all", "--format", "csv"]) == CONTRADICTED
    first = capsys.readouterr().out
    assert "more than a third" in first and "31.7%" in first
    bn.parse(DOCUMENTS).save(tmp_path)
    assert main(["check", str(tmp_path), "--all", "--format", "csv"]) == CONTRADICTED
    assert capsys.readouterr().out == first


def test_explain(folder, capsys):
    assert main(["explain", str(folder / "note.txt")]) == DONE
    assert "turnover" in capsys.readouterr().out


def test_a_document_cannot_steer_the_terminal(tmp_path, capsys):
    (tmp_path / "a\x1b[2Jb.txt").write_text(f"{NEWS} \x1b[31mred \u202e", encoding="utf-8")
    main(["explain", str(tmp_path)])
    shown = capsys.readouterr()
    assert "red" in shown.out and "\x1b" not in shown.out + shown.err and "\u202e" not in shown.out
    assert printable("a\tb\nc") == "a\tb\nc"


# --- archives --------------------------------------------------------------------------------------------------------

ITEMS = [
    {"id": "a", "date": "2017-05-04", "text": "Exports of Belarus to Russia came to $10 billion in 2016."},
    {"id": "b", "date": "2019-05-04", "text": "Exports of Kazakhstan to China reached $3 billion in 2018."},
    {"id": "c", "date": "2020-05-04", "text": "The footballers of Belarus lost."},
]


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in ITEMS), encoding="utf-8")
    return path


def test_archive_writes_what_query_asks(news, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["archive", str(news), "-o", out]) == DONE
    assert "3 documents seen, 3 read" in capsys.readouterr().out
    assert bn.open_archive(out).table("trade")["value"].tolist() == [1e10, 3e9]
    assert main(["query", out]) == DONE
    assert "trade                       2" in capsys.readouterr().out
    assert main(["query", out, "trade", "--pair", "kaz", "chn", "--since", "2018"]) == DONE
    shown = capsys.readouterr().out
    assert "$3 billion" in shown and "$10 billion" not in shown
    assert main(["query", out, "trade", "--where", "reporter=BLR", "--format", "csv"]) == DONE
    assert capsys.readouterr().out.count("\n") == 2
    assert main(["query", out, "trade", "--document", "b", "--format", "jsonl"]) == DONE
    assert json.loads(capsys.readouterr().out)["reporter"] == "KAZ"
    assert main(["query", out, "trade", "--limit", "1"]) == DONE
    assert "… and 1 more" in capsys.readouterr().out
    assert main(["query", out, "energy"]) == DONE
    assert capsys.readouterr().out == "No row fits.\n"


def test_query_in_sql_and_into_tables_for_check(news, tmp_path, capsys):
    pytest.importorskip("duckdb")
    out = str(tmp_path / "out")
    main(["archive", str(news), "-o", out, "--partition", "year"])
    capsys.readouterr()
    assert main(["query", out, "--sql", "select sum(value) as s from trade", "--format", "csv"]) == DONE
    assert capsys.readouterr().out == "s\n13000000000.0\n"
    assert main(["query", out, "--pair", "KAZ", "CHN", "-o", str(tmp_path / "tables")]) == DONE
    assert bn.Facts.load(tmp_path / "tables").documents["doc_id"].tolist() == ["b"]
    assert main(["check", str(tmp_path / "tables")]) == DONE


def test_archive_reads_only_what_was_asked_for(news, tmp_path, capsys):
    words = ["--pair", "blr", "rus", "--topic", "trade", "--since", "2017", "--until", "2017-12-31"]
    assert main(["archive", str(news), "-o", str(tmp_path / "out"), *words]) == DONE
    assert "3 documents seen, 1 read" in capsys.readouterr().out


def test_archive_goes_on_and_begins_anew(news, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["archive", str(news), "-o", out, "--country", "KAZ"]) == DONE
    assert main(["archive", str(news), "-o", out, "--country", "KAZ"]) == DONE
    assert main(["archive", str(news), "-o", out]) == FAILED
    assert "holds another run" in capsys.readouterr().err
    assert main(["archive", str(news), "-o", out, "--anew"]) == DONE


def test_archive_tells_what_it_could_not_read(news, tmp_path, capsys):
    with news.open("a", encoding="utf-8") as lines:
        lines.write("no JSON\n" + json.dumps({"id": "d", "text": "long " * 99}) + "\n")
    words = ["archive", str(news), "-o", str(tmp_path / "out"), "--max-chars", "200"]
    assert main(words) == PARTLY
    shown = capsys.readouterr()
    assert "unreadable record: 1 times" in shown.err and "too long: 1 times" in shown.err
    assert "bilat-nb query" in shown.out
    news.write_text("no JSON\n", encoding="utf-8")
    assert main(["archive", str(news), "-o", str(tmp_path / "none")]) == FAILED


@pytest.mark.slow
def test_archive_on_a_cluster_of_the_users(news, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        words = ["archive", str(news), "-o", str(tmp_path / "out"), "--scheduler", cluster.scheduler_address]
        assert main(words) == DONE
    assert len(bn.open_archive(tmp_path / "out").table("trade")) == 2


# --- a working folder ------------------------------------------------------------------------------------------------


def test_new_makes_a_folder_and_spares_what_is_there(tmp_path, capsys):
    home = tmp_path / "work"
    assert main(["new", str(home)]) == DONE
    assert (home / "notebooks" / "00-start-here.ipynb").is_file()
    assert bn.parse(home / "data" / "documents").documents["doc_id"].nunique() == 5
    (home / "notebooks" / "mine.ipynb").write_text("mine", encoding="utf-8")
    assert main(["new", str(home)]) == FAILED
    assert main(["new", str(home), "--force"]) == DONE
    assert (home / "notebooks" / "mine.ipynb").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("word", "program"), [("lab", "jupyterlab"), ("app", "voila")])
def test_lab_and_app_start_jupyter_in_the_folder(tmp_path, monkeypatch, word, program):
    started = []
    monkeypatch.setattr(f"bilat_nb.commands.{word}.start", lambda words, folder: started.append((words, folder)) or 0)
    monkeypatch.setenv("JUPYTER_PATH", "")
    main(["new", str(tmp_path / "work")])
    assert main([word, str(tmp_path / "work"), "--no-browser", "--port", "8890"]) == DONE
    words, folder = started[0]
    assert words[0] == program and words[-3:] == ["--no-browser", "--port", "8890"]
    assert str(folder).startswith(str(tmp_path / "work"))


def test_what_an_installed_wheel_needs_is_in_it(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    site = tmp_path / "site"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(site)
        assert b"bilat-nb = bilat_nb.cli:run" in wheel.read(next(n for n in wheel.namelist() if "entry_points" in n))
    command = [sys.executable, "-m", "bilat_nb.cli", "new", "work"]
    subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True)
    assert {p.name for p in (tmp_path / "work" / "notebooks").iterdir()} == {
        p.name for p in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert (site / "bilat_nb" / "app" / "voila" / "templates" / "bilat").is_dir()


def test_a_copy_without_notebooks_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(homes, "PACKAGE", tmp_path / "bilat_nb")
    with pytest.raises(FileNotFoundError, match="install it again"):
        homes.notebooks_home()


# --- help and completion ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, capsys):
    assert main([command, "--help"]) == DONE
    shown = capsys.readouterr().out
    assert "Example" in shown and f"bilat-nb {command}" in shown


def test_help_lists_every_command_and_the_exit_codes(capsys):
    assert main(["--help"]) == DONE
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in [*COMMANDS, "completion"]) and "Exit codes" in shown


def test_help_loads_nothing_heavy():
    code = "import sys; from bilat_nb.cli import main; main(['--help']); print('pandas' in sys.modules)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert child.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell, capsys):
    assert main(["completion", shell]) == DONE
    assert "_BILAT_NB_COMPLETE" in capsys.readouterr().out


def test_a_shell_gets_the_commands_and_options():
    words = {"_BILAT_NB_COMPLETE": "bash_complete", "COMP_WORDS": "bilat-nb parse --form", "COMP_CWORD": "2"}
    code = "from bilat_nb.cli import cli; cli(prog_name='bilat-nb', complete_var='_BILAT_NB_COMPLETE')"
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**environment(), **words}
    )
    assert child.stdout.strip() == "plain,--format"


def test_no_progress_where_nobody_watches(folder, tmp_path):
    command = [sys.executable, "-m", "bilat_nb.cli", "parse", str(folder), "-o", str(tmp_path / "out")]
    child = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    assert "it/s" not in child.stderr and "document/s" not in child.stderr
