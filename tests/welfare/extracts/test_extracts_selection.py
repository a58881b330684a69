"""The rows of a question are those of the warehouse; values are bound and texts harmless."""

from welfare.extracts.request import columns_of, read_request
from welfare.extracts.selection import count_rows, harmless, selected
from welfare.warehouse import Snapshot


def ask(snapshot: Snapshot, publication: str, **asked: str) -> list[tuple[object, ...]]:
    request = read_request(publication, {name: [text] for name, text in asked.items()})
    rows = snapshot.rows(*selected(request))
    assert len(rows) == count_rows(snapshot, request)
    return rows


def test_rows_are_those_that_the_filters_name(snapshot: Snapshot) -> None:
    rows = ask(
        snapshot,
        "indicators",
        indicator_id="poverty_rate_pct",
        year="2554",
        area_kind="province",
        is_current="true",
        columns="area_id,value",
    )
    of_page = snapshot.rows(
        "SELECT area_id, value FROM indicator_value WHERE indicator_id = 'poverty_rate_pct'"
        " AND year = 2011 AND area_kind = 'province' AND is_current ORDER BY area_id"
    )
    assert rows == of_page
    assert len(rows) == 77


def test_an_empty_cell_can_be_asked_for_alone_and_with_others(snapshot: Snapshot) -> None:
    def count(where: str) -> int:
        return int(snapshot.rows(f"SELECT count(*) FROM budget WHERE {where}")[0][0])  # noqa: S608

    alone = ask(snapshot, "budgets", system_id="none")
    both = ask(snapshot, "budgets", system_id="none,services")
    assert len(alone) == count("system_id IS NULL")
    assert len(both) == count("system_id IS NULL OR system_id = 'services'")


def test_order_is_as_asked_and_ties_stay_in_the_order_of_the_table(snapshot: Snapshot) -> None:
    columns = "indicator_id,area_id,value"
    plain = ask(snapshot, "indicators", year="2554", columns=columns)
    ordered = ask(snapshot, "indicators", year="2554", columns=columns, order="-value")
    known = [row for row in plain if row[2] is not None]
    assert ordered == [
        *sorted(known, key=lambda row: -float(str(row[2]))),
        *(row for row in plain if row[2] is None),
    ]


def test_without_order_rows_stand_in_the_order_of_the_key(snapshot: Snapshot) -> None:
    keys = [row[:3] for row in ask(snapshot, "indicators", columns="indicator_id,year,area_id")]
    assert keys == sorted(keys)


def test_every_column_of_every_table_can_be_read(snapshot: Snapshot) -> None:
    for publication in ("indicators", "beneficiaries", "projects", "source_list"):
        sql, parameters = selected(read_request(publication, {}))
        frame = snapshot.query(f"{sql} LIMIT 3", parameters)
        assert list(frame) == list(columns_of(publication))


def test_a_text_that_would_be_a_formula_gets_an_apostrophe(snapshot: Snapshot) -> None:
    texts = ["=1+1", "+66", "-1", "@a", "\tx", "\rx", "กองทุน", "", "a=1"]
    sql = harmless(["name", "n"], ["name"], "SELECT unnest($texts) AS name, -1 AS n")
    rows = snapshot.rows(sql, {"texts": texts})
    assert [row[0] for row in rows] == [
        "'=1+1", "'+66", "'-1", "'@a", "'\tx", "'\rx", "กองทุน", "", "a=1",
    ]  # fmt: skip
    assert {row[1] for row in rows} == {-1}
