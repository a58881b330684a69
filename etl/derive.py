"""Indicators from facts: the one place where a value is rolled up.

Every page, download and screen reads ``indicator_value``; none computes its own. An indicator is
made in three steps: its parts by province (numerator and denominator), the roll-up of the parts to
regions and the country, and the store, in which each province has a row for each year.

Only the facts of the indicator's own sources count. Where several of them speak of one year and
province, the one of the highest rank is heard (`data/reference/sources.yml`). A region or the
country is rolled up only from all of its provinces; short of that it is flagged ``incomplete``.
"""

import duckdb

from etl.split_provinces import put_split_provinces
from welfare.catalog import COUNTRY, Catalogue, Indicator

PREPARE = """
    CREATE TEMP TABLE parts (
        year BIGINT, province_code VARCHAR, numerator DOUBLE, denominator DOUBLE,
        source_ids VARCHAR
    );
    CREATE TEMP TABLE made (
        year BIGINT, area_id VARCHAR, value DOUBLE, method VARCHAR, vintage_id VARCHAR,
        source_ids VARCHAR, flag VARCHAR
    );
    -- Fiscal where the source says fiscal, else calendar; one indicator never mixes the two.
    CREATE TEMP MACRO people(life_course, sources) AS TABLE
        SELECT coalesce(fiscal_year, year) AS year, province_code, sum(persons) AS persons,
               max(p.source_id) AS source_ids
        FROM population p JOIN source_order o USING (source_id)
        WHERE list_contains(sources, p.source_id) AND NOT o.partial
          AND (life_course IS NULL OR life_course_id = life_course)
          AND (life_course IS NULL OR life_course NOT IN ('early_childhood', 'children')
               OR p.source_id NOT IN (
                   SELECT source_id FROM population WHERE life_course_id IS NULL))
        GROUP BY coalesce(fiscal_year, year), province_code, o.place
        QUALIFY row_number() OVER (
            PARTITION BY coalesce(fiscal_year, year), province_code ORDER BY o.place DESC
        ) = 1;
    CREATE TEMP MACRO helped(programmes, life_course, sources) AS TABLE
        SELECT fiscal_year AS year, province_code, sum(persons) AS persons, sum(cases) AS cases,
               sum(amount_thb) AS amount, max(b.source_id) AS source_ids
        FROM beneficiary b JOIN source_order o USING (source_id)
        WHERE list_contains(programmes, programme_id) AND list_contains(sources, b.source_id)
          AND NOT o.partial AND (life_course IS NULL OR life_course_id = life_course)
        GROUP BY fiscal_year, province_code, o.place
        QUALIFY row_number() OVER (
            PARTITION BY fiscal_year, province_code ORDER BY o.place DESC
        ) = 1;
    CREATE TEMP MACRO granted(counted, programmes, sources) AS TABLE
        SELECT fiscal_year AS year, province_code,
               sum(CASE WHEN counted = 'projects' THEN projects ELSE amount_thb END) AS granted,
               max(p.source_id) AS source_ids
        FROM project p JOIN source_order o USING (source_id)
        WHERE NOT recognised AND list_contains(sources, p.source_id) AND NOT o.partial
          AND (len(programmes) = 0 OR list_contains(programmes, programme_id))
        GROUP BY fiscal_year, province_code, o.place
        QUALIFY row_number() OVER (
            PARTITION BY fiscal_year, province_code ORDER BY o.place DESC
        ) = 1;
    CREATE TEMP MACRO budgeted(system, lines, sources) AS TABLE
        SELECT fiscal_year AS year, province_code, sum(amount_thb) AS amount,
               max(source_id) AS source_ids
        FROM budget
        WHERE list_contains(sources, source_id) AND (system IS NULL OR system_id = system)
          AND (len(lines) = 0 OR list_contains(lines, plan) OR list_contains(lines, project))
        GROUP BY fiscal_year, province_code;
    -- A quarter is known where every indicator is given for everybody, or for men and for women:
    -- a row that the source leaves out may be zero or suppressed, and is not taken for zero.
    CREATE TEMP MACRO quarters(indicators, sources) AS TABLE
        SELECT year, quarter, area_id, sum(value) AS value, max(source_ids) AS source_ids
        FROM (
            SELECT year, quarter, area_id, indicator_id, max(source_id) AS source_ids,
                   coalesce(arg_max(value, place) FILTER (group_id = 'all'),
                            arg_max(value, place) FILTER (group_id = 'male')
                            + arg_max(value, place) FILTER (group_id = 'female')) AS value
            FROM outcome JOIN source_order USING (source_id)
            WHERE list_contains(indicators, indicator_id) AND list_contains(sources, source_id)
              AND quarter IS NOT NULL AND item_id IS NULL
            GROUP BY year, quarter, area_id, indicator_id
        )
        GROUP BY year, quarter, area_id HAVING count(value) = any_value(len(indicators));
"""

