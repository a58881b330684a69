"""A module for each family of files; the list below is the order in which they are asked."""

from etl.sources import (
    allowances,
    budget_volume,
    fund_grants,
    health_coverage,
    labour_force,
    population_age_groups,
    poverty_by_province,
    poverty_by_sex,
    poverty_series,
    register_population,
    residents,
)
from etl.sources.family import Family, Reading, Total

FAMILIES: tuple[Family, ...] = (
    labour_force.FAMILY,
    register_population.FAMILY,
    residents.FAMILY,
    population_age_groups.FAMILY,
    health_coverage.FAMILY,
    poverty_by_province.FAMILY,
    poverty_by_sex.FAMILY,
    poverty_series.FAMILY,
    fund_grants.FAMILY,
    budget_volume.FAMILY,
    allowances.FAMILY,
)

__all__ = ["FAMILIES", "Family", "Reading", "Total"]
