"""Rules for days, months and years in words: 14 May 2018, 19 and 28 March, June2021, 2017, 2022-23."""

from __future__ import annotations

import re

from bilat_nb.mentions.dates.hits import Found, Hit, one, value_of
from bilat_nb.mentions.dates.points import Point
from bilat_nb.mentions.dates.tokens import Item, measured

LOWER_WORD = re.compile(r"[ \n]([a-z]+)")
_CAPITAL_WORD = re.compile(r"[ \n][A-Z][a-z]")
_BEFORE_YEAR = frozenset("in since by of until from to and year before after till during for".split())
GOES_ON = frozenset("and in at for to with by when as or after before during till until they he she we it the".split())
_AFTER_YEAR = frozenset("was is has as versus".split())


def glued_day(hit: Hit) -> Found | None:
    """June 14,2018."""
    number, year = hit.text[hit.last.start : hit.stop].split(",")
    return one(hit, Point("day", year=int(year), month=hit.number("m"), day=int(number)))


def days(hit: Hit) -> Found | None:
    """14 May 2018; 19 and 28 March; November 14-15; 6, 7 and 9 May."""
    month, year = hit.number("m"), hit.number("y")
    if not _is_a_day(hit):
        return None
    found: Found = []
    past = hit.word("d") == "-1"
    for first, last in _grouped(hit):
        a, b = value_of(first, hit.text), value_of(last, hit.text)
        if a is None or b is None or not 1 <= a <= b <= 31:
            return None
        point = Point("day" if a == b else "days", year=year, month=month, day=a, count=b - a + 1, over=past)
        found.append((first.start, last.stop, point))
    return _stretched(hit, found)


def day_of_month(hit: Hit) -> Found | None:
    """The 26th day of May 2018."""
    return days(hit) if hit.word("x") == "day" else None


def figure_of_month(hit: Hit) -> Found | None:
    """On 12 of May; not "5 of May's deals"."""
    lead = hit.before(8).lower().split()
    return days(hit) if lead and lead[-1] in ("on", "the", "until", "till", "since", "from", "by") else None


def spelled_days(hit: Hit) -> Found | None:
    """January first, May the second; not "in May first deliveries"."""
    return None if LOWER_WORD.match(hit.text, hit.last.stop) and hit.item("y") is None else days(hit)


