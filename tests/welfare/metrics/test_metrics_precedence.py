"""Of two sources of one fact, the one that pages show, and the rule."""

import pytest

from welfare.catalog import Catalogue
from welfare.metrics.precedence import RULES, speaks
from welfare.warehouse import Snapshot


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("nhso_coverage_2555", "nhso_uc_age_2555", "whole"),
        ("nesdc_poverty_line_2554", "nesdc_poverty_2553", "edition"),
        ("nso_household_income_2564", "nso_household_income_2558", "rank"),
        ("nso_household_province_2568", "nso_household_province_2566", "newest"),
    ],
)
def test_the_first_rule_that_differs_decides(
    declared: Catalogue, one: str, other: str, rule: str
) -> None:
    assert speaks(one, other, declared) == (one, rule)
    assert speaks(other, one, declared) == (one, rule)


def test_two_sources_always_have_a_winner(declared: Catalogue) -> None:
    names = [s.id for s in declared.sources.values() if s.declared]
    for one in names:
        for other in names:
            if one != other:
                winner, rule = speaks(one, other, declared)
                assert (winner, rule) == speaks(other, one, declared)
                assert rule in RULES


def test_the_source_in_use_is_the_one_that_pages_show(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = snapshot.query(
        """
        SELECT DISTINCT d.current_source_id AS one, d.other_source_id AS other,
               v.source_ids AS shown
        FROM disagreement d JOIN indicator_value v
          ON v.indicator_id = d.measure AND v.year = d.year AND v.area_id = d.area_id
        WHERE d.table_id = 'outcome' AND d.detail = 'all' AND v.is_current
        """
    )
    assert len(rows) > 0
    for row in rows.itertuples():
        if row.shown in {row.one, row.other}:
            assert speaks(row.one, row.other, declared)[0] == row.shown
