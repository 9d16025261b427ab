"""Every check in one row: what is checked, stated and found, how far apart and what rounding allows, the verdict."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.figures import chosen
from bilat_nb.views.frame import MARGIN, Frame, empty
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.rows import plural
from bilat_nb.views.style import NORMAL, SMALL, styled, text_size
from bilat_nb.views.verdicts import (
    RADIUS,
    Verdict,
    about_verdicts,
    scaled,
    sign,
    sign_keys,
    sources_line,
    text_color,
    to_verdicts,
    verdict_titles,
)
from bilat_nb.views.wording import country, tellers, words
from bilat_nb.words import number

WIDE = 9.0
_ROW, _ROW_LEAST = 26.0, 19.0
_AROUND = 168.0  # pixels of title, heading, notes and sources
_MOST = 40  # rows of a figure of free height
_REACH = 2.2  # of what is allowed, shown to each side
_SUBTITLE = "What the documents state, recomputed from their own figures and beside official ones"
_BOUNDS = {"about": "≈ ", "at least": "> ", "over": "> ", "at most": "≤ "}
_NOTE = (
    "Distance: found less stated, in units of what rounding and words such as “about” allow (the band). An arrow: "
    "further than the picture shows. The formula and the quotes of a row are behind its sign."
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in pixels."""

    name: float
    how: float
    stated: float  # right edges of the numbers
    found: float
    allowed: float
    unit: float
    band: tuple[float, float]
    sign: float

    @classmethod
    def of(cls, width: float) -> _Columns:
        """Columns of a figure; a narrow one leaves out what is allowed, how it was checked, and words of verdicts."""
        if width < 820:
            sign = width - MARGIN - 22
            band = sign - 114, sign - 28
            unit = band[0] - 58
            return cls(MARGIN, 0.0, unit - 68, unit - 8, 0.0, unit, band, sign)
        sign = width - MARGIN - 88
        band = sign - 150, sign - 26
        unit = band[0] - 64
        return cls(MARGIN, 246.0, unit - 124, unit - 66, unit - 8, unit, band, sign)


def agreement_checks(
    verdicts: pd.DataFrame,
    *,
    documents: pd.DataFrame | None = None,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
) -> tuple[Figure, Axes]:
    """Draw verdicts as rows of arithmetic, what contradicts first.

    Parameters
    ----------
    verdicts : DataFrame
        As `verdicts`, `reconcile` or `compare` gives them, filtered as wished.
    documents : DataFrame, optional
        Table of documents: lets the sources line name publisher and year.
    selected : str or collection of str, optional
        Verdicts to ring, by verdict_id.
    dark : bool
        Dark theme.
    title : str, optional
        Instead of the title computed from the rows.
    figsize : (float, float), optional
        Width and height in inches of 100 pixels; as high as the rows need when not given. Rows for which there is no
        room are counted in a note: those that agree are left out first.

    Returns
    -------
    (Figure, Axes)
        Each sign carries the gid ``mark-<verdict_id>``.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "In 2021 trade between Belarus and Russia reached about $40bn."})
    >>> fig, ax = agreement_checks(bn.verdicts(facts))
    >>> bn.views.describe(fig).split(".")[0]
    '2 of 2 checks agree'
    """
    with styled():
        rows = to_verdicts(verdicts)
        titles = [title] if title else verdict_titles(rows) if rows else ["Do the documents agree?"]
        if not rows:
            sentence = "Nothing that could be recomputed or compared is among the rows shown."
            return empty(titles, sentence, dark=dark, size=figsize or (WIDE, 3.0), ax=None)
        size = figsize or (WIDE, (_AROUND + _ROW * min(len(rows), _MOST)) / 100)
        frame = Frame(size, dark)
        ax = _draw(frame, rows, titles, sources_line(rows, tellers(documents)), chosen(selected))
        return frame.finish(about_verdicts(titles[0], rows)), ax


