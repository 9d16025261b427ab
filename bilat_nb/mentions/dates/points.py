"""What an expression of time says before it is known on which day it is read."""

from __future__ import annotations

from bilat_nb.frozen import frozen


@frozen
class Point:
    """A place in the calendar, perhaps without its year.

    unit: day, days, weekday, week, weekend, month, months, quarter, half, season, year, years, decade, fiscal_year,
    fiscal, period, one, hour.

    how: in which way it is said.
    calendar ("May 2018", "first quarter"), first ("the first nine months"), ordinal ("the third week");
    nearby ("last August", "next Monday"), deictic (`steps` units from publication: "last month"),
    ahead ("in two weeks", if the clause speaks of what will be);
    relative ("the previous year"), ago ("a year earlier"), compare ("year on year"): `steps` units from the period
    under discussion; that ("this period", "those six months"), the ("for the year"), same ("the same period");
    rolling (`count` months that end with `base`), ending (`count` days that end with it), stretch (that start with it),
    offset ("two days after `base`"), around ("the week of `base`"), iso_week, ytd, present, duration;
    elapsed ("over eight months": January to August, if told before).

    base: the larger stretch that it lies in ("June of last year"). index: which quarter, half, weekday or week; -1 is
    the last. over: it must have ended before publication.
    """

    unit: str
    how: str = "calendar"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    index: int | None = None
    steps: int = 0
    count: int | None = None
    edge: str = ""
    weekday: int | None = None
    base: Point | None = None
    doubtful: bool = False
    """Only a period if what stands around it says so ("May", "the year"), or a day that can be read in two ways."""
    over: bool = False


@frozen
class Expression:
    """An expression of time in the text: one point, or a range from `first` to `last`."""

    start: int
    stop: int
    first: Point
    last: Point | None = None
    bound: str = "in"
    named: str = ""
    """The unit that the words before a bracket name, where the bracket gives its days."""
