"""What grows with time: running totals of a year, parts of a year, counts of contacts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

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
from bilat_nb.series import FLOWS

THING = ("group", "table", "subject", "product", "scope", "whose", "unit", "status")
SHOWN = ("start", "end", "unit", "countries", "table")

RUNNING = Check(
    "running total",
    "a shorter period <= a longer one that holds it",
    "{t} for {t_when} cannot be more than {b} for {b_when}",
    holds="and it is not",
)
COUNT = Check(
    "running count",
    "a count of a shorter period <= the count of a longer one that holds it",
    "{t} in {t_when} cannot be more than {b} in {b_when}",
    holds="and it is not",
)


def check_running(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on periods that lie in one another.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group`` and ``whose``.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    rows = claims[claims["measure"].eq("level") & additive(claims)]
    rows = rows.assign(thing=code(rows, THING))
    narrow = rows.sort_values(["thing", "start", "end", "low"], kind="stable")
    for check, part in (
        (COUNT, narrow[narrow["table"].eq("contact_counts")]),
        (RUNNING, narrow[narrow["table"].ne("contact_counts")]),
    ):
        yield _nested(check, _from_one_day(part))
        yield _nested(check, _in_years(part))


def additive(claims: pd.DataFrame) -> pd.Series[bool]:
    """Whether a longer period can only have more: trade but no balance, flows of energy but no capacities, counts."""
    flows = [name for name in claims["subject"].unique() if name.rpartition(" ")[2] in FLOWS]
    energy = claims["table"].eq("energy") & claims["subject"].isin(flows)
    trade = claims["table"].eq("trade") & claims["subject"].ne("balance")
    return energy | trade | claims["table"].eq("contact_counts")


def _from_one_day(rows: pd.DataFrame) -> pd.DataFrame:
    """Pair each period with the next longer one from the same first day; of equal periods the tightest stand in."""
    most = rows.sort_values("low", kind="stable").drop_duplicates(["thing", "start", "end"], keep="last")
    least = rows.sort_values("high", kind="stable").drop_duplicates(["thing", "start", "end"])
    order = ["thing", "start", "end"]
    most, least = most.sort_values(order), least.sort_values(order)
    # The highest floor so far, so that a dip after a peak is seen however many periods lie between them.
    peak = most.assign(place=np.arange(len(most)))
    floor = peak.groupby(["thing", "start"])["low"].cummax()
    peak["place"] = peak["place"].where(peak["low"].eq(floor)).groupby([peak["thing"], peak["start"]]).ffill()
    before = peak.groupby(["thing", "start"])["place"].shift()
    later = role(least, "b", ["thing", "start", "end"]).reset_index(drop=True)
    later["place"] = before.to_numpy()
    later = later.dropna(subset=["place"])
    inner = role(most, "t", list(SHOWN)).reset_index(drop=True)
    chosen = inner.iloc[later["place"].astype(int).to_numpy()].reset_index(drop=True)
    return pd.concat([chosen, later.drop(columns=["thing", "start", "end", "place"]).reset_index(drop=True)], axis=1)


def _in_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Pair each part of a calendar year with the year, unless it is a running total, which is compared above."""
    first = rows["start"].dt.month.eq(1) & rows["start"].dt.day.eq(1)
    whole = (
        first & rows["end"].dt.month.eq(12) & rows["end"].dt.day.eq(31) & rows["start"].dt.year.eq(rows["end"].dt.year)
    )
    years = rows[whole].sort_values("high", kind="stable").drop_duplicates(["thing", "start"])
    inside = rows[~first & rows["start"].dt.year.eq(rows["end"].dt.year)]
    keys = ["thing", "year"]
    years, inside = (part.assign(year=part["start"].dt.year) for part in (years, inside))
    return role(inside, "t", [*keys, *SHOWN]).merge(role(years, "b", keys), on=keys)


def _nested(check: Check, frame: pd.DataFrame) -> pd.DataFrame:
    high = bounds(frame, "b")[1]
    made = Recomputed(frame["b_value"].to_numpy(dtype=float), np.zeros_like(high), high)
    doubt = np.where(
        two_reporters(frame, "t", "b"), TWO_REPORTERS, np.where(frame["table"].eq("energy"), NOT_NAMED, "")
    )
    return judge(frame, check, "t", made, ("t", "b"), doubt)
