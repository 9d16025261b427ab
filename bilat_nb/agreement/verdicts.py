"""Verdict rows: what is stated, what the other figures make of it, and whether rounding can explain the difference.

A check joins claims into a frame with one column per role and property (``t_value``, ``e_low`` ...), computes what the
stated one should be, and hands both to `judge`, which decides and words it. Nothing here knows a particular check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bilat_nb.agreement.intervals import Numbers, meet
from bilat_nb.records import derived_schema
from bilat_nb.words import amount, missing

AGREES, CONTRADICTS, CANNOT_TELL = "agrees", "contradicts", "cannot tell"
NOT_NAMED = "the texts do not say enough to know that both measure the same"
COLUMNS = tuple(derived_schema()["verdicts"])
TWO_REPORTERS = "they may be the figures of two reporters, whose statistics differ"
_CARRIED = (
    "value",
    "low",
    "high",
    "text",
    "fact_id",
    "doc_id",
    "teller",
    "source",
    "publisher",
    "span_start",
    "sentence",
    "when",
)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What other figures make of a stated one: the value and the ends that their rounding leaves open."""

    value: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class Check:
    """How a check calls itself.

    ``says`` is a template: ``{t}`` is the figure of the role t as written, ``{t_when}`` its period, ``{recomputed}``
    the result. ``holds`` is how the sentence ends when they agree; ``gap`` whether the difference is worth telling.
    """

    name: str
    formula: str
    says: str
    holds: str = ""
    gap: bool = True


def role(claims: pd.DataFrame, name: str, keys: Sequence[str], also: Sequence[str] = ()) -> pd.DataFrame:
    """Return claims as one role of a join: the keys as they are, the rest with the role's name before it."""
    carried = [*_CARRIED, *also]
    return claims[[*keys, *carried]].rename(columns={column: f"{name}_{column}" for column in carried})


def code(claims: pd.DataFrame, columns: Sequence[str]) -> pd.Series[int]:
    """One whole number for each combination of cells, so that joins compare numbers and not texts."""
    return claims.groupby(list(columns), sort=False, dropna=False).ngroup()


def bounds(frame: pd.DataFrame, name: str) -> tuple[Numbers, Numbers]:
    """Both ends of a role."""
    return frame[f"{name}_low"].to_numpy(dtype=float), frame[f"{name}_high"].to_numpy(dtype=float)


def two_reporters(frame: pd.DataFrame, first: str, *others: str) -> npt.NDArray[np.bool_]:
    """Whether the roles stand in different documents and may come from different statistics.

    Within a document, and between documents of one publisher, all figures are of one source; exports, imports
    and balances of one reporter are too.
    """
    found = np.zeros(len(frame), dtype=bool)
    for name in others:
        doc, publisher, source = (
            frame[f"{name}_{what}"].to_numpy() == frame[f"{first}_{what}"].to_numpy()
            for what in ("doc_id", "publisher", "source")
        )
        known = frame[f"{first}_source"].to_numpy() != ""
        found |= ~(doc | publisher | (source & known))
    return found


def judge(
    frame: pd.DataFrame, check: Check, stated: str, recomputed: Recomputed, roles: Sequence[str], doubt: Iterable[str]
) -> pd.DataFrame:
    """Decide for every row whether the stated figure and the recomputed one can be the same number.

    Parameters
    ----------
    frame : DataFrame
        Joined roles with start, end, countries and unit.
    check : Check
        Its name and wording.
    stated : str
        The role whose figure is recomputed.
    recomputed : Recomputed
        One value a row.
    roles : sequence of str
        All roles, the stated one among them, in the order in which they are told.
    doubt : iterable of str
        For each row the reason why a difference would be no contradiction, or "".

    Returns
    -------
    DataFrame
        The columns `COLUMNS`; of the rows that share ``key`` (or else the stated figure) only the best verdict.
    """
    if frame.empty:
        return none()
    value, ends = frame[f"{stated}_value"].to_numpy(dtype=float), bounds(frame, stated)
    agree = meet(ends, (recomputed.low, recomputed.high))
    out = pd.DataFrame({"stated": value, "recomputed": recomputed.value}, index=frame.index)
    out["recomputed_low"], out["recomputed_high"] = recomputed.low, recomputed.high
    out["difference"], out["tolerance"] = value - recomputed.value, _tolerance(value, ends, recomputed)
    out["reason"] = np.array(list(doubt), dtype=object)
    out["verdict"] = np.where(agree, AGREES, np.where(out["reason"].eq(""), CONTRADICTS, CANNOT_TELL))
    best = _best(out, frame["key"] if "key" in frame else frame[f"{stated}_fact_id"])
    out, frame = out[best].reset_index(drop=True), frame[best].reset_index(drop=True)
    out["check"], out["formula"], out["unit"], out["countries"] = (
        check.name,
        check.formula,
        frame["unit"],
        frame["countries"],
    )
    out["period_start"], out["period_end"] = frame["start"], frame["end"]
    out["fact_ids"] = _joined([frame[f"{name}_fact_id"] for name in roles])
    out["doc_ids"] = _joined([frame[f"{name}_doc_id"] for name in roles])
    out["sentence"] = _sentences(out, frame, check, stated)
    out["verdict_id"] = [_name(check.name, ids) for ids in out["fact_ids"]]
    return out[list(COLUMNS)]


