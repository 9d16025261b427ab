"""Exchange rates that the user gives. There are none in the package: which rate a ministry used nobody can know."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Rates = Mapping[str, float] | pd.DataFrame
_COLUMNS = ("rate", "low", "high")


def rate_table(rates: Rates, currency: str) -> pd.DataFrame:
    """Return rates as a table, checked.

    Parameters
    ----------
    rates : mapping of str to float, or DataFrame
        What one of each currency (ISO 4217) is worth in `currency`: ``{"EUR": 1.08}``. A DataFrame has the columns unit
        and rate, and may have period_start and period_end (first and last day for which it holds) and low and high (the
        lowest and highest rate of that period).
    currency : str
        What the rates are told in.

    Returns
    -------
    DataFrame
        unit, rate, low, high (as the rate where not given), period_start, period_end (NaT: any time).

    Raises
    ------
    ValueError
        If a column is missing, or a rate is not a number above nought.

    Examples
    --------
    >>> rate_table({"EUR": 1.08}, "USD")[["unit", "rate"]].values.tolist()
    [['EUR', 1.08], ['USD', 1.0]]
    """
    if isinstance(rates, Mapping):
        rates = pd.DataFrame({"unit": list(rates), "rate": list(rates.values())})
    if lacking := [name for name in ("unit", "rate") if name not in rates]:
        raise ValueError(f"The rates lack the column {', '.join(lacking)}; give unit and rate.")
    own = pd.DataFrame({"unit": [currency], "rate": [1.0]})
    table = pd.concat([rates[rates["unit"].ne(currency)], own], ignore_index=True)
    for name in _COLUMNS:
        given = table[name] if name in table else table["rate"]
        table[name] = pd.to_numeric(given, errors="coerce").fillna(pd.to_numeric(table["rate"], errors="coerce"))
    if not (table["rate"] > 0).all():
        raise ValueError("A rate is missing or not above nought; give what one unit is worth.")
    for name in ("period_start", "period_end"):
        days = table[name] if name in table else pd.Series(pd.NaT, index=table.index)
        table[name] = pd.to_datetime(days).astype("datetime64[s]")
    return table[["unit", *_COLUMNS, "period_start", "period_end"]]


def find_rates(rows: pd.DataFrame, rates: Rates, currency: str) -> pd.DataFrame:
    """Return the rate for every row: that of its own period, or else of the shortest period that holds it.

    Parameters
    ----------
    rows : DataFrame
        With unit, period_start, period_end.
    rates, currency
        As in `rate_table`.

    Returns
    -------
    DataFrame
        rate, low, high by the index of `rows`; NaN where no rate is given.

    Examples
    --------
    >>> rows = pd.DataFrame({"unit": ["EUR", "RUB"], "period_start": pd.NaT, "period_end": pd.NaT})
    >>> find_rates(rows, {"EUR": 1.08}, "USD")["rate"].tolist()
    [1.08, nan]
    """
    table = rate_table(rates, currency)
    keys = ["unit", "period_start", "period_end"]
    asked = rows[keys].drop_duplicates().reset_index(drop=True)
    both = asked.reset_index().merge(table, on="unit", suffixes=("", "_rate"))
    always = both["period_start_rate"].isna() & both["period_end_rate"].isna()
    holds = (both["period_start_rate"] <= both["period_start"]) & (both["period_end"] <= both["period_end_rate"])
    both = both[always | holds]
    length = both["period_end_rate"] - both["period_start_rate"]
    best = both.assign(length=length).sort_values("length", kind="stable").drop_duplicates("index")
    asked[list(_COLUMNS)] = best.set_index("index")[list(_COLUMNS)].reindex(asked.index)
    found = rows[keys].merge(asked, on=keys, how="left")[list(_COLUMNS)]
    return found.set_axis(rows.index)
