"""A cube of sums by bins of the logarithm: measures of inequality without going back to the rows.

A row of the cube stands for the people of one combination of keys, such as province, age and
system, whose amounts lie in one bin: ``size`` rows of the table, ``people`` (their weights),
``total`` (their amounts), ``entropy`` and ``logs`` (of which both Theils are made), and ``least``
and ``most``, the lowest and the highest amount. Zeros have a bin of their own. All columns but the
keys and the bin are sums, minima or maxima, so cubes of parts of a population merge into one.

What does not depend on the order of people inside a bin is exact: both Theils and their parts, and
the Lorenz curve at the upper end of every bin. What does, the Gini index and shares, comes with the
least and the greatest that it can be.
"""

from welfare.metrics.cube.bins import Cube
from welfare.metrics.cube.build import RESOLUTION, cube_sql, merged_cube_sql
from welfare.metrics.cube.inequality import (
    cube_gini_sql,
    cube_mld_decomposition_sql,
    cube_theil_decomposition_sql,
    cube_theil_sql,
)
from welfare.metrics.cube.shares import cube_lorenz_sql, cube_quantile_shares_sql

__all__ = [
    "RESOLUTION",
    "Cube",
    "cube_gini_sql",
    "cube_lorenz_sql",
    "cube_mld_decomposition_sql",
    "cube_quantile_shares_sql",
    "cube_sql",
    "cube_theil_decomposition_sql",
    "cube_theil_sql",
    "merged_cube_sql",
]
