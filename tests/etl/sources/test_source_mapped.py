import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.gather import Gathered, take
from etl.isolate import Read, read_one
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.recognise import family_of, read_raw
from etl.sources import Reading
from tests.etl.beside import (
    NARROW,
    SERIES,
    SOURCE,
    real_beside,
    rows_beside,
    text_beside,
    with_test_entries,
)
from welfare.catalog import Catalogue, catalogue
from welfare.paths import ROOT

GUIDE = ROOT / "docs" / "mapping.md"
HEAD = f"source: {SOURCE}\ntable: outcome\n"
PLAIN = f"""{HEAD}\
columns:
  จังหวัด: province
  จำนวน (คน): {{field: value, unit: persons}}
fixed: {{year: 2564, indicator: test_people}}
"""
WIDE = f"""{HEAD}\
columns: {{จังหวัด: province}}
melt: [{{columns: "{{year}}", measure: value, unit: persons}}]
fixed: {{indicator: test_people}}
"""
PEOPLE = f"""\
source: {SOURCE}
table: population
columns: {{จังหวัด: province, อายุ: age, คน: {{field: persons, unit: คน}}}}
fixed: {{year: 2564}}
"""


@pytest.fixture(scope="module")
def entries(declared: Catalogue) -> Catalogue:
    return with_test_entries(declared)


Load = Callable[[RawFile], Reading]


@pytest.fixture
def load(entries: Catalogue) -> Load:
    """Return the reader of a file, which must be read by its mapping."""

    def loaded(file: RawFile) -> Reading:
        family, reading = read_raw(file, entries)
        assert family == "mapped"
        return reading

    return loaded


@pytest.fixture
def taken(entries: Catalogue) -> Callable[[RawFile], Gathered]:
    """Return what a build takes of a file, its contracts and totals checked."""

    def take_file(file: RawFile) -> Gathered:
        found = Gathered()
        try:
            family, reading = read_raw(file, entries)
            read = Read(file.name, "0" * 64, family, reading)
        except RefusedFile as verdict:
            read = Read(file.name, "0" * 64, "mapped", refusal=verdict.issue)
        take(read, found, entries)
        return found

    return take_file


def values(reading: Reading, measure: str = "value") -> dict[str, float]:
    facts = next(iter(reading.facts.values()))
    place = "area_id" if "area_id" in facts else "province_code"
    return dict(zip(facts[place], facts[measure], strict=True))


def counts(reading: Reading) -> tuple[int, int, int, int]:
    return (
        reading.rows_read,
        reading.rows_loaded,
        reading.rows_set_aside,
        reading.rows_refused,
    )


# Real files


