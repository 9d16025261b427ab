"""The nodes of a network: which there are, what they are called, where they and their names stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from bilat_nb.merging import split_cell
from bilat_nb.views.diplomacy import Contact, level_words
from bilat_nb.views.frame import Frame, cut_to, wrapped
from bilat_nb.views.labels import Box
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.rings import Layout, countries_of
from bilat_nb.views.rows import plural
from bilat_nb.views.style import NORMAL, SMALL, Palette, text_size
from bilat_nb.views.wording import capital, country

NOUNS = {"people": "person", "offices": "office", "countries": "country"}
_LANES, _WIDE = 128.0, 720.0  # room for the names of lanes, in figures that are wide
_LABEL_MOST = 0.27  # of the width, for the names of one side
_THIRD = "#CC79A7"  # the third country; more are told apart by their names


@dataclass(frozen=True, slots=True)
class Told:
    """The graph that is drawn, and what its edges rest on."""

    graph: nx.Graph
    layout: Layout
    nodes: str
    rows: Mapping[str, Contact]
    pair: tuple[str, ...]
    tellers: Mapping[str, str]

    def of(self, edge: tuple[str, str]) -> list[list[Contact]]:
        """The rows of each contact of an edge."""
        contacts = self.graph.edges[edge]["contacts"]
        return [[self.rows[fact] for fact in split_cell(cell)] for cell in contacts]

    def shown(self) -> list[Contact]:
        """Every row that is drawn, once."""
        edges = (fact for _, _, data in self.graph.edges(data=True) for fact in data["fact_ids"])
        return [self.rows[fact] for fact in dict.fromkeys(edges)]

    def several(self) -> bool:
        """Whether names need their country beside them."""
        return len(self.countries()) > 2

    def countries(self) -> list[str]:
        """Countries of the nodes, those of the pair first."""
        return countries_of(self.graph, self.pair)

    def coloured(self) -> list[str]:
        """Countries with a colour of their own: the pair, and of people and offices a third."""
        known = [code for code in self.countries() if code]
        return known[:3] if self.several() and self.nodes != "countries" else [c for c in known if c in self.pair][:2]

    def name(self, node: str) -> str:
        """What a node is called in a sentence."""
        data = self.graph.nodes[node]
        if self.nodes == "countries":
            return country(data["country"])
        return f"{data['label']} of {country(data['country'])}" if self.nodes == "offices" else str(data["label"])

    def titles(self) -> list[str]:
        """The pair with the most contacts where one stands out, else how much is joined."""
        edges = sorted(self.graph.edges(data=True), key=lambda e: (-e[2]["weight"], e[0], e[1]))
        a, b, most = edges[0]
        ends = sorted((a, b), key=lambda node: self.countries().index(self.graph.nodes[node]["country"]))
        who = capital(" and ".join(self.name(node) for node in ends))
        much = f"{_number_words(most)}{_years_words(most, ' in ')}"
        many = f"Who met whom: {plural_of(len(self.graph), NOUNS[self.nodes])}, {plural(len(edges), 'pair')}"
        if len(edges) == 1:
            return [f"{who}: {much}", many]
        if most["weight"] == edges[1][2]["weight"]:
            return [many]
        return [f"{who}: {much}, more than any other two", f"{who}: {much}", many]


def plural_of(count: int, noun: str) -> str:
    """A number with its noun: "1 country", "3 people"."""
    many = {"person": "people", "country": "countries"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else many}"


def _number_words(edge: Mapping[str, int]) -> str:
    """How many contacts and plans: "4 contacts and 1 plan"."""
    held = edge["weight"] - edge["planned"]
    parts = [plural(held, "contact")] * bool(held) + [plural(edge["planned"], "plan")] * bool(edge["planned"])
    return " and ".join(parts)


def _years_words(edge: Mapping[str, str], lead: str) -> str:
    """The years of an edge, empty when none of its contacts is told with its day."""
    first, last = edge["first"][:4], edge["last"][:4]
    return f"{lead}{first if first == last else f'{first}–{last}'}" if first else ""


def node_colour(colours: Palette, code: str, codes: Sequence[str]) -> str:
    """Colour of a country: by its place, never by its name."""
    return (colours.first, colours.second, _THIRD)[codes.index(code)] if code in codes else colours.other


def draw_nodes(frame: Frame, told: Told, box: Box) -> dict[str, tuple[float, float]]:
    """Draw lanes, nodes and their names; return the place of each node in pixels."""
    layout = told.layout
    line = min((box[3] - box[1]) / layout.lines, 58.0)
    top = box[3] - max((box[3] - box[1] - line * layout.lines) / 2, 0) * 0.6
    lanes = _LANES if layout.lanes and frame.width >= _WIDE else 0.0
    _lanes(frame, layout, (box[0], box[2], top, line), bool(lanes))
    most = max(data["contacts"] for _, data in told.graph.nodes(data=True))
    width = [
        max((_label_width(told, name, line) for name, slot in layout.slots.items() if slot.right == right), default=0)
        for right in (False, True)
    ]
    room = (box[2] - box[0]) * _LABEL_MOST
    left, right = box[0] + lanes + min(width[0], room) + 22, box[2] - min(width[1], room) - 22
    marks, places, coloured = [], {}, told.coloured()
    for name, slot in layout.slots.items():
        y = top - (slot.line + 0.5) * line
        bulge = 0.0 if layout.lanes else _bulge(slot.line, layout.lines) * (right - left) * 0.16
        x = right - bulge if slot.right else left + bulge
        data = told.graph.nodes[name]
        radius = 3.6 + 4.4 * (data["contacts"] / most) ** 0.5
        color = node_colour(frame.colours, data["country"], coloured)
        marks.append(Mark("", name, x, x, y, "circle", color, size=radius))
        frame.placer.take((x - radius, y - radius, x + radius, y + radius))
        _write(frame, told, name, (x + (radius + 6) * (1 if slot.right else -1), y, line, room), slot.right)
        places[name] = (x, y)
    frame.fig.add_artist(MarkLayer(marks, frame.colours, frame.pixels))
    return places


def _bulge(line: float, lines: int) -> float:
    """How far a line is from the middle one, squared: names stand on a bow."""
    return ((line + 0.5) / lines * 2 - 1) ** 2


def _lanes(frame: Frame, layout: Layout, place: tuple[float, float, float, float], named: bool) -> None:
    """Bands of the levels, with their names where there is room."""
    left, right, top, line = place
    for number, lane in enumerate(layout.lanes):
        ceiling, floor = top - lane.first * line, top - (lane.first + lane.lines) * line
        if number % 2 == 0:
            frame.boxes([(left, floor, right, ceiling, frame.colours.panel)])
        if named:
            lines = wrapped(level_words(lane.level), _LANES - 14, SMALL, "bold")[: int((ceiling - floor) // 12)]
            for nth, text in enumerate(lines):
                y = (ceiling + floor) / 2 + ((len(lines) - 1) / 2 - nth) * 12
                frame.text(left + 8, y, text, size=SMALL, weight="bold")


def _texts(told: Told, name: str, line: float) -> list[tuple[str, float, bool]]:
    """What is written at a node, with its size and whether it is muted: the name, then where or what it is."""
    data = told.graph.nodes[name]
    if told.nodes == "countries":
        return [(capital(country(data["country"])), NORMAL, False)]
    beside = [country(data["country"])] if told.several() and data["country"] else []
    also = str(data.get("offices") or data.get("people") or "").replace("_", " ").split("; ")
    beside += [also[0] + (" …" if len(also) > 1 else "")] if also[0] else []
    second = [(", ".join(beside), SMALL, True)] if beside and line >= 26 else []
    first = f"{data['label']}, {beside[0]}" if told.several() and not second and beside else str(data["label"])
    return [(capital(first), NORMAL, False), *second]


def _label_width(told: Told, name: str, line: float) -> float:
    return max(text_size(text, size)[0] for text, size, _ in _texts(told, name, line))


def _write(frame: Frame, told: Told, name: str, at: tuple[float, float, float, float], right: bool) -> None:
    """Write a name beside its node, away from the middle."""
    x, y, line, room = at
    texts = _texts(told, name, line)
    for number, (text, size, muted) in enumerate(texts):
        shown = cut_to(text, room, size)
        height = y + ((len(texts) - 1) / 2 - number) * 12.5
        color = frame.colours.muted if muted else frame.colours.ink
        frame.text(x, height, shown, size=size, color=color, align="left" if right else "right")
