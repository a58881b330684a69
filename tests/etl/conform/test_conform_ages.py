import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.ages import five_year_band, life_course
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


def test_a_negative_age_other_than_unknown_is_refused(declared: Catalogue) -> None:
    with pytest.raises(ValueError, match="negative"):
        five_year_band(-2, declared)
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
