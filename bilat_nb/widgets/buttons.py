"""Buttons inside the panes of an explorer, as HTML: what they ask for, or what they copy."""

from __future__ import annotations

import html

FILES = {"csv": "text/csv;charset=utf-8", "png": "image/png", "svg": "image/svg+xml"}
"""What a button can ask for, to be saved: the ending of the file and its type."""


def heading(fact_id: str, place: int, of: int, value: str, says: str) -> str:
    """The heading of the evidence: the buttons to the next and the previous row, and what the row says."""
    steps = (ask("previous", "◂", "Previous fact"), ask("next", "▸", "Next fact"))
    count = f"<span>{place} of {of}</span>".join(steps)
    return (
        f'<div class="bn-bar" data-of="{html.escape(fact_id)}"><b>Evidence</b>{count}</div>'
        f'<p><b class="bn-value">{html.escape(value)}</b> <span class="bn-quiet">{html.escape(says)}</span></p>'
    )


def actions_bar(view: str, code: str, query: str | None, sources: str) -> str:
    """What can be taken away from a view: rows, picture, the call and the code that make it again, sources."""
    return (
        f'<div class="bn-bar">{ask("csv", "CSV of this view")}{ask("png", "PNG")}{ask("svg", "SVG")}'
        f"{copy(view, 'Copy this view')}{copy(code, 'Copy the code')}{copy_link(query, 'Copy the link')}</div>"
        f'<p class="bn-quiet">{html.escape(sources)}</p>'
        f"<details><summary>The code for this view</summary><pre>{html.escape(code)}</pre>"
        f"<pre>{html.escape(view)}</pre></details>"
    )


def ask(word: str, label: str, name: str = "") -> str:
    """A button that asks the kernel for something."""
    more = f' aria-label="{name}" title="{name}"' if name else ""
    return f'<button type="button" data-ask="{word}"{more}>{label}</button>'


def copy_link(query: str | None, label: str) -> str:
    """A button that copies the address of the page with a query; empty where there is no such page."""
    return "" if query is None else f'<button type="button" data-link="{html.escape(query)}">{label}</button>'


def copy(text: str, label: str) -> str:
    """A button that copies a text."""
    return f'<button type="button" data-copy="{html.escape(text)}">{label}</button>'
