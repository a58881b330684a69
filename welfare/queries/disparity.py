"""Reads how unequal provinces are, where they cluster, and whether money follows need."""

import pandas as pd

from welfare.warehouse import Snapshot


def compared_years(snapshot: Snapshot, indicator_id: str) -> tuple[int, ...]:
    """Return the years (CE) in which the provinces of an indicator are compared, oldest first."""
    return tuple(int(year) for year in sorted(statistics(snapshot, indicator_id)["year"].unique()))


def statistics(snapshot: Snapshot, indicator_id: str) -> pd.DataFrame:
    """Return the statistics over provinces of all years.

    Columns: year, vintage_id, statistic_id, value, low, high (null where not known), p_value,
    n (provinces), people_id, people_year.
    """
    return snapshot.remember(
        ("statistics", indicator_id),
        lambda: snapshot.query(
            "SELECT year, vintage_id, statistic_id, value, low, high, p_value, n, people_id,"
            " people_year FROM disparity WHERE indicator_id = $indicator ORDER BY year",
            {"indicator": indicator_id},
        ),
    )


def theil_parts(snapshot: Snapshot, indicator_id: str, year: int) -> pd.DataFrame:
    """Return each region's part of the Theil index in a year.

    Columns: area_id, people_share, amount_share, theil, within, between.
    """
    return snapshot.remember(
        ("theil_parts", indicator_id, year),
        lambda: snapshot.query(
            "SELECT area_id, people_share, amount_share, theil, within, between"
            " FROM disparity_part WHERE indicator_id = $indicator AND year = $year"
            " ORDER BY area_id",
            {"indicator": indicator_id, "year": year},
        ),
    )


def clusters(snapshot: Snapshot, indicator_id: str, year: int) -> pd.DataFrame:
    """Return how the provinces with a value stand among their neighbours.

    Columns: area_id, people, cluster, local_i, p_value, adjusted_p_value.
    """
    return snapshot.remember(
        ("clusters", indicator_id, year),
        lambda: snapshot.query(
            "SELECT area_id, people, cluster, local_i, p_value, adjusted_p_value"
            " FROM local_cluster WHERE indicator_id = $indicator AND year = $year"
            " ORDER BY area_id",
            {"indicator": indicator_id, "year": year},
        ),
    )


def concentration(snapshot: Snapshot) -> pd.DataFrame:
    """Return how every money lies along the provinces in order of need, of all years.

    Columns: indicator_id, year, need_id, need_year, statistic_id, value, low, high, n.
    """
    return snapshot.remember(
        "concentration",
        lambda: snapshot.query(
            "SELECT indicator_id, year, need_id, need_year, statistic_id, value, low, high, n"
            " FROM concentration ORDER BY indicator_id, year"
        ),
    )


def money_and_need(
    snapshot: Snapshot, indicator_id: str, year: int, need_id: str, need_year: int
) -> pd.DataFrame:
    """Return money per head, people and need of the provinces for which all are known.

    Columns: area_id, value, people, need.
    """
    return snapshot.remember(
        ("money_and_need", indicator_id, year, need_id, need_year),
        lambda: snapshot.query(
            """
            SELECT money.area_id, money.value, people, need.value AS need
            FROM indicator_value money
            JOIN local_cluster l USING (indicator_id, year, area_id)
            JOIN indicator_value need
              ON need.area_id = money.area_id AND need.indicator_id = $need
             AND need.year = $need_year AND need.is_current
            WHERE money.indicator_id = $indicator AND money.year = $year
              AND money.is_current AND money.value IS NOT NULL AND need.value IS NOT NULL
            ORDER BY money.area_id
            """,
            {"indicator": indicator_id, "year": year, "need": need_id, "need_year": need_year},
        ),
    )
