"""Trade trends: what the documents state, on top of the official series, with growth below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.indexing import UNIT
from bilat_nb.views.figures import box_of, chosen, measure_words, panel_boxes, row_keys, row_labels, row_marks, several
from bilat_nb.views.findings import about_rows, trade_titles
from bilat_nb.views.frame import Frame, cut_to, empty
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.official import (
    Official,
    official_keys,
    official_trade,
    official_words,
    steps,
    time_window,
    years_of,
)
from bilat_nb.views.panel import Panel
from bilat_nb.views.rows import Row, common, pair_of, plural, sources_words, to_rows, units_left_out, within
from bilat_nb.views.style import PANEL, styled
from bilat_nb.views.wording import capital, pair_words, route, scale_of, tellers, unit_words, words

SIZE = (9.0, 5.6)
_PAIR = ("reporter", "partner")
_MEASURES = {"level and change": ("level", "change")}


@dataclass(frozen=True, slots=True)
class _Chart:
    """One panel: a flow in one direction, one measure."""

    rows: tuple[Row, ...]
    official: tuple[Official, ...]
    measure: str
    unit: str
    heading: str
    column: int


@dataclass(frozen=True, slots=True)
class _Look:
    """What is the same in all panels of a figure."""

    pair: tuple[str, ...]
    years: tuple[int, int] | None
    log: bool
    selected: frozenset[str]
    tellers: Mapping[str, str]
    headings: bool
    first: str  # measure of the upper panels
    several: bool  # documents: then labels name them

    @classmethod
    def of(
        cls, pair: tuple[str, ...], axis: tuple[tuple[int, int] | None, bool], charts: Sequence[_Chart],
        selected: str | Collection[str] | None, documents: pd.DataFrame | None,
    ) -> _Look:  # fmt: skip
        """The look of a figure of some charts; `axis` is the years and whether levels are logarithmic."""
        wide = len({chart.heading for chart in charts}) > 1
        from_several = several(row.doc_id for chart in charts for row in chart.rows)
        return cls(pair, *axis, chosen(selected), tellers(documents), wide, charts[0].measure, from_several)


def trade_trends(
    trade: pd.DataFrame,
    *,
    reference: pd.DataFrame | None = None,
    documents: pd.DataFrame | None = None,
    flow: str = "turnover",
    measure: str = "level and change",
    unit: str | None = None,
    product: str | None = "all",
    years: tuple[int | None, int | None] = (None, None),
    log: bool = False,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] = SIZE,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw stated trade figures over time.

    Parameters
    ----------
    trade : DataFrame
        Table of trade rows of `Facts`, filtered as wished.
    reference : DataFrame, optional
        Official figures from ``load_reference("trade")``.
    documents : DataFrame, optional
        Table of documents: lets labels and the sources line name the publisher and the year.
    flow : {"turnover", "exports", "imports", "balance"}
        One flow; each direction has a panel of its own.
    measure : {"level", "change", "level and change", "share"}
        What to draw; changes and shares are in percent.
    unit : str, optional
        Currency of the levels, or "index" for rows of `bilat_nb.index_series`; the most frequent one when not given.
        Others are named in words, never converted.
    product : str, optional
        One product; None takes the most frequent one.
    years : (int, int)
        First and last year of the axis; either may be None.
    log : bool
        Logarithmic scale of levels.
    selected : str or collection of str, optional
        Rows to ring and to label.
    dark : bool
        Dark theme.
    title : str, optional
        Instead of the title computed from the rows.
    figsize : (float, float)
        Width and height in inches of 100 pixels.
    ax : Axes, optional
        Axes to draw the first panel into, without the frame around it.

    Returns
    -------
    (Figure, Axes)
        The axes are those of the first panel. Each mark carries the gid ``mark-<fact_id>``.
    """
    with styled():
        pair = pair_of(trade, _PAIR)
        rows = within(to_rows("trade", _of_flow(trade, flow, product, pair)), years)
        money = unit or common(row.unit for row in rows if row.measure == "level") or "USD"
        charts = _charts(rows, reference, flow, _MEASURES.get(measure, (measure,)), money, pair)
        drawn = [row for chart in charts for row in chart.rows]
        titles = [title] if title else trade_titles(drawn, flow, pair, charts[0].official if charts else ())
        if not drawn:
            return empty(titles, _nothing(rows, flow, measure, money), dark=dark, size=figsize, ax=ax)
        window = time_window(drawn, [one for chart in charts for one in chart.official], years)
        look = _Look.of(pair, (window, log), charts, selected, documents)
        words_of = (titles, flow, _notes(trade, rows, drawn, flow, money))
        return _picture(Frame.on(ax, figsize, dark), charts, look, words_of, ax)


