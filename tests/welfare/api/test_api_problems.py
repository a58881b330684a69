"""What goes wrong is told to programs, to Thai readers and to others, and where to read more."""

import json
import re
from pathlib import Path

import pytest

from tests.welfare.api.asking import Client
from welfare.api.problems import MEDIA_TYPE, TITLES, problem
from welfare.extracts.faults import Fault
from welfare.language import message

THAI = re.compile("[ก-๙]")
MET = [
    ("GET", "/api/v1/data/jumps?x=1", 400),
    ("GET", "/api/v1/data/none", 404),
    ("GET", "/api/v1/none", 404),
    ("GET", "/api/v2", 404),
    ("GET", "/api/v1/extracts/none", 404),
    ("GET", "/api/v1/jobs/none", 404),
    ("POST", "/api/v1/data/jumps", 405),
    ("DELETE", "/api/v1/tables", 405),
    ("PUT", "/api/v1/extracts", 405),
    ("POST", "/api/v1/extracts", 415),
]


@pytest.mark.parametrize(("method", "path", "status"), MET)
def test_a_problem_says_what_it_is(beside: Client, method: str, path: str, status: int) -> None:
    answer = beside.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == f"/api/v1/docs#{TITLES[status]}"
    assert THAI.search(told["title_th"])
    assert not THAI.search(told["title"])


def test_a_method_that_is_refused_is_told_which_are_taken(beside: Client) -> None:
    for path, taken in (("/api/v1/data/jumps", {"GET", "HEAD"}), ("/api/v1/extracts", {"POST"})):
        allowed = beside.request("PATCH", path).headers["allow"]
        assert {method.strip() for method in allowed.split(",")} == taken


def test_every_kind_of_problem_is_explained_where_its_type_leads(beside: Client) -> None:
    for language in ("th", "en"):
        page = beside.get(f"/api/v1/docs?lang={language}").text
        for kind in TITLES.values():
            assert f'id="{kind}"' in page


@pytest.mark.parametrize("status", TITLES)
def test_every_kind_of_problem_has_its_words(status: int) -> None:
    reasons = {"th": "ผิด", "en": "Wrong"}
    same = {"seconds": "7", "on": "2026-11-27"}
    told = json.loads(bytes(problem(status, **same, reason=reasons).body))
    for name, language in (("title", "en"), ("title_th", "th")):
        words = {**same, "reason": reasons[language]}
        assert told[name] == message(f"problem.{TITLES[status]}", language, **words)
        assert "{" not in told[name]
    assert told["errors"] == []


def test_a_fault_is_told_with_its_parameter_and_what_is_allowed() -> None:
    fault = Fault("unknown_code", "area_id", "99", ("10", "TH"))
    (error,) = json.loads(bytes(problem(400, [fault]).body))["errors"]
    assert (error["parameter"], error["value"]) == ("area_id", "99")
    assert error["allowed"] == ["10", "TH"]
    assert error["detail"] == fault.text("en")
    assert error["detail_th"] == fault.text("th")
    assert "99" in error["detail"]


def test_what_a_visitor_wrote_comes_back_short_and_harmless(beside: Client) -> None:
    asked = {"area_id": "<script>\r\n\x00" + "x" * 5_000}
    (error,) = beside.get("/api/v1/data/indicators", params=asked).json()["errors"]
    assert len(error["value"]) < 80
    assert error["value"].isprintable()


@pytest.mark.parametrize("fault", ["missing", "empty", "foreign"])
def test_without_data_every_question_is_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    file = tmp_path / "welfare.duckdb"
    if fault != "missing":
        file.write_bytes(b"" if fault == "empty" else b"another file")
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    client = Client(file)
    for path in ("", "/tables", "/indicators", "/data/jumps", "/data/jumps?format=csv"):
        answer = client.get(f"/api/v1{path}")
        assert answer.status_code == 503, path
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["type"] == "/api/v1/docs#unavailable"
    for path in ("/openapi.json", "/docs"):
        assert client.get(f"/api/v1{path}").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/data/jumps", "/api/v1/tables", "/datasets/jumps"])
def test_pages_of_other_origins_are_told_what_they_may_ask(beside: Client, path: str) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "If-None-Match",
    }
    told = beside.request("OPTIONS", path, headers=asked)
    assert (told.status_code, told.content) == (204, b"")
    assert told.headers["access-control-allow-origin"] == "*"
    assert "GET" in told.headers["access-control-allow-methods"]
    assert "If-None-Match" in told.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in told.headers