@pytest.mark.real_files
def test_a_workbook_with_a_title_and_three_measures(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    mapping = f"""{HEAD}\
header_rows: 2
columns:
  จังหวัด: province
  จำนวนผู้สมัครงาน(คน): {{field: value, unit: คน, set: {{indicator: test_people}}}}
  จำนวนผู้บรรจุงาน (คน): {{field: value, unit: persons, set: {{indicator: test_others}}}}
fixed: {{year: 2555}}
ignore: [ลำดับที่, จำนวนตำแหน่งงานว่าง(ตำแหน่ง)]
"""
    name = "other/vacancies_by_province_MISNAMED_population.xlsx"
    reading = load(real_beside(tmp_path, real_files / name, mapping))
    assert counts(reading) == (61, 61, 0, 0)
    assert reading.issues == ()
    facts = reading.facts["outcome"].set_index(["indicator_id", "area_id"])["value"]
    assert facts["test_people", "12"] == 7186
    assert facts["test_others", "12"] == 3197
    assert facts["test_people", "95"] == 1638
    assert set(reading.facts["outcome"]["year"]) == {2012}
    assert reading.sheet == "Sheet1"


@pytest.mark.real_files
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_wide_years_of_million_baht_in_either_encoding(
    real_files: Path, tmp_path: Path, load: Load, encoding: str
) -> None:
    mapping = WIDE.replace("unit: persons", "unit: million baht").replace(
        "test_people", "test_money"
    )
    text = (real_files / "household-income/gpp_province_2556-2563.csv").read_text("utf-8-sig")
    reading = load(text_beside(tmp_path, text.encode(encoding), mapping))
    assert counts(reading) == (77, 77, 0, 0)
    facts = reading.facts["outcome"].set_index(["area_id", "year"])["value"]
    assert len(facts) == 77 * 8
    assert facts["40", 2013] == pytest.approx(185_231_885_300)
    assert facts["12", 2020] == pytest.approx(344_981_659_700)


@pytest.mark.real_files
def test_provinces_side_by_side_with_blank_years(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    mapping = f"""{HEAD}\
columns: {{ปี: year}}
melt: [{{columns: "{{province}}", measure: value, unit: index}}]
fixed: {{indicator: test_prices}}
"""
    name = "household-income/cpi_province_2541-2564.csv"
    facts = load(real_beside(tmp_path, real_files / name, mapping)).facts["outcome"]
    found = facts.set_index(["area_id", "year"])
    assert len(facts) == 24 * 77
    assert found.loc[("14", 1998), "value"] == 54.8
    assert found.loc[("15", 2021), "value"] == 102.1
    assert pd.isna(found.loc[("11", 1998), "value"])
    assert found.loc[("11", 1998), "flag"] == "missing"
    assert found.loc[("38", 1998), "flag"] == "in_predecessor"


@pytest.mark.real_files
def test_two_tables_of_one_workbook_whose_headers_repeat(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    mapping = f"""\
source: {SOURCE}
table: beneficiary
header_rows: 2
columns:
  จังหวัด: province
  จำนวนผู้ได้รับอนุมัติ(ราย): {{field: persons, unit: ราย}}
  column C: {{field: amount_thb, unit: บาท}}
fixed: {{fiscal_year: 2556, programme: older_persons_allowance}}
ignore: column D-E
totals: [{{rows: {{column: จังหวัด, is: รวม}}}}]
"""
    real = real_files / "fund-grants/olderfund_by_province.xlsx"
    reading = load(real_beside(tmp_path, real, mapping))
    assert counts(reading) == (78, 77, 1, 0)
    assert values(reading, "persons")["10"] == 404
    assert values(reading, "amount_thb")["10"] == 11_734_850
    totals = [(t.kind, t.printed, t.summed) for t in reading.totals]
    assert totals == [
        ("sum_of_provinces", 5843, 5843),
        ("sum_of_provinces", 165_191_900, 165_191_900),
    ]
    again = mapping.replace("column C: {field: amount_thb, unit: บาท}", "จำนวนเงิน (บาท): x")
    (tmp_path / f"{real.name}.yml").write_text(again, encoding="utf-8")
    with pytest.raises(RefusedFile) as caught:
        load(RawFile(tmp_path / real.name, real.name))
    assert "allowed in this table" in caught.value.issue.detail


@pytest.mark.real_files
def test_projects_of_none_are_set_aside(real_files: Path, tmp_path: Path, load: Load) -> None:
    mapping = f"""\
source: {SOURCE}
table: project
header_rows: 2
columns:
  จังหวัด: province
  จำนวนโครงการ: {{field: projects, unit: โครงการ}}
  column E: {{field: amount_thb, unit: baht}}
fixed: {{fiscal_year: 2556, programme: older_persons_allowance, organisation_kind: public_body}}
ignore: column B-C
totals: [{{rows: {{column: จังหวัด, is: รวม}}}}, {{column: จำนวนโครงการ, printed: 94}}]
"""
    real = real_files / "fund-grants/olderfund_by_province.xlsx"
    reading = load(real_beside(tmp_path, real, mapping))
    assert counts(reading) == (78, 34, 44, 0)
    assert reading.facts["project"]["projects"].sum() == 94
    assert reading.facts["project"]["amount_thb"].sum() == 20_286_613
    assert all(total.met for total in reading.totals)
    assert [t.kind for t in reading.totals].count("grand_total") == 1


@pytest.mark.real_files
def test_sexes_that_do_not_add_up_refuse_the_file(
    real_files: Path, tmp_path: Path, taken: Callable[[RawFile], Gathered]
) -> None:
    mapping = f"""{HEAD}\
header_rows: 2-3
columns: {{จังหวัด: province}}
melt: [{{columns: "รวมทั้งสิ้น / {{sex}}", measure: value, unit: persons}}]
fixed: {{indicator: test_people, year: 2550}}
ignore: column E-F
totals:
  - rows: {{column: จังหวัด, is: รวม}}
  - {{column: รวมทั้งสิ้น / รวม, of: [รวมทั้งสิ้น / ชาย, รวมทั้งสิ้น / หญิง]}}
"""
    real = real_files / "other/alien_2013_06_03_14_00_02.xls"
    found = taken(real_beside(tmp_path, real, mapping))
    assert found.facts == {}
    assert [file["verdict"] for file in found.files] == ["refused"]
    first = found.issues[0]
    assert (first.reason, first.row, first.value) == ("total_mismatch", 4, "158,865")
    assert "151,559" in first.detail
    kinds = {(str(row["kind"]), str(row["item"])) for row in found.reconciliations}
    assert ("sum_of_sexes", "รวมทั้งสิ้น / รวม") in kinds


@pytest.mark.real_files
def test_totals_of_sexes_and_ages_cross(real_files: Path, tmp_path: Path, load: Load) -> None:
    mapping = f"""\
source: {SOURCE}
table: population
columns: {{sex: sex, age_group: age}}
melt: [{{columns: "{{year}}", measure: persons, unit: persons}}]
fixed: {{area: TH}}
totals:
  - rows: {{column: sex, is: รวม}}
  - rows: {{column: age_group, is: รวม}}
"""
    name = "recent/population_registered_age3_sex_2561-2565.csv"
    reading = load(real_beside(tmp_path, real_files / name, mapping))
    assert counts(reading) == (12, 6, 6, 0)
    # Four rows of both sexes and three of all ages, over five years.
    assert len(reading.totals) == (4 + 3) * 5
    assert all(total.met for total in reading.totals)
    facts = reading.facts["population"]
    assert facts.query("year == 2022")["persons"].sum() == 65_663_737
    assert set(facts["age_band"]) == {"0-14", "15-59", "60+"}


@pytest.mark.real_files
def test_sexes_and_ages_in_one_header(real_files: Path, tmp_path: Path, load: Load) -> None:
    mapping = f"""\
source: {SOURCE}
table: population
columns: {{year: year, ADM1_NAME: province}}
melt:
  - columns: "{{sex}}_{{age}}"
    measure: persons
    unit: persons
    values: {{sex: {{T: skip}}}}
totals: [{{column: T_TL, of: [F_TL, M_TL]}}]
ignore: [column B-D, ADM1_PCODE, column G-I]
"""
    name = "recent/population-2022/tha_admpop_adm1_2022.csv"
    reading = load(real_beside(tmp_path, real_files / name, mapping))
    assert reading.issues == ()
    facts = reading.facts["population"]
    assert facts.query("province_code == '15' and sex == 'female'")["persons"].sum() == 109_504
    assert facts.query("province_code == '10' and sex == 'male'")["persons"].sum() == 5_471_549


@pytest.mark.real_files
def test_a_long_file_of_which_some_rows_are_another_subject(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    mapping = f"""{HEAD}\
columns:
  YEAR: year
  QUARTER: quarter
  PROVINCE: province
  SEX: sex
  LABOR_FORCE_STATUS:
    field: indicator
    values: {{1.1 มีงานทำ: test_people, 1.2 ผู้ว่างงาน: test_others, 2. กำลังแรงงานที่รอฤดูกาล: skip}}
  VALUE: {{field: value, unit: พันคน}}
only: [{{column: UNIT, is: พันคน}}]
ignore: [REGION, SOURCE]
"""
    name = "recent/nso_lfs_province_quarter_2563-2568.csv"
    reading = load(real_beside(tmp_path, real_files / name, mapping))
    assert reading.rows_read == 8882
    assert reading.rows_loaded == len(reading.facts["outcome"])
    facts = reading.facts["outcome"].set_index(
        ["area_id", "year", "quarter", "group_id", "indicator_id"]
    )["value"]
    assert facts["10", 2020, 1, "male", "test_people"] == 2_770_500
    assert facts["96", 2024, 4, "female", "test_others"] == 3_800


@pytest.mark.real_files
def test_regional_totals_below_and_in_thousands(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    """Of table 2.1 only the counts add up: a region's row is headed รวม, above its provinces."""
    mapping = f"""{HEAD}\
header_rows: 5-6
columns: {{column D: province}}
melt:
  - {{columns: "จำนวนคนจน (พันคน) / {{year}}", measure: value, unit: พันคน}}
fixed: {{indicator: test_people}}
skip: [{{starts: [ที่มา, หมายเหตุ, "["]}}]
totals:
  - {{rows: {{column: column D, is: รวม}}, parts: above, tolerance: 0.3}}
  - {{rows: {{is: ทั่วประเทศ}}, tolerance: 0.4}}
"""
    name = "poverty/nesdc_t2.1_poverty_line_rate_count_by_province_2543-2553.xls"
    reading = load(real_beside(tmp_path, real_files / name, mapping))
    facts = reading.facts["outcome"].set_index(["area_id", "year"])["value"]
    assert facts["96", 2000] == 282_100
    assert len(reading.totals) == (5 + 1) * 8
    assert all(total.met for total in reading.totals)
    country = [t for t in reading.totals if t.row == max(t.row or 0 for t in reading.totals)]
    assert country[0].printed == 12_555_400


@pytest.mark.real_files
def test_a_header_that_names_a_wrong_unit_refuses_until_it_is_said_to_be_wrong(
    real_files: Path, tmp_path: Path, load: Load
) -> None:
    mapping = f"""{HEAD}\
header_rows: 2-3
columns:
  column B: province
  2549 / สัดส่วน (พันคน): {{field: value, unit: percent}}
fixed: {{indicator: test_rate, year: 2549}}
ignore: [column A, column C, column E]
skip: [{{column: column B, is: รวม}}]
"""
    real = real_files / "poverty/poor_province_2013_06_03_17_49_57.xls"
    with pytest.raises(RefusedFile) as caught:
        load(real_beside(tmp_path, real, mapping))
    issue = caught.value.issue
    assert (issue.row, issue.column) == (6, "columns.2549 / สัดส่วน (พันคน).unit")
    assert "header_unit_is_wrong: true" in issue.detail
    said = mapping.replace("unit: percent", "unit: percent, header_unit_is_wrong: true")
    (tmp_path / f"{real.name}.yml").write_text(said, encoding="utf-8")
    reading = load(RawFile(tmp_path / real.name, real.name))
    assert values(reading)["58"] == 72.03
    assert [i.reason for i in reading.issues] == ["wrong_unit_label"]


@pytest.mark.real_files
def test_a_page_saved_as_a_workbook_in_cp874(real_files: Path, tmp_path: Path, load: Load) -> None:
    real = real_files / "institutions/child_homes_2554_HTML-as-xls_cp874.xls"
    mapping = f"""{HEAD}\
columns: {{สะสม: {{field: value, unit: คน}}}}
fixed: {{indicator: test_people, year: 2554, area: TH}}
ignore: [ชื่อหน่วยงาน, column B-F]
repeats: add_up
"""
    reading = load(real_beside(tmp_path, real, mapping))
    cells = re.findall(r"<td[^>]*>([\d,]+)</td>", real.read_text("cp874"))
    last_of_each_row = [float(cell.replace(",", "")) for cell in cells[5::6]]
    assert reading.rows_loaded == len(last_of_each_row)
    assert values(reading) == {"TH": sum(last_of_each_row)}


@pytest.mark.real_files
def test_a_form_without_figures_is_refused(real_files: Path, tmp_path: Path, load: Load) -> None:
    mapping = PLAIN.replace("จำนวน (คน)", "จำนวนคนว่างงาน(คน)").replace(
        "columns:", "header_rows: 3\ncolumns:"
    )
    real = real_files / "other/unemployee_2013_04_29_15_48_37.xls"
    with pytest.raises(RefusedFile) as caught:
        load(real_beside(tmp_path, real, mapping))
    assert caught.value.issue.reason == "empty_form"


@pytest.mark.real_files
def test_the_guide_s_example_gives_what_the_family_of_births_gives(
    real_files: Path, tmp_path: Path, read: Callable[[str], Reading], declared: Catalogue
) -> None:
    name = "household-income/births_province_2536-2564.csv"
    example = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[0]
    file = real_beside(tmp_path, real_files / name, example)
    assert family_of(file).id == "mapped"
    assert family_of(RawFile(real_files / name, name)).id == "births"
    described = read_raw(file, declared)[1]
    assert all(total.met for total in described.totals)
    assert len(described.totals) == described.rows_read == 2215
    key = ["area_id", "year", "group_id"]
    ours = described.facts["outcome"].set_index(key)["value"].sort_index()
    known = read(name).facts["outcome"]
    theirs = known[known["area_id"].isin(declared.provinces) & known["group_id"].ne("all")]
    theirs = theirs.set_index(key)["value"].sort_index().loc[ours.index]
    assert (ours.astype(float) == theirs.astype(float)).all()


@pytest.mark.real_files
def test_a_build_reads_the_mapping_beside_the_file(real_files: Path, tmp_path: Path) -> None:
    name = "household-income/births_province_2536-2564.csv"
    example = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[0]
    file = real_beside(tmp_path, real_files / name, example)
    read = read_one(file.path, file.name)
    assert (read.family, read.refusal) == ("mapped", None)
    found = Gathered()
    take(read, found, catalogue())
    assert found.facts["outcome"]["origin_id"].notna().all()
    assert {str(row["family"]) for row in found.origins.values()} == {"mapped"}


# Rows


def test_every_row_is_loaded_set_aside_or_refused(tmp_path: Path, load: Load) -> None:
    rows: list[Row] = [
        ["สถิติ", "", ""],
        ["จังหวัด", "จำนวน (คน)", "หมายเหตุ"],
        ["เชียงใหม่", "1,234", ""],
        ["เชียงไหม่", 5.0, ""],
        ["ลำพูน", "91,41", ""],
        ["", "", ""],
        ["ลำปาง", " na. ", ""],
        ["", "", "บันทึกของเจ้าหน้าที่"],
        ["รวม", 1239.0, ""],
        ["หมายเหตุ: ข้อมูล ณ สิ้นปี", "", ""],
    ]
    mapping = PLAIN.replace("columns:", "header_rows: 2\nignore: หมายเหตุ\ncolumns:")
    mapping += "skip: [{starts: หมายเหตุ}, {column: จังหวัด, is: รวม}]\n"
    reading = load(rows_beside(tmp_path, rows, mapping))
    assert counts(reading) == (7, 2, 3, 2)
    assert values(reading)["50"] == 1234
    assert reading.facts["outcome"].set_index("area_id")["flag"]["52"] == "missing"
    told = [(i.reason, i.row, i.column, i.value) for i in reading.issues]
    assert told == [
        ("unknown_province", 4, "A จังหวัด", "เชียงไหม่"),
        ("bad_number", 5, "B จำนวน (คน)", "91,41"),
    ]
    assert reading.issues[0].detail == "did you mean เชียงใหม่?"


def test_a_broken_number_under_a_total_refuses_the_file(tmp_path: Path, load: Load) -> None:
    text = 'จังหวัด,จำนวน (คน)\nลำพูน,"91,41"\nลำปาง,5\nรวม,96\n'
    mapping = PLAIN + "totals: [{rows: {column: จังหวัด, is: รวม}}]\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, mapping))
    issue = caught.value.issue
    assert (issue.reason, issue.row, issue.value) == ("bad_number", 2, "91,41")


def test_a_refused_row_is_still_a_part_of_the_total(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูนน,91\nลำปาง,5\nรวม,96\n"
    mapping = PLAIN + "totals: [{rows: {column: จังหวัด, is: รวม}}]\n"
    reading = load(text_beside(tmp_path, text, mapping))
    assert counts(reading) == (3, 1, 1, 1)
    assert [(t.printed, t.summed) for t in reading.totals] == [(96, 96)]


@pytest.mark.parametrize(
    ("printed", "tolerance", "verdict"),
    [("96", "0", "loaded"), ("97", "0", "refused"), ("97", "1", "loaded"), ("99", "2", "refused")],
)
def test_a_wrong_total_refuses_beyond_its_tolerance(
    tmp_path: Path,
    taken: Callable[[RawFile], Gathered],
    printed: str,
    tolerance: str,
    verdict: str,
) -> None:
    text = f"จังหวัด,จำนวน (พันคน)\nลำพูน,91\nลำปาง,5\nรวม,{printed}\n"
    mapping = PLAIN.replace("จำนวน (คน)", "จำนวน (พันคน)").replace(
        "unit: persons", "unit: thousand persons"
    )
    mapping += f"totals:\n  - {{rows: {{column: จังหวัด, is: รวม}}, tolerance: {tolerance}}}\n"
    found = taken(text_beside(tmp_path, text, mapping))
    assert found.files[0]["verdict"] == verdict
    assert found.reconciliations[0]["printed"] == float(printed) * 1000
    assert found.reconciliations[0]["tolerance"] == float(tolerance) * 1000


def test_regions_of_the_country_are_the_sums_of_their_provinces(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nทั่วราชอาณาจักร,100\nภาคเหนือ,30\nลำพูน,10\nลำปาง,20\nภาคใต้,70\nยะลา,70\n"
    mapping = PLAIN + (
        "totals:\n"
        "  - {rows: {column: จังหวัด, is: ทั่วราชอาณาจักร}}\n"
        "  - {rows: {column: จังหวัด, starts: ภาค}, parts: region}\n"
    )
    reading = load(text_beside(tmp_path, text, mapping))
    assert counts(reading) == (6, 3, 3, 0)
    assert sorted((t.printed, t.summed) for t in reading.totals) == [(30, 30), (70, 70), (100, 100)]
    below = load(text_beside(tmp_path, text, mapping.replace("region", "below")))
    assert sorted((t.printed, t.summed) for t in below.totals) == [(30, 30), (70, 70), (100, 100)]


def test_a_total_by_another_column(tmp_path: Path, load: Load) -> None:
    text = "เขต,จังหวัด,จำนวน (คน)\nก,ลำพูน,1\nก,ลำปาง,2\nก,รวม,3\nข,ยะลา,4\nข,รวม,4\n"
    mapping = PLAIN + "totals: [{rows: {column: จังหวัด, is: รวม}, by: เขต}]\nignore: เขต\n"
    reading = load(text_beside(tmp_path, text, mapping))
    assert [(t.printed, t.summed) for t in reading.totals] == [(3, 3), (4, 4)]


def test_a_total_without_parts_is_never_met(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,1\nภาคใต้,4\n"
    mapping = PLAIN + "totals: [{rows: {column: จังหวัด, starts: ภาค}, parts: region}]\n"
    assert not load(text_beside(tmp_path, text, mapping)).totals[0].met


def test_rates_have_no_totals(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,1\nรวม,1\n"
    mapping = PLAIN.replace("unit: persons", "unit: percent").replace("test_people", "test_rate")
    mapping = mapping.replace("unit: percent", "unit: percent, header_unit_is_wrong: true")
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, mapping + "totals: [{rows: {column: จังหวัด, is: รวม}}]\n"))
    assert "rates and means cannot" in caught.value.issue.detail


def test_cells_merged_downwards_and_ages_with_their_total(tmp_path: Path, load: Load) -> None:
    rows: list[Row] = [
        ["จังหวัด", "อายุ", "คน"],
        ["ลำพูน", 0.0, 3.0],
        ["", 1.0, 4.0],
        ["", 60.0, 5.0],
        ["", "รวม", 12.0],
        ["ลำปาง", "0", "1"],
        ["", "รวม", "1"],
    ]
    mapping = PEOPLE.replace("province", "{field: province, fill_down: true}")
    mapping += "totals: [{rows: {column: อายุ, is: รวม}}]\n"
    reading = load(rows_beside(tmp_path, rows, mapping))
    assert counts(reading) == (6, 4, 2, 0)
    assert [(t.kind, t.printed, t.summed) for t in reading.totals] == [
        ("sum_of_ages", 12, 12),
        ("sum_of_ages", 1, 1),
    ]
    facts = reading.facts["population"].set_index(["province_code", "age_band"])
    assert facts["persons"].to_dict() == {("51", "0-4"): 7, ("51", "60-64"): 5, ("52", "0-4"): 1}
    assert facts.loc[("51", "0-4"), "life_course_id"] == "early_childhood"


@pytest.mark.parametrize("labels", [("0-4", "รวม"), ("60+", "60-64"), ("0-14", "5-9")])
def test_a_whole_beside_its_parts_is_refused(
    tmp_path: Path, load: Load, labels: tuple[str, str]
) -> None:
    text = "จังหวัด,อายุ,คน\n" + "".join(f"ลำพูน,{label},1\n" for label in labels)
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, PEOPLE))
    assert "twice" in caught.value.issue.detail


def test_a_fact_given_twice_names_both_rows(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,2\nจ.ลำพูน,3\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, PLAIN))
    issue = caught.value.issue
    assert (issue.reason, issue.row) == ("duplicate_key", 4)
    assert "line 2 gives the same fact" in issue.detail
    reading = load(text_beside(tmp_path, text, PLAIN + "repeats: add_up\n"))
    assert values(reading) == {"51": 4, "52": 2}


def test_a_list_of_grants_is_counted_and_added_up(tmp_path: Path, load: Load) -> None:
    mapping = f"""\
source: {SOURCE}
table: project
columns:
  จังหวัด: {{field: province, values: {{"": "00"}}}}
  บาท: {{field: amount_thb, unit: baht}}
fixed:
  {{fiscal_year: 2564, programme: promotion_fund, organisation_kind: public_body, projects: 1}}
repeats: add_up
ignore: ชื่อ
"""
    text = "จังหวัด,ชื่อ,บาท\nลำพูน,ก,100\nลำพูน,ข,0\nลำพูน,ค,\n,ง,7\n"
    facts = load(text_beside(tmp_path, text, mapping)).facts["project"].set_index("province_code")
    assert facts.loc["51", ["projects", "amount_thb"]].tolist() == [3, 100]
    counted = ["projects_amount_zero", "projects_amount_missing"]
    assert facts.loc["51", counted].tolist() == [1, 1]
    assert facts.loc["00", "amount_thb"] == 7


def test_rates_are_not_added_up(tmp_path: Path, load: Load) -> None:
    mapping = PLAIN.replace("(คน)", "(ร้อยละ)").replace("unit: persons", "unit: percent")
    text = "จังหวัด,จำนวน (ร้อยละ)\nลำพูน,1\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, mapping.replace("people", "rate") + "repeats: add_up\n"))
    assert caught.value.issue.column == "repeats"


def test_signs_mean_four_different_things(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,-\nลำปาง,*\nยะลา,..\nตราด,0\nตาก,–\nเลย,\n"
    signs = '{"-": zero, "*": suppressed, "..": not_applicable, "–": zero_rounded}'
    facts = load(text_beside(tmp_path, text, PLAIN + f"missing: {signs}\n")).facts["outcome"]
    found = facts.set_index("area_id")
    assert found["value"].dropna().to_dict() == {"51": 0, "23": 0, "63": 0}
    flags = found["flag"].dropna().to_dict()
    assert flags == {
        "52": "suppressed",
        "95": "not_applicable",
        "63": "zero_rounded",
        "42": "missing",
    }


def test_blanks_where_a_number_is_needed_are_left_out(tmp_path: Path, load: Load) -> None:
    mapping = f"""\
source: {SOURCE}
table: population
columns: {{จังหวัด: province}}
melt: [{{columns: "{{year}}", measure: persons, unit: persons}}]
"""
    text = "จังหวัด,2563,2564\nลำพูน,5,\nลำปาง,,\nยะลา,1,2\n"
    reading = load(text_beside(tmp_path, text, mapping))
    assert counts(reading) == (3, 2, 0, 1)
    assert len(reading.facts["population"]) == 3
    assert [(i.reason, i.severity, i.row) for i in reading.issues] == [
        ("missing_value", "notice", None),
        ("missing_value", "refused", 3),
    ]


@pytest.mark.parametrize("row", ["ลำพูน", "ลำพูน,1,2,3", 'ลำพูน,"1",,'])
def test_a_row_of_another_width_is_refused(tmp_path: Path, load: Load, row: str) -> None:
    text = f"จังหวัด,จำนวน (คน)\nลำปาง,1\n{row}\n"
    reading = load(text_beside(tmp_path, text, PLAIN))
    assert counts(reading) == (2, 1, 0, 1)
    assert [(i.reason, i.row) for i in reading.issues] == [("bad_row", 3)]


def test_counts_of_a_province_to_be_lie_in_the_one_it_was_cut_from(
    tmp_path: Path, load: Load
) -> None:
    text = "จังหวัด,2553,2554\nหนองคาย,10,8\nบึงกาฬ,3,4\nเลย,0,0\n"
    facts = load(text_beside(tmp_path, text, WIDE)).facts["outcome"]
    found = facts.set_index(["area_id", "year"])["value"].to_dict()
    assert found == {
        ("43", 2010): 13,
        ("43", 2011): 8,
        ("38", 2011): 4,
        ("42", 2010): 0,
        ("42", 2011): 0,
    }
    zero = load(text_beside(tmp_path, text.replace("บึงกาฬ,3", "บึงกาฬ,0"), WIDE))
    by_place = zero.facts["outcome"].set_index(["area_id", "year"])
    assert by_place.loc[("43", 2010), "value"] == 10
    assert by_place.loc[("38", 2010), "flag"] == "in_predecessor"
    rates = WIDE.replace("unit: persons", "unit: percent").replace("people", "rate")
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, rates))
    assert (caught.value.issue.reason, caught.value.issue.row) == ("not_yet_founded", 3)


# Layouts


def test_columns_move_and_headers_shift(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,1\n"
    moved = "รหัส,จำนวน(คน) ,จังหวัด\n7,1,ลำพูน\n"
    quiet = PLAIN + "ignore: รหัส\n"
    assert values(load(text_beside(tmp_path, text, PLAIN))) == {"51": 1}
    assert values(load(text_beside(tmp_path, moved, quiet))) == {"51": 1}
    notices = load(text_beside(tmp_path, moved, PLAIN)).issues
    assert [(i.reason, i.column, i.severity) for i in notices] == [
        ("column_not_described", "A รหัส", "notice")
    ]


def test_a_table_without_header_is_named_by_letters(tmp_path: Path, load: Load) -> None:
    mapping = PLAIN.replace("จังหวัด", "A").replace("จำนวน (คน)", "2")
    mapping = mapping.replace("columns:", "header_rows: none\ncolumns:")
    assert values(load(text_beside(tmp_path, "ลำพูน,1\nลำปาง,2\n", mapping))) == {"51": 1, "52": 2}


def test_only_the_described_rows_are_read(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน)\nหน่วย,คน\nลำพูน,1\nลำปาง,2\nจบ,\n"
    mapping = PLAIN + "data_from: 3\ndata_to: 4\n"
    assert counts(load(text_beside(tmp_path, text, mapping))) == (2, 2, 0, 0)


def test_a_delimiter_may_be_told(tmp_path: Path, load: Load) -> None:
    text = "หัวเรื่อง, ยาว, มาก\nจังหวัด;จำนวน (คน)\nลำพูน;1\n"
    mapping = PLAIN + 'header_rows: 2\ndelimiter: ";"\n'
    assert values(load(text_beside(tmp_path, text, mapping))) == {"51": 1}


def test_sheets_of_several_years(tmp_path: Path, load: Load) -> None:
    file = rows_beside(
        tmp_path,
        [],
        PLAIN.replace("year: 2564, ", "") + "sheets: {001: {year: 2563}, 002: {year: 2564}}\n",
    )
    head = ["จังหวัด", "จำนวน (คน)"]
    file.__dict__["sheets"] = {
        "001": [head, ["ลำพูน", 1.0]],
        "002": [head, ["ลำพูน", 2.0]],
        "ปก": [["อื่น"]],
    }
    facts = load(file).facts["outcome"].set_index("sheet")
    assert facts["year"].to_dict() == {"001": 2020, "002": 2021}
    assert facts["value"].to_dict() == {"001": 1, "002": 2}


def test_a_yearly_series_names_the_edition_of_each_year(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,2563,2564\nลำพูน,5,6\n"
    reading = load(text_beside(tmp_path, text, WIDE.replace(SOURCE, SERIES)))
    assert reading.source_ids == (f"{SERIES}_2563", f"{SERIES}_2564")
    assert reading.facts["outcome"].set_index("year")["source_id"][2021] == f"{SERIES}_2564"


def test_a_fraction_becomes_per_cent(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,อัตรา\nลำพูน,0.25\nลำปาง,1\n"
    mapping = PLAIN.replace("จำนวน (คน)", "อัตรา").replace("people", "rate")
    reading = load(text_beside(tmp_path, text, mapping.replace("unit: persons", "unit: fraction")))
    assert values(reading) == {"51": 25, "52": 100}


# What is refused


REFUSED = [
    ("no such column", ("จังหวัด: province", "ตำบล: province"), "columns.ตำบล", "A จังหวัด"),
    ("no such sheet", ("columns:", "sheet: x\ncolumns:"), "sheet", "the sheets are"),
    ("header below the end", ("columns:", "header_rows: 9\ncolumns:"), "header_rows", "4 rows"),
    ("data above", ("columns:", "data_from: 1\ncolumns:"), "data_from", "from row 2"),
    ("wrong unit", ("unit: persons", "unit: million baht"), "columns.จำนวน (คน).unit", "persons"),
    ("other scale", ("unit: persons", "unit: พันคน"), "columns.จำนวน (คน).unit", "header"),
    ("other calendar", ("test_people", "test_fiscal"), "fixed.year", "fiscal_year"),
    ("no such rows", ("fixed:", "totals: [{rows: {is: x}}]\nfixed:"), "totals.1.rows", "no such"),
    ("nothing melts", ("fixed:", "melt: [{columns: '{year}', measure: value, unit: คน}]\nfixed:"),
     "melt.1", "given twice"),
    ("twice", ("fixed:", "  column B: {field: value, unit: คน}\nfixed:"), "columns.column B",
     "elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "key", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_mapping_that_does_not_fit_says_where(
    tmp_path: Path, load: Load, changed: tuple[str, str], key: str, said: str
) -> None:
    text = "จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,2\nรวม,3\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, PLAIN.replace(*changed)))
    issue = caught.value.issue
    assert (issue.file, issue.reason, issue.column) == ("t.csv.yml", "bad_mapping", key)
    assert issue.row is not None
    assert said in issue.detail


def test_columns_headed_alike_are_told_by_letter(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,จำนวน (คน),จำนวน (คน)\nลำพูน,1,2\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, PLAIN))
    assert '"column B", "column C"' in caught.value.issue.detail


def test_a_fraction_that_is_none_is_refused(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,อัตรา\nลำพูน,25\n"
    mapping = PLAIN.replace("จำนวน (คน)", "อัตรา").replace("people", "rate")
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, mapping.replace("unit: persons", "unit: fraction")))
    assert "values reach 25" in caught.value.issue.detail


def test_per_cent_that_never_exceeds_one_is_doubted(tmp_path: Path, load: Load) -> None:
    names = ["ลำพูน", "ลำปาง", "ยะลา", "ตราด", "ตาก", "เลย", "น่าน", "แพร่", "พะเยา", "ชลบุรี"]
    text = "จังหวัด,อัตรา\n" + "".join(f"{name},0.5\n" for name in names)
    mapping = PLAIN.replace("จำนวน (คน)", "อัตรา").replace("people", "rate")
    reading = load(text_beside(tmp_path, text, mapping.replace("unit: persons", "unit: percent")))
    assert [(i.reason, i.severity) for i in reading.issues] == [("suspect_value", "notice")]
    assert values(reading)["51"] == 0.5


def test_a_year_outside_the_edition_is_refused(tmp_path: Path, load: Load) -> None:
    text = "จังหวัด,2564,2565\nลำพูน,5,6\n"
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, text, WIDE.replace(SOURCE, NARROW)))
    issue = caught.value.issue
    assert (issue.reason, issue.row, issue.value) == ("edition_not_declared", 2, f"{NARROW} 2565")
    assert issue.detail == f"{NARROW} 2564-2564"


def test_a_file_of_which_no_row_can_be_taken_is_refused(tmp_path: Path, load: Load) -> None:
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, "จังหวัด,จำนวน (คน)\nก,1\nข,2\n", PLAIN))
    assert caught.value.issue.reason == "unknown_province"
    assert "no row can be taken" in caught.value.issue.detail


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b'{"a": [1]}', "not_readable"), (b"\x00\x01\x02", "bad_encoding"), (b"", "empty")],
)
def test_a_file_that_holds_no_table_is_refused(
    tmp_path: Path, load: Load, content: bytes, reason: str
) -> None:
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, content, PLAIN))
    assert caught.value.issue.reason in {reason, "not_readable"}


