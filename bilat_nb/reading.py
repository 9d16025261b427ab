"""Reading: one document with all its mentions, sentence by sentence.

The order matters: numbers need to know which digits are dates, people need the day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bilat_nb.blocks import label_blocks
from bilat_nb.documents import Document
from bilat_nb.lexicon import lexicon
from bilat_nb.mentions.dates.reader import read_dates
from bilat_nb.mentions.periods import read_periods
from bilat_nb.mentions.places import read_places
from bilat_nb.mentions.published import find_published
from bilat_nb.mentions.quantities import read_quantities
from bilat_nb.model import Actor, Block, Period, Place, Quantity, Reading, Sentence, Token
from bilat_nb.resolve.actors import contradictions, document_countries, read_actors
from bilat_nb.sentences import split_sentences

M = TypeVar("M", Token, Quantity, Period, Actor, Place)

_COMPANY = re.compile(
    r"(?:\s(?:[A-Z][\w.&-]{0,24}|and|&|of)){0,3}\s(?:Co|Corp|Inc|Ltd|Plc|PLC|LLC|AG|SA|NV|BV|GmbH|Holdings|Partners)\b"
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Ministers?|Secretary|Secretariat|Department|Bureau|Board|Office|Chamber|Committee|Commission"
    r"|Organi[sz]ation|Agency|Authority|Council|Institute|Cent(?:re|er)|Directorate|Service|Administration)"
    r"\s+(?:of|for|on)\s+(?:(?:[A-Z][\w'’-]*,?|and|of|the|&)\s+){0,6}$"
)
_OFFICE = re.compile(
    r"(?:,?\s(?:[A-Z][\w.&-]{0,24}|and|&|of)){0,4}\s(?:Ministry|Minister|Department|Secretary|Secretariat|Bureau"
    r"|Commission|Committee|Administration|Agency|Authority|Office|Council|Chamber|Institute|Organi[sz]ation)\b"
)
_NAME = 80
"""How far the first word of the name of an institution may be from the others."""
_AGENCY = re.compile(r"[(/]\s*([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})\b")


def read(document: Document) -> Reading:
    """Read one document: blocks, sentences, and every mention in its sentence.

    Parameters
    ----------
    document : Document
        The text is not changed.

    Returns
    -------
    Reading
        All offsets are characters of ``document.text``.
    """
    text = document.text
    blocks = label_blocks(text)
    spans = split_sentences(text, blocks)
    tokens = lexicon().tokens(text)
    dates = read_dates(text, tokens, spans)
    published = find_published(text, tokens, blocks, document.published, dates)
    periods = read_periods(text, tokens, spans, published.day, dates)
    actors = read_actors(text, tokens, spans, published.day)
    countries = document_countries(_body(actors, blocks))
    quantities = read_quantities(text, tokens, spans, _calendar(periods), countries=countries)
    places = read_places(text, tokens, spans)
    sentences = _sentences(spans, blocks)
    terms = [t for t in lexicon("economy").tokens(text) if not _in_a_name(text, t)]
    _fill(sentences, "tokens", tokens)
    _fill(sentences, "terms", terms)
    _fill(sentences, "quantities", quantities)
    _fill(sentences, "periods", periods)
    _fill(sentences, "actors", actors)
    _fill(sentences, "places", places)
    reading = Reading(
        doc_id=document.doc_id,
        text=text,
        title=document.title or _title(text, blocks),
        published=published,
        blocks=blocks,
        sentences=sentences,
        countries=countries,
        publisher=document.publisher or _agency(text, blocks),
    )
    _doubt_titles(reading, actors)
    return reading


def _calendar(periods: Sequence[Period]) -> list[Period]:
    """The periods whose figures are no quantities: "three years" is one, "last year" is none."""
    return [period for period in periods if period.kind != "duration"]


def _doubt_titles(reading: Reading, actors: Sequence[Actor]) -> None:
    """Note the titles that the tenures of the day contradict."""
    for found in contradictions(actors, reading.published.day):
        detail = f"{found.person} is told as {found.told}; the table of tenures says {found.known} on that day"
        reading.problem("title", detail.replace("_", " "), found.start, found.stop)


def _in_a_name(text: str, token: Token) -> bool:
    """Whether a word is part of a name: "Standard Oil Co", "the Ministry of International Trade and Industry"."""
    if not text[token.start].isupper():
        return False
    if token.get("trade_terms") and _INSTITUTION.search(text, max(0, token.start - _NAME), token.start):
        return True
    if token.get("trade_terms") and _OFFICE.match(text, token.stop, token.stop + _NAME):
        return True
    return _COMPANY.match(text, token.stop, token.stop + 60) is not None


def _body(actors: Iterable[Actor], blocks: Sequence[Block]) -> list[Actor]:
    """Actors that stand neither in a dateline nor in page furniture."""
    starts = [block.start for block in blocks]
    kinds = [block.kind for block in blocks]
    return [a for a in actors if starts and kinds[bisect_right(starts, a.start) - 1] not in ("dateline", "furniture")]


def _sentences(spans: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> list[Sentence]:
    starts = [block.start for block in blocks]
    return [
        Sentence(index, start, stop, blocks[bisect_right(starts, start) - 1].kind if blocks else "body")
        for index, (start, stop) in enumerate(spans)
    ]


def _fill(sentences: Sequence[Sentence], kind: str, mentions: Sequence[M]) -> None:
    """Put each mention into the sentence that holds it; both are in the order of the text."""
    starts = [mention.start for mention in mentions]
    at = 0
    for sentence in sentences if starts else ():
        first = bisect_left(starts, sentence.start, at)
        at = bisect_left(starts, sentence.stop, first)
        if at > first:
            setattr(sentence, kind, list(mentions[first:at]))


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    headline = next((block for block in blocks if block.kind == "headline"), None)
    return " ".join(text[headline.start : headline.stop].split()) if headline else None


def _agency(text: str, blocks: Sequence[Block]) -> str | None:
    """The agency that a dateline names: "(BelTA)", "/TASS/"."""
    for block in blocks:
        if block.kind == "dateline" and (match := _AGENCY.search(text[block.start : block.stop])):
            return match.group(1)
    return None
