"""An actor as one sentence tells it, before the document has been asked who is meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilat_nb.model import Row


@dataclass(slots=True)
class Draft:
    """What the grammar read: everything that `resolve.actors` needs to make an `Actor` of it.

    kind is as in `Actor`. ``words`` are the words of a name, ``known`` the row of the table of people. ``before`` are
    the determiners ("the", "his", "both"). ``group`` is what sort of reference it is: ``office`` or a kind of the table
    of references ("counterpart", "sides", "countries", "neighbour" ...).
    """

    start: int
    stop: int
    kind: str
    sentence: int = 0
    countries: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)
    known: Row | None = None
    courtesy: bool = False
    office: str | None = None
    level: str | None = None
    plural: bool = False
    demonym: bool = False
    before: tuple[str, ...] = ()
    group: str = ""
    double: bool = False
    """Whether the phrase itself says "two" or "both"."""
    vague: bool = False
    """Whether the office does not say which one it is: "leader", "Minister Motegi", "Secretary Blinken"."""
    region: bool = False
    """Whether the countries are not all named: "the leaders of Central Asia and Russia"."""
    owner: Draft | None = None
    """The person whose adviser or spokesman this is."""
    military: bool = False
    """Whether a military rank stands before the name."""
    certain: bool = True
    """Whether shape or tables prove the name; an uncertain one needs a certain mention elsewhere in the document."""
