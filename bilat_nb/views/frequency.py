"""How often: one square for each day with a contact, stacked by year, quarter or month, under the stated counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.series import period_kind
from bilat_nb.views.contacts import between_years, sources_of_contacts, sources_of_known, time_span
from bilat_nb.views.diplomacy import (
    Contact,
    Count,
    count_words,
    level_words,
    levels_of,
    pair_of_contacts,
    to_contacts,
    to_counts,
    to_known,
)
from bilat_nb.views.figures import box_of, chosen
from bilat_nb.views.findings import contact_titles, describe_titles
from bilat_nb.views.frame import MARGIN, About, Frame, Key, empty
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.rows import plural
from bilat_nb.views.style import PANEL, SMALL, styled, text_size
from bilat_nb.views.wording import pair_words, tellers
from bilat_nb.words import period_words

SIZE = (9.0, 5.8)
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_PANELS_MOST, _COLUMNS_MOST, _EMPTY_MOST = 6, 48, 60
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Stack:
    """One period of one panel."""

    held: tuple[tuple[Contact, ...], ...]  # one entry a day, with all rows that tell it
    planned: tuple[tuple[Contact, ...], ...]
    known: int  # days that only the reference has
    counts: tuple[Count, ...]  # stated for the whole period
    parts: tuple[Count, ...]  # stated for a part of it

    @property
    def height(self) -> float:
        """Squares that the stack needs."""
        stated = [count.count for count in (*self.counts, *self.parts)]
        return max([len(self.held) + len(self.planned) + self.known, *stated])


@dataclass(frozen=True, slots=True)
class _Chart:
    heading: str
    stacks: tuple[_Stack, ...]


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
    figsize: tuple[float, float] = SIZE,
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
    if by not in _MONTHS:
        raise ValueError(f"Contacts are counted by {', '.join(_MONTHS)}, not by {by!r}.")
    with styled():
        rows = between_years(to_contacts(contacts, level), years)
        counts = between_years(to_counts(contact_counts, level), years)
        pair = pair_of_contacts(contacts, contact_counts)
        titles = [title] if title else contact_titles(rows, counts, pair)
        dated = [row for row in rows if row.start is not None and (row.precision != "year" or by == "year")]
        periods = _periods([*dated, *(one for one in counts if one.start)], by, years)
        if not periods:
            return empty(titles, "The rows shown hold no dated contact and no count of contacts.", dark=dark, size=figsize, ax=ax)
        known = [one for one in to_known(reference, level) if one.start and periods[0][0] <= one.start <= periods[-1][1]]
        charts, notes = _charts(dated, counts, known, periods)
        notes = _notes(len(rows) - len(dated), notes)
        frame = Frame(figsize, dark, None if ax is None else ax.get_figure(root=True))
        sources = sources_of_contacts(rows, counts, tellers(documents)) + sources_of_known(known)
        axes = _draw(frame, charts, periods, (titles, notes, sources, pair, by), chosen(selected), ax)
        text = describe_titles(titles[0], [*counts, *dated], tellers(documents))
        return frame.finish(About(titles[0], text, {row.fact_id: row.title for row in (*rows, *counts)})), axes


def _periods(rows: Sequence[Contact | Count], by: str, years: tuple[int | None, int | None]) -> list[tuple[date, date]]:
    """All periods from the first to the last row, without gaps; the last ones when they are too many."""
    if not rows:
        return []
    step = _MONTHS[by]
    first_year, last_year = time_span(rows, years)
    dates = [when for row in rows for when in (row.start, row.end) if when is not None]
    first, last = (first_year * 12, last_year * 12 + 11)
    if by != "year":
        first = max(first, min(when.year * 12 + when.month - 1 for when in dates) // step * step)
        last = min(last, max(when.year * 12 + when.month - 1 for when in dates))
    starts = list(range(first, last + 1, step))[-_COLUMNS_MOST:]
    return [(_month_start(n), date.fromordinal(_month_start(n + step).toordinal() - 1)) for n in starts]


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _charts(
    rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact], periods: Sequence[tuple[date, date]]
) -> tuple[list[_Chart], list[str]]:
    """A panel for each level and for calls apart; what does not fit is told in words."""
    charts, left = [], []
    for level in levels_of([*rows, *counts]):
        for group, name in (("other", "in person"), ("call", "calls")):
            own = [row for row in rows if row.level == level and row.group == group]
            stated = [one for one in counts if one.level == level and one.group == group]
            if not own and not stated:
                continue
            beside = [one for one in known if one.level == level and one.group == group]
            heading = f"{level_words(level)}, {name}"
            if len(charts) == _PANELS_MOST:
                left.append(f"{heading.lower()} ({plural(len(own), 'contact')})")
                continue
            charts.append(_Chart(heading, tuple(_stack(own, stated, beside, *period) for period in periods)))
    return charts, left


def _stack(rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact], start: date, end: date) -> _Stack:
    """What falls into one period."""
    inside = [row for row in rows if row.start and start <= row.start <= end]
    days: dict[tuple[str, date | None, bool], list[Contact]] = {}
    for row in sorted(inside, key=lambda row: (row.start, row.kind, row.fact_id)):
        days.setdefault((row.kind, row.start, row.planned), []).append(row)
    told = {row.start for row in inside}
    only = {one.start for one in known if one.start and start <= one.start <= end} - told
    stated = [one for one in counts if one.start and one.end and start <= one.start and one.end <= end]
    return _Stack(
        tuple(tuple(rows) for key, rows in days.items() if not key[2]),
        tuple(tuple(rows) for key, rows in days.items() if key[2]),
        len(only),
        tuple(one for one in stated if (one.start, one.end) == (start, end)),
        tuple(one for one in stated if (one.start, one.end) != (start, end)),
    )


def _notes(undated: int, left: Sequence[str]) -> list[str]:
    parts = [f"{plural(undated, 'contact')} without a date of this precision"] if undated else []
    return [f"Not drawn: {'; '.join([*parts, *left])}."] if parts or left else []


def _draw(
    frame: Frame, charts: Sequence[_Chart], periods: Sequence[tuple[date, date]],
    said: tuple[Sequence[str], Sequence[str], str, tuple[str, ...], str], selected: frozenset[str], ax: Axes | None,
) -> Axes:  # fmt: skip
    """Draw frame and panels in two columns; return the axes of the first panel."""
    titles, notes, sources, pair, by = said
    if ax is None:
        bottom = frame.foot(notes, f"Sources: {sources}.")
        between = f" of {pair_words(pair)}" if pair else ""
        subtitle = f"Contacts{between} a {by}; one square is one day with a contact, a frame is a count stated for the {by}"
        top = frame.head(titles, subtitle, _keys(frame, charts))
        boxes = _grid(frame, len(charts), (bottom, top))
    else:
        boxes, charts = [box_of(frame, ax)], charts[:1]
    first = None
    for chart, box in zip(charts, boxes, strict=True):
        axes = _panel(frame, chart, box, periods, by, selected)
        first = first or axes
    return ax or first or frame.axes((MARGIN, MARGIN, MARGIN + 1, MARGIN + 1))


def _grid(frame: Frame, count: int, room: tuple[float, float]) -> list[Box]:
    """Places of the panels, in rows of two (one when there is one)."""
    columns = 1 if count == 1 else 2
    rows = -(-count // columns)
    wide, high = (frame.width - 2 * MARGIN - (columns - 1) * 30) / columns, (room[1] - room[0]) / rows
    boxes = []
    for number in range(count):
        left = MARGIN + number % columns * (wide + 30)
        top = room[1] - number // columns * high
        boxes.append((left, top - high + 24, left + wide, top - 18))
    return boxes


def _keys(frame: Frame, charts: Sequence[_Chart]) -> list[Key]:
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
        keys.append(Key("count for a part of the period", "level", ink))
    return keys


def _panel(
    frame: Frame, chart: _Chart, box: Box, periods: Sequence[tuple[date, date]], by: str, selected: frozenset[str]
) -> Axes:
    """Draw one panel: heading, columns of squares, frames, names of the periods."""
    colours = frame.colours
    axes = frame.axes(box)
    frame.text(box[0], box[3] + 9, chart.heading, size=PANEL, weight="bold")
    pitch = (box[2] - box[0]) / len(periods)
    tallest = max(max(stack.height for stack in chart.stacks), 4)
    unit = min((box[3] - box[1] - 26) / tallest, pitch * 0.8, 17.0)
    frame.rules.append((box[0], box[1], box[2], box[1], colours.faint, 1.0, "solid"))
    marks: list[Mark] = []
    labels: list[Label] = []
    for number, stack in enumerate(chart.stacks):
        middle = box[0] + (number + 0.5) * pitch
        marks += _squares(frame, stack, middle, box[1], unit, selected)
        labels += _stated(frame, stack, marks, (middle, box[1], unit), box)
    frame.fig.add_artist(MarkLayer(marks, colours, frame.pixels))
    _names(frame, periods, box, pitch, by)
    frame.write(frame.placer.place(labels))
    return axes


def _squares(frame: Frame, stack: _Stack, middle: float, floor: float, unit: float, selected: frozenset[str]) -> list[Mark]:
    """Squares from the floor up: days of the documents, days of the reference, planned days."""
    colours = frame.colours
    half = _half(unit)
    empty_until = max((count.count for count in stack.counts), default=0)
    frame.boxes([
        (middle - half + 1, floor + n * unit + 1, middle + half - 1, floor + (n + 1) * unit - 1, colours.grid)
        for n in range(min(int(empty_until), _EMPTY_MOST))
    ])  # fmt: skip
    told = [(rows[0].fact_id, rows[0].title, colours.ink, False, rows) for rows in stack.held]
    told += [("", "", colours.other, False, ()) for _ in range(stack.known)]
    told += [(rows[0].fact_id, rows[0].title, colours.ink, True, rows) for rows in stack.planned]
    return [
        Mark(fact_id, title, middle - half, middle + half, floor + (n + 1) * unit - 1, "bar", color, hollow=hollow,
             base=floor + n * unit + 1, selected=any(row.fact_id in selected for row in rows))
        for n, (fact_id, title, color, hollow, rows) in enumerate(told)
    ]  # fmt: skip


def _half(unit: float) -> float:
    """Half the width of a stack: squares, but never a hair."""
    return max(unit, 9.0) / 2


def _stated(frame: Frame, stack: _Stack, marks: list[Mark], at: tuple[float, float, float], box: Box) -> list[Label]:
    """Frames and level lines for stated counts; returns their labels."""
    middle, floor, unit = at
    half, labels = _half(unit) + 3, []
    said: set[str] = set()
    for count in (*stack.counts, *stack.parts):
        whole = count in stack.counts
        y = floor + count.count * unit + (2 if whole else 0)
        marks.append(
            Mark(count.fact_id, count.title, middle - half, middle + half, y, "outline" if whole else "level",
                 frame.colours.ink, base=floor)
        )  # fmt: skip
        words_ = count_words(count) if whole else f"{count_words(count)} {_part_words(count)}"
        if words_ in said:
            continue
        said.add(words_)
        edge = (middle - half, y - 2, middle + half, y + 1)
        labels.append(
            Label((words_,), edge, priority=3 if whole else 1, color=frame.colours.ink, weight="bold" if whole else "normal",
                  sides=((0, 1),) if whole else ((-1, 0), (1, 0)), leads=False, inside=(4, box[1], frame.width - 4, box[3]),
                  shorter=() if whole else (count_words(count),))
        )  # fmt: skip
    frame.placer.take((middle - half, floor, middle + half, floor + stack.height * unit + 2))
    return labels


def _part_words(count: Count) -> str:
    """ "by 13 Nov" for a count that starts with a year, else its period."""
    if count.start and count.end and (count.start.month, count.start.day) == (1, 1) and period_kind(count.start, count.end) == "part_year":
        return f"by {count.end.day} {_MONTH_NAMES[count.end.month - 1]}"
    return f"in {period_words(count.start, count.end)}"


def _names(frame: Frame, periods: Sequence[tuple[date, date]], box: Box, pitch: float, by: str) -> None:
    """Names of the periods below the columns, as many as have room; the year stands where it begins."""
    names = [_name(start, by, number == 0) for number, (start, _) in enumerate(periods)]
    widest = max(text_size(name, SMALL)[0] for name in names)
    every = max(1, -(-int(widest + 8) // max(int(pitch), 1)))
    for number, name in enumerate(names):
        if number % every == 0:
            frame.text(box[0] + (number + 0.5) * pitch, box[1] - 11, name, size=SMALL, color=frame.colours.muted, align="center")


def _name(start: date, by: str, first: bool) -> str:
    if by == "year":
        return str(start.year)
    name = f"Q{(start.month + 2) // 3}" if by == "quarter" else _MONTH_NAMES[start.month - 1]
    return f"{name} {start.year}" if first or start.month == 1 else name
