"""What `select` keeps, told to the files: whole row groups are passed over, and pandas sees few rows.

The condition may keep more than `select` does, never less; `select` has the last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from bilat_nb.selection import SIDES, TIMES

Values = str | Sequence[str]


def condition(
    schema: pa.Schema,
    *,
    countries: Sequence[str] | None = None,
    since: int | date | None = None,
    until: int | date | None = None,
    documents: Values | None = None,
    **wanted: Values | None,
) -> ds.Expression | None:
    """Return the condition that files are read by, or None where nothing is asked; the arguments are those of `select`.

    Raises
    ------
    ValueError
        If the table has no such column, no countries or no period.

    Examples
    --------
    >>> from bilat_nb.archive.parts import arrow_schema
    >>> condition(arrow_schema("trade"), flow="exports")
    <pyarrow.compute.Expression is_in(flow, {value_set=string:[
      "exports"
    ], null_matching_behavior=MATCH})>
    """
    asked = {column: value for column, value in {**wanted, "doc_id": documents}.items() if value is not None}
    if unknown := sorted(set(asked) - set(schema.names)):
        raise ValueError(f"The table has no column {', '.join(unknown)}; it has {', '.join(schema.names)}.")
    found = [
        pc.field(column).isin([value] if isinstance(value, str) else list(value))
        for column, value in asked.items()
        if pa.types.is_string(schema.field(column).type)
    ]
    if countries is not None:
        found += _between(schema, list(countries))
    if since is not None or until is not None:
        found += _touching(schema, since, until)
    return reduce(and_, found) if found else None


def _between(schema: pa.Schema, countries: list[str]) -> list[ds.Expression]:
    for pair in SIDES:
        if set(pair) <= set(schema.names):
            return [pc.field(side).isin(countries) | pc.field(side).is_null() for side in pair]
    if "countries" not in schema.names:
        raise ValueError("The rows of this table name no countries: ask trade, energy, contacts or contact_counts.")
    return [pc.match_substring(pc.field("countries"), code) for code in countries]


def _touching(schema: pa.Schema, since: int | date | None, until: int | date | None) -> list[ds.Expression]:
    times = next((pair for pair in TIMES if set(pair) <= set(schema.names)), None)
    if times is None:
        raise ValueError("The rows of this table have no period: ask trade, energy, contacts or contact_counts.")
    start, end = map(pc.field, times)
    found = []
    if since is not None:
        found.append((end >= _day(since, 1, 1)) | end.is_null())
    if until is not None:
        found.append((start <= _day(until, 12, 31)) | start.is_null())
    return found


def _day(limit: int | date, month: int, day: int) -> pa.Scalar:
    return pa.scalar(date(limit, month, day) if isinstance(limit, int) else limit, pa.date32())
