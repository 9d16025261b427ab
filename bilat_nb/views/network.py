"""Who meets whom: people, offices or countries on two sides, joined by their contacts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.network import contact_network as to_graph
from bilat_nb.series import of_facts
from bilat_nb.views.contacts import sources_of_contacts
from bilat_nb.views.diplomacy import SHAPES, Contact, between_years, pair_of_contacts, to_contacts
from bilat_nb.views.edges import Edge, draw_edges
from bilat_nb.views.figures import box_of, chosen
from bilat_nb.views.findings import about_rows
from bilat_nb.views.frame import MARGIN, Frame, Key, empty
from bilat_nb.views.labels import Box
from bilat_nb.views.nodes import NOUNS, Told, draw_nodes, node_colour, plural_of
from bilat_nb.views.rings import fitted
from bilat_nb.views.rows import plural
from bilat_nb.views.style import Palette, styled
from bilat_nb.views.wording import capital, country, pair_words, tellers

SIZE = (9.0, 5.8)
_NOTHING = "The rows shown tell of no contact in which two sides are named."
_LINE = 16.0  # pixels: the lowest line of a name
_AROUND = 175.0  # pixels of title, keys and sources


def contact_network(
    contacts: pd.DataFrame,
    participants: pd.DataFrame | None = None,
    *,
    nodes: str = "people",
    planned: bool = True,
    documents: pd.DataFrame | None = None,
    level: str | None = None,
    years: tuple[int | None, int | None] = (None, None),
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw who had contact with whom; each sign on a line is one contact and leads to its row.

    Parameters
    ----------
    contacts : DataFrame
        Table of `Facts`, filtered as wished; a contact that is told several times counts once.
    participants : DataFrame, optional
        Table of `Facts`: tells country and office of each name.
    nodes : {"people", "offices", "countries"}
        What is joined, see `bilat_nb.contact_network`.
    planned : bool
        Whether contacts that are only planned are drawn too, as hollow signs; lines of nothing else are dashed.
    documents, level, years, selected, dark, title, figsize, ax
        As for `contacts_timeline`.

    Returns
    -------
    (Figure, Axes)
        Each sign carries the gid ``mark-<fact_id>``. Where a contact joins more than two, the others repeat it.

    Raises
    ------
    ValueError
        If `nodes` is not one of the three.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "MINSK, 20 May 2019. Russian Foreign Minister Sergei Lavrov met Foreign Minister of "
    ...                           "Belarus Vladimir Makei in Minsk on 19 May 2019."})
    >>> fig, ax = contact_network(facts.contacts, facts.participants)
    >>> bn.views.describe(fig)
    'Makei and Lavrov: 1 contact in 2019. meeting: foreign minister, Lavrov; Makei, Minsk, 19 May 2019 (note).'
    """
    with styled():
        rows = {row.fact_id: row for row in between_years(to_contacts(contacts, level), years)}
        inside = of_facts(contacts, rows)
        graph = to_graph(inside, nodes, participants=participants, planned=planned)
        size = figsize or _fitting(graph)
        pair = pair_of_contacts(inside)
        if not graph.number_of_edges():
            plain = [title or f"Who met whom{f': {pair_words(pair)}' if pair else ''}"]
            return empty(plain, _NOTHING, dark=dark, size=size, ax=ax)
        part, layout = fitted(graph, pair, max(int((size[1] * 100 - _AROUND) / _LINE), 1))
        told = Told(part, layout, nodes, rows, pair, tellers(documents))
        titles = [title] if title else told.titles()
        frame = Frame.on(ax, size, dark)
        axes = _draw(frame, told, _notes(graph, part, inside, planned), titles, chosen(selected), ax)
        return frame.finish(about_rows(titles[0], told.shown(), told.tellers)), axes


def _fitting(graph: nx.Graph) -> tuple[float, float]:
    """Size in inches of a figure whose names have a line each."""
    lines = max(min(len(graph) * 0.6, 30), 4)
    return SIZE[0], min(max((lines * 26 + _AROUND) / 100, 3.4), 8.0)


def _notes(graph: nx.Graph, part: nx.Graph, contacts: pd.DataFrame, planned: bool) -> list[str]:
    """What belongs to this view and is not drawn, in words."""
    noun = NOUNS[graph.graph["nodes"]]
    left = len(graph) - len(part)
    one_sided = len(graph.graph["left_out"])
    plans = 0 if planned else int((contacts["status"] == "planned").sum())
    parts = [f"{plural_of(left, noun)} with fewer contacts"] * bool(left)
    parts += [f"{plural(one_sided, 'contact')} with one side named"] * bool(one_sided)
    parts += [f"{plural(plans, 'planned contact')}"] * bool(plans)
    return [f"Not drawn: {'; '.join(parts)}."] if parts else []


def _draw(
    frame: Frame, told: Told, notes: Sequence[str], titles: Sequence[str], selected: frozenset[str], ax: Axes | None
) -> Axes:
    """Draw frame, lanes, names and edges; return the axes."""
    box = _framed(frame, told, notes, titles) if ax is None else box_of(frame, ax)
    axes = ax if ax is not None else frame.axes(box)
    places = draw_nodes(frame, told, box)
    edges = []
    for a, b, data in told.graph.edges(data=True):
        # time runs from left to right
        start, stop = sorted((places[a], places[b]), key=lambda at: (at[0], -at[1]))
        edges.append(Edge(start, stop, told.of((a, b)), data))
    draw_edges(frame, edges, box, selected)
    return axes


def _framed(frame: Frame, told: Told, notes: Sequence[str], titles: Sequence[str]) -> Box:
    """Write what stands around the network; return the place that is left for it."""
    rows = told.shown()
    bottom = frame.foot(notes, f"Sources: {sources_of_contacts(rows, (), told.tellers)}.") + 8
    between = f" of {pair_words(told.pair)}" if told.pair and not told.several() else ""
    what = f"Contacts{between} between {told.nodes}, as told in the documents"
    subtitles = [f"{what}; a sign is a contact, a wider line has more of them", f"{what}; a sign is a contact", what]
    top = frame.head(titles, subtitles, _keys(rows, told, frame.colours))
    return MARGIN, bottom, frame.width - MARGIN, top - 2


def _keys(rows: Sequence[Contact], told: Told, colours: Palette) -> list[Key]:
    kinds = {row.kind for row in rows}
    keys = [Key(kind, shape, colours.ink) for kind, shape in SHAPES.items() if kind in kinds]
    if any(row.planned for row in rows):
        keys.append(Key("planned", "circle", colours.ink, hollow=True))
    if told.nodes == "countries":
        return keys
    named = told.coloured()
    keys.append(Key(f"{capital(told.nodes)} of:"))
    keys += [Key(country(code), "circle", node_colour(colours, code, named)) for code in named]
    others = set(told.countries()) - set(named)
    return [*keys, Key("other countries", "circle", colours.other)] if others else keys
