"""The panes of an explorer out of built-in widgets alone, for front ends that load no scripts of other packages.

They have the traits of `Pane`. What a click does there, a dropdown and buttons do here; the picture, the table and the
sentence are the same.
"""

from __future__ import annotations

import base64
import html
import re
from typing import Any

import ipywidgets as ipw
import traitlets

from bilat_nb.widgets.pane import Pane

STYLE = f"<style>{Pane._css}</style>"
"""What makes the panes look as they do elsewhere; stands once in an explorer."""
_ASKING = re.compile(r"<button[^>]*data-(?:ask|copy|link)=[^>]*>[^<]*</button>")
_BUTTON = re.compile(r"<button[^>]*>([^<]*)</button>")
_ROW = re.compile(r'<tr><td[^>]*>(?:<button[^>]*data-fact="([^"]*)"[^>]*>)?.*?</tr>', re.DOTALL)
_CELL = re.compile(r'<td(?:[^>]*?data-value="([^"]*)")?[^>]*>(.*?)</td>', re.DOTALL)
_HEAD = re.compile(r"<th[^>]*><button[^>]*>([^<]*)</button></th>")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = '<mark class="bn-sentence">'
_AS_SHOWN = ("as shown", 0)
_BEFORE = 600  # characters before the sentence that are not folded away


def inert(content: str) -> str:
    """Return HTML without buttons: those that ask for something go, of the others the words stay."""
    return _BUTTON.sub(r"\1", _ASKING.sub("", content))


def opened_at_sentence(content: str) -> str:
    """Fold away what stands in a text long before its sentence: without scripts nothing can be scrolled to it."""
    start, sentence = content.find('<div class="bn-text"'), content.find(_SENTENCE)
    first = content.find(">", start) + 1
    if start < 0 or sentence - first < _BEFORE:
        return content
    cut = content.rfind("\n", first, sentence)
    before = content[first:cut]
    if cut < 0 or before.count("<mark") != before.count("</mark"):
        return content
    length = len(html.unescape(_TAG.sub("", before)))
    folded = f"<details><summary>{length:,} characters before</summary>{before}</details>"
    return f"{content[:first]}{folded}{content[cut:]}"


class PlainPane(ipw.HTML):  # type: ignore[misc]
    """HTML or SVG that is only looked at.

    Attributes
    ----------
    html, kind, picked, found, name, dark, width
        As those of `Pane`; nobody tells `dark` and `width` here.
    """

    html = traitlets.Unicode()
    kind = traitlets.Unicode("figure")
    picked = traitlets.Unicode()
    found = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None)
    name = traitlets.Unicode()
    dark = traitlets.Bool(False)
    width = traitlets.Int(0)

    @traitlets.observe("html", "picked", "found")
    def _show(self, _: Any) -> None:
        content = opened_at_sentence(inert(self.html))
        dark = " bn-dark" if self.dark else ""
        self.value = f"{self._marks()}<div class='bn-pane bn-{self.kind}{dark}'>{content}</div>"

    def _marks(self) -> str:
        """What tells the picked mark, and those that a search has found, from the others."""
        if self.kind != "figure":
            return ""
        own = f".bn-of-{self.model_id}"
        self.add_class(own[1:])
        found = self.trait_values()["found"]  # None when nothing is searched for
        rules = [f"{own} .mark {{ opacity: 0.16; }}"] if found is not None else []
        rules += [f"{own} {_mark(fact)} {{ opacity: 1; }}" for fact in found or ()]
        if self.picked:
            rules.append(f"{own} {_mark(self.picked)} {{ outline: 1.6px solid #0064a8; outline-offset: 3px; }}")
        return f"<style>{' '.join(rules)}</style>" if rules else ""


