"""An extract has the same bytes after a build with other data, and says how it stands to these."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.publish import kept_builds
from tests.twice import Twice, with_correction
from tests.welfare.extracts.copied import copied_warehouse
from tests.welfare.extracts.made import made
from welfare.archive import Archive, Withdrawal, archive_of
from welfare.extracts import status
from welfare.extracts.extract import Extract
from welfare.extracts.formats.delimited import csv_chunks
from welfare.extracts.identity import rule_version
from welfare.extracts.register import Issued, Register
from welfare.extracts.request import read_request
from welfare.extracts.status import Status, status_of
from welfare.extracts.versions import Versions
from welfare.warehouse import Snapshot, Warehouse

ASKED = {"area_id": ["region_south"], "year": ["2023..2024"]}


@pytest.fixture
def warehouse(published_twice: Twice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the warehouse that was published twice, and let it be the one served."""
    file = copied_warehouse(published_twice.warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    return file


@pytest.fixture
def archive(warehouse: Path) -> Archive:
    return archive_of(warehouse)


def issue(archive: Archive, version: str, publication: str, asked: dict[str, list[str]]) -> Issued:
    request = read_request(publication, asked)
    return Register(archive.issued_file).issue(request, version, rule_version())


def stands(archive: Archive, issued: Issued) -> Status:
    """Return how an extract stands now, as a server that was just started tells it."""
    current = Warehouse(archive.folder.with_suffix("")).snapshot()
    known = Register(archive.issued_file).find(issued.id)
    assert known is not None
    return status_of(known, archive, current, Versions(archive))


def written(archive: Archive, issued: Issued, snapshot: Snapshot, folder: Path) -> bytes:
    version = archive.version(issued.data_version)
    assert version is not None
    extract = Extract(issued.id, issued.request, version, snapshot)
    if issued.request.format == "csv":
        return b"".join(csv_chunks(extract))
    folder.mkdir()
    return made(extract, folder).read_bytes()


@pytest.mark.parametrize("publication", ["outcomes", "indicators", "projects"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_id_gives_the_same_bytes_after_a_build_with_other_data(
    published_twice: Twice, archive: Archive, tmp_path: Path, publication: str, form: str
) -> None:
    issued = issue(archive, published_twice.before, publication, {"format": [form]})
    (as_served,) = (
        Warehouse(kept.file).snapshot()
        for kept in kept_builds(published_twice.warehouse)
        if kept.data_version == published_twice.before
    )
    _, as_kept = Versions(archive).open(published_twice.before)
    before = written(archive, issued, as_served, tmp_path / "before")
    assert before == written(archive, issued, as_kept, tmp_path / "after")
    assert len(before) > 1_000


def test_it_says_that_newer_data_exist_only_where_its_own_rows_are_others_now(
    published_twice: Twice, archive: Archive
) -> None:
    now = published_twice.after
    newer = issue(archive, published_twice.before, "outcomes", ASKED)
    assert stands(archive, newer) == Status("newer", now)
    other_table = issue(archive, published_twice.before, "projects", {})
    assert stands(archive, other_table) == Status("current", now)
    other_rows = issue(archive, published_twice.before, "outcomes", {"year": ["2010"]})
    assert stands(archive, other_rows) == Status("current", now)
    todays = issue(archive, published_twice.after, "outcomes", ASKED)
    assert stands(archive, todays) == Status("current", now)


def test_an_extract_that_is_withdrawn_says_why(published_twice: Twice, archive: Archive) -> None:
    issued = issue(archive, published_twice.before, "outcomes", ASKED)
    register = Register(archive.issued_file)
    assert register.withdraw(issued.id, "2026-01-31", "ผิด", "Wrong")
    assert stands(archive, issued) == Status("withdrawn", published_twice.after, "ผิด", "Wrong")
    assert register.restore(issued.id)
    assert stands(archive, issued).state == "newer"


def test_an_extract_of_a_version_that_is_withdrawn_says_why(
    published_twice: Twice, archive: Archive
) -> None:
    issued = issue(archive, published_twice.before, "projects", {})
    version = archive.version(published_twice.before)
    assert version is not None
    reason = Withdrawal("2026-01-31", "ผิด", "Wrong")
    archive.write_version(replace(version, withdrawn=reason))
    assert stands(archive, issued) == Status("withdrawn", published_twice.after, "ผิด", "Wrong")


@pytest.mark.parametrize(
    "case",
    [
        (0, "{area_id: [region_south]}", ASKED, "corrected"),
        (1, "{year: [2024, 2025]}", ASKED, "corrected"),
        (1, "{}", ASKED, "corrected"),
        (0, "{area_id: [region_south], year: [2024]}", {}, "corrected"),
        (-1, "{area_id: [region_south]}", ASKED, "newer"),
        (0, "{area_id: [region_north]}", ASKED, "newer"),
        (0, "{area_id: [region_south], year: [2010]}", ASKED, "newer"),
        (0, "{area_id: [region_south]}", {"year": ["2010"]}, "current"),
    ],
)
def test_a_correction_since_of_rows_that_it_has_is_told_with_its_reason(
    published_twice: Twice,
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[int, str, dict[str, list[str]], str],
) -> None:
    days, filters, asked, state = case
    issued = issue(archive, published_twice.before, "outcomes", asked)
    version = archive.version(published_twice.before)
    assert version is not None
    on = date.fromisoformat(version.published_on) + timedelta(days=days)
    declared = with_correction(tmp_path, on.isoformat(), filters)
    monkeypatch.setattr(status, "catalogue", lambda: declared)
    reasons = ("พิมพ์ผิด", "Misprinted") if state == "corrected" else (None, None)
    assert stands(archive, issued) == Status(state, published_twice.after, *reasons)  # type: ignore[arg-type]  # a case above


def test_a_correction_of_another_table_is_none_of_its_own(
    published_twice: Twice, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = issue(archive, published_twice.before, "indicators", ASKED)
    declared = with_correction(tmp_path, "2099-01-31")
    monkeypatch.setattr(status, "catalogue", lambda: declared)
    assert stands(archive, issued).state == "newer"


def test_an_extract_of_a_version_that_is_gone_is_said_to_be_of_older_data(
    published_twice: Twice, archive: Archive
) -> None:
    issued = issue(archive, published_twice.before, "projects", {})
    archive.forget_version(published_twice.before)
    assert stands(archive, issued).state == "newer"