PARTS: dict[str, str] = {
    "persons": """
        INSERT INTO parts SELECT year, province_code, persons, NULL, source_ids
        FROM helped($programmes, $life_course, $sources) WHERE persons IS NOT NULL
    """,
    "cases": """
        INSERT INTO parts SELECT year, province_code, cases, NULL, source_ids
        FROM helped($programmes, $life_course, $sources) WHERE cases IS NOT NULL
    """,
    "amount": """
        INSERT INTO parts SELECT year, province_code, amount, NULL, source_ids
        FROM helped($programmes, $life_course, $sources) WHERE amount IS NOT NULL
    """,
    "amount_per_head": """
        INSERT INTO parts
        SELECT h.year, h.province_code, h.amount, p.persons,
               concat_ws(',', h.source_ids, p.source_ids)
        FROM helped($programmes, $life_course, $sources) h
        JOIN people($life_course, $sources) p
          ON p.year = h.year AND p.province_code IS NOT DISTINCT FROM h.province_code
        WHERE h.amount IS NOT NULL
    """,
    "population": """
        INSERT INTO parts SELECT year, province_code, persons, NULL, source_ids
        FROM people($life_course, $sources)
    """,
    "share": """
        INSERT INTO parts
        SELECT p.year, p.province_code, coalesce(c.persons, 0), p.persons,
               array_to_string(list_sort(list_distinct([p.source_ids, c.source_ids])), ',')
        FROM people($life_course, $sources) p
        LEFT JOIN helped($programmes, $life_course, $sources) c
          ON c.year = p.year AND c.province_code IS NOT DISTINCT FROM p.province_code
        WHERE p.year IN (SELECT year FROM helped($programmes, $life_course, $sources))
    """,
    "population_share": """
        INSERT INTO parts
        SELECT year, p.province_code, p.persons, known.persons, source_ids
        FROM people($life_course, $sources) p JOIN (
            SELECT coalesce(fiscal_year, year) AS year, province_code, sum(persons) AS persons,
                   source_id AS source_ids
            FROM population WHERE coalesce(life_course_id, age_band) <> 'unknown'
            GROUP BY ALL
        ) known USING (year, source_ids)
        WHERE p.province_code IS NOT DISTINCT FROM known.province_code
    """,
    "grants": """
        INSERT INTO parts SELECT year, province_code, granted, NULL, source_ids
        FROM granted($column, $programmes, $sources)
    """,
    "budget": """
        INSERT INTO parts SELECT year, province_code, amount, NULL, source_ids
        FROM budgeted($system, $lines, $sources)
    """,
    "budget_per_head": """
        INSERT INTO parts
        SELECT year, province_code, b.amount, p.persons,
               concat_ws(',', b.source_ids, p.source_ids)
        FROM budgeted($system, $lines, $sources) b
        JOIN people($life_course, $sources) p USING (year, province_code)
    """,
}
RATIOS = {
    "share": 100.0,
    "population_share": 100.0,
    "amount_per_head": 1.0,
    "budget_per_head": 1.0,
}
"""Kinds that are numerator over denominator, and what the ratio is multiplied by."""
COUNTED_WHERE_ANY = frozenset({"grants"})
"""Kinds of a register of the whole country: a province that it does not name has none."""

