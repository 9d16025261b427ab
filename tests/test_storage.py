"""Saved tables: what is loaded is what was saved, in every format, and no cell is a formula."""

from __future__ import annotations

import csv
import json
import tempfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.records import TABLES
from bilat_nb.storage import FORMATS, spreadsheet_safe

NEWS = "MINSK, 11 May 2018. Exports of Belarus to Russia rose by 23.5% to $12.9 billion in 2017, the minister said."


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.load_documents(bn.bundled_documents()))


def same(one: bn.Facts, other: bn.Facts) -> None:
    assert dict(one.texts) == dict(other.texts)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_loaded_is_what_was_saved(facts, tmp_path, ending):
    same(facts, bn.Facts.load(facts.save(tmp_path, format=ending)))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(FORMATS), st.text(max_size=40), st.sampled_from(["=1+1 ", "'", "@x ", "\r", '"', ",", "NA ", ""])
)
def test_any_text_comes_back(ending, more, start):
    facts = bn.parse({"a": f"{start}{NEWS} {more}", f"{start}b": f"{more} {start}{NEWS}\r\n{NEWS}"})
    with tempfile.TemporaryDirectory() as folder:
        same(facts, bn.Facts.load(facts.save(folder, format=ending)))


def test_the_last_save_counts(facts, tmp_path):
    facts.save(tmp_path)
    other = bn.parse({"note": NEWS})
    other.save(tmp_path, format="csv")
    same(other, bn.Facts.load(tmp_path))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "'=1"])
def test_no_cell_is_a_formula(text):
    (cell,) = spreadsheet_safe(pd.DataFrame({"quote": [text]}))["quote"]
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["+20%", "-5.3%", "- 1,200", "$5 billion", "Minsk"])
def test_numbers_and_words_stay_as_they_are(text):
    assert spreadsheet_safe(pd.DataFrame({"quote": [text]}))["quote"].tolist() == [text]


def test_saved_csv_and_the_csv_of_an_explorer_hold_no_formula(tmp_path):
    hostile = bn.parse({"=HYPERLINK(1)": NEWS})
    hostile.save(tmp_path, format="csv")
    shown = bn.explore_trade(hostile).csv().decode("utf-8-sig")
    for text in (*((tmp_path / f"{name}.csv").read_text(encoding="utf-8") for name in TABLES), shown):
        for row in csv.reader(text.splitlines()):
            assert not [cell for cell in row if cell.startswith(("=", "@"))]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_package_describes_every_file(facts, tmp_path, ending):
    facts.save(tmp_path, format=ending)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    tables = {r["name"]: r for r in package["resources"] if "schema" in r}
    assert len(tables) == len(TABLES)
    for resource in package["resources"]:
        assert (tmp_path / resource["path"]).is_file()
    for name in TABLES:
        fields = tables[name.replace("_", "-")]["schema"]["fields"]
        frame = getattr(facts, name)
        assert [field["name"] for field in fields] == list(frame.columns)
        for field in fields:
            limits = field.get("constraints", {})
            cells = frame[field["name"]]
            assert not (limits.get("required") and cells.isna().any()), (name, field["name"])
            assert not set(cells.dropna()) - set(limits.get("enum", cells)), (name, field["name"])


def test_another_format_is_refused(facts, tmp_path):
    with pytest.raises(ValueError, match="choose 'parquet', 'csv', 'jsonl'"):
        facts.save(tmp_path, format="xlsx")


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"documents\.parquet"):
        bn.Facts.load(tmp_path)
