import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.cli.console import BUSY, DONE, FAULTY, UNUSABLE
from etl.publish import building
from etl.sources import FAMILIES
from welfare.paths import ROOT


@pytest.fixture
def build(small_open_data: Path, tmp_path: Path) -> list[str]:
    """Return the arguments of a build that takes little time."""
    (tmp_path / "raw").mkdir()
    warehouse = tmp_path / "w" / "welfare.duckdb"
    folders = ["--open", str(small_open_data), "--raw", str(tmp_path / "raw")]
    return ["build", *folders, "--warehouse", str(warehouse)]


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"]])
def test_help_tells_the_exit_codes_and_the_families(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "exit codes:" in shown
    assert all(f"\n  {code}  " in shown for code in (DONE, FAULTY, UNUSABLE, BUSY))
    for family in FAMILIES:
        assert family.id in shown
        assert all(line.grain in shown for line in family.yields)


def test_codes_are_those_that_the_help_tells() -> None:
    assert (DONE, FAULTY, UNUSABLE, BUSY) == (0, 1, 2, 3)


def test_a_build_ends_with_0_and_tells_what_it_made(
    build: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "raw" / "[letter].txt").write_text("สวัสดี", encoding="utf-8")
    assert main(build) == 0
    shown = capsys.readouterr().err
    assert "data version" in shown
    assert "refused: [letter].txt" in shown
    assert "outcome" in shown
    assert Path(build[-1]).is_file()


def test_if_stale_leaves_a_warehouse_that_is_up_to_date(build: list[str]) -> None:
    assert main(build) == 0
    before = Path(build[-1]).stat()
    assert main([*build, "--if-stale"]) == 0
    after = Path(build[-1]).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert main(build) == 0
    assert Path(build[-1]).stat().st_mtime_ns != before.st_mtime_ns


def test_a_broken_row_ends_with_1_and_is_named(
    build: list[str], small_open_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (small_open_data / "outcome_event.csv").open("a", encoding="utf-8") as file:
        file.write(
            "event_participants,2565,,TH,all,,event_2565,many,,,published,,msdhs_event_2565,\n"
        )
    assert main(build) == 1
    shown = capsys.readouterr().err
    assert "outcome_event.csv, line 5, column value, value 'many'" in shown
    assert "ไม่มีการเปลี่ยนแปลง" in shown
    assert not Path(build[-1]).exists()


def test_a_missing_folder_ends_with_2(
    build: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for option in ("--raw", "--open"):
        arguments = list(build)
        arguments[build.index(option) + 1] = str(tmp_path / "nowhere")
        assert main(arguments) == 2
        assert "nowhere" in capsys.readouterr().err.replace("\n", "")
    assert not Path(build[-1]).exists()


def test_a_warehouse_that_cannot_be_written_ends_with_2(build: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert main([*build[:-1], str(tmp_path / "file" / "w.duckdb")]) == 2


@pytest.mark.parametrize("arguments", [[], ["restate"], ["unknown"]])
def test_a_command_that_is_none_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_second_build_ends_with_3(build: list[str], tmp_path: Path) -> None:
    with building(Path(build[-1])) as partial:
        partial.file.write_bytes(b"first")
        second = subprocess.run(
            [sys.executable, "-m", "etl", *build], cwd=ROOT, capture_output=True, check=False
        )
        assert second.returncode == 3
        assert b"at work" in second.stderr
        assert partial.file.read_bytes() == b"first"
    assert Path(build[-1]).read_bytes() == b"first"


@pytest.mark.real_files
def test_restate_ends_with_1_where_a_source_is_missing(
    real_files: Path, small_open_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(real_files / "poverty/allowance_national_2557-2560.csv", raw)
    assert main(["restate", "--raw", str(raw), "--open", str(small_open_data)]) == 1
    assert "swpf_grants_2557" in capsys.readouterr().err
