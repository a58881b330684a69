"""Provinces by need and reach: the years, the lines, the four parts, the sentences."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.catalog import Catalogue, catalogue
from welfare.charts.need_and_reach import QUADRANTS, Side
from welfare.review import need_words
from welfare.review.need import (
    Quadrants,
    in_quadrants,
    is_need,
    is_reach,
    known_by_province,
    quadrants,
    years_beside,
)
from welfare.warehouse import Snapshot

FEW = settings(max_examples=60, deadline=None)
YEARS = st.lists(st.integers(1990, 2030), min_size=1, max_size=8, unique=True)
NUMBER = st.floats(0, 100, allow_nan=False)


def side(indicator: str, line: float) -> Side:
    return Side(catalogue().indicators[indicator], 2011, line, "nation")


NEED, LESS_IS_MORE = side("poverty_rate_pct", 50.0), side("not_registered_pct", 50.0)
MORE_IS_MORE = side("social_security_pct", 50.0)


def frame(pairs: list[tuple[float, float]], half: float | None = None) -> pd.DataFrame:
    """Return provinces with these needs and reaches, and intervals that reach ``half`` around."""
    codes = list(catalogue().provinces)[: len(pairs)]
    rows = pd.DataFrame(pairs, columns=["need", "reach"]).assign(area_id=codes)
    for name in ("need", "reach"):
        rows[f"{name}_low"] = rows[name] - half if half is not None else float("nan")
        rows[f"{name}_high"] = rows[name] + half if half is not None else float("nan")
    return rows


@FEW
@given(YEARS, YEARS)
def test_no_two_years_lie_nearer_than_those_set_side_by_side(
    needs: list[int], reaches: list[int]
) -> None:
    need, reach = years_beside(needs, reaches, None)
    nearest = min(abs(n - r) for n in needs for r in reaches)
    assert abs(need - reach) == nearest
    assert reach == max(r for r in reaches if min(abs(n - r) for n in needs) == nearest)


@FEW
@given(YEARS, YEARS, st.integers(1990, 2030))
def test_the_year_asked_for_is_that_of_reach(
    needs: list[int], reaches: list[int], asked: int
) -> None:
    need, reach = years_beside(needs, reaches, asked)
    assert abs(reach - asked) == min(abs(year - asked) for year in reaches)
    assert abs(need - reach) == min(abs(year - reach) for year in needs)


@FEW
@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=20))
def test_turning_the_reach_over_leaves_each_province_where_it_is(
    pairs: list[tuple[float, float]],
) -> None:
    upright = in_quadrants(frame(pairs), NEED, MORE_IS_MORE)
    turned = frame([(need, 100 - reach) for need, reach in pairs])
    over = in_quadrants(turned, NEED, LESS_IS_MORE).set_index("area_id")
    for _, row in upright.iterrows():
        if abs(row["reach"] - 50) > 1e-9:
            assert over.at[row["area_id"], "quadrant"] == row["quadrant"]


@FEW
@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=20), st.floats(0, 30))
def test_whose_interval_holds_a_line_is_on_neither_side(
    pairs: list[tuple[float, float]], half: float
) -> None:
    found = in_quadrants(frame(pairs, half), NEED, MORE_IS_MORE)
    for _, row in found.iterrows():
        near = any(row[f"{n}_low"] <= 50 <= row[f"{n}_high"] for n in ("need", "reach"))
        assert (row["quadrant"] == "unclear") == near


def test_the_lesser_side_gives_the_order() -> None:
    found = in_quadrants(frame([(99, 40), (80, 20), (60, 10), (10, 90)]), NEED, MORE_IS_MORE)
    order = found[found["quadrant"] == "high_need_low_reach"]
    assert order["need"].tolist() == [80, 99, 60]
    assert order["beyond"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3])


def test_on_a_line_need_is_not_high_and_reach_not_low() -> None:
    found = in_quadrants(frame([(50, 50), (51, 49)]), NEED, MORE_IS_MORE)
    assert dict(zip(found["need"], found["quadrant"], strict=True)) == {
        50: "low_need_high_reach",
        51: "high_need_low_reach",
    }


@pytest.fixture(scope="module")
def older(snapshot: Snapshot) -> Quadrants:
    declared = catalogue().indicators
    return quadrants(
        snapshot,
        declared["poverty_rate_pct"],
        declared["not_registered_older_persons_pct"],
        None,
    )


def test_poverty_and_older_persons_are_of_one_year_and_cut_by_the_nation(older: Quadrants) -> None:
    assert (older.need.year, older.reach.year) == (2011, 2011)
    assert (older.need.line_of, older.reach.line_of) == ("nation", "nation")
    assert older.need.line == pytest.approx(13.15)
    assert len(older.rows) == 76
    assert older.unknown["area_id"].tolist() == ["38"]


def test_every_province_stands_once(older: Quadrants) -> None:
    codes = [*older.rows["area_id"], *older.unknown["area_id"]]
    assert sorted(codes) == sorted(catalogue().provinces)
    assert set(older.rows["quadrant"]) <= set(QUADRANTS)


def test_where_the_nation_is_not_known_the_middle_province_cuts(snapshot: Snapshot) -> None:
    declared = catalogue().indicators
    found = quadrants(
        snapshot, declared["tpmap_poor_pct"], declared["grants_projects_per_100k"], None
    )
    assert found.need.line_of == "median"
    share = snapshot.query(
        "SELECT median(value) AS middle FROM indicator_value WHERE indicator_id = 'tpmap_poor_pct'"
        " AND year = 2018 AND area_kind = 'province' AND is_current"
    )
    assert found.need.line == pytest.approx(float(share["middle"].iloc[0]))
    assert len(found.members("unclear")) > 0
    assert need_words.years_told(found, "en") is not None


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_number_of_the_finding_is_one_of_the_rows(older: Quadrants, language: str) -> None:
    told = need_words.quadrants_finding(older, language)  # type: ignore[arg-type]
    worst = older.members("high_need_low_reach")
    years = {2011, 2554}
    allowed = {
        *years,
        round(older.need.line, 2),
        round(older.reach.line, 2),
        len(worst),
        len(older.rows),
        len(worst) - 5,
    }
    assert {float(number) for number in re.findall(r"\d+(?:\.\d+)?", told)} == allowed - (
        {2554} if language == "en" else {2011}
    )
    first = catalogue().provinces[worst["area_id"].iloc[0]]
    assert first.name(language) in told  # type: ignore[arg-type]


def test_one_province_is_told_with_its_values_or_why_it_has_none(older: Quadrants) -> None:
    told = need_words.province_finding(older, "58", "en")
    row = older.rows.set_index("area_id").loc["58"]
    assert f"{row['need']:.2f}%" in told
    assert f"{row['reach']:.2f}%" in told
    assert "High need, low reach" in told
    assert "within Nong Khai" in need_words.province_finding(older, "38", "en")
    assert "Bueng Kan" in (need_words.unknown_finding(older, "en") or "")


def test_without_a_province_in_want_the_finding_says_so(older: Quadrants) -> None:
    none = replace(older, rows=older.rows[older.rows["quadrant"] != "high_need_low_reach"])
    assert need_words.quadrants_finding(none, "en").startswith("Of 66 provinces, none")


def test_needs_and_reaches_are_comparable_between_provinces(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    needs, reaches = (known_by_province(snapshot, kind) for kind in (is_need, is_reach))
    assert {"poverty_rate_pct", "tpmap_poor_pct", "older_persons_pct"} <= {i.id for i in needs}
    reach_ids = {i.id for i in reaches}
    assert {"not_registered_pct", "grants_thb_per_poor_person", "relief_thb_per_head"} <= reach_ids
    assert not any(declared.units[i.unit].additive for i in (*needs, *reaches))
    assert all(i.of_all is None for i in (*needs, *reaches))
