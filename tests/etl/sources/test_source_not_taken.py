from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

FORM = [
    ["แบบฟอร์มบันทึกข้อมูล จำนวนคนว่างงาน", "", ""],
    ["ปี พ.ศ. : ", "", ""],
    ["ลำดับที่", "จังหวัด", "จำนวนคนว่างงาน(คน)"],
]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("institutions/child_homes_b_HTML-as-xls_cp874.xls", "frameset"),
        ("other/unemployee_2013_04_29_15_48_37.xls", "empty_form"),
        ("other/elderly_inmates.xls", "empty_form"),
        ("other/offense_2013_05_13_04_34_16.xls", "broken_text"),
        ("other/alien_2013_06_03_14_00_02.xls", "other_subject"),
        ("other/vacancies_by_province_MISNAMED_population.xlsx", "other_subject"),
        ("tpmap-2561/provinces.json", "reference_list"),
        ("tpmap-2561/sources.md", "document"),
        ("recent/tpmap-2565/all-tumbol-id.csv", "reference_list"),
        ("recent/tpmap-2565/tpmap65_test.csv", "reference_list"),
        ("province-codes/kongvut_provinces.csv", "reference_list"),
        ("province-codes/kongvut_geographies.csv", "reference_list"),
        ("province-codes/djay_province_aliases.csv", "reference_list"),
        ("province-codes/djay_provinces_nesdc_regions.csv", "reference_list"),
    ],
)
def test_what_is_known_and_not_taken_says_why(
    read: Callable[[str], Reading], refusal: Callable[..., Issue], name: str, reason: str
) -> None:
    assert refusal(read, name).reason == reason


def test_numbers_of_lines_and_sums_of_nothing_fill_no_form(
    read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    rows = [*FORM, [1.0, "ตาก", ""], [2.0, "น่าน", " "], ["", "รวม", 0.0]]
    assert refusal(read_rows, rows).reason == "empty_form"


def test_a_form_that_is_filled_in_is_not_called_empty(
    read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_rows, [*FORM, [1.0, "ตาก", ""], [2.0, "น่าน", 512.0]])
    assert (issue.reason, issue.row, issue.value) == ("other_subject", 5, "512.0")


@pytest.mark.parametrize(
    "text",
    [
        "id,name\n1,ภาคเหนือ\nรวม,ทุกภาค\n",
        "tumbol_ID\n110113\n110115\n",
        "tumbol_ID,tumbol_name,amphur_ID,province_ID,total_population\n110110,แพรกษา,1101,11,9\n",
    ],
)
def test_lists_of_places_are_lists(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str
) -> None:
    assert refusal(read_text, text).reason == "reference_list"


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "province,persons\nตาก,5\n", "# a note\nid,x\n1,2\n"]
)
def test_what_is_not_known_stays_not_recognised(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str
) -> None:
    assert refusal(read_text, text).reason == "not_recognised"
