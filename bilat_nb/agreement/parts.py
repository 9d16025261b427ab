"""Periods that make up a longer one: nine months and a quarter are the year, and so are four quarters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import add
from bilat_nb.agreement.running import SHOWN, THING, additive
from bilat_nb.agreement.verdicts import (
    NOT_NAMED,
    TWO_REPORTERS,
    Check,
    Recomputed,
    bounds,
    code,
    judge,
    role,
    two_reporters,
)

_DAY = pd.Timedelta(days=1)

TWO = Check(
    "parts and whole",
    "earlier part + later part = whole",
    "{a} in {a_when} and {z} in {z_when} make {recomputed}, and {t} is given for {t_when}",
)
QUARTERS = Check(
    "parts and whole",
    "sum of four quarters = year",
    "the quarters {q1}, {q2}, {q3} and {q4} make {recomputed}, and {t} is given for {t_when}",
)


def check_parts(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on periods and the parts that make them up.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group`` and ``whose``.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    rows = claims[claims["measure"].eq("level") & additive(claims) & claims["table"].ne("contact_counts")]
    rows = rows.assign(thing=code(rows, THING), first=rows["start"], last=rows["end"])
    yield _two(rows)
    yield _quarters(rows)


def _two(rows: pd.DataFrame) -> pd.DataFrame:
    a = role(rows.assign(next=rows["end"] + _DAY), "a", ["thing", "first", "next"])
    z = role(rows.assign(next=rows["start"]), "z", ["thing", "next", "last"])
    frame = a.merge(z, on=["thing", "next"]).merge(
        role(rows, "t", ["thing", "first", "last", *SHOWN]), on=["thing", "first", "last"]
    )
    return _sum(frame, TWO, ("a", "z", "t"))


def _quarters(rows: pd.DataFrame) -> pd.DataFrame:
    days = (rows["end"] - rows["start"]).dt.days
    short = rows[days.between(88, 92) & rows["start"].dt.is_quarter_start & rows["end"].dt.is_quarter_end]
    short = short.assign(year=short["start"].dt.year)
    years = rows[days.between(364, 365) & rows["start"].dt.is_year_start]
    frame = role(years.assign(year=years["start"].dt.year), "t", ["thing", "year", *SHOWN])
    for n in (1, 2, 3, 4):
        quarter = short[short["start"].dt.quarter.eq(n)].drop_duplicates(["thing", "year"])
        frame = frame.merge(role(quarter, f"q{n}", ["thing", "year"]), on=["thing", "year"])
    return _sum(frame, QUARTERS, ("q1", "q2", "q3", "q4", "t"))


def _sum(frame: pd.DataFrame, check: Check, roles: tuple[str, ...]) -> pd.DataFrame:
    parts = roles[:-1]
    ends = bounds(frame, parts[0])
    for name in parts[1:]:
        ends = add(ends, bounds(frame, name))
    value = frame[[f"{name}_value" for name in parts]].sum(axis=1).to_numpy(dtype=float)
    two = two_reporters(frame, "t", *parts)
    doubt = np.where(two, TWO_REPORTERS, np.where(frame["table"].eq("energy"), NOT_NAMED, ""))
    return judge(frame, check, "t", Recomputed(value, *ends), roles, doubt)
