"""Page by page: every row once, and never rows of two versions of the data."""

import base64
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.welfare.api.asking import Client
from tests.welfare.extracts.copied import copied_warehouse
from welfare.api.cursor import MovedOnError, read_cursor, write_cursor
from welfare.extracts.faults import RequestError
from welfare.warehouse import Snapshot

FIRST = "/api/v1/data/indicators?indicator_id=poverty_rate_pct&limit=100"


def cursor_of(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize("order", ["", "&order=-value", "&order=area_id,-year"])
def test_pages_give_every_row_once(beside: Client, snapshot: Snapshot, order: str) -> None:
    address: str | None = FIRST + order
    rows: list[dict[str, object]] = []
    pages = 0
    while address:
        page = beside.get(address).json()
        assert page["rows_total"] == 1330
        rows += page["data"]
        address = page["next"]
        pages += 1
    assert pages == 14
    whole = beside.get(FIRST.replace("limit=100", "limit=10000") + order).json()
    assert rows == whole["data"]
    counted = snapshot.rows(
        "SELECT count(*) FROM published.indicators WHERE indicator_id = 'poverty_rate_pct'"
    )
    assert len(rows) == counted[0][0]


def test_a_cursor_of_another_question_is_refused(beside: Client) -> None:
    cursor = beside.get(FIRST).json()["next"].partition("cursor=")[2]
    other = f"/api/v1/data/indicators?indicator_id=gpp_thb&cursor={cursor}"
    answer = beside.get(other)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_when_the_data_moved_on_pages_do_not_mix(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied_warehouse(built_warehouse, tmp_path)
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    client = Client(file)
    following = client.get(FIRST).json()["next"]
    assert client.get(following).status_code == 200
    changed = tmp_path / "changed.duckdb"
    shutil.copy2(file, changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute("UPDATE build SET data_version = 'ffffffffffff'")
    changed.replace(file)
    answer = client.get(following)
    assert answer.status_code == 409
    assert answer.json()["type"] == "/api/v1/docs#data_moved_on"
    assert client.get(FIRST).json()["data_version"] == "ffffffffffff"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "ก",
        "=" * 400,
        "A" * 9_000,
        cursor_of([]),
        cursor_of(None),
        cursor_of({"a": 1, "b": 2, "c": 3}),
        cursor_of(["v", "q", -1]),
        cursor_of(["v", "q", True]),
        cursor_of(["v", "q", 1.5]),
        cursor_of(["v", "q", 10**200]),
        cursor_of(["v", "q", 10**15]),
        cursor_of(["v", "another", 1]),
        cursor_of([["v"], "q", "1"]),
    ],
)
def test_what_is_no_cursor_is_refused(beside: Client, cursor: str) -> None:
    with pytest.raises(RequestError):
        read_cursor(cursor, "v", "q")
    assert beside.get(FIRST, params={"cursor": cursor}).status_code == 400


@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_an_empty_cursor_is_not_the_first_page(beside: Client, form: str) -> None:
    assert beside.get(f"{FIRST}&format={form}&cursor=").status_code == 400


def test_of_two_cursors_none_is_taken(beside: Client) -> None:
    cursor = beside.get(FIRST).json()["next"].partition("cursor=")[2]
    answer = beside.get(f"{FIRST}&cursor={cursor}&cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_reads_as_it_was_written() -> None:
    text = write_cursor("v", "q", 1_000)
    assert read_cursor(text, "v", "q") == 1_000
    with pytest.raises(MovedOnError):
        read_cursor(text, "w", "q")


def test_a_place_behind_the_last_row_is_an_empty_page(beside: Client, snapshot: Snapshot) -> None:
    cursor = beside.get(FIRST).json()["next"].partition("cursor=")[2]
    padded = cursor + "=" * (-len(cursor) % 4)
    version, question, _ = json.loads(base64.urlsafe_b64decode(padded))
    assert version == snapshot.data_version
    answer = beside.get(f"{FIRST}&cursor={write_cursor(version, question, 5_000)}")
    assert (answer.status_code, answer.json()["data"], answer.json()["next"]) == (200, [], None)
