"""Names of periods below columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bilat_nb.views.frame import Frame
from bilat_nb.views.labels import Box
from bilat_nb.views.style import SMALL, text_size

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def period_names(frame: Frame, periods: Sequence[tuple[date, date]], box: Box, pitch: float, by: str) -> None:
    """Names of the periods below the columns; where they have no room, only the years, at their first columns."""
    names = [_name(start, by) for start, _ in periods]
    widest = max(text_size(name, SMALL)[0] for name in names)
    if widest + 6 <= pitch:
        for number, name in enumerate(names):
            _name_below(frame, box[0] + (number + 0.5) * pitch, box[1], name)
    if by == "year" and widest + 6 > pitch:
        every = -(-int(widest + 6) // max(int(pitch), 1))
        for number in range(0, len(names), every):
            _name_below(frame, box[0] + (number + 0.5) * pitch, box[1], names[number])
    if by != "year":
        _years_below(frame, periods, box, pitch, 26 if widest + 6 <= pitch else 12)


def _years_below(frame: Frame, periods: Sequence[tuple[date, date]], box: Box, pitch: float, drop: float) -> None:
    """The year under the columns of each year, with a short line where it starts."""
    years: dict[int, list[int]] = {}
    for number, (start, _) in enumerate(periods):
        years.setdefault(start.year, []).append(number)
    for year, columns in years.items():
        x0, x1 = box[0] + columns[0] * pitch, box[0] + (columns[-1] + 1) * pitch
        frame.rules.append((x0, box[1], x0, box[1] - 5, frame.colours.faint, 1.0, "solid"))
        if x1 - x0 >= text_size(str(year), SMALL)[0] + 2:
            _name_below(frame, (x0 + x1) / 2, box[1] + 12 - drop, str(year))


def _name_below(frame: Frame, x: float, floor: float, name: str) -> None:
    frame.text(x, floor - 12, name, size=SMALL, color=frame.colours.muted, align="center")


def _name(start: date, by: str) -> str:
    if by == "year":
        return str(start.year)
    return f"Q{(start.month + 2) // 3}" if by == "quarter" else MONTH_NAMES[start.month - 1]
