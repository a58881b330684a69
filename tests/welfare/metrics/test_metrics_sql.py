"""Measures in SQL: equal to those on arrays, whatever the columns, groups and weights."""

import doctest
import importlib
from collections.abc import Callable, Mapping
from math import inf, log, nan
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics.decomposition import mld_decomposition, theil_decomposition
from welfare.metrics.inequality import gini, theil_l, theil_t
from welfare.metrics.intervals import byar, wilson
from welfare.metrics.sample import MetricError
from welfare.metrics.shares import lorenz, palma, quantile_shares, s80s20
from welfare.metrics.social_protection import (
    beneficiary_incidence,
    benefit_incidence,
    coverage,
    quintiles,
)
from welfare.metrics.sql import (
    Quantiles,
    Sample,
    byar_high_sql,
    byar_low_sql,
    coverage_sql,
    gini_sql,
    incidence_sql,
    lorenz_parts_sql,
    lorenz_sql,
    mld_decomposition_sql,
    quantile_shares_sql,
    share_ratios_sql,
    theil_decomposition_sql,
    theil_sql,
    wilson_high_sql,
    wilson_low_sql,
)

CONNECTION = duckdb.connect()
EXACT = {"rel": 1e-9, "abs": 1e-9}
PLAIN = Sample("people", "income")
WEIGHTED = Sample("people", "income", "weight")
E1 = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
E4 = [
    *(10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309),
    *(3408, 3327, 6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508),
    *(3605, 5203, 7990, 3734),
]
E4_REGIONS = [
    *(2, 1, 2, 5, 5, 1, 1, 3, 4, 2, 3, 5, 3, 3, 4, 3, 3, 2, 1, 5, 3, 3, 5, 2, 2, 1, 5, 1, 3, 3),
    *(5, 2),
]


def answer(
    sql: str, columns: Mapping[str, object], parameters: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """Return the rows that a query gives on a table ``people`` of these columns."""
    CONNECTION.register("given", pd.DataFrame(dict(columns)))
    CONNECTION.execute("CREATE OR REPLACE TABLE people AS SELECT * FROM given")
    return CONNECTION.execute(sql, dict(parameters or {})).df()


def drawn(seed: int, size: int = 3000) -> pd.DataFrame:
    """Return incomes with ties, zeros and a heavy tail, weights with zeros, and three groupings."""
    random = np.random.default_rng(seed)
    kind = random.integers(0, 4, size)
    smooth, tail = random.lognormal(9, 1, size), 1000 * random.pareto(1.2, size)
    tied = random.integers(0, 40, size) * 500.0
    income = np.choose(kind, [smooth, tail, tied, np.round(smooth, -2)])
    weight = np.where(random.random(size) < 0.1, 0, random.lognormal(3, 2, size))
    return pd.DataFrame(
        {
            "income": income,
            "weight": weight,
            "province": random.integers(10, 97, size).astype(str),
            "age": random.integers(0, 5, size),
            "benefit": np.where(random.random(size) < 0.3, random.integers(1, 9, size) * 100.0, 0),
            "home": random.integers(0, size // 3, size),
        }
    )


def value(measure: Callable[..., float], rows: pd.DataFrame) -> float:
    """Return a measure of arrays, NaN where it has none: what a query gives null for."""
    try:
        return measure(rows["income"], rows["weight"])
    except MetricError:
        return nan


def groups_of(rows: pd.DataFrame, by: tuple[str, ...]) -> list[pd.DataFrame]:
    rows = rows[rows["weight"] > 0]
    return [group for _, group in rows.groupby(list(by))] if by else [rows]


@pytest.mark.parametrize(
    "module",
    ["gini", "theil", "shares", "protection", "intervals"],
)
def test_examples_in_the_documentation_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"welfare.metrics.sql.{module}"))
    assert found.attempted > 0
    assert found.failed == 0


# --- Published and hand-derived cases ---------------------------------------------------------


