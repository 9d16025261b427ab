"""Readers: every kind of file gives the text that was put in, and what the file says about itself."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF

import bilat_nb as bn
from bilat_nb.loading.dispatch import extracts
from bilat_nb.loading.extracts import Blob, Extract, Options
from tests import files

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "dev/documents").glob("*.txt"))]
NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."
COMPARED = {
    "trade": ["flow", "measure", "reporter", "partner", "product", "period_start", "period_end", "value", "unit"],
    "energy": ["commodity", "indicator", "supplier", "recipient", "period_start", "period_end", "value", "unit"],
    "contacts": ["kind", "level", "start", "end", "place", "participants", "countries", "status"],
    "contact_counts": ["kind", "level", "count", "period_start", "period_end"],
}


def load(raw: bytes, name: str, **options) -> bn.Corpus:
    file = io.BytesIO(raw)
    file.name = name
    return bn.load_documents(file, **options)


def told(facts: bn.Facts, doc_id: str) -> list[tuple[str, ...]]:
    rows = []
    for table, columns in COMPARED.items():
        frame = getattr(facts, table)
        rows += [(table, *map(str, row)) for row in frame.loc[frame["doc_id"] == doc_id, columns].values.tolist()]
    return sorted(rows)


def letters(text: str) -> str:
    return "".join(c for c in files.latin(text) if c.isalnum())


def test_thirty_files_of_all_kinds_give_the_facts_of_their_texts(tmp_path):
    made = files.thirty(TEXTS)
    assert len(made) == 30
    for name, raw in made.items():
        (tmp_path / name).write_bytes(raw)
    corpus = bn.load_documents(tmp_path)
    assert [p["kind"] for p in corpus.problems] == ["encoding"]  # of the one in UTF-16
    facts = bn.parse(corpus)
    plain = {letters(text): bn.parse({"plain": text}) for text in TEXTS}
    assert len(corpus) == 34
    for document in corpus:
        source = next(text for text in plain if text[:150] in letters(document.text))
        assert told(facts, document.doc_id) == told(plain[source], "plain"), document.doc_id
    for name in (*COMPARED, "quantities", "evidence"):
        for row in getattr(facts, name).to_dict("records"):
            assert facts.texts[row["doc_id"]][row["span_start"] : row["span_stop"]] == row["quote"]


# --- web pages -------------------------------------------------------------------------------------------------------

DUBLIN_CORE = '<meta name="DC.date.issued" content="2018-05-11"><meta name="DC.publisher" content="Trade Ministry">'
LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2018-05-11T10:00:00+03:00"}</script>'
)


@pytest.mark.parametrize(
    ("head", "published", "publisher"),
    [
        ('<meta property="article:published_time" content="2018-05-11T10:00:00+03:00">', "2018-05-11", None),
        (DUBLIN_CORE, "2018-05-11", "Trade Ministry"),
        (LD + '<meta property="og:site_name" content="BelTA">', "2018-05-11", "BelTA"),
        ('<meta name="date" content="last week">', "None", None),
        ("", "None", None),
    ],
)
def test_a_page_tells_its_day_and_publisher(head, published, publisher):
    (document,) = load(files.page(NEWS, head, "Trade grows"), "page.html")
    assert (str(document.published), document.publisher, document.language) == (published, publisher, "en")
    assert document.title.startswith("Trade grows")


def test_menu_and_footer_of_a_page_are_left_out():
    (document,) = load(files.page("\n\n".join([NEWS] * 3), title="Trade grows"), "page.html")
    assert "Home" not in document.text and "Copyright" not in document.text and "99" not in document.text
    assert document.text.startswith("Trade grows\n\nIn 2017")


def test_no_date_is_guessed_from_the_text_or_the_footer_of_a_page():
    (document,) = load(files.page(NEWS), "page.html")
    assert document.published is None


def test_one_time_element_is_the_day_and_two_are_none():
    one = files.page(NEWS).replace(b"<article>", b'<article><time datetime="2018-05-11">11 May</time>')
    two = one.replace(b"<article>", b'<article><time datetime="2019-01-01">1 January</time>')
    assert str(load(one, "page.html")[0].published) == "2018-05-11"
    assert load(two, "page.html")[0].published is None


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{NEWS}</p>",
        f"<html><body>{NEWS}<script>alert('Exports rose by 5%')</script></body></html>",
        f"<html><body><div>{NEWS}<br>Another line.</div><footer>Exports rose by 5%</footer></body></html>",
        f"<HTML><BODY><TABLE><TR><TD>{NEWS}</TD></TR></TABLE></BODY></HTML>",
    ],
)
def test_a_page_without_an_article_is_read_whole(markup):
    (document,) = load(markup.encode(), "page.html")
    assert NEWS in document.text and "Exports" not in document.text


def test_the_declared_encoding_of_a_page_counts():
    raw = f'<html><head><meta charset="windows-1251"></head><body><p>{NEWS} Минск.</p></body></html>'.encode("cp1251")
    corpus = load(raw, "page.html")
    assert "Минск" in corpus[0].text and not corpus.problems


def test_markup_in_a_page_stays_text():
    raw = files.page(NEWS + " <script>alert(1)</script> & <b>bold</b>")
    assert "<script>alert(1)</script> & <b>bold</b>" in load(raw, "page.html")[0].text


# --- PDF -------------------------------------------------------------------------------------------------------------

LEFT = (
    "MINSK, May 24. In 2017 the trade|turnover between Belarus and Rus-|sia rose by 23.5 per cent to $32.42|"
    "billion. Exports went up year-on-|year by 20 per cent to $12 billion."
)
RIGHT = (
    "Deliveries of gas were 19.01 billion|cubic metres, as in the year before.|The two presidents met in Sochi on|"
    "14 May 2018 and spoke of oil and|of transit through both countries."
)


def columns_pdf(pages: int = 3) -> bytes:
    """Two columns whose lines stand in turn in the file, under a running head and over a page number."""
    paper = FPDF()
    for number in range(pages):
        paper.add_page()
        paper.set_font("Helvetica", size=8)
        paper.text(20, 10, "Bulletin of the ministry 2018")
        paper.set_font("Helvetica", size=14)
        paper.text(20, 22, f"Trade of Belarus and Russia grew again in part {'abcdef'[number]}")
        paper.set_font("Helvetica", size=10)
        for place, pair in enumerate(zip(LEFT.split("|"), RIGHT.split("|"), strict=True)):
            paper.text(20, 40 + 5 * place, pair[0])
            paper.text(110, 40 + 5 * place, pair[1])
        for place, row in enumerate((("Exports", "5.2", "+3%"), ("Imports", f"{number}.4", "+1%"))):
            for cell, x in zip(row, (20, 80, 120), strict=True):
                paper.text(x, 90 + 5 * place, cell)
        paper.text(100, 280, f"- {number + 1} -")
    return bytes(paper.output())


def test_columns_hyphens_and_paragraphs_of_a_pdf():
    (document,) = load(columns_pdf(), "bulletin.pdf")
    assert "between Belarus and Russia rose by 23.5 per cent to $32.42 billion." in document.text
    assert "went up year-on-year by 20 per cent" in document.text
    assert (
        "were 19.01 billion cubic metres, as in the year before. The two presidents met in Sochi on 14 May"
        in document.text
    )
    assert "Exports  5.2  +3%" in document.text


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out():
    (document,) = load(columns_pdf(), "bulletin.pdf")
    assert "Bulletin" not in document.text
    assert "- 1 -" not in document.text


def test_pages_are_kept_for_the_evidence():
    (document,) = load(columns_pdf(), "bulletin.pdf")
    assert len(document.pages) == 3
    for number, letter in enumerate("abc", 1):
        assert document.page(document.text.index(f"part {letter}")) == number
    facts = bn.parse([document])
    shown = facts.evidence[facts.evidence["quote"].str.contains("32.42")]
    assert shown["page"].tolist()[:3] == [1, 2, 3]
    assert bn.parse({"note": NEWS}).evidence["page"].isna().all()
    row = facts.row(shown["fact_id"].iloc[-1])
    parts = facts.evidence[facts.evidence["fact_id"] == row["fact_id"]].to_dict("records")
    span = (row["span_start"], row["span_stop"])
    assert ", page 1, 2, 3" in bn.markup.evidence_html(facts.documents.iloc[0], document.text, span, span, parts)


def test_a_sentence_goes_on_over_the_page():
    paper = FPDF()
    for part in ("In 2017 exports of Belarus to Russia rose", "by 20 per cent to 12 billion dollars in all."):
        paper.add_page()
        paper.set_font("Helvetica", size=10)
        paper.text(20, 40, part)
    (document,) = load(bytes(paper.output()), "report.pdf")
    assert "rose by 20 per cent" in document.text


def test_a_scan_is_named_as_such():
    corpus = load(files.scan(2), "scan.pdf")
    assert not len(corpus)
    assert [(p["doc_id"], p["kind"]) for p in corpus.problems] == [("scan", "scanned pages")]
    assert "ocrmypdf" in corpus.problems[0]["detail"]


# --- Word, rich text, e-mail -----------------------------------------------------------------------------------------


def test_a_word_file_with_a_table():
    (document,) = load(files.word(NEWS, [["Exports", "$5 billion"], ["Imports", "$4 billion"]]), "note.docx")
    assert document.text == f"{NEWS}\n\nExports | $5 billion\n\nImports | $4 billion"


def test_letters_of_a_rich_text_file():
    (document,) = load(files.rich(f"{NEWS}\nMinister Đặng Türk {{x}} \\ end."), "note.rtf")
    assert document.text == f"{NEWS}\nMinister Đặng Türk {{x}} \\ end."


@pytest.mark.parametrize("as_html", [False, True])
def test_a_message_with_its_subject_day_and_sender(as_html):
    raw = files.mail(NEWS, "Trade grows", "Fri, 11 May 2018 10:00:00 +0300", as_html=as_html)
    (document,) = load(raw, "mail.eml")
    assert (document.title, str(document.published), document.publisher) == (
        "Trade grows",
        "2018-05-11",
        "Press Office",
    )
    assert document.text.startswith("Trade grows\n\nIn 2017") and NEWS in document.text


def test_attachments_are_documents_of_their_own():
    raw = files.mail("See below.", "Trade", attached={"report.pdf": files.pdf(NEWS), "x.bin": b"\x00\x01"})
    corpus = load(raw, "mail.eml")
    assert [d.doc_id for d in corpus] == ["mail", "mail/report.pdf"]
    assert corpus[1].text == NEWS
    assert [p["kind"] for p in corpus.problems] == ["unknown format"]


# --- tables of texts -------------------------------------------------------------------------------------------------

ROWS = [
    {"id": "a1", "Headline": "Trade grows", "Body": NEWS, "Date": "2018-05-11", "Source": "BelTA"},
    {"id": "a2", "Headline": "Nothing", "Body": "", "Date": "", "Source": ""},
    {"id": "a3", "Headline": "", "Body": "Gas flows.", "Date": "11.05.2018", "Source": "TASS"},
]


@pytest.mark.parametrize(("raw", "name"), [(files.table(ROWS), "a.csv"), (files.table(ROWS, "\t"), "a.tsv")])
def test_common_names_of_columns_are_found(raw, name):
    corpus = load(raw, name)
    first, last = corpus
    assert (first.doc_id, first.title, str(first.published), first.publisher) == (
        "a1",
        "Trade grows",
        "2018-05-11",
        "BelTA",
    )
    assert first.text == f"Trade grows\n\n{NEWS}" and last.text == "Gas flows."
    assert sorted(p["kind"] for p in corpus.problems) == ["empty text", "sidecar"]


def test_columns_are_mapped_by_name():
    rows = [{"nr": 7, "inhalt": NEWS, "tag": "2018-05-11"}]
    corpus = load(files.lines(rows), "a.jsonl", columns={"text": "inhalt", "doc_id": "nr", "published": "tag"})
    assert (corpus[0].doc_id, corpus[0].text, str(corpus[0].published)) == ("7", NEWS, "2018-05-11")


@pytest.mark.parametrize(
    ("columns", "says"),
    [(None, "which column holds the text"), ({"text": "nope"}, "no column 'nope'"), ({"txt": "inhalt"}, "no 'txt'")],
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(columns, says):
    corpus = load(files.table([{"nr": "7", "inhalt": NEWS}]), "a.csv", columns=columns)
    assert not len(corpus)
    assert says in corpus.problems[0]["detail"]


def test_rows_without_a_name_get_their_number():
    corpus = load(files.lines([{"text": NEWS}, {"text": "Gas flows."}]), "a.jsonl")
    assert [d.doc_id for d in corpus] == ["a/row 1", "a/row 2"]


# --- what else can be loaded -----------------------------------------------------------------------------------------


def test_open_files_of_bytes_and_of_text_and_paths_together(tmp_path):
    (tmp_path / "note.txt").write_text(NEWS, encoding="utf-8")
    with (tmp_path / "note.txt").open("rb") as raw, (tmp_path / "note.txt").open(encoding="utf-8") as text:
        corpus = bn.load_documents([tmp_path / "note.txt", raw, text, io.StringIO(NEWS)], duplicates="ignore")
    assert [d.text for d in corpus] == [NEWS] * 4
    assert len({d.doc_id for d in corpus}) == 4


def test_several_processes_give_the_same(tmp_path):
    for number, text in enumerate(TEXTS[:8]):
        (tmp_path / f"{number}.html").write_bytes(files.page(text))
    assert bn.load_documents(tmp_path, workers=2) == bn.load_documents(tmp_path)


def test_a_file_names_its_own_remedy_when_no_reader_knows_it():
    for name, remedy in {"a.doc": ".docx", "a.xlsx": ".csv", "a.msg": ".eml", "a.png": "ocrmypdf"}.items():
        (row,) = extracts(Blob(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ...", name), Options())
        assert row["kind"] == "unknown format" and remedy in row["detail"]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    for library, module, raw, name in (
        ("trafilatura", "html", files.page(NEWS), "a.html"),
        ("pypdfium2", "pdf", files.pdf(NEWS), "a.pdf"),
        ("docx", "docx", files.word(NEWS), "a.docx"),
        ("striprtf", "rtf", files.rich(NEWS), "a.rtf"),
    ):
        monkeypatch.delitem(__import__("sys").modules, f"bilat_nb.loading.{module}", raising=False)
        monkeypatch.setitem(__import__("sys").modules, library, None)
        (row,) = extracts(Blob(raw, name), Options())
        assert not isinstance(row, Extract)
        assert row["kind"] == "missing library" and "bilat-nb[documents]" in row["detail"]
        monkeypatch.undo()
