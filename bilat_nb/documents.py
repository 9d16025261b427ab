"""Documents: a text with its identity, read from files, folders, globs, archives or strings.

The text is never edited after loading, so every offset of every table points into the same characters.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal, overload

from bilat_nb.loading.batch import Named, gather
from bilat_nb.loading.duplicates import twins
from bilat_nb.loading.encoding import decode, storable
from bilat_nb.loading.extracts import Limits, Options, Problem, problem
from bilat_nb.loading.files import SIDECAR
from bilat_nb.loading.sidecar import write_sidecar

__all__ = ["Corpus", "Document", "Limits", "bundled_documents", "decode", "load_documents", "problem"]

Source = str | Path | IO[Any] | Iterable[str | Path | IO[Any]] | Mapping[str, str]
Duplicates = Literal["tell", "drop", "ignore"]


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about it from outside: its file, its publisher, its day.

    Attributes
    ----------
    doc_id : str
        The file's name without its ending, or the key that was given.
    text : str
        The text; offsets of all tables refer to it.
    publisher, language, title : str or None
        From the sidecar or from what the file says about itself.
    published : datetime.date or None
        From the sidecar or the file's metadata; a day told by the text itself is found by the reading.
    path : str or None
        The file, and the place in it for a member of an archive, an attachment or a row.
    url : str or None
        Where it was found, as a web page tells it.
    pages : tuple of int
        Offsets at which the pages of a PDF begin; empty for other files.
    """

    doc_id: str
    text: str
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    path: str | None = None
    title: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        """Checksum of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def page(self, offset: int) -> int | None:
        """Return the number of the page, from 1, that a character stands on; None when there are no pages.

        Examples
        --------
        >>> Document("report", "First page. Second page.", pages=(0, 12)).page(15)
        2
        """
        return bisect_right(self.pages, offset) or 1 if self.pages else None

    def named(self, doc_id: str) -> Document:
        """Return the document under another name."""
        return replace(self, doc_id=doc_id)

    def __repr__(self) -> str:
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return f"Document({self.doc_id!r}, {len(self.text):,} characters: {first[:60]!r})"

    def _repr_html_(self) -> str:
        from bilat_nb.markup import unread_html  # noqa: PLC0415 (only when shown)

        return unread_html(self)


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
        told = f", {len(self.problems)} things to know (see .problems)" if self.problems else ""
        return f"Corpus of {len(self.documents)} documents{told}"

    def _repr_html_(self) -> str:
        from bilat_nb.markup import corpus_html  # noqa: PLC0415 (only when shown)

        return corpus_html(self)

    def write_sidecar(self, folder: str | Path) -> Path:
        """Write what is known about every document into ``documents.csv``, to be completed by hand.

        Parameters
        ----------
        folder : str or Path
            The folder that was loaded. Notes, and rows about other files, that stand there already are kept.

        Returns
        -------
        Path
            The file.
        """
        root = Path(folder)
        write_sidecar(root / SIDECAR, (_known(document, root) for document in self.documents))
        return root / SIDECAR


def _known(document: Document, root: Path) -> dict[str, str]:
    path = Path(document.path) if document.path else Path(document.doc_id)
    return {
        "file": path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name,
        "publisher": document.publisher or "",
        "published": str(document.published or ""),
        "language": document.language or "",
        "title": document.title or "",
        "sha256": document.sha256,
    }


def load_documents(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    duplicates: Duplicates = "tell",
    limits: Limits | None = None,
    workers: int = 1,
    progress: bool | None = None,
) -> Corpus:
    """Load documents from files of many kinds, folders, archives, globs, open files, or a mapping of texts.

    Parameters
    ----------
    source : str, Path, open file, iterable of these, or mapping
        A folder is searched with all its subfolders. Read are text and Markdown, web pages, PDF, Word, rich text,
        e-mails, CSV and JSON Lines (a text a row), and ZIP and TAR of all these. Web pages, PDF, Word and rich text
        need ``pip install 'bilat-nb[documents]'``. A sidecar ``documents.csv`` in or beside the folder gives publisher,
        published, language and title by file name. A mapping is ``{doc_id: text}``.
    columns : mapping of str to str, optional
        For CSV and JSON Lines: which of their columns holds text, doc_id, title, publisher, published, language, url.
        Common names are found without it.
    duplicates : {"tell", "drop", "ignore"}
        A text that stands in an earlier one, wholly or nearly, is told in ``problems``; or left out and told; or
        neither.
    limits : Limits, optional
        Sizes beyond which a file is told and not read: ``bn.Limits(max_bytes=200_000_000)``.
    workers : int, default 1
        Processes to use; worth it from some hundred web pages or PDFs on.
    progress : bool, optional
        Show a progress bar; by default when loading takes more than two seconds.

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
    if duplicates not in ("tell", "drop", "ignore"):
        raise ValueError(f"duplicates is {duplicates!r}; choose 'tell', 'drop' or 'ignore'.")
    options = Options(limits or Limits(), columns)
    if isinstance(source, Mapping):
        documents, problems = _from_texts(source)
    else:
        named, problems = gather(source, options, workers, progress)
        documents = [as_document(one, problems) for one in named]
    if duplicates != "ignore" and len(documents) > 1:
        documents, told = _twins(documents, drop=duplicates == "drop")
        problems += told
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


def as_document(named: Named, told: list[Problem]) -> Document:
    """Return a text that was read as a document; a checksum that does not fit is added to `told`."""
    found = named.extract
    document = Document(
        named.doc_id,
        found.text,
        found.publisher,
        found.published,
        found.language,
        named.path,
        found.title,
        found.url,
        found.pages,
    )
    if named.sha256 and named.sha256 != document.sha256:
        detail = "The text has changed: its checksum is not the one in documents.csv."
        told.append(problem(named.doc_id, "sidecar", detail))
    return document


def _from_texts(texts: Mapping[str, str]) -> tuple[list[Document], list[Problem]]:
    documents, problems = [], []
    for doc_id, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"The text of {doc_id!r} is {type(text).__name__}, not str: decode it first.")
        whole, told = storable(text)
        problems += [{**row, "doc_id": str(doc_id)} for row in told]
        if whole.strip():
            documents.append(Document(str(doc_id), whole))
        else:
            problems.append(problem(str(doc_id), "empty text", "The text has no characters but spaces."))
    if not texts:
        raise ValueError("No document: the mapping of texts is empty.")
    return documents, problems


def _twins(documents: Sequence[Document], drop: bool) -> tuple[list[Document], list[Problem]]:
    """Tell which texts stand in earlier ones, and leave them out when that is asked for."""
    told, dropped = [], set()
    for twin in twins([document.text for document in documents]):
        doc_id, first = documents[twin.place].doc_id, documents[twin.first].doc_id
        same = "has the same text as" if twin.same else f"shares {twin.part:.0%} of its phrases with"
        done = "It was left out." if drop else "load_documents(…, duplicates='drop') leaves it out."
        told.append(problem(doc_id, "duplicate" if twin.same else "near duplicate", f"It {same} {first}. {done}"))
        dropped |= {twin.place} if drop else set()
    return [document for place, document in enumerate(documents) if place not in dropped], told