def test_e1_gini_and_theils() -> None:
    theil = answer(theil_sql(PLAIN), {"income": E1}).iloc[0]
    assert round(answer(gini_sql(PLAIN), {"income": E1})["gini"][0], 7) == 0.4620911
    assert (round(theil["theil_t"], 7), round(theil["theil_l"], 7)) == (0.3623412, 0.4335946)


def test_e4_states_in_regions() -> None:
    columns = {"income": E4, "region": E4_REGIONS}
    found = answer(theil_decomposition_sql(PLAIN, ("region",)), columns)
    assert answer(gini_sql(PLAIN), columns)["gini"][0] == pytest.approx(0.3537237117345285, 1e-15)
    assert [round(found[part][0], 8) for part in ("total", "total_between", "total_within")] == [
        0.20894344,
        0.0345889,
        0.17435454,
    ]
    assert found["region"].tolist() == [1, 2, 3, 4, 5]


def test_e5_two_groups_of_which_one_has_all() -> None:
    columns = {"income": [0, 0, 0, 10, 10, 10], "part": [0, 0, 0, 1, 1, 1]}
    found = answer(theil_decomposition_sql(PLAIN, ("part",)), columns)
    assert found["total"].tolist() == pytest.approx([log(2)] * 2)
    assert found["total_between"].tolist() == pytest.approx([log(2)] * 2)
    assert found["within"].tolist() == [0, 0]
    assert answer(mld_decomposition_sql(PLAIN, ("part",)), columns)["total"].isna().all()


def test_e6_lorenz_curve() -> None:
    found = answer(lorenz_sql(PLAIN), {"income": [3, 1, 5, 2, 4]})
    assert found["population"].tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert [round(share, 7) for share in found["share"]] == [0, 0.0666667, 0.2, 0.4, 0.6666667, 1]


@pytest.mark.parametrize(
    ("values", "weights", "digits", "expected"),
    [
        pytest.param([3, 1, 6, 2, 1], [4, 2, 2, 10, 1], 4, 0.2553, id="E9-weighted"),
        pytest.param([1, 1, 1, 1, 1000], [1] * 5, 7, 0.7960159, id="E9-one-rich"),
        pytest.param([1, 1, 3], [1, 1, 2], 7, 0.25, id="E9-ties"),
        pytest.param([0] * 9 + [10], [1] * 10, 12, 0.9, id="E10"),
    ],
)
def test_published_gini(
    values: list[float], weights: list[float], digits: int, expected: float
) -> None:
    found = answer(gini_sql(WEIGHTED), {"income": values, "weight": weights})
    assert round(found["gini"][0], digits) == expected


def test_hand_derived_ratios_of_one_to_ten() -> None:
    found = answer(share_ratios_sql(PLAIN), {"income": range(1, 11)}).iloc[0]
    assert (round(found["palma"], 12), round(found["s80s20"], 5)) == (1.0, 6.33333)


def test_hand_derived_social_protection() -> None:
    columns = {
        "poor": [True, True, True, False, False],
        "benefit": [50, 30, 0, 20, 0],
        "after": [50, 70, 60, 120, 200],
    }
    transfer = Sample("people", "benefit")
    assert answer(coverage_sql(transfer, household=None), columns)["coverage"][0] == 0.6
    poor = answer(incidence_sql(transfer, ("poor",), household=None), columns).iloc[1]
    assert (poor["coverage"], poor["beneficiary_incidence"]) == pytest.approx((2 / 3, 2 / 3))
    assert poor["benefit_incidence"] == pytest.approx(0.8)
    assert round(answer(gini_sql(Sample("people", "after")), columns)["gini"][0], 3) == 0.288


# --- Equal to the measures on arrays ----------------------------------------------------------


