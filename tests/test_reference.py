"""Official figures: what a table must be, tables of one's own, and fetched ones against answers written by hand."""

from __future__ import annotations

import doctest
import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
import sdmx
import urllib3

import bilat_nb as bn
from bilat_nb.reference import ReferenceUnavailableError, fetching
from bilat_nb.reference.checking import COLUMNS

RECORDED = Path(__file__).parent / "recorded"
GOOD = {
    "period_start": "2022-01-01", "period_end": "2022-12-31", "reporter": "MEX", "partner": "CAN",
    "flow_or_commodity": "goods", "indicator": "exports", "value": "15.7", "unit": "USD",
    "source_name": "INEGI", "source_url": "", "note": "basis=statoffice; precision=rounded",
}  # fmt: skip


# --- what a table must be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("period_start", "2022-13-01", r"row 2: period_start '2022-13-01' is no day such as 2017-12-31"),
        ("period_end", "2021-12-31", r"row 2: period_end '2021-12-31' is before period_start"),
        ("value", "15,7 bn", r"row 2: value '15,7 bn' is no number"),
        ("value", "inf", r"row 2: value 'inf' is no number"),
        ("reporter", "Mexico", r"row 2: reporter 'Mexico' is no ISO 3166"),
        ("partner", "XXZ", r"row 2: partner 'XXZ' is no ISO 3166"),
        ("unit", "million USD", r"row 2: unit 'million USD' has a scale; give values in whole units"),
        ("source_name", "", r"row 2: source_name '' is empty"),
    ],
)
def test_a_bad_row_is_told(column, cell, said):
    with pytest.raises(ValueError, match=said):
        bn.add_reference(pd.DataFrame([GOOD, GOOD | {column: cell}]))


def test_only_the_first_faults_are_listed():
    with pytest.raises(ValueError, match=r"your table is not .* And 3 more\."):
        bn.add_reference(pd.DataFrame([GOOD | {"value": "?"}] * 8))


def test_a_file_that_is_no_table(tmp_path):
    path = tmp_path / "trade_mine.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"trade_mine\.csv lacks the column period_start"):
        bn.load_reference("trade", tmp_path)
    path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"trade_mine\.csv has no rows"):
        bn.load_reference("trade", tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"trade_mine\.csv is no CSV table in UTF-8"):
        bn.add_reference(path)


# --- tables of one's own ----------------------------------------------------------------------------------------------


def test_own_figures_stand_beside_the_bundled_ones(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("Jahr,Ausfuhr\n2022,15.7\n2023,16.4\n", encoding="utf-8")
    bundled = bn.load_reference("trade")
    named = {"year": "Jahr", "value": "Ausfuhr", "reporter": "=MEX", "partner": "=CAN", "indicator": "=exports"}
    both = bn.add_reference(path, named, to=bundled, scale=1e9)
    assert list(both.columns) == list(bundled.columns)
    assert len(both) == len(bundled) + 2
    mine = both[both["reporter"].eq("MEX")]
    assert mine["value"].tolist() == [15.7e9, 16.4e9]
    assert mine["period_end"].astype(str).tolist() == ["2022-12-31", "2023-12-31"]
    assert set(mine["file"]) == set(mine["source_name"]) == {"own.csv"}
    assert set(mine["bound"]) == {"exact"}
    assert both["period_start"].is_monotonic_increasing


def test_notes_of_own_figures_are_read():
    row = bn.add_reference(pd.DataFrame([GOOD | {"note": "precision=over; origin=a-note"}])).iloc[0]
    assert (row["bound"], row["origin"]) == ("at_least", "a-note")


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"worth": "value"}, "There is no column worth to map to"),
        ({"value": "Worth"}, "your table has no column Worth; it has period_start"),
        ({"year": "value"}, "row 1: '15.7' is no year such as 2017"),
    ],
)
def test_a_bad_mapping_is_told(mapping, said):
    with pytest.raises(ValueError, match=said):
        bn.add_reference(pd.DataFrame([GOOD]), mapping)


