"""Pyramid, stages of life, budget and grants: what is drawn adds up to what is known."""

import pytest

from welfare.catalog import Catalogue
from welfare.charts.life_course import life_course_bars
from welfare.charts.pyramid import age_pyramid, not_drawn
from welfare.charts.stacked import budget_bars, grants_bars
from welfare.charts.tables import life_course_shares
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.queries.money import budget_by_system, grants_by_year
from welfare.queries.people import coverage_by_age
from welfare.warehouse import Snapshot

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])


@THEMES
@LANGUAGES
def test_the_pyramid_draws_everybody_of_known_age_and_sex(
    snapshot: Snapshot, language: str, palette: Palette
) -> None:
    people = coverage_by_age(snapshot, 2012, ("10",))
    nation = coverage_by_age(snapshot, 2012, ())
    figure = age_pyramid(people, language, palette, nation=nation)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    drawn = sum(abs(value) for trace in bars for value in trace.x)
    assert drawn == pytest.approx(people["persons"].sum() - not_drawn(people), abs=100)
    assert bars[0].y[0] == "0-4"
    assert bars[0].y[-1] == "90+"
    assert sum(trace.type == "scatter" for trace in figure.data) == 2
    assert "http" not in figure.to_json()


def test_men_stand_left_and_women_right(snapshot: Snapshot) -> None:
    people = coverage_by_age(snapshot, 2012, ("50",))
    bars = [t for t in age_pyramid(people, "en", LIGHT).data if t.type == "bar"]
    left = sum(value for trace in bars for value in trace.x if value < 0)
    known = people[(people["age_band"] != "unknown") & (people["sex"] == "male")]
    assert -left == pytest.approx(known["persons"].sum(), abs=100)


def test_the_outline_of_the_nation_has_as_many_people_as_the_area(snapshot: Snapshot) -> None:
    people = coverage_by_age(snapshot, 2012, ("50",))
    figure = age_pyramid(people, "en", LIGHT, nation=coverage_by_age(snapshot, 2012, ()))
    outline = sum(abs(v) for t in figure.data if t.type == "scatter" for v in t.x)
    assert outline == pytest.approx(people["persons"].sum() - not_drawn(people), abs=100)


@THEMES
@LANGUAGES
def test_a_stage_of_life_is_a_full_bar(snapshot: Snapshot, language: str, palette: Palette) -> None:
    shares = life_course_shares(coverage_by_age(snapshot, 2012, ()))
    figure = life_course_bars(shares, language, palette, chosen="youth")
    for group in range(5):
        assert sum(trace.x[group] for trace in figure.data) == pytest.approx(100, abs=0.05)
    assert list(figure.data[0].marker.opacity).count(1.0) == 1


@THEMES
@LANGUAGES
def test_an_agencys_budget_is_a_full_bar_in_the_systems_colours(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    budget = budget_by_system(snapshot)
    figure = budget_bars(budget, language, palette, chosen="services")
    for agency in range(budget["agency"].nunique()):
        assert sum(trace.x[agency] for trace in figure.data) == pytest.approx(100, abs=0.05)
    by_name = {trace.name: trace for trace in figure.data}
    assert declared.systems["insurance"].name(language) not in by_name
    services = by_name[declared.systems["services"].name(language)]
    assert services.marker.color == palette.system("services")
    assert [trace.name for trace in figure.data if trace.opacity == 1] == [services.name]


@THEMES
@LANGUAGES
def test_grants_add_up_by_kind_of_organisation(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    grants = grants_by_year(snapshot)
    figure = grants_bars(grants, language, palette)
    assert len(figure.data) == len(declared.organisation_kinds)
    drawn = sum(value for trace in figure.data for value in trace.y)
    assert drawn * 1e6 == pytest.approx(grants["amount_thb"].sum(), rel=1e-4)