def _name(check: str, fact_ids: str) -> str:
    return hashlib.blake2b(f"{check}|{fact_ids}".encode(), digest_size=6).hexdigest()


def _tolerance(stated: Numbers, ends: tuple[Numbers, Numbers], made: Recomputed) -> Numbers:
    """The largest difference of that sign that rounding and bounds allow; missing where they allow any."""
    with np.errstate(invalid="ignore"):
        above = (stated - ends[0]) + (made.high - made.value)
        below = (ends[1] - stated) + (made.value - made.low)
        allowed = np.where(stated >= made.value, above, below)
    return np.where(np.isfinite(allowed), allowed, np.nan)


def _joined(columns: Sequence[pd.Series[str]]) -> list[str]:
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return ["; ".join(dict.fromkeys("; ".join(row).split("; "))) for row in rows]


def _best(out: pd.DataFrame, key: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Mark one verdict for each key: it is contradicted only when nothing that fits it agrees."""
    order = out["verdict"].map({AGREES: 0, CANNOT_TELL: 1, CONTRADICTS: 2}).to_numpy()
    place = np.lexsort((out["difference"].abs().to_numpy(), order))
    first = ~key.iloc[place].duplicated().to_numpy()
    found = np.zeros(len(out), dtype=bool)
    found[place[first]] = True
    return found


def _sentences(out: pd.DataFrame, frame: pd.DataFrame, check: Check, stated: str) -> list[str]:
    """The arithmetic in plain English, with the figures as they are written."""
    wanted = [name for _, name, _, _ in Formatter().parse(check.says) if name]
    cells = {
        "recomputed": [_amount(v, u) for v, u in zip(out["recomputed"].tolist(), out["unit"].tolist(), strict=True)]
    }
    for name in wanted:
        if name not in cells:
            cells[name] = frame[name if "_" in name else f"{name}_text"].tolist()
    told = [check.says.format(**dict(zip(cells, row, strict=True))) for row in zip(*cells.values(), strict=True)]
    where = zip(out["countries"].tolist(), frame[f"{stated}_when"].tolist(), strict=True)
    sides = [", ".join(part for part in parts if part) for parts in where]
    names = ["verdict", "stated", "difference", "tolerance", "unit", "reason"]
    ends = [_ending(check, *row) for row in zip(*(out[name].tolist() for name in names), strict=True)]
    rows = zip(told, sides, ends, strict=True)
    return [f"{text[:1].upper()}{text[1:]}{f' ({side})' if side else ''}: {end}." for text, side, end in rows]


def _ending(
    check: Check, verdict: str, stated: float, difference: float, tolerance: float, unit: str, reason: str
) -> str:
    if verdict == AGREES:
        exact = abs(difference) <= 1e-9 * abs(stated)
        return check.holds or ("they agree" if exact else "they agree within rounding")
    gap = f"they are {_amount(abs(difference), unit)} apart" if check.gap else ""
    if verdict == CANNOT_TELL:
        return f"{gap or 'they do not fit'}, but {reason}"
    allowed = "" if missing(tolerance) else f", and rounding explains at most {_amount(tolerance, unit)}"
    return f"they contradict each other: {gap}{allowed}" if gap else "they contradict each other"


def _amount(value: float, unit: str) -> str:
    plain = {"rank": "", "contacts": "", "number": ""}.get(unit, unit)
    return amount(value, plain) if plain != "" else amount(value)


def none() -> pd.DataFrame:
    """No verdicts, with their columns."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
