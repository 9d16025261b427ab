"""The notebooks as pages without code: the same explorers, the same way to the sentence."""

from __future__ import annotations

import pytest
from jupyter_page import Watch, wait_for_figure

from bilat_nb.sentences import sentence_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", ["01-trade-trends", "02-energy-flows", "03-diplomatic-contacts"])
def test_a_page_leads_to_the_sentence(page, voila, facts, name):
    watch = Watch(page)
    page.goto(f"{voila}/voila/render/{name}.ipynb")
    wait_for_figure(page)
    mark = page.locator(".bn-figure .bn-mark").last
    row = facts.row(mark.get_attribute("id").removeprefix("mark-"))
    mark.focus()
    page.keyboard.press("Enter")
    text = facts.texts[row["doc_id"]]
    sentence = text[slice(*sentence_of(text, row["span_start"], row["span_stop"]))]
    page.wait_for_function(
        "text => document.querySelector('.bn-evidence mark.bn-sentence')?.textContent === text", arg=sentence
    )
    assert page.locator(".jp-CodeCell .jp-InputArea").count() == 0, "no code"
    assert watch.outside == []
