"""Exports, imports, turnover and balance of one period against each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import add, subtract
from bilat_nb.agreement.verdicts import TWO_REPORTERS, Check, Recomputed, bounds, code, judge, role, two_reporters

_CELL = ("group", "table", "product", "scope", "unit", "status", "pair", "start", "end")
_SHOWN = ("start", "end", "unit", "countries")

SUM = Check(
    "sum",
    "exports + imports = turnover",
    "exports of {e} and imports of {i} make {recomputed}, and the turnover is given as {t}",
)
BOTH = Check(
    "sum",
    "exports of one + exports of the other = turnover",
    "the exports of both sides, {e} and {i}, make {recomputed}, and the turnover is given as {t}",
)
BALANCE = Check(
    "balance",
    "exports - imports = balance",
    "exports of {e} less imports of {i} make {recomputed}, and the balance is given as {t}",
)
HALF = Check(
    "balance",
    "(turnover + balance) / 2 = exports",
    "a turnover of {s} and a balance of {b} make exports of {recomputed}, and they are given as {t}",
)
OTHER_HALF = Check(
    "balance",
    "(turnover - balance) / 2 = imports",
    "a turnover of {s} and a balance of {b} make imports of {recomputed}, and they are given as {t}",
)
PART = Check(
    "part of turnover",
    "{flow} <= turnover",
    "{flow} of {t} cannot be more than a turnover of {s}",
    holds="and it is not",
)


def check_sums(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on sums and balances.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with the column ``group``: claims are compared within a group only.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    rows = claims[claims["table"].eq("trade") & claims["measure"].eq("level")]
    rows = rows.assign(cell=code(rows, _CELL))
    flow = dict(iter(rows.groupby("subject")))
    empty = rows.iloc[:0]
    exports, imports, turnover, balance = (flow.get(n, empty) for n in ("exports", "imports", "turnover", "balance"))
    sides = role(exports, "e", ["cell", "side", *_SHOWN]).merge(
        role(imports, "i", ["cell", "side"]), on=["cell", "side"]
    )
    yield _sum(SUM, sides, turnover)
    yield _sum(BOTH, _mirrored(exports), turnover)
    yield _balance(sides, balance)
    yield from _halves(exports, imports, turnover, balance)
    yield from _parts(exports, imports, turnover)


def _doubt(frame: pd.DataFrame, *roles: str) -> list[str]:
    return [TWO_REPORTERS if two else "" for two in two_reporters(frame, *roles)]


def _mirrored(exports: pd.DataFrame) -> pd.DataFrame:
    """The exports of both sides, each told as exports."""
    first = exports[exports["teller"] < exports["other"]]
    second = exports[exports["teller"] > exports["other"]]
    return role(first, "e", ["cell", *_SHOWN]).merge(role(second, "i", ["cell"]), on="cell")


def _sum(check: Check, sides: pd.DataFrame, turnover: pd.DataFrame) -> pd.DataFrame:
    frame = sides.merge(role(turnover, "t", ["cell"]), on="cell")
    frame["key"] = frame["cell"]
    low, high = add(bounds(frame, "e"), bounds(frame, "i"))
    made = Recomputed((frame["e_value"] + frame["i_value"]).to_numpy(dtype=float), low, high)
    return judge(frame, check, "t", made, ("e", "i", "t"), _doubt(frame, "e", "i", "t"))


def _balance(sides: pd.DataFrame, balance: pd.DataFrame) -> pd.DataFrame:
    frame = sides.merge(role(balance, "t", ["cell"]), on="cell")
    # A balance told by the other side is the same sum with the other sign.
    sign = np.where(frame["t_teller"] == frame["e_teller"], 1.0, -1.0)
    low, high = subtract(bounds(frame, "e"), bounds(frame, "i"))
    low, high = np.where(sign > 0, low, -high), np.where(sign > 0, high, -low)
    made = Recomputed(sign * (frame["e_value"] - frame["i_value"]).to_numpy(dtype=float), low, high)
    return judge(frame, BALANCE, "t", made, ("e", "i", "t"), _doubt(frame, "e", "i", "t"))


def _lonely(flow: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The rows of one flow in cells where nobody tells the other."""
    return flow[~flow["cell"].isin(set(other["cell"]))]


def _halves(
    exports: pd.DataFrame, imports: pd.DataFrame, turnover: pd.DataFrame, balance: pd.DataFrame
) -> Iterator[pd.DataFrame]:
    whole = role(turnover, "s", ["cell", *_SHOWN]).merge(role(balance, "b", ["cell"]), on="cell")
    whole["side"] = whole["b_teller"]
    for check, flow, sign in ((HALF, _lonely(exports, imports), 1.0), (OTHER_HALF, _lonely(imports, exports), -1.0)):
        frame = whole.merge(role(flow, "t", ["cell", "side"]), on=["cell", "side"])
        combine = add if sign > 0 else subtract
        low, high = combine(bounds(frame, "s"), bounds(frame, "b"))
        value = (frame["s_value"] + sign * frame["b_value"]).to_numpy(dtype=float)
        yield judge(
            frame, check, "t", Recomputed(value / 2, low / 2, high / 2), ("s", "b", "t"), _doubt(frame, "s", "b", "t")
        )


def _parts(exports: pd.DataFrame, imports: pd.DataFrame, turnover: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """One flow alone is at most the turnover."""
    for name, flow, other in (("exports", exports, imports), ("imports", imports, exports)):
        frame = role(_lonely(flow, other), "t", ["cell", *_SHOWN]).merge(role(turnover, "s", ["cell"]), on="cell")
        low, high = bounds(frame, "s")
        check = Check(
            PART.name, PART.formula.format(flow=name), PART.says.replace("{flow}", name), holds="and it is not"
        )
        made = Recomputed(frame["s_value"].to_numpy(dtype=float), np.zeros_like(low), high)
        yield judge(frame, check, "t", made, ("t", "s"), _doubt(frame, "t", "s"))
