"""Money at the prices of one year."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.metrics.prices import at_base_prices, implicit_index

PARTS = st.lists(st.tuples(st.floats(1, 1e9), st.floats(10, 300)), min_size=1, max_size=80)


@given(PARTS)
def test_the_index_of_a_sum_lies_between_those_of_its_parts(
    parts: list[tuple[float, float]],
) -> None:
    amounts, indices = zip(*parts, strict=True)
    found = implicit_index(amounts, indices)
    assert min(indices) * (1 - 1e-9) <= found <= max(indices) * (1 + 1e-9)


@given(PARTS)
def test_a_sum_at_base_prices_is_the_sum_of_its_parts_at_base_prices(
    parts: list[tuple[float, float]],
) -> None:
    amounts, indices = zip(*parts, strict=True)
    whole = float(at_base_prices(sum(amounts), implicit_index(amounts, indices)))
    assert whole == pytest.approx(float(at_base_prices(amounts, indices).sum()))


def test_a_part_without_an_index_is_left_out() -> None:
    assert implicit_index([100, 900], [80, math.nan]) == pytest.approx(80)
    assert math.isnan(implicit_index([100], [math.nan]))
    assert math.isnan(float(at_base_prices(100, math.nan)))


def test_an_index_of_zero_is_none() -> None:
    with pytest.raises(ValueError, match="above zero"):
        at_base_prices(1.0, 0.0)