def test_what_is_not_mapped_is_told():
    with pytest.raises(ValueError, match="map period_start, period_end, reporter, partner, indicator to a column"):
        bn.add_reference(pd.DataFrame({"value": [1]}))


# --- fetched from UN Comtrade -----------------------------------------------------------------------------------------


class Web:
    """Answers what was recorded, and remembers what was asked."""

    def __init__(self, answers: dict[str, object], status: int = 200) -> None:
        self.answers, self.status, self.asked = answers, status, []

    def __call__(self, *_: object, **__: object) -> Web:
        return self

    def request(self, _method: str, address: str, fields: dict[str, str] | None = None, **_: object) -> SimpleNamespace:
        self.asked.append((address, fields))
        name = str(fields["reportercode"]) if fields else "countries"
        return SimpleNamespace(status=self.status, data=json.dumps(self.answers[name]).encode())


@pytest.fixture
def web(monkeypatch):
    found = Web(json.loads((RECORDED / "comtrade.json").read_text(encoding="utf-8")))
    monkeypatch.setattr(urllib3, "PoolManager", found)
    monkeypatch.setenv("COMTRADE_SUBSCRIPTION_KEY", "a-secret")
    return found


def test_comtrade_gives_both_reporters(web, tmp_path):
    found = bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)
    told = found.set_index([found["period_start"].dt.year, "reporter", "measures"])["value"]
    assert told[2022, "MEX", "exports"] == 15700000000.5
    assert told[2022, "CAN", "imports"] == 32e9, "the mirror of Mexico's exports, as Canada counts it"
    assert told[2023, "MEX", "turnover"] == 16.4e9 + 13.9e9
    assert (2023, "CAN", "turnover") not in told, "one flow is missing: no sum of what is not there"
    assert set(found["subject"]) == {"goods"}
    asked = [fields for _, fields in web.asked if fields]
    assert {(f["reportercode"], f["partnerCode"], f["period"]) for f in asked} == {
        ("484", "124", "2022,2023"),
        ("124", "484", "2022,2023"),
    }


def test_what_was_fetched_is_kept(web, tmp_path):
    first = bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)
    calls = len(web.asked)
    again = bn.fetch_reference("comtrade", "CAN", "MEX", (2022, 2023), cache=tmp_path)
    assert len(web.asked) == calls
    pd.testing.assert_frame_equal(first, again)
    assert "a-secret" not in next(tmp_path.iterdir()).read_text(encoding="utf-8")
    bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=False)
    assert len(web.asked) > calls


def test_many_years_are_asked_for_in_parts(web, tmp_path):
    bn.fetch_reference("comtrade", "MEX", "CAN", (2000, 2023), cache=tmp_path)
    periods = [fields["period"] for _, fields in web.asked if fields]
    assert max(period.count(",") for period in periods) < 12
    assert ",".join(periods[:2]) == ",".join(map(str, range(2000, 2024)))


def test_the_cache_is_the_users(monkeypatch, web, tmp_path):
    monkeypatch.setattr(fetching, "cache_folder", lambda: tmp_path / "reference")
    bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023))
    assert len(list((tmp_path / "reference").iterdir())) == 1


def test_the_users_cache_folder_is_named_after_the_package():
    monkey = fetching.cache_folder()
    assert monkey.name == "reference" and "bilat_nb" in monkey.parts


@pytest.mark.parametrize("source", ["comtrade", "imf"])
def test_a_missing_library_is_told(monkeypatch, tmp_path, source):
    monkeypatch.setitem(sys.modules, fetching.SOURCES[source], None)
    with pytest.raises(ReferenceUnavailableError, match=r'pip install "bilat-nb\[reference\]"'):
        bn.fetch_reference(source, "MEX", "CAN", (2022, 2023), cache=tmp_path)


def test_a_missing_key_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("COMTRADE_SUBSCRIPTION_KEY", raising=False)
    with pytest.raises(ReferenceUnavailableError, match="set the environment variable COMTRADE_SUBSCRIPTION_KEY"):
        bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)


