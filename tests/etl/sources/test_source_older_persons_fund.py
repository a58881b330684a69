from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

TABLE = "fund-grants/olderfund_by_province.xlsx"
HEADER = [
    "จังหวัด",
    "จำนวนผู้ได้รับอนุมัติ(ราย)",
    "จำนวนเงิน (บาท)",
    "จำนวนโครงการ",
    "จำนวนเงิน (บาท)",
]


def made(*rows: Row, year: int = 2557) -> list[Row]:
    """Return a sheet as the fund prints it."""
    return [
        [f"รายงานการขอรับการสนับสนุนเงินกองทุนผู้สูงอายุทั่วประเทศ ปี {year}", "", "", "", ""],
        HEADER,
        *rows,
    ]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("province", "persons", "baht"),
    [("10", 404, 11_734_850), ("49", 463, 13_589_600), ("54", 0, 0), ("84", 0, 0)],
)
def test_loans_of_a_province(
    read: Callable[[str], Reading], province: str, persons: int, baht: int
) -> None:
    facts = read(TABLE).facts["beneficiary"].query("province_code == @province")
    assert facts[["persons", "amount_thb"]].to_numpy().tolist() == [[persons, baht]]


@pytest.mark.real_files
def test_the_second_column_of_baht_is_that_of_projects(read: Callable[[str], Reading]) -> None:
    facts = read(TABLE).facts["project"].set_index("province_code")
    assert facts.loc["10", ["projects", "amount_thb"]].tolist() == [8, 17_084_209]
    assert facts.loc["65", ["projects", "amount_thb"]].tolist() == [2, 81_000]
    assert "81" not in facts.index


@pytest.mark.real_files
def test_rows_and_the_four_totals(read: Callable[[str], Reading]) -> None:
    reading = read(TABLE)
    # 77 provinces; the row of totals and the three lines of the second sheet are set aside.
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (81, 77, 4)
    assert {total.item: total.printed for total in reading.totals} == {
        "persons": 5_843,
        "loans_thb": 165_191_900,
        "projects": 94,
        "projects_thb": 20_286_613,
    }
    assert all(total.met for total in reading.totals)


def test_another_year_with_its_columns_reordered(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    rows = [[*row[3:], *row[1:3], row[0]] for row in made(["ตาก", 2, 50_000, 1, 900])[1:]]
    reading = read_rows([["กองทุนผู้สูงอายุ พ.ศ. 2557"], ["", ""], *rows])
    assert reading.source_ids == ("older_persons_fund_2557",)
    loans, projects = reading.facts["beneficiary"], reading.facts["project"]
    assert loans[["province_code", "persons", "amount_thb"]].to_numpy().tolist() == [
        ["63", 2.0, 50_000.0]
    ]
    assert projects[["projects", "amount_thb"]].to_numpy().tolist() == [[1.0, 900.0]]


def test_a_total_that_the_provinces_do_not_add_up_to_is_not_met(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(made(["ตาก", 2, 50_000, 0, 0], ["รวม", 3, 50_000, 0, 0]))
    assert [total.item for total in reading.totals if not total.met] == ["persons"]


def test_a_name_that_is_no_province_is_refused_with_what_it_may_mean(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(made(["ตาก", 2, 1, 0, 0], ["นครสวรค์", 1, 1, 0, 0]))
    issue = reading.issues[0]
    assert (issue.reason, issue.row, issue.detail) == (
        "unknown_province",
        4,
        "did you mean นครสวรรค์?",
    )
    assert (reading.rows_loaded, reading.rows_refused) == (1, 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (made(["ตาก", "1,2", 1, 0, 0]), "bad_number"),
        (made(["ตาก", "", "", "", ""]), "bad_number"),
        (made(["ตาก", -1, 1, 0, 0]), "out_of_range"),
        (made(), "empty_form"),
        ([["กองทุนผู้สูงอายุ"], HEADER, ["ตาก", 1, 1, 0, 0]], "no_year"),
    ],
)
def test_a_published_table_with_a_fault_is_refused_whole(
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    rows: list[Row],
    reason: str,
) -> None:
    assert refusal(read_rows, rows).reason == reason
