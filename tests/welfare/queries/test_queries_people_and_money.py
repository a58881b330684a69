"""People by age and money by place, beside what the shipped rows add up to."""

import pandas as pd
import pytest

from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA
from welfare.queries.money import (
    budget_by_system,
    budget_lines,
    grants_by_year,
    recognised_projects,
)
from welfare.queries.people import coverage_by_age, coverage_years, programme_people
from welfare.warehouse import Snapshot

KEYS = ["programme_id", "age_band", "life_course_id", "sex"]


def shipped(file: str) -> pd.DataFrame:
    return pd.read_csv(OPEN_DATA / file, dtype={"province_code": str})


@pytest.mark.parametrize("provinces", [(), ("10",), ("38", "43")])
def test_coverage_by_age_is_what_ships(snapshot: Snapshot, provinces: tuple[str, ...]) -> None:
    told = coverage_by_age(snapshot, 2012, provinces).set_index(KEYS)["persons"]
    rows = shipped("beneficiary_health_coverage.csv")
    rows = rows[rows["fiscal_year"] == 2012]
    if provinces:
        rows = rows[rows["province_code"].isin(provinces)]
    expected = rows.groupby(KEYS)["persons"].sum()
    pd.testing.assert_series_equal(told.sort_index(), expected.sort_index(), check_dtype=False)


def test_coverage_is_known_for_four_fiscal_years(snapshot: Snapshot) -> None:
    assert coverage_years(snapshot) == (2008, 2009, 2011, 2012)
    assert coverage_by_age(snapshot, 2010, ()).empty


def test_a_province_is_a_parameter_and_no_sql(snapshot: Snapshot) -> None:
    assert coverage_by_age(snapshot, 2012, ("10' OR 1=1",)).empty
    assert coverage_by_age(snapshot, 2012, ("10') OR true --",)).empty
    assert not coverage_by_age(snapshot, 2012, ("10",)).empty


def test_programmes_with_people(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = programme_people(snapshot).set_index(["programme_id", "fiscal_year"])
    assert rows.loc[("older_persons_allowance", 2014), "persons"] == 7_686_978
    assert rows.loc[("older_persons_allowance", 2014), "amount_thb"] == 60_998_880_000
    assert pd.isna(rows.loc[("social_security", 2012), "amount_thb"])
    assert set(rows.index.get_level_values(0)) == set(declared.programmes) - {"promotion_fund"}


def test_the_budget_adds_up_to_the_ministrys_total(snapshot: Snapshot) -> None:
    by_system = budget_by_system(snapshot)
    assert by_system["amount_thb"].sum() == 24_664_136_400
    assert by_system["fiscal_year"].unique().tolist() == [2022]
    assert "insurance" not in set(by_system["system_id"])


def test_budgets_of_others_are_no_part_of_the_ministrys(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    agencies = set(budget_lines(snapshot, None)["agency"])
    assert agencies == {placing.unit for placing in declared.budget_placings}
    every = snapshot.query("SELECT DISTINCT agency FROM budget WHERE stage = 'proposed'")
    assert {"งบกลาง", "สำนักงานประกันสังคม", "จังหวัด"} <= set(every["agency"]) - agencies


def test_budget_lines_are_those_of_the_system_largest_first(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    every = budget_lines(snapshot, None)
    assert every["amount_thb"].sum() == 24_664_136_400
    assert every["amount_thb"].is_monotonic_decreasing
    for system in declared.systems:
        own = every[every["system_id"] == system]
        assert len(budget_lines(snapshot, system)) == len(own)
    assert budget_lines(snapshot, "services' OR 1=1 --").empty


def test_grants_are_those_of_the_register_without_the_recognised(snapshot: Snapshot) -> None:
    rows = grants_by_year(snapshot)
    register = shipped("project_promotion_fund.csv")
    assert rows["projects"].sum() == register["projects"].sum()
    assert rows["amount_thb"].sum() == pytest.approx(register["amount_thb"].sum())
    assert rows["province_unknown"].sum() == 862
    assert sorted(rows["fiscal_year"].unique()) == list(range(2006, 2015))


def test_of_83_recognised_projects_three_are_named(snapshot: Snapshot) -> None:
    rows = recognised_projects(snapshot)
    named = rows[rows["project_name"].notna()]
    rest = rows[rows["project_name"].isna()]
    assert (len(named), named["projects"].tolist()) == (3, [1, 1, 1])
    assert rest["projects"].tolist() == [80]
    assert rows["projects"].sum() == 83
