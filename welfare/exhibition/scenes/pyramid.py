"""People by age and sex, growing from year to year."""

import pandas as pd

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.catalog.playlists import PyramidScene
from welfare.charts.findings import change_finding
from welfare.charts.pyramid import SIDES, band_label, drawn_bands, drawn_people
from welfare.exhibition.making import Drawn, Making, Node, area_series, part
from welfare.language import format_amount, format_year, message
from welfare.queries import people
from welfare.queries.indicators import sources_of

AGEING = "older_persons_pct"
"""What the title tells: how the share of older persons changed in the same register."""


def draw(scene: PyramidScene, making: Making) -> Drawn | None:
    """Return a frame a year of the register of health rights, all on one scale."""
    area = making.area(scene.area)
    codes = () if area == COUNTRY else (area,)
    found = {
        year: drawn_people(people.coverage_by_age(making.snapshot, year, codes))
        for year in people.coverage_years(making.snapshot)
    }
    found = {year: rows for year, rows in found.items() if rows["persons"].sum() > 0}
    if not found:
        return None
    counted = {year: _by_band(rows) for year, rows in found.items()}
    widest = max(float(table.max(axis=None)) for table in counted.values())
    indicator = catalogue().indicators[AGEING]
    ageing = area_series(making, indicator, area)

    def frame(year: int) -> Node:
        total = float(found[year]["persons"].sum())
        return {
            **{
                sex: [part(float(persons), widest) for persons in counted[year][sex]]
                for sex in SIDES
            },
            **making.each(
                lambda language: {
                    "year": format_year(year, language, fiscal=True),
                    "sentence": format_amount(total, language, unit="persons"),
                }
            ),
        }

    def title(language: Language) -> str:
        return change_finding(ageing, indicator, "exhibition.fell", "exhibition.rose", language)

    years = sorted(counted)
    return Drawn(
        title=title,
        year=lambda language: format_year(years[-1], language, fiscal=True),
        sources=sources_of(ageing),
        picture={
            "bands": [dict.fromkeys(making.languages, band_label(b)) for b in drawn_bands()],
            "sides": {
                sex: {each: catalogue().code_name("sexes", sex, each) for each in making.languages}
                for sex in SIDES
            },
            "groups": [],
            "frames": [frame(year) for year in years],
        },
        words=lambda language: {"label": _label(area, language)},
    )


def _label(area: str, language: Language) -> str:
    if area == COUNTRY:
        return message("filter.all_provinces", language)
    return catalogue().area_name(area, language)


def _by_band(rows: pd.DataFrame) -> pd.DataFrame:
    """Return persons with a row a band, youngest first, and a column a sex."""
    table = rows.pivot_table(index="band", columns="sex", values="persons", aggfunc="sum")
    return table.reindex(index=drawn_bands(), columns=list(SIDES)).fillna(0.0)
