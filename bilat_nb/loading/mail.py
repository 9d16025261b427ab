"""E-mails and saved pages in MIME: subject and text; attachments are read as files of their own."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from bilat_nb.loading.encoding import decoded
from bilat_nb.loading.extracts import Blob, Extract, Findings, Options, UnreadableError


def read(blob: Blob, options: Options) -> Findings:
    """Yield the text of a message under its subject, then what is attached to it."""
    message = email.message_from_bytes(blob.raw, policy=email.policy.default)
    if not any(message.get(name) for name in ("from", "subject", "date")):
        raise UnreadableError("damaged file", f"{blob.name} has no head of a message: save it as .eml again.")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is not None:
        yield from _body(blob, message, part)
    for name, raw in _attachments(message, part):
        yield blob.member(raw, name, options.limits)


def _body(blob: Blob, message: EmailMessage, part: MIMEPart) -> Findings:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return
    saved = blob.name.lower().endswith((".mht", ".mhtml"))  # of a page: who saved it, and when, says nothing about it
    told: dict[str, Any] = {"title": _header(message, "subject")}
    told |= {"url": _address(message)} if saved else {"publisher": _sender(message), "published": _day(message)}
    known = {name: value for name, value in told.items() if value is not None}
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        yield replace(blob, raw=raw, name=f"{blob.name}.html", depth=blob.depth + 1, charset=charset, known=known)
        return
    text, notes = decoded(raw, blob.name, charset)
    yield from notes
    yield Extract(f"{known['title']}\n\n{text}" if "title" in known else text, blob.inside, **known)


def _attachments(message: EmailMessage, body: MIMEPart | None) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.walk(), 1):
        name = part.get_filename()
        if (
            part is body
            or part.is_multipart()
            or not name
            or part.get_content_maintype() in ("image", "audio", "video")
        ):
            continue
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes):
            yield " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split()) or f"part {number}", raw


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(message.get(name) or "").split()) or None
    except (ValueError, IndexError, TypeError):  # a header that breaks its own grammar
        return None


def _sender(message: EmailMessage) -> str | None:
    name, address = parseaddr(_header(message, "from") or "")
    return (name or address) if "@" in address else None


def _address(message: EmailMessage) -> str | None:
    """Where a saved page was found."""
    told = _header(message, "snapshot-content-location")
    return told if told and told.startswith(("http://", "https://")) else None


def _day(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date()
    except (ValueError, TypeError, IndexError):
        return None