class PlainTable(ipw.VBox):  # type: ignore[misc]
    """The linked table: a dropdown and two buttons pick a row, another dropdown sorts."""

    html = traitlets.Unicode()
    picked = traitlets.Unicode()

    def __init__(self, height: str = "208px") -> None:
        self.rows = ipw.Dropdown(description="Row", layout=ipw.Layout(width="320px"))
        self.steps = [
            ipw.Button(description=sign, tooltip=name, layout=ipw.Layout(width="36px"))
            for sign, name in (("◂", "Previous row"), ("▸", "Next row"))
        ]
        self.sort = ipw.Dropdown(description="Sort by", options=[_AS_SHOWN], layout=ipw.Layout(width="230px"))
        self.pane = ipw.HTML(layout=ipw.Layout(height=height, overflow="auto"))
        bar = ipw.HBox([self.rows, *self.steps, self.sort], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__([bar, self.pane])
        self.rows.observe(lambda change: change["new"] and self.set_trait("picked", change["new"]), names="value")
        self.sort.observe(lambda _: self._show(), names="value")
        for by, button in zip((-1, 1), self.steps, strict=True):
            button.on_click(lambda _, by=by: self.step(by))

    @traitlets.observe("html")
    def _fresh(self, _: Any) -> None:
        if "data-rest=" in self.html:
            self._handle_custom_msg({"ask": "rows"}, [])
        heads = [html.unescape(head) for head in _HEAD.findall(self.html)]
        options = [_AS_SHOWN]
        for place, head in enumerate(heads, 1):
            options += [(f"{head}, rising", place), (f"{head}, falling", -place)]
        if tuple(options) != tuple(self.sort.options):
            self.sort.options = options
        self._show()

    @traitlets.observe("picked")
    def _follow(self, _: Any) -> None:
        self._show()

    def send(self, content: dict[str, Any], buffers: Any = None) -> None:  # noqa: ARG002 (as of a widget)
        """Take the other rows of a long table."""
        self.html = re.sub(r' data-rest="\d+"', "", self.html).replace("</tbody>", f"{content['rows']}</tbody>")

    def step(self, by: int) -> None:
        """Pick the next row, or the one before; after the last comes the first."""
        if options := self.rows.options:
            self.rows.index = ((self.rows.index or 0) + by) % len(options)

    def _show(self) -> None:
        body = self.html.find("<tbody>")
        rows = [(match[1], match[0]) for match in _ROW.finditer(self.html, max(body, 0))]
        if self.sort.value:
            rows.sort(key=lambda row: _sort_key(row[1], abs(self.sort.value) - 1), reverse=self.sort.value < 0)
        shown = "".join(_current(row) if fact == self.picked else row for fact, row in rows)
        content = f"{self.html[: body + 7]}{shown}</tbody></table></div>" if rows else self.html
        self.pane.value = f'<div class="bn-pane bn-table">{inert(content)}</div>'
        named = [(f"{place}. {_words(row)}", html.unescape(fact)) for place, (fact, row) in enumerate(rows, 1) if fact]
        with self.rows.hold_trait_notifications():
            if tuple(named) != tuple(self.rows.options):
                self.rows.options = named
            if self.picked in [fact for _, fact in named]:
                self.rows.value = self.picked


class PlainActions(ipw.VBox):  # type: ignore[misc]
    """What can be taken away: a button makes the file, and a link to save it appears."""

    html = traitlets.Unicode()
    _FILES = (("csv", "CSV of this view"), ("png", "PNG"), ("svg", "SVG"))

    def __init__(self, files: bool = True) -> None:
        self.buttons = {word: ipw.Button(description=label, layout=_FIT) for word, label in self._FILES if files}
        self.link, self.pane = ipw.HTML(), ipw.HTML()
        super().__init__([ipw.HBox([*self.buttons.values(), self.link]), self.pane])
        for word, button in self.buttons.items():
            button.on_click(lambda _, word=word: self._handle_custom_msg({"ask": word}, []))

    @traitlets.observe("html")
    def _show(self, _: Any) -> None:
        self.link.value = ""
        self.pane.value = f'<div class="bn-pane bn-actions">{inert(self.html)}</div>'

    def download(self, name: str, mime: str, content: bytes) -> None:
        """Show a link that saves a file."""
        data = f"data:{mime};base64,{base64.b64encode(content).decode('ascii')}"
        size = f"{max(len(content) // 1000, 1):,} kB"
        named = f"Save {html.escape(name)}"
        self.link.value = (
            f'<div class="bn-pane bn-actions"><a download="{html.escape(name)}" href="{data}">{named}</a> {size}</div>'
        )


_FIT = ipw.Layout(width="auto")


def _mark(fact: str) -> str:
    """The marks of a fact in a picture, as CSS."""
    return f'[data-fact-id="{html.escape(fact)}"]'


def _current(row: str) -> str:
    return row.replace("<tr>", '<tr aria-current="true">', 1)


def _words(row: str) -> str:
    """What the first cells of a row say."""
    cells = [html.unescape(_TAG.sub("", cell)) for _, cell in _CELL.findall(row)[:4]]
    return ", ".join(cell for cell in cells if cell)


def _sort_key(row: str, place: int) -> tuple[int, float, str]:
    """Numbers by size, words by the alphabet."""
    value, shown = _CELL.findall(row)[place]
    said = html.unescape(value or _TAG.sub("", shown)).casefold()
    try:
        return (0, float(said), "")
    except ValueError:
        return (1, 0.0, said) if said else (2, 0.0, "")
