"""Rows asked for by address: the values of the warehouse, whole, in JSON, CSV and Parquet."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.welfare.api.asking import Client
from welfare.catalog import Catalogue, catalogue
from welfare.extracts.request import columns_of
from welfare.warehouse import Snapshot

DATA = "/api/v1/data"
IDS = list(catalogue().publications)
BIRTHS = "indicator_id=births_persons&year=2564"


def published(snapshot: Snapshot, table: str, where: str = "true") -> list[dict[str, Any]]:
    columns = list(columns_of(table))
    rows = snapshot.rows(f'SELECT * FROM published."{table}" WHERE {where}')  # noqa: S608
    return [dict(zip(columns, row, strict=True)) for row in rows]


@pytest.mark.parametrize("table", IDS)
def test_every_table_gives_the_rows_of_the_warehouse(
    beside: Client, snapshot: Snapshot, table: str
) -> None:
    answer = beside.get(f"{DATA}/{table}?limit=50").json()
    known = published(snapshot, table)
    assert answer["table"] == table
    assert answer["data_version"] == snapshot.data_version
    assert answer["rows_total"] == len(known)
    assert answer["data"] == known[:50]
    assert (answer["next"] is None) == (len(known) <= 50)


def test_rows_match_every_filter(beside: Client, snapshot: Snapshot) -> None:
    answer = beside.get(f"{DATA}/indicators?{BIRTHS}&area_id=10,TH").json()
    where = "indicator_id = 'births_persons' AND year = 2021 AND area_id IN ('10', 'TH')"
    assert answer["data"] == published(snapshot, "indicators", where)
    assert {row["area_id"] for row in answer["data"]} == {"10", "TH"}


@pytest.mark.parametrize(
    "asked",
    [
        "indicator_id=births_persons&year=2018..2021",
        "year=2561..2564&indicator_id=births_persons",
        "year_be=2561..2564&indicator_id=births_persons",
        "indicator_id=births_persons&year=2021,2020,2561,2019&year=2018",
        "indicator_id=births_persons,%20births_persons&year=2018..2020,2564",
    ],
)
def test_one_question_has_one_answer_however_it_is_asked(beside: Client, asked: str) -> None:
    plain = beside.get(f"{DATA}/indicators?indicator_id=births_persons&year=2018,2019,2020,2021")
    answer = beside.get(f"{DATA}/indicators?{asked}")
    assert plain.json()["rows_total"] > 70
    assert answer.content == plain.content
    assert answer.headers["etag"] == plain.headers["etag"]


def test_none_asks_for_empty_cells(beside: Client, snapshot: Snapshot) -> None:
    answer = beside.get(f"{DATA}/beneficiaries?province_code=none&limit=10000").json()
    known = published(snapshot, "beneficiaries", "province_code IS NULL")
    assert answer["data"] == known != []


def test_columns_come_in_the_order_of_the_table_and_rows_in_the_order_asked(
    beside: Client, snapshot: Snapshot
) -> None:
    address = f"{DATA}/indicators?{BIRTHS}&columns=value,area_id&order=-value,area_id"
    rows = beside.get(address).json()["data"]
    assert [list(row) for row in rows] == [["area_id", "value"]] * len(rows)
    known = snapshot.rows(
        "SELECT area_id, value FROM published.indicators WHERE indicator_id = 'births_persons'"
        " AND year = 2021 ORDER BY value DESC NULLS LAST, area_id"
    )
    assert [tuple(row.values()) for row in rows] == known


def test_csv_has_the_rows_to_the_last_digit(beside: Client, snapshot: Snapshot) -> None:
    answer = beside.get(f"{DATA}/disparities?format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    known = published(snapshot, "disparities")
    assert [list(row) for row in rows] == [list(row) for row in known]
    for row, right in zip(rows, known, strict=True):
        for name, value in right.items():
            if isinstance(value, float):
                assert float(row[name]) == value
            else:
                assert row[name] == ("" if value is None else str(value))


def test_csv_for_spreadsheets_has_a_mark_and_the_same_rows(beside: Client) -> None:
    plain = beside.get(f"{DATA}/money_and_need?format=csv")
    marked = beside.get(f"{DATA}/money_and_need?format=csv&bom=true")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert marked.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("table", ["indicators", "projects", "origins"])
def test_parquet_is_the_query_with_its_types(
    beside: Client, snapshot: Snapshot, table: str
) -> None:
    answer = beside.get(f"{DATA}/{table}?format=parquet")
    read = parquet.read_table(io.BytesIO(answer.content))
    sql = f'SELECT * FROM published."{table}"'  # noqa: S608
    known = pa.Table.from_batches(list(snapshot.batches(sql)))
    assert read.cast(known.schema).equals(known)


def test_a_file_is_named_in_ascii_by_table_version_and_id(
    beside: Client, snapshot: Snapshot
) -> None:
    for form in ("csv", "parquet"):
        given = beside.get(f"{DATA}/jumps?format={form}").headers["content-disposition"]
        assert given.startswith(f'attachment; filename="jumps_{snapshot.data_version}_')
        assert given.endswith(f'.{form}"')
        assert given.isascii()


def test_a_table_without_rows_is_answered_too(beside: Client, declared: Catalogue) -> None:
    assert "refusals" in declared.publications
    assert beside.get(f"{DATA}/refusals").json()["data"] == []
    columns = ",".join(columns_of("refusals"))
    assert beside.get(f"{DATA}/refusals?format=csv").text == f"{columns}\n"


@pytest.mark.parametrize(
    ("asked", "parameter", "allowed"),
    [
        ("nothing=1", "nothing", "indicator_id"),
        ("area_id=99", "area_id", "TH"),
        ("year=22", "year", "1960..2060"),
        ("year=2565..2560", "year", "2503..2603"),
        ("is_current=yes", "is_current", "true"),
        ("columns=values", "columns", "value"),
        ("order=%2Bvalue", "order", "value"),
        ("limit=0", "limit", "1..10000"),
        ("limit=10001", "limit", "1..10000"),
        ("limit=0000000010001", "limit", "1..10000"),
        ("limit=" + "1" * 5_000, "limit", "1..10000"),
        ("format=xlsx", "format", "parquet"),
        ("bom=1", "bom", "true"),
        ("value=5", "value", "area_id"),
        ("value=5", "value", "cursor"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(
    beside: Client, asked: str, parameter: str, allowed: str
) -> None:
    answer = beside.get(f"{DATA}/indicators?{asked}")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert allowed in error["allowed"]
    assert error["detail"]
    assert error["detail_th"] != error["detail"]


def test_everything_that_is_wrong_is_named_at_once(beside: Client) -> None:
    answer = beside.get(f"{DATA}/indicators?area_id=99&limit=x&columns=no&format=exe")
    named = {error["parameter"] for error in answer.json()["errors"]}
    assert named == {"area_id", "limit", "columns", "format"}


def test_a_table_that_is_not_there_names_those_that_are(beside: Client) -> None:
    answer = beside.get(f"{DATA}/nothing")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["allowed"] == IDS


def test_a_formula_in_a_text_is_guarded_in_csv_only(beside: Client, snapshot: Snapshot) -> None:
    named = "regexp_matches(project_name, '^[=+@-]')"
    found = published(snapshot, "projects", named)
    rows = list(csv.DictReader(io.StringIO(beside.get(f"{DATA}/projects?format=csv").text)))
    guarded = [row["project_name"][1:] for row in rows if row["project_name"].startswith("'")]
    assert guarded == [row["project_name"] for row in found]


def test_an_address_of_a_filter_of_many_values_is_read(beside: Client) -> None:
    areas = [row["area_id"] for row in beside.get(f"{DATA}/area_list").json()["data"]]
    asked = urlencode({"indicator_id": "poverty_rate_pct", "area_id": ",".join(areas)})
    both = [
        beside.get(f"{DATA}/indicators?{query}").json()["rows_total"]
        for query in (asked, "indicator_id=poverty_rate_pct")
    ]
    assert both[0] == both[1] > 1000
