"""The whole reading: the first property (every span quotes its text), the contract of the tables, hostile input."""

import gc
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.finding import read_facts
from bilat_nb.records import FACT_TABLES, schema

LINES = (Path(__file__).parent / "cases" / "pieces.txt").read_text(encoding="utf-8").splitlines()
PIECES = [*(line for line in LINES if not line.startswith("#")), "\n", "\u00a0", "\u2009"]
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=300)


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.load_documents(bn.bundled_documents()))


def check_spans(facts):
    for name in (*FACT_TABLES, "evidence"):
        frame = getattr(facts, name)
        for row in frame.to_dict("records"):
            assert facts.texts[row["doc_id"]][row["span_start"] : row["span_stop"]] == row["quote"], (name, row)
            assert row["span_start"] < row["span_stop"]


def test_every_row_of_every_table_quotes_its_text(facts):
    assert len(facts.trade) and len(facts.energy) and len(facts.contacts) and len(facts.contact_counts)
    check_spans(facts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_text_is_read_and_quoted(text):
    if not text.strip():
        return
    facts = bn.parse({"any": text}, progress=False)
    faults = facts.problems[facts.problems["kind"].isin(["fault in a rule", "unreadable document"])]
    assert faults.empty, faults["detail"].tolist()
    check_spans(facts)


def test_tables_have_the_columns_dtypes_and_values_of_the_schema(facts):
    for name, frame in facts.tables():
        columns = schema()[name]
        assert list(frame) == list(columns), name
        for column, row in columns.items():
            cells = frame[column]
            if row["nullable"] == "no":
                assert cells.notna().all(), (name, column)
            if row["allowed"]:
                assert set(cells.dropna()) <= set(row["allowed"].split()), (name, column)
            if row["dtype"] == "string":
                assert not (cells.dropna() == "").any(), (name, column)
            if row["dtype"] == "datetime":
                assert pd.api.types.is_datetime64_any_dtype(cells), (name, column)


def test_names_of_rows_are_unique_and_the_same_from_run_to_run(facts):
    again = bn.parse(bn.load_documents(bn.bundled_documents()))
    for name in FACT_TABLES:
        ids = getattr(facts, name)["fact_id"].tolist()
        assert len(set(ids)) == len(ids)
        assert ids == getattr(again, name)["fact_id"].tolist()


def test_every_figure_says_who_uses_it_or_why_nobody_does(facts):
    quantities = facts.quantities
    assert (quantities["used_by"].notna() ^ quantities["why_not"].notna()).all()
    known = {fact_id for name in FACT_TABLES for fact_id in getattr(facts, name)["fact_id"]}
    assert set(quantities["used_by"].dropna()) <= known
    assert set(facts.evidence["fact_id"]) <= known


def test_periods_are_in_order(facts):
    for name in ("trade", "energy", "contact_counts", "quantities"):
        frame = getattr(facts, name).dropna(subset=["period_start", "period_end"])
        assert (frame["period_start"] <= frame["period_end"]).all(), name


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_saved_and_loaded_again_the_tables_are_the_same(facts, tmp_path, form):
    loaded = bn.Facts.load(facts.save(tmp_path / "out", form))
    for name, frame in facts.tables():
        pd.testing.assert_frame_equal(getattr(loaded, name), frame)
    assert dict(loaded.texts) == dict(facts.texts)
    assert (tmp_path / "out" / "data_dictionary.csv").is_file()


def test_loading_from_a_folder_without_tables_says_what_to_name(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"Facts\.save"):
        bn.Facts.load(tmp_path)


def test_two_processes_read_what_one_reads(facts):
    both = bn.parse(bn.load_documents(bn.bundled_documents()), workers=2)
    for name, frame in facts.tables():
        pd.testing.assert_frame_equal(getattr(both, name), frame)


def test_reading_leaves_nothing_for_the_garbage_collector():
    documents = list(bn.load_documents(bn.bundled_documents()))
    list(map(read_facts, documents))  # loads the vocabulary
    gc.collect()
    gc.disable()
    try:
        list(map(read_facts, documents))
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_garbage_collector_is_slower_only_while_documents_are_read():
    before, inside = gc.get_threshold(), []
    bn.parse({"note": "Trade grew by 2%."}, progress=lambda *_: inside.append(gc.get_threshold()))
    with pytest.raises(ZeroDivisionError):
        bn.parse({"note": "Trade grew by 2%."}, progress=lambda *_: 1 / 0)
    assert gc.get_threshold() == before
    assert inside[0][0] > before[0] > 0


HOSTILE = {
    "digits": "7" * 1_000_000,
    "commas": "1," * 500_000,
    "words": "trade " * 166_000,
    "one word": "a" * 1_000_000,
}


def seconds(text):
    begin = time.process_time()
    bn.parse({"hostile": text}, progress=False)
    return time.process_time() - begin


@pytest.mark.parametrize("piece", ["x0", "$1", "1.a", "(1", "5-", "\n1"])
def test_figures_without_a_space_between_take_time_in_proportion(piece):
    seconds("warm up " * 100)
    part, whole = (seconds("x " + piece * (size // len(piece))) for size in (5_000, 40_000))
    assert whole < 24 * max(part, 0.02), f"{whole:.2f} s for the whole, {part:.2f} s for an eighth"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_megabyte_takes_no_longer_than_its_length(name):
    seconds("warm up " * 100)
    text = HOSTILE[name]
    part, whole = seconds(text[: len(text) // 8]), seconds(text)
    assert whole < 24 * max(part, 0.02), f"{whole:.2f} s for the whole, {part:.2f} s for an eighth"


def test_html_in_a_document_is_never_live(facts):
    text = "<script>alert(1)</script> Trade between Belarus and Russia rose by 5% to $2 billion in 2017."
    shown = bn.parse({"<i>y</i>": text})._repr_html_() + bn.load_documents({"x": text})[0]._repr_html_()
    assert "<script>alert" not in shown and "<i>y</i>" not in shown
