"""Hostile and broken files: each is told with what to do, costs no other file, and cannot reach out of its folder."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.loading import files as reading
from bilat_nb.loading.dispatch import extracts
from bilat_nb.loading.extracts import Blob, Extract, Limits, Options
from bilat_nb.loading.kinds import TEXT_FILES
from tests import files

NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."
MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def nested(depth: int) -> bytes:
    raw = NEWS.encode()
    for level in range(depth):
        raw = files.zipped({f"{level}.zip" if level else "note.txt": raw})
    return raw


def with_password() -> bytes:
    """A ZIP archive that says of its member that it is encrypted."""
    raw = bytearray(files.zipped({"note.txt": NEWS.encode()}))
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(head) + place] |= 1
    return bytes(raw)


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def pdf_bomb(size: int) -> bytes:
    stream = zlib.compress(bytes(size), 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    length = str(len(stream)).encode()
    return (
        head + b"4 0 obj<</Filter/FlateDecode/Length " + length + b">>stream\n" + stream + b"\nendstream endobj\n%%EOF"
    )


SMALL = Limits(max_bytes=200_000, max_total=600_000, max_members=50)
ZIP = files.zipped({"note.txt": NEWS.encode()})
BROKEN = {
    "empty.txt": (b"", "empty file"),
    "empty.pdf": (b"", "empty file"),
    "blank.html": (b"<html><body><p> </p></body></html>", "empty file"),
    "cut.pdf": (files.pdf(NEWS)[:500], "damaged file"),
    "cut.docx": (files.word(NEWS)[:900], "damaged file"),
    "cut.zip": (ZIP[:40], "damaged file"),
    "cut.txt.gz": (gzip.compress(os.urandom(4000))[:500], "damaged file"),
    "cut.tar.gz": (files.tarred({"a.txt": os.urandom(4000)})[:900], "damaged file"),
    "cut.jsonl": (b'{"text": "Gas fl', "damaged file"),
    "cut.rtf": (files.rich(NEWS)[:-1], "damaged file"),
    "no-head.eml": (b"just words", "damaged file"),
    "junk.pdf": (b"\x00\x01" * 300, "damaged file"),
    "junk.txt": (bytes(range(256)) * 40, "binary file"),
    "nul.txt": (b"Trade\x00grew by 5%.\x00", "binary file"),
    "locked.pdf": (files.pdf(NEWS, password="secret"), "password"),
    "locked.zip": (with_password(), "password"),
    "paper.txt": (files.pdf(NEWS), "wrong ending"),
    "page.txt": (files.page(NEWS), "wrong ending"),
    "words.pdf": (NEWS.encode(), "wrong ending"),
    "archive.docx": (ZIP, "wrong ending"),
    "sheet.xlsx": (files.zipped({"[Content_Types].xml": b"<x/>"}), "unknown format"),
    "old.doc": (MARK + bytes(600), "unknown format"),
    "deep.zip": (nested(6), "nested too deep"),
    "bomb.zip": (files.zipped({"zeros.txt": bytes(3_000_000)}), "too large"),
    "bomb.txt.gz": (gzip.compress(bytes(3_000_000)), "too large"),
    "bomb.tar.gz": (files.tarred({"zeros.txt": bytes(3_000_000)}), "too large"),
    "bomb.docx": (files.zipped({"word/document.xml": bytes(3_000_000)}), "too large"),
    "bomb.pdf": (pdf_bomb(3_000_000), "too large"),
    "many.zip": (files.zipped({f"{n}.txt": b"x" for n in range(60)}), "too large"),
    "many.tar": (files.tarred({f"{n}.txt": b"x" for n in range(60)}, "w"), "too large"),
    "large.txt": (b"x" * 200_001, "too large"),
    "up.zip": (files.zipped({"../../up.txt": b"x", "note.txt": NEWS.encode()}), "unsafe name"),
    "root.zip": (files.zipped({"/etc/cron.txt": b"x"}), "unsafe name"),
    "drive.zip": (files.zipped({"C:\\boot.txt": b"x"}), "unsafe name"),
    "up.tar": (files.tarred({"../up.txt": b"x"}, "w"), "unsafe name"),
    "link.zip": (linked(), "link"),
    "link.tar": (files.tarred({}, "w", {"link.txt": "/etc/passwd"}), "link"),
    "halves.jsonl": (b'{"text": "Trade grew \\ud800 by 5%."}', "characters"),
    "list.jsonl": (b"[1, 2]\n", "damaged file"),
    "columns.csv": (b"a,b\n1,2\n", "columns"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_and_the_others_are_read(tmp_path, name):
    raw, kind = BROKEN[name]
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "zz-good.txt").write_text(NEWS, encoding="utf-8")
    facts = bn.parse(bn.load_documents(tmp_path, limits=SMALL, duplicates="ignore"))
    assert "zz-good" in facts.documents["doc_id"].tolist()
    rows = facts.problems[facts.problems["kind"] == kind]
    assert len(rows) == 1, facts.problems
    assert name in rows["detail"].iloc[0], "the file is named"
    assert len(rows["detail"].iloc[0]) >= len(name) + 12, "and what is wrong with it"


def test_what_stands_beside_an_unsafe_name_is_read():
    found = list(extracts(Blob(BROKEN["up.zip"][0], "up.zip"), Options()))
    assert [one.text for one in found if isinstance(one, Extract)] == [NEWS]


def test_nothing_is_written_beside_an_archive(tmp_path):
    inside = tmp_path / "in" / "side"
    inside.mkdir(parents=True)
    (inside / "up.zip").write_bytes(BROKEN["up.zip"][0])
    (inside / "up.tar").write_bytes(BROKEN["up.tar"][0])
    bn.load_documents(inside)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["up.tar", "up.zip"]


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Exports rose by 99%.", encoding="utf-8")
    folder = tmp_path / "mine"
    (folder / "sub").mkdir(parents=True)
    (folder / "note.txt").write_text(NEWS, encoding="utf-8")
    (folder / "out.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    (folder / "sub" / "round").symlink_to(folder)
    corpus = bn.load_documents(folder)
    assert [d.text for d in corpus] == [NEWS]
    assert [p["kind"] for p in corpus.problems] == ["link"] * 3


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NEWS + name, encoding="utf-8")
    plain = Path.open

    def refusing(self, *arguments, **named):
        if self.name == "a.txt":  # tests may run as root, who may read anything
            raise PermissionError(13, "Permission denied", str(self))
        return plain(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refusing)
    corpus = bn.load_documents(tmp_path)
    assert [d.doc_id for d in corpus] == ["b"]
    assert corpus.problems[0]["kind"] == "unreadable file" and "Permission denied" in corpus.problems[0]["detail"]


def test_a_file_that_changes_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "note.txt"
    path.write_text(NEWS, encoding="utf-8")
    whole = os.fstat

    def growing(number):
        with path.open("a", encoding="utf-8") as file:
            file.write(" More.")
        return whole(number)

    monkeypatch.setattr(reading.os, "fstat", growing)
    corpus = bn.load_documents(path)
    assert not len(corpus)
    assert corpus.problems[0]["kind"] == "changed while read"


def test_a_hundred_megabytes_in_one_line(tmp_path):
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"word " * 200_000)
    tracemalloc.start()
    corpus = bn.load_documents(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert corpus.problems[0]["kind"] == "too large"
    assert peak < 10_000_000, "it was not even read"
    once = bn.load_documents(path, limits=Limits(max_bytes=200_000_000))
    assert len(once[0].text) == 100_000_000


def test_a_bomb_is_not_unpacked_in_memory():
    bomb = files.zipped({"zeros.txt": bytes(400_000_000)})
    start = time.process_time()
    (row,) = extracts(Blob(bomb, "bomb.zip"), Options())
    assert row["kind"] == "too large"
    assert time.process_time() - start < 0.5


def test_a_size_that_an_archive_lies_about():
    raw = bytearray(files.zipped({"zeros.txt": bytes(3_000_000)}))
    raw[raw.index(b"PK\x01\x02") + 24 : raw.index(b"PK\x01\x02") + 28] = struct.pack("<I", 100)
    found = list(extracts(Blob(bytes(raw), "liar.zip"), Options(SMALL)))
    assert [row["kind"] for row in found if isinstance(row, dict)] in (["damaged file"], ["binary file"])


def test_ten_thousand_files(tmp_path):
    for folder in range(10):
        (tmp_path / str(folder)).mkdir()
        for number in range(1000):
            (tmp_path / str(folder) / f"{number}.txt").write_text(f"Exports of {folder} and {number} grew.")
    start = time.process_time()
    corpus = bn.load_documents(tmp_path)
    assert len(corpus) == 10_000
    assert len({d.doc_id for d in corpus}) == 10_000
    assert time.process_time() - start < 20


def test_controls_that_turn_the_line_round_stay_and_do_no_harm(tmp_path):
    text = f"\u202e{NEWS}\u202c \u2066Exports\u2069"
    (tmp_path / "evil\u202etxt.exe.txt").write_text(text, encoding="utf-8")
    corpus = bn.load_documents(tmp_path)
    assert corpus[0].text == text
    facts = bn.parse(corpus)
    assert len(facts.trade) == 2
    assert all(facts.quote(row) for row in facts.trade["fact_id"])


def test_a_page_with_a_million_open_tags():
    raw = b"<html><body>" + b"<div>" * 200_000 + NEWS.encode() + b"</body></html>"
    start = time.process_time()
    found = list(extracts(Blob(raw, "deep.html"), Options()))
    assert len(found) == 1
    assert time.process_time() - start < 20


def test_entities_of_a_word_file_are_not_unfolded():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{lol}]>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body += f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&l9;&f;</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(io.BytesIO(files.word(NEWS))) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    raw = files.zipped({**members, "word/document.xml": body.encode()})
    start = time.process_time()
    found = list(extracts(Blob(raw, "lol.docx"), Options()))
    assert "root:" not in str(found) and "lollol" not in str(found)
    assert time.process_time() - start < 2


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*TEXT_FILES, ".tar.gz", ""]),
    st.binary(max_size=400),
    st.sampled_from(["", "%PDF-1.4\n", "PK\x03\x04", "{\\rtf1", "<html>"]),
)
def test_no_bytes_under_any_name_raise(ending, raw, start):
    for found in extracts(Blob(start.encode() + raw, f"a{ending}"), Options()):
        assert isinstance(found, Extract) or found["detail"]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(BROKEN)), st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 3000))
def test_no_damage_to_a_file_raises(name, place, byte, cut):
    raw = bytearray(BROKEN[name][0][: -cut or None])
    if raw:
        raw[place % len(raw)] = byte
    for found in extracts(Blob(bytes(raw), name), Options(SMALL)):
        assert isinstance(found, Extract) or found["detail"]


def test_members_of_a_tar_that_are_no_files():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        for name, kind in (("fifo.txt", tarfile.FIFOTYPE), ("hard.txt", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "../../etc/passwd"
            packed.addfile(info)
    found = list(extracts(Blob(buffer.getvalue(), "odd.tar"), Options()))
    assert [row["kind"] for row in found] == ["unknown format", "link"]
