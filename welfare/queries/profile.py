"""Reads what stands on the page of one province."""

import pandas as pd

from welfare.catalog import COUNTRY, UNKNOWN_PROVINCE, catalogue
from welfare.warehouse import Snapshot


def provinces_known(snapshot: Snapshot) -> pd.DataFrame:
    """Return how many provinces have a current value, by indicator and year.

    Columns: indicator_id, year, provinces; only where there is any, oldest first.
    """
    return snapshot.remember(
        "provinces_known",
        lambda: snapshot.query(
            "SELECT indicator_id, year, count(DISTINCT area_id)::BIGINT AS provinces"
            " FROM indicator_value"
            " WHERE area_kind = 'province' AND is_current AND value IS NOT NULL"
            " GROUP BY ALL ORDER BY ALL"
        ),
    )


def province_history(snapshot: Snapshot, code: str) -> pd.DataFrame:
    """Return all current values of a province with those of the same edition around it.

    Columns: indicator_id, year, vintage_id, value, low, high, flag, source_ids, nation, nation_low,
    nation_high, region (null where the edition has none), by indicator and year.
    """
    region = catalogue().region_around(code)
    return snapshot.remember(
        ("province_history", code),
        lambda: snapshot.query(
            """
            SELECT own.indicator_id, own.year, own.vintage_id, own.value, own.low, own.high,
                   own.flag, own.source_ids, nation.value AS nation, nation.low AS nation_low,
                   nation.high AS nation_high, region.value AS region
            FROM indicator_value own
            LEFT JOIN indicator_value nation
              ON nation.indicator_id = own.indicator_id AND nation.year = own.year
             AND nation.area_id = $country
             AND nation.vintage_id IS NOT DISTINCT FROM own.vintage_id
            LEFT JOIN indicator_value region
              ON region.indicator_id = own.indicator_id AND region.year = own.year
             AND region.area_id = $region
             AND region.vintage_id IS NOT DISTINCT FROM own.vintage_id
            WHERE own.area_id = $code AND own.is_current
            ORDER BY own.indicator_id, own.year
            """,
            {"code": code, "country": COUNTRY, "region": region},
        ),
    )


def projects_of_province(snapshot: Snapshot, code: str) -> pd.DataFrame:
    """Return the promotion fund's projects in a province by fiscal year and kind of organisation.

    Columns: fiscal_year, organisation_kind, projects, amount_thb, amount_zero, amount_missing
    (projects whose baht the register gives as zero, or does not give), source_id.
    """
    return snapshot.remember(
        ("projects_of_province", code),
        lambda: snapshot.query(
            "SELECT fiscal_year, organisation_kind, sum(projects)::BIGINT AS projects,"
            " sum(amount_thb) AS amount_thb,"
            " coalesce(sum(projects_amount_zero), 0)::BIGINT AS amount_zero,"
            " coalesce(sum(projects_amount_missing), 0)::BIGINT AS amount_missing,"
            " min(source_id) AS source_id FROM project"
            " WHERE NOT recognised AND programme_id = 'promotion_fund' AND province_code = $code"
            " GROUP BY fiscal_year, organisation_kind ORDER BY fiscal_year, organisation_kind",
            {"code": code},
        ),
    )


def recognised_of_province(snapshot: Snapshot, code: str) -> pd.DataFrame:
    """Return the recognised projects of a province: fiscal_year, project_name, organisation,
    source_id.
    """
    return snapshot.remember(
        ("recognised_of_province", code),
        lambda: snapshot.query(
            "SELECT fiscal_year, project_name, organisation, source_id FROM project"
            " WHERE recognised AND province_code = $code ORDER BY fiscal_year, project_name",
            {"code": code},
        ),
    )


def grants_unplaced(snapshot: Snapshot) -> pd.DataFrame:
    """Return the promotion fund's baht by fiscal year, in all and of projects without a province.

    Columns: fiscal_year, amount_thb, unplaced_thb.
    """
    return snapshot.remember(
        "grants_unplaced",
        lambda: snapshot.query(
            "SELECT fiscal_year, sum(amount_thb) AS amount_thb,"
            " coalesce(sum(amount_thb) FILTER (province_code = $unknown), 0) AS unplaced_thb"
            " FROM project WHERE NOT recognised AND programme_id = 'promotion_fund'"
            " GROUP BY fiscal_year ORDER BY fiscal_year",
            {"unknown": UNKNOWN_PROVINCE},
        ),
    )
