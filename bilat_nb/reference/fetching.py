"""Fetch official figures of trade from where they are published, once: what came is kept in the user's cache folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd

from bilat_nb.reference.checking import COLUMNS
from bilat_nb.reference.loading import read_table, translated

SOURCES = {"comtrade": "comtradeapicall", "imf": "sdmx"}
"""Where figures can be fetched, and the library that does it; both come with ``pip install "bilat-nb[reference]"``."""
_FLOWS = ("exports", "imports")


class ReferenceUnavailableError(RuntimeError):
    """Official figures that could not be fetched: it says in one sentence what is missing, or what to do."""


def fetch_reference(
    source: str, reporter: str, partner: str, years: tuple[int, int], *, cache: str | Path | bool = True
) -> pd.DataFrame:
    """Fetch yearly trade in goods between two countries as both of them count it.

    Parameters
    ----------
    source : {"comtrade", "imf"}
        UN Comtrade, with the key of a free account in the environment variable ``COMTRADE_SUBSCRIPTION_KEY``; or the
        merchandise trade statistics (IMTS) of the IMF by SDMX, without a key.
    reporter, partner : str
        ISO 3166 alpha-3 codes; figures of both are fetched.
    years : (int, int)
        First and last year.
    cache : bool or path
        Keep what was fetched and read it again the next time: in the user's cache folder, or in a folder named; False
        fetches anew and keeps nothing.

    Returns
    -------
    DataFrame
        As `load_reference` gives it, in US dollars: exports (free on board) and imports (mostly with freight and
        insurance) as each side counts them, and as its turnover their sum, with ``basis`` sum. Exports of one and
        imports of the other are the same goods counted twice, and rarely equal.

    Raises
    ------
    ReferenceUnavailableError
        If the library, the key, the network or the figures are missing.
    ValueError
        If there is no such source.

    Examples
    --------
    >>> fetch_reference("weather", "BLR", "RUS", (2017, 2018))
    Traceback (most recent call last):
        ...
    ValueError: There is no source 'weather'; there are comtrade, imf.
    """
    if source not in SOURCES:
        raise ValueError(f"There is no source {source!r}; there are {', '.join(SOURCES)}.")
    first, last = sorted(years)
    kept = None if cache is False else _kept_at(source, sorted((reporter, partner)), (first, last), cache)
    if kept is None or not kept.is_file():
        adapter = import_module(f"bilat_nb.reference.{source}")
        rows = _with_turnover(adapter.fetch(library(source), reporter, partner, (first, last)))
        if kept is None:
            return _as_loaded(rows.assign(file=source))
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows.to_csv(kept, index=False, date_format="%Y-%m-%d")
    return _as_loaded(read_table(kept).assign(file=source))


def library(source: str) -> ModuleType:
    """The library of a source.

    Raises
    ------
    ReferenceUnavailableError
        If it is not installed.
    """
    try:
        return import_module(SOURCES[source])
    except ImportError as error:
        raise ReferenceUnavailableError(
            f'To fetch figures from {source}, install its library with: pip install "bilat-nb[reference]"'
        ) from error


def cache_folder() -> Path:
    """Folder of this package in the user's cache."""
    return Path(import_module("platformdirs").user_cache_path("bilat_nb")) / "reference"


def _kept_at(source: str, pair: list[str], years: tuple[int, int], cache: str | Path | bool) -> Path:
    folder = cache_folder() if cache is True else Path(str(cache))
    asked = "-".join((source, *pair, *map(str, years)))
    # codes come from the caller: the name of the file holds none of them as they are
    return folder / f"{source}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}.csv"


def _with_turnover(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the sum of the exports and imports that one side counts for one year."""
    if rows.empty:
        raise ReferenceUnavailableError("The source has no figures for these countries and years.")
    keys = ["period_start", "period_end", "reporter", "partner", "unit"]
    sides = rows.pivot_table(index=keys, columns="indicator", values="value", aggfunc="sum")
    both = sides.reindex(columns=list(_FLOWS)).dropna().sum(axis=1).rename("value").reset_index()
    note = "basis=sum; precision=exact; exports + imports"
    added = both.assign(indicator="turnover", note=note, flow_or_commodity="goods", **_first_source(rows))
    return pd.concat([rows, added], ignore_index=True)[list(COLUMNS)]


def _first_source(rows: pd.DataFrame) -> dict[str, str]:
    return {name: str(rows[name].iloc[0]) for name in ("source_name", "source_url")}


def _as_loaded(rows: pd.DataFrame) -> pd.DataFrame:
    return translated(rows, "trade").sort_values(["period_start", "period_end"], kind="stable", ignore_index=True)


def figure(
    year: int, reporter: str, partner: str, indicator: str, value: float, source: Mapping[str, str]
) -> dict[str, object]:
    """One fetched figure as a row of a table of official figures; `source` has source_name, source_url and note."""
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    told = {"period_start": start, "period_end": end, "reporter": reporter, "partner": partner}
    return told | {"flow_or_commodity": "goods", "indicator": indicator, "value": value, "unit": "USD"} | dict(source)
