"""How long a reader waits for the picture after moving a control, measured in JupyterLab in Chromium.

    python benchmarks/explorer_latency.py

Explorers of the bundled documents, and of 2,000 figures and 2,000 contacts drawn at random: each picture drawn anew,
then as a view that was just seen. The goal is 200 ms for the bundled documents and 300 ms for 2,000 rows. Beside the
time that passes there is the processor time of the kernel, which other work on the machine changes less.
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
MANY_CONTACTS = """
import dataclasses, random
import pandas as pd
chance = random.Random(1)
rows = facts.contacts.sample(2000, replace=True, random_state=1).reset_index(drop=True)
days = [pd.Timestamp(chance.randint(2000, 2023), chance.randint(1, 12), chance.randint(1, 28)) for _ in range(2000)]
rows["fact_id"] = [f"contact{n}" for n in range(2000)]
rows["start"] = rows["end"] = pd.Series(days).astype("datetime64[s]")
rows["precision"], rows["countries"] = "day", "BLR; RUS"
sides = {code: [f"{a}{b}{code.lower()}o" for a in "ABCDEF" for b in "aeiou"] for code in ("BLR", "RUS")}
people = [{code: chance.choice(names) for code, names in sides.items()} for _ in range(2000)]
rows["participants"] = ["; ".join(pair.values()) for pair in people]
told = [{"contact_id": f"contact{n}", "person": name, "country": code, "office": "minister", "level": "minister"}
        for n, pair in enumerate(people) for code, name in pair.items()]
who = facts.participants.sample(len(told), replace=True, random_state=1).reset_index(drop=True)
who = who.assign(**pd.DataFrame(told))
facts = dataclasses.replace(facts, contacts=rows, participants=who)
"""
# Name of the notebook, its cells, the picker to be moved, and the numbers of its options.
CASES = (
    ("bundled trade", (FACTS, "explorer = bn.explore_trade(facts)"), "Flow", (1, 0)),
    ("bundled contacts", (FACTS, "explorer = bn.explore_contacts(facts)"), "View", (1, 0)),
    ("2,000 trade figures", (FACTS, MANY, "explorer = bn.explore_trade(facts)"), "Flow", (1, 0)),
    ("2,000 contacts, timeline and counts",
     (FACTS, MANY_CONTACTS, "explorer = bn.explore_contacts(facts)"), "View", (1, 0)),
    ("2,000 contacts, network of people and of countries",
     (FACTS, MANY_CONTACTS, "explorer = bn.explore_contacts(facts, view='people')"), "View", (8, 6)),
)  # fmt: skip
# A picture that is there already gets a sign; a new one has none.
SIGN = "() => { document.querySelector('.bn-figure svg').dataset.seen = 'yes'; }"
NEW = "() => document.querySelector('.bn-figure svg:not([data-seen])') !== null"
ASK = """async code => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const asked = { code: '', user_expressions: { found: code }, store_history: false };
    const reply = await kernel.requestExecute(asked).done;
    return reply.content.user_expressions.found.data['text/plain'];
}"""
SPENT = "__import__('time').process_time()"
FORGET = "explorer._pictures.__init__(explorer._drawn)"


def notebook(path: Path, *sources: str) -> None:
    """Write a notebook of these cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in (*sources, "explorer")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def measure(page: Any, label: str, options: tuple[int, int], anew: bool) -> tuple[list[float], list[float]]:
    """Move a picker to and fro; return ms from the change to the new picture, and ms of the kernel for all of it."""
    took, spent = [], []
    # found once: to look a label up in a page of thousands of marks takes longer than to draw them
    picker = page.get_by_label(label, exact=True).element_handle()
    for number in range(CHANGES):
        if anew:
            page.evaluate(ASK, FORGET)
        settle(page)
        page.evaluate(SIGN)
        cpu = float(page.evaluate(ASK, SPENT))
        start = time.perf_counter()
        picker.select_option(index=options[number % 2])
        page.wait_for_function(NEW, polling="raf")
        took.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (float(page.evaluate(ASK, SPENT)) - cpu))
    return took, spent


def main() -> int:
    """Print median and maximum of each."""
    browser = find_browser()
    if browser is None:
        print("explorer_latency: no Chromium or Chrome was found")
        return 1
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        folder = Path(made)
        for number, (_, cells, *_) in enumerate(CASES):
            notebook(folder / f"{number}.ipynb", *cells)
        with server(folder, folder) as address:
            running = play.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))
            for number, (name, _, label, options) in enumerate(CASES):
                page = running.new_page(viewport={"width": 1366, "height": 768})
                open_notebook(page, address, f"{number}.ipynb")
                run_all(page)
                for anew in (True, False):
                    took, spent = measure(page, label, options, anew)
                    print(f"{name}, {'drawn anew' if anew else 'seen before'}: control to picture "
                          f"{statistics.median(took):.0f} ms median, {max(took):.0f} ms at most; "
                          f"kernel {statistics.median(spent):.0f} ms", flush=True)  # fmt: skip
                page.close()
            running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
