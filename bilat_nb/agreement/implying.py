"""What documents imply and do not say: levels behind growth rates, the missing one of four flows, the rest of a year.

Every row is marked derived and names its formula and the facts that it was made of. Its ends are those of the figures
as written, carried through the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from bilat_nb.agreement.claims import HasFigures, claims, consensus, dated_claims
from bilat_nb.agreement.derived import COLUMNS, SHOWN, Derived, derived_rows, values
from bilat_nb.agreement.growth import factor, with_base, year_before
from bilat_nb.agreement.intervals import Numbers, add, divide, subtract
from bilat_nb.agreement.ratios import of_currencies, of_prices, of_shares
from bilat_nb.agreement.running import additive
from bilat_nb.agreement.verdicts import bounds, code, role
from bilat_nb.tables import typed

_THING = ("group", "table", "subject", "product", "scope", "whose", "status")
_CELL = ("group", "table", "product", "scope", "unit", "status", "pair", "start", "end")


def implied(facts: HasFigures) -> pd.DataFrame:
    """Derive figures that the documents imply and do not state.

    Parameters
    ----------
    facts : Facts
        What `parse` returned; its tables trade and energy are read.

    Returns
    -------
    DataFrame
        One row per derived figure: implied_id, what, table, flow (or commodity and indicator), measure, reporter,
        partner (of energy: supplier, recipient), product (of energy: project), period_start, period_end, value, low,
        high, unit (values in the unit written out in full; an end that stays open is infinite), status, formula,
        fact_ids, doc_ids (joined by "; "), mixed (whether it is made of the figures of two sources, whose statistics
        may differ) and derived, which is always True. What some document states is left out.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"note": "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion."})
    >>> row = implied(facts).iloc[0]
    >>> row["what"], row["period_start"].year, row["formula"]
    ('base of a change', 2016, 'level / (1 + change)')
    >>> [round(float(row[name]) / 1e9, 2) for name in ("low", "value", "high")]
    [26.24, 26.25, 26.27]
    """
    dated = dated_claims(claims(facts))
    dated = dated[dated["table"].ne("contact_counts")]
    found: list[pd.DataFrame] = []
    for group in (dated.assign(group=dated["doc_id"]), consensus(dated)):
        found += [rows for derive in DERIVATIONS for rows in derive(group)]
    rows = pd.concat([part for part in found if len(part)] or [_no_rows()], ignore_index=True)
    return _unstated(rows.drop_duplicates("implied_id"), dated)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})


def _unstated(rows: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Leave out what some document states, and what an earlier formula gave already."""
    keys = ["flow", "measure", "reporter", "partner", "product", "unit", "period_start", "period_end"]
    names = {"flow": "subject", "reporter": "side", "partner": "other", "period_start": "start", "period_end": "end"}
    told = set(map(tuple, stated[[names.get(k, k) for k in keys]].itertuples(index=False)))
    turned = [
        k if k not in ("reporter", "partner") else {"reporter": "partner", "partner": "reporter"}[k] for k in keys
    ]
    ways: list[list[tuple[object, ...]]] = [
        list(rows[order].itertuples(index=False, name=None)) for order in (keys, turned)
    ]
    either = rows["flow"].eq("turnover")
    known = [a in told or (t and b in told) for a, b, t in zip(*ways, either, strict=True)]
    fresh = rows[~np.array(known, dtype=bool)].drop_duplicates([*keys, "doc_ids"])
    fresh = fresh.sort_values(["period_start", "period_end"], kind="stable", ignore_index=True)
    return typed(fresh.replace({"": None}), "implied")


