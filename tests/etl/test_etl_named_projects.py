"""Projects that a steward's file names leave the shipped counts, so that none counts twice."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.check import conformed
from etl.gather import Gathered, gather_raw, superseded
from etl.named_projects import ADDED, without_named
from etl.open_data import datasets, read_dataset
from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA
from welfare.review.projects import granted, named_projects, search, size_classes
from welfare.warehouse import Warehouse

REGISTER = "fund-grants/promotefund_swpf_projects_2549-2557.xls"
MAPPING = """\
source: swpf_grants_2557
table: project
sheet: Sheet3
header_rows: 4
columns:
  ปีงบประมาณ (budget_year): fiscal_year
  จังหวัด (province_name): {field: province, values: {"": "00"}}
  ชื่อโครงการ (project_name): project_name
  ประเภทองค์กร (under_type):
    field: organisation_kind
    values:
      {"1": public_body, "2": public_benefit, "3": community_welfare, "-1": unknown, "": unknown}
  ค่าใช้จ่ายที่ได้รับ (cost_get): {field: amount_thb, unit: baht}
ignore: [องค์การ (organ_id)]
fixed: {programme: promotion_fund, projects: 1}
repeats: add_up
"""


@pytest.fixture(scope="module")
def shipped(declared: Catalogue) -> pd.DataFrame:
    dataset = next(d for d in datasets(OPEN_DATA) if d.file == "project_promotion_fund.csv")
    return read_dataset(OPEN_DATA, dataset, declared)[0]


def a_part(shipped: pd.DataFrame, count: int) -> tuple[pd.Series, pd.DataFrame]:
    """Return a count of several projects, and ``count`` rows that name some of it."""
    row = shipped[shipped["projects"] > 3].iloc[0]
    named = pd.DataFrame([row] * count).reset_index(drop=True)
    named["project_name"] = [f"โครงการ {place}" for place in range(count)]
    for column in ADDED:
        named[column] = 0
    named["projects"], named["amount_thb"] = 1, 100.0
    return row, named.astype({"projects": "Int64"})


@pytest.mark.parametrize("all_named", [False, True])
def test_a_count_keeps_what_is_not_named(
    shipped: pd.DataFrame, declared: Catalogue, all_named: bool
) -> None:
    size = int(shipped[shipped["projects"] > 3].iloc[0]["projects"])
    named = size if all_named else 2
    row, raw = a_part(shipped, named)
    left = without_named(shipped, raw, declared)
    assert int(left["projects"].sum()) == int(shipped["projects"].sum()) - named
    assert len(left) == len(shipped) - all_named
    if not all_named:
        baht = shipped["amount_thb"].sum() - left["amount_thb"].sum()
        assert baht == pytest.approx(min(200.0, row["amount_thb"]))


def test_a_name_that_ships_is_in_no_count(shipped: pd.DataFrame, declared: Catalogue) -> None:
    _, raw = a_part(shipped, 2)
    together = pd.concat([shipped, raw], ignore_index=True)
    assert without_named(together, raw, declared).equals(together)


@pytest.mark.real_files
def test_a_register_with_its_names_counts_each_grant_once(
    real_files: Path, built_warehouse: Path, tmp_path: Path, declared: Catalogue
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "register.xls").write_bytes((real_files / REGISTER).read_bytes())
    (raw / "register.xls.yml").write_text(MAPPING, encoding="utf-8")
    named = gather_raw(raw, declared, lambda _: None)
    assert {account["verdict"] for account in named.files} == {"loaded"}
    file = tmp_path / "welfare.duckdb"
    shutil.copy(built_warehouse, file)
    with duckdb.connect(str(file)) as connection:
        columns = list(named.facts["project"].columns)
        before = connection.sql("FROM project").df()[columns]
        rows = superseded(
            Gathered({"project": conformed(before, declared.tables["project"])}), named, declared
        ).facts["project"]
        connection.execute("DELETE FROM project")
        connection.register("rows", rows)
        connection.execute("INSERT INTO project BY NAME SELECT * FROM rows")
    snapshot = Warehouse(file).snapshot()
    granted_now = granted(snapshot, "promotion_fund")
    was = before[(before["programme_id"] == "promotion_fund") & ~before["recognised"]]
    assert int(granted_now["projects"].sum()) == int(was["projects"].sum()) == 8358
    assert granted_now["amount_thb"].sum() == pytest.approx(was["amount_thb"].sum())
    unnamed = granted_now.loc[granted_now["project_name"].isna(), "projects"]
    assert int(unnamed.sum()) == named.files[0]["rows_refused"] < 100
    found = search(named_projects(snapshot), "ผู้สูงอายุ", 2)
    assert found.count > 100
    assert (found.page, len(found.rows)) == (2, 20)
    assert found.rows["sought"].str.contains("ผู้สูงอายุ", regex=False).all()
    classes = size_classes(granted_now)
    assert classes is not None
    single = (granted_now["projects"] == 1) & (granted_now["amount_thb"] > 0)
    assert int(classes["projects"].sum()) == (single & granted_now["project_name"].notna()).sum()
