"""Explain: for every figure of a document, which words and rules made its row, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from bilat_nb import markup, words
from bilat_nb.decisions import Figure, Span, Step, decided
from bilat_nb.documents import Document
from bilat_nb.model import Sentence
from bilat_nb.reading import read

NOTHING = "There is no figure here."


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """What was made of the figures of a document; it shows itself as text or HTML.

    Attributes
    ----------
    document : Document
        The document.
    items : tuple of Figure
        The figures in the order of the text.
    """

    document: Document
    items: tuple[Figure, ...]

    @property
    def figures(self) -> pd.DataFrame:
        """One row per figure: quote, span, what it was read as, the tables that use it, and why none does."""
        columns = ["quote", "span_start", "span_stop", "reads", "used_by", "why_not", "sentence"]
        rows = [
            (
                self.document.text[slice(*f.span)],
                *f.span,
                f.reads,
                "; ".join(f.used_by) or None,
                f.why_not,
                f.sentence.index,
            )
            for f in self.items
        ]
        return pd.DataFrame(rows, columns=columns)

    @property
    def steps(self) -> pd.DataFrame:
        """One row per decision: the figure, table, step, answer, rule with its meaning, and the words it rests on."""
        columns = ["quote", "span_start", "span_stop", "table", "step", "answer", "rule", "meaning", "evidence"]
        rows = [
            (self.document.text[slice(*f.span)], *f.span, *s[:4], s.meaning, self._evidence(s) or None)
            for f in self.items
            for s in f.steps
        ]
        return pd.DataFrame(rows, columns=columns)

    def __len__(self) -> int:
        return len(self.items)

    def __str__(self) -> str:
        return "\n\n".join("\n".join(self._lines(s, figures)) for s, figures in self._sentences()) or NOTHING

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        body = "".join(self._html(sentence, figures) for sentence, figures in self._sentences())
        return f"<style>{markup.STYLE}</style>{body or f'<p>{NOTHING}</p>'}"

    def _quote(self, span: Span) -> str:
        """The words at a span, in one line."""
        return " ".join(self.document.text[slice(*span)].split())

    def _evidence(self, step: Step) -> str:
        return "; ".join(dict.fromkeys(self._quote(span) for span in step.evidence))

    def _sentences(self) -> Iterator[tuple[Sentence, list[Figure]]]:
        """The figures, sentence by sentence."""
        grouped: dict[int, list[Figure]] = {}
        for figure in self.items:
            grouped.setdefault(figure.sentence.index, []).append(figure)
        yield from ((figures[0].sentence, figures) for figures in grouped.values())

    def _lines(self, sentence: Sentence, figures: list[Figure]) -> Iterator[str]:
        """The sentence, then each figure with its decisions."""
        yield f"“{self._quote((sentence.start, sentence.stop))}” ({_where(sentence)})"
        for figure in figures:
            yield f"  {self._quote(figure.span)}: {_says(figure)}"
            for step in figure.steps:
                evidence = self._evidence(step)
                told = f" ← “{evidence}”" if evidence and step.answer != evidence else ""
                yield f"    {words.term(step.table)}: {step.step}: {step.answer}{told}{_rule(step, ' [{}]')}"

    def _html(self, sentence: Sentence, figures: list[Figure]) -> str:
        """The sentence with its parts marked, and a table of the decisions."""
        marks = [mark for figure in figures for mark in _marks(sentence, figure)]
        text = markup.marked(self.document.text[sentence.start : sentence.stop], marks)
        head = f'<p class="bn-quiet">{escape(_where(sentence))}</p><div class="bn-text">{text}</div>'
        rows = "".join(self._rows(figure) for figure in figures)
        return f'{head}{markup.legend(marks)}<table class="bn-facts">{rows}</table>'

    def _rows(self, figure: Figure) -> str:
        """The figure as a heading, and a row of the table per decision."""
        cells = [
            (words.term(s.table), words.term(s.step), s.answer, self._evidence(s), _rule(s, "{}")) for s in figure.steps
        ]
        head = f'<th scope="rowgroup">{escape(self._quote(figure.span))}</th>'
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        return f'<tr>{head}<td colspan="4">{escape(_says(figure))}</td></tr>{body}'


def _where(sentence: Sentence) -> str:
    return f"{sentence.block}, characters {sentence.start:,}–{sentence.stop:,}"


def _says(figure: Figure) -> str:
    """What was read, and why no table uses it."""
    return f"{figure.reads}; not used: {figure.why_not}" if figure.why_not else figure.reads


def _rule(step: Step, form: str) -> str:
    """The name of a rule with its meaning."""
    said = f"{step.rule}: {step.meaning}" if step.meaning else step.rule
    return form.format(said) if said else ""


def _marks(sentence: Sentence, figure: Figure) -> Iterator[markup.Mark]:
    """The figure and the words of its decisions, as marks of the sentence's text."""
    spans = [(figure.span, "value", "figure")]
    spans += [(span, _family(step), f"{step.step}: {step.answer}") for step in figure.steps for span in step.evidence]
    for (start, stop), kind, note in spans:
        yield markup.Mark(start - sentence.start, stop - sentence.start, kind, note)


def _family(step: Step) -> str:
    """The underline of a step."""
    return {"sides": "who", "period": "period", "base": "period", "same as": "value"}.get(step.step, "what")


def explain(
    document: Document | str,
    span: Span | Mapping[str, Any] | None = None,
    published: str | date | None = None,
) -> Explanation:
    """Explain what was made of the figures of a document, and by which rules.

    Parameters
    ----------
    document : Document or str
        A document, or any text.
    span : pair of int, or a row of a table, optional
        Only the figures that touch these characters; a row is asked for its ``span_start`` and ``span_stop``.
    published : str or datetime.date, optional
        The day from which "last year" counts; by default the day that the document or its text tells.

    Returns
    -------
    Explanation
        Shows itself; its `figures` and `steps` are DataFrames.

    Examples
    --------
    >>> told = explain("In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion.")
    >>> told.figures[["quote", "used_by", "why_not"]].fillna("").values.tolist()
    [['2017', '', 'year'], ['23.5%', 'trade', ''], ['$32.42 billion', 'trade', '']]
    >>> told.steps.query("step == 'period'")["evidence"].tolist()
    ['2017', '2017']
    """
    if not isinstance(document, Document):
        document = Document("text", document)
    if published is not None:
        document = replace(document, published=date.fromisoformat(str(published)[:10]))
    figures = decided(read(document))
    if span is not None:
        start, stop = _bounds(span)
        figures = [f for f in figures if f.span[0] < stop and start < f.span[1]]
    return Explanation(document, tuple(figures))


def _bounds(span: Span | Mapping[str, Any]) -> Span:
    start, stop = (span["span_start"], span["span_stop"]) if isinstance(span, Mapping | pd.Series) else span
    if not 0 <= start < stop:
        raise ValueError(f"span is {start}, {stop}; it must be two offsets, the first before the second.")
    return int(start), int(stop)
