"""A calendar: levels and years as rows, months or weeks as columns, darker where more contacts have their day."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.cells import BY, GUTTER, Group, Sheet, draw_cells, height_of, label_room, planned, shades, to_lines
from bilat_nb.views.contacts import sources_of_contacts, sources_of_known
from bilat_nb.views.diplomacy import Contact, between_years, merged_rows, pair_of_contacts, to_contacts, to_known
from bilat_nb.views.figures import box_of, chosen
from bilat_nb.views.findings import about_rows, busiest_titles
from bilat_nb.views.frame import MARGIN, Frame, Key, empty
from bilat_nb.views.labels import Box
from bilat_nb.views.rows import plural
from bilat_nb.views.style import styled
from bilat_nb.views.wording import pair_words, tellers

SIZE = (9.0, 5.8)
_NOTHING = "The rows shown hold no contact with a date."
_AROUND = 182.0  # pixels of title, keys, months and sources
_LINE, _LINE_LEAST = 17.0, 13.0  # height of a row: a good one, the lowest


def contact_calendar(
    contacts: pd.DataFrame,
    *,
    by: str = "month",
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
    """Draw when officials had contact: one row a level of each year, darker where there was more.

    A contact that is told several times counts once, in the month or week of its first day. One that is told with its
    month or its year only is drawn over that month or beside that year, and never counted for a day.

    Parameters
    ----------
    contacts : DataFrame
        Table of `Facts`, filtered as wished.
    by : {"month", "week"}
        Width of a cell. Weeks are counted from 1 January.
    reference : DataFrame, optional
        Dated contacts from ``load_reference("contacts")``: thin grey lines at their days, an incomplete list.
    documents, level, years, selected, dark, title, figsize, ax
        As for `contacts_timeline`.

    Returns
    -------
    (Figure, Axes)
        A cell consists of as many pieces as it has contacts, each of which carries the gid ``mark-<fact_id>``. Where
        levels have no room for rows of their own they share one, and the note says so.

    Raises
    ------
    ValueError
        If `by` is not one of the two.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "MINSK, 20 May 2019. Russian Foreign Minister Sergei Lavrov met Foreign Minister of "
    ...                           "Belarus Vladimir Makei in Minsk on 19 May 2019."})
    >>> fig, ax = contact_calendar(facts.contacts)
    >>> bn.views.describe(fig).partition(".")[0]
    'Meeting of foreign ministers on 19 May 2019'
    """
    if by not in BY:
        raise ValueError(f"A calendar has cells of a {' or a '.join(BY)}, not of {by!r}.")
    with styled():
        rows = between_years(to_contacts(contacts, level), years)
        pair = pair_of_contacts(contacts)
        merged = merged_rows(contacts, rows)
        titles = [title] if title else busiest_titles(merged, pair)
        dated = [group for group in merged if group[0].start is not None]
        if not dated:
            return empty(titles, _NOTHING, dark=dark, size=figsize or SIZE, ax=ax)
        sheet = _sheet(dated, to_known(reference, level), years, by, figsize)
        frame = Frame.on(ax, figsize or _fitting(sheet), dark)
        shown = [row for group in sheet.groups for row in group]
        sources = sources_of_contacts(shown, (), tellers(documents)) + sources_of_known(sheet.known)
        box = _framed(frame, sheet, (titles, _notes(merged, sheet), sources), pair) if ax is None else box_of(frame, ax)
        axes = ax if ax is not None else frame.axes(box)
        draw_cells(frame, sheet, box, chosen(selected))
        return frame.finish(about_rows(titles[0], shown, tellers(documents))), axes


def _sheet(
    dated: Sequence[Group], known: Sequence[Contact], years: tuple[int | None, int | None], by: str,
    figsize: tuple[float, float] | None,
) -> Sheet:  # fmt: skip
    """Rows and contacts that have room; of the reference what lies in these years and no document dates."""
    starts = [group[0].start.year for group in dated if group[0].start]
    first = years[0] if years[0] is not None else min(starts)
    last = max(years[1] if years[1] is not None else max(starts), first)
    told = {(group[0].kind, group[0].start) for group in dated}
    beside = [
        one for one in known if one.start and first <= one.start.year <= last and (one.kind, one.start) not in told
    ]
    most = max(int(((figsize or (0.0, 9.0))[1] * 100 - _AROUND) / _LINE_LEAST), 1)
    lines = to_lines(dated, beside, (first, last), most)
    inside = [group for group in dated if group[0].start and group[0].start.year >= lines[0].year]
    return Sheet(
        by, tuple(lines), tuple(inside), tuple(one for one in beside if one.start and one.start.year >= lines[0].year)
    )


def _fitting(sheet: Sheet) -> tuple[float, float]:
    """Size in inches with rows of a good height."""
    return SIZE[0], min(max((height_of(sheet.lines, _LINE) + _AROUND) / 100, 3.0), 9.0)


def _notes(merged: Sequence[Group], sheet: Sheet) -> list[str]:
    """What is not drawn, or not told apart, in words."""
    undated = sum(group[0].start is None for group in merged)
    early = len(merged) - undated - len(sheet.groups)
    parts = [f"{plural(undated, 'contact')} without a date"] * bool(undated)
    parts += [f"{plural(early, 'contact')} before {sheet.lines[0].year}"] * bool(early)
    together = not sheet.levels and len({group[0].level for group in sheet.groups}) > 1
    notes = [f"Not drawn: {'; '.join(parts)}."] if parts else []
    return ["All levels share a row; choose one level to see it alone.", *notes] if together else notes


def _framed(frame: Frame, sheet: Sheet, said: tuple[Sequence[str], Sequence[str], str], pair: tuple[str, ...]) -> Box:
    """Write what stands around the cells; return their place."""
    titles, notes, sources = said
    bottom = frame.foot(notes, f"Sources: {sources}.") + 20
    between = f" of {pair_words(pair)}" if pair else ""
    told = f"Contacts{between}; a cell is a {sheet.by}, by the first day of the contact"
    top = frame.head(titles, [f"{told}, darker where there are more", told, f"Contacts{between}"], _keys(frame, sheet))
    right = frame.width - MARGIN - (GUTTER if sheet.gutter else 0)
    return MARGIN + label_room(sheet), bottom, right, top - 2


def _keys(frame: Frame, sheet: Sheet) -> list[Key]:
    """Keys of the shades that occur, and of what is not a day."""
    colours, ink = shades(frame.colours), frame.colours.ink
    step, most = sheet.step(), sheet.most()
    ranges = [(n * step + 1, min((n + 1) * step, most)) for n in range(len(colours)) if n * step < most]
    words = [str(low) if low == high else f"{low}–{high}" for low, high in ranges]
    words[0] += " contact" if ranges[0] == (1, 1) else " contacts"
    keys = [Key(text, "cell", color) for text, color in zip(words, colours, strict=False)]
    if any(planned(group) for group in sheet.groups):
        keys.append(Key("planned", "cell", ink, hollow=True))
    rough = {group[0].precision for group in sheet.groups}
    if "month" in rough:
        keys.append(Key("told with its month only", "span", ink))
    if sheet.gutter:
        keys.append(Key("with its year only", "square", ink))
    return [*keys, Key("reference only", "tick", frame.colours.muted)] if sheet.known else keys
