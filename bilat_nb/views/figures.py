"""What trade and energy figures have in common: from rows to marks, labels and keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from matplotlib.axes import Axes

from bilat_nb.views.frame import MARGIN, Frame, Key
from bilat_nb.views.labels import SIDES, Box, Label, Sides
from bilat_nb.views.marks import RADIUS, Mark
from bilat_nb.views.panel import Panel, day
from bilat_nb.views.rows import Row
from bilat_nb.views.style import Palette
from bilat_nb.views.wording import short_name, short_period, value_words

LABELS_MOST = 14
_MANY = 60  # marks in a panel from which they get smaller
_BAR_SIDES: Sides = ((0, 1), (1, 0), (-1, 0), (1, 1), (-1, 1))
_BELOW = 0.3  # of the height, for the panel that stands below another


def chosen(selected: str | Collection[str] | None) -> frozenset[str]:
    """Selected rows as a set of fact_ids."""
    if selected is None:
        return frozenset()
    return frozenset([selected]) if isinstance(selected, str) else frozenset(selected)


def box_of(frame: Frame, ax: Axes) -> Box:
    """Place of axes in pixels."""
    left, bottom, width, height = ax.get_position().bounds
    return left * frame.width, bottom * frame.height, (left + width) * frame.width, (bottom + height) * frame.height


def panel_boxes(frame: Frame, charts: Sequence[tuple[int, bool]], room: tuple[float, float]) -> list[Box]:
    """Place of each plot area; of two charts in a column the second stands below the first and is lower.

    Parameters
    ----------
    charts : sequence of (column, whether it has a heading)
    room : (float, float)
        Lowest and highest pixel of all panels.
    """
    columns = charts[-1][0] + 1
    wide = (frame.width - 2 * MARGIN - (columns - 1) * 26) / columns
    boxes = []
    for number, (column, heading) in enumerate(charts):
        left = MARGIN + column * (wide + 26)
        low, high = room[0] + 24, room[1] - (18 if heading else 0) - 22
        stacked = [n for n, (other, _) in enumerate(charts) if other == column]
        if len(stacked) == 2:
            split = low + (high - low) * _BELOW
            low, high = (split + 30, high) if number == stacked[0] else (low, split - 22)
        boxes.append((left + 34, low, left + wide - 2, high))
    return boxes


def row_marks(
    panel: Panel, rows: Sequence[Row], scale: float, selected: frozenset[str], *, bars: bool = False
) -> list[Mark]:
    """Place rows in a panel: a circle for a year, a capped span for other periods, a square for what has no date."""
    spots = iter(panel.spots(sum(not row.dated for row in rows)))
    places = [_ends(panel, row) or (spot := next(spots), spot) for row in rows]
    size = RADIUS if len(rows) <= _MANY else RADIUS * (0.8 if len(rows) <= 3 * _MANY else 0.6)
    marks = [
        _mark(panel, row, place, scale, size, row.fact_id in selected) for row, place in zip(rows, places, strict=True)
    ]
    if bars:
        marks = [replace(mark, shape="bar") if row.dated else mark for row, mark in zip(rows, marks, strict=True)]
    return panel.sliced(marks) if bars else panel.dodged(marks)


def _ends(panel: Panel, row: Row) -> tuple[float, float] | None:
    """First day and the day after the last, as far as the axis of time reaches."""
    if row.start is None or row.end is None:
        return None
    return max(day(row.start), panel.t0), min(day(row.end) + 1, panel.t1)


def _mark(panel: Panel, row: Row, place: tuple[float, float], scale: float, size: float, selected: bool) -> Mark:
    shape, color = _shape(row), panel.frame.colours.ink
    x0, x1 = place
    ranged = row.low is not None and row.high is not None
    return Mark(
        row.fact_id, row.title, x0, x1, row.value / scale, shape, color,
        low=row.low / scale if row.low is not None and ranged else None,
        high=row.high / scale if row.high is not None and ranged else None,
        arrow={"at_least": 1, "at_most": -1}.get(row.bound, 0),
        hollow=row.loose, dashed=row.planned, selected=selected, size=size, base=max(panel.v0, 0.0),
    )  # fmt: skip


def _shape(row: Row) -> str:
    if not row.dated:
        return "square"
    # a fiscal year is shown at its true place, over two calendar years
    calendar = row.start is not None and row.end is not None and row.start.year == row.end.year
    return "circle" if row.kind == "year" and calendar else "span"


def labelled(rows: Sequence[Row], selected: frozenset[str]) -> set[str]:
    """Rows that get a label: all when they are few, else the selected, the extreme, the first and the last."""
    if len(rows) <= LABELS_MOST:
        return {row.fact_id for row in rows}
    dated = sorted((row for row in rows if row.start is not None), key=lambda row: (row.start, row.end, row.fact_id))
    by_value = sorted(rows, key=lambda row: row.value)
    keep = [*by_value[:2], *by_value[-3:], *dated[:2], *dated[-3:]]
    return {row.fact_id for row in keep} | (selected & {row.fact_id for row in rows})


def row_labels(
    panel: Panel, rows: Sequence[Row], marks: Sequence[Mark], scale: float, tellers: Mapping[str, str], *,
    signed: bool = False,
) -> list[Label]:  # fmt: skip
    """Labels of the marks of a panel: value and part of the year, then who tells it."""
    colours = panel.frame.colours
    wanted = labelled(rows, frozenset(mark.fact_id for mark in marks if mark.selected))
    inside = (4.0, panel.box[1] - 2, panel.frame.width - 4, panel.box[3] + 18)
    said: set[tuple[str, int, int]] = set()
    labels = []
    for row, mark in zip(rows, marks, strict=True):
        if row.fact_id not in wanted:
            continue
        first = _label_text(row, scale, signed)
        spot = (first, round(panel.x(mark.x0) / 30), round(panel.y(mark.y) / 12))
        if spot in said:
            continue
        said.add(spot)
        teller = short_name(tellers.get(row.doc_id, ""))
        at, sides = panel.around(mark), SIDES
        if mark.shape == "bar":
            at, sides = (at[0], max(at[1], at[3] - 24), at[2], at[3]), _BAR_SIDES
        labels.append(
            Label(
                (first, teller) if teller else (first,), at, sides=sides, inside=inside,
                priority=(10 if mark.selected else 0) + (1 if row.kind == "year" else 0) - (0.5 if row.planned else 0),
                color=colours.muted if row.planned else colours.ink,
                weight="bold" if mark.selected else "normal", style="italic" if row.planned else "normal",
            )
        )  # fmt: skip
    return labels


def _label_text(row: Row, scale: float, signed: bool) -> str:
    value = value_words(row.value, row.low, row.high, row.bound, scale=scale, signed=signed)
    period = short_period(row.start, row.end) if row.dated or row.kind == "open" else ""
    planned = " planned" if row.planned else ""
    return f"{value}{' in ' + period if period and row.dated else ' ' + period if period else ''}{planned}"


def row_keys(rows: Sequence[Row], colours: Palette, *, bars: bool = False) -> list[Key]:
    """Keys for the kinds of marks that are present, and for no others."""
    kinds = {"bar" if bars and row.dated else _shape(row) for row in rows}
    exact = "bar" if bars else "circle" if "circle" in kinds else "span" if "span" in kinds else "square"
    keys = [Key("Documents:")]
    if "bar" in kinds:
        keys.append(Key("as wide as its period", "bar", colours.ink))
    if "circle" in kinds:
        keys.append(Key("a year", "circle", colours.ink))
    if "span" in kinds:
        keys.append(
            Key("part of a year" if all(row.kind != "years" for row in rows) else "another period", "span", colours.ink)
        )
    if "square" in kinds:
        keys.append(Key("no date", "square", colours.ink))
    if any(row.loose and not row.planned for row in rows):
        keys.append(Key("about, over, at most", exact if exact != "span" else "circle", colours.ink, hollow=True))
    if any(row.planned for row in rows):
        keys.append(Key("planned", exact if exact != "span" else "circle", colours.ink, hollow=True, dashed=True))
    return keys if len(keys) > 1 else []


def several(docs: Iterable[str]) -> bool:
    """Whether more than one document tells the rows: then labels name them, else the sources line does."""
    return len(set(docs)) > 1


def measure_words(measure: str, rows: Sequence[Row]) -> str:
    """Name of an axis in percent; growth is only called yearly when no row says otherwise."""
    if measure != "change":
        return {"share": "Share, %", "rank": "Place"}.get(measure, measure)
    yearly = all(row.base is None or row.start is None or row.base.year == row.start.year - 1 for row in rows)
    return "Change on a year earlier, %" if yearly else "Change, %; the periods compared differ"