@pytest.mark.parametrize("by", [(), ("age",), ("province",), ("province", "age")])
@pytest.mark.parametrize("weight", [None, "weight"])
@pytest.mark.parametrize("seed", range(2))
def test_inequality_equals_that_of_arrays(
    seed: int, weight: str | None, by: tuple[str, ...]
) -> None:
    rows = drawn(seed)
    if weight is None:
        rows["weight"] = 1.0
    sample = Sample("people", "income", weight, by)
    ginis = answer(gini_sql(sample), rows)
    theils = answer(theil_sql(sample), rows)
    ratios = answer(share_ratios_sql(sample), rows)
    for place, group in enumerate(groups_of(rows, by)):
        expected = [value(measure, group) for measure in (gini, theil_t, theil_l, palma, s80s20)]
        found = [
            ginis["gini"][place],
            *theils.loc[place, ["theil_t", "theil_l"]],
            *ratios.loc[place, ["palma", "s80s20"]],
        ]
        assert found == pytest.approx(expected, nan_ok=True, **EXACT)
        assert ginis["people"][place] == pytest.approx(group["weight"].sum())
        mean = np.average(group["income"], weights=group["weight"])
        assert theils["mean"][place] == pytest.approx(mean)


@pytest.mark.parametrize("count", [1, 5, 10, 7])
@pytest.mark.parametrize("by", [(), ("age",), ("province", "age")])
def test_shares_and_curves_equal_those_of_arrays(count: int, by: tuple[str, ...]) -> None:
    rows = drawn(3)
    sample = Sample("people", "income", "weight", by)
    shares = answer(quantile_shares_sql(sample), rows, {"count": count})
    steps = answer(lorenz_parts_sql(sample), rows, {"count": count})
    for place, group in enumerate(groups_of(rows, by)):
        own = slice(place * count, (place + 1) * count)
        at = slice(place * (count + 1), (place + 1) * (count + 1))
        if len(group) < 2:
            assert shares["share"][own].isna().all()
            assert steps["share"][at].isna().all()
            continue
        expected = quantile_shares(group["income"], count, group["weight"])
        assert shares["part"][own].tolist() == list(range(1, count + 1))
        assert shares["share"][own].to_numpy() == pytest.approx(expected, **EXACT)
        assert steps["population"][at].to_numpy() == pytest.approx(np.arange(count + 1) / count)
        curve = np.concatenate([[0], np.cumsum(expected)])
        assert steps["share"][at].to_numpy() == pytest.approx(curve, **EXACT)


@pytest.mark.parametrize("by", [(), ("age",)])
def test_lorenz_curve_lies_on_that_of_arrays(by: tuple[str, ...]) -> None:
    rows = drawn(4)
    found = answer(lorenz_sql(Sample("people", "income", "weight", by)), rows)
    points = [group for _, group in found.groupby("age")] if by else [found]
    for group, curve in zip(groups_of(rows, by), points, strict=True):
        expected = lorenz(group["income"], group["weight"])
        shares = np.interp(curve["population"], expected.population, expected.share)
        assert curve["share"].to_numpy() == pytest.approx(shares, **EXACT)
        assert len(curve) == group["income"].nunique() + 1
        assert curve.iloc[[0, -1]][["population", "share"]].to_numpy().tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize("zeros", [True, False])
@pytest.mark.parametrize("by", [(), ("age",)])
def test_decompositions_equal_those_of_arrays(by: tuple[str, ...], zeros: bool) -> None:
    rows = drawn(5)
    if not zeros:
        rows["income"] += 1
    sample = Sample("people", "income", "weight", by)
    for sql, split in (
        (theil_decomposition_sql, theil_decomposition),
        (mld_decomposition_sql, mld_decomposition),
    ):
        found = answer(sql(sample, ("province",)), rows)
        parts = [part for _, part in found.groupby("age")] if by else [found]
        for group, part in zip(groups_of(rows, by), parts, strict=True):
            if zeros and split is mld_decomposition:
                assert part[["theil", "within", "between", "total"]].isna().all(axis=None)
                continue
            expected = split(group["income"], group["province"], group["weight"])
            assert part["total"].to_numpy() == pytest.approx(expected.total, **EXACT)
            assert part["total_between"].to_numpy() == pytest.approx(expected.between, **EXACT)
            assert part["total_within"].to_numpy() == pytest.approx(expected.within, **EXACT)
            named = {one.label: one for one in expected.groups}
            assert part["province"].tolist() == sorted(named)
            for column in ("population_share", "income_share", "theil", "within", "between"):
                each = [getattr(named[label], column) for label in part["province"]]
                assert part[column].tolist() == pytest.approx(each, **EXACT)


