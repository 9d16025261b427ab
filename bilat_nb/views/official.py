"""Official series beside the claims: thin steps as wide as their year, coloured by who counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from bilat_nb.series import period_kind, to_dates, to_records
from bilat_nb.views.frame import Key
from bilat_nb.views.layers import Line
from bilat_nb.views.panel import day
from bilat_nb.views.rows import Row
from bilat_nb.views.style import Palette, side, side_text
from bilat_nb.views.wording import country

_YEARS_AROUND, _YEARS_LEAST = 3, 4
_MIRROR = {"exports": "imports", "imports": "exports", "turnover": "turnover"}


@dataclass(frozen=True, slots=True)
class Official:
    """One official figure."""

    start: date
    end: date
    kind: str
    value: float
    reporter: str
    line: str  # solid: exact; dashed: over or almost; dotted: wider or unstated scope
    file: str


def official_trade(
    reference: pd.DataFrame | None, flow: str, reporter: str, partner: str, unit: str, measure: str
) -> list[Official]:
    """Official figures of one flow, counted by either side: B's imports from A are A's exports to B."""
    if reference is None or measure not in ("level", "change"):
        return []
    mirror = _MIRROR.get(flow)
    told = reference["reporter"].eq(reporter) & reference["partner"].eq(partner) & reference["measures"].eq(flow)
    if mirror is not None:
        told |= reference["reporter"].eq(partner) & reference["partner"].eq(reporter) & reference["measures"].eq(mirror)
    return _changes(_officials(reference[told & reference["unit"].eq(unit)]), measure)


def official_energy(
    reference: pd.DataFrame | None, commodity: str, indicator: str, pair: Sequence[str], unit: str, measure: str
) -> list[Official]:
    """Official figures of one commodity between two countries."""
    if reference is None or measure not in ("level", "change"):
        return []
    rows = reference["subject"].eq(commodity) & reference["measures"].eq(indicator) & reference["unit"].eq(unit)
    rows &= reference["reporter"].isin(list(pair)) & reference["partner"].isin(list(pair))
    return _changes(_officials(reference[rows]), measure)


def _officials(frame: pd.DataFrame) -> list[Official]:
    starts, ends = to_dates(frame["period_start"]), to_dates(frame["period_end"])
    found = []
    for record, start, end in zip(to_records(frame), starts, ends, strict=True):
        if start is not None and end is not None:
            wide = "scope" in str(record["flow_or_commodity"]) or "services" in str(record["flow_or_commodity"])
            line = "dotted" if wide else "solid" if record["bound"] == "exact" else "dashed"
            found.append(
                Official(
                    start,
                    end,
                    period_kind(start, end),
                    float(record["value"]),
                    str(record["reporter"]),
                    line,
                    str(record["file"]),
                )
            )
    return found


def _changes(officials: list[Official], measure: str) -> list[Official]:
    """Growth on a year earlier, only from two full years of one counting side, both exact and each told once."""
    if measure == "level":
        return officials
    years: dict[tuple[str, int], list[Official]] = {}
    for one in officials:
        if one.kind == "year" and one.line == "solid":
            years.setdefault((one.reporter, one.start.year), []).append(one)
    grown = []
    for (reporter, year), now in years.items():
        before = years.get((reporter, year - 1), [])
        if len(now) == len(before) == 1 and before[0].value > 0:
            growth = (now[0].value / before[0].value - 1) * 100
            grown.append(Official(now[0].start, now[0].end, "year", growth, reporter, "solid", now[0].file))
    return grown


def years_of(officials: Sequence[Official], window: tuple[int, int] | None, rows: Sequence[Row] = ()) -> list[Official]:
    """Full years inside a window; of other periods only those that a row states too, to be compared with it."""
    if window is None:
        return []
    stated = {(row.start, row.end) for row in rows}
    return [
        one for one in officials
        if (one.kind == "year" or (one.start, one.end) in stated)
        and window[0] <= one.start.year and one.end.year <= window[1]
    ]  # fmt: skip


def time_window(
    rows: Sequence[Row], officials: Sequence[Official], years: tuple[int | None, int | None]
) -> tuple[int, int] | None:
    """First and last year of the axis: those of the rows, and a few years of official figures around them."""
    dates = [when for row in rows if row.start is not None and row.end is not None for when in (row.start, row.end)]
    known = [one.start.year for one in officials if one.kind == "year"]
    if not dates and not known:
        return None
    first = min((when.year for when in dates), default=min(known, default=0))
    last = max((when.year for when in dates), default=max(known, default=0))
    for _ in range(_YEARS_AROUND):
        first -= min(known, default=first) < first
        last += max(known, default=last) > last
    while last - first + 1 < _YEARS_LEAST:
        first, last = (first, last + 1) if (last - first) % 3 == 1 else (first - 1, last)
    return years[0] if years[0] is not None else first, max(
        years[1] if years[1] is not None else last, years[0] or first
    )


def steps(officials: Sequence[Official], scale: float, colours: Palette, pair: tuple[str, ...]) -> list[Line]:
    """One thin level line for each official year."""
    return [
        (
            day(one.start),
            one.value / scale,
            day(one.end) + 1,
            one.value / scale,
            side(colours, one.reporter, pair),
            2.0,
            one.line,
        )
        for one in officials
    ]


def official_keys(officials: Sequence[Official], colours: Palette, pair: tuple[str, ...]) -> list[Key]:
    """Keys for the counting sides and the kinds of line that are present."""
    if not officials:
        return []
    keys = [Key("Official, by:")]
    sides = [code for code in pair if any(one.reporter == code for one in officials)]
    keys += [
        Key(country(code), color=side(colours, code, pair), line="solid", ink=side_text(colours, code, pair))
        for code in sides
    ]
    if any(one.line == "dashed" for one in officials):
        keys.append(Key("over, about, almost", color=colours.muted, line="dashed"))
    if any(one.line == "dotted" for one in officials):
        keys.append(Key("wider scope or not told", color=colours.muted, line="dotted"))
    return keys


def official_words(officials: Sequence[Official]) -> str:
    """The second half of a sources line: how many, whose counts they are, and where they stand."""
    files = ", ".join(dict.fromkeys(one.file for one in officials))
    whose = " and ".join(country(code) for code in sorted({one.reporter for one in officials}))
    count = len(officials)
    return f"{count} official figure{'' if count == 1 else 's'} of {whose} ({files})" if officials else ""
