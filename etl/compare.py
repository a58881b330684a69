"""Facts beside facts: what two sources give differently, and what moved more than it should."""

import duckdb

DISAGREEMENTS = """
    INSERT INTO disagreement
    WITH given AS (
        SELECT 'outcome' AS table_id, indicator_id AS measure, indicator_id AS subject, year,
               area_id, concat_ws(' ', group_id, item_id, 'Q' || quarter) AS detail,
               source_id, vintage_id, value
        FROM outcome WHERE value IS NOT NULL
        UNION ALL
        SELECT 'beneficiary', measure, programme_id, fiscal_year, coalesce(province_code, 'TH'),
               concat_ws(' ', age_band, life_course_id, sex), source_id, NULL, value
        FROM (UNPIVOT (
            SELECT * REPLACE (persons::DOUBLE AS persons, cases::DOUBLE AS cases,
                              amount_thb::DOUBLE AS amount_thb) FROM beneficiary
        ) ON persons, cases, amount_thb INTO NAME measure VALUE value)
        UNION ALL
        SELECT 'project', 'projects', programme_id, fiscal_year, province_code,
               concat_ws(' ', organisation_kind, project_name), source_id, NULL, projects
        FROM project
        UNION ALL
        SELECT 'population', 'persons',
               CASE WHEN year IS NULL THEN 'fiscal_year' ELSE 'year' END,
               coalesce(year, fiscal_year), coalesce(province_code, 'TH'),
               concat_ws(' ', age_band, life_course_id, sex), source_id, NULL, persons
        FROM population
    ),
    placed AS (
        SELECT given.*, o.place, row_number() OVER (
            PARTITION BY table_id, measure, subject, year, area_id, detail
            ORDER BY o.partial, list_position($newest_first, vintage_id), o.place DESC
        ) AS nth
        FROM given JOIN source_order o USING (source_id)
    )
    SELECT c.table_id, c.measure, c.subject, c.year, c.area_id, c.detail,
           c.source_id, c.value, p.source_id, p.value,
           c.vintage_id IS NOT DISTINCT FROM p.vintage_id
    FROM placed c JOIN placed p USING (table_id, measure, subject, year, area_id, detail)
    WHERE c.nth = 1 AND p.nth > 1
      AND abs(c.value - p.value) > 0.005 * greatest(abs(c.value), abs(p.value))
    ORDER BY ALL
"""

JUMPS = """
    INSERT INTO jump
    WITH followed AS (
        SELECT indicator_id, area_id, year, value,
               lag(year) OVER series AS before_year, lag(value) OVER series AS before_value
        FROM indicator_value
        WHERE is_current AND value IS NOT NULL
        WINDOW series AS (PARTITION BY indicator_id, area_id, vintage_id ORDER BY year)
    )
    SELECT indicator_id, area_id, year, value, before_year, before_value FROM followed
    WHERE before_value > 0 AND value > 0 AND NOT value / before_value BETWEEN 0.5 AND 2
    ORDER BY ALL
"""


def compare(connection: duckdb.DuckDBPyConnection, newest_first: list[str]) -> None:
    """Fill ``disagreement`` and ``jump`` from the facts and indicators of the same warehouse.

    Two sources disagree where they differ by more than half a per cent of the larger value. The
    one that pages show is the current one: a whole source before a partial one, then the edition
    of the highest rank (``newest_first``), then the source of the highest rank.
    """
    connection.execute(DISAGREEMENTS, {"newest_first": newest_first})
    connection.execute(JUMPS)
