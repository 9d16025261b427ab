"""Tables in plain text: rows of flows under columns of periods, the unit in the heading.

As in::

    Table 3. Georgia - Azerbaijan, thsd. USD
                 2010      2011
    Exports   256 322   425 927
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

import re2

from bilat_nb.facts.figures.frame import NO_COUNTRIES, Pair
from bilat_nb.model import Fact, Part, Period, Reading

_FLOW_ROW = (
    r"^[ \t|]{0,8}((?:trade )?balance|trade (?:surplus|deficit)|total (?:trade|exports|imports|turnover)"
    r"|exports?|imports?|(?:trade |foreign trade )?turnover|trade)\b[^\d\n-]{0,40}?(?:[ \t|]{2,}|\|)"
)
_ROW = re.compile(_FLOW_ROW, re.I)
_ANY_ROW = re2.compile(f"(?im){_FLOW_ROW}")
_SCALE = r"(th(?:ou)?s(?:an)?ds?|mln|mn|millions?|bln|bn|billions?)"
_UNIT = re.compile(
    rf"\b{_SCALE}\b\.?\s*(?:of\s+)?(US\$|US dollars|dollars|euros?|[A-Z]{{3}})\b|\b(US\$|[A-Z]{{3}})\s+{_SCALE}\b", re.I
)
_LABEL = re.compile(r"[ |]*(?:[A-Za-z]+ ?){0,2}[ |\t]*")
"""What may stand before the columns: "Indicator", "Flow"."""
_NUMBER = re.compile(r"[-\u2212]?\d{1,3}(?:[ ,\u00a0]\d{3})*(?:\.\d+)?|[-\u2212]?\d+(?:\.\d+)?")
_NAMES = {"us$": "USD", "us dollars": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR"}
_start = attrgetter("start")
ABOVE = 4
"""Lines above the columns in which the heading of a table stands."""
MIN_COLUMNS = 2
EDGE = 3
"""Characters by which a number may stick out of its column on the right."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with its offset."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a table is about: the factor and currency of its numbers, its two sides, its columns of periods."""

    factor: float
    unit: str
    reporter: str
    partner: str
    columns: tuple[Period, ...]
    start: int


def find_tables(reading: Reading, pair: Pair, home: str | None) -> list[Fact]:
    """Return the figures of the tables of flows in a text."""
    if not _ANY_ROW.search(reading.text):  # most texts, at little cost
        return []
    lines = list(_lines(reading.text))
    periods = [p for s in reading.sentences for p in s.periods if p.period_start and p.period_end]
    facts: list[Fact] = []
    for number, line in enumerate(lines):
        columns = _columns(periods, line)
        if len(columns) < MIN_COLUMNS:
            continue
        heading = _heading(reading, lines[max(0, number - ABOVE) : number], columns, pair, home, line.start)
        for at in range(number + 1, len(lines) if heading else 0):
            row = lines[at]
            if not re.search(r"\w", row.text):  # a rule between head and body
                continue
            match = _ROW.match(row.text)
            if match is None:
                break
            facts += _row(reading, row, match, heading)  # type: ignore[arg-type]
    return facts


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Line(start, line)
        start += len(line) + 1


def _columns(periods: list[Period], line: Line) -> tuple[Period, ...]:
    """The periods of a line that holds nothing else; all periods are in the order of the text."""
    stop = line.start + len(line.text)
    first = bisect_left(periods, line.start, key=_start)
    found = [p for p in periods[first : bisect_left(periods, stop, first, key=_start)] if p.stop <= stop]
    edges = [line.start, *(edge for p in found for edge in (p.start, p.stop)), stop]
    rest = "".join(line.text[a - line.start : b - line.start] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return tuple(found) if _LABEL.fullmatch(rest.replace("|", " ").rstrip()) else ()


def _heading(
    reading: Reading, above: list[Line], columns: tuple[Period, ...], pair: Pair, home: str | None, start: int
) -> Heading | None:
    """Unit and sides, from the line nearest above that tells each."""
    unit = next((m for line in reversed(above) if (m := _UNIT.search(line.text))), None)
    if unit is None:
        return None
    scale, name = (unit.group(1), unit.group(2)) if unit.group(1) else (unit.group(4), unit.group(3))
    code = _NAMES.get(name.lower(), name.upper())
    factor = {"t": 1e3, "m": 1e6, "b": 1e9}[scale[0].lower()]
    for line in reversed(above):
        stop = line.start + len(line.text)
        named = [
            a.countries[0]
            for s in reading.sentences
            for a in s.actors
            if line.start <= a.start and a.stop <= stop and len(a.countries) == 1 and a.countries[0] not in NO_COUNTRIES
        ]
        sides = list(dict.fromkeys(named))
        if len(sides) == 1 and (other := home if home != sides[0] else pair.other(sides[0])):
            sides = [other, sides[0]]
        if len(sides) > 1:
            reporter = home if home in sides[:2] else sides[0]
            partner = next(code for code in sides if code != reporter)
            return Heading(factor, code, str(reporter), partner, columns, start)
    return None


def _row(reading: Reading, line: Line, match: re.Match[str], heading: Heading) -> Iterator[Fact]:
    name = match.group(1).lower()
    flow = next((f for f in ("export", "import", "balance") if f in name), "turnover")
    flow = {"export": "exports", "import": "imports"}.get(flow, flow)
    if "surplus" in name or "deficit" in name:
        flow = "balance"
    for period, cell in zip(heading.columns, _cells(line, match.end(), heading), strict=False):
        if cell is not None:
            yield _fact(reading, line, match, heading, period, flow, cell)


def _cells(line: Line, begin: int, heading: Heading) -> Iterator[tuple[int, int] | None]:
    """The span of the number of each column: between bars, or up to the right edge of its heading."""
    if "|" in line.text or "\t" in line.text:
        edges = [m.start() for m in re.finditer(r"[|\t]|$", line.text) if m.start() > begin]
    else:
        edges = [p.stop - heading.start + EDGE for p in heading.columns]
    for edge in edges:
        match = _NUMBER.search(line.text, begin, edge)
        if match is None and "|" in line.text and not line.text[begin:edge].strip(" |"):
            begin = edge
            continue
        yield (match.start(), match.end()) if match else None
        begin = max(begin, match.end() if match else edge - EDGE)


def _fact(
    reading: Reading,
    line: Line,
    match: re.Match[str],
    heading: Heading,
    period: Period,
    flow: str,
    cell: tuple[int, int],
) -> Fact:
    start, stop = line.start + cell[0], line.start + cell[1]
    written = reading.text[start:stop]
    value = float(re.sub(r"[ ,\u00a0]", "", written).replace("\u2212", "-")) * heading.factor
    sentence = next((s.index for s in reading.sentences if s.start <= start < s.stop), 0)
    values = {
        "flow": flow,
        "measure": "level",
        "reporter": heading.reporter,
        "partner": heading.partner,
        "product": "all",
        "period_start": period.period_start,
        "period_end": period.period_end,
        "value": -abs(value) if "deficit" in match.group(1).lower() else value,
        "low": None,
        "high": None,
        "unit": heading.unit,
        "bound": "exact",
        "status": "actual",
        "share_of": None,
        "base_start": None,
        "base_end": None,
        "value_text": written,
    }
    parts = [
        Part("value", start, stop),
        Part("flow", line.start + match.start(1), line.start + match.end(1)),
        Part("period", period.start, period.stop),
    ]
    return Fact("trade", start, stop, sentence, values, parts)
