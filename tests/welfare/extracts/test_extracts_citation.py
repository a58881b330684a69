"""A citation says what, of which version, and whose figures, in a form that programs read."""

import re
from pathlib import Path

import pytest

from tests.welfare.extracts.made import changed, extract_of
from welfare.extracts.citation import STYLES, cite
from welfare.extracts.described import Description, describe


@pytest.fixture
def poverty(built_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Description:
    monkeypatch.setenv("WELFARE_ADDRESS", "https://welfare.example")
    return describe(
        extract_of(built_warehouse, "indicators", indicator_id="poverty_rate_pct", year="2554")
    )


def test_text_names_all_that_finds_the_data_again(poverty: Description) -> None:
    extract = poverty.extract
    year = int(extract.version.published_on[:4])
    english, thai = cite(poverty, "text", "en"), cite(poverty, "text", "th")
    assert english.startswith(f"Thai Welfare Atlas contributors ({year}). Indicators by province")
    assert thai.startswith(f"ผู้จัดทำแผนที่สวัสดิการไทย ({year + 543}). ตัวชี้วัดรายจังหวัด")
    assert "Indicator: Poverty rate; Year: 2011 (2554 BE)" in english
    assert "ตัวชี้วัด: สัดส่วนคนจน; ปี: พ.ศ. 2554 (ค.ศ. 2011)" in thai
    for text in (english, thai):
        assert extract.version.data_version in text
        assert extract.id in text
        assert f"https://welfare.example/api/v1/extracts/{extract.id}" in text
    assert "National Economic and Social Development Council" in english
    assert "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ" in thai


def test_what_has_no_publisher_asks_to_cite_none(built_warehouse: Path) -> None:
    found = describe(extract_of(built_warehouse, "area_list"))
    assert "publishers" not in cite(found, "text", "en")
    assert "note" not in cite(found, "bibtex", "en")


def test_bibtex_has_thai_as_it_is_and_years_that_programs_sort(poverty: Description) -> None:
    entry = cite(poverty, "bibtex", "th")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
    assert fields["author"] == "{ผู้จัดทำแผนที่สวัสดิการไทย}"
    assert fields["year"] == poverty.extract.version.published_on[:4]
    assert fields["url"] == poverty.extract.address
    assert fields["version"] == poverty.extract.version.data_version
    assert re.match(r"@misc\{thai_welfare_atlas_[0-9a-f]{8},\n", entry)


def test_bibtex_writes_signs_of_tex_as_themselves(built_warehouse: Path, tmp_path: Path) -> None:
    hostile = changed(
        built_warehouse,
        tmp_path,
        r"UPDATE about.publication SET name_en = 'A & B_{c} 5% #1 $x ~y ^z \input{w} }'"
        " WHERE publication_id = 'area_list'",
    )
    entry = cite(describe(extract_of(hostile, "area_list")), "bibtex", "en")
    title = re.search(r"^  title = \{\{(.*)\}\},$", entry, re.MULTILINE)
    assert title is not None
    assert title[1] == (
        r"A \& B\_\{c\} 5\% \#1 \$x \textasciitilde{}y \textasciicircum{}z"
        r" \textbackslash{}input\{w\} \}"
    )
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")


@pytest.mark.parametrize("language", ["th", "en"])
def test_ris_has_a_tag_on_every_line(poverty: Description, language: str) -> None:
    entry = cite(poverty, "ris", "th" if language == "th" else "en")
    lines = entry.split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert f"UR  - {poverty.extract.address}" in lines
    assert f"DA  - {poverty.extract.version.published_on.replace('-', '/')}" in lines


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_is_the_same_from_the_archive(built_warehouse: Path, style: str) -> None:
    known = next(each for each in STYLES if each == style)
    first, second = (
        cite(describe(extract_of(built_warehouse, "budgets", archived=archived)), known, "th")
        for archived in (False, True)
    )
    assert first == second
