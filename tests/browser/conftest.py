"""JupyterLab and Voilà for browser tests, each on a copy of the notebooks: servers write into the folder they serve."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_page import ROOT, server

import bilat_nb as bn


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="session")
def lab(browser_path: str, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(project, tmp_path_factory.mktemp("lab")) as address:
        yield address


@pytest.fixture(scope="session")
def voila(browser_path: str, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("voila")
    with server(project / "notebooks", tmp_path_factory.mktemp("voila"), app="voila") as address:
        yield address


@pytest.fixture(scope="session")
def facts():
    return bn.parse(bn.load_documents(ROOT / "data" / "documents"))
