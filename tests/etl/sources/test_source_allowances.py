from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.sources import Reading

NAME = "poverty/allowance_national_2557-2560.csv"
OLD_AGE, DISABILITY = "older_persons_allowance", "disability_allowance"


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("year", "programme", "persons", "baht"),
    [
        (2014, OLD_AGE, 7_686_978, 60_998_880_000),
        (2017, OLD_AGE, 8_157_175, 64_770_360_000),
        (2014, DISABILITY, 1_329_734, 9_508_140_000),
        (2015, DISABILITY, 1_409_084, 12_880_750_000),
        (2017, DISABILITY, 1_491_947, 14_308_530_000),
    ],
)
def test_recipients_and_million_baht(
    read: Callable[[str], Reading], year: int, programme: str, persons: int, baht: int
) -> None:
    facts = read(NAME).facts["beneficiary"]
    row = facts.query("fiscal_year == @year and programme_id == @programme")
    assert row[["persons", "amount_thb"]].to_numpy().tolist() == [[persons, baht]]


@pytest.mark.real_files
def test_the_figures_are_national_and_averages_are_set_aside(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert len(reading.facts["beneficiary"]) == 2 * 4
    assert reading.facts["beneficiary"]["province_code"].isna().all()
    # The averages are no facts of ours; the line with the misprint "91,41" is refused.
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (6, 4, 1)
    assert [(i.reason, i.row, i.column, i.value) for i in reading.issues] == [
        ("bad_number", 7, "4", "91,41")
    ]


@pytest.mark.real_files
def test_printed_averages_are_baht_over_recipients_to_a_baht(
    read: Callable[[str], Reading],
) -> None:
    totals = read(NAME).totals
    assert all(total.met for total in totals)
    assert len(totals) == 4 + 3  # one average cannot be read
    # 63,219.44 million baht over 8,021,853 persons is 7,880.9, printed 7,880: cut, not rounded.
    assert max(total.gap for total in totals) == pytest.approx(0.9, abs=0.01)


def test_a_misprinted_number_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = 'item,unit,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,"91,41"\n'
    issue = refusal(read_text, text)
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 2, "3", "91,41")


MADE = "item,unit,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n"


def test_blank_lines_are_no_rows(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(MADE + "\n,,\n")
    assert (reading.rows_read, reading.rows_loaded) == (1, 1)


def test_a_line_cut_short_refuses_the_file_and_never_stops_a_build(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, MADE + "งบประมาณเบี้ยยังชีพผู้พิการ,ล้านบาท\n")
    assert issue.reason == "bad_row"


OTHER_UNIT = "รายการ,หน่วย,2557\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1000000\n"


@pytest.mark.parametrize(
    ("line", "baht", "noticed"),
    [
        ("ล้านบาท,9600", 9_600_000_000, 0),
        ("บาท,9600000000", 9_600_000_000, 0),
        ("บาท,9600", 9_600_000_000, 1),
    ],
)
def test_the_size_of_a_budget_tells_its_unit(
    read_text: Callable[[str], Reading], line: str, baht: int, noticed: int
) -> None:
    reading = read_text(f"ตารางเบี้ยยังชีพ,,\n{OTHER_UNIT}งบประมาณเบี้ยยังชีพผู้พิการ,{line}\n")
    assert reading.facts["beneficiary"]["amount_thb"].tolist() == [baht]
    assert [i.reason for i in reading.issues] == ["wrong_unit_label"] * noticed


def test_an_allowance_that_cannot_be_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, OTHER_UNIT + "งบประมาณเบี้ยยังชีพผู้พิการ,ล้านบาท,96\n")
    assert issue.reason == "out_of_range"


def test_a_wrong_average_is_told(read_text: Callable[[str], Reading]) -> None:
    text = OTHER_UNIT + "งบประมาณเบี้ยยังชีพผู้พิการ,ล้านบาท,9600\n"
    reading = read_text(text + "เฉลี่ยต่อคนต่อปี (ผู้พิการ),บาท,9690\n")
    assert [(t.met, t.summed) for t in reading.totals] == [(False, 9600)]


def test_a_year_of_no_edition_is_refused(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    assert refusal(read_text, MADE.replace("2557", "2561")).reason == "edition_not_declared"
