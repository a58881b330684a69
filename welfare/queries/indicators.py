"""Reads `indicator_value`: what the map, the rankings and the series show."""

from collections.abc import Sequence

import pandas as pd

from welfare.catalog import COUNTRY, catalogue
from welfare.warehouse import Snapshot


def province_years(snapshot: Snapshot, indicator_id: str) -> tuple[int, ...]:
    """Return the CE years in which any province has a current value, oldest first."""
    rows = snapshot.remember(
        ("province_years", indicator_id),
        lambda: snapshot.query(
            "SELECT DISTINCT year FROM indicator_value WHERE indicator_id = $indicator"
            " AND area_kind = 'province' AND is_current AND value IS NOT NULL ORDER BY year",
            {"indicator": indicator_id},
        ),
    )
    return tuple(int(year) for year in rows["year"])


def areas_in_year(snapshot: Snapshot, indicator_id: str, year: int) -> pd.DataFrame:
    """Return every area of one year on the edition that is current for the provinces.

    Columns: area_id, area_kind, value (null where unknown), low, high and n (null where the chance
    in it is not known), flag, method, vintage_id, source_ids (joined by commas). Country and
    regions are of the same edition as the provinces, so that like is compared with like.
    """
    return snapshot.remember(
        ("areas_in_year", indicator_id, year),
        lambda: snapshot.query(
            """
            WITH edition AS (
                SELECT vintage_id FROM indicator_value
                WHERE indicator_id = $indicator AND year = $year AND area_kind = 'province'
                  AND is_current
                GROUP BY vintage_id ORDER BY count(value) DESC LIMIT 1
            )
            SELECT area_id, area_kind, value, low, high, n, flag, method, vintage_id, source_ids
            FROM indicator_value
            WHERE indicator_id = $indicator AND year = $year
              AND vintage_id IS NOT DISTINCT FROM (FROM edition)
            ORDER BY area_id
            """,
            {"indicator": indicator_id, "year": year},
        ),
    )


def province_series(snapshot: Snapshot, indicator_id: str) -> pd.DataFrame:
    """Return all areas over all years: year, area_id, area_kind, vintage_id, value.

    Per year the edition that is current for the provinces is used, for every area.
    """
    return snapshot.remember(
        ("province_series", indicator_id),
        lambda: snapshot.query(
            """
            WITH editions AS (
                SELECT year, vintage_id FROM indicator_value
                WHERE indicator_id = $indicator AND area_kind = 'province' AND is_current
                GROUP BY year, vintage_id
                QUALIFY row_number() OVER (PARTITION BY year ORDER BY count(value) DESC) = 1
            )
            SELECT year, area_id, area_kind, v.vintage_id, value, source_ids
            FROM indicator_value v JOIN editions USING (year)
            WHERE indicator_id = $indicator
              AND v.vintage_id IS NOT DISTINCT FROM editions.vintage_id
            ORDER BY area_id, year
            """,
            {"indicator": indicator_id},
        ),
    )


def all_areas(snapshot: Snapshot, indicator_ids: Sequence[str]) -> pd.DataFrame:
    """Return every area of all years of several indicators, in one question.

    Columns: indicator_id, year, area_id, area_kind, value (null where unknown), low, high and n
    (null where the chance in it is not known), flag, vintage_id, source_ids. Per indicator and year
    the edition that is current for the provinces is used, for every area.
    """
    return snapshot.remember(
        ("all_areas", tuple(indicator_ids)),
        lambda: snapshot.query(
            """
            WITH editions AS (
                SELECT indicator_id, year, vintage_id FROM indicator_value
                WHERE list_contains($indicators, indicator_id) AND area_kind = 'province'
                  AND is_current
                GROUP BY indicator_id, year, vintage_id
                QUALIFY row_number() OVER (
                    PARTITION BY indicator_id, year ORDER BY count(value) DESC
                ) = 1
            )
            SELECT indicator_id, year, area_id, area_kind, value, low, high, n, flag,
                   v.vintage_id, source_ids
            FROM indicator_value v JOIN editions USING (indicator_id, year)
            WHERE v.vintage_id IS NOT DISTINCT FROM editions.vintage_id
            ORDER BY indicator_id, year, area_id
            """,
            {"indicators": list(indicator_ids)},
        ),
    )


def national_series(snapshot: Snapshot, indicator_id: str) -> pd.DataFrame:
    """Return the country over all years on the current edition: year, value, vintage_id,
    source_ids.

    A survey year without a published value stays in, with a null value: it is a gap.
    """
    return snapshot.remember(
        ("national_series", indicator_id),
        lambda: snapshot.query(
            "SELECT year, value, vintage_id, source_ids FROM indicator_value"
            " WHERE indicator_id = $indicator AND area_id = $country AND is_current ORDER BY year",
            {"indicator": indicator_id, "country": COUNTRY},
        ),
    )


def years_covered(snapshot: Snapshot) -> pd.DataFrame:
    """Return indicator_id, first_year, last_year and values known, for every indicator."""
    return snapshot.remember(
        "years_covered",
        lambda: snapshot.query(
            "SELECT indicator_id, min(year) AS first_year, max(year) AS last_year,"
            " count(value) AS known FROM indicator_value WHERE value IS NOT NULL"
            " GROUP BY indicator_id ORDER BY indicator_id"
        ),
    )


def sources_of(rows: pd.DataFrame) -> list[str]:
    """Return the ids of the sources behind rows with ``source_ids``, in the catalogue's order."""
    used = {name for joined in rows["source_ids"].dropna().unique() for name in joined.split(",")}
    return [name for name in catalogue().sources if name in used]