def _picture(
    frame: Frame, charts: Sequence[_Chart], look: _Look, words_of: tuple[Sequence[str], str, Sequence[str]],
    ax: Axes | None,
) -> tuple[Figure, Axes]:  # fmt: skip
    """Draw the figure and tell in words what it shows; `words_of` are titles, flow and notes."""
    titles, _, notes = words_of
    first = _draw(frame, charts, look, words_of, ax)
    drawn = [row for chart in charts for row in chart.rows]
    beside = official_words([one for chart in charts for one in years_of(chart.official, look.years, chart.rows)])
    return frame.finish(about_rows(titles[0], drawn, look.tellers, notes, beside)), first


def _of_flow(trade: pd.DataFrame, flow: str, product: str | None, pair: tuple[str, ...]) -> pd.DataFrame:
    """Rows of one flow between the two countries, of one product."""
    rows = trade[trade["flow"].eq(flow)]
    if pair:
        rows = rows[rows["reporter"].isin(list(pair)) & rows["partner"].isin(list(pair))]
    wanted = product if product is not None else common(rows["product"])
    return rows[rows["product"].eq(wanted)]


def _charts(
    rows: Sequence[Row], reference: pd.DataFrame | None, flow: str, measures: Sequence[str], money: str,
    pair: tuple[str, ...],
) -> list[_Chart]:  # fmt: skip
    """The panels that have rows: a column for each direction, a row for each measure."""
    charts: list[_Chart] = []
    one_way = flow == "turnover"
    ways = list(dict.fromkeys(row.sides for row in rows))[:2]
    for sides in [pair or (None, None)] if one_way else ways:
        column = len({chart.column for chart in charts})  # a direction without rows takes no room
        own = [row for row in rows if one_way or row.sides == sides]
        for measure in measures:
            shown = tuple(
                row for row in own if row.measure == measure and row.unit == (money if measure == "level" else "%")
            )
            if shown:
                official = official_trade(reference, flow, str(sides[0]), str(sides[1]), money, measure)
                heading = "" if one_way else f"{capital(words('flow', flow))} {route(sides[0], sides[1], flow)}"
                charts.append(_Chart(shown, tuple(official), measure, money, heading, column))
    return charts


def _draw(
    frame: Frame, charts: Sequence[_Chart], look: _Look, said: tuple[Sequence[str], str, Sequence[str]], ax: Axes | None
) -> Axes:
    """Draw frame and panels; return the axes of the first."""
    titles, flow, notes = said
    drawn = [row for chart in charts for row in chart.rows]
    official = [one for chart in charts for one in years_of(chart.official, look.years, chart.rows)]
    gutter = any(not row.dated for row in drawn)
    if ax is None:
        sources = "; ".join(filter(None, (sources_words(drawn, f"{words('flow', flow)} figure", look.tellers),
                                          official_words(official))))  # fmt: skip
        bottom = frame.foot(notes, f"Sources: {sources}.")
        keys = [*row_keys(drawn, frame.colours), *official_keys(official, frame.colours, look.pair)]
        top = frame.head(titles, _subtitles(charts, flow, look.pair), keys)
        boxes = panel_boxes(frame, [(chart.column, look.headings) for chart in charts], (bottom, top))
    else:
        boxes = [box_of(frame, ax)]
    panels = [
        _panel(frame, chart, box, look, gutter, ax)
        for chart, box in zip(charts, boxes, strict=ax is None)
    ]  # fmt: skip
    # only now, when everything else of all panels has its place
    frame.write(frame.placer.place([label for _, labels in panels for label in labels]))
    return panels[0][0].ax


