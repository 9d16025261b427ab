"""What may go wrong with a run over an archive: the tables are those of an undisturbed run, and the fault is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import bilat_nb as bn
from bilat_nb.archive import local
from tests import archive_readers
from tests.archives import ROWS, TEXTS, UNIT, plain_reading, same, write_gzip, write_lines


@pytest.fixture(scope="module")
def plain() -> bn.Facts:
    return plain_reading()


ROOT = Path(__file__).resolve().parent.parent
ENGINES = ["local", pytest.param("dask", marks=pytest.mark.slow)]
SLOW_DASK = pytest.param("dask", 2, marks=pytest.mark.slow)


def in_two_processes(engine, tmp_path, read):
    """Read the archive of these tests with a reader that fails in its own way."""
    if engine == "dask":
        pytest.importorskip("distributed")
    options = {"engine": engine, "workers": 2, "unit_bytes": UNIT, "progress": False}
    return bn.parse_archive(write_lines(tmp_path), tmp_path / "out", read=read, **options)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_process_changes_nothing(engine, tmp_path, plain, monkeypatch, capsys):
    monkeypatch.setenv(archive_readers.LOG, str(tmp_path / "died"))
    archive = in_two_processes(engine, tmp_path, archive_readers.dies_once)
    assert (tmp_path / "died").exists()
    if engine == "local":  # Dask has its own log
        assert "was read again" in capsys.readouterr().err
    same(archive, plain)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_document_that_kills_every_process_is_left_out_and_named(engine, tmp_path, plain):
    archive = in_two_processes(engine, tmp_path, archive_readers.dies_at_poison)
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


@pytest.mark.parametrize(("engine", "workers"), [("local", 1), ("local", 2), SLOW_DASK])
def test_a_full_disk_leaves_no_torn_part(engine, workers, tmp_path, plain):
    if engine == "dask":
        pytest.importorskip("distributed")
    source, small = write_lines(tmp_path), tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", str(small)]
    try:
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no right to make a small file system")
    except FileNotFoundError:
        pytest.skip("no mount on this system")
    asked = {"unit_bytes": UNIT, "engine": engine, "workers": workers, "progress": False, "texts": "all"}
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


def begun(source: Path, out: Path, engine: str, read: str) -> subprocess.Popen[str]:
    """A run in a process of its own, of which one unit at least is done."""
    code = (
        "import bilat_nb as bn; from tests import archive_readers; "
        f"bn.parse_archive({str(source)!r}, {str(out)!r}, engine={engine!r}, workers=2, unit_bytes={UNIT}, "
        f"progress=False, read=archive_readers.{read})"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    run = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until(lambda: any((out / "_done").glob("*.json")) or run.poll() is not None)
    assert run.poll() is None, run.stderr and run.stderr.read()
    return run


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_is_killed_leaves_no_process_behind_and_goes_on(engine, tmp_path, plain):
    psutil = pytest.importorskip("psutil")
    if engine == "dask":
        pytest.importorskip("distributed")
    source, out = write_lines(tmp_path), tmp_path / "out"
    run = begun(source, out, engine, "slow")
    children = psutil.Process(run.pid).children(recursive=True)
    assert len(children) >= 2
    run.kill()
    run.communicate()
    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children), 20)
    half = bn.open_archive(out)
    assert not half.complete and "of" in repr(half)
    whole = bn.parse_archive(source, out, engine=engine, workers=2, unit_bytes=UNIT, progress=False)
    assert whole.complete
    same(whole, plain)
    assert not any((out / name).exists() for name in ("_aside", "_reading"))


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
@pytest.mark.parametrize("engine", ENGINES)
def test_the_keyboard_stops_a_run_at_once_and_it_goes_on(engine, tmp_path, plain):
    if engine == "dask":
        pytest.importorskip("distributed")
    source, out = write_lines(tmp_path), tmp_path / "out"
    run = begun(source, out, engine, "sleeps")  # for 20 seconds, at one document
    until(lambda: any("poison" in path.read_text("utf-8") for path in (out / "_reading").glob("*.txt")))
    before = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert time.monotonic() - before < 12
    assert run.returncode != 0 and "What is done is kept" in told
    same(bn.parse_archive(source, out, workers=2, unit_bytes=UNIT, progress=False), plain)


def test_processes_are_replaced_and_every_unit_is_read_once(tmp_path, plain, monkeypatch):
    monkeypatch.setattr(local, "FRESH", 2 * UNIT)
    monkeypatch.setattr(local, "_ROUND", 2)
    source, read = write_lines(tmp_path), partial(archive_readers.logged_process, str(tmp_path / "log"))
    asked = {"unit_bytes": UNIT, "workers": 2, "progress": False, "read": read}
    same(bn.parse_archive(source, tmp_path / "out", **asked), plain)
    lines = [line.split() for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert sorted(name for name, _ in lines) == sorted(TEXTS)
    assert len({pid for _, pid in lines}) > 2


def test_bad_lines_among_good_ones_change_no_table(tmp_path, plain):
    lines = [line for row in ROWS for line in (json.dumps(row), '{"id": "torn", "body": "Trade of')]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    archive = bn.parse_archive(tmp_path / "news.jsonl", tmp_path / "out", unit_bytes=UNIT, progress=False)
    assert archive.problem_kinds.pop("unreadable record") == len(ROWS)
    own = archive.table("problems", where=ds.field("kind") != "unreadable record")
    assert len(own) == len(plain.problems)
    for name in ("trade", "energy", "contacts", "evidence"):
        assert len(archive.table(name)) == len(getattr(plain, name))


def test_a_compressed_file_that_ends_too_early_is_read_as_far_as_it_goes(tmp_path):
    path = write_gzip(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    archive = bn.parse_archive(path, tmp_path / "out", progress=False)
    assert 0 < archive.units[0]["read"] < len(ROWS)
    told = archive.table("problems", kind="unreadable record")
    assert "cannot be read further" in told["detail"].item()


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
