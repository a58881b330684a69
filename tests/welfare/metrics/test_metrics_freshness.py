"""Freshness: what is expected next, what is late, and which years are missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import Catalogue, catalogue
from welfare.catalog.models import Source
from welfare.metrics.freshness import Publication, Run, by_lateness, publications


def publication(years: tuple[int, ...], every: int | None, source: Source) -> Publication:
    return Publication(source, years, every)


@pytest.fixture
def source(declared: Catalogue) -> Source:
    return declared.sources["nhso_coverage_2555"]


def test_a_publication_without_an_interval_is_never_late(source: Source) -> None:
    one = publication((2006, 2014), None, source)
    assert (one.expected, one.years_late(2100), one.missing(2100)) == (None, 0, ())


@pytest.mark.parametrize(("built", "late"), [(2012, 0), (2013, 0), (2014, 1), (2026, 13)])
def test_an_edition_is_late_once_its_year_is_over(source: Source, built: int, late: int) -> None:
    assert publication((2011, 2012), 1, source).years_late(built) == late


def test_missing_years_stand_between_and_after_those_known(source: Source) -> None:
    yearly = publication((2008, 2009, 2011, 2012), 1, source)
    assert yearly.missing(2015) == (2010, 2013, 2014)
    assert yearly.runs(2015) == [
        Run(2008, 2009, "older"),
        Run(2010, 2010, "missing"),
        Run(2011, 2012, "recent"),
        Run(2013, 2014, "missing"),
    ]
    assert publication((2019, 2025), 2, source).missing(2026) == (2021, 2023)


@given(
    st.sets(st.integers(1988, 2030), min_size=1),
    st.none() | st.integers(1, 5),
    st.integers(2020, 2060),
)
def test_runs_hold_every_year_once(years: set[int], every: int | None, built: int) -> None:
    one = publication(tuple(sorted(years)), every, catalogue().sources["nhso_coverage_2555"])
    told = [year for run in one.runs(built) for year in range(run.first, run.last + 1)]
    assert told == sorted(years | set(one.missing(built)))
    assert not years & set(one.missing(built))
    assert all(year < max(built, *years) for year in one.missing(built))


def test_editions_of_a_series_are_one_publication(declared: Catalogue) -> None:
    known = [
        ("nhso_coverage_2551", 2008),
        ("nhso_coverage_2555", 2012),
        ("nso_allowance_2560", 2014),
        ("nso_allowance_2560", 2017),
    ]
    found = {p.newest.id: p for p in publications(known, declared.sources)}
    assert set(found) == {"nhso_coverage_2555", "nso_allowance_2560"}
    assert found["nhso_coverage_2555"].years == (2008, 2012)
    ordered = by_lateness(found.values(), 2026)
    assert [p.newest.id for p in ordered] == ["nhso_coverage_2555", "nso_allowance_2560"]
