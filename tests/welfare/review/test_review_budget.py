"""What is said of budgets, against what ships and what the sources print."""

import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from welfare.catalog import Catalogue
from welfare.charts.icicle import boxes_of
from welfare.language import message
from welfare.paths import OPEN_DATA
from welfare.queries import budget as queries
from welfare.review.budget import (
    Budget,
    budgets_of,
    flow_finding,
    giver_finding,
    narrowed,
    per_person,
    placed_finding,
    stage_table,
    stages_finding,
    why_unplaced,
)
from welfare.review.budget_lines import lines_table
from welfare.warehouse import Snapshot

FILES = ("budget_msdhs_2565.csv", "budget_volumes_2565.csv", "budget_pao_2565.csv")
MINISTRY = 24_664_136_400


def shipped() -> pd.DataFrame:
    return pd.concat(pd.read_csv(OPEN_DATA / file, dtype={"province_code": str}) for file in FILES)


def of(snapshot: Snapshot, source: str) -> tuple[Budget, pd.DataFrame]:
    budget = next(b for b in budgets_of(snapshot) if b.source_id == source)
    return budget, queries.lines(snapshot, budget.fiscal_year, source, budget.stage)


def test_budgets_are_those_that_ship_the_ministry_first(snapshot: Snapshot) -> None:
    found = budgets_of(snapshot, 2022)
    assert found[0].source_id == "budget_draft_2565"
    rows = shipped()
    sums = rows.groupby("source_id")["amount_thb"].sum()
    assert {b.source_id: b.amount_thb for b in found} == pytest.approx(sums.to_dict())
    placed = rows[rows["province_code"].notna()].groupby("source_id")["amount_thb"].sum()
    assert {b.source_id: b.placed_thb for b in found if b.placed_thb} == pytest.approx(
        placed.to_dict()
    )


def test_lines_add_up_to_the_printed_totals(snapshot: Snapshot) -> None:
    _, lines = of(snapshot, "pao_budget_2565")
    printed = snapshot.query(
        "SELECT item, printed FROM control_total WHERE source_id = 'pao_budget_2565'"
    ).set_index("item")["printed"]
    assert lines.groupby("plan")["amount_thb"].sum().to_dict() == printed.to_dict()


def test_the_boxes_of_every_column_add_up_to_the_budget(snapshot: Snapshot) -> None:
    budget, lines = of(snapshot, "budget_draft_2565")
    assert budget.amount_thb == MINISTRY
    boxes = boxes_of(lines, "en")
    for column in range(4):
        own = [box for box in boxes if box.column == column]
        assert sum(box.amount for box in own) == pytest.approx(MINISTRY)
        for box, after in pairwise(own):
            assert box.start + box.amount == pytest.approx(after.start)


@pytest.mark.parametrize("source", ["budget_draft_2565", "budget_local_2565", "pao_budget_2565"])
def test_units_and_systems_part_a_budget_wholly(snapshot: Snapshot, source: str) -> None:
    budget, lines = of(snapshot, source)
    parts = [narrowed(lines, unit)["amount_thb"].sum() for unit in lines["agency"].unique()]
    assert sum(parts) == pytest.approx(budget.amount_thb)


def test_the_sentence_tells_the_largest_system_of_the_rows(snapshot: Snapshot) -> None:
    budget, lines = of(snapshot, "budget_draft_2565")
    told = flow_finding(budget, lines, None, "en")
    rows = shipped().query("source_id == 'budget_draft_2565'")
    by_system = rows.groupby(rows["system_id"].fillna(""))["amount_thb"].sum()
    share = f"{100 * by_system.max() / MINISTRY:.0f}%"
    assert by_system.idxmax() == "assistance"
    assert "Social assistance" in told
    assert "24.7 billion baht" in told
    assert share in told
    assert re.findall(r"\d+%", told) == [share]
    largest = giver_finding(budget, lines, "agency", "en")
    assert "Department of Children and Youth" in largest
    assert "74%" in largest


def test_an_amount_is_set_against_the_people_of_its_year(snapshot: Snapshot) -> None:
    budget, _ = of(snapshot, "budget_draft_2565")
    found = per_person(snapshot, budget, budget.amount_thb)
    assert found.poor == 3_800_000
    assert found.a_poor_person == pytest.approx(MINISTRY / 3_800_000)
    people = pd.read_csv(OPEN_DATA / "population_residents.csv")["persons"].sum()
    assert found.a_head == pytest.approx(MINISTRY / people)


def test_a_budget_of_some_provinces_is_set_against_nobody(snapshot: Snapshot) -> None:
    budget, _ = of(snapshot, "budget_provinces_2565")
    found = per_person(snapshot, budget, budget.amount_thb)
    assert (found.a_head, found.a_poor_person) == (None, None)


def test_what_names_no_province_is_summed_within_one_stage(snapshot: Snapshot) -> None:
    rows = shipped().query("stage == 'proposed'")
    unplaced = rows.loc[rows["province_code"].isna(), "amount_thb"].sum()
    told = placed_finding(budgets_of(snapshot, 2022), "en")
    assert f"{100 * unplaced / rows['amount_thb'].sum():.1f}%" in told
    assert "in 5 budgets" in told


def test_every_reason_for_a_place_is_told_from_the_numbers(snapshot: Snapshot) -> None:
    kinds = {b.source_id: why_unplaced(b, "en") for b in budgets_of(snapshot, 2022)}
    assert "whole country" in kinds["budget_draft_2565"]
    assert "(provinces: 76)" in kinds["pao_budget_2565"]
    budget = budgets_of(snapshot, 2022)[0]
    part = Budget(2022, budget.source_id, "proposed", 100.0, 40.0, 3)
    assert why_unplaced(part, "en") == message("budget.why.some", "en", provinces=3)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_shipped_line_has_its_reason(
    snapshot: Snapshot, declared: Catalogue, language: str
) -> None:
    for budget in budgets_of(snapshot):
        lines = queries.lines(snapshot, budget.fiscal_year, budget.source_id, budget.stage)
        table = lines_table(budget, lines, language)
        reasons = table[message("column.reason", language)]
        assert len(reasons) == len(lines)
        assert not (reasons == message("budget.no_reason", language)).any(), budget.source_id
        assert not (reasons == "").any()


def test_stages_that_no_source_gives_are_not_known(snapshot: Snapshot) -> None:
    budget, _ = of(snapshot, "budget_draft_2565")
    rows = queries.stages(snapshot, 2022, budget.source_id)
    assert rows["approved"].isna().all()
    table = stage_table(rows, "en")
    assert table["Proposed"].sum() == pytest.approx(MINISTRY / 1e6, abs=0.5)
    assert table["Spent"].isna().all()
    told = stages_finding(budget, rows, "en")
    assert told.endswith("known as Proposed; not known: Approved and Spent")


def test_a_stage_known_of_some_plans_only_is_not_known_of_the_unit() -> None:
    rows = pd.DataFrame(
        {
            "agency": ["a", "a", "b"],
            "plan": ["1", "2", "1"],
            "proposed": [2e6, 3e6, 1e6],
            "approved": [2e6, None, 1e6],
            "spent": [None, None, 0.0],
        }
    )
    table = stage_table(rows, "th").iloc[:, 1:]
    assert table.iloc[0, 0] == 5.0
    assert table.iloc[0, 1:].isna().all()
    assert table.iloc[1].tolist() == [1.0, 1.0, 0.0]


def test_the_folder_of_shipped_budgets_is_all_that_is_compared() -> None:
    assert {Path(file).name for file in FILES} == {p.name for p in OPEN_DATA.glob("budget_*.csv")}