def _draw(frame: Frame, rows: Sequence[Verdict], titles: Sequence[str], sources: str, selected: frozenset[str]) -> Axes:
    fit = max(int((frame.height - _AROUND) / _ROW_LEAST), 1)
    kept = _kept(rows, fit, selected)
    left = len(rows) - len(kept)
    notes = [_NOTE, *([f"Not drawn: {plural(left, 'check')} more, of those that agree first."] if left else [])]
    bottom = frame.foot(notes, sources)
    columns = _Columns.of(frame.width)
    # where there is no room for the words of verdicts, keys say what the signs mean
    top = frame.head(titles, [_SUBTITLE], [] if columns.how else sign_keys(rows, frame.colours))
    _heading(frame, columns, top - 6)
    step = min((top - 22 - bottom) / len(kept), _ROW)
    ax = frame.axes((MARGIN, bottom, frame.width - MARGIN, top))
    signs, dots = [], []
    for place, row in enumerate(kept):
        y = top - 22 - (place + 0.5) * step
        _words(frame, row, columns, y)
        dots += _distance(frame, row, columns.band, y, step)
        signs.append(sign(row, columns.sign, y, frame.colours, selected, min(RADIUS, step / 2 - 2)))
        color = frame.colours.faint if _last_open(kept, place) else frame.colours.grid
        frame.rules.append((MARGIN, y - step / 2, frame.width - MARGIN, y - step / 2, color, 1.0, "solid"))
    frame.fig.add_artist(MarkLayer([*dots, *signs], frame.colours, frame.pixels))
    return ax


def _last_open(rows: Sequence[Verdict], place: int) -> bool:
    """Whether what follows agrees and this does not."""
    return rows[place].verdict != "agrees" and place + 1 < len(rows) and rows[place + 1].verdict == "agrees"


def _kept(rows: Sequence[Verdict], most: int, selected: frozenset[str]) -> list[Verdict]:
    """The rows that have room: the first ones, and those selected."""
    if len(rows) <= most:
        return list(rows)
    wanted = {row.verdict_id for row in rows if row.verdict_id in selected}
    room = most - len(wanted)
    for row in rows:
        if room > 0 and row.verdict_id not in wanted:
            wanted.add(row.verdict_id)
            room -= 1
    return [row for row in rows if row.verdict_id in wanted]


def _heading(frame: Frame, columns: _Columns, y: float) -> None:
    told = [(columns.name, "Check", "left"), (columns.stated, "stated", "right"), (columns.found, "found", "right")]
    if columns.allowed:
        told += [(columns.how, "How", "left"), (columns.allowed, "allowed", "right")]
        told += [(columns.sign - 10, "Verdict", "left")]
    told += [(sum(columns.band) / 2, "distance", "center")]
    for x, head, align in told:
        frame.text(x, y, head, color=frame.colours.muted, weight="bold", align=align)
    frame.rules.append((MARGIN, y - 11, frame.width - MARGIN, y - 11, frame.colours.faint, 1.0, "solid"))


def _words(frame: Frame, row: Verdict, columns: _Columns, y: float) -> None:
    """The words and numbers of one row."""
    colours, weight = frame.colours, "normal" if row.verdict == "agrees" else "bold"
    name_room = (columns.how or columns.stated - 48) - columns.name - 10
    frame.text(columns.name, y, _name(row.name, name_room, weight), weight=weight)
    size, unit = scaled(row)
    stated = _stated(row, size)
    frame.text(columns.stated, y, stated, align="right", style="italic" if row.derived else "normal")
    found = f"{'≤ ' if row.limit else ''}{number(row.found / size)}"
    frame.text(columns.found, y, found, align="right", weight="bold")
    frame.text(columns.unit, y, unit, size=SMALL, color=colours.muted)
    if columns.allowed:
        frame.text(columns.allowed, y, _allowance(row, size), align="right", size=SMALL, color=colours.muted)
        room = columns.stated - text_size(stated, NORMAL)[0] - columns.how - 10
        frame.text(columns.how, y, cut(_how(row), room), color=colours.muted)
    color = text_color(colours, row.verdict)
    if columns.how:
        frame.text(columns.sign + 14, y, row.verdict, color=color, weight=weight)


