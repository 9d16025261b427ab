"""Energy flows: bars as wide as the period they measure, on top of pale official bars."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.indexing import UNIT
from bilat_nb.views.bars import cut_in_quarters, official_bars, reading_aid
from bilat_nb.views.figures import box_of, chosen, measure_words, panel_boxes, row_keys, row_labels, row_marks, several
from bilat_nb.views.findings import FLOWS, about_rows, energy_titles, parts_titles
from bilat_nb.views.frame import Frame, Key, cut_to, empty
from bilat_nb.views.labels import Label
from bilat_nb.views.marks import Mark
from bilat_nb.views.official import (
    Official,
    official_energy,
    official_keys,
    official_words,
    steps,
    time_window,
    years_of,
)
from bilat_nb.views.panel import Panel
from bilat_nb.views.rows import Row, common, plural, sources_words, to_rows, units_left_out, within
from bilat_nb.views.style import PANEL, side_tint, styled
from bilat_nb.views.wording import capital, country, scale_of, tellers, unit_words, words

SIZE = (9.0, 5.0)


@dataclass(frozen=True, slots=True)
class _Chart:
    """One panel: a commodity in one direction."""

    rows: tuple[Row, ...]
    official: tuple[Official, ...]
    unit: str
    commodity: str
    sides: tuple[str | None, str | None]
    column: int


@dataclass(frozen=True, slots=True)
class _Look:
    """What is the same in all panels of a figure."""

    indicator: str
    measure: str
    years: tuple[int, int] | None
    selected: frozenset[str]
    tellers: Mapping[str, str]
    headings: bool
    several: bool
    log: bool  # then no bars: their length would say nothing on a scale without zero

    @classmethod
    def of(
        cls, what: tuple[str, str], axis: tuple[tuple[int, int] | None, bool], charts: Sequence[_Chart],
        selected: str | Collection[str] | None, documents: pd.DataFrame | None,
    ) -> _Look:  # fmt: skip
        """The look of a figure of some charts; `axis` is the years and whether levels are logarithmic."""
        from_several = several(row.doc_id for chart in charts for row in chart.rows)
        window, log = axis
        values = [value for chart in charts for value in _values(chart)]
        log = log and what[1] == "level" and min(values, default=0) > 0
        return cls(*what, window, chosen(selected), tellers(documents), len(charts) > 1, from_several, log)


def energy_flows(
    energy: pd.DataFrame,
    *,
    reference: pd.DataFrame | None = None,
    documents: pd.DataFrame | None = None,
    commodity: str | Sequence[str] = "gas",
    indicator: str = "delivery",
    measure: str | None = None,
    unit: str | None = None,
    years: tuple[int | None, int | None] = (None, None),
    log: bool = False,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] = SIZE,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw stated energy figures over time.

    Parameters
    ----------
    energy : DataFrame
        Table of energy rows of `Facts`, filtered as wished.
    reference : DataFrame, optional
        Official figures from ``load_reference("energy")``.
    documents : DataFrame, optional
        Table of documents: lets labels and the sources line name the publisher and the year.
    commodity : str or sequence of str
        One commodity, or two or three side by side.
    indicator : str
        As in the table: delivery, transit, price …
    measure : {"level", "change", "share"}, optional
        Levels where there are any, else what there is most of, when not given.
    unit : str, optional
        Unit of the values, or "index" for rows of `bilat_nb.index_series`; the most frequent one of each commodity when
        not given.
    log : bool
        Logarithmic scale of levels; signs stand in the place of bars, whose length needs a zero.
    years, selected, dark, title, figsize, ax
        As for `trade_trends`.

    Returns
    -------
    (Figure, Axes)
        The axes are those of the first panel. Each mark carries the gid ``mark-<fact_id>``.
    """
    with styled():
        asked = [commodity] if isinstance(commodity, str) else list(commodity)
        told = energy[energy["commodity"].isin(asked) & energy["indicator"].eq(indicator)]
        wanted = measure or _measure_of(told)
        charts = _charts(told, reference, asked, (indicator, wanted), unit, years)
        drawn = [row for chart in charts for row in chart.rows]
        parts = parts_titles({chart.commodity: chart.rows for chart in charts}) if indicator == "delivery" else []
        titles = [title] if title else [*parts, *energy_titles(drawn, asked, indicator)]
        if not drawn:
            return empty(titles, _nothing(told, asked, indicator, wanted, unit), dark=dark, size=figsize, ax=ax)
        window = time_window(drawn, [one for chart in charts for one in chart.official], years)
        look = _Look.of((indicator, wanted), (window, log), charts, selected, documents)
        return _picture(Frame.on(ax, figsize, dark), charts, look, titles, _notes(told, drawn, charts), ax)


