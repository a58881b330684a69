"""Provinces in the order of one indicator, changing places from year to year."""

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.catalog.playlists import RaceScene
from welfare.charts.findings import provinces_finding, shown_year
from welfare.exhibition.making import Drawn, Making, Node, areas_by_year, part
from welfare.language import format_value
from welfare.queries.indicators import sources_of


def draw(scene: RaceScene, making: Making) -> Drawn | None:
    """Return the highest provinces of every year; the screen's own province stands out."""
    indicator = catalogue().indicators[scene.indicator]
    areas = areas_by_year(making, indicator, scene.first_year, scene.last_year)
    if not areas:
        return None
    top = {year: _highest(rows, scene.count) for year, rows in areas.items()}
    widest = max(float(rows["value"].max()) for rows in top.values())
    last = max(areas)
    return Drawn(
        title=lambda language: provinces_finding(areas[last], indicator, last, language),
        year=lambda language: shown_year(last, indicator, language),
        sources=sources_of(pd.concat(areas.values())),
        picture={
            "frames": [_frame(year, rows, indicator, widest, making) for year, rows in top.items()]
        },
    )


def _frame(
    year: int, rows: pd.DataFrame, indicator: Indicator, widest: float, making: Making
) -> Node:
    return {
        "bars": [_bar(row, indicator, widest, making) for _, row in rows.iterrows()],
        **making.each(
            lambda language: {
                "year": shown_year(year, indicator, language),
                "sentence": indicator.title(language),
            }
        ),
    }


def _highest(areas: pd.DataFrame, count: int) -> pd.DataFrame:
    provinces = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    return provinces.nlargest(count, "value")


def _bar(row: pd.Series, indicator: Indicator, widest: float, making: Making) -> Node:
    code, value = str(row["area_id"]), float(row["value"])
    return {
        "key": code,
        "share": part(value, widest),
        "strong": code == making.province,
        **making.each(
            lambda language: {
                "name": catalogue().provinces[code].name(language),
                "value": format_value(value, indicator, language, compact=True),
            }
        ),
    }
