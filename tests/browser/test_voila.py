"""The notebooks as pages without code: the same explorers, the same way to the sentence."""

from __future__ import annotations

import pytest
from jupyter_page import Watch, complaints, wait_for_figure

import bilat_nb as bn
from bilat_nb.sentences import sentence_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", ["01-trade-trends", "02-energy-flows", "03-diplomatic-contacts", "04-do-they-agree"])
def test_a_page_leads_to_the_sentence_and_axe_is_content(page, voila, facts, name):
    watch = Watch(page)
    page.goto(f"{voila}/voila/render/{name}.ipynb")
    wait_for_figure(page)
    assert complaints(page) == []
    mark = page.locator(".bn-figure .bn-mark").last
    picked = mark.get_attribute("id").removeprefix("mark-")
    mark.focus()
    page.keyboard.press("Enter")
    if name.startswith("04"):
        sentence = bn.verdicts(facts).set_index("verdict_id").loc[picked, "sentence"]
        page.locator(".bn-evidence", has_text=sentence).wait_for()
        page.wait_for_selector(".bn-evidence mark.bn-sentence", state="attached")
    else:
        row = facts.row(picked)
        text = facts.texts[row["doc_id"]]
        sentence = text[slice(*sentence_of(text, row["span_start"], row["span_stop"]))]
        page.wait_for_function(
            "text => document.querySelector('.bn-evidence mark.bn-sentence')?.textContent === text", arg=sentence
        )
    assert complaints(page) == [], "with a picked fact too"
    assert page.locator(".jp-CodeCell .jp-InputArea").count() == 0, "no code"
    assert watch.outside == []


def test_a_link_leads_to_its_view_and_can_be_copied(browser, voila):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{voila}/voila/render/01-trade-trends.ipynb?flow=exports")
    wait_for_figure(page)
    assert page.get_by_label("Flow", exact=True).locator("option:checked").inner_text().startswith("exports")
    picker = page.get_by_label("Flow", exact=True)
    options = picker.locator("option").all_text_contents()
    picker.select_option(index=next(i for i, text in enumerate(options) if text.startswith("imports")))
    page.wait_for_selector('button[data-link*="imports"]')
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{voila}/voila/render/01-trade-trends.ipynb?flow=imports"
    page.goto(f"{voila}/voila/render/01-trade-trends.ipynb?measure=level&search=Jan%E2%80%93Sep")
    wait_for_figure(page)
    page.wait_for_selector(".bn-status >> text=“Jan–Sep”")
    assert page.get_by_label("Search the table").input_value() == "Jan–Sep"
    assert page.locator(".bn-table tbody tr").count() == 2
    assert page.locator('button[data-link*="search=Jan"]').count() == 1
    page.goto(f"{voila}/voila/render/01-trade-trends.ipynb?flow=smuggling")
    wait_for_figure(page)
    assert "The link asks for what is not here" in page.locator(".bn-pickers").inner_text()
    context.close()
