"""Your own documents in a notebook: paste, upload or name a folder; a report per document; all explorers on them."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as ipw

from bilat_nb import markup, words
from bilat_nb.documents import Corpus, Document, load_documents
from bilat_nb.loading.kinds import TEXT_FILES
from bilat_nb.pipeline import parse, unread
from bilat_nb.recognised import recognised
from bilat_nb.tables import Facts
from bilat_nb.widgets.contacts import ContactsExplorer
from bilat_nb.widgets.energy import EnergyExplorer
from bilat_nb.widgets.frontend import only_builtin
from bilat_nb.widgets.layout import fault_html, form_panes
from bilat_nb.widgets.listing import Column, cell, table_html
from bilat_nb.widgets.progress import QUIET, ReadingBar
from bilat_nb.widgets.trade import TradeExplorer
from bilat_nb.widgets.verdicts import VerdictsExplorer

EXAMPLE = (
    "TASHKENT, 12 March 2024. Trade between Kazakhstan and Uzbekistan reached $4.4 billion in 2023. Exports of "
    "Kazakhstan to Uzbekistan rose by 20% to $3.1 billion, and imports from Uzbekistan came to $1.3 billion. "
    "Kazakhstan delivered 1.3 million tonnes of oil. The two foreign ministers met in Samarkand on 5 March 2024, and "
    "300 trucks crossed the border."
)
_WIDE = ipw.Layout(width="auto")


def _count(name: str, head: str = "") -> Column:
    """A column with the number of rows of a table."""
    return Column(head or name, lambda row: words.cell(row.get(name)), lambda row: row.get(name), True)


_COLUMNS: Sequence[Column] = (
    cell("doc_id", "document"),
    Column("day", lambda row: words.period_words(row.get("published"), row.get("published"))),
    *(_count(name) for name in ("trade", "energy", "contacts")),
    _count("contact_counts", "counts"),
    _count("unused"),
    cell("told", "to know"),
)


class YourDocuments:
    """A form for documents of one's own; after Read it shows what was recognised, and all explorers.

    Parameters
    ----------
    text : str, optional
        What stands in the field for pasted text at first; an example when it is not given.
    builtin : bool, optional
        Use built-in widgets only; by default where others may not load, as in VS Code and Colab.

    Attributes
    ----------
    facts : Facts
        What was read last.
    """

    def __init__(self, text: str = EXAMPLE, *, builtin: bool | None = None) -> None:
        self._builtin = only_builtin(builtin)
        self.text = ipw.Textarea(text, description="Paste", rows=5, layout=_WIDE)
        self.files = ipw.FileUpload(
            accept=",".join(TEXT_FILES), multiple=True, description="Upload files", layout=ipw.Layout(width="150px")
        )
        self.path = ipw.Text(description="Or folder", placeholder="a folder or file beside this notebook", layout=_WIDE)
        self.button = ipw.Button(description="Read", button_style="primary", layout=ipw.Layout(width="90px"))
        self.save = ipw.Button(description="Save all tables", layout=ipw.Layout(width="140px"), disabled=True)
        self.rest = ipw.Button(description="Read the rest", layout=ipw.Layout(width="120px", display="none"))
        self.progress = ReadingBar()
        self.progress.box.layout.display = "none"
        self.report, self.reading, self.status, self.actions, style = form_panes(self._builtin)
        self.explorers = ipw.Tab()
        self.explorers.observe(lambda _: self._check(), names="selected_index")
        row = ipw.HBox(
            [self.files, self.button, self.rest, self.save], layout=ipw.Layout(grid_gap="8px", flex_flow="row wrap")
        )
        parts = [self.text, self.path, row, self.progress.box, self.status, self.report, self.reading, self.explorers]
        self.widget = ipw.VBox([*style, *parts, self.actions], layout=ipw.Layout(grid_gap="8px", overflow="visible"))
        self.widget.add_class("bn-yours")
        self.report.observe(lambda change: self.show(change["new"]), names="picked")
        self.button.on_click(lambda _: self.start())
        self.rest.on_click(lambda _: self.start(rest=True))
        self.save.on_click(lambda _: self.actions.download("bilat_nb-tables.zip", "application/zip", self.zipped()))
        self._corpus = Corpus(())
        self.facts: Facts = parse(self._corpus, progress=False)
        self._thread = threading.Thread(target=self.read)
        self.read()

    def start(self, rest: bool = False) -> None:
        """Begin to read in a thread of its own, so that the button that stops it can be heard."""
        if not self._thread.is_alive():
            self._thread = threading.Thread(target=self.read, args=(rest,), daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until what was begun is read."""
        if self._thread.ident is not None:
            self._thread.join()

    def read(self, rest: bool = False) -> None:
        """Read what was pasted, uploaded and named, or the rest of it; a fault is told in the status line."""
        self.button.disabled = self.rest.disabled = True
        try:
            self._read(rest)
        except (OSError, ValueError) as error:
            self._say(str(error), alert=True)
        except Exception as error:  # in a thread nobody else would tell it
            self.status.html = fault_html(error)
        finally:
            self.button.disabled = self.rest.disabled = False
            self.progress.box.layout.display = "none"

    def _read(self, rest: bool) -> None:
        self._say("Loading …")
        if not rest:
            self._corpus = joined(list(self._sources()))
        if not len(self._corpus) and not self._corpus.problems:
            self._say("Paste a text, upload a file or name a folder, and press Read.", alert=True)
            return
        before = self.facts if rest else None
        left = self._corpus if before is None else unread(self._corpus, before)
        self.progress.start(document.doc_id for document in left)
        self._begun = time.monotonic()
        self.facts = parse(self._corpus, progress=self._step, resume=before)
        done, total = len(self.facts.documents), len(self._corpus)
        stopped = f"Stopped after {done:,} of {total:,} documents: “Read the rest” goes on. " if done < total else ""
        self._say(f"{stopped}{_summary(self.facts)}")
        self.rest.layout.display = None if stopped else "none"
        self._show()

    def _show(self) -> None:
        """Show the report, the first document, and the explorers of what was read."""
        self.save.disabled = not len(self.facts.documents)
        rows = [
            {**{str(k): v for k, v in row.items()}, "fact_id": row["doc_id"]}
            for row in recognised(self.facts).to_dict("records")
        ]
        self.report.html = table_html(rows, _COLUMNS, "What was recognised in each document")
        first = rows[0]["doc_id"] if rows else ""
        self.report.picked = first
        self.show(first)
        kinds = (TradeExplorer, EnergyExplorer, ContactsExplorer)
        made = [kind(self.facts, builtin=self._builtin).widget for kind in kinds]
        self.explorers.children = (*made, ipw.VBox())
        self.explorers.titles = ("Trade", "Energy", "Contacts", "Do they agree?")
        self._check()

    def _check(self) -> None:
        """Make the explorer of verdicts when its tab is opened: to check all documents takes its time."""
        *others, last = self.explorers.children
        if self.explorers.selected_index == len(others) and not last.children:
            self.explorers.children = (*others, VerdictsExplorer(self.facts, builtin=self._builtin).widget)

    def _sources(self) -> Iterator[Corpus]:
        uploaded = [_named(file) for file in self.files.value]
        left = self.text.value == EXAMPLE and (uploaded or self.path.value.strip())  # the example has served its turn
        if self.text.value.strip() and not left:
            yield load_documents({"pasted text": self.text.value})
        if uploaded:
            yield load_documents(uploaded, progress=False)
        if self.path.value.strip():
            yield load_documents(Path(self.path.value.strip()).expanduser(), progress=False)

    def _step(self, done: int, total: int) -> bool:
        if time.monotonic() - self._begun >= QUIET:
            self.progress.box.layout.display = None
        return self.progress.step(done, total)

    def _say(self, text: str, alert: bool = False) -> None:
        self.status.html = f'<div role="{"alert" if alert else "status"}">{escape(text)}</div>'

    def show(self, doc_id: str) -> None:
        """Show a document with all that was read from it, or why it could not be read."""
        if doc_id in self.facts.texts:
            self.reading.html = markup.read_document_html(self.facts, doc_id)
            return
        told = self.facts.problems[self.facts.problems["doc_id"] == doc_id]["detail"]
        self.reading.html = "".join(f"<p>{escape(detail)}</p>" for detail in told)

    def zipped(self) -> bytes:
        """Return all tables as CSV with their description, in a ZIP archive."""
        buffer = io.BytesIO()
        with TemporaryDirectory() as folder, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(self.facts.save(folder, format="csv").iterdir()):
                packed.write(path, path.name)
        return buffer.getvalue()

    def __repr__(self) -> str:
        return f"bn.your_documents(): {_summary(self.facts)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """Return the widget, and beside it the report in words for readers without a kernel."""
        counted = recognised(self.facts).to_html(index=False, escape=True, na_rep="", border=0)
        shown = {"text/plain": repr(self), "text/html": f"<p>{escape(_summary(self.facts))}</p>{counted}"}
        return {**dict(self.widget._repr_mimebundle_() or {}), **shown}


def joined(parts: Sequence[Corpus]) -> Corpus:
    """Return several corpora as one; of two documents with one name, the later one gets a number."""
    names: dict[str, int] = {}
    documents: list[Document] = []
    for document in (document for part in parts for document in part):
        names[document.doc_id] = names.get(document.doc_id, 0) + 1
        count = names[document.doc_id]
        documents.append(document if count == 1 else document.named(f"{document.doc_id} ({count})"))
    return Corpus(tuple(documents), tuple(row for part in parts for row in part.problems))


def _named(file: Mapping[str, Any]) -> io.BytesIO:
    """An uploaded file as an open one."""
    opened = io.BytesIO(bytes(file["content"]))
    opened.name = str(file["name"])
    return opened


def _summary(facts: Facts) -> str:
    tables = ("trade", "energy", "contacts", "contact_counts")
    counts = ", ".join(f"{len(getattr(facts, name))} {name.replace('_', ' ')}" for name in tables)
    aside = facts.quantities["why_not"].astype("str").str.startswith("not bound").sum()
    told = f" Things to know: {len(facts.problems)}." if len(facts.problems) else ""
    return f"Documents read: {len(facts.documents)}. Found: {counts}. Other quantities: {aside}.{told}"
