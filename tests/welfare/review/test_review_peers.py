"""Peers: a distance that obeys its laws, whatever the units and whatever is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from welfare.catalog import catalogue
from welfare.review.latest import latest
from welfare.review.neighbours import peers_of, traits_of
from welfare.review.peers import distances, standardised
from welfare.warehouse import Snapshot

VALUES = arrays(float, (6, 3), elements=st.integers(1, 1000).map(float))
FEW = settings(max_examples=40, deadline=None)


def framed(values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, index=list("abcdef"), columns=["x", "y", "z"])


@given(VALUES)
@FEW
def test_the_way_back_is_as_long(values: np.ndarray) -> None:
    scores = standardised(framed(values))
    there, back = distances(scores, "a"), distances(scores, "b")
    assert there.loc["b", "distance"] == pytest.approx(back.loc["a", "distance"])
    assert (there["distance"] >= 0).all()
    assert "a" not in there.index


@given(VALUES, st.floats(0.5, 100), st.floats(-50, 50))
@FEW
def test_units_do_not_matter(values: np.ndarray, factor: float, shift: float) -> None:
    moved = framed(values).assign(x=lambda rows: rows["x"] * factor + shift)
    before, after = (distances(standardised(rows), "a") for rows in (framed(values), moved))
    assert after["distance"].sort_index().to_numpy() == pytest.approx(
        before["distance"].sort_index().to_numpy(), abs=1e-6
    )


@given(VALUES, st.floats(0.5, 100))
@FEW
def test_of_a_logarithm_a_factor_does_not_matter(values: np.ndarray, factor: float) -> None:
    moved = framed(values).assign(x=lambda rows: rows["x"] * factor)
    before, after = (standardised(rows, ["x"]) for rows in (framed(values), moved))
    assert after.to_numpy() == pytest.approx(before.to_numpy(), abs=1e-6)


def test_what_is_not_known_of_one_is_not_counted() -> None:
    rows = framed(np.arange(18.0).reshape(6, 3))
    rows.loc["b", "z"] = np.nan
    found = distances(standardised(rows), "a")
    assert found.loc["b", "variables"] == 2
    assert found.loc["c", "variables"] == 3
    without = distances(standardised(rows[["x", "y"]]), "a")
    assert found.loc["b", "distance"] == pytest.approx(without.loc["b", "distance"])


def test_who_shares_too_few_variables_is_left_out() -> None:
    rows = framed(np.arange(18.0).reshape(6, 3))
    rows.loc["b", ["y", "z"]] = np.nan
    assert "b" not in distances(standardised(rows), "a", fewest=2).index
    assert "b" in distances(standardised(rows), "a", fewest=1).index


def test_a_variable_that_is_the_same_everywhere_tells_nothing_apart() -> None:
    rows = framed(np.arange(18.0).reshape(6, 3)).assign(z=7.0)
    assert (standardised(rows)["z"] == 0).all()


def test_what_has_no_logarithm_is_named() -> None:
    with pytest.raises(ValueError, match="x: has no logarithm"):
        standardised(framed(np.zeros((6, 3))), ["x"])


def test_the_peers_of_yasothon_are_the_nearest_by_hand(snapshot: Snapshot) -> None:
    declared = catalogue().peers
    columns = {}
    for variable in declared.variables:
        one = latest(snapshot, catalogue().indicators[variable.indicator])
        assert one is not None
        values = np.array([one.value(code) for code in catalogue().provinces], dtype=float)
        values = np.log(values) if variable.log else values
        columns[variable.indicator] = (values - values.mean()) / values.std()
    scores = np.column_stack(list(columns.values()))
    codes = list(catalogue().provinces)
    away = np.sqrt(((scores - scores[codes.index("35")]) ** 2).mean(axis=1))
    nearest = [codes[place] for place in np.argsort(away) if codes[place] != "35"]
    peers = peers_of(snapshot, "35")
    assert [peer.code for peer in peers] == nearest[: declared.count]
    assert peers[0].distance == pytest.approx(np.sort(away)[1])
    assert {peer.variables for peer in peers} == {len(declared.variables)}
    traits = traits_of(snapshot, "35", peers)
    assert [trait.indicator for trait in traits] == [v.indicator for v in declared.variables]
