"""Official figures of one's own: any table, its columns mapped to ours, checked, and put beside others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from bilat_nb.reference.checking import COLUMNS, TEXT, checked
from bilat_nb.reference.loading import REFERENCE_TABLES, translated

_DEFAULTS = {"source_url": "", "note": "", "source_name": "", "flow_or_commodity": "goods", "unit": "USD"}


def add_reference(
    data: str | Path | pd.DataFrame,
    mapping: Mapping[str, str] | None = None,
    *,
    to: pd.DataFrame | None = None,
    table: str = "trade",
    scale: float = 1.0,
) -> pd.DataFrame:
    """Make official figures out of a table of one's own, and put them beside others.

    Parameters
    ----------
    data : path or DataFrame
        A CSV file or a table, one row per figure.
    mapping : dict of str, optional
        Where each of our columns is found: a column of `data`, or ``"=text"`` for one text in all rows. Our columns are
        period_start, period_end, reporter, partner, flow_or_commodity, indicator, value, unit, source_name, source_url,
        note; ``year`` stands for both ends of a calendar year. Columns of the same name need no mapping. Not told,
        flow_or_commodity is "goods", unit "USD", and source_name the name of the file.
    to : DataFrame, optional
        Official figures to add to, as ``load_reference()`` gives them.
    table : {"trade", "energy", "contacts"}
        Whose words flow_or_commodity and indicator are.
    scale : float
        What values are multiplied by: 1e6 for a table in millions.

    Returns
    -------
    DataFrame
        As `load_reference` gives it: the rows of `to`, then those of `data`, sorted by period.

    Raises
    ------
    ValueError
        If a column is not found, or a row is no official figure: the message says which and why.

    Examples
    --------
    >>> mine = pd.DataFrame({"Year": [2022, 2023], "Exports, bn": [6.1, 6.7]})
    >>> found = add_reference(
    ...     mine,
    ...     {"year": "Year", "value": "Exports, bn", "reporter": "=MEX", "partner": "=CAN", "indicator": "=exports"}
    ...     | {"source_name": "=INEGI"},
    ...     scale=1e9,
    ... )
    >>> found[["reporter", "measures", "value", "unit"]].values.tolist()
    [['MEX', 'exports', 6100000000.0, 'USD'], ['MEX', 'exports', 6700000000.0, 'USD']]
    """
    if table not in REFERENCE_TABLES:
        raise ValueError(f"There is no official table {table!r}; there are {', '.join(REFERENCE_TABLES)}.")
    given, name = _given(data)
    frame = _with_years(_mapped(given, mapping or {}, name), name)
    typed = checked(_with_defaults(frame, name)[list(COLUMNS)], name)
    rows = translated(typed.assign(file=name, value=_scaled(typed["value"], scale)), table)
    joined = rows if to is None else pd.concat([to, rows], ignore_index=True)
    return joined.sort_values(["period_start", "period_end"], kind="stable", ignore_index=True)


def _scaled(values: pd.Series[float], scale: float) -> list[float]:
    """Values times the scale, without what a computer adds in the sixteenth digit."""
    return [float(f"{value * scale:.15g}") for value in values]


def _given(data: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The table and what it is called."""
    if isinstance(data, pd.DataFrame):
        return data.reset_index(drop=True), "your table"
    path = Path(data)
    try:
        return pd.read_csv(path, encoding="utf-8"), path.name
    except ValueError as error:
        raise ValueError(f"{path.name} is no CSV table in UTF-8: {error}") from error


def _mapped(given: pd.DataFrame, mapping: Mapping[str, str], name: str) -> pd.DataFrame:
    """Our columns, filled from theirs."""
    allowed = (*COLUMNS, "year")
    unknown = [ours for ours in mapping if ours not in allowed]
    if unknown:
        raise ValueError(f"There is no column {', '.join(unknown)} to map to; there are {', '.join(allowed)}.")
    lacking = [theirs for theirs in mapping.values() if not theirs.startswith("=") and theirs not in given]
    if lacking:
        raise ValueError(f"{name} has no column {', '.join(lacking)}; it has {', '.join(map(str, given.columns))}.")
    frame = given[[column for column in allowed if column in given and column not in mapping]].copy()
    for ours, theirs in mapping.items():
        frame[ours] = theirs[1:] if theirs.startswith("=") else given[theirs]
    return frame


def _with_years(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Both ends of a period out of a year."""
    if "year" not in frame:
        return frame
    years = pd.to_numeric(frame["year"], errors="coerce")
    wrong = ~(years.between(1000, 9999) & (years % 1 == 0))
    if wrong.any():
        number = int(wrong.to_numpy().argmax())
        raise ValueError(f"{name}: row {number + 1}: {frame['year'].iloc[number]!r} is no year such as 2017.")
    told = years.astype(int).astype(str)
    return frame.assign(period_start=told + "-01-01", period_end=told + "-12-31")


def _with_defaults(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """What may be left out, and text as text."""
    defaults = {**_DEFAULTS, "source_name": name}
    frame = frame.assign(**{column: text for column, text in defaults.items() if column not in frame})
    lacking = [column for column in COLUMNS if column not in frame]
    if lacking:
        raise ValueError(f"{name}: map {', '.join(lacking)} to a column, or to a text with = before it.")
    return frame.assign(**{column: frame[column].astype("str") for column in TEXT if frame[column].notna().all()})
