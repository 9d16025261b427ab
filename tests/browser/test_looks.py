"""Every notebook on a small screen, light and dark: nothing fails, no words lie upon each other, none is cut."""

from __future__ import annotations

import pytest
from jupyter_page import ROOT, Watch, open_notebook, run_all, server, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# Words of a picture that share more than an edge, or leave it. A label of two lines is two texts, one above the other.
CROSSED = """() => [...document.querySelectorAll('.bn-figure svg')].flatMap(svg => {
    const inside = svg.getBoundingClientRect();
    const all = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const out = all.filter(([, b]) => b.left < inside.left - 1 || b.right > inside.right + 1).map(([words]) => words);
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


@pytest.fixture(scope="module", params=THEMES)
def themed(request, browser, project, tmp_path_factory):
    """A page of JupyterLab in one theme."""
    with server(project, tmp_path_factory.mktemp(request.param), theme=THEMES[request.param]) as address:
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.address, page.watch = address, Watch(page)
        yield page
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_on_a_small_screen(themed, name):
    page = themed
    open_notebook(page, page.address, f"notebooks/{name}.ipynb")
    if name.startswith(("00", "06")):
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        settle(page)
    else:
        run_all(page)
        assert page.evaluate(CROSSED) == []
        assert page.evaluate(CUT) == []
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert page.locator(".bn-status [role=alert]").count() == 0
    assert page.evaluate(WIDE) == 0, "nothing has to be scrolled sideways"
    assert page.watch.outside == []
