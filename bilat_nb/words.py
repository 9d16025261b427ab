"""A row in words: its value, its period, what it says. Plain text for labels, tables and screen readers.

Everything here takes plain values or mappings and imports no pandas, so that figures, widgets and the command line can
share one way of saying things.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

MISSING = "not told"
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "million"))
_UNITS = {
    "m3": "m³",
    "t": "tonnes",
    "USD/1000m3": "USD per 1,000 m³",
    "USD/bbl": "USD per barrel",
    "USD/t": "USD per tonne",
}
_BOUNDS = {"about": "about", "at_least": "at least", "at_most": "at most"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def missing(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, NaT or NA."""
    # NA refuses comparison with itself; the others are None or differ from themselves.
    return value is None or type(value).__name__ == "NAType" or bool(value != value)


def cell(value: Any, default: str = "") -> str:
    """A cell as text, `default` when it is empty."""
    return default if missing(value) else str(value)


def term(value: Any, default: str = "") -> str:
    """A word of a vocabulary as a reader would write it: head_of_state becomes head of state."""
    return cell(value, default).replace("_", " ")


def number(value: float, digits: int = 4) -> str:
    """A number with thousands separators and no more than `digits` significant digits after scaling.

    Examples
    --------
    >>> number(2400.0), number(0.333), number(-8.4)
    ('2,400', '0.333', '−8.4')
    """
    places = max(0, digits - len(str(int(abs(value)))))
    shown = f"{abs(value):,.{places}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return f"−{shown}" if value < 0 and shown != "0" else shown


def amount(value: float, unit: Any = None) -> str:
    """A value with its unit, scaled to thousand millions or millions where it is large.

    Examples
    --------
    >>> amount(32_420_000_000, "USD"), amount(31.7, "%"), amount(4, "rank"), amount(2400, "MW")
    ('32.42 bn USD', '31.7%', '4th', '2,400 MW')
    """
    if missing(value):
        return MISSING
    if unit == "rank":
        return ordinal(int(value))
    if unit == "%":
        return f"{number(value)}%"
    if unit == "index":
        return f"index {number(value)}"
    size, scale = next(((s, w) for s, w in _SCALES if abs(value) >= s), (1.0, ""))
    words = (number(value / size), scale, "" if missing(unit) else _UNITS.get(str(unit), str(unit)))
    return " ".join(word for word in words if word)


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def value_words(row: Mapping[str, Any]) -> str:
    """The value of a row with its bound and sign, as "about 40 bn USD", "2–2.5 bn USD", "+23.5%", "at least 8".

    A row of contact_counts has its number in `count`, every other in `value`.
    """
    value, unit = row.get("value", row.get("count")), row.get("unit")
    low, high = row.get("low"), row.get("high")
    if row.get("bound") == "range" and low is not None and high is not None and not missing(low) and not missing(high):
        return _range(low, high, unit)
    words = amount(value if value is not None else float("nan"), unit)
    if row.get("measure") == "change" and not missing(value) and value is not None and value > 0:
        words = f"+{words}"
    bound = _BOUNDS.get(str(row.get("bound")), "")
    return f"{bound} {words}".strip()


def _range(low: float, high: float, unit: Any) -> str:
    """Both ends of a range, with scale and unit said once where they are the same."""
    first, last = amount(low, unit), amount(high, unit)
    head, _, tail = first.partition(" ")
    return f"{head}–{last}" if tail and last.endswith(f" {tail}") else f"{first} – {last}"


def period_words(start: Any, end: Any) -> str:
    """A period in words, as short as its ends allow.

    Examples
    --------
    >>> period_words(date(2017, 1, 1), date(2017, 12, 31)), period_words(date(2022, 1, 1), date(2022, 10, 31))
    ('2017', 'Jan–Oct 2022')
    >>> period_words(date(2018, 1, 1), date(2018, 3, 31)), period_words(date(2022, 6, 30), date(2022, 7, 1))
    ('Q1 2018', '30 Jun – 1 Jul 2022')
    >>> period_words(date(2000, 1, 1), None), period_words(None, None)
    ('since 2000', 'no date')
    """
    first: date | None = None if missing(start) else start
    last: date | None = None if missing(end) else end
    if first is None:
        return "no date" if last is None else f"until {_edge(last, opens=False)}"
    if last is None:
        return f"since {_edge(first, opens=True)}"
    return _whole(first, last) or _days(first, last)


