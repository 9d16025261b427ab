"""One and the same figure told more than once: in one document, in several, in two currencies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from bilat_nb.agreement.claims import PERIOD, SAME
from bilat_nb.agreement.intervals import multiply
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
from bilat_nb.rates import Rates, find_rates

NO_BASE = "the text does not say what the change is compared with"
PLAN = "they are plans, and plans change"
_SHOWN = ("start", "end", "unit", "countries")

TWICE = Check("same figure", "one figure told twice", "{t} is told elsewhere as {b}")
MIRROR = Check(
    "mirror figures", "exports of one = imports of the other", "{t} as told by one side is {b} as told by the other"
)

MONEY = Check(
    "two currencies", "amount x rate = amount", "{b} is {recomputed} at the rate that you give, and it is told as {t}"
)
OTHER_RATE = "the rate that you give, without its lowest and highest, need not be the one that was used"


def check_same(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on figures told twice.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group``. Changes must have the base in common too.

    Yields
    ------
    DataFrame
        One row for each figure that differs from the lowest one told, or agrees with all.
    """
    whose = claims["whose"].where(claims["subject"].eq("turnover"), claims["teller"])
    keys = [*(c for c in SAME if c != "teller"), *PERIOD, "base_start", "base_end", "group"]
    rows = claims.assign(base_told=claims["base_start"].notna())
    rows = rows.assign(cell=code(rows.assign(side=whose), [*keys, "side"]))
    yield _against_lowest(rows)
    yield _mirrored(claims)


def _against_lowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare each claim of a cell with the one whose upper end is lowest: any two apart show there."""
    rows = rows[rows["cell"].map(rows["cell"].value_counts()) > 1]
    lowest = rows.sort_values("high", kind="stable").drop_duplicates("cell")
    others = rows[~rows["fact_id"].isin(set(lowest["fact_id"]))]
    others = others.sort_values("low", kind="stable").drop_duplicates(["cell", "doc_id", "low", "high"])
    also = ("table", "status", "product", "measure", "base_told")
    frame = role(others, "t", ["cell", *_SHOWN], (*also, "headline")).merge(
        role(lowest, "b", ["cell"], ["headline"]), on="cell"
    )
    made = Recomputed(frame["b_value"].to_numpy(dtype=float), *bounds(frame, "b"))
    return judge(frame, TWICE, "t", made, ("t", "b"), _doubts(frame))


def _doubts(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Why two different figures of one kind need not contradict each other; the first reason that holds."""
    one_document = frame["t_doc_id"].eq(frame["b_doc_id"])
    # A writer gives no two values of one thing in one text, unless above it: the tables may have lost a word between
    # them, "oil" of one pipeline, "trade" through one port.
    repeated = frame["t_headline"].ne(frame["b_headline"])
    vague = frame["t_table"].eq("energy") | frame["t_measure"].isin(["share", "rank"]) | frame["t_product"].ne("all")
    reasons = {
        PLAN: frame["t_status"].eq("planned"),
        TWO_REPORTERS: two_reporters(frame, "t", "b"),
        NO_BASE: frame["t_measure"].eq("change") & ~frame["t_base_told"].astype(bool),
        NOT_NAMED: vague | (one_document & ~repeated),
    }
    return np.select([np.asarray(holds, dtype=bool) for holds in reasons.values()], list(reasons), "").astype(object)


def _mirrored(claims: pd.DataFrame) -> pd.DataFrame:
    """Exports of A to B against imports of B from A: two reporters, so a difference is noted and no more."""
    rows = claims[claims["table"].eq("trade") & claims["measure"].isin(["level", "change"])]
    keys = ["group", "measure", "product", "scope", "unit", "status", "start", "end"]
    sold = rows[rows["subject"].eq("exports")].assign(seller=lambda f: f["teller"], buyer=lambda f: f["other"])
    bought = rows[rows["subject"].eq("imports")].assign(seller=lambda f: f["other"], buyer=lambda f: f["teller"])
    both = pd.concat([sold, bought]).assign(cell=lambda f: code(f, [*keys, "seller", "buyer"]))
    frame = role(both[both["subject"].eq("exports")], "t", ["cell", *_SHOWN]).merge(
        role(both[both["subject"].eq("imports")], "b", ["cell"]), on="cell"
    )
    made = Recomputed(frame["b_value"].to_numpy(dtype=float), *bounds(frame, "b"))
    return judge(frame, MIRROR, "t", made, ("t", "b"), [TWO_REPORTERS] * len(frame))


def check_currencies(claims: pd.DataFrame, rates: Rates, currency: str) -> pd.DataFrame:
    """Return verdicts on one figure told in two currencies, by rates that the user gives.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group``.
    rates, currency
        As in `rates.rate_table`.

    Returns
    -------
    DataFrame
        One row for each amount in another currency and one in `currency` of the same document, scope and period. Only
        rates with their lowest and highest can contradict.
    """
    rows = claims[claims["measure"].eq("level")]
    found = find_rates(rows.rename(columns={"start": "period_start", "end": "period_end"}), rates, currency)
    rows = rows.assign(
        cell=code(rows, [*(c for c in SAME if c not in ("unit", "teller", "other")), "whose", *PERIOD, "group"])
    )
    rows = rows.assign(least=found["low"], rate=found["rate"], most=found["high"])
    foreign = rows[rows["unit"].ne(currency) & rows["rate"].notna()]
    frame = role(rows[rows["unit"].eq(currency)], "t", ["cell", *_SHOWN]).merge(
        role(foreign, "b", ["cell", "least", "rate", "most"]), on="cell"
    )
    low, high = multiply(
        bounds(frame, "b"), (frame["least"].to_numpy(dtype=float), frame["most"].to_numpy(dtype=float))
    )
    made = Recomputed((frame["b_value"] * frame["rate"]).to_numpy(dtype=float), low, high)
    doubt = np.where(frame["least"] < frame["most"], "", OTHER_RATE).astype(object)
    return judge(frame.assign(key=range(len(frame))), MONEY, "t", made, ("b", "t"), doubt)
