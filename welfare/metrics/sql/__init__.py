"""The measures as text for DuckDB: for tables of which the rows should stay where they are.

Nothing here opens a connection. A function gives a query, or an expression, for the table and the
columns that a :class:`Sample` names; names are quoted, and the few values that the caller chooses
stand as ``$name``, to be bound. The numbers are those of the functions on arrays.

Where these raise an error for a group that has no measure, such as one row, or nothing but zeros, a
query gives null for it, so that one such group does not cost the others. A row of weight zero is
absent whatever else it holds; another number that is negative, not finite or null stops the query.
"""

from welfare.metrics.sql.gini import gini_sql
from welfare.metrics.sql.intervals import (
    byar_high_sql,
    byar_low_sql,
    wilson_high_sql,
    wilson_low_sql,
)
from welfare.metrics.sql.protection import Quantiles, coverage_sql, incidence_sql
from welfare.metrics.sql.rows import Sample
from welfare.metrics.sql.shares import (
    lorenz_parts_sql,
    lorenz_sql,
    quantile_shares_sql,
    share_ratios_sql,
)
from welfare.metrics.sql.theil import mld_decomposition_sql, theil_decomposition_sql, theil_sql

__all__ = [
    "Quantiles",
    "Sample",
    "byar_high_sql",
    "byar_low_sql",
    "coverage_sql",
    "gini_sql",
    "incidence_sql",
    "lorenz_parts_sql",
    "lorenz_sql",
    "mld_decomposition_sql",
    "quantile_shares_sql",
    "share_ratios_sql",
    "theil_decomposition_sql",
    "theil_sql",
    "wilson_high_sql",
    "wilson_low_sql",
]
