"""Sides of plants, lines and projects: who owns or builds them and where they stand, as far as the text tells it."""

from __future__ import annotations

import re
from itertools import pairwise

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, before_term, countries_before, first, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes

_LINK = re.compile(
    r"\b(?:interconnect\w*|transmission|(?:the|an?|new|second|third|this|existing) lines?|lines? (?:from|between|to)"
    r"|(?:power|grid|overhead|kV|line) (?:lines?|links?|connections?)|links?|cables?|exchanged?|back-to-back|HVDC)\b",
    re.I,
)
"""A line between two grids carries power both ways."""
_PLANT = re.compile(
    r"\b(?:plants?|stations?|units?|reactors?|dams?|farms?|parks?|generat\w+|refiner(?:y|ies)|NPP|HPP|TPP|installed"
    r"|liquefaction|trains?|facilit(?:y|ies)|fleet|capacity of the (?:country|nation|republic|kingdom))\b",
    re.I,
)
_TERMINAL = re.compile(r"\b(?:(?:LNG|import|receiving) terminals?|terminals?|regasification|FSRU)\b")
_ACROSS = re.compile(r"\b(import|export) capacity\b")
_INVESTS = ("invest", "has put", "have put", "put into", "spend", "spent")
_CARRIES = ("can deliver", "can carry", "can transport", "can pump", "can move", "carr", "conveyed", "transport")
_CARRIES_IT = re.compile(r"\b(?:deliver|carr(?:y|ies)|transport|pump|move|convey)\b")
_OUTWARD = re.compile(r"\b(?:export|liquefaction|loading)\b")
_PIPE = re.compile(r"\b(?:pipelines?|pipes?|conduit|corridor|stream)\b", re.I)
_BUILDS = re.compile(
    r"\b(?:(?:will|to|would|is to|are to) (?:build|construct|develop|install|finance)|builds"
    r"|(?:is|are) (?:building|developing|constructing|installing)|stands behind|invests|put up"
    r"|(?:has|have) (?:built|constructed|developed|installed|put|invested|financed))\b"
)
_IN = re.compile(r"\bin\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
NEAR = 40
_LINE_FROM = re.compile(
    r"\b(?:pipelines?|pipe|lines?|cables?|interconnect\w+)\s+(?:[\w-]+\s+)?from\s+(?:[\w-]+ in )?(?:the )?$"
)
_LINE_TO = re.compile(
    r"\b(?:pipelines?|pipe|lines?|cables?|interconnect\w+)\s+(?:[\w-]+\s+){0,6}to\s+(?:[\w-]+ in )?(?:the )?$"
)
_LINKING = re.compile(r"\b(?:linking|links|linked|connecting|connects|joining|joins)\s+(?:the\s+)?$")
_BUILT_BY = re.compile(r"\b(?:built|constructed|developed|designed|financed|installed|put up)\b[^.;,]{0,40}?\bby\b")


def _joined(scene: Scene) -> list[str]:
    """Two countries joined by a dash: "the India-Bangladesh Friendship Pipeline"."""
    actors = list(scene.countries(single))
    for one, two in pairwise(actors):
        if re.fullmatch(r"\s?[-–]\s?", scene.text(one.stop, two.start)):
            return [one.countries[0], two.countries[0]]
    return []


def _linking(scene: Scene, recipient: str | None) -> Route:
    """As in "the pipeline linking Algeria to Italy": where a line begins and ends."""
    actors = list(scene.countries(single))
    for one, two in zip(actors, [*actors[1:], None], strict=False):
        if not _LINKING.search(scene.text(max(scene.sentence.start, one.start - 20), one.start)):
            continue
        ends = two is not None and scene.text(one.stop, two.start).strip() in ("to", "to the")
        return Route(one.countries[0], recipient or (two.countries[0] if two is not None and ends else None))
    return Route(None, recipient)


def _ends(scene: Scene, words: Words, told: Route) -> Route:
    """As in "the pipeline from Romania can carry": the ends of a line that stand before its figure."""
    low, _ = scene.segment(words.figure.start)
    for actor in scene.countries(lambda a: single(a) and low <= a.start and a.stop <= words.figure.start):
        lead = scene.text(max(low, actor.start - 60), actor.start)
        if _LINE_FROM.search(lead):
            told.supplier = told.supplier or actor.countries[0]
        elif _LINE_TO.search(lead) and told.supplier != actor.countries[0]:
            told.recipient = told.recipient or actor.countries[0]
    return told


def project_route(scene: Scene, words: Words, memory: Memory, indicator: str) -> Route:
    """A named project or company tells its sides; a plant stands in the country that owns it or holds its place."""
    told = _told(scene, words, indicator)
    owners = list(dict.fromkeys(words.owners(scene))) or _joined(scene)
    if indicator == "investment":
        invests = words.term is not None and words.term.lexeme.form.startswith(_INVESTS)
        if not invests and not told.supplier and _LINK.search(scene.text(scene.sentence.start, words.figure.stop)):
            return Route()  # what a line between two grids cost: who paid is not told
        return _invested(scene, words, told, owners, memory)
    commodity = words.commodity.cell("commodities", "commodity") if words.commodity is not None else ""
    if commodity == "nuclear":
        return _nuclear(scene, words, told, owners, memory)
    return _capacity(scene, words, told, owners, memory)


def _told(scene: Scene, words: Words, indicator: str) -> Route:
    """The ends of a line, and the sides of what is known by its name."""
    told = Route(first(words.after("from")), first(words.after("to", "into")))
    if told.supplier is None:
        told = _linking(scene, told.recipient)
    told = told if indicator == "investment" else _ends(scene, words, told)
    for token in scene.terms("projects"):
        if indicator == "investment" and not token.get("companies") and not token.cell("projects", "recipient"):
            told.recipient = told.recipient or token.cell("projects", "supplier") or None
            continue
        told.supplier = told.supplier or token.cell("projects", "supplier") or None
        told.recipient = told.recipient or token.cell("projects", "recipient") or None
    return told


def _capacity(scene: Scene, words: Words, told: Route, owners: list[str], memory: Memory) -> Route:
    """Of a line, a terminal, a plant or a pipeline."""
    low, high = scene.segment(words.figure.start)
    clause = scene.text(low, high)
    if found := _ACROSS.search(clause):
        owner = first(owners) or memory.home
        return Route(owner, None) if found[1] == "export" else Route(None, owner)
    if words.figure.dimension == "power" and _LINK.search(clause):
        return _both(told, memory)
    if _TERMINAL.search(clause) and not _OUTWARD.search(clause):
        return Route(None, told.recipient or _place(scene, words, owners, memory))
    carries = words.term is not None and words.term.lexeme.form.startswith(_CARRIES)
    commodity = words.commodity.cell("commodities", "commodity") if words.commodity is not None else ""
    liquid = commodity == "lng" and words.figure.unit == "t" and not carries
    if (
        words.figure.dimension == "power"
        or liquid
        or (_PLANT.search(clause) and not _PIPE.search(clause) and not carries)
    ):
        return _plant(scene, words, told, owners, memory, clause)
    return _pipe(scene, words, told, owners, memory)


def _both(told: Route, memory: Memory) -> Route:
    """One end of a line in a text on two countries: the other end is the other one."""
    supplier, recipient = told.supplier, told.recipient
    return Route(supplier or memory.pair.other(recipient), recipient or memory.pair.other(supplier))


def _plant(scene: Scene, words: Words, told: Route, owners: list[str], memory: Memory, clause: str) -> Route:
    """As in "Laos has 93 plants with a capacity of ...": whose it is; what is told before goes on."""
    if (built := _built(scene, memory)) is not None:
        return built
    if told.supplier or told.recipient:
        return Route(told.supplier or memory.pair.other(told.recipient), told.recipient)
    if _PLANT.search(clause) and (place := _place(scene, words, owners, memory)):
        return Route(place)
    if len(owners) == 1:
        return Route(owners[0])
    return memory.last if memory.alike and memory.last is not None else Route()


def _built(scene: Scene, memory: Memory) -> Route | None:
    """As in "Masdar will build a wind farm in Egypt": who builds, and where; None unless both are told."""
    verb = _BUILDS.search(text := scene.text(scene.sentence.start, scene.sentence.stop))
    by = _BUILT_BY.search(text) if verb is None else None
    actors = list(scene.countries(single))
    inside = [a for a in actors if _IN.search(scene.text(max(0, a.start - 10), a.start))]
    free = [a for a in actors if a not in inside]
    if verb is not None:
        before = [a for a in free if a.stop <= scene.sentence.start + verb.start()]
        builders = [a for a in before if not a.demonym][:1] or before[:1]
    elif by is not None:
        builders = [a for a in free if 0 <= a.start - scene.sentence.start - by.end() < NEAR][:1]
    else:
        return None
    builder = first(codes(builders))
    host = first(codes(inside), builder) or (memory.home if memory.home != builder else None)
    return Route(builder, host) if builder and host else None


def _place(scene: Scene, words: Words, owners: list[str], memory: Memory) -> str | None:
    """The country that owns a plant, that holds its place, or that the sentence or a document about one is about."""
    low, _ = scene.segment(words.figure.start)
    found = first(owners + words.after("in", "of", "across") + countries_before(scene, words.figure.start, low))
    found = found or first(countries_before(scene, words.figure.start))
    return found or (memory.home if memory.pair.second is None else None)


def _pipe(scene: Scene, words: Words, told: Route, owners: list[str], memory: Memory) -> Route:
    """As in "the pipeline from Algeria to Spain", "the India-Bangladesh pipeline"."""
    known = memory.known
    if told.supplier or told.recipient:  # "the pipeline that carried Algerian gas to Spain"
        ends = Route(told.supplier or first(owners, told.recipient), told.recipient)
        return ends if scene.terms("projects") else _both(ends, memory)
    if len(owners) > 1:
        turned = known is not None and {known.supplier, known.recipient} == set(owners)
        return known if known is not None and turned else Route(owners[0], owners[1])
    if known is not None and not owners:
        return known
    if (made := _able(scene, words, owners)) is not None:
        return made
    if (carried := words.owners_apart(scene)[1]) and _CARRIES_IT.search(scene.text(*scene.segment(words.figure.start))):
        return _both(Route(carried[0]), memory)  # "can deliver 350,000 barrels of Saudi crude"
    return Route(None, first(owners + words.after("in", "of")))


def _able(scene: Scene, words: Words, owners: list[str]) -> Route | None:
    """As in "Egypt is able to produce one million barrels a day": whose capacity it is."""
    if words.figure.unit != "bbl/d" or words.term is None or words.term.lexeme.form.startswith(_CARRIES):
        return None
    if _PIPE.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return None
    place = first(owners + words.after("in", "of") + countries_before(scene, words.figure.start))
    return Route(place) if place else None


def _nuclear(scene: Scene, words: Words, told: Route, owners: list[str], memory: Memory) -> Route:
    """Who builds a nuclear plant supplies it; without a builder it is one of the country that has it."""
    known = memory.known is not None and (memory.known.supplier or memory.known.recipient)
    if memory.known is not None and known and not owners and not told.supplier and not told.recipient:
        return memory.known
    located = owners + words.after("in", "of")
    here = codes(list(scene.countries(single)))
    builder = (
        told.supplier
        or len(set(here)) > 1
        or memory.pair.second is not None
        or _BUILT_BY.search(scene.text(scene.sentence.start, scene.sentence.stop))
    )
    if not builder:
        return Route(first(located + here) or memory.home)
    recipient = told.recipient or first(located + here, told.supplier)
    supplier = told.supplier or memory.pair.other(recipient)
    return Route(supplier, recipient or memory.pair.other(supplier))


def _invested(scene: Scene, words: Words, told: Route, owners: list[str], memory: Memory) -> Route:
    """Who invests, and where; of an amount that stands alone, the sides of the plant told before it."""
    known, term = memory.known, words.term
    if (built := _built(scene, memory)) is not None:
        return built
    if term is not None and term.lexeme.form.startswith(_INVESTS):
        investor = first(before_term(scene, term), told.recipient) or told.supplier
        host = first(words.after("in", "into", "to"), investor) or told.recipient
        if investor and host:
            return Route(investor, host)
        told = Route(investor, host)
    located = owners + words.after("in", "of")
    here = located + codes(list(scene.countries(single)))
    if not told.supplier and not told.recipient and not here:
        return memory.last or known or Route()
    electric = words.commodity is not None and words.commodity.cell("commodities", "commodity") == "electricity"
    if electric and not told.supplier and not told.recipient:
        return Route(owners[0]) if len(owners) == 1 else Route()
    if len(owners) > 1 and not told.supplier and not told.recipient:
        turned = known is not None and {known.supplier, known.recipient} == set(owners)
        return known if known is not None and turned else Route(owners[0], owners[1])
    recipient = told.recipient or first(here, told.supplier)
    supplier = told.supplier or memory.pair.other(recipient)
    return Route(supplier, recipient or memory.pair.other(supplier))
