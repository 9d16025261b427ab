"""Rules for what has a name: weekdays, holidays, decades, seasons; and for days of a month that is not told."""

from __future__ import annotations

import re

from bilat_nb.mentions.dates.days import GOES_ON, LOWER_WORD
from bilat_nb.mentions.dates.hits import Found, Hit, one
from bilat_nb.mentions.dates.points import Point

_STEPS = {"0": 0, "-1": -1, "1": 1, "soon": 1, "before": -1, "after": 1}
_FROM_HERE = frozenset({"0", "-1", "1"})
_ON = frozenset("on at by before after since until till from around over last next this for".split())
_OF_ANY: tuple[list[str], ...] = ([], ["of"], ["a"], ["an"])
_THE_TENS = re.compile(r"\b(?:[Tt]he|[Ii]n) (?:(?:early|late|mid|middle|beginning of the|end of the)[ -])?$")
_ON_THE = re.compile(r"(?i)\b(?:on|until|till|since|by|from) the $")


def weekday(hit: Hit) -> Found | None:
    """Tuesday, last Friday, next Monday."""
    item, mark = hit.item("w"), hit.item("d")
    if item is None or item.what.lexeme.form.endswith("days"):
        return None  # "on Fridays"
    index = int(item.what.cell("weekdays", "value"))
    if mark is None:
        return one(hit, Point("weekday", index=index, doubtful=item.letter == "v"))
    value = mark.what.cell("period_words", "value")
    if value == "that" and item.letter == "v":
        return None  # "he said that Sun would grow"
    if value in ("before", "after", "soon"):
        return one(hit, Point("weekday", how="relative", index=index, steps=_STEPS[value]))
    return one(hit, Point("weekday", how="nearby", index=index, steps=_STEPS.get(value, 0)))


def feast(hit: Hit) -> Found | None:
    """Good Friday, Bloody Sunday: no weekday of the week of publication."""
    return one(hit, Point("weekday", doubtful=True))


def weekday_of_month(hit: Hit) -> Found | None:
    """Wednesday the 13th, Friday 14th: the nearest month in which they agree."""
    item, number = hit.item("w"), hit.number("n")
    noun = LOWER_WORD.match(hit.text, hit.stop)  # "the Friday 13th anniversary"
    if item is None or number is None or not 1 <= number <= 31 or (noun and noun[1] not in GOES_ON):
        return None
    if hit.next_letter() in ("M", "m"):
        return None  # the month is told: "Tuesday, 14th March 2023"
    return one(hit, Point("day", day=number, weekday=int(item.what.cell("weekdays", "value"))))


def holiday(hit: Hit) -> Found | None:
    """Christmas Day, last Thanksgiving, New Year's Day 2019; not a Christmas tree."""
    row = hit.item("h")
    if row is None or (hit.item("d") is not None and hit.word("d") not in _FROM_HERE):
        return None
    cells = row.what.get("holidays")
    bare = " " not in row.what.lexeme.form and hit.item("y") is None and hit.item("d") is None
    lead = hit.before(8).lower().split()
    if (bare and (not lead or lead[-1] not in _ON)) or (hit.item("y") is None and lead[-1:] in _OF_ANY):
        return None  # "the history of Victory Day"
    month, number = int(cells["month"]), int(cells["day"] or 0) or None
    week, weekday = (int(cells["week"]), int(cells["weekday"])) if cells["week"] else (0, None)
    past = hit.word("d") == "-1"
    return one(hit, Point("day", year=hit.number("y"), month=month, day=number, steps=week, weekday=weekday, over=past))


def decade(hit: Hit) -> Found | None:
    """The nineties, the early eighties, the '90s."""
    item = hit.last
    said = hit.text[item.start : item.stop]
    if said.isdigit():
        return [(item.start, item.stop + 1, Point("decade", year=1900 + int(said)))]
    if not _THE_TENS.search(hit.before(24)):
        return None  # "in his seventies"
    return one(hit, Point("decade", year=int(hit.word("n"))))


def day_alone(hit: Hit) -> Found | None:
    """On the 18th: of the nearest month; not "on the 18th floor"."""
    noun = LOWER_WORD.match(hit.text, hit.stop)
    if not _ON_THE.search(hit.before(10)) or (noun and noun[1] not in GOES_ON):
        return None
    if hit.text[hit.stop : hit.stop + 2].strip()[:1].isalnum() and noun is None:
        return None  # "on the 5th Avenue"
    return one(hit, Point("day", day=hit.number("n")))


def deictic_season(hit: Hit) -> Found | None:
    """Last summer, next spring, this winter."""
    mark = hit.word("d")
    if mark not in _FROM_HERE:
        return None
    return one(hit, Point("season", how="nearby", index=int(hit.word("s")), steps=_STEPS[mark]))


_DATED = re.compile(r"\b(?:end(?:ed|ing|s)|week of|effective|as of|until|through|since|by)\s+$")
_NINE = 9


def day_in_words(hit: Hit) -> Found | None:
    """As in "the week ended March six"; never "in March six companies"."""
    day, month = hit.number("days"), hit.number("m")
    if day is None or not 1 <= day <= _NINE or not _DATED.search(hit.before(12)):
        return None
    counted = LOWER_WORD.match(hit.text, hit.stop)
    if counted and counted[1] not in GOES_ON | {"from", "were", "was", "fell", "rose"}:
        return None
    return one(hit, Point("day", year=hit.number("y"), month=month, day=day))
