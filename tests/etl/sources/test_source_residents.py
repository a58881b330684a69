from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

NAME = "recent/population-2022/tha_admpop_adm1_2022.csv"
BANDS = ("00_04", "05_09", "10_14", "80Plus")

ReadText = Callable[[str], Reading]
ReadRows = Callable[[list[Row]], Reading]


def table(*areas: tuple[str, str], year: int = 2565) -> list[Row]:
    """Provinces with 1, 2, 3 and 4 women and 10 times as many men by band."""
    women = dict(zip(BANDS, (1, 2, 3, 4), strict=True))
    counts = {f"F_{band}": n for band, n in women.items()}
    counts |= {f"M_{band}": 10 * n for band, n in women.items()}
    counts |= {f"T_{band}": 11 * n for band, n in women.items()}
    counts |= {"F_TL": 10, "M_TL": 100, "T_TL": 110}
    header: Row = ["year", "ADM1_NAME", "ADM1_PCODE", *counts]
    return [header, *([year, name, code, *counts.values()] for name, code in areas)]


BANGKOK, LAMPANG = ("Bangkok", "TH10"), ("Lampang", "TH52")


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("province", "band", "sex", "persons"),
    [
        ("10", "0-4", "female", 219_147),
        ("10", "80+", "male", 81_092),
        ("37", "60-64", "male", 6_344),
        ("38", "5-9", "female", 11_451),
    ],
)
def test_residents_of_a_province(
    read: Callable[[str], Reading], province: str, band: str, sex: str, persons: int
) -> None:
    facts = read(NAME).facts["population"]
    row = facts.query("province_code == @province and age_band == @band and sex == @sex")
    assert row[["year", "persons"]].to_numpy().tolist() == [[2022, persons]]


@pytest.mark.real_files
def test_every_row_is_loaded_and_every_total_met(read: Callable[[str], Reading]) -> None:
    reading = read(NAME)
    assert reading.source_ids == ("cod_ps_2565",)
    assert (reading.rows_read, reading.rows_loaded) == (77, 77)
    assert reading.facts["population"]["persons"].sum() == 69_272_281
    assert len(reading.totals) == 77 * (3 + 17)
    assert all(total.met for total in reading.totals)


def test_a_band_lies_in_a_life_course_or_is_cut(read_rows: ReadRows) -> None:
    facts = read_rows(table(BANGKOK)).facts["population"]
    courses = facts.query("sex == 'male'").set_index("age_band")["life_course_id"]
    assert courses.fillna("cut").to_dict() == {
        "0-4": "early_childhood",
        "5-9": "cut",
        "10-14": "children",
        "80+": "older_persons",
    }


def test_titles_above_an_index_beside_and_columns_in_another_order(read_rows: ReadRows) -> None:
    rows = [[n, *reversed(row)] for n, row in enumerate(table(BANGKOK, LAMPANG))]
    reading = read_rows([["COD-PS"], [], *rows])
    assert set(reading.facts["population"]["province_code"]) == {"10", "52"}
    assert reading.facts["population"]["persons"].sum() == 220
    assert (reading.rows_read, all(total.met for total in reading.totals)) == (2, True)


def test_a_name_and_a_code_that_disagree_refuse_the_row(read_rows: ReadRows) -> None:
    reading = read_rows(table(BANGKOK, ("Lampang", "TH51"), ("Lampangg", "TH52")))
    assert [(i.reason, i.row, i.value, i.detail) for i in reading.issues] == [
        ("unknown_province", 3, "Lampang TH51", "did you mean Lampang?"),
        ("unknown_province", 4, "Lampangg TH52", "did you mean Lampang?"),
    ]
    assert (reading.rows_loaded, reading.rows_refused) == (1, 2)


def test_another_year_is_another_projection(
    read_rows: ReadRows, refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_rows, table(BANGKOK, year=2566))
    assert (issue.reason, issue.value) == ("edition_not_declared", "residents 2566")


@pytest.mark.parametrize("value", ["91,41", "", "-"])
def test_a_cell_that_is_no_number_refuses_the_file(
    read_rows: ReadRows, refusal: Callable[..., Issue], value: str
) -> None:
    rows = table(BANGKOK)
    rows[1][4] = value
    issue = refusal(read_rows, rows)
    assert (issue.reason, issue.row, issue.column) == ("bad_number", 2, "F_05_09")


def test_one_changed_count_meets_neither_ages_nor_sexes(read_rows: ReadRows) -> None:
    rows = table(BANGKOK)
    rows[1][4] = 3
    unmet = [(t.kind, t.item, t.row) for t in read_rows(rows).totals if not t.met]
    assert unmet == [("sum_of_ages", "F", 2), ("sum_of_sexes", "T", 2)]
