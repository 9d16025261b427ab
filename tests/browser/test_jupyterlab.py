"""A reader's way through the notebooks in JupyterLab: pickers, marks, sentences, table, downloads, keyboard."""

from __future__ import annotations

import io
import statistics
import time

import pandas as pd
import pytest
from jupyter_page import Watch, open_notebook, run_all, scroll_to_explorer, settle

from bilat_nb.sentences import sentence_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTEBOOKS = {
    "01-trade-trends": ("Flow", "exports"),
    "02-energy-flows": ("Indicator", "investment"),
    "03-diplomatic-contacts": ("View", "count by year"),
}


@pytest.fixture(scope="module")
def opened(browser, lab):
    """Notebooks that have been run, each in a page of its own."""
    pages = {}

    def page_of(name: str):
        if name not in pages:
            context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            page.watch = Watch(page)
            open_notebook(page, lab, f"notebooks/{name}.ipynb")
            run_all(page)
            pages[name] = page
        page = pages[name]
        scroll_to_explorer(page)
        page.get_by_role("button", name="Reset").click()
        settle(page)
        return page

    yield page_of
    for page in pages.values():
        page.context.close()


@pytest.fixture(params=NOTEBOOKS)
def notebook(request, opened):
    page = opened(request.param)
    page.control = NOTEBOOKS[request.param]
    return page


# The picture without what shows the selection.
DRAWN = """() => {
    const svg = document.querySelector('.bn-figure svg')?.cloneNode(true);
    svg?.querySelectorAll('.bn-ring').forEach(ring => ring.remove());
    for (const mark of svg?.querySelectorAll('.bn-mark') ?? []) {
        mark.removeAttribute('tabindex');
        mark.removeAttribute('aria-pressed');
    }
    return svg ? svg.outerHTML : '';
}"""


def figure(page) -> str:
    return page.evaluate(DRAWN)


def until_it_changes(page, before: str) -> None:
    page.wait_for_function(f"before => ({DRAWN})() !== before", arg=before)


def choose(page, label: str, value: str) -> None:
    picker = page.get_by_label(label, exact=True)
    options = picker.locator("option").all_text_contents()
    picker.select_option(
        index=next(place for place, text in enumerate(options) if text.replace("\xa0", " ").startswith(value))
    )


def marks(page) -> list[str]:
    ids = page.locator(".bn-figure .bn-mark").evaluate_all("marks => marks.map(mark => mark.id)")
    return [name.removeprefix("mark-") for name in ids]


def rows(page) -> list[str]:
    return page.locator(".bn-table tbody button").evaluate_all("buttons => buttons.map(b => b.dataset.fact)")


def wait_for_sentence(page, facts, fact_id: str) -> None:
    """Wait until the highlighted sentence is exactly that of the fact, and the fact is current everywhere."""
    row = facts.row(fact_id)
    text = facts.texts[row["doc_id"]]
    sentence = text[slice(*sentence_of(text, row["span_start"], row["span_stop"]))]
    page.wait_for_function(
        "text => document.querySelector('.bn-evidence mark.bn-sentence')?.textContent === text", arg=sentence
    )
    page.wait_for_selector(f'.bn-table tr[aria-current] button[data-fact="{fact_id}"]')
    page.wait_for_selector(f'.bn-figure #mark-{fact_id}[aria-pressed="true"]', state="attached")
    assert page.locator(".bn-evidence .bn-text").evaluate("pane => pane.textContent") == text
    visible = """() => {
        const pane = document.querySelector('.bn-evidence .bn-text').getBoundingClientRect();
        const mark = document.querySelector('.bn-evidence mark.bn-sentence').getBoundingClientRect();
        return mark.top >= pane.top - 1 && mark.top < pane.bottom;
    }"""
    assert page.evaluate(visible), "the sentence is scrolled into view"


def test_the_saved_picture_is_there_before_anything_runs(page, lab):
    open_notebook(page, lab, "notebooks/01-trade-trends.ipynb")
    page.wait_for_selector(".jp-OutputArea img", state="attached")
    assert page.locator(".bn-figure").count() == 0


def test_everything_runs(notebook):
    assert notebook.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert notebook.locator(".bn-status [role=alert]").count() == 0


