"""Relative figures: what is comparable with what, what stays as it is told, and why nothing can be relative."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat_nb as bn
from bilat_nb.indexing import UNIT, why_no_index

YEAR = ("01-01", "12-31")
KINDS = [YEAR, ("01-01", "03-31"), ("04-01", "06-30"), ("01-01", "09-30"), ("01-01", "02-28")]


def fact(year: int | None, value: float, **other) -> dict:
    return {"year": year, "value": value, **other}


def rows(*told: dict) -> pd.DataFrame:
    """A table of trade: each row tells year, value and what differs from exports of a whole year in dollars."""
    usual = {"flow": "exports", "measure": "level", "reporter": "PER", "partner": "CHL", "product": "all"}
    usual |= {
        "unit": "USD",
        "bound": "exact",
        "status": "actual",
        "low": float("nan"),
        "high": float("nan"),
        "part": YEAR,
    }
    full = [usual | {"fact_id": f"f{n}"} | row for n, row in enumerate(told)]
    frame = pd.DataFrame(full)
    for name, end in (("period_start", 0), ("period_end", 1)):
        days = [None if row.get("year") is None else f"{row['year']}-{row['part'][end]}" for row in full]
        frame[name] = pd.to_datetime(pd.Series(days, dtype=object))
    return frame.drop(columns=["part", "year"])


def indices(frame: pd.DataFrame) -> list[float | None]:
    return [
        round(value, 4) if unit == UNIT else None for value, unit in zip(frame["value"], frame["unit"], strict=True)
    ]


@pytest.mark.parametrize(
    ("says", "told", "found"),
    [
        ("the first year is 100", [fact(2021, 50), fact(2023, 60)], [100, 120]),
        ("in any order", [fact(2023, 60), fact(2021, 50)], [120, 100]),
        ("a part of a year is compared with the same part",
         [fact(2021, 50), fact(2021, 10, part=KINDS[1]),
          fact(2022, 12, part=KINDS[1]), fact(2022, 9, part=KINDS[2])],
         [None, 100, 120, None]),
        ("the end of February is one day in every year",
         [fact(2023, 4, part=("01-01", "02-28")), fact(2024, 5, part=("01-01", "02-29"))],
         [100, 125]),
        ("another unit is another thing", [fact(2021, 50), fact(2022, 60, unit="EUR")],
         [None, None]),
        ("another direction too", [fact(2021, 5), fact(2022, 6, reporter="CHL", partner="PER")],
         [None, None]),
        ("a turnover has no direction",
         [fact(2021, 5, flow="turnover"),
          fact(2022, 6, flow="turnover", reporter="CHL", partner="PER")], [100, 120]),
        ("a plan is no base", [fact(2021, 5, status="planned"), fact(2022, 4),
                               fact(2023, 6)], [125, 100, 150]),
        ("a bound is no base", [fact(2021, 5, bound="at_least"), fact(2022, 4)], [125, 100]),
        ("two values of one period are no base", [fact(2021, 5), fact(2021, 6),
                                                  fact(2022, 4)], [125, 150, 100]),
        ("the same value told twice is one", [fact(2021, 5), fact(2021, 5),
                                              fact(2022, 6)], [100, 100, 120]),
        ("nothing is divided by nought", [fact(2021, 0), fact(2022, 4)], [0, 100]),
        ("what has no date stays", [fact(None, 5), fact(2021, 5), fact(2022, 4)],
         [None, 100, 80]),
        ("a balance stays", [fact(y, v, flow="balance") for y, v in ((2021, 5), (2022, 4))], [None, None]),
        ("a change stays", [fact(y, 5, measure="change", unit="%") for y in (2021, 2022)], [None, None]),
    ],
)  # fmt: skip
def test_what_is_comparable(says, told, found):
    made = bn.index_series(rows(*told))
    assert indices(made) == found, says
    relative = made["unit"].eq(UNIT)
    assert made.loc[relative, "told_value"].tolist() == rows(*told).loc[relative, "value"].tolist()
    assert made.loc[relative, "told_unit"].tolist() == rows(*told).loc[relative, "unit"].tolist()
    assert made.loc[~relative, "told_value"].isna().all()
    assert made.loc[~relative, "value"].tolist() == rows(*told).loc[~relative, "value"].tolist()


def test_a_range_keeps_its_ends():
    told = rows(fact(2021, 50), fact(2022, 60, low=55, high=65, bound="range"))
    assert bn.index_series(told)[["value", "low", "high"]].iloc[1].tolist() == pytest.approx([120, 110, 130])


def test_a_base_year_and_the_bases_of_others():
    told = rows(*(fact(2020 + n, 50 + 10 * n) for n in range(3)))
    assert indices(bn.index_series(told, base=2021)) == [pytest.approx(83.3333), 100, pytest.approx(116.6667)]
    assert indices(bn.index_series(told, base=1999)) == [None, None, None]
    later = bn.index_series(told[told["period_start"].dt.year > 2020])
    assert indices(bn.index_series(told, like=later)) == indices(bn.index_series(told, base=2021))
    assert set(later["base_start"].dt.year) == {2021}
    assert indices(bn.index_series(told, unit="EUR")) == [None, None, None]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([fact(2021, 5), fact(2022, 6)], ""),
        ([fact(2021, 5)], "only one period is told"),
        ([fact(None, 5)], "no figure has a period"),
        ([fact(2021, 5, measure="share", unit="%")], "these are no amounts"),
        ([fact(2021, 5, flow="balance")], "a balance can be negative"),
        ([fact(2021, 5), fact(2022, 2, part=KINDS[1])], "of different kinds (year, quarter)"),
        ([fact(2021, 5, part=KINDS[1]), fact(2022, 2, part=KINDS[2])], "no two periods"),
    ],
)  # fmt: skip
def test_why_nothing_is_relative(told, why):
    said = why_no_index(rows(*told))
    assert (why in said) if why else said == ""


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "year": st.integers(1995, 2030),
                "value": st.floats(1, 1e12),
                "part": st.sampled_from(KINDS),
                "unit": st.sampled_from(["USD", "EUR"]),
                "bound": st.sampled_from(["exact", "about", "at_least", "range"]),
                "flow": st.sampled_from(["exports", "imports"]),
            }
        ),
        min_size=1,
        max_size=12,
    )
)
def test_ratios_are_kept_and_bases_are_100(told):
    frame = rows(*told)
    made = bn.index_series(frame)
    assert list(made.index) == list(frame.index)
    relative = made[made["unit"].eq(UNIT)]
    assert bool(len(relative)) == (why_no_index(frame) == "")
    for _, group in relative.groupby(["flow", "told_unit", "base_start", "base_end"]):
        ratio = group["value"] / group["told_value"]
        assert ratio.max() == pytest.approx(ratio.min())
    at_base = relative[
        relative["period_start"].eq(relative["base_start"]) & relative["period_end"].eq(relative["base_end"])
    ]
    assert at_base.loc[at_base["bound"].isin(["exact", "about"]), "value"].tolist() == pytest.approx(
        [100.0] * at_base["bound"].isin(["exact", "about"]).sum()
    )


def test_a_table_without_periods_is_refused():
    with pytest.raises(ValueError, match="needs the columns period_start"):
        bn.index_series(pd.DataFrame({"value": [1.0]}))


def test_series_and_official_figures_too():
    told = rows(fact(2016, 26.1e9, flow="turnover", reporter="BLR", partner="RUS"),
                fact(2021, 40e9, flow="turnover", reporter="BLR", partner="RUS"))  # fmt: skip
    told["doc_id"] = "note"
    made = bn.index_series(bn.series(told))
    assert indices(made) == [100, pytest.approx(153.2567)]
    official = bn.index_series(bn.load_reference("trade"), like=made)
    belarus = official[official["unit"].eq(UNIT) & official["measures"].eq("turnover") & official["reporter"].eq("BLR")]
    assert set(belarus["base_start"].dt.year) == {2016}
    assert belarus.set_index(belarus["period_start"].dt.year)["value"][2016] == pytest.approx(100)
