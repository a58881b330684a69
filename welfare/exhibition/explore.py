"""What a visitor finds who touches the screen: maps by indicator, age and system, and provinces."""

from functools import partial
from urllib.parse import urlencode

from welfare.catalog import Indicator, Language, catalogue
from welfare.catalog.expand import of_life_course
from welfare.catalog.models import System
from welfare.charts.findings import province_finding, provinces_finding, shown_year
from welfare.charts.sourced import source_line
from welfare.exhibition.making import Making, Node
from welfare.exhibition.qr import small_qr
from welfare.exhibition.scenes.maps import map_legend, map_states
from welfare.language import format_value
from welfare.metrics.classify import quantile_classes
from welfare.queries import indicators as queries

START = "poverty_rate_pct"
"""The map that a visitor sees first."""
BY_AGE = "not_registered_pct"
"""What is shown of a stage of life: how many are in no scheme of health rights."""


def explore(making: Making, server: str | None = None) -> Node:
    """Return every map that can be asked for, each with what it says of every province.

    ``server`` is the address under which phones find the pages: a code leads to the page of every
    view; None leaves codes out.
    """
    ages = {group: of_life_course(BY_AGE, group) for group in catalogue().life_courses}
    systems = {
        system.id: system.people_indicator or system.money_indicator
        for system in catalogue().systems.values()
    }
    wanted = dict.fromkeys([START, *ages.values(), *systems.values()])
    maps = {name: _map(catalogue().indicators[name], making, server) for name in wanted if name}
    return {
        "start": START,
        "maps": {name: found for name, found in maps.items() if found},
        "provinces": [
            {
                "code": province.code,
                "region": province.region,
                **{each: province.name(each) for each in making.languages},
            }
            for province in catalogue().provinces.values()
        ],
        "regions": [
            {"key": region.id, **{each: region.name(each) for each in making.languages}}
            for region in catalogue().regions.values()
        ],
        "ages": [
            {
                "map": name,
                **{each: catalogue().life_courses[group].name(each) for each in making.languages},
            }
            for group, name in ages.items()
        ],
        "systems": [
            _system(system, systems[system.id], making) for system in catalogue().systems.values()
        ],
    }


def _system(system: System, shown: str | None, making: Making) -> Node:
    return {
        "map": shown,
        "colour": system.colour,
        **making.each(
            lambda language: {
                "name": system.name(language),
                "text": system.description(language),
            }
        ),
    }


def _map(indicator: Indicator, making: Making, server: str | None) -> Node | None:
    """Return the latest map of an indicator; None where no province is known."""
    whole = [
        year
        for year in queries.province_years(making.snapshot, indicator.id)
        if year not in catalogue().incomplete_years(indicator)
    ]
    if not whole:
        return None
    year = whole[-1]
    areas = queries.areas_in_year(making.snapshot, indicator.id, year)
    provinces = areas[areas["area_kind"] == "province"].set_index("area_id")
    classes = quantile_classes(provinces["value"])
    states = map_states(areas, classes)

    def told(code: str, language: Language) -> Node:
        value = provinces["value"].get(code)
        return {
            "value": format_value(value, indicator, language, compact=True),
            "sentence": province_finding(areas, indicator, year, code, language),
        }

    return {
        "states": states,
        "legend": map_legend(classes, indicator, making, set(states.values())),
        **making.each(
            lambda language: {
                "title": indicator.title(language),
                "sentence": provinces_finding(areas, indicator, year, language),
                "source": source_line(queries.sources_of(areas), language),
                "year": shown_year(year, indicator, language),
            }
        ),
        "provinces": {
            code: {**making.each(partial(told, code)), **_code(server, indicator, year, code)}
            for code in catalogue().provinces
        },
        **_code(server, indicator, year, None),
    }


def _code(server: str | None, indicator: Indicator, year: int, province: str | None) -> Node:
    """Return the code that leads to the page of a view; nothing where no address is known."""
    if server is None:
        return {}
    view = {"indicator": indicator.id, "year": year, "province": province}
    query = urlencode({name: value for name, value in view.items() if value is not None})
    return {"qr": small_qr(f"{server}/provinces?{query}")}
