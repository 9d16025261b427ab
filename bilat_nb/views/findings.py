"""Titles and descriptions, computed from the rows: a finding only where the rows bear it, else a plain name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bilat_nb.views.rows import Row
from bilat_nb.views.wording import capital, pair_words, value_words, words
from bilat_nb.words import amount, period_words

_IN_WORDS = 16  # rows told one by one in a description


def mark_titles(rows: Sequence[Row]) -> dict[str, str]:
    """What each mark says, by fact_id."""
    return {row.fact_id: row.title for row in rows}


def describe_rows(title: str, rows: Sequence[Row], tellers: Mapping[str, str], notes: Sequence[str]) -> str:
    """One paragraph: each figure with its period and its source."""
    ordered = sorted(rows, key=lambda row: (row.start is None, str(row.start), str(row.end), row.fact_id))
    told = [f"{row.title} ({tellers.get(row.doc_id, row.doc_id)})" for row in ordered[:_IN_WORDS]]
    more = f"; and {len(rows) - _IN_WORDS} more" if len(rows) > _IN_WORDS else ""
    return " ".join([f"{title}.", f"{'; '.join(told)}{more}.", *notes])


def _agreed(rows: Sequence[Row]) -> list[Row]:
    """Exact figures of a period for which no other value is told, the latest period first."""
    told: dict[tuple[object, ...], set[float]] = {}
    for row in rows:
        told.setdefault((row.start, row.end, row.sides if row.kind == "" else ""), set()).add(row.value)
    sure = [
        row for row in rows
        if row.dated and not row.planned and row.bound == "exact" and len(told[row.start, row.end, ""]) == 1
    ]  # fmt: skip
    return sorted(sure, key=lambda row: (row.end, row.start, row.fact_id), reverse=True)


def _in_period(row: Row) -> str:
    return f"in {period_words(row.start, row.end)}"


def trade_titles(rows: Sequence[Row], flow: str, pair: tuple[str, ...]) -> list[str]:
    """Titles for stated trade, the most telling first, the shortest last."""
    between = pair_words(pair) if pair else "two countries"
    plain = f"{capital(words('flow', flow))} of {between}"
    if not rows or len({row.sides for row in rows}) > 1 and flow != "turnover":
        return [plain, capital(words("flow", flow))]
    titles = []
    for row in _agreed([row for row in rows if row.measure == "change"])[:1]:
        verb = "grew" if row.value > 0 else "fell" if row.value < 0 else "did not change"
        much = f" {value_words(abs(row.value), None, None, 'exact')}%" if row.value else ""
        titles += [f"{plain} {verb}{much} {_in_period(row)}", f"{capital(words('flow', flow))} {verb}{much} {_in_period(row)}"]
    if not titles:
        for row in _agreed([row for row in rows if row.measure == "level"])[:1]:
            titles += [f"{plain}: {amount(row.value, row.unit)} {_in_period(row)}"]
    return [*titles, plain, capital(words("flow", flow))]
