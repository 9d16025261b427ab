"""What a report says, before it is written down: counts, findings with arithmetic and quotes, sources. Plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from bilat_nb.markup import about
from bilat_nb.sentences import sentence_of
from bilat_nb.words import amount, cell, missing, number

SECTIONS = (
    ("contradicts", "What contradicts", "No figure contradicts another beyond what rounding explains."),
    ("cannot tell", "What could not be told", "Nothing was left open."),
    ("agrees", "What agrees", "Nothing was found that could be recomputed."),
)
HOW_TO_READ = (
    "Two figures agree when rounding, and words such as “about” or “over”, can explain their difference; no other "
    "tolerance is used.",
    "“Could not be told” means that they differ and may both be right: two statistical offices, plans, a scope that "
    "the text does not tell.",
    "An official figure is somebody's count, not the truth. Where it is the document's own figure, it confirms "
    "nothing.",
)
_COUNTED = (("contradicts", "contradicted"), ("cannot tell", "left open"), ("agrees", "agreed"))
_BLANK = re.compile(r"\s+")
_PLAIN = ("contacts", "number", "rank")
_FACT_TABLES = ("trade", "energy", "contacts", "contact_counts", "quantities")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document in pieces, each with whether it is what was read, and where it stands."""

    pieces: tuple[tuple[str, bool], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict: a heading, its sentence, the arithmetic, the quotes and the official source."""

    heading: str
    sentence: str
    arithmetic: str
    quotes: tuple[Quote, ...]
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one verdict; `more` were left out, `none` is what is said when there are none.

    What agrees is told in a line each, the rest in `full` with arithmetic and quotes.
    """

    title: str
    findings: tuple[Finding, ...]
    more: int
    none: str
    full: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report says."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    documents: tuple[str, ...]
    official: tuple[tuple[str, str], ...]


def contents(facts: Any, found: pd.DataFrame, most: int) -> Contents:
    """Collect what a report says.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    found : DataFrame
        Verdicts, as `verdicts` gives them.
    most : int
        Findings in each section; of contradictions all are told.
    """
    wanted = {cell for ids in found["fact_ids"] for cell in str(ids).split("; ")}
    rows = fact_rows(facts, wanted)
    known = {row["doc_id"]: row for row in facts.documents.to_dict("records")}
    sections = tuple(_section(found, *section, rows, known, facts.texts, most) for section in SECTIONS)
    used = dict.fromkeys(doc for ids in found["doc_ids"] for doc in str(ids).split("; "))
    official = found[["source_name", "source_url"]].dropna(subset=["source_name"]).drop_duplicates()
    links = tuple((str(name), cell(url)) for name, url in official.itertuples(index=False))
    told = tuple(_document(known[doc]) for doc in used if doc in known)
    return Contents("Do the documents agree?", _summary(facts, found), sections, told, links)


def fact_rows(facts: Any, wanted: set[str]) -> dict[str, Mapping[str, Any]]:
    """Rows of all tables by fact_id, of those wanted."""
    found: dict[str, Mapping[str, Any]] = {}
    for name in _FACT_TABLES:
        frame = getattr(facts, name)
        for row in frame[frame["fact_id"].isin(wanted)].to_dict("records"):
            found.setdefault(row["fact_id"], {**row, "table": name})
    return found


def _summary(facts: Any, found: pd.DataFrame) -> str:
    counts = found["verdict"].value_counts()
    docs, figures = len(facts.documents), len(facts.trade) + len(facts.energy) + len(facts.contact_counts)
    beside = int(found["against"].eq("official").sum())
    told = ", ".join(f"{counts.get(verdict, 0)} {words}" for verdict, words in _COUNTED)
    return (
        f"{_plural(docs, 'document')} with {_plural(figures, 'figure')} of trade, energy and contacts. "
        f"{_plural(len(found), 'check')}, {beside} of them against official figures: {told}."
    )


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _section(
    found: pd.DataFrame, verdict: str, title: str, none: str, rows: Mapping[str, Any], known: Mapping[str, Any],
    texts: Mapping[str, str], most: int,
) -> Section:  # fmt: skip
    own = found[found["verdict"].eq(verdict)]
    shown = own if verdict == "contradicts" else own.head(most)
    findings = tuple(_finding(row, rows, known, texts) for row in shown.to_dict("records"))
    return Section(title, findings, len(own) - len(shown), none, verdict != "agrees")


def _finding(
    row: Mapping[Any, Any], rows: Mapping[str, Any], known: Mapping[str, Any], texts: Mapping[str, str]
) -> Finding:
    ids = [fact_id for fact_id in str(row["fact_ids"]).split("; ") if fact_id in rows]
    quotes = _quotes([rows[fact_id] for fact_id in ids], known, texts)
    told = str(row["check"]), str(row["sentence"]), arithmetic(row)
    return Finding(*told, quotes, cell(row["source_name"]), cell(row["source_url"]))


def arithmetic(row: Mapping[Any, Any]) -> str:
    """Stated, found, how far apart, how much rounding allows, and the formula."""
    unit = row["unit"]
    first = "implied" if row["derived"] is True else "stated"
    second = "recomputed" if missing(row["reporter"]) else "official"
    parts = [f"{first} {shown(row['stated'], unit)}", f"{second} {shown(row['recomputed'], unit)}"]
    if not missing(row["difference"]) and row["difference"]:
        parts.append(f"difference {gap(row['difference'], unit)}")
    if not missing(row["tolerance"]) and row["verdict"] != "agrees":
        parts.append(f"rounding explains {gap(row['tolerance'], unit)}")
    return f"{', '.join(parts)} ({row['formula']})"


def gap(value: float, unit: Any) -> str:
    """A difference: of percentages in points."""
    return f"{number(abs(value), 3)} points" if unit == "%" else shown(abs(value), unit)


def shown(value: float, unit: Any) -> str:
    """A value in the unit of its verdict."""
    if missing(value):
        return "not told"
    return number(float(value)) if cell(unit) in _PLAIN else amount(float(value), unit)


def _quotes(rows: Sequence[Mapping[str, Any]], known: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[Quote, ...]:
    """The sentences around facts, each once with all that was read from it."""
    spans: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for row in rows:
        doc, span = str(row["doc_id"]), (int(row["span_start"]), int(row["span_stop"]))
        sentence = sentence_of(texts[doc], *span) if doc in texts else span
        spans.setdefault((doc, *sentence), []).append(span)
    told = {str(row["doc_id"]): str(row["quote"]) for row in rows}
    return tuple(
        Quote(
            _pieces(texts[doc], start, stop, read) if doc in texts else ((told[doc], True),),
            f"{about(known[doc]) if doc in known else doc}, characters {start:,}–{stop:,}",
        )
        for (doc, start, stop), read in spans.items()
    )


def _pieces(text: str, start: int, stop: int, read: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """A sentence cut at what was read from it; white space becomes single blanks."""
    cuts = sorted({start, stop, *(min(max(edge, start), stop) for span in read for edge in span)})
    pieces = [(text[a:z], any(first <= a and z <= last for first, last in read)) for a, z in pairwise(cuts)]
    return tuple((_BLANK.sub(" ", piece), shown) for piece, shown in pieces)


def _document(row: Mapping[str, Any]) -> str:
    title = cell(row.get("title")) or str(row["doc_id"])
    return f"{title} ({about(row)})"
