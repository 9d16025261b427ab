"""UN Comtrade: what each of two countries reports of its trade in goods with the other."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pandas as pd

from bilat_nb.reference.fetching import ReferenceUnavailableError, figure

KEY = "COMTRADE_SUBSCRIPTION_KEY"
_FLOWS = {"X": "exports", "M": "imports"}
_YEARS_AT_ONCE = 12  # of one call
_SOURCE = {
    "source_name": "UN Comtrade", "source_url": "https://comtradeplus.un.org",
    "note": "basis=statoffice; precision=exact; annual, all goods, as reported",
}  # fmt: skip


def fetch(library: ModuleType, reporter: str, partner: str, years: tuple[int, int]) -> pd.DataFrame:
    """Fetch exports and imports of both countries, one row per year, side and flow.

    Raises
    ------
    ReferenceUnavailableError
        If there is no key, no answer, or a country that Comtrade does not know.
    """
    key = os.environ.get(KEY)
    if not key:
        raise ReferenceUnavailableError(
            f"UN Comtrade asks for a key: set the environment variable {KEY} to that of your free account at "
            "comtradedeveloper.un.org."
        )
    codes = {code: _number(library, code) for code in (reporter, partner)}
    span = list(range(years[0], years[1] + 1))
    asked = [span[n : n + _YEARS_AT_ONCE] for n in range(0, len(span), _YEARS_AT_ONCE)]
    ways = ((reporter, partner), (partner, reporter))
    found = [_call(library, key, codes, sides, part) for sides in ways for part in asked]
    return pd.DataFrame([row for rows in found for row in rows])


def _number(library: ModuleType, code: str) -> str:
    """The number by which Comtrade knows a country."""
    number = _quiet(library.convertCountryIso3ToCode, code)
    if not number:
        raise ReferenceUnavailableError(f"UN Comtrade has no country {code}.")
    return str(number)


def _call(
    library: ModuleType, key: str, codes: dict[str, str], sides: tuple[str, str], years: list[int]
) -> list[dict[str, object]]:
    """What one side reports of its trade with the other in some years."""
    answer = _quiet(
        library.getFinalData, key, typeCode="C", freqCode="A", clCode="HS", period=",".join(map(str, years)),
        reporterCode=codes[sides[0]], cmdCode="TOTAL", flowCode="X,M", partnerCode=codes[sides[1]], partner2Code="0",
        customsCode="C00", motCode="0", includeDesc=True,
    )  # fmt: skip
    if answer is None:
        raise ReferenceUnavailableError("UN Comtrade gave no answer: the key may be wrong, or its daily calls used up.")
    if answer.empty:
        return []
    rows = zip(answer["period"], answer["flowCode"], answer["primaryValue"], strict=True)
    told = [(int(year), _FLOWS[flow], float(value)) for year, flow, value in rows if flow in _FLOWS]
    return [figure(year, *sides, flow, value, _SOURCE) for year, flow, value in told]


def _quiet(call: Callable[..., Any], *args: object, **named: object) -> Any:
    """Call the library, which prints its errors; an address in them holds the key, so they are told to nobody."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return call(*args, **named)
    except Exception as error:
        raise ReferenceUnavailableError(f"UN Comtrade could not be reached ({type(error).__name__}).") from None
