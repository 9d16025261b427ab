"""Archives: whatever the format and the units, the tables are those of a plain reading, and can be asked for parts."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.archive import parse
from bilat_nb.archive.prefilter import Filter, checked
from bilat_nb.archive.records import records
from bilat_nb.archive.units import plan
from tests.archives import NAMES, TEXTS, UNIT, WRITERS, plain_reading, same, write_gzip, write_lines

TESTS = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def plain() -> bn.Facts:
    return plain_reading()


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


def test_a_glob_and_a_list_are_archives_too(tmp_path, plain):
    source = write_gzip(tmp_path)
    for asked in (str(tmp_path / "*.gz"), [source]):
        archive = bn.parse_archive(asked, tmp_path / "out", resume=False, progress=False)
        same(archive, plain)


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


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bn.Archive:
    folder = tmp_path_factory.mktemp("whole")
    return bn.parse_archive(write_lines(folder), folder / "out", unit_bytes=UNIT, workers=1, progress=False)


PAIRS = [None, ["BLR", "RUS"], ["KAZ", "CHN"], ["BLR"], ["BLR", "RUS", "KAZ"]]
YEARS = [None, 2010, 2017, date(2018, 5, 1), date(2024, 1, 1)]


@given(
    st.sampled_from(["trade", "energy", "contacts", "contact_counts"]),
    st.sampled_from(PAIRS),
    st.sampled_from(YEARS),
    st.sampled_from(YEARS),
    st.sampled_from([None, "poison", ["poison", NAMES[0]]]),
    st.sampled_from([None, "actual", ["planned", "held"]]),
)
def test_the_files_are_asked_for_what_select_keeps(whole, plain, table, countries, since, until, documents, status):
    asked = {"countries": countries, "since": since, "until": until, "documents": documents}
    if table != "contact_counts":
        asked["status"] = status
    found = whole.table(table, **asked)["fact_id"]
    assert sorted(found) == sorted(bn.select(getattr(plain, table), **asked)["fact_id"])


def test_what_the_tables_cannot_be_asked_is_said(whole):
    with pytest.raises(ValueError, match="There is no table"):
        whole.table("sport")
    with pytest.raises(ValueError, match="no column flw"):
        whole.table("trade", flw="exports")
    with pytest.raises(ValueError, match="name no countries"):
        whole.table("evidence", countries=["BLR"])
    with pytest.raises(ValueError, match="have no period"):
        whole.table("participants", since=2015)


def test_units_grow_with_the_archive_so_that_their_list_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr(parse, "UNIT_BYTES", 100)
    monkeypatch.setattr(parse, "UNITS", 10)
    (tmp_path / "news.jsonl").write_bytes(b"{}\n" * 300)
    assert parse.default_unit_bytes(tmp_path) == 100
    (tmp_path / "more.jsonl").write_bytes(b"{}\n" * 3000)
    size = parse.default_unit_bytes(tmp_path)
    assert size == 990 and len(plan(tmp_path, size)) == 11


def test_a_process_that_reads_units_loads_no_pandas(tmp_path):
    code = """
import sys
from pathlib import Path
from bilat_nb.archive.units import plan
from bilat_nb.archive.work import Job, do_unit
done = do_unit(Job(Path(sys.argv[2])), plan(sys.argv[1], 1 << 40)[0])
before = "pandas" in sys.modules
import pandas, pyarrow
print(done["read"], before, pyarrow.table({"a": [1]}).to_pandas().shape)
"""
    command = [sys.executable, "-c", code, str(write_lines(tmp_path)), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    child = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert child.stdout.strip() == f"{len(TEXTS)} False (1, 1)"


def test_each_unit_tells_its_cost(whole):
    assert (whole.summary["seconds"] >= 0).all()
    assert whole.summary["peak"].min() > 10e6  # no Python is smaller
    assert whole.complete and "of" not in repr(whole).split(" units")[0].split("documents in")[1]


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


@pytest.mark.parametrize("name", ["conditions", "parse", "prefilter", "records", "units"])
def test_examples(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.archive.{name}"))
    assert result.attempted and not result.failed
