"""Documents by checks: a sign for each verdict, in the row of its document, or between documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.checks import cut
from bilat_nb.views.figures import chosen
from bilat_nb.views.frame import MARGIN, Frame, empty, wrapped
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.rows import plural
from bilat_nb.views.style import SMALL, styled, text_size
from bilat_nb.views.verdicts import (
    Verdict,
    about_verdicts,
    sign,
    sign_keys,
    sources_line,
    to_verdicts,
    verdict_titles,
)
from bilat_nb.views.wording import tellers, words
from bilat_nb.words import missing, period_words

WIDE = 9.0
_ROW, _LEAST, _AROUND, _MOST = 40.0, 24.0, 176.0, 20
_PITCH = 19.0  # between signs of a cell
_BETWEEN = "between documents"
_OFFICIAL = {"official figure": "Official figures", "official growth": "Official growth"}
_SUBTITLE = "Each sign is one check; what two documents tell stands in the last row"


def agreement_matrix(
    verdicts: pd.DataFrame,
    *,
    documents: pd.DataFrame | None = None,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
) -> tuple[Figure, Axes]:
    """Draw which documents were checked by what, and with what verdict.

    Parameters
    ----------
    verdicts : DataFrame
        As `verdicts`, `reconcile` or `compare` gives them, filtered as wished.
    documents : DataFrame, optional
        Table of documents: names the rows by publisher and year, and shows documents without any check.
    selected : str or collection of str, optional
        Verdicts to ring, by verdict_id.
    dark : bool
        Dark theme.
    title : str, optional
        Instead of the title computed from the rows.
    figsize : (float, float), optional
        Width and height in inches of 100 pixels; as high as the documents need when not given.

    Returns
    -------
    (Figure, Axes)
        Each sign carries the gid ``mark-<verdict_id>``.
    """
    with styled():
        rows = to_verdicts(verdicts)
        titles = [title] if title else verdict_titles(rows) if rows else ["Do the documents agree?"]
        if not rows:
            sentence = "Nothing that could be recomputed or compared is among the rows shown."
            return empty(titles, sentence, dark=dark, size=figsize or (WIDE, 3.0), ax=None)
        names = _names(rows, documents)
        size = figsize or (WIDE, (_AROUND + _ROW * min(len(names), _MOST)) / 100)
        frame = Frame(size, dark)
        ax = _draw(frame, rows, names, titles, sources_line(rows, tellers(documents)), chosen(selected))
        return frame.finish(about_verdicts(titles[0], rows)), ax


def _names(rows: Sequence[Verdict], documents: pd.DataFrame | None) -> dict[str, str]:
    """Rows of the matrix: documents by their order and what they are called, then what stands between them."""
    known = {} if documents is None else {str(doc): str(doc) for doc in documents["doc_id"]}
    told = known | {doc: doc for row in rows for doc in row.docs}
    names = {doc: tellers(documents).get(doc, doc) for doc in told}
    twice = {name for name, count in Counter(names.values()).items() if count > 1}
    names |= {doc: f"{name}, {_day(documents, doc)}" for doc, name in names.items() if name in twice}
    if any(len(row.docs) > 1 for row in rows):
        names[_BETWEEN] = "Between documents"
    return names


def _day(documents: pd.DataFrame | None, doc: str) -> str:
    """The day on which a document was published, for documents of one publisher and year."""
    rows = documents[documents["doc_id"].eq(doc)] if documents is not None else None
    when = None if rows is None or rows.empty else rows["published"].iloc[0]
    return doc if missing(when) else period_words(when, when).rpartition(" ")[0]


def _place(row: Verdict) -> str:
    return row.docs[0] if len(row.docs) == 1 else _BETWEEN


def _draw(
    frame: Frame, rows: Sequence[Verdict], names: Mapping[str, str], titles: Sequence[str], sources: str,
    selected: frozenset[str],
) -> Axes:  # fmt: skip
    fit = max(int((frame.height - _AROUND) / _LEAST), 1)
    shown = _shown(rows, names, fit)
    left = len(names) - len(shown)
    notes = [f"Not drawn: {plural(left, 'document')} with fewer checks."] if left else []
    bottom = frame.foot(notes, sources)
    top = frame.head(titles, [_SUBTITLE], sign_keys(rows, frame.colours))
    checks = list(dict.fromkeys(row.check for row in sorted(rows, key=lambda row: row.official)))
    start = MARGIN + min(frame.width * 0.24, 200.0)
    wide = (frame.width - MARGIN - start) / len(checks)
    ax = frame.axes((MARGIN, bottom, frame.width - MARGIN, top))
    floor = _headings(frame, checks, start, wide, top)
    step = min((floor - bottom) / len(shown), _ROW)
    signs: list[Mark] = []
    for number, doc in enumerate(shown):
        y = floor - (number + 0.5) * step
        if number % 2 == 0:
            frame.boxes([(MARGIN, y - step / 2, frame.width - MARGIN, y + step / 2, frame.colours.panel)])
        style = "italic" if doc == _BETWEEN else "normal"
        frame.text(MARGIN + 6, y, cut(names[doc], start - MARGIN - 14), style=style)
        for column, check in enumerate(checks):
            cell = [row for row in rows if _place(row) == doc and row.check == check]
            signs += _cell(frame, cell, start + column * wide, wide, y, step, selected)
    frame.fig.add_artist(MarkLayer(signs, frame.colours, frame.pixels))
    return ax


def _shown(rows: Sequence[Verdict], names: Mapping[str, str], fit: int) -> list[str]:
    """The documents that have room, those with most verdicts that do not agree first."""
    if len(names) <= fit:
        return list(names)
    weight = dict.fromkeys(names, 0.0)
    for row in rows:
        weight[_place(row)] += 1000.0 if row.verdict == "contradicts" else 1.0
    kept = set(sorted(names, key=lambda doc: -weight[doc])[:fit])
    return [doc for doc in names if doc in kept]


def _headings(frame: Frame, checks: Sequence[str], start: float, wide: float, top: float) -> float:
    """Names of the checks over their columns, in as many lines as they need; return the height below."""
    lines = [wrapped(_OFFICIAL.get(check, words("check", check)), max(wide - 6, 30), SMALL) for check in checks]
    most = max(map(len, lines))
    for column, told in enumerate(lines):
        for n, line in enumerate(told):
            y = top - 8 - 13 * (most - len(told) + n)
            fitted = line if text_size(line, SMALL)[0] <= wide - 2 else cut(line, wide - 4)
            frame.text(start + (column + 0.5) * wide, y, fitted, size=SMALL, color=frame.colours.muted, align="center")
    floor = top - 8 - 13 * most + 2
    frame.rules.append((MARGIN, floor, frame.width - MARGIN, floor, frame.colours.faint, 1.0, "solid"))
    return floor


def _cell(
    frame: Frame, cell: Sequence[Verdict], x: float, wide: float, y: float, step: float, selected: frozenset[str]
) -> list[Mark]:
    """Signs side by side, smaller where they are many; in two rows where one is not enough."""
    if not cell:
        return []
    rows = 2 if len(cell) * _PITCH > wide - 6 and step >= 34 else 1
    per_row = -(-len(cell) // rows)
    pitch = min(_PITCH, (wide - 6) / per_row)
    size = min(pitch / 2 - 2.4, step / 2 / rows - 2, 7.5)
    marks = []
    for n, row in enumerate(cell):
        line, place = divmod(n, per_row)
        across = x + wide / 2 + (place - (min(per_row, len(cell) - line * per_row) - 1) / 2) * pitch
        up = y + ((rows - 1) / 2 - line) * min(step / rows, 2 * size + 4)
        marks.append(sign(row, across, up, frame.colours, selected, max(size, 2.0)))
    return marks
