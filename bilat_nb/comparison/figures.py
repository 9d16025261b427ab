"""Official figures in the columns of claims, each with the interval that it stands for as printed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bilat_nb.agreement.growth import year_before
from bilat_nb.agreement.intervals import divide, interval
from bilat_nb.words import amount

FLOWS = ("turnover", "exports", "imports", "balance")
COUNTS = "count of "
_SHARES = {"share": "turnover", "share_of_reporter_exports": "exports", "share_of_reporter_imports": "imports"}
_SCOPES = {"goods": "goods", "goods and services": "goods and services"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_COLUMNS = (
    "table", "subject", "scope", "share_of", "measure", "teller", "other", "unit", "start", "end", "value", "low",
    "high", "source_name", "source_url", "basis", "origin", "figure_text", "made",
)  # fmt: skip


def official_figures(reference: pd.DataFrame) -> pd.DataFrame:
    """Return official figures in the columns of claims, and the growth that they imply.

    Parameters
    ----------
    reference : DataFrame
        As `load_reference` gives it; rows of all tables may stand in it.

    Returns
    -------
    DataFrame
        One row per figure: table, subject ("exports", "gas delivery", "meeting head_of_state"), scope ("goods", "goods
        and services", "" where not told), measure, teller (whose count it is), other, unit, start, end, value, low and
        high (ends of what it stands for, in its unit), sources, figure_text, and made: the formula of a change that was
        computed from two levels of one side, else "".
    """
    told = _told(reference)
    return pd.concat([told, _changes(told)], ignore_index=True)


def _told(reference: pd.DataFrame) -> pd.DataFrame:
    measures, subject = reference["measures"].astype(str), reference["subject"].astype(str)
    trade, share, count = measures.isin(FLOWS), measures.isin(list(_SHARES)), measures.str.startswith(COUNTS)
    kind = measures.str.removeprefix(COUNTS)
    out = pd.DataFrame({"table": np.select([trade | share, count], ["trade", "contact_counts"], "energy")})
    energy = subject + " " + measures
    named = [measures.replace(_SHARES), measures, kind + " " + subject]
    out["subject"] = np.select([share, trade, count], named, energy)
    scope = reference["flow_or_commodity"].map(_SCOPES).fillna("")
    out["scope"] = np.where(trade | share, scope, "")
    out["share_of"] = np.where(share, "world", "")
    out["measure"] = np.where(share, "share", "level")
    names = {"reporter": "teller", "partner": "other", "period_start": "start", "period_end": "end"}
    for name in ("reporter", "partner", "period_start", "period_end", "value", "source_name", "source_url"):
        out[names.get(name, name)] = reference[name].to_numpy()
    for name in ("basis", "origin"):
        out[name] = reference[name].astype(object).fillna("").to_numpy() if name in reference else ""
    out["unit"] = np.where(count, "contacts", reference["unit"].astype(str))
    out["low"], out["high"] = _ends(out["value"].tolist(), reference["bound"].tolist(), count.tolist())
    cells = zip(out["value"], out["unit"], reference["bound"], strict=True)
    out["figure_text"] = [figure_words(*cell) for cell in cells]
    out["made"] = ""
    return out[list(_COLUMNS)]


_BOUNDS = {"about": "about ", "at_least": "over ", "at_most": "almost "}


def figure_words(value: float, unit: str, bound: str = "exact") -> str:
    """An official figure in words: "almost 50 bn USD"."""
    plain = {"rank": None, "contacts": None}.get(unit, unit)
    return f"{_BOUNDS.get(bound, '')}{amount(value, plain)}"


def _ends(values: Sequence[float], bounds: Sequence[str], counts: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Half a unit of the last digit that is no nought, at most of the scale in which such figures are printed."""
    rows = zip(values, bounds, counts, strict=True)
    found = [(v, v) if c and b == "exact" else tuple(interval(v, _printed(v), b)) for v, b, c in rows]
    return [low for low, _ in found], [high for _, high in found]


def _printed(value: float) -> str:
    """A value as a press release prints it: 38500000000 as "38.5 billion"."""
    size, name = next(((s, n) for s, n in _SCALES if abs(value) >= s), (1.0, ""))
    return f"{value / size:.15g} {name}".strip()


def _changes(told: pd.DataFrame) -> pd.DataFrame:
    """The growth on a year before between two levels that one side counts in one scope."""
    levels = told[told["measure"].eq("level") & ~told["subject"].isin(["balance"]) & told["value"].gt(0)]
    levels = levels[~levels["table"].eq("contact_counts")]
    now = levels.assign(base_start=year_before(levels["start"]), base_end=year_before(levels["end"], last=True))
    keys = ["table", "subject", "scope", "teller", "other", "unit"]
    before = levels[[*keys, "start", "end", "value", "low", "high", "figure_text"]]
    before = before.rename(columns={"start": "base_start", "end": "base_end"})
    both = now.merge(before, on=[*keys, "base_start", "base_end"], suffixes=("", "_before"))
    ends = [both[name].to_numpy(dtype=float) for name in ("low", "high", "low_before", "high_before")]
    low, high = divide((ends[0], ends[1]), (ends[2], ends[3]))
    value = (both["value"] / both["value_before"] - 1) * 100
    made = both["figure_text"] + " / " + both["figure_text_before"] + " - 1"
    grown = both.assign(value=value, low=(low - 1) * 100, high=(high - 1) * 100, made=made, measure="change", unit="%")
    return grown.assign(figure_text=[figure_words(round(v, 1), "%") for v in value])[list(_COLUMNS)]
