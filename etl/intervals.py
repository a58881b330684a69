"""Intervals of the values in which chance can be known: shares of people, rates of counts."""

import duckdb

from etl.split_provinces import put_split_provinces
from welfare.catalog import Catalogue
from welfare.metrics.chance import chance_limits

BEHIND = """
    SELECT v.year, v.area_id, v.value, d.value + coalesce(parted.value, 0) AS n
    FROM indicator_value v JOIN indicator_value d USING (year, area_id)
    LEFT JOIN parted([$indicator], [$out_of]) parted
      ON parted.year = v.year AND parted.over_year = v.year AND parted.area_id = v.area_id
     AND parted.vintage_id IS NOT DISTINCT FROM d.vintage_id
    WHERE v.indicator_id = $indicator AND d.indicator_id = $out_of AND v.is_current
      AND d.is_current AND v.value IS NOT NULL AND d.value > 0
"""


def put_intervals(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill low, high (95 %) and n of every ``indicator_value`` whose indicator declares chance."""
    put_split_provinces(connection, catalogue)
    for indicator in catalogue.indicators.values():
        if indicator.chance is None:
            continue
        out_of = indicator.chance.out_of or indicator.measure.over[0]
        rows = connection.execute(BEHIND, {"indicator": indicator.id, "out_of": out_of}).df()
        if rows.empty:
            continue
        limits = chance_limits(indicator, rows["value"], rows["n"])
        rows["low"], rows["high"] = limits.low, limits.high
        connection.register("limits", rows)
        connection.execute(
            "UPDATE indicator_value v SET low = l.low, high = l.high, n = l.n FROM limits l"
            " WHERE v.indicator_id = $indicator AND v.is_current"
            " AND v.year = l.year AND v.area_id = l.area_id",
            {"indicator": indicator.id},
        )
        connection.unregister("limits")
