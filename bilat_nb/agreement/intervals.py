"""The interval that a written number stands for, and arithmetic with intervals.

"$13.73 billion" is any sum that a writer would round to it: 13.725 to 13.735 billion. "About", "almost", "more than"
and ranges widen it by the rules of `interval`. No other tolerance exists in this package: whether two figures agree is
whether their intervals, carried through the arithmetic, have a number in common.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from bilat_nb import vocabulary

Numbers = npt.NDArray[np.float64]

ABOUT = 0.10
"""The most that "about" widens a figure to each side, as a part of it."""
WORDED = 0.10
"""What a figure told in words only ("a third", "half as much again") leaves open to each side, as a part of it."""
NOTHING = 0.5
"""What "unchanged" leaves open to each side, in percent."""
_NUMBER = re.compile(r"\d[\d.,'\u00a0\u202f\u2009 ]{0,30}\d|\d")
_PLACES = range(15, -7, -1)


class Interval(NamedTuple):
    """Lowest and highest number that a figure stands for; infinite where it leaves an end open."""

    low: float
    high: float


def written_unit(value: float, text: str) -> float | None:
    """Return what one more in the last written digit of a number would add to it.

    Parameters
    ----------
    value : float
        The number in the unit written out in full.
    text : str
        The number as written, with its scale.

    Returns
    -------
    float or None
        In the unit of `value`. Noughts at the end of a number of four digits or more are not counted as written:
        390,000 is a number of ten thousands. None when the text has no digits or they are not those of the value.

    Examples
    --------
    >>> written_unit(32_420_000_000, "$32.42 billion"), written_unit(1.345e9, "US$ 1,345 billion")
    (10000000.0, 1000000.0)
    >>> written_unit(390_000, "390,000 tons"), written_unit(40e9, "about $40bn"), written_unit(33.3, "a third")
    (10000.0, 1000000000.0, None)
    >>> written_unit(6_038_460_000, "6 billion 38.46 million cubic meters")
    10000.0
    """
    found = _NUMBER.findall(text)
    digits = "".join(c for c in found[-1] if c.isdigit()) if found else ""
    if not digits or not math.isfinite(value):
        return None
    if value == 0:
        return _plain(found[-1])[1]
    for place in _PLACES:
        # The last number written is the tail of the value: which sign is the decimal mark need not be known.
        whole = abs(value) / 10.0**place
        if abs(whole - round(whole)) < 1e-6 * max(1.0, whole * 1e-6) and str(round(whole)).endswith(digits):
            return 10.0**place * _silent_noughts(digits)
    return _converted_unit(value, found[-1])


def _silent_noughts(digits: str) -> float:
    """How many of the noughts at the end of a long number were not counted by its writer, as a power of ten."""
    bare = digits.rstrip("0")
    return 10.0 ** (len(digits) - len(bare)) if len(digits) > 3 and bare else 1.0


def _converted_unit(value: float, written: str) -> float | None:
    """The unit of the last digit of a number that was converted: multiples to percent, cubic feet to cubic metres."""
    number, step = _plain(written)
    if not number:
        return None
    if math.isclose(abs(value), (number - 1) * 100, rel_tol=1e-6):  # 1.5 times as much
        return 100 * step
    if math.isclose(abs(value), (1 - 1 / number) * 100, rel_tol=1e-6):  # twofold less
        return 100 * step / number**2
    return abs(value) / number * step


def _plain(written: str) -> tuple[float, float]:
    """A number as it stands, its last mark read as a decimal mark, and one unit of its last digit."""
    plain = re.sub(r"[^\d.,]", "", written).strip(".,")
    whole, mark, decimals = plain.rpartition("." if "." in plain else ",")
    number = float(re.sub(r"[.,]", "", whole or decimals) + ("." + decimals if mark else ""))
    return number, 10.0 ** -(len(decimals) if mark else 0)


@cache
def _leanings() -> dict[str, re.Pattern[str]]:
    rows = vocabulary.table("agreement/leanings")
    forms = {row["side"]: sorted(vocabulary.forms(row), key=len, reverse=True) for row in rows}
    return {side: re.compile(rf"\b(?:{'|'.join(map(re.escape, f))})\b", re.IGNORECASE) for side, f in forms.items()}


def leaning(text: str) -> str | None:
    """Say on which side of the number written its words put the true one: below ("almost"), above ("just over").

    Examples
    --------
    >>> leaning("almost 150 bln roubles"), leaning("just over 5%"), leaning("about $40bn")
    ('below', 'above', None)
    """
    return next((side for side, pattern in _leanings().items() if pattern.search(text)), None)


@lru_cache(maxsize=100_000)
def interval(
    value: float, text: str = "", bound: str = "exact", low: float | None = None, high: float | None = None
) -> Interval:
    """Return all numbers that a figure, as written, may stand for.

    Parameters
    ----------
    value : float
        In the unit written out in full.
    text : str
        The figure as written, with bound and scale.
    bound : {"exact", "about", "at_least", "at_most", "range"}
        How the text bounds the value.
    low, high : float, optional
        Ends of a range.

    Returns
    -------
    Interval
        ``exact``: half a unit of the last written digit to each side; `WORDED` of the value where no digit is
        written, `NOTHING` where nothing is. ``about``: one whole unit of the last digit, or half a unit of the last
        digit that is not nought, whichever is more, but never more than `ABOUT` of the value, nor less than for
        ``exact``. "Almost" and "just over" reach to one side only, by a whole unit of the last digit that is not
        nought, and no more than `ABOUT`. ``at_least``: from the value up without end ("just over": not so far).
        ``at_most``: all from nought up to the value. ``range``: both ends, each with half a unit. Below nought the
        same, mirrored: "fell by more than 5%" is all below -5.

    Examples
    --------
    >>> interval(13.73e9, "$13.73 billion"), interval(40e9, "about $40bn", "about")
    (Interval(low=13725000000.0, high=13735000000.0), Interval(low=36000000000.0, high=44000000000.0))
    >>> interval(100 / 3, "more than a third", "at_least")
    Interval(low=33.333333333333336, high=inf)
    >>> interval(150e9, "almost 150 bln", "about"), interval(50.0, "as much as 50%", "at_most")
    (Interval(low=140000000000.0, high=150000000000.0), Interval(low=0.0, high=50.0))
    >>> interval(2.25e9, "$2-2.5 billion", "range", 2e9, 2.5e9)
    Interval(low=1950000000.0, high=2550000000.0)
    """
    if value < 0:
        low, high = (None if end is None else -end for end in (high, low))
        turned = interval(-value, text, bound, low, high)
        return Interval(-turned.high, -turned.low)
    unit = written_unit(value, text)
    half = unit / 2 if unit else value * WORDED or NOTHING
    if bound == "exact":
        return Interval(value - half, value + half)
    if bound == "range" and low is not None and high is not None:
        half = min((written_unit(high, text) or 0.0) / 2, (high - low) / 2)
        return Interval(low - half, high + half)
    side = leaning(text)
    wide = _about(value, unit, half, one_sided=side is not None)
    if bound == "at_most":
        return Interval(value - wide if side == "below" else 0.0, value)
    if bound == "at_least":
        return Interval(value, value + wide if side == "above" else math.inf)
    return Interval(value if side == "above" else value - wide, value if side == "below" else value + wide)


def _about(value: float, unit: float | None, half: float, one_sided: bool) -> float:
    """How far "about" reaches to each side, and "almost" to one."""
    if unit is None:
        return abs(value) * ABOUT
    count = round(abs(value) / unit)
    noughts = len(str(count)) - len(str(count).rstrip("0")) if count else 0
    last = unit * 10.0**noughts
    return max(half, min(max(unit, last if one_sided else last / 2), abs(value) * ABOUT))


def intervals(rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the ends of the interval of every row of a table.

    Parameters
    ----------
    rows : DataFrame
        With value (or count), bound, and where it has them value_text (or quote), low, high, measure.

    Returns
    -------
    low, high : arrays of float
        In the unit of the row.
    """
    value = rows["value"] if "value" in rows else rows["count"]
    text = rows["value_text"] if "value_text" in rows else rows.get("quote", pd.Series("", index=rows.index))
    ends = [rows[name] if name in rows else pd.Series(np.nan, index=rows.index) for name in ("low", "high")]
    found = [
        interval(v, t if isinstance(t, str) else "", b, None if a != a else a, None if z != z else z)
        for v, t, b, a, z in zip(
            *(_floats(value), text.tolist(), rows["bound"].tolist(), *map(_floats, ends)), strict=True
        )
    ]
    low = np.array([pair.low for pair in found], dtype=float)
    high = np.array([pair.high for pair in found], dtype=float)
    return _whole(rows, value.to_numpy(dtype=float), low, high)


