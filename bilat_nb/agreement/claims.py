"""Stated figures as claims: one table for trade, energy and counts of contacts, with what each may be compared by.

Two claims are about the same thing when their columns `SAME` agree. What is not told (no partner, no period) is never
taken for what is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd

from bilat_nb.agreement.intervals import intervals
from bilat_nb.words import cell, missing, period_words, term, value_words

SCOPE = ("table", "subject", "product", "scope", "share_of")
"""What is measured, apart from whose it is, how and when."""
SAME = (*SCOPE, "measure", "teller", "other", "unit", "status")
"""What two claims must share to be about one and the same quantity at different times."""
PERIOD = ("start", "end")
_COLUMNS = (
    *SAME, *PERIOD, "base_start", "base_end", "pair", "value", "low", "high", "bound", "text", "when", "fact_id",
    "doc_id", "sentence", "span_start", "span_stop", "countries",
)  # fmt: skip
_SCOPES = (
    (
        "goods and services",
        re.compile(r"\bgoods and services\b|\bgoods & services\b|\bservices and goods\b", re.IGNORECASE),
    ),
    (
        "services",
        re.compile(r"\b(?:trade|exports?|imports?|turnover) (?:in|of) services\b|\bservices trade\b", re.IGNORECASE),
    ),
)
_REACH = 160
_WORDED = ("value", "count", "value_text", "unit", "bound", "measure", "low", "high", "kind", "level")
_AMOUNT = re.compile(r"(?:[A-Z]{2,3} ?)?[$€£¥₽₹]? ?[-−–]?\d.{0,60}$", re.DOTALL)
_BOUND_WORDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


class HasFigures(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def trade(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def energy(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def contact_counts(self) -> pd.DataFrame: ...  # noqa: D102


def claims(facts: HasFigures) -> pd.DataFrame:
    """Turn the figures of trade and energy and the counts of contacts into claims.

    Parameters
    ----------
    facts : Facts
        Its tables trade, energy and contact_counts are read, and its texts, where it has them, for whether a figure of
        trade includes services.

    Returns
    -------
    DataFrame
        One row per stated figure. ``subject`` is the flow, "gas delivery", or "meeting head_of_state"; ``teller`` and
        ``other`` reporter and partner, supplier and recipient; ``source`` whose statistics they are; ``pair`` both in
        alphabetical order; ``scope`` says whether services are included; ``low`` and ``high`` are the ends of the
        interval that the figure stands for, in its unit; ``start``, ``end``, ``base_start``, ``base_end`` are days,
        NaT where not told. Text that is missing is "".
    """
    texts: Mapping[str, str] = getattr(facts, "texts", {})
    parts = [_trade(facts.trade, texts), _energy(facts.energy), _counts(facts.contact_counts)]
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    found["source"], found["publisher"] = _sources(found), _publishers(found, facts)
    found["headline"] = _headlines(found, facts, texts)
    # plain strings: a verdict goes over them one by one, for which arrow's arrays are slow
    return found.astype({name: object for name, dtype in found.dtypes.items() if dtype == "str"})


def _headlines(found: pd.DataFrame, facts: HasFigures, texts: Mapping[str, str]) -> list[bool]:
    """Whether a figure stands in the headline of its document."""
    documents = getattr(facts, "documents", None)
    if documents is None or "title" not in documents:
        return [False] * len(found)
    titles = {d: t for d, t in zip(documents["doc_id"], _text(documents, "title"), strict=True) if t}
    begins = {d: texts.get(d, "").find(t) for d, t in titles.items()}
    spans = zip(found["doc_id"], found["span_start"], strict=True)
    return [d in titles and 0 <= begins[d] <= a < begins[d] + len(titles[d]) for d, a in spans]


def _publishers(found: pd.DataFrame, facts: HasFigures) -> pd.Series[str]:
    """Who published a figure, or the document where that is not known."""
    documents = getattr(facts, "documents", pd.DataFrame({"doc_id": [], "publisher": []}))
    publisher = dict(zip(documents["doc_id"], _text(documents, "publisher"), strict=True))
    return found["doc_id"].map(lambda doc: publisher.get(doc) or doc)


def _sources(found: pd.DataFrame) -> pd.Series[str]:
    """Whose statistics a figure is from: of exports, imports and balance the reporter's, of others unknown ("").

    A count of contacts is no statistic: it is the same for everybody.
    """
    reported = found["table"].eq("trade") & found["subject"].ne("turnover")
    return found["teller"].where(reported, "").where(found["table"].ne("contact_counts"), "all")


def sided(every: pd.DataFrame) -> pd.DataFrame:
    """Return claims with the columns that joins need: ``whose`` and ``side``.

    A turnover belongs to a pair in whichever order it is told; any other figure to its teller and its partner.
    """
    one_way = every["teller"] + ">" + every["other"]
    return every.assign(whose=every["pair"].where(every["subject"].eq("turnover"), one_way), side=every["teller"])


def dated_claims(every: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that have a first and a last day, as `sided` gives them."""
    return sided(every[every["start"].notna() & every["end"].notna()])


