"""A report as an HTML page that needs nothing from outside. Everything that was read is escaped."""

from __future__ import annotations

from html import escape

from bilat_nb.reporting.contents import HOW_TO_READ, Contents, Finding, Quote, Section

_STYLE = """
:root { color-scheme: light dark; --agree: #00795a; --differ: #a03070; --quiet: #59636e; --rule: #d5dadf; }
@media (prefers-color-scheme: dark) {
  :root { --agree: #2bcb9f; --differ: #e79bc4; --quiet: #aeb8c2; --rule: #3a424c; }
}
body { font: 16px/1.5 Georgia, "Times New Roman", serif; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1, h2 { font-family: "DejaVu Sans", Verdana, Arial, sans-serif; line-height: 1.25; }
h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin-top: 2em; border-bottom: 1px solid var(--rule); }
.contradicts h2 { color: var(--differ); } .agrees h2 { color: var(--agree); }
li { margin-bottom: 1em; } .head { font-weight: bold; }
.arithmetic, .source { color: var(--quiet); font: 0.82em/1.5 "DejaVu Sans", Verdana, Arial, sans-serif; }
blockquote { margin: 0.3em 0 0.3em 1em; padding-left: 0.8em; border-left: 3px solid var(--rule); }
"""


def page(said: Contents) -> str:
    """Write a report as an HTML page."""
    kinds = ("contradicts", "open", "agrees")
    body = "".join(_section(section, kind) for section, kind in zip(said.sections, kinds, strict=True))
    documents = "".join(f"<li>{escape(document)}</li>" for document in said.documents)
    official = "".join(f"<li>Official: {link(name, url)}</li>" for name, url in said.official)
    reading = "".join(f"<li>{escape(line)}</li>" for line in HOW_TO_READ)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(said.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>\n'
        f"<body><h1>{escape(said.title)}</h1>\n<p>{escape(said.summary)}</p>\n{body}"
        f"<section><h2>Sources</h2><ul>{documents}{official}</ul></section>\n"
        f"<section><h2>How to read this</h2><ul>{reading}</ul></section></body></html>\n"
    )


def _section(section: Section, kind: str) -> str:
    count = len(section.findings) + section.more
    items = "".join(_finding(finding, section.full) for finding in section.findings)
    inner = f"<ol>{items}</ol>" if items else f"<p>{escape(section.none)}</p>"
    more = f"<p>And {section.more} more.</p>" if section.more else ""
    return f'<section class="{kind}"><h2>{escape(section.title)} ({count})</h2>{inner}{more}</section>\n'


def _finding(finding: Finding, full: bool) -> str:
    head = f"{finding.heading[:1].upper()}{finding.heading[1:]}."
    source = f'<div class="source">Official figure: {link(finding.source, finding.url)}</div>' if finding.source else ""
    more = f'<div class="arithmetic">{escape(finding.arithmetic)}</div>{source}{"".join(map(_quoted, finding.quotes))}'
    if not full:
        sources = dict.fromkeys(quote.source.rpartition(", characters")[0] for quote in finding.quotes)
        more = f'<div class="source">{escape("; ".join(sources))}</div>'
    return f'<li><span class="head">{escape(head)}</span> {escape(finding.sentence)}{more}</li>\n'


def _quoted(quote: Quote) -> str:
    body = "".join(f"<b>{escape(piece)}</b>" if read else escape(piece) for piece, read in quote.pieces)
    return f'<blockquote>{body.strip()} <span class="source">{escape(quote.source)}</span></blockquote>'


def link(name: str, url: str) -> str:
    """A name that leads to an address, where that is one of the web."""
    if not url.startswith(("https://", "http://")):
        return escape(name)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(name)}</a>'
