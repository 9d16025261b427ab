"""Characters on a page to lines, columns and paragraphs. Pure geometry: points from the lower left corner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

COLUMN_GAP = 0.8
"""Font sizes between two words that stand in different columns."""
WORD_GAP = 0.18
"""Font sizes between two letters of different words."""

_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_BULLET = re.compile(r"(?:[•‣▪*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_SOFT = "\u00ad\u0002"


class Glyph(NamedTuple):
    """A printed character, its box, its font size, and whether the library has put it in (a space, a line end)."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    made: bool = False


@dataclass(slots=True)
class Line:
    """A piece of a line as it is printed: without a gap that could part columns."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    column: tuple[float, float] = (0.0, 0.0)
    """Left and right edge of the column it stands in."""

    @property
    def middle(self) -> float:
        """Half of its height."""
        return (self.bottom + self.top) / 2


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return what is printed on a page, from top to bottom; a line is cut where columns may be parted."""
    return [line for line in _rows(_pieces(glyphs)) if line.text.strip()]


def edges(lines: Sequence[Line]) -> list[Line]:
    """Return the lines on the two highest and the two lowest levels of a page: heads, feet and page numbers."""
    levels = list(_levels(lines))
    return [line for level in (levels if len(levels) < 5 else levels[:2] + levels[-2:]) for line in level]


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page in the order in which they are read: columns one after the other."""
    return list(_columns(lines)) if lines else []


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Runs of characters on one line without a wide gap, in the order of the file."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char in "\r\n":
            if run:
                yield _line(run)
            run = []
        elif glyph.made:
            if run:
                run.append(glyph)
        else:
            before = next((g for g in reversed(run) if not g.made and not g.char.isspace()), None)
            if before and _apart(before, glyph):
                yield _line(run)
                run = []
            run.append(glyph)
    if run:
        yield _line(run)


def _apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands on another line than the one before it, or far from it."""
    size = max(before.size, glyph.size, 4.0)
    if abs((before.bottom + before.top) / 2 - (glyph.bottom + glyph.top) / 2) > 0.9 * size:
        return True
    return not -0.5 * size < glyph.left - before.right < COLUMN_GAP * size


def _line(run: Sequence[Glyph]) -> Line:
    real = [g for g in run if not g.made and g.right > g.left] or list(run)
    text = "".join(" " if g.char.isspace() else g.char for g in run)
    return Line(
        " ".join(text.split()),
        min(g.left for g in real),
        max(g.right for g in real),
        min(g.bottom for g in real),
        max(g.top for g in real),
        median(g.size for g in real),
    )


def _rows(pieces: Iterable[Line]) -> list[Line]:
    """The pieces from top to bottom and from left to right, those that nearly touch joined."""
    out: list[Line] = []
    for level in _levels([piece for piece in pieces if piece.text]):
        out.append(level[0])
        for piece in level[1:]:
            last = out[-1]
            gap, size = piece.left - last.right, max(piece.size, 4.0)
            if -0.5 * size < gap < COLUMN_GAP * size:
                last.text += (" " if gap > WORD_GAP * size else "") + piece.text
                last.right, last.size = max(last.right, piece.right), max(last.size, piece.size)
            else:
                out.append(piece)
    return out


def _levels(pieces: Sequence[Line]) -> Iterator[list[Line]]:
    """Pieces that stand at one height, from left to right; the highest first."""
    level: list[Line] = []
    for piece in sorted(pieces, key=lambda p: -p.middle):
        if level and level[0].middle - piece.middle > 0.35 * max(level[0].size, piece.size, 4.0):
            yield sorted(level, key=lambda p: p.left)
            level = []
        level.append(piece)
    if level:
        yield sorted(level, key=lambda p: p.left)


