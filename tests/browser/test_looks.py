"""Every notebook on a small screen, light and dark: nothing fails, nothing is cut, axe-core finds no fault.

The notebook on archives is looked at as it is kept: `test_notebooks` has proved that a run gives the same.
"""

from __future__ import annotations

import pytest
from jupyter_page import ROOT, Watch, complaints, open_notebook, run_all, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
# Words of a picture that share more than an edge, leave it or are cut short. A label of two lines is two texts.
CROSSED = """() => [...document.querySelectorAll('.bn-figure svg')].flatMap(svg => {
    const inside = svg.getBoundingClientRect();
    const all = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const out = all.filter(([, b]) => b.left < inside.left - 1 || b.right > inside.right + 1).map(([words]) => words);
    out.push(...all.map(([words]) => words).filter(words => words.endsWith('…')));
    for (const [i, [one, a]] of all.entries()) for (const [other, b] of all.slice(i + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 0.4 * Math.min(a.height, b.height)) out.push(`${one} / ${other}`);
    }
    return out;
})"""
# Labels and buttons that do not fit their box; what is chosen in a dropdown must be seen in full too.
CUT = """() => {
    const ours = '.bn-pickers label, .bn-pickers button, .bn-actions button, .bn-search label';
    const named = [...document.querySelectorAll(ours)];
    const cut = named.filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.textContent);
    const pen = document.createElement('canvas').getContext('2d');
    for (const select of document.querySelectorAll('.bn-pickers select')) {
        if (!select.offsetParent) continue; // in a tab that is not open
        pen.font = getComputedStyle(select).font;
        const words = select.selectedOptions[0]?.textContent ?? '';
        if (pen.measureText(words).width > select.clientWidth - 26) cut.push(words);
    }
    return cut;
}"""


WIDE = """() => [...document.querySelectorAll('.bn-pickers, .bn-search, .bn-actions')]
    .filter(part => part.scrollWidth > part.clientWidth + 2).length"""


@pytest.fixture(scope="module")
def screen(browser, lab):
    """One page of JupyterLab for all notebooks. A theme stays until it is changed: each second notebook opens dark."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.address, page.watch = lab, Watch(page)
    yield page
    context.close()


def is_dark(page) -> bool:
    return page.evaluate("() => document.body.dataset.jpThemeLight === 'false'")


def change_theme(page) -> None:
    """Change from light to dark or back, and wait until all that is drawn has followed."""
    wanted = "JupyterLab Light" if is_dark(page) else "JupyterLab Dark"
    page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{ theme: '{wanted}' }})")
    page.wait_for_selector("#jupyterlab-splash", state="detached")
    page.wait_for_function(FOLLOWED)
    settle(page)


# Every figure on the page is drawn in the colours of the theme: its background is light or it is dark.
FOLLOWED = """() => [...document.querySelectorAll('.bn-figure')].filter(box => box.offsetParent).every(box => {
    const dark = document.body.dataset.jpThemeLight === 'false';
    const paper = box.querySelector('svg path')?.style.fill;
    const [red] = paper?.match(/\\d+/) ?? [dark ? 0 : 255];
    return box.classList.contains('bn-dark') === dark && (red < 128) === dark;
})"""


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_on_a_small_screen(screen, name):
    page = screen
    open_notebook(page, page.address, f"notebooks/{name}.ipynb")
    explores = not name.startswith(("00", "06"))
    if explores:
        run_all(page)
    elif not name.startswith("06"):
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        settle(page)
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    seen = {is_dark(page): looked_at(page, explores)}
    change_theme(page)
    seen[is_dark(page)] = looked_at(page, explores)
    assert seen == {False: [], True: []}, "in the light, and in the dark"
    assert page.watch.outside == []


def looked_at(page, explores: bool) -> list[str]:
    """What is wrong with what is seen."""
    wrong = [*page.evaluate(CROSSED), *page.evaluate(CUT), *complaints(page)] if explores else []
    if page.locator(".bn-status [role=alert]").count():
        wrong.append("a fault is told")
    return [*wrong, "something has to be scrolled sideways"] if page.evaluate(WIDE) else wrong
