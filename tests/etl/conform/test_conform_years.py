import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.years import ce_year


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2549.0, 2006),
        (2565, 2022),
        ("2555", 2012),
        ("ปี 2550", 2007),
        ("ปีงบประมาณ ๒๕๕๑", 2008),
        ("จำนวนประชากร ปีงบประมาณ 2554", 2011),
        (2022, 2022),
        ("1988", 1988),
    ],
)
def test_a_year_in_either_era(cell: object, year: int) -> None:
    assert ce_year(cell) == year


@pytest.mark.parametrize("cell", ["", "ปี", "2549 - 2554", "25491", "1800", 9999, None])
def test_no_year_or_two_or_an_impossible_one_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match=r"year"):
        ce_year(cell)


@given(st.integers(1988, 2060))
def test_both_eras_of_a_year_meet(year: int) -> None:
    assert ce_year(year) == ce_year(year + 543) == ce_year(f"พ.ศ. {year + 543}") == year
