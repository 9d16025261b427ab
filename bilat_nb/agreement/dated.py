"""Stated numbers of contacts against the contacts that documents date: not more can be dated than are stated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.numbered import HasContacts
from bilat_nb.agreement.verdicts import Check, Recomputed, code, judge, role

OTHERS = "documents may not count the same contacts"
DATED = Check("dated contacts", "contacts dated <= contacts stated", "{b} are dated, and {t} are stated")
_LISTED = 50
"""How many contacts a verdict names."""


def check_dated(facts: HasContacts, claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on stated numbers of contacts against the contacts that are dated.

    Parameters
    ----------
    facts : Facts
        Its contacts and, where it has them, its participants are read.
    claims : DataFrame
        As `agreement.claims` gives them, dated.

    Yields
    ------
    DataFrame
        First within documents, then across them. Contacts whose days touch count once. A document need not date all
        that it counts, so that fewer contacts than are stated make no row.
    """
    counts = claims[claims["table"].eq("contact_counts")]
    held = _held(facts)
    for by_document in (True, False):
        group = ["doc_id"] if by_document else []
        keys = [*group, "subject", "countries"]
        frame = _counted(counts, _apart(held, keys), keys)
        others = frame["b_doc_id"].ne(frame["t_doc_id"])
        frame = frame if by_document else frame[others].reset_index(drop=True)
        number = frame["b_value"].to_numpy(dtype=float)
        doubt = np.full(len(frame), "" if by_document else OTHERS, dtype=object)
        yield judge(frame, DATED, "t", Recomputed(number, number, np.full(len(frame), np.inf)), ("t", "b"), doubt)


def _held(facts: HasContacts) -> pd.DataFrame:
    """Contacts held on known days; those that are not of their level on all sides are left out."""
    rows = facts.contacts
    rows = rows[rows["status"].eq("held") & rows["precision"].eq("day") & rows["start"].notna() & rows["end"].notna()]
    rows = rows[rows["countries"].notna() & rows["level"].notna()]
    people = getattr(facts, "participants", None)
    if people is not None and len(people):
        known = people[people["country"].notna() & people["level"].notna()]
        own = known["contact_id"].map(rows.set_index("fact_id")["level"]).eq(known["level"])
        sides = own.groupby([known["contact_id"], known["country"]]).any()
        uneven = sides.index.get_level_values(0)[~sides.to_numpy()]
        rows = rows[~rows["fact_id"].isin(set(uneven))]
    return rows.assign(subject=rows["kind"] + " " + rows["level"])


def _apart(held: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row for contacts of the same sides whose days touch."""
    rows = held.sort_values([*keys, "start"], kind="stable")
    last = rows.groupby(keys)["end"].cummax().groupby([rows[k] for k in keys]).shift()
    new = ~(rows["start"] <= last)
    rows = rows.assign(run=new.cumsum())
    shared = {
        "start": ("start", "min"),
        "end": ("end", "max"),
        "fact_id": ("fact_id", "first"),
        "own": ("doc_id", "first"),
    }
    return rows.groupby([*keys, "run"], as_index=False).agg(**shared)


def _counted(counts: pd.DataFrame, runs: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count for each stated number the dated contacts in its period, by two searches in sorted days."""
    both = code(pd.concat([counts[keys], runs[keys]], ignore_index=True), keys).to_numpy()
    one, many = both[: len(counts)], both[len(counts) :]
    order = np.lexsort((runs["start"].to_numpy(), many))
    days = runs["start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    ends = runs["end"].to_numpy().astype("datetime64[D]").astype(np.int64)
    span = 1_000_000
    first = (many * span + days)[order]
    final = (many * span + ends)[order]
    begin, stop = (counts[c].to_numpy().astype("datetime64[D]").astype(np.int64) for c in ("start", "end"))
    left, right = np.searchsorted(first, one * span + begin), np.searchsorted(final, one * span + stop, side="right")
    frame = role(counts, "t", ["start", "end", "countries", "unit"]).reset_index(drop=True)
    frame = frame.assign(left=left, right=right, b_value=np.maximum(right - left, 0).astype(float), b_when="")
    frame = frame[(frame["b_value"] >= frame["t_low"]) & (frame["b_value"] > 0)].reset_index(drop=True)
    named = runs.iloc[order]
    for name, column in (("b_fact_id", "fact_id"), ("b_doc_id", "own")):
        cells = named[column].to_numpy()
        listed = [cells[a : min(z, a + _LISTED)] for a, z in zip(frame["left"], frame["right"], strict=True)]
        frame[name] = ["; ".join(dict.fromkeys(some)) for some in listed]
    frame["b_low"] = frame["b_high"] = frame["b_value"]
    frame["b_text"] = [f"{n:.0f} {'contact' if n == 1 else 'contacts'}" for n in frame["b_value"]]
    return frame
