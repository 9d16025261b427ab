"""Loading: what is read, what is told, and that one bad file never costs the others."""

import pytest

import bilat_nb as bn
from bilat_nb.documents import decode

TEXT = "Trade between Belarus and Russia rose by 5% to $2 billion in 2017."


def test_a_folder_with_its_sidecar(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "note.txt").write_text(TEXT, encoding="utf-8")
    sidecar = "file,publisher,published,language,sha256,note\nnote.txt,Ministry,2018-01-15,en,,\n"
    (tmp_path / "documents.csv").write_text(sidecar, encoding="utf-8")
    (document,) = bn.load_documents(tmp_path / "documents")
    assert (document.doc_id, document.publisher, str(document.published)) == ("note", "Ministry", "2018-01-15")
    assert document.text == TEXT


def test_a_file_a_list_a_glob_and_a_mapping_give_the_same(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    for source in (path, str(path), [path], str(tmp_path / "*.txt"), tmp_path):
        assert [d.text for d in bn.load_documents(source)] == [TEXT]
    assert bn.load_documents({"note": TEXT})["note"].text == TEXT


def test_line_ends_are_kept(tmp_path):
    (tmp_path / "note.txt").write_bytes(b"one\r\ntwo\r\n")
    assert bn.load_documents(tmp_path)[0].text == "one\r\ntwo\r\n"


def test_a_missing_folder_is_an_error_that_says_where():
    with pytest.raises(FileNotFoundError, match="no_such_folder"):
        bn.load_documents("no_such_folder")


def test_an_empty_folder_is_an_error_that_says_what_it_must_hold(tmp_path):
    with pytest.raises(ValueError, match=r"\.txt"):
        bn.load_documents(tmp_path)


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("empty.txt", b"", "empty file"),
        ("blank.txt", b"  \n\n", "empty file"),
        ("binary.txt", bytes(range(256)) * 40, "binary file"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "unknown format"),
    ],
)
def test_a_bad_file_is_told_and_the_others_are_read(tmp_path, name, raw, kind):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_bytes(raw)
    facts = bn.parse(bn.load_documents(tmp_path))
    assert facts.documents["doc_id"].tolist() == ["good"]
    assert len(facts.trade) == 2
    told = facts.problems[facts.problems["kind"] == kind]
    assert told["doc_id"].tolist() == [name.rsplit(".", 1)[0]]


@pytest.mark.parametrize(("encoding", "word"), [("latin-1", "Türkiye"), ("utf-16", "Türkiye"), ("cp1251", "Минск")])
def test_another_encoding_is_read_and_told(tmp_path, encoding, word):
    text = f"{TEXT} The visit to {word} took place in März, as the Café wrote. " * 20
    text = text if encoding != "cp1251" else (TEXT + " Встреча прошла в городе Минск в мае. ") * 20
    (tmp_path / "note.txt").write_bytes(text.encode(encoding))
    corpus = bn.load_documents(tmp_path)
    assert word in corpus[0].text
    assert [p["kind"] for p in corpus.problems] == ["encoding"]


def test_utf8_with_a_mark_is_plain_utf8(tmp_path):
    (tmp_path / "note.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    corpus = bn.load_documents(tmp_path)
    assert corpus[0].text == TEXT and not corpus.problems


def test_a_document_without_any_date_is_read_and_told():
    facts = bn.parse({"note": "The ministers of Belarus and Russia spoke of trade."})
    assert facts.documents["published_basis"].tolist() == ["unknown"]
    assert "no date" in facts.problems["kind"].tolist()


def test_a_changed_text_does_not_fit_its_checksum(tmp_path):
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "documents.csv").write_text("file,sha256\nnote.txt,0000\n", encoding="utf-8")
    assert [p["kind"] for p in bn.load_documents(tmp_path).problems] == ["sidecar"]


def test_two_files_of_one_name_keep_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(TEXT, encoding="utf-8")
    assert sorted(d.doc_id for d in bn.load_documents(tmp_path)) == ["a/note.txt", "b/note.txt"]


def test_bytes_that_are_no_text_are_refused():
    text, told = decode(b"\x00\x01\x02" * 100, "x.txt", "x")
    assert text is None and told[0]["kind"] == "binary file"


def test_a_text_that_is_no_string_is_refused():
    with pytest.raises(TypeError, match="decode it first"):
        bn.load_documents({"note": b"bytes"})
