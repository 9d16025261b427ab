"""Relative figures: the first comparable period is 100, and later ones are told as an index of it.

A year is comparable with years, a first quarter with first quarters, ten months with the same ten months; nothing else.
What has nothing to be compared with stays as it is told.
"""

from __future__ import annotations

import pandas as pd

from bilat_nb.series import period_kind, to_dates

UNIT = "index"
"""Unit of a relative figure: 100 is the base."""
# What makes two figures figures of one thing, in tables of trade and energy, and in official figures.
_THING = (
    "flow", "product", "commodity", "indicator", "project", "subject", "measures", "unit", "file", "flow_or_commodity",
)  # fmt: skip
_SIDES = (("reporter", "partner"), ("supplier", "recipient"))
_SURE = ("exact", "about")


def index_series(
    rows: pd.DataFrame, *, unit: str | None = None, base: int | None = None, like: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Turn levels into an index of the first comparable period, which is 100.

    Comparable are figures of one thing and one unit, for the same part of a calendar year: Jan–Sep 2017 with Jan–Sep
    2016, a year with a year. A base is stated exactly or as "about", has happened, is told with one value only, and is
    positive. Nothing is summed, converted or filled in.

    Parameters
    ----------
    rows : DataFrame
        A table of trade or energy rows, what `series` returns, or official figures from `load_reference`.
    unit : str, optional
        Only levels in this unit become relative; all when not given.
    base : int, optional
        Year of the base; the first that a thing is told for when not given.
    like : DataFrame, optional
        What `index_series` returned for other rows: their bases become the bases here, part of a year by part of a
        year, so that both can be drawn on one scale.

    Returns
    -------
    DataFrame
        The same rows in the same order. Where a level has comparable ones, ``value``, ``low`` and ``high`` are the
        index and ``unit`` is ``"index"``; ``base_start`` and ``base_end`` are the period that is 100, ``told_value``
        and ``told_unit`` what is stated. All other rows are as they were, with these columns empty.

    Raises
    ------
    ValueError
        If the table has no values over periods.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> told = ["In 2021 Peru's exports to Chile reached $1.0 billion.", "In 2023 Peru's exports to Chile were $1.2bn."]
    >>> found = index_series(bn.parse({"note": " ".join(told)}).trade)
    >>> found[["value", "unit", "told_value"]].values.tolist()
    [[100.0, 'index', 1000000000.0], [120.0, 'index', 1200000000.0]]
    """
    needed = [name for name in ("period_start", "period_end", "value", "unit") if name not in rows]
    if needed:
        raise ValueError(
            f"index_series needs the columns {', '.join(needed)}: take facts.trade, facts.energy or a series."
        )
    keys = _keys(rows, unit)
    bases = _bases(rows, keys, base, like)
    found = keys.map(bases["value"].to_dict()).astype("float64").where(keys.notna())
    out = rows.assign(told_value=rows["value"].where(found.notna()), told_unit=rows["unit"].where(found.notna()))
    for name in ("value", "low", "high"):
        if name in rows:
            out[name] = rows[name].where(found.isna(), rows[name] / found * 100)
    for name, of in (("base_start", "period_start"), ("base_end", "period_end")):
        before = rows[name] if name in rows else pd.Series(pd.NaT, index=rows.index, dtype=rows[of].dtype)
        out[name] = before.where(found.isna(), keys.map(bases[of].to_dict()).astype(rows[of].dtype))
    out["unit"] = rows["unit"].where(found.isna(), UNIT)
    return out


def why_no_index(rows: pd.DataFrame, unit: str | None = None) -> str:
    """Say in words why no row of a table can become relative; an empty text when some can.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> why_no_index(bn.parse({"note": "In 2021 Peru's exports to Chile reached $1.0 billion."}).trade)
    'only one period is told'
    """
    keys = _keys(rows, unit)
    dated = rows[keys.notna()]
    if dated.empty:
        levels = rows[rows["measure"].eq("level")] if "measure" in rows else rows
        if levels.empty:
            return "these are no amounts"
        if "flow" in levels and levels["flow"].eq("balance").all():
            return "a balance can be negative"
        return "no figure has a period"
    if len(_bases(rows, keys, None, None)):
        return ""
    kinds = [
        period_kind(*span) for span in zip(to_dates(dated["period_start"]), to_dates(dated["period_end"]), strict=True)
    ]
    if dated[["period_start", "period_end"]].drop_duplicates().shape[0] == 1:
        return "only one period is told"
    if len(set(kinds)) > 1:
        return f"the periods are of different kinds ({', '.join(dict.fromkeys(kinds)).replace('_', ' ')})"
    return "no two periods are the same part of a year, or the first is told with several values"


def _keys(rows: pd.DataFrame, unit: str | None) -> pd.Series[str]:
    """What a level is comparable with, as one text; empty where it is comparable with nothing."""
    start, end = rows["period_start"], rows["period_end"]
    fits = start.notna() & end.notna() & rows["value"].notna() & (end - start).dt.days.le(366)
    fits &= ~rows["unit"].isin(["%", "rank", UNIT])
    if "measure" in rows:
        fits &= rows["measure"].eq("level")
    if "flow" in rows:
        fits &= rows["flow"].ne("balance")
    if unit is not None:
        fits &= rows["unit"].eq(unit)
    whole = start.dt.strftime("%m%d") + end.dt.strftime("%m%d") + (end.dt.year - start.dt.year).astype("str")
    parts = [rows[name].astype("str") for name in _THING if name in rows] + _sides(rows)
    # the last day of February is the 28th or the 29th
    keys: pd.Series[str] = whole.str.replace("0229", "0228").str.cat(parts, sep="|", na_rep="").where(fits)
    return keys


def _sides(rows: pd.DataFrame) -> list[pd.Series[str]]:
    """Both countries of a figure; those of a turnover in the order of the alphabet."""
    found = []
    for names in _SIDES:
        if all(name in rows for name in names):
            one, other = (rows[name].astype("str").fillna("") for name in names)
            turned = rows["flow"].eq("turnover") & one.gt(other) if "flow" in rows else one.ne(one)
            found += [one.where(~turned, other), other.where(~turned, one)]
    return found


def _bases(rows: pd.DataFrame, keys: pd.Series[str], base: int | None, like: pd.DataFrame | None) -> pd.DataFrame:
    """Value and period of the base of each key that has another period besides."""
    told = pd.DataFrame({"key": keys, "value": rows["value"], "bound": "exact", "status": "actual"}, index=rows.index)
    told = told.assign(
        **{name: rows[name] for name in ("period_start", "period_end", "bound", "status") if name in rows}
    )
    told = told[keys.notna()]
    several = told.groupby("key")["period_start"].transform("nunique").gt(1)
    if base is not None:
        several &= told["period_start"].dt.year.eq(base)
    elif like is not None:
        wanted = like.loc[like["unit"].eq(UNIT), ["base_start", "base_end"]].dropna().drop_duplicates()
        several &= told.set_index(["period_start", "period_end"]).index.isin(list(wanted.itertuples(index=False)))
    sure = told[
        several & told["bound"].isin(_SURE) & told["status"].fillna("actual").ne("planned") & told["value"].gt(0)
    ]
    alone = sure.groupby(["key", "period_start"])["value"].transform("nunique").eq(1)
    first = sure[alone].sort_values("period_start", kind="stable").drop_duplicates("key").set_index("key")
    return first[["value", "period_start", "period_end"]]
