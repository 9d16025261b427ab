"""Figures for tests in a short notation: ``b/ planned change exports MEX>CAN cars @ 2023 = about 5%``.

The document (a where none is told), planned, the measure (level where none is told) with what a share or rank is of,
the flow or the commodity and its indicator, the sides, the product, the period and the figure as written. Amounts and
periods are read as in any text.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pandas as pd

import bilat_nb as bn
from bilat_nb.records import schema
from bilat_nb.tables import typed
from bilat_nb.vocabulary import table

FLOWS = ("turnover", "exports", "imports", "balance")
MEASURES = ("change", "share", "rank")
ORDINALS = {form: int(row["value"]) for row in table("ordinals") for form in row["forms"].split("|")}
_NOTATION = re.compile(
    r"^(?:(?P<doc>\w)/ )?(?P<planned>planned )?(?:(?P<measure>change|share|rank) )?(?:(?P<of>world|bilateral|CIS) )?"
    r"(?P<what>\w+)(?P<rest>.*?) @(?P<period>.*?) = (?P<sign>-?)(?P<written>.+)$"
)


def facts(notation: str) -> SimpleNamespace:
    """Make the tables of the figures, which are separated by ``|``."""
    rows = [_row(n, part.strip()) for n, part in enumerate(notation.split("|"))]
    frames = {}
    for name in ("trade", "energy", "contacts", "contact_counts", "quantities"):
        own = [row for kind, row in rows if kind == name]
        frames[name] = typed(pd.DataFrame(own, columns=list(schema()[name]), dtype=object), name)
    return SimpleNamespace(**frames, texts={})


def _row(number: int, notation: str) -> tuple[str, dict[str, Any]]:
    told = _NOTATION.match(notation)
    assert told, notation
    trade = told["what"] in FLOWS
    words = told["rest"].split()
    sides = next((word for word in words if ">" in word), "MEX>CAN").split(">")
    others = [word for word in words if ">" not in word]
    names = ("reporter", "partner") if trade else ("supplier", "recipient")
    cells: dict[str, Any] = {name: side or None for name, side in zip(names, sides, strict=True)}
    if trade:
        cells |= {"flow": told["what"], "product": " ".join(others) or "all", "share_of": told["of"]}
    else:
        cells |= {"commodity": told["what"], "indicator": others[0]}
    cells |= {"measure": told["measure"] or "level", "status": "planned" if told["planned"] else "actual"}
    cells |= _figure(told) | {"quote": told["written"], "value_text": told["written"], "fact_id": f"f{number}"}
    cells |= {"doc_id": told["doc"] or "a", "sentence": number, "span_start": number, "span_stop": number + 1}
    if told["period"].strip():
        when = bn.periods(told["period"]).iloc[0]
        cells |= {"period_start": when["period_start"], "period_end": when["period_end"]}
    return "trade" if trade else "energy", cells


def _figure(told: re.Match[str]) -> dict[str, Any]:
    if told["measure"] == "rank":
        return {"value": float(ORDINALS[told["written"]]), "unit": "rank", "bound": "exact"}
    read = bn.quantities(told["written"]).iloc[0]
    sign = -1.0 if told["sign"] else 1.0
    value = read["value"]
    return {
        "value": sign * value,
        "unit": read["unit"],
        "bound": read["bound"],
        "low": read["low"],
        "high": read["high"],
    }


def apart(made: SimpleNamespace, mark: str) -> SimpleNamespace:
    """Put a mark before countries and names, so that these tables can stand beside others."""
    frames = {}
    for name, frame in vars(made).items():
        if name == "texts":
            continue
        own = {"reporter", "partner", "supplier", "recipient", "doc_id", "fact_id"} & set(frame)
        plain = ["WLD", *(row["code"] for row in table("blocs"))]
        marked = {c: frame[c].where(frame[c].isna() | frame[c].isin(plain), mark + frame[c]) for c in sorted(own)}
        frames[name] = frame.assign(**marked)
    return SimpleNamespace(**frames, texts={})


def together(parts: list[SimpleNamespace]) -> SimpleNamespace:
    """Put several sets of tables into one."""
    names = [name for name in vars(parts[0]) if name != "texts"]
    frames = {name: pd.concat([getattr(part, name) for part in parts], ignore_index=True) for name in names}
    return SimpleNamespace(**frames, texts={})