def _panel(
    frame: Frame, chart: _Chart, box: Box, look: _Look, gutter: bool, ax: Axes | None
) -> tuple[Panel, list[Label]]:
    """Draw one panel with its scale, official steps and marks; return it with its labels."""
    official = years_of(chart.official, look.years, chart.rows)
    level = chart.measure == "level"
    values = [end for row in chart.rows for end in (row.value, row.low, row.high) if end is not None]
    scale, name = scale_of([*values, *(one.value for one in official)], chart.unit if level else "%")
    shown = [value / scale for value in values] + [one.value / scale for one in official]
    log = look.log and level and min(shown) > 0
    panel = Panel(frame, box, look.years, [*shown, max(shown) * 1.06], log=log, gutter=gutter, ax=ax)
    unit = unit_words(chart.unit, name) if level else measure_words(chart.measure, chart.rows)
    panel.scaffold(unit=capital(unit), signed=chart.measure == "change")
    if chart.heading and look.headings and chart.measure == look.first:
        heading = cut_to(chart.heading, box[2] - box[0] + 36, PANEL, "bold")
        frame.text(box[0] - 34, box[3] + 30, heading, size=PANEL, weight="bold")
    panel.steps(steps(official, scale, frame.colours, look.pair))
    marks = row_marks(panel, chart.rows, scale, look.selected)
    panel.add(marks)
    labels = row_labels(
        panel, chart.rows, marks, scale, look.tellers if look.several else {}, signed=chart.measure == "change"
    )
    return panel, labels


def _subtitles(charts: Sequence[_Chart], flow: str, pair: tuple[str, ...]) -> list[str]:
    names = {chart.heading for chart in charts if chart.heading}
    what = names.pop() if len(names) == 1 else f"{capital(words('flow', flow))} of {pair_words(pair)}"
    told = f"{what}, as stated in the documents"
    spans = any(row.kind not in ("year", "undated") for chart in charts for row in chart.rows)
    return [*([f"{told}; a part of a year is its own total and is never joined to a year"] if spans else []), told]


def _notes(trade: pd.DataFrame, rows: Sequence[Row], drawn: Sequence[Row], flow: str, money: str) -> list[str]:
    """What belongs to this view and is not drawn, in words."""
    shown = {row.fact_id for row in drawn}
    kinds = Counter(_left_out(row, money) for row in rows if row.fact_id not in shown)
    left = [f"{plural(count, noun)}{rest}" for (noun, rest), count in kinds.most_common(5)]
    others = int(trade["flow"].eq(flow).sum()) - len(rows)
    if others > 0:
        left.append(f"{plural(others, 'figure')} of single products, other partners or other years")
    return [f"Not drawn: {'; '.join(left)}."] if left else []


def _left_out(row: Row, money: str) -> tuple[str, str]:
    """What a row that is not drawn is: a noun, and words after it."""
    if row.measure == "level" and row.unit != money and money == UNIT:
        return "figure", " without a comparable period"
    if row.measure == "level" and row.unit != money:
        return "figure", f" in {words('unit', row.unit)}"
    if row.measure == "change" and row.unit != "%":
        return "change", " told as an amount"
    return row.measure, ""


def _nothing(rows: Sequence[Row], flow: str, measure: str, money: str) -> str:
    """One sentence that says why the picture is empty."""
    others = units_left_out([row for row in rows if row.measure == "level"], money)
    if measure == "level" and others:
        return f"No {words('flow', flow)} figure in {words('unit', money)}; there is {others}."
    return f"The rows shown hold no {words('flow', flow)} figure of this kind ({measure})."
