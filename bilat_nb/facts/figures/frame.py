"""Frame: what the text has been talking about, carried from one figure and sentence to the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import re2

from bilat_nb.model import Period, Reading, Sentence, once
from bilat_nb.vocabulary import table

LINE = 90
"""A line with a place and a date, or with two countries and a title, is no longer than this."""
REACH = 3
"""Sentences after which a frame is forgotten."""


@dataclass(slots=True)
class Frame:
    """The last flow, sides, product and period that a figure was bound to."""

    flow: str | None = None
    reporter: str | None = None
    partner: str | None = None
    product: str = "all"
    period: Period | None = None
    main: Period | None = None
    """The latest of the periods told as facts: what a new paragraph comes back to."""
    stretches: dict[int, Period] = field(default_factory=dict)
    """The last stretch of so many months."""
    named: Period | None = None
    """The last period that any sentence named, with the index of that sentence."""
    named_at: int = -99
    yearly: bool = False
    """The text compares with a year earlier."""
    several: bool = False
    """More than one period has been named."""
    sentence: int = -99
    measure: str | None = None
    sign: int = 0
    minus: bool = False
    """The last level was a deficit."""
    share_of: str | None = None
    unit: str | None = None
    dimension: str | None = None
    about: bool = False
    """The document is about two countries and speaks of their trade somewhere."""
    business: bool = False
    """The document is about companies."""
    strong: bool = False
    """A word that can only be of trade between countries has been met."""
    home: str | None = None
    """The country from whose side the document tells: the first whose exports, imports or balance it names."""
    figure_stop: int = -1
    told_at: int = -99
    """The last sentence in which a partner was told, not filled in."""
    nowhere: int = -99
    """The last sentence that told a partner without a code: "with western countries"."""
    account: int = -99
    """The last sentence that named a balance which is not of trade: a budget, a current account."""

    firm: int = -99
    """The last sentence with the exports of a firm."""

    def near(self, sentence: int) -> bool:
        """Whether it was used recently enough to be still in the reader's mind."""
        return self.flow is not None and sentence - self.sentence <= REACH

    def forget(self) -> None:
        """The text turns to something else: no figure goes on from what was told before."""
        self.sentence = -99

    def keep(self, period: Period, opens: bool = True) -> None:
        """Go on with a period; the latest one stays the main one, of two that end together the one that opens."""
        self.period = period
        end, last = period.period_end, self.main.period_end if self.main else None
        if period.period_start is not None and end is not None and period.granularity == "months":
            self.stretches[end.month - period.period_start.month + 1] = period
        if last is None or (end is not None and end >= last and (opens or end > last)):
            self.main = period

    def new_paragraph(self) -> None:
        """Come back to the main period."""
        self.period = self.main or self.period


NO_COUNTRIES = frozenset(row["code"] for row in table("blocs")) | {"WLD"}


@dataclass(slots=True)
class Pair:
    """The two countries that a document is about; either may be unknown."""

    first: str | None = None
    second: str | None = None
    mutual: bool = False
    """The text speaks of the trade between the two."""
    about: bool = False
    """The text speaks of two countries somewhere: "both sides", "bilateral"."""
    titled: bool = False
    """A heading names the two and nobody else."""
    headed: bool = False
    """A heading names the two and nobody else, among other words."""
    national: bool = False
    """Its headline is about one country alone."""

    @classmethod
    def of(cls, reading: Reading, home: str | None = None) -> Pair:
        """The first two countries of a document about two; else the first alone. Blocs are left out.

        home: a country that tells about several others, without being named most, makes no pair with one of them.
        """
        own = [c for c in reading.countries if c not in NO_COUNTRIES]
        named = _named(reading)
        if own and named["EU"] > max([LEAD * named[own[0]], *(named[c] for c in own[1:])]):
            own = [own[0], "EU"]  # a union that trades as one country does
        if home is not None and own and home not in own and len(own) == 1:
            return cls(home, own[0], titled=True)  # "AMMAN - Exports to Iraq ...", the teller is not named
        if home is not None and home not in own[:2]:
            return cls(home)
        if (
            len(own) == 1
            or not own
            or not (_of_two(own, home) or is_bilateral(reading) or _told_by(reading, home, named))
        ):
            return cls(own[0] if own else None)
        about, mutual = _told_mutual(reading)
        both = _named_in_a_title(reading, {own[0], own[1]})
        titled = any(_bare(reading, line) for line in both)
        return cls(own[0], own[1], mutual, about, titled, bool(both), not both and _national(reading, home))

    def other(self, country: str | None) -> str | None:
        """The country opposite to this one, when this one belongs to the pair."""
        if country is not None and country == self.first:
            return self.second
        return self.first if country is not None and country == self.second else None


def _of_two(own: list[str], home: str | None) -> bool:
    """Whether a text names two countries alone, the second of which tells it."""
    return home is not None and home == own[-1] and len(own) == len("ab")


