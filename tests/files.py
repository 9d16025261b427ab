"""Files of all kinds, made from texts: what the tests of the readers read."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import docx
from fpdf import FPDF

NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/economy">Economy 2019</a></li></ul></nav>'
FOOTER = "<footer><p>Phone: +375 17 123 45 67. Copyright 2024. Exports rose by 99% to $99 billion.</p></footer>"


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text; wrapped lines are one."""
    blocks = text.replace("\r\n", "\n").split("\n\n") if "\n\n" in text else text.splitlines()
    return [" ".join(block.split()) for block in blocks if block.strip()]


def page(text: str, head: str = "", title: str = "") -> bytes:
    """A web page with a menu and a footer around the text."""
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(text))
    top = f"<h1>{html.escape(title)}</h1>" if title else ""
    named = f"<title>{html.escape(title)} | News</title>" if title else ""
    whole = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{named}{head}</head>'
    return f"{whole}<body>{NAV}<article>{top}{body}</article>{FOOTER}</body></html>".encode()


def latin(text: str) -> str:
    """The text in the letters that a PDF's own fonts have."""
    return text.encode("cp1252", "replace").decode("cp1252").replace("\u20ac", "EUR ")


def pdf(text: str, columns: int = 1, head: str = "", password: str = "") -> bytes:
    """A PDF of the text, in columns, with a running head and page numbers."""

    class Paper(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("Helvetica", size=8)
                self.cell(0, 6, head, new_x="LMARGIN", new_y="NEXT")
                self.ln(4)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, f"Page {self.page_no()}", align="C")

    paper = Paper()
    paper.core_fonts_encoding = "cp1252"
    paper.add_page()
    paper.set_font("Helvetica", size=10)
    with paper.text_columns(ncols=columns, gutter=8, text_align="L") as shown:
        for one in paragraphs(text):
            with shown.paragraph(bottom_margin=3) as part:
                part.write(latin(one))
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    return bytes(paper.output())


def scan(pages: int = 1) -> bytes:
    """A PDF whose pages are pictures."""
    from PIL import Image  # noqa: PLC0415 (only here)

    paper = FPDF()
    for _ in range(pages):
        paper.add_page()
        paper.image(Image.new("RGB", (40, 40), "gray"), 20, 20, 100)
    return bytes(paper.output())


def word(text: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file with the text and a table."""
    document = docx.Document()
    for one in paragraphs(text):
        document.add_paragraph(one)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for place, row in enumerate(rows):
            for cell, value in zip(table.rows[place].cells, row, strict=True):
                cell.text = value
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rich(text: str) -> bytes:
    """A rich text file."""
    escaped = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in _rtf_plain(text))
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}\\f0 " + escaped + "}").encode("ascii")


def _rtf_plain(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return plain.replace("\r\n", "\n").replace("\n", "\\par\n")


def mail(
    text: str, subject: str = "", date: str = "", attached: Mapping[str, bytes] | None = None, as_html: bool = False
) -> bytes:
    """A message with what is attached to it."""
    message = EmailMessage()
    message["From"] = "Press Office <press@example.org>"
    if date:
        message["Date"] = date
    message["Subject"] = subject
    if as_html:
        message.set_content(page(text).decode(), subtype="html")
    else:
        message.set_content(text, charset="utf-8", cte="base64")
    for name, raw in (attached or {}).items():
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def table(rows: Sequence[Mapping[str, str]], separator: str = ",") -> bytes:
    """A CSV file of the rows."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def lines(rows: Sequence[Mapping[str, object]]) -> bytes:
    """A file of JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows).encode()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, raw in members.items():
            packed.writestr(name, raw)
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz", links: Mapping[str, str] | None = None) -> bytes:
    """A TAR archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as packed:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            packed.addfile(info, io.BytesIO(raw))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            packed.addfile(info)
    return buffer.getvalue()


def thirty(texts: Sequence[str]) -> dict[str, bytes]:
    """Thirty files of all kinds, each from the next of the texts; the same text may come twice."""
    text = iter(texts * 3)
    files = {f"plain-{n}.txt": next(text).encode() for n in range(3)}
    files |= {"wide.txt": next(text).encode("utf-16"), "marked.md": next(text).encode("utf-8-sig")}
    files |= {f"page-{n}.html": page(next(text)) for n in range(5)}
    files |= {f"paper-{n}.pdf": pdf(next(text), columns=1 + n % 2) for n in range(4)}
    files |= {f"word-{n}.docx": word(next(text)) for n in range(3)}
    files |= {f"rich-{n}.rtf": rich(next(text)) for n in range(2)}
    files |= {f"mail-{n}.eml": mail(next(text)) for n in range(2)}
    files |= {"letter.eml": mail(next(text), as_html=True)}
    files |= {"export.csv": table([{"id": "row-a", "body": next(text)}, {"id": "row-b", "body": next(text)}])}
    files |= {"german.csv": table([{"id": "row-c", "text": next(text)}], ";")}
    files |= {"export.jsonl": lines([{"id": "line-a", "content": next(text)}, {"id": "line-b", "content": next(text)}])}
    files |= {"bundle.zip": zipped({"in/a.txt": next(text).encode(), "in/b.html": page(next(text))})}
    files |= {"bundle.tar.gz": tarred({"c.txt": next(text).encode(), "d.docx": word(next(text))})}
    files |= {"bundle.tar": tarred({"e.rtf": rich(next(text))}, "w")}
    files |= {
        "single.txt.gz": gzip.compress(next(text).encode()),
        "single-2.txt.bz2": bz2.compress(next(text).encode()),
    }
    return files
