"""A quotient is the value of one indicator over that of another, area by area."""

import pytest

from welfare.catalog import Catalogue
from welfare.warehouse import Snapshot


def value(snapshot: Snapshot, indicator: str, area: str, year: int) -> float:
    rows = snapshot.query(
        "SELECT value FROM indicator_value WHERE indicator_id = $indicator AND area_id = $area"
        " AND year = $year AND is_current",
        {"indicator": indicator, "area": area, "year": year},
    )
    return float(rows["value"].iloc[0])


@pytest.mark.parametrize(
    ("quotient", "of", "over", "area", "year", "over_year"),
    [
        ("grants_thb_per_poor_person", "grants_thb", "poor_persons", "58", 2011, 2011),
        ("relief_thb_per_poor_person", "relief_thb", "poor_persons", "58", 2012, 2011),
        (
            "pao_social_work_budget_thb_per_poor_person",
            "pao_social_work_budget_thb",
            "tpmap_poor_persons",
            "50",
            2022,
            2018,
        ),
    ],
)
def test_baht_per_poor_person(
    snapshot: Snapshot, *, quotient: str, of: str, over: str, area: str, year: int, over_year: int
) -> None:
    baht, poor = value(snapshot, of, area, year), value(snapshot, over, area, over_year)
    assert value(snapshot, quotient, area, year) == pytest.approx(baht / poor, abs=1e-6)


def test_the_country_is_made_on_the_edition_of_its_provinces(snapshot: Snapshot) -> None:
    """The poor of 2554 by province are of the revised line; those of the newest edition differ."""
    grants = value(snapshot, "grants_thb", "TH", 2011)
    per_poor = value(snapshot, "grants_thb_per_poor_person", "TH", 2011)
    revised = snapshot.query(
        "SELECT value FROM indicator_value WHERE indicator_id = 'poor_persons' AND area_id = 'TH'"
        " AND year = 2011 AND vintage_id = 'line_revised'"
    )["value"].iloc[0]
    assert per_poor == pytest.approx(grants / revised, abs=1e-6)
    assert revised != value(snapshot, "poor_persons", "TH", 2011)


def test_a_year_too_far_back_gives_no_quotient(snapshot: Snapshot) -> None:
    years = snapshot.query(
        "SELECT DISTINCT year FROM indicator_value"
        " WHERE indicator_id = 'grants_thb_per_poor_person' AND value IS NOT NULL"
    )["year"]
    assert set(years) == set(range(2006, 2012))


def test_coverage_of_a_life_course_is_of_its_people(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    """The groups' people, weighed by their number, give the coverage of all whose age is known."""
    rows = snapshot.query(
        "SELECT life_course_id, sum(persons) FILTER (programme_id = 'universal_coverage')"
        " / sum(persons) * 100 AS pct FROM beneficiary_current"
        " WHERE fiscal_year = 2012 AND province_code = '50' AND programme_id IN ("
        "  'universal_coverage', 'social_security', 'civil_servant_medical', 'not_registered',"
        "  'other_rights', 'status_problem') GROUP BY ALL"
    ).set_index("life_course_id")["pct"]
    for group in declared.life_courses:
        name = f"universal_coverage_{group}_pct"
        assert declared.indicators[name].of_all == "universal_coverage_pct"
        assert value(snapshot, name, "50", 2012) == pytest.approx(rows[group], abs=0.01)
