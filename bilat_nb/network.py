"""Who meets whom, as a graph: people, offices or countries joined by the contacts that documents tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace
from typing import Any, Protocol

import networkx as nx
import pandas as pd

from bilat_nb.facts.contacts.people import LEVELS
from bilat_nb.merging import alike, fold_name, merge_contacts, split_cell
from bilat_nb.series import to_records

_READ = frozenset(["contact_id", "person", "office", "level", "country"])
NODES = ("people", "offices", "countries")
_SPELLINGS_FROM = 6  # letters: two short names that differ in one are most often two people


class HasParticipants(Protocol):
    """What `contact_network` needs of `Facts`."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def participants(self) -> pd.DataFrame: ...  # noqa: D102


def contact_network(
    facts: HasParticipants | pd.DataFrame,
    nodes: str = "people",
    *,
    participants: pd.DataFrame | None = None,
    planned: bool = False,
) -> nx.Graph:
    """Make a graph of who had contact with whom.

    Two nodes are joined by each contact in which both took part for different countries. A contact counts once however
    often it is told (see `merge_contacts`). Numbers that documents state ("met eight times") are never added: they tell
    of contacts, but not of which.

    Parameters
    ----------
    facts : Facts or DataFrame
        Facts, or a table of contacts, filtered as wished.
    nodes : {"people", "offices", "countries"}
        What is joined. An office is one of one country: the president of Belarus, whoever it is.
    participants : DataFrame, optional
        Table of that name, when `facts` is a table of contacts: it tells country and office of each name.
    planned : bool
        Whether contacts that are only planned count too.

    Returns
    -------
    networkx.Graph
        Nodes by name, in the order of the alphabet, with label, country (code or ""), level (the highest), offices or
        people (joined by "; "), contacts (how many). Edges with weight (number of contacts), planned (how many of them
        are only planned), first, last (ISO days; "" when none is told with its day), kinds ("call 2; meeting 3"),
        fact_ids (a list: every row that tells one of them, in the order of time) and contacts (a list: the fact_ids of
        each contact, joined by "; "). The graph has nodes, contacts (how
        many are in it) and left_out (fact_ids of those that join no two nodes, most often because one side is not
        named).

    Raises
    ------
    ValueError
        If `nodes` is not one of the three.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "MINSK, 20 May 2019. Russian Foreign Minister Sergei Lavrov met Foreign Minister of "
    ...                           "Belarus Vladimir Makei in Minsk on 19 May 2019."})
    >>> graph = contact_network(facts)
    >>> graph.edges["Lavrov (RUS)", "Makei (BLR)"]["weight"], graph.nodes["Makei (BLR)"]["level"]
    (1, 'foreign_minister')
    >>> contact_network(facts, "countries").edges["BLR", "RUS"]["first"]
    '2019-05-19'
    """
    if nodes not in NODES:
        raise ValueError(f"nodes is {nodes!r}; choose one of {', '.join(NODES)}.")
    source = _source(facts, participants)
    merged = merge_contacts(source)
    wanted = merged if planned else merged[merged["status"] == "held"]
    people = _People(source.participants)
    graph = _Builder(nodes)
    for contact in to_records(wanted):
        graph.add(contact, _ends(contact, nodes, people))
    return graph.finish()


def _source(facts: Any, participants: pd.DataFrame | None) -> Any:
    """Contacts and participants, whichever way they were given."""
    if not isinstance(facts, pd.DataFrame):
        return facts
    none = pd.DataFrame(columns=["contact_id", "person", "office", "level", "country"])
    return SimpleNamespace(contacts=facts, participants=none if participants is None else participants)


@dataclass(frozen=True, slots=True)
class _End:
    """Somebody, or something, that took part in one contact."""

    name: str
    label: str
    country: str
    level: str
    also: str  # the office of a person, the person in an office

    def meets(self, other: _End, alone: bool) -> bool:
        """Whether a contact joins both; where a country is not known, only when nobody else was there."""
        known = bool(self.country and other.country)
        return self.name != other.name and (self.country != other.country if known else alone)


