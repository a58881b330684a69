"""Indicators from facts: the one place where a value is rolled up.

Every page, download and screen reads ``indicator_value``; none computes its own. An indicator is
made in three steps: its parts by province (numerator and denominator), the roll-up of the parts to
regions and the country, and the store, in which each province has a row for each year.
"""

import duckdb

from welfare.catalog import COUNTRY, Catalogue, Indicator

PREPARE = """
    CREATE TEMP TABLE parts (
        year BIGINT, province_code VARCHAR, numerator DOUBLE, denominator DOUBLE,
        source_ids VARCHAR
    );
    CREATE TEMP TABLE made (
        year BIGINT, area_id VARCHAR, value DOUBLE, method VARCHAR, vintage_id VARCHAR,
        source_ids VARCHAR
    );
    CREATE TEMP MACRO people(life_course) AS TABLE
        SELECT fiscal_year AS year, province_code, sum(persons) AS persons,
               max(source_id) AS source_ids
        FROM population
        WHERE fiscal_year IS NOT NULL
          AND (life_course IS NULL OR life_course_id = life_course)
        GROUP BY fiscal_year, province_code;
    CREATE TEMP MACRO covered(programmes, life_course) AS TABLE
        SELECT fiscal_year AS year, province_code, sum(persons) AS persons,
               max(source_id) AS source_ids
        FROM beneficiary
        WHERE list_contains(programmes, programme_id)
          AND (life_course IS NULL OR life_course_id = life_course)
        GROUP BY fiscal_year, province_code;
    CREATE TEMP MACRO granted(counted) AS TABLE
        SELECT fiscal_year AS year, province_code,
               sum(CASE WHEN counted = 'projects' THEN projects ELSE amount_thb END) AS granted,
               max(source_id) AS source_ids
        FROM project WHERE NOT recognised GROUP BY fiscal_year, province_code;
"""

PARTS: dict[str, str] = {
    "persons": """
        INSERT INTO parts SELECT year, province_code, persons, NULL, source_ids
        FROM covered($programmes, $life_course)
    """,
    "population": """
        INSERT INTO parts SELECT year, province_code, persons, NULL, source_ids
        FROM people($life_course)
    """,
    "share": """
        INSERT INTO parts
        SELECT p.year, p.province_code, coalesce(c.persons, 0), p.persons, p.source_ids
        FROM people($life_course) p
        LEFT JOIN covered($programmes, $life_course) c USING (year, province_code)
    """,
    "population_share": """
        INSERT INTO parts
        SELECT fiscal_year, province_code,
               sum(persons) FILTER (life_course_id = $life_course),
               sum(persons) FILTER (life_course_id <> 'unknown'), max(source_id)
        FROM population WHERE fiscal_year IS NOT NULL GROUP BY fiscal_year, province_code
    """,
    "grants": """
        INSERT INTO parts SELECT year, province_code, granted, NULL, source_ids
        FROM granted($column)
    """,
    # A full join: the country's grants over everybody, also where a province got none.
    "grants_per_head": """
        INSERT INTO parts
        SELECT year, province_code, g.granted, p.persons,
               concat_ws(',', g.source_ids, p.source_ids)
        FROM granted($column) g FULL JOIN people($life_course) p USING (year, province_code)
        WHERE year IN (SELECT year FROM granted($column))
          AND year IN (SELECT year FROM people($life_course))
    """,
}
RATIOS = {"share": 100.0, "population_share": 100.0, "grants_per_head": 1.0}
"""Kinds that are numerator over denominator, and what the ratio is multiplied by."""

ROLL_UP = """
    WITH leveled AS (
        SELECT year, province_code AS area_id, numerator, denominator, source_ids FROM parts
        WHERE province_code IN (SELECT area_id FROM area)
        UNION ALL
        SELECT year, within, sum(numerator), sum(denominator), max(source_ids)
        FROM parts JOIN area ON area.area_id = province_code GROUP BY year, within
        UNION ALL
        SELECT year, $country, sum(numerator), sum(denominator), max(source_ids)
        FROM parts GROUP BY year
    )
    -- Rounded, so that the order in which threads add cannot show.
    INSERT INTO made
    SELECT year, area_id,
           round(CASE WHEN $is_ratio THEN $scale * numerator / denominator ELSE numerator END, 6),
           'computed', NULL, source_ids
    FROM leveled
"""

PUBLISHED: dict[str, str] = {
    "outcome": """
        INSERT INTO made
        SELECT year, area_id, value, method, vintage_id, source_id FROM outcome
        WHERE indicator_id = $indicator AND group_id = 'all'
        QUALIFY row_number() OVER (
            PARTITION BY year, area_id, vintage_id
            ORDER BY value IS NULL, method = 'computed', source_id DESC
        ) = 1
    """,
    "budget": """
        INSERT INTO made
        SELECT fiscal_year, $country, sum(amount_thb), 'published', NULL, max(source_id)
        FROM budget GROUP BY fiscal_year
    """,
}

STORE = """
    INSERT INTO indicator_value
    WITH known AS (
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
               ORDER BY list_position($newest_first, vintage_id)
           ), true),
           source_ids
    FROM filled ORDER BY year, area_id, vintage_id
"""


def derive_indicator_values(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill ``indicator_value`` from the fact tables of the same warehouse."""
    connection.execute(PREPARE)
    newest_first = sorted(catalogue.vintages.values(), key=lambda v: -v.rank)
    for indicator in catalogue.indicators.values():
        values = _values(indicator) | {"newest_first": [v.id for v in newest_first]}
        connection.execute("DELETE FROM parts; DELETE FROM made")
        for statement in _steps(indicator):
            bound = {name: v for name, v in values.items() if f"${name}" in statement}
            connection.execute(statement, bound)


def _steps(indicator: Indicator) -> tuple[str, ...]:
    kind = indicator.measure.kind
    return (PUBLISHED[kind], STORE) if kind in PUBLISHED else (PARTS[kind], ROLL_UP, STORE)


def _values(indicator: Indicator) -> dict[str, object]:
    return {
        "indicator": indicator.id,
        "country": COUNTRY,
        "is_ratio": indicator.measure.kind in RATIOS,
        "scale": RATIOS.get(indicator.measure.kind, 1.0),
        "programmes": list(indicator.measure.programmes),
        "life_course": indicator.measure.life_course,
        "column": indicator.measure.column,
    }
