"""Bars of energy figures: official ones behind, a year cut in four, and how much of a year a part of it is."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.views.findings import part_of_year
from bilat_nb.views.labels import Label
from bilat_nb.views.marks import Mark
from bilat_nb.views.official import Official
from bilat_nb.views.panel import Panel, day
from bilat_nb.views.rows import Row
from bilat_nb.views.style import SMALL, side_text, side_tint
from bilat_nb.words import number


def official_bars(panel: Panel, official: Sequence[Official], scale: float, pair: tuple[str, ...]) -> list[Label]:
    """Draw pale bars, side by side where several count one year; return their labels."""
    colours = panel.frame.colours
    years: dict[int, list[Official]] = {}
    for one in official:
        years.setdefault(one.start.year, []).append(one)
    bars, labels = [], []
    for counts in years.values():
        for nth, one in enumerate(counts):
            x0, x1 = day(one.start), day(one.end) + 1
            wide = (x1 - x0) * 0.92 / len(counts)
            left = x0 + (x1 - x0) * 0.04 + nth * wide
            value = one.value / scale
            bars.append((left, max(panel.v0, 0.0), left + wide, value, side_tint(colours, one.reporter, pair)))
            top = (panel.x(left), panel.y(value) - 1, panel.x(left + wide), panel.y(value))
            panel.frame.placer.avoid((top[0], panel.y(0) if panel.v0 <= 0 else top[1], top[2], top[3]))
            labels.append(
                Label(
                    (number(value),),
                    top,
                    priority=-1,
                    color=side_text(colours, one.reporter, pair),
                    sides=((0, 1),),
                    leads=False,
                )
            )
    panel.bars(bars)
    return labels


def cut_in_quarters(panel: Panel, rows: Sequence[Row], marks: Sequence[Mark]) -> None:
    """Cut the bars of full years in four where a quarter stands beside them."""
    kinds = {row.fact_id: row.kind for row in rows}
    if "quarter" not in kinds.values():
        return
    panel.over([
        (mark.x0, mark.y * part, mark.x1, mark.y * part, panel.frame.colours.background, 1.0, "solid")
        for mark in marks if kinds[mark.fact_id] == "year" and not mark.hollow for part in (0.25, 0.5, 0.75)
    ])  # fmt: skip


def reading_aid(panel: Panel, rows: Sequence[Row], marks: Sequence[Mark], scale: float) -> None:
    """From the top of a part-year's bar to the bar of the year beside it, and how much of the year that is."""
    found = part_of_year(rows)
    if found is None:
        return
    part, whole, share = found
    places = {mark.fact_id: mark for mark in marks}
    ends = sorted(
        (places[part.fact_id].x0, places[part.fact_id].x1, places[whole.fact_id].x0, places[whole.fact_id].x1)
    )
    y = part.value / scale
    colours = panel.frame.colours
    panel.over([(ends[0], y, ends[-1], y, colours.aid, 2.0, "solid")])
    middle = panel.around(places[whole.fact_id])
    panel.frame.text(
        (middle[0] + middle[2]) / 2, panel.y(y) + 9, f"{number(share, 2)}%", size=SMALL, color=colours.background,
        weight="bold", align="center",
    )  # fmt: skip