class _People:
    """Who took part in each row, every person by one spelling."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows: dict[str, list[Mapping[Any, Any]]] = {}
        self._spellings: dict[str, dict[str, set[str]]] = {}  # the levels of each name, by country
        self._offices: dict[tuple[str, str, str], Counter[str]] = {}
        for row in to_records(table, _READ):
            self._rows.setdefault(row["contact_id"], []).append(row)
            if person := _text(row["person"]):
                held = self._offices.setdefault((person, _text(row["country"]), _text(row["level"])), Counter())
                held[_text(row["office"])] += bool(_text(row["office"]))

    def rows(self, contact: Mapping[Any, Any]) -> Iterator[tuple[str, str, str, str]]:
        """Yield person, office, level and country of everybody in a contact; what is not told is empty."""
        told = [row for fact in split_cell(contact["fact_ids"]) for row in self._rows.get(fact, ())]
        for row in told:
            person, office, level, country = (_text(row[c]) for c in ("person", "office", "level", "country"))
            # "the Russian leader" and "the president" are one office: that by which the person is called most often
            usual = self._offices[person, country, level].most_common(1)[0][0] if person else office
            yield self.spelled(person, country, level) if person else "", usual, level, country
        named = {fold_name(_text(row["person"])) for row in told}
        for name in split_cell(contact["participants"]):
            folded = fold_name(name)
            if folded not in named and not any(alike(folded, other) for other in named):
                yield self.spelled(name, "", ""), "", "", ""

    def spelled(self, name: str, country: str, level: str) -> str:
        """The spelling under which a person of that country and level was met first."""
        known = self._spellings.setdefault(country, {})
        if name not in known:
            like = (other for other, levels in known.items() if level in levels and _one_person(name, other))
            found = next(like, None)
            if found is not None:
                return found
        known.setdefault(name, set()).add(level)
        return name


def _one_person(name: str, other: str) -> bool:
    """Whether two names of one country and level are spellings of one."""
    a, b = fold_name(name), fold_name(other)
    return a == b or (min(len(a), len(b)) >= _SPELLINGS_FROM and a[0] == b[0] and alike(a, b))


def _ends(contact: Mapping[Any, Any], nodes: str, people: _People) -> list[_End]:
    """What a contact may join, each once."""
    if nodes == "countries":
        return [_End(code, code, code, "", "") for code in split_cell(contact["countries"])]
    found: dict[str, _End] = {}
    for person, office, level, country in people.rows(contact):
        end = _person(person, office, level, country) if nodes == "people" else _office(person, office, level, country)
        before = found.get(end.name, end) if end else None
        if end and before:
            found[end.name] = end if _rank(end.level) < _rank(before.level) else before
    return list(found.values())


def _person(person: str, office: str, level: str, country: str) -> _End | None:
    return _End(f"{person} ({country or '?'})", person, country, level, office) if person else None


def _office(person: str, office: str, level: str, country: str) -> _End | None:
    held = office or level
    return _End(f"{held} ({country})", held.replace("_", " "), country, level, person) if held and country else None


class _Builder:
    """Collects contacts; the graph has the same order whatever theirs was."""

    def __init__(self, nodes: str) -> None:
        self._nodes: dict[str, list[_End]] = {}
        self._edges: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
        self._kind, self._count, self._left = nodes, 0, []  # type: str, int, list[str]

    def add(self, contact: Mapping[Any, Any], ends: Sequence[_End]) -> None:
        """Join everybody whom one contact brought together."""
        pairs = [(a, b) for a, b in combinations(ends, 2) if a.meets(b, len(ends) == 2)]
        for a, b in pairs:
            self._edges.setdefault((min(a.name, b.name), max(a.name, b.name)), []).append(contact)
        for end in {end.name: end for pair in pairs for end in pair}.values():
            self._nodes.setdefault(end.name, []).append(end)
        self._count += bool(pairs)
        self._left += [] if pairs else split_cell(contact["fact_ids"])

    def finish(self) -> nx.Graph:
        """Return the graph."""
        graph: nx.Graph = nx.Graph(nodes=self._kind, contacts=self._count, left_out=self._left)
        for name in sorted(self._nodes):
            graph.add_node(name, **_node(self._nodes[name], self._kind))
        for (a, b), contacts in sorted(self._edges.items()):
            graph.add_edge(a, b, **_edge(contacts))
        return graph


def _node(ends: Sequence[_End], kind: str) -> dict[str, Any]:
    level = min((end.level for end in ends), key=_rank)
    also = "; ".join(dict.fromkeys(end.also for end in ends if end.also))
    other = {"people": {"offices": also}, "offices": {"people": also}}.get(kind, {})
    first = ends[0]
    return {"label": first.label, "country": first.country, "level": level, **other, "contacts": len(ends)}


def _edge(contacts: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    kinds = Counter(contact["kind"] for contact in contacts)
    days = [contact[edge] for contact in contacts if contact["precision"] == "day" for edge in ("start", "end")]
    return {
        "weight": len(contacts),
        "planned": sum(contact["status"] == "planned" for contact in contacts),
        "first": str(min(days).date()) if days else "",
        "last": str(max(days).date()) if days else "",
        "kinds": "; ".join(f"{kind} {number}" for kind, number in sorted(kinds.items())),
        "fact_ids": list(dict.fromkeys(_every(contact["fact_ids"] for contact in contacts))),
        "contacts": [contact["fact_ids"] for contact in contacts],
    }


def _every(cells: Iterable[Any]) -> Iterator[str]:
    for cell in cells:
        yield from split_cell(cell)


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
