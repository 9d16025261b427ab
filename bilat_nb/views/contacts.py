"""Contacts on a line of time: a lane for each level, a sign for each kind, brackets for stated counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.diplomacy import (
    SHAPES,
    Contact,
    Count,
    count_words,
    dated_within,
    day_words,
    level_words,
    levels_of,
    pair_of_contacts,
    to_contacts,
    to_counts,
    to_known,
)
from bilat_nb.views.figures import LABELS_MOST, box_of, chosen, several
from bilat_nb.views.findings import contact_titles, describe_titles
from bilat_nb.views.frame import MARGIN, About, Frame, Key, empty, wrapped
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.marks import Mark
from bilat_nb.views.panel import GUTTER, Panel, day
from bilat_nb.views.rows import plural
from bilat_nb.views.style import SMALL, Palette, side, styled
from bilat_nb.views.wording import country, pair_words, place_country, short_name, tellers, words
from bilat_nb.words import period_words

SIZE = (9.0, 5.8)
_NAMES = 104.0  # pixels for the names of the lanes
_COUNTS_MOST = 5  # brackets in a lane; more are told in the note
_BRACKET, _ROW = 19.0, 40.0  # heights before they are fitted to the figure
_STRETCH_MOST = 2.4
_AROUND = 190.0  # pixels of title, keys, axis and sources


@dataclass(frozen=True, slots=True)
class _Lane:
    """One level with its stated counts and its rows of signs."""

    level: str
    counts: tuple[Count, ...]
    rows: tuple[tuple[str, tuple[Contact, ...]], ...]
    known: tuple[Contact, ...]

    @property
    def height(self) -> float:
        """Wanted height in pixels."""
        return _BRACKET * len(self.counts) + _ROW * max(len(self.rows), 1) + 6


@dataclass(frozen=True, slots=True)
class _Look:
    pair: tuple[str, ...]
    selected: frozenset[str]
    labelled: frozenset[str]
    several: bool  # documents: then labels name them
    tellers: Mapping[str, str]


def contacts_timeline(
    contacts: pd.DataFrame,
    contact_counts: pd.DataFrame | None = None,
    *,
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
    """Draw contacts over time, with the counts that documents state for a period.

    Parameters
    ----------
    contacts, contact_counts : DataFrame
        Tables of `Facts`, filtered as wished.
    reference : DataFrame, optional
        Dated contacts from ``load_reference("contacts")``: thin grey lines, an incomplete list.
    documents : DataFrame, optional
        Table of documents: lets labels and the sources line name the publisher and the year.
    level : str, optional
        One level; all when not given.
    years, selected, dark, title, ax
        As for `trade_trends`.
    figsize : (float, float), optional
        Width and height in inches of 100 pixels; as high as the lanes need when not given.

    Returns
    -------
    (Figure, Axes)
        Each mark carries the gid ``mark-<fact_id>``; contacts without a date stand in the gutter.
    """
    with styled():
        rows = between_years(to_contacts(contacts, level), years)
        counts = between_years(to_counts(contact_counts, level), years)
        pair = pair_of_contacts(contacts, contact_counts)
        titles = [title] if title else contact_titles(rows, counts, pair)
        if not rows and not counts:
            return empty(
                titles,
                "The rows shown hold no contact and no count of contacts.",
                dark=dark,
                size=figsize or SIZE,
                ax=ax,
            )
        look = _Look(
            pair, chosen(selected), _worth_labels(rows, chosen(selected)), several([*rows, *counts]), tellers(documents)
        )
        window = time_span([*rows, *counts], years)
        known = _inside(to_known(reference, level), window)
        lanes = _lanes(rows, counts, known)
        frame = Frame(
            figsize or fitting(sum(lane.height for lane in lanes) * 1.2),
            dark,
            None if ax is None else ax.get_figure(root=True),
        )
        axes = _draw(frame, lanes, look, (titles, window), ax)
        text = describe_titles(titles[0], [*counts, *rows], look.tellers)
        return frame.finish(About(titles[0], text, {row.fact_id: row.title for row in (*rows, *counts)})), axes


def fitting(panels: float) -> tuple[float, float]:
    """Size in inches of a figure whose panels need some pixels of height."""
    return SIZE[0], min(max((panels + _AROUND) / 100, 2.6), 9.0)


def _inside(known: Sequence[Contact], window: tuple[int, int] | None) -> list[Contact]:
    """Contacts of the reference that the axis of time reaches."""
    first, last = window or (0, -1)
    return [one for one in known if one.start and one.end and first <= one.start.year and one.end.year <= last]


def between_years(rows: Sequence, years: tuple[int | None, int | None]) -> list:  # type: ignore[type-arg]
    """Rows that touch some years; undated rows stay."""
    first, last = years
    return [
        row for row in rows
        if (last is None or row.start is None or row.start.year <= last)
        and (first is None or row.end is None or row.end.year >= first)
    ]  # fmt: skip


def _worth_labels(rows: Sequence[Contact], selected: frozenset[str]) -> frozenset[str]:
    """All when they are few, else the selected and, of each level, the first and the last."""
    dated = [row for row in rows if row.start is not None]
    if len(dated) <= 2 * LABELS_MOST:
        return frozenset(row.fact_id for row in dated)
    keep = set(selected)
    for level in levels_of(dated):
        own = sorted((row for row in dated if row.level == level), key=lambda row: (row.start, row.fact_id))
        keep |= {row.fact_id for row in (*own[:1], *own[-2:])}
    return frozenset(keep)


def time_span(rows: Sequence[Contact | Count], years: tuple[int | None, int | None]) -> tuple[int, int] | None:
    """First and last year of the axis of time; None when nothing has a date."""
    dates = [when for row in rows for when in (row.start, row.end) if when is not None]
    if not dates:
        return None
    first = years[0] if years[0] is not None else min(when.year for when in dates)
    last = years[1] if years[1] is not None else max(when.year for when in dates)
    return first, max(last, first)


def _lanes(rows: Sequence[Contact], counts: Sequence[Count], known: Sequence[Contact]) -> list[_Lane]:
    """Lanes from the highest level down; calls have a row of their own where a lane has both."""
    lanes = []
    for level in levels_of([*rows, *counts]):
        own = [row for row in rows if row.level == level]
        beside = tuple(one for one in known if one.level == level)
        stated = sorted(
            (one for one in counts if one.level == level), key=lambda one: (str(one.start), str(one.end), one.kind)
        )
        groups = {row.group for row in (*own, *beside, *stated)}
        parts = [
            (group, tuple(row for row in own if row.group == group)) for group in ("other", "call") if group in groups
        ]
        lanes.append(_Lane(level, tuple(stated[:_COUNTS_MOST]), tuple(parts), beside))
    return lanes


def _draw(
    frame: Frame,
    lanes: Sequence[_Lane],
    look: _Look,
    said: tuple[Sequence[str], tuple[int, int] | None],
    ax: Axes | None,
) -> Axes:
    """Draw frame and lanes; return the axes."""
    titles, window = said
    rows = [row for lane in lanes for _, part in lane.rows for row in part]
    if ax is None:
        counts = [count for lane in lanes for count in lane.counts]
        known = [one for lane in lanes for one in lane.known]
        sources = sources_of_contacts(rows, counts, look.tellers) + sources_of_known(known)
        bottom = frame.foot((), f"Sources: {sources}.") + 20
        between = f" of {pair_words(look.pair)}" if look.pair else ""
        bracket = (
            "; a bracket is a count that a document states for a period" if any(lane.counts for lane in lanes) else ""
        )
        top = frame.head(
            titles,
            f"Contacts{between} by level, as told in the documents{bracket}",
            _keys(rows, lanes, look, frame.colours),
        )
        box: Box = (MARGIN + _NAMES, bottom, frame.width - MARGIN, top - 2)
    else:
        box = box_of(frame, ax)
    stretch = min((box[3] - box[1]) / sum(lane.height for lane in lanes), _STRETCH_MOST)
    box = (box[0], box[3] - stretch * sum(lane.height for lane in lanes), box[2], box[3])
    undated = any(row.start is None for row in rows) or any(one.start is None for lane in lanes for one in lane.counts)
    panel = Panel(frame, box, window, (), gutter=undated, ax=ax)
    panel.scaffold()
    y, labels, marks = box[3], [], []
    for number, lane in enumerate(lanes):
        floor = y - lane.height * stretch
        if number % 2 == 0:
            frame.boxes([(MARGIN, floor, box[2], y, frame.colours.panel)])
        drawn, wanted = _lane(panel, lane, look, (floor, y), stretch)
        marks += drawn
        labels += wanted
        y = floor
    panel.add(marks)
    frame.write(frame.placer.place(labels))
    return panel.ax


def _lane(
    panel: Panel, lane: _Lane, look: _Look, room: tuple[float, float], stretch: float
) -> tuple[list[Mark], list[Label]]:
    """Marks and labels of one level."""
    frame, colours = panel.frame, panel.frame.colours
    floor, ceiling = room
    for number, line in enumerate(wrapped(level_words(lane.level), _NAMES - 14, SMALL, "bold")[:3]):
        frame.text(MARGIN + 8, ceiling - 13 - 13 * number, line, size=SMALL, weight="bold")
    marks, labels = [], []
    y = ceiling - 11 * stretch
    for count in lane.counts:
        bracket = _bracket(panel, count, y, look)
        marks.append(bracket)
        labels.append(_count_label(panel, count, bracket, lane, look, (panel.box[0], floor, panel.box[2], ceiling)))
        y -= _BRACKET * stretch
    step = (y - floor + 11 * stretch) / max(len(lane.rows), 1)
    for number, (group, rows) in enumerate(lane.rows):
        middle = y + 11 * stretch - step * (number + 0.56)
        if len(lane.rows) > 1 or group == "call":
            frame.text(MARGIN + 8, middle, "calls" if group == "call" else "in person", size=SMALL, color=colours.muted)
        panel.steps([(panel.t0, middle, panel.t1, middle, colours.grid, 1.2, "solid")])
        seen = {(row.kind, row.start) for row in rows}
        marks += [
            _known(one, middle, colours)
            for one in lane.known
            if one.group == group and (one.kind, one.start) not in seen
        ]
        placed = _stacked(panel, [_mark(panel, row, middle, look) for row in rows], step)
        marks += placed
        lane_box = (
            MARGIN + _NAMES,
            max(middle - step * 0.6, floor),
            panel.box[2] + 20,
            min(middle + step * 0.62, ceiling),
        )
        labels += _labels(panel, rows, placed, look, lane_box)
    return marks, labels


def _bracket(panel: Panel, count: Count, y: float, look: _Look) -> Mark:
    """Over the period of a count; in the gutter when the count has none."""
    x0 = day(count.start) if count.start else panel.t0
    x1 = day(count.end) + 1 if count.end else panel.t1
    if count.start is None and count.end is None and panel.gutter is not None:
        x0, x1 = panel.when(panel.gutter[0] + 8), panel.when(panel.gutter[0] + GUTTER - 8)
    else:
        x0, x1 = max(x0, panel.t0), min(x1, panel.t1)
    ink, chosen_one = panel.frame.colours.ink, count.fact_id in look.selected
    return Mark(count.fact_id, count.title, x0, x1, y, "bracket", ink, selected=chosen_one, size=3.0)


def _count_label(panel: Panel, count: Count, bracket: Mark, lane: _Lane, look: _Look, inside: Box) -> Label:
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
        weight="bold" if bracket.selected else "normal", sides=((1, 0), (-1, 0), (0, -1)), gap=3.0, leads=False, inside=inside,
        shorter=(told, f"{stated}, {dated}", f"{count_words(count)} {noun}"),
    )  # fmt: skip


def _mark(panel: Panel, row: Contact, y: float, look: _Look) -> Mark:
    colours = panel.frame.colours
    host = place_country(row.place)
    color = side(colours, host, look.pair) if host in look.pair[:2] else colours.ink
    if row.start is None:
        left, right = panel.gutter or (panel.box[0], panel.box[2])
        x0 = x1 = panel.when((left + right) / 2)
    else:
        x0, x1 = day(row.start), day(row.end or row.start) + 1
    long = row.precision in ("month", "year")
    return Mark(
        row.fact_id, row.title, max(x0, panel.t0) if row.start else x0, min(x1, panel.t1), y, SHAPES.get(row.kind, "diamond"),
        color, hollow=row.planned, reach=long, selected=row.fact_id in look.selected, size=4.8,
    )  # fmt: skip


def _known(one: Contact, y: float, colours: Palette) -> Mark:
    start = one.start or date.min
    return Mark("", one.title, day(start), day(one.end or start) + 1, y, "tick", colours.other, size=5.0)


def _stacked(panel: Panel, marks: Sequence[Mark], step: float) -> list[Mark]:
    """Set marks of one day above and below each other, and those without a date side by side in the gutter."""
    done: list[Mark] = []
    left, right = panel.gutter or (0.0, -1.0)
    undated = [mark for mark in marks if panel.x(mark.x1) <= right]
    pitch = min(14.0 if panel.years else 110.0, (right - left - 10) / max(len(undated), 1))
    most = max(int(step / 11), 1)
    for mark in marks:
        if mark in undated:
            place = panel.x(mark.x0) + (undated.index(mark) - (len(undated) - 1) / 2) * pitch
            done.append(replace(mark, x0=panel.when(place), x1=panel.when(place)))
            continue
        x = panel.x((mark.x0 + mark.x1) / 2)
        same = [other for other in done if abs(panel.x((other.x0 + other.x1) / 2) - x) < 9]
        again = next(
            (other for other in same if (other.shape, other.x0, other.x1) == (mark.shape, mark.x0, mark.x1)), None
        )
        nth = len({other.y for other in same}) % most
        shift = (nth + 1) // 2 * (1 if nth % 2 else -1) * 11.0
        done.append(replace(mark, y=again.y if again else mark.y + shift))
    return done


def _labels(panel: Panel, rows: Sequence[Contact], marks: Sequence[Mark], look: _Look, lane: Box) -> list[Label]:
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
                  weight="bold" if mark.selected else "normal", style="italic" if row.planned else "normal", inside=lane)
        )  # fmt: skip
    return labels


def _keys(rows: Sequence[Contact], lanes: Sequence[_Lane], look: _Look, colours: Palette) -> list[Key]:
    """Keys for the kinds, hosts and signs that are present."""
    kinds = {row.kind for row in rows}
    keys = [Key(kind, shape, colours.ink) for kind, shape in SHAPES.items() if kind in kinds]
    if any(row.planned for row in rows):
        keys.append(Key("planned", "circle", colours.ink, hollow=True))
    hosts = [code for code in look.pair[:2] if any(place_country(row.place) == code for row in rows)]
    if hosts:
        keys += [Key("Held in:"), *(Key(country(code), "circle", side(colours, code, look.pair)) for code in hosts)]
        keys.append(Key("elsewhere or not told", "circle", colours.ink))
    if any(lane.known for lane in lanes):
        keys.append(Key("reference only", "tick", colours.other))
    return keys


def sources_of_contacts(rows: Sequence[Contact], counts: Sequence[Count], tellers: Mapping[str, str]) -> str:
    """The sources line: how many contacts and counts, in which documents."""
    docs = list(dict.fromkeys(row.doc_id for row in (*rows, *counts)))
    names = list(dict.fromkeys(tellers.get(doc, doc) for doc in docs))
    stated = f" and {plural(len(counts), 'stated count')}" if counts else ""
    told = f"{plural(len(rows), 'contact')}{stated} in {plural(len(docs), 'document')}"
    more = f"; and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{told} ({'; '.join(names[:5])}{more})"


def sources_of_known(known: Sequence[Contact]) -> str:
    """What is said of grey marks: they are no complete list."""
    return f"; grey: {plural(len(known), 'contact')} of {known[0].doc_id}, not a complete list" if known else ""