@pytest.mark.parametrize("household", [None, "home"])
def test_protection_equals_that_of_arrays(household: str | None) -> None:
    rows = drawn(6)
    rows["fifth"] = quintiles(
        rows["income"], rows["benefit"], ranked="pre_transfer", weights=rows["weight"]
    )
    recipients: dict[str, Any] = {"recipients": "direct"}
    if household is not None:
        recipients = {"recipients": "household", "households": rows["home"]}
    reached = {**recipients, "weights": rows["weight"]}
    transfer = Sample("people", "benefit", "weight")
    whole = answer(coverage_sql(transfer, household=household), rows)
    assert whole["coverage"][0] == pytest.approx(coverage(rows["benefit"], **reached), **EXACT)
    for groups, column in ((("age",), "age"), (Quantiles("income"), "fifth")):
        found = answer(
            incidence_sql(transfer, groups, household=household),
            rows,
            {"count": 5} if column == "fifth" else None,
        )
        labels = found.iloc[:, 0].tolist()
        assert labels == sorted(set(rows.loc[rows["weight"] > 0, column]))
        for measure, expected in (
            ("coverage", coverage(rows["benefit"], groups=rows[column], **reached)),
            (
                "beneficiary_incidence",
                beneficiary_incidence(rows["benefit"], rows[column], **reached),
            ),
            (
                "benefit_incidence",
                benefit_incidence(rows["benefit"], rows[column], weights=rows["weight"]),
            ),
        ):
            each = [expected[label] for label in labels]
            assert found[measure].tolist() == pytest.approx(each, **EXACT)
        assert found["population_share"].sum() == pytest.approx(1)


def test_each_year_is_ranked_and_shared_out_by_itself() -> None:
    rows = drawn(7)
    sample = Sample("people", "benefit", "weight", ("age",))
    found = answer(incidence_sql(sample, Quantiles("income"), household=None), rows, {"count": 10})
    for age, part in found.groupby("age"):
        alone = answer(
            incidence_sql(
                Sample("people", "benefit", "weight"), Quantiles("income"), household=None
            ),
            rows[rows["age"] == age],
            {"count": 10},
        )
        pd.testing.assert_frame_equal(
            part.drop(columns="age").reset_index(drop=True), alone, rtol=1e-9
        )


# --- Weights, scale, order --------------------------------------------------------------------

AMOUNTS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 6)), min_size=2, max_size=20
).filter(lambda pairs: sum(y * w for y, w in pairs) > 0)


def measured(values: object, weights: object | None = None) -> list[float]:
    """Return every measure of one sample, in one row."""
    columns = {"income": values} if weights is None else {"income": values, "weight": weights}
    sample = PLAIN if weights is None else WEIGHTED
    return [
        answer(gini_sql(sample), columns)["gini"][0],
        *answer(theil_sql(sample), columns).loc[0, ["theil_t", "theil_l"]],
        *answer(share_ratios_sql(sample), columns).loc[0],
        *answer(quantile_shares_sql(sample), columns, {"count": 3})["share"],
    ]


@given(AMOUNTS)
@settings(max_examples=25, deadline=None)
def test_a_weight_is_as_many_repetitions(pairs: list[tuple[int, int]]) -> None:
    values, weights = map(list, zip(*pairs, strict=True))
    repeated = np.repeat(values, weights)
    if np.count_nonzero(weights) > 1:
        assert measured(values, weights) == pytest.approx(
            measured(repeated), nan_ok=True, rel=1e-9, abs=1e-9
        )


