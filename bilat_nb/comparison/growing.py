"""Growth as it is stated, beside the growth that levels imply: of the documents themselves, or official ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bilat_nb.agreement.claims import HasFigures, claims
from bilat_nb.agreement.intervals import divide

COLUMNS = (
    "verdict_id", "verdict", "flow", "countries", "period_start", "period_end", "claim", "stated", "stated_low",
    "stated_high", "implied", "implied_low", "implied_high", "by", "formula", "sentence", "fact_ids", "doc_ids",
)  # fmt: skip
LEVELS, FLOWS = "levels of the text", "exports and imports of the text"


def growths(facts: HasFigures, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Set each stated growth beside the growth that levels imply.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    verdicts : DataFrame
        As `verdicts` gives them: those on growth are taken.

    Returns
    -------
    DataFrame
        One row per verdict on growth: its verdict_id, verdict, flow, countries and period; claim (as written), stated
        with stated_low and stated_high, implied with implied_low and implied_high (all in percent; an end that stays
        open is infinite), by (whose levels), formula, sentence, fact_ids, doc_ids.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> text = "In 2023 trade of Mexico and Canada rose by 6% to $21.2bn, from $20.0bn in 2022."
    >>> facts = bn.parse({"note": text})
    >>> rows = growths(facts, bn.verdicts(facts, []))
    >>> rows[["stated", "implied", "by"]].round(1).values.tolist()
    [[6.0, 6.0, 'levels of the text']]
    """
    told = claims(facts).drop_duplicates("fact_id").set_index("fact_id")
    ways = {"growth": _from_levels, "growth of turnover": _from_flows, "official growth": _from_official}
    wanted = verdicts[verdicts["check"].isin(list(ways))]
    found = [ways[row["check"]](row, told) for row in wanted.to_dict("records")]
    rows = [row for row in found if row is not None]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(["period_end", "period_start"], kind="stable", ignore_index=True)


def _row(
    verdict: Mapping[Any, Any], change: Mapping[Any, Any], implied: tuple[float, float, float], by: str
) -> dict[str, Any]:
    kept = {name: verdict[name] for name in COLUMNS if name in verdict}
    stated = {
        "claim": change["text"],
        "stated": change["value"],
        "stated_low": change["low"],
        "stated_high": change["high"],
    }
    value, low, high = implied
    return {
        **kept, **stated, "flow": change["subject"], "by": by,
        "implied": value, "implied_low": low, "implied_high": high,
    }  # fmt: skip


def _facts(verdict: Mapping[Any, Any], told: pd.DataFrame) -> list[Mapping[Any, Any]]:
    return [told.loc[name].to_dict() for name in str(verdict["fact_ids"]).split("; ") if name in told.index]


def _from_levels(verdict: Mapping[Any, Any], told: pd.DataFrame) -> dict[str, Any] | None:
    """By the level and the base that the text tells; the base is told first."""
    known = _facts(verdict, told)
    levels = [row for row in known if row["measure"] == "level"]
    changes = [row for row in known if row["measure"] == "change"]
    if len(levels) != 2 or len(changes) != 1:
        return None
    base, level = levels
    ends = [np.array([row[end]], dtype=float) for row in (level, base) for end in ("low", "high")]
    low, high = divide((ends[0], ends[1]), (ends[2], ends[3]))
    implied = (level["value"] / base["value"] - 1) * 100, float(low[0] - 1) * 100, float(high[0] - 1) * 100
    return _row(verdict, changes[0], implied, LEVELS)


def _from_flows(verdict: Mapping[Any, Any], told: pd.DataFrame) -> dict[str, Any] | None:
    """By exports and imports and their changes; the change of turnover is told last."""
    changes = [row for row in _facts(verdict, told) if row["measure"] == "change"]
    implied = verdict["recomputed"], verdict["recomputed_low"], verdict["recomputed_high"]
    return _row(verdict, changes[-1], implied, FLOWS) if changes else None


def _from_official(verdict: Mapping[Any, Any], told: pd.DataFrame) -> dict[str, Any] | None:
    """By two levels that one side counts."""
    changes = _facts(verdict, told)
    implied = verdict["recomputed"], verdict["recomputed_low"], verdict["recomputed_high"]
    return _row(verdict, changes[0], implied, str(verdict["reporter"])) if changes else None
