"""Word files: paragraphs and tables in their order, without headers, footers and comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from bilat_nb.loading.extracts import Blob, Extract, Findings, Options, UnreadableError, needs
from bilat_nb.loading.zips import refuse_bombs

try:
    import docx
    from docx.table import Table
except ImportError as error:
    raise needs("python-docx", "A Word file") from error


def read(blob: Blob, options: Options) -> Findings:
    """Yield the text of a Word file: a line for every paragraph, and for every row of a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob.raw)) as packed:
            refuse_bombs(packed, blob.name, options.limits)
        document = docx.Document(io.BytesIO(blob.raw))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableError("damaged file", f"{blob.name} is not a whole Word file: fetch it again.") from error
    text = "\n\n".join(line for line in _lines(document) if line)
    if not text:
        raise UnreadableError("empty file", f"{blob.name} has no text.")
    yield Extract(text, blob.inside)


def _lines(holder: Any) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            yield from (_row(row) for row in block.rows)
        else:
            style = (block.style.name or "") if block.style is not None else ""
            text = " ".join(block.text.split())
            yield f"• {text}" if text and style.startswith("List") else text


def _row(row: Any) -> str:
    """The cells of a row, each once: a cell that spans several columns is listed for each of them."""
    cells: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            cells.append(" ".join(cell.text.split()))
    return " | ".join(cell for cell in cells if cell)