@given(AMOUNTS, st.sampled_from([1e-6, 0.1, 7, 1e9]))
@settings(max_examples=15, deadline=None)
def test_the_unit_and_the_order_do_not_matter(pairs: list[tuple[int, int]], factor: float) -> None:
    values, weights = map(np.array, zip(*pairs, strict=True))
    scaled = measured(values[::-1] * factor, weights[::-1] * factor)
    assert scaled == pytest.approx(measured(values, weights), nan_ok=True, rel=1e-9, abs=1e-9)


def test_values_that_differ_little_keep_their_digits() -> None:
    columns = {"income": 1e9 + np.random.default_rng(0).random(100)}
    found = answer(gini_sql(PLAIN), columns)["gini"][0]
    assert found == pytest.approx(gini(columns["income"]), rel=1e-9, abs=0)
    assert answer(theil_sql(PLAIN), columns)["theil_t"][0] == pytest.approx(0, abs=1e-13)


@pytest.mark.parametrize("weight", [0.1, 0.3, 0.7, 1.1, 1 / 3, 1e-9])
def test_rounding_moves_nobody_over_a_boundary(weight: float) -> None:
    columns = {"income": [0] * 4 + [1] * 6, "weight": [weight] * 10}
    assert answer(share_ratios_sql(WEIGHTED), columns).isna().all(axis=None)
    shares = answer(quantile_shares_sql(WEIGHTED), columns, {"count": 5})["share"]
    assert shares[:2].tolist() == [0, 0]


@pytest.mark.parametrize("threads", [1, 4])
def test_the_number_of_threads_does_not_matter(threads: int) -> None:
    sql = [gini_sql(WEIGHTED), theil_sql(WEIGHTED), share_ratios_sql(WEIGHTED)]
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.register("given", drawn(8, 20_000))
        connection.execute("CREATE TABLE people AS SELECT * FROM given")
        found = [number for one in sql for number in connection.execute(one).fetchall()[0]]
    rows = drawn(8, 20_000)
    pair = rows["income"], rows["weight"]
    expected = [gini(*pair), theil_t(*pair), palma(*pair), s80s20(*pair)]
    assert [found[2], found[5], found[7], found[8]] == pytest.approx(expected, **EXACT)


@pytest.mark.parametrize("by", [(), ("age",), ("province", "age")])
def test_the_order_of_rows_survives_many_threads_and_is_checked(
    by: tuple[str, ...], tmp_path: Path
) -> None:
    sql = gini_sql(Sample("people", "income", "weight", by))
    rows = drawn(11, 20_000)
    expected = [value(gini, group) for group in groups_of(rows, by)]
    with duckdb.connect(config={"threads": 8}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"ATTACH '{tmp_path}/small.duckdb' (ROW_GROUP_SIZE 2048)")
        connection.register("given", rows)
        connection.execute("USE small; CREATE TABLE people AS SELECT * FROM given")
        for _ in range(5):
            assert connection.execute(sql).df()["gini"].tolist() == pytest.approx(
                expected, nan_ok=True, **EXACT
            )
        ordering = next(line for line in sql.splitlines() if "ORDER BY" in line and " d" in line)
        unsorted = sql.replace(ordering, ordering[: ordering.index("ORDER BY")])
        with pytest.raises(duckdb.InvalidInputException, match="out of order"):
            connection.execute(unsorted).fetchall()


# --- Where there is no measure ----------------------------------------------------------------


