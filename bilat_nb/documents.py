"""Documents: a text with its identity, read from files, folders, globs or strings.

The text is never edited after loading, so every offset of every table points into what the file says.
"""

from __future__ import annotations

import csv
import glob
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, overload

import charset_normalizer

TEXT_FILES = (".txt", ".text", ".md")
MAX_BYTES = 50_000_000
SIDECAR = "documents.csv"

Source = str | Path | Iterable[str | Path] | Mapping[str, str]
Problem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about it from outside: its file, its publisher, its day.

    Attributes
    ----------
    doc_id : str
        The file's name without its ending, or the key that was given.
    text : str
        The text; offsets of all tables refer to it.
    publisher, language : str or None
        From the sidecar.
    published : datetime.date or None
        From the sidecar; a day told by the text itself is found by the reading.
    path : str or None
        The file.
    """

    doc_id: str
    text: str
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    path: str | None = None

    @property
    def sha256(self) -> str:
        """Checksum of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def __repr__(self) -> str:
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return f"Document({self.doc_id!r}, {len(self.text):,} characters: {first[:60]!r})"

    def _repr_html_(self) -> str:
        from bilat_nb.markup import document_html  # noqa: PLC0415 (only when shown)

        return document_html(self, [])


@dataclass(frozen=True, slots=True)
class Corpus(Sequence[Document]):
    """Documents in order, with what could not be loaded; indexed by number or by doc_id."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = field(default=())

    @overload
    def __getitem__(self, key: int | str) -> Document: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...
    def __getitem__(self, key: int | str | slice) -> Document | Corpus:
        if isinstance(key, slice):
            return Corpus(self.documents[key], self.problems)
        if isinstance(key, int):
            return self.documents[key]
        for document in self.documents:
            if document.doc_id == key:
                return document
        raise KeyError(f"There is no document {key!r}; there are {', '.join(d.doc_id for d in self.documents[:10])}.")

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __repr__(self) -> str:
        told = f", {len(self.problems)} not loaded (see .problems)" if self.problems else ""
        return f"Corpus of {len(self.documents)} documents{told}"


def load_documents(source: Source) -> Corpus:
    """Load documents from a file, a folder, a glob, a list of paths, or a mapping of texts.

    Parameters
    ----------
    source : str, Path, iterable of paths, or mapping
        A folder is searched with all its subfolders for text files (``.txt``, ``.text``, ``.md``). A sidecar
        ``documents.csv`` in or beside the folder gives publisher, published and language by file name. A mapping is
        ``{doc_id: text}``.

    Returns
    -------
    Corpus
        List-like; files that could not be read are told in its ``problems`` and the others are loaded.

    Raises
    ------
    FileNotFoundError
        If the file or folder does not exist.
    ValueError
        If there is no document at all.

    Examples
    --------
    >>> corpus = load_documents({"note": "In 2017 trade rose by 23.5% to $32.42 billion."})
    >>> corpus["note"].text[8:13]
    'trade'
    """
    if isinstance(source, Mapping):
        return _from_texts(source)
    paths, root = _paths(source)
    if not paths:
        raise ValueError(f"No document in {source!s}: a folder must hold text files ({', '.join(TEXT_FILES)}).")
    names = _doc_ids(paths, root)
    sidecar = _sidecar(root)
    documents, problems = [], []
    for path in paths:
        document, told = _load(path, names[path], sidecar.get(path.name, {}))
        problems += told
        if document is not None:
            documents.append(document)
    return Corpus(tuple(documents), tuple(problems))


def bundled_documents() -> Path:
    """Return the folder of the five documents that come with bilat_nb.

    Raises
    ------
    FileNotFoundError
        If neither the working folder, one of its parents nor the installed package has them.
    """
    package = Path(__file__).parent
    for base in (package.parent, package, Path.cwd(), *Path.cwd().parents):
        if (base / "data" / SIDECAR).is_file() and (base / "data" / "documents").is_dir():
            return base / "data" / "documents"
    raise FileNotFoundError("The bundled documents were not found: name a folder of your own to load_documents.")


def _from_texts(texts: Mapping[str, str]) -> Corpus:
    documents, problems = [], []
    for doc_id, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"The text of {doc_id!r} is {type(text).__name__}, not str: decode it first.")
        if text.strip():
            documents.append(Document(str(doc_id), text))
        else:
            problems.append(problem(str(doc_id), "empty text", "The text has no characters but spaces."))
    if not texts:
        raise ValueError("No document: the mapping of texts is empty.")
    return Corpus(tuple(documents), tuple(problems))


def problem(doc_id: str | None, kind: str, detail: str) -> Problem:
    """Return a row of the table `problems`."""
    return {"doc_id": doc_id, "kind": kind, "detail": detail, "span_start": None, "span_stop": None}


def _paths(source: str | Path | Iterable[str | Path]) -> tuple[list[Path], Path]:
    """Return the files and the folder to which their names are relative."""
    if not isinstance(source, str | Path):
        paths = [Path(p) for p in source]
        return paths, paths[0].parent if paths else Path()
    path = Path(source).expanduser()
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path) and p.name != SIDECAR)
        return files, path
    if path.is_file():
        return [path], path.parent
    matches = sorted(Path(p) for p in glob.glob(str(path), recursive=True) if Path(p).is_file())  # noqa: PTH207
    if matches:
        return matches, matches[0].parent
    raise FileNotFoundError(
        f"There is no file or folder {str(source)!r}: check the path; the working folder is {Path.cwd()}."
    )


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _doc_ids(paths: list[Path], root: Path) -> dict[Path, str]:
    """The stem where it is the only one of its kind, else the path below the folder."""
    stems = [p.stem for p in paths]
    return {
        p: p.stem
        if stems.count(p.stem) == 1
        else (p.relative_to(root).as_posix() if p.is_relative_to(root) else str(p))
        for p in paths
    }


def _sidecar(root: Path) -> dict[str, dict[str, str]]:
    """Rows of documents.csv in the folder or beside it, by file name."""
    for path in (root / SIDECAR, root.parent / SIDECAR):
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                return {Path(row["file"]).name: row for row in csv.DictReader(lines) if row.get("file")}
    return {}


def _load(path: Path, doc_id: str, facts: Mapping[str, str]) -> tuple[Document | None, list[Problem]]:
    text, told = read_text(path, doc_id)
    if text is None:
        return None, told
    published = None
    if facts.get("published"):
        try:
            published = date.fromisoformat(facts["published"])
        except ValueError:
            told.append(problem(doc_id, "sidecar", f"published is {facts['published']!r}; write it as 2018-05-11."))
    document = Document(
        doc_id, text, facts.get("publisher") or None, published, facts.get("language") or None, str(path)
    )
    if facts.get("sha256") and facts["sha256"] != document.sha256:
        told.append(problem(doc_id, "sidecar", "The text has changed: its checksum is not the one in documents.csv."))
    return document, told


def read_text(path: Path, doc_id: str) -> tuple[str | None, list[Problem]]:
    """Read one file as text; None with a reason when it is none."""
    if path.suffix.lower() not in TEXT_FILES:
        return None, [problem(doc_id, "unknown format", f"{path.name}: only {', '.join(TEXT_FILES)} can be read.")]
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [problem(doc_id, "too large", f"{path.name} is over {MAX_BYTES:,} bytes: split it.")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [problem(doc_id, "unreadable file", f"{path.name}: {error.strerror or error}.")]
    if not raw.strip():
        return None, [problem(doc_id, "empty file", f"{path.name} has no text.")]
    return decode(raw, path.name, doc_id)


def decode(raw: bytes, name: str, doc_id: str) -> tuple[str | None, list[Problem]]:
    """UTF-8, else what the bytes look like, with a note; None for what is no text."""
    try:
        text = raw.decode("utf-8-sig")
        if "\x00" not in text:
            return text, []
    except UnicodeDecodeError:
        pass
    guess, encoding = _guess(raw)
    if guess is None or "\x00" in guess or not _like_text(guess):
        return None, [problem(doc_id, "binary file", f"{name} is not text in any encoding that is known.")]
    return guess, [problem(doc_id, "encoding", f"{name} is not UTF-8; it was read as {encoding}: check it.")]


def _guess(raw: bytes) -> tuple[str | None, str]:
    """Western letters when few bytes are not ASCII, where a library guesses a neighbour; else its guess."""
    few = sum(byte > 127 for byte in raw[:20_000]) * 20 < min(len(raw), 20_000)
    if few and b"\x00" not in raw:
        try:
            return raw.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    best = charset_normalizer.from_bytes(raw).best()
    return (None, "") if best is None else (str(best), best.encoding)


def _like_text(text: str) -> bool:
    """At most one character in a hundred is a control character, and most are letters or spaces."""
    sample = text[:20_000]
    control = sum(not c.isprintable() and not c.isspace() for c in sample)
    plain = sum(c.isalpha() or c.isspace() for c in sample)
    return control * 100 <= len(sample) and plain * 2 >= len(sample)
