from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.sources import Reading

NAME = "recent/national_poverty_sso_2564-2567.csv"
SERIES = "poverty/nesdc_t1.8_national_indicators_2531-2567.csv"
HEAD = "year_be,indicator,value,unit\n"


def series(reading: Reading, indicator: str) -> dict[int, float]:
    facts = reading.facts["outcome"].query("indicator_id == @indicator")
    return dict(zip(facts["year"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("indicator", "printed"),
    [
        ("poor_households", {2021: 1_238_000, 2022: 1_118_000, 2023: 686_000}),
        ("poor_persons", {2021: 4_405_000, 2022: 3_793_000, 2023: 2_391_000}),
        ("poverty_line_thb", {2021: 2803, 2022: 2997, 2023: 3043}),
        ("gini_expenditure", {2021: 0.35, 2022: 0.343, 2023: 0.335}),
        ("insured_40_persons", {2022: 10_881_100, 2023: 10_958_100, 2024: 11_011_900}),
        ("insured_persons", {2022: 24_398_800, 2023: 24_646_900, 2024: 24_812_800}),
    ],
)
def test_units_of_each_line(
    read: Callable[[str], Reading], indicator: str, printed: dict[int, float]
) -> None:
    assert series(read(NAME), indicator) == printed


@pytest.mark.real_files
def test_two_sources_stand_in_one_list(read: Callable[[str], Reading]) -> None:
    reading = read(NAME)
    assert reading.source_ids == ("nso_asean_poverty_2568", "sso_insured_national_2567")
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (27, 24, 3)
    assert [total.met for total in reading.totals] == [True] * 3
    facts = reading.facts["outcome"].groupby("source_id")["vintage_id"].unique()
    assert {source: list(v) for source, v in facts.items()} == {
        "nso_asean_poverty_2568": ["edition_2568"],
        "sso_insured_national_2567": ["sso_register"],
    }


@pytest.mark.real_files
def test_poverty_is_that_of_the_2568_edition_to_its_rounding(
    read: Callable[[str], Reading],
) -> None:
    for indicator, half in (
        ("poverty_rate_pct", 0),
        ("poor_persons", 50_000),
        ("poor_households", 0),
    ):
        for year, value in series(read(NAME), indicator).items():
            assert abs(series(read(SERIES), indicator)[year] - value) <= half


def test_a_line_that_cannot_be_is_refused_alone(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(
        HEAD
        + "2565,poverty_line,2997,บาท/คน/เดือน\n"
        + '2565,poor_persons,"37,93",พันคน\n'
        + "2565,poor_households,1118,ครัวเรือน\n"
        + "ปีนี้,poverty_line,1,บาท\n"
        + "2565,happiness,5,คะแนน\n"
    )
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (5, 1, 4)
    assert [(i.reason, i.row, i.column) for i in reading.issues] == [
        ("bad_number", 3, "value"),
        ("out_of_range", 4, "value"),
        ("bad_year", 5, "year_be"),
        ("unknown_label", 6, "indicator"),
    ]


def test_a_total_that_is_not_the_sum_of_the_sections_is_told(
    read_text: Callable[[str], Reading],
) -> None:
    lines = ("sso_m33,11638.0", "sso_m39,1879.7", "sso_m40,10881.1", "sso_total,24399.1")
    reading = read_text(HEAD + "".join(f"2565,{line},พันคน\n" for line in lines))
    assert [(t.met, t.summed) for t in reading.totals] == [(False, 24_398_800)]


def test_a_year_of_no_edition_is_refused(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, HEAD + "2568,poverty_line,3100,บาท/คน/เดือน\n")
    assert issue.reason == "edition_not_declared"
