"""How often officials met: one row for each contact however often it is told, and numbers beside what is stated.

Counts that documents state ("met eight times") stand beside the contacts that documents date; they are never added up.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from bilat_nb.facts.contact_people import LEVELS

BY = {"month": "M", "quarter": "Q", "year": "Y"}
SPLITS = ("kind", "level", "country", "place")
_MERGED = (
    "kind", "level", "start", "end", "precision", "place", "participants", "countries", "status", "plan",
    "n_documents", "n_rows", "doc_ids", "fact_ids", "conflicts",
)  # fmt: skip
_ALIKE = 0.8
_LONGEST = 40


class HasContacts(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def contact_counts(self) -> pd.DataFrame: ...  # noqa: D102


def merge_contacts(facts: HasContacts) -> pd.DataFrame:
    """Join the rows that tell one and the same contact, within and across documents.

    Two rows are one contact when kind and days agree (they overlap), both sides are the same countries, and a name is
    shared where both tell names, or the level where one tells none. A row with only a month or a year joins a contact
    told with its day when exactly one fits. Undated rows are never joined: nothing says that they are the same.

    Parameters
    ----------
    facts : Facts
        Its table ``contacts`` is read.

    Returns
    -------
    DataFrame
        One row per contact, in the order of time: kind, level, start, end, precision, place, participants, countries,
        status (held as soon as one document tells it as held), plan (``confirmed``, ``not confirmed`` or missing),
        n_documents, n_rows, doc_ids, fact_ids (every source row), conflicts (what the sources tell differently).
    """
    rows = [_Row(record) for record in facts.contacts.to_dict("records")]
    groups: list[list[_Row]] = []
    days: dict[tuple[str, Any], list[list[_Row]]] = {}
    for row in sorted(rows, key=_Row.order):
        group = _home(row, groups, days)
        if group is None:
            group = []
            groups.append(group)
        group.append(row)
        if row.exact:
            for day in row.days():
                days.setdefault((row.kind, day), []).append(group)
    merged = pd.DataFrame([_one(group) for group in groups], columns=list(_MERGED))
    for column in ("start", "end"):
        merged[column] = pd.to_datetime(merged[column]).astype("datetime64[s]")
    return merged.sort_values(["start", "kind"], kind="stable", na_position="last", ignore_index=True)


class _Row:
    """A row of `contacts` with what merging asks of it."""

    __slots__ = ("countries", "end", "kind", "level", "names", "precision", "record", "start")

    def __init__(self, record: Mapping[Any, Any]) -> None:
        self.record = record
        self.kind: str = record["kind"]
        self.level = _text(record["level"])
        self.start: Any = None if pd.isna(record["start"]) else record["start"]
        self.end: Any = None if pd.isna(record["end"]) else record["end"]
        self.precision = _text(record["precision"])
        self.names = [_fold(name) for name in _split(record["participants"])]
        self.countries = frozenset(_split(record["countries"]))

    @property
    def exact(self) -> bool:
        """Whether the row is dated by days."""
        return self.precision == "day" and self.start is not None and (self.end - self.start).days <= _LONGEST

    def order(self) -> tuple[int, Any]:
        """Rows with days first, then the rough ones."""
        return (0 if self.exact else 1, self.start if self.start is not None else pd.Timestamp.max)

    def days(self) -> pd.DatetimeIndex:
        """Every day of the contact."""
        return pd.date_range(self.start, self.end)

    def fits(self, other: _Row) -> bool:
        """Whether the sides are the same, whatever the dates."""
        if not (self.countries <= other.countries or other.countries <= self.countries):
            return False
        if self.names and other.names:
            few, many = sorted((self.names, other.names), key=len)
            return sum(any(_alike(a, b) for b in many) for a in few) * 2 >= len(few)
        return self.level is None or other.level is None or self.level == other.level


def _home(row: _Row, groups: Sequence[list[_Row]], days: dict[tuple[str, Any], list[list[_Row]]]) -> list[_Row] | None:
    """Return the group that a row belongs to, or None."""
    if row.exact:
        near = [group for day in row.days() for group in days.get((row.kind, day), ())]
        return next((g for g in near if any(row.fits(other) for other in g)), None)
    if row.start is None or row.end is None:
        return None
    inside = [
        g
        for g in groups
        if g[0].kind == row.kind and g[0].start is not None and row.start <= g[0].start and g[0].end <= row.end
    ]
    fitting = [g for g in inside if any(row.fits(other) for other in g)]
    return fitting[0] if len(fitting) == 1 else None


def _one(group: list[_Row]) -> dict[str, Any]:
    """Return the merged row of a group: the most exact date, the highest level, the first place, all names."""
    first = group[0].record
    held = [r for r in group if r.record["status"] == "held"]
    best = (held or group)[0].record
    planned = len(held) < len(group)
    return {
        "kind": first["kind"],
        "level": min((r.level for r in group if r.level), key=_rank, default=None),
        "start": best["start"] if not pd.isna(best["start"]) else first["start"],
        "end": best["end"] if not pd.isna(best["end"]) else first["end"],
        "precision": _text(best["precision"]) or _text(first["precision"]),
        "place": next((p for r in group if (p := _text(r.record["place"]))), None),
        "participants": _joined(_distinct(n for r in group for n in _split(r.record["participants"]))),
        "countries": _joined(sorted({c for r in group for c in r.countries})),
        "status": "held" if held else "planned",
        "plan": ("confirmed" if held else "not confirmed") if planned else None,
        "n_documents": len({r.record["doc_id"] for r in group}),
        "n_rows": len(group),
        "doc_ids": _joined(dict.fromkeys(r.record["doc_id"] for r in group)),
        "fact_ids": _joined(r.record["fact_id"] for r in group),
        "conflicts": _conflicts(group),
    }


def _conflicts(group: list[_Row]) -> str | None:
    """Name what the sources of one contact tell differently."""
    told = {
        "place": set({_plain(p): p for r in group if (p := _text(r.record["place"]))}.values()),
        "start": {str(r.start.date()) for r in group if r.exact},
        "end": {str(r.end.date()) for r in group if r.exact},
        "level": {r.level for r in group if r.level},
    }
    return _joined(f"{what}: {' / '.join(sorted(values))}" for what, values in told.items() if len(values) > 1)


def contact_frequency(facts: HasContacts, by: str = "year", split: Iterable[str] = ("kind", "level")) -> pd.DataFrame:
    """Count contacts by period, beside the numbers that documents state for the same period.

    Parameters
    ----------
    facts : Facts
        Its tables ``contacts`` and ``contact_counts`` are read; each contact counts once (see `merge_contacts`).
    by : {"year", "quarter", "month"}
        Length of the periods. A contact whose date is told less exactly is left out.
    split : iterable of {"kind", "level", "country", "place"}
        What to tell apart. With ``country`` a contact counts for each of its countries.

    Returns
    -------
    DataFrame
        One row per period and group: period (its first day), the columns of `split`, held, planned, stated (the highest
        number that a document states for that period), stated_bound, stated_to (the last day that it covers).

    Raises
    ------
    ValueError
        If `by` or `split` is not one of the names above.
    """
    groups = [split] if isinstance(split, str) else list(split)
    if by not in BY:
        raise ValueError(f"by is {by!r}; choose one of {', '.join(BY)}.")
    if unknown := [name for name in groups if name not in SPLITS]:
        raise ValueError(f"split has {unknown[0]!r}; choose from {', '.join(SPLITS)}.")
    keys = ["period", *groups]
    dated = _dated(merge_contacts(facts), by, groups)
    told = dated.groupby(keys, dropna=False).agg(held=("held", "sum"), planned=("planned", "sum")).reset_index()
    stated = _stated(facts.contact_counts, by, groups)
    out = told.merge(stated, on=keys, how="outer") if len(stated) else told.reindex(columns=[*told.columns, *_STATED])
    for column in ("held", "planned"):
        out[column] = out[column].fillna(0).astype("int64")
    return out.sort_values(keys, ignore_index=True)


_STATED = ("stated", "stated_bound", "stated_to")


def _dated(merged: pd.DataFrame, by: str, groups: list[str]) -> pd.DataFrame:
    """Return the contacts whose date falls in one period, with that period."""
    frame = merged.dropna(subset=["start", "end"])
    first, last = (frame[c].dt.to_period(BY[by]) for c in ("start", "end"))
    frame = frame[(first == last) | (frame["precision"] == "day")]
    frame = frame.assign(
        period=frame["start"].dt.to_period(BY[by]).dt.start_time.astype("datetime64[s]"),
        held=(frame["status"] == "held").astype("int64"),
        planned=(frame["status"] == "planned").astype("int64"),
    )
    return _by_country(frame, groups)


def _by_country(frame: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    if "country" not in groups:
        return frame
    split = frame["countries"].map(_split)
    return frame.assign(country=split).explode("country", ignore_index=True).dropna(subset=["country"])


def _stated(counts: pd.DataFrame, by: str, groups: list[str]) -> pd.DataFrame:
    """Return the highest stated number of each period and group; a number tells nothing of places."""
    keys = ["period", *groups]
    if "place" in groups or counts.empty:
        return pd.DataFrame(columns=[*keys, *_STATED])
    frame = counts.dropna(subset=["period_start", "period_end"])
    first, last = (frame[c].dt.to_period(BY[by]) for c in ("period_start", "period_end"))
    start = first.dt.start_time.astype("datetime64[s]")
    frame = frame.assign(period=start)[(first == last) & (frame["period_start"] == start)]
    frame = _by_country(frame, groups).sort_values("count", kind="stable")
    best = frame.drop_duplicates(keys, keep="last")
    return best.rename(columns={"count": "stated", "bound": "stated_bound", "period_end": "stated_to"})[
        [*keys, *_STATED]
    ]


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def _split(cell: Any) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else []


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _distinct(names: Iterable[str]) -> list[str]:
    """Return each name once; spellings of one surname (Kobyakov, Kobiakov) count as one."""
    found: list[str] = []
    for name in names:
        if not any(_alike(_fold(name), _fold(other)) for other in found):
            found.append(name)
    return found


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _plain(place: str) -> str:
    """Fold the spellings of one place ("Saint Petersburg", "St Petersburg")."""
    return _fold(place).replace("saint", "st").replace(".", "").replace(" ", "")


def _alike(a: str, b: str) -> bool:
    return a == b or difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE
