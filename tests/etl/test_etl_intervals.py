"""The interval of a value in which chance is known, and its absence where it is not."""

import pytest

from tests.etl.one_cell import known
from welfare.catalog import Catalogue
from welfare.metrics import byar, wilson
from welfare.warehouse import Snapshot


def test_a_share_of_people_has_the_interval_of_a_share(snapshot: Snapshot) -> None:
    found = known(snapshot, "tpmap_poor_pct", "58", 2018)
    poor = known(snapshot, "tpmap_poor_persons", "58", 2018)["value"]
    asked = known(snapshot, "tpmap_surveyed_persons", "58", 2018)["value"]
    limits = wilson(poor, asked)
    assert found["n"] == asked
    assert found["low"] == pytest.approx(100 * limits.low, rel=1e-6)
    assert found["high"] == pytest.approx(100 * limits.high, rel=1e-6)


def test_a_rate_of_projects_has_the_interval_of_a_count(snapshot: Snapshot) -> None:
    found = known(snapshot, "grants_projects_per_100k", "83", 2012)
    projects = known(snapshot, "grants_projects", "83", 2012)["value"]
    people = known(snapshot, "registered_persons", "83", 2012)["value"]
    limits = byar(projects, people)
    assert found["value"] == pytest.approx(100_000 * projects / people, abs=1e-6)
    assert found["low"] == pytest.approx(100_000 * limits.low, rel=1e-5)
    assert found["high"] == pytest.approx(100_000 * limits.high, rel=1e-5)


def test_no_interval_where_no_chance_is_declared(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = snapshot.query(
        "SELECT DISTINCT indicator_id FROM indicator_value"
        " WHERE low IS NOT NULL OR high IS NOT NULL OR n IS NOT NULL"
    )
    assert set(rows["indicator_id"]) == {
        i.id for i in declared.indicators.values() if i.chance is not None
    }


def test_a_value_lies_in_its_interval(snapshot: Snapshot) -> None:
    rows = snapshot.query("SELECT value, low, high FROM indicator_value WHERE low IS NOT NULL")
    assert len(rows) > 300
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()