# The table lists exactly the marks of the figure.
LISTED = """() => {
    const ids = (selector, id) => [...document.querySelectorAll(selector)].map(id).sort().join();
    const listed = ids('.bn-table tbody button', button => button.dataset.fact);
    return listed && listed === ids('.bn-figure .bn-mark', mark => mark.id.slice('mark-'.length));
}"""


def test_a_control_changes_picture_and_table(notebook):
    before = figure(notebook)
    height = notebook.locator(".bn-figure").bounding_box()["height"]
    choose(notebook, *notebook.control)
    until_it_changes(notebook, before)
    notebook.wait_for_function(LISTED)
    assert notebook.locator(".bn-figure").bounding_box()["height"] == height, "nothing jumps"


def test_a_click_on_a_mark_shows_its_sentence(notebook, facts):
    for fact_id in marks(notebook)[:4]:
        notebook.locator(f"#mark-{fact_id}").dispatch_event("click")
        wait_for_sentence(notebook, facts, fact_id)


def test_a_real_click_hits_a_mark(opened, facts):
    page = opened("01-trade-trends")
    fact_id = next(id_ for id_ in marks(page) if facts.row(id_)["value"] == 40e9)
    box = page.locator(f"#mark-{fact_id} .bn-hit").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_for_sentence(page, facts, fact_id)
    assert "about $40bn" in page.locator(".bn-evidence mark.bn-sentence").inner_text()


def test_enter_space_and_arrows(notebook, facts):
    ids = marks(notebook)
    last = notebook.locator(f"#mark-{ids[-1]}")
    last.focus()
    notebook.keyboard.press("Enter")
    wait_for_sentence(notebook, facts, ids[-1])
    notebook.keyboard.press("Home")
    notebook.keyboard.press("ArrowRight")
    notebook.keyboard.press(" ")
    wait_for_sentence(notebook, facts, ids[1])
    assert notebook.evaluate("() => document.activeElement.id") == f"mark-{ids[1]}"
    assert notebook.locator('.bn-figure .bn-mark[tabindex="0"]').count() == 1


def test_marks_have_names(notebook):
    for mark in notebook.locator(".bn-figure .bn-mark").all():
        assert mark.get_attribute("role") == "button"
        name = mark.get_attribute("aria-label")
        assert len(name) > 10
        assert mark.locator("title").first.text_content() == name


def test_a_row_of_the_table_selects_the_same_fact(notebook, facts):
    fact_id = rows(notebook)[-1]
    notebook.locator(f'.bn-table tr:has(button[data-fact="{fact_id}"]) td').nth(2).click()
    wait_for_sentence(notebook, facts, fact_id)
    first = rows(notebook)[0]
    notebook.locator(f'.bn-table button[data-fact="{first}"]').focus()
    notebook.keyboard.press("Enter")
    wait_for_sentence(notebook, facts, first)


@pytest.mark.parametrize("view", ["network of people", "network of countries", "calendar of months"])
def test_networks_and_calendars_lead_to_the_sentence(opened, facts, view):
    page = opened("03-diplomatic-contacts")
    before = figure(page)
    choose(page, "View", view)
    until_it_changes(page, before)
    page.wait_for_function(LISTED)
    ids = marks(page)
    assert len(ids) > 8
    page.locator(f"#mark-{ids[2]}").dispatch_event("click")
    wait_for_sentence(page, facts, ids[2])
    page.locator(f"#mark-{ids[2]}").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    wait_for_sentence(page, facts, ids[-1])
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG", exact=True).click()
    assert b"Sources: " in download.value.path().read_bytes()


def test_the_ring_of_a_picked_bracket_touches_no_words(opened):
    page = opened("03-diplomatic-contacts")
    for words in ("8 meetings stated", "3 calls stated", "10 meetings stated"):
        page.locator(f'.bn-figure .bn-mark[aria-label*="{words}"]').first.dispatch_event("click")
        page.wait_for_selector(f'.bn-figure .bn-mark[aria-label*="{words}"][aria-pressed="true"]', state="attached")
        assert page.evaluate(TOUCHED) == []


