from pathlib import Path

import pytest

from etl.publish import (
    KEPT,
    BusyError,
    NoBuildError,
    building,
    is_pinned,
    kept_builds,
    rollback,
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def publish(warehouse: Path, content: bytes, version: str = "a") -> None:
    with building(warehouse) as partial:
        partial.data_version = version
        partial.file.write_bytes(content)


def served(warehouse: Path) -> list[str]:
    return [kept.data_version for kept in kept_builds(warehouse) if kept.current]


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    warehouse = tmp_path / "below" / "w.duckdb"
    for content in (b"first", b"second"):
        with building(warehouse) as partial:
            assert not partial.file.exists()
            partial.file.write_bytes(content)
            partial.file.with_name(partial.file.name + ".wal").touch()
        assert warehouse.read_bytes() == content
    assert names(warehouse.parent) == {"w.duckdb", "w.duckdb.builds", ".w.duckdb.lock"}


def test_a_reader_of_the_old_file_keeps_it(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    warehouse.write_bytes(b"old")
    with warehouse.open("rb") as reader:
        publish(warehouse, b"new")
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
            partial.file.write_bytes(b"half")
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
        assert not partial.file.exists()
        partial.file.write_bytes(b"new")
    assert names(tmp_path) == {
        "w.duckdb",
        "w.duckdb.builds",
        ".w.duckdb.lock",
        ".building-x.duckdb",
        "note",
    }


def test_a_build_that_was_kept_and_never_served_is_cleared_away(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    publish(warehouse, b"first", "a")
    (tmp_path / "w.duckdb.builds" / "000002-b.duckdb").write_bytes(b"killed before the swap")
    publish(warehouse, b"third", "c")
    assert [kept.data_version for kept in kept_builds(warehouse)] == ["c", "a"]


def test_one_build_at_a_time(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"

    def second() -> None:
        with building(warehouse):
            pytest.fail("the lock was given twice")

    with building(warehouse) as partial:
        partial.file.write_bytes(b"first")
        with pytest.raises(BusyError, match="at work"):
            second()
        with pytest.raises(BusyError, match="at work"):
            rollback(warehouse)
        assert partial.file.read_bytes() == b"first"
        with building(tmp_path / "another.duckdb") as other:
            other.file.write_bytes(b"free")
    assert warehouse.read_bytes() == b"first"


def test_the_last_five_builds_are_kept(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for number in range(8):
        publish(warehouse, f"{number}".encode() * (number + 1), f"v{number}")
    kept = kept_builds(warehouse)
    assert [build.data_version for build in kept] == ["v7", "v6", "v5", "v4", "v3"]
    assert len(kept) == KEPT
    assert [build.current for build in kept] == [True, False, False, False, False]


def test_a_rollback_serves_the_build_before_again_and_again(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for version in ("a", "b", "c"):
        publish(warehouse, version.encode() * ord(version), version)
    assert rollback(warehouse).data_version == "b"
    assert warehouse.read_bytes() == b"b" * ord("b")
    assert served(warehouse) == ["b"]
    assert rollback(warehouse).data_version == "a"
    assert is_pinned(warehouse)
    with pytest.raises(NoBuildError):
        rollback(warehouse)
    assert served(warehouse) == ["a"]


def test_a_rollback_goes_to_the_version_that_is_named(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for version in ("a", "b", "c"):
        publish(warehouse, version.encode() * ord(version), version)
    assert rollback(warehouse, "a").data_version == "a"
    assert rollback(warehouse, "c").data_version == "c"
    with pytest.raises(NoBuildError):
        rollback(warehouse, "unknown")
    assert served(warehouse) == ["c"]


def test_the_next_build_takes_the_pin_away_and_keeps_what_was_newer(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for version in ("a", "b"):
        publish(warehouse, version.encode() * ord(version), version)
    rollback(warehouse)
    publish(warehouse, b"d" * 99, "d")
    assert not is_pinned(warehouse)
    assert [kept.data_version for kept in kept_builds(warehouse)] == ["d", "b", "a"]
