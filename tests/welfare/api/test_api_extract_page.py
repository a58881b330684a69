"""The page of a permanent link says what the link stands for, and how it stands now."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.twice import Twice
from tests.welfare.api.asking import Client
from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import archive_of
from welfare.extracts.identity import rule_version
from welfare.extracts.register import Issued, Register
from welfare.extracts.request import read_request


@pytest.fixture
def twice(published_twice: Twice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(warehouse))
    return Client(warehouse)


def issue(client: Client, version: str, **asked: str) -> Issued:
    request = read_request("outcomes", {name: [text] for name, text in asked.items()})
    register = Register(archive_of(client.warehouse).issued_file)
    return register.issue(request, version, rule_version())


@pytest.mark.parametrize(
    ("language", "newer", "rows"),
    [("th", "มีข้อมูลใหม่กว่าแล้ว", "แถว"), ("en", "Newer data exist", "rows")],
)
def test_it_tells_the_question_the_version_and_that_newer_data_exist(
    twice: Client, published_twice: Twice, language: str, newer: str, rows: str
) -> None:
    issued = issue(twice, published_twice.before, year="2567")
    answer = twice.get(f"/extracts/{issued.id}?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    for told in (newer, published_twice.before, rows, f"/api/v1/extracts/{issued.id}?bom=true"):
        assert told in answer.text
    assert "@misc{" in answer.text
    assert "TY  - DATA" in answer.text


def test_what_did_not_change_is_the_same_as_today(twice: Client, published_twice: Twice) -> None:
    issued = issue(twice, published_twice.before, year="2531")
    assert "The same as the data of today" in twice.get(f"/extracts/{issued.id}?lang=en").text


def test_what_was_withdrawn_says_why(twice: Client, published_twice: Twice) -> None:
    issued = issue(twice, published_twice.after, year="2531")
    register = Register(archive_of(twice.warehouse).issued_file)
    today = datetime.now(UTC).date().isoformat()
    register.withdraw(issued.id, today, "พิมพ์ซ้ำ <b>", "Printed twice <b>")
    answer = twice.get(f"/extracts/{issued.id}?lang=en")
    assert answer.status_code == 410
    assert "Printed twice &lt;b&gt;" in answer.text


@pytest.mark.parametrize("name", ["0" * 20, "..%2f..%2fetc%2fpasswd", "ก" * 30, "'; DROP TABLE"])
def test_a_link_that_was_never_given_is_told_in_words(twice: Client, name: str) -> None:
    answer = twice.get(f"/extracts/{name}")
    assert answer.status_code == 404
    assert "ไม่มีลิงก์ถาวรนี้" in answer.text
