"""What was given an id is remembered: once for one question, by any number of processes at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from welfare.extracts.identity import extract_id
from welfare.extracts.register import Register
from welfare.extracts.request import Request, read_request


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "archive" / "issued.sqlite")


def asked(**filters: str) -> Request:
    return read_request("projects", {name: [text] for name, text in filters.items()})


def issue(file: Path, year: int) -> str:
    return Register(file).issue(asked(fiscal_year=str(year)), "a1", "r1").id


def test_a_question_gets_one_id_however_often_it_is_asked(register: Register) -> None:
    request = asked(fiscal_year="2555", province_code="50")
    issued = register.issue(request, "a1", "r1")
    assert issued.id == extract_id(request, "a1", "r1")
    assert register.issue(asked(province_code="50", fiscal_year="2012"), "a1", "r1") == issued
    assert register.all() == [issued]
    assert register.find(issued.id) == issued
    assert issued.request == request


def test_other_data_and_other_rules_are_other_extracts(register: Register) -> None:
    request = asked()
    names = {
        register.issue(request, data, rules).id for data in ("a1", "b2") for rules in ("r1", "r2")
    }
    assert len(names) == 4
    assert register.referring() == {"a1": 2, "b2": 2}


@pytest.mark.parametrize("name", ["", "0" * 20, "' OR 1=1 --", "../issued"])
def test_an_id_that_was_not_given_is_found_nowhere(register: Register, name: str) -> None:
    assert register.find(name) is None
    assert register.all() == []
    assert register.referring() == {}
    register.issue(asked(), "a1", "r1")
    assert register.find(name) is None


def test_the_bytes_of_an_extract_are_remembered_once_and_for_good(register: Register) -> None:
    issued = register.issue(asked(), "a1", "r1")
    register.record_bytes(issued.id, "first", 1)
    register.record_bytes(issued.id, "second", 2)
    known = register.find(issued.id)
    assert known is not None
    assert (known.sha256, known.bytes) == ("first", 1)
    assert register.issue(asked(), "a1", "r1") == known


def test_an_extract_is_taken_back_and_given_again(register: Register) -> None:
    issued = register.issue(asked(), "a1", "r1")
    assert register.withdraw(issued.id, "2026-01-31", "ผิด", "Wrong")
    known = register.find(issued.id)
    assert known is not None
    assert (known.withdrawn_on, known.reason_th, known.reason_en) == ("2026-01-31", "ผิด", "Wrong")
    assert register.referring() == {"a1": 1}
    assert register.restore(issued.id)
    assert register.find(issued.id) == issued
    assert not register.withdraw("unknown", "2026-01-31", "ผิด", "Wrong")
    assert not register.restore("unknown")


def test_processes_that_issue_at_once_lose_nothing(register: Register, tmp_path: Path) -> None:
    file = tmp_path / "archive" / "issued.sqlite"
    years = [2010 + number % 10 for number in range(40)]
    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool:
        names = list(pool.map(issue, [file] * len(years), years))
    assert len(set(names)) == 10
    assert {issued.id for issued in register.all()} == set(names)
