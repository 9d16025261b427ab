"""Figures as text and bytes: SVG that is the same each time and refers to nothing outside, PNG, and words."""

from __future__ import annotations

import hashlib
import re
import warnings
from html import escape
from io import StringIO

from matplotlib.figure import Figure

from bilat_nb.views.frame import about, png_bytes
from bilat_nb.views.style import DPI, styled

# Readers of an SVG may not have the font that matplotlib brings; these are not wider, so that nothing overlaps.
_FONT, _FONTS = "font-family: 'DejaVu Sans'", "font-family: 'DejaVu Sans', Verdana, Arial, sans-serif"
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(href="#|url\(#)([^")]+)')
# What matplotlib would say to every element of the page that the picture is put into.
_GLOBAL = re.compile(r"<style[^>]*>[^<]*</style>")
_MARK = re.compile(r'<g id="mark-([^"]*)">|<path (d="[^"]*" style="[^"]*") id="mark-([^"]*)"/>')


def describe(fig: Figure) -> str:
    """Return the text alternative of a figure: one paragraph, values with their periods and sources."""
    return about(fig).text


def to_png(fig: Figure) -> bytes:
    """Return a figure as PNG, as large as on the screen."""
    with styled():
        return png_bytes(fig)


def to_svg(fig: Figure, prefix: str = "") -> str:
    """Return a figure as an SVG element to be put into a page.

    The text is real text, the bytes are the same each time, nothing outside is referred to. Marks are groups with the
    class ``mark``, the id ``mark-<fact_id>``, the attribute ``data-fact-id`` and a title that says what they show; a
    further mark of the same row has ``data-fact`` instead of an id. Ids are unique among the figures of a page as long
    as the figures differ or `prefix` does.

    Parameters
    ----------
    fig : Figure
        A figure of this package.
    prefix : str
        Put before all ids, those of marks too.
    """
    with styled(), warnings.catch_warnings():
        # the text is drawn by a browser, which has more fonts than matplotlib
        warnings.filterwarnings("ignore", "Glyph .* missing")
        buffer = StringIO()
        fig.savefig(buffer, format="svg", metadata=_METADATA)
    svg = buffer.getvalue().replace(_FONT, _FONTS)
    svg = svg[svg.index("<svg") :]
    start, stop = svg.find("<metadata>"), svg.find("</metadata>")
    if start >= 0:
        svg = svg[:start].rstrip() + svg[stop + len("</metadata>") :]
    body = svg[svg.index(">") + 1 :]
    return _head(fig) + _marked(_renamed(_GLOBAL.sub("", body, count=1), prefix), fig, prefix)


def _head(fig: Figure) -> str:
    """The opening tag, in pixels, with the title and the description for those who do not see it."""
    width, height = (round(inches * DPI) for inches in fig.get_size_inches())
    points = f"{width * 72 / DPI:g} {height * 72 / DPI:g}"
    known = about(fig)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="0 0 {points}" stroke-linejoin="round" role="group" '
        f'aria-label="{escape(known.title)}">\n'
        f"<desc>{escape(known.text)}</desc>"
    )


def _renamed(body: str, prefix: str) -> str:
    """Drop ids that nothing refers to, and make the others unique to this picture."""
    used = {match[2] for match in _REFERENCE.finditer(body)}
    own = f"{prefix}{hashlib.sha256(body.encode()).hexdigest()[:8]}-"

    def rename(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("mark-"):
            return match[0]
        return f' id="{own}{name}"' if name in used else ""

    return _REFERENCE.sub(lambda match: f"{match[1]}{own}{match[2]}", _ID.sub(rename, body))


def _marked(body: str, fig: Figure, prefix: str) -> str:
    """Give each mark what a page needs to make it speak."""
    titles = about(fig).titles
    seen: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        group, path, alone = match.groups()
        name = group if path is None else alone
        title = escape(titles.get(name, ""))
        words = f"<title>{title}</title>" if title else ""
        # a contact of three people is drawn on three lines, and an id may stand only once on a page
        own = f'data-fact="{name}"' if name in seen else f'id="{escape(prefix)}mark-{name}"'
        seen.add(name)
        about_it = f'{own} class="mark" data-fact-id="{name}"'
        return f"<g {about_it}>{words}" if path is None else f"<path {about_it} {path}>{words}</path>"

    return _MARK.sub(mark, body)
