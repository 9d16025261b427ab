"""Where notebooks, documents and the page template lie: in the installed package, or beside it in a checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from subprocess import call

PACKAGE = Path(__file__).resolve().parent.parent


def notebooks_home() -> Path:
    """The folder of the notebooks that come with bilat_nb."""
    return _home("notebooks", "00-start-here.ipynb")


def data_home() -> Path:
    """The folder of the five documents and the official figures."""
    return _home("data", "documents.csv")


def template_home() -> Path:
    """The folder with the template of the pages without code."""
    return _home("app", "voila")


def _home(name: str, holds: str) -> Path:
    """A folder of the package or of the checkout.

    Raises
    ------
    FileNotFoundError
        If it is in neither.
    """
    for base in (PACKAGE, PACKAGE.parent):
        if (base / name / holds).exists():
            return base / name
    raise FileNotFoundError(f"This copy of bilat_nb has no {name}: install it again.")


def start(arguments: list[str], folder: Path) -> int:
    """Become a Jupyter program in a folder; where that cannot be done, start it and wait."""
    # a kernel of the same name in the user's home would run the notebooks in another environment
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    command = [sys.executable, "-m", *arguments]
    if os.name == "posix":
        os.chdir(folder)
        os.execv(sys.executable, command)
    return call(command, cwd=folder)
