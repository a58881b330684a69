from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading
from welfare.catalog import Catalogue

REGISTER = "assistance/recipient_assistance_by_office_FY2555-2556.xls"
OFFICE = "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด"
HEADER = [
    "รหัสหน่วยงาน",
    "ชื่อหน่วยงาน",
    "จำนวนรายบริการ",
    "รหัสความช่วยเหลือ",
    "ความช่วยเหลือ",
    "จำนวนเงิน",
]
FUNERAL = "เงินสงเคราะห์จัดการศพผู้สูงอายุที่มีฐานะยากจน"


def sheet(*rows: Row, period: str = "01/10/2011 - 30/09/2012") -> list[Row]:
    """Return a sheet as the register exports it."""
    return [[f"วันที่ใบคำขอ : {period}", "", "", "", "", ""], HEADER, *rows]


def office(province: str, cases: object = 2, kind: str = FUNERAL, baht: object = 4_000) -> Row:
    """Return a row of the office of a province."""
    return [131, OFFICE + province, cases, 66, kind, baht]


@pytest.fixture(scope="module")
def register(read: Callable[[str], Reading]) -> Reading:
    return read(REGISTER)


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("year", "province", "programme", "figures"),
    [
        (2012, "93", "relief_funeral", [605, 1_210_000]),
        (2013, "93", "relief_funeral", [57, 114_000]),
        (2012, "40", "relief_hiv", [32, 56_500]),
        # In Chiang Mai's second sheet: 122 aids to families and one to a family of low income.
        (2012, "50", "relief_family", [122 + 1, 190_500 + 2_000]),
    ],
)
def test_services_and_baht_of_a_province(
    register: Reading, year: int, province: str, programme: str, figures: list[int]
) -> None:
    facts = register.facts["beneficiary"].query(
        "fiscal_year == @year and province_code == @province and programme_id == @programme"
    )
    assert facts[["cases", "amount_thb"]].to_numpy().tolist() == [figures]


@pytest.mark.real_files
def test_every_service_of_both_sheets_is_counted(register: Reading) -> None:
    facts = register.facts["beneficiary"]
    assert (register.rows_read, register.rows_loaded) == (223 + 328, 223 + 328)
    sums = facts.groupby("source_id")[["cases", "amount_thb"]].sum()
    assert sums.loc["provincial_relief_2555"].tolist() == [34_762, 58_243_816]
    assert sums.loc["provincial_relief_2556_april"].tolist() == [11_575, 18_759_595]
    assert facts.groupby("sheet")["province_code"].nunique().to_dict() == {"001": 53, "002": 60}


@pytest.mark.real_files
def test_services_are_no_people(register: Reading) -> None:
    assert "persons" not in register.facts["beneficiary"]


def test_seven_months_are_marked_as_an_incomplete_year(declared: Catalogue) -> None:
    assert 2013 in declared.incomplete_years(declared.indicators["relief_cases"])


def test_a_whole_year_not_seen_yet_is_one_of_the_series(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(sheet(office("ตาก"), period="1/10/2557 - 30/9/2558"))
    assert reading.source_ids == ("provincial_relief_2558",)
    assert reading.facts["beneficiary"]["fiscal_year"].tolist() == [2015]


def test_columns_stand_anywhere_under_more_lines_of_title(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    title, header, row = sheet(office("ตาก"))
    rows = [["รายงาน", ""], title, [], [*reversed(header)], [*reversed(row)]]
    facts = read_rows(rows).facts["beneficiary"]
    assert facts[["province_code", "cases", "amount_thb"]].to_numpy().tolist() == [
        ["63", 2.0, 4_000.0]
    ]


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("01/10/2013 - 31/03/2014", "edition_not_declared"),
        ("01/01/2012 - 31/12/2012", "bad_year"),
        ("ทั้งหมด", "no_year"),
    ],
)
def test_a_period_that_is_no_declared_edition_is_refused(
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    period: str,
    reason: str,
) -> None:
    assert refusal(read_rows, sheet(office("ตาก"), period=period)).reason == reason


@pytest.mark.parametrize(
    ("row", "reason", "value"),
    [
        (office("เชียงหใม่"), "unknown_province", OFFICE + "เชียงหใม่"),
        ([9, "ศูนย์คุ้มครองคนไร้ที่พึ่ง", 1, 66, FUNERAL, 5], "unknown_province", "ศูนย์คุ้มครองคนไร้ที่พึ่ง"),
        (office("ตาก", kind="เงินรางวัล"), "unknown_label", "เงินรางวัล"),
        (office("ตาก", cases="1,2"), "bad_number", "1,2"),
        (office("ตาก", baht=""), "missing_value", ""),
        (office("ตาก", cases=-1), "out_of_range", "-1"),
        (office("น่าน"), "duplicate_key", f"{OFFICE}น่าน · {FUNERAL}"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_itself(
    read_rows: Callable[[list[Row]], Reading], row: Row, reason: str, value: str
) -> None:
    reading = read_rows(sheet(office("น่าน"), row))
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (2, 1, 1)
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [(reason, 4, value)]


def test_a_near_miss_is_suggested_and_never_taken(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(sheet(office("น่าน"), office("เชียงหใม่")))
    assert reading.issues[0].detail == "did you mean เชียงใหม่?"
