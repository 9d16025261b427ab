"""Plain text and Markdown: the text is what the file says."""

from __future__ import annotations

from bilat_nb.loading.encoding import decoded
from bilat_nb.loading.extracts import Blob, Extract, Findings, Options


def read(blob: Blob, options: Options) -> Findings:  # noqa: ARG001 (all readers are called alike)
    """Yield the text of a file."""
    text, told = decoded(blob.raw, blob.name, blob.charset)
    yield from told
    yield Extract(text, blob.inside)
