"""Whose production, reserves, consumption or stocks a figure tells: one country, the other side is nobody."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, countries_before, first, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes

_CARTEL = re.compile(r"\b(?:OPEC|Opec|OECD)(?:['’]s)?\b")
_MEMBER = re.compile(r",\s+(?:a |the |an )?(?:\w+\s+)?members? of (?:the )?(?:[A-Z(]|\w+ of)[^,]*,")
_OPEC_DATA = re.compile(r"\b(?:OPEC|Opec) (?:data|figures|report|member|secretariat)")
_CLAUSE = re.compile(r",\s+(?:while|whereas|but)\s")
ONE_SIDED = ("production", "reserves", "consumption", "storage")
"""Indicators that have only one side: who produces, or who consumes."""

_SOURCE = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]+\s+)?(?:data|figures|reports?|estimates?|statistics|said|says|secretariat)\b"
)


def owned_route(scene: Scene, words: Words, indicator: str, memory: Memory) -> Route:
    """Return the route of what a country has, makes or uses."""
    if (holder := _of_quota(scene, words)) is not None:
        return Route(holder)
    if _of_bloc(scene, words) or _of_world(scene, words):
        return Route()
    last = memory.last or Route()
    told_of = last.recipient if not memory.alike and not last.supplier else None  # "Georgia imported ...; it generated"
    if indicator in ("production", "reserves"):
        own = (last.supplier, memory.home) if memory.alike else (told_of or memory.home, last.supplier)
        return Route(_owner(scene, words) or own[0] or own[1])
    own = (last.recipient, memory.home) if memory.alike else (memory.home, last.recipient)
    if memory.same and not memory.alike and last.supplier and not last.recipient:
        return Route(None, _owner(scene, words) or last.supplier)  # "output sank to 5, whereas consumption is put at 6"
    return Route(None, _owner(scene, words, last.supplier) or own[0] or own[1])


_QUOTA = re.compile(r"(?:['’]s?)?\s+(?:[A-Z][\w-]+\s+)?quota\b")


def _of_quota(scene: Scene, words: Words) -> str | None:
    """As in "the Emirates' quota assigned by the organisation is 902,000 barrels a day"."""
    low = scene.segment(words.figure.start)[0]
    held = [
        a
        for a in scene.countries(lambda a: single(a) and low <= a.start and a.stop <= words.figure.start)
        if _QUOTA.match(scene.text(a.stop, a.stop + 24))
    ]
    return first(codes(held))


_WORLD = re.compile(
    r"\b(?:[Ww]orld|[Gg]lobal|[Ww]orldwide|[Nn]on-?(?:OPEC|Opec|communist)|free world)(?:['’]s)?\s+(?:[a-z-]+\s+){0,3}$"
)
_FIRST_OF = re.compile(
    r"\b(?:largest|biggest|top|leading|major|main|first|second|third|fourth|fifth|number|No)\b", re.I
)


def _of_world(scene: Scene, words: Words) -> bool:
    """As in "world oil demand": of all countries; "the world's largest coal exporter" is one."""
    tokens = [t for t in (words.term, words.commodity) if t is not None]
    told = (_WORLD.search(scene.text(max(scene.sentence.start, t.start - 40), t.start)) for t in tokens)
    return any(match is not None and not _FIRST_OF.search(match[0]) for match in told)


def _of_bloc(scene: Scene, words: Words) -> bool:
    """The nearest one before the figure is a bloc: "OPEC pumped 28 million barrels a day"."""
    if _MEMBER.search(scene.text(scene.sentence.start, words.figure.start)):
        return False  # "Ecuador, a member of OPEC, was pumping 260,000 barrels a day"
    named = [m.end() for m in _CARTEL.finditer(scene.text(scene.sentence.start, words.figure.start))]
    single = [a.stop - scene.sentence.start for a in scene.countries(lambda a: a.stop <= words.figure.start)]
    if (
        named
        and named[-1] > max(single, default=0)
        and not _OPEC_DATA.search(scene.text(scene.sentence.start, scene.sentence.stop))
    ):
        return True
    before = list(scene.countries(lambda a: a.stop <= words.figure.start))
    return (
        bool(before)
        and before[-1].kind == "bloc"
        and not _SOURCE.match(scene.text(before[-1].stop, before[-1].stop + 24))
    )


def _owner(scene: Scene, words: Words, *but: str | None) -> str | None:
    """The country that produces or consumes: right before the words, in or of it, or the subject of its clause."""
    low, _ = scene.segment(words.figure.start)
    apart = [m.end() for m in _CLAUSE.finditer(scene.text(low, words.figure.start))]
    low += apart[-1] if apart else 0
    term = words.term
    near = first(words.in_clause(scene, "in", "of", "by"))
    if term is not None and low <= term.start:
        own = first(_own_words(scene, words, low))
        near = own or near
    clause = first(countries_before(scene, words.figure.start, low), *but)
    return (
        near
        or _of_project(scene, words)
        or clause
        or first(words.owners(scene) + words.after("in", "of", "by"))
        or first(countries_before(scene, words.figure.start), *but)
    )


def _of_project(scene: Scene, words: Words) -> str | None:
    """As in "production at Tengiz": a field or plant that is known by its name."""
    if words.term is not None and words.term.cell("energy_terms", "indicator") not in ("production", "reserves"):
        return None
    low, high = scene.segment(words.figure.start)
    named = [t for t in scene.terms("projects") if low <= t.start < high and t.cell("projects", "supplier")]
    return named[0].cell("projects", "recipient") or named[0].cell("projects", "supplier") if named else None


def _own_words(scene: Scene, words: Words, low: int) -> list[str]:
    tokens = [t for t in (words.term, words.commodity) if t is not None]
    inside = [a for a, t in zip(words.around[1:], tokens, strict=True) if t.start >= low]
    return Words(words.figure, words.commodity, words.term, [words.around[0], *inside]).owners(scene)
