"""The cube: what it bounds holds the truth, what it says is exact is exact, and parts merge."""

import doctest
import importlib
from collections.abc import Callable, Mapping
from math import exp, inf, nan, nextafter, tanh

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics.cube import (
    RESOLUTION,
    Cube,
    cube_gini_sql,
    cube_lorenz_sql,
    cube_mld_decomposition_sql,
    cube_quantile_shares_sql,
    cube_sql,
    cube_theil_decomposition_sql,
    cube_theil_sql,
    merged_cube_sql,
)
from welfare.metrics.inequality import gini
from welfare.metrics.sample import MetricError
from welfare.metrics.shares import lorenz, quantile_shares
from welfare.metrics.sql import (
    Sample,
    gini_sql,
    mld_decomposition_sql,
    theil_decomposition_sql,
    theil_sql,
)

CONNECTION = duckdb.connect()
ROUNDING = 1e-12
KEYS = ("province", "age")


def answer(sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
    return CONNECTION.execute(sql, dict(parameters or {})).df()


def stored(
    rows: pd.DataFrame, keys: tuple[str, ...] = (), *, resolution: int = RESOLUTION
) -> pd.DataFrame:
    """Store rows as ``people`` and their cube as ``cube``; return the rows."""
    CONNECTION.register("given", rows)
    CONNECTION.execute("CREATE OR REPLACE TABLE people AS SELECT * FROM given")
    sample = Sample("people", "income", "weight", keys)
    CONNECTION.execute(f"CREATE OR REPLACE TABLE cube AS {cube_sql(sample, resolution=resolution)}")
    return rows


def drawn(seed: int, size: int = 4000) -> pd.DataFrame:
    """Return incomes with ties, zeros and a heavy tail, weights with zeros, and two keys."""
    random = np.random.default_rng(seed)
    kind = random.integers(0, 4, size)
    smooth, tail = random.lognormal(9, 1, size), 1000 * random.pareto(1.2, size)
    tied = random.integers(0, 40, size) * 500.0
    return pd.DataFrame(
        {
            "income": np.choose(kind, [smooth, tail, tied, np.round(smooth, -2)]),
            "weight": np.where(random.random(size) < 0.1, 0, random.lognormal(3, 2, size)),
            "province": random.integers(10, 20, size).astype(str),
            "age": random.integers(0, 5, size),
        }
    )


def plain(income: object, weight: object = 1.0) -> pd.DataFrame:
    return pd.DataFrame({"income": np.asarray(income, float), "weight": weight})


@pytest.mark.parametrize("module", ["build", "inequality", "shares"])
def test_examples_in_the_documentation_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"welfare.metrics.cube.{module}"))
    assert found.attempted > 0
    assert found.failed == 0


# --- What a cube holds ------------------------------------------------------------------------


def test_a_bin_holds_the_sums_of_its_people() -> None:
    stored(plain([0, 0, 1, 1.001, 5, 7], [2, 1, 3, 1, 0, 1]))
    found = answer("SELECT * EXCLUDE (resolution, entropy, logs) FROM cube")
    assert found.to_numpy().tolist() == [
        [-(2**31), 2, 3, 0, 0, 0],
        [0, 2, 4, pytest.approx(4.001), 1, 1.001],
        [498, 1, 1, 7, 7, 7],
    ]


@pytest.mark.parametrize("resolution", [1, 7, 256, 65536])
def test_amounts_of_a_bin_differ_by_at_most_its_width(resolution: int) -> None:
    stored(drawn(0), resolution=resolution)
    found = answer("SELECT * FROM cube WHERE least > 0")
    assert (found["most"] <= found["least"] * exp(1 / resolution) * (1 + ROUNDING)).all()
    assert (np.floor(np.log(found["least"]) * resolution) == found["bin"]).all()
    assert (found["least"].to_numpy()[1:] > found["most"].to_numpy()[:-1]).all()


