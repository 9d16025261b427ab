"""What several test files share: where things are, a browser, a JupyterLab server.

Browser tests are marked `browser` and take the fixture `page`. They are skipped where no Chromium is found, and fail
where `CI=true`, so that a run of CI cannot pass without them.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
BROWSER_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# A quiet browser: no first-run page, no request that a page did not make.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """Return the path of a Chromium or Chrome, or None; the variable BILAT_NB_BROWSER names another one."""
    named = os.environ.get("BILAT_NB_BROWSER")
    on_path = (shutil.which(command) for command in BROWSER_COMMANDS)
    in_place = (place for place in BROWSER_PLACES if Path(place).exists())
    return named or next(filter(None, on_path), None) or next(in_place, None)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def documents_folder() -> Path:
    """Return the folder of the five bundled documents."""
    return ROOT / "data" / "documents"


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Path of the browser; without one, skip the test, or fail it on CI."""
    path = find_browser()
    if path is None:
        complaint = "no Chromium or Chrome was found (BILAT_NB_BROWSER can name one)"
        if os.environ.get("CI") == "true":
            pytest.fail(complaint)
        pytest.skip(complaint)
    return path


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Any]:
    """Yield a Playwright browser, one a file: its event loop would trouble notebooks that run while it is open."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        running = play.chromium.launch(executable_path=browser_path, args=list(BROWSER_FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Yield an empty page, tall enough for a notebook with a figure: JupyterLab scrolls inside the page."""
    context = browser.new_context(viewport={"width": 1280, "height": 1600}, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def project_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with copies of notebooks/ and data/: a server writes into the folder that it serves."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="session")
def lab_url(project_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a JupyterLab that serves `project_copy`, without a token, on this machine only."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    # A folder of its own for settings: neither read nor change those of the person who runs the tests.
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path_factory.mktemp("jupyter")), "JUPYTER_PREFER_ENV_PATH": "1"}
    yield from serve([*command, f"--ServerApp.root_dir={project_copy}"], f"http://127.0.0.1:{port}", "/api", own)


@pytest.fixture(scope="session")
def app_url(project_copy: Path) -> Iterator[str]:
    """Yield the address of a Voilà that shows the notebooks of `project_copy`."""
    pytest.importorskip("voila")
    port = free_port()
    command = [sys.executable, "-m", "voila", str(project_copy / "notebooks"), "--no-browser", f"--port={port}"]
    yield from serve(command, f"http://127.0.0.1:{port}", "/", {"JUPYTER_PREFER_ENV_PATH": "1"})


def serve(command: list[str], address: str, answers_at: str, variables: dict[str, str]) -> Iterator[str]:
    """Start a server, wait until it answers, yield its address, and stop it."""
    server = subprocess.Popen(
        command, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"{address}{answers_at}", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Return when `url` answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server stopped with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer within {seconds:.0f} seconds")
