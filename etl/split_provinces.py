"""People of a province that was cut out of another, while a register still counts them there.

Bueng Kan was founded in March 2554 out of Nong Khai. The health registry counts its people apart
from fiscal 2554 on; the fund's register has its projects under Nong Khai that year. Money of both
is put over the people of both.
"""

import duckdb

from welfare.catalog import Catalogue

PREPARE = """
    CREATE OR REPLACE TEMP TABLE split_off (area_id VARCHAR, predecessor_id VARCHAR);
    -- What out_of gives apart for provinces that counted still has in their predecessor.
    CREATE OR REPLACE TEMP MACRO parted(counted, out_of) AS TABLE
        SELECT n.year, d.year AS over_year, predecessor_id AS area_id, d.vintage_id,
               sum(d.value) AS value
        FROM indicator_value n
        JOIN split_off USING (area_id)
        JOIN indicator_value d ON d.area_id = n.area_id
        WHERE list_contains(counted, n.indicator_id) AND list_contains(out_of, d.indicator_id)
          AND n.is_current AND n.flag = 'in_predecessor' AND d.value IS NOT NULL
        GROUP BY ALL;
"""


def put_split_provinces(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Put ``split_off`` (a row for each province cut out of another) and ``parted``.

    ``parted(counted, out_of)`` has a row for each year, predecessor and edition in which the
    indicators ``out_of`` give a new province apart and the indicators ``counted`` do not.
    """
    connection.execute(PREPARE)
    rows = [
        (code, province.predecessor)
        for code, province in catalogue.provinces.items()
        if province.predecessor
    ]
    if rows:
        connection.executemany("INSERT INTO split_off VALUES (?, ?)", rows)
