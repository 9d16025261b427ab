#!/usr/bin/env python3
"""Set bilat_nb up and start it. Python 3.11 or newer is all that is needed.

    python3 run.py lab              open the notebooks in JupyterLab
    python3 run.py test             run the tests
    python3 run.py app              show the notebooks as pages without code
    python3 run.py check            ruff and mypy, for contributors
    python3 run.py bench [NAME]     run the benchmarks that need no data, or one of them

Whatever follows goes to the program that is started: `lab --no-browser --port 8890`
for a server, `test -k trade -x` for some tests. On Windows, write `py run.py lab`.

The first start makes the folder .venv beside this file and installs the versions that
constraints.txt names. Later starts skip that. To begin anew, delete .venv.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "bilat_nb-stamp.json"
LOG = VENV / "install.log"
INDEX_NOTEBOOK = "notebooks/00-start-here.ipynb"
OLDEST_PYTHON = (3, 11)

# No news prompt, no update check and no question about the kernel: the notebook is ready when the page is.
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
}


def say(text: str) -> None:
    """Print one line at once, so that a slow step does not look like a hang."""
    print(f"bilat_nb: {text}", flush=True)


def give_up(text: str) -> NoReturn:
    """End with a sentence instead of a traceback."""
    sys.exit(f"bilat_nb: {text}")


# --- the environment -------------------------------------------------------------------------------------------------


def prepare(extras: Iterable[str]) -> None:
    """Make .venv hold the package, its dependencies and `extras`; do nothing when it already does."""
    stamp, wanted = read_stamp(), make_stamp(extras)
    same_home = bool(stamp) and all(stamp.get(key) == wanted[key] for key in ("python", "root"))
    if same_home:
        wanted["extras"] = sorted({*wanted["extras"], *stamp["extras"]})
    if stamp == wanted:
        return
    STAMP.unlink(missing_ok=True)
    if not same_home:
        make_venv(clear=bool(stamp))
    install(wanted["extras"])
    write_lab_settings()
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")


def make_stamp(extras: Iterable[str]) -> dict:
    """What an environment depends on: the interpreter, the folder (the install points at it) and the requirements."""
    requirements = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    return {
        "python": platform.python_version(),
        "root": str(ROOT),
        "requirements": hashlib.sha256(requirements).hexdigest(),
        "extras": sorted(extras),
    }


def read_stamp() -> dict:
    """The stamp of the last complete install; empty when there is none or it cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8")) if PYTHON.exists() else None
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_venv(clear: bool) -> None:
    """Make the virtual environment; uv installs from outside, so that it needs no pip in it."""
    uv = shutil.which("uv") is not None
    if importlib.util.find_spec("venv") is None or not (uv or importlib.util.find_spec("ensurepip")):
        give_up(missing_venv())
    say(f"making a virtual environment in {VENV.name} with Python {platform.python_version()}")
    options = ["--clear"] * clear + ["--without-pip"] * uv
    if subprocess.call([sys.executable, "-m", "venv", *options, str(VENV)]):
        give_up(f"the virtual environment could not be made. {missing_venv()}")


def missing_venv() -> str:
    """What to install when Python comes without venv or ensurepip, as on Debian and Ubuntu."""
    version = ".".join(map(str, sys.version_info[:2]))
    return (
        f"Python's venv module is missing or incomplete. On Debian or Ubuntu: sudo apt install python{version}-venv "
        "(or python3-venv). Elsewhere: install Python from its own site. Then start again."
    )


# --- installing ------------------------------------------------------------------------------------------------------


