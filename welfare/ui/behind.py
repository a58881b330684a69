"""What is behind charts of indicators, as questions to the published tables."""

from collections.abc import Sequence

import pandas as pd

from welfare.catalog import COUNTRY, Indicator
from welfare.extracts.asked import Asked
from welfare.extracts.request import NOTHING


def areas_behind(
    indicator: Indicator, areas: pd.DataFrame, year: int, region: str | None = None
) -> Asked:
    """Ask for the areas of one year on the edition of ``areas``.

    ``region`` keeps its provinces, itself, and the country with which they are compared.
    """
    chosen = {"region_id": [region, NOTHING]} if region else {}
    return Asked(
        "indicators",
        {
            "indicator_id": [indicator.id],
            "year": [str(year)],
            "vintage_id": _editions(areas),
            **chosen,
        },
    )


def series_behind(indicator: Indicator, series: pd.DataFrame) -> Asked:
    """Ask for provinces and country over all years on the editions of ``series``.

    Where two of these editions have a year, the file has both; the current one is marked.
    """
    return Asked(
        "indicators",
        {
            "indicator_id": [indicator.id],
            "area_kind": ["country", "province"],
            "vintage_id": _editions(series),
        },
    )


def nation_behind(*indicators: str) -> Asked:
    """Ask for the country over all years on the current edition."""
    return Asked(
        "indicators",
        {"indicator_id": indicators, "area_id": [COUNTRY], "is_current": ["true"]},
    )


def provinces_behind(indicators: Sequence[str], years: Sequence[int]) -> Asked:
    """Ask for the provinces in any of ``years`` on the current edition."""
    return Asked(
        "indicators",
        {
            "indicator_id": indicators,
            "year": [str(year) for year in years],
            "area_kind": ["province"],
            "is_current": ["true"],
        },
    )


def _editions(rows: pd.DataFrame) -> list[str]:
    return [
        NOTHING if pd.isna(edition) else str(edition) for edition in rows["vintage_id"].unique()
    ]
