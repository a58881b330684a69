"""A line of a scene: whole between neighbours, marked where years are missing or a method ends."""

import numpy as np
import pandas as pd
import pytest

from welfare.catalog import catalogue
from welfare.exhibition.scenes.lines import line_points

GINI = catalogue().indicators["gini_income"]


def series(values: dict[int, float]) -> pd.DataFrame:
    rows = pd.DataFrame({"year": values.keys(), "value": values.values()})
    return rows.assign(vintage_id=None)


def test_years_without_a_survey_are_an_empty_point() -> None:
    points = line_points(series({2019: 0.4, 2020: np.nan, 2021: 0.5}), GINI)
    assert points == [[0.0, 0.8], [], [1.0, 1.0]]


def test_another_method_parts_the_line() -> None:
    first = GINI.breaks[0].year
    assert line_points(series({first - 1: 0.5, first: 0.4}), GINI) == [[0.0, 1.0], None, [1.0, 0.8]]


def test_a_place_in_a_given_box() -> None:
    points = line_points(series({2020: 0.25}), GINI, (2010, 2030, 0.5))
    assert points == [[0.5, pytest.approx(0.5)]]
