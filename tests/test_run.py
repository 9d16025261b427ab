"""run.py: what a newcomer starts first. The install itself is proved by every run of CI, which begins with it."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import find_browser

SCRIPT = Path(__file__).resolve().parent.parent / "run.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module in an empty project, where what would be installed or started is only recorded."""
    spec = importlib.util.spec_from_file_location("run_under_test", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.calls = []
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(module, "LOG", tmp_path / ".venv" / "install.log")
    monkeypatch.setattr(module, "make_venv", lambda clear: pretend_venv(module, clear))
    monkeypatch.setattr(module, "install", lambda extras: module.calls.append(("install", *extras)))
    return module


def pretend_venv(module, clear):
    module.calls.append(("venv", clear))
    module.VENV.mkdir(exist_ok=True)
    module.PYTHON.touch()


def test_uses_the_standard_library_only():
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_old_python_can_read_it_and_be_told():
    # a syntax error would hide the sentence that says which Python is needed
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_old_python_is_refused(run, monkeypatch):
    monkeypatch.setattr(run, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer"):
        run.main(["lab"])


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--help"], 0), (["lba"], 2)])
def test_help(run, capsys, words, code):
    assert run.main(words) == code
    shown = capsys.readouterr().out
    assert all(f"run.py {command}" in shown for command in run.COMMANDS)


def test_first_start_installs_and_the_second_does_not(run):
    run.prepare([])
    assert run.calls == [("venv", False), ("install",)]
    run.calls.clear()
    run.prepare([])
    assert run.calls == []


def test_extras_add_up(run):
    for extras in (["test"], [], ["dev"], ["test"]):
        run.prepare(extras)
    assert run.calls == [("venv", False), ("install", "test"), ("install", "dev", "test")]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed_into_the_same_environment(run, name):
    run.prepare([])
    run.calls.clear()
    (run.ROOT / name).write_text("# changed\n", encoding="utf-8")
    run.prepare([])
    assert run.calls == [("install",)]


@pytest.mark.parametrize("key", ["python", "root"])
def test_another_python_or_a_moved_folder_begins_anew(run, key):
    run.prepare(["test"])
    run.calls.clear()
    run.STAMP.write_text(json.dumps({**run.read_stamp(), key: "another"}), encoding="utf-8")
    run.prepare([])
    assert run.calls == [("venv", True), ("install",)]


@pytest.mark.parametrize("damage", ["{", "[]", '"text"', "{}"])
def test_damaged_stamp_installs_again(run, damage):
    run.prepare([])
    run.calls.clear()
    run.STAMP.write_text(damage, encoding="utf-8")
    run.prepare([])
    assert run.calls == [("venv", False), ("install",)]


def test_interrupted_install_leaves_no_stamp(run, monkeypatch):
    run.prepare([])
    (run.ROOT / "constraints.txt").write_text("# changed\n", encoding="utf-8")
    monkeypatch.setattr(run, "install", lambda extras: run.give_up("interrupted"))
    with pytest.raises(SystemExit):
        run.prepare([])
    assert run.read_stamp() == {}


def test_lab_settings_are_quiet(run):
    run.prepare([])
    settings = json.loads((run.VENV / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_words_go_to_the_program(run, monkeypatch):
    started = []
    monkeypatch.setattr(run, "hand_over", lambda arguments: started.append(arguments) or 0)
    assert run.main(["lab", "--no-browser", "--port", "8890"]) == 0
    assert run.main(["test", "-k", "trade"]) == 0
    assert started[0][-3:] == ["--no-browser", "--port", "8890"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb" in started[0]
    assert started[1] == ["-m", "pytest", "-k", "trade"]


def fresh_script():
    """run.py as it is, for the functions that the fixture replaces."""
    spec = importlib.util.spec_from_file_location("run_untouched", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_missing_venv_is_told_plainly(monkeypatch, missing):
    script = fresh_script()
    monkeypatch.setattr(script.shutil, "which", lambda name: None)
    monkeypatch.setattr(script.importlib.util, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(SystemExit, match=r"python3\.\d+-venv"):
        script.make_venv(clear=False)


@pytest.mark.parametrize(
    ("uv", "codes", "tools"),
    [(None, [0], ["pip"]), ("/bin/uv", [0], ["uv"]), ("/bin/uv", [1, 0], ["uv", "pip"])],
)
def test_uv_first_then_pip(monkeypatch, uv, codes, tools):
    script, used = fresh_script(), []
    monkeypatch.setattr(script.shutil, "which", lambda name: uv)
    monkeypatch.setattr(script.subprocess, "call", lambda *args, **options: 0)
    monkeypatch.setattr(script, "run_logged", lambda command: used.append(command) or codes[len(used) - 1])
    script.install(["test"])
    assert ["uv" if command[0] == uv else "pip" for command in used] == tools
    assert all(command[command.index("-c") + 1] == "constraints.txt" and ".[test]" in command for command in used)


def test_failed_install_shows_the_end_of_its_output(run, monkeypatch):
    script = fresh_script()
    run.VENV.mkdir()
    for name in ("ROOT", "LOG"):
        monkeypatch.setattr(script, name, getattr(run, name))
    monkeypatch.setattr(script, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(script.shutil, "which", lambda name: None)
    failing = [sys.executable, "-c", "print('No matching distribution'); raise SystemExit(1)"]
    logged = script.run_logged
    monkeypatch.setattr(script, "run_logged", lambda command: logged(failing))
    with pytest.raises(SystemExit, match="No matching distribution"):
        script.install([])


def test_progress_is_shown(tmp_path, monkeypatch, capsys):
    script = fresh_script()
    monkeypatch.setattr(script, "LOG", tmp_path / "log")
    output = "\n".join([f"Collecting p{n}" for n in range(60)] + ["Installing collected packages: a, b, c"])
    assert script.run_logged([sys.executable, "-c", f"print({output!r})"]) == 0
    shown = capsys.readouterr().out
    assert "25 packages found" in shown
    assert "50 packages found" in shown
    assert "unpacking 3 packages" in shown


def test_constraints_name_no_address_and_pin_every_line():
    lines = (SCRIPT.parent / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all("==" in line for line in pins)
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    assert not [line for line in pins if line.startswith("torch")]


def test_constraints_pin_what_pyproject_asks_for():
    tomllib = pytest.importorskip("tomllib")
    project = tomllib.loads((SCRIPT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [
        *project["project"]["dependencies"],
        *project["build-system"]["requires"],
        *(one for extra in extras for one in extra),
    ]
    names = {word.split(">")[0].split("=")[0].split("[")[0] for word in wanted}
    pinned = {
        line.split("==")[0] for line in (SCRIPT.parent / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    assert names <= pinned


def test_wheel_holds_the_package_data(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=SCRIPT.parent, check=True
    )
    listing = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(next(tmp_path.glob("*.whl")))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    package = SCRIPT.parent / "bilat_nb"
    data = [path for path in package.rglob("*.*") if path.suffix in (".csv", ".mplstyle", ".js", ".css", ".typed")]
    missing = [path for path in data if path.relative_to(SCRIPT.parent).as_posix() not in listing]
    assert data
    assert not missing


def test_browser_can_be_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert find_browser() == "/somewhere/chromium"
