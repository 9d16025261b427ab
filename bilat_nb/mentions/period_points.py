"""First pass of the grammar of dates: items of a sentence to points in time.

A rule is a regular expression over the letters of `period_tokens` and a function that makes points of what it matched.
Within each list the first rule that fits wins. A function may answer None: then the next rule is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bilat_nb.mentions.period_tokens import Item, measured
from bilat_nb.mentions.points import Point
from bilat_nb.model import Token

_LOWER_WORD = re.compile(r"[ \n]([a-z]+)")
_OBJECT_AFTER = re.compile(r"\s+(?:the|a|an|his|her|their|its|this|that|any|it|he|she|they|[A-Z])")
_THE = re.compile(r"(?i:\b(in|for|during|over|of|throughout|by|within|since|and|to|than)\s+)?\b(?i:the|that)\s+$")


class Hit(NamedTuple):
    """A rule that matched: the letters, the items behind them and where they stand."""

    match: re.Match[str]
    items: Sequence[Item]
    text: str
    tokens: Sequence[Token]

    def item(self, group: str) -> Item | None:
        """Return the item of a named group."""
        if group not in self.match.re.groupindex:
            return None
        at, end = self.match.span(group)
        return self.items[at // 2] if end > at else None

    def number(self, group: str) -> int | None:
        """Return the value of a figure, a number word, an ordinal or a month."""
        item = self.item(group)
        return value_of(item, self.text) if item else None

    def word(self, group: str, column: str = "value") -> str:
        """Return a cell of the item's row in the table of its kind."""
        item = self.item(group)
        return item.what.cell("period_words", column) if item else ""

    @property
    def start(self) -> int:
        return self.items[self.match.start() // 2].start

    @property
    def stop(self) -> int:
        item = self.items[(self.match.end() - 1) // 2]
        return item.start + 4 if item.letter == "Y" else item.stop

    def before(self, width: int = 24) -> str:
        """Return the text just before."""
        return self.text[max(0, self.start - width) : self.start]

    def following(self) -> Token | None:
        """Return the next word of the vocabulary, of whatever table."""
        stop = self.stop
        return next((t for t in self.tokens if t.start >= stop), None)


def value_of(item: Item, text: str) -> int | None:
    """Return the number that an item stands for."""
    if item.letter in "dyn":
        digits = text[item.start : item.stop]
        return int(digits) if digits.isdigit() and len(digits) < 6 else None
    if item.letter == "Y":
        return int(text[item.start : item.start + 4])
    table = {"o": "ordinals", "r": "ordinals", "w": "number_words", "M": "months", "m": "months"}[item.letter]
    cell = item.what.cell(table, "value")
    return int(float(cell)) if cell.replace(".", "", 1).isdigit() else None


Found = list[tuple[int, int, Point]]
Build = Callable[[Hit], Found | None]


def one(hit: Hit, point: Point) -> Found:
    """A single point over the whole match."""
    return [(hit.start, hit.stop, point)]


# --- days --------------------------------------------------------------------------------------------------------------


def iso(hit: Hit) -> Found | None:
    """2020-09-07, 2020/09/07."""
    month, number = hit.number("b"), hit.number("c")
    if not month or month > 12:
        return None
    return one(hit, Point("day", year=hit.number("a"), month=month, day=number))


def year_month(hit: Hit) -> Found | None:
    """2019-12, where it cannot be the years 2019 to 2012."""
    year, second = hit.number("a"), hit.number("b")
    item = hit.item("b")
    if year is None or second is None or item is None or item.stop - item.start != 2:
        return None
    if 1 <= second <= 12 and second <= year % 100:
        return one(hit, Point("month", year=year, month=second))
    return None


def slashed(hit: Hit) -> Found | None:
    """12/10/2018: the day or the month first; doubtful while both are possible."""
    a, b, year = hit.number("a"), hit.number("b"), hit.number("c")
    if a is None or b is None:
        return None
    if a > 12 >= b or a == b:
        return one(hit, Point("day", year=year, month=b, day=a))
    if b > 12 >= a:
        return one(hit, Point("day", year=year, month=a, day=b))
    return one(hit, Point("day", year=year, month=b, day=a, doubtful=True)) if max(a, b) <= 12 else None


def dotted(hit: Hit) -> Found | None:
    """20.12.2019, 2019.12.20."""
    a, b, c = (int(p) for p in hit.text[hit.start : hit.stop].split("."))
    if a > 31:
        a, c = c, a
    if not (1 <= a <= 31 and 1 <= b <= 12 and 1800 <= c <= 2100):
        return None
    return one(hit, Point("day", year=c, month=b, day=a))


def glued_day(hit: Hit) -> Found | None:
    """June 14,2018."""
    number, year = hit.text[hit.items[hit.match.start("c") // 2].start : hit.stop].split(",")
    return one(hit, Point("day", year=int(year), month=hit.number("m"), day=int(number)))


def days(hit: Hit) -> Found | None:
    """14 May 2018; 19 and 28 March; November 14-15; 6, 7 and 9 May."""
    month, year = hit.number("m"), hit.number("y")
    if not _is_a_day(hit):
        return None
    groups = _grouped(hit)
    found: Found = []
    for first, last in groups:
        a, b = value_of(first, hit.text), value_of(last, hit.text)
        if a is None or b is None or not 1 <= a <= 31 or not a <= b <= 31:
            return None
        point = Point("day" if a == b else "days", year=year, month=month, day=a, count=b - a + 1)
        found.append((first.start, last.stop, point))
    return _stretched(hit, found)


def _is_a_day(hit: Hit) -> bool:
    """Refuse "In May 14 companies", "May 5 percent", "12 June 15:30" as "June 15"."""
    month = hit.items[(hit.match.start("m")) // 2]
    last = hit.items[(hit.match.end("days") - 1) // 2]
    if last.stop < month.start or hit.item("y") is not None:
        return True
    if hit.text[last.stop : last.stop + 1] == ":" or hit.text[last.stop : last.stop + 8].lstrip().startswith("per"):
        return False
    following = hit.following()
    if following is not None and measured(hit.text, last.what, following):
        return False
    return not (last.letter == "d" and _LOWER_WORD.match(hit.text, last.stop) and hit.before(4).lower().endswith("in "))


def _grouped(hit: Hit) -> list[tuple[Item, Item]]:
    """The days of a list, each as first and last day."""
    start, end = hit.match.span("days")
    letters = hit.match.string
    groups: list[tuple[Item, Item]] = []
    for at in range(start, end, 2):
        item = hit.items[at // 2]
        between = hit.before(16).lower().rstrip().endswith("between")
        joins = at > start and (letters[at - 1] in "-t" or (letters[at - 1] == "&" and between))
        if joins:
            groups[-1] = (groups[-1][0], item)
        else:
            groups.append((item, item))
    return groups


def _stretched(hit: Hit, found: Found) -> Found:
    """Let the first or last point of a list take in the month and year that stand beside it."""
    start, _, point = found[0]
    found[0] = (min(start, hit.start), found[0][1], point)
    start, stop, point = found[-1]
    found[-1] = (start, max(stop, hit.stop), point)
    return found


# --- months and years -----------------------------------------------------------------------------------------------------


def month_year(hit: Hit) -> Found | None:
    """May 2018, June2021, January of 2019."""
    return one(hit, Point("month", year=hit.number("y"), month=hit.number("m")))


def month(hit: Hit) -> Found | None:
    """A month alone."""
    return one(hit, Point("month", month=hit.number("m"), doubtful=hit.match.group("m") == "m"))


def deictic_month(hit: Hit) -> Found | None:
    """Last August, next March, this May."""
    how = {"0": 0, "-1": -1, "1": 1, "before": -1, "after": 1}.get(hit.word("d"))
    if how is None:
        return None
    return one(hit, Point("month", month=hit.number("m"), steps=how, how="nearby"))


def year(hit: Hit) -> Found | None:
    """2017 alone, where it is no amount."""
    value = hit.number("y")
    item = hit.items[hit.match.start("y") // 2]
    if value is None or measured(hit.text, item.what, hit.following()):
        return None
    if hit.text[hit.stop : hit.stop + 1] == "s":
        return [(hit.start, hit.stop + 1, Point("decade", year=value))] if value % 10 == 0 else None
    if value % 50 == 0 or not 1900 <= value <= 2060:
        word = _LOWER_WORD.match(hit.text, hit.stop)
        lead = hit.before(12).lower().split()
        if (word and word[1].endswith("s") and word[1] not in ("was", "is", "has", "as")) or not lead:
            return None
        if lead[-1] not in ("in", "since", "by", "of", "until", "from", "to", "and", "year", "before", "after", "till"):
            return None
    return one(hit, Point("year", year=value))


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
    """The year 2017, the years 2017."""
    if hit.word("u") != "year":
        return None
    return one(hit, Point("year", year=hit.number("y")))


# --- quarters, halves, counts --------------------------------------------------------------------------------------------


def part_sign(hit: Hit) -> Found | None:
    """Q1, 1Q, H1, Q1 2018, 1Q18, 2018 Q2."""
    unit, most = ("quarter", 4) if hit.match.group("q") == "q" else ("half", 2)
    index, value = hit.number("i"), hit.number("y") or hit.number("z")
    if index is None or not 1 <= index <= most:
        return None
    if value is not None and value < 100:
        value += 2000
    return one(hit, Point(unit, index=index, year=value))


def ordinal_part(hit: Hit) -> Found | None:
    """First quarter, second half, third week, first month."""
    unit, index = hit.word("u"), hit.number("o")
    limit = {"quarter": 4, "half": 2, "month": 12, "week": 53, "decade": 3}.get(unit)
    if limit is None or index is None or not 1 <= index <= limit:
        return None
    if unit in ("month", "week", "decade"):
        return one(hit, Point(unit, how="ordinal", index=index))
    return one(hit, Point(unit, index=index))


def counted(hit: Hit) -> Found | None:
    """First two months, nine months, last three years, those six months, the same five months."""
    unit, count = hit.word("u"), hit.number("n")
    mark = hit.item("d")
    if count is None or count < 1:
        return None
    if mark is None:
        return one(hit, Point(unit, how="duration", count=count))
    if mark.letter in "or":
        if value_of(mark, hit.text) != 1:
            return None
        return one(hit, Point(unit, how="first", count=count))
    if mark.letter == "S":
        return one(hit, Point(unit, how="same", count=count))
    return _deictic(hit, mark, unit, count)


def _deictic(hit: Hit, mark: Item, unit: str, count: int | None) -> Found | None:
    value = mark.what.cell("period_words", "value")
    if unit in ("hour", "period", "century") and not (unit == "period" and value in ("0", "that")):
        return None
    if value == "that" or (value == "0" and (count is not None or unit == "period")):
        return one(hit, Point(unit, how="that", count=count))
    if unit == "day" and value == "1" and count is None and hit.before(4).lower() == "the ":
        return one(hit, Point(unit, how="ago", steps=1))  # "the next day"
    if value in ("before", "after"):
        return one(hit, Point(unit, how="relative", steps=-1 if value == "before" else 1, count=count))
    return one(hit, Point(unit, how="deictic", steps=int(value), count=count))


def ago(hit: Hit) -> Found | None:
    """Two years ago, a year earlier, three months later, the day before."""
    unit, count = hit.word("u"), hit.number("n")
    word = hit.item("g")
    if unit in ("hour", "period", "fiscal", "century") or word is None:
        return None
    form = word.what.lexeme.form
    if form in ("before", "after", "earlier", "previously") and _OBJECT_AFTER.match(hit.text, hit.stop):
        return None
    if hit.item("n") is None and form in ("after", "hence", "from now", "thereafter") and unit != "day":
        return None
    sign = int(word.what.cell("period_words", "value"))
    how = "deictic" if form == "ago" and count not in (None, 1) else "ago"
    return one(hit, Point(unit, how=how, steps=sign * (count or 1)))


def deictic(hit: Hit) -> Found | None:
    """Last year, this quarter, the previous month, that year, the previous one."""
    unit, mark = hit.word("u") or "one", hit.item("d")
    item = hit.items[(hit.match.end() - 1) // 2]
    if mark is None:
        return None
    value = mark.what.cell("period_words", "value")
    surface = item.what.lexeme.form
    many = surface.endswith("s") and not surface.endswith("'s")
    if (many and not (value in ("that",) and unit == "period")) or surface.endswith("s'"):
        return None  # "recent years", "these days": no one could say which
    if unit == "one":
        if value not in ("before", "after", "last"):
            return None
        return one(hit, Point("one", how="relative", steps=1 if value == "after" else -1))
    if unit == "hour":
        return None
    return _deictic(hit, mark, unit, None)


def same(hit: Hit) -> Found | None:
    """The same period, the corresponding month, the equal quarter."""
    unit = hit.word("u")
    mark = hit.item("d")
    if unit in ("hour", "century") or mark is None:
        return None
    if mark.what.lexeme.form in ("said", "like", "equal", "similar") and unit not in ("period", "month", "quarter"):
        return None
    return one(hit, Point(unit, how="same"))


def bare_unit(hit: Hit) -> Found | None:
    """For the period, in the month, the year, the semester: the one under discussion."""
    unit, item = hit.word("u"), hit.items[hit.match.start() // 2]
    lead = _THE.search(hit.before())
    if hit.match.string[hit.match.end() + 1 : hit.match.end() + 2] == "g" and unit in ("year", "fiscal"):
        return one(hit, Point(unit, how="that", doubtful=True))
    if lead is None or unit in ("hour", "day", "decade", "century", "weekend") or hit.text[item.start].isupper():
        return None
    surface = item.what.lexeme.form
    if surface.endswith("s") and not surface.endswith("'s"):
        return None
    if unit in ("period", "month", "week") and lead[1] is None:
        return None
    return one(hit, Point(unit, how="that", doubtful=unit == "year" and lead[1] is None))


# --- the rest ---------------------------------------------------------------------------------------------------------------


def weekday(hit: Hit) -> Found | None:
    """Tuesday, last Friday, next Monday."""
    item = hit.items[hit.match.start("w") // 2]
    surface = hit.text[item.start : item.stop]
    if surface.endswith("s") and not surface.endswith(("'s", "’s")):
        return None  # "on Fridays"
    how, steps = "calendar", 0
    mark = hit.item("d")
    if mark is not None:
        if mark.letter != "D":
            return None
        steps = {"-1": -1, "1": 1, "before": -1, "after": 1}.get(mark.what.cell("period_words", "value"), 0)
        how = "nearby"
    index = int(item.what.cell("weekdays", "value"))
    return one(hit, Point("weekday", how, index=index, steps=steps, doubtful=item.letter == "v"))


def day_word(hit: Hit) -> Found | None:
    """Today, yesterday, tomorrow."""
    return one(hit, Point("day", how="deictic", steps=int(hit.word("a")), doubtful=False))


def present(hit: Hit) -> Found | None:
    """Now, currently, at present."""
    return one(hit, Point("day", how="present"))


def compare(hit: Hit) -> Found | None:
    """Year on year, month on month."""
    return one(hit, Point(hit.word("c"), how="compare", steps=-1))


def to_date(hit: Hit) -> Found | None:
    """Year to date, since the start of the year."""
    return one(hit, Point("year", how="ytd"))


def season(hit: Hit) -> Found | None:
    """Spring 2022, last summer."""
    return one(hit, Point("season", year=hit.number("y"), index=int(hit.word("s")), doubtful=hit.item("y") is None))


_E = "[dr](?:[-t][dr])?"
_LIST = rf"(?P<days>[dr]&[dr]|{_E}(?:(?:,{_E}){{0,8}}&{_E})?)"
_YEAR = "(?P<y>[yY])"
_M = "(?P<m>[Mm])"


def _rules(*rules: tuple[str, str, Build]) -> dict[str, list[tuple[re.Pattern[str], Build]]]:
    """Rules by the letters that they can begin with."""
    table: dict[str, list[tuple[re.Pattern[str], Build]]] = {}
    for letters, pattern, build in rules:
        for letter in letters:
            table.setdefault(letter, []).append((re.compile(pattern), build))
    return table


RULES = _rules(
    ("y", r"(?P<a>y)[-/](?P<b>d)[-/](?P<c>d)", iso),
    ("d", r"(?P<a>d)/(?P<b>d)/(?P<c>y)", slashed),
    ("x", r"x", dotted),
    ("dr", rf"{_LIST}[ 0-]{_M}(?:[ 0,.-]{_YEAR})?", days),
    ("or", rf"(?P<days>[ro])[ o]{_M}(?:[ 0,.]{_YEAR})?", days),
    ("Mm", rf"{_M}[ 0](?P<c>c)", glued_day),
    ("Mm", rf"{_M}[ 0.]{_LIST}(?:[ 0,]{_YEAR})?", days),
    ("Mm", rf"{_M}[ 0,oi./]{_YEAR}", month_year),
    ("D", r"(?P<d>D) (?P<m>[Mm])", deictic_month),
    ("Mm", rf"{_M}", month),
    ("qh", r"(?P<q>[qh])[ 0-](?P<i>d)(?:[ 0,oi/(](?P<y>y))?", part_sign),
    ("d", r"(?P<i>d)0(?P<q>[qh])(?:[ 0,oi/](?P<y>y)|0(?P<z>[dn]))?", part_sign),
    ("y", r"(?P<y>y)[ 0/-](?P<q>[qh])[ 0](?P<i>d)", part_sign),
    ("Fu", r"(?P<f>[Fu])[ 0](?P<y>y)[-/](?P<z>[dyn])", year_span),
    ("F", r"(?P<f>F)[ 0p](?P<y>[ydn])", fiscal),
    ("u", r"(?P<f>u)[ 0](?P<y>y)", fiscal),
    ("y", r"(?P<a>y)-(?P<b>d)", year_month),
    ("y", r"(?P<y>y)[-/](?P<z>[dyn])(?: (?P<u>u))?", year_span),
    ("or", r"(?P<o>[or])[ -](?P<u>u)", ordinal_part),
    ("oDSr", r"(?P<d>[oDSr])[ a](?P<n>[wdn])[ -](?P<u>u)", counted),
    ("wdn", r"(?P<n>[wdn]) (?P<d>[oD]) (?P<u>u)", counted),
    ("wdn", r"(?P<n>[wdn])[ -](?P<u>u) (?P<g>G)", ago),
    ("wdn", r"(?P<n>[wdn])[ -](?P<u>u)", counted),
    ("u", r"(?P<u>u) (?P<g>G)", ago),
    ("D", r"(?P<d>D) (?P<u>[uF])", deictic),
    ("D", r"(?P<d>D) w", deictic),
    ("S", r"(?P<d>S)[ a](?P<u>u)", same),
    ("u", r"(?P<u>u) (?P<y>y)", the_year),
    ("u", r"(?P<u>u)", bare_unit),
    ("DWv", r"(?:(?P<d>D) )?(?P<w>[Wv])", weekday),
    ("y", r"(?P<y>y)", year),
    ("A", r"(?P<a>A)", day_word),
    ("N", r"N", present),
    ("C", r"(?P<c>C)", compare),
    ("Z", r"Z", to_date),
    ("s", r"(?P<s>s)(?:[ o](?P<y>y))?", season),
)


def points_of(text: str, tokens: Sequence[Token], items: Sequence[Item], letters: str) -> list[Item]:
    """Replace what the rules match by points; items that belong to no point stay for the second pass."""
    out: list[Item] = []
    i, n = 0, len(items)
    while i < n:
        found, after = _first(text, tokens, items, letters, i)
        if found:
            out += [Item("P", start, stop, point) for start, stop, point in found]
            i = after
        else:
            out.append(items[i])
            i += 1
    return out


def _first(text: str, tokens: Sequence[Token], items: Sequence[Item], letters: str, i: int) -> tuple[Found | None, int]:
    for pattern, build in RULES.get(letters[2 * i], ()):
        match = pattern.match(letters, 2 * i)
        if match:
            found = build(Hit(match, items, text, tokens))
            if found:
                return found, (match.end() + 1) // 2
    return None, i