def test_a_group_without_a_measure_costs_the_others_nothing() -> None:
    columns = {
        "income": [5, 0, 0, 1, 3, 0, 2, 9],
        "weight": [1, 1, 2, 1, 1, 1, 1, 0],
        "part": ["alone", "nothing", "nothing", "two", "two", "zero", "zero", "absent"],
    }
    sample = Sample("people", "income", "weight", ("part",))
    ginis = answer(gini_sql(sample), columns)
    assert ginis["part"].tolist() == ["alone", "nothing", "two", "zero"]
    assert ginis["gini"].isna().tolist() == [True, True, False, False]
    theils = answer(theil_sql(sample), columns)
    assert theils["theil_t"].isna().tolist() == [True, True, False, False]
    assert theils["theil_l"].isna().tolist() == [True, True, False, True]
    ratios = answer(share_ratios_sql(sample), columns)
    assert ratios["palma"].isna().tolist() == [True, True, False, True]
    shares = answer(quantile_shares_sql(sample), columns, {"count": 2})
    assert shares.groupby("part")["share"].sum(min_count=2).isna().tolist() == [
        *(True, True, False, False)
    ]
    assert answer(lorenz_sql(sample), columns)["part"].unique().tolist() == ["two", "zero"]
    split = answer(
        theil_decomposition_sql(Sample("people", "income", "weight"), ("part",)), columns
    )
    assert split["total"].notna().all()
    alone = answer(theil_decomposition_sql(sample, ("income",)), columns)
    assert alone["total"].isna().tolist() == [True, True, False, False, False, False]


def test_nobody_receives() -> None:
    columns = {"income": [1, 2, 3], "benefit": [0, 0, 0]}
    transfer = Sample("people", "benefit")
    assert answer(coverage_sql(transfer, household=None), columns)["coverage"][0] == 0
    found = answer(incidence_sql(transfer, ("income",), household=None), columns)
    assert found[["beneficiary_incidence", "benefit_incidence"]].isna().all(axis=None)


@pytest.mark.parametrize("sql", [gini_sql, theil_sql, lorenz_sql, share_ratios_sql])
def test_an_empty_table_is_no_error(sql: Callable[[Sample], str]) -> None:
    columns = {"income": np.array([], float), "weight": np.array([], float)}
    assert answer(sql(WEIGHTED), columns).isna().all(axis=None)


# --- Faults -----------------------------------------------------------------------------------

QUERIES = {
    "gini": gini_sql,
    "theil": theil_sql,
    "lorenz": lorenz_sql,
    "lorenz_parts": lorenz_parts_sql,
    "quantile_shares": quantile_shares_sql,
    "share_ratios": share_ratios_sql,
    "theil_decomposition": lambda sample: theil_decomposition_sql(sample, ("place",)),
    "mld_decomposition": lambda sample: mld_decomposition_sql(sample, ("place",)),
    "coverage": lambda sample: coverage_sql(sample, household="home"),
    "incidence": lambda sample: incidence_sql(sample, ("place",), household=None),
    "incidence_of_parts": lambda sample: incidence_sql(
        sample, Quantiles("welfare"), household=None
    ),
}
"""Every query, on a sample of people by year."""


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    ("column", "bad"),
    [
        *(("income", bad) for bad in (-1, nan, inf, -inf, None)),
        *(("weight", bad) for bad in (-1, nan, inf, -inf, None)),
        ("year", None),
    ],
)
def test_a_bad_number_stops_the_query_and_names_its_column(
    query: str, column: str, bad: float | None
) -> None:
    sample = Sample("people", "income", "weight", ("year",))
    with pytest.raises(duckdb.InvalidInputException, match=f": {column} holds"):
        refused(QUERIES[query](sample), column, bad)


@pytest.mark.parametrize(
    ("query", "column", "bad"),
    [
        ("theil_decomposition", "place", None),
        ("incidence", "place", None),
        ("coverage", "home", None),
        ("incidence_of_parts", "welfare", nan),
        ("incidence_of_parts", "welfare", None),
    ],
)
def test_a_bad_label_or_welfare_is_named_too(query: str, column: str, bad: float | None) -> None:
    sample = Sample("people", "income", "weight", ("year",))
    with pytest.raises(duckdb.InvalidInputException, match=f": {column} holds"):
        refused(QUERIES[query](sample), column, bad)