@pytest.mark.parametrize("bad", [-1, nan, inf, None])
@pytest.mark.parametrize("column", ["income", "weight"])
def test_what_has_no_bin_is_refused(column: str, bad: float | None) -> None:
    rows = plain([1, 2, 3], [1.0, 1.0, 1.0]).astype(object)
    rows.loc[1, column] = bad
    CONNECTION.register("given", rows)
    CONNECTION.execute(
        "CREATE OR REPLACE TABLE people AS SELECT income::DOUBLE AS income,"
        " weight::DOUBLE AS weight FROM given"
    )
    with pytest.raises(duckdb.InvalidInputException, match=f": {column} holds"):
        answer(cube_sql(Sample("people", "income", "weight")))


# --- The Gini index and its bounds ------------------------------------------------------------

R = exp(1 / RESOLUTION)
TOP = nextafter(R, 0)
ADVERSARIAL = {
    "half at either end of one bin": plain([1, TOP] * 50),
    "the worst split of one bin": plain([1] * 501 + [TOP] * 499),
    "one bin, evenly spread": plain(np.linspace(1, TOP, 1000)),
    "one poor in one bin": plain([1, TOP], [1, 1e9]),
    "two bins, all at their far ends": plain([1, TOP, R * (1 + 1e-12), R * TOP]),
    "two bins, all at their near ends": plain([1, TOP, R * (1 + 1e-12)], [1e-6, 1, 1]),
    "all equal": plain([7] * 9),
    "zeros and one": plain([0] * 9 + [10]),
    "nearly equal": plain(1e9 + np.arange(10)),
    "very small and very large": plain([1e-300, 1e300, 1e299, 1e-5]),
}


