"""Sentences, matrix and tables on the data themselves."""

import re

import pandas as pd
import pytest

from welfare.catalog import Catalogue, Language
from welfare.charts import findings_quality as findings
from welfare.charts import tables_quality as tables
from welfare.charts.coverage_matrix import (
    coverage_matrix,
    founded,
    ink_on,
    matrix_table,
)
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.metrics.freshness import publications
from welfare.queries import quality
from welfare.warehouse import Snapshot

LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
THAI = re.compile("[\u0e01-\u0e5b]")
TABLES = pytest.mark.parametrize("table", quality.COVERED)


def rows_of(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def of_year(year: int, *areas: str, calendar: str = "year") -> pd.DataFrame:
    count = len(areas)
    return rows_of(
        year=[year] * count,
        calendar=[calendar] * count,
        area_id=list(areas),
        subjects=[1] * count,
    )


@LANGUAGES
@TABLES
def test_the_matrix_shows_what_the_table_has(
    snapshot: Snapshot, declared: Catalogue, table: str, language: Language
) -> None:
    covered = quality.coverage(snapshot, table)
    matrix = coverage_matrix(covered, language, None)
    provinces = [row for row in matrix.rows if row.kind == "province"]
    assert {row.area_id for row in provinces} == set(declared.provinces)
    assert matrix.rows[0].kind == "country"
    assert all(len(row.cells) == len(matrix.headings) for row in matrix.rows)
    known = sum(
        cell.state == "known" for row in matrix.rows if row.kind != "group" for cell in row.cells
    )
    assert known == len(covered)
    shown = matrix_table(matrix, language)
    assert len(shown) == len(matrix.rows) - len(declared.regions)
    assert not shown.isin([""]).any().any()


def test_a_region_keeps_the_country_and_its_provinces(snapshot: Snapshot) -> None:
    matrix = coverage_matrix(quality.coverage(snapshot, "outcome"), "en", "south")
    assert sum(row.kind == "province" for row in matrix.rows) == 14
    assert [row.label for row in matrix.rows if row.kind == "group"] == ["Provinces of South"]
    assert sum(row.kind == "region" for row in matrix.rows) == 5


def test_years_between_stand_as_gaps() -> None:
    covered = pd.concat([of_year(2008, "50"), of_year(2011, "TH")])
    matrix = coverage_matrix(covered, "en", None)
    assert matrix.headings == ("2008", "2009", "2010", "2011")
    rows = {row.area_id: row for row in matrix.rows if row.kind == "province"}
    assert [cell.state for cell in rows["50"].cells] == ["known", "none", "none", "wider"]
    assert [cell.state for cell in rows["38"].cells] == ["unfounded"] * 3 + ["wider"]
    groups = {row.area_id: row for row in matrix.rows if row.kind == "group"}
    assert groups["region_north"].cells[0].text == "1/17"
    assert groups["region_north"].cells[0].state == "part"


def test_both_calendars_are_told_apart() -> None:
    covered = pd.concat([of_year(2012, "TH"), of_year(2012, "TH", calendar="fiscal_year")])
    assert coverage_matrix(covered, "en", None).headings == ("FY 2012", "2012")
    assert coverage_matrix(covered, "th", None).headings == ("งบ 2555", "2555")


def test_bueng_kan_is_there_from_2011() -> None:
    assert (founded("38", 2010), founded("38", 2011), founded("10", 1988)) == (False, True, True)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_in_the_matrix_are_readable(palette: Palette) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for colour in palette.sequential:
        one, other = luminance(colour), luminance(ink_on(colour, palette))
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5


@LANGUAGES
@TABLES
def test_coverage_in_a_sentence(snapshot: Snapshot, table: str, language: Language) -> None:
    told = findings.coverage_finding(quality.coverage(snapshot, table), table, language)
    assert bool(THAI.search(told)) == (language == "th")
    assert re.search(r"\d", told)


def test_coverage_says_whether_every_province_is_known(declared: Catalogue) -> None:
    whole = of_year(2015, *declared.provinces)
    told = findings.coverage_finding(whole, "population", "en")
    assert told == "Population: 1 years are known, 1 of them for every province, the last in 2015"
    part = findings.coverage_finding(of_year(2015, "10", "50"), "population", "en")
    assert "at most 2 provinces, in 2015" in part
    assert "country only" in findings.coverage_finding(of_year(2015, "TH"), "population", "en")
    assert "no figures" in findings.coverage_finding(of_year(2015), "population", "en")


def test_freshness_says_how_many_are_late(declared: Catalogue) -> None:
    found = publications(
        [("nhso_coverage_2555", 2012), ("swpf_grants_2557", 2014)], declared.sources
    )
    assert findings.freshness_finding(found, 2026, "en") == (
        "1 of 2 sources are late with a new edition; the one furthest behind ends in 2012"
    )
    assert findings.freshness_finding(found, 2013, "en").startswith("None of 2 sources is late")
    assert "no figures" in findings.freshness_finding([], 2026, "en")


@LANGUAGES
def test_the_build_in_one_sentence(snapshot: Snapshot, language: Language) -> None:
    build = quality.build_account(snapshot)
    told = findings.build_finding(build, language)
    assert snapshot.data_version in told
    assert f"{build['facts']:,}" in told


def test_rows_of_agencies_are_told_as_a_share(snapshot: Snapshot) -> None:
    build = quality.build_account(snapshot)
    assert "no file of an agency" in findings.account_finding(build, "en")
    raw = build.copy()
    raw["raw_files"], raw["rows_read"], raw["rows_loaded"] = 3, 200, 150
    assert findings.account_finding(raw, "en").startswith("3 files of agencies")
    assert "75.0%" in findings.account_finding(raw, "en")


def test_totals_are_met_accepted_or_refused(snapshot: Snapshot) -> None:
    shipped = quality.control_totals(snapshot)
    none = rows_of(totals=[], met=[], accepted=[]).astype({"met": bool, "accepted": bool})
    assert findings.totals_finding(shipped, none, "en").startswith("All 1,836 totals")
    sets = rows_of(totals=[5, 3], met=[True, False], accepted=[False, True])
    told = findings.totals_finding(shipped, sets, "en")
    assert told.startswith("1,844 printed totals")
    assert "1 accepted" in told
    assert "refused" not in told
    sets["accepted"] = [False, False]
    assert "1 not met and refused" in findings.totals_finding(shipped, sets, "en")
    assert "no printed total" in findings.totals_finding(shipped.head(0), none, "en")


@pytest.mark.parametrize(("severity", "word"), [("refused", "refused"), ("notice", "notices")])
def test_refusals_are_counted(severity: str, word: str) -> None:
    found = rows_of(issues=[90, 10], text_en=["a", "b"], text_th=["ก", "ข"])
    told = findings.reasons_finding(found, severity, 95, "en")
    assert "100" in told
    assert word in told
    assert word in findings.reasons_finding(found.head(0), severity, 0, "en")


@LANGUAGES
def test_tables_are_whole_and_in_one_language(snapshot: Snapshot, language: Language) -> None:
    made = [
        tables.totals_table(
            quality.control_totals(snapshot), quality.reconciliations(snapshot), language
        ),
        tables.disagreements_table(quality.disagreements(snapshot), language),
        tables.jumps_table(quality.jumps(snapshot), language),
    ]
    for table in made:
        assert len(table) > 0
        words = table.to_csv(index=False)
        assert bool(THAI.search(words)) == (language == "th")


def test_the_value_in_use_is_that_of_the_source_in_use() -> None:
    row = pd.Series(
        {
            "table_id": "outcome",
            "measure": "poverty_line_thb",
            "subject": "poverty_line_thb",
            "one_source_id": "nesdc_poverty_2553",
            "other_source_id": "nesdc_poverty_line_2554",
            "one_value": 1340.0,
            "other_value": 2039.0,
        }
    )
    told = tables.in_use(row, "en")
    assert (told.value, told.other_value, told.rule) == (2039.0, 1340.0, "edition")


@pytest.mark.parametrize(
    ("detail", "english", "thai"),
    [
        ("all", "", ""),
        ("60-64 older_persons male", "60-64 Older persons Men", "60-64 ผู้สูงอายุ ชาย"),
        ("all Q3", "quarter 3", "ไตรมาส 3"),
    ],
)
def test_groups_are_told_in_words(detail: str, english: str, thai: str) -> None:
    assert tables.detail_words(detail, "en") == english
    assert tables.detail_words(detail, "th") == thai


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (4e-9, "0"), (0.003, "< 0.01"), (1.5, "1.50"), (2.0, "2"), (1234.5, "1,234")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert tables.number(value) == text


def test_areas_have_names() -> None:
    assert tables.area_name("TH", "en") == "Whole country"
    assert tables.area_name("00", "th") == "ไม่ระบุจังหวัด"
    assert tables.area_name("50", "en") == "Chiang Mai"
    assert tables.area_name("region_north", "en") == "North"
