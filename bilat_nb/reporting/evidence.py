"""The evidence of one verdict as HTML: its arithmetic, and each sentence that it rests on with its parts underlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bilat_nb import markup
from bilat_nb.reporting.contents import arithmetic, fact_rows
from bilat_nb.reporting.page import link
from bilat_nb.sentences import sentence_of
from bilat_nb.words import cell


def evidence_html(facts: Any, verdict: Mapping[Any, Any]) -> str:
    """Return what one verdict rests on, as HTML in which document text is escaped.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    verdict : mapping
        A row of a table of verdicts.
    """
    ids = str(verdict["fact_ids"]).split("; ")
    rows = fact_rows(facts, set(ids))
    known = {row["doc_id"]: row for row in facts.documents.to_dict("records")}
    told = "".join(
        _sentence(facts, known[doc], span, group)
        for (doc, *span), group in _grouped(facts, [rows[fact_id] for fact_id in ids if fact_id in rows]).items()
    )
    source = cell(verdict.get("source_name"))
    official = f"<p>Official figure: {link(source, cell(verdict.get('source_url')))}</p>" if source else ""
    head = f'<p>{escape(str(verdict["sentence"]))}</p><p class="bn-quiet">{escape(arithmetic(verdict))}</p>'
    return f"{head}{official}{told}"


def _grouped(facts: Any, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int, int], list[Mapping[str, Any]]]:
    """Facts by the sentence that they stand in."""
    found: dict[tuple[str, int, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        doc, span = str(row["doc_id"]), (int(row["span_start"]), int(row["span_stop"]))
        text = facts.texts.get(doc)
        found.setdefault((doc, *(span if text is None else sentence_of(text, *span))), []).append(row)
    return found


def _sentence(facts: Any, document: Mapping[str, Any], span: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> str:
    """One sentence with the parts of its facts."""
    start, stop = span
    where = f"characters {start:,}–{stop:,}"
    text = facts.texts.get(document["doc_id"])
    if text is None:  # facts that were saved and loaded without their texts
        quotes = "".join(f"<p>“{escape(str(row['quote']))}”</p>" for row in rows)
        return markup.source_html(document, where) + quotes
    wanted = {row["fact_id"] for row in rows}
    parts = facts.evidence[facts.evidence["fact_id"].isin(wanted) & facts.evidence["doc_id"].eq(document["doc_id"])]
    marks = [
        markup.Mark(mark.start - start, mark.stop - start, mark.kind, mark.note)
        for mark in markup.role_marks(parts.to_dict("records"))
        if start <= mark.start and mark.stop <= stop
    ]
    facts_marks = [
        markup.Mark(int(row["span_start"]) - start, int(row["span_stop"]) - start, "sentence") for row in rows
    ]
    body = markup.marked(text[start:stop], [*facts_marks, *marks])
    return f"{markup.source_html(document, where)}{markup.text_html(body, 'Sentence')}{markup.legend(marks)}"