def refused(sql: str, column: str, bad: float | None) -> None:
    """Run a query on five people, of whom the third has ``bad`` in one column."""
    CONNECTION.execute(
        "CREATE OR REPLACE TABLE people AS SELECT i::DOUBLE AS income, 1::DOUBLE AS weight,"
        " 2020 AS year, i % 2 AS place, i AS home, i::DOUBLE AS welfare FROM range(1, 6) r(i)"
    )
    CONNECTION.execute(f"UPDATE people SET {column} = $bad WHERE home = 3", {"bad": bad})  # noqa: S608
    CONNECTION.execute(sql, {"count": 2} if "$count" in sql else {}).fetchall()


@pytest.mark.parametrize("query", ["lorenz_parts", "quantile_shares", "incidence_of_parts"])
@pytest.mark.parametrize("count", [0, -1])
def test_no_parts_are_refused(query: str, count: int) -> None:
    columns = {"income": [1, 2], "welfare": [1, 2]}
    with pytest.raises(duckdb.InvalidInputException, match="count: must be"):
        answer(QUERIES[query](PLAIN), columns, {"count": count})


def test_a_row_of_weight_zero_may_hold_anything() -> None:
    columns = {"income": [1, 2, nan, -5], "weight": [1, 1, 0, 0]}
    assert answer(gini_sql(WEIGHTED), columns)["gini"][0] == pytest.approx(gini([1, 2]))


def test_checks_cost_nothing_where_statistics_rule_faults_out() -> None:
    with duckdb.connect() as connection:
        connection.register("given", drawn(9))
        connection.execute("CREATE TABLE people AS SELECT * FROM given WHERE weight > 0")
        sound = connection.execute(f"EXPLAIN {theil_sql(WEIGHTED)}").fetchall()
        connection.execute("INSERT INTO people (income, weight) VALUES (-1, 1)")
        faulty = connection.execute(f"EXPLAIN {theil_sql(WEIGHTED)}").fetchall()
    assert "error" not in str(sound)
    assert "error" in str(faulty)


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["รายได้ ต่อหัว", 'a"b', "x; DROP TABLE people; --", "o'clock", "select", "y", "ranked", "w"],
)
def test_any_name_can_be_a_column_or_a_table(name: str) -> None:
    sample = Sample(name, name, "weight", ("year",))
    plain = Sample("people", "income", "weight", ("year",))
    rows = drawn(10, 200).assign(year=2020, welfare=np.arange(200.0), place=1)
    quoted = '"' + name.replace('"', '""') + '"'
    with duckdb.connect() as connection:
        connection.register("given", rows.rename(columns={"income": name}))
        connection.execute(f"CREATE TABLE {quoted} AS SELECT * FROM given")  # noqa: S608
        for query in QUERIES.values():
            parameters = {"count": 4} if "$count" in query(plain) else {}
            found = connection.execute(query(sample), parameters).df()
            pd.testing.assert_frame_equal(found, answer(query(plain), rows, parameters), rtol=1e-9)
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(1,)]


@pytest.mark.parametrize("bad", ["", "a\0b", None, 3, ("a",)])
@pytest.mark.parametrize(
    ("argument", "make"),
    [
        ("table", lambda bad: Sample(bad, "y")),
        ("value", lambda bad: Sample("t", bad)),
        ("weight", lambda bad: Sample("t", "y", bad if bad is not None else "")),
        ("by", lambda bad: Sample("t", "y", by=(bad,))),
        ("groups", lambda bad: theil_decomposition_sql(PLAIN, (bad,))),
        ("groups", lambda bad: mld_decomposition_sql(PLAIN, (bad,))),
        ("groups", lambda bad: incidence_sql(PLAIN, (bad,), household=None)),
        ("household", lambda bad: coverage_sql(PLAIN, household=bad if bad is not None else "")),
        ("welfare", Quantiles),
        ("successes", lambda bad: wilson_low_sql(bad, "n")),
        ("trials", lambda bad: wilson_high_sql("x", bad)),
        ("count", lambda bad: byar_low_sql(bad, "e")),
        ("exposure", lambda bad: byar_high_sql("x", bad)),
    ],
)
def test_what_cannot_be_a_name_is_refused(
    argument: str, make: Callable[[object], object], bad: object
) -> None:
    with pytest.raises(MetricError) as fault:
        make(bad)
    assert fault.value.argument == argument


