"""Years and months that stand above entries: "2022" on a line of its own, "Contacts in 2017" in a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilat_nb.mentions.dates.points import Expression
from bilat_nb.mentions.dates.reader import Line

_EDGES = " \t\r\n.:;#*_=|•–—-()[]"
_TITLES, _LONGEST, _TOP, _PART = 4, 160, 400, 80
_ENDS = ".!?,;"
_REVIEWS = re.compile(
    r"\b(?:chronology|timeline|calendar|review|visits?|contacts?|meetings?|exchanges|events|diary|milestones|"
    r"chronicle|in brief|overview|highlights|engagements|year)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Above:
    """What headings and the title of a text tell of the year of its dates."""

    heads: dict[int, tuple[int | None, int | None]]
    title: int | None

    def year(self, line: Line, e: Expression, published: date | None) -> int | None:
        """Return the year of a day or month without one, or None; a title's year is no year to come."""
        if e.first.how not in ("calendar", "nearby") or e.first.unit not in ("day", "days", "month"):
            return None
        year, _ = self.heads.get(line.start, (None, None))
        if year is None and self.title is not None and (published is None or self.title <= published.year):
            later = published is not None and self.title == published.year and (e.first.month or 0) > published.month
            year = None if later else self.title
        return year

    def month(self, line: Line) -> tuple[int, int] | None:
        """Return year and month of the heading above a line, or None."""
        year, month = self.heads.get(line.start, (None, None))
        year = year or self.title
        return (year, month) if year and month else None


def _whole(line: Line) -> bool:
    """Whether a sentence is a line of its own."""
    begin, end = line.text.rfind("\n", 0, line.start) + 1, line.text.find("\n", line.start)
    return line.start - begin <= _PART and (end if end >= 0 else len(line.text)) <= line.stop + 1


def alone(line: Line) -> Expression | None:
    """Return the year, month or month of a year that a line consists of, or None."""
    e = line.read[0] if len(line.read) == 1 else None
    if e is None or e.last is not None or e.first.how != "calendar" or e.first.unit not in ("year", "month"):
        return None
    begin, end = line.text.rfind("\n", 0, e.start) + 1, line.text.find("\n", e.stop)
    if line.start < begin:  # "... the deficit of\nFebruary 1986." in a text of fixed width
        return None
    whole = line.text[begin : end if end >= 0 else len(line.text)]
    rest = whole[: e.start - begin] + whole[e.stop - begin :]
    return e if not rest.strip(_EDGES) or rest.strip(_EDGES).lower() in ("in", "year", "the year") else None


def headed(lines: Sequence[Line]) -> dict[int, tuple[int | None, int | None]]:
    """Return year and month of the heading above each line, by where the line begins.

    Bare years one below the other are cells of a table, not headings.
    """
    found: dict[int, tuple[int | None, int | None]] = {}
    year = month = None
    previous = False
    for line in lines:
        e = alone(line)
        if e is not None and not previous:
            year = e.first.year if e.first.year is not None else year
            month = e.first.month if e.first.unit == "month" else None
        elif e is not None:
            year = month = None
        previous = e is not None and e.first.unit == "year"
        if e is None and (year or month):
            found[line.start] = (year, month)
    return found


def title_year(lines: Sequence[Line]) -> int | None:
    """Return the one year that the title of a review, a chronology or a table of visits names, or None."""
    for line in lines[:_TITLES]:
        if line.start > _TOP:
            return None
        if line.stop - line.start > _LONGEST or line.text[line.stop - 1] in _ENDS or not _whole(line):
            continue
        years = {p.year for e in line.read for p in (e.first, e.last) if p is not None and p.year is not None}
        whole = [e for e in line.read if e.last is None and e.first.unit == "year" and e.first.how == "calendar"]
        if len(years) == 1 and whole and _REVIEWS.search(line.text, line.start, line.stop):
            return years.pop()
    return None
