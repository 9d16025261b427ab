"""The explorer of verdicts in JupyterLab: from a sign to its arithmetic and to every sentence that it rests on."""

from __future__ import annotations

import pytest
from jupyter_page import Watch, open_notebook, run_all, scroll_to_explorer, settle

import bilat_nb as bn

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.watch = Watch(page)
    open_notebook(page, lab, "notebooks/04-do-they-agree.ipynb")
    run_all(page)
    scroll_to_explorer(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def found(facts):
    return bn.verdicts(facts).set_index("verdict_id")


def sentence_shown(page, verdict_id: str, sentence: str) -> None:
    page.wait_for_function("text => document.querySelector('.bn-evidence')?.textContent.includes(text)", arg=sentence)
    page.wait_for_selector(f'.bn-table tr[aria-current] button[data-fact="{verdict_id}"]')
    page.wait_for_selector(f'.bn-figure #mark-{verdict_id}[aria-pressed="true"]', state="attached")


def test_a_click_on_a_sign_shows_arithmetic_and_sentences(page, found):
    for verdict_id in page.locator(".bn-figure .bn-mark").evaluate_all("all => all.map(m => m.id.slice(5))")[:5]:
        page.locator(f"#mark-{verdict_id}").dispatch_event("click")
        sentence_shown(page, verdict_id, found.loc[verdict_id, "sentence"])
        shown = page.locator(".bn-evidence").inner_text()
        assert found.loc[verdict_id, "formula"] in shown
        assert page.locator(".bn-evidence mark.bn-sentence").count() >= 1


def test_the_keyboard_is_enough(page, found):
    page.locator(".bn-figure .bn-mark").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    verdict_id = page.evaluate("() => document.activeElement.id").removeprefix("mark-")
    sentence_shown(page, verdict_id, found.loc[verdict_id, "sentence"])


def test_every_view_can_be_chosen(page):
    for view in ("documents by checks", "claims and official series", "growth and levels", "every check"):
        before = page.locator(".bn-figure svg").get_attribute("aria-label")
        page.locator(".bn-pickers").get_by_label("View").select_option(label=view)
        settle(page)
        assert page.locator(".bn-figure .bn-mark").count() >= 3, view
        assert before
    assert not page.watch.outside
