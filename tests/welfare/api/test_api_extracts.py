"""A question gets an id; the id gives the same bytes, tells what it is, and how it stands."""

import hashlib
import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from tests.welfare.api.asking import Client
from tests.welfare.extracts.copied import copied_warehouse
from welfare.api.bodies import LARGEST
from welfare.api.openapi import document
from welfare.archive import Withdrawal, archive_of
from welfare.extracts.extract import MEDIA_TYPES
from welfare.extracts.register import Register
from welfare.warehouse import Snapshot

EXTRACTS = "/api/v1/extracts"
PATIENCE_S = 120
DISPARITIES = {"table": "disparities", "filters": {"year": "2560..2562"}}


def issue(client: Client, **question: Any) -> dict[str, Any]:
    answer = client.post(EXTRACTS, json=question)
    assert answer.status_code == 201, answer.text
    issued: dict[str, Any] = answer.json()
    assert answer.headers["location"] == issued["address"]
    checked(issued, "Issued")
    return issued


def checked(answer: object, schema: str) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document()["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer)


def ended(client: Client, address: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(address).json()
        checked(job, "Job")
        if job["state"] not in {"queued", "making"}:
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_an_id_gives_the_rows_of_the_question(beside: Client, snapshot: Snapshot) -> None:
    issued = issue(beside, **DISPARITIES)
    where = "year BETWEEN 2017 AND 2019"
    (count,) = snapshot.rows(f"SELECT count(*) FROM published.disparities WHERE {where}")[0]  # noqa: S608
    assert issued["rows"] == count > 40
    assert issued["status"] == "ready"
    answer = beside.get(issued["address"])
    data = beside.get("/api/v1/data/disparities?year=2560..2562&format=csv")
    assert answer.content == data.content
    assert answer.headers["extract-id"] == issued["id"]
    assert answer.headers["extract-status"] == "current"
    assert answer.headers["data-version"] == snapshot.data_version
    named = f'attachment; filename="{issued["file_name"]}"'
    assert answer.headers["content-disposition"] == named


@pytest.mark.parametrize(
    "question",
    [
        {"table": "disparities", "filters": {"year": [2017, 2018, 2019]}},
        {"table": "disparities", "filters": {"year": ["2019", "2560", "2018", "2561"]}},
        {"table": "disparities", "filters": {"year_be": "2560,2561,2562"}, "format": "csv"},
        {
            "format": "csv",
            "labels": "en",
            "filters": {"year": "2017..2019"},
            "table": "disparities",
        },
    ],
)
def test_the_same_question_has_the_same_id(beside: Client, question: dict[str, Any]) -> None:
    assert issue(beside, **question)["id"] == issue(beside, **DISPARITIES)["id"]


def test_another_question_has_another_id(beside: Client) -> None:
    others = [
        {**DISPARITIES, "format": "parquet"},
        {**DISPARITIES, "order": "-value"},
        {**DISPARITIES, "columns": ["value", "year"]},
        {**DISPARITIES, "format": "xlsx", "labels": "en"},
        {**DISPARITIES, "format": "xlsx", "labels": "th"},
        {"table": "disparities", "filters": {"year": 2017}},
    ]
    assert len({issue(beside, **question)["id"] for question in [DISPARITIES, *others]}) == 7


def test_bytes_are_remembered_and_the_same_again(beside: Client) -> None:
    for form in ("csv", "parquet"):
        issued = issue(beside, table="money_and_need", format=form)
        first = beside.get(issued["address"]).content
        about = beside.get(issued["about"]).json()
        assert about["sha256"] == hashlib.sha256(first).hexdigest()
        assert about["bytes"] == len(first)
        assert beside.get(issued["address"]).content == first
        assert Client(beside.warehouse).get(issued["address"]).content == first


def test_a_mark_for_spreadsheets_is_no_part_of_what_is_remembered(beside: Client) -> None:
    issued = issue(beside, table="clusters", filters={"year": "2560"})
    marked = beside.get(f"{issued['address']}?bom=true").content
    about = beside.get(issued["about"]).json()
    assert marked.startswith(b"\xef\xbb\xbf")
    assert about["sha256"] == hashlib.sha256(marked[3:]).hexdigest()
    answer = beside.get(f"{issued['address']}?bom=maybe")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "bom")


def test_an_id_tells_what_it_is_and_how_to_cite_it(beside: Client, snapshot: Snapshot) -> None:
    issued = issue(beside, **DISPARITIES)
    answer = beside.get(issued["about"])
    about = answer.json()
    checked(about, "Account")
    assert about["request"]["filters"] == {"year": [2017, 2018, 2019]}
    assert about["data_version"] == snapshot.data_version
    assert about["status"]["state"] == "current"
    assert about["rows"] == issued["rows"]
    for text in (about["citation"]["text"]["th"], about["citation"]["bibtex"]["en"]):
        assert issued["id"] in text
    latest = beside.get(about["latest"])
    assert latest.content == b"\xef\xbb\xbf" + beside.get(issued["address"]).content


def test_what_a_client_has_is_not_sent_again(beside: Client) -> None:
    address = issue(beside, **DISPARITIES)["address"]
    first = beside.get(address)
    again = beside.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["extract-status"] == "current"
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert beside.get(address, headers=since).status_code == 304
    told = beside.request("HEAD", address)
    assert told.headers["etag"] == first.headers["etag"]


def test_a_workbook_is_made_by_a_job(beside: Client, snapshot: Snapshot) -> None:
    issued = issue(beside, table="money_and_need", format="xlsx", labels="en")
    assert issued["status"] == "to_be_made"
    begun = beside.post(f"{issued['address']}/job")
    assert begun.status_code == 202
    checked(begun.json(), "Job")
    job = ended(beside, begun.headers["location"])
    assert (job["state"], job["rows"], job["of"]) == ("done", 32, 32)
    answer = beside.get(issued["address"])
    assert answer.headers["content-type"] == MEDIA_TYPES["xlsx"]
    about = beside.get(issued["about"]).json()
    assert about["sha256"] == hashlib.sha256(answer.content).hexdigest()
    rows = pd.read_excel(io.BytesIO(answer.content), sheet_name=0, engine="calamine")
    known = snapshot.query("SELECT value FROM published.money_and_need")
    assert len(rows) == len(known) == 32
    numbers = [[*column] for _, column in rows.items()]
    assert [*known["value"]] in numbers
    assert issue(beside, table="money_and_need", format="xlsx", labels="en")["status"] == "ready"


def test_a_file_is_made_at_the_first_asking_too(beside: Client) -> None:
    issued = issue(beside, table="disparity_by_region", format="dta", labels="th")
    answer = beside.get(issued["address"])
    assert answer.status_code == 200
    assert len(pd.read_stata(io.BytesIO(answer.content), convert_categoricals=False)) == 911


def test_parts_of_a_file_are_given(beside: Client) -> None:
    address = issue(beside, table="jumps", format="parquet")["address"]
    whole = beside.get(address).content
    part = beside.get(address, headers={"Range": "bytes=4-103"})
    assert (part.status_code, part.content) == (206, whole[4:104])
    assert part.headers["content-range"] == f"bytes 4-103/{len(whole)}"
    last = beside.get(address, headers={"Range": "bytes=-8"})
    assert (last.status_code, last.content) == (206, whole[-8:])
    for odd in ("bytes=9-3", "lines=1-2", "bytes=", "x", "bytes=" + "9" * 5_000 + "-"):
        assert beside.get(address, headers={"Range": odd}).content == whole
    stale = {"Range": "bytes=4-103", "If-Range": '"another"'}
    assert beside.get(address, headers=stale).content == whole
    beyond = beside.get(address, headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"
    assert beyond.json()["type"] == "/api/v1/docs#bad_range"


def test_a_job_can_be_called_off(beside: Client) -> None:
    issued = issue(beside, table="beneficiaries", format="xlsx")
    begun = beside.post(f"{issued['address']}/job").json()
    cancelled = beside.request("DELETE", f"/api/v1/jobs/{begun['job']}")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert beside.get(f"/api/v1/jobs/{begun['job']}").json()["state"] == "cancelled"
    assert beside.get(issued["about"]).json()["sha256"] is None


@pytest.mark.parametrize("path", ["", "/about", "/job"])
def test_an_id_that_was_not_given_is_not_there(beside: Client, path: str) -> None:
    for name in ("0" * 20, "nothing", "%00", "'%20OR%201=1"):
        method = "POST" if path == "/job" else "GET"
        assert beside.request(method, f"{EXTRACTS}/{name}{path}").status_code == 404
    assert beside.get("/api/v1/jobs/nothing").status_code == 404
    assert beside.request("DELETE", "/api/v1/jobs/nothing").status_code == 404


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ("", "body"),
        ("[]", "body"),
        ('{"table": 5}', "body"),
        ("{", "body"),
        ('{"table": "jumps", "filter": {}}', "filter"),
        ('{"table": "jumps", "filters": []}', "filters"),
        ('{"table": "jumps", "filters": {"year": 1.5}}', "year"),
        ('{"table": "jumps", "filters": {"year": {"a": 1}}}', "year"),
        ('{"table": "jumps", "filters": {"year": []}}', "year"),
        ('{"table": "jumps", "filters": {"format": "csv"}}', "format"),
        ('{"table": "jumps", "format": "exe"}', "format"),
        ('{"table": "jumps", "labels": "de"}', "labels"),
        ('{"table": "disparities", "format": "geojson"}', "format"),
    ],
)
def test_a_body_that_is_wrong_says_where(beside: Client, body: str, parameter: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = beside.post(EXTRACTS, content=body, headers=headers)
    assert answer.status_code == 400
    checked(answer.json(), "Problem")
    assert parameter in {error["parameter"] for error in answer.json()["errors"]}


def test_bodies_that_are_none_of_ours_are_refused(beside: Client) -> None:
    json_type = {"Content-Type": "application/json"}
    assert beside.post(EXTRACTS, content="table=jumps").status_code == 415
    assert beside.post(EXTRACTS, content=b" " * (LARGEST + 1), headers=json_type).status_code == 413
    assert beside.post(EXTRACTS, json={"table": "nothing"}).status_code == 404
    spelled = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert beside.post(EXTRACTS, content='{"table": "jumps"}', headers=spelled).status_code == 201


def test_more_rows_than_a_format_holds_are_refused_before_an_id_is_given(beside: Client) -> None:
    answer = beside.post(EXTRACTS, json={"table": "beneficiaries", "format": "geojson"})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["value"] == "70,437"
    assert "70,437" in error["detail_th"]


@pytest.fixture
def apart(built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client of a warehouse whose archive a test may change."""
    file = copied_warehouse(built_warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    return Client(file)


def test_an_extract_that_was_withdrawn_says_why(apart: Client) -> None:
    issued = issue(apart, **DISPARITIES)
    register = Register(archive_of(apart.warehouse).issued_file)
    register.withdraw(issued["id"], "2026-11-20", "คำนวณผิด", "worked out wrongly")
    for method, path in (("GET", ""), ("POST", "/job")):
        answer = apart.request(method, issued["address"] + path)
        assert answer.status_code == 410
        assert "worked out wrongly" in answer.json()["title"]
        assert "คำนวณผิด" in answer.json()["title_th"]
        assert "2026-11-20" in answer.json()["title"]
    about = apart.get(issued["about"])
    assert about.status_code == 200
    checked(about.json(), "Account")
    assert about.json()["status"]["state"] == "withdrawn"
    assert about.json()["status"]["reason_th"] == "คำนวณผิด"
    assert "citation" not in about.json()


def test_an_extract_of_a_version_that_was_withdrawn_says_why(
    apart: Client, snapshot: Snapshot
) -> None:
    issued = issue(apart, **DISPARITIES)
    archive = archive_of(apart.warehouse)
    version = archive.version(snapshot.data_version)
    assert version is not None
    reason = Withdrawal("2026-11-21", "ไฟล์ต้นทางผิด", "a wrong source file")
    archive.write_version(replace(version, withdrawn=reason))
    answer = apart.get(issued["address"])
    assert answer.status_code == 410
    assert "a wrong source file" in answer.json()["title"]
    about = apart.get(issued["about"]).json()
    assert about["status"]["state"] == "withdrawn"
