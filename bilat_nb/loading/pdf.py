"""PDF: the text in reading order, with the offset at which every page begins.

PDFium gives characters and where they stand; `layout` puts them into lines, columns and paragraphs. What stands on the
edge of page after page, and lone page numbers, are left out. Pages without any text are told: they are pictures.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from bilat_nb.loading.extracts import Blob, Extract, Findings, Limits, Options, Problem, UnreadableError, needs, note
from bilat_nb.loading.layout import Glyph, Line, edges, flowing, in_order, lines_of

try:
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c
except ImportError as error:
    raise needs("pypdfium2", "A PDF") from error

_STEP = 1 << 16
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?i)\s*(?:page\s*|p\.\s*|[-–—]\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—]?\s*"
)


def read(blob: Blob, options: Options) -> Findings:
    """Yield the text of a PDF."""
    refuse_bombs(blob, options.limits)
    document = _opened(blob)
    try:
        count = len(document)
        if count > options.limits.max_pages:
            yield note(
                "too large", f"{blob.name}: only the first {options.limits.max_pages:,} of {count:,} pages are read."
            )
        pages = [_page_lines(document, index) for index in range(min(count, options.limits.max_pages))]
        pictures = [index + 1 for index, lines in enumerate(pages) if not lines and _has_picture(document, index)]
    finally:
        document.close()
    yield from _scanned(blob, pictures, len(pages))
    repeated = _repeated(pages)
    text, starts = _joined([in_order(_without_edges(lines, repeated)) for lines in pages])
    if not text.strip():
        if not pictures:
            raise UnreadableError("empty file", f"{blob.name} has no text.")
        return
    yield Extract(text, blob.inside, pages=tuple(starts))


def refuse_bombs(blob: Blob, limits: Limits) -> None:
    """Unpack the streams of a PDF piece by piece, and refuse it when they are too large.

    Raises
    ------
    UnreadableError
        If one stream is over ``max_bytes`` or all together are over ``max_total``.
    """
    total = 0
    at = blob.raw.find(b"stream")
    while at >= 0:
        own, start = 0, at + len(b"stream")
        at = blob.raw.find(b"stream", start)
        start += {b"\r\n": 2}.get(blob.raw[start : start + 2], 1)
        for size in _unpacked(blob.raw, start):
            own += size
            total += size
            if own > limits.max_bytes or total > limits.max_total:
                raise UnreadableError("too large", f"{blob.name} unpacks to over {own:,} bytes: it may be an attack.")


def _unpacked(raw: bytes, start: int) -> Iterator[int]:
    """Sizes of the pieces that a deflated stream gives; none for other streams."""
    if raw[start : start + 1] not in (b"x", b"h", b"H", b"\x08", b"\x18", b"\x28", b"\x38", b"\x48", b"\x58"):
        return
    packer, at = zlib.decompressobj(), start
    try:
        while not packer.eof and at < len(raw):
            piece = packer.decompress(packer.unconsumed_tail or raw[at : at + _STEP], 16 * _STEP)
            if not packer.unconsumed_tail:
                at += _STEP
            yield len(piece)
    except zlib.error:
        return


def _opened(blob: Blob) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(blob.raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                "password", f"{blob.name} is protected by a password: save a copy without it."
            ) from error
        raise UnreadableError("damaged file", f"{blob.name} is not a whole PDF: fetch it again.") from error


def _page_lines(document: pdfium.PdfDocument, index: int) -> list[Line]:
    """What is printed on one page; nothing for a page that is damaged or a picture."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return []
    try:
        text = page.get_textpage()
        try:
            return lines_of(list(_glyphs(text)))
        finally:
            text.close()
    except pdfium.PdfiumError:
        return []
    finally:
        page.close()


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Every printed character with its box, in the order of the file."""
    box = pdfium_c.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, index)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            continue
        # the loose box is as high as the font, whatever the letter: letters of one line stand on one level
        pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
        made = pdfium_c.FPDFText_IsGenerated(text, index) == 1
        size = float(pdfium_c.FPDFText_GetFontSize(text, index))
        yield Glyph(chr(code), box.left, box.right, box.bottom, box.top, size, made)


def _has_picture(document: pdfium.PdfDocument, index: int) -> bool:
    try:
        page = document[index]
        found = any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2))
        page.close()
    except pdfium.PdfiumError:
        return False
    return found


def _scanned(blob: Blob, pictures: list[int], count: int) -> Iterator[Problem]:
    if not pictures:
        return
    which = "its pages are" if len(pictures) == count else f"pages {_ranges(pictures)} are"
    detail = f"{blob.name}: {which} pictures without text: recognise it first, as with ocrmypdf."
    yield note("scanned pages", detail)


def _ranges(pages: list[int]) -> str:
    """Numbers in few words: 1-3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _repeated(pages: list[list[Line]]) -> set[str]:
    """Lines on the edge that stand, but for their numbers, on at least three pages and on a third of them."""
    count = Counter(key for lines in pages for key in {_key(line) for line in edges(lines)})
    return {key for key, often in count.items() if often >= 3 and often * 3 >= len(pages)}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _without_edges(lines: list[Line], repeated: set[str]) -> list[Line]:
    """The lines without running heads and page numbers."""
    lone = {line.middle for line in lines}
    out = [
        line
        for line in edges(lines)
        if _key(line) in repeated or (len(lone) > 1 and _alone(line, lines) and _PAGE_NUMBER.fullmatch(line.text))
    ]
    return [line for line in lines if not any(line is one for one in out)]


def _alone(line: Line, lines: list[Line]) -> bool:
    """Whether nothing else is printed at the height of a line: a cell of a table is no page number."""
    return not any(one is not line and abs(one.middle - line.middle) < line.size / 2 for one in lines)


def _joined(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """One text of all pages, with the offset at which each begins."""
    whole = " ".join(line.text for lines in pages for line in lines)
    text, starts = "", []
    for lines in pages:
        body = flowing(lines, whole)
        if text and body:
            # a sentence that goes on over the page stays in one paragraph
            long = len(text) - text.rfind("\n") > 120
            goes_on = text.rstrip("'\"”’)]")[-1:] not in ".!?:;…" and (long or body[:1].islower())
            text += " " if goes_on else "\n\n"
        starts.append(len(text))
        text += body
    return text, starts
