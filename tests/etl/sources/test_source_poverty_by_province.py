import csv
import io
from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

pytestmark = pytest.mark.real_files

LONG = "poverty/nesdc_t2.1_poverty_line_rate_count_by_province_2543-2553.xls"
YEAR_2549 = "poverty/poor_province_2013_06_03_17_49_57.xls"
YEAR_2550 = "poverty/poor_province_2013_06_03_17_56_25.xls"
WITH_DICTIONARY = "poverty/poor_province_49.xls"
SURVEYS = [2000, 2002, 2004, 2006, 2007, 2008, 2009, 2010]


def series(reading: Reading, indicator: str, area: str) -> dict[int, float]:
    facts = reading.facts["outcome"]
    chosen = facts[(facts["indicator_id"] == indicator) & (facts["area_id"] == area)]
    return dict(zip(chosen["year"], chosen["value"], strict=True))


@pytest.mark.parametrize(
    ("indicator", "area", "printed"),
    [
        ("poverty_line_thb", "50", [1067, 1132, 1156, 1320, 1394, 1527, 1545, 1660]),
        ("poverty_rate_pct", "58", [46.64, 33.81, 33.4, 52.53, 65.16, 63.57, 64.94, 59.77]),
        ("poor_persons", "96", [282.1, 285.3, 101.7, 215.8, 162.2, 96.1, 173.9, 55.5]),
        ("poverty_rate_pct", "region_central", [9.03, 7.63, 4.47, 3.31, 3.08, 3.09, 2.54, 2.83]),
        ("poverty_line_thb", "TH", [1135, 1190, 1242, 1386, 1443, 1579, 1586, 1678]),
        ("poor_persons", "TH", [12555.4, 9135.4, 7018.6, 6056.7, 5421.7, 5771.9, 5278.8, 5076.7]),
    ],
)
def test_three_blocks_of_eight_years_are_taken_apart(
    read: Callable[[str], Reading], indicator: str, area: str, printed: list[float]
) -> None:
    scale = 1000 if indicator == "poor_persons" else 1
    expected = [pytest.approx(value * scale) for value in printed]
    assert series(read(LONG), indicator, area) == dict(zip(SURVEYS, expected, strict=True))


def test_areas_are_the_country_five_regions_and_76_provinces(
    read: Callable[[str], Reading], declared: Catalogue
) -> None:
    for name in (LONG, YEAR_2549, YEAR_2550):
        areas = set(read(name).facts["outcome"]["area_id"])
        regions = {f"region_{region}" for region in declared.regions}
        assert areas - {"TH"} == regions | (set(declared.provinces) - {"38"})
        assert ("TH" in areas) == (name == LONG)


def test_blank_cells_stay_missing_and_are_never_zero(read: Callable[[str], Reading]) -> None:
    facts = read(LONG).facts["outcome"]
    blank = facts[facts["value"].isna()]
    assert len(blank) == 30
    assert set(blank["flag"]) == {"missing"}
    assert facts.loc[facts["value"].notna(), "flag"].isna().all()
    assert pd.isna(series(read(LONG), "poverty_rate_pct", "12")[2000])
    assert series(read(LONG), "poverty_rate_pct", "12")[2002] == 0.59


def test_printed_numbers_of_regions_and_the_country_are_the_sums_of_their_parts(
    read: Callable[[str], Reading],
) -> None:
    totals = read(LONG).totals
    assert all(total.met for total in totals)
    kinds = [total.kind for total in totals]
    assert (kinds.count("sum_of_provinces"), kinds.count("sum_of_regions")) == (5 * 8, 8)
    # Half of a hundred persons for each number: 25 provinces of the central region and itself.
    assert max(total.tolerance for total in totals) == 50 * 26
    for name in (YEAR_2549, YEAR_2550):
        assert [total.met for total in read(name).totals] == [True] * 5


def test_notes_below_the_table_are_rows_set_aside(read: Callable[[str], Reading]) -> None:
    assert (read(LONG).rows_read, read(LONG).rows_loaded, read(LONG).rows_set_aside) == (85, 82, 3)
    assert (read(WITH_DICTIONARY).rows_read, read(WITH_DICTIONARY).rows_loaded) == (81, 81)


