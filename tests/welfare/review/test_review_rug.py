"""The rug: how a cell stands and which way it went, by declared rules and from the warehouse."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.catalog import Catalogue, catalogue
from welfare.language.messages import messages
from welfare.review.neighbours import peers_of
from welfare.review.rug import Rug, rug, state_of, way_of
from welfare.review.rug_words import goals_told, rug_finding, slipping_table, state_words
from welfare.warehouse import Snapshot

FEW = settings(max_examples=60, deadline=None)
NUMBER = st.floats(-100, 100, allow_nan=False)
LESS, MORE = (catalogue().indicators[i] for i in ("poverty_rate_pct", "social_security_pct"))
OPPOSITE = {"better": "worse", "worse": "better", "near": "near", "unclear": "unclear"}
OPEN = (None, None)


@FEW
@given(NUMBER, NUMBER, st.floats(0, 20), st.floats(0, 20))
def test_what_is_better_where_more_is_good_is_worse_where_less_is(
    value: float, other: float, near: float, half: float
) -> None:
    for limits in (OPEN, (value - half, value + half)):
        state = state_of(MORE, value, limits, other, near)
        assert state_of(LESS, value, limits, other, near) == OPPOSITE[state]


@FEW
@given(NUMBER, NUMBER, st.floats(0, 20))
def test_an_interval_that_holds_the_comparison_tells_nothing_apart(
    value: float, other: float, half: float
) -> None:
    low, high = value - half, value + half
    state = state_of(LESS, value, (low, high), other, 1000.0)
    assert (state == "unclear") == (low <= other <= high)


def test_the_kinds_of_not_knowing_differ() -> None:
    assert state_of(LESS, None, OPEN, 1.0, 0.0) == "unknown"
    assert state_of(LESS, 1.0, OPEN, None, 0.0) == "alone"


@pytest.mark.parametrize(
    ("first", "last", "way"),
    [
        ((5.0, None, None), (9.0, None, None), "slipped"),
        ((9.0, None, None), (5.0, None, None), "improved"),
        ((9.0, None, None), (9.4, None, None), "steady"),
        ((5.0, 4.0, 6.0), (9.0, 8.0, 10.0), "slipped"),
        ((5.0, 4.0, 8.5), (9.0, 8.0, 10.0), "open"),
    ],
)
def test_a_change_is_told_where_it_is_more_than_chance_or_a_little(
    first: tuple[float, float | None, float | None],
    last: tuple[float, float | None, float | None],
    way: str,
) -> None:
    assert way_of(LESS, first, last, 0.5) == way


@pytest.fixture(scope="module")
def against_nation(snapshot: Snapshot) -> Rug:
    return rug(snapshot, "nation")


def cell_of(found: Rug, code: str, indicator: str):  # type: ignore[no-untyped-def]  # a Cell
    return next(cell for cell in found.rows[code] if cell.indicator == indicator)


def test_every_province_has_every_column(against_nation: Rug, declared: Catalogue) -> None:
    assert list(against_nation.rows) == list(declared.provinces)
    names = [one.indicator.id for one in against_nation.columns]
    assert "poverty_rate_pct" in names
    assert all([c.indicator for c in row] == names for row in against_nation.rows.values())
    assert all(declared.indicators[name].direction != "neutral" for name in names)


def test_poverty_of_every_province_is_worked_out_again(
    against_nation: Rug, snapshot: Snapshot
) -> None:
    values = snapshot.query(
        "SELECT area_id, year, value FROM indicator_value WHERE indicator_id = 'poverty_rate_pct'"
        " AND vintage_id = 'line_revised' AND value IS NOT NULL"
    ).pivot_table(index="area_id", columns="year", values="value")
    nation = values.loc["TH", 2011]
    provinces = values[values.index.str.len() == 2].drop("TH")
    near = catalogue().standing.least * provinces[2011].std(ddof=0)
    for code, row in provinces.iterrows():
        cell = cell_of(against_nation, str(code), "poverty_rate_pct")
        gap = row[2011] - nation
        assert cell.state == ("near" if abs(gap) <= near else "worse" if gap > 0 else "better")
        moved = row[2011] - row[2006]
        way = "steady" if abs(moved) <= near else "slipped" if moved > 0 else "improved"
        assert (cell.change.first_year, cell.change.way) == (2006, way)


def test_a_count_is_told_apart_by_its_interval(against_nation: Rug) -> None:
    cells = [cell_of(against_nation, c, "grants_projects_per_100k") for c in against_nation.rows]
    known = [cell for cell in cells if cell.value is not None]
    assert sum(cell.state == "unclear" for cell in known) > len(known) / 2
    assert all((c.state == "unclear") == (c.low <= c.beside <= c.high) for c in known)


def test_peers_are_those_of_the_profile(snapshot: Snapshot) -> None:
    found = rug(snapshot, "peers")
    cell = cell_of(found, "58", "household_income_thb")
    incomes = [
        cell_of(found, peer.code, "household_income_thb").value for peer in peers_of(snapshot, "58")
    ]
    assert cell.beside == sorted(incomes)[len(incomes) // 2]
    assert f"{cell.beside:,.0f}" in state_words(cell, "peers", "en")


def test_a_goal_is_declared_with_the_law_that_sets_it(snapshot: Snapshot) -> None:
    found = rug(snapshot, "goal", "older_persons")
    assert [one.indicator.id for one in found.columns] == ["not_registered_older_persons_pct"]
    (told,) = goals_told(found, "en")
    assert "section 5" in told
    assert {cell.beside for row in found.rows.values() for cell in row} == {0.0}


def test_baht_of_different_years_are_not_compared(against_nation: Rug) -> None:
    assert all(
        cell_of(against_nation, code, "household_income_thb").change is None
        for code in against_nation.rows
    )


def test_what_is_worse_and_slips_is_told_with_its_numbers(against_nation: Rug) -> None:
    codes = list(against_nation.rows)
    table = slipping_table(against_nation, codes, "en")
    cells = against_nation.slipping
    assert len(table) == len(cells) > 0
    for cell, (_, row) in zip(cells, table.iterrows(), strict=True):
        decimals = catalogue().indicators[cell.indicator].decimals
        said = " ".join(map(str, row))
        for number in (cell.change.first, cell.value, cell.beside):  # type: ignore[union-attr]  # it slipped
            assert f"{number:,.{decimals}f}" in said


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_finding_counts_cells(against_nation: Rug, language: str) -> None:
    codes = list(against_nation.rows)
    told = rug_finding(against_nation, codes, language)  # type: ignore[arg-type]
    worse = {c: sum(x.state == "worse" for x in against_nation.rows[c]) for c in codes}
    most = max(worse.values())
    names = sum(count == most for count in worse.values())
    expected = {most, len(against_nation.columns), len(against_nation.slipping)}
    expected |= {names - 5} if names > 5 else set()
    assert {int(number) for number in re.findall(r"\d+", told)} == expected
    nobody = replace(against_nation, rows={"10": ()})
    none = rug_finding(nobody, ["10"], language)  # type: ignore[arg-type]
    assert none == messages()["rug.finding_none"][language].format(columns=len(nobody.columns))
