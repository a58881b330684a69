"""The shipped catalogue loads; a fault is named by file, entry and field."""

import shutil
from collections.abc import Callable
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
        "programmes.yml",
        swapped("    name_en: Social security\n", ""),
        "social_security",
        "name_en",
    ),
    "empty translation": (
        "programmes.yml",
        swapped("name_en: Disability allowance", 'name_en: " "'),
        "disability_allowance",
        "name_en",
    ),
    "programme in an unknown system": (
        "programmes.yml",
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
        "sources.yml",
        swapped("publisher: nso", "publisher: newspaper"),
        "nso_allowance_2560",
        "publisher",
    ),
    "undeclared source": (
        "indicators.yml",
        swapped("sources: [nso_allowance_2560]", "sources: [hearsay]"),
        "older_allowance_persons",
        "sources",
    ),
    "undeclared unit": (
        "indicators.yml",
        swapped("unit: thb_person_month", "unit: rupees"),
        "poverty_line_thb",
        "unit",
    ),
    "undeclared theme": (
        "indicators.yml",
        swapped("theme: need", "theme: weather"),
        "poverty_rate_pct",
        "theme",
    ),
    "undeclared programme": (
        "indicators.yml",
        swapped("programmes: [not_registered]", "programmes: [lottery]"),
        "not_registered_pct",
        "measure.programmes",
    ),
    "undeclared life course": (
        "indicators.yml",
        swapped("life_course: working_age", "life_course: middle_age"),
        "social_security_working_age_pct",
        "measure.life_course",
    ),
    "id declared twice": (
        "indicators.yml",
        swapped("id: poor_persons", "id: poverty_rate_pct"),
        "poverty_rate_pct",
        "id",
    ),
    "too many decimals": (
        "indicators.yml",
        swapped("decimals: 2", "decimals: 12"),
        "poverty_rate_pct",
        "decimals",
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
    "unknown kind of name": (
        "names.yml",
        swapped("kind: unit", "kind: person"),
        "names no. 1",
        "kind",
    ),
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
    assert {file for file, *_ in FAULTS.values()} == read


def test_a_list_id_that_nobody_declares_is_no_list(declared: Catalogue) -> None:
    with pytest.raises(KeyError):
        declared.allowed("colours")
