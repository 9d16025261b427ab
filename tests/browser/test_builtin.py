"""Built-in widgets alone: where the scripts of other packages do not load, explorers still lead to the sentence."""

from __future__ import annotations

import io

import nbformat
import pandas as pd
import pytest
from jupyter_page import Watch, open_notebook, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = ("trade", "energy", "contacts", "verdicts")


@pytest.fixture(scope="module", params=["lab", "voila"])
def page(request, browser, project):
    """A notebook with all explorers, in a page that gets no script of anywidget, as VS Code and Colab may not."""
    address = request.getfixturevalue(request.param)
    lines = [f"display(bn.explore_{kind}(facts, builtin=True))" for kind in KINDS]
    code = "\n".join(["import bilat_nb as bn", "facts = bn.parse(bn.load_documents(bn.bundled_documents()))", *lines])
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, project / "notebooks" / "builtin.ipynb")
    context = browser.new_context(viewport={"width": 1366, "height": 1500}, accept_downloads=True)
    page = context.new_page()
    page.watch, page.refused = Watch(page), []
    page.route("**/*anywidget*/**", lambda route: (page.refused.append(route.request.url), route.abort()))
    if request.param == "lab":
        open_notebook(page, address, "notebooks/builtin.ipynb")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        settle(page)
    else:
        page.goto(f"{address}/voila/render/builtin.ipynb")
    page.locator(".bn-pickers").nth(3).wait_for(state="attached", timeout=60_000)
    yield page
    context.close()


def part(page, kind: str):
    """One of the explorers."""
    return page.locator(".widget-vbox:has(> .bn-pickers)").nth(KINDS.index(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_leads_to_its_sentence(page, kind):
    explorer = part(page, kind)
    rows = explorer.get_by_label("Row", exact=True)
    rows.select_option(index=2)
    explorer.locator(".bn-table tbody tr").nth(2).and_(explorer.locator("[aria-current]")).wait_for(state="attached")
    explorer.locator(".bn-evidence .bn-bar", has_text="3 of ").wait_for()
    value = explorer.locator(".bn-table tr[aria-current] td").first.inner_text()
    said = explorer.locator(".bn-evidence").inner_text()
    assert value.split(" stated")[0].split()[0].lower() in said.lower()
    assert explorer.locator(".bn-evidence mark").first.is_visible(), "what was read is in view"
    explorer.get_by_title("Next row").click()
    explorer.locator(".bn-table tbody tr").nth(3).and_(explorer.locator("[aria-current]")).wait_for(state="attached")


def test_a_picker_changes_the_picture_and_the_csv_is_what_is_shown(page):
    explorer = part(page, "trade")
    before = explorer.locator(".bn-figure svg").get_attribute("aria-label")
    picker = explorer.get_by_label("Flow", exact=True)
    options = picker.locator("option").all_text_contents()
    picker.select_option(index=next(place for place, text in enumerate(options) if text.startswith("exports")))
    page.wait_for_function(
        "before => document.querySelector('.bn-figure svg').getAttribute('aria-label') !== before", arg=before
    )
    explorer.get_by_role("button", name="CSV of this view").click()
    with page.expect_download() as download:
        explorer.get_by_role("link", name="Save trade.csv").click()
    saved = pd.read_csv(io.BytesIO(download.value.path().read_bytes()))
    assert set(saved["flow"]) == {"exports"}
    assert len(saved) == explorer.locator(".bn-table tbody tr").count()


def test_a_choice_sorts_the_table(page):
    explorer = part(page, "energy")
    explorer.get_by_label("Sort by", exact=True).select_option(label="value, falling")
    explorer.locator(".bn-table tbody tr").first.wait_for()
    page.wait_for_function(
        """place => {
            const rows = document.querySelectorAll('.widget-vbox:has(> .bn-pickers)')[place]
                .querySelectorAll('.bn-table tbody tr');
            const values = [...rows].map(row => Number(row.cells[0].dataset.value));
            return values.length > 2 && values.every((value, i) => !i || value <= values[i - 1]);
        }""",
        arg=KINDS.index("energy"),
    )


def test_no_script_of_another_package_was_needed(page):
    assert page.locator(".bn-pane button").count() == 0
    assert page.evaluate("() => document.body.innerText").find("Error displaying widget") == -1
    assert page.watch.outside == []
