"""What several test files share: a browser, or the reason why there is none.

Browser tests are marked `browser` and take the fixture `page`. They are skipped where no Chromium is found, and fail
where `CI=true`, so that a run of CI cannot pass without them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # benchmarks guard the speed, no test does
settings.load_profile("any machine")

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
    """Return the path of a Chromium or Chrome, or None; the variable CHROMIUM names another one."""
    named = os.environ.get("CHROMIUM")
    on_path = (shutil.which(command) for command in BROWSER_COMMANDS)
    in_place = (place for place in BROWSER_PLACES if Path(place).exists())
    return named or next(filter(None, on_path), None) or next(in_place, None)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Path of the browser; without one, skip the test, or fail it on CI."""
    path = find_browser()
    if path is None:
        complaint = "no Chromium or Chrome was found (CHROMIUM can name one)"
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
