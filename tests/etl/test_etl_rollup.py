"""What is rolled up, and what is not: partial years, partial sources, two sources of one fact."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.load import load
from welfare.catalog import Catalogue

Roll = Callable[[pd.DataFrame, pd.DataFrame, str], pd.DataFrame]
BUILD = {"data_version": "made", "built_at": "2000-01-01T00:00:00+00:00", "facts": 1}
PERSON = {
    "programme_id": "universal_coverage",
    "age_band": "60-64",
    "life_course_id": "older_persons",
    "sex": "male",
}


def people(codes: Sequence[str | None], persons: float, year: int, source: str) -> pd.DataFrame:
    """Return a row of covered persons for each province."""
    rows = [{**PERSON, "province_code": code, "persons": persons} for code in codes]
    return pd.DataFrame(rows).assign(fiscal_year=year, source_id=source)


def registered(codes: Sequence[str | None], persons: float, year: int, source: str) -> pd.DataFrame:
    rows = people(codes, persons, year, source).drop(columns="programme_id")
    return rows.assign(year=None)


@pytest.fixture
def rolled(declared: Catalogue, tmp_path: Path) -> Roll:
    """Return a reader of a table of a warehouse made of a few facts."""

    def make(beneficiary: pd.DataFrame, population: pd.DataFrame, table: str) -> pd.DataFrame:
        file = tmp_path / "w.duckdb"
        file.unlink(missing_ok=True)
        facts = {"beneficiary": beneficiary, "population": population}
        load(file, facts, [], BUILD, declared)
        with duckdb.connect(str(file), read_only=True) as connection:
            return connection.table(table).df()

    return make


def share(values: pd.DataFrame, area: str) -> tuple[float | None, str | None]:
    rows = values[
        (values["indicator_id"] == "universal_coverage_pct") & (values["area_id"] == area)
    ]
    assert len(rows) <= 1
    if rows.empty:
        return None, None
    value, flag = rows.iloc[0][["value", "flag"]]
    return (None if pd.isna(value) else float(value)), (None if pd.isna(flag) else str(flag))


def test_twelve_provinces_make_no_country(rolled: Roll, declared: Catalogue) -> None:
    twelve = list(declared.provinces)[:12]
    source = "nhso_coverage_2555"
    values = rolled(
        people(twelve, 3, 2012, source), registered(twelve, 4, 2012, source), "indicator_value"
    )
    assert share(values, twelve[0]) == (75.0, None)
    assert share(values, "96") == (None, "missing")
    assert share(values, "TH") == (None, "incomplete")


def test_a_row_without_a_province_does_not_complete_the_country(
    rolled: Roll, declared: Catalogue
) -> None:
    source = "nhso_coverage_2555"
    some = [*list(declared.provinces)[:12], None]
    values = rolled(
        people(some, 3, 2012, source), registered(some, 4, 2012, source), "indicator_value"
    )
    assert share(values, "TH") == (None, "incomplete")


def test_a_source_that_gives_the_country_as_one_is_the_country(
    rolled: Roll, declared: Catalogue
) -> None:
    source = "nhso_coverage_2555"
    assert source in declared.sources
    values = rolled(
        people([None], 30, 2012, source), registered([None], 40, 2012, source), "indicator_value"
    )
    assert share(values, "TH") == (75.0, None)


def test_a_region_of_which_all_is_known_is_rolled_up(rolled: Roll, declared: Catalogue) -> None:
    north = [code for code, p in declared.provinces.items() if p.region == "north"]
    source = "nhso_coverage_2555"
    values = rolled(
        people(north, 1, 2012, source), registered(north, 4, 2012, source), "indicator_value"
    )
    assert share(values, "region_north") == (25.0, None)
    assert share(values, "TH") == (None, "incomplete")


def test_the_country_before_bueng_kan_needs_seventy_six(rolled: Roll, declared: Catalogue) -> None:
    provinces = [code for code in declared.provinces if code != "38"]
    source = "nhso_coverage_2551"
    values = rolled(
        people(provinces, 1, 2008, source),
        registered(provinces, 2, 2008, source),
        "indicator_value",
    )
    assert share(values, "TH") == (50.0, None)
    assert share(values, "38") == (None, "in_predecessor")


def test_a_partial_source_is_kept_and_compared_and_never_added(
    rolled: Roll,
    declared: Catalogue,
) -> None:
    provinces = list(declared.provinces)
    whole = people(provinces, 10, 2012, "nhso_coverage_2555")
    part = people(provinces, 12, 2012, "nhso_uc_age_2555")
    population = registered(provinces, 40, 2012, "nhso_coverage_2555")
    both = pd.concat([whole, part])
    assert declared.sources["nhso_uc_age_2555"].partial
    assert share(rolled(both, population, "indicator_value"), "TH") == (25.0, None)
    assert len(rolled(both, population, "beneficiary")) == 2 * len(provinces)
    current = rolled(both, population, "beneficiary_current")
    assert set(current["source_id"]) == {"nhso_coverage_2555"}
    told = rolled(both, population, "disagreement")
    assert len(told) == len(provinces)
    assert set(told["current_source_id"]) == {"nhso_coverage_2555"}
    assert set(told["other_value"]) == {12.0}


def test_a_half_per_cent_is_no_disagreement(rolled: Roll, declared: Catalogue) -> None:
    one = people(["50"], 1000, 2012, "nhso_coverage_2555")
    other = people(["50"], 1005, 2012, "nhso_uc_age_2555")
    population = registered(["50"], 2000, 2012, "nhso_coverage_2555")
    assert rolled(pd.concat([one, other]), population, "disagreement").empty


def test_a_value_that_more_than_doubles_is_flagged_as_a_jump(
    rolled: Roll,
    declared: Catalogue,
) -> None:
    years = {2008: 10, 2009: 12, 2011: 30}
    beneficiary = pd.concat(
        [people(["50"], n, year, f"nhso_coverage_{year + 543}") for year, n in years.items()]
    )
    population = pd.concat(
        [registered(["50"], 100, year, f"nhso_coverage_{year + 543}") for year in years]
    )
    jumps = rolled(beneficiary, population, "jump")
    told = jumps[jumps["indicator_id"] == "universal_coverage_pct"]
    assert told[
        ["area_id", "year", "value", "before_year", "before_value"]
    ].to_numpy().tolist() == [["50", 2011, 30.0, 2009, 12.0]]
