"""One row for each contact, however often it is told; and what became of the plans.

Rows of several sentences and documents are joined when kind, days, sides and names say that they tell the same contact.
Every source row stays reachable by its fact_id, and what the sources tell differently is named, not settled.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd

from bilat_nb.facts.contacts.people import LEVELS
from bilat_nb.series import to_records
from bilat_nb.words import missing

_MERGED = (
    "kind", "level", "start", "end", "precision", "place", "participants", "countries", "status", "plan",
    "confirmed_by", "n_documents", "n_rows", "doc_ids", "fact_ids", "conflicts",
)  # fmt: skip
_TEXT = [name for name in _MERGED if name not in ("start", "end", "n_documents", "n_rows")]
_ALIKE = 0.8
_LONGEST = 40


class HasContacts(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102


class HasPlans(HasContacts, Protocol):
    """What `contact_plans` needs of `Facts`."""

    @property
    def documents(self) -> pd.DataFrame: ...  # noqa: D102


_REMEMBERED = 20_000  # rows, up to which what was merged last is kept
_READ = frozenset(
    ["kind", "level", "start", "end", "precision", "place", "participants", "countries", "status", "doc_id", "fact_id"]
)


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
        confirmed_by (fact_ids of the rows that tell a planned contact as held), n_documents, n_rows, doc_ids, fact_ids
        (every source row), conflicts (what the sources tell differently).

    See Also
    --------
    contact_plans : What became of the plans.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({
    ...     "plan": "MINSK, 12 May 2018. The presidents of Belarus and Russia will meet in Sochi on 14 May 2018.",
    ...     "report": "SOCHI, 15 May 2018. The presidents of Belarus and Russia met in Sochi on 14 May 2018.",
    ... })
    >>> merged = merge_contacts(facts)
    >>> merged[["kind", "status", "plan", "n_documents"]].values.tolist()
    [['meeting', 'held', 'confirmed', 2]]
    """
    records = to_records(facts.contacts, _READ)
    if len(records) > _REMEMBERED:
        return _merged(records)
    names = tuple(records[0]) if records else ()
    return _known(names, tuple(tuple(record.values()) for record in records)).copy()


@lru_cache(maxsize=4)
def _known(names: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> pd.DataFrame:
    """What was merged a moment ago: each picture of an explorer asks for it anew."""
    return _merged([dict(zip(names, row, strict=True)) for row in rows])


def _merged(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Merge rows of the table."""
    rows = [_Row(record) for record in records]
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
    merged = merged.astype(dict.fromkeys(_TEXT, "str"))
    return merged.sort_values(["start", "kind"], kind="stable", na_position="last", ignore_index=True)


class _Row:
    """A row of `contacts` with what merging asks of it."""

    __slots__ = ("countries", "end", "exact", "kind", "level", "names", "precision", "record", "start")

    def __init__(self, record: Mapping[Any, Any]) -> None:
        self.record = record
        self.kind: str = record["kind"]
        self.level = _text(record["level"])
        self.start: Any = None if missing(record["start"]) else record["start"]
        self.end: Any = None if missing(record["end"]) else record["end"]
        self.precision = _text(record["precision"])
        self.names = [fold_name(name) for name in split_cell(record["participants"])]
        self.countries = frozenset(split_cell(record["countries"]))
        days = None if self.start is None or self.end is None else (self.end - self.start).days
        self.exact: bool = self.precision == "day" and days is not None and days <= _LONGEST  # dated by days

    def order(self) -> tuple[int, Any]:
        """Rows with days first, then the rough ones."""
        return (0 if self.exact else 1, self.start if self.start is not None else pd.Timestamp.max)

    def days(self) -> Sequence[Any]:
        """Every day of the contact."""
        return [self.start] if self.start == self.end else list(pd.date_range(self.start, self.end))

    def fits(self, other: _Row) -> bool:
        """Whether the sides are the same, whatever the dates."""
        if not (self.countries <= other.countries or other.countries <= self.countries):
            return False
        if self.names and other.names:
            few, many = sorted((self.names, other.names), key=len)
            return sum(any(alike(a, b) for b in many) for a in few) * 2 >= len(few)
        return self.level is None or other.level is None or self.level == other.level


def _home(row: _Row, groups: Sequence[list[_Row]], days: dict[tuple[str, Any], list[list[_Row]]]) -> list[_Row] | None:
    """Return the group that a row belongs to, or None."""
    if row.exact:
        near = [group for day in row.days() for group in days.get((row.kind, day), ())]
        return next((g for g in near if any(row.fits(other) for other in g)), None)
    if row.start is None or row.end is None:
        return None
    inside = [
        g for g in groups if g[0].kind == row.kind and g[0].exact and row.start <= g[0].start and g[0].end <= row.end
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
        "participants": _joined(_distinct(n for r in group for n in split_cell(r.record["participants"]))),
        "countries": _joined(sorted({c for r in group for c in r.countries})),
        "status": "held" if held else "planned",
        "plan": ("confirmed" if held else "not confirmed") if planned else None,
        "confirmed_by": _joined(r.record["fact_id"] for r in held) if planned else None,
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


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def contact_plans(facts: HasPlans, until: str | date | None = None) -> pd.DataFrame:
    """List every contact that some document plans, with what became of it.

    Parameters
    ----------
    facts : Facts
        Its tables ``contacts`` and ``documents`` are read.
    until : date or ISO date, optional
        The day up to which the documents can tell; by default the day on which the last of them was published.

    Returns
    -------
    DataFrame
        One row per planned contact, in the order of time: the columns of `merge_contacts`, and outcome: ``confirmed``
        (another row tells it as held, see ``confirmed_by``), ``never confirmed`` (its last day lies before `until` and
        no row tells it as held), ``open`` (its last day is still to come) or missing (it has no date).

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"plan": "MINSK, 12 May 2018. The presidents of Belarus and Russia will meet on 14 May 2018."})
    >>> contact_plans(facts)["outcome"].tolist(), contact_plans(facts, until="2018-06-01")["outcome"].tolist()
    (['open'], ['never confirmed'])
    """
    last = pd.to_datetime(until) if until is not None else pd.to_datetime(facts.documents["published"]).max()
    merged = merge_contacts(facts)
    plans = merged[merged["plan"].notna()].reset_index(drop=True)
    over = (plans["end"] < last).map({True: "never confirmed", False: "open"})
    unsettled = over.where(plans["end"].notna() & (not pd.isna(last)))
    return plans.assign(outcome=unsettled.mask(plans["plan"] == "confirmed", "confirmed").astype("str"))


def split_cell(cell: Any) -> list[str]:
    """The parts of a cell that holds a list; none when it is empty."""
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else []


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _distinct(names: Iterable[str]) -> list[str]:
    """Return each name once; spellings of one surname (Kobyakov, Kobiakov) count as one."""
    found: list[str] = []
    for name in names:
        if not any(alike(fold_name(name), fold_name(other)) for other in found):
            found.append(name)
    return found


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A name without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _plain(place: str) -> str:
    """Fold the spellings of one place ("Saint Petersburg", "St Petersburg")."""
    return fold_name(place).replace("saint", "st").replace(".", "").replace(" ", "")


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two folded names may be spellings of one (Lukashenko, Lukashenka)."""
    return a == b or difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE
