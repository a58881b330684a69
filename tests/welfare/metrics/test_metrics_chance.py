"""The events behind a value are those of which its interval is made."""

import pytest

from welfare.catalog import Catalogue
from welfare.metrics import Proportion, Rate, byar, wilson
from welfare.metrics.chance import chance_limits, counted


def test_a_share_in_per_cent_is_of_so_many_people(declared: Catalogue) -> None:
    indicator = declared.indicators["tpmap_poor_pct"]
    assert counted(indicator, 12.5, 400) == Proportion(50, 400)
    limits, of_people = chance_limits(indicator, [12.5], [400]), wilson(50, 400)
    assert limits.low == pytest.approx([100 * of_people.low])
    assert limits.high == pytest.approx([100 * of_people.high])


def test_a_rate_per_hundred_thousand_is_of_so_many_events(declared: Catalogue) -> None:
    indicator = declared.indicators["grants_projects_per_100k"]
    assert counted(indicator, 2.0, 500_000) == Rate(10, 500_000)
    limits = chance_limits(indicator, [2.0], [500_000], confidence=0.9)
    of_events = byar(10, 500_000, confidence=0.9)
    assert limits.low == pytest.approx([100_000 * of_events.low])
    assert limits.high == pytest.approx([100_000 * of_events.high])