ROLL_UP = """
    WITH years AS (SELECT DISTINCT year FROM parts),
    needed AS (
        SELECT year, within, count(*) AS provinces FROM years, area
        WHERE area_kind = 'province' AND NOT list_contains($not_in, area_id)
          AND (valid_from_year IS NULL OR valid_from_year < year)
        GROUP BY GROUPING SETS ((year, within), (year))
    ),
    leveled AS (
        SELECT year, province_code AS area_id, numerator, denominator, source_ids, true AS complete
        FROM parts WHERE province_code IN (SELECT area_id FROM area)
        UNION ALL
        SELECT year, within, sum(numerator), sum(denominator), max(source_ids),
               count(*) >= any_value(provinces)
        FROM parts JOIN area ON area.area_id = province_code JOIN needed USING (year, within)
        GROUP BY year, within
        UNION ALL
        SELECT year, $country, sum(numerator), sum(denominator), max(source_ids),
               bool_and(province_code IS NULL)
               OR count(DISTINCT province_code) >= any_value(provinces)
        FROM parts JOIN needed USING (year) WHERE needed.within IS NULL GROUP BY year
    )
    -- Rounded, so that the order in which threads add cannot show.
    INSERT INTO made
    SELECT year, area_id,
           CASE WHEN complete OR $counted_where_any THEN round(
               CASE WHEN $is_ratio THEN $scale * numerator / nullif(denominator, 0)
                    ELSE numerator END, 6) END,
           'computed', NULL, source_ids,
           CASE WHEN NOT (complete OR $counted_where_any) THEN 'incomplete' END
    FROM leveled
"""

QUOTIENT = """
    INSERT INTO made
    WITH years AS (
        SELECT n.year, max(d.year) AS over_year
        FROM (SELECT DISTINCT year FROM indicator_value WHERE list_contains($of, indicator_id)) n
        JOIN (SELECT DISTINCT year FROM indicator_value
              WHERE list_contains($over, indicator_id) AND area_kind = 'province'
                AND value IS NOT NULL) d
          ON d.year BETWEEN n.year - $years_before AND n.year
        GROUP BY n.year
    ),
    -- Every area on the edition of the provinces, so that the country is made as they are.
    edition AS (
        SELECT year AS over_year, mode(vintage_id) AS vintage_id FROM indicator_value
        WHERE list_contains($over, indicator_id) AND area_kind = 'province' AND is_current
        GROUP BY year
    )
    SELECT n.year, n.area_id,
           round($per * n.value / nullif(d.value + coalesce(parted.value, 0), 0), 6),
           'computed', NULL,
           nullif(concat_ws(',', n.source_ids, d.source_ids), ''), coalesce(n.flag, d.flag)
    FROM indicator_value n
    JOIN years ON years.year = n.year
    JOIN edition USING (over_year)
    JOIN indicator_value d
      ON d.year = over_year AND d.area_id = n.area_id
     AND d.vintage_id IS NOT DISTINCT FROM edition.vintage_id
    LEFT JOIN parted($of, $over) parted
      ON parted.year = n.year AND parted.over_year = d.year AND parted.area_id = n.area_id
     AND parted.vintage_id IS NOT DISTINCT FROM d.vintage_id
    WHERE list_contains($of, n.indicator_id) AND n.is_current
      AND list_contains($over, d.indicator_id)
"""

PUBLISHED: dict[str, str] = {
    "outcome": """
        INSERT INTO made
        SELECT year, area_id, value, method, vintage_id, source_id, flag
        FROM outcome JOIN source_order o USING (source_id)
        WHERE indicator_id = $indicator AND group_id = 'all' AND quarter IS NULL
          AND item_id IS NULL AND list_contains($sources, source_id)
        QUALIFY row_number() OVER (
            PARTITION BY year, area_id, vintage_id
            ORDER BY value IS NULL, method = 'computed', o.place DESC
        ) = 1
    """,
    # The mean of the year's four quarters; a year of fewer has none.
    "outcome_quarters": """
        INSERT INTO made
        SELECT year, area_id, round(avg(value), 6), 'computed', NULL, max(source_ids), NULL
        FROM quarters([$indicator], $sources)
        GROUP BY year, area_id HAVING count(DISTINCT quarter) FILTER (value IS NOT NULL) = 4
    """,
    "outcome_ratio": """
        INSERT INTO made
        SELECT year, area_id, round(100 * sum(n.value) / nullif(sum(d.value), 0), 6), 'computed',
               NULL, max(n.source_ids), NULL
        FROM quarters($of, $sources) n JOIN quarters($over, $sources) d
          USING (year, quarter, area_id)
        GROUP BY year, area_id HAVING count(DISTINCT quarter) = 4
    """,
    "quotient": QUOTIENT,
}