@pytest.mark.parametrize("rows", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_the_bounds_hold_the_truth_whatever_the_incomes(rows: pd.DataFrame) -> None:
    stored(rows)
    found = answer(cube_gini_sql(Cube("cube"))).iloc[0]
    exact = gini(rows["income"], rows["weight"])
    assert found["gini_low"] - ROUNDING <= exact <= found["gini_high"] + ROUNDING
    assert found["gini_low"] <= found["gini"] <= found["gini_high"]


@given(
    st.lists(
        st.tuples(st.floats(0, 5) | st.floats(1, R), st.integers(1, 50)), min_size=2, max_size=30
    ).filter(lambda pairs: any(income > 1e-9 for income, _ in pairs)),
    st.sampled_from([1, 16, 256]),
)
@settings(max_examples=60, deadline=None)
def test_the_bounds_hold_the_truth(pairs: list[tuple[float, int]], resolution: int) -> None:
    rows = stored(plain(*map(list, zip(*pairs, strict=True))), resolution=resolution)
    found = answer(cube_gini_sql(Cube("cube"))).iloc[0]
    exact = gini(rows["income"], rows["weight"])
    assert found["gini_low"] - ROUNDING <= exact <= found["gini_high"] + ROUNDING
    bins = answer("SELECT people, total FROM cube")
    shares = bins / bins.sum()
    widest = tanh(1 / (4 * resolution)) * (shares["people"] * shares["total"]).sum()
    assert found["gini_high"] - found["gini_low"] <= widest + ROUNDING


def test_both_bounds_are_reached() -> None:
    stored(ADVERSARIAL["half at either end of one bin"])
    found = answer(cube_gini_sql(Cube("cube"))).iloc[0]
    assert found["gini_high"] == pytest.approx(gini([1, TOP]), rel=1e-9)
    stored(plain([2, 2, 5, 5, 9]))
    found = answer(cube_gini_sql(Cube("cube"))).iloc[0]
    assert (found["gini_low"], found["gini_high"]) == pytest.approx((gini([2, 2, 5, 5, 9]),) * 2)


@pytest.mark.parametrize("by", [(), ("age",), KEYS])
@pytest.mark.parametrize("seed", range(3))
def test_every_coarser_grouping_is_bounded(seed: int, by: tuple[str, ...]) -> None:
    stored(drawn(seed), KEYS)
    exact = answer(gini_sql(Sample("people", "income", "weight", by)))
    found = answer(cube_gini_sql(Cube("cube", by)))
    assert found["people"].to_numpy() == pytest.approx(exact["people"].to_numpy())
    assert found["mean"].to_numpy() == pytest.approx(exact["mean"].to_numpy())
    assert (found["gini_low"] <= exact["gini"] + ROUNDING).all()
    assert (found["gini_high"] >= exact["gini"] - ROUNDING).all()
    assert (found["gini_high"] - found["gini_low"] < 1e-3).all()


def test_of_a_smooth_distribution_it_is_right_to_eight_digits() -> None:
    rows = stored(plain(np.random.default_rng(1).lognormal(9, 0.8, 20_000)))
    found = answer(cube_gini_sql(Cube("cube"))).iloc[0]
    assert found["gini"] == pytest.approx(gini(rows["income"]), abs=5e-8)
    assert found["gini_high"] - found["gini_low"] < 2e-6


# --- What is exact ----------------------------------------------------------------------------


@pytest.mark.parametrize("by", [(), ("age",), KEYS])
def test_theils_are_those_of_the_rows(by: tuple[str, ...]) -> None:
    stored(drawn(4), KEYS)
    exact = answer(theil_sql(Sample("people", "income", "weight", by)))
    pd.testing.assert_frame_equal(answer(cube_theil_sql(Cube("cube", by))), exact, rtol=1e-9)


@pytest.mark.parametrize("zeros", [True, False])
@pytest.mark.parametrize("by", [(), ("age",)])
def test_decompositions_are_those_of_the_rows(by: tuple[str, ...], zeros: bool) -> None:
    rows = drawn(5)
    stored(rows.assign(income=rows["income"] + (not zeros)), KEYS)
    sample = Sample("people", "income", "weight", by)
    for of_rows, of_cube in (
        (theil_decomposition_sql, cube_theil_decomposition_sql),
        (mld_decomposition_sql, cube_mld_decomposition_sql),
    ):
        exact = answer(of_rows(sample, ("province",)))
        found = answer(of_cube(Cube("cube", by), ("province",)))
        pd.testing.assert_frame_equal(found, exact, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("by", [(), ("age",)])
def test_points_of_the_lorenz_curve_lie_on_that_of_the_rows(by: tuple[str, ...]) -> None:
    rows = stored(drawn(6), KEYS)
    rows = rows[rows["weight"] > 0]
    found = answer(cube_lorenz_sql(Cube("cube", by)))
    groups = rows.groupby("age") if by else [(None, rows)]
    for label, group in groups:
        points = found if label is None else found[found["age"] == label]
        exact = lorenz(group["income"], group["weight"])
        shares = np.interp(points["population"], exact.population, exact.share)
        assert points["share"].to_numpy() == pytest.approx(shares, abs=1e-9)
        assert points.iloc[[0, -1]][["population", "share"]].to_numpy().tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize("count", [1, 5, 10, 33])
@pytest.mark.parametrize("resolution", [2, 256])
def test_shares_are_bounded(count: int, resolution: int) -> None:
    rows = stored(drawn(7), ("age",), resolution=resolution)
    found = answer(cube_quantile_shares_sql(Cube("cube", ("age",))), {"count": count})
    for age, group in rows.groupby("age"):
        parts = found[found["age"] == age]
        exact = quantile_shares(group["income"], count, group["weight"])
        assert parts["part"].tolist() == list(range(1, count + 1))
        assert (parts["share_low"].to_numpy() <= exact + ROUNDING).all()
        assert (parts["share_high"].to_numpy() >= exact - ROUNDING).all()
        assert parts["share"].sum() == pytest.approx(1)
        if resolution == RESOLUTION:
            assert parts["share"].to_numpy() == pytest.approx(exact, abs=1e-4)


@pytest.mark.parametrize("rows", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_shares_are_bounded_whatever_the_incomes(rows: pd.DataFrame) -> None:
    stored(rows)
    found = answer(cube_quantile_shares_sql(Cube("cube")), {"count": 4})
    exact = quantile_shares(rows["income"], 4, rows["weight"])
    assert (found["share_low"].to_numpy() <= exact + ROUNDING).all()
    assert (found["share_high"].to_numpy() >= exact - ROUNDING).all()


def test_a_group_without_a_measure_costs_the_others_nothing() -> None:
    rows = pd.DataFrame(
        {
            "income": [5, 0, 0, 1, 3, 9],
            "weight": [1.0, 1, 2, 1, 1, 0],
            "part": ["alone", "nothing", "nothing", "two", "two", "absent"],
        }
    )
    stored(rows, ("part",))
    cube = Cube("cube", ("part",))
    assert answer(cube_gini_sql(cube))["part"].tolist() == ["alone", "nothing", "two"]
    for sql, columns in (
        (cube_gini_sql, ["gini", "gini_low", "gini_high"]),
        (cube_theil_sql, ["theil_t", "theil_l"]),
    ):
        for column in columns:
            assert answer(sql(cube))[column].isna().tolist() == [True, True, False]
    shares = answer(cube_quantile_shares_sql(cube), {"count": 1})
    assert shares["share"].isna().tolist() == [True, True, False]
    assert answer(cube_lorenz_sql(cube))["part"].unique().tolist() == ["two"]


# --- Merging ----------------------------------------------------------------------------------


def test_cubes_of_parts_merge_into_that_of_the_whole() -> None:
    rows = drawn(8)
    for name, part in (("one", rows[:1500]), ("other", rows[1500:])):
        stored(part, KEYS)
        CONNECTION.execute(f"CREATE OR REPLACE TABLE {name} AS FROM cube")
    stored(rows, KEYS)
    whole = answer("FROM cube")
    merged = answer(merged_cube_sql(("one", "other"), KEYS))
    pd.testing.assert_frame_equal(merged, whole, rtol=1e-9)
    stored(rows, ("age",))
    coarser = answer(merged_cube_sql(("one", "other"), ("age",)))
    pd.testing.assert_frame_equal(coarser, answer("FROM cube"), rtol=1e-9)


def test_cubes_of_unlike_resolution_do_not_merge() -> None:
    for name, resolution in (("one", 256), ("other", 128)):
        stored(drawn(9), resolution=resolution)
        CONNECTION.execute(f"CREATE OR REPLACE TABLE {name} AS FROM cube")
    with pytest.raises(duckdb.InvalidInputException, match="tables: are cubes of unlike"):
        answer(merged_cube_sql(("one", "other"), ()))


# --- Faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize("resolution", [0, -1, 65537, 1.5, "256", None])
def test_resolution_is_a_whole_number_in_its_range(resolution: object) -> None:
    with pytest.raises(MetricError) as fault:
        cube_sql(Sample("people", "income"), resolution=resolution)  # type: ignore[arg-type]  # what is refused
    assert fault.value.argument == "resolution"


@pytest.mark.parametrize(
    ("argument", "make"),
    [
        ("table", lambda: Cube("")),
        ("table", lambda: Cube("a\0b")),
        ("by", lambda: Cube("cube", ("",))),
        ("by", lambda: Cube("cube", ("a", "a"))),
        ("by", lambda: Cube("cube", ("Bin",))),
        ("by", lambda: Cube("cube", "age")),  # type: ignore[arg-type]  # what is refused
        ("by", lambda: cube_sql(Sample("people", "income", by=("total",)))),
        ("by", lambda: merged_cube_sql(("cube",), ("people",))),
        ("tables", lambda: merged_cube_sql((), ())),
        ("tables", lambda: merged_cube_sql(("a", "a"), ())),
        ("groups", lambda: cube_theil_decomposition_sql(Cube("cube"), ())),
        ("groups", lambda: cube_mld_decomposition_sql(Cube("cube"), ("logs",))),
    ],
)
def test_bad_names_are_refused(argument: str, make: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as fault:
        make()
    assert fault.value.argument == argument


@pytest.mark.parametrize("count", [0, -3])
def test_no_parts_are_refused(count: int) -> None:
    stored(drawn(10))
    with pytest.raises(duckdb.InvalidInputException, match="count: must be"):
        answer(cube_quantile_shares_sql(Cube("cube")), {"count": count})
