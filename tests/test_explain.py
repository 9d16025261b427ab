"""Explain: every figure with the words and rules of its row, or the reason why there is none."""

import re

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.decisions import MEANINGS, decided
from bilat_nb.documents import Document
from bilat_nb.facts.figures import binding, period_binding
from bilat_nb.reading import read

TEXT = (
    "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion. "
    "A budget of $5 million was adopted on 3 May 2018. "
    "Belarus bought 20 bcm of gas from Russia last year."
)


@pytest.fixture(scope="module")
def told():
    return bn.explain(TEXT, published="2018-06-01")


def test_every_quantity_of_the_tables_is_a_figure_and_tells_the_same(told):
    facts = bn.parse([told.document])
    figures = told.figures.set_index(["span_start", "span_stop"])
    for row in facts.quantities.to_dict("records"):
        figure = figures.loc[(row["span_start"], row["span_stop"])]
        assert figure["quote"] == row["quote"]
        assert pd.notna(figure["used_by"]) == pd.notna(row["used_by"])
        if pd.notna(figure["why_not"]):
            assert row["why_not"].removeprefix("not bound: ") == figure["why_not"]


def test_a_used_figure_names_rule_words_sides_and_period(told):
    steps = told.steps[told.steps["quote"] == "$32.42 billion"].set_index("step")
    assert steps.loc["word", "evidence"] == "trade"
    assert steps.loc["word", "rule"] in {rule.__name__ for rule in binding.RULES}
    assert steps.loc["sides", "answer"] == "reporter BLR, partner RUS"
    assert steps.loc["sides", "evidence"] == "Belarus; Russia"
    assert (steps.loc["period", "answer"], steps.loc["period", "evidence"]) == ("2017", "2017")
    assert steps.loc["period", "rule"] in {rule.__name__ for rule in period_binding.RULES}
    assert steps.loc["status", "answer"] == "actual"


def test_energy_tells_commodity_and_indicator(told):
    steps = told.steps[told.steps["quote"] == "20 bcm"].set_index("step")
    assert set(steps["table"]) == {"energy"}
    assert (steps.loc["commodity", "evidence"], steps.loc["indicator", "evidence"]) == ("gas", "bought")
    assert steps.loc["sides", "answer"] == "supplier RUS, recipient BLR"


def test_an_unused_figure_tells_why(told):
    figures = told.figures.set_index("quote")
    assert figures.loc["2017", "why_not"] == "year"
    assert figures.loc["$5 million", "why_not"] == "budget"
    steps = told.steps[told.steps["quote"] == "$5 million"]
    assert "budget" in steps[steps["step"] == "word"]["evidence"].tolist()


def test_a_planned_figure_names_its_cue():
    steps = bn.explain(
        "Russia and Belarus plan to raise their trade to $50 billion by 2030.", published="2020-01-01"
    ).steps
    status = steps[steps["step"] == "status"]
    assert status["answer"].tolist() == ["planned"]
    assert status["evidence"].notna().all()


def test_a_period_carried_from_before_says_so():
    told = bn.explain("Trade between Russia and India was $9 billion in 2017. Russian exports reached $6 billion.")
    step = told.steps[(told.steps["quote"] == "$6 billion") & (told.steps["step"] == "period")].iloc[0]
    assert (step["answer"], step["rule"], step["evidence"]) == ("2017", "carried", "2017")


def test_a_span_or_a_row_chooses_figures(told):
    start = TEXT.index("$32.42")
    assert bn.explain(TEXT, (start, start + 3)).figures["quote"].tolist() == ["$32.42 billion"]
    row = bn.parse([told.document]).trade.iloc[1]
    assert bn.explain(told.document, row).figures["quote"].tolist() == [row["quote"]]
    assert len(bn.explain(TEXT, (0, 2))) == 0
    assert str(bn.explain(TEXT, (0, 2))) == "There is no figure here."
    with pytest.raises(ValueError, match="two offsets"):
        bn.explain(TEXT, (5, 5))


def test_text_shows_every_sentence_and_step(told):
    shown = str(told)
    assert shown.count("“In 2017") == 1
    for quote in told.figures["quote"]:
        assert f"  {quote}: " in shown
    assert "sides: supplier RUS, recipient BLR" in shown


def test_html_is_escaped_and_keeps_the_sentence():
    text = "Trade of <b>Russia</b> & India grew by 5% in 2017 to <script>alert(1)</script> $3 billion."
    html = bn.explain(text)._repr_html_()
    assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    assert re.search(r'<div class="bn-text">', body)


def test_every_rule_has_a_meaning():
    for step, rules in (("word", binding.RULES), ("period", period_binding.RULES)):
        assert all(MEANINGS[step, rule.__name__] for rule in rules)


def test_reading_without_explain_keeps_no_trace():
    reading = read(Document("x", TEXT))
    assert reading.trace is None
    assert decided(reading)


@pytest.mark.parametrize("document", bn.load_documents(bn.bundled_documents()), ids=lambda d: d.doc_id)
def test_bundled_documents_are_explained_whole(document):
    told = bn.explain(document)
    assert told._repr_html_() and str(told)
    assert (told.figures["used_by"].notna() ^ told.figures["why_not"].notna()).all()
    assert (told.figures["span_start"].diff().dropna() >= 0).all()
    for row in told.figures.to_dict("records"):
        assert document.text[row["span_start"] : row["span_stop"]] == row["quote"]


def test_a_word_in_the_name_of_a_company_is_no_word_of_energy():
    told = bn.explain("The unit of Standard Oil Co paid $40 million for an investment in oil fields in Norway.")
    assert "Oil" not in told.steps["evidence"].dropna().tolist()
    assert (
        bn.explain("Standard Oil Co paid $40 million to Northern Gas Investment Inc.")
        .steps.query("step == 'row'")
        .empty
    )
