"""Web pages: the article without menus and footers, and what the page says about itself.

trafilatura finds the article. Title, publisher, language and day are taken from the page's metadata only: a date that
stands somewhere in the text may be any date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bilat_nb.loading.encoding import decoded
from bilat_nb.loading.extracts import Blob, Extract, Findings, Options, UnreadableError, day, needs, note

try:
    import trafilatura
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring
except ImportError as error:
    raise needs("trafilatura", "A web page") from error

MAX_HTML = 20_000_000
"""Bytes of a page that are parsed: the tree of a page takes many times its size in memory."""

_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
    "date",
)
"""Names under which pages tell their day, the surest first."""
_PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "citation_publisher",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "title")
# not forms: some sites put the whole page into one
_LEFT_OUT = (
    "//script|//style|//noscript|//template|//svg|//iframe|//button|//select|//nav|//*[@role='navigation']"
    "|//footer|//*[@role='contentinfo']"
)
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "section", "article", "table", "ul", "ol"}
_SPACES = re.compile(r"\s+")


def read(blob: Blob, options: Options) -> Findings:  # noqa: ARG001 (all readers are called alike)
    """Yield the article of a web page."""
    if len(blob.raw) > MAX_HTML:
        raise UnreadableError("too large", f"{blob.name} is a page of over {MAX_HTML:,} bytes: save its text instead.")
    markup, told = decoded(blob.raw, blob.name, blob.charset or declared(blob.raw))
    yield from told
    tree = _tree(markup)
    if tree is None:
        raise UnreadableError("empty file", f"{blob.name} has no text.")
    known = {**metadata(tree), **blob.known}
    title = known["title"]
    for element in tree.xpath(_LEFT_OUT):
        element.drop_tree()
    body, whole = _article(tree), None
    if body is None:
        body = whole = _plain(tree)
    if not body.strip():
        raise UnreadableError(
            "empty file", f"{blob.name} has no text: a page that scripts fill must be saved as text or PDF."
        )
    if whole is not None and len(whole) > 2000:
        yield note("whole page", f"{blob.name}: no article was found, so that all text of the page was read.")
    yield Extract(_headed(title, body), blob.inside, **known)


def declared(raw: bytes) -> str | None:
    """The encoding that a page names in its head."""
    match = _CHARSET.search(raw[:4000].decode("latin-1"))
    name = match.group(1).lower() if match else None
    # what pages call latin-1 is cp1252 in every browser
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name


def _tree(markup: str) -> HtmlElement | None:
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
        tree: HtmlElement = document_fromstring(
            _DECLARATION.sub("", markup).encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, ValueError):
        return None
    return tree


def metadata(tree: HtmlElement) -> dict[str, Any]:
    """Return title, publisher, published, language and url as the page tells them; None for what it does not."""
    told = dict(_meta(tree))
    linked = dict(_linked_data(tree))
    heading = _words(tree.findtext(".//title")) or None
    language = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or told.get("og:url")
    return {
        "title": _first(told, _TITLES) or linked.get("headline") or _words(_only_h1(tree)) or heading,
        "publisher": _first(told, _PUBLISHERS) or linked.get("publisher"),
        "published": _published(tree, told, linked),
        "language": language if len(language) == 2 and language.isalpha() else None,
        "url": canonical if str(canonical).startswith(("http://", "https://")) else None,
    }


def _meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in reversed(tree.xpath("//meta[@content]")):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := _words(element.get("content"))):
            yield name.strip().lower(), content


def _linked_data(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The first article in JSON-LD: headline, datePublished, publisher."""
    for element in tree.xpath("//script[@type='application/ld+json']")[:5]:
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            for key in ("headline", "datePublished"):
                if isinstance(item.get(key), str):
                    yield key, _words(item[key])
            if isinstance(item.get("publisher"), dict) and isinstance(item["publisher"].get("name"), str):
                yield "publisher", _words(item["publisher"]["name"])


def _items(data: Any) -> list[dict[str, Any]]:
    listed = data.get("@graph", [data]) if isinstance(data, dict) else data
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return [item for item in items if "datePublished" in item or "headline" in item][:1]


def _published(tree: HtmlElement, told: dict[str, str], linked: dict[str, str]) -> date | None:
    """The day that metadata, linked data or one <time> element tell."""
    for written in (told.get(_DATES[0]), linked.get("datePublished"), *(told.get(name) for name in _DATES[1:])):
        if found := day(written):
            return found
    times = tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime") or tree.xpath("//time/@datetime")
    days = {day(str(written)) for written in times} - {None}
    return days.pop() if len(days) == 1 else None


def _only_h1(tree: HtmlElement) -> str | None:
    found = tree.xpath("//h1")
    return found[0].text_content() if len(found) == 1 else None


def _first(told: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((told[name] for name in names if told.get(name)), None)


def _article(tree: HtmlElement) -> str | None:
    """The article as trafilatura finds it: a line for every paragraph, item and row."""
    found = trafilatura.bare_extraction(
        _copy(tree), include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    text = found.text if isinstance(found, trafilatura.settings.Document) else None
    if not text or not text.strip():
        return None
    return "\n\n".join(line.strip(" |") for line in text.splitlines() if line.strip(" |"))


def _copy(tree: HtmlElement) -> HtmlElement:
    """A tree of its own: extraction takes the menus out of the tree that it is given."""
    copied: HtmlElement = etree.fromstring(etree.tostring(tree), parser=HTMLParser(encoding="utf-8"))
    return copied


def _plain(tree: HtmlElement) -> str:
    """All text of a page, a line for every block."""
    body = tree.find("body")
    for element in tree.iter(etree.Element):
        edge = "\n\n" if element.tag in _BLOCKS else ""
        element.text = edge + _SPACES.sub(" ", element.text or "")
        element.tail = edge + _SPACES.sub(" ", element.tail or "")
    lines = (_words(line) for line in (body if body is not None else tree).text_content().split("\n\n"))
    return "\n\n".join(line for line in lines if line)


def _headed(title: str | None, body: str) -> str:
    """The text under its title, which is put before it where the article does not begin with it."""
    first = _letters(body.split("\n", 1)[0])
    if not title or (first and first in _letters(title)) or first.startswith(_letters(title)):
        return body
    return f"{title}\n\n{body}"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
