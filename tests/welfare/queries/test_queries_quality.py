"""What the last build did, beside the tables of the warehouse themselves."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from welfare.catalog import Catalogue
from welfare.queries import quality
from welfare.warehouse import Snapshot, Warehouse

REFUSED = """
    INSERT INTO source_file VALUES
      ('raw/a.xls', 'x', 'fund_grants', 's', 'loaded', 10, 7, 2, 1),
      ('raw/b.xls', 'y', NULL, NULL, 'refused', 0, 0, 0, 0);
    INSERT INTO load_issue VALUES
      ('a.xls', 'Sheet1', 4, 'B', 'x1', 'bad_number', 'refused', 'x', 'ก', 'A'),
      ('b.xls', NULL, NULL, NULL, NULL, 'empty', 'refused', NULL, 'ข', 'B'),
      ('c.xls', NULL, NULL, NULL, NULL, 'empty', 'refused', NULL, 'ข', 'B'),
      ('a.xls', NULL, NULL, NULL, NULL, 'suspect_value', 'notice', NULL, 'ค', 'C');
    INSERT INTO reconciliation VALUES
      ('raw/a.xls', 'sum_of_ages', 'met', 5, 10, 10, 0, 0.5, false),
      ('raw/a.xls', 'sum_of_sexes', 'accepted', 5, 10, 12, 2, 0.5, true),
      ('raw/a.xls', 'grand_total', 'unmet', 5, 10, 12, 2, 0.5, false);
"""


@pytest.fixture
def with_refusals(built_warehouse: Path, tmp_path: Path) -> Snapshot:
    file = tmp_path / "welfare.duckdb"
    file.write_bytes(built_warehouse.read_bytes())
    with duckdb.connect(str(file)) as connection:
        connection.execute(REFUSED)
    return Warehouse(file).snapshot()


def test_the_account_adds_up(snapshot: Snapshot) -> None:
    build = quality.build_account(snapshot)
    assert build["data_version"] == snapshot.data_version
    assert build["rows_read"] == sum(build[f"rows_{n}"] for n in ("loaded", "refused", "set_aside"))
    assert build["files"] == build["files_loaded"] == len(quality.files(snapshot))
    assert build["raw_files"] == build["files_refused"] == 0


def test_the_account_of_files_of_agencies(with_refusals: Snapshot, snapshot: Snapshot) -> None:
    build, before = quality.build_account(with_refusals), quality.build_account(snapshot)
    assert (build["raw_files"], build["files_refused"]) == (2, 1)
    assert build["rows_read"] - before["rows_read"] == 10
    assert build["rows_refused"] == 1
    files = quality.files(with_refusals).set_index("file")
    assert files.loc["raw/b.xls", "text_en"] == "B"
    assert pd.isna(files.loc["raw/a.xls", "text_en"])
    assert files.index[-1] == "raw/b.xls"


def test_years_of_sources_are_those_of_the_facts(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = quality.source_years(snapshot)
    assert set(rows["source_id"]) <= set(declared.sources)
    known = rows[rows["source_id"] == "nso_allowance_2560"]
    assert known["year"].tolist() == [2014, 2015, 2016, 2017]
    assert known["facts"].tolist() == [2, 2, 2, 2]


@pytest.mark.parametrize("table", quality.COVERED)
def test_coverage_counts_every_fact_once(
    snapshot: Snapshot, declared: Catalogue, table: str
) -> None:
    rows = quality.coverage(snapshot, table)
    where = "WHERE value IS NOT NULL" if table == "outcome" else ""
    facts = snapshot.query(f"SELECT count(*) AS n FROM {table} {where}")["n"].iloc[0]  # noqa: S608
    assert rows["facts"].sum() == facts
    assert set(rows["area_id"]) <= set(declared.areas)
    assert (rows["subjects"] <= rows["facts"]).all()
    assert not rows.duplicated(["year", "calendar", "area_id"]).any()
    assert set(rows["calendar"]) <= {"year", "fiscal_year"}


def test_a_table_is_a_known_name_and_no_sql(snapshot: Snapshot) -> None:
    with pytest.raises(KeyError):
        quality.coverage(snapshot, "budget; DROP TABLE budget")


def test_the_budget_is_known_for_the_country_and_for_provinces(snapshot: Snapshot) -> None:
    areas = set(quality.coverage(snapshot, "budget")["area_id"])
    assert {"TH", "10", "50"} <= areas


def test_reasons_are_counted_by_severity(with_refusals: Snapshot) -> None:
    refused = quality.reasons(with_refusals, "refused").set_index("reason")
    assert refused["issues"].to_dict() == {"empty": 2, "bad_number": 1}
    assert refused.loc["empty", ["files", "example"]].tolist() == [2, "b.xls"]
    assert quality.reasons(with_refusals, "notice")["reason"].tolist() == ["suspect_value"]
    assert quality.issue_files(with_refusals, "refused") == 3
    issues = quality.issues(with_refusals, "refused")
    assert issues[["file", "row_number", "column_name", "value"]].iloc[0].tolist() == [
        "a.xls",
        4,
        "B",
        "x1",
    ]
    assert quality.reasons(with_refusals, "' OR 1=1 --").empty


def test_control_totals_are_met(snapshot: Snapshot) -> None:
    rows = quality.control_totals(snapshot)
    assert rows["totals"].sum() == 1836
    assert rows["unmet"].sum() == 0
    assert (rows["largest_gap"] <= rows["tolerance"]).all()
    assert rows["summed"].sum() == pytest.approx(rows["printed"].sum())


def test_a_control_total_that_is_not_met_is_counted(built_warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "welfare.duckdb"
    file.write_bytes(built_warehouse.read_bytes())
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "UPDATE control_total SET printed = printed + 1 WHERE area_id = '10'"
            " AND item = 'social_security' AND source_id = 'nhso_coverage_2555'"
        )
    rows = quality.control_totals(Warehouse(file).snapshot())
    broken = rows[rows["unmet"] > 0]
    assert broken[["source_id", "item", "unmet"]].to_numpy().tolist() == [
        ["nhso_coverage_2555", "social_security", 1]
    ]
    assert broken["largest_gap"].iloc[0] == pytest.approx(1, abs=0.02)


def test_sets_of_totals_that_are_not_met_come_first(with_refusals: Snapshot) -> None:
    rows = quality.reconciliations(with_refusals)
    assert rows["item"].tolist() == ["unmet", "accepted", "met"]
    assert rows["met"].tolist() == [False, False, True]


def test_disagreements_by_pair_are_all_of_them(snapshot: Snapshot) -> None:
    pairs = quality.disagreements_by_pair(snapshot)
    every = quality.disagreements(snapshot)
    total = snapshot.query("SELECT count(*) AS n FROM disagreement")["n"].iloc[0]
    assert pairs["facts"].sum() == total
    assert len(every) == min(total, quality.MOST)
    assert (pairs["median_gap"] <= pairs["largest_gap"]).all()
    assert every["gap"].is_monotonic_decreasing
    assert every["gap"].iloc[0] == pairs["largest_gap"].max()
    assert pairs["overall_median"].iloc[0] == pytest.approx(every["gap"].median())


def test_jumps_by_indicator_are_all_of_them(snapshot: Snapshot) -> None:
    found, every = quality.jumps_by_indicator(snapshot), quality.jumps(snapshot)
    assert found["jumps"].sum() == len(every)
    assert (found["rises"] + found["falls"] == found["jumps"]).all()
    assert every["times"].is_monotonic_decreasing
    assert every["times"].min() > 2
    assert found["times"].max() == every["times"].iloc[0]
