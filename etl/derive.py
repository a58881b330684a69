"""Indicators from facts: the one place where a value is rolled up.

Every page, download and screen reads ``indicator_value``; none computes its own.
"""

import duckdb

from welfare.catalog import Catalogue, Indicator

# Each measure gives (year, area_id, value) for provinces, regions and the country.

_LEVELS = """
    , leveled AS (
        SELECT year, province_code AS area_id, numerator, denominator, source_ids FROM parts
        WHERE province_code IN (SELECT area_id FROM area)
        UNION ALL
        SELECT year, within, sum(numerator), sum(denominator), max(source_ids) FROM parts
        JOIN area ON area.area_id = province_code GROUP BY year, within
        UNION ALL
        SELECT year, 'TH', sum(numerator), sum(denominator), max(source_ids) FROM parts
        GROUP BY year
    )
    SELECT year, area_id, {value} AS value, 'computed' AS method, NULL AS vintage_id,
           source_ids FROM leveled
"""
_SUM = _LEVELS.format(value="numerator")
_PERCENT = _LEVELS.format(value="100 * numerator / denominator")
_RATIO = _LEVELS.format(value="numerator / denominator")

_PEOPLE = """
    SELECT fiscal_year AS year, province_code, sum(persons) AS persons,
           max(source_id) AS source_ids
    FROM population
    WHERE fiscal_year IS NOT NULL
      AND ($life_course IS NULL OR life_course_id = $life_course)
    GROUP BY fiscal_year, province_code
"""
_COVERED = """
    SELECT fiscal_year AS year, province_code, sum(persons) AS persons,
           max(source_id) AS source_ids
    FROM beneficiary
    WHERE list_contains($programmes, programme_id)
      AND ($life_course IS NULL OR life_course_id = $life_course)
    GROUP BY fiscal_year, province_code
"""
_GRANTED = """
    SELECT fiscal_year AS year, province_code,
           sum(CASE WHEN $column = 'projects' THEN projects ELSE amount_thb END) AS granted,
           max(source_id) AS source_ids
    FROM project WHERE NOT recognised GROUP BY fiscal_year, province_code
"""

MEASURES: dict[str, str] = {
    "outcome": """
        SELECT year, area_id, value, method, vintage_id, source_id AS source_ids FROM outcome
        WHERE indicator_id = $indicator AND group_id = 'all'
        QUALIFY row_number() OVER (
            PARTITION BY year, area_id, vintage_id
            ORDER BY value IS NULL, method = 'computed', source_id DESC
        ) = 1
    """,
    "persons": f"WITH covered AS ({_COVERED}), parts AS ("
    "SELECT year, province_code, persons AS numerator, NULL::DOUBLE AS denominator,"
    " source_ids FROM covered)" + _SUM,
    "population": f"WITH people AS ({_PEOPLE}), parts AS ("
    "SELECT year, province_code, persons AS numerator, NULL::DOUBLE AS denominator,"
    " source_ids FROM people)" + _SUM,
    "share": f"WITH covered AS ({_COVERED}), people AS ({_PEOPLE}), parts AS ("
    "SELECT people.year, people.province_code, coalesce(covered.persons, 0) AS numerator,"
    " people.persons AS denominator, people.source_ids"
    " FROM people LEFT JOIN covered USING (year, province_code))" + _PERCENT,
    "population_share": """
        WITH parts AS (
            SELECT fiscal_year AS year, province_code,
                   sum(persons) FILTER (life_course_id = $life_course) AS numerator,
                   sum(persons) FILTER (life_course_id <> 'unknown') AS denominator,
                   max(source_id) AS source_ids
            FROM population WHERE fiscal_year IS NOT NULL GROUP BY fiscal_year, province_code
        )
    """
    + _PERCENT,
    "grants": f"WITH granted AS ({_GRANTED}), parts AS ("
    "SELECT year, province_code, granted AS numerator, NULL::DOUBLE AS denominator,"
    " source_ids FROM granted)" + _SUM,
    # The country's denominator is everybody, so the people join from the other side.
    "grants_per_head": f"WITH granted AS ({_GRANTED}), people AS ({_PEOPLE}), parts AS ("
    "SELECT year, province_code, granted AS numerator, persons AS denominator,"
    " concat_ws(',', granted.source_ids, people.source_ids) AS source_ids"
    " FROM granted FULL JOIN people USING (year, province_code)"
    " WHERE year IN (SELECT year FROM granted) AND year IN (SELECT year FROM people))" + _RATIO,
    "budget": """
        SELECT fiscal_year AS year, 'TH' AS area_id, sum(amount_thb) AS value,
               'published' AS method, NULL AS vintage_id, max(source_id) AS source_ids
        FROM budget GROUP BY fiscal_year
    """,
}

_STORE = """
    INSERT INTO indicator_value
    WITH made AS ({measure}),
    known AS (
        SELECT made.year, made.area_id, area_kind, vintage_id, value, method, source_ids
        FROM made JOIN area USING (area_id) WHERE area_kind <> 'province' OR value IS NOT NULL
    ),
    provinces AS (
        SELECT year, area_id, area_kind, vintage_id, valid_from_year
        FROM (SELECT DISTINCT year, vintage_id FROM known WHERE area_kind = 'province')
        CROSS JOIN (SELECT * FROM area WHERE area_kind = 'province')
    ),
    filled AS (
        SELECT year, area_id, area_kind, vintage_id, value, method, source_ids, NULL AS flag
        FROM known
        UNION ALL
        SELECT p.year, p.area_id, p.area_kind, p.vintage_id, NULL, 'published', NULL,
               CASE WHEN p.year <= p.valid_from_year THEN 'in_predecessor' ELSE 'missing' END
        FROM provinces p ANTI JOIN known k
          ON p.year = k.year AND p.area_id = k.area_id
         AND p.vintage_id IS NOT DISTINCT FROM k.vintage_id
    )
    SELECT $indicator, year, area_id, area_kind, vintage_id, value, method,
           CASE WHEN value IS NULL AND flag IS NULL THEN 'missing' ELSE flag END,
           coalesce(vintage_id = first_value(vintage_id) OVER (
               PARTITION BY year, area_id
               ORDER BY list_position($vintages, vintage_id)
           ), true),
           source_ids
    FROM filled ORDER BY year, area_id
"""


def derive_indicator_values(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill ``indicator_value`` from the fact tables of the same warehouse."""
    newest_first = sorted(catalogue.vintages.values(), key=lambda v: -v.rank)
    for indicator in catalogue.indicators.values():
        measure = MEASURES[indicator.measure.kind]
        statement = _STORE.format(measure=measure)
        available = {
            "indicator": indicator.id,
            "vintages": [vintage.id for vintage in newest_first],
            **_parameters(indicator),
        }
        bound = {name: value for name, value in available.items() if f"${name}" in statement}
        connection.execute(statement, bound)


def _parameters(indicator: Indicator) -> dict[str, object]:
    return {
        "programmes": list(indicator.measure.programmes),
        "life_course": indicator.measure.life_course,
        "column": indicator.measure.column,
    }
