"""Versions that are kept are opened to be read; what is withdrawn, gone or damaged is not given."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.twice import Twice
from tests.welfare.extracts.copied import copied_warehouse
from welfare import warehouse
from welfare.archive import Archive, Withdrawal, archive_of
from welfare.extracts.versions import MOST_OPEN, GoneError, Versions


@pytest.fixture
def archive(published_twice: Twice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    file = copied_warehouse(published_twice.warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    return archive_of(file)


def rows(versions: Versions, name: str) -> int:
    _, snapshot = versions.open(name)
    ((found,),) = snapshot.rows("SELECT count(*) FROM published.outcomes")
    return int(str(found))


def test_the_version_served_is_read_from_the_warehouse_and_others_from_the_archive(
    published_twice: Twice, archive: Archive
) -> None:
    versions = Versions(archive)
    version, snapshot = versions.open(published_twice.after)
    assert snapshot is warehouse.current()
    assert version.data_version == snapshot.data_version == published_twice.after
    version, snapshot = versions.open(published_twice.before)
    assert snapshot is not warehouse.current()
    assert version.data_version == snapshot.data_version == published_twice.before
    assert versions.open(published_twice.before)[1] is snapshot


def test_every_published_table_of_a_kept_version_holds_the_rows_it_held(
    published_twice: Twice, archive: Archive
) -> None:
    version, snapshot = Versions(archive).open(published_twice.before)
    for name, stored in version.tables.items():
        assert snapshot.rows(f"SELECT count(*) FROM {name}") == [(stored.rows,)]  # noqa: S608


@pytest.mark.parametrize("name", ["unknown", "", "../versions/x", "' OR 1=1"])
def test_a_version_that_is_not_kept_is_gone(archive: Archive, name: str) -> None:
    with pytest.raises(GoneError) as caught:
        Versions(archive).open(name)
    assert caught.value.withdrawn is None


def test_a_version_that_is_withdrawn_is_gone_with_its_reason_even_when_it_was_open(
    published_twice: Twice, archive: Archive
) -> None:
    versions = Versions(archive)
    version, _ = versions.open(published_twice.before)
    reason = Withdrawal("2026-01-31", "ผิด", "Wrong")
    archive.write_version(replace(version, withdrawn=reason))
    with pytest.raises(GoneError) as caught:
        versions.open(published_twice.before)
    assert caught.value.withdrawn == reason


@pytest.mark.parametrize("damage", ["missing", "cut", "one bit"])
def test_a_damaged_version_is_gone_and_gives_no_wrong_figure(
    published_twice: Twice, archive: Archive, damage: str
) -> None:
    version = archive.version(published_twice.before)
    assert version is not None
    file = archive.object_file(version.tables["published.outcomes"].sha256)
    content = bytearray(file.read_bytes())
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(content[:-1])
    else:
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    with pytest.raises(GoneError):
        Versions(archive).open(published_twice.before)


def test_a_version_of_which_an_object_is_no_table_is_gone(
    published_twice: Twice, archive: Archive
) -> None:
    version = archive.version(published_twice.before)
    assert version is not None
    manifest = archive.folder / "versions" / f"{version.data_version}.json"
    letter = b"a letter"
    digest = hashlib.sha256(letter).hexdigest()
    archive.object_file(digest).write_bytes(letter)
    known = version.tables["published.outcomes"].sha256
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(known, digest))
    with pytest.raises(GoneError):
        Versions(archive).open(published_twice.before)


def test_threads_that_ask_at_once_share_what_is_open(
    published_twice: Twice, archive: Archive
) -> None:
    versions = Versions(archive)
    with ThreadPoolExecutor(16) as pool:
        opened = list(pool.map(lambda _: versions.open(published_twice.before)[1], range(64)))
    assert len({id(snapshot) for snapshot in opened}) == 1


def test_only_a_few_are_held_open_and_one_that_was_let_go_is_opened_again(
    published_twice: Twice, archive: Archive
) -> None:
    version = archive.version(published_twice.before)
    assert version is not None
    names = [f"copy{number}" for number in range(MOST_OPEN + 1)]
    for name in names:
        archive.write_version(replace(version, data_version=name))
    versions = Versions(archive)
    first, *others = [versions.open(name)[1] for name in names]
    assert versions.open(names[-1])[1] is others[-1]
    assert versions.open(names[0])[1] is not first
    assert rows(versions, names[0]) == rows(versions, published_twice.before)
    assert first.rows("SELECT count(*) FROM published.outcomes")