# Words of the figure that the ring touches; letters are lower than the box of their line.
TOUCHED = """() => {
    const ring = document.querySelector('.bn-ring').getBoundingClientRect();
    return [...document.querySelectorAll('.bn-figure svg text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < ring.right && box.right > ring.left && box.top + 3 < ring.bottom && box.bottom - 3 > ring.top;
    }).map(text => text.textContent);
}"""


def test_next_and_previous(notebook, facts):
    ids = rows(notebook)
    notebook.get_by_role("button", name="Next fact").click()
    wait_for_sentence(notebook, facts, ids[1])
    assert notebook.evaluate("() => document.activeElement.dataset.ask") == "next", "the focus stays where it was"
    notebook.get_by_role("button", name="Previous fact").click()
    wait_for_sentence(notebook, facts, ids[0])


def test_a_heading_sorts_the_table(opened):
    page = opened("01-trade-trends")
    page.locator(".bn-table th", has_text="value").get_by_role("button").click()
    values = page.locator(".bn-table tbody td:first-child").evaluate_all("cells => cells.map(c => +c.dataset.value)")
    assert values == sorted(values)
    assert page.locator('.bn-table th[aria-sort="ascending"]').count() == 1


def test_the_csv_is_what_is_shown(notebook, facts):
    with notebook.expect_download() as download:
        notebook.get_by_text("CSV of this view").click()
    assert download.value.suggested_filename.endswith(".csv")
    saved = pd.read_csv(io.BytesIO(download.value.path().read_bytes()))
    assert sorted(saved["fact_id"]) == sorted(rows(notebook)) == sorted(marks(notebook))
    for row in saved.to_dict("records"):
        assert row["quote"] == facts.quote(row["fact_id"])