def _measure_of(told: pd.DataFrame) -> str:
    """Levels where there are any, else what there is most of."""
    return "level" if told["measure"].eq("level").any() else common(told["measure"]) or "level"


def _picture(
    frame: Frame, charts: Sequence[_Chart], look: _Look, titles: Sequence[str], notes: Sequence[str], ax: Axes | None
) -> tuple[Figure, Axes]:
    """Draw the figure and tell in words what it shows."""
    first = _draw(frame, charts, look, titles, notes, ax)
    drawn = [row for chart in charts for row in chart.rows]
    beside = official_words([one for chart in charts for one in years_of(chart.official, look.years)])
    return frame.finish(about_rows(titles[0], drawn, look.tellers, notes, beside)), first


def _charts(
    told: pd.DataFrame, reference: pd.DataFrame | None, asked: Sequence[str], what: tuple[str, str], unit: str | None,
    years: tuple[int | None, int | None],
) -> list[_Chart]:  # fmt: skip
    """A panel for each commodity that has rows, in its most frequent direction and unit."""
    charts: list[_Chart] = []
    for name in asked:
        rows = within(to_rows("energy", told[told["commodity"].eq(name) & told["measure"].eq(what[1])]), years)
        own = unit or common(row.unit for row in rows)
        sides = common(row.sides for row in rows if row.unit == own)
        shown = [row for row in rows if row.unit == own and row.sides == sides]
        if shown:
            pair = [code for code in sides if code]
            official = official_energy(reference, name, what[0], pair, str(own), what[1]) if len(pair) == 2 else []
            # the longest period first, so that a quarter stands in front of its year
            shown.sort(key=lambda row: -(row.end - row.start).days if row.start and row.end else 0)
            charts.append(_Chart(tuple(shown), tuple(official), str(own), name, sides, len(charts)))
    return charts


def _draw(
    frame: Frame, charts: Sequence[_Chart], look: _Look, titles: Sequence[str], notes: Sequence[str], ax: Axes | None
) -> Axes:
    """Draw frame and panels; return the axes of the first."""
    drawn = [row for chart in charts for row in chart.rows]
    official = [one for chart in charts for one in years_of(chart.official, look.years)]
    if ax is None:
        sources = "; ".join(
            filter(None, (sources_words(drawn, "energy figure", look.tellers), official_words(official)))
        )
        bottom = frame.foot(notes, f"Sources: {sources}.")
        top = frame.head(
            titles,
            _subtitles(charts, look),
            [*row_keys(drawn, frame.colours, bars=not look.log), *_keys(frame, charts, official, look.log)],
        )
        boxes = panel_boxes(frame, [(chart.column, len(charts) > 1) for chart in charts], (bottom, top))
    else:
        boxes = [box_of(frame, ax)]
    panels = [_panel(frame, chart, box, look, ax) for chart, box in zip(charts, boxes, strict=ax is None)]
    # only now, when everything else of all panels has its place
    frame.write(frame.placer.place([label for _, labels in panels for label in labels]))
    return panels[0][0].ax


def _keys(frame: Frame, charts: Sequence[_Chart], official: Sequence[Official], log: bool) -> list[Key]:
    if log:
        return list(official_keys(official, frame.colours, _pair(charts[0])))
    sides = [
        code
        for code in sorted({c for chart in charts for c in chart.sides if c})
        if any(o.reporter == code for o in official)
    ]
    keys = [Key(country(code), "bar", side_tint(frame.colours, code, _pair(charts[0]))) for code in sides]
    return [Key("Official, by:"), *keys] if keys else []


def _pair(chart: _Chart) -> tuple[str, ...]:
    return tuple(sorted(code for code in chart.sides if code))