def _columns(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines column by column; a line that runs across ends what stands above it."""
    gutter = _gutter(lines)
    if gutter is None:
        yield from _one_column(lines)
        return
    band: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield from _band(band, gutter)
            band = []
            yield from _one_column([line])
        else:
            band.append(line)
    yield from _band(band, gutter)


def _band(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    """What stands between two lines that run across: columns of prose, with the rows of tables between them."""
    prose: list[Line] = []
    for part in _parts(lines):
        sides = [[line for line in part if (line.right <= gutter) == left] for left in (True, False)]
        if all(sides) and not all(_sentences(side) for side in sides):
            yield from _side_by_side(prose, gutter)
            prose = []
            yield from _one_column(part)
        else:
            prose += part
    yield from _side_by_side(prose, gutter)


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines from top to bottom, cut where nothing is printed in either column for more than a line."""
    part: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if part and min(before.bottom for before in part[-4:]) - line.top > 0.8 * max(line.size, 4.0):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _side_by_side(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    """The left column, then the right one."""
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.right > gutter]
    for side in (left, right):
        if side:
            yield from _columns(side)


def _one_column(lines: Sequence[Line]) -> Iterator[Line]:
    """Cells of one row, as in a table, are joined; every line learns the edges of its column."""
    rows: list[Line] = []
    for level in _levels(lines):
        level[0].text = "  ".join(line.text for line in level)
        level[0].right = max(line.right for line in level)
        rows.append(level[0])
    edges = (min((r.left for r in rows), default=0.0), max((r.right for r in rows), default=0.0))
    for row in rows:
        row.column = edges
    yield from rows


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of a white strip with prose on both sides, or None.

    Few lines may cross it (a headline), and both sides must hold lines of several words, or it is a table.
    """
    if len(lines) < 6:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for edge in sorted({round(line.left, 0) for line in lines}):
        place = edge - 1.5
        if not first + 0.2 * (last - first) < place < first + 0.8 * (last - first):
            continue
        crossing = sum(line.left < place < line.right for line in lines)
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        if crossing * 3 <= len(lines) and _prose(left) and _prose(right) and _beside(left, right):
            best = min(best or (crossing, place), (crossing, place))
    return best[1] if best else None


def _prose(lines: Sequence[Line]) -> bool:
    """At least three lines, most of them of three words or more."""
    return len(lines) >= 3 and _sentences(lines)


def _sentences(lines: Sequence[Line]) -> bool:
    """Lines most of which have three words or more: cells of a table have fewer."""
    return median(len(line.text.split()) for line in lines) >= 3


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two groups of lines stand beside each other, not one above the other."""
    low = max(min(line.bottom for line in side) for side in (left, right))
    high = min(max(line.top for line in side) for side in (left, right))
    return sum(low <= line.middle <= high for line in left) >= 2


def flowing(lines: Sequence[Line], whole: str) -> str:
    """Return lines as paragraphs: wrapped lines are joined, words that were parted at a line's end made whole.

    `whole` is the text of the document: a word that is printed with its hyphen elsewhere keeps it.
    """
    text, before = "", None
    steps = [a.middle - b.middle for a, b in pairwise(lines) if a.column == b.column and a.middle > b.middle]
    step = sorted(steps)[len(steps) // 5] if steps else 0.0
    if len(steps) < 3 and lines:  # too few to know the rule: single-spaced, then
        step = min(step, 1.3 * max(lines[0].size, 4.0))
    for line in lines:
        if before is None:
            text = line.text
        elif _new_paragraph(before, line, step):
            text = f"{text.rstrip(_SOFT)}\n\n{line.text}"
        else:
            text = _join(text, line.text, whole)
        before = line
    return text.translate(dict.fromkeys(map(ord, _SOFT)))


def _new_paragraph(before: Line, line: Line, step: float) -> bool:
    """Whether a line opens a paragraph; `step` is how far a line stands below the one before it as a rule."""
    size = max(min(before.size, line.size), 4.0)
    if line.column != before.column:  # over to the next column: a sentence may go on there
        full = before.column[1] - before.right < 0.2 * (before.column[1] - before.column[0])
        unfinished = not _END.search(before.text) and (full or line.text[:1].islower())
        return not unfinished or abs(before.size - line.size) > 0.15 * size
    if before.middle - line.middle > min(1.3 * step, step + 0.5 * size):
        return True
    if abs(before.size - line.size) > 0.15 * size or _BULLET.match(line.text):
        return True
    if line.left - line.column[0] > 0.8 * size and before.left - before.column[0] < 0.5 * size:
        return True  # an indent
    short = before.column[1] - before.right > 0.2 * (before.column[1] - before.column[0])
    return short and (_END.search(before.text) is not None or not line.text[:1].islower())


def _join(text: str, more: str, whole: str) -> str:
    """Two lines of one paragraph: a parted word is joined, with its hyphen only where it belongs to the word."""
    if text[-1:] in _SOFT:
        text = text.rstrip(_SOFT) + "-"
    if not text.endswith("-") or not more[:1].isalpha():
        return f"{text} {more}"
    head = re.search(r"[\w-]{0,60}-$", text)
    tail = re.match(r"\w+", more)
    word = f"{head.group() if head else ''}{tail.group() if tail else ''}"
    keeps = (
        more[:1].isupper() or "-" in word.rstrip("-").replace(word.rpartition("-")[2], "").rstrip("-") or word in whole
    )
    return text + more if keeps else text[:-1] + more