def _name(name: str, room: float, weight: str) -> str:
    """What is checked; where it does not fit, "to 13 Nov 2017" is enough for a period that begins with its year."""
    short = name.replace(", 1 Jan – ", " to ")
    return name if text_size(name, NORMAL, weight)[0] <= room else cut(short, room, weight)


def _stated(row: Verdict, size: float) -> str:
    """What is stated, with the sign of its bound; of what is implied loosely, the end that is known."""
    if row.derived and row.claim.startswith("at most") and row.high is not None:
        return f"≤ {number(row.high / size)}"
    return (
        f"{next((sign for word, sign in _BOUNDS.items() if row.claim.startswith(word)), '')}{number(row.stated / size)}"
    )


def _allowance(row: Verdict, size: float) -> str:
    """What rounding and words allow, in the scale of the row."""
    if row.tolerance is None or row.limit or row.tolerance >= abs(row.stated):
        return ""
    if row.unit == "contacts" and row.tolerance < 1:
        return "exact"
    return f"±{_short(row.tolerance / size)}"


def _short(value: float) -> str:
    """A number with two digits that count: 0.06, 4.1, 505."""
    return number(float(f"{value:.2g}"), 5)


def _how(row: Verdict) -> str:
    """The formula; beside an official figure, whose count it is."""
    if not row.official:
        return words("how", row.check) if words("how", row.check) != row.check else row.formula.replace("<=", "≤")
    return f"as {country(row.reporter)} counts" if row.unit != "contacts" else f"as {country(row.reporter)} tells"


def cut(words: str, room: float, weight: str = "normal") -> str:
    """Words that fit; cut with three dots where they do not."""
    if text_size(words, NORMAL, weight)[0] <= room:
        return words
    while words and text_size(f"{words}…", NORMAL, weight)[0] > room:
        words = words[:-1]
    return f"{words.rstrip(' ,(')}…" if words else ""


def _distance(frame: Frame, row: Verdict, band: tuple[float, float], y: float, step: float) -> list[Mark]:
    """The band of what is allowed, and how far what was found lies from what is stated."""
    middle, unit = (band[0] + band[1]) / 2, (band[1] - band[0]) / 2 / _REACH
    far = row.found - row.stated
    if far != far:
        return []
    one_sided = row.limit or row.tolerance is None
    scale = abs(row.found or row.stated or 1.0) if one_sided else row.tolerance or abs(row.stated) * 1e-3 or 1.0
    place = far / scale
    low, high = _allowed(row, place)
    half = min(6.0, step / 2 - 3)
    colours = frame.colours
    frame.boxes([(middle + low * unit, y - half, middle + high * unit, y + half, colours.agree_tint)])
    frame.rules.append((middle, y - half - 2, middle, y + half + 2, colours.faint, 1.0, "solid"))
    if abs(place) > _REACH:
        return [_arrow(frame, row, middle, unit, place, y)]
    at = middle + place * unit
    return [Mark("", "", at, at, y, "circle", colours.ink, hollow=row.derived, size=4.2)]


def _allowed(row: Verdict, place: float) -> tuple[float, float]:
    """Ends of the band in units of what is allowed."""
    if row.limit:
        return 0.0, _REACH
    if row.tolerance is None:
        return (0.0, _REACH) if place >= 0 else (-_REACH, 0.0)
    return -1.0, 1.0


def _arrow(frame: Frame, row: Verdict, middle: float, unit: float, place: float, y: float) -> Mark:
    """An arrow to where the figure lies, beyond the picture, and how many times further than allowed."""
    side = 1 if place > 0 else -1
    color = text_color(frame.colours, row.verdict)
    end, start = middle + side * _REACH * unit, middle + side * 1.15 * unit
    frame.rules.append((start, y, end - side * 4, y, color, 1.8, "solid"))
    align = "left" if side < 0 else "right"
    frame.text(middle - side * 1.12 * unit, y, f"{number(abs(place), 2)} ×", size=SMALL, color=color, align=align)
    return Mark("", "", end - side * 3, end - side * 3, y, "west" if side < 0 else "east", color, size=4.2)
