"""Tables in plain text: the cases are tests/cases/tables.txt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.facts.figures.grids import find_grids
from bilat_nb.facts.figures.headings import measure_told, number_of, unit_told

CASES = (Path(__file__).parent / "cases" / "tables.txt").read_text(encoding="utf-8").split("=== ")[1:]
CELLS = st.sampled_from(
    ["Exports", "2023", "1,234.5", "-", "Kenya", "(12)", "USD million", "", "12 345", "Change, %", "x"]
)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_rows_of_a_table(case):
    text, _, rows = case.partition("\n")[2].partition("\n--->\n")
    facts = bn.parse(bn.load_documents({"table": text}), progress=False)
    found = [*map(energy_said, facts.energy.itertuples()), *map(said, facts.trade.itertuples())]
    assert found == [line for line in rows.splitlines() if line]
    figures = [*facts.trade.itertuples(), *facts.energy.itertuples()]
    assert all(text[row.span_start : row.span_stop] == row.quote for row in figures)


@pytest.mark.parametrize(
    ("heading", "value", "unit"),
    [
        ("USD million", 1e6, "USD"),
        ("Exports (US$ bn)", 1e9, "USD"),
        ("Value, thsd. tonnes", 1e3, "t"),
        ("in billions of euros", 1e9, "EUR"),
        ("Rs crore", 1e7, "INR"),
        ("million m³", 1e6, "m3"),
    ],
)
def test_units_of_headings(heading, value, unit):
    found = unit_told(heading, ("IND", "LKA"))
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Change, %", "change"),
        ("y-o-y", "change"),
        ("in % to the corresponding period", "index"),
        ("Share, %", "share"),
        ("Rank", "count"),
        ("Quota 1987, tons", "count"),
        ("Country", None),
    ],
)
def test_what_a_column_holds(heading, kind):
    found = measure_told(heading)
    assert (found.kind if found else None) == kind


@given(LINES, st.sampled_from([" | ", "\t", "   ", " .... "]))
def test_any_grid_keeps_its_spans(lines, parting):
    text = "Trade of Kenya with Uganda, USD million\n\n" + "\n".join(parting.join(line) for line in lines)
    for grid in find_grids(text):
        for row in grid.rows:
            assert len(row.cells) == len(grid.columns)
            for cell in (row.label, *row.cells):
                assert cell is None or text[cell.start : cell.stop] == cell.text
            assert all(isinstance(number_of(cell), float) for cell in row.cells if cell is not None)


def said(row):
    days = [str(day)[:10] for day in (row.period_start, row.period_end)]
    share = row.share_of if isinstance(row.share_of, str) else "-"
    told = [
        row.quote,
        row.flow,
        row.measure,
        row.reporter,
        row.partner,
        row.product,
        *days,
        f"{row.value:.12g}",
        row.unit,
    ]
    return " ; ".join([*told, share])


def energy_said(row):
    sides = [code if isinstance(code, str) else "-" for code in (row.supplier, row.recipient)]
    days = [str(day)[:10] for day in (row.period_start, row.period_end)]
    return " ; ".join(
        [row.quote, row.commodity, row.indicator, row.measure, *sides, *days, f"{row.value:.12g}", row.unit]
    )


def test_a_long_table_is_read_whole():
    """What is asked of a table for every number is found once: 2,000 rows take a second, not minutes."""
    names = ("Uganda", "Tanzania", "Rwanda")
    rows = "".join(f"| {names[n % 3]} | {100 + n}.5 | {200 + n}.1 |\n" for n in range(2_000))
    text = f"Exports of Kenya by destination, USD million\n\n| Country | 2022 | 2023 |\n|---|---|---|\n{rows}"
    facts = bn.parse({"table": text}, progress=False)
    assert facts.trade["partner"].value_counts().to_dict() == {"UGA": 1334, "TZA": 1334, "RWA": 1332}


def test_cells_without_numbers_are_no_table():
    assert list(find_grids("1 | " * 250_000)) == []
