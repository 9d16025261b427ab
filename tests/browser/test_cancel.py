"""A long reading in a notebook is stopped by its button; what was read is there, and the rest can be read."""

from __future__ import annotations

import nbformat
import pytest
from jupyter_page import CONTEXT, Watch, open_notebook, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 60
CELLS = (
    "import bilat_nb as bn\nfolder = 'many'",
    "facts = bn.parse_watched(folder)",
    "print('now', len(facts.documents), len(facts.trade) > 0)",
    "facts = bn.parse_watched(folder, resume=facts)\nprint('then', len(facts.documents))",
    "yours = bn.your_documents('')\nyours",
)


@pytest.fixture(scope="module")
def page(browser, lab, project):
    """A notebook beside a folder of documents that take some seconds; its first cell has been run."""
    folder = project / "notebooks" / "many"
    folder.mkdir()
    for number in range(MANY):
        said = [f"In {1990 + y} exports of Peru to Chile grew by {number % 90}.{y}% to ${number + y}.5 billion."
                for y in range(30)]  # fmt: skip
        (folder / f"report {number:03}.txt").write_text("\n".join(said * 4), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, project / "notebooks" / "cancel.ipynb")
    context = browser.new_context(viewport={"width": 1366, "height": 1500})
    page = context.new_page()
    page.watch = Watch(page)
    open_notebook(page, lab, "notebooks/cancel.ipynb")
    yield page
    context.close()


def run(page, place: int, wait: bool = True) -> None:
    """Run one cell of the notebook, and wait for it when that is asked for."""
    page.evaluate(
        """([place, wait]) => {
            const { content, sessionContext } = window.jupyterapp.shell.currentWidget;
            content.activeCellIndex = place;
            const done = window.jupyterapp.commands.execute('notebook:run-cell');
            return wait ? done : null;
        }""",
        [place, wait],
    )


def test_the_button_stops_a_cell_that_is_running_and_what_was_read_is_there(page):
    run(page, 0)
    run(page, 1, wait=False)
    page.locator(".jp-OutputArea .widget-label", has_text=f"of {MANY} read; now report").wait_for()
    page.get_by_role("button", name="Cancel").click()
    line = page.locator(".jp-OutputArea-output", has_text="reads the rest")
    line.wait_for(timeout=15_000)
    read = int(line.inner_text().split()[0])
    assert 0 < read < MANY
    assert f"{read} of {MANY} documents read; bn.parse_watched(documents, resume=facts)" in line.inner_text()
    run(page, 2)
    page.wait_for_selector(f"text=now {read} True")
    assert page.get_by_role("button", name="Cancel").count() == 0, "the bar is gone"


def test_the_rest_is_read_when_that_is_asked_for(page):
    run(page, 3)
    page.wait_for_selector(f"text=then {MANY}", timeout=60_000)


def test_the_square_of_the_toolbar_keeps_what_was_read_too(page):
    run(page, 1, wait=False)
    page.locator(".jp-OutputArea .widget-label", has_text=f"of {MANY} read; now report").wait_for()
    page.evaluate(f"() => {CONTEXT}.session.kernel.interrupt()")
    page.locator(".jp-OutputArea-output", has_text="reads the rest").wait_for(timeout=15_000)
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0


def test_the_form_is_cancelled_and_reads_the_rest(page):
    run(page, 4)
    form = page.locator(".bn-yours")
    form.get_by_label("Or folder").fill("many")
    form.get_by_label("Or folder").press("Tab")
    form.get_by_role("button", name="Read", exact=True).click()
    form.locator(".widget-label", has_text=f"of {MANY} read; now report").wait_for()
    form.get_by_role("button", name="Cancel").click()
    form.locator(".bn-status", has_text="Stopped after").wait_for()
    assert f"of {MANY} documents: “Read the rest” goes on." in form.locator(".bn-status").first.inner_text()
    page.wait_for_selector(".bn-yours .bn-figure .bn-mark", state="attached")
    form.get_by_role("button", name="Read the rest").click()
    form.locator(".bn-status", has_text=f"Documents read: {MANY}.").wait_for(timeout=60_000)
    assert not form.get_by_role("button", name="Read the rest").is_visible()
    settle(page)
    assert page.watch.errors == []
    assert page.watch.outside == []
