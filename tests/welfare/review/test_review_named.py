"""A province is found by any way in which it is written."""

import pytest

from welfare.catalog import catalogue
from welfare.review.named import provinces_named


def test_every_alias_finds_its_province() -> None:
    official = {name for p in catalogue().provinces.values() for name in (p.name_th, p.name_en)}
    for alias in catalogue().aliases:
        if alias.alias not in official:
            assert provinces_named(alias.alias) == (alias.code,), alias


def test_every_name_and_code_finds_its_province() -> None:
    for code, province in catalogue().provinces.items():
        for name in (province.name_th, province.name_en, code, province.iso_3166_2):
            assert provinces_named(name) == (code,), name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korat", "30"),
        ("โคราช", "30"),
        ("กทม", "10"),
        (" กทม. ", "10"),
        ("bkk", "10"),
        ("จังหวัดยโสธร", "35"),
        ("จ. ยโสธร", "35"),
        ("yasothon", "35"),
        ("แปดริ้ว", "24"),
        ("โสธร", "35"),
    ],
)
def test_spaces_dots_case_and_prefixes_do_not_count(text: str, code: str) -> None:
    assert provinces_named(text) == (code,)


def test_a_part_of_several_names_finds_all_of_them() -> None:
    assert provinces_named("อุบล") == ("34",)
    assert set(provinces_named("สมุทร")) == {"11", "74", "75"}


@pytest.mark.parametrize("text", ["", "  ", "x", "Atlantis", "\u200b", "[", "%"])
def test_what_is_no_province_finds_none(text: str) -> None:
    assert provinces_named(text) == ()