def test_a_broken_mapping_refuses_its_file_alone(
    tmp_path: Path, taken: Callable[[RawFile], Gathered]
) -> None:
    found = taken(text_beside(tmp_path, "จังหวัด,จำนวน (คน)\nลำพูน,1\n", "source: [\n"))
    assert [file["verdict"] for file in found.files] == ["refused"]
    assert [(i.file, i.reason) for i in found.issues] == [("t.csv.yml", "bad_mapping")]


# Laws


ENTRIES = with_test_entries(catalogue())
CODES = sorted(ENTRIES.provinces)
NOTHING_TAKEN = {"unknown_province", "not_a_province", "bad_number", "empty", "empty_form"}
NUMBERS = st.integers(0, 10**9)
CELLS = st.one_of(NUMBERS.map(str), st.sampled_from(["", "-", "91,41", "x", "1,234", "๑๒", " 5 "]))
NAMES = st.one_of(
    st.sampled_from([ENTRIES.provinces[code].name_th for code in CODES]),
    st.sampled_from(["", "รวม", "ไม่มีจังหวัด", "หมายเหตุ: ก", "ภาคเหนือ"]),
)
quick = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(st.lists(st.tuples(NAMES, CELLS, CELLS), max_size=12, unique_by=lambda row: row[0]))
def test_the_account_of_rows_always_adds_up(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    mapping = WIDE + "skip: [{starts: หมายเหตุ}, {column: จังหวัด, is: รวม}]\n"
    table: list[Row] = [["จังหวัด", 2563.0, 2564.0], *(list(row) for row in rows)]
    file = rows_beside(tmp_path, table, mapping)
    try:
        reading = read_raw(file, ENTRIES)[1]
    except RefusedFile as verdict:
        refused_for = verdict.issue.reason
        reading = None
    if reading is None:
        assert refused_for in NOTHING_TAKEN
        return
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert reading.rows_read == len(filled)
    assert reading.rows_read == (
        reading.rows_loaded + reading.rows_set_aside + reading.rows_refused
    )
    refused = {issue.row for issue in reading.issues if issue.severity == "refused"}
    assert len(refused) == reading.rows_refused
    assert len(reading.facts["outcome"]) == 2 * reading.rows_loaded


@quick
@given(
    st.dictionaries(st.sampled_from(CODES), st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20),
    st.sampled_from([("persons", 1.0), ("thousand persons", 1e3), ("ล้านคน", 1e6)]),
    st.randoms(use_true_random=False),
)
def test_a_generated_table_gives_exactly_its_numbers(
    tmp_path: Path,
    numbers: dict[str, tuple[int, int]],
    unit: tuple[str, float],
    order: object,
) -> None:
    codes = list(numbers)
    order.shuffle(codes)  # type: ignore[attr-defined]
    words, scale = unit
    mapping = WIDE.replace("unit: persons", f"unit: {words}")
    mapping += "totals: [{rows: {column: จังหวัด, is: รวม}}]\n"
    table: list[Row] = [["จังหวัด", "ปี 2563", "ปี 2564"]]
    table += [[f" {ENTRIES.provinces[c].name_th} ", *map(float, numbers[c])] for c in codes]
    table.append(["รวม", *(float(sum(column)) for column in zip(*numbers.values(), strict=True))])
    mapping = mapping.replace('"{year}"', '"ปี {year}"')
    reading = read_raw(rows_beside(tmp_path, table, mapping), ENTRIES)[1]
    found = reading.facts["outcome"].set_index(["area_id", "year"])["value"].to_dict()
    assert found == {
        (code, year): value * scale
        for code, both in numbers.items()
        for year, value in zip((2020, 2021), both, strict=True)
    }
    assert all(total.met for total in reading.totals)
    assert len(reading.totals) == 2


def test_an_issue_is_told_in_both_languages(tmp_path: Path, load: Load) -> None:
    with pytest.raises(RefusedFile) as caught:
        load(text_beside(tmp_path, "จังหวัด,จำนวน (คน)\nลำพูน,1\n", PLAIN.replace("คน)", "ราย)")))
    issue: Issue = caught.value.issue
    assert "ไม่พบคอลัมน์นี้" in str(issue)
    assert "no column is headed so" in str(issue)
