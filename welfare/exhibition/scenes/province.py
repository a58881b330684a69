"""One province among all others: where it lies, and how it stands in a few facts."""

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.catalog.playlists import ProvinceScene
from welfare.charts.findings import province_finding, shown_year
from welfare.exhibition.making import Drawn, Making, Node, part, span
from welfare.language import format_value
from welfare.queries import indicators as queries


def draw(scene: ProvinceScene, making: Making) -> Drawn | None:
    """Return the facts of the screen's province that are known, each of its latest year."""
    code = making.province
    if code is None:
        return None
    declared = catalogue().provinces[code]
    found = [
        (indicator, year, areas)
        for indicator in (catalogue().indicators[name] for name in scene.indicators)
        for year, areas in _latest(making, indicator, code)
    ]
    if not found:
        return None
    years = sorted(year for _, year, _ in found)
    used = {s for _, _, areas in found for s in queries.sources_of(areas)}
    return Drawn(
        title=declared.name,
        year=lambda language: span(years[0], years[-1], language),
        sources=[source for source in catalogue().sources if source in used],
        picture={
            "code": code,
            "facts": [
                _fact(indicator, year, areas, code, making) for indicator, year, areas in found
            ],
        },
        words=lambda language: {
            "name": declared.name(language),
            "region": catalogue().regions[declared.region].name(language),
        },
    )


def _latest(making: Making, indicator: Indicator, code: str) -> list[tuple[int, pd.DataFrame]]:
    """Return the last year in which the province has a value; nothing where it has none."""
    for year in reversed(queries.province_years(making.snapshot, indicator.id)):
        areas = queries.areas_in_year(making.snapshot, indicator.id, year)
        if year in catalogue().incomplete_years(indicator):
            continue
        if areas.loc[areas["area_id"] == code, "value"].notna().any():
            return [(year, areas)]
    return []


def _fact(indicator: Indicator, year: int, areas: pd.DataFrame, code: str, making: Making) -> Node:
    values = areas[areas["area_kind"] == "province"].set_index("area_id")["value"].dropna()
    low, spread = float(values.min()), float(values.max() - values.min())
    own = float(values[code])
    return {
        "place": part(own - low, spread),
        "others": sorted(part(float(value) - low, spread) for value in values.drop(code)),
        **making.each(
            lambda language: {
                "label": f"{indicator.title(language)} {shown_year(year, indicator, language)}",
                "value": format_value(own, indicator, language, compact=True),
                "sentence": province_finding(areas, indicator, year, code, language),
            }
        ),
    }
