from pathlib import Path

import pytest

from etl import isolate
from etl.isolate import Read, Reader, read_files, read_one

ALLOWANCES = "item,unit,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n"


def hanging(path: Path, name: str) -> Read:
    """Read like the project does, but for a file that hangs and one that aborts."""
    import ctypes
    import time

    if name == "hangs":
        time.sleep(60)
    if name == "aborts":
        ctypes.string_at(0)
    return read_one(path, name)


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str]]:
    """Return three files, of which the last is well."""
    found = []
    for name in ("hangs", "aborts", "well"):
        (tmp_path / name).write_text(ALLOWANCES, encoding="utf-8")
        found.append((tmp_path / name, name))
    return found


@pytest.mark.parametrize("broken", ["hangs", "aborts"])
def test_a_file_that_breaks_its_reader_is_refused_and_the_next_is_read(
    files: list[tuple[Path, str]], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolate, "read_one", hanging)
    well = files[-1]
    bad = next(file for file in files if file[1] == broken)
    with Reader(time_limit=10) as reader:
        refused, taken = reader.read(*bad), reader.read(*well)
    assert refused.refusal is not None
    assert refused.refusal.reason == "reader_failed"
    assert len(refused.sha256) == 64
    assert taken.family == "allowances"
    assert taken.reading is not None
    assert taken.reading.rows_loaded == 1


def test_files_are_read_in_order(files: list[tuple[Path, str]]) -> None:
    assert [read.name for read in read_files(files)] == [name for _, name in files]
    assert all(read.reading is not None for read in read_files(files))


def test_a_refusal_names_the_family_that_knew_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text(ALLOWANCES.replace(",1\n", ',"91,41"\n'), encoding="utf-8")
    read = read_one(file, "a")
    assert read.family == "allowances"
    assert read.refusal is not None
    assert read.refusal.reason == "bad_number"
