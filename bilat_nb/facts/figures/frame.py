"""Frame: what the text has been talking about, carried from one figure and sentence to the next."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import re2

from bilat_nb.model import Actor, Period, Reading, Sentence, once
from bilat_nb.vocabulary import table

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
        if self.main is None or (end is not None and last is not None and end >= last and (opens or end > last)):
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
        if home is not None and home not in own[:2]:
            return cls(home)
        opposite = home is not None and home == own[-1] and len(own) == len("ab")
        if len(own) == 1 or not own or not (opposite or is_bilateral(reading)):
            return cls(own[0] if own else None)
        mutual = _MUTUAL_TRADE.search(reading.text) is not None
        return cls(own[0], own[1], mutual, _MUTUAL.search(reading.text) is not None, _national(reading))

    def other(self, country: str | None) -> str | None:
        """The country opposite to this one, when this one belongs to the pair."""
        if country is not None and country == self.first:
            return self.second
        return self.first if country is not None and country == self.second else None


_MUTUAL = re2.compile(
    r"(?i)\b(?:bilateral|mutual|two-way|(?:two|both) "
    r"(?:countries|sides|states|nations|neighbou?rs|economies|governments)"
    r"|the sides|the parties|intergovernmental|counterparts?)\b"
)
_MUTUAL_TRADE = re2.compile(
    r"(?i)\b(?:bilateral|mutual|two-way|reciprocal)\s+(?:\w+\s+){0,2}(?:trade|turnover|commerce|exchange)"
    r"|(?:trade|turnover|commerce|exchanges?)(?:\s+\w+){0,2}\s+between\s+(?:the |our |both )?"
    r"(?:two|both|sides|parties|us)\b"
)
LEAD, FIELD = 0.3, 0.6
"""The second country is named at least so often as the first, the third at most so often as the second."""


@lru_cache(1_000)
def is_mutual(text: str) -> bool:
    """Whether a text speaks of two countries: "bilateral", "between the two"; asked of a sentence for every figure."""
    return _MUTUAL.search(text) is not None


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


def _of_trade(line: Sentence) -> bool:
    return any((row := t.get("trade_terms")) is not None and row["needs"] != "never" for t in line.terms)


def _national(reading: Reading) -> bool:
    """Whether the headline is about the trade of one country, as in "Taiwan's trade surplus widens"."""
    lines = [s for s in reading.sentences[:3] if s.block == "headline"]
    named = {code for line in lines for actor in line.actors for code in actor.countries}
    text = " ".join(reading.text[line.start : line.stop] for line in lines)
    return len(named) == 1 and any(_of_trade(line) for line in lines) and not _MUTUAL.search(text)


_INSTITUTION = (
    "Ministry|Statistics|Statistical|Customs|Central Bank|National Bank|Bureau|Committee|Authority|Secretariat"
    "|Department|Agency|Office|Administration|Chamber|Service"
)
_AFTER = re.compile(rf"(?:'s|’s)?\s+(?:(?:[A-Z][\w-]+|and|of)\s+){{0,4}}(?:{_INSTITUTION})\b")
_BEFORE = re.compile(
    rf"\b(?:{_INSTITUTION}|{_INSTITUTION.upper()})(?:\s+(?:of|OF|for|and|[A-Z][\w-]+)){{0,6}}"
    r"\s+(?:the\s+)?(?:Republic of\s+)?$"
)


_AGENCY = re2.compile(r"(?:date )?\d{4}-\d\d-\d\d\s+|\(?[A-Z][\w./ -]{1,20}\)?\s*[-–—:]\s*")
"""What may stand before the place of a dateline: "(ANSA) - ROME"."""


@once
def home_of(reading: Reading) -> str | None:
    """The country from whose side a document is told: that of its dateline, else of the institution that it quotes."""
    for sentence in reading.sentences[:6]:
        opens = sentence.block == "body" and (sentence.index == 0 or reading.opens_paragraph(sentence))
        for start, code in _cities(sentence):
            lead = reading.text[sentence.start : start]
            first = opens and (len(lead) < 3 or _AGENCY.fullmatch(lead) is not None)
            if (first or _dated_line(reading.text, sentence)) and code in reading.countries[:4]:
                return code
    if speaker := _speaker(reading):
        return speaker
    for sentence in reading.sentences:
        for actor in sentence.actors:
            if actor.kind == "country" and _of_institution(reading.text, actor):
                return actor.countries[0]
    return _most_told(reading) or _opposite(reading)


_SPEECH = re.compile(r"\b(?:Address|Speech|Remarks|Statement|Message|Lecture|Keynote)s?\s+(?:of|by|from)\b[^.;:]{0,90}")


def _speaker(reading: Reading) -> str | None:
    """As in "Address by the Minister of Trade of Ghana": whose official speaks."""
    for sentence in reading.sentences[:4]:
        match = _SPEECH.search(reading.text, sentence.start, sentence.stop)
        for actor in sentence.actors if match else ():
            if match and match.start() < actor.start < match.end() and len(actor.countries) == 1:
                return actor.countries[0]
    return None


_TOWARDS = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$")


def _opposite(reading: Reading) -> str | None:
    """Of two countries the one that trade is never told to, from or with: it is the one that tells."""
    own = [c for c in reading.countries if c not in NO_COUNTRIES]
    if len(own) != len("ab"):
        return None
    towards: Counter[str] = Counter()
    for sentence in reading.sentences:
        if _of_trade(sentence):
            towards.update(
                a.countries[0]
                for a in sentence.actors
                if len(a.countries) == 1 and _TOWARDS.search(reading.text, max(0, a.start - 12), a.start)
            )
    return next((home for home, other in (own, own[::-1]) if towards[other] > 1 and not towards[home]), None)


_OWNING = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}")
_LINK = re.compile(r"\b(?:and|to|from|of|in|with|by|for)\b")
_VERBAL = re.compile(r"\s+(?:(?:has|had|also|itself|again|has also)\s+){0,2}")
_OWNED_WORD = re.compile(
    r"(?:re-?)?(?:exports?|imports?|exported|imported|deliver(?:y|ies)|sales|purchases)|produc(?:ed|tion)"
    r"|(?:foreign |external )?trade(?: turnover)?|trading partners?|turnover"
)
MAJORITY = 2
"""A country that owns the words of trade so many times as often as any other is the one that tells."""


def _most_told(reading: Reading) -> str | None:
    """The country whose exports and imports are told far more often than any other's."""
    told: Counter[str] = Counter()
    for sentence in reading.sentences:
        words = [t.start for t in sentence.terms if _OWNED_WORD.fullmatch(t.lexeme.form)]
        for actor in sentence.actors if words else ():
            if len(actor.countries) == 1 and actor.countries[0] not in NO_COUNTRIES:
                owns = any(0 < w - actor.stop < 40 and _owns(reading.text, actor.stop, w) for w in words)
                told[actor.countries[0]] += owns
    (first, most), (_, second) = [*told.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= MAJORITY * max(second, 1) else None


def _owns(text: str, stop: int, word: int) -> bool:
    gap = text[stop:word]
    if text.startswith(("trad", "turnover"), word) and gap[:1] not in ("'", "’"):  # "Kenyan trade" is of two
        return False
    return (_OWNING.fullmatch(gap) is not None and not _LINK.search(gap)) or _VERBAL.fullmatch(gap) is not None


_DATE = re.compile(r"\b\d{1,2}\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b")
_LINE = 90
"""A line with a place and a date is no longer than this."""


def _dated_line(text: str, sentence: Sentence) -> bool:
    """As in "Secretariat of Energy - Buenos Aires, 22 July 2024"."""
    line = text[sentence.start : sentence.stop]
    dated = sentence.block in ("headline", "body") and len(line) < _LINE and all(q.refused for q in sentence.quantities)
    ends = line[-4:].isdigit() or line[:1].isdigit()
    return sentence.block == "dateline" or (dated and ends and _DATE.search(line) is not None)


def _cities(sentence: Sentence) -> list[tuple[int, str | None]]:
    """Places and cities of a sentence with their countries."""
    acting = [(a.start, a.countries[0]) for a in sentence.actors if a.kind == "city" and a.countries]
    return [*acting, *((p.start, p.country) for p in sentence.places)]


def _of_institution(text: str, actor: Actor) -> bool:
    after, before = text[actor.stop : actor.stop + 70], text[max(0, actor.start - 70) : actor.start]
    return _AFTER.match(after) is not None or _BEFORE.search(before) is not None
