"""A figure said twice in one breath: "more than a third (31.7% in 2017)", "23.2%, or less than a fifth"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import intervals
from bilat_nb.agreement.verdicts import Check, Recomputed, judge, none
from bilat_nb.words import missing, period_words

# What may stand between a figure and the same figure said again.
_AGAIN = r"(?:or|i\.\s?e\.|that is|namely|exactly)"
_JOINT = re.compile(rf"^\s?(?:[(\[]\s?|[,–—-]\s(?:{_AGAIN},?\s)?|{_AGAIN}\s)(?:{_AGAIN},?\s)?$")
_MARKED = re.compile(r"[(\[]|\bor\b|i\.\s?e\.|that is|namely")
_UNITS = ("%",)
_LONGEST = 14

APPOSED = Check("said twice", "a figure = the same figure said again", "{t} is said again beside it as {b}")


class HasQuantities(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def quantities(self) -> pd.DataFrame: ...  # noqa: D102


def check_apposed(facts: HasQuantities, claims: pd.DataFrame) -> pd.DataFrame:
    """Return verdicts on figures that one sentence gives twice, once in words or with a bound, once exactly.

    Parameters
    ----------
    facts : Facts
        Its table quantities is read, so that figures of no trade and no energy are checked too, and its texts.
    claims : DataFrame
        As `agreement.claims` gives them, for the periods of figures that have a row of their own.

    Returns
    -------
    DataFrame
        Verdict rows. Figures of different periods are left alone: "over 70% (65% in 2016)" says two things.
    """
    texts: Mapping[str, str] = getattr(facts, "texts", {})
    pairs = _pairs(_in_order(facts.quantities, claims), texts)
    return judge_pairs(pairs) if len(pairs) else none()


def _in_order(quantities: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Quantities in the order of the text, with the row that uses each and its period; those of refused ones are NA."""
    rows = quantities[quantities["unit"].isin(_UNITS) | quantities["dimension"].isin(["fraction", "percent"])]
    rows = rows[rows["unit"] != "bp"]
    user = rows["used_by"].where(rows["used_by"].notna(), rows["fact_id"])
    known = claims.set_index("fact_id")[["start", "end", "countries"]].reindex(user)
    days = {name: known[name].to_numpy() for name in ("start", "end", "countries")}
    return rows.assign(user=user, used=rows["used_by"].notna(), **days).sort_values(
        ["doc_id", "span_start"], kind="stable", ignore_index=True
    )


def _pairs(rows: pd.DataFrame, texts: Mapping[str, str]) -> list[dict[str, Mapping[Any, Any]]]:
    """Neighbours of which the second says the first again."""
    records = rows.to_dict("records")
    return [
        {"t": b, "b": a} if _loose(a) else {"t": a, "b": b}
        for a, b in pairwise(records)
        if _near(a, b) and _said_again(a, b, texts.get(a["doc_id"], ""))
    ]


def _near(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> bool:
    same = a["doc_id"] == b["doc_id"] and a["sentence"] == b["sentence"]
    return same and 0 <= b["span_start"] - a["span_stop"] <= _LONGEST and _loose(a) != _loose(b)


def _loose(row: Mapping[Any, Any]) -> bool:
    """Whether a figure is bounded or in words; the one that says it again has digits and no bound."""
    return row["bound"] != "exact" or not _digits(row)


def _digits(row: Mapping[Any, Any]) -> bool:
    return any(c.isdigit() for c in row["quote"])


def _said_again(a: Mapping[Any, Any], b: Mapping[Any, Any], text: str) -> bool:
    joint = text[a["span_stop"] : b["span_start"]]
    if not _JOINT.match(joint) or not _MARKED.search(joint):
        return False
    if not (a["used"] and b["used"]):  # nothing is known of periods: only a bracket that holds nothing else
        return bool(re.match(r"\s?[)\]]", text[b["span_stop"] :]))
    if a["start"] == b["start"] and a["end"] == b["end"]:
        return True
    # A period of its own makes "a third (31.7% in 2017)" an example, and "70% (65% in 2016)" a comparison.
    return (pd.isna(a["start"]) or pd.isna(b["start"])) and not (_digits(a) and _digits(b))


def judge_pairs(pairs: list[dict[str, Mapping[Any, Any]]]) -> pd.DataFrame:
    """Judge the loose figure of each pair by the exact one."""
    sides = {name: pd.DataFrame([pair["b" if name == "t" else "t"] for pair in pairs]) for name in ("t", "b")}
    frame = pd.DataFrame(index=range(len(pairs)))
    for name, rows in sides.items():
        # the text of a fraction in words has no digits: its value is what its words say
        low, high = intervals(rows.assign(value_text=rows["quote"]))
        frame[f"{name}_low"], frame[f"{name}_high"], frame[f"{name}_value"] = low, high, rows["value"].astype(float)
        frame[f"{name}_fact_id"], frame[f"{name}_doc_id"] = rows["user"], rows["doc_id"]
        frame[f"{name}_text"] = '"' + rows["quote"] + '"'
    shown = sides["t"] if sides["t"]["start"].notna().all() else sides["b"]
    for name in ("start", "end"):
        known = sides["t"][name].combine_first(sides["b"][name])
        frame[name] = pd.to_datetime(known).astype("datetime64[s]")
    days = zip(frame["start"].dt.date, frame["end"].dt.date, strict=True)
    frame["t_when"] = ["" if missing(a) else period_words(a, z) for a, z in days]
    frame["unit"], frame["countries"] = "%", shown["countries"].astype(object).fillna("")
    made = Recomputed(
        frame["b_value"].to_numpy(dtype=float), *(frame[f"b_{e}"].to_numpy(dtype=float) for e in ("low", "high"))
    )
    return judge(frame, APPOSED, "t", made, ("t", "b"), np.full(len(frame), "", dtype=object))
