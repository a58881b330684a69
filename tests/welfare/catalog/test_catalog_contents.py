"""What the catalogue declares: systems and their colours, ages, provinces, names."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.ages import five_year_band, life_course
from welfare.catalog import Catalogue, catalogue

AGES = st.integers(min_value=0, max_value=130)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_four_systems_stand_in_their_order_and_colours(declared: Catalogue) -> None:
    assert {s.id: s.colour for s in declared.systems.values()} == {
        "assistance": "#12436D",
        "services": "#28A197",
        "insurance": "#801650",
        "partnership": "#F46A25",
    }
    assert list(declared.systems) == ["assistance", "services", "insurance", "partnership"]


def test_neighbouring_systems_differ_by_three_to_one(declared: Catalogue) -> None:
    colours = [system.colour for system in declared.systems.values()]
    assert min(contrast(a, b) for a, b in pairwise(colours)) >= 3


def test_five_year_bands_run_to_a_hundred(declared: Catalogue) -> None:
    assert declared.age_bands[:2] == ("0-4", "5-9")
    assert declared.age_bands[-2:] == ("95-99", "100+")
    assert len(declared.age_bands) == 21


@pytest.mark.parametrize(
    ("first", "last", "group"),
    [
        (0, 5, "early_childhood"),
        (6, 14, "children"),
        (15, 24, "youth"),
        (25, 59, "working_age"),
        (60, 120, "older_persons"),
    ],
)
def test_life_courses_begin_and_end(declared: Catalogue, first: int, last: int, group: str) -> None:
    assert life_course(first, declared) == group
    assert life_course(last, declared) == group
    before = life_course(first - 1, declared)
    assert before != group


@given(AGES)
def test_every_age_lies_in_one_life_course_and_in_its_band(age: int) -> None:
    groups = [
        g.id
        for g in catalogue().life_courses.values()
        if g.first <= age and (g.last is None or age <= g.last)
    ]
    assert groups == [life_course(age, catalogue())]
    first = int(re.split(r"[-+]", five_year_band(age, catalogue()))[0])
    assert first == min(age // 5 * 5, 100)


def test_bueng_kan_was_cut_from_nong_khai_in_2011(declared: Catalogue) -> None:
    bueng_kan = declared.provinces["38"]
    assert bueng_kan.predecessor == "43"
    assert declared.provinces["43"].name("en") == "Nong Khai"
    assert str(bueng_kan.valid_from) == "2011-03-23"
    assert [p.code for p in declared.provinces.values() if p.predecessor] == ["38"]


def test_areas_are_the_country_the_regions_and_77_provinces(declared: Catalogue) -> None:
    assert len(declared.areas) == 1 + 5 + 77
    assert declared.area_name("50", "en") == "Chiang Mai"
    assert declared.area_name("region_bangkok", "th") == "กรุงเทพมหานคร"
    assert declared.allowed("provinces_or_unknown") == {"00", *declared.provinces}


def test_the_english_of_a_unit_is_its_own(declared: Catalogue) -> None:
    unit = "กรมกิจการผู้สูงอายุ"
    assert declared.proper_name(unit, "en") == "Department of Older Persons"
    assert declared.proper_name(unit, "th") == unit


def test_the_fund_covers_2014_in_part_only(declared: Catalogue) -> None:
    assert declared.incomplete_years(declared.indicators["grants_thb"]) == {2014}
    assert declared.incomplete_years(declared.indicators["poverty_rate_pct"]) == frozenset()
