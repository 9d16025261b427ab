"""The merchandise trade statistics (IMTS) of the IMF, by SDMX: what each of two countries reports of the other."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pandas as pd

from bilat_nb.reference.fetching import ReferenceUnavailableError, figure

SOURCE, FLOW = "IMF_DATA", "IMTS"
_FLOWS = {"XG_FOB_USD": "exports", "MG_CIF_USD": "imports"}
_SCALES = ("SCALE", "UNIT_MULT")  # powers of ten, under either name
_TOLD = {
    "source_name": "IMF, International Trade in Goods by partner country", "source_url": "https://data.imf.org",
    "note": "basis=statoffice; precision=exact; annual, all goods, exports FOB, imports CIF",
}  # fmt: skip


def fetch(library: ModuleType, reporter: str, partner: str, years: tuple[int, int]) -> pd.DataFrame:
    """Fetch exports and imports of both countries, one row per year, side and flow.

    Raises
    ------
    ReferenceUnavailableError
        If there is no answer, or the answer does not say in which scale its values are.
    """
    sides = f"{reporter}+{partner}"
    key = f"{sides}.{'+'.join(_FLOWS)}.{sides}.A"
    span = {"startPeriod": str(years[0]), "endPeriod": str(years[1])}
    try:
        message = library.Client(SOURCE).get("data", resource_id=FLOW, key=key, params=span)
    except Exception as error:
        raise ReferenceUnavailableError(f"The IMF could not be reached ({type(error).__name__}).") from error
    return pd.DataFrame(_figures(library, message, {reporter, partner}))


def _figures(library: ModuleType, message: Any, pair: set[str]) -> Iterator[dict[str, object]]:
    """One row for each value, in whole dollars."""
    for data in message.data:
        for record in library.to_pandas(data, attributes="osgd").reset_index().to_dict("records"):
            sides = str(record["COUNTRY"]), str(record["COUNTERPART_COUNTRY"])
            value, flow = float(record["value"]), _FLOWS.get(str(record["INDICATOR"]))
            if flow and set(sides) == pair and value == value:
                year = int(str(record["TIME_PERIOD"])[:4])
                yield figure(year, *sides, flow, value * _scale(record), _TOLD)


def _scale(record: dict[Any, Any]) -> float:
    told = [record[name] for name in _SCALES if name in record and str(record[name]).lstrip("-").isdigit()]
    if not told:
        raise ReferenceUnavailableError(
            "The IMF's answer does not say whether its values are in dollars or in millions."
        )
    return float(10.0 ** int(str(told[0])))
