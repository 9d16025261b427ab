"""Places in an order: one holder each, no better in the world than in a bloc, and not against the figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.verdicts import NOT_NAMED, Check, Recomputed, bounds, code, judge, role

_CELL = ("group", "subject", "product", "scope", "status", "side", "start", "end")
_SHOWN = ("start", "end", "unit", "countries")

HOLDER = Check(
    "ranks",
    "one place has one holder",
    "{t} is the place of {t_other} and {b} that of {b_other}",
    "so they differ",
    gap=False,
)
BLOC = Check(
    "ranks",
    "place within a bloc <= place in the world",
    "{t} within {t_share_of} cannot be behind {b} in the world",
    "and it is not",
)
ORDER = Check(
    "ranks",
    "place > number of partners with larger figures",
    "partners with larger figures leave the place {recomputed} or a later one, and {t} is given",
    "they agree",
)


def check_ranks(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on ranks.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, with ``group``, ``whose`` and ``side``; within a document undated ones too.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    rows = claims[claims["table"].eq("trade")]
    if not rows["measure"].eq("rank").any():
        return
    rows = rows.assign(cell=code(rows, _CELL))
    ranks = rows[rows["measure"].eq("rank") & rows["other"].ne("")]
    yield _holders(ranks)
    yield _within(ranks)
    yield _by_levels(ranks[ranks["share_of"].eq("world")], rows[rows["measure"].eq("level") & rows["start"].notna()])


def _holders(ranks: pd.DataFrame) -> pd.DataFrame:
    """Two partners on one place."""
    exact = ranks[ranks["bound"].eq("exact")].drop_duplicates(["cell", "share_of", "other"])
    keys = ["cell", "share_of", "value"]
    exact = exact.sort_values([*keys, "other"], kind="stable")
    first = exact.drop_duplicates(keys)
    later = exact[~exact["fact_id"].isin(set(first["fact_id"]))].assign(place=lambda f: f["value"])
    keys = ["cell", "share_of", "place"]
    frame = role(later, "t", [*keys, *_SHOWN], ["other"]).merge(
        role(first.assign(place=first["value"]), "b", keys, ["other"]), on=keys
    )
    place = frame["b_value"].to_numpy(dtype=float)
    doubt = np.where(frame["start"].isna(), NOT_NAMED, "")
    made = Recomputed(place + 1, place + 1, np.full(len(frame), np.inf))
    return judge(frame, HOLDER, "t", made, ("b", "t"), doubt)


def _within(ranks: pd.DataFrame) -> pd.DataFrame:
    """The first among a few is not behind its place among all."""
    world = ranks[ranks["share_of"].eq("world")]
    bloc = ranks[~ranks["share_of"].isin(["world", "bilateral", ""])]
    frame = role(bloc.assign(partner=bloc["other"]), "t", ["cell", "partner", *_SHOWN], ["share_of"])
    frame = frame.merge(role(world.assign(partner=world["other"]), "b", ["cell", "partner"]), on=["cell", "partner"])
    high = bounds(frame, "b")[1]
    made = Recomputed(frame["b_value"].to_numpy(dtype=float), np.ones(len(frame)), high)
    return judge(frame, BLOC, "t", made, ("t", "b"), np.full(len(frame), "", dtype=object))


def _by_levels(ranks: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """A place says how many partners at least are larger, whoever else is not named."""
    own = role(levels.assign(partner=levels["other"]), "x", ["cell", "partner", "unit"]).rename(
        columns={"unit": "money"}
    )
    frame = role(ranks.assign(partner=ranks["other"]), "t", ["cell", "partner", *_SHOWN]).merge(
        own, on=["cell", "partner"]
    )
    others = levels[~levels["other"].isin(["", "WLD"])].rename(columns={"unit": "money"})
    others = others.drop_duplicates(["cell", "money", "other"])[["cell", "money", "other", "low", "value"]]
    wide = frame.reset_index().merge(others, on=["cell", "money"])
    wide = wide[wide["other"].ne(wide["partner"])]
    sure = wide["low"].gt(wide["x_high"]).groupby(wide["index"]).sum()
    likely = wide["value"].gt(wide["x_value"]).groupby(wide["index"]).sum()
    frame = frame[frame.index.isin(wide["index"])]
    least, value = (np.asarray(1.0 + n.reindex(frame.index), dtype=np.float64) for n in (sure, likely))
    made = Recomputed(value, least, np.full(len(frame), np.inf))
    return judge(frame.reset_index(drop=True), ORDER, "t", made, ("x", "t"), np.full(len(frame), "", dtype=object))