def _is_a_day(hit: Hit) -> bool:
    """Refuse "In May 14 companies", "May 5 percent", "June 15:30"."""
    month = hit.item("m")
    last = hit.items[(hit.match.end("days") - 1) // 2]
    if month is None or last.stop < month.start or hit.item("y") is not None:
        return True
    after = hit.text[last.stop : last.stop + 8]
    if (after[:1] == ":" and after[1:2].isdigit()) or after.lstrip().startswith(("per", "%")):
        return False
    if measured(hit.text, last.stop):
        return False
    counts = last.letter == "d" and LOWER_WORD.match(hit.text, last.stop)
    return not (counts and hit.before(4).lower().endswith("in "))


def _grouped(hit: Hit) -> list[tuple[Item, Item]]:
    """The days of a list, each as first and last day."""
    start, end = hit.match.span("days")
    letters = hit.match.string
    between = hit.before(16).lower().rstrip().endswith("between")
    groups: list[tuple[Item, Item]] = []
    for at in range(start, end, 2):
        item = hit.items[at // 2]
        if at > start and (letters[at - 1] in "-t" or (letters[at - 1] == "&" and between)):
            groups[-1] = (groups[-1][0], item)
        else:
            groups.append((item, item))
    return groups


def _stretched(hit: Hit, found: Found) -> Found:
    """Let the first or last point of a list take in the month and year that stand beside it."""
    start, stop, point = found[0]
    found[0] = (min(start, hit.start), stop, point)
    start, stop, point = found[-1]
    found[-1] = (start, max(stop, hit.stop), point)
    return found


def month_year(hit: Hit) -> Found | None:
    """May 2018, June2021, January of 2019, 2017 April; "the 1985 December quarter" is a quarter."""
    if _QUARTER.match(hit.text, hit.stop) and hit.text[hit.start].isdigit():
        return None
    return one(hit, Point("month", year=hit.number("y"), month=hit.number("m")))


_QUARTER = re.compile(r"\s+(?:quarter|half)\b")


def month_of_fiscal_year(hit: Hit) -> Found | None:
    """December 2020-21: the December of that fiscal year."""
    year, second, item = hit.number("y"), hit.number("z"), hit.item("z")
    if year is None or second is None or item is None or second != (year + 1) % 100 or item.stop - item.start != 2:
        return None
    base = Point("fiscal_year", year=year, count=2, doubtful=True)
    return one(hit, Point("month", month=hit.number("m"), base=base))


def days_of_this_month(hit: Hit) -> Found | None:
    """The 29th and 30th of this month, the 5th of next month."""
    steps = {"0": 0, "1": 1, "-1": -1}.get(hit.word("d"))
    if hit.word("u") != "month" or steps is None:
        return None
    base = Point("month", "deictic", steps=steps)
    found: Found = []
    for first, last in _grouped(hit):
        a, b = value_of(first, hit.text), value_of(last, hit.text)
        if a is None or b is None or not a <= b:
            return None
        found.append((first.start, last.stop, Point("day" if a == b else "days", day=a, count=b - a + 1, base=base)))
    return _stretched(hit, found)


def month(hit: Hit) -> Found | None:
    """A month alone; "Jan Kavan" is somebody."""
    if hit.last.what.lexeme.form == "jan" and _CAPITAL_WORD.match(hit.text, hit.stop):
        return None
    doubtful = hit.match.group("m") == "m" and _LABEL.match(hit.text, hit.stop) is None
    return one(hit, Point("month", month=hit.number("m"), doubtful=doubtful))


_LABEL = re.compile(r"(?: alone)?\s?:\s|,? alone\b")
"""As in "March: 40,987", "May alone: exports $3 bn": no verb and no walk."""


def year(hit: Hit) -> Found | None:
    """2017 alone, where it is no amount and no name."""
    value = hit.number("y")
    if value is None or measured(hit.text, hit.stop) or _named(hit):
        return None
    if hit.text[hit.stop : hit.stop + 1] == "s":
        return [(hit.start, hit.stop + 1, Point("decade", year=value))] if value % 10 == 0 else None
    if (value % 100 == 0 or not 1900 <= value <= 2060) and not _surely_year(hit):
        return None
    return one(hit, Point("year", year=value))


def _named(hit: Hit) -> bool:
    """Vision 2030, Resolution 1929, Expo 2020; resolution 2254 (2015); No. 123/2021, 2021/123."""
    at = hit.match.start() // 2
    before = hit.items[at - 1] if at else None
    if before is not None and before.letter == "!" and before.stop + 1 == hit.start:
        return True
    text, start, stop = hit.text, hit.start, hit.stop
    if text[start - 1 : start] == "/" and text[max(0, start - 2)].isdigit():
        return True
    if text[stop : stop + 1] == "/" and text[stop + 1 : stop + 2].isdigit():
        return True
    return text[start - 1 : start] == "(" and "resolution" in hit.before(40).lower()


def _surely_year(hit: Hit) -> bool:
    """Round and far years need a preposition before them and no counted noun after ("2000 companies").

    A name after it will do as well: "the 2000 Olympics".
    """
    if _CAPITAL_WORD.match(hit.text, hit.stop) and hit.before(4).lower() == "the ":
        return True
    word = LOWER_WORD.match(hit.text, hit.stop)
    lead = hit.before(12).lower().split()
    if not lead or lead[-1] not in _BEFORE_YEAR:
        return False
    return word is None or not word[1].endswith("s") or word[1] in _AFTER_YEAR


def year_span(hit: Hit) -> Found | None:
    """2022-23, 2021/22, 2021/2022: a fiscal year where the country has one; 2017-19: three years."""
    first, second = hit.number("y"), hit.number("z")
    item = hit.item("z")
    if first is None or second is None or item is None:
        return None
    width = item.stop - item.start
    last = second if width == 4 else first - first % 100 + second + (100 if second < first % 100 else 0)
    if width not in (2, 4) or not first < last <= 2100 or last - first > 50:
        return None
    if last == first + 1 and (width == 2 or hit.match.string[hit.match.start("z") - 1] == "/"):
        named = "fiscal" in (hit.word("f") or "", hit.word("u") or "") or bool(hit.item("f"))
        return one(hit, Point("fiscal_year", year=first, count=2, doubtful=not named))
    if hit.item("f") is not None:
        return None
    return one(hit, Point("years", year=first, count=last - first + 1))


def fiscal(hit: Hit) -> Found | None:
    """FY 2022, FY22, fiscal 2021."""
    value, unit = hit.number("y"), hit.word("f")
    if value is None or unit not in ("fiscal", "") or not (value < 100 or 1900 <= value <= 2100):
        return None
    return one(hit, Point("fiscal_year", year=value + 2000 if value < 100 else value, count=1))


def the_year(hit: Hit) -> Found | None:
    """The year 2017."""
    return one(hit, Point("year", year=hit.number("y"))) if hit.word("u") == "year" else None


def century(hit: Hit) -> Found | None:
    """The 21st century."""
    number = hit.number("o")
    if hit.word("u") != "century" or number is None or not 10 < number <= 21:
        return None
    return one(hit, Point("years", year=100 * (number - 1), count=100))


def season(hit: Hit) -> Found | None:
    """Spring 2022, the summer of 2019."""
    return one(hit, Point("season", year=hit.number("y"), index=int(hit.word("s")), doubtful=hit.item("y") is None))
