"""Titles and descriptions, computed from the rows: a finding only where the rows bear it, else a plain name."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from bilat_nb.views.diplomacy import Contact, Count, count_words, dated_within
from bilat_nb.views.frame import About
from bilat_nb.views.official import Official
from bilat_nb.views.rows import Row, plural
from bilat_nb.views.wording import capital, country, pair_words, route, value_words, words
from bilat_nb.words import amount, number, period_words

FLOWS = ("delivery", "transit", "price", "payment")  # which run from one country to the other
_CLEARLY = 0.02  # two official counts that differ by less are taken as one
_IN_WORDS = 16  # rows told one by one in a description


def about_rows(
    title: str, rows: Sequence[Row | Contact | Count], tellers: Mapping[str, str], notes: Sequence[str] = (),
    beside: str = "",
) -> About:  # fmt: skip
    """Each figure or contact with its time and source in words, what stands beside them, and what each mark says."""
    ordered = sorted(rows, key=lambda row: (row.start is None, str(row.start), str(row.end), row.fact_id))
    told = [f"{row.title} ({tellers.get(row.doc_id, row.doc_id)})" for row in ordered[:_IN_WORDS]]
    more = f"; and {len(rows) - _IN_WORDS} more" if len(rows) > _IN_WORDS else ""
    parts = [f"{title}.", f"{'; '.join(told)}{more}.", *([f"Beside them: {beside}."] if beside else []), *notes]
    return About(title, " ".join(parts), {row.fact_id: row.title for row in rows})


def _agreed(rows: Sequence[Row]) -> list[Row]:
    """Exact figures of a period for which no other value is told, the latest period first."""
    told: dict[tuple[object, ...], set[float]] = {}
    for row in rows:
        told.setdefault((row.start, row.end), set()).add(row.value)
    sure = [
        row for row in rows
        if row.dated and not row.planned and row.bound == "exact" and len(told[row.start, row.end]) == 1
    ]  # fmt: skip
    return sorted(sure, key=lambda row: (-_ordinal(row.end), _ordinal(row.start), row.fact_id))


def _ordinal(when: date | None) -> int:
    return when.toordinal() if when else 0


def _in_period(row: Row) -> str:
    return f"in {period_words(row.start, row.end)}"


def trade_titles(rows: Sequence[Row], flow: str, pair: tuple[str, ...], official: Sequence[Official] = ()) -> list[str]:
    """Titles for stated trade, the most telling first, the shortest last."""
    between = f"of {pair_words(pair)}" if pair else ""
    ways = {row.sides for row in rows}
    if flow != "turnover" and len(ways) == 1:
        ends = next(iter(ways))
        between = route(ends[0], ends[1], flow)
    name = capital(words("flow", flow))
    plain = f"{name} {between}".strip()
    if not rows or (len(ways) > 1 and flow != "turnover"):
        return [plain, name]
    titles = _nearer(rows, official, pair)
    for row in _agreed([row for row in rows if row.measure == "change"])[:1]:
        verb = "grew" if row.value > 0 else "fell" if row.value < 0 else "did not change"
        much = f" {value_words(abs(row.value), None, None, 'exact')}%" if row.value else ""
        titles += [f"{plain} {verb}{much} {_in_period(row)}", f"{name} {verb}{much} {_in_period(row)}"]
    if not titles:
        for row in _agreed([row for row in rows if row.measure == "level"])[:1]:
            titles += [f"{plain}: {amount(row.value, row.unit)} {_in_period(row)}"]
    return [*titles, plain, name]


def _nearer(rows: Sequence[Row], official: Sequence[Official], pair: tuple[str, ...]) -> list[str]:
    """A stated year that is clearly nearer the count of one side than that of the other; the latest such year."""
    exact: dict[tuple[str, object], set[float]] = {}
    for one in official:
        if one.kind == "year" and one.line == "solid":
            exact.setdefault((one.reporter, one.start), set()).add(one.value)
    stated = [row for row in rows if row.measure == "level" and row.kind == "year" and not row.planned and row.dated]
    # two indices differ by their bases: that one is nearer says nothing
    stated = [row for row in stated if row.unit != "index"]
    for row in sorted(stated, key=lambda row: (-_ordinal(row.start), row.fact_id)):
        counts = [exact.get((code, row.start), set()) for code in pair[:2]]
        if len(counts) != 2 or any(len(values) != 1 for values in counts):
            continue
        off = [abs(row.value - next(iter(values))) for values in counts]
        near, far = (0, 1) if off[0] < off[1] else (1, 0)
        if off[far] > _CLEARLY * abs(row.value) and off[near] < off[far] / 2:
            bound = {"about": "about ", "at_least": "over ", "at_most": "at most "}.get(row.bound, "")
            said = capital(f"{bound}{amount(row.value, row.unit)} for {period_words(row.start, row.end)}")
            return [f"{said}: nearer the count of {country(pair[near])} than that of {country(pair[far])}"]
    return []


def part_of_year(rows: Sequence[Row]) -> tuple[Row, Row, float] | None:
    """A part of a year beside the full year before or around it, both exact, and its share of it in percent."""
    sure = _agreed([row for row in rows if row.measure == "level" and row.unit != "index"])
    years = [row for row in sure if row.kind == "year" and row.value > 0]
    for part in (row for row in sure if row.kind in ("quarter", "half")):
        for whole in years:
            if part.start and whole.start and 0 <= part.start.year - whole.start.year <= 1:
                return part, whole, part.value / whole.value * 100
    return None


def parts_titles(told: Mapping[str, Sequence[Row]]) -> list[str]:
    """What part of a year one quarter or half brought, of each of several commodities; `told` are rows by commodity."""
    found = {name: part_of_year(rows) for name, rows in told.items()}
    parts = [one for one in found.values() if one is not None]
    spans = {(part.start, part.end, whole.start, whole.end) for part, whole, _ in parts}
    if len(parts) < 2 or len(parts) < len(found) or len(spans) > 1:
        return []
    part, whole, _ = parts[0]
    shares = [f"{number(one[2], 2)}% of the {words('commodity', name)}" for name, one in found.items() if one]
    when = f"{shares[0]} of {period_words(whole.start, whole.end)}, {' and '.join(shares[1:])}"
    return [f"Deliveries {_in_period(part)}: {when}", f"{capital(_in_period(part))}: {when}"]


def energy_titles(rows: Sequence[Row], commodities: Sequence[str], indicator: str) -> list[str]:
    """Titles for energy, the most telling first, the shortest last."""
    what = f"{capital(' and '.join(words('commodity', name) for name in commodities))} {words('indicator', indicator)}"
    ways = {row.sides for row in rows}
    ends = next(iter(ways)) if len(ways) == 1 else ()
    plain = f"{what} {route(*ends, 'delivery')}" if len(ends) == 2 and all(ends) and indicator in FLOWS else what
    titles = []
    found = part_of_year(rows) if len(commodities) == 1 and indicator == "delivery" else None
    levels = _agreed([row for row in rows if row.measure == "level"]) if len(commodities) == 1 else []
    if found is not None:
        part, whole, share = found
        part_of = f"{number(share, 2)}% of those in all of {period_words(whole.start, whole.end)}"
        titles = [f"{what} {_in_period(part)} were {part_of}", f"{what} {_in_period(part)}: {part_of}"]
    elif levels:
        value = f"{amount(levels[0].value, levels[0].unit)} {_in_period(levels[0])}"
        titles = [f"{plain}: {value}", f"{what}: {value}"]
    return [*titles, plain, what]


def contact_titles(contacts: Sequence[Contact], counts: Sequence[Count], pair: tuple[str, ...]) -> list[str]:
    """Titles for contacts, the most telling first, the shortest last."""
    between = f" of {pair_words(pair)}" if pair else ""
    titles = _count_titles(contacts, counts) or _dated_titles([one for one in contacts if one.start], between)
    return [*titles, f"Contacts{between}", "Contacts"]


def _count_titles(contacts: Sequence[Contact], counts: Sequence[Count]) -> list[str]:
    """The largest count for which no other number is told, and how many of its contacts have a date."""
    told: dict[tuple[object, ...], set[float]] = {}
    for one in counts:
        told.setdefault((one.kind, one.level, one.start, one.end), set()).add(one.count)
    sure = [
        one for one in counts
        if one.bound == "exact" and one.start and one.end and one.level
        and len(told[one.kind, one.level, one.start, one.end]) == 1
    ]  # fmt: skip
    if not sure:
        return []
    one = min(sure, key=lambda one: (-one.count, one.fact_id))
    found = dated_within(one, contacts)
    rest = "none" if found == 0 else str(found) if found < one.count else "all"
    stated = (
        f"{count_words(one)} {one.kind if one.count == 1 else words('kind', one.kind)} of {words('level', one.level)}"
    )
    when = period_words(one.start, one.end)
    return [
        f"{stated} stated for {when}, {rest} of them dated in the documents",
        f"{stated} stated for {when}, {rest} dated",
        f"{stated} in {when}",
    ]


def _dated_titles(dated: Sequence[Contact], between: str) -> list[str]:
    """The only contact, or how many there are and when the last was."""
    if not dated:
        return []
    last = max(dated, key=lambda one: (str(one.start), one.fact_id))
    if len({(one.kind, one.level, one.start) for one in dated}) > 1:
        return [f"{plural(len(dated), 'dated contact')}{between}, the last {_in_period_of(last)}"]
    when = f"planned for {period_words(last.start, last.end)}" if last.planned else _in_period_of(last)
    return [f"{capital(last.kind)}{' of ' + words('level', last.level) if last.level else ''} {when}"]


def busiest_titles(groups: Sequence[Sequence[Contact]], pair: tuple[str, ...]) -> list[str]:
    """Titles for a calendar: the month with the most contacts where one stands out; else how many there are."""
    months: dict[tuple[int, int], int] = {}
    for one in (group[0] for group in groups if not all(row.planned for row in group)):
        if one.precision == "day" and one.start:
            months[one.start.year, one.start.month] = months.get((one.start.year, one.start.month), 0) + 1
    between = f" of {pair_words(pair)}" if pair else ""
    plain = [
        *_dated_titles([group[0] for group in groups if group[0].start], between),
        f"Contacts{between}",
        "Contacts",
    ]
    counts = sorted(months.values(), reverse=True)
    if not counts or counts[0] < 2 or counts[:2].count(counts[0]) > 1:
        return plain
    year, month = max(months, key=lambda key: months[key])
    when = period_words(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return [
        f"The busiest month is {when}, with {counts[0]} of {sum(counts)} dated contacts",
        f"The busiest month is {when}: {counts[0]} contacts",
        *plain,
    ]


def _in_period_of(one: Contact) -> str:
    when = period_words(one.start, one.end)
    return f"on {when}" if one.precision == "day" else f"in {when}"
