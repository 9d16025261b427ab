"""The linked table of an explorer, and its rows as CSV: exactly the rows that the figure is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from bilat_nb import words
from bilat_nb.series import to_records
from bilat_nb.storage import spreadsheet_safe
from bilat_nb.views.wording import country

Row = Mapping[str, Any]
_CODES = ("reporter", "partner", "supplier", "recipient", "countries")
ALL_UP_TO, FIRST = 400, 120
"""Rows of a table that are all sent, and of a longer one those that are sent first."""
_LONG = 30  # characters, from which on a cell may be cut and shows its whole text when pointed at


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the linked table: heading, what a cell shows, what it is sorted by."""

    head: str
    show: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    number: bool = False


def term(name: str, head: str | None = None) -> Column:
    """A column of the table itself, with vocabulary words as a reader would write them."""
    return Column(head or name.replace("_", " "), lambda row: words.term(row.get(name)))


def cell(name: str, head: str | None = None) -> Column:
    """A column of the table itself, as it is."""
    return Column(head or name.replace("_", " "), lambda row: words.cell(row.get(name)))


def period(start: str = "period_start", end: str = "period_end") -> Column:
    """When: the period or the day in words, sorted by its first day."""
    return Column("when", lambda row: words.period_words(row.get(start), row.get(end)), lambda row: day(row.get(start)))


def day(value: Any) -> str:
    """A day as it is sorted; what is not told sorts last."""
    return "" if words.missing(value) else value.strftime("%Y%m%d")


QUOTE = Column("as written", lambda row: f"“{words.cell(row.get('quote'))}”")
PLACE_IN_TEXT = Column(
    "characters", lambda row: f"{row['span_start']:,}–{row['span_stop']:,}", lambda row: row["span_start"], number=True
)


def countries(one: str, other: str) -> Column:
    """The two sides in one column, in their order."""

    def show(row: Row) -> str:
        return " – ".join(code for code in (words.cell(row.get(one)), words.cell(row.get(other))) if code)

    return Column("countries", show)


def told_by(names: Mapping[str, str]) -> Column:
    """Who tells it, and when; `names` by doc_id."""
    return Column("told by", lambda row: names.get(row["doc_id"], words.cell(row["doc_id"])))


def value(row: Row) -> str:
    """The value with its bound, and whether it is planned."""
    return words.value_words(row) + (" planned" if row.get("status") == "planned" else "")


VALUE = Column("value", value, lambda row: row.get("value", row.get("count")), number=True)


def table_html(rows: Sequence[Row], columns: Sequence[Column], caption: str) -> str:
    """The rows as an HTML table; the first cell of each is a button that stands for the fact.

    The caption is for screen readers; headings are buttons that sort. Of a long table only the first rows are there,
    and the front end asks for the others (`rest_html`) when somebody scrolls, sorts or picks beyond them.
    """
    if not rows:
        return ""
    heads = "".join(
        f'<th scope="col"{_number(column)}><button type="button" data-sort>{escape(column.head)}</button></th>'
        for column in columns
    )
    body = _rows_html(rows if len(rows) <= ALL_UP_TO else rows[:FIRST], columns)
    rest = f' data-rest="{len(rows) - FIRST}"' if len(rows) > ALL_UP_TO else ""
    return (
        f'<div class="bn-scroll"><table aria-label="{escape(caption)}" aria-rowcount="{len(rows) + 1}"{rest}>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def rest_html(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """The rows that `table_html` has left out."""
    return _rows_html(rows[FIRST:], columns) if len(rows) > ALL_UP_TO else ""


def _rows_html(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    return "".join(f"<tr>{''.join(_cell(row, column, i) for i, column in enumerate(columns))}</tr>" for row in rows)


def _number(column: Column) -> str:
    return ' class="bn-number"' if column.number else ""


def _cell(row: Row, column: Column, place: int) -> str:
    plain = column.show(row)
    shown = escape(plain)
    key = column.sort(row) if column.sort else None
    sort = "" if column.sort is None else f' data-value="{escape("" if words.missing(key) else str(key))}"'
    if place:
        whole = f' title="{shown}"' if len(plain) > _LONG else ""
        return f"<td{_number(column)}{sort}{whole}>{shown}</td>"
    fact = escape(str(row["fact_id"]))
    button = f'<button type="button" tabindex="-1" data-fact="{fact}">{shown}</button>'
    return f"<td{_number(column)}{sort}>{button}</td>"


def matching(rows: Sequence[tuple[str, Row]], columns: Sequence[Column], text: str) -> list[tuple[str, Row]]:
    """Rows whose cells hold all words of a text, whatever their case; countries are found by name or code."""
    wanted = text.casefold().split()
    if not wanted:
        return list(rows)
    return [(table, row) for table, row in rows if all(word in _said(row, columns) for word in wanted)]


def _said(row: Row, columns: Sequence[Column]) -> str:
    """All that a row shows, and the names of its countries."""
    shown = [column.show(row) for column in columns]
    codes = [code for name in _CODES for code in words.cell(row.get(name)).split("; ") if code]
    return " ".join([*shown, *map(country, codes)]).casefold()


def records(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, Row]]:
    """Rows of several tables as pairs of a table's name and a mapping, in their order."""
    return [(name, row) for name, table in tables.items() for row in to_records(table)]


def csv_bytes(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The rows shown as CSV in UTF-8, every column of theirs, ISO dates; several tables are told apart in `table`."""
    parts = [frame.assign(table=name) for name, frame in tables.items() if len(frame)]
    if not parts:
        parts = [frame.assign(table=name) for name, frame in tables.items()]
    joined = pd.concat(parts, ignore_index=True)
    ordered = joined[["table", *(c for c in joined.columns if c != "table")]]
    # The mark at the start tells spreadsheets that this is UTF-8.
    return (
        spreadsheet_safe(ordered).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode("utf-8-sig")
    )
