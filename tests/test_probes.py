"""Short probes: one to four sentences each, every one told in another way; the floors are what was reached.

A line of `probes/*.jsonl` is a text with the rows that a careful analyst writes down from it. To see what is missed:

    python -m tests.probed contacts
"""

import pytest

from tests import probed, score

FLOORS = [("trade", 0.89, 0.815), ("energy", 0.90, 0.735), ("contacts", 0.735, 0.72)]


@pytest.mark.parametrize(("name", "core", "full"), FLOORS, ids=[row[0] for row in FLOORS])
def test_the_reading_of_probes_keeps_its_score(name, core, full, tmp_path):
    gold = probed.unpack(name, tmp_path)
    report = score.score(gold, score.predict(tmp_path, set(gold)))["all"]
    assert report["core_f1"] >= core, report
    assert report["full_f1"] >= full, report


@pytest.mark.parametrize("name", probed.NAMES)
def test_the_rows_of_probes_are_in_their_texts(name, tmp_path):
    gold = probed.unpack(name, tmp_path)
    assert len(gold) > 100
    for doc_id, probe in gold.items():
        text = (tmp_path / f"{doc_id}.txt").read_text(encoding="utf-8")
        assert all(row["evidence"] in text for table in score.TABLES for row in probe[table]), doc_id
