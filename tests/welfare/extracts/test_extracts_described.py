"""What is said of an extract is what its version says, and counts what its rows have."""

from pathlib import Path

from tests.welfare.extracts.made import changed, extract_of
from welfare.extracts.described import describe
from welfare.extracts.request import columns_of
from welfare.warehouse import Snapshot


def test_columns_are_those_chosen_with_their_words(built_warehouse: Path) -> None:
    found = describe(
        extract_of(built_warehouse, "beneficiaries", columns="persons,sex,fiscal_year", sex="male")
    )
    declared = columns_of("beneficiaries")
    assert [column.id for column in found.columns] == ["fiscal_year", "sex", "persons"]
    year, sex, persons = found.columns
    assert year.label.th == declared["fiscal_year"].label_th
    assert year.about is not None
    assert persons.unit is not None
    assert persons.unit.th == "คน"
    assert [code.id for code in sex.codes] == ["male", "female", "unknown", "all"]
    assert sex.occurring == {"male"}


def test_rows_and_cells_that_are_not_empty_are_counted(
    built_warehouse: Path, snapshot: Snapshot
) -> None:
    found = describe(extract_of(built_warehouse, "indicators", columns="value,low", year="2554"))
    counted = snapshot.rows(
        "SELECT count(*), count(value), count(low) FROM indicator_value WHERE year = 2011"
    )[0]
    assert (found.rows, *(column.known for column in found.columns)) == counted
    assert found.rows > found.columns[0].known > found.columns[1].known


def test_sources_are_those_of_the_rows(built_warehouse: Path, snapshot: Snapshot) -> None:
    found = describe(
        extract_of(built_warehouse, "indicators", indicator_id="poverty_rate_pct", year="2554")
    )
    behind = snapshot.rows(
        "SELECT DISTINCT unnest(string_split(source_ids, ',')) FROM indicator_value"
        " WHERE indicator_id = 'poverty_rate_pct' AND year = 2011"
    )
    assert {source.id for source in found.sources} == {row[0] for row in behind}
    first = found.sources[0]
    assert first.publisher.en.startswith("National Economic and Social Development Council")
    assert first.link.startswith("https://")
    assert first.caveats.th
    assert len(found.publishers("th")) == 1


def test_rows_worked_out_from_indicators_have_the_sources_of_these(built_warehouse: Path) -> None:
    found = describe(extract_of(built_warehouse, "disparities", indicator_id="poverty_rate_pct"))
    assert any(source.publisher_id == "nesdc" for source in found.sources)


def test_what_this_project_lists_has_no_sources(built_warehouse: Path) -> None:
    assert describe(extract_of(built_warehouse, "source_list")).sources == ()
    assert describe(extract_of(built_warehouse, "area_list")).sources == ()


def test_flags_are_counted_one_by_one_though_a_cell_holds_several(
    built_warehouse: Path, snapshot: Snapshot
) -> None:
    found = describe(extract_of(built_warehouse, "indicators", columns="value"))
    counted = snapshot.rows(
        "SELECT code, count(*) FROM"
        " (SELECT unnest(string_split(flag, ' ')) AS code FROM published.indicators) GROUP BY code"
    )
    assert {flagged.code.id: flagged.rows for flagged in found.flagged} == dict(counted)
    together = snapshot.rows("SELECT count(*) FROM published.indicators WHERE flag LIKE '% %'")
    assert together[0][0] > 0
    missing = next(f for f in found.flagged if f.code.id == "missing")
    assert missing.code.name.en == "no value in the source"


def test_filters_are_said_in_words_of_both_languages(built_warehouse: Path) -> None:
    found = describe(
        extract_of(
            built_warehouse,
            "budgets",
            fiscal_year="2563..2565,2560",
            province_code="none,10",
            system_id="services",
        )
    )
    assert [each.text("en") for each in found.filters] == [
        "Fiscal year: 2017 (2560 BE), 2020-2022 (2563-2565 BE)",
        "Province: Bangkok, empty",
        "Welfare system: Social services",
    ]
    assert found.filters[0].text("th") == (
        "ปีงบประมาณ: พ.ศ. 2560 (ค.ศ. 2017), พ.ศ. 2563-2565 (ค.ศ. 2020-2022)"
    )
    assert found.filters[1].text("th") == "จังหวัด: กรุงเทพมหานคร, ว่าง"


def test_a_filter_of_many_values_counts_them_where_there_is_little_room(
    built_warehouse: Path,
) -> None:
    found = describe(extract_of(built_warehouse, "population", province_code="10,11,12,13"))
    assert found.filters[0].brief("en") == "Province: 4 values"
    assert "Samut Prakan" in found.filters[0].text("en")


def test_words_are_those_of_the_version_and_not_of_today(
    built_warehouse: Path, tmp_path: Path
) -> None:
    old = changed(
        built_warehouse,
        tmp_path,
        "UPDATE about.code SET name_en = 'Old name' WHERE code = 'services'",
        "UPDATE about.column SET label_th = 'ชื่อเดิม' WHERE column_id = 'system_id'",
        "UPDATE about.publication SET name_en = 'Old table' WHERE publication_id = 'budgets'",
    )
    found = describe(extract_of(old, "budgets", system_id="services"))
    assert found.publication.name.en == "Old table"
    assert found.filters[0].text("en") == "Welfare system: Old name"
    assert found.filters[0].label.th == "ชื่อเดิม"


def test_every_table_can_be_described(built_warehouse: Path, snapshot: Snapshot) -> None:
    for (name,) in snapshot.rows("SELECT publication_id FROM about.publication"):
        extract = extract_of(built_warehouse, str(name))
        found = describe(extract)
        assert found.publication.id == name
        assert [column.id for column in found.columns] == list(columns_of(str(name)))
