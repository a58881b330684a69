"""What there is: tables, indicators, sources and provinces, in both languages, as it is given."""

from collections import Counter

import pytest

from tests.welfare.api.asking import Client
from welfare.api.listings import INDEX, LISTED
from welfare.catalog import Catalogue
from welfare.extracts.request import columns_of, filters_of, formats_of
from welfare.warehouse import Snapshot

V1 = "/api/v1"


def test_the_tables_are_those_of_the_catalogue(
    beside: Client, snapshot: Snapshot, declared: Catalogue
) -> None:
    answer = beside.get(f"{V1}/tables").json()
    assert answer["data_version"] == snapshot.data_version
    assert [table["table"] for table in answer["data"]] == list(declared.publications)
    for table in answer["data"]:
        publication = declared.publications[table["table"]]
        for name in ("name", "question", "about"):
            for language in ("th", "en"):
                assert table[f"{name}_{language}"] == getattr(publication, f"{name}_{language}")
        assert table["filters"] == list(filters_of(publication.id))
        assert table["formats"] == list(formats_of(publication.id))


def test_a_table_has_as_many_rows_as_it_says(beside: Client) -> None:
    for table in beside.get(f"{V1}/tables").json()["data"]:
        rows = beside.get(f"{table['data']}?limit=1").json()
        assert (rows["table"], rows["rows_total"]) == (table["table"], table["rows"])
        assert beside.get(table["landing_page"]).status_code == 200


def test_the_columns_of_a_table_are_told_with_the_key_of_its_rows(
    beside: Client, snapshot: Snapshot, declared: Catalogue
) -> None:
    for table in beside.get(f"{V1}/tables").json()["data"]:
        name = table["table"]
        columns = columns_of(name)
        assert [each["column_id"] for each in table["columns"]] == list(columns)
        for each in table["columns"]:
            column = columns[each["column_id"]]
            assert (each["label_th"], each["label_en"]) == (column.label_th, column.label_en)
            assert (each["type"], each["list_id"]) == (column.type, column.codes)
        key = [each["column_id"] for each in table["columns"] if each["is_key"]]
        assert sorted(key) == sorted(declared.publications[name].key)
        grain = ", ".join(f'"{column}"' for column in key)
        ((grains,),) = snapshot.rows(
            f'SELECT count(*) FROM (SELECT DISTINCT {grain} FROM published."{name}")'  # noqa: S608
        )
        assert grains == table["rows"], name


@pytest.mark.parametrize(("name", "table"), LISTED.items())
def test_a_list_is_its_table_to_the_last_sign(beside: Client, name: str, table: str) -> None:
    listed = beside.get(f"{V1}/{name}")
    rows = beside.get(f"{V1}/data/{table}?limit=10000")
    assert len(listed.json()["data"]) > 50
    assert listed.content.partition(b'"data":')[2] == rows.content.partition(b'"data":')[2]


def test_provinces_come_with_their_regions_and_the_country(beside: Client) -> None:
    areas = {area["area_id"]: area for area in beside.get(f"{V1}/provinces").json()["data"]}
    kinds = Counter(area["area_kind"] for area in areas.values())
    assert kinds == {"province": 77, "region": 5, "country": 1}
    chiang_mai = areas["50"]
    assert (chiang_mai["area_th"], chiang_mai["area_en"]) == ("เชียงใหม่", "Chiang Mai")
    regions = {area["region_id"] for area in areas.values() if area["area_kind"] == "region"}
    provinces = [area for area in areas.values() if area["area_kind"] == "province"]
    assert {area["region_id"] for area in provinces} == regions
    assert len(regions) == 5


def test_the_index_leads_everywhere(beside: Client, snapshot: Snapshot) -> None:
    for path in (V1, f"{V1}/"):
        index = beside.get(path).json()
        assert index == {"data_version": snapshot.data_version, **INDEX}


def test_a_list_is_the_same_in_whatever_words_it_is_asked(beside: Client) -> None:
    answers = [
        beside.get(f"{V1}/provinces{query}", headers={"Accept": accept})
        for query in ("", "?lang=en", "?x=1&x=2")
        for accept in ("*/*", "application/json", "text/html")
    ]
    assert len({answer.content for answer in answers}) == 1
    assert {answer.headers["content-type"] for answer in answers} == {"application/json"}
