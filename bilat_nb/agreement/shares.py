"""Shares against the part and the whole that they connect, and shares of one whole against each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from bilat_nb import vocabulary
from bilat_nb.agreement.intervals import divide
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

_CELL = ("group", "table", "subject", "scope", "status", "start", "end", "owner", "thing")
_SHOWN = ("start", "end", "countries")

SHARE = Check("share", "part / whole = share", "{p} of {w} makes {recomputed}, and the share is given as {t}")
WHOLE = Check(
    "shares of one whole",
    "sum of shares <= 100 %",
    "shares of one whole, {t}, cannot be more than all of it",
    holds="and they are not",
)


def check_shares(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on shares.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group`` and ``whose``.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    shares = claims[claims["measure"].eq("share") & claims["unit"].eq("%")]
    if shares.empty:
        return
    level = claims[claims["measure"].eq("level")]
    for part in wholes(shares):
        yield _of_whole(part, level)
    yield _together(shares)


def wholes(shares: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield shares with the owner and the thing of their whole, one way of being a part at a time.

    "Of the reporter's trade" has the whole world as partner, a bloc itself; a product's share of trade with one partner
    is of all products; of energy the other suppliers, or the other buyers, are left out.
    """
    trade, energy = (shares[shares["table"].eq(name)] for name in ("trade", "energy"))
    outer = trade[trade["share_of"].ne("") & trade["share_of"].ne("bilateral")]
    whole = outer["share_of"].replace("world", "WLD")
    yield outer.assign(owner=owner(outer["subject"], outer["side"], whole), thing=outer["product"])
    inner = trade[trade["share_of"].eq("bilateral") & trade["product"].ne("all")]
    yield inner.assign(owner=inner["whose"], thing="all")
    bought = energy[energy["side"].ne("") & energy["other"].ne("")]
    yield bought.assign(owner=">" + bought["other"], thing="")
    yield bought.assign(owner=bought["side"] + ">", thing="")


def owner(subject: pd.Series[str], side: pd.Series[str], other: pd.Series[str]) -> pd.Series[str]:
    """Whose a figure is, in the form of the column ``whose``."""
    pair = (side + "; " + other).where(side < other, other + "; " + side)
    return pair.where(subject.eq("turnover"), side + ">" + other)


def _of_whole(shares: pd.DataFrame, level: pd.DataFrame) -> pd.DataFrame:
    keys = ["cell", "whose", "product"]
    level = level.assign(owner=level["whose"], thing=level["product"])
    both = pd.concat([shares.assign(kind=0), level.assign(kind=1)], ignore_index=True)
    # a level may be a part, under the whole of its share, or a whole
    both["cell"] = code(both, _CELL[:-2])
    shares, level = both[both["kind"].eq(0)], both[both["kind"].eq(1)]
    frame = role(shares, "t", [*keys, "owner", "thing", "table", *_SHOWN]).merge(
        role(level, "p", [*keys, "unit"]).rename(columns={"unit": "money"}), on=keys
    )
    whole = role(level, "w", ["cell", "owner", "thing", "unit"]).rename(columns={"unit": "money"})
    frame = frame.merge(whole, on=["cell", "owner", "thing", "money"]).assign(unit="%")
    frame = frame[frame["w_value"].gt(0) & frame["p_fact_id"].ne(frame["w_fact_id"])].reset_index(drop=True)
    low, high = divide(bounds(frame, "p"), bounds(frame, "w"))
    made = Recomputed((frame["p_value"] / frame["w_value"] * 100).to_numpy(dtype=float), low * 100, high * 100)
    two = two_reporters(frame, "t", "p", "w")
    doubt = np.where(two, TWO_REPORTERS, np.where(frame["table"].eq("energy"), NOT_NAMED, ""))
    return judge(frame, SHARE, "t", made, ("p", "w", "t"), doubt)


@cache
def _blocs() -> frozenset[str]:
    return frozenset(code for row in vocabulary.table("blocs") for code in row["code"].split()) | {"WLD"}


def _together(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares of several partners, or of several products with one partner, are at most all."""
    world = shares[shares["share_of"].eq("world") & ~shares["other"].isin(_blocs()) & shares["table"].eq("trade")]
    inner = shares[shares["share_of"].eq("bilateral") & shares["product"].ne("all")]
    suppliers = shares[shares["table"].eq("energy") & shares["product"].eq("") & shares["side"].ne("")]
    rows = pd.concat(
        [
            world.assign(one=world["side"], part=world["other"], doubt=""),
            inner.assign(one=inner["whose"], part=inner["product"], doubt=NOT_NAMED),
            suppliers.assign(one=suppliers["other"], part=suppliers["side"], doubt=NOT_NAMED),
        ]
    )
    rows["product"] = rows["product"].where(rows["share_of"].eq("world"), "")
    cell = ["group", "table", "subject", "scope", "share_of", "product", "one", "start", "end", "status"]
    rows = rows.assign(cell=code(rows, cell)).drop_duplicates(["cell", "part"])
    rows = rows[rows["cell"].map(rows["cell"].value_counts()).gt(1) | rows["low"].gt(100)]
    joined = {"t_fact_id": ("fact_id", "; ".join), "t_doc_id": ("doc_id", _listed), "t_text": ("text", " + ".join)}
    summed = {"t_value": ("value", "sum"), "t_low": ("low", "sum"), "t_high": ("high", "sum")}
    kept = {name: (name, "first") for name in (*_SHOWN, "unit", "doubt")} | {"t_when": ("when", "first")}
    frame = rows.groupby("cell", as_index=False).agg(**joined, **summed, **kept)
    all_ = np.full(len(frame), 100.0)
    return judge(frame, WHOLE, "t", Recomputed(all_, np.zeros(len(frame)), all_), ("t",), frame["doubt"])


def _listed(cells: pd.Series[str]) -> str:
    return "; ".join(dict.fromkeys(cells))
