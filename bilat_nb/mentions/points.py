"""What an expression of time says before it is known on which day it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the calendar, perhaps without its year.

    unit: day, weekday, week, weekend, month, quarter, half, season, year, decade, fiscal_year, days, months, years, period, one.
    how: calendar ("May 2018", "first quarter"), deictic (`steps` units from the day of publication: "last month"),
    relative (`steps` units from the period under discussion: "a year earlier"), that ("this period", "those six
    months"), same ("the same period"), duration, present, ytd, compare ("year on year"), rolling (`count` months up to `base`).
    base: the larger stretch that it lies in ("June of last year"). index: which quarter, half, weekday, week; -1 is the last.
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
    """Only a period if what stands around it says so ("May", "the year", "12/10/2018")."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time in the text: one point, or a range from `first` to `last`."""

    start: int
    stop: int
    first: Point
    last: Point | None = None
    bound: str = "in"
