"""Contacts on a line of time: a lane for each level, a sign for each kind, brackets for stated counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.diplomacy import (
    SHAPES,
    Contact,
    Count,
    between_years,
    pair_of_contacts,
    time_span,
    to_contacts,
    to_counts,
    to_known,
)
from bilat_nb.views.figures import box_of, chosen, several
from bilat_nb.views.findings import about_rows, contact_titles
from bilat_nb.views.frame import MARGIN, Frame, Key, empty
from bilat_nb.views.labels import Box, Label
from bilat_nb.views.lanes import NAMES, Lane, Look, draw_lane, ring_around, to_lanes, worth_labels
from bilat_nb.views.marks import Mark
from bilat_nb.views.panel import Panel
from bilat_nb.views.rows import plural
from bilat_nb.views.style import Palette, side, styled
from bilat_nb.views.wording import country, pair_words, place_country, tellers

SIZE = (9.0, 5.8)
_NOTHING = "The rows shown hold no contact and no count of contacts."
_STRETCH_MOST = 2.4
_AROUND = 190.0  # pixels of title, keys, axis and sources


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
        told: list[Contact | Count] = [*counts, *rows]
        pair = pair_of_contacts(contacts, contact_counts)
        titles = [title] if title else contact_titles(rows, counts, pair)
        if not rows and not counts:
            return empty(titles, _NOTHING, dark=dark, size=figsize or SIZE, ax=ax)
        look = Look(
            pair,
            chosen(selected),
            worth_labels(rows, chosen(selected)),
            several(row.doc_id for row in told),
            tellers(documents),
        )
        window = time_span(told, years)
        known = _inside(to_known(reference, level), window)
        lanes = to_lanes(rows, counts, known)
        frame = Frame.on(ax, figsize or fitting(sum(lane.height for lane in lanes) * 1.2), dark)
        axes = _draw(frame, lanes, look, (titles, window), ax)
        return frame.finish(about_rows(titles[0], told, look.tellers)), axes


def fitting(panels: float) -> tuple[float, float]:
    """Size in inches of a figure whose panels need some pixels of height."""
    return SIZE[0], min(max((panels + _AROUND) / 100, 2.6), 9.0)


def _inside(known: Sequence[Contact], window: tuple[int, int] | None) -> list[Contact]:
    """Contacts of the reference that the axis of time reaches."""
    first, last = window or (0, -1)
    return [one for one in known if one.start and one.end and first <= one.start.year and one.end.year <= last]


def _draw(
    frame: Frame,
    lanes: Sequence[Lane],
    look: Look,
    said: tuple[Sequence[str], tuple[int, int] | None],
    ax: Axes | None,
) -> Axes:
    """Draw frame and lanes; return the axes."""
    titles, window = said
    rows = [row for lane in lanes for _, part in lane.rows for row in part]
    box = _framed(frame, lanes, rows, look, titles) if ax is None else box_of(frame, ax)
    stretch = min((box[3] - box[1]) / sum(lane.height for lane in lanes), _STRETCH_MOST)
    box = (box[0], box[3] - stretch * sum(lane.height for lane in lanes), box[2], box[3])
    undated = any(row.start is None for row in rows) or any(one.start is None for lane in lanes for one in lane.counts)
    panel = Panel(frame, box, window, (), gutter=undated, ax=ax)
    panel.scaffold()
    labels: list[Label] = []
    marks: list[Mark] = []
    y = box[3]
    for number, lane in enumerate(lanes):
        floor = y - lane.height * stretch
        if number % 2 == 0:
            frame.boxes([(MARGIN, floor, box[2], y, frame.colours.panel)])
        drawn, wanted = draw_lane(panel, lane, look, (floor, y), stretch)
        marks += drawn
        labels += wanted
        y = floor
    panel.add(marks)
    frame.placer.take(*(ring_around(panel, mark) for mark in marks if mark.shape == "bracket"))
    frame.write(frame.placer.place(labels))
    return panel.ax


def _framed(frame: Frame, lanes: Sequence[Lane], rows: Sequence[Contact], look: Look, titles: Sequence[str]) -> Box:
    """Write what stands around the lanes; return the place that is left for them."""
    counts = [count for lane in lanes for count in lane.counts]
    known = [one for lane in lanes for one in lane.known]
    sources = sources_of_contacts(rows, counts, look.tellers) + sources_of_known(known)
    left = sum(lane.left for lane in lanes)
    notes = [f"Not drawn: {plural(left, 'more stated count')}."] if left else []
    bottom = frame.foot(notes, f"Sources: {sources}.") + 20
    between = f" of {pair_words(look.pair)}" if look.pair else ""
    told = f"Contacts{between} by level, as told in the documents"
    subtitles = [f"{told}; a bracket is a count that a document states for a period", told][0 if counts else 1 :]
    top = frame.head(titles, subtitles, _keys(rows, lanes, look, frame.colours))
    return MARGIN + NAMES, bottom, frame.width - MARGIN, top - 2


def _keys(rows: Sequence[Contact], lanes: Sequence[Lane], look: Look, colours: Palette) -> list[Key]:
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
    docs = list(dict.fromkeys([*(row.doc_id for row in rows), *(one.doc_id for one in counts)]))
    names = list(dict.fromkeys(tellers.get(doc, doc) for doc in docs))
    stated = f" and {plural(len(counts), 'stated count')}" if counts else ""
    told = f"{plural(len(rows), 'contact')}{stated} in {plural(len(docs), 'document')}"
    more = f"; and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{told} ({'; '.join(names[:5])}{more})"


def sources_of_known(known: Sequence[Contact]) -> str:
    """What is said of grey marks: they are no complete list."""
    return f"; grey: {plural(len(known), 'contact')} of {known[0].doc_id}, not a complete list" if known else ""
