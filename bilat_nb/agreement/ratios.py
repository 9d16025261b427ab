"""Figures that quotients imply: wholes and parts behind shares, unit prices, rates between two currencies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.claims import PERIOD, SAME
from bilat_nb.agreement.derived import SHOWN, Derived, derived_rows, values
from bilat_nb.agreement.intervals import divide, multiply
from bilat_nb.agreement.prices import with_cells
from bilat_nb.agreement.shares import wholes
from bilat_nb.agreement.verdicts import bounds, code, role

WHOLE = Derived("whole of a share", "part / share", ("p", "s"))
PART = Derived("part of a whole", "whole x share", ("w", "s"))
PRICE = Derived("unit price", "value / volume", ("m", "v"))
RATE = Derived("exchange rate", "amount in one currency / amount in the other", ("a", "b"))
_MONEY = r"[A-Z]{3}"
_SIZES = {"m3": (1000.0, "1000m3"), "t": (1.0, "t"), "bbl": (1.0, "bbl"), "kWh": (1.0, "kWh")}
_CELL = ("group", "table", "subject", "scope", "status", "start", "end")


def of_shares(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the whole that a part and its share imply, and the part that the whole and its share imply."""
    rows = claims.assign(cell=code(claims, _CELL))
    level = rows[rows["measure"].eq("level") & (rows["value"] > 0)]
    for share in wholes(rows[rows["measure"].eq("share") & rows["unit"].eq("%") & (rows["value"] > 0)]):
        # the other side of the whole, as the tables would have it
        told = share["table"].eq("energy") & share["owner"].str.startswith(">")
        away = share["owner"].str.replace(">", "; ", regex=False).str.split("; ").str[-1]
        world = share["share_of"].replace("world", "WLD").where(share["share_of"].ne("bilateral"), share["other"])
        share = share.assign(
            whole_side=share["side"].where(~told, ""),
            whole_other=world.where(share["table"].eq("trade"), away),
        )
        yield _wholes(share, level)
        yield _parts(share, level)


def _wholes(share: pd.DataFrame, level: pd.DataFrame) -> pd.DataFrame:
    keys = ["cell", "whose", "product"]
    extra = ["thing", "whole_side", "whole_other"]
    shown = [name for name in SHOWN if name not in keys]
    frame = role(level, "p", [*keys, *shown]).merge(role(share, "s", [*keys, *extra]), on=keys)
    low, high = divide(bounds(frame, "p"), bounds(frame, "s"))
    value = values(frame, "p") / values(frame, "s") * 100
    changed = {"side": frame["whole_side"], "other": frame["whole_other"], "product": frame["thing"]}
    return derived_rows(frame, WHOLE, value, (low * 100, high * 100), **changed)


def _parts(share: pd.DataFrame, level: pd.DataFrame) -> pd.DataFrame:
    whole = level.assign(owner=level["whose"], thing=level["product"])
    keys = ["cell", "owner", "thing"]
    shown = [name for name in SHOWN if name != "unit"]
    frame = role(share, "s", [*keys, *shown]).merge(role(whole, "w", [*keys, "unit"]), on=keys)
    low, high = multiply(bounds(frame, "w"), bounds(frame, "s"))
    value = values(frame, "w") * values(frame, "s") / 100
    return derived_rows(frame, PART, value, (low / 100, high / 100))


def of_prices(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield what one unit of energy costs, where its volume and its value are told."""
    rows = with_cells(claims)
    volume = rows[rows["table"].eq("energy") & rows["indicator"].eq("delivery") & rows["unit"].isin(list(_SIZES))]
    money = rows[rows["unit"].str.fullmatch(_MONEY) & rows["indicator"].isin(["delivery", "exports"])]
    shown = [name for name in SHOWN if name != "unit"]
    frame = role(volume.assign(amount=volume["unit"]), "v", ["cell", "amount", *shown]).merge(
        role(money, "m", ["cell", "unit"]), on="cell"
    )
    size = frame["amount"].map({unit: size for unit, (size, _) in _SIZES.items()}).to_numpy(dtype=float)
    unit = frame["unit"] + "/" + frame["amount"].map({unit: name for unit, (_, name) in _SIZES.items()})
    low, high = divide(bounds(frame, "m"), bounds(frame, "v"))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = values(frame, "m") / values(frame, "v") * size
    subject = frame["subject"].str.split(" ").str[0] + " price"
    yield derived_rows(frame, PRICE, value, (low * size, high * size), unit=unit, subject=subject)


def of_currencies(claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the rate between two currencies in which one document tells one amount."""
    rows = claims[claims["measure"].eq("level") & claims["unit"].str.fullmatch(_MONEY) & (claims["value"] > 0)]
    rows = rows[rows["group"].ne("")]  # two documents may use two rates
    named = [c for c in SAME if c not in ("unit", "teller", "other")]
    rows = rows.assign(cell=code(rows, [*named, "whose", *PERIOD, "group"]))
    twice = rows[rows["cell"].map(rows.groupby("cell")["unit"].nunique()) > 1]
    shown = [name for name in SHOWN if name != "unit"]
    frame = role(twice.assign(money=twice["unit"]), "a", ["cell", "money", *shown]).merge(
        role(twice.assign(unit=twice["unit"]), "b", ["cell", "unit"]), on="cell"
    )
    # each pair once, told in the currency of which there is more
    frame = frame[frame["money"].ne(frame["unit"]) & frame["a_value"].gt(frame["b_value"])]
    value = values(frame, "a") / values(frame, "b")
    yield derived_rows(
        frame, RATE, value, divide(bounds(frame, "a"), bounds(frame, "b")), unit=frame["money"] + "/" + frame["unit"]
    )
