"""Known figures come out of the warehouse as their sources print them."""

import math

import pandas as pd
import pytest

from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA
from welfare.queries.build import built_at
from welfare.queries.indicators import (
    areas_in_year,
    national_series,
    province_series,
    province_years,
    years_covered,
)
from welfare.warehouse import Snapshot

INJECTION = "poverty_rate_pct' OR '1'='1"


def value(rows: pd.DataFrame, year: int) -> float:
    return float(rows.set_index("year")["value"].loc[year])


@pytest.mark.parametrize(
    ("indicator", "year", "expected"),
    [
        ("poverty_rate_pct", 1988, 65.17),
        ("poverty_rate_pct", 2024, 4.89),
        ("gini_income", 2023, 0.417),
        ("budget_thb", 2022, 24_664_136_400),
        ("older_allowance_persons", 2014, 7_686_978),
        ("recognised_projects", 2022, 83),
        ("event_participants", 2022, 430),
    ],
)
def test_a_national_figure(snapshot: Snapshot, indicator: str, year: int, expected: float) -> None:
    assert value(national_series(snapshot, indicator), year) == expected


def test_the_gini_of_income_is_a_gap_in_the_years_without_a_survey(snapshot: Snapshot) -> None:
    rows = national_series(snapshot, "gini_income")
    late = rows[rows["year"] >= 2008]
    unknown = late.loc[late["value"].isna(), "year"]
    assert unknown.tolist() == list(range(2008, 2025, 2))


def test_a_year_of_a_national_series_stands_once(snapshot: Snapshot, declared: Catalogue) -> None:
    for indicator in declared.indicators:
        years = national_series(snapshot, indicator)["year"]
        assert years.is_unique
        assert years.is_monotonic_increasing


def test_social_security_is_the_sum_of_the_rows_that_ship(snapshot: Snapshot) -> None:
    rows = pd.read_csv(OPEN_DATA / "beneficiary_health_coverage.csv", dtype={"province_code": str})
    rows = rows[(rows["programme_id"] == "social_security") & (rows["fiscal_year"] == 2012)]
    told = areas_in_year(snapshot, "social_security_persons", 2012).set_index("area_id")["value"]
    assert math.floor(told["TH"] / 100) == 102_958
    assert told["TH"] == pytest.approx(rows["persons"].sum(), abs=1e-4)
    assert told["38"] == pytest.approx(
        rows.loc[rows["province_code"] == "38", "persons"].sum(), abs=1e-4
    )


def test_a_share_is_of_the_people_of_the_same_age_and_year(snapshot: Snapshot) -> None:
    def people(file: str) -> pd.DataFrame:
        rows = pd.read_csv(OPEN_DATA / file, dtype={"province_code": str})
        return rows[
            (rows["fiscal_year"] == 2012)
            & (rows["province_code"] == "50")
            & (rows["life_course_id"] == "working_age")
        ]

    covered = people("beneficiary_health_coverage.csv")
    covered = covered.loc[covered["programme_id"] == "social_security", "persons"].sum()
    everybody = people("population_health_coverage.csv")["persons"].sum()
    told = areas_in_year(snapshot, "social_security_working_age_pct", 2012)
    told = told.set_index("area_id")["value"]["50"]
    assert told == pytest.approx(100 * covered / everybody, abs=1e-5)


def test_years_in_which_provinces_have_values(snapshot: Snapshot) -> None:
    assert province_years(snapshot, "social_security_pct") == (2008, 2009, 2011, 2012)
    assert province_years(snapshot, "poverty_rate_pct") == (
        *(2000, 2002, 2004),
        *range(2006, 2012),
    )
    assert province_years(snapshot, "gini_income") == ()


def test_all_areas_of_a_year_are_of_one_edition(snapshot: Snapshot, declared: Catalogue) -> None:
    for indicator in declared.indicators:
        for year in province_years(snapshot, indicator):
            areas = areas_in_year(snapshot, indicator, year)
            assert areas["vintage_id"].nunique(dropna=False) == 1
            assert (areas["area_kind"] == "province").sum() == 77
            assert areas["area_id"].is_unique


def test_the_nation_beside_the_provinces_is_of_their_edition(snapshot: Snapshot) -> None:
    beside = areas_in_year(snapshot, "poverty_rate_pct", 2000).set_index("area_id")
    assert set(beside["vintage_id"]) == {"line_earlier"}
    newest = national_series(snapshot, "poverty_rate_pct")
    assert beside.loc["TH", "value"] != value(newest, 2000)


def test_a_series_holds_the_areas_of_each_of_its_years(snapshot: Snapshot) -> None:
    series = province_series(snapshot, "poor_persons")
    for year, rows in series.groupby("year"):
        areas = areas_in_year(snapshot, "poor_persons", int(year))
        assert dict(zip(rows["area_id"], rows["value"].fillna(-1), strict=True)) == dict(
            zip(areas["area_id"], areas["value"].fillna(-1), strict=True)
        )


def test_provinces_add_up_to_the_nation_where_all_are_known(snapshot: Snapshot) -> None:
    areas = areas_in_year(snapshot, "universal_coverage_persons", 2012)
    sums = areas.groupby("area_kind")["value"].sum()
    assert sums["province"] == pytest.approx(sums["country"])
    assert sums["region"] == pytest.approx(sums["country"])


def test_bueng_kan_is_counted_in_nong_khai_until_it_was_founded(snapshot: Snapshot) -> None:
    before = areas_in_year(snapshot, "poverty_rate_pct", 2010).set_index("area_id")
    assert before.loc["38", "flag"] == "in_predecessor"
    assert math.isnan(before.loc["38", "value"])
    after = areas_in_year(snapshot, "social_security_pct", 2012).set_index("area_id")
    assert after.loc["38", "value"] > 0


def test_every_value_says_where_it_comes_from(snapshot: Snapshot) -> None:
    unsourced = snapshot.query(
        "SELECT * FROM indicator_value WHERE value IS NOT NULL AND coalesce(source_ids, '') = ''"
    )
    assert unsourced.empty


def test_years_covered_are_those_with_a_value(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = years_covered(snapshot).set_index("indicator_id")
    assert set(rows.index) == set(declared.indicators)
    gini = rows.loc["gini_income"]
    assert (gini["first_year"], gini["last_year"], gini["known"]) == (1988, 2023, 19)


def test_a_parameter_is_never_read_as_sql(snapshot: Snapshot) -> None:
    assert province_years(snapshot, INJECTION) == ()
    assert national_series(snapshot, INJECTION).empty
    assert areas_in_year(snapshot, INJECTION, 2012).empty
    assert province_series(snapshot, "x'; DROP TABLE build; --").empty
    assert built_at(snapshot).startswith("20")
