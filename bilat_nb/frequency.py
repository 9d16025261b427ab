"""How often officials met: one row for each contact however often it is told, and numbers beside what is stated.

Counts that documents state ("met eight times") stand beside the contacts that documents date; they are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Protocol

import pandas as pd

from bilat_nb.merging import merge_contacts, split_cell
from bilat_nb.words import period_words

BY = {"month": "M", "quarter": "Q", "year": "Y"}
SPLITS = ("kind", "level", "country", "place")


class HasContacts(Protocol):
    """What the functions here need of `Facts`."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def contact_counts(self) -> pd.DataFrame: ...  # noqa: D102


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
    split = frame["countries"].map(split_cell)
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


_CHECKED = (
    "check", "kind", "level", "countries", "period_start", "period_end", "stated", "stated_bound", "against", "known",
    "verdict", "arithmetic", "fact_ids", "doc_ids",
)  # fmt: skip


def check_counts(facts: HasContacts, reference: pd.DataFrame | None = None) -> pd.DataFrame:
    """Hold every stated number of contacts against the dated contacts and against the other stated numbers.

    Parameters
    ----------
    facts : Facts
        Its tables ``contacts`` and ``contact_counts`` are read. Nothing is added up and nothing overwritten.
    reference : DataFrame, optional
        Dated contacts from ``load_reference("contacts")``. They tell how many more are known; no verdict rests on them.

    Returns
    -------
    DataFrame
        One row per check: check (``dated``: held contacts of that kind, level and countries whose day lies in the
        period; ``part``: a count for a part of the period of another one; ``same``: two counts for one period), kind,
        level, countries, period_start and period_end (of the wider count), stated, stated_bound, against (contacts
        dated, or the other number), known (held contacts that only the reference dates; missing without one), verdict
        (``agrees``, ``contradicts``, ``cannot tell``), arithmetic in words, fact_ids (of everything that was compared)
        and doc_ids.

        Fewer dated contacts than are stated contradict nothing: documents do not date all. So they ``cannot tell``.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> facts = bn.parse({"a": "MOSCOW, 13 November 2017. This year the presidents of Belarus and Russia have met six "
    ...                        "times.", "b": "MINSK, 11 May 2018. In 2017 the presidents of Belarus and Russia met on "
    ...                        "eight occasions."})
    >>> for row in check_counts(facts).query("check == 'part'").itertuples():
    ...     print(row.verdict, "|", row.arithmetic)
    agrees | 6 for 1 Jan – 13 Nov 2017 are not more than 8 for 2017
    """
    counts = facts.contact_counts.dropna(subset=["period_start", "period_end", "count"]).to_dict("records")
    held = merge_contacts(facts).dropna(subset=["start", "end"]).query("status == 'held' and precision == 'day'")
    contacts = _with_levels(held, getattr(facts, "participants", None))
    known = _known(reference, contacts)
    rows = [*(_against_rows(one, contacts, known) for one in counts), *_against_counts(counts)]
    checked = pd.DataFrame(rows, columns=list(_CHECKED))
    for column in ("period_start", "period_end"):
        checked[column] = pd.to_datetime(checked[column]).astype("datetime64[s]")
    return checked.astype({"known": "Int64"})


_Record = Mapping[Any, Any]


def _with_levels(held: pd.DataFrame, people: pd.DataFrame | None) -> list[dict[Any, Any]]:
    """Contacts with the levels that are known of each country's people."""
    known: dict[str, set[tuple[str, str]]] = {}
    if people is not None:
        told = people.dropna(subset=["country", "level"])
        for contact, country, level in zip(told["contact_id"], told["country"], told["level"], strict=True):
            known.setdefault(contact, set()).add((country, level))
    return [
        {**one, "levels": {pair for fact in split_cell(one["fact_ids"]) for pair in known.get(fact, ())}}
        for one in held.to_dict("records")
    ]


def _of_that_level(contact: _Record, country: str, level: str) -> bool:
    """Whether a country may have been there at a level: a president who calls a premier is no call of presidents."""
    levels = {own for code, own in contact["levels"] if code == country}
    return not levels or level in levels


def _known(reference: pd.DataFrame | None, contacts: Sequence[_Record]) -> list[dict[Any, Any]] | None:
    """Held contacts of the reference on days for which no document dates one of that kind and level."""
    if reference is None:
        return None
    told = {(one["kind"], one["level"], day) for one in contacts for day in pd.date_range(one["start"], one["end"])}
    named = reference.rename(columns={"measures": "kind", "subject": "level", "period_start": "start"})
    held = named[named["status"] == "held"].assign(countries=named["reporter"] + "; " + named["partner"])
    rows = ({**row, "levels": set()} for row in held.to_dict("records"))
    return [row for row in rows if (row["kind"], row["level"], row["start"]) not in told]


