"""Rich text: what is left without its control words."""

from __future__ import annotations

import re
from collections.abc import Callable

from bilat_nb.loading.extracts import Blob, Extract, Findings, Options, UnreadableError, needs, note

try:
    from striprtf import striprtf
except ImportError as error:
    raise needs("striprtf", "A rich text file") from error

_CODEPAGE = re.compile(r"\\ansicpg(\d{3,5})")


def read(blob: Blob, options: Options) -> Findings:  # noqa: ARG001 (all readers are called alike)
    """Yield the text of a rich text file."""
    page = _CODEPAGE.search(blob.raw[:4000].decode("latin-1"))
    plain: Callable[..., str] = striprtf.rtf_to_text
    encoding = f"cp{page.group(1)}" if page and page.group(1) != "65001" else "cp1252"
    try:
        text = plain(blob.raw.decode("latin-1"), encoding=encoding, errors="replace")
    except LookupError:
        yield note("encoding", f"{blob.name} names the unknown code page {encoding}; it was read as cp1252: check it.")
        text = plain(blob.raw.decode("latin-1"), encoding="cp1252", errors="replace")
    text = text.strip()
    if not text:
        raise UnreadableError("empty file", f"{blob.name} has no text.")
    if not blob.raw.rstrip().endswith(b"}"):
        yield note("damaged file", f"{blob.name} is cut off: its beginning was read.")
    yield Extract(text, blob.inside)
