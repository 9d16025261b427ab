"""Blocks: which stretch of a document is headline, dateline, body, list or page furniture.

Nothing is cleaned away: a block is a label on a span, so offsets stay true and a wrong label costs no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import re2

from bilat_nb import vocabulary
from bilat_nb.model import Block

MAX_HEADLINE, MAX_FURNITURE, MAX_DATED = 220, 200, 300
MAX_LINE = 100_000
WRAPPED_LINES = 3
MIN_WIDTH, MAX_WIDTH = 45, 120

_LINE = re.compile(r"[^\n\r]+")
_LIST = re.compile(r"\s*(?:[•*·‣–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_DATE_LINE = re2.compile(
    r"(?i)^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:published|posted|date|updated)?\W*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ ./-]+(?:[a-z]{3,9}|\d{1,2})[ .,/-]+\d{4}"
    r"|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2})"
    r"[^a-z]{0,20}(?:[a-z]{2,4}|[ap]\.m\.)?[^a-z]{0,10}(?:/ updated.{0,40})?$"
)
_DIGIT = re.compile("[0-9]")
_HEADER_DATE = re.compile(r"\s*(?:[Dd]ate|DATE)\s+\d{4}-\d{2}-\d{2}\s+")
_CITY = r"[A-Z][A-Z.'’-]+(?:[ -][A-Z.'’]+){0,3}"
_CAPITALS = re.compile(r"\s*[A-Z][A-Z.'’-]")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?)(?:,? \d{4})?"
_DATELINE = re2.compile(
    rf"^\s*{_CITY}(?:, {_DAY}|, [A-Z][A-Za-z ]{{1,30}}(?:, {_DAY})?)?\.?\s*"
    r"(?:\([^()]{2,80}\)\s*[-–—:]{0,2}|/[^/\n]{2,40}/\.?\s*[-–—]?|[-–—]{1,2}\s|:\s|\.\s)"
)
_TOWN = r"[A-Z][A-Za-z.'’-]+(?: (?:(?:de|da|of|el|al) )?[A-Z][A-Za-z.'’-]+){0,3}(?:, [A-Z][A-Za-z ]{2,30})?"
_TOWN_AND_DAY = re.compile(rf"\s*{_TOWN}(?:, (?:\d|[A-Z][a-z]{{2,8}}\.? \d)| /[A-Z]| \([A-Z]{{2,10}}\) ?[-–—])")
_DATED_TOWN = re2.compile(
    rf"^\s*{_TOWN}(?:, (?:{_DAY}|[A-Z][a-z' -]{{3,16}} \d{{1,2}}, \d{{4}})(?:, [A-Z]{{2,8}})?\.?,?\s*|\s)"
    r"(?:\([^()]{2,80}\)\s*[-–—:]{0,2}|/[^/\n]{2,40}/\.?\s*[-–—]?|[-–—]{1,2}\s|:\s)"
)
"""As in "New Delhi, Jul 10 (PTI) The", "Jakarta, 8 September 2023 - The"; the day may be of another calendar."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
"""As in "U.S. oil production rose": no dateline."""
_NO_TOWN = re.compile(r"(?:In|On|At|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_OPENINGS = ((_HEADER_DATE, _HEADER_DATE), (_DATELINE, _CAPITALS), (_DATED_TOWN, _TOWN_AND_DAY))
_PLACE_DAY = re2.compile(rf"^\s*[A-Z][A-Za-z .'’-]{{2,30}}(?:, [A-Z][A-Za-z ]{{2,30}})?, {_DAY}\s*[.:]?\s*$")
_CITY_ALONE = re2.compile(rf"^\s*{_CITY}\s*$")
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*\s*$")


@cache
def _furniture() -> re2._Regexp:
    return re2.compile("(?i)" + "|".join(f"(?:{row['pattern']})" for row in vocabulary.table("furniture")))


def label_blocks(text: str) -> list[Block]:
    r"""Return the labelled blocks of a text in order; blank lines belong to none.

    Examples
    --------
    >>> [b.kind for b in label_blocks("Trade grows\n\nMINSK, May 24. /TASS/. Trade grew by 2%.\nPhone: 12")]
    ['headline', 'dateline', 'body', 'furniture']
    """
    blocks: list[Block] = []
    headline_done = False
    for start, stop in _paragraphs(text):
        line = text[start:stop][:MAX_LINE]
        if len(line) < MAX_FURNITURE and _furniture().search(line):
            blocks.append(Block(start, stop, "furniture"))
        elif len(line) < MAX_DATED and _DIGIT.search(line) and (_DATE_LINE.search(line) or _PLACE_DAY.search(line)):
            blocks.append(Block(start, stop, "dateline"))
        else:
            *datelines, rest = _dated(text, start, stop)
            blocks += datelines
            if not headline_done:
                rest = _first(text, rest)
                headline_done = rest.kind in ("headline", "body", "list")
            blocks.append(rest)
    return blocks


def _first(text: str, block: Block) -> Block:
    """Label the first paragraph: furniture after a header date, a city alone, a headline, or body."""
    line = text[block.start : block.stop]
    if len(line) < MAX_FURNITURE and _furniture().search(line):
        return Block(block.start, block.stop, "furniture")
    if _CITY_ALONE.search(line):
        return Block(block.start, block.stop, "dateline")
    return Block(block.start, block.stop, "headline") if _is_headline(line, block.start, text) else block


def _is_headline(line: str, start: int, text: str) -> bool:
    """The first line that says something, when it is short, does not end like a sentence, and is followed by more."""
    ends = _SENTENCE_END.search(line) is not None and not line.rstrip().endswith("...")
    return len(line) <= MAX_HEADLINE and not ends and bool(text[start + len(line) :].strip())


def _dated(text: str, start: int, stop: int) -> Iterator[Block]:
    """Cut a header date and a dateline off the front of a paragraph."""
    for pattern, opening in _OPENINGS:
        if not opening.match(text, start, stop):  # most paragraphs, at little cost
            continue
        match = pattern.search(text[start : min(stop, start + MAX_DATED)])
        if match and (_INITIALS.fullmatch(match.group().strip()) or _NO_TOWN.match(text, start)):
            continue
        if match and match.end() and start + match.end() < stop:
            yield Block(start, start + match.end(), "dateline")
            start += match.end()
    yield Block(start, stop, "list" if _LIST.match(text, start, stop) else "body")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where the text is wrapped: the next line goes on in small letters, or did not fit any more."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    goes_on = [_goes_on(text, line, following) for line, following in pairwise(lines)]
    width = _width(lines, goes_on) or _width_of_short_lines(text, lines)
    at = 0
    while at < len(lines):
        start, stop = lines[at]
        while at + 1 < len(lines) and (goes_on[at] or (width and _full(text, lines[at], lines[at + 1], width))):
            at += 1
            stop = lines[at][1]
        yield start, stop
        at += 1


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    first = text[following[0]]
    if first.isspace():
        first = text[following[0] : following[0] + MAX_FURNITURE].lstrip()[:1]
    if not first.islower() or _apart(text, line, following):
        return False
    return not _SENTENCE_END.search(text[max(line[0], line[1] - 40) : line[1]])


def _apart(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a blank line stands between."""
    between = text[line[1] : following[0]]
    return between.count("\n") + between.count("\r\n") > 1 + between.count("\r\n")


def _width(lines: Sequence[tuple[int, int]], goes_on: Sequence[bool]) -> int:
    """The width at which a text is wrapped, or 0: many of its lines go on in small letters, and all are short."""
    wrapped = sorted(stop - start for (start, stop), on in zip(lines, goes_on, strict=False) if on)
    if len(wrapped) < WRAPPED_LINES or len(wrapped) * 5 < len(lines):
        return 0
    width = wrapped[len(wrapped) * 9 // 10]
    return width if width <= MAX_WIDTH else 0


def _width_of_short_lines(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The width of a short text: no line is long, and several long ones end within a sentence."""
    if any(stop - start > MAX_WIDTH for start, stop in lines):
        return 0
    broken = sorted(
        line[1] - line[0]
        for line, following in pairwise(lines)
        if line[1] - line[0] >= MIN_WIDTH
        and not _apart(text, line, following)
        and not _SENTENCE_END.search(text[max(line[0], line[1] - 40) : line[1]])
    )
    return broken[len(broken) * 9 // 10] if len(broken) >= WRAPPED_LINES else 0


def _full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one; an indent or a bullet starts anew."""
    after = text[following[0] : min(following[1], following[0] + width)]
    if after[:1].isspace() or _LIST.match(after) or _apart(text, line, following):
        return False
    return line[1] - line[0] + 1 + len(after.split(maxsplit=1)[0]) > width
