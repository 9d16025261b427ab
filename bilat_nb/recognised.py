"""What was recognised in each document, and what was not: one row per document, or file that could not be read."""

from __future__ import annotations

import pandas as pd

from bilat_nb.tables import Facts

COUNTED = ("trade", "energy", "contacts", "contact_counts")


def recognised(facts: Facts) -> pd.DataFrame:
    """Count per document what was read from it, and tell what was not.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.

    Returns
    -------
    DataFrame
        One row per document in its order, then one per file that could not be read: doc_id, title, publisher,
        published, published_basis, n_chars, trade, energy, contacts, contact_counts (rows of each table), unused (other
        quantities, dates and numbers of phones left aside), told (problems, joined by "; ").

    Examples
    --------
    >>> from bilat_nb import parse
    >>> facts = parse({"note": "In 2017 trade between Belarus and Russia rose by 23.5%. It took 300 trucks."})
    >>> recognised(facts)[["doc_id", "trade", "energy", "unused"]].values.tolist()
    [['note', 1, 0, 1]]
    """
    columns = ["doc_id", "title", "publisher", "published", "published_basis", "n_chars"]
    rows = facts.documents[columns].astype({"n_chars": "Int64"})
    for name in COUNTED:
        rows = rows.assign(**{name: _counted(rows, getattr(facts, name))})
    aside = facts.quantities["why_not"].astype("str").str.startswith("not bound")
    rows = rows.assign(unused=_counted(rows, facts.quantities[aside]), told=_told(rows["doc_id"], facts.problems))
    lost = facts.problems[~facts.problems["doc_id"].isin(rows["doc_id"])]
    names = pd.Series(lost["doc_id"].dropna().unique(), dtype="str")
    missing = pd.DataFrame({"doc_id": names, "told": _told(names, lost)}).reindex(columns=rows.columns)
    return pd.concat([rows, missing.astype(rows.dtypes.to_dict())], ignore_index=True) if len(missing) else rows


def _counted(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    counts = frame["doc_id"].value_counts()
    return rows["doc_id"].map(counts).fillna(0).astype("Int64")


def _told(doc_ids: pd.Series, problems: pd.DataFrame) -> pd.Series:
    lines = problems["kind"].str.cat(problems["detail"], sep=": ")
    joined = lines.groupby(problems["doc_id"]).agg("; ".join)
    return doc_ids.map(joined).astype("str")
