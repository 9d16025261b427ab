"""The two countries of a text on energy, where it tells them by its dateline or its headline."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.words import company_home, single
from bilat_nb.facts.figures.frame import NO_COUNTRIES, Pair
from bilat_nb.facts.figures.home import datelines, home_of
from bilat_nb.model import Reading

OPENING = 3
"""Lines in which a headline stands."""

_TOWARDS = re.compile(r"\b(?:to|from|with|for)\s+(?:the\s+)?$")
_OURS = re.compile(
    r"\b(?:(?:southern|northern|eastern|western|common|state) (?:border|neighbou?r)|its neighbou?r|our|us"
    r"|the two countries)\b"
)


def pair_of(reading: Reading) -> tuple[str | None, Pair]:
    """Return the country from whose side a text on energy is told, and the two that it is about."""
    alone = reading.countries[0] if len(reading.countries) == 1 else None
    home = home_of(reading) or company_home(reading) or _teller(reading) or alone
    pair = Pair.of(reading, home)
    if pair.second is None and (two := _headed(reading)) is not None and (home is None or home in two):
        first = home or two[0]
        return home, Pair(first, two[1] if first == two[0] else two[0], headed=True)
    return home, pair


def _teller(reading: Reading) -> str | None:
    """The country of the dateline of a text that names one other country, as the one that it trades with."""
    own = [code for code in reading.countries if code not in NO_COUNTRIES]
    if len(own) != 1:
        return None
    places = [*datelines(reading)]
    places += [
        a.countries[0] for s in reading.sentences[:OPENING] if s.block == "dateline" for a in s.actors if single(a)
    ]
    place = next((code for code in places if code is not None), None)
    return place if place not in (None, own[0]) and _between(reading, own[0]) else None


def _between(reading: Reading, other: str) -> bool:
    """Whether energy is told to go to the other country or to come from it."""
    for sentence in reading.sentences:
        if not any(t.get("commodities") or t.get("projects") for t in sentence.terms):
            continue
        named = [a for a in sentence.actors if a.countries == (other,)]
        if any(_TOWARDS.search(reading.text, max(0, a.start - 12), a.start) for a in named):
            return True
        if named and _OURS.search(reading.text, sentence.start, sentence.stop):
            return True
    return False


def _headed(reading: Reading) -> tuple[str, str] | None:
    """The two countries of a headline that names no third."""
    for sentence in reading.sentences[:OPENING]:
        if sentence.block != "headline":
            continue
        actors = [a for a in sentence.actors if a.kind in ("country", "city")]
        named = list(dict.fromkeys(code for a in actors for code in a.countries if code not in NO_COUNTRIES))
        if len(named) == len("ab"):
            return named[0], named[1]
    return None
