"""Lay all claims side by side and say which agree: `reconcile` runs the checks, within documents and across them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import pandas as pd

from bilat_nb.agreement.apposed import HasQuantities, check_apposed
from bilat_nb.agreement.claims import HasFigures, claims, consensus, dated_claims, sided
from bilat_nb.agreement.dated import check_dated
from bilat_nb.agreement.growth import check_growth
from bilat_nb.agreement.numbered import HasContacts, check_order
from bilat_nb.agreement.parts import check_parts
from bilat_nb.agreement.prices import check_prices
from bilat_nb.agreement.ranks import check_ranks
from bilat_nb.agreement.running import check_running
from bilat_nb.agreement.same import check_currencies, check_same
from bilat_nb.agreement.shares import check_shares
from bilat_nb.agreement.sums import check_sums
from bilat_nb.agreement.verdicts import AGREES, CANNOT_TELL, CONTRADICTS, none
from bilat_nb.rates import Rates
from bilat_nb.tables import typed

CHECKS: tuple[Callable[[pd.DataFrame], Iterator[pd.DataFrame]], ...] = (
    check_sums,
    check_growth,
    check_running,
    check_parts,
    check_shares,
    check_prices,
)
"""Checks that compare claims of one group: a document, or all documents together."""


class HasTables(HasFigures, HasContacts, HasQuantities, Protocol):
    """What `reconcile` needs of `Facts`."""


def reconcile(facts: HasTables, *, rates: Rates | None = None, currency: str = "USD") -> pd.DataFrame:
    """Recompute what documents state from what else they state, and say whether it agrees.

    Two figures agree when the intervals that they stand for as written, carried through the arithmetic, have a number
    in common; no other tolerance exists. Figures are compared only when scope, product, unit, period and status
    are equal. What differs but may be right (two reporters, plans, a base that is not told) is "cannot tell".

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    rates : mapping of str to float, or DataFrame, optional
        What one of each currency is worth in `currency`, with the lowest and highest rate of each period where you know
        them (see `rates.rate_table`). Without it, amounts in different currencies are not compared.
    currency : str, default "USD"
        What the rates are told in.

    Returns
    -------
    DataFrame
        One row per verdict, contradictions first: verdict_id, check, verdict (agrees, contradicts, cannot tell),
        stated, recomputed, recomputed_low, recomputed_high, difference (stated less recomputed), tolerance (how much
        of it rounding and bounds explain; NA where they explain any), unit, formula, fact_ids and doc_ids (joined by
        "; "), period_start, period_end, countries, sentence (the arithmetic in plain English). Nothing is changed.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> text = (
    ...     "In 2023 trade between Mexico and Canada was $10.4 billion. Mexico's exports to Canada reached $6.7 "
    ...     "billion, and its imports from Canada amounted to $5.7 billion."
    ... )
    >>> found = reconcile(bn.parse({"note": text}))
    >>> found[["check", "verdict"]].values.tolist()
    [['sum', 'contradicts']]
    >>> found["sentence"].iloc[0].split(": ")[2]
    'they are 2 bn USD apart, and rounding explains at most 150 million USD.'
    """
    every = claims(facts)
    dated = dated_claims(every)
    inside = dated.assign(group=dated["doc_id"])
    across = consensus(_shared(dated))
    found = [rows for check in CHECKS for rows in check(inside)]
    met = {(c, f) for rows in found for c, f in zip(rows["check"], rows["fact_ids"], strict=True)}
    if len(across):
        found += [_new(rows, met) for check in CHECKS for rows in check(across)]
    found += [*check_same(dated.assign(group="")), check_apposed(facts, every)]
    found += [*check_ranks(sided(every).assign(group=every["doc_id"]))]
    if rates is not None:
        found.append(check_currencies(inside, rates, currency))
    found += [check_order(facts), *check_dated(facts, dated)]
    return _ordered([rows for rows in found if len(rows)])


def _shared(dated: pd.DataFrame) -> pd.DataFrame:
    """Leave out what was compared within its document already: claims on countries of which no other one tells."""
    named = pd.concat([dated[["side", "doc_id"]], dated[["other", "doc_id"]].rename(columns={"other": "side"})])
    documents = named.drop_duplicates().groupby("side").size()
    several = set(documents.index[documents > 1]) - {"WLD"}
    return dated[dated["side"].isin(several) | dated["other"].isin(several)]


def _new(rows: pd.DataFrame, met: set[tuple[str, str]]) -> pd.DataFrame:
    """Leave out what was already compared within a document."""
    fresh = [
        ";" in docs and (check, ids) not in met
        for check, ids, docs in zip(rows["check"], rows["fact_ids"], rows["doc_ids"], strict=True)
    ]
    return rows[fresh]


def _ordered(found: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(found or [none()], ignore_index=True).drop_duplicates("verdict_id")
    rank = rows["verdict"].map({CONTRADICTS: 0, CANNOT_TELL: 1, AGREES: 2})
    ordered = rows.assign(rank=rank).sort_values("rank", kind="stable", ignore_index=True)
    return typed(ordered.assign(countries=ordered["countries"].replace("", None)), "verdicts")
