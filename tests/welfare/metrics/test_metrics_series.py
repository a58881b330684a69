"""A change of method or of edition parts a series."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import Catalogue, catalogue
from welfare.metrics.series import same_method

EDITIONS = st.sampled_from([None, "line_earlier", "line_revised"])


def rows(years: list[int], editions: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame({"year": years, "vintage_id": pd.Series(editions, dtype="str")})


def test_a_break_opens_a_stretch_with_its_own_year(declared: Catalogue) -> None:
    gini = declared.indicators["gini_income"]
    assert [point.year for point in gini.breaks] == [2006]
    parts = same_method(rows([2002, 2004, 2006, 2007], [None] * 4), gini)
    assert [part["year"].tolist() for part in parts] == [[2002, 2004], [2006, 2007]]


def test_a_new_edition_opens_a_stretch(declared: Catalogue) -> None:
    editions = ["line_earlier", "line_earlier", "line_revised"]
    parts = same_method(rows([2002, 2004, 2006], editions), declared.indicators["poverty_rate_pct"])
    assert [part["year"].tolist() for part in parts] == [[2002, 2004], [2006]]


@given(st.lists(st.tuples(st.integers(1988, 2030), EDITIONS), max_size=30))
def test_stretches_hold_every_row_once_and_one_method_each(
    points: list[tuple[int, str | None]],
) -> None:
    gini = catalogue().indicators["gini_income"]
    series = rows([y for y, _ in sorted(points, key=lambda p: p[0])], [e for _, e in points])
    parts = same_method(series, gini)
    assert [row for part in parts for row in part.index] == series.index.tolist()
    for part in parts:
        assert part["vintage_id"].fillna("").nunique() == 1
        assert part["year"].ge(2006).nunique() == 1
