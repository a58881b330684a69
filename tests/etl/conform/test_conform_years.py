from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.years import ce_date, ce_year, fiscal_year


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


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12092008", date(2008, 9, 12)),
        ("12092551", date(2008, 9, 12)),
        ("1/10/2554", date(2011, 10, 1)),
        ("30/09/2012", date(2012, 9, 30)),
        ("๑/๑๐/๒๕๕๔", date(2011, 10, 1)),
        (39703, date(2008, 9, 12)),
        (238029, date(2008, 9, 12)),
        (date(2551, 9, 12), date(2008, 9, 12)),
    ],
)
def test_a_day_however_it_is_written(cell: object, day: date) -> None:
    assert ce_date(cell) == day


@pytest.mark.parametrize("cell", ["", "31022008", "32012008", "00000000", "2555", "12 ก.ย.", None])
def test_a_day_that_does_not_exist_is_refused(cell: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar words it in its own way
        ce_date(cell)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_is_the_same_in_every_form(day: date) -> None:
    packed = f"{day.day:02d}{day.month:02d}"
    assert ce_date(f"{packed}{day.year}") == day
    if not (day.month == 2 and day.day == 29):
        assert ce_date(f"{packed}{day.year + 543}") == day


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_october_begins_the_next_fiscal_year(day: date) -> None:
    assert fiscal_year(day) - day.year == (1 if day.month in {10, 11, 12} else 0)


def test_fiscal_2565_began_in_october_2021() -> None:
    assert fiscal_year(date(2021, 9, 30)) + 543 == 2564
    assert fiscal_year(date(2021, 10, 1)) + 543 == 2565
