"""Stated growth beside the growth that levels imply: one row each, a line between what is said and what follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.series import to_dates
from bilat_nb.views.checks import cut
from bilat_nb.views.figures import chosen
from bilat_nb.views.frame import MARGIN, About, Frame, Key, empty
from bilat_nb.views.layers import LineLayer
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.panel import nice_ticks
from bilat_nb.views.rows import plural
from bilat_nb.views.style import SMALL, styled
from bilat_nb.views.verdicts import text_color
from bilat_nb.views.wording import capital, country, value_words, words
from bilat_nb.words import number, period_words

WIDE = 9.0
_ROW, _LEAST, _AROUND, _MOST = 40.0, 27.0, 168.0, 24
_SUBTITLE = "Growth on a year before as the documents state it, and as levels imply it, in percent"


@dataclass(frozen=True, slots=True)
class _Row:
    """One stated growth and the growth that levels imply."""

    verdict_id: str
    verdict: str
    head: str  # flow and period
    by: str
    stated: tuple[float, float, float]  # value, low, high; ends may be infinite
    implied: tuple[float, float, float]
    claim: str
    sentence: str
    loose: bool

    @classmethod
    def of(cls, row: Mapping[Any, Any], when: str) -> _Row:
        """A row of the table of growths."""
        by = str(row["by"])
        whose = f"levels that {country(by)} counts" if by.isupper() else by
        stated, implied = (
            tuple(float(row[f"{name}{end}"]) for end in ("", "_low", "_high")) for name in ("stated", "implied")
        )
        head = f"{capital(words('flow', str(row['flow'])))}, {when}"
        shown = value_words(float(row["implied"]), None, None, "exact", signed=True)
        return cls(
            str(row["verdict_id"]), str(row["verdict"]), head, f"{shown}% by {whose}",
            (stated[0], stated[1], stated[2]), (implied[0], implied[1], implied[2]),
            str(row["claim"]), str(row["sentence"]),
            abs(stated[1]) == float("inf") or abs(stated[2]) == float("inf"),
        )  # fmt: skip


def growth_and_levels(
    growths: pd.DataFrame,
    *,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
) -> tuple[Figure, Axes]:
    """Draw stated growth against the growth that levels imply.

    Parameters
    ----------
    growths : DataFrame
        As ``bn.growths`` gives it.
    selected : str or collection of str, optional
        Verdicts to ring, by verdict_id.
    dark : bool
        Dark theme.
    title : str, optional
        Instead of the title computed from the rows.
    figsize : (float, float), optional
        Width and height in inches of 100 pixels; as high as the rows need when not given.

    Returns
    -------
    (Figure, Axes)
        Each pair of marks carries the gid ``mark-<verdict_id>``.
    """
    with styled():
        starts, ends = to_dates(growths["period_start"]), to_dates(growths["period_end"])
        rows = [
            _Row.of(r, period_words(a, b)) for r, a, b in zip(growths.to_dict("records"), starts, ends, strict=True)
        ]
        titles = [title] if title else _titles(rows)
        if not rows:
            sentence = "No growth is stated for which two levels are told, by the documents or by an office."
            return empty(titles, sentence, dark=dark, size=figsize or (WIDE, 3.0), ax=None)
        frame = Frame(figsize or (WIDE, (_AROUND + _ROW * min(len(rows), _MOST)) / 100), dark)
        return _draw(frame, rows, titles, growths, chosen(selected))


def _titles(rows: Sequence[_Row]) -> list[str]:
    agree = sum(row.verdict == "agrees" for row in rows)
    if not rows:
        return ["Stated growth and levels"]
    if agree == len(rows):
        return [f"Every stated growth fits its levels ({plural(len(rows), 'check')})", "Stated growth fits its levels"]
    return [
        f"{agree} of {plural(len(rows), 'stated growth rate')} fit{'s' if agree == 1 else ''} the levels",
        "Stated growth and levels",
    ]


def _draw(
    frame: Frame, rows: Sequence[_Row], titles: Sequence[str], growths: pd.DataFrame, selected: frozenset[str]
) -> tuple[Figure, Axes]:
    fit = max(int((frame.height - _AROUND) / _LEAST), 1)
    kept = (
        sorted(rows, key=lambda row: (row.verdict == "agrees", row.verdict_id not in selected))[:fit]
        if len(rows) > fit
        else rows
    )
    kept = [row for row in rows if row in kept]
    notes = [f"Not drawn: {plural(len(rows) - len(kept), 'check')} more."] if len(kept) < len(rows) else []
    docs = {doc for ids in growths["doc_ids"] for doc in str(ids).split("; ")}
    sources = f"Sources: {plural(len(docs), 'document')}; official levels where a country is named."
    bottom = frame.foot(notes, sources)
    top = frame.head(titles, [_SUBTITLE], _keys(frame, kept))
    left = MARGIN + min(frame.width * 0.34, 300.0)
    box = (left, bottom + 24, frame.width - MARGIN - 78, top - 2)
    ax = frame.axes(box)
    ticks = _ticks(kept, box)
    _scale(frame, box, ticks)
    step = min((box[3] - box[1]) / len(kept), _ROW)
    marks = []
    for n, row in enumerate(kept):
        marks.append(_row(frame, row, box, ticks, box[3] - (n + 0.5) * step, selected))
    frame.fig.add_artist(MarkLayer(marks, frame.colours, frame.pixels))
    text = " ".join([f"{titles[0]}.", *(row.sentence for row in kept)])
    return frame.finish(About(titles[0], text, {row.verdict_id: row.sentence for row in rows})), ax


def _keys(frame: Frame, rows: Sequence[_Row]) -> list[Key]:
    ink = frame.colours.ink
    keys = [Key("stated", "circle", ink)]
    if any(row.loose for row in rows):
        keys.append(Key("“more than”, “at most”", "circle", ink, hollow=True))
    return [
        *keys,
        Key("implied by levels", "diamond", ink, hollow=True),
        Key("what rounding allows", color=ink, line="solid"),
    ]


def _ticks(rows: Sequence[_Row], box: tuple[float, float, float, float]) -> list[float]:
    ends = [end for row in rows for three in (row.stated, row.implied) for end in three if abs(end) != float("inf")]
    low, high = min(0.0, *ends), max(0.0, *ends)
    most = max(2, min(7, int((box[2] - box[0]) / 60)))
    return nice_ticks(low, high if high > low else low + 1.0, most)


def _at(value: float, box: tuple[float, float, float, float], ticks: Sequence[float]) -> float:
    return box[0] + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (box[2] - box[0])


def _scale(frame: Frame, box: tuple[float, float, float, float], ticks: Sequence[float]) -> None:
    lines = []
    for tick in ticks:
        x = _at(tick, box, ticks)
        lines.append((x, box[1], x, box[3], frame.colours.faint if tick == 0 else frame.colours.grid, 1.0, "solid"))
        sign = "+" if tick > 0 else ""
        frame.text(x, box[1] - 12, f"{sign}{number(tick)}", color=frame.colours.muted, align="center")
    frame.fig.add_artist(LineLayer(lines, frame.pixels, zorder=0.8))


def _row(
    frame: Frame, row: _Row, box: tuple[float, float, float, float], ticks: Sequence[float], y: float,
    selected: frozenset[str],
) -> Mark:  # fmt: skip
    """The words of a row, its whiskers, and its pair of marks."""
    colours = frame.colours
    room = box[0] - MARGIN - 14
    weight = "normal" if row.verdict == "agrees" else "bold"
    frame.text(MARGIN, y + 7, cut(f"{row.head}: {row.claim}", room, weight), weight=weight)
    frame.text(MARGIN, y - 8, cut(row.by, room), size=SMALL, color=colours.muted)
    frame.text(box[2] + 14, y, row.verdict, size=SMALL, color=text_color(colours, row.verdict), weight=weight)
    for three, up in ((row.stated, 1.0), (row.implied, -1.0)):
        _whisker(frame, three, box, ticks, y + up * 4.0)
    x0, x1 = (_at(min(max(three[0], ticks[0]), ticks[-1]), box, ticks) for three in (row.stated, row.implied))
    return Mark(
        row.verdict_id, row.sentence, x0, x1, y, "dumbbell", colours.ink, hollow=row.loose,
        selected=row.verdict_id in selected, size=5.6,
    )  # fmt: skip


def _whisker(
    frame: Frame, three: tuple[float, float, float], box: tuple[float, float, float, float], ticks: Sequence[float],
    y: float,
) -> None:  # fmt: skip
    """From the low to the high end; an open end runs to the edge and is dashed."""
    low, high = (min(max(end, ticks[0]), ticks[-1]) for end in three[1:])
    is_open = abs(three[1]) == float("inf") or abs(three[2]) == float("inf")
    a, b = _at(low, box, ticks), _at(high, box, ticks)
    color = frame.colours.muted
    frame.rules.append((a, y, b, y, color, 1.4, "dotted" if is_open else "solid"))
    frame.rules += [
        (x, y - 3, x, y + 3, color, 1.2, "solid")
        for x, end in ((a, three[1]), (b, three[2]))
        if abs(end) != float("inf")
    ]
