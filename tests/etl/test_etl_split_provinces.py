"""Money that a register still has under a province's predecessor is put over the people of both."""

import pytest

from tests.etl.one_cell import known
from welfare.metrics import byar
from welfare.warehouse import Snapshot

BUENG_KAN, NONG_KHAI, FOUNDED = "38", "43", 2011


def people(snapshot: Snapshot, *areas: str, year: int = FOUNDED) -> float:
    return sum(known(snapshot, "registered_persons", area, year)["value"] for area in areas)


def test_grants_per_head_are_over_the_people_of_both(snapshot: Snapshot) -> None:
    """1,350,000 baht over 643,450.7 and 173,575.1 people of the registry of fiscal 2554."""
    granted = known(snapshot, "grants_thb", NONG_KHAI, FOUNDED)["value"]
    found = known(snapshot, "grants_thb_per_head", NONG_KHAI, FOUNDED)["value"]
    both = people(snapshot, NONG_KHAI, BUENG_KAN)
    assert (granted, both) == (1_350_000, pytest.approx(817_025.7498))
    assert found == pytest.approx(granted / both, abs=1e-6)


def test_projects_and_their_interval_are_over_the_people_of_both(snapshot: Snapshot) -> None:
    projects = known(snapshot, "grants_projects", NONG_KHAI, FOUNDED)["value"]
    found = known(snapshot, "grants_projects_per_100k", NONG_KHAI, FOUNDED)
    both = people(snapshot, NONG_KHAI, BUENG_KAN)
    limits = byar(projects, both)
    assert found["n"] == pytest.approx(both)
    assert found["value"] == pytest.approx(100_000 * projects / both, abs=1e-6)
    assert found["low"] == pytest.approx(100_000 * limits.low, rel=1e-5)
    assert found["high"] == pytest.approx(100_000 * limits.high, rel=1e-5)


def test_a_year_later_each_is_by_itself(snapshot: Snapshot) -> None:
    granted = known(snapshot, "grants_thb", NONG_KHAI, FOUNDED + 1)["value"]
    found = known(snapshot, "grants_thb_per_head", NONG_KHAI, FOUNDED + 1)["value"]
    alone = people(snapshot, NONG_KHAI, year=FOUNDED + 1)
    assert found == pytest.approx(granted / alone, abs=1e-6)


def test_the_region_and_the_country_count_everybody_once(snapshot: Snapshot) -> None:
    for area in ("region_northeast", "TH"):
        granted = known(snapshot, "grants_thb", area, FOUNDED)["value"]
        found = known(snapshot, "grants_thb_per_head", area, FOUNDED)["value"]
        assert found == pytest.approx(granted / people(snapshot, area), abs=1e-6)
