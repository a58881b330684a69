"""One area over the years, a column a year."""

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.catalog.playlists import ColumnsScene
from welfare.charts.findings import change_finding, shown_year
from welfare.exhibition.making import (
    Drawn,
    Making,
    Node,
    about_area,
    area_series,
    latest_method,
    part,
)
from welfare.language import format_value, format_year
from welfare.queries.indicators import sources_of


def draw(scene: ColumnsScene, making: Making) -> Drawn | None:
    """Return the years of the latest method; the first and the last have their values beside."""
    indicator = catalogue().indicators[scene.indicator]
    area = making.area(scene.area)
    rows = latest_method(area_series(making, indicator, area), indicator)
    rows = rows[rows["year"] >= (scene.first_year or 0)]
    known = rows[rows["value"].notna()]
    if len(known) < 2:
        return None
    ends = {int(known["year"].iloc[0]), int(known["year"].iloc[-1])}
    tallest = float(known["value"].max())

    def title(language: Language) -> str:
        return change_finding(rows, indicator, "exhibition.fell", "exhibition.rose", language)

    return Drawn(
        title=title,
        year=lambda language: shown_year(max(ends), indicator, language),
        sources=sources_of(known),
        picture={
            "columns": [
                _column(row, indicator, tallest, ends, making) for _, row in rows.iterrows()
            ]
        },
        words=lambda language: {"label": about_area(indicator, area, language)},
    )


def _column(
    row: pd.Series, indicator: Indicator, tallest: float, ends: set[int], making: Making
) -> Node:
    year, value = int(row["year"]), row["value"]
    told = year in ends
    return {
        "share": None if pd.isna(value) else part(float(value), tallest),
        "strong": told,
        **making.each(
            lambda language: {
                "year": format_year(year, language),
                "value": format_value(float(value), indicator, language, compact=True)
                if told
                else "",
            }
        ),
    }
