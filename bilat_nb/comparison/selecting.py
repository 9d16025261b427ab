"""Choose verdicts by what they say, what they are about and who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd


def select_verdicts(
    verdicts: pd.DataFrame,
    *,
    verdict: str | None = None,
    check: str | None = None,
    against: str | None = None,
    countries: Sequence[str] | None = None,
    documents: str | None = None,
    since: int | date | None = None,
    until: int | date | None = None,
    derived: bool = True,
) -> pd.DataFrame:
    """Return the verdicts that fit all of the conditions given.

    Parameters
    ----------
    verdicts : DataFrame
        As `verdicts` gives them.
    verdict : {"agrees", "contradicts", "cannot tell"}, optional
        What they say.
    check : str, optional
        Name of a check, as "sum" or "official figure".
    against : {"documents", "official"}, optional
        What the claims are held against.
    countries : sequence of str, optional
        Codes of all the countries that a verdict is about.
    documents : str, optional
        doc_id of a document that it rests on.
    since, until : int or date, optional
        First and last year or day; what has no date stays.
    derived : bool
        Whether what is implied and not stated stays.

    Returns
    -------
    DataFrame
        The rows in their order, all columns.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> found = bn.verdicts(bn.parse({"note": "In 2021 trade between Belarus and Russia reached about $40bn."}))
    >>> len(select_verdicts(found, against="official")), len(select_verdicts(found, verdict="contradicts"))
    (2, 0)
    """
    keep = pd.Series(True, index=verdicts.index)
    for column, value in (("verdict", verdict), ("check", check), ("against", against)):
        if value is not None:
            keep &= verdicts[column].eq(value)
    if countries is not None:
        wanted = "; ".join(sorted(countries))
        keep &= verdicts["countries"].map(lambda cell: "; ".join(sorted(str(cell).split("; "))) == wanted)
    if documents is not None:
        keep &= verdicts["doc_ids"].map(lambda cell: documents in str(cell).split("; "))
    if since is not None:
        keep &= ~(verdicts["period_end"] < _day(since, 1, 1))
    if until is not None:
        keep &= ~(verdicts["period_start"] > _day(until, 12, 31))
    if not derived:
        keep &= ~verdicts["derived"].eq(True)
    return verdicts[keep]


def _day(limit: int | date, month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(limit, month, day) if isinstance(limit, int) else pd.Timestamp(limit)