def install(extras: Iterable[str]) -> None:
    """Install with uv where it is on the PATH, else (or when that fails) with pip."""
    target = f".[{','.join(extras)}]" if extras else "."
    words = ["install", "-c", "constraints.txt", "-e", target]
    uv = shutil.which("uv")
    if uv:
        say(f"installing {target} with uv")
        if run_logged([uv, "pip", *words, "--python", str(PYTHON), "--compile-bytecode"]) == 0:
            return
        say("uv did not manage; trying pip")
    say(f"installing {target} with pip; the first time takes about a minute")
    if subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL):
        subprocess.call([str(PYTHON), "-m", "ensurepip"], stdout=subprocess.DEVNULL)
    if run_logged([str(PYTHON), "-m", "pip", *words, "--no-input", "--disable-pip-version-check"]):
        give_up(f"the installation failed; its output is in {LOG.relative_to(ROOT)}. It ends with:\n\n{tail(LOG)}")


def run_logged(command: list[str]) -> int:
    """Run an installer, keep its output in a log and show how far it is."""
    found = 0
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        for line in process.stdout or ():
            log.write(line)
            if line.startswith(("Collecting ", "Processing ")):
                found += 1
                if found % 25 == 0:
                    say(f"  {found} packages found")
            elif line.startswith("Installing collected packages"):
                say(f"  unpacking {line.count(',') + 1} packages, half of the wait")
    return process.wait()


def tail(path: Path, lines: int = 12) -> str:
    """The last lines of a text file."""
    return "\n".join(path.read_text(encoding="utf-8").splitlines()[-lines:])


def write_lab_settings() -> None:
    """Give this environment's JupyterLab quiet defaults; the user's own settings still win."""
    folder = VENV / "share" / "jupyter" / "lab" / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(LAB_SETTINGS, indent=2), encoding="utf-8")


# --- the commands ----------------------------------------------------------------------------------------------------


def lab(words: list[str]) -> int:
    """JupyterLab on the index notebook, whatever folder the command was given in."""
    root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    page = f"--LabApp.default_url=/lab/tree/{INDEX_NOTEBOOK}"
    return hand_over(["-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", page, *root_user, *words])


def test(words: list[str]) -> int:
    """Pytest, run in the project's folder."""
    return hand_over(["-m", "pytest", *words])


def app(words: list[str]) -> int:
    """Voilà on the folder of notebooks, with a template of ours that asks no other host."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(ROOT / "app"), os.environ.get("JUPYTER_PATH")]))
    return hand_over(["-m", "voila", str(ROOT / "notebooks"), "--template=bilat", *words])


def check(words: list[str]) -> int:
    """Style, format and types; the later ones run even when an earlier one fails."""
    return max([call(["-m", *tool, *words]) for tool in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])])


BENCHMARKS = ("import_time", "speed", "memory")  # the others take the path of a data set: see benchmarks/README.md


def bench(words: list[str]) -> int:
    """One benchmark with its own arguments, or those that need no data set."""
    name, *more = words or [""]
    chosen = [[name.removesuffix(".py"), *more]] if name else [[own] for own in BENCHMARKS]
    return max(call([str(ROOT / "benchmarks" / f"{own}.py"), *rest]) for own, *rest in chosen)


COMMANDS = {  # word on the command line: (what it does, the extras of pyproject.toml that it needs)
    "lab": (lab, ["documents"]),
    "test": (test, ["documents", "test"]),
    "app": (app, ["app", "documents"]),
    "check": (check, ["dev"]),
    "bench": (bench, ["test"]),
}


def call(arguments: list[str]) -> int:
    """Run the environment's Python in the project's folder and wait for it."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


def hand_over(arguments: list[str]) -> int:
    """Become the program that was asked for, so that Ctrl-C and other signals reach it."""
    # A kernel of the same name in the user's home would run the notebooks in another environment.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    if os.name == "posix":
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return call(arguments)


def main(words: list[str]) -> int:
    """Prepare the environment for the command in `words` and start it."""
    if sys.version_info < OLDEST_PYTHON:
        give_up(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 0 if not words or words[0] in ("-h", "--help", "help") else 2
    run, extras = COMMANDS[words[0]]
    prepare(extras)
    say(f"starting {words[0]}")
    return run(words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