def _bases(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The level that a change starts from."""
    rows = rows.assign(thing=code(rows, _THING))
    level = rows[rows["measure"].eq("level") & rows["subject"].ne("balance") & (rows["value"] > 0)]
    change = with_base(rows[rows["measure"].eq("change") & rows["unit"].eq("%") & (rows["value"] > -100)])
    keys = ["thing", "period"]
    level, change = (part.assign(period=code_of(part)) for part in (level, change))
    frame = role(level, "l", [*keys, *SHOWN]).merge(role(change, "c", [*keys, "base_start", "base_end"]), on=keys)
    value = values(frame, "l") / (1 + values(frame, "c") / 100)
    ends = divide(bounds(frame, "l"), factor(frame, "c"))
    way = Derived("base of a change", "level / (1 + change)", ("l", "c"))
    yield derived_rows(frame, way, value, ends, start=frame["base_start"], end=frame["base_end"], status="actual")


def code_of(rows: pd.DataFrame) -> pd.Series[str]:
    """A text for each period."""
    return rows["start"].astype(str) + rows["end"].astype(str)


def _changes(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The growth between two levels a year apart."""
    rows = rows.assign(thing=code(rows, (*_THING, "unit")))
    level = rows[rows["measure"].eq("level") & rows["subject"].ne("balance") & (rows["value"] > 0)]
    later = level.assign(base_start=year_before(level["start"]), base_end=year_before(level["end"], last=True))
    before = role(level, "b", ["thing", "start", "end"]).rename(columns={"start": "base_start", "end": "base_end"})
    keys = ["thing", "base_start", "base_end"]
    frame = role(later, "l", [*keys, *SHOWN]).merge(before, on=keys)
    low, high = divide(bounds(frame, "l"), bounds(frame, "b"))
    value = (values(frame, "l") / values(frame, "b") - 1) * 100
    way = Derived("change between levels", "level / level a year before - 1", ("l", "b"))
    yield derived_rows(frame, way, value, ((low - 1) * 100, (high - 1) * 100), unit="%", measure="change")


_FLOWS: tuple[tuple[str, str, str, str, Callable[..., tuple[Numbers, Numbers]]], ...] = (
    ("turnover", "exports", "imports", "exports + imports", add),
    ("balance", "exports", "imports", "exports - imports", subtract),
    ("imports", "turnover", "exports", "turnover - exports", subtract),
    ("exports", "turnover", "imports", "turnover - imports", subtract),
)


def _flows(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The missing one of exports, imports, turnover and balance."""
    rows = rows[rows["table"].eq("trade") & rows["measure"].eq("level")]
    rows = rows.assign(cell=code(rows, _CELL))
    flow = dict(iter(rows.groupby("subject")))
    for result, first, second, formula, combine in _FLOWS:
        a, b = flow.get(first, rows.iloc[:0]), flow.get(second, rows.iloc[:0])
        keys = ["cell"] if first == "turnover" else ["cell", "side"]
        shown = [c for c in SHOWN if c not in keys]
        # sides as those of the flow that has a direction
        frame = role(b, "b", [*keys, *shown]).merge(role(a, "a", keys), on=keys)
        value = values(frame, "a") + (1 if combine is add else -1) * values(frame, "b")
        way = Derived(f"missing {result}", formula, ("a", "b"))
        yield derived_rows(frame, way, value, combine(bounds(frame, "a"), bounds(frame, "b")), subject=result)


def _rest_of_year(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """What is left between two running totals of one year, or between a part and the year."""
    rows = rows[rows["measure"].eq("level") & additive(rows)].assign(thing=lambda f: code(f, (*_THING, "unit")))
    order = rows.sort_values(["thing", "start", "end"]).drop_duplicates(["thing", "start", "end"])
    before = order.groupby(["thing", "start"])["fact_id"].shift()
    later = order.assign(before=before).dropna(subset=["before"])
    first = role(order.assign(before=order["fact_id"], part_end=order["end"]), "p", ["before", "part_end"])
    frame = role(later, "y", [*SHOWN, "before"]).merge(first, on="before")
    frame = frame[frame["start"].dt.year == frame["end"].dt.year]
    value = values(frame, "y") - values(frame, "p")
    way = Derived("rest of a period", "longer period - shorter period", ("y", "p"))
    ends = subtract(bounds(frame, "y"), bounds(frame, "p"))
    yield derived_rows(frame, way, value, ends, start=frame["part_end"] + pd.Timedelta(days=1))


DERIVATIONS: tuple[Callable[[pd.DataFrame], Iterator[pd.DataFrame]], ...] = (
    _flows,
    _bases,
    _changes,
    _rest_of_year,
    of_shares,
    of_prices,
    of_currencies,
)
"""In the order of trust: what one derives, a later one does not repeat."""