STORE = """
    INSERT INTO indicator_value
    WITH known AS (
        SELECT made.year, made.area_id, area_kind, vintage_id, value, method, source_ids, flag
        FROM made JOIN area USING (area_id)
        WHERE area_kind <> 'province' OR value IS NOT NULL
           OR flag IN ('suppressed', 'not_applicable')
    ),
    provinces AS (
        SELECT year, area_id, area_kind, vintage_id, valid_from_year
        FROM (SELECT DISTINCT year, vintage_id FROM known WHERE area_kind = 'province')
        CROSS JOIN (SELECT * FROM area WHERE area_kind = 'province')
    ),
    filled AS (
        SELECT year, area_id, area_kind, vintage_id, value, method, source_ids, flag
        FROM known
        UNION ALL
        SELECT p.year, p.area_id, p.area_kind, p.vintage_id, NULL, 'published', NULL,
               CASE WHEN list_contains($not_in, p.area_id) THEN 'not_applicable'
                    WHEN p.year <= p.valid_from_year THEN 'in_predecessor' ELSE 'missing' END
        FROM provinces p ANTI JOIN known k
          ON p.year = k.year AND p.area_id = k.area_id
         AND p.vintage_id IS NOT DISTINCT FROM k.vintage_id
    )
    SELECT $indicator, year, area_id, area_kind, vintage_id, value, NULL, NULL, NULL, method,
           CASE WHEN value IS NULL AND flag IS NULL THEN 'missing' ELSE flag END,
           coalesce(vintage_id = first_value(vintage_id) OVER (
               PARTITION BY year, area_id
               ORDER BY list_position($newest_first, vintage_id)
           ), true),
           source_ids
    FROM filled ORDER BY year, area_id, vintage_id
"""


def newest_editions(catalogue: Catalogue) -> list[str]:
    """Return the ids of the editions of outcomes, the one that speaks first."""
    return [v.id for v in sorted(catalogue.vintages.values(), key=lambda v: -v.rank)]


def derive_indicator_values(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill ``indicator_value`` from the fact tables of the same warehouse."""
    connection.execute(PREPARE)
    put_split_provinces(connection, catalogue)
    # A quotient is made of the values of others, so these come first.
    for indicator in sorted(
        catalogue.indicators.values(), key=lambda i: i.measure.kind == "quotient"
    ):
        values = _values(indicator) | {"newest_first": newest_editions(catalogue)}
        connection.execute("DELETE FROM parts; DELETE FROM made")
        for statement in _steps(indicator):
            bound = {name: v for name, v in values.items() if f"${name}" in statement}
            connection.execute(statement, bound)


def _steps(indicator: Indicator) -> tuple[str, ...]:
    kind = indicator.measure.kind
    return (PUBLISHED[kind], STORE) if kind in PUBLISHED else (PARTS[kind], ROLL_UP, STORE)


def _values(indicator: Indicator) -> dict[str, object]:
    measure = indicator.measure
    return {
        "indicator": indicator.id,
        "country": COUNTRY,
        "sources": list(indicator.sources),
        "is_ratio": measure.kind in RATIOS,
        "scale": RATIOS.get(measure.kind, 1.0),
        "counted_where_any": measure.kind in COUNTED_WHERE_ANY,
        "programmes": list(measure.programmes),
        "life_course": measure.life_course,
        "column": measure.column,
        "system": measure.system,
        "lines": list(measure.lines),
        "of": list(measure.of),
        "over": list(measure.over),
        "per": measure.per,
        "years_before": measure.years_before,
        "not_in": list(measure.not_in),
    }
