"""How unequal provinces are: measured at the build from the values that the pages show."""

import numpy as np
import pandas as pd
import pytest

from etl.shapes import read_layout
from welfare.catalog import Catalogue
from welfare.metrics import concentration_index, gini, theil_decomposition
from welfare.paths import REFERENCE
from welfare.warehouse import Snapshot

NONG_KHAI, BUENG_KAN = "43", "38"


def rows(snapshot: Snapshot, table: str, indicator: str, year: int) -> pd.DataFrame:
    return snapshot.query(
        f"SELECT * FROM {table} WHERE indicator_id = $indicator AND year = $year",  # noqa: S608
        {"indicator": indicator, "year": year},
    )


def weighed(snapshot: Snapshot, indicator: str, year: int) -> pd.DataFrame:
    """Return value, people and region of the provinces of a year."""
    return snapshot.query(
        "SELECT area_id, value, people, within FROM local_cluster"
        " JOIN indicator_value v USING (indicator_id, year, area_id) JOIN area USING (area_id)"
        " WHERE indicator_id = $indicator AND year = $year AND is_current ORDER BY area_id",
        {"indicator": indicator, "year": year},
    )


def test_grants_per_head_are_as_unequal_as_their_provinces(snapshot: Snapshot) -> None:
    provinces = weighed(snapshot, "grants_thb_per_head", 2012)
    found = rows(snapshot, "disparity", "grants_thb_per_head", 2012).set_index("statistic_id")
    split = theil_decomposition(provinces["value"], provinces["within"], provinces["people"])
    assert found.at["gini", "value"] == pytest.approx(gini(provinces["value"], provinces["people"]))
    assert found.at["theil_between", "value"] == pytest.approx(split.between)
    assert found.at["theil_within", "value"] == pytest.approx(split.within)
    assert found.at["gini", "low"] < found.at["gini", "value"] < found.at["gini", "high"]
    assert set(found["n"]) == {len(provinces)} == {76}


def test_people_are_those_of_the_registry_of_the_same_year(snapshot: Snapshot) -> None:
    provinces = weighed(snapshot, "grants_thb_per_head", 2012).set_index("area_id")["people"]
    registered = snapshot.query(
        "SELECT area_id, value FROM indicator_value WHERE indicator_id = 'registered_persons'"
        " AND year = 2012 AND area_kind = 'province'"
    ).set_index("area_id")["value"]
    assert provinces.equals(registered.loc[provinces.index].rename("people"))


@pytest.mark.parametrize(("year", "people_year"), [(2000, 2008), (2006, 2008), (2009, 2009)])
def test_the_nearest_year_of_people_is_taken(
    snapshot: Snapshot, year: int, people_year: int
) -> None:
    found = rows(snapshot, "disparity", "poverty_rate_pct", year)
    assert set(found["people_year"]) == {people_year}


def test_people_of_a_province_not_yet_cut_out_count_where_it_lay(snapshot: Snapshot) -> None:
    """In the survey of 2554 Bueng Kan is part of Nong Khai; the registry counts them apart."""
    people = weighed(snapshot, "poverty_rate_pct", 2011).set_index("area_id")["people"]
    registered = snapshot.query(
        "SELECT area_id, value FROM indicator_value WHERE indicator_id = 'registered_persons'"
        " AND year = 2011 AND area_kind = 'province'"
    ).set_index("area_id")["value"]
    assert BUENG_KAN not in people.index
    assert people[NONG_KHAI] == registered[NONG_KHAI] + registered[BUENG_KAN]


def test_the_parts_of_theil_add_up(snapshot: Snapshot) -> None:
    totals = snapshot.query(
        "SELECT indicator_id, year, statistic_id, value FROM disparity"
        " WHERE statistic_id IN ('theil', 'theil_between', 'theil_within')"
    ).pivot(index=["indicator_id", "year"], columns="statistic_id", values="value")
    parts = snapshot.query(
        "SELECT indicator_id, year, sum(within) AS within, sum(between) AS between,"
        " sum(people_share) AS people, sum(amount_share) AS amount FROM disparity_part GROUP BY ALL"
    ).set_index(["indicator_id", "year"])
    assert len(totals) == len(parts) > 100
    np.testing.assert_allclose(totals["theil"], totals["theil_between"] + totals["theil_within"])
    joined = totals.join(parts)
    np.testing.assert_allclose(joined["within"], joined["theil_within"], atol=1e-12)
    np.testing.assert_allclose(joined["between"], joined["theil_between"], atol=1e-12)
    np.testing.assert_allclose(joined[["people", "amount"]], 1.0)


def test_money_is_set_against_the_need_of_the_latest_year_known(snapshot: Snapshot) -> None:
    found = rows(snapshot, "concentration", "grants_thb_per_head", 2012)
    assert set(zip(found["need_id"], found["need_year"], strict=True)) == {
        ("poverty_rate_pct", 2011)
    }
    provinces = snapshot.query(
        "SELECT m.value, n.value AS need, people FROM indicator_value m"
        " JOIN local_cluster l USING (indicator_id, year, area_id)"
        " JOIN indicator_value n ON n.area_id = m.area_id AND n.year = 2011"
        "  AND n.indicator_id = 'poverty_rate_pct' AND n.is_current"
        " WHERE m.indicator_id = 'grants_thb_per_head' AND m.year = 2012 AND n.value IS NOT NULL"
    )
    index = concentration_index(provinces["value"], -provinces["need"], provinces["people"])
    of_money = found.set_index("statistic_id").loc["concentration_index"]
    assert of_money["value"] == pytest.approx(index)
    assert of_money["low"] < index < of_money["high"]
    assert of_money["n"] == len(provinces)


def test_need_itself_lies_where_need_is(snapshot: Snapshot) -> None:
    found = snapshot.query(
        "SELECT high FROM concentration WHERE statistic_id = 'concentration_of_need'"
    )
    assert (found["high"] < 0).all()


def test_poverty_clusters_and_grants_do_not(snapshot: Snapshot) -> None:
    kinds = {
        name: set(rows(snapshot, "local_cluster", name, 2008)["cluster"])
        for name in ("poverty_rate_pct", "grants_thb_per_head")
    }
    assert "low_low" in kinds["poverty_rate_pct"]
    assert kinds["grants_thb_per_head"] <= {"not_significant", "low_high", "high_low"}


def test_only_declared_comparisons_are_made(snapshot: Snapshot, declared: Catalogue) -> None:
    compared = {
        i.id
        for i in declared.indicators.values()
        if (i.of_all or i.id) in declared.compared.indicators
    }
    assert set(snapshot.query("SELECT DISTINCT indicator_id FROM disparity").iloc[:, 0]) == compared


def test_phuket_lies_beside_the_shore_that_is_nearest() -> None:
    beside = {frozenset(pair) for pair in read_layout(REFERENCE).pairs}
    assert {pair for pair in beside if "83" in pair} == {frozenset({"82", "83"})}


def test_every_province_has_a_neighbour(declared: Catalogue) -> None:
    layout = read_layout(REFERENCE)
    assert {code for pair in layout.pairs for code in pair} == set(declared.provinces)
    assert set(layout.centres) == set(declared.provinces)
