import csv
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from etl.build import build
from etl.check import conformed
from etl.issues import BuildError, Issue
from etl.open_data import datasets, read_dataset, shipped, write_dataset
from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA

ALLOWANCES, EVENT = "beneficiary_allowances.csv", "outcome_event.csv"
Rows = list[list[str]]


def changed(folder: Path, name: str, change: Callable[[Rows], object]) -> None:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(line: int, column: str, value: str) -> Callable[[Rows], None]:
    """Return the change of one cell; ``line`` counts from 1, the header."""

    def change(rows: Rows) -> None:
        rows[line - 1][rows[0].index(column)] = value

    return change


@pytest.fixture
def refused(
    tmp_path: Path, built_warehouse: Path, open_data: Path
) -> Callable[[], tuple[Issue, ...]]:
    """Return a build over an old warehouse that must fail and leave it as it was."""
    warehouse = tmp_path / "w" / "welfare.duckdb"
    warehouse.parent.mkdir()
    copyfile(built_warehouse, warehouse)
    before = warehouse.read_bytes()

    def attempt() -> tuple[Issue, ...]:
        with pytest.raises(BuildError) as caught:
            build(open_data, None, warehouse, lambda _: None)
        assert warehouse.read_bytes() == before
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            assert connection.execute("SELECT count(*) FROM build").fetchone() == (1,)
        assert {path.name for path in warehouse.parent.iterdir()} == {
            "welfare.duckdb",
            ".welfare.duckdb.lock",
        }
        return caught.value.issues

    return attempt


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("persons", "1,000", "bad_type"),
        ("fiscal_year", "", "missing_value"),
        ("persons", "-5", "out_of_range"),
        ("fiscal_year", "2557", "out_of_range"),
        ("province_code", "99", "not_in_list"),
        ("province_code", "เชียงใหม่", "not_in_list"),
        ("source_id", "hearsay", "not_in_list"),
        ("source_id", "nesdc_poverty_2553", "not_in_list"),
    ],
)
def test_a_broken_cell_is_named_and_the_old_warehouse_stays(
    small_open_data: Path,
    refused: Callable[[], tuple[Issue, ...]],
    column: str,
    value: str,
    reason: str,
) -> None:
    changed(small_open_data, ALLOWANCES, put(3, column, value))
    (issue,) = refused()
    assert (issue.file, issue.reason, issue.row, issue.column) == (ALLOWANCES, reason, 3, column)
    assert issue.value in {value, f"{value}.0"}
    message = str(issue)
    assert all(part in message for part in (ALLOWANCES, "line 3", f"column {column}", value))


def test_a_repeated_key_is_named(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    changed(small_open_data, ALLOWANCES, lambda rows: rows.append(rows[1]))
    (issue,) = refused()
    assert (issue.file, issue.reason, issue.row) == (ALLOWANCES, "duplicate_key", 10)
    assert "2014" in issue.value
    assert "disability_allowance" in issue.value


@pytest.mark.parametrize("change", [lambda row: row.pop(), lambda row: row.append("7")])
def test_a_ragged_line_is_named(
    small_open_data: Path,
    refused: Callable[[], tuple[Issue, ...]],
    change: Callable[[list[str]], object],
) -> None:
    changed(small_open_data, ALLOWANCES, lambda rows: change(rows[4]))
    (issue,) = refused()
    assert (issue.file, issue.reason, issue.row) == (ALLOWANCES, "bad_columns", 5)


def test_another_header_is_named(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    changed(small_open_data, ALLOWANCES, put(1, "persons", "people"))
    (issue,) = refused()
    assert (issue.file, issue.reason, issue.row) == (ALLOWANCES, "bad_columns", 1)
    assert "people" in issue.value


def test_a_file_that_is_not_utf8_is_named(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    (small_open_data / EVENT).write_bytes(
        (small_open_data / EVENT).read_bytes() + "ไทย".encode("cp874")
    )
    (issue,) = refused()
    assert (issue.file, issue.reason) == (EVENT, "not_utf8")


def test_a_quote_that_never_closes_is_named(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    with (small_open_data / EVENT).open("a", encoding="utf-8") as file:
        file.write('"open')
    (issue,) = refused()
    assert (issue.file, issue.reason) == (EVENT, "not_readable")


def test_an_undeclared_file_and_a_declared_one_that_is_missing_are_named(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    (small_open_data / "stray.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert [(i.file, i.reason) for i in refused()] == [("stray.csv", "not_declared_file")]
    (small_open_data / "stray.csv").unlink()
    (small_open_data / EVENT).unlink()
    assert [(i.file, i.reason) for i in refused()] == [(EVENT, "not_readable")]


def test_every_fault_of_every_file_is_named_at_once(
    small_open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    changed(small_open_data, ALLOWANCES, put(3, "persons", "many"))
    changed(small_open_data, ALLOWANCES, put(5, "amount_thb", "much"))
    changed(small_open_data, EVENT, put(2, "value", "some"))
    assert {(i.file, i.row, i.value) for i in refused()} == {
        (ALLOWANCES, 3, "many"),
        (ALLOWANCES, 5, "much"),
        (EVENT, 2, "some"),
    }


def test_a_printed_total_that_is_not_met_fails_the_build(
    open_data: Path, refused: Callable[[], tuple[Issue, ...]]
) -> None:
    # Bangkok, civil servants of FY2551: one person more than the workbook prints.
    def one_more(rows: Rows) -> None:
        persons = rows[0].index("persons")
        assert rows[1][:3] == ["2008", "10", "civil_servant_medical"]
        rows[1][persons] = str(float(rows[1][persons]) + 1)

    changed(open_data, "beneficiary_health_coverage.csv", one_more)
    (issue,) = refused()
    assert (issue.reason, issue.value) == ("total_mismatch", "756484.4167")
    assert "10 civil_servant_medical 2008" in issue.detail


def test_what_ships_is_read_without_a_fault_and_written_back_byte_for_byte(
    declared: Catalogue, tmp_path: Path
) -> None:
    for dataset in datasets(OPEN_DATA):
        rows, issues = read_dataset(OPEN_DATA, dataset, declared)
        assert issues == []
        assert set(rows["source_id"]) == set(dataset.sources)
        table = declared.tables[dataset.table]
        facts = {dataset.table: conformed(rows, table).sample(frac=1, random_state=1)}
        write_dataset(tmp_path, dataset, shipped(dataset, facts, declared))
        as_shipped = (OPEN_DATA / dataset.file).read_bytes()
        assert (tmp_path / dataset.file).read_bytes() == as_shipped, dataset.file
