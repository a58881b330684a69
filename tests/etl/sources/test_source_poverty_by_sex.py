from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading
from welfare.catalog import Catalogue

pytestmark = pytest.mark.real_files

FILES = {
    2006: "poverty/poor_province_2013_05_29_17_37_31.xls",
    2007: "poverty/poor_province_2013_05_30_12_23_48.xls",
    2008: "poverty/poor_province_2013_05_30_12_26_47.xls",
    2009: "poverty/poor_province_2013_05_30_12_30_00.xls",
    2010: "poverty/poor_province_2013_05_30_12_33_07.xls",
    2011: "poverty/poor_province_2013_05_30_12_36_31.xls",
}
ONE_YEAR = {
    2006: "poverty/poor_province_2013_06_03_17_49_57.xls",
    2007: "poverty/poor_province_2013_06_03_17_56_25.xls",
}


def value(reading: Reading, indicator: str, area: str, group: str) -> float:
    facts = reading.facts["outcome"]
    chosen = facts.query("indicator_id == @indicator and area_id == @area and group_id == @group")
    assert len(chosen) == 1
    return float(chosen["value"].iloc[0])


@pytest.mark.parametrize(
    ("year", "area", "sex", "printed"),
    [
        (2006, "58", "male", (73.68, 73_900)),
        (2006, "TH", "female", (22.89, 7_403_100)),
        (2007, "58", "female", (75.27, 75_900)),
        (2008, "58", "female", (70.41, 70_000)),
        (2010, "96", "female", (34.33, 118_700)),
        (2011, "43", "male", (8.32, 31_600)),
        (2011, "region_bangkok", "male", (8.50, 339_400)),
        (2011, "region_northeast", "female", (17.32, 1_710_100)),
    ],
)
def test_each_sex_as_published(
    read: Callable[[str], Reading], year: int, area: str, sex: str, printed: tuple[float, float]
) -> None:
    reading = read(FILES[year])
    assert set(reading.facts["outcome"]["year"]) == {year}
    rate, poor = (
        value(reading, indicator, area, sex) for indicator in ("poverty_rate_pct", "poor_persons")
    )
    assert (rate, poor) == (printed[0], pytest.approx(printed[1]))


def test_both_sexes_are_computed_from_people_and_not_averaged(
    read: Callable[[str], Reading],
) -> None:
    reading = read(FILES[2006])
    # (73.9 + 68.7) of (100.3 + 97.6) thousand in Mae Hong Son.
    assert value(reading, "poor_persons", "58", "all") == pytest.approx(142_600)
    assert value(reading, "poverty_rate_pct", "58", "all") == 72.06
    facts = reading.facts["outcome"]
    assert set(facts.loc[facts["group_id"] == "all", "method"]) == {"computed"}
    assert set(facts.loc[facts["group_id"] != "all", "method"]) == {"published"}


@pytest.mark.parametrize("year", ONE_YEAR)
def test_the_computed_rate_meets_the_published_one(
    read: Callable[[str], Reading], declared: Catalogue, year: int
) -> None:
    computed = read(FILES[year]).facts["outcome"].query("group_id == 'all'")
    published = read(ONE_YEAR[year]).facts["outcome"]
    keys = ["indicator_id", "year", "area_id"]
    both = computed.merge(published, on=keys, suffixes=("", "_published")).dropna(subset="value")
    gap = (both["value"] - both["value_published"]).abs()
    by_indicator = gap.groupby(both["indicator_id"]).max()
    # Counts are printed to a hundred persons: two of them, over the smallest population.
    assert by_indicator["poor_persons"] <= 100 + 1e-6
    assert by_indicator["poverty_rate_pct"] <= 0.055
    provinces = set(both["area_id"]) & set(declared.provinces)
    phuket_unknown = {"83"} if year == 2007 else set()
    assert provinces == set(declared.provinces) - {"38"} - phuket_unknown


def test_both_sexes_are_unknown_where_one_of_them_is_blank(
    read: Callable[[str], Reading], rows_of: Callable[[str], list[Row]]
) -> None:
    women = next(row for row in rows_of(FILES[2007]) if row[1:3] == ["หญิง", "ภูเก็ต"])
    assert women[3:] == ["", "", 211.9]
    facts = read(FILES[2007]).facts["outcome"].query("area_id == '83'")
    unknown = facts[facts["value"].isna()]
    assert set(unknown["group_id"]) == {"female", "all"}
    assert set(unknown["flag"]) == {"missing"}
    assert value(read(FILES[2007]), "poverty_rate_pct", "83", "male") == 0.65