def _floats(column: pd.Series[Any]) -> Iterable[float]:
    return column.astype(float).tolist()


def _whole(rows: pd.DataFrame, value: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Ranks and counts that are exact are whole numbers: nothing was rounded. No rank is before the first."""
    rank = rows["measure"].eq("rank").to_numpy() if "measure" in rows else np.zeros(len(rows), dtype=bool)
    exact = (rank | ("count" in rows)) & rows["bound"].eq("exact").to_numpy()
    low, high = np.where(exact, value, low), np.where(exact, value, high)
    return np.where(rank, np.maximum(low, 1.0), low), high


def add(a: tuple[Numbers, Numbers], b: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Sum of intervals."""
    return a[0] + b[0], a[1] + b[1]


def subtract(a: tuple[Numbers, Numbers], b: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Difference of intervals."""
    return a[0] - b[1], a[1] - b[0]


def multiply(a: tuple[Numbers, Numbers], b: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Product of intervals."""
    with np.errstate(invalid="ignore"):
        ends = [np.nan_to_num(x * y, nan=0.0, posinf=np.inf, neginf=-np.inf) for x in a for y in b]
    return np.minimum.reduce(ends), np.maximum.reduce(ends)


def divide(a: tuple[Numbers, Numbers], b: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Quotient of intervals; all numbers where the divisor may be nought or below.

    A divisor from nought up leaves the quotient of a figure above nought without a highest value.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = multiply(a, (1.0 / b[1], 1.0 / b[0]))
        least = a[0] / b[1]
    up = (b[0] == 0) & (b[1] > 0) & (a[0] >= 0)
    sure = b[0] > 0
    return np.where(sure, low, np.where(up, least, -np.inf)), np.where(sure, high, np.inf)


def meet(a: tuple[Numbers, Numbers], b: tuple[Numbers, Numbers]) -> npt.NDArray[np.bool_]:
    """Whether intervals have a number in common, give or take what a computer loses in adding.

    Examples
    --------
    >>> pair = (np.array([1.0, 1.0]), np.array([2.0, 2.0]))
    >>> meet(pair, (np.array([2.0, 3.0]), np.array([3.0, 4.0]))).tolist()
    [True, False]
    """
    with np.errstate(invalid="ignore"):
        size = [np.where(np.isfinite(x), np.abs(x), 0.0) for x in (*a, *b)]
    slack = 1e-9 * np.maximum.reduce(size)
    result: npt.NDArray[np.bool_] = (a[0] <= b[1] + slack) & (b[0] <= a[1] + slack)
    return result
