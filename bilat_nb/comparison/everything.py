"""All verdicts in one table: documents against themselves and each other, and against official figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from bilat_nb.agreement import reconcile
from bilat_nb.agreement.reconciling import HasTables
from bilat_nb.comparison.comparing import compare

_RANK = {"contradicts": 0, "cannot tell": 1, "agrees": 2}


def verdicts(facts: HasTables, reference: pd.DataFrame | Sequence[pd.DataFrame] | None = None) -> pd.DataFrame:
    """Return all verdicts on what documents state: those of `reconcile`, then those of `compare`.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    reference : DataFrame or list of DataFrame, optional
        Official figures; all bundled tables when not given, none for an empty list.

    Returns
    -------
    DataFrame
        One row per verdict, contradictions first, then what cannot be told. The columns of `compare`, of which those
        after ``sentence`` are NA where no official figure is compared, and ``against``: documents or official.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> text = "In 2021 trade between Belarus and Russia reached $38bn: exports of $23bn and imports of $15bn."
    >>> found = verdicts(bn.parse({"note": text}))
    >>> found.groupby("against").size().to_dict()["official"]
    2
    """
    inside = reconcile(facts).assign(against="documents")
    beside = compare(facts, reference) if reference is None or len(reference) else compare(facts).iloc[:0]
    both = [part for part in (inside, beside.assign(against="official")) if len(part)] or [inside]
    found = pd.concat(both, ignore_index=True).reindex(columns=[*beside.columns, "against"])
    return found.sort_values("verdict", key=lambda column: column.map(_RANK), kind="stable", ignore_index=True)
