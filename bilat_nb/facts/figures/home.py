"""Home: the country from whose side a document is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import re2

from bilat_nb.facts.figures.frame import LINE, NO_COUNTRIES, of_trade
from bilat_nb.mentions import units
from bilat_nb.model import Actor, Reading, Sentence, once
from bilat_nb.resolve.agencies import agency_country

_INSTITUTION = (
    "Ministry|Statistics|Statistical|Customs|Central Bank|National Bank|Bureau|Committee|Authority|Secretariat"
    "|Department|Agency|Office|Administration|Chamber|Service"
)
_AFTER = re.compile(rf"(?:'s|’s)?\s+(?:(?:[A-Z][\w-]+|and|of)\s+){{0,4}}(?:{_INSTITUTION})\b")
_BEFORE = re.compile(
    rf"\b(?:{_INSTITUTION}|{_INSTITUTION.upper()})(?:,?\s+(?:of|OF|for|and|[A-Z][\w-]+)){{0,6}}"
    r"\s+(?:the\s+)?(?:Republic of\s+)?$"
)


_AGENCY = re2.compile(r"(?:date )?\d{4}-\d\d-\d\d\s+|\(?[A-Z][\w./ -]{1,20}\)?\s*[-–—:]\s*")
"""What may stand before the place of a dateline: "(ANSA) - ROME"."""


@once
def home_of(reading: Reading) -> str | None:
    """The country from whose side a document is told: that of its dateline, else of the institution that it quotes."""
    if speaker := _speaker(reading):
        return speaker
    for code in datelines(reading):
        if code in reading.countries[:4] or _away(reading, code):
            return code
    top = agency_country(reading) or _institution(reading, reading.sentences[:TOP])
    return (
        top
        or _by_currency(reading)
        or _most_told(reading)
        or _institution(reading, reading.sentences[TOP:])
        or _opposite(reading)
    )


def datelines(reading: Reading) -> Iterator[str | None]:
    """The countries of the places in the lines with which a text opens, whether or not it names them again."""
    for sentence in reading.sentences[:6]:
        opens = sentence.block == "body" and (sentence.index == 0 or reading.opens_paragraph(sentence))
        for start, code in _cities(sentence):
            lead = reading.text[sentence.start : start]
            first = opens and (len(lead) < 3 or _AGENCY.fullmatch(lead) is not None)
            if first or _dated_line(reading.text, sentence, start):
                yield code


TOP = 4
"""Sentences in which the institution that publishes a text, or is quoted for its figures, stands."""


def _institution(reading: Reading, sentences: Sequence[Sentence]) -> str | None:
    """The country of the first institution of a country that some sentences name."""
    for sentence in sentences:
        for actor in sentence.actors:
            if actor.kind == "country" and _of_institution(reading.text, actor):
                return actor.countries[0]
    return None


def _by_currency(reading: Reading) -> str | None:
    """The one of the two countries in whose own money a text gives its figures: rand are told by South Africa."""
    own = set(reading.countries[:2])
    money = units.countries_of_money()
    told = {money.get(q.unit or "") for s in reading.sentences for q in s.quantities if not q.refused} & own
    return told.pop() if len(told) == 1 else None


_SPEECH = re.compile(r"\b(?:Address|Speech|Remarks|Statement|Message|Lecture|Keynote)s?\s+(?:of|by|from)\b[^.;:]{0,90}")


def _away(reading: Reading, code: str | None) -> bool:
    """Whether a text names only a country that trade is told to, from or with: the other is that of its place."""
    own = [c for c in reading.countries if c not in NO_COUNTRIES]
    return code is not None and len(own) == 1 and own[0] != code and _towards(reading)[own[0]] > 0


def _speaker(reading: Reading) -> str | None:
    """As in "Address by the Minister of Trade of Ghana": whose official speaks."""
    for sentence in reading.sentences[:4]:
        match = _SPEECH.search(reading.text, sentence.start, sentence.stop)
        for actor in sentence.actors if match else ():
            if match and match.start() < actor.start < match.end() and len(actor.countries) == 1:
                return actor.countries[0]
    return None


_TOWARDS = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$")


def _towards(reading: Reading) -> Counter[str]:
    """How often each country stands behind "to", "from" or "with" in a sentence about trade."""
    towards: Counter[str] = Counter()
    for sentence in reading.sentences:
        if of_trade(sentence):
            towards.update(
                a.countries[0]
                for a in sentence.actors
                if len(a.countries) == 1 and _TOWARDS.search(reading.text, max(0, a.start - 12), a.start)
            )
    return towards


def _opposite(reading: Reading) -> str | None:
    """Of two countries the one that trade is never told to, from or with: it is the one that tells."""
    own = [c for c in reading.countries if c not in NO_COUNTRIES]
    if len(own) != len("ab"):
        return None
    towards = _towards(reading)
    return next((home for home, other in (own, own[::-1]) if towards[other] > 1 and not towards[home]), None)


_OWNING = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}")
_LINK = re.compile(r"\b(?:and|to|from|of|in|with|by|for)\b")
_VERBAL = re.compile(r"\s+(?:(?:has|had|also|itself|again|has also)\s+){0,2}")
_OWNED_WORD = re.compile(
    r"(?:total |overall |goods |merchandise |re-?)?(?:exports?|imports?|exported|imported|sales|purchases)"
    r"|deliver(?:y|ies)|produc(?:ed|tion)"
    r"|(?:foreign |external |merchandise |goods |total )?trade(?: turnover)?|trading partners?|turnover"
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


_TOLD_IN = re.compile(r"\b(?:in|at|to|from|near|for)\s+$")
_ISSUED = re.compile(r"\W*(?:Issued|Released|Published|Done|Given)\s+(?:in|at)\s")


def _dated_line(text: str, sentence: Sentence, city: int) -> bool:
    """As in "Secretariat of Energy - Buenos Aires, 22 July 2024"; not "Visit to Mexico City, 6 May 2024"."""
    lead = text[sentence.start : city]
    if sentence.block != "dateline" and _TOLD_IN.search(lead) and not _ISSUED.match(lead):
        return False
    line = text[sentence.start : sentence.stop].rstrip(". ")
    dated = sentence.block in ("headline", "body") and len(line) < LINE and all(q.refused for q in sentence.quantities)
    ends = line[-4:].isdigit() or line[:1].isdigit()
    return sentence.block == "dateline" or (dated and ends and _DATE.search(line) is not None)


def _cities(sentence: Sentence) -> list[tuple[int, str | None]]:
    """Places and cities of a sentence with their countries."""
    acting = [(a.start, a.countries[0]) for a in sentence.actors if a.kind == "city" and a.countries]
    return [*acting, *((p.start, p.country) for p in sentence.places)]


def _of_institution(text: str, actor: Actor) -> bool:
    after, before = text[actor.stop : actor.stop + 70], text[max(0, actor.start - 70) : actor.start]
    return _AFTER.match(after) is not None or _BEFORE.search(before) is not None
