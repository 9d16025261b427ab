"""Set each claim beside the official figures of both sides, and say where it stands among them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from bilat_nb.agreement.claims import HasFigures, claims, dated_claims
from bilat_nb.agreement.growth import with_base, year_before
from bilat_nb.agreement.implying import implied
from bilat_nb.agreement.intervals import Numbers, meet, written_unit
from bilat_nb.agreement.verdicts import AGREES, CANNOT_TELL, COLUMNS, CONTRADICTS
from bilat_nb.comparison.figures import official_figures
from bilat_nb.comparison.wording import sentences
from bilat_nb.reference import REFERENCE_TABLES, load_reference
from bilat_nb.words import amount, period_words

MORE = (
    "claim", "claim_low", "claim_high", "flow", "measure", "claim_reporter", "claim_partner", "reporter", "partner",
    "scope", "position", "nearest",
    "independent", "spread", "derived", "source_name", "source_url", "basis",
)  # fmt: skip
AT, WITHIN_BOUND, ABOVE, BELOW = "at", "within", "above", "below"
SERVICES = "the official figure includes services, and the text does not say whether its own does"
NO_SCOPE = "the source does not say whether services are included"
OTHER_AGREES = "another official figure agrees with it"
ONE_SIDE = "what the other side counts is not known"
WITHIN = "the official counts differ from each other by as much"
LOOSE = "the texts do not say enough to know that both measure the same"
MADE = "it is implied by the text and not stated in it"
_KEYS = ("table", "subject", "share_of", "measure", "who", "unit", "start", "end")
_GOODS = "goods moved"
_LOOSE = 0.1  # of its size, from which on an implied figure is told by its ends
_IDENTITY = ("check", "fact_ids", "derived", "reporter", "source_name", "scope", "recomputed")


def compare(
    facts: HasFigures, reference: pd.DataFrame | Sequence[pd.DataFrame] | None = None, *, derived: bool = True
) -> pd.DataFrame:
    """Set each claim beside every official figure of the same scope, period and unit, as both sides count it.

    Parameters
    ----------
    facts : Facts
        What `parse` returned: trade, energy and counts of contacts are read.
    reference : DataFrame or list of DataFrame, optional
        Official figures, as `load_reference` gives them; all bundled tables when not given.
    derived : bool
        Compare what the documents imply too, as `implied` gives it.

    Returns
    -------
    DataFrame
        One row per claim and official figure, with all columns of `reconcile`: stated is the claim and recomputed the
        official figure, in one unit; official growth is computed from two levels of one side. Then claim (as written),
        claim_low and claim_high (what it stands for), flow ("exports", "gas delivery", "meeting head_of_state"),
        measure, claim_reporter and claim_partner (whose flow the text tells), reporter (who counts), partner, scope
        (goods; goods and services; empty where not told), position of the claim as printed (at, above, below; within
        where "over" or "at most" leaves room for the figure), nearest (no other figure of its scope is nearer),
        independent (False where the figure is the document's own), spread (between the official figures of that scope),
        derived, source_name, source_url, basis.

    Notes
    -----
    A claim contradicts an official figure only when both sides' counts are known, it agrees with none of them, and it
    is further from each than they are from one another. Exports of one side are compared with the imports of the other.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "In 2021 trade between Belarus and Russia reached about $40bn."})
    >>> compare(facts)[["reporter", "recomputed", "position", "nearest", "verdict"]].values.tolist()
    [['BLR', 40000000000.0, 'at', True, 'agrees'], ['RUS', 38500000000.0, 'above', False, 'agrees']]
    """
    figures = _directed(official_figures(_tables(reference)))
    said = _directed(_claims(facts, derived))
    pairs = said.merge(figures, on=list(_KEYS), suffixes=("", "_r"))
    pairs = pairs[~(pairs["scope"].eq("goods and services") & pairs["scope_r"].eq("goods"))]
    pairs = pairs[pairs["scope"].ne("services")].reset_index(drop=True)
    return _ordered(_judged(pairs)) if len(pairs) else _none()


def _none() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in (*COLUMNS, *MORE)})


def _tables(reference: pd.DataFrame | Sequence[pd.DataFrame] | None) -> pd.DataFrame:
    if isinstance(reference, pd.DataFrame):
        return reference.reset_index(drop=True)
    frames = [load_reference(name) for name in REFERENCE_TABLES] if reference is None else list(reference)
    return pd.concat(frames, ignore_index=True)


def _claims(facts: HasFigures, derived: bool) -> pd.DataFrame:
    """Dated claims about what has happened, stated and implied; changes only on a year before."""
    stated = dated_claims(claims(facts))
    stated = stated[stated["status"].eq("actual")]
    stated = stated[~(stated["table"].eq("energy") & stated["product"].ne(""))]
    stated = stated[~(stated["table"].eq("trade") & ~stated["product"].isin(["all", ""]))]
    change = with_base(stated[stated["measure"].eq("change")])
    yearly = change["base_start"].eq(year_before(change["start"]))
    yearly &= change["base_end"].eq(year_before(change["end"], last=True))
    stated = stated[~stated.index.isin(change.index[~yearly])].assign(derived=False)
    return pd.concat([stated, _implied(facts)], ignore_index=True) if derived else stated.reset_index(drop=True)


def _implied(facts: HasFigures) -> pd.DataFrame:
    """What the documents imply, in the columns of claims."""
    rows = implied(facts)
    rows = rows[rows["status"].eq("actual") & rows["product"].isin(["all", ""])].reset_index(drop=True)
    names = {
        "flow": "subject", "reporter": "teller", "partner": "other", "period_start": "start", "period_end": "end",
        "fact_ids": "fact_id", "doc_ids": "doc_id",
    }  # fmt: skip
    made = rows.rename(columns=names).assign(share_of="", scope="", bound="derived")
    cells = zip(rows["value"], rows["low"], rows["high"], rows["unit"], strict=True)
    made["text"] = [_implied_words(*cell) for cell in cells]
    made["countries"] = ["; ".join(sorted(pair)) for pair in zip(rows["reporter"], rows["partner"], strict=True)]
    made["when"] = [period_words(a, b) for a, b in zip(made["start"], made["end"], strict=True)]
    return made.assign(derived=True)


def _implied_words(value: float, low: float, high: float, unit: str) -> str:
    """An implied figure; where it is loose, the ends that it lies between."""
    if high - low <= _LOOSE * abs(value):
        return f"{amount(value, unit)}, implied"
    if not np.isfinite(high):
        return f"over {amount(low, unit)}, implied"
    return f"{f'{amount(low, unit)} to' if low > 0 else 'at most'} {amount(high, unit)}, implied"


def _directed(rows: pd.DataFrame) -> pd.DataFrame:
    """Name who the figure is of: the pair of a turnover, seller and buyer of goods, else the side that tells it."""
    sides = zip(rows["teller"].astype(str), rows["other"].astype(str), strict=True)
    ordered = ["; ".join(sorted({*a.split("; "), *b.split("; ")} - {""})) for a, b in sides]
    sold = rows["teller"].astype(str) + ">" + rows["other"].astype(str)
    bought = rows["other"].astype(str) + ">" + rows["teller"].astype(str)
    level = rows["measure"].ne("share")
    goods = rows["subject"].isin(["exports", "imports"]) & level
    own = (rows["table"].eq("trade") & rows["subject"].ne("turnover")) | ~level
    who = np.select([goods & rows["subject"].eq("imports"), own], [bought, sold], ordered)
    flow = rows["subject"]
    subject = np.where(goods, _GOODS, rows["subject"])
    days = {name: rows[name].astype("datetime64[s]") for name in ("start", "end")}
    return rows.assign(who=who, flow=flow, subject=subject, **days)


def _judged(pairs: pd.DataFrame) -> pd.DataFrame:
    """Verdict, position and spread of each claim and figure."""
    found = pairs["low_r"].to_numpy(), pairs["high_r"].to_numpy()
    pairs["meets"] = meet((pairs["low"].to_numpy(), pairs["high"].to_numpy()), found)
    pairs["difference"] = pairs["value"] - pairs["value_r"]
    pairs["position"] = _position(pairs, found)
    pairs["one"] = pairs["fact_id"] + pairs["derived"].astype(str)
    told = pairs["scope"].ne("") | pairs["table"].ne("trade")
    pairs["same"] = pairs["scope_r"].eq("goods") | (pairs["scope_r"].eq(pairs["scope"]) & told)
    sized = pairs.assign(size=pairs["difference"].abs(), comparable=pairs["value_r"].where(pairs["same"]))
    group = [pairs["one"], pairs["measure"]]
    least = sized.groupby([*group, "same"])["size"].transform("min")
    pairs["nearest"] = sized["size"].le(least * (1 + 1e-9)) & pairs["same"]
    figures = sized.groupby(group)["comparable"]
    pairs["spread"] = figures.transform("max") - figures.transform("min")
    pairs["reason"] = _doubts(pairs)
    pairs["verdict"] = np.where(pairs["meets"], AGREES, np.where(pairs["reason"].eq(""), CONTRADICTS, CANNOT_TELL))
    return _columns(pairs)


def _position(pairs: pd.DataFrame, found: tuple[Numbers, Numbers]) -> npt.NDArray[np.str_]:
    """Where the claim as printed stands, without the room that "about" or "over" leaves."""
    printed = [(written_unit(v, t) or 0.0) / 2 for v, t in zip(pairs["value"], pairs["text"], strict=True)]
    counted = pairs["table"].eq("contact_counts") | pairs["measure"].eq("rank")
    half = np.where(pairs["derived"], (pairs["high"] - pairs["low"]) / 2, np.where(counted, 0.0, printed))
    half = np.where(np.isfinite(half), half, 0.0)
    low, high = pairs["value"] - half, pairs["value"] + half
    at = meet((low.to_numpy(), high.to_numpy()), found)
    one_sided = pairs["meets"] & pairs["bound"].isin(["at_least", "at_most"])
    return np.select([at, one_sided, pairs["difference"] > 0], [AT, WITHIN_BOUND, ABOVE], BELOW)


def _doubts(pairs: pd.DataFrame) -> npt.NDArray[np.str_]:
    """Why a claim that differs from a figure may still be right; "" where nothing says so."""
    good = pairs["meets"] & pairs["same"]
    other = good.groupby(pairs["one"]).transform("any")
    sides = pairs["teller_r"].where(pairs["same"]).groupby(pairs["one"]).transform("nunique")
    least = pairs["difference"].abs().where(pairs["same"]).groupby(pairs["one"]).transform("min")
    reasons = {
        SERVICES: pairs["scope_r"].eq("goods and services") & pairs["scope"].ne("goods and services"),
        NO_SCOPE: pairs["table"].eq("trade") & pairs["scope_r"].eq(""),
        OTHER_AGREES: other,
        MADE: pairs["derived"],
        LOOSE: pairs["table"].ne("trade"),
        ONE_SIDE: sides < 2,
        WITHIN: least <= pairs["spread"],
    }
    return np.select(list(reasons.values()), list(reasons), "")


def _columns(pairs: pd.DataFrame) -> pd.DataFrame:
    """The columns of a verdict, and those of a comparison."""
    origins = zip(pairs["origin"], pairs["doc_id"], strict=True)
    pairs["independent"] = [not {*o.split("; ")} & {*d.split("; ")} for o, d in origins]
    below = pairs["value"] - pairs["low"] + pairs["high_r"] - pairs["value_r"]
    above = pairs["high"] - pairs["value"] + pairs["value_r"] - pairs["low_r"]
    room = np.where(pairs["difference"] >= 0, below, above)
    out = pairs.assign(
        check=np.where(pairs["made"].ne(""), "official growth", "official figure"),
        tolerance=np.where(np.isfinite(room), room, np.nan),
        formula=np.where(pairs["made"].ne(""), pairs["made"], "claim = official figure"),
        claim=pairs["text"], claim_low=pairs["low"], claim_high=pairs["high"], scope=pairs["scope_r"],
        sentence=sentences(pairs),
    ).rename(
        columns={
            "value": "stated", "value_r": "recomputed", "low_r": "recomputed_low", "high_r": "recomputed_high",
            "fact_id": "fact_ids", "doc_id": "doc_ids", "start": "period_start", "end": "period_end",
            "teller_r": "reporter", "other_r": "partner", "teller": "claim_reporter", "other": "claim_partner",
        }
    )  # fmt: skip
    names = zip(*(out[name] for name in _IDENTITY), strict=True)
    out["verdict_id"] = [
        hashlib.blake2b("|".join(map(str, name)).encode(), digest_size=6).hexdigest() for name in names
    ]
    return out[[*COLUMNS, *MORE]].drop_duplicates("verdict_id")


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    rank = rows["verdict"].map({CONTRADICTS: 0, CANNOT_TELL: 1, AGREES: 2})
    ordered = rows.assign(rank=rank, size=rows["difference"].abs() / rows["recomputed"].abs())
    keys = ["rank", "period_start", "period_end", "fact_ids", "size"]
    return ordered.sort_values(keys, kind="stable", ignore_index=True).drop(columns=["rank", "size"])
