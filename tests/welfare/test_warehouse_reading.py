"""Reading the warehouse: faults by their kind, replaced files, many readers at once."""

import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from welfare import warehouse
from welfare.warehouse import Warehouse, WarehouseError


@pytest.fixture
def file(built_warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the warehouse, alone in its folder."""
    return Path(shutil.copy(built_warehouse, tmp_path / "welfare.duckdb"))


def marked(source: Path, target: Path, version: str) -> Path:
    """Copy a warehouse and stamp it: its data version, and a marker table that says the same."""
    shutil.copy(source, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("UPDATE build SET data_version = $v", {"v": version})
        connection.execute("CREATE TABLE marker AS SELECT $v AS version", {"v": version})
    return target


def reason_of(path: Path) -> str:
    with pytest.raises(WarehouseError) as caught:
        Warehouse(path).snapshot()
    assert caught.value.path == path
    return caught.value.reason


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert reason_of(tmp_path / "welfare.duckdb") == "missing"
    assert reason_of(tmp_path / "nowhere" / "welfare.duckdb") == "missing"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "welfare.duckdb"
    path.touch()
    assert reason_of(path) == "empty"


def test_the_first_half_of_a_file(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert reason_of(file) == "unreadable"


@pytest.mark.parametrize("content", [b"year,value\n2567,4.89\n" * 1000, b"\x00" * 5000, b"D"])
def test_a_file_that_is_no_duckdb(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "welfare.duckdb"
    path.write_bytes(content)
    assert reason_of(path) == "unreadable"
    assert [p.name for p in tmp_path.iterdir()] == ["welfare.duckdb"]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert reason_of(tmp_path) == "unreadable"


def test_somebody_elses_duckdb_file(tmp_path: Path) -> None:
    path = tmp_path / "welfare.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE cats AS SELECT 'Som' AS name")
    assert reason_of(path) == "foreign"


def test_a_warehouse_without_the_row_of_its_build(file: Path) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("DELETE FROM build")
    assert reason_of(file) == "foreign"


def test_a_fault_passes_once_the_file_is_there(built_warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "welfare.duckdb"
    holder = Warehouse(path)
    with pytest.raises(WarehouseError, match="missing"):
        holder.snapshot()
    shutil.copy(built_warehouse, path)
    assert len(holder.snapshot().data_version) == 12


def test_an_unchanged_file_is_opened_once(file: Path) -> None:
    holder = Warehouse(file)
    assert holder.snapshot() is holder.snapshot()


def test_a_replaced_file_is_noticed_and_the_old_snapshot_still_reads(
    file: Path, tmp_path: Path
) -> None:
    holder = Warehouse(file)
    old = holder.snapshot()
    os.replace(marked(file, tmp_path / "new.duckdb", "new"), file)  # noqa: PTH105
    new = holder.snapshot()
    assert new.data_version == "new"
    assert new.query("SELECT data_version FROM build").iloc[0, 0] == "new"
    assert old.query("SELECT data_version FROM build").iloc[0, 0] == old.data_version != "new"


def test_what_was_remembered_goes_with_its_version(file: Path, tmp_path: Path) -> None:
    def version(snapshot: warehouse.Snapshot) -> str:
        return snapshot.remember("v", lambda: snapshot.query("FROM marker").iloc[0, 0])

    second = marked(file, tmp_path / "second.duckdb", "second")
    os.replace(marked(file, tmp_path / "first.duckdb", "first"), file)  # noqa: PTH105
    holder = Warehouse(file)
    old = holder.snapshot()
    assert version(old) == "first"
    os.replace(second, file)  # noqa: PTH105
    assert version(holder.snapshot()) == "second"
    assert version(old) == "first"


def test_a_result_is_made_once_and_only_so_many_are_kept(file: Path) -> None:
    snapshot = Warehouse(file).snapshot()
    made: list[int] = []
    for key in [*range(warehouse.REMEMBERED), 0, 1]:
        snapshot.remember(key, lambda key=key: made.append(key))
    assert made == list(range(warehouse.REMEMBERED))
    snapshot.remember("one more", lambda: None)
    snapshot.remember(0, lambda: made.append(0))
    assert made[-1] == 0
    assert len(made) == warehouse.REMEMBERED + 1


def test_nothing_can_be_written(file: Path) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        Warehouse(file).snapshot().query("DELETE FROM build")


def test_reading_leaves_nothing_behind(file: Path) -> None:
    snapshot = Warehouse(file).snapshot()
    snapshot.query("SELECT count(*) FROM beneficiary")
    assert [p.name for p in file.parent.iterdir()] == ["welfare.duckdb"]


def test_the_environment_names_the_file(
    built_warehouse: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(built_warehouse))
    first = warehouse.current()
    assert warehouse.current() is first
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    assert warehouse.current() is not first
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file.parent / "none.duckdb"))
    with pytest.raises(WarehouseError, match="missing"):
        warehouse.current()


def test_eight_readers_through_twelve_swaps_see_whole_versions(
    file: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    aside = tmp_path_factory.mktemp("versions")
    versions = [marked(file, aside / f"{name}.duckdb", name) for name in ("odd", "even")]
    shutil.copy(versions[1], file)
    holder = Warehouse(file)
    finished = threading.Event()

    def read() -> list[str]:
        seen = []
        while not finished.is_set():
            snapshot = holder.snapshot()
            build = snapshot.query("SELECT data_version FROM build").iloc[0, 0]
            people = snapshot.query("SELECT count(*) FROM beneficiary").iloc[0, 0]
            marker = snapshot.query("SELECT version FROM marker").iloc[0, 0]
            assert (build, marker) == (snapshot.data_version,) * 2
            assert people > 69_000
            seen.append(build)
        return seen

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(8)]
        for swap in range(12):
            time.sleep(0.1)
            incoming = Path(shutil.copy(versions[swap % 2], tmp_path / "incoming"))
            os.replace(incoming, file)  # noqa: PTH105
        time.sleep(0.1)
        finished.set()
        seen = [version for reader in readers for version in reader.result(timeout=30)]
    assert set(seen) == {"odd", "even"}
    assert [p.name for p in tmp_path.iterdir()] == ["welfare.duckdb"]