def _edge(day: date, opens: bool) -> str:
    """One end of an open period: only its year when it is the first or last day of one."""
    at_edge = (day.month, day.day) == ((1, 1) if opens else (12, 31))
    return str(day.year) if at_edge else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _whole(first: date, last: date) -> str:
    """Years, halves, quarters and months; an empty text when the period does not consist of whole months."""
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return ""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.year != last.year:
        return f"{_MONTHS[first.month - 1]} {first.year} – {_MONTHS[last.month - 1]} {last.year}"
    if first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if last.month - first.month == 2 and first.month % 3 == 1:
        return f"Q{last.month // 3} {first.year}"
    return f"{_MONTHS[first.month - 1]}–{_MONTHS[last.month - 1]} {first.year}"


def _days(first: date, last: date) -> str:
    """A day, or the days from first to last."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} – {end}"


def row_words(table: str, row: Mapping[str, Any]) -> str:
    """What a row says, in one line: the name of its mark and of its row for a screen reader.

    Examples
    --------
    >>> row = {"flow": "turnover", "measure": "level", "reporter": "BLR", "partner": "RUS", "product": "all",
    ...        "value": 4e10, "unit": "USD", "bound": "about", "status": "actual",
    ...        "period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}
    >>> row_words("trade", row)
    'about 40 bn USD: turnover, BLR–RUS, 2021'
    """
    says = _SAYINGS.get(table, _any_words)(row)
    return f"{says}, planned" if row.get("status") == "planned" else says


def _when(row: Mapping[str, Any], start: str = "period_start", end: str = "period_end") -> str:
    return period_words(row.get(start), row.get(end))


def _trade_words(row: Mapping[str, Any]) -> str:
    measure = "" if row.get("measure") == "level" else f" ({term(row.get('measure'))})"
    product = "" if row.get("product") in (None, "all") else f" of {cell(row.get('product'))}"
    pair = f"{cell(row.get('reporter'), '?')}–{cell(row.get('partner'), '?')}"
    return f"{value_words(row)}: {term(row.get('flow'))}{measure}{product}, {pair}, {_when(row)}"


def _energy_words(row: Mapping[str, Any]) -> str:
    ends = [cell(row.get("supplier")), cell(row.get("recipient"))]
    route = f", {' to '.join(e for e in ends if e)}" if any(ends) else ""
    project = f", {cell(row.get('project'))}" if cell(row.get("project")) else ""
    what = f"{term(row.get('commodity'))} {term(row.get('indicator'))}"
    return f"{value_words(row)}: {what}{project}{route}, {_when(row)}"


def _contact_words(row: Mapping[str, Any]) -> str:
    level = term(row.get("level"), "level not told")
    place = f", {cell(row.get('place'))}" if cell(row.get("place")) else ""
    people = cell(row.get("participants")) or cell(row.get("countries"))
    return f"{term(row.get('kind'))}: {level}, {people}{place}, {_when(row, 'start', 'end')}"


def _count_words(row: Mapping[str, Any]) -> str:
    level = term(row.get("level"), "level not told")
    kind = term(row.get("kind")) + ("" if row.get("count") == 1 else "s")
    return f"{value_words(row)} {kind} stated: {level}, {_when(row)}"


def _any_words(row: Mapping[str, Any]) -> str:
    return cell(row.get("quote"))


_SAYINGS = {
    "trade": _trade_words,
    "energy": _energy_words,
    "contacts": _contact_words,
    "contact_counts": _count_words,
}
