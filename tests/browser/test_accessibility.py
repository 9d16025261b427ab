"""axe-core finds nothing to complain of in the explorers, in JupyterLab and as pages of Voilà."""

from __future__ import annotations

import pytest
from jupyter_page import open_notebook, run_all, wait_for_figure

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXPLORERS = ["01-trade-trends", "02-energy-flows", "03-diplomatic-contacts", "04-do-they-agree"]
OURS = {"include": [[".widget-vbox:has(> .bn-pickers)"]]}


def complaints(page) -> list[str]:
    """What axe-core says of our part of the page: Lab's own frame and the tables of pandas are not ours."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, context=OURS).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['html'][:150] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("name", EXPLORERS)
def test_an_explorer_in_lab(page, lab, name):
    open_notebook(page, lab, f"notebooks/{name}.ipynb")
    run_all(page)
    assert complaints(page) == []


@pytest.mark.parametrize("name", EXPLORERS)
def test_an_explorer_as_a_page(page, voila, name):
    page.goto(f"{voila}/voila/render/{name}.ipynb")
    wait_for_figure(page)
    assert complaints(page) == []
    page.locator(".bn-figure .bn-mark").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".bn-evidence mark.bn-sentence")
    assert complaints(page) == [], "with a picked fact too"
