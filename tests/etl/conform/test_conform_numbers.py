import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.numbers import number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12.0),
        (0, 0.0),
        (-1.5, -1.5),
        ("0", 0.0),
        (" 1,234.5 ", 1234.5),
        ("12,345,678", 12_345_678.0),
        ("1234567", 1_234_567.0),
        ("๑,๒๓๔.๕", 1234.5),
        ("+3", 3.0),
        ("-0.25", -0.25),
        (".00", 0.0),
        ("5.", 5.0),
        ("\u00a07,686,978\u00a0", 7_686_978.0),
    ],
)
def test_numbers_as_agencies_print_them(cell: object, value: float) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(
    "cell", ["", "  ", "-", "--", "na.", " na. ", "NA", "n.a.", "NULL", "None", math.nan]
)
def test_signs_of_a_missing_number_are_missing_and_not_zero(cell: object) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "91,41",
        "1,2345",
        "1,,234",
        ",123",
        "1.2.3",
        "12 baht",
        "1e3",
        "0x10",
        "ร้อย",
        "inf",
        "½",
        True,
        math.inf,
        "#REF!",
        "(12)",
    ],
)
def test_anything_else_is_refused_and_never_guessed(cell: object) -> None:
    with pytest.raises(ValueError, match="is no number"):
        number(cell)


@given(st.integers(-(10**12), 10**12))
def test_thousands_separators_and_thai_digits_do_not_change_a_number(value: int) -> None:
    thai = f"{value:,}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert number(f" {value:,} ") == number(thai) == number(str(value)) == number(value) == value


@given(st.decimals(-(10**9), 10**9, places=4))
def test_decimals_survive(value: object) -> None:
    assert number(f"{value:f}") == float(f"{value:f}")


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_missing_or_refused(text: str) -> None:
    try:
        found = number(text)
    except ValueError:
        return
    assert found is None or math.isfinite(found)
