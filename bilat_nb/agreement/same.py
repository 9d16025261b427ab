"""One and the same figure told more than once: in one document, in several, in two currencies."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from bilat_nb.agreement.claims import PERIOD, SAME
from bilat_nb.agreement.verdicts import TWO_REPORTERS, Check, Recomputed, bounds, code, judge, role

NOT_NAMED = "the texts do not say enough to know that both measure the same"
NO_BASE = "the text does not say what the change is compared with"
PLAN = "they are plans, and plans change"
_SHOWN = ("start", "end", "unit", "countries")

TWICE = Check("same figure", "one figure told twice", "{t} is told elsewhere as {b}")
MIRROR = Check(
    "mirror figures", "exports of one = imports of the other", "{t} as told by one side is {b} as told by the other"
)
MONEY = Check(
    "two currencies", "amount x rate = amount", "{b} is {recomputed} at the rate given, and it is told as {t}"
)


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
    frame = role(others, "t", ["cell", *_SHOWN], also).merge(role(lowest, "b", ["cell"]), on="cell")
    made = Recomputed(frame["b_value"].to_numpy(dtype=float), *bounds(frame, "b"))
    return judge(frame, TWICE, "t", made, ("t", "b"), [_doubt(*row) for row in zip(*_asked(frame), strict=True)])


def _asked(frame: pd.DataFrame) -> list[pd.Series[str]]:
    names = (
        "t_table",
        "t_product",
        "t_status",
        "t_doc_id",
        "b_doc_id",
        "t_source",
        "b_source",
        "t_measure",
        "t_base_told",
    )
    return [frame[name] for name in names]


def _doubt(
    table: str, product: str, status: str, doc: str, other: str, a: str, b: str, measure: str, base: bool
) -> str:
    """Why two different figures of one kind need not contradict each other."""
    if status == "planned":
        return PLAN
    if doc != other and a != b:
        return TWO_REPORTERS
    if measure == "change" and not base:
        return NO_BASE
    # "Oil" may be one pipeline's or one company's, and a share of what is often not told.
    if table == "energy" or measure in ("share", "rank") or product != "all":
        return NOT_NAMED
    return ""


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
