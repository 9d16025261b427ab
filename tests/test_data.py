"""The bundled documents, the reference figures and the gold are what they claim to be."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "data" / "documents"
GOLD_SETS = {"gold": DOCUMENTS} | {f"{kind}/gold": ROOT / "tests" / kind / "documents" for kind in ("dev", "held")}
GOLD_FILES = [(path, GOLD_SETS[kind]) for kind in GOLD_SETS for path in sorted((ROOT / "tests" / kind).glob("*.json"))]
REFERENCE_COLUMNS = """
    period_start period_end reporter partner flow_or_commodity indicator value unit source_name source_url note
""".split()
FACT_TABLES = ("trade", "energy", "contacts", "contact_counts")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_sidecar_lists_every_document_with_its_checksum():
    listed = {row["file"]: row["sha256"] for row in rows(ROOT / "data" / "documents.csv")}
    assert listed == {path.name: sha256(path) for path in DOCUMENTS.iterdir()}


def test_sidecar_columns_and_empty_dates():
    sidecar = rows(ROOT / "data" / "documents.csv")
    assert list(sidecar[0]) == ["file", "publisher", "published", "language", "sha256", "note"]
    # the dates are read from the texts, as with a document of one's own
    assert {row["published"] for row in sidecar} == {""}


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "reference").glob("*.csv")), ids=lambda path: path.stem)
def test_reference_table(path):
    table = rows(path)
    assert list(table[0]) == REFERENCE_COLUMNS
    for row in table:
        assert date.fromisoformat(row["period_start"]) <= date.fromisoformat(row["period_end"]), row
        assert float(row["value"]) == float(row["value"]), row
        assert all(len(row[side]) == 3 and row[side].isupper() for side in ("reporter", "partner")), row
        assert all(row[column] for column in ("indicator", "unit", "source_name", "source_url")), row


def test_readme_counts_the_reference_rows():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "data" / "reference").glob("*.csv"):
        line = next(line for line in readme.splitlines() if f"`{path.name}`" in line)
        assert line.rstrip(" |").rpartition(" ")[2] == str(len(rows(path)))


def test_every_document_has_gold():
    assert GOLD_FILES
    for kind, documents in GOLD_SETS.items():
        assert {path.stem for path in (ROOT / "tests" / kind).glob("*.json")} == {
            path.stem for path in documents.glob("*.txt")
        }


@pytest.mark.parametrize(("path", "documents"), GOLD_FILES, ids=[path.stem for path, _ in GOLD_FILES])
def test_gold_is_about_its_document(path, documents):
    gold = json.loads(path.read_text(encoding="utf-8"))
    source = documents / f"{path.stem}.txt"
    text = source.read_bytes().decode("utf-8")
    assert (gold["doc_id"], gold["sha256"], gold["n_chars"]) == (path.stem, sha256(source), len(text))
    missing = [row["evidence"] for table in FACT_TABLES for row in gold[table] if row["evidence"] not in text]
    assert not missing
