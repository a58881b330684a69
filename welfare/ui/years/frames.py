"""All years of an indicator, packed once for everyone who looks at them."""

import gzip
import json

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.charts.findings import province_finding, provinces_finding
from welfare.charts.theme import LIGHT
from welfare.charts.year_frames import reach, year_frame
from welfare.metrics.series import same_method
from welfare.queries import indicators as queries
from welfare.ui.view import View

WORDS = {
    "play": "years.play",
    "pause": "years.pause",
    "year": "years.year",
    "map": "years.map",
    "tiles": "years.tiles",
    "tiles_note": "years.tiles_note",
    "shape": "years.shape",
    "list": "years.list",
    "ranked": "provinces.ranked",
    "unknown": "years.unknown",
    "classes": "years.classes",
    "breaks": "years.breaks",
    "zero": "provinces.legend_zero",
    "missing": "provinces.legend_missing",
    "outside": "provinces.legend_outside",
}
"""What the browser writes, by the name under which it knows it."""
COUNT = "{count}"
"""Stands in words for a number that the browser counts."""


def packed(view: View, indicator: Indicator) -> bytes:
    """Return all years of ``indicator`` as gzipped JSON, the same for everyone who reads it."""
    key = ("years", indicator.id, view.language)
    return view.snapshot.remember(key, lambda: _packed(view, indicator))


def findings(
    view: View, indicator: Indicator, region: str | None, province: str | None
) -> list[str]:
    """Return the sentence of each year on the chosen province, else on the chosen region.

    Without either it stands in what is packed, and none is returned.
    """
    if region is None and province is None:
        return []
    return view.snapshot.remember(
        ("years_findings", indicator.id, region, province, view.language),
        lambda: [
            _finding(areas, indicator, year, region=region, province=province, view=view)
            for year, areas in _years(view, indicator).items()
        ],
    )


def of(view: View, indicator: Indicator) -> str:
    """Return by what packed years and a choice among them are known to go together."""
    return f"{indicator.id} {view.language} {view.snapshot.data_version}"


def about(view: View, indicator: Indicator, areas: pd.DataFrame) -> str:
    """Return what, in which unit, and what the reader must know to compare the areas of a year."""
    unit, vintages = catalogue().units[indicator.unit], catalogue().vintages
    parts = [
        indicator.description(view.language),
        unit.name(view.language),
        *(vintages[v].name(view.language) for v in areas["vintage_id"].dropna().unique()),
    ]
    if indicator.basis == "survey":
        parts.append(view.say("provinces.survey_note"))
    if unit.additive:
        parts.append(view.say("provinces.per_head_note"))
    return " · ".join(parts)


def _years(view: View, indicator: Indicator) -> dict[int, pd.DataFrame]:
    years = queries.province_years(view.snapshot, indicator.id)
    return {year: queries.areas_in_year(view.snapshot, indicator.id, year) for year in years}


def _packed(view: View, indicator: Indicator) -> bytes:
    years, language = _years(view, indicator), view.language
    over = reach(list(years.values()), indicator)
    provinces = catalogue().provinces.values()
    told = {
        "of": of(view, indicator),
        "language": language,
        "words": {name: view.say(key, count=COUNT) for name, key in WORDS.items()},
        "unit": catalogue().units[indicator.unit].suffix(language),
        "unit_name": catalogue().units[indicator.unit].name(language),
        "names": [province.name(language) for province in provinces],
        "short": [
            province.short_th if language == "th" else province.short_en for province in provinces
        ],
        "zero": over.share(0.0),
        "breaks": _breaks(years, indicator),
        "years": [
            year_frame(
                areas,
                indicator,
                year,
                over,
                language,
                about=about(view, indicator, areas),
                ramp=len(LIGHT.sequential),
            )
            for year, areas in years.items()
        ],
    }
    # The time of packing would make the same years other bytes.
    return gzip.compress(json.dumps(told, ensure_ascii=False).encode(), mtime=0)


def _breaks(years: dict[int, pd.DataFrame], indicator: Indicator) -> list[int]:
    """Return the places of the years with which another method or edition begins."""
    editions = [areas["vintage_id"].dropna().unique() for areas in years.values()]
    rows = pd.DataFrame(
        {
            "year": list(years),
            "vintage_id": [edition[0] if len(edition) else None for edition in editions],
        }
    )
    return [int(part.index[0]) for part in same_method(rows, indicator)[1:]]


def _finding(
    areas: pd.DataFrame,
    indicator: Indicator,
    year: int,
    *,
    region: str | None,
    province: str | None,
    view: View,
) -> str:
    if province:
        return province_finding(areas, indicator, year, province, view.language)
    within = [code for code, known in catalogue().provinces.items() if known.region == region]
    rows = areas[areas["area_id"].isin(within)]
    return provinces_finding(rows, indicator, year, view.language)
