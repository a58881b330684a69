"""Concentration of programmes along need: worked out again from the warehouse alone."""

import pytest

from welfare.catalog import Catalogue
from welfare.charts.findings_inequality import followed
from welfare.language.messages import messages
from welfare.metrics.concentration import concentration_index
from welfare.review.concentration import in_order, programmes, system_of
from welfare.review.need_words import ages_finding, programmes_finding
from welfare.warehouse import Snapshot

OF_AGE = """
    SELECT c.value, p.value AS need, sum(n.persons) AS people
    FROM indicator_value c
    JOIN indicator_value p ON p.area_id = c.area_id AND p.indicator_id = 'poverty_rate_pct'
      AND p.year = 2011 AND p.is_current AND p.area_kind = 'province'
    JOIN population n ON n.province_code = c.area_id AND n.fiscal_year = c.year
      AND n.life_course_id = $age
    WHERE c.indicator_id = $indicator AND c.year = 2012 AND c.is_current
      AND c.area_kind = 'province' AND c.value IS NOT NULL AND p.value IS NOT NULL
    GROUP BY c.area_id, c.value, p.value
"""


@pytest.mark.parametrize("age", ["older_persons", "children"])
@pytest.mark.parametrize("scheme", ["universal_coverage", "not_registered"])
def test_coverage_of_an_age_is_weighed_by_its_people(
    snapshot: Snapshot, scheme: str, age: str
) -> None:
    name = f"{scheme}_{age}_pct"
    row = programmes(snapshot).set_index("indicator_id").loc[name]
    rows = snapshot.query(OF_AGE, {"indicator": name, "age": age})
    expected = concentration_index(rows["value"], -rows["need"], rows["people"])
    assert row["value"] == pytest.approx(expected, abs=1e-12)
    assert (row["year"], row["need_year"], row["n"]) == (2012, 2011, len(rows))
    assert row["low"] < row["value"] < row["high"]


def test_money_is_what_the_build_measured(snapshot: Snapshot) -> None:
    found = programmes(snapshot).set_index("indicator_id")
    measured = snapshot.query(
        "SELECT indicator_id, year, value, low, high FROM concentration"
        " WHERE statistic_id = 'concentration_index'"
        " QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY year DESC) = 1"
    )
    assert len(measured) == 5
    for _, row in measured.iterrows():
        own = found.loc[row["indicator_id"]]
        assert list(own[["year", "value", "low", "high"]]) == list(row[1:])


def test_each_programme_stands_in_its_system(declared: Catalogue, snapshot: Snapshot) -> None:
    systems = {name: system_of(indicator) for name, indicator in declared.indicators.items()}
    assert systems["grants_thb_per_poor_person"] == "partnership"
    assert systems["relief_thb_per_head"] == "assistance"
    assert systems["universal_coverage_older_persons_pct"] == "services"
    assert systems["pao_community_budget_thb_per_head"] == "partnership"
    assert systems["not_registered_pct"] is None
    order = in_order(programmes(snapshot), list(declared.systems))["system"].fillna("none")
    assert list(dict.fromkeys(order)) == [*declared.systems, "none"]


def test_sentences_count_programmes_by_side_and_leave_states_out(snapshot: Snapshot) -> None:
    rows = programmes(snapshot)
    all_ages = rows[rows["age"].isna() & rows["system"].notna()]
    sides = [followed(row) for _, row in all_ages.iterrows()]
    told = programmes_finding(rows[rows["age"].isna()], "en")
    assert told.startswith(f"Of {len(all_ages)} programmes, {sides.count('follows')} lie")
    by_age = rows[rows["age"].notna()]
    placed = by_age[by_age["system"].notna()]
    least = placed.loc[placed["value"].idxmin()]
    assert f"{least['value']:.3f}".replace("-", "−") in ages_finding(by_age, "en")
    nobody = by_age.assign(low=-1.0, high=1.0)
    assert ages_finding(nobody, "th") == messages()["need.ages_none"]["th"]