def test_no_network_is_told_and_the_key_is_not(monkeypatch, web, tmp_path, capsys):
    def broken(*_: object, **__: object) -> None:
        raise OSError("https://…?subscription-key=a-secret")

    monkeypatch.setattr(web, "request", broken)
    with pytest.raises(ReferenceUnavailableError, match=r"could not be reached \(OSError\)") as caught:
        bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)
    assert "a-secret" not in f"{caught.value!r} {caught.value.__cause__!r} {capsys.readouterr()}"
    assert not list(tmp_path.iterdir())


def test_a_refusal_is_told(web, tmp_path):
    web.answers |= {"484": {"statusCode": 401, "message": "denied"}}
    request = web.request
    web.request = lambda *a, **k: SimpleNamespace(status=401 if k.get("fields") else 200, data=request(*a, **k).data)
    with pytest.raises(ReferenceUnavailableError, match="gave no answer: the key may be wrong"):
        bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)


def test_a_country_that_it_does_not_know(web, tmp_path):
    with pytest.raises(ReferenceUnavailableError, match="no country XKX"):
        bn.fetch_reference("comtrade", "MEX", "XKX", (2022, 2023), cache=tmp_path)


def test_no_figures_are_told(web, tmp_path):
    web.answers |= {"484": {"data": []}, "124": {"data": []}}
    with pytest.raises(ReferenceUnavailableError, match="no figures for these countries and years"):
        bn.fetch_reference("comtrade", "MEX", "CAN", (2022, 2023), cache=tmp_path)


# --- fetched from the IMF by SDMX -------------------------------------------------------------------------------------


def imf(monkeypatch, text: str, tmp_path: Path) -> list[dict]:
    path = tmp_path / "answer.xml"
    path.write_text(text, encoding="utf-8")
    asked: list[dict] = []

    class Client:
        def __init__(self, source: str) -> None:
            asked.append({"source": source})

        def get(self, kind: str, **wanted: object) -> object:
            asked.append({"kind": kind, **wanted})
            return sdmx.read_sdmx(path)

    monkeypatch.setattr(sdmx, "Client", Client)
    return asked


def test_the_imf_gives_both_reporters(monkeypatch, tmp_path):
    asked = imf(monkeypatch, (RECORDED / "imf_imts.xml").read_text(encoding="utf-8"), tmp_path)
    found = bn.fetch_reference("imf", "MEX", "CAN", (2022, 2023), cache=tmp_path / "kept")
    told = found.set_index([found["period_start"].dt.year, "reporter", "measures"])["value"]
    assert told[2022, "MEX", "exports"] == 15700.5e6, "told in millions, kept in dollars"
    assert told[2022, "MEX", "turnover"] == pytest.approx(28800.5e6)
    assert told[2022, "CAN", "exports"] == 7e9
    assert asked[1]["key"] == "MEX+CAN.XG_FOB_USD+MG_CIF_USD.MEX+CAN.A"
    assert asked[1]["params"] == {"startPeriod": "2022", "endPeriod": "2023"}


def test_an_answer_without_a_scale_is_refused(monkeypatch, tmp_path):
    text = (
        (RECORDED / "imf_imts.xml").read_text(encoding="utf-8").replace('id="SCALE" value="6"', 'id="NOTE" value="x"')
    )
    imf(monkeypatch, text, tmp_path)
    with pytest.raises(ReferenceUnavailableError, match="does not say whether its values are in dollars"):
        bn.fetch_reference("imf", "MEX", "CAN", (2022, 2023), cache=False)


def test_no_network_of_the_imf_is_told(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(sdmx.Client, "get", broken)
    with pytest.raises(ReferenceUnavailableError, match=r"The IMF could not be reached \(ConnectionError\)"):
        bn.fetch_reference("imf", "MEX", "CAN", (2022, 2023), cache=False)


@pytest.mark.parametrize("name", ["own", "loading", "fetching"])
def test_the_examples_run(name):
    result = doctest.testmod(importlib.import_module(f"bilat_nb.reference.{name}"))
    assert result.attempted and not result.failed
