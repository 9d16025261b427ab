"""The report: counts, contradictions first, arithmetic and quotes, sources; and nothing of a text becomes markup."""

from __future__ import annotations

import doctest
import importlib
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import bilat_nb as bn
from bilat_nb.reporting.markdown import link as markdown_link
from bilat_nb.reporting.markdown import plain
from bilat_nb.reporting.page import link as page_link

HOSTILE = (
    "In 2023 <script>alert(1)</script> trade between Mexico and Canada was $10.4 billion, Mexico's exports to Canada "
    "reached $6.7 billion, [click](javascript:alert(1)) and its imports from Canada amounted to **$5.7 billion**."
)


@pytest.fixture(scope="module")
def facts():
    return bn.parse(bn.bundled_documents())


@pytest.fixture(scope="module")
def told(facts):
    return bn.report(facts)


def test_counts_come_first(facts, told):
    found = bn.verdicts(facts)
    counts = found["verdict"].value_counts()
    beside = found["against"].eq("official").sum()
    line = told.splitlines()[2]
    assert f"{len(found)} checks, {beside} of them against official figures" in line
    assert line.endswith(
        f"{counts['contradicts']} contradicted, {counts['cannot tell']} left open, {counts['agrees']} agreed."
    )


def test_contradictions_come_before_what_agrees(told):
    heads = [line for line in told.splitlines() if line.startswith("## ")]
    assert [re.sub(r" \(\d+\)", "", head) for head in heads] == [
        "## What contradicts", "## What could not be told", "## What agrees", "## Sources", "## How to read this",
    ]  # fmt: skip


def test_the_contradiction_with_its_arithmetic_and_quote(told):
    first = told[told.index("## What contradicts") : told.index("## What could")]
    assert "“more than a third”" in first or '"more than a third"' in first
    assert "stated 33.33%, recomputed 31.7%, difference 1.63 points, rounding explains 0.05 points" in first
    assert "account for **more than a third** (**31.7%** in 2017)" in first
    assert "(BelTA, 11 May 2018 (inferred), characters" in first


def test_it_tells_what_the_documents_agree_on(told):
    agrees = told[told.index("## What agrees") :]
    assert r"\$13.73 billion and imports of \$9.47 billion make 23.2 bn USD" in agrees, "two dollars would be a formula"
    assert r"About \$40bn (turnover, BLR; RUS, 2021) is at the count of Belarus" in agrees
    assert "[Gazprom press release, 2019](https://www.gazprom.de/" in agrees


def test_every_document_and_official_figure_that_is_used_is_a_source(facts, told):
    sources = told[told.index("## Sources") : told.index("## How to read")]
    found = bn.verdicts(facts)
    assert sources.count("- Official: ") == found[["source_name", "source_url"]].dropna().drop_duplicates().shape[0]
    assert sources.count("\n- ") - sources.count("- Official: ") == len(set("; ".join(found["doc_ids"]).split("; ")))


def test_long_lists_are_cut_but_never_contradictions(facts):
    found = bn.verdicts(facts)
    many = pd.concat([found.assign(verdict="contradicts")] * 3, ignore_index=True)
    short = bn.report(facts, found=found, most=2)
    assert f"And {found['verdict'].eq('agrees').sum() - 2} more." in short
    full = bn.report(facts, found=many, most=1)
    assert f"## What contradicts ({len(many)})" in full
    assert full.count("   Arithmetic: ") == len(many)


def test_nothing_to_say_is_said():
    empty = bn.report(bn.parse({"note": "The weather was fine."}))
    assert "0 contradicted, 0 left open, 0 agreed" in empty
    assert "No figure contradicts another beyond what rounding explains." in empty


def test_there_is_no_other_format(facts):
    with pytest.raises(ValueError, match="no format 'pdf'; there are markdown, html"):
        bn.report(facts, "pdf")


# --- hostile text -----------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects tags and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def test_text_of_documents_is_escaped_in_html():
    facts = bn.parse({"<img src=x onerror=alert(1)>": HOSTILE})
    assert len(bn.verdicts(facts, []))
    tags = read(bn.report(facts, "html", reference=[]))
    assert not tags.tags & {"script", "img", "iframe"}
    assert "<script>alert(1)</script>" in "".join(tags.words)


def test_text_of_documents_is_escaped_in_markdown():
    told = bn.report(bn.parse({"note": HOSTILE}), reference=[])
    assert r"\<script\>" in told and "<script>" not in told
    assert r"\[click\](javascript" in told
    assert r"\*\*" in told


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a b", "https://x)[y](z", ""])
def test_only_addresses_of_the_web_become_links(url):
    assert markdown_link("a", url) == "a"
    if not url.startswith("https://"):
        assert page_link("a", url) == "a"


def test_an_address_cannot_leave_its_attribute():
    assert read(page_link("a", 'https://x" onclick="y')).addresses == ['https://x" onclick="y']


def test_the_page_needs_nothing_from_outside(facts):
    page = bn.report(facts, "html")
    tags = read(page)
    assert not tags.tags & {"link", "script", "img"}
    assert "url(" not in page
    assert page.startswith("<!DOCTYPE html>")
    assert all(address.startswith(("https://", "http://")) for address in tags.addresses)


def test_nothing_is_left_of_markup():
    assert plain("*a* _b_ `c` #d\n> e") == r"\*a\* \_b\_ \`c\` \#d \> e"


@pytest.mark.parametrize("name", ["writing", "markdown"])
def test_the_examples_run(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.reporting.{name}"))
    assert result.attempted and not result.failed
