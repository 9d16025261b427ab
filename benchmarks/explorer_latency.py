"""How long a reader waits for the picture after moving a control, measured in JupyterLab in Chromium.

    python benchmarks/explorer_latency.py

Two explorers of trade: of the bundled documents, and of 2,000 figures drawn at random. The goal is 200 ms and 300 ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from jupyter_page import open_notebook, run_all, server, settle  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.conftest import BROWSER_FLAGS, find_browser  # noqa: E402

CHANGES = 12
FACTS = "import bilat_nb as bn\nfacts = bn.parse(bn.load_documents(bn.bundled_documents()))"
MANY = """
import dataclasses, random
import pandas as pd
told = bn.select(facts.trade, flow="turnover", measure="level").dropna(subset="period_start")
rows = told.sample(2000, replace=True, random_state=1).reset_index(drop=True)
chance = random.Random(1)
years = [chance.randint(2000, 2023) for _ in range(2000)]
rows["fact_id"] = [f"fact{n}" for n in range(2000)]
rows["flow"] = [("turnover", "exports")[n % 2] for n in range(2000)]
rows["period_start"] = pd.to_datetime([f"{year}-01-01" for year in years]).astype("datetime64[s]")
rows["period_end"] = pd.to_datetime([f"{year}-{chance.randint(1, 12):02}-28" for year in years]).astype("datetime64[s]")
rows["value"] = [chance.uniform(1e9, 5e10) for _ in range(2000)]
facts = dataclasses.replace(facts, trade=rows)
"""
TITLE = "() => document.querySelector('.bn-figure svg').getAttribute('aria-label')"


def notebook(path: Path, *sources: str) -> None:
    """Write a notebook of these cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in (*sources, "bn.explore_trade(facts)")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def measure(page: Any) -> list[float]:
    """Move the picker of flows to and fro; return seconds from the change to the new picture."""
    took = []
    # found once: to look a label up in a page of thousands of marks takes longer than to draw them
    picker = page.get_by_label("Flow", exact=True).element_handle()
    for number in range(CHANGES):
        settle(page)
        before = page.evaluate(TITLE)
        start = time.perf_counter()
        picker.select_option(index=1 - number % 2)
        page.wait_for_function(f"before => ({TITLE})() !== before", arg=before, polling="raf")
        took.append(time.perf_counter() - start)
    return took


def main() -> int:
    """Print median and maximum of each."""
    browser = find_browser()
    if browser is None:
        print("explorer_latency: no Chromium or Chrome was found")
        return 1
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        folder = Path(made)
        notebook(folder / "bundled.ipynb", FACTS)
        notebook(folder / "many.ipynb", FACTS, MANY)
        with server(folder, folder) as address:
            running = play.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))
            for name in ("bundled", "many"):
                page = running.new_page(viewport={"width": 1366, "height": 768})
                open_notebook(page, address, f"{name}.ipynb")
                run_all(page)
                took = [1000 * seconds for seconds in measure(page)]
                print(f"{name}: control to picture {statistics.median(took):.0f} ms median, {max(took):.0f} ms at most")
            running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
