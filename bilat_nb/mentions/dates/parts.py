"""Rules for parts of a year and for what is said from here and now: Q1, nine months, last year, today."""

from __future__ import annotations

import re
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.dates.days import LOWER_WORD
from bilat_nb.mentions.dates.hits import Found, Hit, one, plural, value_of
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item

_NO_OBJECT = re.compile(
    r"(?: that\b)?\s*(?:$|[.,;:!?)\]\"”’–—]|(?:and|but|or|to|in|at|for|with|when|as|on|by|was|had|were)\b)"
)
"""What may follow "the year before" or "two days after", so that they are no prepositions."""
_THE = re.compile(
    r"(?i)(?:\b(in|for|during|over|of|throughout|by|within|since|and|to|than|on|at)\s+)?"
    r"\b(?:the|that)\s+(?:full|whole|entire|latest|(reporting|reported|said|review|given|stated|indicated|specified|"
    r"reference|reviewed|mentioned|above-mentioned|aforementioned))?\s*$"
)
_VAGUE = frozenset({"hour", "day", "decade", "century"})
_QUOTES = ('"', "“", "'", "‘", "«")
_STEPS = {"0": 0, "-1": -1, "1": 1, "soon": 1, "before": -1, "after": 1, "final": -1}


def part_sign(hit: Hit) -> Found | None:
    """Q1, 1Q, H1, Q1 2018, 1Q18, 2018 Q2."""
    unit, most = ("quarter", 4) if hit.match.group("q") == "q" else ("half", 2)
    index, value = hit.number("i"), hit.number("y") or hit.number("z")
    if index is None or not 1 <= index <= most:
        return None
    if value is not None and value < 100:
        value += 2000
    return one(hit, Point(unit, index=index, year=value))


_MONTHS_OF = {"quarter": 3, "half": 6, "year": 12, "fiscal": 12}


_HIJRI = 621
"""What turns a solar year of Iran into the year of our calendar in which it begins."""


def numbered_year(hit: Hit) -> Found | None:
    """The past Iranian year 1402, the Iranian year of 1402."""
    number = hit.number("n")
    if hit.word("u") != "fiscal" or number is None or not 1300 <= number <= 1500:
        return None
    return one(hit, Point("fiscal_year", year=number + _HIJRI, count=2))


