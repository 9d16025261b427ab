"""One lane of the line of time: a level with its stated counts and its rows of signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilat_nb.views.diplomacy import (
    SHAPES,
    Contact,
    Count,
    count_words,
    dated_within,
    day_words,
    level_words,
    levels_of,
)
from bilat_nb.views.figures import LABELS_MOST
from bilat_nb.views.frame import MARGIN, wrapped
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.marks import Mark
from bilat_nb.views.panel import GUTTER, Panel, day
from bilat_nb.views.style import SMALL, Palette, side
from bilat_nb.views.wording import place_country, short_name, words
from bilat_nb.words import period_words

NAMES = 148.0  # pixels for the names of the lanes
_COUNTS_MOST = 8  # brackets in a lane; more are told in a note
_RING = 8.0  # pixels between a bracket and its words: room for the ring around the one that is picked
_BRACKET, _ROW = 19.0, 40.0  # heights before they are fitted to the figure
_BRACKET_GOOD, _ROW_LEAST = 14.5, 22.5  # pixels: two signs of one day need so much
_SAME_DAY = 9  # pixels: signs closer than this stand above each other


@dataclass(frozen=True, slots=True)
class Lane:
    """One level with its stated counts and its rows of signs."""

    level: str
    counts: tuple[Count, ...]
    rows: tuple[tuple[str, tuple[Contact, ...]], ...]
    known: tuple[Contact, ...]
    left: int  # stated counts for which there is no room

    @property
    def height(self) -> float:
        """Wanted height in pixels."""
        return _BRACKET * len(self.counts) + _ROW * max(len(self.rows), 1) + 6


@dataclass(frozen=True, slots=True)
class Look:
    """What is the same in all lanes."""

    pair: tuple[str, ...]
    selected: frozenset[str]
    labelled: frozenset[str]
    several: bool  # documents: then labels name them
    tellers: Mapping[str, str]


def worth_labels(rows: Sequence[Contact], selected: frozenset[str]) -> frozenset[str]:
    """All when they are few, else the selected and, of each level, the first and the last."""
    dated = [row for row in rows if row.start is not None]
    if len(dated) <= 2 * LABELS_MOST:
        return frozenset(row.fact_id for row in dated)
    keep = set(selected)
    for level in levels_of(dated):
        own = sorted((row for row in dated if row.level == level), key=lambda row: (row.start, row.fact_id))
        keep |= {row.fact_id for row in (*own[:1], *own[-2:])}
    return frozenset(keep)


def to_lanes(rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact]) -> list[Lane]:
    """Lanes from the highest level down; calls have a row of their own where a lane has both."""
    lanes = []
    for level in levels_of([*rows, *counts]):
        own = [row for row in rows if row.level == level]
        beside = tuple(one for one in known if one.level == level)
        stated = sorted(
            (one for one in counts if one.level == level), key=lambda one: (str(one.start), str(one.end), one.kind)
        )
        groups = {row.group for row in (*own, *beside)} | {one.group for one in stated}
        parts = [
            (group, tuple(row for row in own if row.group == group)) for group in ("other", "call") if group in groups
        ]
        left = max(len(stated) - _COUNTS_MOST, 0)
        lanes.append(Lane(level, tuple(stated[:_COUNTS_MOST]), tuple(parts), beside, left))
    return lanes


def draw_lane(
    panel: Panel, lane: Lane, look: Look, room: tuple[float, float], stretch: float
) -> tuple[list[Mark], list[Label]]:
    """Write the name of a lane between two heights; return its marks and labels."""
    floor, ceiling = room
    first = min(13.0, (ceiling - floor) / 2)
    for number, line in enumerate(wrapped(level_words(lane.level), NAMES - 14, SMALL, "bold")[:3]):
        panel.frame.text(MARGIN + 8, ceiling - first - 13 * number, line, size=SMALL, weight="bold")
    marks: list[Mark] = []
    labels: list[Label] = []
    # where lanes are low, words of brackets need room before signs do
    spare = (ceiling - floor - _ROW_LEAST * max(len(lane.rows), 1)) / max(len(lane.counts), 1)
    pitch = max(_BRACKET * stretch, min(_BRACKET_GOOD, spare))
    y = ceiling - pitch * 0.58
    for count in lane.counts:
        marks.append(_bracket(panel, count, y, look))
        inside = (panel.box[0], floor, panel.box[2] + 16, ceiling)
        labels.append(_count_label(panel, count, marks[-1], lane, look, inside))
        y -= pitch
    top = y + pitch * 0.58
    step = (top - floor) / max(len(lane.rows), 1)
    for number in range(len(lane.rows)):
        drawn, wanted = _row(panel, lane, number, look, (top - step * (number + 0.56), step, floor, ceiling))
        marks += drawn
        labels += wanted
    return marks, labels


def _row(
    panel: Panel, lane: Lane, number: int, look: Look, heights: tuple[float, float, float, float]
) -> tuple[list[Mark], list[Label]]:
    """Signs of one row of a lane and their labels, on a thin line."""
    group, rows = lane.rows[number]
    middle, step, floor, ceiling = heights
    colours = panel.frame.colours
    if len(lane.rows) > 1 or group == "call":
        name = "calls" if group == "call" else "in person"
        if panel.frame.placer.free((MARGIN + 8, middle - 6, MARGIN + 58, middle + 6)):  # a low lane has its name only
            panel.frame.text(MARGIN + 8, middle, name, size=SMALL, color=colours.muted)
    panel.steps([(panel.t0, middle, panel.t1, middle, colours.grid, 1.2, "solid")])
    seen = {(row.kind, row.start) for row in rows}
    beside = [one for one in lane.known if one.group == group and (one.kind, one.start) not in seen]
    placed = _stacked(panel, [_mark(panel, row, middle, look) for row in rows], step)
    inside = (MARGIN + NAMES, max(middle - step * 0.6, floor), panel.box[2] + 20, min(middle + step * 0.62, ceiling))
    return [*(_known(one, middle, colours) for one in beside), *placed], _labels(panel, rows, placed, look, inside)


def _bracket(panel: Panel, count: Count, y: float, look: Look) -> Mark:
    """Over the period of a count; in the gutter when the count has none."""
    x0 = day(count.start) if count.start else panel.t0
    x1 = day(count.end) + 1 if count.end else panel.t1
    if count.start is None and count.end is None and panel.gutter is not None:
        x0, x1 = panel.when(panel.gutter[0] + 8), panel.when(panel.gutter[0] + GUTTER - 8)
    else:
        x0, x1 = max(x0, panel.t0), min(x1, panel.t1)
    ink, chosen_one = panel.frame.colours.ink, count.fact_id in look.selected
    return Mark(count.fact_id, count.title, x0, x1, y, "bracket", ink, selected=chosen_one, size=3.0)


def ring_around(panel: Panel, bracket: Mark) -> Box:
    """Room that the ring takes around a bracket that is picked."""
    left, _, right, _ = panel.around(bracket)
    return left - _RING / 2, bracket.y - 6.8, right + _RING / 2, bracket.y + 3


def _count_label(panel: Panel, count: Count, bracket: Mark, lane: Lane, look: Look, inside: Box) -> Label:
    contacts = [row for _, rows in lane.rows for row in rows]
    noun = words("kind", count.kind) if count.count != 1 else count.kind
    stated, dated = f"{count_words(count)} {noun} stated", f"{dated_within(count, contacts)} dated"
    told = (
        f"{stated} for {period_words(count.start, count.end)}, {dated}" if count.start else f"{stated} without a date"
    )
    teller = short_name(look.tellers.get(count.doc_id, ""))
    at = panel.around(bracket)
    return Label(
        (f"{told} · {teller}" if teller and look.several else told,), at, priority=5, color=panel.frame.colours.ink,
        weight="bold" if bracket.selected else "normal", sides=((1, 0), (-1, 0)), last=((0, -1),), gap=_RING,
        leads=False, inside=inside, shorter=(told, f"{stated}, {dated}"),
    )  # fmt: skip


def _mark(panel: Panel, row: Contact, y: float, look: Look) -> Mark:
    colours = panel.frame.colours
    host = place_country(row.place)
    color = side(colours, host, look.pair) if host in look.pair[:2] else colours.ink
    if row.start is None:
        left, right = panel.gutter or (panel.box[0], panel.box[2])
        x0 = x1 = panel.when((left + right) / 2)
    else:
        x0, x1 = day(row.start), day(row.end or row.start) + 1
        x0, x1 = max(x0, panel.t0), min(x1, panel.t1)
    long = row.precision in ("month", "year")
    return Mark(
        row.fact_id, row.title, x0, x1, y, SHAPES.get(row.kind, "diamond"), color, hollow=row.planned, reach=long,
        selected=row.fact_id in look.selected, size=4.8,
    )  # fmt: skip


def _known(one: Contact, y: float, colours: Palette) -> Mark:
    start = one.start or date.min
    return Mark("", one.title, day(start), day(one.end or start) + 1, y, "tick", colours.other, size=5.0)


def _stacked(panel: Panel, marks: Sequence[Mark], step: float) -> list[Mark]:
    """Set signs of one day above and below each other, and those without a date side by side in the gutter."""
    right = panel.gutter[1] if panel.gutter else panel.box[0] - 1
    undated = [mark for mark in marks if panel.x(mark.x1) <= right]
    beside = iter(_side_by_side(panel, undated))
    most = max(int(step / 11), 1)
    columns: dict[int, dict[tuple[str, float, float], int]] = {}
    done: list[Mark] = []
    for mark in marks:
        x = panel.x((mark.x0 + mark.x1) / 2)
        if panel.x(mark.x1) <= right:
            done.append(next(beside))
            continue
        column = int(x // _SAME_DAY)
        near = next((c for c in (column, column - 1, column + 1) if c in columns), column)
        places = columns.setdefault(near, {})
        # one contact told by two documents has one place
        nth = places.setdefault((mark.shape, mark.x0, mark.x1), len(places) % most)
        done.append(replace(mark, y=mark.y + (nth + 1) // 2 * (1 if nth % 2 else -1) * 11.0))
    return done


def _side_by_side(panel: Panel, marks: Sequence[Mark]) -> list[Mark]:
    """Signs without a date, evenly in the gutter."""
    left, right = panel.gutter or (panel.box[0], panel.box[2])
    pitch = min(14.0 if panel.years else 110.0, (right - left - 10) / max(len(marks), 1))
    first = (left + right) / 2 - (len(marks) - 1) / 2 * pitch
    places = [panel.when(first + number * pitch) for number in range(len(marks))]
    return [replace(mark, x0=place, x1=place) for mark, place in zip(marks, places, strict=True)]


def _labels(panel: Panel, rows: Sequence[Contact], marks: Sequence[Mark], look: Look, lane: Box) -> list[Label]:
    labels, said = [], set()
    for row, mark in zip(rows, marks, strict=True):
        # in a gutter beside an axis of time there is no room; a year alone is said by the axis
        bare_year = row.precision == "year" and not row.place
        if (row.fact_id not in look.labelled or bare_year) if row.start else panel.years is not None:
            continue
        text = day_words(row.start, row.end, row.precision) or row.kind
        text = f"{text}, {row.place}" if row.place else text
        text = f"{text} (planned)" if row.planned else text
        near = (text, row.start)
        if near in said:
            continue
        said.add(near)
        labels.append(
            Label((text,), panel.around(mark), priority=9 if mark.selected else 0, color=panel.frame.colours.ink,
                  weight="bold" if mark.selected else "normal", style="italic" if row.planned else "normal",
                  inside=lane)
        )  # fmt: skip
    return labels
