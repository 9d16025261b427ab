"""Screenshots for README and docs/: each notebook's explorer as a reader sees it on a screen of 1366 by 768.

python tests/browser/screenshots.py [FOLDER]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from jupyter_page import ROOT, open_notebook, run_all, scroll_to_explorer, server, settle
from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(ROOT))
from tests.conftest import BROWSER_FLAGS, find_browser

SCREEN = {"width": 1366, "height": 768}
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# What is picked in each explorer, by words of its mark's name.
PICKED = {
    "01-trade-trends": "about 40 bn",
    "02-energy-flows": "6 bn m³",
    "03-diplomatic-contacts": "8 meetings stated",
    "04-do-they-agree": "more than a third",
}


def without_sidebar(page: Any) -> None:
    """Give the notebook the whole width."""
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.wait_for_timeout(600)
    settle(page)


def save(page: Any, path: Path) -> None:
    """Save what is seen, with a palette: a third of the size. This way of choosing it keeps small coloured marks."""
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    palette = seen.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(path, "PNG", optimize=True)


def take(page: Any, address: str, folder: Path, theme: str) -> None:
    """Open each notebook, run it, pick a mark and save what is seen."""
    for name, words in PICKED.items():
        open_notebook(page, address, f"notebooks/{name}.ipynb")
        run_all(page)
        without_sidebar(page)
        page.locator(f'.bn-figure .bn-mark[aria-label*="{words}"]').first.dispatch_event("click")
        settle(page)
        scroll_to_explorer(page)
        page.wait_for_timeout(500)
        save(page, folder / f"{name}-{theme}.png")
    if theme == "light":
        open_notebook(page, address, "notebooks/00-start-here.ipynb")
        without_sidebar(page)
        save(page, folder / "00-start-here.png")


def main(words: list[str]) -> int:
    """Save the screenshots into the folder named, docs/ when none is."""
    folder = Path(words[0]) if words else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    browser = find_browser()
    if browser is None:
        print("No Chromium or Chrome was found.")
        return 1
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        project = Path(made) / "project"
        shutil.copytree(ROOT / "notebooks", project / "notebooks")
        running = play.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))
        for theme, name in THEMES.items():
            home = Path(made) / theme
            home.mkdir()
            with server(project, home, theme=name) as address:
                take(running.new_page(viewport=SCREEN), address, folder, theme)
        running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
