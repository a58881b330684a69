"""Reads `beneficiary` and `population`: who is covered by what, at which age."""

import pandas as pd

from welfare.warehouse import Snapshot


def coverage_years(snapshot: Snapshot) -> tuple[int, ...]:
    """Return the fiscal years (CE) for which coverage by age is known, oldest first."""
    rows = snapshot.remember(
        "coverage_years",
        lambda: snapshot.query(
            "SELECT DISTINCT fiscal_year FROM population WHERE fiscal_year IS NOT NULL"
            " ORDER BY fiscal_year"
        ),
    )
    return tuple(int(year) for year in rows["fiscal_year"])


def coverage_by_age(
    snapshot: Snapshot, fiscal_year: int, provinces: tuple[str, ...]
) -> pd.DataFrame:
    """Return persons by programme, age band, life course and sex in the named provinces.

    No province named means the whole country. Columns: programme_id, age_band, life_course_id,
    sex, persons.
    """
    return snapshot.remember(
        ("coverage_by_age", fiscal_year, provinces),
        lambda: snapshot.query(
            """
            SELECT programme_id, age_band, life_course_id, sex, sum(persons) AS persons
            FROM beneficiary_current
            WHERE fiscal_year = $year AND age_band <> 'all'
              AND (len($provinces) = 0 OR list_contains($provinces, province_code))
            GROUP BY ALL ORDER BY ALL
            """,
            {"year": fiscal_year, "provinces": list(provinces)},
        ),
    )


def programme_people(snapshot: Snapshot, province_code: str | None = None) -> pd.DataFrame:
    """Return people, cases and baht by programme and fiscal year, of the source that speaks.

    ``province_code`` keeps one province; None adds the country up. Columns: programme_id,
    fiscal_year, persons, cases, amount_thb (each null where not known), provinces (how many the
    source names; 0 where it gives the country as one), source_id.
    """
    return snapshot.remember(
        ("programme_people", province_code),
        lambda: snapshot.query(
            "SELECT programme_id, fiscal_year, sum(persons) AS persons, sum(cases) AS cases,"
            " sum(amount_thb) AS amount_thb,"
            " count(DISTINCT province_code)::BIGINT AS provinces,"
            " max(source_id) AS source_id FROM beneficiary_current"
            " WHERE $province IS NULL OR province_code = $province"
            " GROUP BY programme_id, fiscal_year ORDER BY programme_id, fiscal_year",
            {"province": province_code},
        ),
    )


def people_by_life_course(snapshot: Snapshot, fiscal_year: int) -> pd.DataFrame:
    """Return the people of each province in the health-coverage registry, by life-course group.

    Columns: province_code, life_course_id (``unknown`` where the age is not known), persons.
    """
    return snapshot.remember(
        ("people_by_life_course", fiscal_year),
        lambda: snapshot.query(
            "SELECT province_code, life_course_id, sum(persons) AS persons FROM population"
            " WHERE fiscal_year = $year AND province_code IS NOT NULL"
            " GROUP BY ALL ORDER BY ALL",
            {"year": fiscal_year},
        ),
    )
