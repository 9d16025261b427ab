"""Price times volume against the value that is stated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import multiply
from bilat_nb.agreement.verdicts import (
    NOT_NAMED,
    TWO_REPORTERS,
    Check,
    Recomputed,
    bounds,
    code,
    judge,
    role,
    two_reporters,
)

_UNIT = r"^(?P<money>[A-Z]{3})/(?P<size>\d*)(?P<measure>\D.*)$"
_VALUES = ("delivery", "payment")

VALUE = Check(
    "price and volume", "price x volume = value", "{v} at {p} make {recomputed}, and the value is given as {t}"
)


def check_prices(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield verdicts on values of energy.

    Parameters
    ----------
    claims : DataFrame
        As `agreement.claims` gives them, dated, with ``group`` and ``whose``. The volume is a delivery; the value a
        delivery or payment in the currency of the price, or exports of a product of that name.

    Yields
    ------
    DataFrame
        Verdict rows.
    """
    if not claims["unit"].str.contains("/", regex=False).any():
        return
    rows = with_cells(claims)
    keys = ["cell", "money"]
    frame = priced(rows).merge(role(_values(rows), "t", [*keys, "start", "end", "unit", "countries"]), on=keys)
    low, high = multiply(bounds(frame, "p"), bounds(frame, "v"))
    size = frame["size"].to_numpy(dtype=float)
    made = Recomputed((frame["p_value"] * frame["v_value"]).to_numpy(dtype=float) / size, low / size, high / size)
    two = two_reporters(frame, "t", "p", "v")
    # A payment may be for more than the energy, an average price for less than all of it.
    yield judge(frame, VALUE, "t", made, ("v", "p", "t"), np.where(two, TWO_REPORTERS, NOT_NAMED))


def with_cells(claims: pd.DataFrame) -> pd.DataFrame:
    """Level claims of energy, and of exports of goods, with the commodity and one code for whose it is and when."""
    rows = claims[claims["measure"].eq("level") & claims["table"].isin(["energy", "trade"])]
    energy = rows["table"].eq("energy")
    split = rows["subject"].str.split(" ", n=1)
    rows = rows.assign(
        commodity=split.str[0].where(energy, rows["product"].str.replace(" ", "_")),
        indicator=split.str[-1].where(energy, rows["subject"]),
    )
    return rows.assign(cell=code(rows, ["group", "commodity", "side", "other", "status", "start", "end"]))


def priced(rows: pd.DataFrame) -> pd.DataFrame:
    """Join each price with the volume delivered at it: ``p_`` and ``v_``, with money and the size that is priced."""
    price = rows[rows["indicator"].eq("price")]
    parts = price["unit"].str.extract(_UNIT)
    price = price.assign(
        money=parts["money"], amount=parts["measure"], size=parts["size"].replace("", "1").astype(float)
    )
    volume = rows[rows["indicator"].eq("delivery")]
    keys = ["cell", "amount"]
    return role(price, "p", [*keys, "money", "size"]).merge(
        role(volume.assign(amount=volume["unit"]), "v", keys), on=keys
    )


def _values(rows: pd.DataFrame) -> pd.DataFrame:
    told = rows["indicator"].isin(_VALUES) | (rows["table"].eq("trade") & rows["subject"].eq("exports"))
    return rows[told].assign(money=lambda f: f["unit"])
