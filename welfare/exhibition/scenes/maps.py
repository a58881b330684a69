"""The map of an indicator that walks through its years."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.catalog.playlists import MapScene
from welfare.charts.base_map import with_predecessors
from welfare.charts.findings import highest_provinces, shown_year, spread_finding
from welfare.charts.legend import class_words
from welfare.exhibition.making import Drawn, Making, Node, areas_by_year
from welfare.language import message
from welfare.metrics.classify import Classes, quantile_classes
from welfare.queries import indicators as queries

MISSING, ZERO, LOWEST = 1, 2, 3
"""States of a province; the classes follow from the lowest on."""


def draw(scene: MapScene, making: Making) -> Drawn | None:
    """Return a frame a year, all in the same classes and made by the same method."""
    indicator = catalogue().indicators[scene.indicator]
    areas = areas_by_year(making, indicator, scene.first_year, scene.last_year)
    if not areas:
        return None
    years = list(areas)
    provinces = pd.concat([rows[rows["area_kind"] == "province"] for rows in areas.values()])
    classes = quantile_classes(provinces["value"])
    states = {year: map_states(rows, classes) for year, rows in areas.items()}
    series = queries.province_series(making.snapshot, indicator.id)
    series = series[series["year"].isin(years)]

    def frame(year: int) -> Node:
        return {
            "states": states[year],
            **making.each(
                lambda language: {
                    "year": shown_year(year, indicator, language),
                    "sentence": highest_provinces(areas[year], year, language),
                }
            ),
        }

    def title(language: Language) -> str:
        if len(years) > 1:
            return f"{indicator.title(language)} · {spread_finding(series, indicator, language)}"
        return indicator.title(language)

    return Drawn(
        title=title,
        year=lambda language: shown_year(years[-1], indicator, language),
        sources=queries.sources_of(provinces),
        picture={
            "frames": [frame(year) for year in years],
            "legend": map_legend(classes, indicator, making, occurring(states.values())),
        },
    )


def map_states(areas: pd.DataFrame, classes: Classes) -> dict[str, int]:
    """Return the state of every province: missing, zero, or from the lowest class on."""
    provinces = areas[areas["area_kind"] == "province"].set_index("area_id")
    values = with_predecessors(provinces, "value")
    bands = classes.index(values.to_numpy(dtype=float))
    found = dict.fromkeys(catalogue().provinces, MISSING)
    for code, value, band in zip(values.index, values, bands, strict=True):
        if pd.notna(value):
            found[str(code)] = ZERO if value == 0 else LOWEST + int(band)
    return found


def occurring(maps: Iterable[Mapping[str, int]]) -> set[int]:
    """Return the states that any of the maps shows."""
    return {state for states in maps for state in states.values()}


def map_legend(
    classes: Classes, indicator: Indicator, making: Making, shown: Collection[int]
) -> list[Node]:
    """Return the words of every class, and of what is drawn apart where it occurs."""
    entries: list[Node] = []
    if ZERO in shown:
        entries.append(_entry(making, ZERO, "provinces.legend_zero"))
    for band in range(classes.count):
        words: Node = {
            each: class_words(classes, indicator, each)[band] for each in making.languages
        }
        entries.append({"state": LOWEST + band, **words})
    if MISSING in shown:
        entries.append(_entry(making, MISSING, "provinces.legend_missing"))
    return entries


def _entry(making: Making, state: int, key: str) -> Node:
    return {"state": state, **{each: message(key, each) for each in making.languages}}
