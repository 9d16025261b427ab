"""How often: one square for each day with a contact, stacked by year, quarter or month, under the stated counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.series import period_kind
from bilat_nb.views.columns import MONTH_NAMES, period_names
from bilat_nb.views.contacts import fitting, sources_of_contacts, sources_of_known
from bilat_nb.views.diplomacy import (
    Contact,
    Count,
    between_years,
    count_words,
    pair_of_contacts,
    to_contacts,
    to_counts,
    to_known,
)
from bilat_nb.views.figures import box_of, chosen
from bilat_nb.views.findings import about_rows, contact_titles
from bilat_nb.views.frame import MARGIN, Frame, Key, empty
from bilat_nb.views.grid import ABOVE, SQUARE, panels_most, place_panels, wanted_height
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.rows import plural
from bilat_nb.views.stacks import MONTHS, Chart, Stack, to_charts, to_periods
from bilat_nb.views.style import PANEL, styled
from bilat_nb.views.wording import pair_words, tellers
from bilat_nb.words import period_words

SIZE = (9.0, 5.8)
_NOTHING = "The rows shown hold no dated contact and no count of contacts."
_EMPTY_MOST = 60  # faint squares under a frame


def contact_frequency(
    contacts: pd.DataFrame,
    contact_counts: pd.DataFrame | None = None,
    *,
    by: str = "year",
    reference: pd.DataFrame | None = None,
    documents: pd.DataFrame | None = None,
    level: str | None = None,
    years: tuple[int | None, int | None] = (None, None),
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw how often officials met or called, against the counts that documents state.

    Parameters
    ----------
    contacts, contact_counts : DataFrame
        Tables of `Facts`, filtered as wished. A day of one kind and level is one square, whoever tells it.
    by : {"year", "quarter", "month"}
        Length of the periods.
    reference : DataFrame, optional
        Dated contacts from ``load_reference("contacts")``: grey squares for days that no document dates.
    documents, level, years, selected, dark, title, figsize, ax
        As for `contacts_timeline`.

    Returns
    -------
    (Figure, Axes)
        The axes are those of the first panel. Each mark carries the gid ``mark-<fact_id>``.

    Raises
    ------
    ValueError
        If `by` is not one of the three.
    """
    if by not in MONTHS:
        raise ValueError(f"Contacts are counted by {', '.join(MONTHS)}, not by {by!r}.")
    with styled():
        rows = between_years(to_contacts(contacts, level), years)
        counts = between_years(to_counts(contact_counts, level), years)
        pair = pair_of_contacts(contacts, contact_counts)
        titles = [title] if title else contact_titles(rows, counts, pair)
        dated = [row for row in rows if row.start is not None and (row.precision != "year" or by == "year")]
        periods = to_periods([*dated, *(one for one in counts if one.start)], by, years)
        if not periods:
            return empty(titles, _NOTHING, dark=dark, size=figsize or SIZE, ax=ax)
        known = _inside(to_known(reference, level), periods)
        charts, left = to_charts(dated, counts, known, periods, panels_most(figsize, len(periods)))
        notes = _notes(rows, counts, charts, periods, by, left)
        frame = Frame.on(ax, figsize or fitting(wanted_height(charts, len(periods), SIZE[0] * 100)), dark)
        sources = sources_of_contacts(rows, counts, tellers(documents)) + sources_of_known(known)
        axes = _draw(frame, charts, periods, (titles, notes, sources, pair, by), chosen(selected), ax)
        return frame.finish(about_rows(titles[0], [*counts, *dated], tellers(documents))), axes


def _inside(known: Sequence[Contact], periods: Sequence[tuple[date, date]]) -> list[Contact]:
    """Contacts of the reference within the periods."""
    return [one for one in known if one.start and periods[0][0] <= one.start <= periods[-1][1]]


def _notes(
    rows: Sequence[Contact], counts: Sequence[Count], charts: Sequence[Chart], periods: Sequence[tuple[date, date]],
    by: str, left: Sequence[str],
) -> list[str]:  # fmt: skip
    """What belongs to this view and is not drawn, in words."""
    undated = sum(one.start is None or (one.precision == "year" and by != "year") for one in rows)
    early = sum(one.start is not None and one.start < periods[0][0] for one in rows)
    stacks = [stack for chart in charts for stack in chart.stacks]
    other = len(counts) - sum(len(stack.counts) + len(stack.parts) for stack in stacks)
    parts = [f"{plural(undated, 'contact')} without a date of this precision"] * bool(undated)
    parts += [f"{plural(early, 'contact')} before {period_words(*periods[0])}"] * bool(early)
    parts += [f"{plural(other, 'stated count')} for longer or unknown periods"] * bool(other)
    return [f"Not drawn: {'; '.join([*parts, *left])}."] if parts or left else []


def _draw(
    frame: Frame, charts: Sequence[Chart], periods: Sequence[tuple[date, date]],
    said: tuple[Sequence[str], Sequence[str], str, tuple[str, ...], str], selected: frozenset[str], ax: Axes | None,
) -> Axes:  # fmt: skip
    """Draw frame and panels in two columns; return the axes of the first panel."""
    titles, notes, sources, pair, by = said
    if ax is None:
        bottom = frame.foot(notes, f"Sources: {sources}.")
        between = f" of {pair_words(pair)}" if pair else ""
        told = f"Contacts{between} by {by}; one square is one day with a contact"
        subtitles = [f"{told}, a frame is a count stated for the {by}", told]
        top = frame.head(titles, subtitles, _keys(frame, charts, by))
        boxes, unit, named = place_panels(charts, len(periods), frame.width, (bottom, top))
    else:
        boxes, charts = [box_of(frame, ax)], charts[:1]
        unit, named = min((boxes[0][3] - boxes[0][1] - ABOVE) / charts[0].height, SQUARE), {0}
    first = None
    for number, (chart, box) in enumerate(zip(charts, boxes, strict=True)):
        axes = _panel(frame, chart, (box, unit), periods, by if number in named else "", selected)
        first = first or axes
    return ax or first or frame.axes((MARGIN, MARGIN, MARGIN + 1, MARGIN + 1))


