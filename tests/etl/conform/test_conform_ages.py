import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.ages import (
    age_range,
    band_of,
    five_year_band,
    life_course,
    life_course_of,
)
from welfare.catalog import Catalogue, catalogue

AGES = st.integers(0, 130)


@pytest.mark.parametrize(
    ("age", "band", "group"),
    [
        (0, "0-4", "early_childhood"),
        (5, "5-9", "early_childhood"),
        (6, "5-9", "children"),
        (14, "10-14", "children"),
        (15, "15-19", "youth"),
        (24, "20-24", "youth"),
        (25, "25-29", "working_age"),
        (59, "55-59", "working_age"),
        (60, "60-64", "older_persons"),
        (99, "95-99", "older_persons"),
        (100, "100+", "older_persons"),
        (124, "100+", "older_persons"),
        (-1, "unknown", "unknown"),
    ],
)
def test_a_single_age_has_one_band_and_one_group(
    age: int, band: str, group: str, declared: Catalogue
) -> None:
    assert five_year_band(age, declared) == band
    assert life_course(age, declared) == group


@pytest.mark.parametrize("age", [-2, 131, 900])
def test_an_age_that_cannot_occur_is_refused(age: int, declared: Catalogue) -> None:
    with pytest.raises(ValueError, match="cannot occur"):
        five_year_band(age, declared)


def test_a_negative_age_lies_in_no_group(declared: Catalogue) -> None:
    with pytest.raises(ValueError, match="no life-course group"):
        life_course(-2, declared)


@given(AGES)
def test_every_age_lies_inside_its_band(age: int) -> None:
    first, _, last = five_year_band(age, catalogue()).partition("-")
    if last:
        assert int(first) <= age <= int(last) == int(first) + 4
    else:
        assert first == "100+"
        assert age >= 100


@given(AGES, AGES)
def test_bands_and_groups_follow_the_order_of_ages(one: int, other: int) -> None:
    younger, older = sorted((one, other))
    declared = catalogue()
    groups = list(declared.life_courses)
    assert groups.index(life_course(younger, declared)) <= groups.index(
        life_course(older, declared)
    )
    bands = list(declared.age_bands)
    assert bands.index(five_year_band(younger, declared)) <= bands.index(
        five_year_band(older, declared)
    )


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("60-64", (60, 64)),
        ("60 – 64 ปี", (60, 64)),
        ("๖๐-๖๔", (60, 64)),
        ("00_04", (0, 4)),
        ("อายุ 60-69", (60, 69)),
        ("100+", (100, None)),
        ("80Plus", (80, None)),
        ("อายุ 80 ปีขึ้นไป", (80, None)),
        ("ผู้สูงอายุ (60 ปี+)", (60, None)),
        ("วัยเด็ก (< 15 ปี)", (0, 14)),
        ("มากกว่า 100 ปี", (101, None)),
        ("7", (7, 7)),
        (7.0, (7, 7)),
        ("-1", (-1, -1)),
        ("ไม่ระบุ", (-1, -1)),
    ],
)
def test_a_label_of_ages(label: object, ages: tuple[int, int | None]) -> None:
    assert age_range(label) == ages


@pytest.mark.parametrize("label", ["", "รวม", "64-60", "วัยแรงงาน", "0-300", "2555"])
def test_a_label_that_names_no_age_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"age"):
        age_range(label)


@given(st.sampled_from(catalogue().age_bands))
def test_a_five_year_band_is_itself(band: str) -> None:
    assert band_of(age_range(band), catalogue()) == band


@pytest.mark.parametrize("ages", [(0, 5), (15, 59), (60, None), (61, 65)])
def test_a_range_that_is_no_band_is_not_split(
    ages: tuple[int, int | None], declared: Catalogue
) -> None:
    with pytest.raises(ValueError, match="no five-year band"):
        band_of(ages, declared)


@pytest.mark.parametrize(
    ("ages", "group"),
    [
        ((0, 4), "early_childhood"),
        ((5, 9), None),
        ((10, 14), "children"),
        ((55, 59), "working_age"),
        ((60, 64), "older_persons"),
        ((80, None), "older_persons"),
        ((50, None), None),
        ((-1, -1), "unknown"),
    ],
)
def test_a_range_lies_in_a_group_wholly_or_in_none(
    ages: tuple[int, int | None], group: str | None, declared: Catalogue
) -> None:
    assert life_course_of(ages, declared) == group


@given(AGES, AGES)
def test_a_range_in_a_group_holds_no_age_of_another(one: int, other: int) -> None:
    first, last = sorted((one, other))
    group = life_course_of((first, last), catalogue())
    inside = {life_course(age, catalogue()) for age in range(first, last + 1)}
    assert inside == {group} if group else len(inside) > 1