def _inside(count: _Record, contacts: Sequence[_Record]) -> list[_Record]:
    """The contacts that a count counts."""
    sides = set(split_cell(count["countries"]))
    return [
        one for one in contacts
        if _same(one, count, ("kind", "level")) and sides <= set(split_cell(one["countries"]))
        and count["period_start"] <= one["start"] <= count["period_end"]
        and all(_of_that_level(one, country, count["level"]) for country in sides)
    ]  # fmt: skip


def _against_rows(count: _Record, contacts: Sequence[_Record], reference: Sequence[_Record] | None) -> dict[str, Any]:
    """Compare a count with the contacts that are dated in its period."""
    dated = _inside(count, contacts)
    known = None if reference is None else len(_inside(count, reference))
    verdict = "cannot tell"
    if len(dated) >= count["count"]:
        more = len(dated) > count["count"] and count["bound"] in ("exact", "at_most")
        verdict = "contradicts" if more else "agrees"
    beside = "" if known is None else f", {known} more in the reference"
    told = f"{_stated_words(count)} stated, {len(dated)} dated{beside}"
    sources = [(one["fact_ids"], one["doc_ids"]) for one in dated]
    row = _checked("dated", count, len(dated), verdict, told, [(count["fact_id"], count["doc_id"]), *sources])
    return {**row, "known": known}


def _against_counts(counts: Sequence[_Record]) -> Iterator[dict[str, Any]]:
    """Compare counts of one kind, level and pair whose periods lie in each other."""
    for one, other in combinations(counts, 2):
        if not _same(one, other, ("kind", "level", "countries")):
            continue
        wide, part = sorted((one, other), key=lambda c: (c["period_start"], -c["period_end"].toordinal()))
        if part["period_end"] > wide["period_end"]:
            continue
        sources = [(c["fact_id"], c["doc_id"]) for c in (wide, part)]
        same = (wide["period_start"], wide["period_end"]) == (part["period_start"], part["period_end"])
        verdict = _equal(wide, part) if same else _not_more(part, wide)
        sign = {"agrees": ("is", "are not more than"), "contradicts": ("is not", "are more than")}
        link = sign.get(verdict, ("beside", "beside"))[0 if same else 1]
        told = f"{_stated_words(part)} {link} {_stated_words(wide)}"
        yield _checked("same" if same else "part", wide, part["count"], verdict, told, sources)


def _equal(one: _Record, other: _Record) -> str:
    """Whether two numbers for one period can both be true."""
    low, high = max(_low(one), _low(other)), min(_high(one), _high(other))
    if "about" in (one["bound"], other["bound"]) and one["count"] != other["count"]:
        return "cannot tell"
    return "agrees" if low <= high else "contradicts"


def _not_more(part: _Record, wide: _Record) -> str:
    """Whether the number for a part fits into the number for the whole."""
    if "about" in (part["bound"], wide["bound"]) and part["count"] > wide["count"]:
        return "cannot tell"
    return "agrees" if _low(part) <= _high(wide) else "contradicts"


def _low(count: _Record) -> float:
    return 0.0 if count["bound"] == "at_most" else float(count["count"])


def _high(count: _Record) -> float:
    return float("inf") if count["bound"] == "at_least" else float(count["count"])


def _same(one: _Record, other: _Record, columns: Sequence[str]) -> bool:
    """Whether both tell the same in some columns; what is not told is the same as nothing."""
    return all(isinstance(one[c], str) and one[c] == other[c] for c in columns)


_BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


def _stated_words(count: _Record) -> str:
    return f"{_BOUNDS.get(count['bound'], '')}{count['count']:g} for {period_words(*_ends(count))}"


def _ends(count: _Record) -> tuple[Any, Any]:
    return count["period_start"], count["period_end"]


def _checked(
    check: str, count: _Record, against: float, verdict: str, arithmetic: str, sources: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    facts, docs = ("; ".join(dict.fromkeys(p for cell in cells for p in split_cell(cell)))
                   for cells in zip(*sources, strict=True))  # fmt: skip
    shared = {column: count[column] for column in ("kind", "level", "countries", "period_start", "period_end")}
    return {
        "check": check, **shared, "stated": count["count"], "stated_bound": count["bound"], "against": float(against),
        "known": None, "verdict": verdict, "arithmetic": arithmetic, "fact_ids": facts, "doc_ids": docs,
    }  # fmt: skip
