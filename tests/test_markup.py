"""Text and spans to HTML: escaped, well formed, and with the text unchanged."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb import markup
from bilat_nb.markup import Mark

HOSTILE = "</div><script>alert(1)</script><img src=x onerror='alert(1)'> & \"quotes\""


class Reader(HTMLParser):
    """Reads HTML back: its text, its elements, and whether every tag is closed in order."""

    VOID = ("br",)

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(dict(attributes).get("class") or tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        for name in self.open:
            self.texts[name] = self.texts.get(name, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


kinds = st.sampled_from(["sentence", "fact", *markup.FAMILIES])
marks = st.lists(
    st.builds(Mark, st.integers(-3, 40), st.integers(-3, 40), kinds, st.text(max_size=8), st.text(max_size=4))
)


@given(st.text(max_size=40), marks)
def test_any_marks_leave_the_text_as_it_is(text, found):
    # HTML makes one line break of these; the parser that reads it back does not tell them apart either
    text = text.replace("\r", " ").replace("\0", " ")
    assert read(markup.marked(text, found)).text == text


def test_document_text_is_escaped_everywhere():
    row = {"fact_id": HOSTILE, "span_start": 0, "span_stop": 6, "quote": HOSTILE, "value": 1.0, "status": "actual"}
    known = {"doc_id": HOSTILE, "title": HOSTILE, "publisher": HOSTILE, "published": None}
    document = SimpleNamespace(text=HOSTILE, **known)
    parts = [{"role": HOSTILE, "span_start": 0, "span_stop": 6}]
    for html in (
        markup.evidence_html(known, HOSTILE, (0, 20), (0, 6), parts),
        markup.document_html(document, [("trade", row), (HOSTILE, row)]),
        markup.document_html(document),
        bn.Document(HOSTILE, HOSTILE, HOSTILE, title=HOSTILE, path=HOSTILE, language=HOSTILE)._repr_html_(),
        bn.load_documents({HOSTILE: HOSTILE})._repr_html_(),
        markup.sources([known]) and markup.source_html(known, HOSTILE),
    ):
        tags = {tag for tag, _ in read(html).seen}
        assert not tags & {"script", "img"}


def test_a_document_that_was_not_read_says_how_to_read_it():
    text = "In 2021 exports of Peru to Chile grew by 5%. <b>Really</b>."
    document = bn.Document("my note", text, "Ministry", date(2022, 1, 3), "en", "/home/me/my note.txt", pages=(0, 9))
    shown = read(document._repr_html_())
    assert shown.texts["bn-text bn-long"] == text
    assert "Ministry; 3 Jan 2022; en; 59 characters; 2 pages; my note.txt" in shown.text
    assert "/home/me" not in shown.text
    call = re.search(r"bn\.parse\(document\)\.document\('my note'\)", shown.text)
    assert call is not None
    again = eval(call[0], {"bn": bn, "document": document})
    assert "bn-fact" in again._repr_html_(), "what the picture says works"


def test_a_corpus_lists_its_documents_and_problems(tmp_path):
    (tmp_path / "note.txt").write_text("\n  Exports grew by 5%.\n", encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4")
    shown = read(bn.load_documents(tmp_path)._repr_html_()).text
    assert "note" in shown and "Exports grew by 5%." in shown and "not told" in shown
    assert "Problems to know about" in shown and "cut" in shown
    many = bn.load_documents({f"note {i}": f"Text {i}." for i in range(60)})._repr_html_()
    assert many.count("<tr>") == 51 and "and 10 more" in many


def test_the_highlighted_sentence_is_the_sentence():
    text = "Trade grew. It made about $40bn in 2021. More will come."
    parts = [
        {"role": "bound", "span_start": 20, "span_stop": 25},
        {"role": "value", "span_start": 26, "span_stop": 31},
        {"role": "period", "span_start": 35, "span_stop": 39},
        {"role": "unheard of", "span_start": 0, "span_stop": 5},
    ]
    document = {"doc_id": "note", "publisher": "BelTA", "published": date(2022, 1, 3), "published_basis": "inferred"}
    reader = read(markup.evidence_html(document, text, (12, 40), (20, 31), parts))
    assert reader.texts["bn-sentence"] == "It made about $40bn in 2021."
    assert reader.texts["bn-role bn-role-value"].startswith("$40bn")
    assert reader.texts["bn-role bn-role-period"].startswith("2021")
    assert reader.texts["bn-text"] == text
    assert "BelTA, 3 Jan 2022 (inferred), characters 20–31 of 56" in reader.text
    assert reader.texts["bn-legend bn-quiet"].split() == ["value", "bound", "period", "what"]


def test_crossing_marks_stay_well_formed():
    html = markup.marked("abcdef", [Mark(0, 4, "sentence"), Mark(2, 6, "fact", fact_id="x"), Mark(3, 5, "value")])
    reader = read(html)
    assert reader.text == "abcdef"
    assert reader.texts["bn-fact"] == "cdef"


@pytest.mark.parametrize("document", [{"doc_id": "a_b"}, {"doc_id": "a_b", "publisher": None, "published": None}])
def test_what_is_not_known_is_said(document):
    assert markup.about(document) == "publisher not told, day of publication not known"
    assert "a_b" in markup.source_html(document)


def test_no_sources_no_line():
    assert markup.sources([]) == ""
