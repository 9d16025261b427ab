"""Which kind of file this is: by its first bytes, else by the ending of its name."""

from __future__ import annotations

import io
import re
import zipfile

from bilat_nb.loading.extracts import Blob, UnreadableError

ENDINGS = {
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "rtf": (".rtf",),
    "mail": (".eml", ".mht", ".mhtml"),
    "listed": (".csv", ".tsv", ".jsonl", ".ndjson"),
    "zips": (".zip",),
    "tars": (".tar", ".tgz", ".tbz2", ".txz"),
    "packed": (".gz", ".bz2", ".xz"),
}
"""Module of this package that reads a kind of file, and the endings of its name."""

KIND_OF = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
TEXT_FILES = tuple(ending for endings in ENDINGS.values() for ending in endings)

_REMEDIES = {
    "save it as .docx or .pdf": (".doc", ".odt", ".pages", ".wpd", ".docm", ".dot"),
    "save the column of texts as .csv": (".xls", ".xlsx", ".ods", ".parquet", ".json", ".xml"),
    "save it as .eml": (".msg", ".mbox", ".pst"),
    "save it as .pdf": (".ppt", ".pptx", ".odp", ".epub", ".mobi", ".djvu"),
    "recognise its text first, as with ocrmypdf": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".bmp"),
    "unpack it": (".7z", ".rar", ".zst"),
}
_REMEDY = {ending: remedy for remedy, endings in _REMEDIES.items() for ending in endings}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
)
_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)


def kind_of(blob: Blob) -> str:
    """Return the kind of a file, which is the name of the module that reads it.

    Raises
    ------
    UnreadableError
        If no reader knows it: the sentence says how to save it instead.

    Examples
    --------
    >>> kind_of(Blob(b"%PDF-1.7 ...", "report.txt"))
    'pdf'
    """
    told, ending, seen = told_kind(blob.name), ending_of(blob.name), _seen(blob.raw)
    if seen == "office":
        remedy = _REMEDY.get(ending, "save it as .docx or .pdf")
        raise UnreadableError("unknown format", f"{blob.name} is a file of an office program: {remedy}.")
    if seen is None and told in ("zips", "docx", "pdf", "rtf"):
        return _only_named(blob, told)
    if told is None and (seen in (None, "packed") or (seen == "zips" and ending)):
        remedy = _REMEDY.get(ending, f"only {', '.join(TEXT_FILES)} can be read")
        raise UnreadableError("unknown format", f"{blob.name}: {remedy}.")
    if seen == "packed" and told == "tars":
        return "tars"
    return seen or told or "text"


def told_kind(name: str) -> str | None:
    """The kind that the ending of a name tells; None for an unknown ending."""
    lower = name.lower()
    if lower.endswith((".tar.gz", ".tar.bz2", ".tar.xz")):
        return "tars"
    return KIND_OF.get(ending_of(name))


def ending_of(name: str) -> str:
    """The ending of a name with its dot, in small letters."""
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return dot + ending.lower()


def _seen(raw: bytes) -> str | None:
    """The kind that the first bytes show."""
    start = raw[:2000].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(_OLE):
        return "office"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(raw)
    if raw[257:262] == b"ustar":
        return "tars"
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return "html" if _HTML.match(start.decode("latin-1")) else None


def _zipped(raw: bytes) -> str:
    """What a ZIP archive is: a Word file, another office file or a book, or an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "zips"
    if "word/document.xml" in names:
        return "docx"
    return "office" if names & {"[Content_Types].xml", "mimetype"} else "zips"


def _only_named(blob: Blob, told: str) -> str:
    """A file that is not what its ending says: text under a wrong name is read, anything else is damaged."""
    if b"\x00" in blob.raw[:4000] or told in ("zips", "docx"):
        raise UnreadableError(
            "damaged file", f"{blob.name} is not a whole {ending_of(blob.name)} file: fetch it again."
        )
    if told == "pdf" and b"%PDF-" in blob.raw[:4000]:
        return "pdf"  # a mail program or a server has put something before it
    return "text"