@pytest.mark.parametrize(("label", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_pictures_are_saved(notebook, label, start):
    with notebook.expect_download() as download:
        notebook.get_by_role("button", name=label, exact=True).click()
    content = download.value.path().read_bytes()
    assert content.startswith(start)
    assert len(content) > 8000


def test_the_view_can_be_copied(opened):
    page = opened("01-trade-trends")
    before = figure(page)
    choose(page, "Flow", "exports")
    until_it_changes(page, before)
    page.wait_for_selector("button[data-copy*='exports']")
    page.get_by_role("button", name="Copy this view").click()
    page.wait_for_selector("text=Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == "bn.explore_trade(facts, flow='exports')"


def test_an_empty_choice_is_told_in_words(opened):
    page = opened("01-trade-trends")
    choose(page, "Flow", "imports")
    settle(page)
    choose(page, "To", "2016")
    page.wait_for_selector(".bn-empty")
    assert "press Reset" in page.locator(".bn-empty").inner_text()
    assert rows(page) == []


def test_a_search_filters_the_rows_and_says_how_many(opened):
    page = opened("01-trade-trends")
    before, every = figure(page), rows(page)
    page.get_by_label("Search the table").fill("Jan–Sep")
    page.wait_for_selector(".bn-status >> text=“Jan–Sep”")
    settle(page)
    found = rows(page)
    assert 0 < len(found) < len(every)
    assert page.locator(".bn-status").get_attribute("aria-live") == "polite"
    assert page.locator(".bn-status").inner_text().startswith(f"{len(found)} of 29 trade figures shown: those of the")
    assert page.locator(".bn-figure .bn-faded").count() == len(every) - len(found)
    with page.expect_download() as download:
        page.get_by_text("CSV of this view").click()
    saved = pd.read_csv(io.BytesIO(download.value.path().read_bytes()))
    assert sorted(saved["fact_id"]) == sorted(found), "the table may be sorted"
    assert "search='Jan–Sep'" in page.locator("button[data-copy*='explore_trade']").get_attribute("data-copy")
    page.get_by_label("Search the table").fill("no such word")
    page.wait_for_selector(".bn-table >> text=None of the")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("n => document.querySelectorAll('.bn-table tbody tr').length === n", arg=len(every))
    assert page.get_by_label("Search the table").input_value() == ""
    assert (figure(page), sorted(rows(page))) == (before, sorted(every))


def test_relative_and_back(opened):
    page = opened("01-trade-trends")
    before = figure(page)
    page.get_by_label("relative (first = 100)").check()
    until_it_changes(page, before)
    page.wait_for_function(LISTED)
    settle(page)
    assert "ndex, 100 is the first comparable period" in page.locator(".bn-figure").inner_text()
    assert page.locator(".bn-table td", has_text="index 100").count() >= 2
    assert "bn.index_series(" in page.locator(".bn-actions pre").first.text_content()
    page.get_by_label("relative (first = 100)").uncheck()
    page.wait_for_function(f"before => ({DRAWN})() === before", arg=before)
    energy = opened("02-energy-flows")
    assert energy.get_by_label("relative (first = 100)").is_disabled()
    reason = "relative is off: the periods are of different kinds (year, quarter)"
    assert reason in energy.locator(".bn-pickers").inner_text()


def test_the_reason_stands_beside_what_is_off(opened):
    page = opened("01-trade-trends")
    choose(page, "Measure", "share")
    page.wait_for_selector("text=logarithmic is off: percentages")


def test_dark_and_light(opened):
    page = opened("01-trade-trends")
    light = figure(page)
    change_theme(page, "JupyterLab Dark")
    until_it_changes(page, light)
    assert page.locator(".bn-figure.bn-dark").count() == 1
    dark = figure(page)
    change_theme(page, "JupyterLab Light")
    until_it_changes(page, dark)


def change_theme(page, name: str) -> None:
    page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{ theme: '{name}' }})")
    # Lab complains when a second change comes while its curtain of the first one is still there.
    page.wait_for_selector("#jupyterlab-splash", state="detached")


def test_a_change_is_quick(opened):
    page = opened("01-trade-trends")
    took = []
    for value in ["exports", "turnover"] * 4:
        before = figure(page)
        start = time.perf_counter()
        choose(page, "Flow", value)
        until_it_changes(page, before)
        took.append(time.perf_counter() - start)
    assert statistics.median(took) < 1.5, "generous, for a machine that does other things as well"


# --- four questions, answered by a reader who writes no code ---------------------------------------------------------


def click_row(page, *words: str) -> str:
    """Click the only row of the table that holds all words; return the sentence that is highlighted then."""
    row = page.locator(".bn-table tbody tr")
    for word in words:
        row = row.filter(has_text=word)
    row.first.wait_for()
    assert row.count() == 1, words
    fact_id = row.locator("button").get_attribute("data-fact")
    row.click()
    page.wait_for_selector(f'.bn-evidence .bn-bar[data-of="{fact_id}"]')
    return page.locator(".bn-evidence mark.bn-sentence").inner_text()


def test_by_how_much_did_trade_grow_early_in_2018_and_who_says_so(opened):
    page = opened("01-trade-trends")
    sentence = click_row(page, "Jan–Feb 2018", "change")
    assert "20.6%" in sentence
    assert "Kremlin press service noted" in page.locator(".bn-evidence .bn-text").inner_text()
    assert "BelTA, 11 May 2018" in page.locator(".bn-evidence .bn-source").inner_text()


def test_how_much_gas_came_in_the_first_quarter_of_2018(opened):
    page = opened("02-energy-flows")
    assert "6 billion cubic meters of gas" in click_row(page, "gas", "Q1 2018")
    assert page.locator(".bn-evidence .bn-value").inner_text() == "6 bn m³"


def test_how_often_did_the_presidents_meet_in_2017_and_do_the_documents_agree(opened):
    page = opened("03-diplomatic-contacts")
    choose(page, "Level", "head of state")
    settle(page)
    choose(page, "Kind", "meeting")
    settle(page)
    assert "met on eight occasions" in click_row(page, "8 meetings stated", "2017")
    assert "have met six times" in click_row(page, "6 meetings stated", "13 Nov 2017")


def test_which_figure_contradicts_itself(opened):
    page = opened("01-trade-trends")
    choose(page, "Flow", "exports")
    settle(page)
    choose(page, "Measure", "share")
    settle(page)
    choose(page, "Product", "food")
    settle(page)
    sentence = click_row(page, "31.7%")
    assert "more than a third" in sentence
    assert page.locator(".bn-table tbody tr").filter(has_text="at least 33.33%").count() == 1


def test_no_complaint_and_no_request_to_another_host(notebook):
    assert notebook.watch.errors == []
    assert notebook.watch.outside == []