def _told_by(reading: Reading, home: str | None, named: Counter[str]) -> bool:
    """Whether a country that tells, named or not ("our exports"), tells of one other far more often than of a third."""
    others = [(n, code) for code, n in named.most_common() if code != home and code not in NO_COUNTRIES]
    (first, other), (second, _) = [*others, (0, ""), (0, "")][:2]
    if home is None or first < len("ab") or second > FIELD * first:
        return False
    return first >= HALF * named[home] or _is_partner(reading, other)


def _is_partner(reading: Reading, other: str) -> bool:
    """Whether a sentence speaks of a country as a partner, a market or a supplier."""
    return any(
        any(t.cell("rank_words", "rank") in ("partner", "owned") for t in s.terms)
        and any(a.countries == (other,) for a in s.actors)
        for s in reading.sentences
    )


HALF = 0.5
"""A country that is told about is named at least half as often as the one that tells."""


_MUTUAL = re2.compile(
    r"(?i)\b(?:bilateral|mutual|two-way|(?:two|both) "
    r"(?:countries|sides|states|nations|neighbou?rs|economies|governments)"
    r"|the sides|the parties|intergovernmental|counterparts?)\b"
)
_MUTUAL_TRADE = re2.compile(
    r"(?i)\b(?:bilateral|mutual|two-way|reciprocal)\s+(?:\w+\s+){0,2}(?:trade|turnover|commerce|exchange)"
    r"|(?:two|both)\s+(?:countries|sides|nations|states)\s+(?:exchanged?|traded?|sold|bought)\b"
    r"|(?:trade|turnover|commerce|exchanges?)(?:\s+\w+){0,2}\s+between\s+(?:the |our |both )?"
    r"(?:two|both|sides|parties|us)\b"
)
FEW = 5
"""Words that a title of a sheet about two countries has beside their names."""
LEAD, FIELD = 0.3, 0.6
"""The second country is named at least so often as the first, the third at most so often as the second."""


@lru_cache(1_000)
def is_mutual(text: str) -> bool:
    """Whether a text speaks of two countries: "bilateral", "between the two"; asked of a sentence for every figure."""
    return _MUTUAL.search(text) is not None


@once
def _told_mutual(reading: Reading) -> tuple[bool, bool]:
    """Whether a text speaks of two countries somewhere, and of trade between them."""
    return _MUTUAL.search(reading.text) is not None, _MUTUAL_TRADE.search(reading.text) is not None


@once
def _named(reading: Reading) -> Counter[str]:
    """How often each country and bloc is named alone."""
    return Counter(a.countries[0] for s in reading.sentences for a in s.actors if len(a.countries) == 1)


@once
def is_bilateral(reading: Reading) -> bool:
    """Whether a document is about two countries: it says so, or names two of them far more often than a third."""
    if next(islice(_MUTUAL.finditer(reading.text), 1, None), None) is not None:
        return True
    named = _named(reading)
    first, second, third = [*(n for _, n in named.most_common(3)), 0, 0, 0][:3]
    return second >= LEAD * first and third <= FIELD * second


def of_trade(line: Sentence) -> bool:
    """Whether a sentence has a word of trade."""
    return any((row := t.get("trade_terms")) is not None and row["needs"] != "never" for t in line.terms)


def _named_in_a_title(reading: Reading, pair: set[str]) -> list[Sentence]:
    """The short lines near the top that name the two and nobody else."""
    lines = (s for s in reading.sentences[:6] if s.stop - s.start < LINE and reading.text[s.stop - 1] not in ".!?")
    return [line for line in lines if {code for a in line.actors for code in a.countries} == pair]


def _bare(reading: Reading, line: Sentence) -> bool:
    """As in "BRAZIL / UNITED ARAB EMIRATES - MONTHLY NOTE": little but the names."""
    named = sum(a.stop - a.start for a in line.actors)
    words = len(reading.text[line.start : line.stop].split()) - sum(
        len(reading.text[a.start : a.stop].split()) for a in line.actors
    )
    return named > 0 and words <= FEW and _SHEET.search(reading.text[line.start : line.stop]) is not None


_SHEET = re2.compile(
    r"(?i)[/|:–—-]|\b(?:trade|exports?|imports?|commerce|economic relations|sheet|note|bulletin|turnover)\b"
)


def _national(reading: Reading, home: str | None) -> bool:
    """Whether the headline is about the trade of one country, as in "Taiwan's trade surplus widens"."""
    lines = [s for s in reading.sentences[:3] if s.block == "headline"]
    named = {code for line in lines for actor in line.actors for code in actor.countries}
    text = " ".join(reading.text[line.start : line.stop] for line in lines)
    return (
        len(named) == 1
        and (home is None or home in named)
        and any(of_trade(line) for line in lines)
        and not _MUTUAL.search(text)
    )
