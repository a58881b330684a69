"""The shipped catalogue loads; a fault is named by file, entry and field."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from welfare.catalog import Catalogue, CatalogueError, read_catalogue
from welfare.paths import REFERENCE

Change = Callable[[Path], None]


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """Return a copy of the reference files that a test may break."""
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder, ignore=shutil.ignore_patterns("boundaries"))
    return folder


def swapped(old: str, new: str) -> Change:
    """Return a change that puts ``new`` where ``old`` stands first."""

    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{file.name} holds no {old!r}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def appended(text: str) -> Change:
    def change(file: Path) -> None:
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def corrected(what: str) -> Change:
    """Return a change that declares a correction beside those that there are."""
    entry = f"  - {{id: made, corrected_on: 2026-01-31, {what}, reason_th: ก, reason_en: a}}\n"
    return swapped("corrections: []", f"corrections:\n{entry}")


def test_what_ships_is_without_fault(reference: Path) -> None:
    found = read_catalogue(reference)
    assert len(found.provinces) == 77
    assert len(found.regions) == 5
    assert len(found.nesdc_regions) == 6
    assert len(found.systems) == 4


FAULTS = {
    "unknown field": (
        "systems.yml",
        swapped("    icon: handshake", "    icon: handshake\n    emblem: hand"),
        "partnership",
        "emblem",
    ),
    "bad colour": ("systems.yml", swapped('"#28A197"', '"teal"'), "services", "colour"),
    "system that is none of the four": (
        "systems.yml",
        swapped("id: insurance", "id: pensions"),
        "pensions",
        "id",
    ),
    "missing translation": (
        "programmes/insurance.yml",
        swapped("    name_en: Social security\n", ""),
        "social_security",
        "name_en",
    ),
    "empty translation": (
        "programmes/assistance.yml",
        swapped("name_en: Disability allowance", 'name_en: " "'),
        "disability_allowance",
        "name_en",
    ),
    "programme in an unknown system": (
        "programmes/services.yml",
        swapped("system: services", "system: charity"),
        "universal_coverage",
        "system",
    ),
    "age of the wrong type": (
        "ages.yml",
        swapped("first: 15, last: 24", "first: young, last: 24"),
        "youth",
        "first",
    ),
    "bands of another width": (
        "ages.yml",
        swapped("{width: 5,", "{width: 10,"),
        "five_year_bands",
        "width",
    ),
    "link without https": (
        "sources.yml",
        swapped('"https://www.nhso.go.th"', '"http://www.nhso.go.th"'),
        "nhso",
        "link",
    ),
    "undeclared publisher": (
        "sources/allowances.yml",
        swapped("publisher: nso", "publisher: newspaper"),
        "nso_allowance_2560",
        "publisher",
    ),
    "undeclared source": (
        "indicators/reach.yml",
        swapped("sources: [nso_allowance_2560]", "sources: [hearsay]"),
        "older_allowance_persons",
        "sources",
    ),
    "a goal that is no number": (
        "indicators/reach.yml",
        swapped("      value: 0\n", "      value: nobody\n"),
        "not_registered_pct",
        "goal.value",
    ),
    "undeclared unit": (
        "indicators/need.yml",
        swapped("unit: thb_person_month", "unit: rupees"),
        "poverty_line_thb",
        "unit",
    ),
    "undeclared theme": (
        "indicators/need.yml",
        swapped("theme: need", "theme: weather"),
        "poverty_rate_pct",
        "theme",
    ),
    "undeclared programme": (
        "indicators/reach.yml",
        swapped("programmes: [not_registered]", "programmes: [lottery]"),
        "not_registered_pct",
        "measure.programmes",
    ),
    "undeclared life course": (
        "indicators/reach.yml",
        swapped(
            "programmes: [other_rights]}", "programmes: [other_rights], life_course: middle_age}"
        ),
        "other_rights_pct",
        "measure.life_course",
    ),
    "a share without the people behind it": (
        "indicators/local_need.yml",
        swapped("wilson, out_of: tpmap_surveyed_persons", "wilson"),
        "tpmap_poor_pct",
        "chance.out_of",
    ),
    "a comparison of what is no indicator": (
        "disparities.yml",
        swapped("- relief_thb_per_head", "- relief_per_head"),
        "compared.indicators",
        "indicator",
    ),
    "peers by an undeclared indicator": (
        "review.yml",
        swapped("indicator: household_size_persons", "indicator: household_members"),
        "peers.variables",
        "indicator",
    ),
    "nominal unit that is none": (
        "review.yml",
        swapped("thb_poor_person,", "thb_poor,"),
        "standing",
        "nominal_units",
    ),
    "a brief that tells of no indicator": (
        "review.yml",
        swapped("- household_income_thb", "- household_income"),
        "brief",
        "indicator",
    ),
    "codes of a list that is none": (
        "fields.yml",
        swapped("codes: systems", "codes: system"),
        "system_id",
        "codes",
    ),
    "a publication of a column that is none": (
        "publications.yml",
        swapped("flagged: [value]", "flagged: [amount]"),
        "indicators",
        "flagged",
    ),
    "id declared twice": (
        "indicators/need.yml",
        swapped("id: poor_persons", "id: poverty_rate_pct"),
        "poverty_rate_pct",
        "id",
    ),
    "too many decimals": (
        "indicators/need.yml",
        swapped("decimals: 2", "decimals: 12"),
        "poverty_rate_pct",
        "decimals",
    ),
    "undeclared vintage": (
        "sources/poverty.yml",
        swapped("vintage: line_earlier", "vintage: line_of_mine"),
        "nesdc_poverty_2553",
        "vintage",
    ),
    "edition without years": (
        "sources/allowances.yml",
        swapped("    years: [2014, 2017]\n", ""),
        "nso_allowance_2560",
        "years",
    ),
    "unit without a suffix": (
        "indicators.yml",
        swapped('suffix_th: "%", ', ""),
        "percent",
        "suffix_th",
    ),
    "organisation kind without a reason": (
        "programmes.yml",
        swapped("    reason_en: Code -1 or blank.\n", ""),
        "unknown",
        "reason_en",
    ),
    "group without a name": (
        "groups/people.yml",
        swapped(", name_en: Men", ""),
        "male",
        "name_en",
    ),
    "item of a capital letter": (
        "items/household_income.yml",
        swapped("id: income_wages", "id: Wages"),
        "Wages",
        "id",
    ),
    "accepted without a checksum": (
        "accepted.yml",
        lambda file: file.write_text(
            "accepted:\n  - {file: a.xls, sha256: abc, reason_th: ก, reason_en: a,"
            " accepted_by: me, accepted_on: 2026-01-01}\n",
            encoding="utf-8",
        ),
        "accepted no. 1",
        "sha256",
    ),
    "undeclared list": (
        "tables.yml",
        swapped("one_of: sexes", "one_of: genders"),
        "beneficiary.sex",
        "one_of",
    ),
    "undeclared column": (
        "tables.yml",
        swapped("exactly_one_of: [year, fiscal_year]", "exactly_one_of: [year, decade]"),
        "population",
        "exactly_one_of",
    ),
    "spelling without a reason": (
        "budget_spelling.yml",
        appended('\n  - {as_printed: "ก", corrected: "ข"}\n'),
        "spellings no. ",
        "reason_en",
    ),
    "placing of a unit without an English name": (
        "budget_placing.yml",
        swapped('unit: "กรมกิจการเด็กและเยาวชน"', 'unit: "กรมใหม่"'),
        "กรมใหม่",
        "unit",
    ),
    "budget lines of a plan without an English name": (
        "budget_volumes/central.yml",
        swapped("plan: แผนงานยุทธศาสตร์สร้างหลักประกันทางสังคม", "plan: แผนงานใหม่"),
        "budget_central",
        "plan",
    ),
    "budget lines known by a field that is not read": (
        "budget_volumes/labour.yml",
        swapped("CATEGORY_LV1: [งบเงินอุดหนุน]", "CATEGORY_LV6: [งบเงินอุดหนุน]"),
        "budget_labour",
        "taken.1.where",
    ),
    "budget lines of an unknown province": (
        "budget_volumes/local.yml",
        swapped('province: "10"', 'province: "99"'),
        "budget_local",
        "province",
    ),
    "indicator of a budget line that is not placed": (
        "indicators/budgets.yml",
        swapped("lines: [สังคมสงเคราะห์]", "lines: [สังคมสงเคราะ]"),
        "pao_social_work_budget_thb",
        "measure.lines",
    ),
    "measure without its reading": (
        "methods/poverty.yml",
        swapped("    reading_th:", "    read_th:"),
        "fgt",
        "reading_th",
    ),
    "measure of a module that is in no family": (
        "methods/spatial.yml",
        swapped("module: spatial", "module: space"),
        "morans_i",
        "module",
    ),
    "module in two families": (
        "methods.yml",
        swapped("modules: [shares]", "modules: [inequality, shares]"),
        "shares",
        "modules",
    ),
    "sign that stands for nothing": (
        "methods.yml",
        swapped(", en: all people}", "}"),
        "inequality",
        "symbols.2.en",
    ),
    "kind of measure without a formula in words": (
        "methods.yml",
        swapped("id: budget_per_head", "id: budget_a_head"),
        "budget_per_head",
        "kinds",
    ),
    "formula of a kind that there is not": (
        "methods.yml",
        appended("  - {id: guess, computed: true, formula_th: ก, formula_en: a}\n"),
        "guess",
        "id",
    ),
    "correction of a table that there is not": (
        "corrections.yml",
        corrected("publication: weather, filters: {}"),
        "made",
        "publication",
    ),
    "correction by a column that rows cannot be chosen by": (
        "corrections.yml",
        corrected("publication: outcomes, filters: {value: [1]}"),
        "made",
        "filters.value",
    ),
    "correction of a province that there is not": (
        "corrections.yml",
        corrected("publication: outcomes, filters: {area_id: [50]}"),
        "made",
        "filters.area_id",
    ),
    "correction of a year in words": (
        "corrections.yml",
        corrected("publication: outcomes, filters: {year: [last]}"),
        "made",
        "filters.year",
    ),
    "unknown kind of name": (
        "names.yml",
        swapped("kind: unit", "kind: person"),
        "names no. 1",
        "kind",
    ),
    "no Thai compounds": ("thai_words.yml", swapped("whole:", "parts:"), "whole", "whole"),
    "iso code of another province": (
        "provinces.csv",
        swapped("11,TH-11", "11,TH-12"),
        "11",
        "iso_3166_2",
    ),
    "province in an unknown region": (
        "provinces.csv",
        swapped("BKK,bangkok,", "BKK,moon,"),
        "10",
        "region",
    ),
    "code of three digits": ("provinces.csv", swapped("10,TH-10", "100,TH-10"), "line 2", "code"),
    "region of an unknown scheme": (
        "regions.csv",
        swapped("nso,bangkok", "post,bangkok"),
        "line 2",
        "scheme",
    ),
    "alias of no province": (
        "province_aliases.csv",
        swapped("BKK,10,", "BKK,99,"),
        "BKK",
        "code",
    ),
    "alias of two provinces": (
        "province_aliases.csv",
        appended("BKK,11,abbreviation,\n"),
        "BKK",
        "alias",
    ),
    "not YAML": ("ages.yml", appended("\n: ] ["), "-", "-"),
    "not UTF-8": (
        "sources.yml",
        lambda file: file.write_bytes("# ไทย\n".encode("cp874") + file.read_bytes()),
        "-",
        "-",
    ),
    "a list at the top": (
        "names.yml",
        lambda file: file.write_text("- names", encoding="utf-8"),
        "-",
        "-",
    ),
    "missing YAML file": ("budget_spelling.yml", Path.unlink, "-", "-"),
    "missing CSV file": ("regions.csv", Path.unlink, "-", "-"),
    "section left out": (
        "sources.yml",
        swapped("\npublishers:", "\npublishing_houses:"),
        "publishers",
        "-",
    ),
}


@pytest.mark.parametrize(("file", "change", "entry", "field"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named(
    reference: Path, file: str, change: Change, entry: str, field: str
) -> None:
    change(reference / file)
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(reference)
    fault = caught.value
    assert fault.file == file
    assert fault.entry.startswith(entry)
    assert fault.field.startswith(field)
    assert f"data/reference/{file}" in str(fault)
    assert fault.entry in str(fault)
    assert fault.field in str(fault)
    assert fault.fault


def test_every_file_has_a_case() -> None:
    read = {p.name for p in REFERENCE.iterdir() if p.suffix in {".yml", ".csv"}}
    assert {file for file, *_ in FAULTS.values() if "/" not in file} == read


def test_every_folder_has_a_case() -> None:
    read = {p.name for p in REFERENCE.iterdir() if p.is_dir()} - {"boundaries", "playlists"}
    assert {file.partition("/")[0] for file, *_ in FAULTS.values() if "/" in file} == read


def test_a_series_has_a_source_for_every_year_that_no_entry_describes(reference: Path) -> None:
    file = reference / "sources" / "made.yml"
    file.write_text(
        "sources:\n  - {id: made, title_th: ปี {be}, title_en: 'Year {ce}', publisher: nso,"
        " period_th: ปี {be}, period_en: '{ce}', caveats_th: ก, caveats_en: a, years: [2007, 2009],"
        " each_year: true}\n".replace("ปี {be}", "'ปี {be}'"),
        encoding="utf-8",
    )
    found = read_catalogue(reference).sources
    assert [name for name in found if name.startswith("made")] == [
        "made_2550",
        "made_2551",
        "made_2552",
    ]
    assert (found["made_2551"].title_th, found["made_2551"].title_en) == ("ปี 2551", "Year 2008")
    assert found["made_2551"].years == (2008, 2008)
    assert not found["made_2551"].declared


def test_a_list_id_that_nobody_declares_is_no_list(declared: Catalogue) -> None:
    with pytest.raises(KeyError):
        declared.allowed("colours")


def test_a_correction_is_read_with_the_rows_that_it_is_about(reference: Path) -> None:
    corrected('publication: outcomes, filters: {area_id: ["50", none], year: [2017]}')(
        reference / "corrections.yml"
    )
    with pytest.raises(CatalogueError):
        read_catalogue(reference)
    swapped("none", "null")(reference / "corrections.yml")
    found = read_catalogue(reference).corrections["made"]
    assert found.corrected_on == date(2026, 1, 31)
    assert found.filters == {"area_id": ("50", None), "year": (2017,)}
    assert (found.reason("th"), found.reason("en")) == ("ก", "a")
    assert found.concerns({})
    assert found.concerns({"year": (2016, 2017), "group_id": ("male",)})
    assert not found.concerns({"year": (2016,), "area_id": ("50",)})
