import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.provinces import (
    area_kind,
    province_code,
    province_in_year,
    region_area,
    suggestion,
)
from welfare.catalog import Catalogue, catalogue

PROVINCES = st.sampled_from(list(catalogue().provinces.values()))


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("เชียงใหม่", "50"),
        ("  จังหวัดเชียงใหม่ ", "50"),
        ("จ.ลำปาง", "52"),
        ("ลำ าปาง", "52"),
        ("กรุงเทพฯ", "10"),
        ("กทม.", "10"),
        ("สุราษฏร์ธานี", "84"),
        ("Bungkan", "38"),
        ("Chiang Mai ", "50"),
        ("CHIANGMAI", "50"),
        ("TH-96", "96"),
        ("10", "10"),
    ],
)
def test_a_province_however_it_is_written(printed: str, code: str, declared: Catalogue) -> None:
    assert province_code(printed, declared) == code


@pytest.mark.parametrize(
    "printed",
    ["", "เชียงใ", "เชียงใหม่ใหม่", "กรมแพทย์ ทร.", "ทั่วประเทศ", "ภาคเหนือ", "00", "99", "1", None],
)
def test_a_near_miss_is_no_province(printed: object, declared: Catalogue) -> None:
    assert province_code(printed, declared) is None


@pytest.mark.parametrize(
    ("printed", "area"),
    [
        ("ภาคเหนือ", "region_north"),
        ("เหนือ", "region_north"),
        ("ภาคกลาง", "region_central"),
        ("ภาคตะวันออกเฉียงเหนือ", "region_northeast"),
        ("ใต้", "region_south"),
        ("ภาคกรุงเทพมหานคร", "region_bangkok"),
        ("ทั่วประเทศ", "TH"),
        ("ทั่วราชอาณาจักร", "TH"),
        ("Whole Kingdom", "TH"),
        ("Northeastern Region", "region_northeast"),
        ("Southern region", "region_south"),
        ("รวม", None),
        ("นครปฐม", None),
    ],
)
def test_regions_and_the_country(printed: str, area: str | None, declared: Catalogue) -> None:
    assert region_area(printed, declared) == area


@given(PROVINCES, st.sampled_from(["", "จังหวัด", "จ.", "จ. ", "จังหวัด "]), st.text(" \t", max_size=3))
def test_every_official_name_is_known_with_any_prefix_and_padding(
    province: object, prefix: str, padding: str
) -> None:
    assert province_code(f"{padding}{prefix}{province.name_th}{padding}", catalogue()) == (
        province.code
    )


@given(PROVINCES)
def test_english_is_known_without_spaces_and_in_any_case(province: object) -> None:
    squeezed = province.name_en.replace(" ", "")
    assert province_code(squeezed.upper(), catalogue()) == province.code
    assert province_code(squeezed.lower(), catalogue()) == province.code


def test_every_alias_leads_to_its_province(declared: Catalogue) -> None:
    wrong = {
        alias.alias: province_code(alias.alias, declared)
        for alias in declared.aliases
        if province_code(alias.alias, declared) != alias.code
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("code", "year", "then"), [("38", 2008, "43"), ("38", 2011, "38"), ("43", 2008, "43")]
)
def test_bueng_kan_belonged_to_nong_khai_before_its_founding(
    declared: Catalogue, code: str, year: int, then: str
) -> None:
    assert province_in_year(code, year, declared) == then


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("ขอนแก่น", "province"),
        ("ภาคใต้", "region"),
        ("ทั่วประเทศ", "country"),
        ("SN00 - กรมแพทย์ ทร.", "not_a_province"),
        ("เรือนจำกลางคลองเปรม", "not_a_province"),
        ("เมือง", "unknown"),
    ],
)
def test_what_an_area_is_is_told_apart(printed: str, kind: str, declared: Catalogue) -> None:
    assert area_kind(printed, declared) == kind


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("เชียงไหม่", "เชียงใหม่"), ("จังหวัดสกลนะคร", "สกลนคร"), ("Chieng Mai", "Chiang Mai")],
)
def test_a_near_miss_is_suggested_and_not_taken(
    printed: str, meant: str, declared: Catalogue
) -> None:
    assert province_code(printed, declared) is None
    assert meant in suggestion(printed, declared)


@pytest.mark.parametrize("printed", ["", "รวม", "หมายเหตุ", "กระทรวงแรงงาน"])
def test_nothing_is_suggested_for_what_is_near_to_none(printed: str, declared: Catalogue) -> None:
    assert suggestion(printed, declared) == ""


@given(PROVINCES, st.data())
def test_a_name_with_a_letter_lost_is_never_another_province(
    province: object, data: st.DataObject
) -> None:
    name = province.name_th
    place = data.draw(st.integers(0, len(name) - 1))
    found = province_code(name[:place] + name[place + 1 :], catalogue())
    assert found in {None, province.code}
