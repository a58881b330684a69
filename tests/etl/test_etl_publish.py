from pathlib import Path

import pytest

from etl.publish import BusyError, building


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    warehouse = tmp_path / "below" / "w.duckdb"
    for content in (b"first", b"second"):
        with building(warehouse) as partial:
            assert not partial.exists()
            partial.write_bytes(content)
            partial.with_name(partial.name + ".wal").touch()
        assert warehouse.read_bytes() == content
    assert names(warehouse.parent) == {"w.duckdb", ".w.duckdb.lock"}


def test_a_reader_of_the_old_file_keeps_it(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    warehouse.write_bytes(b"old")
    with warehouse.open("rb") as reader:
        with building(warehouse) as partial:
            partial.write_bytes(b"new")
        assert reader.read() == b"old"
    assert warehouse.read_bytes() == b"new"


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_a_fault_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    warehouse = tmp_path / "w.duckdb"
    warehouse.write_bytes(b"old")

    def failing() -> None:
        with building(warehouse) as partial:
            partial.write_bytes(b"half")
            assert warehouse.read_bytes() == b"old"
            raise fault

    with pytest.raises(fault):
        failing()
    assert warehouse.read_bytes() == b"old"
    assert names(tmp_path) == {"w.duckdb", ".w.duckdb.lock"}


def test_what_a_killed_build_left_is_cleared_away_and_other_files_stay(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for name in (".building-w.duckdb", ".building-w.duckdb.wal", ".building-x.duckdb", "note"):
        (tmp_path / name).write_bytes(b"left")
    with building(warehouse) as partial:
        assert not partial.exists()
        partial.write_bytes(b"new")
    assert names(tmp_path) == {"w.duckdb", ".w.duckdb.lock", ".building-x.duckdb", "note"}


def test_one_build_at_a_time(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"

    def second() -> None:
        with building(warehouse):
            pytest.fail("the lock was given twice")

    with building(warehouse) as partial:
        partial.write_bytes(b"first")
        with pytest.raises(BusyError, match="at work"):
            second()
        assert partial.read_bytes() == b"first"
        with building(tmp_path / "another.duckdb") as other:
            other.write_bytes(b"free")
    assert warehouse.read_bytes() == b"first"