def _keys(frame: Frame, charts: Sequence[Chart], by: str) -> list[Key]:
    stacks = [stack for chart in charts for stack in chart.stacks]
    ink, other = frame.colours.ink, frame.colours.other
    keys = [Key("dated in a document", "square", ink)]
    if any(stack.planned for stack in stacks):
        keys.append(Key("planned", "square", ink, hollow=True))
    if any(stack.known for stack in stacks):
        keys.append(Key("dated in the reference only", "square", other))
    if any(stack.counts for stack in stacks):
        keys.append(Key("stated count", "outline", ink))
    if any(stack.parts for stack in stacks):
        keys.append(Key(f"count for a part of the {by}", "outline", ink, dashed=True))
    return keys


def _panel(
    frame: Frame, chart: Chart, place: tuple[Box, float], periods: Sequence[tuple[date, date]], by: str,
    selected: frozenset[str],
) -> Axes:  # fmt: skip
    """Draw one panel: heading, columns of squares, frames, names of the periods."""
    colours, (box, unit) = frame.colours, place
    axes = frame.axes(box)
    frame.text(box[0], box[3] + 8, chart.heading, size=PANEL, weight="bold")
    pitch = (box[2] - box[0]) / len(periods)
    half = max(min(unit, pitch * 0.85), min(9.0, pitch * 0.85)) / 2
    frame.rules.append((box[0], box[1], box[2], box[1], colours.faint, 1.0, "solid"))
    marks: list[Mark] = []
    labels: list[Label] = []
    for number, stack in enumerate(chart.stacks):
        spot = _Spot(box[0] + (number + 0.5) * pitch, box[1], half, unit)
        marks += _squares(frame, stack, spot, selected)
        labels += _stated(frame, stack, marks, spot, box)
    frame.fig.add_artist(MarkLayer(marks, colours, frame.pixels))
    if by:
        period_names(frame, periods, box, pitch, by)
    frame.write(frame.placer.place(labels))
    return axes


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a stack stands, in pixels."""

    middle: float
    floor: float
    half: float  # of its width
    unit: float  # height of a square


def _squares(frame: Frame, stack: Stack, spot: _Spot, selected: frozenset[str]) -> list[Mark]:
    """Squares from the floor up: days of the documents, days of the reference, planned days."""
    colours, floor, unit = frame.colours, spot.floor, spot.unit
    left, right = spot.middle - spot.half, spot.middle + spot.half
    empty_until = max((count.count for count in stack.framed), default=0)
    edge = min(1.0, unit / 5)
    frame.boxes([
        (left + 1, floor + n * unit + edge, right - 1, floor + (n + 1) * unit - edge, colours.grid)
        for n in range(min(int(empty_until), _EMPTY_MOST))
    ])  # fmt: skip
    # every row has a mark of its own, so that each can be found: those of one day lie upon each other
    told = [(rows, colours.ink, False) for rows in stack.held]
    told += [((), colours.other, False) for _ in range(stack.known)]
    told += [(rows, colours.ink, True) for rows in stack.planned]
    return [
        Mark(fact_id, title, left, right, floor + (n + 1) * unit - edge, "bar", color, hollow=hollow,
             base=floor + n * unit + edge, selected=fact_id in selected)
        for n, (rows, color, hollow) in enumerate(told)
        for fact_id, title in [(row.fact_id, row.title) for row in rows] or [("", "")]
    ]  # fmt: skip


def _stated(frame: Frame, stack: Stack, marks: list[Mark], spot: _Spot, box: Box) -> list[Label]:
    """Add frames and level lines for stated counts to the marks; return their labels."""
    left, right = spot.middle - spot.half - 3, spot.middle + spot.half + 3
    labels: dict[str, Label] = {}
    for count in (*stack.counts, *stack.parts):
        whole = count in stack.counts
        sides = ((0, 1), (1, 0), (-1, 0)) if whole else ((-1, 0), (1, 0), (0, 1))
        y = spot.floor + count.count * spot.unit + (2 if whole else 0)
        shape, ink = "outline" if count in stack.framed else "level", frame.colours.ink
        marks.append(Mark(count.fact_id, count.title, left, right, y, shape, ink, base=spot.floor, dashed=not whole))
        text = count_words(count) if whole else f"{count_words(count)} {_part_words(count)}"
        labels[text] = Label(
            (text,), (left, y - 2, right, y + 1), priority=3 if whole else 1, color=frame.colours.ink,
            weight="bold" if whole else "normal", sides=sides, leads=False,
            inside=(4, box[1], frame.width - 4, box[3]), shorter=() if whole else (count_words(count),),
        )  # fmt: skip
    if stack.height:
        frame.placer.take((left, spot.floor, right, spot.floor + stack.height * spot.unit + 2))
    return list(labels.values())


def _part_words(count: Count) -> str:
    """Part of a period in words: "by 13 Nov" for a count that starts with a year."""
    if (
        count.start
        and count.end
        and (count.start.month, count.start.day) == (1, 1)
        and period_kind(count.start, count.end) == "part_year"
    ):
        return f"by {count.end.day} {MONTH_NAMES[count.end.month - 1]}"
    return f"in {period_words(count.start, count.end)}"
