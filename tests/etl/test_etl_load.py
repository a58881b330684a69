from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.issues import Issue
from etl.load import load
from welfare.catalog import Catalogue

BUILD = {"data_version": "made", "built_at": "2000-01-01T00:00:00+00:00", "facts": 1}
ROW = {
    "fiscal_year": 2017,
    "programme_id": "older_persons_allowance",
    "age_band": "all",
    "sex": "all",
    "persons": 3.5,
    "source_id": "nso_allowance_2560",
}


def test_a_row_its_blanks_and_an_issue_come_back_as_they_went_in(
    declared: Catalogue, tmp_path: Path
) -> None:
    issue = Issue("ไฟล์'; DROP TABLE build; --.xls", "bad_number", "Sheet1", 7, "3", "91,41")
    load(tmp_path / "w", {"beneficiary": pd.DataFrame([ROW])}, [issue], BUILD, declared)
    words = (issue.text_th, issue.text_en)
    with duckdb.connect(str(tmp_path / "w"), read_only=True) as connection:
        people = connection.execute("SELECT * FROM beneficiary").df()
        issues = connection.execute("SELECT * FROM load_issue").fetchall()
        built = connection.execute("SELECT * FROM build").fetchall()
    assert people[list(ROW)].to_dict("records") == [ROW]
    assert people[["province_code", "life_course_id", "amount_thb"]].isna().all(axis=None)
    assert issues == [
        (issue.file, "Sheet1", 7, "3", "91,41", "bad_number", "refused", None, *words)
    ]
    assert built == [tuple(BUILD.values())]


def test_a_warehouse_without_facts_has_every_table_and_the_areas(
    declared: Catalogue, tmp_path: Path
) -> None:
    load(tmp_path / "w", {}, [], BUILD | {"facts": 0}, declared)
    with duckdb.connect(str(tmp_path / "w"), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
        kinds = dict(
            connection.execute("SELECT area_kind, count(*) FROM area GROUP BY 1").fetchall()
        )
        bueng_kan = connection.execute("SELECT * FROM area WHERE area_id = '38'").fetchall()
        values = connection.execute("SELECT count(*) FROM indicator_value").fetchone()
    assert tables == set(declared.tables) | {"area", "source_order", "beneficiary_current"}
    assert kinds == {"country": 1, "region": 5, "province": 77}
    assert bueng_kan == [("38", "province", "region_northeast", 2011)]
    assert values == (0,)


def test_a_null_where_none_may_be_is_refused_by_the_database(
    declared: Catalogue, tmp_path: Path
) -> None:
    broken = pd.DataFrame([ROW | {"sex": None}])
    with pytest.raises(duckdb.ConstraintException, match="sex"):
        load(tmp_path / "w", {"beneficiary": broken}, [], BUILD, declared)
