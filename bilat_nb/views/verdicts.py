"""What the pictures of verdicts share: rows as plain values, their words, their signs, the sources line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from bilat_nb.series import to_dates
from bilat_nb.views.frame import About, Key
from bilat_nb.views.marks import Mark
from bilat_nb.views.rows import plural
from bilat_nb.views.signs import SIGNS
from bilat_nb.views.style import Palette
from bilat_nb.views.wording import capital, country, words
from bilat_nb.words import amount, cell, missing, period_words

ORDER = {"contradicts": 0, "cannot tell": 1, "agrees": 2}
RADIUS = 8.0  # pixels of a sign
_PLAIN = ("contacts", "number", "rank")
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
_TOLD = 16  # verdicts told one by one in a description


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict as plain values."""

    verdict_id: str
    check: str
    verdict: str
    stated: float
    found: float
    tolerance: float | None
    unit: str
    formula: str
    docs: tuple[str, ...]
    facts: tuple[str, ...]
    start: date | None
    end: date | None
    sentence: str
    official: bool
    reporter: str
    subject: str
    flow: str
    claim: str
    low: float | None  # of what is stated and of what was found, where it is told
    high: float | None
    found_low: float | None
    found_high: float | None
    derived: bool

    @property
    def limit(self) -> bool:
        """Whether what was found is a limit to what is stated, and not the same number."""
        return "<=" in self.formula

    @property
    def when(self) -> str:
        """The period in words; empty where it is not told."""
        return period_words(self.start, self.end) if self.start or self.end else ""

    @property
    def name(self) -> str:
        """What is checked, in a few words."""
        return f"{capital(self.subject)}{f', {self.when}' if self.when else ''}"


def to_verdicts(frame: pd.DataFrame) -> list[Verdict]:
    """Rows of a table of verdicts, what contradicts first."""
    starts, ends = to_dates(frame["period_start"]), to_dates(frame["period_end"])
    rows = [
        _verdict(record, start, end) for record, start, end in zip(frame.to_dict("records"), starts, ends, strict=True)
    ]
    return sorted(rows, key=lambda row: ORDER[row.verdict])


def _verdict(record: Mapping[Any, Any], start: date | None, end: date | None) -> Verdict:
    official = record.get("against") == "official" or str(record["check"]).startswith("official")
    low, high = (_or_none(record.get(name)) for name in ("claim_low", "claim_high"))
    found_low, found_high = (_or_none(record[name]) for name in ("recomputed_low", "recomputed_high"))
    return Verdict(
        str(record["verdict_id"]), str(record["check"]), str(record["verdict"]), _number(record["stated"]),
        _number(record["recomputed"]), _or_none(record["tolerance"]), cell(record["unit"]), str(record["formula"]),
        _listed(record["doc_ids"]), _listed(record["fact_ids"]), start, end, str(record["sentence"]), official,
        cell(record.get("reporter")), _subject(record, official), cell(record.get("flow")), cell(record.get("claim")),
        low, high, found_low, found_high, record.get("derived") is True,
    )  # fmt: skip


def _listed(ids: Any) -> tuple[str, ...]:
    return tuple(str(ids).split("; "))


def _subject(record: Mapping[Any, Any], official: bool) -> str:
    """What an official figure is of; the check itself of all others."""
    if not official:
        return words("check", str(record["check"]))
    flow, measure = cell(record.get("flow")), cell(record.get("measure"))
    first, _, second = flow.partition(" ")
    if record["unit"] == "contacts":
        told = f"{words('kind', first)} of {words('level', second)}"
    else:
        told = f"{words('commodity', first)} {words('indicator', second)}" if second else words("flow", first)
    return f"{'change of ' if measure == 'change' else ''}{told}{' implied' if record.get('derived') is True else ''}"


def _number(value: Any) -> float:
    return float("nan") if missing(value) else float(value)


def _or_none(value: Any) -> float | None:
    found = _number(value)
    return None if found != found or abs(found) == float("inf") else found


def scaled(row: Verdict) -> tuple[float, str]:
    """The scale that stated and found are told in, and the unit with its name; numbers of contacts have none."""
    if row.unit in (*_PLAIN, ""):
        return 1.0, ""
    if row.unit == "%":
        return 1.0, "%"
    largest = max((abs(value) for value in (row.stated, row.found) if value == value), default=0.0)
    size, name = next(((s, n) for s, n in _SCALES if largest >= s), (1.0, ""))
    return size, f"{name} {words_of_unit(row.unit)}".strip()


def words_of_unit(unit: str) -> str:
    """A unit as it stands behind a number: "USD", "m³"."""
    return amount(1.0, unit).partition(" ")[2] or unit


def color_of(colours: Palette, verdict: str) -> str:
    """Colour of the sign of a verdict."""
    return {"agrees": colours.agree, "contradicts": colours.differ}.get(verdict, colours.muted)


def text_color(colours: Palette, verdict: str) -> str:
    """Colour of a verdict in words."""
    return {"agrees": colours.agree_text, "contradicts": colours.differ_text}.get(verdict, colours.muted)


def sign(row: Verdict, x: float, y: float, colours: Palette, selected: frozenset[str], size: float = RADIUS) -> Mark:
    """The sign of a verdict as a mark that leads to its evidence."""
    return Mark(
        row.verdict_id, row.sentence, x, x, y, SIGNS[row.verdict], color_of(colours, row.verdict), size=size,
        selected=row.verdict_id in selected,
    )  # fmt: skip


def sign_keys(rows: Sequence[Verdict], colours: Palette) -> list[Key]:
    """Keys of the verdicts that are there."""
    told = {row.verdict for row in rows}
    return [Key(verdict, SIGNS[verdict], color_of(colours, verdict)) for verdict in ORDER if verdict in told]


def about_verdicts(title: str, rows: Sequence[Verdict]) -> About:
    """Each verdict in its own sentence, the first ones in the description."""
    more = f" And {len(rows) - _TOLD} more." if len(rows) > _TOLD else ""
    text = " ".join([f"{title}.", *(row.sentence for row in rows[:_TOLD])]) + more
    return About(title, text, {row.verdict_id: row.sentence for row in rows})


def verdict_titles(rows: Sequence[Verdict]) -> list[str]:
    """Titles that say what was found, the most telling first."""
    counts = Counter(row.verdict for row in rows)
    agree, differ, left = (counts[word] for word in ("agrees", "contradicts", "cannot tell"))
    first = f"{agree} of {plural(len(rows), 'check')} agree{'s' if len(rows) == 1 else ''}"
    alone = differ == 1 and len(next(row for row in rows if row.verdict == "contradicts").docs) == 1
    against = "one document contradicts itself" if alone else f"{differ} contradict{'s' if differ == 1 else ''}"
    parts = [first, *([against] if differ else []), *([f"{left} could not be told"] if left and not differ else [])]
    return ["; ".join(parts) if differ else ", ".join(parts), first]


def sources_line(rows: Sequence[Verdict], tellers: Mapping[str, str]) -> str:
    """Who tells what is checked, and whose official counts stand beside it."""
    docs = list(dict.fromkeys(doc for row in rows for doc in row.docs))
    names = list(dict.fromkeys(tellers.get(doc, doc) for doc in docs))
    shown = "; ".join(names[:5]) + (f"; and {len(names) - 5} more" if len(names) > 5 else "")
    beside = sum(row.official for row in rows)
    sides = " and ".join(dict.fromkeys(country(row.reporter) for row in rows if row.official and row.reporter))
    official = f"; {plural(beside, 'comparison')} with official figures of {sides}" if beside else ""
    return f"Sources: {plural(len(docs), 'document')} ({shown}){official}."
