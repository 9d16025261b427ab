"""All expressions of time of a document in one pass over its tokens.

Words of dates that stand together form an island: only there the grammar is at work, and only if one of them is more
than a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.frozen import frozen
from bilat_nb.mentions.dates.bounds import bounded
from bilat_nb.mentions.dates.fiscal import Fiscal
from bilat_nb.mentions.dates.grammar import points_of
from bilat_nb.mentions.dates.phrases import merged
from bilat_nb.mentions.dates.points import Expression
from bilat_nb.mentions.dates.ranges import ranges
from bilat_nb.mentions.dates.spelled import FIRST_WORDS, spelled_year
from bilat_nb.mentions.dates.tokens import (
    FIGURE,
    PAIRS,
    SEEN,
    TRIGGERS,
    Item,
    figure_letter,
    fiscal_unit,
    inner,
    link,
    use_of,
)
from bilat_nb.model import Row, Token

_APART = frozenset(" \n\t\r\u00a0(\"'“‘[")
LONGEST = 64
"""No date has more words than that: a longer row of them is cut, so that no text can make the passes slow."""


class Cue(NamedTuple):
    """A word that tells what is to come, or a verb of saying; role as in the table of tense words."""

    start: int
    stop: int
    role: str


@frozen
class Dates:
    """What is read of dates in a document before any of them is resolved."""

    text: str
    expressions: list[Expression]
    cues: list[Cue]
    fiscal: Fiscal


@frozen
class Line:
    """A sentence or paragraph with the expressions of time in it."""

    dates: Dates
    start: int
    stop: int
    read: list[Expression]

    @property
    def text(self) -> str:
        """The document."""
        return self.dates.text

    def cues(self, start: int, stop: int) -> Sequence[Cue]:
        """Return the words of tense between two places of this line."""
        found = self.dates.cues
        first = bisect_left(found, (max(start, self.start), 0, ""))
        return found[first : bisect_left(found, (min(stop, self.stop), 0, ""), first)]


def read_dates(text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Dates:
    """Read the expressions of time of a document.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        Its tokens, as the lexicon gives them.
    spans : sequence of (int, int)
        Its sentences: no expression reaches from one into another.
    """
    items: list[Item] = []
    cues: list[Cue] = []
    countries: list[tuple[int, Row]] = []
    after, known = 0, SEEN.get
    for token in tokens:
        start, stop, lexeme = token
        seen = known(id(lexeme))
        use = seen[1] if seen is not None and seen[0] is lexeme else use_of(lexeme)
        if use is None or start < after:
            continue
        if lexeme.form in FIRST_WORDS and (year := _spelled(text, items, start)) is not None:
            items.append(year)
            after = year.stop
            continue
        if countries and use.letter == "u" and countries[-1][0] == start - 1:
            token = _owned(token, countries[-1][1], text)  # "the Indian fiscal year"
            start = token.start
        if use is FIGURE:
            items.append(Item(figure_letter(text, start, stop), start, stop, token))
        elif use.letter:
            items.append(Item(use.letter, start, stop, token))
        elif use.phrase:
            items += [Item(a, start + b, start + c, d) for a, b, c, d in inner(text[start:stop])]
        if use.role and text[start - 1 : start] != "-":  # "lower-than-expected"
            cues.append(Cue(start, stop, use.role))
        elif use.country is not None:
            countries.append((stop, use.country))
    found = [e for island, letters in islands(text, items, spans) for e in _expressions(text, island, letters)]
    return Dates(text, found, cues, Fiscal(countries, _home(text, countries)))


def _spelled(text: str, items: Sequence[Item], start: int) -> Item | None:
    """The year in words that begins at `start`: "January nineteen ninety-seven"."""
    dated = bool(items) and items[-1].letter in "Mmuro" and start - items[-1].stop <= len(", ")
    year = spelled_year(text, start, dated)
    return Item("y", start, year[1], year[0]) if year else None


_DATELINE = 400
"""How far from the top a dateline is looked for."""


def _home(text: str, countries: Sequence[tuple[int, Row]]) -> Row | None:
    """The country of a dateline: its city or name in capitals near the top."""
    for stop, row in countries:
        if stop > _DATELINE:
            return None
        words = [f for f in vocabulary.forms(row) if len(f) > len("USA.") and text[stop - len(f) : stop] == f.upper()]
        if words or _signed(text, stop):
            return row
    return None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LINE = 90
"""A line with the day and the place of publication is no longer than this."""


def _signed(text: str, stop: int) -> bool:
    """As in "Posted On: 14 MAR 2024 by PIB Delhi": a place ends a short line that has a year."""
    begin, end = text.rfind("\n", 0, stop) + 1, text.find("\n", stop)
    line = text[begin : end if end >= 0 else len(text)]
    return not text[stop : begin + len(line)].strip() and len(line) < _LINE and _YEAR.search(line) is not None


def _owned(token: Token, country: Row, text: str) -> Token:
    """A year with the country before it whose year it is; "the Iranian year" is a year of that calendar."""
    unit = token.cell("period_words", "value")
    if unit not in ("year", "fiscal"):
        return token
    stop = token.start - 1
    before = [f for f in vocabulary.forms(country) if text[max(0, stop - len(f)) : stop] == f]
    own = unit == "fiscal" or country["first_day"] != "1"
    if not before or not own:
        return token
    return Token(stop - max(map(len, before)), token.stop, fiscal_unit())


def islands(text: str, items: Sequence[Item], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[list[Item], str]]:
    """Yield the items that stand together in one sentence, with their letters, where they can be a date."""
    island: list[Item] = []
    letters = ""
    cut, cuts = 0, [start for start, _ in spans]
    for item in items:
        joint = "|"
        if island and item.start - island[-1].stop <= 24:
            joint = link(text, island[-1].stop, item.start)
        crossed = False
        while cut < len(cuts) and cuts[cut] <= item.start:
            cut += 1
            crossed = True
        if joint != "|" and not crossed and len(island) < LONGEST:
            island.append(item)
            letters += joint + item.letter
            continue
        if datable(letters):
            yield island, letters
        island, letters = [item], item.letter
    if datable(letters):
        yield island, letters


def datable(letters: str) -> bool:
    """Whether words that stand together can be a date."""
    return not TRIGGERS.isdisjoint(letters) or any(pair in letters for pair in PAIRS)


def _expressions(text: str, items: list[Item], letters: str) -> Iterator[Expression]:
    points = points_of(text, items, letters)
    if len(points) > 1:
        points = merged(text, points)
    if any(item.letter == "P" for item in points):
        for e in ranges(text, points):
            if text[e.stop : e.stop + 1] == ")" and "(" in text[e.start : e.stop]:
                e = replace(e, stop=e.stop + 1)  # "2020 (January to November)"
            kept = bounded(text, e) if not in_address(text, e.start) else None
            if kept is not None:
                yield kept


def in_address(text: str, start: int) -> bool:
    """Whether a place is within a web address: its numbers are no dates of the text."""
    if start == 0 or text[start - 1] in _APART:
        return False
    word = text[max(0, start - 200) : start].rsplit(None, 1)[-1]
    return "//" in word or "www." in word


def lines_of(dates: Dates, spans: Sequence[tuple[int, int]]) -> list[Line]:
    """Return the spans that have expressions of time, with them."""
    out: list[Line] = []
    found, at, n = dates.expressions, 0, len(dates.expressions)
    for start, stop in spans:
        while at < n and found[at].start < start:
            at += 1
        first = at
        while at < n and found[at].start < stop:
            at += 1
        if at > first:
            out.append(Line(dates, start, stop, found[first:at]))
    return out
