"""`versions` as a steward runs it: listed, checked, kept, withdrawn, restored and pruned."""

import fcntl
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from tests.twice import Twice
from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import Archive, archive_of
from welfare.extracts.identity import rule_version
from welfare.extracts.register import Issued, Register
from welfare.extracts.request import read_request

WHY = ["--reason-th", "พิมพ์ผิด", "--reason-en", "Misprinted"]


@pytest.fixture
def warehouse(published_twice: Twice, tmp_path: Path) -> Path:
    """Return a copy of a warehouse that was published twice, whose builds are not kept."""
    return copied_warehouse(published_twice.warehouse, tmp_path)


@pytest.fixture
def archive(warehouse: Path) -> Archive:
    return archive_of(warehouse)


def versions(warehouse: Path, *arguments: str) -> int:
    return main(["versions", *arguments, "--warehouse", str(warehouse)])


def issue(archive: Archive, version: str) -> Issued:
    register = Register(archive.issued_file)
    return register.issue(read_request("projects", {}), version, rule_version())


def names(archive: Archive) -> list[str]:
    return [version.data_version for version in archive.versions()]


def test_versions_are_listed_the_newest_first_with_what_refers_to_them(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(archive, published_twice.before)
    assert versions(warehouse, "keep", published_twice.before) == 0
    assert versions(warehouse, "withdraw", published_twice.before, *WHY) == 0
    capsys.readouterr()
    assert versions(warehouse) == 0
    told = capsys.readouterr().out
    _, newest, oldest = (line.split() for line in told.splitlines())
    version = archive.version(published_twice.before)
    assert version is not None
    assert version.withdrawn is not None
    rows = f"{sum(stored.rows for stored in version.tables.values()):,}"
    assert newest[0] == published_twice.after
    assert newest[-2:] == ["0", "✓"]
    assert oldest[:4] == [
        published_twice.before,
        version.published_on,
        str(len(version.tables)),
        rows,
    ]
    assert oldest[5:] == ["1", "✓", version.withdrawn.on]
    assert max(map(len, told.splitlines())) <= 80


def test_check_names_what_is_missing_and_what_is_damaged(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert versions(warehouse, "--check") == 0
    assert "ครบถ้วน" in capsys.readouterr().out
    version = archive.version(published_twice.before)
    assert version is not None
    outcomes, indicators = (
        archive.object_file(version.tables[f"published.{name}"].sha256)
        for name in ("outcomes", "indicators")
    )
    outcomes.unlink()
    indicators.write_bytes(indicators.read_bytes() + b"\n")
    assert versions(warehouse, "--check") == 1
    missing, damaged = sorted(capsys.readouterr().out.splitlines(), reverse=True)
    assert "published.outcomes: missing · ไม่พบไฟล์" in missing
    assert "published.indicators: damaged · ข้อมูลเสียหาย" in damaged
    assert published_twice.before in damaged
    assert str(indicators) in damaged


def test_prune_removes_only_what_nothing_needs(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = published_twice.before, published_twice.after
    issued = issue(archive, before)
    assert versions(warehouse, "prune") == 0
    assert names(archive) == [after, before]
    Register(archive.issued_file).withdraw(issued.id, "2026-01-31", "ผิด", "Wrong")
    assert versions(warehouse, "prune") == 0
    assert names(archive) == [after, before]
    archive.issued_file.unlink()
    assert versions(warehouse, "keep", before) == 0
    assert versions(warehouse, "prune") == 0
    assert names(archive) == [after, before]
    assert versions(warehouse, "release", before) == 0
    objects = archive.folder / "objects"
    present = set(objects.iterdir())
    capsys.readouterr()
    assert versions(warehouse, "prune", "--dry-run") == 0
    dry = capsys.readouterr().out
    assert f"version {before}" in dry
    assert "จะลบ: 1 versions" in dry
    assert names(archive) == [after, before]
    assert set(objects.iterdir()) == present
    assert versions(warehouse, "prune") == 0
    assert capsys.readouterr().out == dry.replace("would be removed · จะลบ", "removed · ลบแล้ว")
    assert names(archive) == [after]
    assert set(objects.iterdir()) < present
    assert versions(warehouse, "--check") == 0
    assert [entry.data_version for entry in archive.history()] == [before, after]
    assert archive.changes_file(after, "json").is_file()
    assert versions(warehouse, "prune") == 0
    assert names(archive) == [after]


def test_prune_keeps_the_versions_that_can_be_rolled_back_to(
    published_twice: Twice, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(published_twice.warehouse.parent, tmp_path / "w"))
    warehouse = folder / published_twice.warehouse.name
    assert versions(warehouse, "prune") == 0
    assert names(archive_of(warehouse)) == [published_twice.after, published_twice.before]
    assert main(["rollback", "--warehouse", str(warehouse)]) == 0
    assert names(archive_of(warehouse)) == [published_twice.before, published_twice.after]
    assert versions(warehouse, "prune") == 0
    assert len(names(archive_of(warehouse))) == 2


def test_nothing_is_pruned_while_it_is_not_known_what_a_version_is_made_of(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(archive, published_twice.before)
    manifest = archive.folder / "versions" / f"{published_twice.before}.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:100])
    objects = set((archive.folder / "objects").iterdir())
    for command in (["--check"], ["prune", "--dry-run"], ["prune"]):
        assert versions(warehouse, *command) == 1
        assert str(manifest) in capsys.readouterr().out
    assert set((archive.folder / "objects").iterdir()) == objects
    manifest.write_bytes(whole)
    assert versions(warehouse, "--check") == 0
    assert versions(warehouse, "prune") == 0
    assert set((archive.folder / "objects").iterdir()) == objects


def test_check_names_a_version_that_extracts_refer_to_and_that_is_gone(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(archive, published_twice.before)
    archive.forget_version(published_twice.before)
    assert versions(warehouse, "--check") == 1
    told = capsys.readouterr().out
    assert f"{published_twice.before}: not kept, and 1 extracts refer to it" in told


def test_a_file_that_was_made_stays_as_long_as_its_extract_has_an_id(
    warehouse: Path, archive: Archive, published_twice: Twice
) -> None:
    issued = issue(archive, published_twice.after)
    archive.made_folder.mkdir(exist_ok=True)
    named, making, unnamed = (
        archive.made_folder / name
        for name in (f"{issued.id}.xlsx", f"{issued.id}.sav.part", "0" * 20 + ".xlsx")
    )
    for file in (named, making, unnamed):
        file.write_bytes(b"made")
    assert versions(warehouse, "prune") == 0
    assert set(archive.made_folder.iterdir()) == {named, making}


def test_a_version_is_withdrawn_with_a_reason_and_restored(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    name = published_twice.before
    assert versions(warehouse, "withdraw", name, *WHY) == 0
    assert "ถอนแล้ว" in capsys.readouterr().out
    version = archive.version(name)
    assert version is not None
    assert version.withdrawn is not None
    assert (version.withdrawn.reason_th, version.withdrawn.reason_en) == ("พิมพ์ผิด", "Misprinted")
    assert versions(warehouse, "restore", name) == 0
    version = archive.version(name)
    assert version is not None
    assert version.withdrawn is None


def test_an_extract_is_withdrawn_with_a_reason_and_restored(
    warehouse: Path, archive: Archive, published_twice: Twice, capsys: pytest.CaptureFixture[str]
) -> None:
    issued = issue(archive, published_twice.after)
    register = Register(archive.issued_file)
    assert versions(warehouse, "withdraw", "--extract", issued.id, *WHY) == 0
    assert issued.id in capsys.readouterr().out
    known = register.find(issued.id)
    assert known is not None
    assert (known.reason_th, known.reason_en) == ("พิมพ์ผิด", "Misprinted")
    assert known.withdrawn_on is not None
    assert versions(warehouse, "restore", "--extract", issued.id) == 0
    assert register.find(issued.id) == issued


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["keep", "unknown"], "ไม่มีรุ่นข้อมูลนี้เก็บไว้"),
        (["release", "../history"], "ไม่มีรุ่นข้อมูลนี้เก็บไว้"),
        (["withdraw", "unknown", *WHY], "ไม่มีรุ่นข้อมูลนี้เก็บไว้"),
        (["restore", "--extract", "unknown"], "ไม่มีชุดข้อมูลรหัสนี้"),
        (["withdraw", "--extract", "unknown", *WHY], "ไม่มีชุดข้อมูลรหัสนี้"),
    ],
)
def test_what_is_not_there_ends_with_2(
    warehouse: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert versions(warehouse, *arguments) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["withdraw", "a1"],
        ["withdraw", "a1", "--reason-th", "ผิด", "--reason-en", " "],
        ["withdraw", "a1", "--extract", "b2", *WHY],
        ["withdraw", *WHY],
        ["keep"],
        ["forget", "a1"],
    ],
)
def test_a_command_that_is_not_whole_ends_with_2(warehouse: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        versions(warehouse, *arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "arguments", [["keep"], ["release"], ["restore"], ["withdraw", *WHY], ["prune"]]
)
def test_nothing_is_changed_while_a_build_is_at_work(
    warehouse: Path, archive: Archive, published_twice: Twice, arguments: list[str]
) -> None:
    known = archive.versions()
    action, *others = arguments
    which = [] if action == "prune" else [published_twice.before]
    with (warehouse.parent / f".{warehouse.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert versions(warehouse, action, *which, *others) == 3
    assert archive.versions() == known
    assert versions(warehouse) == 0


@pytest.mark.parametrize("action", [["keep"], ["withdraw", *WHY]])
def test_the_warehouse_is_that_of_the_project_unless_another_is_named(
    warehouse: Path,
    published_twice: Twice,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    action: list[str],
) -> None:
    archive, named = archive_of(warehouse), ["--warehouse", str(warehouse)]
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "none.duckdb"))
    assert main(["versions", *action, published_twice.before]) == 2
    assert main(["versions", *named, *action, published_twice.before]) == 0
    first = archive.version(published_twice.before)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(warehouse))
    assert main(["versions", *action, published_twice.after]) == 0
    second = archive.version(published_twice.after)
    assert first is not None
    assert second is not None
    assert all(version.kept or version.withdrawn for version in (first, second))