def consensus(dated: pd.DataFrame) -> pd.DataFrame:
    """Return one claim for each quantity that all documents tell alike; quantities told differently are left out.

    The claim is the most exact one, with the ends that all leave open together, and names the facts that set them.
    """
    rows = dated.assign(
        cell=dated.groupby([*SAME, *PERIOD, "base_start", "base_end"], dropna=False, sort=False).ngroup()
    )
    alone = ~rows["cell"].duplicated(keep=False)
    told = rows[~alone]
    floor = told.sort_values("low", kind="stable").drop_duplicates("cell", keep="last").set_index("cell")
    ceiling = told.sort_values("high", kind="stable").drop_duplicates("cell").set_index("cell")
    width = (told["high"] - told["low"]).sort_values(kind="stable")
    exact = told.loc[width.index].drop_duplicates("cell").set_index("cell", drop=False)
    floor, ceiling = floor.reindex(exact.index), ceiling.reindex(exact.index)
    exact = exact.assign(low=floor["low"], high=ceiling["high"])
    for name in ("fact_id", "doc_id"):
        ends = zip(exact[name], floor[name], ceiling[name], strict=True)
        exact[name] = ["; ".join(dict.fromkeys(names)) for names in ends]
    fits = exact[exact["low"].le(exact["high"])]
    return pd.concat([rows[alone], fits.reset_index(drop=True)], ignore_index=True).assign(group="")


def _trade(rows: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    product = _text(rows, "product").replace("", "all")
    sides = _text(rows, "reporter"), _text(rows, "partner")
    return _claims(rows, "trade", _text(rows, "flow"), *sides, product, _scopes(rows, texts))


def _energy(rows: pd.DataFrame) -> pd.DataFrame:
    subject = _text(rows, "commodity") + " " + _text(rows, "indicator")
    sides = _text(rows, "supplier"), _text(rows, "recipient")
    return _claims(rows, "energy", subject, *sides, _text(rows, "project"))


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    subject = _text(rows, "kind") + " " + _text(rows, "level")
    codes = _text(rows, "countries")
    frame = rows.assign(measure="level", unit="contacts", status="actual", value=rows["count"].astype(float))
    return _claims(frame, "contact_counts", subject, codes, codes)


def _claims(
    rows: pd.DataFrame,
    table: str,
    subject: pd.Series[str],
    teller: pd.Series[str],
    other: pd.Series[str],
    product: pd.Series[str] | str = "",
    scope: pd.Series[str] | str = "",
) -> pd.DataFrame:
    low, high = intervals(rows)
    found = pd.DataFrame(
        {
            "table": table, "subject": subject, "product": product, "scope": scope,
            "share_of": _text(rows, "share_of"), "measure": _text(rows, "measure"), "teller": teller, "other": other,
            "unit": _text(rows, "unit"), "status": _text(rows, "status"),
            "pair": np.where(teller < other, teller + "; " + other, other + "; " + teller),
            "value": rows["value"].astype(float), "low": low, "high": high, "bound": _text(rows, "bound"),
        },
        index=rows.index,
    )  # fmt: skip
    found["text"] = wordings(rows, table)
    for name in ("fact_id", "doc_id", "sentence", "span_start", "span_stop"):
        found[name] = rows[name]
    days = {"start": "period_start", "end": "period_end", "base_start": "base_start", "base_end": "base_end"}
    for name, source in days.items():
        found[name] = _days(rows, source)
    found["when"] = _periods(found)
    found["countries"] = found["pair"].str.strip("; ") if table != "contact_counts" else teller
    return found[list(_COLUMNS)]


def wordings(rows: pd.DataFrame, table: str) -> list[str]:
    """Return each figure as a sentence can quote it: the number as written, with bound and sign in plain words."""
    names = [name for name in _WORDED if name in rows]
    return [
        _wording(dict(zip(names, cells, strict=True)), table)
        for cells in zip(*(rows[n].tolist() for n in names), strict=True)
    ]


def _wording(row: Mapping[str, Any], table: str) -> str:
    if table == "contact_counts":
        level = "" if missing(row["level"]) else f" at the level of {term(row['level'])}"
        return f"{value_words({**row, 'unit': None})} {row['kind']}{'' if row['count'] == 1 else 's'}{level}"
    amount = _AMOUNT.search(cell(row.get("value_text")))
    if amount is None or row["measure"] != "level":
        return value_words(row)
    return f"{_BOUND_WORDS.get(row['bound'], '')}{'−' if row['value'] < 0 else ''}{amount[0].strip().lstrip('-−–')}"


def _text(rows: pd.DataFrame, name: str) -> pd.Series[str]:
    return rows[name].astype(object).fillna("").astype(str) if name in rows else pd.Series("", index=rows.index)


def _days(rows: pd.DataFrame, name: str) -> pd.Series[Any]:
    column = rows[name] if name in rows else pd.Series(pd.NaT, index=rows.index)
    return pd.to_datetime(column).astype("datetime64[s]")


def _periods(found: pd.DataFrame) -> list[str]:
    """Periods in words; each is worded once."""
    days = list(zip(found["start"].dt.date, found["end"].dt.date, strict=True))
    worded = {pair: period_words(*(None if missing(day) else day for day in pair)) for pair in set(days)}
    return [worded[pair] for pair in days]


def _scopes(rows: pd.DataFrame, texts: Mapping[str, str]) -> pd.Series[str]:
    """Whether the words around a figure say that services are part of it; "" where they do not say."""
    mixed = {doc for doc in set(rows["doc_id"]) if "services" in texts.get(doc, "").casefold()}
    spans = zip(rows["doc_id"], rows["span_start"], rows["span_stop"], strict=True)
    told = [_scope(texts[doc], int(a), int(z)) if doc in mixed else "" for doc, a, z in spans]
    return pd.Series(told, index=rows.index, dtype="str")


def _scope(text: str, start: int, stop: int) -> str:
    """The scope told in the same clause: no full stop or semicolon between the words and the figure."""
    before = re.split(r"[.;!?\n] ?(?=\D)", text[max(0, start - _REACH) : start])[-1]
    after = re.split(r"[.;!?\n](?=\D|$)", text[stop : stop + _REACH])[0]
    clause = f"{before} {after}"
    return next((name for name, pattern in _SCOPES if pattern.search(clause)), "")