def test_provinces_add_up_to_regions_and_regions_to_the_country(
    read: Callable[[str], Reading], declared: Catalogue
) -> None:
    facts = read(LONG).facts["outcome"]
    poor = facts[facts["indicator_id"] == "poor_persons"].pivot(
        index="year", columns="area_id", values="value"
    )
    regions = [f"region_{region}" for region in declared.regions]
    for region in declared.regions:
        codes = [c for c, p in declared.provinces.items() if p.region == region and c in poor]
        # Each printed count is rounded to a hundred persons.
        assert (poor[codes].sum(axis=1) - poor[f"region_{region}"]).abs().max() <= 50 * len(codes)
        assert (poor[codes].sum(axis=1) - poor[f"region_{region}"]).abs().max() <= 300
    assert (poor[regions].sum(axis=1) - poor["TH"]).abs().max() <= 300


@pytest.mark.parametrize(
    ("year", "area", "printed"),
    [
        (2006, "58", (1636, 72.03, 142_600)),
        (2006, "96", (1875, 70.12, 465_600)),
        (2006, "region_south", (2039, 21.78, 1_816_800)),
        (2006, "region_bangkok", (2526, 3.10, 226_000)),
        (2007, "58", (1699, 76.20, 149_900)),
        (2007, "region_north", (1792, 26.53, 2_960_100)),
    ],
)
def test_a_share_headed_thousand_persons_is_per_cent(
    read: Callable[[str], Reading],
    rows_of: Callable[[str], list[Row]],
    year: int,
    area: str,
    printed: tuple[float, ...],
) -> None:
    name = YEAR_2549 if year == 2006 else YEAR_2550
    assert "สัดส่วน (พันคน)" in rows_of(name)[2]
    notices = [(i.severity, i.reason, i.row, i.column, i.value) for i in read(name).issues]
    assert notices == [("notice", "wrong_unit_label", 3, "4", "สัดส่วน (พันคน)")]
    for indicator, value in zip(
        ("poverty_line_thb", "poverty_rate_pct", "poor_persons"), printed, strict=True
    ):
        assert series(read(name), indicator, area) == {year: pytest.approx(value)}


def test_the_copy_with_a_dictionary_at_its_side_gives_the_same_facts(
    read: Callable[[str], Reading],
) -> None:
    pd.testing.assert_frame_equal(
        read(WITH_DICTIONARY).facts["outcome"], read(YEAR_2549).facts["outcome"]
    )


def test_the_two_editions_of_one_year_are_kept_apart(read: Callable[[str], Reading]) -> None:
    earlier, revised = read(LONG).facts["outcome"], read(YEAR_2549).facts["outcome"]
    assert set(earlier["vintage_id"]) == {"line_earlier"}
    assert set(revised["vintage_id"]) == {"line_revised"}
    assert series(read(LONG), "poverty_rate_pct", "58")[2006] == 52.53
    assert series(read(YEAR_2549), "poverty_rate_pct", "58")[2006] == 72.03


