"""Published tables: every column declared, rows in the order of their key, names and flags."""

import pytest

from welfare.catalog import Catalogue, catalogue
from welfare.catalog.publications import Publication, published_columns
from welfare.warehouse import Snapshot

PUBLICATIONS = list(catalogue().publications.values())
TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda p: p.id)
def test_a_published_table_has_the_declared_columns(
    publication: Publication, declared: Catalogue, snapshot: Snapshot
) -> None:
    found = snapshot.rows(
        "SELECT column_name, data_type FROM duckdb_columns()"
        " WHERE schema_name = 'published' AND table_name = $table ORDER BY column_index",
        {"table": publication.id},
    )
    columns = published_columns(publication, declared.fields)
    assert [row[0] for row in found] == list(columns)
    assert {row[0]: row[1] for row in found} == {c.id: TYPES[c.type] for c in columns.values()}


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda p: p.id)
def test_rows_stand_in_the_order_of_their_key_and_once_each(
    publication: Publication, snapshot: Snapshot
) -> None:
    key = ", ".join(f'"{name}"' for name in publication.key)
    stored = snapshot.rows(f'SELECT {key} FROM published."{publication.id}"')  # noqa: S608
    ordered = snapshot.rows(f'SELECT {key} FROM published."{publication.id}" ORDER BY {key}')  # noqa: S608
    assert stored == ordered
    assert publication.id == "refusals" or len(set(stored)) == len(stored)


@pytest.mark.parametrize(
    "publication", [p for p in PUBLICATIONS if p.of == "table"], ids=lambda p: p.id
)
def test_no_row_is_lost_or_doubled_by_a_name(publication: Publication, snapshot: Snapshot) -> None:
    published = snapshot.rows(f'SELECT count(*) FROM published."{publication.id}"')  # noqa: S608
    assert published == snapshot.rows(f'SELECT count(*) FROM "{publication.made_from}"')  # noqa: S608


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda p: p.id)
def test_every_code_has_both_names(
    publication: Publication, declared: Catalogue, snapshot: Snapshot
) -> None:
    for field in (declared.fields[name] for name in publication.fields):
        if field.codes and field.named:
            bare = snapshot.rows(
                f'SELECT count(*) FROM published."{publication.id}" WHERE "{field.id}" IS NOT NULL'  # noqa: S608
                f' AND ("{field.stem}_th" IS NULL OR "{field.stem}_en" IS NULL)'
            )
            assert bare == [(0,)], field.id


def test_a_row_says_where_when_and_what_in_words(snapshot: Snapshot) -> None:
    rows = snapshot.rows(
        "SELECT area_th, area_en, year_be, unit_th, value, flag, source_ids"
        " FROM published.indicators WHERE indicator_id = 'poverty_rate_pct' AND year = 2011"
        " AND area_id = '58' AND is_current"
    )
    of_page = snapshot.rows(
        "SELECT value, source_ids FROM indicator_value WHERE indicator_id = 'poverty_rate_pct'"
        " AND year = 2011 AND area_id = '58' AND is_current"
    )
    assert rows == [("แม่ฮ่องสอน", "Mae Hong Son", 2554, "ร้อยละ", of_page[0][0], None, of_page[0][1])]


@pytest.mark.parametrize(
    ("flag", "sql"),
    [
        # The register of the fund holds five grants of fiscal 2557.
        ("provisional", "SELECT flag FROM published.projects WHERE fiscal_year_be = 2557"),
        (
            "in_predecessor",
            "SELECT DISTINCT flag FROM published.indicators WHERE area_id = '38'"
            " AND indicator_id = 'births_persons' AND year = 1993",
        ),
        # Negative incomes are recorded from 2549 on.
        (
            "break",
            "SELECT DISTINCT flag FROM published.indicators WHERE area_id = 'TH'"
            " AND indicator_id = 'gini_income' AND year = 2006 AND is_current",
        ),
        # COD-PS is a projection.
        (
            "estimated",
            "SELECT DISTINCT flag FROM published.population WHERE source_id = 'cod_ps_2565'",
        ),
        (
            "zero",
            "SELECT DISTINCT flag FROM published.outcomes WHERE value = 0"
            " AND indicator_id = 'births_persons'",
        ),
    ],
)
def test_a_flag_says_what_must_be_known_of_a_value(snapshot: Snapshot, flag: str, sql: str) -> None:
    found = snapshot.rows(sql)
    assert not found or found == [(flag,)]


def test_zero_missing_and_what_does_not_apply_are_told_apart(snapshot: Snapshot) -> None:
    rows = snapshot.rows(
        "SELECT DISTINCT split_part(flag, ' ', 1), value IS NULL FROM published.indicators"
        " WHERE flag IS NOT NULL"
    )
    told = {(str(flag), bool(empty)) for flag, empty in rows}
    assert ("zero", False) in told
    assert {("missing", True), ("not_applicable", True), ("in_predecessor", True)} <= told
    assert ("zero", True) not in told
    assert ("missing", False) not in told
