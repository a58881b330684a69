"""The table behind the chart: bands for surveys, ranks for registers, a reason for a gap."""

import pandas as pd
import pytest

from welfare.catalog import Catalogue, Indicator
from welfare.charts.tables import life_course_shares, provinces_table, series_table
from welfare.metrics.classify import quantile_classes
from welfare.queries.indicators import areas_in_year
from welfare.queries.people import coverage_by_age
from welfare.warehouse import Snapshot


def table(snapshot: Snapshot, indicator: Indicator, year: int, language: str) -> pd.DataFrame:
    areas = areas_in_year(snapshot, indicator.id, year)
    classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
    return provinces_table(areas, classes, indicator, language)


def test_a_survey_has_bands_and_no_rank(declared: Catalogue, snapshot: Snapshot) -> None:
    rows = table(snapshot, declared.indicators["poverty_rate_pct"], 2010, "en")
    assert list(rows) == ["Province", "Region", "Poverty rate (per cent)", "Band", "Note"]
    assert rows.iloc[0].tolist()[:2] == ["Mae Hong Son", "North"]
    assert rows["Band"].iloc[0] == "Band 1 of 5"
    assert rows["Band"].iloc[75] == "Band 5 of 5"
    assert rows["Poverty rate (per cent)"].iloc[:76].is_monotonic_decreasing


def test_bueng_kan_stands_last_and_its_note_says_why(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = table(snapshot, declared.indicators["poverty_rate_pct"], 2010, "th")
    last = rows.iloc[-1]
    assert (last["จังหวัด"], last["กลุ่ม"], last["หมายเหตุ"]) == ("บึงกาฬ", "", "รวมอยู่ในหนองคาย")
    assert (rows["หมายเหตุ"] != "").sum() == 1
    rows = table(snapshot, declared.indicators["grants_projects"], 2012, "en")
    assert rows.iloc[-1]["Note"] == "no value in the source"
    assert pd.isna(rows.iloc[-1]["Rank"])


def test_without_a_note_there_is_no_column_for_it(declared: Catalogue, snapshot: Snapshot) -> None:
    rows = table(snapshot, declared.indicators["social_security_pct"], 2012, "en")
    assert list(rows) == ["Province", "Region", "Social security (per cent)", "Rank"]
    assert len(rows) == 77


def test_a_register_has_ranks_and_equal_values_share_the_smallest(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = table(snapshot, declared.indicators["grants_projects"], 2012, "en")
    values = rows["Projects granted by the fund (projects)"]
    assert "Band" not in rows
    assert rows["Rank"].iloc[0] == 1
    assert rows["Rank"].dropna().duplicated().any()
    for value, rank in zip(values.dropna(), rows["Rank"].dropna(), strict=True):
        assert rank == 1 + (values > value).sum()


@pytest.mark.parametrize("language", ["th", "en"])
def test_values_have_no_more_decimals_than_the_source(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    share = declared.indicators["social_security_pct"]
    values = table(snapshot, share, 2012, language).iloc[:, 2]
    assert (values.round(share.decimals) == values).all()


def test_series_stand_side_by_side_by_year() -> None:
    income = pd.DataFrame({"year": [2021, 2023], "value": [0.430, 0.417]})
    spending = pd.DataFrame({"year": [2023, 2024], "value": [0.335, 0.333]})
    rows = series_table({"income": income, "spending": spending}, "th")
    assert rows["ปี"].tolist() == ["2564", "2566", "2567"]
    assert rows["income"].tolist()[:2] == [0.430, 0.417]
    assert pd.isna(rows["income"].iloc[2])
    assert series_table({"income": income}, "en", fiscal=True)["Year"].tolist() == [
        "FY 2021",
        "FY 2023",
    ]


def test_shares_of_a_stage_of_life_add_up_to_a_hundred(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    people = coverage_by_age(snapshot, 2012, ())
    shares = life_course_shares(people).set_index("life_course_id")
    assert list(shares.index) == list(declared.life_courses)
    assert shares.drop(columns="persons").sum(axis=1).tolist() == pytest.approx([100] * 5)
    known = people[people["life_course_id"] != "unknown"]
    assert shares["persons"].sum() == pytest.approx(known["persons"].sum())


def test_a_scheme_without_people_has_a_share_of_zero() -> None:
    people = pd.DataFrame(
        {"life_course_id": ["youth"], "programme_id": ["social_security"], "persons": [10.0]}
    )
    shares = life_course_shares(people)
    assert shares[["not_registered", "social_security"]].iloc[0].tolist() == [0, 100]
