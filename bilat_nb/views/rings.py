"""Where the nodes of a network stand: on two sides, so that every name has a line of its own.

Two countries face each other, their levels side by side in lanes; of more countries each keeps together, and the sides
are chosen so that contacts cross the middle. No chance is involved: the same graph has the same picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from bilat_nb.views.diplomacy import LEVELS

_SWEEPS = 4  # passes in which nodes go where those that they are joined to stand


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a node: which side, and which line from the top."""

    right: bool
    line: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Lines of one level."""

    level: str
    first: int
    lines: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of all nodes; `lanes` are empty where levels are not told apart."""

    slots: Mapping[str, Slot]
    lanes: tuple[Lane, ...]
    lines: int


def fitted(graph: nx.Graph, pair: Sequence[str], most: int) -> tuple[nx.Graph, Layout]:
    """The part of a graph whose names have no more than so many lines, and its layout."""
    nodes = len(graph)
    while True:
        part = most_joined(graph, nodes)
        codes = countries_of(part, pair)
        two = len(codes) == 2 and graph.graph["nodes"] != "countries"
        layout = facing(part, codes, 0) if two else around(part, 0)
        if layout.lines <= most or len(part) <= 2:
            return part, facing(part, codes) if two else around(part)
        nodes = len(part) - max((layout.lines - most) // 2, 1)


def most_joined(graph: nx.Graph, most: int) -> nx.Graph:
    """So many nodes with the most contacts, and what joins them."""
    while True:
        kept = sorted(graph, key=lambda name: (-graph.nodes[name]["contacts"], name))[:most]
        part = graph.subgraph(kept).copy()  # a mere view looks its nodes up again and again
        joined = [name for name in part if part.degree(name)]
        if len(joined) == len(part) or not joined:
            return part
        graph = part.subgraph(joined)


def countries_of(graph: nx.Graph, pair: Sequence[str]) -> list[str]:
    """Countries of the nodes: those of the pair in their order, then those with the most contacts."""
    total: Counter[str] = Counter()
    for _, data in graph.nodes(data=True):
        total[data["country"]] += data["contacts"]
    return [code for code in pair if code in total] + sorted(
        (code for code in total if code not in pair), key=lambda code: (-total[code], code)
    )


def facing(graph: nx.Graph, pair: Sequence[str], sweeps: int = _SWEEPS) -> Layout:
    """Two sides with a lane for each level: the first country at the left, the second at the right."""
    sides = [[name for name in graph if graph.nodes[name]["country"] == code] for code in pair[:2]]
    slots: dict[str, Slot] = {}
    lanes: list[Lane] = []
    line = 0
    levels = {graph.nodes[name]["level"] for name in graph}
    for level in [known for known in LEVELS if known in levels] + sorted(levels - set(LEVELS)):
        own = [[name for name in side if graph.nodes[name]["level"] == level] for side in sides]
        lines = max(map(len, own))
        for right, names in enumerate(own):
            for number, name in enumerate(_by_contacts(graph, names)):
                # the shorter side stands in the middle of its lane
                slots[name] = Slot(bool(right), line + number + (lines - len(names)) / 2)
        lanes.append(Lane(level, line, lines))
        line += lines
    for _ in range(sweeps):
        for lane in lanes:
            for right in (False, True):
                _settle(graph, slots, [n for n, s in slots.items() if s.right == right and _in(lane, s)])
    return Layout(slots, tuple(lanes), line)


def around(graph: nx.Graph, sweeps: int = _SWEEPS) -> Layout:
    """Two sides of any countries, each country together."""
    groups: dict[str, list[str]] = {}
    for name in graph:
        groups.setdefault(graph.nodes[name]["country"] or name, []).append(name)
    left, right = _two_sides(graph, groups)
    lines = max(sum(len(groups[code]) for code in side) for side in (left, right))
    slots: dict[str, Slot] = {}
    for is_right, codes in enumerate((left, right)):
        names = [name for code in codes for name in sorted(groups[code], key=lambda n: _height(graph, n))]
        for number, name in enumerate(names):
            slots[name] = Slot(bool(is_right), number + (lines - len(names)) / 2)
    for _ in range(sweeps):
        for codes in (right, left):
            _settle_groups(graph, slots, [groups[code] for code in codes], lines)
    return Layout(slots, (), lines)


def _two_sides(graph: nx.Graph, groups: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """Countries on two sides: each goes where most of its contacts cross the middle, as long as there is room."""
    home = {name: code for code, names in groups.items() for name in names}
    weights: Counter[tuple[str, str]] = Counter()
    for a, b, data in graph.edges(data=True):
        weights[home[a], home[b]] += data["weight"]
        weights[home[b], home[a]] += data["weight"]
    total = {code: sum(weights[code, other] for other in groups) for code in groups}
    sides: tuple[list[str], list[str]] = ([], [])
    room = max(len(graph) * 0.6, max(map(len, groups.values())))
    for code in sorted(groups, key=lambda code: (-total[code], code)):
        used = [sum(len(groups[other]) for other in side) for side in sides]
        across = [sum(weights[code, other] for other in sides[1 - n]) for n in (0, 1)]
        fits = [used[n] + len(groups[code]) <= room or not used[n] for n in (0, 1)]
        best = max((0, 1), key=lambda n: (fits[n], across[n], -used[n], -n))
        sides[best].append(code)
    return sides


def _height(graph: nx.Graph, name: str) -> tuple[int, int, str]:
    data = graph.nodes[name]
    return LEVELS.index(data["level"]) if data["level"] in LEVELS else len(LEVELS), -data["contacts"], name


def _by_contacts(graph: nx.Graph, names: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: (-graph.nodes[name]["contacts"], name))


def _in(lane: Lane, slot: Slot) -> bool:
    return lane.first <= slot.line < lane.first + lane.lines


def _pull(graph: nx.Graph, slots: Mapping[str, Slot], name: str) -> float:
    """The mean line of those that a node is joined to, the frequent ones counting more."""
    near = [(slots[other].line, data["weight"]) for other, data in graph[name].items() if other in slots]
    weight = sum(w for _, w in near)
    return sum(line * w for line, w in near) / weight if weight else slots[name].line


def _settle(graph: nx.Graph, slots: dict[str, Slot], names: Sequence[str]) -> None:
    """Put the nodes of one lane and side in the order of those that they are joined to."""
    places = sorted((slots[name] for name in names), key=lambda slot: slot.line)
    ordered = sorted(names, key=lambda name: (round(_pull(graph, slots, name), 6), name))
    slots.update(zip(ordered, places, strict=True))


def _settle_groups(graph: nx.Graph, slots: dict[str, Slot], groups: Sequence[Sequence[str]], lines: int) -> None:
    """Put the countries of one side in the order of those that they are joined to."""
    if not groups:
        return
    right = slots[groups[0][0]].right
    pulls = {names[0]: sum(_pull(graph, slots, name) for name in names) / len(names) for names in groups}
    line = (lines - sum(map(len, groups))) / 2
    for names in sorted(groups, key=lambda names: (round(pulls[names[0]], 6), names[0])):
        for name in sorted(names, key=lambda n: _height(graph, n)):
            slots[name] = Slot(right, line)
            line += 1
