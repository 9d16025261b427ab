"""Archives of the documents of tests/dev in every format, and the tables that a plain reading gives of them."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

import bilat_nb as bn

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


WRITERS = [write_lines, write_gzip, write_zstd, write_parquet, write_csv, write_folder, write_wet]


@cache
def plain_reading() -> bn.Facts:
    """What `parse` reads in the same documents."""
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
