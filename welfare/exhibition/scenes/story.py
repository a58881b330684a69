"""Sentences with a picture drawn from data: the systems, the stages of life, or series."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.catalog.models import System
from welfare.catalog.playlists import StoryScene
from welfare.charts.findings import complete_years, shown_year
from welfare.charts.programmes import largest_programme
from welfare.charts.tables import life_course_shares
from welfare.charts.theme import LIGHT
from welfare.exhibition.making import Drawn, Making, Node, Said, area_series, part, span
from welfare.exhibition.scenes.lines import line_points
from welfare.language import format_amount, format_year, message
from welfare.queries import money, people
from welfare.queries.build import sources_behind
from welfare.queries.indicators import sources_of

FUND = "grants_projects"
LINE_COLOURS = (LIGHT.system("insurance"), LIGHT.system("services"), LIGHT.system("assistance"))


def draw(scene: StoryScene, making: Making) -> Drawn | None:
    """Return the picture that the scene asks for."""
    return PICTURES[scene.picture](scene, making)


def _untitled(_: Language) -> str:
    return ""


@dataclass(frozen=True)
class Told:
    """What is told of a system: how many, of which fiscal year, and from where."""

    name: Said
    count: Said
    year: int
    sources: list[str]

    def text(self, language: Language) -> str:
        """Return it in words."""
        return message(
            "exhibition.counted",
            language,
            name=self.name(language),
            value=self.count(language),
            year=format_year(self.year, language, fiscal=True),
        )


def _systems(scene: StoryScene, making: Making) -> Drawn:
    """Draw a field a system, with the programme that has the most people."""
    counts = people.programme_people(making.snapshot)
    systems = catalogue().systems.values()
    told = {system.id: _told(system, counts, making) for system in systems}
    years = sorted(each.year for each in told.values())
    used = {source for each in told.values() for source in each.sources}
    return Drawn(
        title=_untitled,
        year=lambda language: span(years[0], years[-1], language, fiscal=True),
        sources=[source for source in catalogue().sources if source in used],
        picture={
            "picture": {
                "kind": "systems",
                "items": [_field(system, told[system.id].text, making) for system in systems],
            }
        },
    )


def _field(system: System, told: Said, making: Making) -> Node:
    return {
        "colour": system.colour,
        **making.each(lambda language: {"name": system.name(language), "text": told(language)}),
    }


def _told(system: System, counts: pd.DataFrame, making: Making) -> Told:
    """Tell people, or the fund's projects where no people are known."""
    found = largest_programme(system, counts)
    if found is None:
        grants = complete_years(money.grants_by_year(making.snapshot))
        by_year = grants.groupby("fiscal_year")["projects"].sum()
        projects = float(by_year.iloc[-1])
        return Told(
            catalogue().programmes["promotion_fund"].name,
            lambda language: message(
                "exhibition.projects", language, count=format_amount(projects, language)
            ),
            int(by_year.index[-1]),
            sources_behind(making.snapshot, catalogue().indicators[FUND]),
        )
    programme, rows = found
    last = rows.iloc[-1]
    persons = float(last["persons"])
    return Told(
        programme.name,
        lambda language: format_amount(persons, language, unit="persons"),
        int(last["fiscal_year"]),
        [str(last["source_id"])],
    )


def _ages(scene: StoryScene, making: Making) -> Drawn | None:
    """Draw the five stages of life by their people in the register of health rights."""
    years = people.coverage_years(making.snapshot)
    if not years:
        return None
    shares = life_course_shares(people.coverage_by_age(making.snapshot, years[-1], ()))
    most = float(shares["persons"].max())
    registered = catalogue().indicators["registered_persons"]
    series = area_series(making, registered, COUNTRY)
    return Drawn(
        title=_untitled,
        year=lambda language: format_year(years[-1], language, fiscal=True),
        sources=sources_of(series[series["year"] == years[-1]]),
        picture={
            "picture": {
                "kind": "ages",
                "items": [
                    _stage(str(row["life_course_id"]), float(row["persons"]), most, making)
                    for _, row in shares.iterrows()
                ],
            }
        },
    )


def _stage(group: str, persons: float, most: float, making: Making) -> Node:
    return {
        "share": part(persons, most),
        **making.each(
            lambda language: {
                "name": catalogue().life_courses[group].name(language),
                "value": format_amount(persons, language, unit="persons"),
            }
        ),
    }


def _series(scene: StoryScene, making: Making) -> Drawn | None:
    """Draw the country's series of the indicators on one scale, broken where methods change."""
    indicators = [catalogue().indicators[name] for name in scene.indicators]
    rows = {indicator.id: area_series(making, indicator, COUNTRY) for indicator in indicators}
    known = pd.concat([found[found["value"].notna()] for found in rows.values()])
    if known.empty:
        return None
    first, last = int(known["year"].min()), int(known["year"].max())
    box = (first, last, float(known["value"].max()))
    return Drawn(
        title=_untitled,
        year=lambda language: shown_year(last, indicators[0], language),
        sources=sources_of(known),
        picture={
            "picture": {
                "kind": "series",
                "lines": [
                    {
                        "colour": colour,
                        "points": line_points(rows[indicator.id], indicator, box),
                        **{each: indicator.title(each) for each in making.languages},
                    }
                    for indicator, colour in zip(indicators, LINE_COLOURS, strict=False)
                ],
            }
        },
        words=lambda language: {
            "first_year": shown_year(first, indicators[0], language),
            "last_year": shown_year(last, indicators[0], language),
        },
    )


PICTURES: Mapping[str, Callable[[StoryScene, Making], Drawn | None]] = {
    "systems": _systems,
    "ages": _ages,
    "series": _series,
}
