"""Measures of inequality, poverty and social protection: pure functions on numbers.

Needs NumPy alone. Measures on maps stand in :mod:`welfare.metrics.spatial`, which needs shapes too,
and the same measures for large tables in :mod:`welfare.metrics.sql`.
"""

from welfare.metrics.allocation import allocate, blended
from welfare.metrics.concentration import (
    ConcentrationCurve,
    concentration_curve,
    concentration_index,
    concentration_index_se,
    erreygers_index,
    kakwani,
    wagstaff_index,
)
from welfare.metrics.decomposition import mld_decomposition, theil_decomposition, theil_nested
from welfare.metrics.disparity import (
    max_min_ratio,
    relative_index_of_inequality,
    slope_index_of_inequality,
    williamson,
)
from welfare.metrics.grouped import gini_from_bins, gini_from_shares, gini_grouped
from welfare.metrics.inequality import (
    atkinson,
    coefficient_of_variation,
    equally_distributed_equivalent,
    generalized_entropy,
    gini,
    hoover,
    theil_l,
    theil_t,
)
from welfare.metrics.intervals import (
    Estimate,
    Proportion,
    Rate,
    byar,
    funnel_limits,
    outside_funnel,
    tell_apart,
    wilson,
)
from welfare.metrics.poverty import fgt, poverty_gap_total, sen, sst, watts
from welfare.metrics.ranks import joint_confidence, rank_intervals, simultaneous_rank_intervals
from welfare.metrics.resampling import bootstrap, jackknife
from welfare.metrics.sample import MetricError
from welfare.metrics.shares import (
    LorenzCurve,
    lorenz,
    p90p10,
    palma,
    quantile,
    quantile_shares,
    s80s20,
)
from welfare.metrics.social_protection import (
    adequacy,
    beneficiary_incidence,
    benefit_cost_ratio,
    benefit_incidence,
    coverage,
    gini_reduction,
    leakage,
    poverty_reduction,
    poverty_status,
    quintiles,
    transfer_leakage,
    undercoverage,
)

__all__ = [
    "ConcentrationCurve",
    "Estimate",
    "LorenzCurve",
    "MetricError",
    "Proportion",
    "Rate",
    "adequacy",
    "allocate",
    "atkinson",
    "beneficiary_incidence",
    "benefit_cost_ratio",
    "benefit_incidence",
    "blended",
    "bootstrap",
    "byar",
    "coefficient_of_variation",
    "concentration_curve",
    "concentration_index",
    "concentration_index_se",
    "coverage",
    "equally_distributed_equivalent",
    "erreygers_index",
    "fgt",
    "funnel_limits",
    "generalized_entropy",
    "gini",
    "gini_from_bins",
    "gini_from_shares",
    "gini_grouped",
    "gini_reduction",
    "hoover",
    "jackknife",
    "joint_confidence",
    "kakwani",
    "leakage",
    "lorenz",
    "max_min_ratio",
    "mld_decomposition",
    "outside_funnel",
    "p90p10",
    "palma",
    "poverty_gap_total",
    "poverty_reduction",
    "poverty_status",
    "quantile",
    "quantile_shares",
    "quintiles",
    "rank_intervals",
    "relative_index_of_inequality",
    "s80s20",
    "sen",
    "simultaneous_rank_intervals",
    "slope_index_of_inequality",
    "sst",
    "tell_apart",
    "theil_decomposition",
    "theil_l",
    "theil_nested",
    "theil_t",
    "transfer_leakage",
    "undercoverage",
    "wagstaff_index",
    "watts",
    "williamson",
    "wilson",
]
