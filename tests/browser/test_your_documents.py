"""Notebook 05 in JupyterLab: upload a page and a PDF, see their facts, click to the sentence, take the tables away."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from jupyter_page import Watch, open_notebook, run_all, settle

from tests import files

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."
MEETING = "The presidents of Belarus and Russia met in Sochi on 14 May 2018."
EVIL = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"


@pytest.fixture(scope="module")
def page(browser, lab, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mine")
    head = '<meta property="article:published_time" content="2018-05-11"><meta property="og:site_name" content="BelTA">'
    made = {
        f"page {EVIL.replace('/', '')}.html": files.page(f"{NEWS} {EVIL}", head, f"Trade grows {EVIL}"),
        "report.pdf": files.pdf(f"{MEETING}\n\n{NEWS}"),
        "cut.pdf": files.pdf(NEWS)[:300],
    }
    for name, raw in made.items():
        (folder / name).write_bytes(raw)
    context = browser.new_context(viewport={"width": 1366, "height": 1500}, accept_downloads=True)
    page = context.new_page()
    page.watch = Watch(page)
    open_notebook(page, lab, "notebooks/05-your-documents.ipynb")
    run_all(page)
    page.form = page.locator(".bn-yours").first
    page.form.evaluate("form => form.scrollIntoView({ block: 'start' })")
    with page.expect_file_chooser() as chooser:
        page.form.get_by_role("button", name="Upload files").click()
    chooser.value.set_files([str(folder / name) for name in made])
    page.wait_for_selector("text=Upload files (3)")
    page.form.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_selector(".bn-yours .bn-table button[data-fact='report']")
    page.wait_for_function("() => !document.querySelector('.bn-yours button.mod-primary').disabled")
    settle(page)
    yield page
    context.close()


def test_every_file_has_its_row(page):
    rows = page.form.locator(".bn-table").first.locator("tbody tr").all_text_contents()
    assert len(rows) == 3
    assert any("cut" in row and "fetch it again" in row for row in rows)
    assert any("11 May 2018" in row for row in rows)


def test_a_row_shows_its_document_with_what_was_read(page):
    page.form.locator(".bn-table button[data-fact='report']").first.click()
    page.wait_for_function(
        "says => document.querySelector('.bn-yours .bn-document .bn-text')?.textContent.includes(says)", arg=MEETING
    )
    assert page.form.locator(".bn-document mark.bn-fact").count() == 3


def test_a_mark_leads_to_its_sentence(page):
    mark = page.form.locator(".bn-figure .bn-mark").first
    mark.dispatch_event("click")
    page.wait_for_selector(".bn-yours .bn-evidence mark.bn-sentence")
    assert "32.42 billion" in page.form.locator(".bn-evidence mark.bn-sentence").first.inner_text()


def test_other_explorers_are_one_click_away(page):
    page.form.get_by_role("tab", name="Contacts").click()
    page.form.locator(".bn-table td", has_text="Sochi").first.wait_for()
    page.form.get_by_role("tab", name="Do they agree?").click()
    page.form.get_by_label("Verdict", exact=True).wait_for()
    page.form.get_by_role("tab", name="Trade").click()


def test_the_tables_can_be_taken_away(page):
    with page.expect_download() as download:
        page.form.get_by_role("button", name="Save all tables").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as packed:
        rows = list(csv.DictReader(packed.read("trade.csv").decode().splitlines()))
    assert {float(row["value"]) for row in rows} == {23.5, 32.42e9}


def test_no_script_of_a_document_or_a_file_name_runs(page):
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".bn-yours img[src='x']").count() == 0
    assert EVIL in page.form.inner_text() or page.form.get_by_text("window.hacked").count()
    assert page.watch.errors == []
    assert page.watch.outside == []


def test_the_page_without_code_reads_an_upload_and_runs_no_script_of_it(browser, voila, tmp_path):
    path = tmp_path / f"page {EVIL.replace('/', '')}.html"
    path.write_bytes(files.page(f"{NEWS} {EVIL}", title=f"Trade grows {EVIL}"))
    context = browser.new_context(viewport={"width": 1366, "height": 1500})
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{voila}/voila/render/05-your-documents.ipynb")
    page.wait_for_selector(".bn-yours .bn-table button[data-fact='pasted text']", timeout=60_000)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload files").click()
    chooser.value.set_files([str(path)])
    page.wait_for_selector("text=Upload files (1)")
    page.locator(".bn-yours").get_by_role("button", name="Read", exact=True).click()
    page.locator(".bn-yours .bn-document mark.bn-fact", has_text="32.42").first.wait_for()
    assert "window.hacked" in page.locator(".bn-yours .bn-document .bn-text").first.inner_text()
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("img[src='x']").count() == 0
    assert watch.outside == []
    context.close()
