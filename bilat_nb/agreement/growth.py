"""Growth rates against the levels that they connect, and against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import Numbers, multiply
from bilat_nb.agreement.verdicts import TWO_REPORTERS, Check, Recomputed, bounds, code, judge, role, two_reporters

NO_BASE = "the text does not say what the change is compared with"
_THING = ("group", "table", "subject", "product", "scope", "whose")
_CELL = ("group", "table", "product", "scope", "pair", "start", "end", "status")
_SHOWN = ("start", "end", "countries")

LEVEL = Check(
    "growth",
    "base x (1 + change) = level",
    "a base of {b} changed by {c} makes {recomputed}, and the level is given as {t}",
)
BETWEEN = Check(
    "growth of turnover",
    "change of turnover lies between the changes of exports and imports",
    "turnover cannot change by less or more than both exports, {e}, and imports, {i}; its change is given as {t}",
)
WEIGHTED = Check(
    "growth of turnover",
    "(exports + imports) / (exports / (1 + change) + imports / (1 + change)) - 1 = change of turnover",
    "exports of {x} ({e}) and imports of {m} ({i}) make a change of turnover of {recomputed}, and it is given as {t}",
)


def check_growth(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on growth.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group`` and ``whose`` (the pair for a turnover, else teller and
        other).

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    if not claims["measure"].eq("change").any():
        return
    yield _levels(claims)
    rows = claims[claims["table"].eq("trade")]
    rows = rows.assign(cell=code(rows, _CELL))
    yield from _turnovers(rows)


def year_before(day: pd.Series[pd.Timestamp], last: bool = False) -> pd.Series[pd.Timestamp]:
    """The same day a year before; the last day of February stays the last."""
    step = pd.Timedelta(days=1 if last else 0)
    return (day + step - pd.DateOffset(years=1) - step).astype("datetime64[s]")


def with_base(changes: pd.DataFrame) -> pd.DataFrame:
    """Return changes with the period that they compare with: as told, or else the same period a year before."""
    told = changes["base_start"].notna() & changes["base_end"].notna()
    return changes.assign(
        base_told=told,
        base_start=changes["base_start"].where(told, year_before(changes["start"])),
        base_end=changes["base_end"].where(told, year_before(changes["end"], last=True)),
    )


def factor(frame: pd.DataFrame, name: str) -> tuple[Numbers, Numbers]:
    """1 + change, as an interval; a change is never below -100 %."""
    low, high = bounds(frame, name)
    return np.maximum(1 + low / 100, 0.0), np.maximum(1 + high / 100, 0.0)


def _levels(claims: pd.DataFrame) -> pd.DataFrame:
    rows = claims.assign(thing=code(claims, _THING))
    level = rows[rows["measure"].eq("level") & rows["subject"].ne("balance") & (rows["value"] > 0)]
    change = with_base(rows[rows["measure"].eq("change") & rows["unit"].eq("%")])
    keys = ["thing", "start", "end", "status"]
    frame = role(level, "t", [*keys, "unit", "countries"]).merge(
        role(change, "c", [*keys, "base_start", "base_end", "base_told"]), on=keys
    )
    base = role(level[level["status"].eq("actual")], "b", ["thing", "start", "end", "unit"])
    base = base.rename(columns={"start": "base_start", "end": "base_end"})
    frame = frame.merge(base, on=["thing", "base_start", "base_end", "unit"])
    frame = frame[frame["b_fact_id"].ne(frame["t_fact_id"])].reset_index(drop=True)
    frame["key"] = code(frame, [*keys, "unit"])
    low, high = multiply(bounds(frame, "b"), factor(frame, "c"))
    made = Recomputed((frame["b_value"] * (1 + frame["c_value"] / 100)).to_numpy(dtype=float), low, high)
    return judge(frame, LEVEL, "t", made, ("b", "c", "t"), _doubt(frame))


def _doubt(frame: pd.DataFrame) -> list[str]:
    """A month or a quarter may be compared with the one before; reporters differ."""
    short = (frame["end"] - frame["start"]).dt.days < 100
    two = two_reporters(frame, "t", "b", "c")
    unsaid = short & ~frame["base_told"].astype(bool)
    return [TWO_REPORTERS if t else NO_BASE if u else "" for t, u in zip(two, unsaid, strict=True)]


def _turnovers(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    change = with_base(rows[rows["measure"].eq("change") & rows["unit"].eq("%")])
    keys = ["cell", "side", "base_start", "base_end"]
    part = {name: change[change["subject"].eq(name)] for name in ("turnover", "exports", "imports")}
    frame = role(part["exports"], "e", [*keys, *_SHOWN]).merge(role(part["imports"], "i", keys), on=keys)
    whole = role(part["turnover"], "t", ["cell", "base_start", "base_end"])
    frame = frame.merge(whole, on=["cell", "base_start", "base_end"]).assign(unit="%")
    frame["doubt"] = np.where(two_reporters(frame, "t", "e"), TWO_REPORTERS, "")
    levels = rows[rows["measure"].eq("level")]
    weighted = _with_levels(frame, levels)
    lonely = frame[~frame["t_fact_id"].isin(set(weighted["t_fact_id"]))]
    yield _between(lonely)
    yield _weighted(weighted)


def _with_levels(frame: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Add the levels of exports (x) and imports (m) of the same teller and unit."""
    keys = ["cell", "side"]
    x = role(levels[levels["subject"].eq("exports")], "x", [*keys, "unit"]).rename(columns={"unit": "money"})
    m = role(levels[levels["subject"].eq("imports")], "m", [*keys, "unit"]).rename(columns={"unit": "money"})
    return frame.merge(x, on=keys).merge(m, on=[*keys, "money"])


def _between(frame: pd.DataFrame) -> pd.DataFrame:
    e, i = bounds(frame, "e"), bounds(frame, "i")
    middle = ((frame["e_value"] + frame["i_value"]) / 2).to_numpy(dtype=float)
    made = Recomputed(middle, np.minimum(e[0], i[0]), np.maximum(e[1], i[1]))
    return judge(frame, BETWEEN, "t", made, ("e", "i", "t"), frame["doubt"])


def _weighted(frame: pd.DataFrame) -> pd.DataFrame:
    """The change of a sum, by the changes of its parts and what they are now."""
    x, m, e_ends, i_ends = (bounds(frame, name) for name in "xmei")
    # monotone in each of the four, so the ends lie at corners; open ends leave what lies between the two changes
    corners = product((0, 1), repeat=4)
    found = [_change(x[a], m[b], factor(frame, "e")[c], factor(frame, "i")[d]) for a, b, c, d in corners]
    low, high = np.minimum.reduce(found), np.maximum.reduce(found)
    low = np.where(np.isfinite(low), low, np.minimum(e_ends[0], i_ends[0]))
    high = np.where(np.isfinite(high), high, np.maximum(e_ends[1], i_ends[1]))
    e, i = (1 + frame[f"{name}_value"].to_numpy(dtype=float) / 100 for name in ("e", "i"))
    now = frame["x_value"].to_numpy(dtype=float), frame["m_value"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = ((now[0] + now[1]) / (now[0] / e + now[1] / i) - 1) * 100
    made = Recomputed(value, low, high)
    return judge(frame, WEIGHTED, "t", made, ("x", "e", "m", "i", "t"), frame["doubt"])


def _change(x: Numbers, m: Numbers, e: Numbers, i: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        result: Numbers = ((x + m) / (x / e + m / i) - 1) * 100
    return result
