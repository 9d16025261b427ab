"""WARC files of web archives: the text of each page."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from bilat_nb.loading.extracts import Blob, Extract, Options, UnreadableError

MISSING = "WARC files need the package warcio: install bilat-nb[archive]."


def pages(path: Path) -> Iterator[dict[str, Any] | str]:
    """Yield one record a page: its address as doc_id and its text; what is no text is left out.

    Raises
    ------
    ValueError
        If warcio is not installed.
    """
    try:
        warcio: Any = import_module("warcio.archiveiterator")
    except ImportError as error:
        raise ValueError(MISSING) from error
    with path.open("rb") as stream:
        for record in warcio.ArchiveIterator(stream):
            page = _page(record)
            if page is not None:
                yield page


def _page(record: Any) -> dict[str, Any] | str | None:
    """One record of a page: plain text as it is, HTML by the reader of web pages."""
    address = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type == "conversion":  # WET: text that somebody took out of the page
        return {"doc_id": address, "text": _decoded(record.content_stream().read())}
    kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    if record.rec_type != "response" or not kind.startswith("text/"):
        return None
    content = record.content_stream().read()
    if kind.startswith("text/plain"):
        return {"doc_id": address, "text": _decoded(content)}
    return _web_page(address, content)


def _web_page(address: str | None, content: bytes) -> dict[str, Any] | str:
    """The article of a page with what the page says about itself, or why it has none."""
    try:
        read = import_module("bilat_nb.loading.html").read  # needs an extra
        found = [piece for piece in read(Blob(content, address or "page"), Options()) if isinstance(piece, Extract)]
    except UnreadableError as error:
        return error.detail
    page = found[0]
    known = {name: getattr(page, name) for name in ("text", "title", "publisher", "published", "language")}
    return {**known, "doc_id": address}


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")
