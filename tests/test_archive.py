"""Archives: whatever the format, the units, the engine and the mishap, the tables are those of a plain reading."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json
import subprocess
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.archive.prefilter import Filter, checked
from bilat_nb.archive.records import records
from bilat_nb.archive.units import plan
from tests import archive_readers

TESTS = Path(__file__).resolve().parent
DEV = sorted((TESTS / "dev" / "documents").glob("*.txt"))[::3]
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in DEV}
NAMES = [*list(TEXTS)[:7], "poison", *list(TEXTS)[7:]]
TEXTS["poison"] = "Minsk, 5 May 2017. Exports of Belarus to Russia came to $10 billion in 2016."
ROWS = [{"id": name, "body": TEXTS[name], "publisher": "Agency"} for name in NAMES]
UNIT = 2500  # more units than any engine takes at once


def write_lines(folder: Path) -> Path:
    path = folder / "news.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return path


def write_gzip(folder: Path) -> Path:
    path = folder / "news.jsonl.gz"
    path.write_bytes(gzip.compress("".join(f"{json.dumps(row)}\n" for row in ROWS).encode()))
    return path


def write_zstd(folder: Path) -> Path:
    path = folder / "news.jsonl.zst"
    with pa.output_stream(path, compression="zstd") as stream:
        stream.write("".join(f"{json.dumps(row)}\n" for row in ROWS).encode())
    return path


def write_parquet(folder: Path) -> Path:
    path = folder / "news.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=5)
    return path


def write_csv(folder: Path) -> Path:
    path = folder / "news.csv"
    pacsv.write_csv(pa.Table.from_pylist(ROWS), path)
    return path


def write_folder(folder: Path) -> Path:
    (folder / "news").mkdir()
    for name, text in TEXTS.items():
        (folder / "news" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder / "news"


def write_wet(folder: Path) -> Path:
    warcio = pytest.importorskip("warcio.warcwriter")
    path = folder / "news.warc.gz"
    with path.open("wb") as stream:
        writer = warcio.WARCWriter(stream, gzip=True)
        for row in ROWS:
            body = pa.BufferReader(row["body"].encode())
            writer.write_record(writer.create_warc_record(row["id"], "conversion", payload=body))
    return path


def test_pages_of_a_web_archive_are_read_as_web_pages(tmp_path):
    warcio = pytest.importorskip("warcio.warcwriter")
    http = pytest.importorskip("warcio.statusandheaders")
    page = f"<html><head><title>Trade</title></head><body><nav>Menu</nav><p>{TEXTS['poison']}</p></body></html>"
    with (tmp_path / "web.warc").open("wb") as stream:
        writer = warcio.WARCWriter(stream, gzip=False)
        for kind, body in (("text/html", page), ("text/html", "<html></html>"), ("image/png", "no text")):
            headers = http.StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            record = ("http://example.org/a", "response", pa.BufferReader(body.encode()))
            writer.write_record(writer.create_warc_record(*record[:2], payload=record[2], http_headers=headers))
    archive = bn.parse_archive(tmp_path / "web.warc", tmp_path / "out", progress=False)
    assert archive.table("trade")["value"].tolist() == [1e10]
    assert archive.table("documents")["doc_id"].tolist() == ["http://example.org/a"]
    assert "has no text" in archive.table("problems")["detail"].iloc[0]


WRITERS = [write_lines, write_gzip, write_zstd, write_parquet, write_csv, write_folder, write_wet]


@pytest.fixture(scope="module")
def plain() -> bn.Facts:
    return bn.parse(TEXTS, progress=False)


def same(archive: bn.Archive, plain: bn.Facts, without: str | None = None) -> None:
    """Every table has the rows of the plain reading; where from and by whom is another question."""
    found = archive.facts()
    for name, expected in plain.tables():
        rows, frame = getattr(found, name), expected
        if without:
            frame, rows = frame[frame["doc_id"] != without], rows[rows["doc_id"] != without]
        if name == "documents":
            frame, rows = frame.drop(columns=["path", "publisher"]), rows.drop(columns=["path", "publisher"])
        key = [column for column in ("doc_id", "span_start", "span_stop", "fact_id", "role") if column in frame]
        frame, rows = (f.sort_values(key, kind="stable").reset_index(drop=True) for f in (frame, rows))
        pd.testing.assert_frame_equal(rows, frame)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_every_format_gives_the_tables_of_a_plain_reading(write, tmp_path, plain):
    archive = bn.parse_archive(write(tmp_path), tmp_path / "out", unit_bytes=UNIT, workers=1, progress=False)
    same(archive, plain)
    assert archive.summary["seen"].sum() == len(TEXTS)


@given(st.integers(1, 400), st.lists(st.text(max_size=30), max_size=12), st.booleans())
def test_units_of_any_size_hold_every_line_once(tmp_path_factory, size, texts, ended):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    body = "\n".join(json.dumps({"text": f"x{text}"}) for text in texts) + "\n" * ended
    path.write_bytes(body.encode("utf-8", "surrogatepass"))
    found = [r.document.text for unit in plan(path, size) for r in records(unit, {}) if r.document]
    assert [text.replace("\ufffd", "") for text in found] == [f"x{t}".replace("\ufffd", "") for t in texts]


ENGINES = ["local", pytest.param("dask", marks=pytest.mark.slow)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_process_changes_nothing(engine, tmp_path, plain, monkeypatch):
    if engine == "dask":
        pytest.importorskip("distributed")
    monkeypatch.setenv(archive_readers.LOG, str(tmp_path / "died"))
    archive = bn.parse_archive(
        write_lines(tmp_path),
        tmp_path / "out",
        engine=engine,
        workers=2,
        unit_bytes=UNIT,
        progress=False,
        read=archive_readers.dies_once,
    )
    assert (tmp_path / "died").exists()
    same(archive, plain)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_document_that_kills_every_process_is_left_out_and_named(engine, tmp_path, plain):
    if engine == "dask":
        pytest.importorskip("distributed")
    archive = bn.parse_archive(
        write_lines(tmp_path),
        tmp_path / "out",
        engine=engine,
        workers=2,
        unit_bytes=UNIT,
        progress=False,
        read=archive_readers.dies_at_poison,
    )
    told = archive.table("problems")
    assert told.loc[told["kind"] == "quarantined", "doc_id"].tolist() == ["poison"]
    same(archive, plain, without="poison")


def test_a_run_that_was_stopped_goes_on_and_reads_nothing_twice(tmp_path, plain, monkeypatch):
    log = tmp_path / "log"
    monkeypatch.setenv(archive_readers.LOG, str(log))
    source, out = write_lines(tmp_path), tmp_path / "out"
    asked = {"unit_bytes": UNIT, "workers": 1, "progress": False}
    with pytest.raises(KeyboardInterrupt):
        bn.parse_archive(source, out, read=archive_readers.stopped_at_poison, **asked)
    half = bn.open_archive(out)
    kept = set(half.table("documents")["doc_id"])
    assert 0 < len(kept) < len(TEXTS) and "poison" not in kept
    log.unlink()
    same(bn.parse_archive(source, out, read=archive_readers.logged, **asked), plain)
    assert kept.isdisjoint(log.read_text(encoding="utf-8").split())
    log.unlink()
    bn.parse_archive(source, out, read=archive_readers.logged, **asked)
    assert not log.exists()


def test_a_full_disk_leaves_no_torn_part(tmp_path, plain):
    source, small = write_lines(tmp_path), tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", str(small)]
    try:
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no right to make a small file system")
    except FileNotFoundError:
        pytest.skip("no mount on this system")
    asked = {"unit_bytes": UNIT, "workers": 1, "progress": False, "texts": "all"}
    try:
        with pytest.raises(OSError, match="No space left"):
            bn.parse_archive(source, small / "out", **asked)
        for path in small.rglob("*.parquet"):
            if "_aside" not in path.parts:
                pq.read_metadata(path)
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        same(bn.parse_archive(source, small / "out", **asked), plain)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_a_glob_and_a_list_are_archives_too(tmp_path, plain):
    source = write_gzip(tmp_path)
    for asked in (str(tmp_path / "*.gz"), [source]):
        archive = bn.parse_archive(asked, tmp_path / "out", resume=False, progress=False)
        same(archive, plain)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path):
    lines = [
        '{"text": "Exports of Belarus to Russia came to $10 billion in 2016.", "date": "2017-05-04"}',
        "no JSON",
        "[1, 2]",
        '{"headline": "only a title"}',
        json.dumps({"id": "long", "text": "a " * 3000}),
        '{"id": "half", "text": "Half a letter: \\ud800."}',
        '{"id": "when", "text": "One day.", "date": "04/05/2017"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 is all there is")
    limits = bn.Limits(max_chars=5000)
    archive = bn.parse_archive(tmp_path, tmp_path.parent / f"{tmp_path.name}-out", limits=limits, progress=False)
    told = archive.table("problems")
    kinds = told[told["kind"] != "no date"].groupby("kind").size().to_dict()
    assert kinds == {"unreadable record": 4, "too long": 1, "date": 1}
    assert set(archive.table("documents")["doc_id"]) == {"a@0", "half", "when"}
    assert archive.table("trade")["value"].tolist() == [1e10]


def test_a_document_that_takes_too_long_is_told(tmp_path, plain):
    source = write_lines(tmp_path)
    asked = {"workers": 1, "progress": False, "read": archive_readers.sleeps, "limits": bn.Limits(max_seconds=1)}
    archive = bn.parse_archive(source, tmp_path / "out", **asked)
    told = archive.table("problems")
    assert "longer than max_seconds=1" in told.loc[told["doc_id"] == "poison", "detail"].item()
    same(archive, plain, without="poison")


def test_a_folder_with_another_run_is_refused_and_begun_anew_on_request(tmp_path, plain):
    source, out = write_lines(tmp_path), tmp_path / "out"
    bn.parse_archive(source, out, pair=("BLR", "RUS"), progress=False)
    (out / "mine.txt").write_text("a file of the user's")
    with pytest.raises(ValueError, match="holds another run"):
        bn.parse_archive(source, out, progress=False)
    same(bn.parse_archive(source, out, resume=False, progress=False), plain)
    assert (out / "mine.txt").exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"engine": "spark"}, "engine is 'spark'"),
        ({"pair": ["BLR"]}, "two country codes"),
        ({"countries": ["XXX"]}, "no such country"),
        ({"topics": ["sport"]}, "no such topic"),
        ({"partition": "day"}, "partition is 'day'"),
        ({"texts": "some"}, "texts is 'some'"),
        ({"since": "May"}, "write a day as 2018-05-11"),
        ({"until": "2018-02-31"}, "write a day as"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, words, tmp_path):
    with pytest.raises(ValueError, match=words):
        bn.parse_archive(write_lines(tmp_path), tmp_path / "out", **asked)
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        bn.parse_archive(tmp_path / "missing", tmp_path / "out")
    with pytest.raises(FileNotFoundError, match="no results of parse_archive"):
        bn.open_archive(tmp_path)


@pytest.mark.parametrize("partition", [None, "year", "source"])
def test_the_tables_are_asked_without_loading_them(partition, tmp_path, plain):
    archive = bn.parse_archive(write_lines(tmp_path), tmp_path / "out", partition=partition, progress=False)
    same(archive, plain)
    dollars = archive.table("trade", where=ds.field("unit") == "USD")
    assert len(dollars) == (plain.trade["unit"] == "USD").sum() > 0
    counted = archive.sql("select count(*) as n from trade where unit = 'USD'")
    assert counted["n"].item() == len(dollars)
    pair = archive.facts(countries=["BLR", "RUS"])
    assert "poison" in set(pair.documents["doc_id"]) and len(pair.documents) < len(plain.documents)
    row = pair.trade[pair.trade["doc_id"] == "poison"].iloc[0]
    assert pair.texts["poison"][row["span_start"] : row["span_stop"]] == row["quote"]
    if partition:
        assert f"{partition}=" in archive.units[0]["parts"][0]


def test_the_filter_passes_every_document_with_rows_of_its_pair(plain):
    trade = plain.trade.dropna(subset=["reporter", "partner"])
    for doc_id, reporter, partner in trade[["doc_id", "reporter", "partner"]].drop_duplicates().itertuples(index=False):
        if len(reporter) == len(partner) == 3 and "WLD" not in (reporter, partner):
            document = bn.Document(doc_id, TEXTS[doc_id])
            assert Filter(pair=(reporter, partner)).passes(document), (doc_id, reporter, partner)
    for topic in ("trade", "energy", "contacts"):
        for doc_id in getattr(plain, topic)["doc_id"].unique():
            assert checked(None, None, None, None, [topic]).passes(bn.Document(doc_id, TEXTS[doc_id])), (doc_id, topic)


@pytest.mark.parametrize(
    ("text", "asked", "passes"),
    [
        ("Minsk and the Russians agreed.", {"pair": ("BLR", "RUS")}, True),
        ("Minsk agreed.", {"pair": ("BLR", "RUS")}, False),
        ("The Chadian team won.", {"countries": ("TCD",)}, True),
        ("Chadwick won.", {"countries": ("TCD",)}, False),
        ("They met in May.", {"topics": ("contacts",)}, True),
        ("İstanbul: Russian gas", {"countries": ("RUS",)}, True),
    ],
)
def test_the_filter_reads_whole_words(text, asked, passes):
    assert Filter(**asked).passes(bn.Document("a", text)) is passes


@pytest.mark.parametrize("name", ["parse", "prefilter", "records", "units"])
def test_examples(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.archive.{name}"))
    assert result.attempted and not result.failed