def test_a_misspelt_province_is_refused_in_its_row_alone(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(YEAR_2549)
    assert rows[5][1] == "นครปฐม"
    rows[5][1] = "นครปธม"
    reading = read_rows(rows)
    assert (reading.rows_loaded, reading.rows_refused) == (80, 1)
    refused = [i for i in reading.issues if i.severity == "refused"]
    assert [(i.reason, i.row) for i in refused] == [("unknown_province", 6)]
    assert "นครปฐม" in refused[0].detail
    assert "73" not in set(reading.facts["outcome"]["area_id"])
    # The central region cannot add up without it; the others do.
    assert [total.met for total in reading.totals] == [True] * 4


def as_csv(rows: list[Row]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_delimited_text_in_cp874_with_a_header_further_down_gives_the_same_facts(
    read: Callable[[str], Reading],
    rows_of: Callable[[str], list[Row]],
    declared: Catalogue,
) -> None:
    rows = rows_of(YEAR_2549)
    moved = [rows[0], [""] * 5, ["", "ตารางแนบท้าย", "", "", ""], [""] * 5, *rows[1:]]
    shifted = [["", *row] for row in moved]
    _, reading = read_raw(delimited(as_csv(shifted).encode("cp874")), declared)
    pd.testing.assert_frame_equal(
        reading.facts["outcome"], read(YEAR_2549).facts["outcome"], check_like=True
    )


def test_a_part_of_twelve_provinces_is_taken_and_its_region_is_not_expected_to_add_up(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(YEAR_2549)
    total = next(n for n, row in enumerate(rows) if n > 5 and row[1] == "รวม")
    reading = read_rows([*rows[:3], *rows[5:17], rows[total]])
    assert (reading.rows_read, reading.rows_loaded) == (13, 13)
    assert reading.totals == ()
    assert series(reading, "poor_persons", "73") == {2006: pytest.approx(41_400)}
    assert series(reading, "poor_persons", "region_central")[2006] > 1_000_000


def test_a_region_that_is_not_the_sum_of_its_provinces_is_told(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(YEAR_2549)
    rows[5][4] = 14.4
    mismatches = [total for total in read_rows(rows).totals if not total.met]
    assert [(t.kind, t.gap > 20_000) for t in mismatches] == [("sum_of_provinces", True)]


def test_a_list_of_explanations_that_begins_beside_the_header_is_not_read(
    read: Callable[[str], Reading],
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    rows = [[*row, "", "", ""] for row in rows_of(YEAR_2549)]
    rows[1][6:] = ["รายการ", "คำอธิบาย"]
    rows[2][6:] = ["สัดส่วน(พันคน)", "สัดส่วนของเส้นความยากจน"]
    pd.testing.assert_frame_equal(
        read_rows(rows).facts["outcome"], read(YEAR_2549).facts["outcome"]
    )


@pytest.mark.parametrize(
    ("label", "factor", "noticed"),
    [("จำนวน (พันคน)", 1, 1), ("จำนวน (คน)", 1000, 1), ("จำนวน (คน)", 1, 2), ("จำนวน", 1, 1)],
)
def test_numbers_are_persons_whatever_unit_the_heading_gives(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    label: str,
    factor: int,
    noticed: int,
) -> None:
    rows = rows_of(YEAR_2549)
    rows[2][4] = label
    for row in rows[3:]:
        row[4] *= factor
    reading = read_rows(rows)
    assert series(reading, "poor_persons", "58") == {2006: pytest.approx(142_600)}
    assert [i.reason for i in reading.issues] == ["wrong_unit_label"] * noticed


def test_rates_as_fractions_refuse_the_file(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
) -> None:
    rows = rows_of(YEAR_2549)
    for row in rows[3:]:
        row[3] /= 100
    assert refusal(read_rows, rows).reason == "out_of_range"


def test_a_broken_number_refuses_the_file(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
) -> None:
    rows = rows_of(YEAR_2549)
    rows[5][3] = "4,74"
    issue = refusal(read_rows, rows)
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 6, "4", "4,74")


@pytest.mark.parametrize("year", [2555.0, 2556.0, 2560.0])
def test_a_year_that_no_edition_covers_is_refused(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    year: float,
) -> None:
    rows = rows_of(YEAR_2549)
    rows[1][2] = year
    assert refusal(read_rows, rows).reason == "edition_not_declared"


def test_another_year_of_the_same_edition_is_taken(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(YEAR_2549)
    rows[1][2] = 2554.0
    reading = read_rows(rows)
    assert reading.source_ids == ("nesdc_poverty_line_2554",)
    assert set(reading.facts["outcome"]["vintage_id"]) == {"line_revised"}


@pytest.mark.parametrize("title", ["เส้นความยากจน ปี 2549 - 2557", "เส้นความยากจน"])
def test_a_title_that_names_no_declared_edition_refuses_a_year_that_two_of_them_hold(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    title: str,
) -> None:
    rows = rows_of(YEAR_2549)
    rows[0][0] = title
    assert refusal(read_rows, rows).reason == "edition_not_declared"


@pytest.mark.parametrize("heading", ["", "อัตรา", "จำนวน (พันคน)"])
def test_a_block_whose_heading_is_gone_refuses_the_file(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    heading: str,
) -> None:
    rows = rows_of(YEAR_2549)
    rows[2][3] = heading
    assert refusal(read_rows, rows).reason == "bad_columns"