@pytest.mark.parametrize(
    ("argument", "make"),
    [
        ("by", lambda: Sample("t", "y", by="province")),  # type: ignore[arg-type]  # what is refused
        ("by", lambda: Sample("t", "y", by=("a", "A"))),
        ("groups", lambda: theil_decomposition_sql(PLAIN, ())),
        ("groups", lambda: incidence_sql(PLAIN, (), household=None)),
        ("groups", lambda: mld_decomposition_sql(PLAIN, ("a", "a"))),
    ],
)
def test_names_come_in_a_tuple_each_once(argument: str, make: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as fault:
        make()
    assert fault.value.argument == argument


# --- Intervals of rates -----------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.just(0.0) | st.floats(1e-9, 1), st.floats(1e-3, 1e9)), min_size=1, max_size=20
    ),
    st.floats(0.001, 0.999),
)
@settings(max_examples=30, deadline=None)
def test_limits_equal_those_of_arrays(shares: list[tuple[float, float]], confidence: float) -> None:
    trials = [base for _, base in shares] + [10, 10, 7.5]
    counted = [share * base for share, base in shares] + [0, 10, 7.5]
    columns = {"x": counted, "n": trials}
    expressions = [
        limit("x", "n", confidence=confidence)
        for limit in (wilson_low_sql, wilson_high_sql, byar_low_sql, byar_high_sql)
    ]
    found = answer(f"SELECT {', '.join(expressions)} FROM people", columns).to_numpy().T  # noqa: S608
    proportion = wilson(counted, trials, confidence=confidence)
    rate = byar(counted, trials, confidence=confidence)
    for limits, expected in zip(
        found, (proportion.low, proportion.high, rate.low, rate.high), strict=True
    ):
        assert limits == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_limits_are_null_where_nothing_is_known() -> None:
    columns = {"x": [None, 1.0, 0.0], "n": [5.0, None, 0.0]}
    for limit in (wilson_low_sql, wilson_high_sql, byar_low_sql, byar_high_sql):
        assert answer(f"SELECT {limit('x', 'n')} AS z FROM people", columns)["z"].isna().all()  # noqa: S608


@pytest.mark.parametrize("pair", [(-1, 5), (nan, 5), (1, inf), (1, -1)])
@pytest.mark.parametrize("limit", [wilson_low_sql, wilson_high_sql, byar_low_sql, byar_high_sql])
def test_bad_counts_stop_the_query(limit: Callable[..., str], pair: tuple[float, float]) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="holds"):
        CONNECTION.execute(
            f"SELECT {limit('x', 'n')} FROM (SELECT $x::DOUBLE AS x, $n::DOUBLE AS n)",  # noqa: S608
            {"x": pair[0], "n": pair[1]},
        ).fetchall()


def test_more_successes_than_trials_stop_the_query() -> None:
    with pytest.raises(duckdb.InvalidInputException, match="successes: x holds"):
        answer(f"SELECT {wilson_low_sql('x', 'n')} FROM people", {"x": [6], "n": [5]})  # noqa: S608


@pytest.mark.parametrize("confidence", [0, 1, -0.1, nan, 2])
@pytest.mark.parametrize("limit", [wilson_low_sql, wilson_high_sql, byar_low_sql, byar_high_sql])
def test_confidence_lies_between_zero_and_one(limit: Callable[..., str], confidence: float) -> None:
    with pytest.raises(MetricError) as fault:
        limit("x", "n", confidence=confidence)
    assert fault.value.argument == "confidence"
