"""What a docstring says, in parts: from made-up docstrings and from those of the library."""

import doctest
import subprocess
import sys

import pytest

from welfare.metrics import described as module
from welfare.metrics.described import describe, described, measures_in


def made(values: list[float], weights: list[float] | None = None) -> float:
    r"""Share of what is had by ``values``.

    Read it beside :func:`~welfare.metrics.inequality.gini`: at 0.5
    half is had.

    Parameters
    ----------
    values
        One number each,
        zero or more.
    weights
        None is one each.

    Returns
    -------
    float
        A share.

    Notes
    -----
    .. math:: S = \frac{a}{b}, \qquad
        a = 1

    Here a leads on:

    .. math:: b = 2

    Range: 0 to 1: never more.

    Limits: tells
    little.

    References
    ----------
    One, A. (1900). A title: with a colon. Journal 1(2), 3-4.
    Two, B. (2000). Another. Publisher.

    Examples
    --------
    >>> for a in (1, 2):
    ...     print(a)
    1
    2
    >>> made([1])
    0.5
    """
    return 0.5


def test_every_part_of_a_docstring_is_told() -> None:
    found = describe(made)
    assert (found.module, found.name) == (__name__.rpartition(".")[2], "made")
    assert found.summary == "Share of what is had by values."
    assert found.reading == "Read it beside gini: at 0.5 half is had."
    assert found.parameters == (
        ("values", "One number each, zero or more."),
        ("weights", "None is one each."),
    )
    assert found.formulas == (r"S = \frac{a}{b}, \qquad a = 1", "b = 2")
    assert found.where == "Here a leads on:"
    assert [note.formula for note in found.notes] == [True, False, True]
    assert found.range == "0 to 1: never more."
    assert found.limits == "tells little."
    assert found.references == (
        "One, A. (1900). A title: with a colon. Journal 1(2), 3-4.",
        "Two, B. (2000). Another. Publisher.",
    )
    assert found.example.splitlines() == [
        ">>> for a in (1, 2):",
        "...     print(a)",
        "1",
        "2",
        ">>> made([1])",
        "0.5",
    ]


def test_a_part_that_is_not_there_is_empty() -> None:
    found = describe(made)
    assert (found.zeros, found.ties) == ("", "")


def test_without_a_docstring_everything_is_empty() -> None:
    found = describe(lambda: None)
    assert (found.summary, found.formulas, found.references, found.example) == ("", (), (), "")


def test_the_measures_of_a_module_are_its_own_public_functions_in_order() -> None:
    found = measures_in("intervals")
    assert found[:3] == ("wilson", "byar", "tell_apart")
    assert "funnel_limits" not in found
    assert "numbers" not in found


def test_a_measure_of_the_library_is_found_by_module_and_name() -> None:
    found = described("inequality", "gini")
    assert found.formulas[0].startswith(r"G = \frac{2 \sum_i")
    assert found.range == "0 to 1 - 1/n among n people."
    assert found.references[0].startswith("Gini, C. (1912).")


@pytest.mark.parametrize(("name", "fault"), [("ginni", AttributeError), ("_held", AttributeError)])
def test_a_measure_that_is_not_there_is_refused(name: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        described("inequality", name)


def test_importing_it_brings_in_nothing_heavy() -> None:
    code = "import sys, welfare.metrics.described; print(*sys.modules)"
    loaded = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True).stdout
    heavy = {"streamlit", "duckdb", "plotly"}
    assert heavy.isdisjoint(loaded.decode().split())


def test_its_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0
