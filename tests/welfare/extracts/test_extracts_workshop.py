"""Files are made apart, one after the other; a job tells how far it is and can be called off."""

import hashlib
import time
from pathlib import Path

import pytest

from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import archive_of
from welfare.extracts.identity import rule_version
from welfare.extracts.register import Issued, Register
from welfare.extracts.request import read_request
from welfare.extracts.workshop import BusyError, Job, Workshop
from welfare.warehouse import Warehouse

PATIENCE_S = 120


@pytest.fixture
def warehouse(built_warehouse: Path, tmp_path: Path) -> Path:
    return copied_warehouse(built_warehouse, tmp_path)


def issue(warehouse: Path, publication: str, **asked: str) -> Issued:
    request = read_request(publication, {name: [text] for name, text in asked.items()})
    version = Warehouse(warehouse).snapshot().data_version
    return Register(archive_of(warehouse).issued_file).issue(request, version, rule_version())


def ended(workshop: Workshop, job: Job) -> Job:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found = workshop.job(job.token)
        assert found is not None
        if found.state not in {"queued", "making"}:
            return found
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_a_file_is_made_and_its_bytes_are_remembered(warehouse: Path) -> None:
    issued = issue(warehouse, "disparities", format="xlsx")
    workshop = Workshop(warehouse)
    done = ended(workshop, workshop.begin(issued))
    assert (done.state, done.rows, done.of) == ("done", 1472, 1472)
    file = workshop.ready(issued)
    assert file is not None
    known = Register(archive_of(warehouse).issued_file).find(issued.id)
    assert known is not None
    assert known.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert known.bytes == file.stat().st_size


def test_a_file_that_is_there_is_given_at_once(warehouse: Path) -> None:
    issued = issue(warehouse, "money_and_need", format="sav")
    ended(workshop := Workshop(warehouse), workshop.begin(issued))
    another = Workshop(warehouse)
    assert another.begin(issued).state == "done"


def test_two_who_ask_the_same_share_one_making(warehouse: Path) -> None:
    workshop = Workshop(warehouse)
    issued = issue(warehouse, "clusters", format="xlsx")
    first, second = workshop.begin(issued), workshop.begin(issued)
    assert first.token != second.token
    called_off = workshop.cancel(first.token)
    assert called_off is not None
    assert called_off.state == "cancelled"
    assert ended(workshop, second).state == "done"


def test_a_job_called_off_leaves_nothing_behind(warehouse: Path) -> None:
    workshop = Workshop(warehouse)
    issued = issue(warehouse, "beneficiaries", format="xlsx")
    job = workshop.begin(issued)
    while (now := workshop.job(job.token)) and (now.state == "queued" or now.rows == 0):
        time.sleep(0.02)
    began = time.monotonic()
    workshop.cancel(job.token)
    assert ended(workshop, job).state == "cancelled"
    # The next one is made without waiting for the one that was called off.
    other = ended(workshop, workshop.begin(issue(warehouse, "money_and_need", format="xlsx")))
    assert other.state == "done"
    assert time.monotonic() - began < PATIENCE_S
    assert workshop.ready(issued) is None
    assert [f.name for f in archive_of(warehouse).made_folder.iterdir()] == [
        f"{other.extract_id}.xlsx"
    ]


def test_jobs_wait_in_the_order_of_asking_and_not_without_end(warehouse: Path) -> None:
    workshop = Workshop(warehouse)
    asked = [
        issue(warehouse, "indicators", format="xlsx", year=str(year))
        for year in range(1993, 1993 + 40)
    ]
    jobs: list[Job] = []
    with pytest.raises(BusyError):
        jobs.extend(workshop.begin(issued) for issued in asked)
    assert jobs[2].place >= 1
    for job in jobs:
        workshop.cancel(job.token)


def test_a_file_that_would_differ_from_the_one_given_before_is_not_given(warehouse: Path) -> None:
    issued = issue(warehouse, "money_and_need", format="xlsx")
    Register(archive_of(warehouse).issued_file).record_bytes(issued.id, "0" * 64, 1)
    workshop = Workshop(warehouse)
    failed = ended(workshop, workshop.begin(issued))
    assert failed.state == "failed"
    assert failed.fault is not None
    assert failed.fault.kind == "other_bytes"
    assert workshop.ready(issued) is None


def test_a_version_that_is_damaged_fails_with_a_word(warehouse: Path) -> None:
    issued = issue(warehouse, "money_and_need", format="xlsx")
    for file in (archive_of(warehouse).folder / "objects").iterdir():
        file.write_bytes(b"damaged")
    workshop = Workshop(warehouse)
    failed = ended(workshop, workshop.begin(issued))
    assert failed.state == "failed"
    assert failed.fault is not None
    assert failed.fault.text("th")


def test_a_job_that_nobody_began_is_none(warehouse: Path) -> None:
    assert Workshop(warehouse).job("nothing") is None
    assert Workshop(warehouse).cancel("nothing") is None
