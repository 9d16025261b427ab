"""What readers give and take: blobs, extracts, limits, problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_ISO_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:\D|$)")

Problem = dict[str, Any]
"""A row of the table `problems`: doc_id, kind, detail, span_start, span_stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file or a document may cost; what costs more is left out and told in `problems`.

    One class for `load_documents`, which heeds the limits of files, and for `parse_archive`, which heeds them all.

    Attributes
    ----------
    max_bytes : int
        Of one file, of one member of a ZIP or TAR, and of one page from the web.
    max_total : int
        Of all members of a ZIP or TAR together, unpacked.
    max_ratio : int
        How many times larger a member may be than its packed form.
    max_members : int
        Members of a ZIP or TAR, rows of a table of texts.
    max_depth : int
        ZIP or TAR within another, messages within messages.
    max_pages : int
        Of a PDF.
    max_chars : int
        Of the text of one document of an archive (`parse_archive`).
    max_seconds : float
        Of reading one document of an archive, where the process can be interrupted (a main thread on Linux or macOS).
    """

    max_bytes: int = 50_000_000
    max_total: int = 500_000_000
    max_ratio: int = 200
    max_members: int = 100_000
    max_depth: int = 3
    max_pages: int = 5_000
    max_chars: int = 5_000_000
    max_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller of `load_documents` may set.

    Attributes
    ----------
    limits : Limits
        Sizes beyond which nothing is read.
    columns : mapping of str to str, optional
        For CSV and JSON Lines: our name (text, doc_id, title, publisher, published, language, url) to theirs.
    """

    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes with their name: a file, a member of an archive, an attachment, a page from the web.

    ``inside`` is the place below the file ("" for the file itself), ``depth`` how many containers are around it,
    ``charset`` what a server or a message says about its encoding, ``known`` what it says beside: title, publisher,
    published, url.
    """

    raw: bytes
    name: str
    inside: str = ""
    depth: int = 0
    charset: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)

    def member(self, raw: bytes, name: str, limits: Limits) -> Blob:
        """Return a blob that was found inside this one.

        Raises
        ------
        UnreadableError
            If it lies deeper than ``max_depth``, or is larger than ``max_bytes``.
        """
        inside = f"{self.inside}/{name}" if self.inside else name
        if self.depth >= limits.max_depth:
            raise UnreadableError(
                "nested too deep", f"{inside} lies in {self.depth + 1} files in one another: unpack it first."
            )
        if len(raw) > limits.max_bytes:
            raise too_large(inside, limits)
        return Blob(raw, name, inside, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Extract:
    """A text as a reader yields it, with what the file says about it.

    ``inside`` names it below its file; ``doc_id`` is given where the file itself names it; ``pages`` are the offsets at
    which pages begin.
    """

    text: str
    inside: str = ""
    doc_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()


class UnreadableError(Exception):
    """A file that cannot be read: its kind as in the table `problems`, and a sentence that says what to do."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def too_large(name: str, limits: Limits) -> UnreadableError:
    """Say that a file is over the limit, and what to do."""
    return UnreadableError(
        "too large", f"{name} is over {limits.max_bytes:,} bytes: split it, or set limits=bn.Limits(…)."
    )


Found = Extract | Blob | Problem
Findings = Iterator[Found]


def problem(doc_id: str | None, kind: str, detail: str) -> Problem:
    """Return a row of the table `problems`."""
    return {"doc_id": doc_id, "kind": kind, "detail": detail, "span_start": None, "span_stop": None}


def note(kind: str, detail: str) -> Problem:
    """Return a row of the table `problems` whose document is not named yet."""
    return problem(None, kind, detail)


def needs(library: str, what: str) -> UnreadableError:
    """Say that a library of the extra ``documents`` is not installed."""
    return UnreadableError(
        "missing library", f"{what} needs {library}: pip install 'bilat-nb[documents]', then load it again."
    )


def day(written: str | None) -> date | None:
    """Read a day in ISO form, as 20170504, as in e-mails, or in seconds since 1970; any other order would be a guess.

    Examples
    --------
    >>> day("2017-05-04T10:00:00Z"), day("Thu, 4 May 2017 10:00:00 GMT"), day("04/05/2017")
    (datetime.date(2017, 5, 4), datetime.date(2017, 5, 4), None)
    """
    written = (written or "").strip()
    try:
        if match := _ISO_DAY.match(written):
            return date(*map(int, match.groups()))
        if written.isdigit() and len(written) in (10, 13):
            return datetime.fromtimestamp(int(written[:10]), UTC).date()
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, OverflowError):
        return None
