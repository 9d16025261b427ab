"""A report as Markdown. Words of documents are escaped: they bring no markup of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat_nb.reporting.contents import HOW_TO_READ, Contents, Finding, Quote, Section

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINK = re.compile(r"https?://[^\s()<>\"']{1,500}")


def plain(text: str) -> str:
    r"""Text in which nothing is markup.

    Examples
    --------
    >>> plain("a *b* <script>")
    'a \\*b\\* \\<script\\>'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def markdown(said: Contents) -> str:
    """Write a report as Markdown."""
    return "\n".join(_lines(said)).rstrip() + "\n"


def _lines(said: Contents) -> Iterator[str]:
    yield from (f"# {plain(said.title)}", "", plain(said.summary), "")
    for section in said.sections:
        yield from _section(section)
    yield from ("## Sources", "")
    yield from (f"- {plain(document)}" for document in said.documents)
    yield from (f"- Official: {link(name, url)}" for name, url in said.official)
    yield from ("", "## How to read this", "")
    yield from (f"- {plain(line)}" for line in HOW_TO_READ)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {plain(section.title)} ({len(section.findings) + section.more})", "")
    if not section.findings:
        yield from (plain(section.none), "")
    for number, finding in enumerate(section.findings, 1):
        yield from _finding(number, finding) if section.full else _line(number, finding)
    if section.more:
        yield f"\nAnd {section.more} more."
    yield ""


def _head(number: int, finding: Finding) -> str:
    name = plain(finding.heading)
    return f"{number}. **{name[:1].upper()}{name[1:]}.** {plain(finding.sentence)}"


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield from (_head(number, finding), f"   Arithmetic: {plain(finding.arithmetic)}.")
    if finding.source:
        yield f"   Official figure: {link(finding.source, finding.url)}."
    for quote in finding.quotes:
        yield from ("", f"   > {_quoted(quote)}  ", f"   > ({plain(quote.source)})")
    yield ""


def _line(number: int, finding: Finding) -> Iterator[str]:
    sources = "; ".join(dict.fromkeys(quote.source.rpartition(", characters")[0] for quote in finding.quotes))
    yield f"{_head(number, finding)} ({plain(sources)})"


def _quoted(quote: Quote) -> str:
    pieces = [(_SPECIAL.sub(r"\\\1", piece), read) for piece, read in quote.pieces]
    return "".join(_bold(piece) if read else piece for piece, read in pieces).strip()


def _bold(piece: str) -> str:
    """Bold text; blanks at its ends would stop it from being bold."""
    inner = piece.strip()
    lead, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{lead}**{inner}**{tail}" if inner else piece


def link(name: str, url: str) -> str:
    """A name that leads to an address, where that is one of the web."""
    return f"[{plain(name)}]({url})" if _LINK.fullmatch(url) else plain(name)