@pytest.mark.parametrize("year", FILES)
def test_areas_are_the_country_five_regions_and_76_provinces(
    read: Callable[[str], Reading], declared: Catalogue, year: int
) -> None:
    areas = set(read(FILES[year]).facts["outcome"]["area_id"])
    regions = {f"region_{region}" for region in declared.regions}
    assert areas == {"TH"} | regions | (set(declared.provinces) - {"38"})


@pytest.mark.parametrize("year", FILES)
def test_regions_add_up_to_the_country(
    read: Callable[[str], Reading], declared: Catalogue, year: int
) -> None:
    poor: pd.DataFrame = read(FILES[year]).facts["outcome"].query("indicator_id == 'poor_persons'")
    summed = poor[poor["area_id"].str.startswith("region_")].groupby("group_id")["value"].sum()
    country = poor[poor["area_id"] == "TH"].set_index("group_id")["value"]
    assert len(declared.regions) == 5
    assert (summed - country).abs().max() <= 600


@pytest.mark.parametrize("year", FILES)
def test_printed_sums_of_poor_and_of_people_are_met_for_either_sex(
    read: Callable[[str], Reading], year: int
) -> None:
    totals = read(FILES[year]).totals
    assert all(total.met for total in totals)
    assert {(total.kind, total.item) for total in totals} == {
        (kind, f"{what} {sex}")
        for kind in ("sum_of_provinces", "sum_of_regions")
        for what in ("poor", "population")
        for sex in ("male", "female")
    }
    assert len(totals) == (5 + 1) * 2 * 2


def test_a_sex_that_stands_on_the_first_row_of_its_block_holds_for_the_rows_below(
    read: Callable[[str], Reading],
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    rows = rows_of(FILES[2006])
    for above, row in zip(rows_of(FILES[2006])[6:], rows[7:], strict=False):
        row[1] = "" if row[1] == above[1] else row[1]
    pd.testing.assert_frame_equal(
        read_rows(rows).facts["outcome"], read(FILES[2006]).facts["outcome"]
    )


def test_columns_in_another_order_under_a_header_further_down_give_the_same_facts(
    read: Callable[[str], Reading],
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    rows = rows_of(FILES[2006])
    rows[4][3], rows[4][5] = "2549", "2549"
    turned = [[row[0], row[2], row[1], row[5], row[4], row[3]] for row in rows]
    reading = read_rows([["", "", "", "", "", ""]] * 3 + turned)
    pd.testing.assert_frame_equal(
        reading.facts["outcome"], read(FILES[2006]).facts["outcome"], check_like=True
    )


def test_twelve_provinces_are_taken_without_sums(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(FILES[2006])
    reading = read_rows(rows[:6] + rows[8:20])
    assert (reading.rows_read, reading.rows_loaded, reading.totals) == (12, 12, ())
    assert value(reading, "poor_persons", "73", "male") == pytest.approx(20_900)


def test_a_rate_headed_thousand_persons_is_noticed(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(FILES[2006])
    rows[5][3] = "สัดส่วนคนจน (พันคน)"
    reading = read_rows(rows)
    assert [(i.severity, i.reason, i.row, i.column) for i in reading.issues] == [
        ("notice", "wrong_unit_label", 6, "4")
    ]
    assert value(reading, "poverty_rate_pct", "58", "male") == 73.68


def test_a_year_outside_the_edition_is_refused(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
) -> None:
    rows = rows_of(FILES[2006])
    rows[4][3] = "2555"
    assert refusal(read_rows, rows).reason == "edition_not_declared"


def test_an_unknown_sex_or_province_is_refused_in_its_row(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(FILES[2006])
    rows[8][1], rows[9][2] = "เพศ", "นนทปุรี"
    reading = read_rows(rows)
    assert (reading.rows_read, reading.rows_refused) == (164, 2)
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [
        ("unknown_label", 9, "เพศ"),
        ("unknown_province", 10, "นนทปุรี"),
    ]
    assert "นนทบุรี" in reading.issues[1].detail
