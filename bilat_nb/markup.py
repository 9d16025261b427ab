"""Text and spans to HTML: evidence in its document, a document with its facts, a holder of tables at a glance.

Pure functions from plain values to strings. Document text is hostile: every piece of it goes through `html.escape`.
Colours come from the theme variables of JupyterLab with fallbacks, so that the same HTML is legible in light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from bilat_nb import words
from bilat_nb.marking import FAMILIES, ROLES, Mark, marked, role_marks
from bilat_nb.sentences import sentence_of

__all__ = [
    "FAMILIES",
    "ROLES",
    "STYLE",
    "Mark",
    "about",
    "corpus_html",
    "document_html",
    "evidence_html",
    "fact_html",
    "facts_html",
    "legend",
    "marked",
    "read_document_html",
    "role_marks",
    "row_html",
    "source_html",
    "sources",
    "text_html",
    "unread_html",
]

_MOST = 50  # documents of a corpus that are listed
_LONG = 110  # characters of a title in that list
_AROUND = 160  # characters before and after the sentence of a row that is shown by itself
STYLE = """
body[data-jp-theme-light="false"] { --bn-highlight: #5a4708; --bn-fact: rgba(108, 188, 240, 0.28); --bn-value: #6cbcf0;
  --bn-bound: #f0a0cf; --bn-period: #4bd0a4; --bn-what: #f0b94a; --bn-who: #b8b8b8; --bn-place: #ff9a57; }
.bn-text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.bn-text mark { color: inherit; background: none; border-radius: 2px; }
.bn-text mark.bn-sentence { background: var(--bn-highlight, #fde9a9); padding: 1px 0; }
.bn-text mark.bn-fact { background: var(--bn-fact, rgba(0, 114, 178, 0.13)); }
.bn-role { text-decoration-line: underline; text-decoration-thickness: 2px; text-underline-offset: 3px;
  text-decoration-skip-ink: none; }
.bn-role-value { text-decoration-color: var(--bn-value, #0072b2); text-decoration-thickness: 3px; font-weight: 700; }
.bn-role-bound { text-decoration-color: var(--bn-bound, #b0307c); text-decoration-style: wavy;
  text-decoration-thickness: 1px; }
.bn-role-period { text-decoration-color: var(--bn-period, #00795a); text-decoration-style: dashed; }
.bn-role-what { text-decoration-color: var(--bn-what, #8a5a00); text-decoration-style: dotted; }
.bn-role-who { text-decoration-color: var(--bn-who, #555); text-decoration-style: double;
  text-decoration-thickness: 1px; }
.bn-role-place { text-decoration-color: var(--bn-place, #a34700); }
.bn-facts { border-collapse: collapse; margin: 0.4em 0; }
.bn-facts th, .bn-facts td { padding: 2px 14px 2px 0; vertical-align: top; font-variant-numeric: tabular-nums; }
.bn-facts .bn-quiet, .bn-quiet { color: var(--jp-ui-font-color2, #666); }
.bn-document { max-width: 46em; }
.bn-long { max-height: 22em; overflow-y: auto; padding: 0.5em 0.8em; border: 1px solid var(--jp-border-color2, #d9dce1);
  border-radius: 6px; }
.bn-document sup { font-size: 0.7em; color: var(--jp-ui-font-color2, #555); user-select: none; }
"""


def legend(marks: Iterable[Mark]) -> str:
    """What the underlines mean, for the families that occur in `marks`."""
    kinds = {m.kind for m in marks}
    shown = [f'<span class="bn-role bn-role-{kind}">{kind}</span>' for kind in FAMILIES if kind in kinds]
    return f'<p class="bn-legend bn-quiet">{" ".join(shown)}</p>' if shown else ""


def evidence_html(
    document: Mapping[str, Any],
    text: str,
    sentence: tuple[int, int],
    span: tuple[int, int],
    evidence: Iterable[Mapping[str, Any]],
) -> str:
    """The whole document with one sentence highlighted and the parts of one fact underlined by role.

    `document` is a row of the table of documents, `span` where the fact stands, `evidence` its rows of the evidence
    table.
    """
    evidence = list(evidence)
    pages = dict.fromkeys(int(row["page"]) for row in evidence if not words.missing(row.get("page")))
    page = f", page {', '.join(map(str, pages))}" if pages else ""
    where = f"characters {span[0]:,}–{span[1]:,} of {len(text):,}{page}"
    roles = role_marks(evidence)
    body = marked(text, [Mark(*sentence, "sentence"), *roles])
    return f"{source_html(document, where)}{text_html(body, 'Text of the document')}{legend(roles)}"


def text_html(body: str, name: str, more: str = "") -> str:
    """A text that can be reached and scrolled from the keyboard; no landmark, for a page may have several."""
    return f'<div class="bn-text{more}" tabindex="0" role="group" aria-label="{name}">{body}</div>'


def documents_of(facts: Any) -> dict[str, dict[str, Any]]:
    """The rows of the table of documents by doc_id."""
    rows = facts.documents.to_dict("records")
    return {row["doc_id"]: {str(column): cell for column, cell in row.items()} for row in rows}


def fact_html(facts: Any, row: Mapping[str, Any]) -> str:
    """The document of a row of `facts` with its sentence highlighted; its quote where the text is not at hand."""
    document, span = documents_of(facts)[row["doc_id"]], (int(row["span_start"]), int(row["span_stop"]))
    text = facts.texts.get(row["doc_id"])
    if text is None:  # facts that were saved and loaded without their texts
        return source_html(document) + f"<p>“{escape(str(row['quote']))}”</p>"
    parts = facts.evidence[facts.evidence["fact_id"] == row["fact_id"]].to_dict("records")
    return evidence_html(document, text, sentence_of(text, *span), span, parts)


def row_html(facts: Any, table: str, row: Mapping[str, Any]) -> str:
    """One row by itself: what it says, who tells it, and its sentence with some text around."""
    said = (
        f'<p><b>{escape(words.row_words(table, row))}</b> <span class="bn-quiet">{escape(words.term(table))}</span></p>'
    )
    text = facts.texts.get(row["doc_id"])
    if text is None:
        return f'<style>{STYLE}</style><div class="bn-document">{said}{fact_html(facts, row)}</div>'
    start, stop = sentence_of(text, int(row["span_start"]), int(row["span_stop"]))
    # whole words, unless they are endless
    first = max(text.rfind(" ", 0, max(start - _AROUND, 0)) + 1, start - 2 * _AROUND, 0)
    last = text.find(" ", stop + _AROUND, stop + 2 * _AROUND)
    last = last if last >= 0 else min(stop + _AROUND, len(text))
    parts = role_marks(facts.evidence[facts.evidence["fact_id"] == row["fact_id"]].to_dict("records"))
    marks = [replace(mark, start=mark.start - first, stop=mark.stop - first) for mark in parts]
    body = marked(text[first:last], [Mark(start - first, stop - first, "sentence"), *marks])
    cut = ("… " if first else "", " …" if last < len(text) else "")
    source = source_html(documents_of(facts)[row["doc_id"]], f"characters {row['span_start']:,}–{row['span_stop']:,}")
    shown = f'<div class="bn-text">{cut[0]}{body}{cut[1]}</div>{legend(parts)}'
    return f'<style>{STYLE}</style><div class="bn-document">{said}{source}{shown}</div>'


def source_html(document: Mapping[str, Any], more: str = "") -> str:
    """Title of a document, and in a second line its publisher, its day with its basis, and `more`."""
    return _head(document, ", ".join(part for part in (about(document), more) if part))


def _head(document: Mapping[str, Any], line: str) -> str:
    title = words.cell(document.get("title")) or words.cell(document.get("doc_id"), "untitled")
    return f'<p class="bn-source"><b>{escape(title)}</b><br><span class="bn-quiet">{escape(line)}</span></p>'


def about(document: Mapping[str, Any]) -> str:
    """Publisher, day of publication and how that day is known, in one line."""
    publisher = words.cell(document.get("publisher"), "publisher not told")
    day, basis = document.get("published"), words.term(document.get("published_basis"))
    if words.missing(day):
        return f"{publisher}, day of publication not known"
    return f"{publisher}, {words.period_words(day, day)}" + (f" ({basis})" if basis else "")


def sources(documents: Iterable[Mapping[str, Any]]) -> str:
    """The sources line: publisher and day of each document, each once."""
    told = list(dict.fromkeys(about(document) for document in documents))
    return f"Sources: {'; '.join(told)}." if told else ""


def document_html(document: Any, rows: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> str:
    """A document with all its facts highlighted, and what they say as a list beneath.

    `document` has `text`, `doc_id`, `publisher` and `published`; `rows` are pairs of a table's name and a row of it.
    """
    known = {key: getattr(document, key, None) for key in ("title", "doc_id", "publisher", "published")}
    told = known["publisher"] is not None and known["published"] is not None
    length = f"{len(document.text):,} characters"
    title = source_html(known, length) if told else _head(known, length)
    return _document(title, document.text, rows)


def unread_html(document: Any) -> str:
    """A document that was loaded and not yet read: what is known about it, its text, and how to see its facts."""
    text = text_html(marked(document.text, []), "Text of the document", " bn-long")
    name = escape(repr(document.doc_id))
    hint = f"Not read yet. <code>bn.parse(document).document({name})</code> shows it with its facts highlighted."
    title = _head({"title": document.title, "doc_id": document.doc_id}, "; ".join(_known(document)))
    return f'<style>{STYLE}</style><div class="bn-document">{title}{text}<p class="bn-quiet">{hint}</p></div>'


def _known(document: Any) -> list[str]:
    """What is known about a document from outside, in words."""
    day = document.published
    published = words.period_words(day, day) if day else "day of publication: the text may tell it"
    pages = f"{len(document.pages):,} pages" if document.pages else ""
    length = f"{len(document.text):,} characters"
    where = document.url or re.split(r"[/\\]", document.path or "")[-1]
    return [one for one in (document.publisher, published, document.language, length, pages, where) if one]


def corpus_html(corpus: Any) -> str:
    """The documents of a corpus as a table, at most fifty, and what could not be loaded."""
    body = "".join(_listed(document) for document in corpus[:_MOST])
    names = ("document", "title or first line", "publisher", "day")
    heads = "".join(f'<th style="{_LEFT}">{name}</th>' for name in names)
    more = f'<p class="bn-quiet">and {len(corpus) - _MOST:,} more</p>' if len(corpus) > _MOST else ""
    head = f"<tr>{heads}<th>characters</th></tr>"
    return f'<style>{STYLE}</style><table class="bn-facts">{head}{body}</table>{more}{_problems(corpus.problems)}'


def _listed(document: Any) -> str:
    """One document as a row of that table."""
    day = document.published
    told = (
        document.doc_id,
        (document.title or _first_line(document.text))[:_LONG],
        document.publisher or "",
        words.period_words(day, day) if day else "not told",
    )
    cells = "".join(f'<td style="{_LEFT}">{escape(cell)}</td>' for cell in told)
    return f"<tr>{cells}<td>{len(document.text):,}</td></tr>"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def read_document_html(facts: Any, doc_id: str) -> str:
    """A document of `facts` with all that was read from it highlighted, and what it says as a list beneath."""
    known = documents_of(facts)[doc_id]
    frames = {name: getattr(facts, name) for name in ("trade", "energy", "contacts", "contact_counts")}
    rows = [
        (name, {str(column): cell for column, cell in row.items()})
        for name, frame in frames.items()
        for row in frame[frame["doc_id"] == doc_id].to_dict("records")
    ]
    return _document(source_html(known, f"{len(facts.texts[doc_id]):,} characters"), facts.texts[doc_id], rows)


def _document(title: str, text: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    found = sorted(rows, key=lambda pair: (int(pair[1]["span_start"]), int(pair[1]["span_stop"])))
    says = [words.row_words(table, row) for table, row in found]
    marks = [
        Mark(int(row["span_start"]), int(row["span_stop"]), "fact", f"{n}. {say}", str(row.get("fact_id", "")))
        for n, ((_, row), say) in enumerate(zip(found, says, strict=True), 1)
    ]
    items = "".join(_item(row, say) for (_, row), say in zip(found, says, strict=True))
    shown = text_html(marked(text, marks), "Text of the document")
    said = f"<ol>{items}</ol>" if items else ""
    return f'<style>{STYLE}</style><div class="bn-document">{title}{shown}{said}</div>'


def _item(row: Mapping[str, Any], says: str) -> str:
    """One fact in the list under a document."""
    where = f"characters {int(row['span_start']):,}–{int(row['span_stop']):,}"
    return f'<li>{escape(says)} <span class="bn-quiet">“{escape(str(row["quote"]))}”, {where}</span></li>'


def facts_html(facts: Any) -> str:
    """How many rows each table of `facts` has, and the problems, at a glance."""
    rows = "".join(
        f'<tr><td style="{_LEFT}">{escape(words.term(table))}</td><td>{len(getattr(facts, table)):,}</td>'
        f'<td class="bn-quiet" style="{_LEFT}">{escape(meaning)}</td></tr>'
        for table, meaning in _TABLES.items()
    )
    head = f'<tr><th style="{_LEFT}">table</th><th>rows</th><th style="{_LEFT}">one row per</th></tr>'
    told = _problems(facts.problems.to_dict("records"))
    return f'<style>{STYLE}</style><table class="bn-facts">{head}{rows}</table>{told}'


def _problems(rows: Iterable[Mapping[str, Any]]) -> str:
    """What there is to know before trusting what is shown, folded."""
    told = "".join(
        f"<li>{escape(words.term(row.get('kind')))}: {escape(words.cell(row.get('doc_id'), 'no document'))}. "
        f"{escape(words.cell(row.get('detail')))}</li>"
        for row in rows
    )
    return f"<details><summary>Problems to know about</summary><ul>{told}</ul></details>" if told else ""


# Notebooks set tables to the right; only what stands in the element itself is stronger.
_LEFT = "text-align: left"
_TABLES = {
    "documents": "document",
    "trade": "stated figure of trade between countries",
    "energy": "stated figure of an energy commodity or of infrastructure",
    "contacts": "contact between officials of different countries",
    "participants": "person in a contact",
    "contact_counts": "stated number of contacts",
    "quantities": "quantity in the text, used or not",
    "evidence": "part of a fact, with its place in the text",
    "problems": "thing to know before trusting the tables",
}
