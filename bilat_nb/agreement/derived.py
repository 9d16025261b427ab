"""Rows of derived figures: what `implied` returns, whichever formula makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import Numbers
from bilat_nb.agreement.verdicts import two_reporters
from bilat_nb.records import derived_schema

COLUMNS = tuple(derived_schema()["implied"])
SHOWN = ("table", "subject", "product", "scope", "unit", "status", "start", "end", "side", "other")
"""What a derived figure takes over from one that it is made of."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A way to derive a figure: its name, its formula and the roles of the figures that it takes."""

    what: str
    formula: str
    roles: tuple[str, ...]


def derived_rows(
    frame: pd.DataFrame, way: Derived, value: Numbers, ends: tuple[Numbers, Numbers], **columns: Any
) -> pd.DataFrame:
    """Make the rows of one derivation; `columns` replace what the frame has."""
    frame = frame.assign(**columns)
    mixed = two_reporters(frame, *way.roles)
    out = pd.DataFrame(
        {
            "what": way.what, "table": frame["table"], "flow": frame["subject"],
            "measure": frame.get("measure", "level"), "reporter": frame["side"], "partner": frame["other"],
            "product": frame["product"], "period_start": frame["start"], "period_end": frame["end"], "value": value,
            "low": ends[0], "high": ends[1],
            "unit": frame["unit"], "status": frame["status"], "formula": way.formula,
            "fact_ids": _joined(frame, way.roles, "fact_id"), "doc_ids": _joined(frame, way.roles, "doc_id"),
            "mixed": mixed, "derived": True,
        },
        index=frame.index,
    )[np.isfinite(value)]  # fmt: skip
    names = [f"{w}|{f}" for w, f in zip(out["what"], out["fact_ids"], strict=True)]
    out["implied_id"] = [hashlib.blake2b(name.encode(), digest_size=6).hexdigest() for name in names]
    return out[list(COLUMNS)]


def _joined(frame: pd.DataFrame, roles: Sequence[str], name: str) -> list[str]:
    columns = [frame[f"{r}_{name}"] for r in roles]
    return ["; ".join(dict.fromkeys(cells)) for cells in zip(*columns, strict=True)]


def values(frame: pd.DataFrame, name: str) -> Numbers:
    """The values of a role."""
    return frame[f"{name}_value"].to_numpy(dtype=float)
