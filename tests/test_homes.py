"""From whose side a document is told, and which two countries it is about."""

import csv
from pathlib import Path

import pytest

import bilat_nb as bn
from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.home import home_of
from bilat_nb.mentions import units
from bilat_nb.reading import read
from bilat_nb.resolve.agencies import agency_country
from bilat_nb.vocabulary import table

CASES = Path(__file__).parent / "cases"
COUNTRIES = {row["iso"] for row in table("countries")}


@pytest.mark.parametrize(
    "row", list(csv.DictReader((CASES / "homes.csv").open(encoding="utf-8"))), ids=lambda row: row["why"]
)
def test_home(row):
    reading = reading_of(row["text"])
    home = home_of(reading)
    assert home == row["home"]
    assert Pair.of(reading, home).other(home) == row["other"]


@pytest.mark.parametrize("row", table("agencies"), ids=lambda row: row["names"])
def test_an_agency_is_known_behind_a_place(row):
    name = next(form for form in table("countries") if form["iso"] == row["iso"])["forms"].split("|")[0]
    assert row["iso"] in COUNTRIES
    assert agency_country(reading_of(f"{row['example']} - {name} and its neighbours met.")) == row["iso"]


def test_an_agency_of_a_third_country_tells_nothing():
    assert agency_country(reading_of("NAIROBI, May 4 (Xinhua) - Kenya sold tea to Uganda.")) is None


def test_currencies_have_countries_that_exist():
    assert set(units.countries_of_money().values()) <= COUNTRIES


def reading_of(text):
    return read(next(iter(bn.load_documents({"note": text.replace(" ¶ ", "\n")}))))