def named_by_last_month(hit: Hit) -> Found | None:
    """The June 2023 quarter, the September quarter, the March year: named by the month with which they end."""
    unit, month, year = hit.word("u"), hit.number("m"), hit.number("y")
    width = _MONTHS_OF.get(unit)
    if width is None or month is None or plural(hit.last) or hit.next_letter() in ("G", "E"):
        return None
    if width < 12 and month % width == 0:
        return one(hit, Point(unit, index=month // width, year=year))
    return one(hit, Point("months", "rolling", count=width, base=Point("month", month=month, year=year, over=True)))


def numbered_unit(hit: Hit) -> Found | None:
    """Week 31 (of a year), quarter 2."""
    unit, number = hit.word("u"), hit.number("n")
    if unit == "quarter" and number is not None and number <= 4:
        return one(hit, Point("quarter", index=number))
    if unit != "week" or number is None:
        return None
    return one(hit, Point("week", how="iso_week", index=number))


def months_sign(hit: Hit) -> Found | None:
    """9M 2019: nine months."""
    count = hit.number("n")
    if count is None or not 1 <= count <= 12:
        return None
    return one(hit, Point("month", how="first", count=count, year=hit.number("y")))


def ordinal_part(hit: Hit) -> Found | None:
    """First quarter, second half, third week, first month."""
    unit, index = hit.word("u"), hit.number("o")
    limit = {"quarter": 4, "half": 2, "month": 12, "week": 53, "decade": 3}.get(unit)
    if limit is None or index is None or not 1 <= index <= limit:
        return None
    if hit.text.startswith("-trimester", hit.stop - len("-trimester")):
        return None  # not of a year
    if hit.text[hit.start : hit.start + 2] == "I " and (unit not in ("quarter", "half") or not _roman(hit)):
        return None
    if unit in ("month", "week", "decade"):
        return one(hit, Point(unit, how="ordinal", index=index))
    return one(hit, Point(unit, index=index))


def _roman(hit: Hit) -> bool:
    """Whether "I half" is a number and not somebody speaking: a year follows, or "of"."""
    return hit.text[hit.stop : hit.stop + 4] == " of " or hit.text[hit.stop + 1 : hit.stop + 5].isdigit()


def two_parts(hit: Hit) -> Found | None:
    """The second and third quarters: two points, the year of the second counts for both."""
    first, second = hit.item("o"), hit.item("p")
    a, b = hit.number("o"), hit.number("p")
    if hit.word("u") not in ("quarter", "half") or not first or not second or not a or not b or not a < b <= 4:
        return None
    part = hit.word("u")
    return [(first.start, first.stop, Point(part, index=a)), (second.start, hit.stop, Point(part, index=b))]


def counted(hit: Hit) -> Found | None:
    """First two months, nine months, last three years, those six months, the same five months."""
    unit, count = hit.word("u"), hit.number("n")
    mark = hit.item("d")
    if count is None or count < 1:
        return None
    if _no_duration(hit, unit):
        return None
    if mark is None or (mark.what.lexeme.form == "that" and plural(hit.last)):  # "said that four days were enough"
        start = hit.items[hit.match.start("n") // 2].start
        return [(start, hit.stop, Point(unit, how="duration", count=count))]
    if hit.match.start("n") < hit.match.start("d") and count > 1 and not plural(hit.last):
        return None  # "on the 3 next week"
    if mark.letter in "or":
        first = value_of(mark, hit.text) == 1 and unit not in ("hour", "period", "century")
        return one(hit, Point(unit, how="first", count=count)) if first else None
    if mark.letter == "S":
        return one(hit, Point(unit, how="same", count=count))
    return _deictic(hit, mark, unit, count)


_AGED = ("-old", " old", " of age")


def _no_duration(hit: Hit, unit: str) -> bool:
    """Whether it is an age ("a 6-year-old") or a fraction ("three-quarters", "one-half")."""
    joined = "-" in hit.text[hit.start : hit.stop]
    fraction = joined and (unit == "half" or (unit == "quarter" and plural(hit.last)))
    return fraction or hit.text.startswith(_AGED, hit.stop)


def deictic(hit: Hit) -> Found | None:
    """Last year, this quarter, the previous month, that year, the previous one."""
    unit, mark, item = hit.word("u") or "one", hit.item("d"), hit.last
    if mark is None or unit == "hour":
        return None
    value = mark.what.cell("period_words", "value")
    if hit.text[item.start].isupper() and hit.before(1) in _QUOTES:
        return None  # of a programme: "This Week"
    if unit == "one":
        if value not in ("before", "after", "-1") or value_of(item, hit.text) != 1:
            return None
        return one(hit, Point("one", how="relative", steps=_STEPS[value]))
    if value == "final":  # of the year, whatever day it is
        return one(hit, Point(unit, index={"quarter": 4, "half": 2}[unit])) if unit in ("quarter", "half") else None
    if plural(item) or item.what.lexeme.form.endswith("s'"):
        return None  # "recent years", "these days": no one could say which
    return _deictic(hit, mark, unit, None)


def _deictic(hit: Hit, mark: Item, unit: str, count: int | None) -> Found | None:
    value = mark.what.cell("period_words", "value")
    if unit in ("hour", "century") or (unit == "period" and value not in ("0", "that", "-1")):
        return None
    if value == "that" or unit == "period" or (value == "0" and count is not None):
        return one(hit, Point(unit, how="that", count=count))
    if unit == "day" and value == "1" and count is None and hit.before(4).lower() == "the ":
        return one(hit, Point(unit, how="ago", steps=1))  # "the next day"
    if value in ("before", "after"):
        return one(hit, Point(unit, how="relative", steps=_STEPS[value], count=count))
    return one(hit, Point(unit, how="deictic", steps=_STEPS[value], count=count))


def ago(hit: Hit) -> Found | None:
    """Two years ago, a year earlier, three months later, the day before; the year-ago quarter."""
    unit, count = hit.word("u"), hit.number("n")
    word = hit.item("g")
    if unit in ("hour", "period", "fiscal", "century") or word is None:
        return None
    form = word.what.lexeme.form
    if form in ("before", "after") and not _NO_OBJECT.match(hit.text, hit.stop):
        return None
    if hit.item("n") is None and form in ("after", "hence", "from now", "thereafter") and unit != "day":
        return None
    if hit.item("n") is None and plural(hit.items[hit.match.start("u") // 2]):
        return None
    here = form in ("ago", "from now", "hence") and ((count or 1) > 1 or unit != "year")
    how = "deictic" if here else "ago"
    steps = int(word.what.cell("period_words", "value")) * (count or 1)
    index = -1 if form == "before" and hit.text[hit.stop : hit.stop + 5] == " that" else None
    point = Point(unit, how=how, steps=steps, index=index)
    if unit == "decade":
        point = Point("year", how="deictic" if form in ("ago", "from now", "hence") else how, steps=10 * steps)
    if hit.item("p") is None:
        return one(hit, point)
    if hit.word("p") not in ("period", "month", "quarter", "half"):
        return None
    return one(hit, Point(hit.word("p"), how="same", base=point))


def of_that_year(hit: Hit) -> Found | None:
    """The 1988 period, the 2016 quarter, last year's period: the same one, in that year."""
    unit = hit.word("p")
    if unit not in ("period", "quarter", "half") or hit.last.what.lexeme.form.endswith("s"):
        return None
    if hit.item("y") is not None:
        return one(hit, Point(unit, how="same", base=Point("year", year=hit.number("y"))))
    if hit.word("u") != "year" or not hit.items[hit.match.start("u") // 2].what.lexeme.form.endswith("'s"):
        return None
    steps = _STEPS.get(hit.word("d"))
    return one(hit, Point(unit, how="same", base=Point("year", "deictic", steps=steps))) if steps else None


def same(hit: Hit) -> Found | None:
    """The same period, the corresponding month, the equal quarter."""
    unit = hit.word("u")
    mark = hit.item("d")
    if unit in ("hour", "century") or mark is None:
        return None
    if mark.what.lexeme.form in ("equal", "similar") and unit not in ("period", "month", "quarter"):
        return None
    return one(hit, Point(unit, how="same"))


def bare_unit(hit: Hit) -> Found | None:
    """For the period, in the month, the year, the semester, over the weekend: the one under discussion."""
    unit, item = hit.word("u"), hit.items[hit.match.start() // 2]
    if hit.next_letter() == "g" and unit in ("year", "fiscal"):
        return one(hit, Point(unit, how="the", doubtful=True))
    lead = _THE.search(hit.before(40))
    if lead is None or unit in _VAGUE or hit.text[item.start].isupper() or plural(item):
        return None
    if unit == "weekend":
        return one(hit, Point(unit, how="nearby")) if lead[1] else None
    if unit in ("period", "month", "week") and not (lead[1] or lead[2]) and "latest" not in lead[0].lower():
        return None
    return one(hit, Point(unit, how="the", doubtful=unit == "year" and not (lead[1] or lead[2])))


def year_end(hit: Hit) -> Found | None:
    """By year-end, at the year end 2019, by year's end."""
    if hit.item("u") is not None and (
        hit.word("u") != "year" or hit.items[hit.match.start() // 2 + 1].what.cell("period_words", "value") != "end"
    ):
        return None
    if hit.item("y") is not None:
        return one(hit, Point("year", year=hit.number("y"), edge="end"))
    return one(hit, Point("year", how="the", edge="end"))


def deictic_month(hit: Hit) -> Found | None:
    """Last August, next March, this May."""
    steps = _STEPS.get(hit.word("d"))
    return one(hit, Point("month", how="nearby", month=hit.number("m"), steps=steps)) if steps is not None else None


def day_word(hit: Hit) -> Found | None:
    """Today, yesterday, tomorrow; not "in today's world"."""
    noun = LOWER_WORD.match(hit.text, hit.stop)
    if noun is not None and noun[1] in _of_no_day() and hit.text[hit.stop - 2 : hit.stop] in ("'s", "’s"):
        return None
    return one(hit, Point("day", how="deictic", steps=int(hit.word("a"))))


@cache
def _of_no_day() -> frozenset[str]:
    return frozenset(word for row in vocabulary.table("present_nouns") for word in row["words"].split("|"))


def present(hit: Hit) -> Found | None:
    """Now, currently, at present; "Now, he said" only goes on."""
    if hit.text[hit.start : hit.stop + 1] == "Now,":
        return None
    return one(hit, Point("day", how="present"))


def compare(hit: Hit) -> Found | None:
    """Year on year, month on month."""
    return one(hit, Point(hit.word("c"), how="compare", steps=-1))


def to_date(hit: Hit) -> Found | None:
    """Year to date, since the start of the year."""
    return one(hit, Point("year", how="ytd"))