def _panel(
    frame: Frame, chart: _Chart, box: tuple[float, float, float, float], look: _Look, ax: Axes | None
) -> tuple[Panel, list[Label]]:
    """Draw one panel: scale, official bars, stated bars; return it with its labels."""
    official = years_of(chart.official, look.years)
    scale, name = scale_of([*_values(chart), *(one.value for one in official)], chart.unit)
    shown = [value / scale for value in _values(chart)] + [one.value / scale for one in official]
    gutter = any(not row.dated for row in chart.rows)
    panel = Panel(frame, box, look.years, [*shown, max(shown) * 1.08], gutter=gutter, log=look.log, ax=ax)
    signed = look.measure == "change"
    level = look.measure == "level"
    unit = measure_words(look.measure, chart.rows)
    if level or chart.unit != "%":
        unit = capital(f"{'' if level else 'change, '}{unit_words(chart.unit, name)}")
    panel.scaffold(unit=unit, signed=signed)
    if look.headings:
        heading = f"{capital(words('commodity', chart.commodity))}{_route(chart.sides)}"
        frame.text(
            box[0] - 34, box[3] + 30, cut_to(heading, box[2] - box[0] + 36, PANEL, "bold"), size=PANEL, weight="bold"
        )
    marks, labels = _marks(panel, chart, official, scale, look)
    labels += row_labels(panel, chart.rows, marks, scale, look.tellers if look.several else {}, signed=signed)
    return panel, labels


def _marks(
    panel: Panel, chart: _Chart, official: Sequence[Official], scale: float, look: _Look
) -> tuple[list[Mark], list[Label]]:
    """Draw official figures and stated ones: as bars, or as steps and signs on a logarithmic scale."""
    pair = _pair(chart)
    labels: list[Label] = []
    if look.log:
        panel.steps(steps(official, scale, panel.frame.colours, pair))
    else:
        labels = official_bars(panel, official, scale, pair)
    marks = row_marks(panel, chart.rows, scale, look.selected, bars=not look.log)
    panel.add(marks)
    if look.log:
        return marks, labels
    if chart.unit != UNIT:
        cut_in_quarters(panel, chart.rows, marks)
    reading_aid(panel, chart.rows, marks, scale)
    return marks, labels


def _values(chart: _Chart) -> list[float]:
    """All values that are stated, ends of ranges too."""
    return [end for row in chart.rows for end in (row.value, row.low, row.high) if end is not None]


def _route(sides: tuple[str | None, str | None]) -> str:
    names = [country(code) if code else "" for code in sides]
    if all(names):
        return f" from {names[0]} to {names[1]}"
    return f" from {names[0]}" if names[0] else f" to {names[1]}" if names[1] else ""


def _subtitles(charts: Sequence[_Chart], look: _Look) -> list[str]:
    what = " and ".join(words("commodity", chart.commodity) for chart in charts)
    one_way = len({chart.sides for chart in charts}) == 1
    between = _route(charts[0].sides) if one_way and look.indicator in FLOWS else ""
    told = f"{capital(what)} {words('indicator', look.indicator)}{between}, as stated in the documents"
    bars = not look.log and any(row.dated for chart in charts for row in chart.rows)
    return [*([f"{told}; a bar is as wide as its period"] * bars), told]


def _notes(told: pd.DataFrame, drawn: Sequence[Row], charts: Sequence[_Chart]) -> list[str]:
    """What belongs to this view and is not drawn, in words."""
    units = {chart.unit for chart in charts}
    shown = {row.fact_id for row in drawn}
    rest = to_rows("energy", told[~told["fact_id"].isin(list(shown))])
    others = [row for row in rest if row.unit not in units]
    left = [units_left_out(others, "")] if others else []
    if UNIT in units and others:
        left = [f"{plural(len(others), 'figure')} without a comparable period"]
    ways = len(rest) - len(others)
    if ways:
        left.append(f"{plural(ways, 'figure')} of other measures, directions or years")
    return [f"Not drawn: {'; '.join(left)}."] if left else []


def _nothing(told: pd.DataFrame, asked: Sequence[str], indicator: str, measure: str, unit: str | None) -> str:
    """One sentence that says why the picture is empty."""
    what = f"{' or '.join(words('commodity', name) for name in asked)} {words('indicator', indicator)}"
    others = units_left_out(to_rows("energy", told[told["measure"].eq(measure)]), unit or "")
    if unit is not None and others:
        return f"No figure of {what} in {words('unit', unit)}; there is {others}."
    return f"The rows shown hold no figure of {what} of this kind ({measure})."
